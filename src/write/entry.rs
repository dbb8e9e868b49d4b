//! What the list of formats has of each: the file of a format makes it.

use crate::forms::Form;
use crate::model::{Document, Parsed, Provenance};
use crate::words::Language;
use std::io::{self, Write};

/// What is known of a format.
pub(super) struct Entry {
    pub key: &'static str,
    pub name: &'static str,
    /// The first is that of files that are named after what they were read of.
    pub endings: &'static [&'static str],
    /// Writes what was read of a file; `None` where the format has no place for it.
    pub reading: Option<OfReading>,
    /// Writes a model.
    pub model: Option<OfModel>,
}

/// Writes what was read of a file.
pub(super) type OfReading = fn(&mut dyn Write, &Parsed, &Detail) -> io::Result<()>;

/// What is written of a reading beside its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Of what the place is said.
    pub provenance: Provenance,
    /// The language of diagnostics.
    pub language: Language,
}

/// How a model is written.
#[derive(Clone, Copy)]
pub(super) enum OfModel {
    /// By this crate.
    Here(fn(&Document, &Form) -> Vec<u8>),
    /// By LibreOffice, from the Word file: the name that it has for the format.
    Office(&'static str),
}
