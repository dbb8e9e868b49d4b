//! Documents that are read: what was read of them stays on this side, and is given out in the form that is asked for.

use crate::failure::{Failure, Kind, detached};
use crate::settings::{Settings, language};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use serde::Serialize;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use vanban::check::{self, Item, Report};
use vanban::internals::steps;
use vanban::model::{Parsed, Provenance};
use vanban::read::{Format, Limits, source_with};
use vanban::source::Look;
use vanban::tasks::{Task, budget_in_dong, tasks};
use vanban::{Code, Error, parse, write};

/// A file, or what is in one.
#[derive(FromPyObject)]
pub(crate) enum Given {
    Bytes(PyBackedBytes),
    Path(PathBuf),
}

/// More is never taken into memory, whatever limit is set: a device may have no end.
const LARGEST: u64 = Limits::MOST.bytes;

impl Given {
    /// The bytes, read from the file where one is given.
    pub(crate) fn bytes(self, name: &str) -> Result<Vec<u8>, Failure> {
        let path = match self {
            Self::Bytes(bytes) => return Ok(bytes.to_vec()),
            Self::Path(path) => path,
        };
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
            .map_err(|error| Failure::of_file(Kind::Read, Code::InputUnreadable, name, &error))?;
        Ok(bytes)
    }

    /// The same as text: a model or a plan.
    pub(crate) fn text(self, kind: Kind, name: &str) -> Result<String, Failure> {
        let bytes = self.bytes(name)?;
        String::from_utf8(bytes).map_err(|_| Failure::new(kind, Code::ModelNotText, &[name]))
    }
}

/// A document that was read.
#[pyclass(frozen, module = "vanban")]
pub(crate) struct Reading {
    parsed: Parsed,
    look: Option<Look>,
    settings: Settings,
}

/// A task with what sheets ask beside it.
#[derive(Serialize)]
struct Record {
    #[serde(flatten)]
    task: Task,
    /// The budget in đồng.
    amount: Option<i64>,
}

#[derive(Serialize)]
struct Judgement<'j> {
    form: Option<&'j str>,
    findings: Vec<Item<'j>>,
}

pub(crate) fn judgement(report: &Report, settings: &Settings) -> Result<String, Failure> {
    let findings = report.findings.iter().map(|found| found.item(settings.language)).collect();
    json(&Judgement { form: report.form.map(|form| form.key.as_str()), findings })
}

/// A value as JSON. The model's own values always can be; what cannot is a fault of the program.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|_| Failure::new(Kind::Internal, Code::InternalFault, &["JSON"]))
}

fn provenance(detail: &str) -> PyResult<Provenance> {
    match detail {
        "none" => Ok(Provenance::None),
        "fields" => Ok(Provenance::Fields),
        "all" => Ok(Provenance::All),
        _ => Err(PyValueError::new_err(format!("provenance is \"none\", \"fields\" or \"all\", not {detail:?}"))),
    }
}

impl Reading {
    fn of(bytes: &[u8], name: &str, settings: &Settings) -> Result<Self, Failure> {
        let failed = |error: Error| Failure::about(Kind::Read, name, error);
        let source = source_with(bytes, &settings.reading(name, bytes)).map_err(failed)?;
        let look = source.look();
        Ok(Self { parsed: parse::document(source, settings.words()), look, settings: settings.clone() })
    }
}

#[pymethods]
impl Reading {
    /// What `vanban parse` prints in a format.
    fn written(&self, py: Python<'_>, format: &str, detail: &str, language: &str) -> PyResult<String> {
        let detail = write::Detail { provenance: provenance(detail)?, language: self::language(language)? };
        let known = write::Format::of_readings().find(|known| known.key() == format);
        let format =
            known.ok_or_else(|| PyValueError::new_err(format!("nothing that was read is written as {format:?}")))?;
        detached(py, format.name(), self.settings.language, || {
            let mut bytes = Vec::new();
            let written = format.write_reading(&mut bytes, &self.parsed, &detail);
            let text = written.ok().and_then(|()| String::from_utf8(bytes).ok());
            text.ok_or_else(|| match steps::form(None, &self.parsed.document) {
                // Writing to memory cannot fail, and a form may be missing.
                Err(problem) => Failure::about(Kind::Setting, format.name(), problem),
                Ok(_) => Failure::new(Kind::Internal, Code::InternalFault, &[format.name()]),
            })
        })
    }

    /// The normalised text, into which all spans point.
    fn text(&self) -> &str {
        &self.parsed.text
    }

    /// The tasks of its tables, as JSON.
    fn tasks(&self, py: Python<'_>) -> PyResult<String> {
        detached(py, "tasks", self.settings.language, || {
            let document = &self.parsed.document;
            let record = |task: Task| Record { amount: budget_in_dong(document, &task), task };
            let records: Vec<Record> = tasks(document, self.settings.words()).into_iter().map(record).collect();
            json(&records)
        })
    }

    /// The findings, as JSON.
    fn check(&self, py: Python<'_>) -> PyResult<String> {
        detached(py, "check", self.settings.language, || {
            judgement(&check::check(&self.parsed, self.look.as_ref(), self.settings.words()), &self.settings)
        })
    }
}

/// Reads a document.
#[pyfunction]
pub(crate) fn read(py: Python<'_>, given: Given, name: &str, settings: &Settings) -> PyResult<Reading> {
    detached(py, name, settings.language, || Reading::of(&given.bytes(name)?, name, settings))
}

/// Mends a Word file: the new bytes, what was changed as JSON, and the findings that remain as JSON.
#[pyfunction]
pub(crate) fn fix<'py>(
    py: Python<'py>,
    given: Given,
    name: &str,
    settings: &Settings,
) -> PyResult<(Bound<'py, PyBytes>, String, String)> {
    let (file, mends, rest) = detached(py, name, settings.language, || {
        let file = given.bytes(name)?;
        let reading = Reading::of(&file, name, settings)?;
        let Some(look) = reading.look.filter(|_| Format::of_bytes(&file) == Some(Format::Docx)) else {
            return Err(Failure::new(Kind::Output, Code::FixWordOnly, &[name]));
        };
        let report = check::check(&reading.parsed, Some(&look), settings.words());
        let mended = check::fix(&file, &reading.parsed, &look, &report)
            .map_err(|_| Failure::new(Kind::Output, Code::FixFailed, &[name]))?;
        let (file, mends) = mended.map_or((file, Vec::new()), |done| (done.file, done.mends));
        let again = Reading::of(&file, name, settings)?;
        let rest = check::check(&again.parsed, again.look.as_ref(), settings.words());
        Ok((file, json(&mends)?, judgement(&rest, settings)?))
    })?;
    Ok((PyBytes::new(py, &file), mends, rest))
}

/// Panics as a fault of the core would, so that a test sees what becomes of it.
#[pyfunction]
#[pyo3(name = "_fault")]
pub(crate) fn fault(py: Python<'_>, name: &str, settings: &Settings) -> PyResult<()> {
    detached(py, name, settings.language, || panic!("a fault made for a test"))
}
