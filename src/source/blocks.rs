//! Paragraphs and tables in the order of the page.

use super::Style;
use crate::model::Span;

/// A paragraph or a table of a source.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph; line breaks within it are `\n` in its text.
    Paragraph {
        /// Where it stands.
        span: Span,
        /// How it looks.
        style: Style,
        /// Where it stands in the part of the package that holds the body, in bytes, for edits in place; empty in
        /// other formats.
        element: Span,
    },
    /// A table, whatever it is for.
    Table(Table),
}

/// A table of a source.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The rows; a cell covered by a merge is not repeated.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows from the top are marked as header.
    pub header: usize,
}

/// A cell of a source's table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Its first column, from 0.
    pub column: usize,
    /// Columns covered.
    pub columns: u32,
    /// Rows covered.
    pub rows: u32,
}
