//! The container of Word files: a zip of parts, XML in. The only room where `read` and `write` meet.

mod comments;
mod edit;
mod finish;
mod names;
mod order;
mod parts;
mod revise;
mod rows;
mod shown;
mod xml;

pub use edit::{Edit, Look, edited, look, section, splice, twips};
pub use finish::{Properties, RowMark, escape, finish};
pub use names::usual;
pub use parts::{edited_parts, overlaid};
pub use revise::{Misplaced, Replacement, Revision};
pub use shown::Shown;
pub use xml::{Element, Tree, decoded};

use crate::errors::{Code, Error};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read, Seek};
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

/// What a zip holds, by the names of its parts: `DOCX`, `ODT`, another known format, else `ZIP`; `None` where it is no zip.
pub fn held(file: impl Read + Seek) -> Option<&'static str> {
    let mut archive = ZipArchive::new(file).ok()?;
    if let Ok(part) = archive.by_name("mimetype") {
        let mut said = String::new();
        let _ = part.take(200).read_to_string(&mut said);
        return Some(match said.trim() {
            "application/vnd.oasis.opendocument.text" | "application/vnd.oasis.opendocument.text-template" => "ODT",
            "application/vnd.oasis.opendocument.spreadsheet" => "ODS",
            "application/vnd.oasis.opendocument.presentation" => "ODP",
            "application/epub+zip" => "EPUB",
            _ => "ZIP",
        });
    }
    let has = |folder: &str| archive.file_names().any(|name| name.starts_with(folder));
    let known = [("xl/", "XLSX"), ("ppt/", "PPTX"), ("visio/", "VSDX")];
    // A Word file may hold sheets, in a folder of their own.
    if has("word/") {
        return Some("DOCX");
    }
    let other = known.iter().find(|(folder, _)| has(folder)).map(|(_, name)| *name);
    Some(other.unwrap_or_else(|| if has("_rels/.rels") { "DOCX" } else { "ZIP" }))
}

/// How many members of a zip have the name of another one, and are not seen by those who read it.
pub fn doubled(bytes: &[u8]) -> usize {
    // The end of the directory states the members (APPNOTE 4.3.16).
    let Some(end) = memchr::memmem::rfind(bytes, b"PK\x05\x06") else { return 0 };
    let Some(stated) = bytes.get(end + 10..end + 12) else { return 0 };
    let stated = usize::from(u16::from_le_bytes([stated[0], stated[1]]));
    ZipArchive::new(Cursor::new(bytes)).map_or(0, |archive| stated.saturating_sub(archive.len()))
}

/// The error of a package that cannot be opened, or lacks a part that must be there.
pub(crate) fn broken() -> Error {
    Code::InputBroken.with("DOCX")
}

/// The error of a part that unpacks to more bytes than these.
fn too_large(most: u64) -> Error {
    Code::InputPartTooLarge.with(most)
}

impl From<ZipError> for Error {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Code::InputEncrypted.into(),
            _ => broken(),
        }
    }
}

/// A part that is edited, as a whole or not at all.
fn whole(part: &mut impl Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    part.take(LARGEST_PART + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
    if bytes.len() as u64 > LARGEST_PART { Err(too_large(LARGEST_PART)) } else { Ok(bytes) }
}

/// Where the parts of a package are.
enum Parts<'b> {
    /// In a zip.
    Zip(ZipArchive<Cursor<&'b [u8]>>),
    /// In memory, by their names.
    Held(HashMap<String, Vec<u8>>),
}

/// An open package.
pub struct Package<'b> {
    parts: Parts<'b>,
    /// The bytes that may still be unpacked, and how many there were at first.
    left: u64,
    most: u64,
    /// True where a part that was read declares a document type.
    declares: bool,
}

impl<'b> Package<'b> {
    /// Opens the bytes of a zip.
    ///
    /// # Errors
    /// Where they are no whole zip, or one with too many parts.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Error> {
        Self::open_within(bytes, UNPACKED)
    }

    /// As [`Self::open`]; all parts that are read together may unpack to the given number of bytes: a bomb unpacks to more.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_within(bytes: &'b [u8], most: u64) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        if archive.len() > MOST_PARTS {
            return Err(broken());
        }
        Ok(Self { parts: Parts::Zip(archive), left: most, most, declares: false })
    }

    /// A package of parts that are in memory, by their names from the root: what formats without a zip have.
    pub fn of_parts(parts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Package<'static> {
        let bare = |(name, bytes): (String, Vec<u8>)| (name.trim_start_matches('/').to_owned(), bytes);
        Package { parts: Parts::Held(parts.into_iter().map(bare).collect()), left: 0, most: 0, declares: false }
    }

    /// The bytes of a part; `None` where there is no such part.
    ///
    /// # Errors
    /// Where the part is cut off, encrypted or too large.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let name = name.trim_start_matches('/');
        let archive = match &mut self.parts {
            Parts::Zip(archive) => archive,
            Parts::Held(parts) => return Ok(parts.get(name).cloned()),
        };
        let part = match archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if part.size() > self.left {
            return Err(too_large(self.most));
        }
        let mut bytes = Vec::with_capacity(part.size().min(1 << 20) as usize);
        // The size that a zip states may be a lie: what is read is bounded, too.
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| too_large(self.most))?;
        Ok(Some(bytes))
    }

    /// A part as text in the [usual] prefixes, without its byte order mark; `None` where there is no such part.
    ///
    /// # Errors
    /// As [`Self::part`], and where the part is not in UTF-8.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| broken())?;
        let bare = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        Ok(Some(match usual(bare) {
            Cow::Owned(named) => named,
            Cow::Borrowed(bare) if bare.len() < text.len() => bare.to_owned(),
            Cow::Borrowed(_) => text,
        }))
    }

    /// A part as XML in the [usual] prefixes; `None` where there is no such part.
    ///
    /// # Errors
    /// As [`Self::part`], and where the part is no XML.
    pub fn xml(&mut self, name: &str) -> Result<Option<Tree>, Error> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        self.declares |= memchr::memmem::find(&bytes, b"<!DOCTYPE").is_some();
        Tree::of_text(&usual(&decoded(&bytes))).map(Some).ok_or_else(broken)
    }

    /// True where a part that was read declares a document type, whose entities are not read: no Word file has one.
    pub fn declares(&self) -> bool {
        self.declares
    }

    /// True where a part is damaged: its checksum is another one (APPNOTE 4.4.7), or it does not unpack. Parts that are not
    /// read count, too, as far as the bytes reach that may still be unpacked.
    pub fn is_damaged(&mut self) -> bool {
        let Parts::Zip(archive) = &mut self.parts else { return false };
        let mut left = self.left;
        for index in 0..archive.len() {
            let Ok(part) = archive.by_index(index) else { return true };
            match std::io::copy(&mut part.take(left), &mut std::io::sink()) {
                Ok(length) => left = left.saturating_sub(length),
                Err(_) => return true,
            }
            if left == 0 {
                break;
            }
        }
        false
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
