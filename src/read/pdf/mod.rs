//! PDF. `pages` reads it, each page from its text or its picture; a program that was built without the feature `pdf` says
//! so instead.

#[cfg(feature = "pdf")]
mod attached;
#[cfg(feature = "pdf")]
mod coarse;
#[cfg(feature = "pdf")]
mod file;
#[cfg(feature = "pdf")]
mod glyphs;
#[cfg(feature = "pdf")]
mod layer;
#[cfg(feature = "pdf")]
mod lines;
#[cfg(feature = "pdf")]
mod pages;
#[cfg(feature = "pdf")]
mod pictures;
#[cfg(feature = "pdf")]
mod strings;
#[cfg(feature = "pdf")]
mod unseen;

use super::entry::{Entry, Kind};
#[cfg(feature = "pdf")]
pub(super) use pages::{pictures, source};

pub(super) const FORMAT: Entry =
    Entry { key: "pdf", name: "PDF", endings: &["pdf"], kind: Kind::Binary { is: is_pdf, read: source } };

/// True where bytes are a PDF: its mark stands within the first kilobyte.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Reads nothing: the library was built without what reads PDF.
#[cfg(not(feature = "pdf"))]
fn source(_: &[u8], _: &super::Options) -> Result<crate::source::Source, crate::errors::Error> {
    Err(crate::errors::Code::PdfAbsent.into())
}

/// Draws nothing: the library was built without what draws PDF.
#[cfg(not(feature = "pdf"))]
pub(super) fn pictures(
    _: &[u8],
    _: &[(f32, f32)],
    _: &super::Limits,
) -> Result<Vec<crate::source::PagePicture>, crate::errors::Error> {
    Err(crate::errors::Code::PdfAbsent.into())
}
