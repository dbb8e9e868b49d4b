//! The contract as YAML, for reading and for editing by hand.

use crate::model::{Output, Parsed, Provenance};
use crate::status::grades;
use crate::words::{Language, message};

/// The YAML of a parse. Diagnostics are worded in `language`.
pub fn yaml(parsed: &Parsed, provenance: Provenance, language: Language) -> String {
    let output = Output::new(parsed, provenance, grades(), &|found| message(found.code, &found.arguments, language));
    // As with JSON: nothing in the model that YAML cannot hold.
    serde_saphyr::to_string(&output).unwrap_or_default()
}
