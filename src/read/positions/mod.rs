//! Words with their places on pages become a [`Source`]: one geometry for PDF, TSV, hOCR and ALTO.
//!
//! Each of those formats gives [`Sheet`]s; `lines` straightens and reads them in order, `tables` finds ruled grids, and
//! [`source`] puts both together as paragraphs and tables, as a Word file has them. What a line is for is left to
//! `layout` and `parse`.

pub(super) mod alto;
pub(super) mod hocr;
mod lines;
pub(super) mod page_xml;
mod scraps;
mod tables;
pub(super) mod tsv;

use super::grid::drop_crossed_columns;
use super::normal::normalised;
use crate::errors::{Code, Error};
use crate::model::{Furniture, FurnitureKind, PlacedWord, Span};
use crate::source::{Block, Cell, PictureAt, Source, Style, Table};
use lines::Row;
use std::collections::HashSet;
use tables::Lattice;

/// The most words of a document.
const MOST_WORDS: usize = 20_000_000;

/// Pages scanned with fewer dots an inch are coarse: an engine is as sure of a wrong digit on them as of a right one.
pub(in crate::read) const COARSE: f32 = 150.0;
/// What its confidence in digits is worth there.
const COARSE_DIGITS: f32 = 40.0;

/// Longer than any page, in whatever unit.
const LONGEST: f32 = 10_000_000.0;

/// A rectangle in the units of its page, from the upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::read) struct Rect {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Rect {
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    fn middle(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}

/// A word on a page.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Word {
    pub text: String,
    /// Where it stands once the page is straightened.
    pub place: Rect,
    /// Where it stands on the page as it is.
    drawn: Rect,
    /// The line in which the engine put it, which tells how the page is turned.
    pub line: u32,
    /// How sure the engine is of it, from 0 to 100; `None` where no engine read it.
    confidence: Option<f32>,
    /// True where it was decoded from an encoding before Unicode.
    pub legacy: bool,
}

impl Word {
    pub(in crate::read) fn new(text: String, place: Rect, line: u32) -> Self {
        Self { text, place, drawn: place, line, confidence: None, legacy: false }
    }

    /// Takes the engine's confidence in digits down to what it is worth on a coarse page.
    fn doubt_digits(&mut self) {
        if self.text.contains(|c: char| c.is_ascii_digit()) {
            self.confidence = self.confidence.map(|own| own.min(COARSE_DIGITS));
        }
    }

    /// The word with the engine's confidence.
    fn sure(self, confidence: Option<f32>) -> Self {
        Self { confidence, ..self }
    }
}

/// A page of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub words: Vec<Word>,
    /// Words that nobody sees on it.
    pub hidden: Vec<Word>,
    /// Drawn lines: much longer than thick.
    pub rulings: Vec<Rect>,
    /// What the engine took for pictures: text inside them is lost.
    pub pictures: Vec<Rect>,
    /// True where it was scanned with few dots an inch.
    pub coarse: bool,
}

impl Sheet {
    /// A place for a word whose own is missing or is none: behind the last word, where it stands in the file.
    fn behind(&self) -> Rect {
        let last = self.words.last().map_or(Rect::default(), |word| word.place);
        let width = last.height().max(1.0);
        Rect {
            left: last.right + 1.0,
            right: last.right + 1.0 + width,
            bottom: last.bottom.max(last.top + 1.0),
            ..last
        }
    }

    /// The page in another unit.
    #[cfg(feature = "pdf")]
    pub(super) fn scaled(mut self, by: f32) -> Self {
        let scale = |place: &mut Rect| {
            for length in [&mut place.left, &mut place.top, &mut place.right, &mut place.bottom] {
                *length *= by;
            }
        };
        self.words.iter_mut().chain(&mut self.hidden).for_each(|word| {
            scale(&mut word.place);
            scale(&mut word.drawn);
        });
        self.rulings.iter_mut().chain(&mut self.pictures).for_each(scale);
        Self { width: self.width * by, height: self.height * by, ..self }
    }
}

/// What is written while pages become a source.
#[derive(Default)]
struct Writer {
    source: Source,
    blocks: Vec<Block>,
}

/// Pages in their order become a source.
///
/// # Errors
/// Where there is no word at all, or more than can be held.
pub(super) fn source(sheets: Vec<Sheet>) -> Result<Source, Error> {
    if sheets.iter().map(|sheet| sheet.words.len()).sum::<usize>() > MOST_WORDS {
        return Err(Code::InputManyWords.with(MOST_WORDS as u64));
    }
    let mut writer = Writer::default();
    for (index, mut sheet) in sheets.into_iter().enumerate() {
        sheet.words.retain(|word| word.text.chars().any(|c| !c.is_whitespace()));
        writer.source.sheets.push((sheet.width, sheet.height));
        lines::straighten(&mut sheet);
        let specks = scraps::take_specks(&mut sheet);
        let lattices = tables::lattices(&sheet);
        if sheet.coarse {
            sheet.words.iter_mut().for_each(Word::doubt_digits);
        }
        writer.page(&sheet, lattices, index as u32 + 1);
        writer.aside(specks.iter().collect(), FurnitureKind::SealNoise, index as u32 + 1);
        writer.aside(sheet.hidden.iter().collect(), FurnitureKind::Hidden, index as u32 + 1);
    }
    if writer.source.text.trim().is_empty() {
        return Err(Error::from(Code::InputEmpty));
    }
    writer.source.blocks = Some(writer.blocks);
    writer.source.positioned = true;
    Ok(writer.source)
}

impl Writer {
    /// A page from the top down: rows of words, and the tables between them.
    fn page(&mut self, sheet: &Sheet, lattices: Vec<Lattice>, page: u32) {
        let inside = |word: &Word| {
            let (x, y) = word.place.middle();
            lattices.iter().position(|lattice| lattice.holds(x, y))
        };
        let mut outside: Vec<&Word> = Vec::new();
        let mut tabled: Vec<Vec<&Word>> = vec![Vec::new(); lattices.len()];
        for word in &sheet.words {
            match inside(word) {
                Some(table) => tabled[table].push(word),
                None => outside.push(word),
            }
        }
        // Scraps put aside, rows are found anew: a scrawl between two lines would hold both.
        let scraps = scraps::scraps(&lines::rows(outside.clone()));
        leave_out(&mut outside, &scraps);
        let rows = lines::rows(outside);
        let margins = lines::margins(&rows);
        let mut order: Vec<(f32, Item)> = rows.iter().map(|row| (row.top, Item::Row(row))).collect();
        for (lattice, words) in lattices.iter().zip(&tabled) {
            order.push((lattice.place.top, Item::Table(lattice, words)));
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        if page > 1 {
            self.source.text.push('\x0C');
        }
        let mut pictures: Vec<&Rect> = sheet.pictures.iter().filter(|own| hides_text(own, sheet)).collect();
        pictures.sort_by(|a, b| b.top.total_cmp(&a.top));
        // The page's mark belongs to the paragraph that begins with it.
        let mut from = self.source.text.len() - usize::from(page > 1);
        let mut before: Option<&Row> = None;
        for (_, item) in order {
            match item {
                Item::Row(row) => {
                    if before.is_some_and(|before| lines::begins(before, row, &margins)) {
                        self.paragraph(&mut from);
                        if before.is_some_and(|before| lines::gap(before, row, &margins)) {
                            from = self.empty_paragraph();
                        }
                    }
                    while pictures.last().is_some_and(|own| own.top < row.bottom) {
                        pictures.pop();
                        self.source.pictures.push(PictureAt { page, at: self.source.text.len() as u32 });
                    }
                    self.row(row, &margins, page);
                    before = Some(row);
                }
                Item::Table(lattice, words) => {
                    self.paragraph(&mut from);
                    self.table(lattice, words, page);
                    from = self.source.text.len();
                    before = None;
                }
            }
        }
        self.paragraph(&mut from);
        let end = self.source.text.len() as u32;
        self.source.pictures.extend(pictures.iter().map(|_| PictureAt { page, at: end }));
        self.aside(scraps, FurnitureKind::SealNoise, page);
    }

    /// A paragraph without words, as there is one where the page leaves room; where the next one begins, in bytes.
    fn empty_paragraph(&mut self) -> usize {
        self.source.text.push('\n');
        let at = self.source.text.len();
        self.blocks.push(Block::Paragraph {
            span: Span::new(at, at),
            style: Style::default(),
            element: Span::default(),
        });
        at
    }

    /// Words that are none of the text's, each on a line of its own.
    fn aside(&mut self, words: Vec<&Word>, kind: FurnitureKind, page: u32) {
        for word in words {
            let start = self.source.text.len();
            self.word(word, page);
            let span = Span::new(start, self.source.text.len());
            self.source.furniture.push(Furniture { kind, span });
            self.source.text.push('\n');
        }
    }

    /// Ends the paragraph that began at `from`.
    fn paragraph(&mut self, from: &mut usize) {
        let end = self.source.text.len();
        if !self.source.text[*from..].trim().is_empty() {
            let span = Span::new(*from, end);
            self.blocks.push(Block::Paragraph { span, style: Style::default(), element: Span::default() });
        }
        *from = end;
    }

    /// A row of words: blanks before it as far as it is indented, a tab where a gap holds columns apart.
    fn row(&mut self, row: &Row, margins: &lines::Margins, page: u32) {
        let indent = lines::indent(row, margins);
        self.source.text.extend(std::iter::repeat_n(' ', indent));
        for (index, word) in row.words.iter().enumerate() {
            if index > 0 {
                let gap = word.place.left - row.words[index - 1].place.right;
                self.source.text.push_str(if lines::is_column_gap(gap, row) { "\t" } else { " " });
            }
            self.word(word, page);
        }
        self.source.text.push('\n');
    }

    fn word(&mut self, word: &Word, page: u32) {
        let start = self.source.text.len();
        self.source.text.push_str(&normalised(&word.text));
        let span = Span::new(start, self.source.text.len());
        if word.legacy {
            self.source.legacy.push(span);
        }
        let place = word.drawn;
        self.source.words.push(PlacedWord {
            span,
            page,
            place: [place.left, place.top, place.right, place.bottom].map(|length| length.round() as i32),
            confidence: word.confidence.map(|own| own.clamp(0.0, 100.0) as u8),
        });
    }

    fn table(&mut self, lattice: &Lattice, words: &[&Word], page: u32) {
        let mut table = Table::default();
        let mut filled = vec![Vec::new(); lattice.cells.len()];
        let mut noise: Vec<&Word> = Vec::new();
        for word in words {
            let (x, y) = word.place.middle();
            let bare = word.text.chars().all(|c| !c.is_alphanumeric() && !matches!(c, '-' | '+' | '%' | '.' | ','));
            if bare { noise.push(word) } else { filled[lattice.cell_at(x, y)].push(*word) }
        }
        for cell in &mut filled {
            let scraps = scraps::scraps_of_cell(&lines::rows(cell.clone()));
            leave_out(cell, &scraps);
            noise.extend(scraps);
        }
        for row in 0..lattice.rows() {
            let mut cells = Vec::new();
            for (index, cell) in lattice.cells.iter().enumerate().filter(|(_, cell)| cell.row == row) {
                let blocks = self.cell(std::mem::take(&mut filled[index]), page);
                cells.push(Cell { blocks, column: cell.column, columns: cell.columns as u32, rows: cell.rows as u32 });
            }
            table.rows.push(cells);
        }
        drop_crossed_columns(&mut table);
        self.blocks.push(Block::Table(table));
        // Signs alone are what an engine reads a ruling as.
        self.aside(noise, FurnitureKind::Rule, page);
    }

    /// The words of a cell: wrapped lines in one paragraph, items of a list apart.
    fn cell(&mut self, words: Vec<&Word>, page: u32) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut from = self.source.text.len();
        for row in lines::rows(words) {
            if row.words.first().is_some_and(|word| lines::begins_item(&word.text)) && from < self.source.text.len() {
                let span = Span::new(from, self.source.text.len());
                blocks.push(Block::Paragraph { span, style: Style::default(), element: Span::default() });
                from = self.source.text.len();
            }
            for (index, word) in row.words.iter().enumerate() {
                if index > 0 {
                    self.source.text.push(' ');
                }
                self.word(word, page);
            }
            self.source.text.push('\n');
        }
        let span = Span::new(from, self.source.text.len());
        blocks.push(Block::Paragraph { span, style: Style::default(), element: Span::default() });
        blocks
    }
}

/// Leaves out of some words those that are put aside, known by where they are kept: two words may be alike.
fn leave_out(words: &mut Vec<&Word>, aside: &[&Word]) {
    let aside: HashSet<*const Word> = aside.iter().map(|word| std::ptr::from_ref(*word)).collect();
    words.retain(|word| !aside.contains(&std::ptr::from_ref(*word)));
}

/// The page that is being read; one without a size where none has begun.
fn last(sheets: &mut Vec<Sheet>) -> &mut Sheet {
    if sheets.is_empty() {
        sheets.push(Sheet::default());
    }
    let at = sheets.len() - 1;
    &mut sheets[at]
}

/// A length as a format writes it; `None` where it is none, or one that no page has.
fn length(value: &str) -> Option<f32> {
    value.trim().parse::<f32>().ok().filter(|length| length.abs() < LONGEST)
}

/// True for a picture that is large enough for words, and no page drawn as a whole.
fn hides_text(picture: &Rect, sheet: &Sheet) -> bool {
    let (width, height) = (picture.width() / sheet.width.max(1.0), picture.height() / sheet.height.max(1.0));
    width > 0.05 && height > 0.015 && width * height < 0.6
}

enum Item<'s> {
    Row(&'s Row<'s>),
    Table(&'s Lattice, &'s [&'s Word]),
}
