//! The formats that are read: one list, from which the readers, the command line, pipes, the Python package and the
//! documentation take theirs. A new format is a file beside this one, and a line here.

use super::entry::{Entry, Kind};
use super::positions::{alto, hocr, page_xml, tsv};
use super::{Options, doc, docx, flat, html, markdown, mhtml, odt, pdf, recognise, rtf, text, word2003};
use crate::errors::{Code, Error};
use crate::listed::listed;
use crate::model::Span;
use crate::source::Source;

listed! {
    /// A format of files that are read. What a file is, its bytes say: in the order of this list.
    pub enum Format: Entry {
        /// OpenDocument text (.odt).
        Odt = odt::FORMAT,
        /// Word (.docx).
        Docx = docx::FORMAT,
        /// PDF.
        Pdf = pdf::FORMAT,
        /// A picture of a page: PNG.
        Png = recognise::PNG,
        /// A picture of a page: JPEG.
        Jpeg = recognise::JPEG,
        /// Pictures of pages: TIFF.
        Tiff = recognise::TIFF,
        /// Word 97–2003 (.doc).
        Doc = doc::FORMAT,
        /// A Word file as one XML: Flat OPC.
        FlatOpc = flat::FORMAT,
        /// Word 2003 XML.
        Word2003 = word2003::FORMAT,
        /// A web page and what belongs to it in one file: MHTML.
        Mhtml = mhtml::FORMAT,
        /// A web page: HTML.
        Html = html::FORMAT,
        /// Rich Text Format.
        Rtf = rtf::FORMAT,
        /// The TSV of tesseract and pdftotext.
        Tsv = tsv::FORMAT,
        /// ALTO, of OCR engines.
        Alto = alto::FORMAT,
        /// PAGE XML, of OCR engines and transcription tools.
        Page = page_xml::FORMAT,
        /// hOCR, of OCR engines.
        Hocr = hocr::FORMAT,
        /// Markdown.
        Markdown = markdown::FORMAT,
        /// Nothing but text: what is none of the others.
        Text = text::FORMAT,
    }
}

impl Format {
    /// The format that bytes say themselves to be; `None` for those that may be text.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let is = |format: &&Self| matches!(format.entry().kind, Kind::Binary { is, .. } | Kind::Markup { is, .. } if is(bytes));
        Self::ALL.iter().find(is).copied()
    }

    /// The format of a text, by its marks.
    fn of_text(text: &str) -> Self {
        let is = |format: &&Self| matches!(format.entry().kind, Kind::Text { is, .. } if is(text));
        Self::ALL.iter().find(is).copied().unwrap_or(Self::Text)
    }

    /// The format that a user names by its key or by an ending of its files' names, in letters of any size.
    ///
    /// ```
    /// use vanban::read::Format;
    /// assert_eq!(Format::named("JPG"), Some(Format::Jpeg));
    /// assert_eq!(Format::named("xls"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        Self::ALL.iter().copied().find(|format| is(format.key()) || format.endings().iter().any(|ending| is(ending)))
    }

    /// The endings of the names of all files that are read, in small letters and without the dot.
    pub fn all_endings() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().flat_map(|format| format.endings()).copied()
    }

    /// True for formats that are text: [`Options::format`] may name them.
    pub fn is_text(self) -> bool {
        matches!(self.entry().kind, Kind::Text { .. } | Kind::Markup { .. })
    }
}

/// Reads bytes as the format that they are.
pub(super) fn source(bytes: &[u8], options: &Options) -> Result<Source, Error> {
    let named = options.format.filter(|format| matches!(format.entry().kind, Kind::Markup { .. }));
    if let Some(format) = Format::of_bytes(bytes).or(named)
        && let Kind::Binary { read, .. } | Kind::Markup { read, .. } = format.entry().kind
    {
        return read(bytes, options);
    }
    let plain = text::decoded(bytes)?;
    let format = options.format.filter(|format| format.is_text()).unwrap_or_else(|| Format::of_text(&plain.text));
    // What of an XML of another kind is text, and what is data, is not known.
    if format == Format::Text && options.format.is_none() && plain.text.trim_start().starts_with("<?xml ") {
        return Err(Code::InputUnsupported.with("XML"));
    }
    let Kind::Text { read, .. } = format.entry().kind else { return Ok(plain) };
    let Source { text, replaced, legacy, mut notices, .. } = plain;
    let read = read(text)?;
    // Which words were decoded is known of the file's text; of what is made of it, that some were.
    let whole = Span::new(0, read.text.len());
    let legacy = if legacy.is_empty() { read.legacy } else { vec![whole] };
    notices.extend(read.notices);
    Ok(Source { replaced, legacy, notices, ..read })
}
