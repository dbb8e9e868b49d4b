//! Paragraphs and cells of a source with structure: which tables only lay out a page, which hold data.
//!
//! Letterheads, closings and boxes stand in tables without a meaning of their own; their cells become
//! lines in columns. A table of data becomes a grid.

use super::Column;
use super::grid::opens_attachment;
use super::lines::{Line, trimmed};
use super::over_pages::{PageEdges, add_rest, is_cut, repeated_header, width};
use super::table::{Found, Grid, GridCell};
use crate::marks::{Marks, marks};
use crate::model::{Furniture, Span};
use crate::source::{Block, Cell, Source, Table};
use crate::words::{Vocabulary, fold};

/// The most rows and columns of a table that may only lay out a page.
const LAYOUT_ROWS: usize = 12;
const LAYOUT_COLUMNS: usize = 5;
/// How many rows a cell may cover for a row below it to be taken for covered.
const TALLEST: usize = 64;
/// How deep tables in cells are followed.
const DEEPEST: usize = 50;

/// A table of data, before its place among the lines is known.
pub(super) struct Data {
    span: Span,
    grid: Grid,
}

/// The lines of a source in reading order, and its tables of data.
pub(super) fn lines(source: &Source, blocks: &[Block], words: &Vocabulary) -> (Vec<Line>, Vec<Data>) {
    let text = source.text.as_str();
    let mut reader = Reader {
        text,
        aside: &source.furniture,
        words,
        edges: PageEdges::of(text),
        lines: Vec::new(),
        data: Vec::new(),
        number: 0,
        gap: true,
        column: None,
    };
    reader.blocks(blocks, 0);
    (reader.lines, reader.data)
}

/// The tables of data by the lines that are left, with those that text alone shows between them.
pub(super) fn placed(lines: &[Line], data: Vec<Data>, others: Vec<Found>) -> Vec<Found> {
    let mut found: Vec<Found> = others;
    for table in data {
        let from = lines.partition_point(|line| line.start < table.span.start);
        let to = lines.partition_point(|line| line.start < table.span.end);
        if from < to {
            found.push(Found { lines: from..to, grid: table.grid });
        }
    }
    found.sort_by_key(|found| found.lines.start);
    let mut end = 0;
    found.retain(|found| {
        let free = found.lines.start >= end;
        end = end.max(found.lines.end);
        free
    });
    found
}

struct Reader<'r> {
    text: &'r str,
    /// What the format sets aside.
    aside: &'r [Furniture],
    words: &'r Vocabulary,
    edges: PageEdges,
    lines: Vec<Line>,
    data: Vec<Data>,
    /// The number of the line or, in a table that lays out a page, of the row.
    number: u32,
    gap: bool,
    column: Option<Column>,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks.iter().filter(|_| depth <= DEEPEST) {
            match block {
                Block::Paragraph { span, .. } => {
                    self.paragraph(*span, false);
                    if self.column.is_none() {
                        self.number += 1;
                    }
                }
                Block::Table(table) if self.lays_out(table) && !self.is_rest(table) => self.layout(table, depth),
                Block::Table(table) => self.data(table, depth),
            }
        }
    }

    /// A table of data, and others that go on with it behind a row that opens the next attachment.
    fn data(&mut self, table: &Table, depth: usize) {
        let opening = table.rows.iter().position(|row| self.opening(row).is_some());
        let Some(opening) = opening.filter(|_| depth < DEEPEST) else { return self.table(table) };
        if opening > 0 {
            self.table(&Table { rows: table.rows[..opening].to_vec(), header: table.header.min(opening) });
        }
        if let Some(cell) = self.opening(&table.rows[opening]) {
            self.blocks(&cell.blocks, depth + 1);
        }
        let rest = Table { rows: table.rows[opening + 1..].to_vec(), header: 0 };
        if !rest.rows.is_empty() {
            self.data(&rest, depth + 1);
        }
    }

    /// The only cell of a row that is not empty, where it opens an attachment.
    fn opening<'c>(&self, row: &'c [Cell]) -> Option<&'c Cell> {
        let mut filled = row.iter().filter(|cell| !is_empty(cell, self.text));
        let (Some(cell), None) = (filled.next(), filled.next()) else { return None };
        let mut inside = Vec::new();
        collect(&cell.blocks, &mut inside, 0);
        let lines: Vec<&str> = inside.iter().map(|span| span.of(self.text).trim()).collect();
        opens_attachment(&lines.join("\n"), self.words).then_some(cell)
    }

    /// A paragraph's lines; the second and later ones may go on with the first.
    fn paragraph(&mut self, span: Span, data: bool) {
        let mut at = span.start;
        let mut begins = true;
        let mut page = false;
        for part in span.of(self.text).split(['\n', '\x0C']) {
            let whole = Span { start: at, end: at + part.len() as u32 };
            let broken = self.text.as_bytes().get(whole.end as usize) == Some(&0x0C);
            at = whole.end + 1;
            let line = trimmed(self.text, whole);
            if line.is_empty() {
                self.gap |= begins;
                page |= broken;
                continue;
            }
            let slice = line.of(self.text);
            self.lines.push(Line {
                start: line.start,
                end: line.end,
                number: self.number,
                length: slice.chars().count() as u32,
                gap: self.gap,
                page,
                tab: part.starts_with('\t'),
                indent: line.start - whole.start,
                column: self.column,
                begins,
                data,
                ..Line::default()
            });
            (self.gap, begins, page) = (false, false, broken);
        }
        if begins {
            self.gap = true;
        }
    }

    /// A table that only lays out a page: row by row, its cells from the left.
    fn layout(&mut self, table: &Table, depth: usize) {
        let outer = self.column;
        for row in &table.rows {
            let filled: Vec<&Cell> = row.iter().filter(|cell| !is_empty(cell, self.text)).collect();
            for (index, cell) in filled.iter().enumerate() {
                let alone = filled.len() == 1;
                let right = if alone { cell.column > 0 && table.rows.len() > 1 } else { index > 0 };
                self.column = match (alone, right) {
                    (_, true) => Some(Column::Right),
                    (false, false) => Some(Column::Left),
                    (true, false) => Some(if row.len() > 1 { Column::Left } else { Column::Full }),
                };
                self.blocks(&cell.blocks, depth + 1);
            }
            self.number += 1;
        }
        self.column = outer;
        self.gap = true;
    }

    fn table(&mut self, table: &Table) {
        let first = self.lines.len();
        let mut grid = Grid { paragraphs: true, explicit: true, ..Grid::default() };
        grid.header = (table.header > 0).then_some(table.header);
        for row in &table.rows {
            let mut cells = Vec::with_capacity(row.len());
            for cell in row {
                let mut spans = Vec::new();
                self.cell(&cell.blocks, &mut spans, 0);
                cells.push(GridCell { columns: cell.columns, rows: cell.rows, ..GridCell::new(spans) });
            }
            grid.rows.push(cells);
        }
        without_covered_rows(&mut grid.rows);
        let (Some(start), Some(end)) =
            (self.lines.get(first).map(|line| line.start), self.lines.last().map(|line| line.end))
        else {
            return;
        };
        if first == self.lines.len() {
            return;
        }
        // Cells that are merged downwards take lines of later rows: the table spans them all.
        let start = self.lines[first..].iter().map(|line| line.start).min().unwrap_or(start);
        let end = self.lines[first..].iter().map(|line| line.end).max().unwrap_or(end);
        self.lines[first..].sort_by_key(|line| line.start);
        self.number += 1;
        self.gap = true;
        if let Some(grid) = self.go_on(grid, Span { start, end }, first) {
            self.data.push(Data { span: Span { start, end }, grid });
        }
    }

    /// Adds a table to the one before where it goes on with it on the next page; gives it back where it does not. Its lines
    /// begin at `first`.
    fn go_on(&mut self, mut grid: Grid, span: Span, first: usize) -> Option<Grid> {
        let Some(before) = self.data.last_mut() else { return Some(grid) };
        let gap = Span { start: before.span.end.min(span.start), end: span.start };
        let Some(found) = self.edges.gap(gap, self.text, self.aside) else { return Some(grid) };
        if width(&before.grid) != width(&grid) {
            return Some(grid);
        }
        let repeated = repeated_header(&before.grid, &grid, self.text);
        let named = grid.header.is_some() || names_column(grid.rows.first(), self.text, self.words);
        if named && repeated == 0 {
            return Some(grid);
        }
        // Lines beside it are the table's now, and no page numbers.
        let beside = [&found.scraps[..], &found.heads].concat();
        for line in self.lines[..first].iter_mut().rev().take_while(|line| line.start >= gap.start) {
            line.data |= beside.iter().any(|own| own.start <= line.start && line.start < own.end);
        }
        before.span.end = span.end;
        before.grid.rules.extend(found.scraps);
        before.grid.repeated.extend(found.heads);
        before.grid.repeated.extend(grid.rows.drain(..repeated).flatten().flat_map(|cell| cell.spans));
        let turns = gap.of(self.text).contains('\x0C');
        let mut rows = grid.rows.into_iter();
        if let (true, Some(last), Some(rest)) = (turns, before.grid.rows.last_mut(), rows.as_slice().first())
            && is_cut(last, rest, self.text)
        {
            rows.next().into_iter().flatten().zip(last).for_each(|(rest, cell)| add_rest(cell, rest, self.text));
        }
        before.grid.rows.extend(rows);
        None
    }

    /// The lines of a cell, those of tables inside it too.
    fn cell(&mut self, blocks: &[Block], spans: &mut Vec<Span>, depth: usize) {
        for block in blocks.iter().filter(|_| depth <= DEEPEST) {
            match block {
                Block::Paragraph { span, .. } => {
                    // One span a paragraph: its wrapped lines are joined, paragraphs stay apart.
                    self.paragraph(*span, true);
                    let whole = trimmed(self.text, *span);
                    spans.extend((!whole.is_empty()).then_some(whole));
                }
                Block::Table(table) => {
                    for cell in table.rows.iter().flatten() {
                        self.cell(&cell.blocks, spans, depth + 1);
                    }
                }
            }
        }
    }

    /// True for a row that is the rest of a table's last one: the table before has its columns, and nothing but the end of a
    /// page stands between.
    fn is_rest(&self, table: &Table) -> bool {
        let ([row], Some(before)) = (&table.rows[..], self.data.last()) else { return false };
        let mut inside = Vec::new();
        row.iter().for_each(|cell| collect(&cell.blocks, &mut inside, 0));
        let first = inside.iter().map(|span| trimmed(self.text, *span)).find(|span| !span.is_empty());
        let columns: u32 = row.iter().map(|cell| cell.columns).sum();
        first.is_some_and(|first| {
            let gap = Span { start: before.span.end.min(first.start), end: first.start };
            row.len() > 2
                && columns == width(&before.grid)
                && gap.of(self.text).contains('\x0C')
                && self.edges.gap(gap, self.text, self.aside).is_some()
        })
    }

    /// True where a table only lays out a page: a box, or few cells with what a letterhead or a closing has.
    fn lays_out(&self, table: &Table) -> bool {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        // A box, or a row in which all but one cell only hold it at its place.
        if let [row] = &table.rows[..]
            && row.iter().filter(|cell| !is_empty(cell, self.text)).count() <= 1
        {
            return true;
        }
        if columns > LAYOUT_COLUMNS || table.rows.len() > LAYOUT_ROWS {
            return false;
        }
        let mut found = Witnesses::default();
        for cell in table.rows.iter().flatten() {
            let mut inside = Vec::new();
            collect(&cell.blocks, &mut inside, 0);
            inside
                .iter()
                .flat_map(|span| span.of(self.text).split('\n'))
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .enumerate()
                .for_each(|(index, line)| self.witness(line, index, &mut found));
        }
        // A row marked as header speaks for data, but not by much: Markdown has no table without one. A header alone has none.
        let headed = table.header > 0 && table.rows.len() > table.header;
        if headed || self.names_columns(table) { found.sure > 0 && found.sum() >= 3 } else { found.sum() >= 2 }
    }

    /// True where the first row has names of columns, two at least.
    fn names_columns(&self, table: &Table) -> bool {
        let first = table.rows.first().into_iter().flatten();
        let named = first.filter(|cell| match &cell.blocks[..] {
            [Block::Paragraph { span, .. }] => self.words.columns.exact(&fold(span.of(self.text).trim())).is_some(),
            _ => false,
        });
        named.count() >= 2
    }

    /// Adds what a line says for a letterhead or a closing.
    fn witness(&self, line: &str, index: usize, found: &mut Witnesses) {
        let marks = marks(line, self.words);
        let shouted = marks.has_all(Marks::CAPITALS);
        if marks.has_any(Marks::NATIONAL_TITLE | Marks::MOTTO | Marks::RECIPIENTS | Marks::CAPACITY) {
            found.sure += 1;
        } else if shouted && index == 0 && line.chars().count() < 60 && marks.has_all(Marks::POST) {
            found.posts += 1;
        } else {
            found.number |= marks.has_all(Marks::NUMBER) && index < 8;
            // A date in figures stands in many a cell.
            found.date |= marks.has_all(Marks::PLACE_DATE) && !line.contains('/');
        }
    }
}

/// What the lines of a table say for a letterhead or a closing.
#[derive(Default)]
struct Witnesses {
    /// National title, motto, `Nơi nhận:`, `KT.`: found nowhere else.
    sure: usize,
    /// Posts in capitals at a cell's beginning.
    posts: usize,
    /// A number, and a date. Tables of data have many: more than one of a kind says no more.
    number: bool,
    date: bool,
}

impl Witnesses {
    fn sum(&self) -> usize {
        2 * self.sure + self.posts + usize::from(self.number) + usize::from(self.date)
    }
}

/// A row whose every cell is covered from above has none of its own: it goes, and the cells above cover one
/// row less.
fn without_covered_rows(rows: &mut Vec<Vec<GridCell>>) {
    let mut index = rows.len();
    while index > 1 {
        index -= 1;
        if !rows[index].is_empty() {
            continue;
        }
        let first = index.saturating_sub(TALLEST);
        for (above, row) in rows[..index].iter_mut().enumerate().skip(first) {
            for cell in row {
                if above + cell.rows as usize > index {
                    cell.rows -= 1;
                }
            }
        }
        rows.remove(index);
    }
}

fn collect(blocks: &[Block], into: &mut Vec<Span>, depth: usize) {
    for block in blocks.iter().filter(|_| depth <= DEEPEST) {
        match block {
            Block::Paragraph { span, .. } => into.push(*span),
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| collect(&cell.blocks, into, depth + 1)),
        }
    }
}

fn is_empty(cell: &Cell, text: &str) -> bool {
    let mut inside = Vec::new();
    collect(&cell.blocks, &mut inside, 0);
    inside.iter().all(|span| span.of(text).trim().is_empty())
}

/// True where a row has a column's name; one with a running number is no header, whatever its cells say.
fn names_column(row: Option<&Vec<GridCell>>, text: &str, words: &Vocabulary) -> bool {
    let mut spans = row.into_iter().flatten().filter_map(|cell| cell.spans.first());
    let number =
        |span: &Span| span.of(text).trim_start_matches(['|', '[', ' ']).starts_with(|c: char| c.is_ascii_digit());
    if row.and_then(|row| row.first()?.spans.first()).is_some_and(number) {
        return false;
    }
    spans.any(|span| words.columns.exact(&fold(span.of(text))).is_some())
}
