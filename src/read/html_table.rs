//! Tables of HTML in Markdown, which has no merged cells of its own: read as those of a page.

use super::{Limits, html};
use crate::model::{Furniture, Span};
use crate::source::{Block, Source, Table};

/// How deep tables may stand in each other.
const DEEPEST: usize = 8;

/// True for a line with which such a table begins.
pub(super) fn begins(line: &str) -> bool {
    let line = line.trim_start().as_bytes();
    line.get(..6).is_some_and(|own| own.eq_ignore_ascii_case(b"<table"))
        && line.get(6).is_none_or(|own| matches!(own, b' ' | b'>' | b'\t'))
}

/// The table that begins at a line, its text to be put behind `length` bytes of others, and the line behind it; `None` where
/// nothing ends it, or nothing is in it.
pub(super) fn table(lines: &[&str], at: usize, length: usize) -> Option<(Source, usize)> {
    let end = end(lines, at)?;
    // Emphasis of Markdown's stands in cells, too.
    let page = lines[at..=end].join("\n").replace("**", "");
    let source = html::source(page.as_bytes(), Some("utf-8"), &[], &Limits::default()).ok()?;
    let by = length as u32;
    let blocks = source.blocks.map(|blocks| blocks.into_iter().map(|block| moved(block, by)).collect());
    let furniture = source.furniture.into_iter().map(|own| Furniture { span: behind(own.span, by), ..own }).collect();
    Some((Source { blocks, furniture, ..source }, end + 1))
}

/// The line with the last tag of the table that begins at a line.
fn end(lines: &[&str], at: usize) -> Option<usize> {
    let count = |line: &str, tag: &str| line.to_ascii_lowercase().matches(tag).count();
    let mut open = 0;
    for (index, line) in lines.iter().enumerate().skip(at) {
        open += count(line, "<table");
        // Of tables that nothing ends, not each is looked at to the end of the text.
        if open > DEEPEST {
            return None;
        }
        open = open.saturating_sub(count(line, "</table"));
        if open == 0 {
            return Some(index);
        }
    }
    None
}

fn behind(span: Span, by: u32) -> Span {
    Span { start: span.start + by, end: span.end + by }
}

fn moved(block: Block, by: u32) -> Block {
    match block {
        Block::Paragraph { span, style, element } => Block::Paragraph { span: behind(span, by), style, element },
        Block::Table(Table { mut rows, header }) => {
            for cell in rows.iter_mut().flatten() {
                cell.blocks = std::mem::take(&mut cell.blocks).into_iter().map(|block| moved(block, by)).collect();
            }
            Block::Table(Table { rows, header })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_ends_where_its_last_tag_does() {
        let text = "<table border=1>\n<tr><td>**TT**<td colspan=2>Việc</tr>\n<tr><td>1<td><table border=1><tr><td>a<td>b</table>\n<td>c</table>\nĐiều 2.";
        let lines: Vec<&str> = text.lines().collect();
        let (source, end) = table(&lines, 0, 7).expect("a table");
        assert_eq!(end, 4);
        let Some([Block::Table(table)]) = source.blocks.as_deref() else { panic!("{source:?}") };
        assert_eq!(table.rows.iter().map(Vec::len).collect::<Vec<_>>(), [2, 3]);
        let Some(Block::Paragraph { span, .. }) = table.rows[0][0].blocks.first() else { panic!("{table:?}") };
        assert_eq!(Span { start: span.start - 7, end: span.end - 7 }.of(&source.text), "TT");
        assert!(super::table(&["<table><tr>", "<td>1"], 0, 0).is_none());
        assert!(begins(" <TABLE border=1>") && begins("<table>") && !begins("<tablet>") && !begins("bảng <table>"));
    }
}
