//! Tables: running numbers without gaps; their totals are judged in `totals`.

use super::{Checker, Place, all_blocks, totals};
use crate::model::{Block, Cell, ColumnRole, Row, Table};

/// No table has more columns: a model may say anything.
const MOST_COLUMNS: u32 = 1000;

pub(super) fn check(checker: &mut Checker) {
    let document = checker.document;
    let mut found: Vec<(&Table, String)> = Vec::new();
    all_blocks(document, &mut |block, pointer| {
        if let Block::Table(table) = block {
            found.push((table, pointer.to_owned()));
        }
    });
    for (table, pointer) in found {
        totals::check(checker, table, &pointer);
        ordinals(checker, table, &pointer);
    }
}

/// The cells of a row by column; `None` where a cell of the same row covers the place.
fn by_column(row: &Row) -> Vec<Option<&Cell>> {
    let mut cells = Vec::new();
    for cell in &row.cells {
        cells.push(Some(cell));
        cells
            .extend(std::iter::repeat_n(None, cell.col_span.unwrap_or(1).saturating_sub(1).min(MOST_COLUMNS) as usize));
    }
    cells
}

/// Running numbers go up by one; they may begin again at 1.
fn ordinals(checker: &mut Checker, table: &Table, pointer: &str) {
    let Some(column) = table.columns.iter().position(|column| column.role == Some(ColumnRole::Ordinal)) else {
        return;
    };
    let mut before: Option<u32> = None;
    for (index, row) in table.rows.iter().enumerate() {
        let cells = by_column(row);
        let Some(Some(Cell { text: Some(own), .. })) = cells.get(column) else { continue };
        let Ok(number) = own.as_str().trim_end_matches('.').parse::<u32>() else { continue };
        if let Some(last) = before.filter(|last| number != last.saturating_add(1) && number != 1) {
            let place = Place { pointer: format!("{pointer}/rows/{index}"), origin: own.origin };
            checker.find("table-ordinals", place, &[own.as_str(), &last.saturating_add(1).to_string()]);
        }
        before = Some(number);
    }
}
