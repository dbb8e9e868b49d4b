//! One document in every shape of markup gives the same document: Flat OPC.

mod common;
#[path = "common/markup.rs"]
mod markup;

use vanban::model::{Document, Parsed};
use vanban::read;
use vanban::source::Source;

fn parse(bytes: &[u8]) -> Parsed {
    vanban::parse(bytes).expect("a document")
}

/// Each sample in a shape gives what it gives as a Word file, every letter in one place.
fn each_is_the_same(shape: &str, written: impl Fn(&[u8], &Source) -> Vec<u8>) {
    for (name, docx) in common::word_samples() {
        let expected: Document = parse(&docx).document;
        let source = read::source(&docx).expect("a source");
        let parsed = parse(&written(&docx, &source));
        assert_eq!(parsed.document, expected, "{name} as {shape}");
        assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{name} as {shape}");
    }
}

#[test]
fn flat_opc_gives_the_same_document() {
    each_is_the_same("Flat OPC", |docx, _| markup::flat_opc(docx).into_bytes());
}

