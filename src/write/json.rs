//! The JSON of the contract.

use super::entry::Entry;
use crate::model::{Output, Parsed, Provenance};
use crate::status::grades;
use crate::words::{Language, message};
use std::io::{self, Write};

pub(super) const FORMAT: Entry = Entry {
    key: "json",
    name: "JSON",
    endings: &["json"],
    reading: Some(|to, parsed, detail| write_json(to, parsed, detail.provenance, detail.language)),
    model: None,
};

/// Writes the JSON of a parse as [`json`] gives it, without holding it in memory as a whole.
///
/// # Errors
/// Those of the writer.
pub fn write_json(to: &mut dyn Write, parsed: &Parsed, provenance: Provenance, language: Language) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, &output(parsed, provenance, language)).map_err(io::Error::from)?;
    to.write_all(b"\n")
}

/// The JSON of a parse, indented, with a line end behind it. Diagnostics are worded in `language`.
pub fn json(parsed: &Parsed, provenance: Provenance, language: Language) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail: the model has string keys and plain values only.
    let _ = write_json(&mut bytes, parsed, provenance, language);
    String::from_utf8(bytes).unwrap_or_default()
}

/// What [`json`] writes, for other writers of JSON. Diagnostics are worded in `language`.
pub fn output(parsed: &Parsed, provenance: Provenance, language: Language) -> Output<'_> {
    Output::new(parsed, provenance, grades(), &|found| message(found.code, &found.arguments, language))
}
