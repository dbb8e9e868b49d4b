//! `vanban parse INPUT… [-o FILE|FOLDER] [--format …] [--provenance …]`; many inputs are `archive`'s.

use super::archive::{self, Resources};
use super::inputs::{Input, expanded, is_folder};
use super::{FAILED, FINE, Setup, Stop, files, printed, report};
use crate::model::{Parsed, Provenance};
use crate::read;
use crate::words::Language;
use crate::write::{self, Format};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::io::{BufWriter, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    #[arg(long, value_parser = named(Format::of_readings()), default_value = "json")]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Detail {
    None,
    Fields,
    All,
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

/// Takes one of these formats, by its key.
pub(crate) fn named(formats: impl Iterator<Item = Format>) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(formats.map(Format::key)).try_map(|key| Format::by_key(&key).ok_or("no format"))
}

impl Arguments {
    /// What is written of a reading beside its document.
    pub(super) fn detail(&self, language: Language) -> write::Detail {
        write::Detail { provenance: self.provenance.into(), language }
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
            let written = arguments.format.write_reading(&mut out, &parsed, &arguments.detail(language));
            printed(written.and_then(|()| out.flush()))?;
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
            files::write(output, &|to| arguments.format.write_reading(to, &parsed, &arguments.detail(language)))?;
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
