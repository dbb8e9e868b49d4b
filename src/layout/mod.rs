//! Which runs of the source belong together: columns, wrapped lines, tables, furniture.
//!
//! After this room nobody looks at blanks, tabs or boxes. It turns a text into [`Piece`]s in reading
//! order: a piece is a line, or the part of a line that stands in a column of its own or between two
//! marks of a flattened line. What a piece *is* (a basis, a label, a post) is left to `parse`; the
//! words that tell columns apart come from `words`.

mod cells;
mod closing_columns;
mod columns;
mod cuts;
mod flat;
mod furniture;
mod grid;
mod lines;
mod loose;
mod loose_header;
mod loose_row;
mod over_pages;
mod table;
mod wrap;
mod zones;

pub use table::{Grid, GridCell};

use crate::marks::{Marks, marks};
use crate::model::{Furniture, FurnitureKind, Span};
use crate::source::Source;
use crate::words::Vocabulary;
use lines::Line;
use table::Found;

/// Where on the page a piece stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Over the whole width.
    #[default]
    Full,
    /// In the left of two columns.
    Left,
    /// In the right of two columns.
    Right,
}

/// Whether a piece goes on with the paragraph of the piece before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    /// It begins a paragraph.
    #[default]
    New,
    /// It begins with a label or a mark, but the line before may run on into it.
    Maybe,
    /// It is the rest of a wrapped line.
    Wrap,
}

/// A piece of the source, in reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// First byte.
    pub start: u32,
    /// One past the last byte; no blanks at either end.
    pub end: u32,
    /// Its line, from 0.
    pub line: u32,
    /// Its column.
    pub column: Column,
    /// Whether it goes on with the piece before.
    pub join: Join,
    /// True where a blank line stands before it.
    pub gap: bool,
    /// True where a page begins with it.
    pub page: bool,
    /// True where other text stands before it on its line.
    pub inner: bool,
    /// The index of its table in [`Layout::grids`], `u32::MAX` for none. A table is one piece.
    pub grid: u32,
    /// What its text may be; nothing for a table.
    pub(crate) marks: Marks,
}

impl Piece {
    /// No table.
    pub const NO_GRID: u32 = u32::MAX;

    /// The span.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }

    /// The text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span().of(text)
    }

    /// True where the piece is a table.
    pub fn is_grid(&self) -> bool {
        self.grid != Self::NO_GRID
    }
}

/// A text laid out.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The pieces, in reading order.
    pub pieces: Vec<Piece>,
    /// The tables.
    pub grids: Vec<Grid>,
    /// What was set aside.
    pub furniture: Vec<Furniture>,
}

/// Lays out a source.
pub fn arrange(source: &Source, words: &Vocabulary) -> Layout {
    let text = source.text.as_str();
    let mut layout = Layout::default();
    let (mut lines, data) = match &source.blocks {
        Some(blocks) => cells::lines(source, blocks, words),
        None => (lines::lines(text), Vec::new()),
    };
    if source.blocks.is_none() {
        flat::mark_cells(text, &mut lines, words);
    }
    let paged = source.blocks.is_none() || source.positioned;
    furniture::set_aside(text, &mut lines, paged, words, &mut layout.furniture);
    grid::open_rows(text, &mut lines, words, &mut layout.furniture);
    lines::mark(text, &mut lines, words);
    let zones = zones::zones(text, &lines, words);
    let mut tables = grid::tables(text, &lines, &zones, words);
    if source.blocks.is_some() {
        tables = cells::placed(&lines, data, tables);
    }
    let width = wrap::Width::of(text, &lines, &zones, words);
    let mut tables = tables.into_iter().peekable();
    let mut index = 0;
    let mut previous: Option<wrap::Before> = None;
    while index < lines.len() {
        if let Some(table) = tables.next_if(|table| table.lines.start == index) {
            index = table.lines.end;
            push_table(&lines, table, &mut layout);
            previous = None;
            continue;
        }
        let line = &lines[index];
        let join = previous.map_or(Join::New, |before| width.join(text, &before, line, zones[index]));
        let place = columns::Place { text, line, zone: zones[index], next: lines.get(index + 1) };
        columns::split(&place, words, &mut |part, column, first| {
            let piece = Piece {
                start: part.start,
                end: part.end,
                column,
                join: if first { join } else { Join::New },
                gap: line.gap && first,
                page: line.page && first,
                inner: !first,
                line: line.number,
                ..Piece::default()
            };
            push(text, line, piece, words, &mut layout);
        });
        previous = Some(wrap::Before { line, zone: zones[index], wraps: join == Join::Wrap });
        index += 1;
    }
    layout
}

/// Adds a table as one piece.
fn push_table(lines: &[Line], table: Found, layout: &mut Layout) {
    let (first, last) = (&lines[table.lines.start], &lines[table.lines.end - 1]);
    layout.pieces.push(Piece {
        start: first.start,
        end: last.end,
        line: first.number,
        gap: first.gap,
        page: first.page,
        grid: layout.grids.len() as u32,
        ..Piece::default()
    });
    layout.grids.push(table.grid);
}

/// Adds the part of a line as a piece, or as furniture where it is a drawn rule.
fn push(text: &str, line: &Line, piece: Piece, words: &Vocabulary, layout: &mut Layout) {
    let part = lines::trimmed(text, piece.span());
    if part.is_empty() {
        return;
    }
    if furniture::is_rule(part.of(text)) {
        layout.furniture.push(Furniture { kind: FurnitureKind::Rule, span: part });
        return;
    }
    let whole = part.start == line.start && part.end == line.end;
    let marks = if whole { line.marks } else { marks(part.of(text), words) };
    layout.pieces.push(Piece { start: part.start, end: part.end, grid: Piece::NO_GRID, marks, ..piece });
}
