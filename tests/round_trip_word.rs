//! Invariant 4 for Word files: a document written as .docx reads back as it was, with its styles and without them;
//! invariants 1 and 2 hold on what is read; the same document gives the same bytes.
//!
//! And once more through a program that is not ours: LibreOffice's export as text.

mod common;
#[path = "common/generated/mod.rs"]
mod generated;

use generated::{Carrier, decision, difference, normative, plan};
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use vanban::forms;
use vanban::model::{Document, canonical};
use vanban::parse::derived;
use vanban::words::Vocabulary;
use vanban::write::docx;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn written(document: &Document) -> Vec<u8> {
    docx(document, forms::writing(document).expect("a form"))
}

fn complete(document: Document) -> Document {
    canonical(derived(document, Vocabulary::builtin()))
}

const NO_STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>"#;

/// The same file without a style: an empty part of styles, and no paragraph that names one.
fn without_styles(bytes: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().to_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its bytes");
        let content = match name.as_str() {
            "word/styles.xml" => NO_STYLES.as_bytes().to_vec(),
            "word/document.xml" => without_style_names(&String::from_utf8(content).expect("UTF-8")).into_bytes(),
            _ => content,
        };
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("its bytes");
    }
    writer.finish().expect("a package").into_inner()
}

fn without_style_names(xml: &str) -> String {
    let mut parts = xml.split("<w:pStyle ");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let end = part.find("/>").expect("an empty element");
        out.push_str(&part[end + 2..]);
    }
    assert!(out.len() < xml.len(), "paragraphs of the file name their styles");
    out
}

fn reads_as(bytes: &[u8], expected: &Document, how: &str) -> Result<(), TestCaseError> {
    let parsed = vanban::parse(bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
    if let Some(difference) = difference(&parsed.document, expected) {
        return Err(TestCaseError::fail(format!("{how}: {difference}\n--- as text:\n{}", parsed.text)));
    }
    prop_assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{}", how);
    Ok(())
}

fn reads_back(document: Document) -> Result<(), TestCaseError> {
    let expected = complete(document);
    let bytes = written(&expected);
    reads_as(&bytes, &expected, "with styles")?;
    reads_as(&without_styles(&bytes), &expected, "without styles")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_read_back(document in decision(Carrier::Word)) {
        reads_back(document)?;
    }

    #[test]
    fn normative_decisions_read_back(document in normative(Carrier::Word)) {
        reads_back(document)?;
    }

    #[test]
    fn plans_read_back(document in plan(Carrier::Word)) {
        reads_back(document)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_document_gives_the_same_bytes(document in decision(Carrier::Word)) {
        let expected = complete(document);
        prop_assert!(written(&expected) == written(&expected.clone()), "two files of one document differ");
    }
}
