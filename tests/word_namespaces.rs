//! Word files whose names have other prefixes than Word's: what a name means is its namespace's.

mod common;
#[path = "common/word.rs"]
mod word;

use vanban::read;
use word::{package, word};

fn parse(bytes: &[u8]) -> vanban::model::Document {
    vanban::parse(bytes).expect("a document").document
}

/// A prefix is a name for a namespace, and any will do: of the body, of styles, of relations.
#[test]
fn a_word_file_with_other_prefixes_is_the_same() {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    for (name, docx) in common::word_samples() {
        let expected = parse(&docx);
        let other = all_parts(&docx, |xml| {
            let renamed = xml.replace("xmlns:w=", "xmlns:ns0=").replace("<w:", "<ns0:").replace("</w:", "</ns0:");
            renamed.replace(" w:", " ns0:")
        });
        assert_eq!(parse(&other), expected, "{name}");
        let default = all_parts(&docx, |xml| {
            let declared = xml.replace("xmlns:w=", &format!("xmlns=\"{WORD}\" xmlns:a0="));
            declared.replace("<w:", "<").replace("</w:", "</").replace(" w:", " a0:")
        });
        assert_eq!(parse(&default), expected, "{name}");
        let strict = all_parts(&docx, |xml| xml.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"));
        assert_eq!(parse(&strict), expected, "{name}");
    }
}

/// A package with every part of XML changed.
fn all_parts(docx: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read};
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut own = Vec::new();
        part.read_to_end(&mut own).expect("its bytes");
        let own = match std::str::from_utf8(&own) {
            Ok(xml) if part.name().ends_with(".xml") && part.name() != "[Content_Types].xml" => {
                change(xml).into_bytes()
            }
            _ => own,
        };
        parts.push((part.name().to_owned(), own));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, own)| (name.as_str(), own.as_slice())).collect();
    package(&parts)
}

/// A prefix that is not Word's is not, whatever its letters.
#[test]
fn what_only_looks_like_words_names_is_left_out() {
    let body = "<w:p><w:r><w:t>Giao đất</w:t></w:r></w:p><x:p xmlns:w=\"urn:other\" xmlns:x=\"urn:other\"><w:r><w:t>khác</w:t></w:r></x:p>";
    assert_eq!(read::source(&word(body, &[])).expect("a source").text.trim(), "Giao đất");
}
