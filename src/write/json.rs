//! The JSON of the contract.

use crate::model::{Output, Parsed, Provenance};
use crate::words::{Language, message};

/// The JSON of a parse, indented, with a line end behind it. Diagnostics are worded in `language`.
pub fn json(parsed: &Parsed, provenance: Provenance, language: Language) -> String {
    let output = Output::new(parsed, provenance, &|found| message(found.code, &found.arguments, language));
    // The model's types have string keys and plain values only, so that writing to memory cannot fail.
    serde_json::to_string_pretty(&output)
        .map(|mut json| {
            json.push('\n');
            json
        })
        .unwrap_or_default()
}
