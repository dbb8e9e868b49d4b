//! What a table of the source is, however its cells were found.

use crate::model::Span;
use std::ops::Range;

/// A cell: the spans of its lines, none for an empty one, and how many columns and rows it covers.
#[derive(Clone, Debug)]
pub struct GridCell {
    /// Its lines, in reading order.
    pub spans: Vec<Span>,
    /// Where spans begin that go on with the sentence of the one before: a page ends between them.
    pub goes_on: Vec<u32>,
    /// Columns covered, at least 1.
    pub columns: u32,
    /// Rows covered, at least 1.
    pub rows: u32,
}

impl GridCell {
    /// A cell of one column and one row.
    pub fn new(spans: Vec<Span>) -> Self {
        Self { spans, goes_on: Vec::new(), columns: 1, rows: 1 }
    }

    /// True where it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

impl Default for GridCell {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// A table as it stands in the source.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The rows from the top, each with its cells from the left. Rows may differ in length.
    pub rows: Vec<Vec<GridCell>>,
    /// Rules between rows, marks of line breaks: they belong to the table, but to no cell.
    pub rules: Vec<Span>,
    /// Header cells that are shown again where the table goes on over a page.
    pub repeated: Vec<Span>,
    /// How many of the rows stand above a rule, where the source has one below the header.
    pub header: Option<usize>,
    /// True where the spans of a cell are paragraphs, false where they are wrapped lines.
    pub paragraphs: bool,
    /// True where the source itself says which columns and rows a cell covers.
    pub explicit: bool,
    /// True where the columns of the text could not be distinguished in every row.
    pub doubtful: bool,
}

/// A table and the lines that it takes.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub lines: Range<usize>,
    pub grid: Grid,
}
