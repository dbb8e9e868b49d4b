//! The source as text, for tests that read it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The code of the files of Rust in a folder of the crate, by their paths below that folder; for a file, that alone.
pub fn rust_files(folder: &str) -> BTreeMap<PathBuf, String> {
    rust_texts(folder).into_iter().map(|(path, text)| (path, code(&text))).collect()
}

/// The same files with their comments and tests.
pub fn rust_texts(folder: &str) -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = BTreeMap::new();
    let mut open = vec![root.clone()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            open.extend(entries.map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            let below = path.strip_prefix(&root).expect("a file below").to_owned();
            files.insert(below, text);
        }
    }
    files
}

/// The code of a file without its comments and its tests.
pub fn code(text: &str) -> String {
    let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..tests]
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| line.to_owned() + "\n")
        .collect()
}
