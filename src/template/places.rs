//! Where in a form a field stands.

use serde::Serialize;

/// Which part of a form a field stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Room {
    /// The document itself.
    Body,
    /// A header (đầu trang).
    Header,
    /// A footer (chân trang).
    Footer,
    /// The footnotes.
    Footnotes,
    /// The endnotes.
    Endnotes,
}

/// Where a field stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Which kind of part.
    pub room: Room,
    /// The part's name in the package.
    pub part: String,
    /// True inside a text box.
    pub text_box: bool,
    /// Table of the part, row, and cell of the row, from 1; `None` outside of tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<[usize; 3]>,
    /// The paragraph, from 1: of the cell, of the text box, or of the part outside of tables and text boxes; 0 where it
    /// is not known.
    pub paragraph: usize,
}
