//! Classes of documents that were read wrong once, each in small made examples with the values that they have to give.
//!
//! A file of `tests/data/classes` holds the examples of one part of a decision. An example says its `class`, the parts of
//! `frame.toml` that it replaces (or all of its `text`, or the paragraphs of a Word file as `word`, an empty one a page
//! break), its `values` by JSON Pointer, and the pointers of what is `absent`. In a pointer `*` stands for every item of a
//! list and leaves out items without the rest, `**` for every division below, and `#` at the end for the number of items.
//! What has no place in the document is said as `unplaced`.

mod common;
#[path = "common/word.rs"]
mod word;

use serde_json::{Value, json};
use std::path::PathBuf;
use toml::Table;

/// The parts of a decision in their order.
const PARTS: [&str; 7] = ["letterhead", "title", "bases", "formula", "articles", "closing", "attachment"];
/// What else an example may say.
const OTHERS: [&str; 8] = ["class", "frame", "text", "word", "twice", "values", "absent", "unplaced"];
/// So many classes there are at least: a file that is not found tests nothing.
const CLASSES: usize = 40;

/// Every example gives its values, and all of its text has a place.
#[test]
fn every_class_is_read() {
    let frames = table(&folder().join("frame.toml"));
    let (mut faults, mut classes) = (Vec::new(), std::collections::BTreeSet::new());
    for file in ["attachments", "bodies", "citations", "closings", "letterheads"] {
        let examples = table(&folder().join(format!("{file}.toml")));
        for example in examples["example"].as_array().expect("examples") {
            let example = example.as_table().expect("an example");
            let class = text(example, "class").to_owned();
            classes.insert(class.clone());
            faults.extend(wrong(example, &frames).into_iter().map(|fault| format!("{file}: {class}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(classes.len() >= CLASSES, "{} classes", classes.len());
}

/// What an example gives that is not what it says.
fn wrong(example: &Table, frames: &Table) -> Vec<String> {
    let known = |key: &String| PARTS.contains(&key.as_str()) || OTHERS.contains(&key.as_str());
    let mut wrong: Vec<String> = example.keys().filter(|key| !known(key)).map(|key| format!("{key}?")).collect();
    let parsed = vanban::parse(&input(example, frames)).expect("a document");
    wrong.extend(common::faults(&parsed));
    let unplaced: Vec<&str> = parsed.unplaced.iter().map(|own| own.span.of(&parsed.text)).collect();
    if unplaced != strings(example, "unplaced") {
        wrong.push(format!("no place for {unplaced:?}"));
    }
    let document = serde_json::to_value(&parsed.document).expect("JSON");
    let values = example["values"].as_table().expect("values").iter();
    let values = values.map(|(pointer, value)| (pointer.as_str(), serde_json::to_value(value).expect("JSON")));
    let absent = strings(example, "absent").into_iter().map(|pointer| (pointer, Value::Null));
    for (pointer, expected) in values.chain(absent) {
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        let found = look(&document, &steps).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{pointer} is {found} instead of {expected}"));
        }
    }
    wrong
}

/// The file that an example stands for.
fn input(example: &Table, frames: &Table) -> Vec<u8> {
    let paragraphs = strings(example, "word");
    if !paragraphs.is_empty() {
        let paragraph = |own: &&str| match *own {
            "" => "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>".to_owned(),
            text => word::p(text),
        };
        return word::word(&paragraphs.iter().map(paragraph).collect::<String>(), &[]);
    }
    if example.contains_key("text") {
        return text(example, "text").as_bytes().to_vec();
    }
    let frame = frames[example.get("frame").map_or("typed", |own| own.as_str().expect("a frame"))].as_table();
    let frame = frame.expect("its parts");
    let part = |part: &&str| text(if example.contains_key(*part) { example } else { frame }, part);
    let parts: Vec<&str> = PARTS.iter().map(part).filter(|part| !part.is_empty()).collect();
    let between = if example.contains_key("frame") { "" } else { "\n" };
    let whole = parts.join(between);
    if example.contains_key("twice") { format!("{whole}\n{whole}") } else { whole }.into_bytes()
}

/// What a pointer with its own signs points to.
fn look(value: &Value, steps: &[&str]) -> Option<Value> {
    let [step, rest @ ..] = steps else { return Some(value.clone()) };
    let items = value.as_array();
    match (*step, items) {
        ("#", _) => Some(json!(items.map_or(0, Vec::len))),
        ("*", Some(items)) => Some(items.iter().filter_map(|item| look(item, rest)).collect()),
        ("**", Some(items)) => Some(below(items).into_iter().filter_map(|item| look(item, rest)).collect()),
        (step, Some(items)) => look(items.get(step.parse::<usize>().ok()?)?, rest),
        (step, None) => match value.get(step) {
            None if rest == ["#"] => Some(json!(0)),
            inner => look(inner?, rest),
        },
    }
}

/// All divisions among blocks, the outer before the inner.
fn below(blocks: &[Value]) -> Vec<&Value> {
    let divisions = blocks.iter().filter(|block| block["type"] == "division");
    divisions.flat_map(|own| std::iter::once(own).chain(below(own["body"].as_array().map_or(&[], |own| own)))).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/classes"))
}

fn table(path: &std::path::Path) -> Table {
    std::fs::read_to_string(path).expect("a file").parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text<'t>(of: &'t Table, key: &str) -> &'t str {
    of.get(key).and_then(|own| own.as_str()).unwrap_or_else(|| panic!("{key} is no text"))
}

fn strings<'t>(of: &'t Table, key: &str) -> Vec<&'t str> {
    let items = of.get(key).and_then(|own| own.as_array()).into_iter().flatten();
    items.map(|own| own.as_str().unwrap_or_else(|| panic!("{key} has an item that is no text"))).collect()
}
