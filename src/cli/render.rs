//! `vanban render MODEL [-o FILE] [--form …] [--format docx|html|pdf|akn|metadata|markdown]`.

use super::inputs::Input;
use super::{FINE, Setup, Stop, USAGE, files};
use crate::forms::{self, Form};
use crate::model::{Document, InputError};
use crate::{steps, write};
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
    steps::check_width(&document).map_err(|problem| Stop::about(&input.name(), problem))?;
    let form = steps::form(arguments.form.as_deref(), &document);
    let form = form.map_err(|problem| Stop { status: USAGE, ..Stop::about(&input.name(), problem) })?;
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
    steps::model(text, &setup.words).map_err(|problem| Stop::about(name, problem))
}

/// The message of data that is no model.
pub(crate) fn wrong(name: &str, error: &InputError) -> Stop {
    Stop::about(name, steps::problem_of(error))
}

/// Through LibreOffice, where it is installed: in a folder of its own, within a time limit.
fn pdf(document: &Document, form: &Form, output: &Path, setup: &Setup) -> Result<Vec<u8>, Stop> {
    steps::pdf(&write::docx(document, form), &setup.limits)
        .map_err(|problem| Stop::about(&output.display().to_string(), problem))
}
