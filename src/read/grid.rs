//! The grid of a table as its format has it: columns in which no cell begins are none.
//!
//! Word keeps the columns of rows that were deleted, and one a hair wide where rows end apart; pages have cells over more
//! columns than there are.

use crate::source::Table;

/// Leaves out the columns in which no cell of any row begins: another cell covers them in each row, or nothing does.
pub(super) fn drop_unused_columns(table: &mut Table) {
    let cells = || table.rows.iter().flatten();
    let width = cells().map(|cell| cell.column + cell.columns as usize).max().unwrap_or(0);
    let mut used = vec![false; width];
    cells().for_each(|cell| used[cell.column] = true);
    if used.iter().all(|used| *used) {
        return;
    }
    // How many used columns stand before each.
    let mut before = Vec::with_capacity(width + 1);
    let mut count = 0;
    for used in used {
        before.push(count);
        count += usize::from(used);
    }
    before.push(count);
    for cell in table.rows.iter_mut().flatten() {
        let (first, end) = (before[cell.column], before[cell.column + cell.columns as usize]);
        (cell.column, cell.columns) = (first, (end - first) as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Cell;

    #[test]
    fn columns_that_no_cell_begins_are_left_out() {
        let rows = |rows: &[&[(usize, u32)]]| Table {
            rows: rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|(column, columns)| Cell {
                            column: *column,
                            columns: *columns,
                            rows: 1,
                            ..Cell::default()
                        })
                        .collect()
                })
                .collect(),
            header: 0,
        };
        let settled = |own: &[&[(usize, u32)]]| -> Vec<Vec<(usize, u32)>> {
            let mut table = rows(own);
            drop_unused_columns(&mut table);
            table.rows.iter().map(|row| row.iter().map(|cell| (cell.column, cell.columns)).collect()).collect()
        };
        // One at the end, over which one row reaches; one in the middle, which every row covers; one before all.
        assert_eq!(settled(&[&[(0, 1), (1, 1)], &[(0, 3)]]), [vec![(0, 1), (1, 1)], vec![(0, 2)]]);
        assert_eq!(settled(&[&[(0, 2), (2, 1)], &[(0, 3)]]), [vec![(0, 1), (1, 1)], vec![(0, 2)]]);
        assert_eq!(settled(&[&[(1, 1), (2, 1)]]), [vec![(0, 1), (1, 1)]]);
        assert_eq!(settled(&[&[(0, 1)], &[], &[(0, 1), (1, 1)]]), [vec![(0, 1)], vec![], vec![(0, 1), (1, 1)]]);
    }
}
