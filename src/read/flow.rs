//! What Word's older formats have in common: a flow of paragraphs of which some end a cell or a row. Here they
//! become text, blocks and furniture, as the tree of a .docx does.

use super::grid::drop_unused_columns;
use super::legacy::{self, Piece};
use super::normal::{Oddities, normalised};
use crate::model::{Furniture, FurnitureKind, Span};
use crate::source::{Block, Cell, Source, Style, Table};
use std::sync::Arc;

/// So many tables may begin with one paragraph: each costs, and Word's own files seldom have two.
const MOST_AT_ONCE: usize = 6;
/// Edges of cells nearer than this, in twentieths of a point, are the same line: Word rounds them row by row.
const SAME_EDGE: i32 = 40;
/// Rows begin and end a little apart where their cells have other margins.
const SAME_SIDE: i32 = 250;
/// The most cells of a row: Word itself allows 63.
pub(super) const MOST_CELLS: usize = 1000;

/// How a run looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Face {
    pub bold: bool,
    pub italic: bool,
    /// Shown as capitals, whatever is typed.
    pub capitals: bool,
    pub hidden: bool,
    pub deleted: bool,
    /// The typeface of ASCII characters.
    pub font: Option<Arc<str>>,
    /// The typeface of the others.
    pub high_font: Option<Arc<str>>,
    /// In half points.
    pub size: Option<u32>,
}

/// Characters that look alike, as the file has them: not yet decoded where the font is of a legacy encoding.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub text: String,
    pub face: Face,
}

/// What a paragraph ends with itself.
#[derive(Clone, Debug, Default)]
pub(super) enum End {
    /// Nothing but itself.
    #[default]
    Paragraph,
    /// A cell.
    Cell,
    /// A row, whose cells have all ended before: the mark itself is not shown.
    Row(Row),
}

/// The shape of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The edges of its cells from left to right, in twentieths of a point: one more than cells.
    pub edges: Vec<i32>,
    /// How each cell is merged with others.
    pub merges: Vec<Merge>,
    /// True where it is repeated on every page.
    pub header: bool,
}

/// How a cell is merged with others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Merge {
    /// It belongs to the cell on its left.
    pub left: bool,
    /// It is the first of cells merged downwards.
    pub first: bool,
    /// It belongs to the cell above.
    pub above: bool,
}

/// A paragraph of the flow.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub runs: Vec<Run>,
    /// Its own look; what the runs say of it is added here.
    pub style: Style,
    /// Its automatic number, decoded.
    pub label: String,
    /// True where it begins a page.
    pub new_page: bool,
    /// In how many tables it stands.
    pub depth: usize,
    pub end: End,
}

/// A table whose end has not come.
#[derive(Debug, Default)]
struct Open {
    rows: Vec<(Vec<Vec<Block>>, Row)>,
    /// The cells of the row that is being read, and what its last, unfinished cell holds.
    cells: Vec<Vec<Block>>,
    cell: Vec<Block>,
}

/// The document as it comes together.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// How deep tables may stand in each other; deeper ones are read as part of the deepest.
    deepest: usize,
    /// True where some stood deeper.
    flattened: bool,
    text: String,
    blocks: Vec<Block>,
    tables: Vec<Open>,
    furniture: Vec<Furniture>,
    /// Deleted and hidden text, to be listed behind the document.
    aside: Vec<(FurnitureKind, Vec<Run>)>,
    legacy: Vec<Span>,
    /// What is not seen, or deceives, in what was read.
    oddities: Oddities,
}

impl Flow {
    /// An empty document, in which tables may stand so deep in each other.
    pub(super) fn new(deepest: usize) -> Self {
        Self { deepest, ..Self::default() }
    }

    /// Takes the next paragraph.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) {
        self.flattened |= paragraph.depth > self.deepest;
        self.tables_of(paragraph.depth.min(self.deepest).min(self.tables.len() + MOST_AT_ONCE));
        let Paragraph { mut runs, style, mut label, new_page, end, .. } = paragraph;
        let is_blank = runs.iter().all(|run| run.text.trim().is_empty());
        // An automatic number is what a cell with nothing else says.
        let is_alone = matches!(end, End::Cell) && self.tables.last().is_some_and(|table| table.cell.is_empty());
        if is_alone && is_blank && label.contains(char::is_alphanumeric) {
            runs = vec![Run { text: std::mem::take(&mut label), face: Face::default() }];
        }
        // A row's mark is not shown; a damaged one may have text, which is kept.
        let is_mark = matches!(end, End::Row(_)) && !self.tables.is_empty();
        if !is_mark || runs.iter().any(|run| !run.text.trim().is_empty()) {
            let block = self.shown(runs, style, &label, new_page);
            self.push(block);
        }
        let Some(table) = self.tables.last_mut() else { return };
        match end {
            End::Paragraph => {}
            End::Cell => table.cells.push(std::mem::take(&mut table.cell)),
            End::Row(row) => table.end_row(row),
        }
    }

    /// A footnote, behind the document and with its mark.
    pub(super) fn note(&mut self, number: usize, mut runs: Vec<Run>) {
        self.tables_of(0);
        if let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        let mark = Run { text: format!("[{number}] "), face: Face::default() };
        runs.insert(0, mark);
        let block = self.shown(runs, Style::default(), "", false);
        let block = match block {
            Block::Paragraph { span, .. } => {
                Block::Paragraph { span, style: Style::default(), element: Span::default() }
            }
            other => other,
        };
        self.push(block);
    }

    /// A header or footer: a page number or a running head.
    pub(super) fn margin(&mut self, paragraphs: Vec<Paragraph>) {
        self.tables_of(0);
        let start = self.text.len();
        let blocks = std::mem::take(&mut self.blocks);
        for paragraph in paragraphs {
            self.paragraph(paragraph);
        }
        self.tables.clear();
        self.blocks = blocks;
        let slice = self.text[start..].trim();
        if slice.is_empty() {
            self.text.truncate(start);
            return;
        }
        let number = slice.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
        let kind = if number { FurnitureKind::PageNumber } else { FurnitureKind::RunningHead };
        self.furniture.push(Furniture { kind, span: Span::new(start, self.text.len()) });
    }

    /// The paragraph of some runs, for a format that has its tables itself. What of them is not shown is set aside.
    pub(super) fn block(&mut self, runs: Vec<Run>, style: Style, label: &str) -> Block {
        self.shown(runs, style, label, false)
    }

    /// Sets runs aside that are no part of the document, to be listed behind it.
    pub(super) fn set_aside(&mut self, kind: FurnitureKind, mut runs: Vec<Run>) {
        if runs.is_empty() {
            return;
        }
        // The words of two paragraphs do not run together.
        runs.push(Run { text: " ".to_owned(), face: Face::default() });
        match self.aside.last_mut() {
            Some((last, own)) if *last == kind => own.append(&mut runs),
            _ => self.aside.push((kind, runs)),
        }
    }

    /// The document of these blocks, for a format that has its tables itself.
    pub(super) fn source_of(mut self, blocks: Vec<Block>) -> Source {
        self.blocks = blocks;
        self.source()
    }

    /// The whole document: text, blocks and furniture.
    pub(super) fn source(mut self) -> Source {
        self.tables_of(0);
        for (kind, runs) in std::mem::take(&mut self.aside) {
            let joined = self.joined(&runs);
            if joined.text.trim().is_empty() {
                continue;
            }
            let start = self.text.len();
            self.add(joined);
            self.furniture.push(Furniture { kind, span: Span::new(start, self.text.len()) });
            self.text.push('\n');
        }
        Source {
            text: self.text,
            blocks: Some(self.blocks),
            furniture: self.furniture,
            legacy: self.legacy,
            notices: self.flattened.then_some("nesting-flattened").into_iter().chain(self.oddities.notices()).collect(),
            ..Source::default()
        }
    }

    /// Opens and closes tables until a paragraph stands at the given depth of them.
    fn tables_of(&mut self, depth: usize) {
        while self.tables.len() > depth {
            if let Some(table) = self.tables.pop() {
                self.push(Block::Table(table.closed()));
            }
        }
        while self.tables.len() < depth {
            self.tables.push(Open::default());
        }
    }

    fn push(&mut self, block: Block) {
        match self.tables.last_mut() {
            Some(table) => table.cell.push(block),
            None => self.blocks.push(block),
        }
    }

    /// The text of a paragraph is added, and what is not shown set aside.
    fn shown(&mut self, runs: Vec<Run>, mut style: Style, label: &str, new_page: bool) -> Block {
        let (mut bold, mut all) = (0, 0);
        let mut most: (usize, Option<&Face>) = (0, None);
        for run in runs.iter().filter(|run| !run.face.is_aside()) {
            let letters = run.text.chars().filter(|c| !c.is_whitespace()).count();
            all += letters;
            bold += if run.face.bold { letters } else { 0 };
            if letters > most.0 || most.1.is_none() {
                most = (letters, Some(&run.face));
            }
        }
        if let Some(face) = most.1 {
            style.italic = face.italic;
            style.capitals = face.capitals;
            style.font = face.font.clone();
            style.size = face.size;
        }
        style.bold = all > 0 && bold * 10 >= all * 9;
        let (aside, kept): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.face.is_aside());
        let any_aside = !aside.is_empty();
        for run in aside {
            let kind = if run.face.deleted { FurnitureKind::Deleted } else { FurnitureKind::Hidden };
            match self.aside.last_mut() {
                Some((last, runs)) if *last == kind => runs.push(run),
                _ => self.aside.push((kind, vec![run])),
            }
        }
        // The words of two paragraphs that are set aside do not run together.
        if let Some((_, runs)) = self.aside.last_mut().filter(|_| any_aside) {
            runs.push(Run { text: " ".to_owned(), face: Face::default() });
        }
        let start = self.text.len();
        if new_page {
            self.text.push('\x0C');
        }
        if kept.iter().any(|run| !run.text.trim().is_empty()) {
            self.text.push_str(&normalised(label));
        }
        let joined = self.joined(&kept);
        self.add(joined);
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        Block::Paragraph { span, style, element: Span::default() }
    }

    fn joined(&mut self, runs: &[Run]) -> legacy::Joined {
        let pieces = pieces(runs);
        pieces.iter().for_each(|piece| self.oddities.add(piece.text, piece.encoding.is_some()));
        legacy::joined(&pieces)
    }

    fn add(&mut self, joined: legacy::Joined) {
        let start = self.text.len();
        self.text.push_str(&joined.text);
        self.legacy.extend(joined.legacy.iter().map(|range| Span::new(start + range.start, start + range.end)));
    }
}

impl Face {
    /// True where the text is not shown.
    fn is_aside(&self) -> bool {
        self.hidden || self.deleted
    }

    /// The legacy encoding that the typeface is made for.
    pub(super) fn encoding(&self) -> Option<legacy::Encoding> {
        let of = |font: &Option<Arc<str>>| font.as_deref().and_then(legacy::of_font);
        of(&self.high_font).or_else(|| of(&self.font))
    }
}

fn pieces(runs: &[Run]) -> Vec<Piece<'_>> {
    fn piece(run: &Run) -> Piece<'_> {
        Piece { text: &run.text, encoding: run.face.encoding(), upper: run.face.capitals }
    }
    runs.iter().map(piece).collect()
}

impl Open {
    fn end_row(&mut self, mut row: Row) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        // A definition may have a thousand cells, and stand for each of many rows of one.
        row.edges.truncate(self.cells.len() + 1);
        row.edges.shrink_to_fit();
        row.merges.truncate(self.cells.len());
        row.merges.shrink_to_fit();
        self.rows.push((std::mem::take(&mut self.cells), row));
    }

    fn closed(mut self) -> Table {
        if !self.cells.is_empty() || !self.cell.is_empty() {
            self.end_row(Row::default());
        }
        let columns = Columns::of(self.rows.iter().map(|(_, row)| row));
        let header = self.rows.iter().take_while(|(_, row)| row.header).count();
        let mut table = Table { rows: Vec::with_capacity(self.rows.len()), header };
        // Where a cell that is merged downwards began, by its column.
        let mut merged: Vec<Option<(usize, usize)>> = Vec::new();
        for (index, (cells, row)) in self.rows.into_iter().enumerate() {
            let mut shown: Vec<Cell> = Vec::new();
            let sides = columns.sides(&row, cells.len());
            for (at, blocks) in cells.into_iter().enumerate() {
                let (column, end) = sides.get(at).copied().unwrap_or((at, at + 1));
                let merge = row.merges.get(at).copied().unwrap_or_default();
                if merge.left
                    && let Some(left) = shown.last_mut()
                {
                    left.columns = (end.saturating_sub(left.column)).max(1) as u32;
                    left.blocks.extend(blocks);
                    continue;
                }
                if merged.len() <= column {
                    merged.resize(column + 1, None);
                }
                if let Some((row, cell)) = merged[column].filter(|_| merge.above)
                    && let Some(first) = table.rows.get_mut(row).and_then(|row: &mut Vec<Cell>| row.get_mut(cell))
                {
                    first.rows += 1;
                    first.blocks.extend(blocks);
                    continue;
                }
                merged[column] = (merge.first || merge.above).then_some((index, shown.len()));
                shown.push(Cell { blocks, column, columns: (end - column).max(1) as u32, rows: 1 });
            }
            table.rows.push(shown);
        }
        drop_unused_columns(&mut table);
        table
    }
}

/// The columns of a table: what its rows' edges have in common.
struct Columns {
    left: i32,
    right: i32,
    edges: Vec<i32>,
}

impl Columns {
    fn of<'r>(rows: impl Iterator<Item = &'r Row> + Clone) -> Self {
        let sides = rows.clone().filter_map(|row| Some((*row.edges.first()?, *row.edges.last()?)));
        let left = sides.clone().map(|(left, _)| left).min().unwrap_or(0);
        let right = sides.map(|(_, right)| right).max().unwrap_or(0);
        let mut columns = Self { left, right, edges: Vec::new() };
        let mut all: Vec<i32> = rows.flat_map(|row| columns.settled(row)).collect();
        all.sort_unstable();
        for edge in all {
            if columns.edges.last().is_none_or(|last| edge.saturating_sub(*last) > SAME_EDGE) {
                columns.edges.push(edge);
            }
        }
        columns
    }

    /// A row's edges, those at the table's sides put there.
    fn settled(&self, row: &Row) -> Vec<i32> {
        let mut edges = row.edges.clone();
        if let [first, second, ..] = &mut edges[..]
            && first.saturating_sub(self.left) <= SAME_SIDE
            && *second > self.left
        {
            *first = self.left;
        }
        if let [.., second, last] = &mut edges[..]
            && self.right.saturating_sub(*last) <= SAME_SIDE
            && *second < self.right
        {
            *last = self.right;
        }
        edges
    }

    /// The first column of every cell of a row, and the one behind its last.
    fn sides(&self, row: &Row, cells: usize) -> Vec<(usize, usize)> {
        let edges = self.settled(row);
        if edges.len() < 2 {
            return (0..cells.min(MOST_CELLS)).map(|at| (at, at + 1)).collect();
        }
        let column = |edge: i32| self.edges.partition_point(|own| *own <= edge).saturating_sub(1);
        let mut sides = Vec::with_capacity(edges.len());
        let mut at = column(edges[0]);
        for edge in &edges[1..] {
            let end = column(*edge).max(at + 1);
            sides.push((at, end));
            at = end;
        }
        // More cells than the row's definition has: one column each.
        while sides.len() < cells.min(MOST_CELLS) {
            sides.push((at, at + 1));
            at += 1;
        }
        sides
    }
}
