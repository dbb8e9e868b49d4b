//! The tables of `grammars` that are built in: the JSON that `build.rs` makes of them. What a table holds, and the test that it
//! is well-formed, stand where it is read.

/// The JSON of a table, by its path below `grammars` without the ending: `grammar!("status/acts")`.
macro_rules! grammar {
    ($path:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $path, ".json"))
    };
}
pub(crate) use grammar;
