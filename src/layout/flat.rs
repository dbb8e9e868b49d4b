//! Tables flattened to one cell a line, each line led by a tab: what copying out of a word processor
//! leaves. An empty cell is a line with a tab alone, a line without a tab goes on with the cell above.
//! Copies of web pages have neither the tabs nor the empty cells: there the running numbers, each as many
//! cells behind the one before, say that there is a table.

use super::lines::{Line, trimmed};
use super::table::{Found, Grid, GridCell};
use crate::marks::{Marks, marks};
use crate::model::{ColumnRole, Span};
use crate::words::{Vocabulary, fold};

/// The most columns that a flattened table is taken to have.
const MOST_COLUMNS: usize = 24;

/// A cell, and whether a blank line stands before it.
struct FlatCell {
    cell: GridCell,
    gap: bool,
}

/// The table that begins at a line, where one does.
pub(super) fn cells(text: &str, lines: &[Line], first: usize, words: &Vocabulary) -> Option<Found> {
    let head = fold(lines[first].text(text));
    let is_header = words.columns.exact(&head).is_some_and(|phrase| phrase.key == ColumnRole::Ordinal);
    if !is_header || lines.get(first + 2).is_none_or(|line| !line.tab) {
        return None;
    }
    let width = lines[first..]
        .iter()
        .take(MOST_COLUMNS + 1)
        .position(|line| is_first_ordinal(line.text(text)))
        .filter(|width| *width >= 2)?;
    let begin = text[..lines[first].start as usize].rfind('\n').map_or(0, |at| at + 1);
    let mut cells: Vec<FlatCell> = Vec::new();
    let (mut gap, mut at, mut end) = (false, begin, begin);
    let mut next = first;
    for raw in text[begin..].split_inclusive(['\n', '\x0C']) {
        let span = trimmed(text, Span::new(at, at + raw.len()));
        at += raw.len();
        if !span.is_empty() {
            // A line that is none any more was set aside: a page number between two rows.
            if lines.get(next).is_none_or(|line| line.start != span.start) {
                continue;
            }
            next += 1;
        }
        if raw.starts_with('\t') {
            let cell = if span.is_empty() { GridCell::default() } else { GridCell::new(vec![span]) };
            cells.push(FlatCell { cell, gap });
            gap = false;
        } else if span.is_empty() {
            gap = true;
            continue;
        } else {
            let complete = cells.len().is_multiple_of(width);
            let Some(cell) = cells.last_mut().filter(|cell| !(gap || complete && cell.cell.is_empty())) else {
                break;
            };
            cell.cell.spans.push(span);
        }
        end = at;
    }
    let rows = rows(text, cells, width);
    let count = lines[first..].iter().take_while(|line| (line.start as usize) < end).count();
    (rows.len() >= 2)
        .then_some(Found { lines: first..first + count, grid: Grid { rows, paragraphs: true, ..Grid::default() } })
}

/// Rows of `width` cells; a row that has lost cells ends where a blank line stands before the next
/// running number.
fn rows(text: &str, cells: Vec<FlatCell>, width: usize) -> Vec<Vec<GridCell>> {
    let mut rows: Vec<Vec<GridCell>> = Vec::new();
    let mut row: Vec<GridCell> = Vec::new();
    let mut number = 0u32;
    for cell in cells {
        let value = cell.cell.spans.first().map_or("", |span| span.of(text));
        let next = value.parse::<u32>().is_ok_and(|found| number.checked_add(1) == Some(found) || found == 1);
        if row.len() == width || cell.gap && next && !row.is_empty() {
            rows.push(std::mem::take(&mut row));
        }
        if row.is_empty() {
            number = value.parse().unwrap_or(number);
        }
        row.push(cell.cell);
    }
    if row.iter().any(|cell| !cell.is_empty()) {
        rows.push(row);
    }
    rows
}

/// The fewest columns of a table whose cells have no tabs.
const FEWEST_COLUMNS: usize = 3;
/// What no cell is: the table ended before it.
const NO_CELL: Marks = Marks::ARTICLE
    .union(Marks::APPENDIX)
    .union(Marks::NATIONAL_TITLE)
    .union(Marks::RECIPIENTS)
    .union(Marks::ISSUED_WITH);

/// Marks the cells without tabs, so that no number in them is taken for a page's.
pub(super) fn mark_cells(text: &str, lines: &mut [Line], words: &Vocabulary) {
    let mut index = 0;
    while index < lines.len() {
        let end = untabbed(text, lines, index, words).map_or(index, |found| found.lines.end);
        lines[index..end].iter_mut().for_each(|line| line.cell = true);
        index = end.max(index + 1);
    }
}

/// The table of cells without tabs that begins at a line: a header of known names, and rows that are all as long as it,
/// each led by its running number. Where blank lines part the names, a line without one goes on with its cell; where line
/// ends do, a blank line is an empty cell or the end of the table, and nobody can tell which.
pub(super) fn untabbed(text: &str, lines: &[Line], first: usize, words: &Vocabulary) -> Option<Found> {
    let role = |line: &Line| words.columns.exact(&fold(line.text(text))).map(|phrase| phrase.key);
    let number = |line: &Line| line.text(text).trim_end_matches('.').parse::<usize>().ok();
    if lines[first].tab || role(&lines[first]) != Some(ColumnRole::Ordinal) {
        return None;
    }
    let spaced = lines.get(first + 1)?.gap;
    let header = lines[first + 1..].iter().filter(|line| !spaced || line.gap).take(MOST_COLUMNS);
    let names: Vec<&Line> = header.take_while(|line| number(line) != Some(1)).collect();
    let width = names.len() + 1;
    if !(FEWEST_COLUMNS..=MOST_COLUMNS).contains(&width) || !names.into_iter().any(|line| role(line).is_some()) {
        return None;
    }
    let mut grid = Grid { header: Some(1), ..Grid::default() };
    let mut end = first;
    while lines.get(end).is_some_and(|line| grid.rows.is_empty() || number(line) == Some(grid.rows.len())) {
        let Some((row, taken)) = untabbed_row(text, &lines[end..], (width, spaced), words) else { break };
        // A row that has lost cells goes on into the next one.
        let next = Some(grid.rows.len() + 1);
        let led = lines.get(end + taken).is_some_and(|line| number(line) == next);
        if !led && lines[end..end + taken].iter().any(|line| number(line) == next) {
            break;
        }
        grid.rows.push(row);
        end += taken;
    }
    (grid.rows.len() >= 3).then_some(Found { lines: first..end, grid })
}

/// The row of a given number of cells with which lines begin, and how many of the lines it takes; whether blank lines part the cells.
fn untabbed_row(
    text: &str,
    lines: &[Line],
    (width, spaced): (usize, bool),
    words: &Vocabulary,
) -> Option<(Vec<GridCell>, usize)> {
    let mut row: Vec<GridCell> = Vec::new();
    let mut taken = 0;
    for line in lines {
        let begins = row.is_empty() || !spaced || line.gap;
        if begins && row.len() == width {
            break;
        }
        let slice = line.text(text);
        let parted = line.gap && !spaced && !row.is_empty();
        if parted || line.tab || slice.starts_with('|') || marks(slice, words).has_any(NO_CELL) {
            return None;
        }
        let span = Span { start: line.start, end: line.end };
        match row.last_mut().filter(|_| !begins) {
            Some(cell) => cell.spans.push(span),
            None => row.push(GridCell::new(vec![span])),
        }
        taken += 1;
    }
    (row.len() == width).then_some((row, taken))
}

fn is_first_ordinal(slice: &str) -> bool {
    matches!(slice.trim_end_matches(['.', ')']), "1" | "01" | "I" | "A" | "(1")
}

#[cfg(test)]
mod tests {
    use crate::words::Vocabulary;

    const CELLS: [&str; 12] =
        ["TT", "Tên trạm", "Số tiền", "1", "Xã An Mỹ", "850", "2", "Xã Hòa Tiến", "400", "3", "Xã Thanh Lĩnh", "70"];

    /// The rows of the first table behind a title, their cells with a stroke between them.
    fn rows(body: &str) -> Vec<String> {
        let source = crate::read::source(format!("Phân bổ kinh phí như sau:\n\n{body}\n").as_bytes()).expect("a text");
        let layout = crate::layout::arrange(&source, Vocabulary::builtin());
        let cell = |cell: &crate::layout::GridCell| {
            cell.spans.iter().map(|span| span.of(&source.text)).collect::<Vec<_>>().join(" ")
        };
        let rows = layout.grids.first().map_or(&[][..], |grid| &grid.rows);
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("/")).collect()
    }

    #[test]
    fn cells_without_tabs_make_a_table_where_running_numbers_say_so() {
        let expected = ["TT/Tên trạm/Số tiền", "1/Xã An Mỹ/850", "2/Xã Hòa Tiến/400", "3/Xã Thanh Lĩnh/70"];
        for between in ["\n\n", "\n"] {
            assert_eq!(rows(&format!("{}{between}Điều 5. Thi hành.", CELLS.join(between))), expected, "{between:?}");
        }
        assert_eq!(rows(&CELLS.join("\n\n").replace("Xã Hòa", "Xã\nHòa")), expected);
    }

    #[test]
    fn rows_of_another_length_make_no_table() {
        let whole = CELLS.join("\n\n");
        for text in [whole.replace("Xã Hòa Tiến\n\n", ""), whole.replace("Xã Hòa Tiến", "Điều 5. Thi hành.")]
        {
            assert_eq!(rows(&text), Vec::<String>::new());
        }
    }
}
