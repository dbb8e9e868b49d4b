//! A file becomes a [`Source`]. A format a file, and one list of them (`formats`).

#[cfg(any(feature = "ocr", feature = "pdf"))]
mod apart;
mod broken_table;
mod doc;
mod docx;
mod entry;
mod flat;
mod flow;
mod formats;
mod grid;
mod html;
mod html_table;
mod legacy;
mod limits;
mod markdown;
mod markup;
mod mhtml;
mod normal;
mod numbering;
mod odt;
#[cfg(feature = "ocr")]
mod own;
mod pdf;
mod positions;
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "pages are drawn for PDF alone"))]
mod recognise;
mod rtf;
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "lines are looked for on pictures of pages"))]
mod rulings;
mod sheet;
mod styles;
mod text;
mod walk;
mod word2003;

pub use formats::Format;
pub use limits::Limits;
pub use sheet::rows as sheet_rows;

use crate::errors::{Code, Error};
use crate::programs::Failure;
use crate::source::{Block, Cell, PagePicture, Source, Table};
use std::collections::HashSet;
use std::sync::Arc;

/// The pages of a document with places: pictures of a PDF's pages or the picture itself, empty pages for what an engine
/// wrote; nothing for formats without pages.
///
/// # Errors
/// Where a program that draws them is missing or fails.
pub fn page_pictures(bytes: &[u8], source: &Source, limits: &Limits) -> Result<Vec<PagePicture>, Error> {
    let image = match Format::of_bytes(bytes) {
        Some(Format::Pdf) => return pdf::pictures(bytes, &source.sheets, limits),
        Some(Format::Png) => Some(("png", bytes.to_vec())),
        Some(Format::Jpeg) => Some(("jpeg", bytes.to_vec())),
        _ => None,
    };
    let page = |(width, height): &(f32, f32)| PagePicture { width: *width, height: *height, image: image.clone() };
    Ok(source.sheets.iter().map(page).collect())
}

/// Whether pages are recognised anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ocr {
    /// Where a page has no text layer, or one that is no Vietnamese.
    #[default]
    Auto,
    /// Every page.
    Always,
    /// No page.
    Never,
}

/// What recognises the picture of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The program `tesseract` with its Vietnamese data.
    Tesseract,
    /// The recogniser of this library: feature `ocr`. It turns pages upright, and needs no other program.
    Own,
}

impl Default for Engine {
    /// The library's own recogniser, where it was built with it.
    fn default() -> Self {
        if cfg!(feature = "ocr") { Self::Own } else { Self::Tesseract }
    }
}

/// How a file is read.
#[derive(Clone, Default)]
pub struct Options {
    /// Whether pages are recognised anew.
    pub ocr: Ocr,
    /// What recognises them.
    pub engine: Engine,
    /// Where what the engine wrote is kept, a file a page: this path with `-1.hocr`, `-2.hocr` … behind it. Pages that
    /// are there already, of a file of the same bytes, are not recognised again.
    pub keep_ocr: Option<std::path::PathBuf>,
    /// How much is read of a file.
    pub limits: Limits,
    /// What a text is, where the caller knows; known by the text itself where not. Of formats that are no text the bytes
    /// decide, whatever is said here.
    pub format: Option<Format>,
    /// Told of every page that has been recognised: how many have, and how many there are.
    pub progress: Option<Progress>,
}

/// What is said of every recognised page: how many have been, and how many there are.
pub type Progress = Arc<dyn Fn(usize, usize) + Send + Sync>;

/// The error of a program that failed.
fn of_program(program: &'static str, failure: Failure, limits: &Limits) -> Error {
    match failure {
        Failure::Missing => Code::TesseractMissing.with(program),
        Failure::TimedOut => Code::ProgramSlow.with(program).with(limits.seconds),
        Failure::Failed(said) => Code::ProgramFailed.with(program).with(said),
    }
}

/// Reads the bytes of a file, of whatever format. PDF needs the feature `pdf`, pictures the feature `ocr`.
///
/// # Errors
/// Where they are of no format that is read, too many, broken, or a program is missing: codes `input-…`, `program-…`, `ocr-…`.
pub fn source(bytes: &[u8]) -> Result<Source, Error> {
    source_with(bytes, &Options::default())
}

/// As [`source`], with a choice whether pages are recognised anew.
///
/// # Errors
/// As [`source`].
pub fn source_with(bytes: &[u8], options: &Options) -> Result<Source, Error> {
    let limits = &options.limits;
    if bytes.len() as u64 > limits.bytes {
        return Err(Code::InputTooLarge.with(bytes.len()).with(limits.bytes));
    }
    let source = formats::source(bytes, options).map_err(|error| {
        if error.code == Code::InputEmpty && may_be_scan(bytes, options) { Code::InputScan.into() } else { error }
    })?;
    let source = with_notice_of_pages(source, bytes, options);
    if source.sheets.len() as u64 > limits.pages {
        return Err(Code::InputManyPages.with(limits.pages));
    }
    let cells = source.blocks.as_deref().map_or(0, |blocks| cells(blocks, limits.nesting as usize));
    if cells > limits.cells {
        return Err(Code::InputManyCells.with(limits.cells));
    }
    Ok(source)
}

/// True for a PDF of which no page is recognised: pages without words may be scans.
fn may_be_scan(bytes: &[u8], options: &Options) -> bool {
    options.ocr == Ocr::Never && Format::of_bytes(bytes) == Some(Format::Pdf)
}

/// Says where pages have no words that may be scans.
fn with_notice_of_pages(mut source: Source, bytes: &[u8], options: &Options) -> Source {
    if may_be_scan(bytes, options) {
        let pages: HashSet<u32> = source.words.iter().map(|word| word.page).collect();
        source.notices.extend((pages.len() < source.sheets.len()).then_some("pages-unread"));
    }
    source
}

/// The cells of all tables on their grids.
fn cells(blocks: &[Block], deepest: usize) -> u64 {
    let of_table = |table: &Table| {
        let end = |cell: &Cell| cell.column as u64 + u64::from(cell.columns);
        let width = table.rows.iter().flatten().map(end).max().unwrap_or(0);
        // A cell may reach down farther than there are rows.
        let reach =
            |(row, cells): (usize, &Vec<Cell>)| cells.iter().map(move |cell| row as u64 + u64::from(cell.rows)).max();
        let height = table.rows.iter().enumerate().filter_map(reach).max().unwrap_or(0).max(table.rows.len() as u64);
        let inside = |cell: &Cell| if deepest > 0 { cells(&cell.blocks, deepest - 1) } else { 0 };
        table.rows.iter().flatten().map(inside).fold(width.saturating_mul(height), u64::saturating_add)
    };
    let own = |block: &Block| match block {
        Block::Table(table) => of_table(table),
        Block::Paragraph { .. } => 0,
    };
    blocks.iter().map(own).fold(0, u64::saturating_add)
}
