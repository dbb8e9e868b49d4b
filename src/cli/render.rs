//! `vanban render MODEL [-o FILE] [--form …] [--format docx|html|pdf|akn|metadata|markdown]`.

use super::inputs::Input;
use super::{FINE, Setup, Stop, files};
use crate::forms::{self, Form};
use crate::model::{Block, Document, InputError, Problem, canonical, read_document};
use crate::write;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(forms::keys()))]
    form: Option<String>,
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Docx,
    Html,
    Pdf,
    Akn,
    Metadata,
    Markdown,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup) -> Result<u8, Stop> {
    let input = Input::of(&arguments.model);
    files::free(&arguments.output, &setup.taken(std::slice::from_ref(&input)), arguments.force)?;
    let document = document(&input, setup)?;
    if let Some(width) = widest_table(&document).filter(|width| *width > MOST_COLUMNS) {
        let arguments = [input.name(), width.to_string(), MOST_COLUMNS.to_string()];
        return Err(Stop::failed("model-wide-table", &arguments.each_ref().map(String::as_str)));
    }
    let form = form(arguments.form.as_deref(), &document)?;
    let bytes = match format(arguments) {
        Format::Docx => write::docx(&document, form),
        Format::Html => write::html(&document, form).into_bytes(),
        Format::Pdf => pdf(&document, form, &arguments.output, setup)?,
        Format::Akn => write::akn(&document).into_bytes(),
        Format::Metadata => write::metadata(&document).into_bytes(),
        Format::Markdown => write::markdown(&document).into_bytes(),
    };
    files::write(&arguments.output, &|to| to.write_all(&bytes))?;
    Ok(FINE)
}

/// The most columns of a table: Word's own limit.
const MOST_COLUMNS: usize = 63;

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

/// The format that is asked for, else the one that the output's name ends in.
fn format(arguments: &Arguments) -> Format {
    arguments.format.unwrap_or_else(|| {
        let name = arguments.output.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("html" | "htm") => Format::Html,
            Some("pdf") => Format::Pdf,
            Some("md" | "markdown") => Format::Markdown,
            Some("xml") if name.ends_with(".meta.xml") => Format::Metadata,
            Some("akn" | "xml") => Format::Akn,
            _ => Format::Docx,
        }
    })
}

/// A model as JSON or YAML; what can be derived from it is.
pub(crate) fn document(input: &Input, setup: &Setup) -> Result<Document, Stop> {
    let bytes = files::bytes(input)?;
    let text = String::from_utf8(bytes).map_err(|_| Stop::failed("model-not-text", &[&input.name()]))?;
    document_of(&text, &input.name(), setup)
}

/// The same of a text; `name` is that of its file.
pub(crate) fn document_of(text: &str, name: &str, setup: &Setup) -> Result<Document, Stop> {
    let document = read_document(text).map_err(|error| wrong(name, &error))?;
    Ok(canonical(crate::parse::derived(document, &setup.words)))
}

/// The message of data that is no model.
pub(crate) fn wrong(name: &str, error: &InputError) -> Stop {
    let line = error.line.to_string();
    match &error.problem {
        Problem::UnknownKey(key, known) => {
            Stop::failed("model-unknown-key", &[name, &line, &error.key, key, &nearest(key, known), known])
        }
        Problem::MissingKey(key) => Stop::failed("model-missing-key", &[name, &line, &error.key, key]),
        Problem::WrongValue(found, expected) => {
            Stop::failed("model-wrong-value", &[name, &line, &error.key, found, expected])
        }
        Problem::Syntax(message) => Stop::failed("model-syntax", &[name, &line, message]),
    }
}

/// The known key that is most like one that is not.
fn nearest(key: &str, known: &str) -> String {
    let known = known.split(", ").min_by_key(|known| strsim::levenshtein(key, known));
    known.unwrap_or("").to_owned()
}

fn form(key: Option<&str>, document: &Document) -> Result<&'static Form, Stop> {
    let found = match key {
        Some(key) => forms::by_key(key),
        None => forms::writing(document),
    };
    found.ok_or_else(|| Stop::usage("form-unknown", &[key.unwrap_or("")]))
}

/// Through LibreOffice, where it is installed: in a folder of its own, within a time limit.
fn pdf(document: &Document, form: &Form, output: &Path, setup: &Setup) -> Result<Vec<u8>, Stop> {
    super::office::pdf(&write::docx(document, form), &output.display().to_string(), &setup.limits)
}
