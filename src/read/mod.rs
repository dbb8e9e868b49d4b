//! A file becomes a [`Source`]. A format a file, and one list of them (`formats`).

mod doc;
mod docx;
mod entry;
mod flow;
mod formats;
mod legacy;
mod limits;
mod markdown;
mod normal;
mod numbering;
mod pdf;
mod positions;
mod recognise;
mod rtf;
mod rulings;
mod sheet;
mod styles;
mod text;
mod walk;

pub use formats::Format;
pub use limits::Limits;
pub use sheet::rows as sheet_rows;

use crate::source::{Block, Cell, PagePicture, Source, Table};
use std::sync::Arc;

/// Why a file could not be read. [`Error::code`] and [`Error::arguments`] choose the message in
/// `grammars/diagnostics.toml`; `Display` gives the English one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No byte, or nothing but blanks.
    Empty,
    /// Bytes of a known format that is not read: its name, as `PDF`.
    Unsupported(&'static str),
    /// Bytes that are no text in any encoding tried.
    NotText,
    /// More bytes than [`Limits::bytes`]: how many there are, and may be.
    TooLarge(u64, u64),
    /// A file of a known format that is cut off or otherwise broken: the format's name.
    Broken(&'static str),
    /// A file that asks for a password.
    Encrypted,
    /// What is inside the file unpacks to more bytes than these: [`Limits::unpacked`].
    PartTooLarge(u64),
    /// More of something (`pages`, `cells`, `words`) than may be: so many.
    TooMany(&'static str, u64),
    /// An external program that this format needs is not installed.
    ProgramMissing(&'static str),
    /// An external program took longer than it may: [`Limits::seconds`].
    ProgramSlow(&'static str, u64),
    /// An external program failed: what it said.
    ProgramFailed(&'static str, String),
    /// What the engine wrote cannot be kept ([`Options::keep_ocr`]) in this file: why.
    KeepFailed(String, String),
    /// It cannot be kept in this file, which is there already and was not kept before.
    KeepTaken(String),
    /// A picture, and recognition is switched off.
    OcrOff,
}

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

/// How a file is read.
#[derive(Clone, Default)]
pub struct Options {
    /// Whether pages are recognised anew.
    pub ocr: Ocr,
    /// Where what the engine wrote is kept, a file a page: this path with `-1.hocr`, `-2.hocr` … behind it. Pages that
    /// are there already, of a file of the same bytes, are not recognised again.
    pub keep_ocr: Option<std::path::PathBuf>,
    /// How much is read of a file.
    pub limits: Limits,
    /// What a text is, where the caller knows; told by the text itself where not. Of formats that are no text the bytes
    /// decide, whatever is said here.
    pub format: Option<Format>,
    /// Told of every page that has been recognised: how many have, and how many there are.
    pub progress: Option<Progress>,
}

/// What is told of every recognised page: how many have been, and how many there are.
pub type Progress = Arc<dyn Fn(usize, usize) + Send + Sync>;

impl Error {
    /// The error of a program that failed.
    fn of_program(program: &'static str, failure: crate::programs::Failure, limits: &Limits) -> Self {
        use crate::programs::Failure;
        match failure {
            Failure::Missing => Self::ProgramMissing(program),
            Failure::TimedOut => Self::ProgramSlow(program, limits.seconds),
            Failure::Failed(said) => Self::ProgramFailed(program, said),
        }
    }

    /// The code of the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "input-empty",
            Self::Unsupported(_) => "input-unsupported",
            Self::NotText => "input-not-text",
            Self::TooLarge(..) => "input-too-large",
            Self::Broken(_) => "input-broken",
            Self::Encrypted => "input-encrypted",
            Self::PartTooLarge(_) => "input-part-too-large",
            Self::TooMany("pages", _) => "input-many-pages",
            Self::TooMany("cells", _) => "input-many-cells",
            Self::TooMany(..) => "input-many-words",
            Self::ProgramMissing("tesseract") => "tesseract-missing",
            Self::ProgramMissing("tesseract-vie") => "tesseract-vie-missing",
            Self::ProgramMissing(_) => "poppler-missing",
            Self::ProgramSlow(..) => "program-slow",
            Self::ProgramFailed(..) => "program-failed",
            Self::KeepFailed(..) => "ocr-keep-failed",
            Self::KeepTaken(_) => "ocr-keep-taken",
            Self::OcrOff => "ocr-off",
        }
    }

    /// What the message's `{1}` stands for; its `{0}` is the name of the input, which only the caller knows.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::Empty | Self::NotText | Self::Encrypted | Self::OcrOff => Vec::new(),
            Self::Unsupported(name) | Self::Broken(name) | Self::ProgramMissing(name) => vec![(*name).to_owned()],
            Self::PartTooLarge(most) | Self::TooMany(_, most) => vec![most.to_string()],
            Self::ProgramSlow(name, most) => vec![(*name).to_owned(), most.to_string()],
            Self::ProgramFailed(name, said) => vec![(*name).to_owned(), said.clone()],
            Self::KeepFailed(file, said) => vec![file.clone(), said.clone()],
            Self::KeepTaken(file) => vec![file.clone()],
            Self::TooLarge(bytes, most) => vec![bytes.to_string(), most.to_string()],
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let arguments: Vec<String> = std::iter::once("input".to_owned()).chain(self.arguments()).collect();
        f.write_str(&crate::words::message(self.code(), &arguments, crate::words::Language::English))
    }
}

impl std::error::Error for Error {}

/// Reads the bytes of a file, of whatever format. PDF and pictures need external programs: poppler, tesseract.
///
/// # Errors
/// See [`Error`].
pub fn source(bytes: &[u8]) -> Result<Source, Error> {
    source_with(bytes, &Options::default())
}

/// As [`source`], with a choice whether pages are recognised anew.
///
/// # Errors
/// See [`Error`].
pub fn source_with(bytes: &[u8], options: &Options) -> Result<Source, Error> {
    let limits = &options.limits;
    if bytes.len() as u64 > limits.bytes {
        return Err(Error::TooLarge(bytes.len() as u64, limits.bytes));
    }
    let source = formats::source(bytes, options)?;
    if source.sheets.len() as u64 > limits.pages {
        return Err(Error::TooMany("pages", limits.pages));
    }
    let cells = source.blocks.as_deref().map_or(0, |blocks| cells(blocks, limits.nesting as usize));
    if cells > limits.cells {
        return Err(Error::TooMany("cells", limits.cells));
    }
    Ok(source)
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
