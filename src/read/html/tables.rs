//! Tables of a page: cells on their grid, and tables that only lay out the page.

use crate::read::grid::drop_unused_columns;
use crate::source::{Block, Cell, Table};

/// The most columns and rows that a cell covers, as browsers have it.
const MOST_COLUMNS: u32 = 1000;
const MOST_ROWS: u32 = 65_534;

/// Which part of a table rows stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// `thead`, shown before all others.
    Head,
    /// `tbody`, or none.
    #[default]
    Body,
    /// `tfoot`, shown behind all others.
    Foot,
}

impl Part {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "thead" => Self::Head,
            "tfoot" => Self::Foot,
            _ => Self::Body,
        }
    }
}

/// A cell as the page says it.
pub(super) struct Own {
    pub blocks: Vec<Block>,
    pub columns: u32,
    /// 0 for all rows below.
    pub rows: u32,
    pub is_header: bool,
}

/// A row as the page says it.
pub(super) struct Row {
    pub cells: Vec<Own>,
}

/// The rows of a table as they are found.
#[derive(Default)]
pub(super) struct Rows {
    pub caption: Vec<Block>,
    pub part: Part,
    head: Vec<Row>,
    body: Vec<Row>,
    foot: Vec<Row>,
}

/// Rows in the order in which they are shown, and how many of them are a head.
pub(super) struct Ordered {
    rows: Vec<Row>,
    head: usize,
}

impl Rows {
    pub(super) fn add(&mut self, row: Row) {
        match self.part {
            Part::Head => self.head.push(row),
            Part::Body => self.body.push(row),
            Part::Foot => self.foot.push(row),
        }
    }

    /// The caption, and the rows in the order in which they are shown.
    pub(super) fn in_order(self) -> (Vec<Block>, Ordered) {
        let Self { caption, mut head, body, foot, .. } = self;
        let marked = head.len();
        head.extend(body);
        head.extend(foot);
        // Rows of nothing but header cells are a head, too.
        let is_header = |row: &&Row| !row.cells.is_empty() && row.cells.iter().all(|cell| cell.is_header);
        let count = head.iter().take_while(is_header).count();
        let head_rows = if count < head.len() { marked.max(count) } else { marked };
        (caption, Ordered { rows: head, head: head_rows })
    }
}

/// A table as blocks: itself, or what stands in it where it only lays out the page.
pub(super) fn blocks(rows: Ordered, bordered: bool) -> Vec<Block> {
    let all = || rows.rows.iter().flat_map(|row| &row.cells);
    let is_column = rows.rows.iter().all(|row| row.cells.len() <= 1) && all().all(|cell| cell.rows == 1);
    let holds_tables = all().any(|cell| cell.blocks.iter().any(|block| matches!(block, Block::Table(_))));
    if is_column || holds_tables && !bordered {
        return rows.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
    }
    vec![Block::Table(on_grid(rows))]
}

/// The cells at their columns: a cell begins where none from above reaches.
fn on_grid(rows: Ordered) -> Table {
    let count = rows.rows.len();
    let mut table = Table { rows: Vec::with_capacity(count), header: rows.head };
    // For each column how many more rows a cell from above covers.
    let mut covered: Vec<u32> = Vec::new();
    for (index, row) in rows.rows.into_iter().enumerate() {
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for own in row.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let most = MOST_COLUMNS.saturating_sub(column as u32).max(1);
            let columns = own.columns.clamp(1, most);
            let below = u32::try_from(count - index).unwrap_or(MOST_ROWS);
            let rows = if own.rows == 0 { below } else { own.rows.min(below) };
            let end = column + columns as usize;
            if covered.len() < end {
                covered.resize(end, 0);
            }
            covered[column..end].fill(rows);
            cells.push(Cell { blocks: own.blocks, column, columns, rows });
            column = end;
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        table.rows.push(cells);
    }
    drop_unused_columns(&mut table);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first columns, widths and heights of cells `(colspan, rowspan)`.
    fn placed(rows: &[&[(u32, u32)]]) -> Vec<Vec<(usize, u32, u32)>> {
        let mut found = Rows::default();
        for row in rows {
            let cell = |(columns, rows): &(u32, u32)| Own {
                blocks: Vec::new(),
                columns: *columns,
                rows: *rows,
                is_header: false,
            };
            found.add(Row { cells: row.iter().map(cell).collect() });
        }
        let table = on_grid(found.in_order().1);
        table.rows.iter().map(|row| row.iter().map(|own| (own.column, own.columns, own.rows)).collect()).collect()
    }

    #[test]
    fn cells_stand_where_none_from_above_reaches() {
        assert_eq!(
            placed(&[&[(1, 2), (2, 1), (1, 2)], &[(1, 1), (1, 1)], &[(4, 1)]]),
            [vec![(0, 1, 2), (1, 2, 1), (3, 1, 2)], vec![(1, 1, 1), (2, 1, 1)], vec![(0, 4, 1)]]
        );
    }

    #[test]
    fn spans_beyond_all_are_bounded() {
        assert_eq!(
            placed(&[&[(u32::MAX, u32::MAX), (0, 0)], &[(1, 1)]]),
            [vec![(0, 1000, 2), (1000, 1, 2)], vec![(1001, 1, 1)]]
        );
    }
}
