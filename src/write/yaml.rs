//! The contract as YAML, for reading and for editing by hand.

use super::entry::Entry;
use crate::model::{Output, Parsed, Provenance};
use crate::status::grades;
use crate::words::{Language, message};

pub(super) const FORMAT: Entry = Entry {
    key: "yaml",
    name: "YAML",
    endings: &["yaml", "yml"],
    reading: Some(|to, parsed, detail| to.write_all(yaml(parsed, detail.provenance, detail.language).as_bytes())),
    model: None,
};

/// The YAML of a parse. Diagnostics are worded in `language`.
pub fn yaml(parsed: &Parsed, provenance: Provenance, language: Language) -> String {
    let output = Output::new(parsed, provenance, grades(), &|found| message(found.code, &found.arguments, language));
    // As with JSON: nothing in the model that YAML cannot hold.
    serde_saphyr::to_string(&output).unwrap_or_default()
}
