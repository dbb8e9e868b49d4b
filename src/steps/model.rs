//! From a text or a key to a model or a form.

use super::office::converted;
use crate::errors::{Code, Error};
use crate::forms::{self, Form};
use crate::model::{Block, Document, canonical, read_document};
use crate::parse;
use crate::read::Limits;
use crate::words::Vocabulary;
use crate::write::{Format, Written};

/// The most columns of a table: Word's own limit.
const MOST_COLUMNS: usize = 63;

/// A model as JSON or YAML, in canonical form; what can be derived from it is.
///
/// # Errors
/// Where the text is neither, or has keys or values that the contract does not know.
///
/// ```
/// use vanban::{internals::steps, words::Vocabulary};
/// let text = "schema: vanban/1\ndocument:\n  subject: Về việc  thành lập Ban Chỉ đạo\n";
/// let document = steps::model(text, Vocabulary::builtin())?;
/// assert_eq!(document.subject, Some("Về việc thành lập Ban Chỉ đạo".into()));
/// # Ok::<(), vanban::Error>(())
/// ```
pub fn model(text: &str, words: &Vocabulary) -> Result<Document, Error> {
    Ok(canonical(parse::derived(read_document(text)?, words)))
}

/// True where the name of a file says that it is a model and no document.
pub fn is_model(name: &str) -> bool {
    Format::of_name(name).is_some_and(Format::is_data)
}

/// The format in which a model is written to a file of this name: what the name ends in, else a Word file.
pub fn format_of(name: &str) -> Format {
    Format::of_name(name).filter(|format| Format::of_models().any(|own| own == *format)).unwrap_or(Format::Docx)
}

/// A model as a file of a format, one of [`Format::of_models`].
///
/// # Errors
/// Where models are not written in the format; where LibreOffice makes it, and is missing, fails, or takes longer than it may.
pub fn file(format: Format, document: &Document, form: &Form, limits: &Limits) -> Result<Vec<u8>, Error> {
    let keys = || Format::of_models().map(Format::key).collect::<Vec<_>>().join(", ");
    match format.write_model(document, form) {
        Some(Written::File(bytes)) => Ok(bytes),
        Some(Written::ByOffice(docx, name)) => converted(&docx, name, limits),
        None => Err(Code::FormatNotOfModels.with(format.key()).with(keys())),
    }
}

/// No table may be wider than Word allows.
///
/// # Errors
/// Where one is.
pub fn check_width(document: &Document) -> Result<(), Error> {
    match widest_table(document).filter(|width| *width > MOST_COLUMNS) {
        Some(width) => Err(Code::ModelWideTable.with(width).with(MOST_COLUMNS)),
        None => Ok(()),
    }
}

fn widest_table(document: &Document) -> Option<usize> {
    fn widest(blocks: &[Block]) -> Option<usize> {
        let own = |block: &Block| match block {
            Block::Table(table) => Some(table.width()),
            other => widest(other.children()),
        };
        blocks.iter().filter_map(own).max()
    }
    let attached = document.attachments.iter().filter_map(|attachment| widest(&attachment.body)).max();
    widest(&document.body).max(attached)
}

/// The form of a key, else the one that the document's date asks.
///
/// # Errors
/// Where no form has the key, or none is known for the document's date and kind.
pub fn form(key: Option<&str>, document: &Document) -> Result<&'static Form, Error> {
    let known = || forms::keys().collect::<Vec<_>>().join(", ");
    match key {
        Some(key) => forms::by_key(key).ok_or_else(|| Code::FormUnknown.with(key).with(known())),
        None => forms::writing(document).ok_or_else(|| Code::FormMissing.with(known())),
    }
}
