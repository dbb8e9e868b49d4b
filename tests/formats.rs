//! The lists of formats: keys and endings are clear, and the documentation has all of them.

use std::collections::HashSet;
use vanban::{read, write};

#[test]
fn a_key_or_an_ending_names_one_format() {
    let mut seen = HashSet::new();
    for format in read::Format::ALL {
        let names: HashSet<&str> = format.endings().iter().copied().chain([format.key()]).collect();
        for name in names {
            assert!(seen.insert(name), "{name} is of two formats that are read");
            assert_eq!(read::Format::named(&name.to_uppercase()), Some(*format));
        }
    }
    let mut seen = HashSet::new();
    for format in write::Format::ALL {
        assert!(seen.insert(format.key()), "{} is the key of two formats that are written", format.key());
        assert_eq!(write::Format::by_key(format.key()), Some(*format));
        for ending in format.endings() {
            assert_eq!(write::Format::of_name(&format!("12.QD-UBND.{ending}")), Some(*format), "{ending}");
        }
    }
}

/// The bytes of each format are told from those of all others, by what stands first in them.
#[test]
fn bytes_say_what_they_are() {
    let samples: [(&[u8], Option<read::Format>); 15] = [
        (b"PK\x03\x04", Some(read::Format::Docx)),
        (b"%PDF-1.7", Some(read::Format::Pdf)),
        (b"\n\n%PDF-1.7", Some(read::Format::Pdf)),
        (b"\x89PNG\r\n", Some(read::Format::Png)),
        (b"\xFF\xD8\xFF\xE0", Some(read::Format::Jpeg)),
        (b"MM\0*", Some(read::Format::Tiff)),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Some(read::Format::Doc)),
        (b"{\\rtf1 ", Some(read::Format::Rtf)),
        (
            b"<?xml version=\"1.0\"?>\n<p:package xmlns:p=\"http://schemas.microsoft.com/office/2006/xmlPackage\">",
            Some(read::Format::FlatOpc),
        ),
        (
            b"<?mso-application progid=\"Word.Document\"?><w:wordDocument \
              xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\">",
            Some(read::Format::Word2003),
        ),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x", Some(read::Format::Mhtml)),
        (b"<!DOCTYPE html>\n<html>", Some(read::Format::Html)),
        (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", Some(read::Format::Html)),
        ("PK Đà Nẵng".as_bytes(), None),
        (b"< 5 ha", None),
    ];
    for (bytes, format) in samples {
        assert_eq!(read::Format::of_bytes(bytes), format, "{bytes:?}");
    }
}

/// Every format that is written is written of something.
#[test]
fn no_format_is_for_nothing() {
    let written: HashSet<write::Format> = write::Format::of_readings().chain(write::Format::of_models()).collect();
    assert_eq!(written.len(), write::Format::ALL.len());
    let parsed = vanban::parse("QUYẾT ĐỊNH\nVề việc giao đất\nĐiều 1. Giao đất.".as_bytes()).expect("a document");
    let detail =
        write::Detail { provenance: vanban::model::Provenance::Fields, language: vanban::words::Language::English };
    for format in write::Format::of_readings() {
        let mut bytes = Vec::new();
        format.write_reading(&mut bytes, &parsed, &detail).unwrap_or_else(|error| panic!("{}: {error}", format.name()));
        assert!(String::from_utf8(bytes).expect("text").contains("iao đất"), "{}", format.key());
    }
}

/// The lines of the table of formats in a page of the documentation.
fn table(page: &str) -> String {
    let path = format!("{}/docs/{page}.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let section = text.split("\n## Formats\n").nth(1).unwrap_or_else(|| panic!("{path}: no formats"));
    let section = section.split("\n## ").next().unwrap_or(section);
    section.lines().filter(|line| line.starts_with('|')).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_documentation_has_every_format_that_is_read() {
    let table = table("reading");
    for format in read::Format::ALL {
        let is_named = |ending: &&str| table.contains(&format!("`.{ending}`"));
        assert!(format.endings().iter().all(is_named), "{} in {table}", format.name());
        assert!(!format.endings().is_empty() || table.contains(format.name()), "{} in {table}", format.name());
    }
    let endings = read::Format::all_endings().count();
    assert_eq!(table.matches("`.").count(), endings, "an ending that is not read: {table}");
}

#[test]
fn the_documentation_has_every_format_that_is_written() {
    let table = table("exchange");
    for format in write::Format::ALL {
        assert!(table.contains(&format!("| `{}` (`.{}`) |", format.key(), format.ending())), "{}", format.name());
    }
    assert_eq!(table.matches("\n| `").count(), write::Format::ALL.len());
}
