//! Invariant 4 for Word files: a document written as .docx reads back as it was, with its styles and without them;
//! invariants 1 and 2 hold on what is read; the same document gives the same bytes.
//!
//! And once more through a program that is not ours: LibreOffice's export as text.

#![cfg(feature = "cli")]

mod common;
#[path = "common/generated/mod.rs"]
mod generated;
#[path = "common/program.rs"]
mod program;

use generated::{Carrier, decision, difference, normative, plan};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use vanban::forms;
use vanban::model::{Block, Document, canonical};
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
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 1500, failure_persistence: None, ..ProptestConfig::default() })]

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

/// Documents of a strategy, the same in every run.
fn generated<S: Strategy<Value = Document>>(strategy: &S, count: usize) -> Vec<Document> {
    let mut runner = TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("a document").current()).collect()
}

/// What a text without the grids of its tables still says. LibreOffice writes a cell a line: which cells make a row,
/// which rows are header, and where a table ends, is lost, and its cells are lines of the body as any. So a body in
/// which a table stands is left out as a whole, and with it the effects, which are read from the body. Letterhead,
/// marks, stamps, title, bases, formula, closing, copy, and the headings and closings of attachments must be there.
fn without_grids(mut document: Document) -> Document {
    fn gridded(blocks: &[Block]) -> bool {
        blocks.iter().any(|block| matches!(block, Block::Table(_)) || gridded(block.children()))
    }
    if gridded(&document.body) {
        document.body.clear();
        document.effects.clear();
    }
    for attachment in document.attachments.iter_mut().filter(|attachment| gridded(&attachment.body)) {
        attachment.body.clear();
    }
    document
}

/// The same parts left out of what was read.
fn as_far_as(mut read: Document, expected: &Document) -> Document {
    if expected.body.is_empty() {
        read.body.clear();
        read.effects.clear();
    }
    for (read, expected) in read.attachments.iter_mut().zip(&expected.attachments) {
        if expected.body.is_empty() {
            read.body.clear();
        }
    }
    read
}

#[test]
fn the_text_of_another_program_reads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    // Without tables, everything must be there; with them, what is not in a body that holds one.
    let documents = [
        generated(&decision(Carrier::Lines), 30),
        generated(&normative(Carrier::Lines), 15),
        generated(&plan(Carrier::Lines), 15),
        generated(&decision(Carrier::Word), 15),
        generated(&plan(Carrier::Word), 15),
    ];
    let documents: Vec<Document> = documents.concat().into_iter().map(complete).collect();
    let files: Vec<PathBuf> = (0..documents.len()).map(|index| folder.path().join(format!("{index}.docx"))).collect();
    for (document, file) in documents.iter().zip(&files) {
        std::fs::write(file, written(document)).expect("a file");
    }
    if !program::converted(&files, "txt:Text (encoded):UTF8", folder.path()) {
        return;
    }
    let mut faults = Vec::new();
    for (document, file) in documents.into_iter().zip(&files) {
        let text = std::fs::read(file.with_extension("txt")).expect("what LibreOffice wrote");
        let parsed = vanban::parse(&text).expect("a document");
        let expected = without_grids(document);
        if let Some(difference) = difference(&as_far_as(parsed.document, &expected), &expected) {
            faults.push(format!("{difference}\n--- as text:\n{}", String::from_utf8_lossy(&text)));
        }
    }
    assert!(faults.is_empty(), "{} of {} differ:\n{}", faults.len(), files.len(), faults.join("\n=====\n"));
}

/// Short words behind a mark, which in lines alone might be scraps of the signature beside them, stay in their cell.
#[test]
fn a_cell_of_a_closing_holds_no_other_column() {
    for document in generated(&decision(Carrier::Word), 8) {
        let mut document = complete(document);
        document.filing = Some("VT; VP, TH".into());
        document.recipients.iter_mut().for_each(|recipient| recipient.text.value.push_str("; VP"));
        let read = vanban::parse(&written(&document)).expect("a document").document;
        assert_eq!(difference(&read, &document), None);
    }
}

/// What is read from a sample, written as a Word file, is read from it again.
#[test]
fn samples_read_back() {
    for path in ["txt", "md", "docx"].into_iter().flat_map(common::samples_as) {
        let bytes = std::fs::read(&path).expect("a sample");
        let document = vanban::parse(&bytes).expect("a document").document;
        for bytes in [written(&document), without_styles(&written(&document))] {
            let parsed = vanban::parse(&bytes).expect("a document");
            assert_eq!(difference(&parsed.document, &document), None, "{}", path.display());
            assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{}", path.display());
        }
    }
}

/// A block of a copy with all its lines, and right behind it the letterhead of an attachment with three of them.
#[test]
fn a_letterhead_behind_a_long_block_of_a_copy_is_the_attachments() {
    let model = "schema: vanban/1
document:
  kind: quyet-dinh
  name: QUYẾT ĐỊNH
  header: { agency: ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM, number: { text: 25/2025/QĐ-UBND } }
  copy:
    kind: sao-y
    number: 15/SY-UBND
    date: '2025-04-01'
    signature:
      agency: VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH
      authority: [{ capacity: TM, of: ỦY BAN NHÂN DÂN }, { capacity: KT, of: CHỦ TỊCH }]
      position: PHÓ CHỦ TỊCH
      other_position: \"GIÁM ĐỐC\\nSỞ NỘI VỤ\"
      mark: Đã ký
      name: Nguyễn Văn An
  subject: Quy định mức chi công tác bình đẳng giới
  body:
    - { type: division, level: dieu, label: Điều 1., number: '1', body: [{ type: paragraph, text: Rà soát. }] }
  signatures: [{ position: CHỦ TỊCH, mark: Đã ký }]
  attachments:
    - kind: ke-hoach
      name: KẾ HOẠCH
      title: Công tác năm 2025 của Ban Chỉ đạo
      header:
        parent_agency: \"ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM\\nSỞ Y TẾ\"
        agency: TRUNG TÂM KIỂM SOÁT BỆNH TẬT
        number: { text: 36/KH-UBND }
      body:
        - { type: division, level: dieu, label: Điều 1., number: '1', body: [{ type: paragraph, text: Rà soát. }] }
";
    let document = vanban::model::read_document(model).expect("a model");
    reads_back(document).expect("the same document");
}
