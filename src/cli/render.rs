//! `vanban render MODEL [-o FILE] [--form …] [--format …]`.

use super::inputs::Input;
use super::reading::named;
use super::resources::Bounds;
use super::{FINE, Setup, Stop, USAGE, files, folder};
use crate::errors::Code;
use crate::model::Document;
use crate::write::Format;
use crate::{forms, steps};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(value_name = "MODEL")]
    model: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(forms::keys()))]
    form: Option<String>,
    #[arg(long, value_parser = named(Format::of_models()))]
    format: Option<Format>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let input = Input::of(&arguments.model);
    files::free(&arguments.output, &setup.taken(std::slice::from_ref(&input)), arguments.force)?;
    let document = document(&input, setup)?;
    steps::check_width(&document).map_err(|problem| Stop::about(&input.name(), problem))?;
    let form = steps::form(arguments.form.as_deref(), &document);
    let form = form.map_err(|problem| Stop { status: USAGE, ..Stop::about(&input.name(), problem) })?;
    let bytes = steps::file(format(arguments)?, &document, form, &setup.limits)
        .map_err(|problem| Stop::about(&arguments.output.display().to_string(), problem))?;
    files::make_folder_of(&arguments.output, setup.language)?;
    files::write(&arguments.output, &|to| to.write_all(&bytes))?;
    Ok(FINE)
}

/// The format that is asked for, else the one that the output's name ends in.
///
/// # Errors
/// Where the name ends in what no model is written as: a file must be what its name says.
fn format(arguments: &Arguments) -> Result<Format, Stop> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let name = arguments.output.file_name().unwrap_or_default().to_string_lossy();
    let is_written = Format::of_name(&name).is_some_and(|format| Format::of_models().any(|own| own == format));
    match folder::ending(&arguments.output) {
        Some(ending) if !is_written => {
            let known = Format::of_models().map(Format::key).collect::<Vec<_>>().join(", ");
            Err(Stop::usage(Code::FormatNotOfModels, &[&arguments.output.display().to_string(), ending, &known]))
        }
        _ => Ok(steps::format_of(&name)),
    }
}

/// A model as JSON or YAML; what can be derived from it is.
pub(crate) fn document(input: &Input, setup: &Setup) -> Result<Document, Stop> {
    let bytes = files::bytes(input)?;
    let text = String::from_utf8(bytes).map_err(|_| Stop::failed(Code::ModelNotText, &[&input.name()]))?;
    document_of(&text, &input.name(), setup)
}

/// The same of a text; `name` is that of its file.
pub(crate) fn document_of(text: &str, name: &str, setup: &Setup) -> Result<Document, Stop> {
    steps::model(text, &setup.words).map_err(|problem| Stop::about(name, problem))
}
