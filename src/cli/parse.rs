//! `vanban parse INPUT… [-o FILE|FOLDER] [--format …] [--provenance …]`.

use super::inputs::{Input, inputs, outputs};
use super::{FAILED, FINE, Setup, Stop, files, printed, report, say};
use crate::model::{Parsed, Provenance};
use crate::words::{Language, message};
use crate::{forms, read, write};
use clap::ValueEnum;
use indicatif::{ParallelProgressIterator, ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::{BufWriter, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
    #[arg(long, value_enum, default_value = "fields")]
    provenance: Detail,
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Yaml,
    Text,
    Akn,
    Metadata,
    Markdown,
    Html,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Detail {
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

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let (found, folders) = inputs(&arguments.inputs)?;
    let is_folder = |path: &PathBuf| {
        path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
    };
    match (&arguments.output, found.as_slice()) {
        (None, [input]) if !folders => {
            let parsed = read(input, setup)?;
            // A closed pipe ends the printing, not the program.
            let mut out = BufWriter::new(std::io::stdout().lock());
            printed(render(&mut out, &parsed, arguments, language).and_then(|()| out.flush()))?;
            drop(out);
            if std::io::stderr().is_terminal() {
                let said = report::diagnostics(&parsed, &input.name(), language, true);
                // Its colours steer the terminal; what it has of the document does not.
                let _ = writeln!(std::io::stderr().lock(), "{said}");
            }
            Ok(FINE)
        }
        (None, _) => Err(Stop::usage("output-needed", &[])),
        (Some(output), [input]) if !folders && !is_folder(output) => {
            files::free(output, &setup.taken(&found), arguments.force)?;
            let parsed = read(input, setup)?;
            files::write(output, &|to| render(to, &parsed, arguments, language))?;
            Ok(FINE)
        }
        (Some(folder), several) => many(several, folder, arguments, setup, language),
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
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| Stop::failed("internal-fault", &[&input.name()]))?
        .map_err(|error| unreadable(input, &error))
}

/// The message of an input that could not be read.
pub(crate) fn unreadable(input: &Input, error: &read::Error) -> Stop {
    let arguments = std::iter::once(input.name()).chain(error.arguments()).collect();
    Stop { code: error.code(), arguments, status: FAILED }
}

fn render(to: &mut dyn Write, parsed: &Parsed, arguments: &Arguments, language: Language) -> std::io::Result<()> {
    match arguments.format {
        Format::Json => write::write_json(to, parsed, arguments.provenance.into(), language),
        Format::Yaml => to.write_all(write::yaml(parsed, arguments.provenance.into(), language).as_bytes()),
        Format::Text => to.write_all(parsed.text.as_bytes()),
        Format::Akn => to.write_all(write::akn_of(parsed, arguments.provenance.into(), language).as_bytes()),
        Format::Metadata => to.write_all(write::metadata(&parsed.document).as_bytes()),
        Format::Markdown => to.write_all(write::markdown(&parsed.document).as_bytes()),
        Format::Html => {
            let form = forms::writing(&parsed.document).ok_or(std::io::ErrorKind::NotFound)?;
            to.write_all(write::html(&parsed.document, form).as_bytes())
        }
    }
}

/// Many inputs, in parallel; what fails is listed at the end and stops nothing.
fn many(inputs: &[Input], folder: &Path, arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let ending = match arguments.format {
        Format::Json => "json",
        Format::Yaml => "yaml",
        Format::Text => "txt",
        Format::Akn => "akn.xml",
        Format::Metadata => "meta.xml",
        Format::Markdown => "md",
        Format::Html => "html",
    };
    let outputs = outputs(inputs, folder, ending)?;
    let taken = setup.taken(inputs);
    for output in &outputs {
        files::free(output, &taken, arguments.force)?;
    }
    let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {per_sec} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let progress = ProgressBar::new(inputs.len() as u64).with_style(style);
    let results: Vec<Result<usize, Stop>> = inputs
        .par_iter()
        .zip(&outputs)
        .progress_with(progress)
        .map(|(input, output)| {
            let parsed = read(input, setup)?;
            files::write(output, &|to| render(to, &parsed, arguments, language))?;
            Ok(parsed.diagnostics.iter().filter(|found| found.severity < crate::model::Severity::Note).count())
        })
        .collect();
    let read = results.iter().filter(|result| result.is_ok()).count();
    let doubtful = results.iter().filter(|result| matches!(result, Ok(found) if *found > 0)).count();
    let failed: Vec<&Stop> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    for stop in &failed {
        say(&message(stop.code, &stop.arguments, language));
    }
    let counts = [read, doubtful, failed.len()].map(|count| count.to_string());
    say(&message("summary", &counts, language));
    Ok(if failed.is_empty() { FINE } else { FAILED })
}
