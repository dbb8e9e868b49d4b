//! `vanban parse INPUT… [-o FILE|FOLDER] [--format …] [--provenance …]`; many inputs are `archive`'s.

use super::archive::{self, Resources};
use super::inputs::{Input, expanded, is_folder};
use super::{FAILED, FINE, Setup, Stop, files, printed, report};
use crate::model::{Parsed, Provenance};
use crate::words::Language;
use crate::{forms, read, write};
use clap::ValueEnum;
use std::io::{BufWriter, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "json")]
    pub(super) format: Format,
    #[arg(long, value_enum, default_value = "fields")]
    pub(super) provenance: Detail,
    #[arg(long)]
    pub(super) force: bool,
    #[arg(long)]
    pub(super) resume: bool,
    #[arg(long = "report", value_name = "FILE.csv|FILE.json")]
    pub(super) run_report: Option<PathBuf>,
    #[command(flatten)]
    pub(super) resources: Resources,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Json,
    Yaml,
    Text,
    Akn,
    Metadata,
    Markdown,
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Detail {
    None,
    Fields,
    All,
}

impl Format {
    /// The ending of its files' names.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Text => "txt",
            Self::Akn => "akn.xml",
            Self::Metadata => "meta.xml",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

impl From<Detail> for Provenance {
    fn from(detail: Detail) -> Self {
        match detail {
            Detail::None => Self::None,
            Detail::Fields => Self::Fields,
            Detail::All => Self::All,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let names_folder = |path: &PathBuf| {
        path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
    };
    let inputs = expanded(&arguments.inputs);
    let one = match inputs.as_slice() {
        [file] if !is_folder(file) => Some(&Input::of(file)),
        _ => None,
    };
    match (&arguments.output, one) {
        (None, Some(input)) => {
            let parsed = read(input, setup)?;
            // A closed pipe ends the printing, not the program.
            let mut out = BufWriter::new(std::io::stdout().lock());
            printed(
                render(&mut out, &parsed, arguments.format, arguments.provenance, language).and_then(|()| out.flush()),
            )?;
            drop(out);
            if std::io::stderr().is_terminal() {
                let said = report::diagnostics(&parsed, &input.name(), language, true);
                // Its colours steer the terminal; what it has of the document does not.
                let _ = writeln!(std::io::stderr().lock(), "{said}");
            }
            Ok(FINE)
        }
        (None, _) => Err(Stop::usage("output-needed", &[])),
        (Some(output), Some(input)) if !names_folder(output) && !archive::is_one_file(output) => {
            files::free(output, &setup.taken(std::slice::from_ref(input)), arguments.force)?;
            let parsed = read(input, setup)?;
            files::write(output, &|to| render(to, &parsed, arguments.format, arguments.provenance, language))?;
            Ok(FINE)
        }
        (Some(place), _) => archive::run(&inputs, place, arguments, setup, language),
    }
}

/// Reads and parses one input.
pub(crate) fn read(input: &Input, setup: &Setup) -> Result<Parsed, Stop> {
    let bytes = files::bytes(input)?;
    guarded(input, move || {
        let source = read::source_with(&bytes, &setup.reading(input))?;
        drop(bytes);
        Ok(crate::parse::document(source, &setup.words))
    })
}

/// Runs what may meet a fault of the program's own: it costs only this input.
pub(crate) fn guarded<T>(input: &Input, work: impl FnOnce() -> Result<T, read::Error>) -> Result<T, Stop> {
    unharmed(input, work)?.map_err(|error| unreadable(input, &error))
}

/// The same, whatever the work gives.
pub(crate) fn unharmed<T>(input: &Input, work: impl FnOnce() -> T) -> Result<T, Stop> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Stop::failed("internal-fault", &[&input.name()]))
}

/// The message of an input that could not be read.
pub(crate) fn unreadable(input: &Input, error: &read::Error) -> Stop {
    let arguments = std::iter::once(input.name()).chain(error.arguments()).collect();
    Stop { code: error.code(), arguments, status: FAILED }
}

/// Writes a parse in a format.
pub(super) fn render(
    to: &mut dyn Write,
    parsed: &Parsed,
    format: Format,
    detail: Detail,
    language: Language,
) -> std::io::Result<()> {
    match format {
        Format::Json => write::write_json(to, parsed, detail.into(), language),
        Format::Yaml => to.write_all(write::yaml(parsed, detail.into(), language).as_bytes()),
        Format::Text => to.write_all(parsed.text.as_bytes()),
        Format::Akn => to.write_all(write::akn_of(parsed, detail.into(), language).as_bytes()),
        Format::Metadata => to.write_all(write::metadata(&parsed.document).as_bytes()),
        Format::Markdown => to.write_all(write::markdown(&parsed.document).as_bytes()),
        Format::Html => {
            let form = forms::writing(&parsed.document).ok_or(std::io::ErrorKind::NotFound)?;
            to.write_all(write::html(&parsed.document, form).as_bytes())
        }
    }
}
