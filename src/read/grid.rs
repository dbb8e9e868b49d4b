//! The grid of a table as its format has it: columns in which no cell begins may be none.
//!
//! Word keeps one a hair wide where a merged row reaches further than the others; pages have cells over more columns than
//! there are.

use crate::source::Table;
use std::collections::BTreeSet;

/// Leaves out the columns at the end in which no cell of any row begins.
pub(super) fn drop_unused_columns(table: &mut Table) {
    let width = table.rows.iter().flatten().map(|cell| cell.column + 1).max().unwrap_or(0);
    for cell in table.rows.iter_mut().flatten() {
        cell.columns = cell.columns.min((width - cell.column) as u32);
    }
}

/// Leaves out every column in which no cell begins: on a page, one by a line through words.
pub(super) fn drop_crossed_columns(table: &mut Table) {
    let begun: BTreeSet<usize> = table.rows.iter().flatten().map(|cell| cell.column).collect();
    for cell in table.rows.iter_mut().flatten() {
        let within = begun.range(cell.column..cell.column + cell.columns as usize).count();
        cell.column = begun.range(..cell.column).count();
        cell.columns = within.max(1) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Cell;

    /// A table of cells, each by its column and the columns that it takes.
    fn table(rows: &[&[(usize, u32)]]) -> Table {
        let cell =
            |(column, columns): &(usize, u32)| Cell { column: *column, columns: *columns, rows: 1, ..Cell::default() };
        Table { rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(), header: 0 }
    }

    fn shown(table: &Table) -> Vec<Vec<(usize, u32)>> {
        table.rows.iter().map(|row| row.iter().map(|cell| (cell.column, cell.columns)).collect()).collect()
    }

    #[test]
    fn columns_at_the_end_that_no_cell_begins_are_left_out() {
        let mut table = table(&[&[(0, 2), (2, 1)], &[(0, 5)], &[]]);
        drop_unused_columns(&mut table);
        assert_eq!(shown(&table), [vec![(0, 2), (2, 1)], vec![(0, 3)], vec![]]);
    }

    #[test]
    fn columns_that_no_cell_begins_are_left_out() {
        let mut table = table(&[&[(0, 2), (2, 1)], &[(0, 5)], &[], &[(0, 1), (2, 3)]]);
        drop_crossed_columns(&mut table);
        assert_eq!(shown(&table), [vec![(0, 1), (1, 1)], vec![(0, 2)], vec![], vec![(0, 1), (1, 1)]]);
    }
}
