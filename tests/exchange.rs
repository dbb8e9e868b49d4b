//! What is written for the programs of others keeps every word, reads back where its format can, and validates.

#![cfg(feature = "cli")]

mod common;
#[path = "common/program.rs"]
mod program;

use std::path::PathBuf;
use vanban::model::{Block, Document, Provenance, Table, visit};
use vanban::words::Language;
use vanban::write;

fn all_samples() -> Vec<(String, vanban::model::Parsed)> {
    let endings = ["txt", "md", "docx", "doc", "rtf"];
    let paths: Vec<PathBuf> = endings.iter().flat_map(|ending| common::samples_as(ending)).collect();
    assert!(paths.len() >= 15, "the samples are there");
    let read = |path: PathBuf| {
        let parsed = vanban::parse(&std::fs::read(&path).expect("a sample")).expect("a document");
        (path.display().to_string(), parsed)
    };
    paths.into_iter().map(read).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The text of XML or HTML: what stands behind its head, without tags.
fn without_tags(text: &str, head: &str) -> String {
    let body = text.split_once(head).map_or(text, |(_, body)| body);
    // Elements within a line part no words; those of these formats that may stand within a word are none.
    let mut out = String::new();
    for (index, piece) in body.split('<').enumerate() {
        match piece.split_once('>') {
            Some((_, text)) if index > 0 => {
                out.push(' ');
                out.push_str(text);
            }
            _ => out.push_str(piece),
        }
    }
    for (name, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
        out = out.replace(name, character);
    }
    out
}

/// Values whose words do not stand in a text one behind the other; a day is written in words, and is left out.
fn lost(document: &Document, text: &str) -> Vec<String> {
    let line = format!(" {} ", words(text).join(" "));
    let mut lost = Vec::new();
    visit(document, &mut |pointer: &str, _, value: Option<&str>, _| {
        let Some(value) = value.filter(|_| !pointer.ends_with("/date")) else { return };
        let own = words(value);
        if !own.is_empty() && !line.contains(&format!(" {} ", own.join(" "))) {
            lost.push(format!("{pointer}: {value}"));
        }
    });
    lost
}

#[test]
fn no_word_is_lost_on_the_way() {
    for (name, parsed) in all_samples() {
        let document = &parsed.document;
        let akn = write::akn_of(&parsed, Provenance::All, Language::English);
        assert_eq!(lost(document, &without_tags(&akn, "</meta>")), Vec::<String>::new(), "{name} as Akoma Ntoso");
        let form = vanban::forms::writing(document).expect("a form");
        let html = write::html(document, form);
        assert_eq!(lost(document, &without_tags(&html, "<body>")), Vec::<String>::new(), "{name} as HTML");
        let markdown = write::markdown(document).replace("<br>", " ").replace('\\', "");
        assert_eq!(lost(document, &markdown), Vec::<String>::new(), "{name} as Markdown");
    }
}

/// Covered cells are empty ones: merged cells are what Markdown cannot say.
fn without_spans(document: &mut Document) {
    fn flat(table: &mut Table) {
        for row in &mut table.rows {
            let own = std::mem::take(&mut row.cells);
            for mut cell in own {
                let wide = cell.col_span.take().unwrap_or(1);
                row.cells.push(cell);
                row.cells.extend((1..wide).map(|_| Default::default()));
            }
        }
    }
    fn each(blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Table(table) => flat(table),
                Block::Division(division) => each(&mut division.body),
                Block::Quote(quote) => each(&mut quote.body),
                _ => {}
            }
        }
    }
    each(&mut document.body);
    document.attachments.iter_mut().for_each(|attachment| each(&mut attachment.body));
}

#[test]
fn markdown_reads_back_as_the_same_document_but_for_merged_cells() {
    for (name, parsed) in all_samples() {
        let markdown = write::markdown(&parsed.document);
        let mut again = vanban::parse(markdown.as_bytes()).expect("a document").document;
        let mut expected = parsed.document;
        without_spans(&mut expected);
        without_spans(&mut again);
        assert_eq!(again, expected, "{name}");
    }
}

#[test]
fn akoma_ntoso_and_the_record_as_their_snapshots() {
    let parsed =
        |name: &str| vanban::parse(&std::fs::read(program::sample(name)).expect("a sample")).expect("a document");
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        let read = parsed("quy-che-lam-viec.txt");
        insta::assert_snapshot!("exchange-quy-che.akn", write::akn_of(&read, Provenance::Fields, Language::English));
        let read = parsed("sao-y-dau-den.txt");
        insta::assert_snapshot!("exchange-sao-y.akn", write::akn_of(&read, Provenance::None, Language::English));
        insta::assert_snapshot!("exchange-sao-y.meta", write::metadata(&read.document));
        insta::assert_snapshot!("exchange-chuong-trinh.meta", write::metadata(&parsed("chuong-trinh-binh-dang-gioi.txt").document));
        insta::assert_snapshot!("exchange-giao-chi-tieu.md", write::markdown(&parsed("giao-chi-tieu.md").document));
    });
}

/// The record against our own schema, by xmllint; Akoma Ntoso against its schema is validated by `.ci/checks exchange`.
#[test]
fn the_record_validates() {
    let folder = program::folder("record");
    let schema = format!("{}/grammars/metadata.xsd", env!("CARGO_MANIFEST_DIR"));
    for (index, (_, parsed)) in all_samples().into_iter().enumerate() {
        std::fs::write(folder.join(format!("{index}.xml")), write::metadata(&parsed.document)).expect("a file");
        let file = format!("{index}.xml");
        if !program::tool(&folder, "xmllint", &["--nonet", "--noout", "--schema", &schema, &file]) {
            return;
        }
    }
}
