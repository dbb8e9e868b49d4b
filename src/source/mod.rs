//! What a file is before it is understood: its text, the paragraphs and tables over it, how they look and where they stand
//! on their pages, and the way back to the bytes of the file.
//!
//! Plain data, made by `read` and seen by every room behind it. What a paragraph is for, and which of them belong together,
//! is left to `layout` and `parse`.

mod blocks;
mod pages;
mod paragraphs;
mod style;

pub use blocks::{Block, Cell, Table};
pub use pages::{Page, PagePicture, PictureAt};
pub use paragraphs::{Paragraph, Paragraphs};
pub use style::{Alignment, Line, Style};

use crate::model::{Furniture, PlacedWord, Span};

/// What was read of a file: the normalised text, into which all spans point, and, where the format has
/// it, the structure over it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// NFC, `\n` line ends, no byte order mark; tabs, form feeds and blanks as they were.
    pub text: String,
    /// True where bytes could not be decoded and stand as U+FFFD.
    pub replaced: bool,
    /// What of the text was decoded from an encoding before Unicode.
    pub legacy: Vec<Span>,
    /// Paragraphs and tables in the order of the page; `None` where lines are all there is.
    pub blocks: Option<Vec<Block>>,
    /// What the format itself marks as no part of the document: deleted and hidden text, page margins.
    pub furniture: Vec<Furniture>,
    /// The page of every section, where the format has pages.
    pub pages: Vec<Page>,
    /// Where page numbers stand: above (else below), and on which side.
    pub page_numbers: Option<(bool, Alignment)>,
    /// True where there are drawn shapes.
    pub drawings: bool,
    /// True where paragraphs and tables were found by the places of words: their pages are scanned or printed ones, with
    /// page numbers and running heads among the lines.
    pub positioned: bool,
    /// The words with their places on pages, in the order of the text, where the format has them.
    pub words: Vec<PlacedWord>,
    /// Width and height of each page, in the unit of the words' places.
    pub sheets: Vec<(f32, f32)>,
    /// What the reader has to say itself: codes of `grammars/diagnostics.toml`.
    pub notices: Vec<&'static str>,
    /// Files that the document carries and that are not read: how many, and their names.
    pub attached: Option<[String; 2]>,
    /// The numbers of pages of which nothing could be read, from 1.
    pub broken_pages: Vec<u32>,
    /// Pictures over which an engine read nothing, from the first page on.
    pub pictures: Vec<PictureAt>,
}

/// How a document looks, where its format says it: what a checker compares with a form.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Paragraphs and tables in the order of the page; their spans point into the source's text.
    pub blocks: Vec<Block>,
    /// The page of every section.
    pub pages: Vec<Page>,
    /// Where page numbers stand: above (else below), and on which side.
    pub page_numbers: Option<(bool, Alignment)>,
    /// True where there are drawn shapes, which may be rules.
    pub drawings: bool,
}

impl Source {
    /// How the document looks; `None` where the format has no pages.
    pub fn look(&self) -> Option<Look> {
        let blocks = self.blocks.as_ref().filter(|_| !self.pages.is_empty())?;
        Some(Look {
            blocks: blocks.clone(),
            pages: self.pages.clone(),
            page_numbers: self.page_numbers,
            drawings: self.drawings,
        })
    }
}
