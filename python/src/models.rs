//! Models: data that a person or a program wrote, or that was read and changed.

use crate::failure::{Failure, Kind, detached};
use crate::reading::{Given, json, judgement};
use crate::settings::Settings;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::Serialize;
use vanban::internals::steps;
use vanban::model::{Document, SCHEMA};
use vanban::write::Format;
use vanban::{check, forms, read};

/// A model as the contract prints it.
#[derive(Serialize)]
struct Whole<'w> {
    schema: &'w str,
    document: &'w Document,
}

fn model(given: Given, name: &str, settings: &Settings) -> Result<Document, Failure> {
    let text = given.text(Kind::Model, name)?;
    steps::model(&text, settings.words()).map_err(|problem| Failure::about(Kind::Model, name, problem))
}

/// A model in canonical form, what can be derived from it filled in, as JSON.
#[pyfunction]
pub(crate) fn model_json(py: Python<'_>, given: Given, name: &str, settings: &Settings) -> PyResult<String> {
    detached(py, name, settings.language, || json(&Whole { schema: SCHEMA, document: &model(given, name, settings)? }))
}

/// The findings of a model, as JSON.
#[pyfunction]
pub(crate) fn check_model(py: Python<'_>, given: Given, name: &str, settings: &Settings) -> PyResult<String> {
    detached(py, name, settings.language, || {
        judgement(&check::check_model(&model(given, name, settings)?, settings.words()), settings)
    })
}

/// A model as a file of a format; `output` is the file's name in messages.
#[pyfunction]
pub(crate) fn render<'py>(
    py: Python<'py>,
    given: Given,
    name: &str,
    output: &str,
    format: &str,
    form: Option<&str>,
    settings: &Settings,
) -> PyResult<Bound<'py, PyBytes>> {
    let format = Format::of_models().find(|known| known.key() == format).ok_or_else(|| {
        let known: Vec<&str> = Format::of_models().map(Format::key).collect();
        PyValueError::new_err(format!("format is one of {}, not {format:?}", known.join(", ")))
    })?;
    let bytes = detached(py, name, settings.language, || {
        let document = model(given, name, settings)?;
        steps::check_width(&document).map_err(|problem| Failure::about(Kind::Model, name, problem))?;
        let form = steps::form(form, &document).map_err(|problem| Failure::about(Kind::Setting, name, problem))?;
        steps::file(format, &document, form, &settings.limits)
            .map_err(|problem| Failure::about(Kind::Output, output, problem))
    })?;
    Ok(PyBytes::new(py, &bytes))
}

/// The key of the format in which a model is written to a file of this name.
#[pyfunction]
pub(crate) fn format_of(name: &str) -> &'static str {
    steps::format_of(name).key()
}

/// True where the name of a file says that it is a model and no document.
#[pyfunction]
pub(crate) fn is_model(name: &str) -> bool {
    steps::is_model(name)
}

/// The keys of formats: of texts that are read (`text`), of what was read (`reading`), of models (`model`).
#[pyfunction]
pub(crate) fn format_keys(of: &str) -> PyResult<Vec<&'static str>> {
    let texts = read::Format::ALL.iter().filter(|format| format.is_text()).map(|format| format.key());
    match of {
        "text" => Ok(texts.collect()),
        "reading" => Ok(Format::of_readings().map(Format::key).collect()),
        "model" => Ok(Format::of_models().map(Format::key).collect()),
        _ => Err(PyValueError::new_err(format!("there are no formats of {of:?}"))),
    }
}

/// The keys of the forms by which a document is laid out.
#[pyfunction]
pub(crate) fn form_keys() -> Vec<&'static str> {
    forms::keys().collect()
}
