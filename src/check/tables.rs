//! Tables: totals that add up, running numbers without gaps.

use super::{Checker, Place, all_blocks};
use crate::model::{Block, Cell, ColumnRole, Row, Table};
use crate::words::thousandths as amount;

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
        totals(checker, table, &pointer);
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

fn text<'c>(cells: &[Option<&'c Cell>], column: usize) -> &'c str {
    cells.get(column).copied().flatten().and_then(|cell| cell.text.as_ref()).map_or("", |text| text.as_str())
}

fn written(amount: i128) -> String {
    let digits = (amount / 1000).to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let decimals = format!("{:03}", amount % 1000);
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { grouped } else { format!("{grouped},{decimals}") }
}

/// How deep a running number is: `1` 1, `1.1` 2; letters, Roman numerals and bullets have no depth here.
fn depth(ordinal: &str) -> Option<usize> {
    let parts: Vec<&str> = ordinal.trim_end_matches('.').split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().all(number).then_some(parts.len())
}

/// A row of totals is the sum of the rows numbered above or below it. Tables in which rows without numbers carry
/// amounts have parts and sub-totals of their own making; of them nothing is said.
fn totals(checker: &mut Checker, table: &Table, pointer: &str) {
    let ordinal = table.columns.iter().position(|column| column.role == Some(ColumnRole::Ordinal));
    let Some(ordinal) = ordinal else { return };
    if table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.row_span.is_some()) {
        return;
    }
    let rows: Vec<Vec<Option<&Cell>>> = table.rows.iter().map(by_column).collect();
    let is_total = |cells: &[Option<&Cell>]| (0..3).any(|column| checker.words.is_total(text(cells, column)));
    let totals: Vec<usize> = (0..rows.len()).filter(|at| is_total(&rows[*at])).collect();
    let [total] = totals.as_slice() else { return };
    if *total != 0 && *total + 1 != rows.len() {
        return;
    }
    let items: Vec<&Vec<Option<&Cell>>> =
        rows.iter().enumerate().filter(|(at, _)| at != total).map(|(_, row)| row).collect();
    let depths: Option<Vec<usize>> = items.iter().map(|row| depth(text(row, ordinal))).collect();
    let Some(depths) = depths else { return };
    let top = depths.iter().min().copied().unwrap_or(1);
    let mut found: Vec<(usize, String, String)> = Vec::new();
    for (column, own) in table.columns.iter().enumerate() {
        if !matches!(own.role, Some(ColumnRole::Budget | ColumnRole::Quantity)) {
            continue;
        }
        let Some(stated) = amount(text(&rows[*total], column)) else { continue };
        let level: Vec<&str> =
            items.iter().zip(&depths).filter(|(_, depth)| **depth == top).map(|(row, _)| text(row, column)).collect();
        let amounts: Option<Vec<i128>> =
            level.iter().filter(|text| !matches!(text.trim(), "" | "-" | "0")).map(|text| amount(text)).collect();
        let Some(amounts) = amounts.filter(|amounts| amounts.len() > 1) else { continue };
        let sum: i128 = amounts.iter().sum();
        if sum != stated {
            found.push((column, written(stated), written(sum)));
        }
    }
    for (column, stated, sum) in found {
        let cell = rows[*total].get(column).copied().flatten().and_then(|cell| cell.text.as_ref());
        let place = Place {
            pointer: format!("{pointer}/rows/{total}"),
            origin: cell.map(|text| text.origin).unwrap_or_default(),
        };
        let name = table.columns[column].name.as_str().replace('\n', " ");
        checker.find("table-total", place, &[&name, &stated, &sum]);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_vietnam_writes_them() {
        assert_eq!(amount("18.642.500.000"), Some(18_642_500_000_000));
        assert_eq!(amount("4,35"), Some(4350));
        assert_eq!(amount("12 500"), Some(12_500_000));
        assert_eq!(amount("1.2"), None);
        assert_eq!(amount("30/4"), None);
        assert_eq!(written(18_642_500_000_000), "18.642.500.000");
        assert_eq!(written(4350), "4,35");
    }
}
