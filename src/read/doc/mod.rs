//! Word 97–2003 files (.doc): what Word shows becomes text and structure, as of a .docx.
//!
//! Facts are from Microsoft's [MS-DOC]; its section names stand with what they are of. Every offset of a file may be
//! wrong: bytes are only ever asked for, and what is not there is left out.

mod bytes;
mod characters;
mod fib;
mod formats;
mod lists;
mod sections;
mod sheet;
mod sprms;
mod stories;

use super::Limits;
use super::entry::{Entry, Kind};
use super::flow::Flow;
use crate::errors::{Code, Error};
use crate::source::Source;
use characters::Characters;
use fib::{Fib, Part};
use formats::Formats;
use sheet::Sheet;
use std::io::{Cursor, Read};
use stories::Reader;

pub(super) const FORMAT: Entry = Entry {
    key: "doc",
    name: "Word 97–2003",
    endings: &["doc"],
    kind: Kind::Binary { is: is_compound, read: |bytes, options| source(bytes, &options.limits) },
};

/// True where bytes are a compound file, in which Word, Excel and others keep their documents.
fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// What is to be said of a compound file that cannot be opened. A .docx with a password is one that holds the encrypted
/// package.
fn broken(bytes: &[u8]) -> Error {
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = memchr::memmem::find(bytes, &encrypted).is_some();
    if found { Error::from(Code::InputEncrypted) } else { Code::InputBroken.with("DOC") }
}

/// Reads the bytes of a Word 97–2003 file.
fn source(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Err(broken(bytes)) };
    // No stream is longer than the file, whatever it says itself; of a broken one what can be read is taken.
    let mut stream = |name: &str| -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let read = file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut found);
        (read.is_ok() || !found.is_empty()).then_some(found)
    };
    let Some(main) = stream("/WordDocument") else {
        if stream("/EncryptedPackage").is_some() {
            return Err(Error::from(Code::InputEncrypted));
        }
        let others = [("/Workbook", "XLS"), ("/Book", "XLS"), ("/PowerPoint Document", "PPT")];
        let other = others.iter().find(|(name, _)| stream(name).is_some()).map(|(_, format)| *format);
        return Err(Code::InputUnsupported.with(other.unwrap_or("OLE")));
    };
    let fib = Fib::new(&main)?;
    let table = stream(fib.table).or_else(|| stream("/0Table")).or_else(|| stream("/1Table"));
    let table = table.ok_or(Code::InputBroken.with("DOC"))?;
    let data = stream("/Data").unwrap_or_default();
    let characters = Characters::new(fib.part(Part::Pieces, &table), &main).ok_or(Code::InputBroken.with("DOC"))?;
    let fonts = sheet::fonts(fib.part(Part::Fonts, &table));
    let budget = bytes.len().saturating_mul(16);
    let mut reader = Reader {
        characters: &characters,
        runs: Formats::of_characters(fib.part(Part::CharacterPages, &table), &main),
        paragraphs: Formats::of_paragraphs(fib.part(Part::ParagraphPages, &table), &main),
        sheet: Sheet::new(fib.part(Part::StyleSheet, &table)),
        numbering: lists::numbering(fib.from(Part::ListDefinitions, &table), fib.part(Part::Lists, &table), &fonts),
        fonts,
        data: &data,
        budget: std::cell::Cell::new(budget),
        exhausted: std::cell::Cell::new(false),
        sections: sections::sections(fib.part(Part::Sections, &table), &main),
        references: fib.references(&table),
        notes: Vec::new(),
        boxes: fib.boxes(&table),
        drawings: false,
        new_page: false,
        page_number: None,
    };
    let mut flow = Flow::new(limits.nesting as usize);
    reader.story(fib.main(), 0, &mut flow);
    reader.remaining_boxes(&mut flow);
    reader.footnotes(&mut flow);
    let page_numbers = reader.margins(&fib.margins(&table), &mut flow);
    if reader.exhausted.get() {
        return Err(Code::InputBroken.with("DOC"));
    }
    let source = flow.source();
    if source.text.trim().is_empty() {
        return Err(Error::from(Code::InputEmpty));
    }
    let pages = reader.sections.iter().map(|section| section.page).collect();
    Ok(Source { pages, page_numbers, drawings: reader.drawings, ..source })
}
