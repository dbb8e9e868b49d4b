//! The lines of a text that hold anything.

use super::Column;
use crate::marks::{Marks, marks};
use crate::model::Span;
use crate::words::Vocabulary;

/// A zone of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// A letterhead and the title below it: two columns, flattened marks.
    Head,
    /// The bases up to the first article: a formula may end a line.
    Bases,
    /// Running text: one column.
    Body,
    /// Recipients and signatures: two columns.
    Closing,
}

/// A line that holds more than blanks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    /// First byte, blanks left out.
    pub start: u32,
    /// One past the last byte, blanks left out.
    pub end: u32,
    /// Its number in the text, from 0, blank lines counted.
    pub number: u32,
    /// Its length in characters, blanks at its ends left out.
    pub length: u32,
    /// True where a blank line stands before it.
    pub gap: bool,
    /// True where a form feed stands before it.
    pub page: bool,
    /// True where its first character is a tab.
    pub tab: bool,
    /// How many blanks stand before it.
    pub indent: u32,
    /// The column in which the source puts it; `None` where only its words can tell.
    pub column: Option<Column>,
    /// True where the source says that a paragraph begins with it.
    pub begins: bool,
    /// True inside a table of data, where nothing is set aside.
    pub data: bool,
    /// True for a cell of a table of one cell a line that has no tabs.
    pub cell: bool,
    /// What the line may be.
    pub marks: Marks,
}

impl Line {
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        Span { start: self.start, end: self.end }.of(text)
    }
}

/// The lines, blank ones left out.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(text.len() / 60);
    let (mut gap, mut page, mut at) = (true, false, 0usize);
    for (number, whole) in text.split('\n').enumerate() {
        let first = number == 0;
        for (part_index, part) in whole.split('\x0C').enumerate() {
            if part_index > 0 {
                page = true;
                at += 1;
            }
            let body = part.trim_ascii();
            let body = if body.len() == part.len() { part.trim() } else { body.trim() };
            if body.is_empty() {
                gap = gap || part_index == 0 && !first;
            } else {
                let start = at + (body.as_ptr() as usize - part.as_ptr() as usize);
                lines.push(Line {
                    start: start as u32,
                    end: (start + body.len()) as u32,
                    number: number as u32,
                    length: body.chars().count() as u32,
                    gap,
                    page,
                    tab: part.starts_with('\t'),
                    indent: (start - at) as u32,
                    ..Line::default()
                });
                (gap, page) = (false, false);
            }
            at += part.len();
        }
        at += 1;
    }
    lines
}

/// Asks of every line what it may be: once, for all who want to know.
pub(super) fn mark(text: &str, lines: &mut [Line], words: &Vocabulary) {
    for line in lines {
        line.marks = marks(line.text(text), words);
    }
}

/// A span without the blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let start = span.start + (slice.len() - slice.trim_start().len()) as u32;
    Span { start, end: start + slice.trim().len() as u32 }
}
