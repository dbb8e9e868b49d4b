//! One document gives the same data in every shape in which it travels: Word file, flattened text, Markdown, a site's page
//! with its furniture, and that page copied; PDF where LibreOffice is installed.

#![cfg(feature = "cli")]

mod common;
#[path = "common/markup.rs"]
mod markup;
#[path = "common/program.rs"]
mod program;
#[path = "common/shapes.rs"]
mod shapes;

use serde_json::{Value, json};
use std::collections::BTreeMap;
use vanban::model::Document;

/// Pairs of shape and sample that read differently, each with what is wrong: a pair that reads the same has to go.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("web copy", "bieu-mau-phu-luc.txt", "the rows of a form hold running numbers alone, and its pipes fit any width"),
    ("pdf", "bieu-mau-phu-luc.txt", "a ruled table of which only names and running numbers are filled is none"),
    ("pdf", "ban-chi-dao-danh-so-tu-dong.docx", "a recipient's note on a line of its own is lost as a note"),
    ("pdf", "chuong-trinh-bang-word.docx", "letters of a low row of a ruled table are taken for upright lines"),
];

#[test]
fn every_shape_gives_the_same_document() {
    let folder = program::folder("shapes");
    let mut found = BTreeMap::new();
    for (name, docx) in word_samples() {
        let source = vanban::read::source(&docx).expect("a Word file");
        let document = vanban::parse(&docx).expect("a document").document;
        for (shape, file) in [
            ("text", shapes::flattened(&source)),
            ("markdown", shapes::markdown(&source)),
            ("web page", shapes::web_page(&source, &document)),
            ("web copy", shapes::web_copy(&source, &document)),
        ] {
            let parsed = vanban::parse(file.as_bytes()).expect("a document");
            assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{name} as {shape}");
            if let Some(difference) = difference(&parsed.document, &document) {
                std::fs::write(folder.join(format!("{name} as {shape}")), &file).expect("written");
                found.insert((shape, name.clone()), difference);
            }
        }
    }
    only_exceptions(&found, |shape| shape != "pdf");
}

#[test]
fn a_pdf_gives_the_same_document() {
    let folder = program::folder("shapes-pdf");
    let samples = word_samples();
    let path = |name: &str| folder.join(name).with_extension("docx");
    for (name, docx) in &samples {
        std::fs::write(path(name), docx).expect("written");
    }
    let files: Vec<_> = samples.iter().map(|(name, _)| path(name)).collect();
    if !program::converted(&files, "pdf", &folder) {
        return;
    }
    let mut found = BTreeMap::new();
    for (name, docx) in samples {
        let document = vanban::parse(&docx).expect("a document").document;
        let pdf = std::fs::read(path(&name).with_extension("pdf")).expect("a PDF");
        if let Some(difference) = difference(&vanban::parse(&pdf).expect("a document").document, &document) {
            found.insert(("pdf", name), difference);
        }
    }
    only_exceptions(&found, |shape| shape == "pdf");
}

/// The samples as Word files: those that are, and all others written.
fn word_samples() -> Vec<(String, Vec<u8>)> {
    let mut files = common::word_samples();
    for path in ["md", "html"].into_iter().flat_map(common::samples_as) {
        let document = vanban::parse(&std::fs::read(&path).expect("a sample")).expect("a document").document;
        let form = vanban::forms::writing(&document).expect("a form");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        files.push((name, vanban::write::docx(&document, form)));
    }
    files
}

/// Fails for what differs and is no exception, and for an exception that does not differ.
fn only_exceptions(found: &BTreeMap<(&str, String), String>, within: impl Fn(&str) -> bool) {
    let known = |shape: &str, name: &str| EXCEPTIONS.iter().any(|own| own.0 == shape && own.1 == name);
    let new = found.iter().filter(|((shape, name), _)| !known(shape, name));
    let new: Vec<String> = new.map(|((shape, name), difference)| format!("{name} as {shape}: {difference}")).collect();
    let gone = EXCEPTIONS.iter().filter(|own| within(own.0) && !found.contains_key(&(own.0, own.1.to_owned())));
    let gone: Vec<String> = gone.map(|own| format!("{} as {} reads the same now: take it out", own.1, own.0)).collect();
    assert!(new.is_empty() && gone.is_empty(), "{}\n{}", new.join("\n"), gone.join("\n"));
}

/// The first value that differs, but for what a shape cannot show.
fn difference(read: &Document, whole: &Document) -> Option<String> {
    let shown = |document: &Document| {
        let mut value = serde_json::to_value(document).expect("JSON");
        plain(&mut value);
        value
    };
    first("", &shown(read), &shown(whole))
}

fn first(pointer: &str, read: &Value, whole: &Value) -> Option<String> {
    match (read, whole) {
        (Value::Object(own), Value::Object(other)) => {
            let names: std::collections::BTreeSet<_> = own.keys().chain(other.keys()).collect();
            names.into_iter().find_map(|name| first(&format!("{pointer}/{name}"), &read[name], &whole[name]))
        }
        (Value::Array(own), Value::Array(other)) if own.len() == other.len() => {
            let pairs = own.iter().zip(other).enumerate();
            pairs.into_iter().find_map(|(at, (own, other))| first(&format!("{pointer}/{at}"), own, other))
        }
        _ if read == whole => None,
        _ => Some(format!("{pointer}: {read} is not {whole}").chars().take(600).collect()),
    }
}

/// Takes out what not every shape can show: over how many columns and rows a cell reaches, what stands above the names of
/// columns, and whether the lines of a value are paragraphs.
fn plain(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("path");
            if let Some(Value::Array(rows)) = fields.get_mut("rows") {
                uncovered(rows);
            }
            fields.values_mut().for_each(plain);
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        Value::String(text) if text.contains('\n') => *text = text.replace('\n', " "),
        _ => {}
    }
}

/// Puts an empty cell where one is covered, and leaves out those at the end of a row.
fn uncovered(rows: &mut [Value]) {
    let mut covered: BTreeMap<usize, u64> = BTreeMap::new();
    for row in rows {
        let Some(Value::Array(cells)) = row.get_mut("cells") else { continue };
        let mut whole = Vec::new();
        let fill = |whole: &mut Vec<Value>, covered: &mut BTreeMap<usize, u64>| {
            while let Some(left) = covered.get_mut(&whole.len()).filter(|left| **left > 0) {
                *left -= 1;
                whole.push(json!({}));
            }
        };
        for mut cell in std::mem::take(cells) {
            fill(&mut whole, &mut covered);
            let fields = cell.as_object_mut().expect("a cell");
            let mut span = |name| fields.remove(name).and_then(|value| value.as_u64()).unwrap_or(1);
            let (columns, rows) = (span("col_span"), span("row_span"));
            for column in 0..columns as usize {
                covered.insert(whole.len(), rows - 1);
                whole.push(if column == 0 { cell.clone() } else { json!({}) });
            }
        }
        fill(&mut whole, &mut covered);
        let filled = whole.iter().rposition(|cell| cell != &json!({})).map_or(0, |last| last + 1);
        whole.truncate(filled);
        *cells = whole;
    }
}
