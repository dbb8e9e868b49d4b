//! `vanban parse INPUT… [-o FILE|FOLDER] [--format …] [--provenance …]`; many inputs are `archive`'s.

use super::inputs::{Input, expanded, is_folder};
use super::reading::read;
use super::{FINE, Setup, Stop, archive, files, printed, report};
use crate::errors::Code;
use crate::words::Language;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE|FOLDER")]
    output: Option<PathBuf>,
    #[command(flatten)]
    how: archive::RunArguments,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let names_folder = |path: &PathBuf| {
        path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
    };
    let how = &arguments.how;
    let inputs = expanded(&arguments.inputs);
    let one = match inputs.as_slice() {
        [file] if !is_folder(file) => Some(&Input::of(file)),
        _ => None,
    };
    let in_one = arguments.output.as_ref().is_none_or(|output| !names_folder(output) && !archive::is_one_file(output));
    if let (true, Some(_), Some(option)) = (in_one, one, how.for_many()) {
        return Err(Stop::usage(Code::OptionForMany, &[option]));
    }
    match (&arguments.output, one) {
        (None, Some(input)) => {
            how.resources.hold(setup);
            let parsed = read(input, setup)?;
            // A closed pipe ends the printing, not the program.
            let mut out = BufWriter::new(std::io::stdout().lock());
            let written = how.format.write_reading(&mut out, &parsed, &how.detail(language));
            printed(written.and_then(|()| out.flush()))?;
            drop(out);
            if std::io::stderr().is_terminal() {
                let said = report::diagnostics(&parsed, &input.name(), language, true);
                // Its colours steer the terminal; what it has of the document does not.
                let _ = writeln!(std::io::stderr().lock(), "{said}");
            }
            Ok(FINE)
        }
        (None, _) => Err(Stop::usage(Code::OutputNeeded, &[])),
        (Some(output), Some(input)) if in_one => {
            files::free(output, &setup.taken(std::slice::from_ref(input)), how.force)?;
            how.resources.hold(setup);
            let parsed = read(input, setup)?;
            files::make_folder_of(output, language)?;
            files::write(output, &|to| how.format.write_reading(to, &parsed, &how.detail(language)))?;
            Ok(FINE)
        }
        (Some(place), _) => archive::run(&inputs, place, how, setup),
    }
}
