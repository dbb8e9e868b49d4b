//! Tables flattened to one cell a line, each line led by a tab: what copying out of a word processor
//! leaves. An empty cell is a line with a tab alone, a line without a tab goes on with the cell above.

use super::lines::{Line, trimmed};
use super::table::{Found, Grid, GridCell};
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

fn is_first_ordinal(slice: &str) -> bool {
    matches!(slice.trim_end_matches(['.', ')']), "1" | "01" | "I" | "A" | "(1")
}
