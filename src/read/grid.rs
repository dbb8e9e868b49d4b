//! The grid of a table as its format has it: columns in which no cell begins are none.
//!
//! Word keeps one a hair wide where a merged row reaches further than the others; pages have cells over more columns than
//! there are.

use crate::source::Table;
use std::collections::BTreeSet;

/// Leaves out the columns in which no cell of any row begins.
pub(super) fn drop_unused_columns(table: &mut Table) {
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

    #[test]
    fn columns_that_no_cell_begins_are_left_out() {
        let row = |cells: &[(usize, u32)]| {
            let cell = |(column, columns): &(usize, u32)| Cell {
                column: *column,
                columns: *columns,
                rows: 1,
                ..Cell::default()
            };
            cells.iter().map(cell).collect::<Vec<_>>()
        };
        let mut table =
            Table { rows: vec![row(&[(0, 2), (2, 1)]), row(&[(0, 5)]), row(&[]), row(&[(0, 1), (2, 3)])], header: 0 };
        drop_unused_columns(&mut table);
        let shown: Vec<Vec<(usize, u32)>> =
            table.rows.iter().map(|row| row.iter().map(|cell| (cell.column, cell.columns)).collect()).collect();
        assert_eq!(shown, [vec![(0, 1), (1, 1)], vec![(0, 2)], vec![], vec![(0, 1), (1, 1)]]);
    }
}
