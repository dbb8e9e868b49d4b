//! The tables of `grammars` that are built in, as the JSON that `build.rs` makes of them, and the built-in patterns. What a table holds, and the test that it
//! is well-formed, stand where it is read.

/// The JSON of a table, by its path below `grammars` without the ending: `grammar!("status/acts")`.
macro_rules! grammar {
    ($path:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $path, ".json"))
    };
}
pub(crate) use grammar;

/// A built-in table, from its JSON.
///
/// # Panics
/// Where the JSON does not fit the type. It is a fault of the program, which a test of each table finds; a table that were
/// left empty instead would switch its rules off without a word.
pub(crate) fn table<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("a built-in table: {error}"))
}

/// A built-in pattern.
///
/// # Panics
/// Where it is none: as with [`table`], and `tests/grammar.rs` makes every pattern of the source.
pub(crate) fn pattern(text: &str) -> regex::Regex {
    regex::Regex::new(text).unwrap_or_else(|error| panic!("a built-in pattern: {error}"))
}

/// A table as people write it, for the tests that it is well-formed: JSON would not tell the line.
#[cfg(test)]
pub(crate) fn written<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let path = format!("{}/grammars/{path}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}
