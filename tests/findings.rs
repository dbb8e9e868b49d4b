//! What the fuzzers and the mutations of real documents found, each made small and of invented words: a file of
//! `tests/findings` a finding. All keep the invariants. `VANBAN_FINDINGS=FOLDER` looks at the files of another folder, too.

mod common;

use std::path::PathBuf;

#[test]
fn what_was_found_keeps_the_invariants() {
    let own = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/findings"));
    let mut files = Vec::new();
    for folder in std::iter::once(own).chain(std::env::var_os("VANBAN_FINDINGS").map(PathBuf::from)) {
        let entries = std::fs::read_dir(&folder).expect("a folder");
        files.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    files.sort();
    assert!(!files.is_empty());
    let mut found = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file).expect("a file");
        if let Ok(parsed) = vanban::parse(&bytes) {
            found.extend(common::faults(&parsed).into_iter().map(|fault| format!("{}: {fault}", file.display())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
