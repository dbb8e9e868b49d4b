//! The formats in which a document is written: one list, from which the command line, workers, the Python package and the
//! documentation take theirs. A new format is a file beside this one, and a line here.

use super::entry::{Detail, Entry, OfModel};
use super::{akn, docx, html, json, markdown, metadata, pdf, plain, yaml};
use crate::forms::Form;
use crate::listed::listed;
use crate::model::{Document, Parsed};
use std::io::{self, Write};

listed! {
    /// A format in which a document is written: what was read of a file, or a model.
    pub enum Format: Entry {
        /// The JSON of the contract.
        Json = json::FORMAT,
        /// The same as YAML.
        Yaml = yaml::FORMAT,
        /// The normalised text that was read.
        Text = plain::FORMAT,
        /// Word (.docx).
        Docx = docx::FORMAT,
        /// HTML that prints as the form asks.
        Html = html::FORMAT,
        /// PDF, by LibreOffice.
        Pdf = pdf::FORMAT,
        /// Akoma Ntoso 3.0.
        Akn = akn::FORMAT,
        /// The record of metadata of Phụ lục VI.
        Metadata = metadata::FORMAT,
        /// Markdown.
        Markdown = markdown::FORMAT,
    }
}

/// How a model becomes a file of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The bytes of the file.
    File(Vec<u8>),
    /// The bytes of a Word file, of which LibreOffice makes the format that it calls so.
    ByOffice(Vec<u8>, &'static str),
}

impl Format {
    /// The formats in which what was read of a file is written.
    pub fn of_readings() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|format| format.entry().reading.is_some())
    }

    /// The formats in which a model is written.
    pub fn of_models() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|format| format.entry().model.is_some())
    }

    /// The ending of the name of a file that is named after what it was read of.
    pub fn ending(self) -> &'static str {
        self.endings().first().copied().unwrap_or(self.key())
    }

    /// The format that the name of a file ends in, in letters of any size; of two endings the longer one counts.
    ///
    /// ```
    /// use vanban::write::Format;
    /// assert_eq!(Format::of_name("12-QD-UBND.meta.xml"), Some(Format::Metadata));
    /// assert_eq!(Format::of_name("12-QD-UBND.XML"), Some(Format::Akn));
    /// ```
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let ends = |ending: &&str| name.strip_suffix(*ending).is_some_and(|rest| rest.ends_with('.'));
        let longest = |format: Self| format.endings().iter().filter(|ending| ends(ending)).map(|own| own.len()).max();
        let found = Self::ALL.iter().copied().filter_map(|format| longest(format).map(|length| (length, format)));
        found.max_by_key(|(length, _)| *length).map(|(_, format)| format)
    }

    /// True for the formats in which people and programs write models: JSON and YAML.
    pub fn is_data(self) -> bool {
        matches!(self, Self::Json | Self::Yaml)
    }

    /// Writes what was read of a file.
    ///
    /// # Errors
    /// Those of the writer; `Unsupported` for formats that are not among [`Self::of_readings`], `NotFound` where the format
    /// asks for a form and there is none for the document.
    pub fn write_reading(self, to: &mut dyn Write, parsed: &Parsed, detail: &Detail) -> io::Result<()> {
        let write = self.entry().reading.ok_or(io::ErrorKind::Unsupported)?;
        write(to, parsed, detail)
    }

    /// Writes a model by a form; `None` for formats that are not among [`Self::of_models`].
    pub fn write_model(self, document: &Document, form: &Form) -> Option<Written> {
        Some(match self.entry().model? {
            OfModel::Here(write) => Written::File(write(document, form)),
            OfModel::Office(name) => Written::ByOffice(docx::docx(document, form), name),
        })
    }
}
