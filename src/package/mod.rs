//! The container of Word files: a zip of parts, XML in. The only room where `read` and `write` meet.

mod comments;
mod edit;
mod finish;
mod order;
mod parts;
mod revise;
mod rows;
mod xml;

pub use edit::{Edit, Look, edited, look, section, splice};
pub use finish::{Properties, RowMark, escape, finish};
pub use parts::{edited_parts, overlaid};
pub use revise::{Misplaced, Replacement, Revision, Shown};
pub use xml::{Element, Tree};

use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes to which a part may unpack that is edited in place; what is read has limits of its own.
pub(crate) const LARGEST_PART: u64 = 1 << 30;
/// The most bytes to which all parts that are read of a form may unpack.
const UNPACKED: u64 = 256 << 20;
/// The most parts that a package may have.
pub const MOST_PARTS: usize = 20_000;

/// True where bytes are a zip, as packages are.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Why a package could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// No zip, one that is cut off, or one of more than [`MOST_PARTS`].
    Broken,
    /// Its parts are encrypted.
    Encrypted,
    /// The parts that are read unpack to more bytes than these.
    TooLarge(u64),
    /// A part that must be there is not, or is no XML.
    Missing,
}

impl From<ZipError> for Error {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Self::Encrypted,
            ZipError::FileNotFound => Self::Missing,
            _ => Self::Broken,
        }
    }
}

/// A part that is edited, as a whole or not at all.
fn whole(part: &mut impl Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    part.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|_| Error::Broken)?;
    if bytes.len() as u64 > LARGEST_PART { Err(Error::TooLarge(LARGEST_PART)) } else { Ok(bytes) }
}

/// An open package.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The bytes that may still be unpacked, of so many.
    left: u64,
    most: u64,
}

impl<'b> Package<'b> {
    /// Opens the bytes of a zip.
    ///
    /// # Errors
    /// Where they are no whole zip, or one with too many parts.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Error> {
        Self::open_within(bytes, UNPACKED)
    }

    /// As [`Self::open`]; all parts that are read together may unpack to so many bytes: a bomb unpacks to more.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_within(bytes: &'b [u8], most: u64) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > MOST_PARTS {
            return Err(Error::Broken);
        }
        Ok(Self { archive, left: most, most })
    }

    /// The bytes of a part; `None` where there is no such part.
    ///
    /// # Errors
    /// Where the part is cut off, encrypted or too large.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let part = match self.archive.by_name(name.trim_start_matches('/')) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if part.size() > self.left {
            return Err(Error::TooLarge(self.most));
        }
        let mut bytes = Vec::with_capacity(part.size().min(1 << 20) as usize);
        // The size that a zip states may be a lie: what is read is bounded, too.
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Error::Broken)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Error::TooLarge(self.most))?;
        Ok(Some(bytes))
    }

    /// A part as text, without its byte order mark; `None` where there is no such part.
    ///
    /// # Errors
    /// As [`Self::part`], and where the part is not in UTF-8.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| Error::Missing)?;
        Ok(Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)))
    }

    /// A part as XML; `None` where there is no such part.
    ///
    /// # Errors
    /// As [`Self::part`], and where the part is no XML.
    pub fn xml(&mut self, name: &str) -> Result<Option<Tree>, Error> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        Tree::parse(&bytes).map(Some).ok_or(Error::Missing)
    }

    /// The name of the part that holds the body: that of the package's own relation, else where Word puts it.
    pub fn body(&mut self) -> String {
        self.target("_rels/.rels", "/officeDocument").unwrap_or_else(|| "word/document.xml".to_owned())
    }

    /// The target of the first relation of a type in a `.rels` part, from the root of the package.
    pub fn target(&mut self, rels: &str, kind: &str) -> Option<String> {
        self.targets(rels).into_iter().find(|(found, _)| found.ends_with(kind)).map(|(_, target)| target)
    }

    /// All relations of a `.rels` part: type and target, from the root of the package.
    pub fn targets(&mut self, rels: &str) -> Vec<(String, String)> {
        let Ok(Some(tree)) = self.xml(rels) else { return Vec::new() };
        let folder = rels.split("_rels/").next().unwrap_or("");
        tree.root()
            .children()
            .filter(|relation| relation.attribute("TargetMode") != Some("External"))
            .filter_map(|relation| {
                let (kind, target) = (relation.attribute("Type")?, relation.attribute("Target")?);
                let whole = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}{target}"),
                };
                Some((kind.to_owned(), whole))
            })
            .collect()
    }
}
