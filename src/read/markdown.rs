//! Markdown as people keep decisions in it: front matter, emphasis, headings, pipe tables, `<br>`, tables
//! broken into one cell a line between lone `|`, hard wraps.
//!
//! The marks go, the words stay. A blank line ends a paragraph; the lines within one may be wrapped, and
//! `layout` decides.

use super::Error;
use super::entry::{Entry, Kind};
use super::normal::normalised;
use crate::model::{Furniture, FurnitureKind, Span};
use crate::source::{Block, Cell, Source, Style, Table};

/// How many marks of emphasis or lone pipes make a text Markdown.
const ENOUGH_MARKS: usize = 4;

pub(super) const FORMAT: Entry = Entry {
    key: "md",
    name: "Markdown",
    endings: &["md"],
    kind: Kind::Text { is: is_markdown, read: |text| source(&text) },
};

/// True where a text is Markdown and not plain: front matter, emphasis, tables between lone pipes.
fn is_markdown(text: &str) -> bool {
    let lone = text.lines().filter(|line| line.trim() == "|").take(ENOUGH_MARKS).count();
    front_matter(text).is_some()
        || lone >= ENOUGH_MARKS
        || text.matches("**").take(ENOUGH_MARKS).count() >= ENOUGH_MARKS
}

/// Reads a text that is Markdown.
fn source(text: &str) -> Result<Source, Error> {
    let mut reader = Reader::default();
    let body = match front_matter(text) {
        Some(length) => {
            for line in text[..length].lines().filter(|line| line.trim() != "---" && !line.trim().is_empty()) {
                let span = reader.push(line);
                reader.furniture.push(Furniture { kind: FurnitureKind::SiteNoise, span });
            }
            &text[length..]
        }
        None => text,
    };
    let lines: Vec<&str> = body.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        at = reader.block(&lines, at);
    }
    if reader.text.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(Source { text: reader.text, blocks: Some(reader.blocks), furniture: reader.furniture, ..Source::default() })
}

/// The length of the front matter, its rules included.
fn front_matter(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("---\n")?;
    let end = rest.find("\n---\n")?;
    let keyed = rest[..end].lines().next().is_some_and(|line| line.contains(':'));
    keyed.then_some(4 + end + 5)
}

#[derive(Default)]
struct Reader {
    text: String,
    blocks: Vec<Block>,
    furniture: Vec<Furniture>,
}

impl Reader {
    /// Adds a line to the text and gives its span.
    fn push(&mut self, line: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(&normalised(line.trim_end()));
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        span
    }

    /// Reads the block at a line; returns the line behind it.
    fn block(&mut self, lines: &[&str], at: usize) -> usize {
        let line = lines[at].trim();
        if line == "|" {
            let (rows, end) = broken_rows(lines, at);
            if !rows.is_empty() {
                let rows = rows.iter().map(|row| row.iter().map(|cell| self.paragraphs(cell)).collect()).collect();
                self.table(rows, 0);
                return end.max(at + 1);
            }
            return at + 1;
        }
        if is_row(line) {
            let end = (at..lines.len()).find(|at| !is_row(lines[*at].trim())).unwrap_or(lines.len());
            self.piped(&lines[at..end]);
            return end;
        }
        let end = (at + 1..lines.len()).find(|at| ends_paragraph(lines[*at])).unwrap_or(lines.len());
        for block in self.paragraphs(&lines[at..end]) {
            self.blocks.push(block);
        }
        end
    }

    /// The paragraphs of some lines: runs of lines without a blank one between them.
    fn paragraphs(&mut self, lines: &[&str]) -> Vec<Block> {
        let mut found = Vec::new();
        let mut open: Option<Span> = None;
        let mut line = String::new();
        let mut emphasis = Emphasis::default();
        for raw in lines.iter().copied().chain([""]) {
            let blank = raw.trim().is_empty();
            let bare = without_marks(raw);
            if !bare.trim().is_empty() {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(bare.trim());
            }
            emphasis.read(raw);
            // Emphasis that is still open says that the next line goes on with this one.
            if (blank || !emphasis.is_open()) && !line.is_empty() {
                let span = self.push(&line);
                line.clear();
                open = Some(Span { start: open.map_or(span.start, |open| open.start), end: span.end });
            }
            // A line of marks alone (`**`) ends nothing; a blank line does.
            if blank {
                emphasis = Emphasis::default();
                found.extend(open.take().map(paragraph));
            }
        }
        found
    }

    fn table(&mut self, rows: Vec<Vec<Vec<Block>>>, header: usize) {
        let rows = rows
            .into_iter()
            .map(|row| {
                let cells = row.into_iter().enumerate();
                cells.map(|(column, blocks)| Cell { blocks, column, columns: 1, rows: 1 }).collect()
            })
            .collect();
        self.blocks.push(Block::Table(Table { rows, header }));
    }

    /// A pipe table: a row a line, a rule below the header.
    fn piped(&mut self, lines: &[&str]) {
        let (mut rows, mut header) = (Vec::new(), 0);
        for line in lines {
            let line = line.trim();
            let inner = line.trim_start_matches('|').trim_end_matches('|');
            if inner.chars().all(|c| matches!(c, '-' | ':' | ' ' | '|')) && inner.contains("--") {
                // A table must have a header: one without words stands for none.
                if rows.iter().flatten().all(|cell: &Vec<Block>| cell.is_empty()) {
                    rows.clear();
                }
                header = rows.len();
                continue;
            }
            let ends = line.strip_prefix('|').unwrap_or(line);
            let ends = ends.strip_suffix('|').filter(|own| !own.ends_with('\\')).unwrap_or(ends);
            let row: Vec<Vec<Block>> = pipes(ends)
                .into_iter()
                .map(|cell| cell.replace("<br/>", "<br>").replace("<br />", "<br>"))
                .map(|cell| cell.split("<br>").flat_map(|line| self.paragraphs(&[line])).collect())
                .collect();
            rows.push(row);
        }
        self.table(rows, header);
    }
}

/// Which emphasis is open.
#[derive(Default)]
struct Emphasis {
    strong: bool,
    slanted: bool,
}

impl Emphasis {
    fn read(&mut self, line: &str) {
        let line = line.trim();
        let mut rest = line.strip_prefix("* ").unwrap_or(line);
        while let Some(at) = rest.find(['*', '\\']) {
            // A star behind a backslash is text.
            if rest[at..].starts_with('\\') {
                rest = rest[at + 1..].strip_prefix(['*', '\\']).unwrap_or(&rest[at + 1..]);
                continue;
            }
            rest = &rest[at..];
            let stars = rest.len() - rest.trim_start_matches('*').len();
            self.strong ^= stars & 2 != 0;
            self.slanted ^= stars & 1 != 0;
            rest = &rest[stars..];
        }
    }

    fn is_open(&self) -> bool {
        self.strong || self.slanted
    }
}

/// The cells of a row; a pipe behind a backslash is text.
fn pipes(row: &str) -> Vec<&str> {
    let (mut cells, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !escaped {
            cells.push(&row[from..at]);
            from = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    cells.push(&row[from..]);
    cells
}

fn paragraph(span: Span) -> Block {
    Block::Paragraph { span, style: Style::default(), element: Span::default() }
}

fn is_row(line: &str) -> bool {
    line.len() > 1 && line.starts_with('|') && line.matches('|').count() >= 2
}

fn ends_paragraph(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line == "|" || is_row(line)
}

/// Rows of one cell a line between lone pipes: a pipe behind a pipe begins the next row. A cell begins
/// right behind its pipe; where a blank line stands there, the cell is empty or the table has ended.
fn broken_rows<'l>(lines: &[&'l str], start: usize) -> (Vec<Vec<Vec<&'l str>>>, usize) {
    let is_pipe = |at: usize| lines.get(at).is_some_and(|line| line.trim() == "|");
    let mut rows: Vec<Vec<Vec<&str>>> = Vec::new();
    let mut at = start;
    while is_pipe(at) {
        let mut row: Vec<Vec<&str>> = Vec::new();
        let mut pipe = at;
        loop {
            let content = pipe + 1;
            let next = (content..lines.len()).find(|at| is_pipe(*at));
            let Some(next) = next else { break };
            let blank = lines[content].trim().is_empty();
            let cell: Vec<&str> = lines[content..next].to_vec();
            let empty = cell.iter().all(|line| without_marks(line).trim().is_empty());
            // Behind a row's last pipe stands the next row's first, or what is no table any more.
            if content == next || blank && !empty {
                break;
            }
            if blank && empty && row.is_empty() {
                break;
            }
            row.push(if empty { Vec::new() } else { cell });
            pipe = next;
        }
        if row.is_empty() {
            return (rows, at.max(start + 1));
        }
        rows.push(row);
        at = pipe + 1;
    }
    (rows, at)
}

/// A line without emphasis, heading marks, tags and escapes.
fn without_marks(line: &str) -> String {
    let trimmed = line.trim();
    let trimmed = match trimmed.trim_start_matches('#') {
        rest if rest.len() < trimmed.len() && rest.starts_with(' ') => rest.trim_start(),
        _ => trimmed.strip_prefix("> ").unwrap_or(trimmed),
    };
    let mut out = String::with_capacity(trimmed.len());
    let mut rest = trimmed;
    let bullet = rest.starts_with("* ") && !rest[2..].trim_start().starts_with('*');
    if bullet {
        out.push('*');
        rest = &rest[1..];
    }
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '*' if !(out.ends_with('(') && after.starts_with(')')) => rest = after,
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.extend(after.chars().next());
                rest = &after[1..];
            }
            '<' if is_tag(after) => rest = after.split_once('>').map_or("", |(_, rest)| rest),
            '\u{A0}' => {
                out.push(' ');
                rest = after;
            }
            c => {
                out.push(c);
                rest = after;
            }
        }
    }
    out
}

fn is_tag(after: &str) -> bool {
    after.find('>').is_some_and(|end| end < 200)
        && (after.starts_with('/') || after.starts_with('!') || after.starts_with(|c: char| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let source = source(text).expect("a document");
        let of = |blocks: &[Block]| {
            blocks
                .iter()
                .filter_map(|block| match block {
                    Block::Paragraph { span, .. } => Some(span.of(&source.text).replace('\n', "/")),
                    Block::Table(_) => None,
                })
                .collect::<Vec<_>>()
                .join("&")
        };
        let blocks = source.blocks.clone().unwrap_or_default();
        blocks
            .iter()
            .map(|block| match block {
                Block::Paragraph { .. } => of(std::slice::from_ref(block)),
                Block::Table(table) => {
                    let rows = table
                        .rows
                        .iter()
                        .map(|row| row.iter().map(|cell| of(&cell.blocks)).collect::<Vec<_>>().join(" | "));
                    rows.collect::<Vec<_>>().join(" || ")
                }
            })
            .collect()
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            shown("---\nid: 1\n---\n# QUYẾT ĐỊNH\n\n**Điều 1. **Công\nbố *(Phụ lục)*.\n\n* Mục\n\n** **\n\n1\\. Hai"),
            ["QUYẾT ĐỊNH", "Điều 1. Công/bố (Phụ lục).", "* Mục", "1. Hai"]
        );
    }

    #[test]
    fn what_is_escaped_is_text() {
        assert_eq!(shown("| A |\n|---|\n| x \\| y \\\\ |\n| \\*z |"), ["A || x | y \\ || *z"]);
        assert_eq!(shown("Giá \\*\nmột **hai**\n\nBa"), ["Giá */một hai", "Ba"]);
    }

    #[test]
    fn a_header_without_words_is_none() {
        let source = source("| | |\n|---|---|\n| 1 | x |").expect("a document");
        let blocks = source.blocks.unwrap_or_default();
        assert!(matches!(&blocks[..], [Block::Table(table)] if table.header == 0 && table.rows.len() == 1));
    }

    #[test]
    fn tables_by_pipes_and_by_lone_pipes() {
        assert_eq!(shown("| A | B |\n|---|---|\n| 1 | x<br>y |"), ["A | B || 1 | x&y"]);
        assert_eq!(shown("|\n**A**\n|\nB\nb\n|\n|\n1\n|\n\n|\n\n\nSau bảng"), ["A | B/b || 1 | ", "Sau bảng"]);
    }
}
