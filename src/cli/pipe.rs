//! `vanban pipe`: records as lines of JSON on standard input, results as lines of JSON on standard output, in order.

use super::resources::Resources;
use super::worker::{Form, Job};
use super::{FAILED, FINE, Setup, Stop, printed, reading, worker};
use crate::batch::{Answer, Outcome, Worker, ordered};
use crate::errors::Code;
use crate::read::Limits;
use crate::words::Language;
use crate::write::Format;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read, Write};
use std::ops::ControlFlow;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long, value_enum, default_value = "fields")]
    provenance: reading::Detail,
    #[command(flatten)]
    resources: Resources,
}

/// The longest line that is read, in bytes: the largest file in Base64, and some keys.
const LONGEST_LINE: u64 = Limits::MOST.bytes / 3 * 4 + (1 << 20);

/// The keys of a record that whoever answers for a worker needs.
#[derive(Default, Deserialize)]
struct Identified {
    #[serde(default)]
    id: serde_json::Value,
    #[serde(default)]
    path: Option<String>,
}

impl Identified {
    fn of(record: &[u8]) -> Self {
        serde_json::from_slice(record).unwrap_or_default()
    }

    /// What it is called in messages: by its path, else by its id.
    fn name(self) -> String {
        self.path.unwrap_or_else(|| match self.id {
            serde_json::Value::String(id) => id,
            id => id.to_string(),
        })
    }
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let resources = &arguments.resources;
    let (format, provenance) = (Format::Json, arguments.provenance);
    let job = Job { format, provenance, form: Form::Line, memory: resources.memory(), threads: 1 };
    let options = worker::arguments(setup, &job);
    let input = BufReader::new(std::io::stdin());
    let mut broken = None;
    let lines = Lines { input, longest: LONGEST_LINE, broken: &mut broken };
    let work = |own: &mut Worker, line: Vec<u8>| {
        let answer = own.ask(&line, || Identified::of(&line).name());
        let (was_read, line) = answered(&line, answer, language);
        let bytes = line.len();
        ((was_read, line), bytes)
    };
    let mut out = std::io::stdout().lock();
    let mut status = FINE;
    let mut written = Ok(());
    ordered(
        lines,
        resources.jobs(),
        || Worker::new(options.clone(), resources.limits()),
        work,
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
        Some(error) => Err(Stop::failed(Code::InputUnreadable, &["-", &error])),
        None => Ok(status),
    }
}

/// The line of an answer, and whether it was read. Where the worker ended, we answer for it.
fn answered(record: &[u8], answer: Answer, language: Language) -> (bool, Vec<u8>) {
    match answer.outcome {
        Outcome::Failed { code, arguments } if answer.output.is_empty() => {
            (false, worker::error_line(&Identified::of(record).id, &code, &arguments, language))
        }
        Outcome::Failed { .. } => (false, answer.output),
        Outcome::Read(_) => (true, answer.output),
    }
}

/// The lines of standard input that are not blank, without their ends.
struct Lines<'b, R> {
    input: R,
    /// The bytes of the longest line that is one.
    longest: u64,
    broken: &'b mut Option<String>,
}

impl<R: BufRead> Lines<'_, R> {
    /// Of a line that is longer than lines may be a beginning is left, which is no record.
    fn pass_over(&mut self, bytes: usize, line: &mut Vec<u8>) -> std::io::Result<usize> {
        if (bytes as u64) < self.longest || line.ends_with(b"\n") {
            return Ok(bytes);
        }
        line.truncate(1 << 10);
        line.shrink_to_fit();
        self.input.skip_until(b'\n')?;
        Ok(bytes)
    }
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            let mut line = Vec::new();
            let read = (&mut self.input).take(self.longest).read_until(b'\n', &mut line);
            match read.and_then(|bytes| self.pass_over(bytes, &mut line)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_end_takes_no_memory_and_is_one_line() {
        let mut text = vec![b'x'; 10_000];
        text.extend(b"\n\n {}\n");
        let mut broken = None;
        let lines = Lines { input: text.as_slice(), longest: 2_000, broken: &mut broken };
        assert_eq!(lines.collect::<Vec<_>>(), [vec![b'x'; 1024], b" {}".to_vec()]);
        assert_eq!(broken, None);
    }
}
