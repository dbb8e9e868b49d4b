//! `vanban pipe`: records as lines of JSON on standard input, results as lines of JSON on standard output, in order.

use super::archive::Resources;
use super::{FAILED, FINE, Setup, Stop, parse, printed, worker};
use crate::batch::{Answer, Outcome, Worker, ordered};
use crate::words::Language;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long, value_enum, default_value = "fields")]
    provenance: parse::Detail,
    #[command(flatten)]
    resources: Resources,
}

/// The one key of a record that whoever answers for a worker needs.
#[derive(Deserialize)]
struct Identified {
    #[serde(default)]
    id: serde_json::Value,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let resources = &arguments.resources;
    let options = worker::arguments(setup, parse::Format::Json, arguments.provenance, true, resources.memory(), 1);
    let input = BufReader::new(std::io::stdin());
    let mut broken = None;
    let lines = Lines { input, broken: &mut broken };
    let work = |own: &mut Worker, line: Vec<u8>| {
        let answer = own.ask("-", &line);
        answered(&line, answer, language)
    };
    let mut out = std::io::stdout().lock();
    let mut status = FINE;
    let mut written = Ok(());
    ordered(
        lines,
        resources.jobs(),
        || Worker::new(options.clone(), resources.limits()),
        work,
        |(_, line)| line.len(),
        |(was_read, line)| {
            if !was_read {
                status = FAILED;
            }
            written = out.write_all(&line).and_then(|()| out.flush());
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    );
    printed(written)?;
    match broken {
        Some(error) => Err(Stop::failed("input-unreadable", &["-", &error])),
        None => Ok(status),
    }
}

/// The line of an answer, and whether it was read. Where the worker ended, we answer for it.
fn answered(record: &[u8], answer: Answer, language: Language) -> (bool, Vec<u8>) {
    match answer.outcome {
        Outcome::Failed { code, arguments } if answer.output.is_empty() => {
            let id = serde_json::from_slice::<Identified>(record).map_or(serde_json::Value::Null, |own| own.id);
            (false, worker::error_line(&id, &code, &arguments, language))
        }
        Outcome::Failed { .. } => (false, answer.output),
        Outcome::Read(_) => (true, answer.output),
    }
}

/// The lines of standard input that are not blank, without their ends.
struct Lines<'b, R> {
    input: R,
    broken: &'b mut Option<String>,
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            let mut line = Vec::new();
            match self.input.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    *self.broken = Some(error.to_string());
                    return None;
                }
            }
            while line.last().is_some_and(u8::is_ascii_whitespace) {
                line.pop();
            }
            if !line.is_empty() {
                return Some(line);
            }
        }
    }
}
