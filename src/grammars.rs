//! The tables of `grammars` that are built in: the JSON that `build.rs` makes of them. What a table holds, and the test that it
//! is well-formed, stand where it is read.

/// The JSON of a table, by its path below `grammars` without the ending: `grammar!("status/acts")`.
macro_rules! grammar {
    ($path:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $path, ".json"))
    };
}
pub(crate) use grammar;

/// A table as people write it, for the tests that it is well-formed: JSON would not tell the line.
#[cfg(test)]
pub(crate) fn written<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let path = format!("{}/grammars/{path}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}
