//! One document in every shape of markup gives the same document: Flat OPC, Word 2003 XML.

mod common;
#[path = "common/markup.rs"]
mod markup;

use vanban::model::{Document, FurnitureKind, Parsed};
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

#[test]
fn word_2003_gives_the_same_document() {
    each_is_the_same("Word 2003 XML", |_, source| markup::word_2003(source).into_bytes());
}

#[test]
fn word_2003_has_notes_lists_and_changes() {
    let page = "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\">\
        <w:lists><w:listDef w:listDefId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:nfc w:val=\"1\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:listDef><w:list w:ilfo=\"1\"><w:ilst w:val=\"0\"/></w:list></w:lists>\
        <w:body><wx:sect><w:p><w:pPr><w:listPr><w:ilvl w:val=\"0\"/><w:ilfo w:val=\"1\"/></w:listPr></w:pPr><w:r><w:t>Mục đích</w:t></w:r></w:p>\
        <wx:sub-section><w:p><w:pPr><w:listPr><wx:t wx:val=\"b)\"/><w:ilfo w:val=\"9\"/></w:listPr></w:pPr><w:r><w:t>Yêu cầu</w:t></w:r></w:p></wx:sub-section>\
        <w:p><w:r><w:t>Giao đất</w:t></w:r><w:r><w:footnote><w:p><w:r><w:t>Theo hồ sơ.</w:t></w:r></w:p></w:footnote></w:r>\
        <aml:annotation aml:id=\"0\" w:type=\"Word.Deletion\"><aml:content><w:r><w:delText> cũ</w:delText></w:r></aml:content></aml:annotation>\
        <aml:annotation aml:id=\"1\" w:type=\"Word.Insertion\"><aml:content><w:r><w:t> mới</w:t></w:r></aml:content></aml:annotation></w:p>\
        </wx:sect></w:body></w:wordDocument>";
    let source = read::source(page.as_bytes()).expect("a source");
    assert!(source.text.starts_with("I. Mục đích\nb) Yêu cầu\nGiao đất[1] mới\n"), "{}", source.text);
    assert!(source.text.contains("[1] Theo hồ sơ."), "{}", source.text);
    let kinds: Vec<FurnitureKind> = source.furniture.iter().map(|own| own.kind).collect();
    assert_eq!(kinds, [FurnitureKind::Deleted], "{}", source.text);
}
