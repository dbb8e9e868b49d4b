//! What several tests share: the invariants of the JSON, checked from the inside.

#![allow(dead_code, reason = "every test binary uses its own part")]

use std::path::PathBuf;
use vanban::model::{Depth, Parsed, Span, visit};

/// The text samples, in the order of their names.
pub fn samples() -> Vec<PathBuf> {
    samples_as("txt")
}

/// The samples of one ending.
pub fn samples_as(ending: &str) -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    found.sort();
    found
}

/// The samples as Word files with their names: those that are, and those of text, written.
pub fn word_samples() -> Vec<(String, Vec<u8>)> {
    let name = |path: &std::path::Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let bytes = |path: &std::path::Path| std::fs::read(path).expect("a file");
    let mut files: Vec<(String, Vec<u8>)> = samples_as("docx").iter().map(|path| (name(path), bytes(path))).collect();
    for path in samples_as("txt") {
        let document = vanban::parse(&bytes(&path)).expect("a document").document;
        if let Some(form) = vanban::forms::writing(&document) {
            files.push((name(&path), vanban::write::docx(&document, form)));
        }
    }
    assert!(files.len() > 10, "{}", files.len());
    files
}

/// What holds a byte of the text.
fn holders(parsed: &Parsed, at: usize) -> Vec<String> {
    let holds = |span: &Span| (span.start as usize..span.end as usize).contains(&at);
    let mut found = Vec::new();
    visit(&parsed.document, &mut |pointer: &str, _: Depth, _: Option<&str>, id| {
        let inferred = parsed.origins.get(id).is_some_and(|origin| origin.inferred_from.is_some());
        if !inferred && parsed.origins.spans(id).iter().any(holds) {
            found.push(pointer.to_owned());
        }
    });
    found.extend(
        parsed.furniture.iter().filter(|own| holds(&own.span)).map(|own| format!("{:?} {:?}", own.kind, own.span)),
    );
    found.extend(parsed.unplaced.iter().filter(|own| holds(&own.span)).map(|own| format!("unplaced {:?}", own.span)));
    found
}

/// Letters and digits alone.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Invariants 1 and 2: values, furniture and unplaced text share out the source, and a value is its slice
/// unless a repair is listed. Gives the faults.
pub fn faults(parsed: &Parsed) -> Vec<String> {
    let mut faults = Vec::new();
    let mut cover = vec![0u8; parsed.text.len()];
    let mut claim = |span: &Span, who: &str, faults: &mut Vec<String>| {
        let range = span.start as usize..span.end as usize;
        match cover.get_mut(range) {
            Some(bytes) if parsed.text.get(span.start as usize..span.end as usize).is_some() => {
                bytes.iter_mut().for_each(|byte| *byte = byte.saturating_add(1));
            }
            _ => faults.push(format!("{who}: span {span:?} is outside the text or cuts a character")),
        }
    };
    visit(&parsed.document, &mut |pointer: &str, _: Depth, value: Option<&str>, id| {
        let Some(origin) = parsed.origins.get(id) else {
            if value.is_none_or(|value| !value.is_empty()) {
                faults.push(format!("{pointer}: no origin"));
            }
            return;
        };
        if origin.inferred_from.is_some() {
            return;
        }
        let spans = parsed.origins.spans(id);
        spans.iter().for_each(|span| claim(span, pointer, &mut faults));
        let slice: String = spans.iter().map(|span| span.of(&parsed.text)).collect();
        let Some(value) = value.filter(|_| origin.repairs.is_empty() && !pointer.ends_with("/date")) else { return };
        if !bare(&slice).contains(&bare(value)) {
            faults.push(format!("{pointer}: {value:?} is not its slice {slice:?}"));
        }
    });
    for furniture in &parsed.furniture {
        claim(&furniture.span, "furniture", &mut faults);
    }
    for unplaced in &parsed.unplaced {
        claim(&unplaced.span, "unplaced", &mut faults);
    }
    for (at, c) in parsed.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        if cover[at] != 1 {
            let around: String = parsed.text[at..].chars().take(30).collect();
            faults.push(format!("{c:?} at {at} lies in {} values: {around:?} {:?}", cover[at], holders(parsed, at)));
            break;
        }
    }
    faults
}
