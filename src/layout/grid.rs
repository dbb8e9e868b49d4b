//! Tables in text: pipes, tabs, spaced columns. Those flattened to one cell a line are in `flat`.
//!
//! A grid says which spans belong to which cell; what is a header, a group or a total is for `parse`.

use super::lines::{Line, Zone};
use super::table::{Found, Grid, GridCell};
use super::{flat, loose};
use crate::marks::opener::issued_with_behind_title;
use crate::marks::{Marks, marks};
use crate::model::{Furniture, FurnitureKind, Span};
use crate::words::{Folded, Vocabulary, fold};

/// All tables of a text, in order.
pub(super) fn tables(text: &str, lines: &[Line], zones: &[Zone], words: &Vocabulary) -> Vec<Found> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let line = &lines[index];
        let slice = line.text(text);
        let table = if line.data {
            None
        } else if line.cell {
            flat::untabbed(text, lines, index, words)
        } else if slice.starts_with('|') {
            pipes(text, lines, index)
        } else if line.tab {
            flat::cells(text, lines, index, words)
        } else if zones[index] == Zone::Body || zones[index] == Zone::Bases {
            if memchr::memchr(b'\t', slice.as_bytes()).is_some() {
                tabs(text, lines, index)
            } else if memchr::memmem::find(slice.as_bytes(), b"   ").is_some() {
                spaced(text, lines, index, words).or_else(|| loose::table(text, lines, zones, index, words))
            } else {
                loose::table(text, lines, zones, index, words)
            }
        } else {
            None
        };
        match table {
            Some(table) => {
                index = table.lines.end;
                found.push(table);
            }
            None => index += 1,
        }
    }
    found
}

/// Takes the pipes from around a row whose only cell opens the next attachment: `| | | PHỤ LỤC II … (Kèm theo …) |`.
pub(super) fn open_rows(text: &str, lines: &mut [Line], words: &Vocabulary, furniture: &mut Vec<Furniture>) {
    for line in lines.iter_mut().filter(|line| !line.data && line.text(text).starts_with('|')) {
        let slice = line.text(text);
        let mut filled = slice.split('|').map(str::trim).filter(|cell| !cell.is_empty());
        let (Some(cell), None) = (filled.next(), filled.next()) else { continue };
        if !opens_attachment(cell, words) {
            continue;
        }
        let start = line.start + (cell.as_ptr() as usize - slice.as_ptr() as usize) as u32;
        let inner = Span { start, end: start + cell.len() as u32 };
        let outer = [Span { start: line.start, end: inner.start }, Span { start: inner.end, end: line.end }];
        furniture.extend(outer.map(|span| Furniture { kind: FurnitureKind::Rule, span }));
        (line.start, line.end, line.length) = (inner.start, inner.end, cell.chars().count() as u32);
    }
}

/// True for a heading in capitals with `(Kèm theo …)` in the same cell.
pub(super) fn opens_attachment(cell: &str, words: &Vocabulary) -> bool {
    let first = cell.lines().next().unwrap_or("");
    let issued = cell.lines().any(|line| marks(line, words).has_all(Marks::ISSUED_WITH))
        || issued_with_behind_title(cell).is_some();
    issued && marks(first, words).has_any(Marks::APPENDIX | Marks::KIND)
}

/// `| a | b |`, one row a line; a row of dashes ends the header.
fn pipes(text: &str, lines: &[Line], first: usize) -> Option<Found> {
    let is_row = |line: &Line| {
        let slice = line.text(text);
        slice.starts_with('|') && slice.bytes().filter(|byte| *byte == b'|').count() >= 3
    };
    let count = lines[first..].iter().take_while(|line| is_row(line)).count();
    if count == 0 {
        return None;
    }
    let mut grid = Grid { paragraphs: true, ..Grid::default() };
    for line in &lines[first..first + count] {
        let slice = line.text(text);
        if slice.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'=' | b'+')) && slice.contains("--") {
            grid.header = grid.header.or(Some(grid.rows.len()));
            grid.rules.push(Span { start: line.start, end: line.end });
            continue;
        }
        pipe_row(slice, line.start, &mut grid);
    }
    Some(Found { lines: first..first + count, grid })
}

/// A pipe belongs to the cell behind it; those of empty cells to the cell before them, so that the
/// cells share out the whole row.
fn pipe_row(slice: &str, offset: u32, grid: &mut Grid) {
    let mut row: Vec<GridCell> = Vec::new();
    let mut bounds: Vec<usize> = memchr::memchr_iter(b'|', slice.as_bytes()).collect();
    if bounds.last() != Some(&(slice.len() - 1)) {
        bounds.push(slice.len());
    }
    let mut last: Option<usize> = None;
    for (index, pair) in bounds.windows(2).enumerate() {
        let end = if index + 2 == bounds.len() { slice.len() } else { pair[1] };
        let empty = slice[pair[0]..pair[1]].trim_matches(['|', ' ', '\t']).is_empty();
        let (start, end) = (offset + pair[0] as u32, offset + end as u32);
        match (empty, last) {
            (false, _) => {
                last = Some(row.len());
                row.push(broken_cell(slice, offset, start, end, &mut grid.rules));
            }
            (true, Some(before)) => {
                if let Some(span) = row.get_mut(before).and_then(|cell| cell.spans.last_mut()) {
                    span.end = end;
                }
                row.push(GridCell::default());
            }
            (true, None) => {
                grid.rules.push(Span { start, end });
                row.push(GridCell::default());
            }
        }
    }
    grid.rows.push(row);
}

/// The lines of a cell, cut at `<br>`.
fn broken_cell(slice: &str, offset: u32, start: u32, end: u32, rules: &mut Vec<Span>) -> GridCell {
    let body = &slice[(start - offset) as usize..(end - offset) as usize];
    let lower = body.to_ascii_lowercase();
    let (mut cell, mut from) = (GridCell::default(), 0);
    while let Some(found) = lower[from..].find("<br") {
        let at = from + found;
        let Some(close) = lower[at..].find('>') else { break };
        cell.spans.push(Span { start: start + from as u32, end: start + at as u32 });
        rules.push(Span { start: start + at as u32, end: start + (at + close + 1) as u32 });
        from = at + close + 1;
    }
    cell.spans.push(Span { start: start + from as u32, end });
    cell
}

/// Cells held apart by single tabs: at least two lines with two tabs each.
fn tabs(text: &str, lines: &[Line], first: usize) -> Option<Found> {
    let inner = |line: &Line| count_tabs(line.text(text));
    if inner(&lines[first]) < 2 {
        return None;
    }
    // Tabs before the first words are empty cells only where more cells follow: else they place a line.
    let cells = |line: &Line| {
        let (leading, trailing) = outer_tabs(text, line);
        let inner = inner(line);
        if inner > 0 { leading + inner + trailing } else { trailing }
    };
    let mut end = first;
    while end < lines.len() && !lines[end].text(text).starts_with('|') {
        let here = cells(&lines[end]);
        let next = lines.get(end + 1).map_or(0, cells);
        if here >= 2 || here == 1 && next >= 2 {
            end += 1;
        } else {
            break;
        }
    }
    if end - first < 2 {
        return None;
    }
    let mut rows: Vec<Vec<GridCell>> = lines[first..end]
        .iter()
        .map(|line| {
            let slice = line.text(text);
            let mut at = line.start;
            let mut row = vec![GridCell::default(); outer_tabs(text, line).0];
            row.extend(slice.split('\t').map(|cell| {
                let span = super::lines::trimmed(text, Span { start: at, end: at + cell.len() as u32 });
                at += cell.len() as u32 + 1;
                if span.is_empty() { GridCell::default() } else { GridCell::new(vec![span]) }
            }));
            row
        })
        .collect();
    // The tabs of empty cells at a line's end are cut off with its blanks.
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    rows.iter_mut().for_each(|row| row.resize(width, GridCell::default()));
    Some(Found { lines: first..end, grid: Grid { rows, ..Grid::default() } })
}

fn count_tabs(slice: &str) -> usize {
    memchr::memchr_iter(b'\t', slice.as_bytes()).count()
}

/// How many tabs stand before a line's words and behind them.
pub(super) fn outer_tabs(text: &str, line: &Line) -> (usize, usize) {
    let before = &text[(line.start - line.indent) as usize..line.start as usize];
    let behind = &text[line.end as usize..];
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    (count_tabs(before), count_tabs(&behind[..blanks]))
}

/// A segment of a spaced line: columns of characters, and its span.
struct Segment {
    from: usize,
    to: usize,
    span: Span,
}

fn segments(text: &str, line: &Line) -> Vec<Segment> {
    let start = text[..line.start as usize].rfind(['\n', '\x0C']).map_or(0, |at| at + 1);
    let whole = &text[start..line.end as usize];
    let folded = Folded::new(whole);
    let plain = folded.text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < plain.len() {
        if plain[at] == b' ' {
            at += 1;
            continue;
        }
        let from = at;
        while at < plain.len() && !(plain[at] == b' ' && plain.get(at + 1).is_none_or(|next| *next == b' ')) {
            at += 1;
        }
        let range = folded.range(from, at);
        found.push(Segment { from, to: at, span: Span::new(start + range.start, start + range.end) });
    }
    found
}

/// Columns by position under a header line of at least three known names.
fn spaced(text: &str, lines: &[Line], first: usize, words: &Vocabulary) -> Option<Found> {
    let header = segments(text, &lines[first]);
    let known = header
        .iter()
        .filter(|segment| {
            let name = fold(segment.span.of(text));
            words
                .columns
                .iter()
                .any(|phrase| name == phrase.folded || name.contains(&phrase.folded) && phrase.folded.len() > 5)
        })
        .count();
    if header.len() < 3 || known < 2 {
        return None;
    }
    let bounds: Vec<(usize, usize)> = header.iter().map(|segment| (segment.from, segment.to)).collect();
    let mut rows: Vec<Vec<GridCell>> = vec![header.iter().map(|segment| GridCell::new(vec![segment.span])).collect()];
    let mut end = first + 1;
    let mut body = false;
    while end < lines.len() {
        let line = &lines[end];
        let parts = segments(text, line);
        let total = parts.first().is_some_and(|part| words.is_total(part.span.of(text)));
        let single = parts.len() == 1 && !(total || parts[0].from + 2 >= bounds.get(1).map_or(0, |b| b.0));
        if single || (line.gap && parts.len() < 2) {
            break;
        }
        let placed: Vec<usize> = parts.iter().map(|part| column_of(&bounds, part)).collect();
        let starts = placed.first() == Some(&0) || total || !body && parts.len() > 1;
        if starts {
            body = true;
            rows.push(vec![GridCell::default(); bounds.len()]);
        }
        if let Some(row) = rows.last_mut() {
            for (part, column) in parts.iter().zip(&placed) {
                row[*column].spans.push(part.span);
            }
        }
        end += 1;
    }
    (rows.len() >= 3).then_some(Found { lines: first..end, grid: Grid { rows, ..Grid::default() } })
}

/// The column with which a segment overlaps most; the nearest where it overlaps none.
fn column_of(bounds: &[(usize, usize)], part: &Segment) -> usize {
    let overlap = |bound: &(usize, usize)| part.to.min(bound.1) as i64 - part.from.max(bound.0) as i64;
    bounds
        .iter()
        .enumerate()
        .max_by_key(|(index, bound)| (overlap(bound), std::cmp::Reverse(*index)))
        .map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    #[test]
    fn tabs_before_and_behind_a_row_are_empty_cells() {
        let text = "Giao như sau:\n\nTT\tNội dung\tSố lượng\n1\tMua sách\t5\n2\tMua tủ\t\n\tTổng cộng\t5\n3\t\t\n\t\tLê Văn Tám\n";
        let source = crate::read::source(text.as_bytes()).expect("a text");
        let layout = crate::layout::arrange(&source, crate::words::Vocabulary::builtin());
        let cell = |cell: &super::GridCell| cell.spans.first().map_or("", |span| span.of(&source.text));
        let row = |row: &Vec<super::GridCell>| row.iter().map(cell).collect::<Vec<_>>().join("/");
        let rows: Vec<String> = layout.grids[0].rows.iter().map(row).collect();
        assert_eq!(rows, ["TT/Nội dung/Số lượng", "1/Mua sách/5", "2/Mua tủ/", "/Tổng cộng/5", "3//"]);
    }

    #[test]
    fn a_row_that_opens_the_next_attachment_ends_the_table() {
        let decision = "SỞ Y TẾ BÌNH LÂM\nSố: 21/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc ban hành các biểu\n\nĐiều 1. Ban hành các biểu.\n\n\
            Nơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Gia Lộc\n\n";
        let issued = "(Kèm theo Quyết định số 21/QĐ-SYT ngày 05/3/2024 của Giám đốc Sở Y tế)";
        let tables = format!(
            "PHỤ LỤC I\nMỨC HỖ TRỢ\n{issued}\n| STT | Đối tượng | Mức |\n|---|---|---|\n| 1 | Cộng tác viên | 2 |\n\
             | | | PHỤ LỤC II MỨC CHI {issued} |\n| STT | Điểm | Mức |\n|---|---|---|\n| 1 | Nhà văn hóa | 5 |\n| | | PHỤ LỤC III |\n"
        );
        let document = crate::parse((decision.to_owned() + &tables).as_bytes()).expect("a document").document;
        let shown: Vec<String> = document
            .attachments
            .iter()
            .map(|attachment| {
                let rows = match &attachment.body[..] {
                    [crate::model::Block::Table(table)] => table.rows.len(),
                    _ => 0,
                };
                let text =
                    |text: &Option<crate::model::Text>| text.as_ref().map_or("", |text| text.as_str()).to_owned();
                format!("{} {} {rows}", text(&attachment.label), text(&attachment.title))
            })
            .collect();
        // What is said to be issued with nothing is a row.
        assert_eq!(shown, ["I MỨC HỖ TRỢ 1", "II MỨC CHI 2"]);
    }
}
