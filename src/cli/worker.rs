//! `vanban worker`, which only this program starts: reads documents for another process of it until there are no more.

use super::inputs::Input;
use super::{FINE, Setup, Stop, files, reading};
use crate::batch::{Answer, Outcome, Record, Said, Summary, Worker, hold_memory};
use crate::errors::Code;
use crate::model::Parsed;
use crate::read::{self, Format};
use crate::words::{Language, message};
use crate::write::{self, Detail};
use base64::Engine;
use clap::ValueEnum;
use serde::Serialize;
use std::ffi::OsString;
use std::io::{BufRead, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long, value_parser = reading::named(write::Format::of_readings()))]
    format: write::Format,
    #[arg(long, value_enum)]
    provenance: reading::Detail,
    #[arg(long, value_enum)]
    answer: Form,
    #[arg(long)]
    memory: u64,
    #[arg(long)]
    threads: usize,
}

/// What a worker answers with.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// The file that `vanban parse` writes.
    File,
    /// A line of JSON Lines; there is one of a document that was not read, too.
    Line,
    /// The rows of an index, as JSON.
    Rows,
}

/// What a worker is to do.
pub(crate) struct Job {
    pub(crate) format: write::Format,
    pub(crate) provenance: reading::Detail,
    pub(crate) form: Form,
    /// Bytes that it may use.
    pub(crate) memory: u64,
    pub(crate) threads: usize,
}

/// The arguments that make a process a worker.
pub(crate) fn arguments(setup: &Setup, job: &Job) -> Vec<OsString> {
    fn name(value: &impl ValueEnum) -> OsString {
        value.to_possible_value().map_or_else(OsString::new, |value| value.get_name().into())
    }
    let Job { format, provenance, form, memory, threads } = job;
    let mut typed = setup.own_arguments.clone();
    typed.extend(["worker".into(), "--format".into(), format.key().into()]);
    typed.extend(["--provenance".into(), name(provenance), "--answer".into(), name(form)]);
    typed.extend(["--memory".into(), memory.to_string().into(), "--threads".into(), threads.to_string().into()]);
    typed
}

/// The question of an input. A name that is no Unicode cannot be asked for: its bytes are sent.
///
/// # Errors
/// Where they cannot be read.
fn question(input: &Input) -> Result<Vec<u8>, Stop> {
    let path = match input {
        Input::File { path, .. } => path.to_str(),
        Input::Standard => None,
    };
    let record = match path {
        Some(path) => serde_json::json!({ "id": input.id(), "path": path }),
        None => {
            let coded = base64::engine::general_purpose::STANDARD.encode(files::bytes(input)?);
            serde_json::json!({ "id": input.id(), "base64": coded })
        }
    };
    serde_json::to_vec(&record)
        .map_err(|error| Stop::failed(Code::InputUnreadable, &[&input.name(), &error.to_string()]))
}

/// What a worker makes of an input; one that cannot be asked for has failed.
pub(crate) fn ask(worker: &mut Worker, input: &Input) -> Answer {
    match question(input) {
        Ok(question) => worker.ask(&question, || input.name()),
        Err(stop) => Answer {
            outcome: Outcome::Failed { code: stop.error.code.key().to_owned(), arguments: stop.error.values() },
            output: Vec::new(),
        },
    }
}

/// A line of output: a document that was read, or why it was not.
#[derive(Serialize)]
pub(crate) struct Line<'l, R> {
    /// The record's own.
    pub id: &'l serde_json::Value,
    /// What `vanban parse` prints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<R>,
    /// Why there is no result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<LineError>,
}

/// Why a document was not read.
#[derive(Serialize)]
pub(crate) struct LineError {
    code: String,
    message: String,
}

/// The line of a document that was not read.
pub(crate) fn error_line(id: &serde_json::Value, code: &str, arguments: &[String], language: Language) -> Vec<u8> {
    let error = LineError { code: code.to_owned(), message: message(code, arguments, language) };
    let mut line = serde_json::to_vec(&Line::<()> { id, result: None, error: Some(error) }).unwrap_or_default();
    line.push(b'\n');
    line
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language, hold_heap: fn(u64)) -> Result<u8, Stop> {
    hold_memory(arguments.memory);
    if arguments.memory > 0 {
        hold_heap(arguments.memory);
    }
    // One that is there already is as good.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build_global();
    let (send, questions) = channel();
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        loop {
            let mut line = Vec::new();
            match input.read_until(b'\n', &mut line) {
                Ok(bytes) if bytes > 0 && send.send(line).is_ok() => {}
                // Whoever asked is gone: nobody waits for the answer, and one that never comes must not be waited for.
                _ => std::process::exit(0),
            }
        }
    });
    for question in questions {
        let (outcome, output) = answer(&question, arguments, setup, language);
        let mut out = std::io::stdout().lock();
        let head = serde_json::to_vec(&Said::Done(outcome, output.len())).unwrap_or_default();
        let written = out.write_all(&head).and_then(|()| out.write_all(b"\n")).and_then(|()| out.write_all(&output));
        if written.and_then(|()| out.flush()).is_err() {
            break;
        }
    }
    Ok(FINE)
}

fn answer(question: &[u8], arguments: &Arguments, setup: &Setup, language: Language) -> (Outcome, Vec<u8>) {
    let mut id = serde_json::Value::Null;
    let read = asked(question).and_then(|record| {
        id = record.id.clone().unwrap_or_default();
        let name = name(&record)?;
        let input =
            Input::File { path: record.path.clone().unwrap_or_else(|| name.clone()).into(), below: below(&record) };
        let bytes = bytes(&record, &input)?;
        let format = stated(&record, &name)?;
        reading::guarded(&input, || {
            let options = read::Options { format, progress: Some(Arc::new(page)), ..setup.reading(&input) };
            let source = read::source_with(&bytes, &options)?;
            drop(bytes);
            Ok(crate::parse::document(source, &setup.words))
        })
    });
    let failed = |stop: Stop| {
        let line = match arguments.answer {
            Form::Line => error_line(&id, stop.error.code.key(), &stop.error.values(), language),
            Form::File | Form::Rows => Vec::new(),
        };
        (Outcome::Failed { code: stop.error.code.key().to_owned(), arguments: stop.error.values() }, line)
    };
    let read = read.and_then(|parsed| {
        let summary = Summary::of(&parsed);
        let failed = |error: std::io::Error| Stop::failed(Code::OutputUnwritable, &["-", &error.to_string()]);
        Ok((Outcome::Read(summary), rendered(&id, parsed, arguments, setup, language).map_err(failed)?))
    });
    read.unwrap_or_else(failed)
}

/// Told of each page that has been recognised: whoever asked knows that it goes on.
fn page(done: usize, all: usize) {
    let mut line = serde_json::to_vec(&Said::Page(done, all)).unwrap_or_default();
    line.push(b'\n');
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(&line).and_then(|()| out.flush());
}

fn wrong(said: &str) -> Stop {
    Stop::failed(Code::RecordWrong, &[said])
}

fn asked(question: &[u8]) -> Result<Record, Stop> {
    serde_json::from_slice(question).map_err(|error| wrong(&error.to_string()))
}

/// What a record is called in messages: by its path, else by its id.
fn name(record: &Record) -> Result<String, Stop> {
    let given = [&record.path, &record.text, &record.base64].iter().filter(|own| own.is_some()).count();
    if given != 1 {
        return Err(wrong("path | text | base64"));
    }
    let id = match &record.id {
        Some(serde_json::Value::String(id)) => id.clone(),
        Some(id) => id.to_string(),
        None => "-".to_owned(),
    };
    Ok(record.path.clone().unwrap_or(id))
}

/// The place below which what belongs to a record is kept, as the engine's pages: its id, else the name of its file. A
/// path that leads nowhere but down.
fn below(record: &Record) -> PathBuf {
    let file = || record.path.as_deref().and_then(|path| Path::new(path).file_name()).map(PathBuf::from);
    let place = match &record.id {
        Some(serde_json::Value::String(id)) => PathBuf::from(id),
        Some(id) => PathBuf::from(id.to_string()),
        None => file().unwrap_or_default(),
    };
    place.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

fn bytes(record: &Record, input: &Input) -> Result<Vec<u8>, Stop> {
    if let Some(text) = &record.text {
        return Ok(text.clone().into_bytes());
    }
    match &record.base64 {
        Some(coded) => {
            base64::engine::general_purpose::STANDARD.decode(coded.trim()).map_err(|error| wrong(&error.to_string()))
        }
        None => files::bytes(input),
    }
}

/// What a record says of its text. Of other formats the bytes decide, whatever is said of them.
fn stated(record: &Record, name: &str) -> Result<Option<Format>, Stop> {
    let Some(said) = &record.format else { return Ok(None) };
    Format::named(said).map(Some).ok_or_else(|| Stop::failed(Code::RecordFormat, &[name, &said.to_lowercase()]))
}

fn rendered(
    id: &serde_json::Value,
    parsed: Parsed,
    arguments: &Arguments,
    setup: &Setup,
    language: Language,
) -> std::io::Result<Vec<u8>> {
    let mut output = Vec::new();
    let provenance = arguments.provenance.into();
    match arguments.answer {
        Form::File => arguments.format.write_reading(&mut output, &parsed, &Detail { provenance, language })?,
        Form::Line => {
            let result = write::output(&parsed, provenance, language);
            serde_json::to_writer(&mut output, &Line { id, result: Some(result), error: None })?;
            output.push(b'\n');
        }
        Form::Rows => rows(&mut output, parsed, setup)?,
    }
    Ok(output)
}

#[cfg(feature = "index")]
fn rows(to: &mut Vec<u8>, parsed: Parsed, setup: &Setup) -> std::io::Result<()> {
    let rows = crate::index::Rows::new(parsed, crate::status::grades(), &setup.words);
    Ok(serde_json::to_writer(to, &rows)?)
}

#[cfg(not(feature = "index"))]
fn rows(_: &mut Vec<u8>, _: Parsed, _: &Setup) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_record_is_kept_below() {
        let kept = |id: Option<&str>, path: &str| {
            let record = Record { id: id.map(Into::into), path: Some(path.to_owned()), ..Record::default() };
            below(&record)
        };
        assert_eq!(kept(Some("2025/a.pdf"), "/home/office/2025/a.pdf"), Path::new("2025/a.pdf"));
        assert_eq!(kept(Some("../../a.pdf"), "a.pdf"), Path::new("a.pdf"));
        assert_eq!(kept(None, "/home/office/a.pdf"), Path::new("a.pdf"));
    }
}
