//! Models: data that a person or a program wrote, or that was read and changed.

use crate::failure::{Failure, Kind, detached};
use crate::reading::{Given, json, judgement, pdf};
use crate::settings::Settings;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde::Serialize;
use vanban::model::{Document, SCHEMA};
use vanban::{check, forms, steps, write};

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
    if !FORMATS.contains(&format) {
        return Err(PyValueError::new_err(format!("format is one of {}, not {format:?}", FORMATS.join(", "))));
    }
    let bytes = detached(py, name, settings.language, || {
        let document = model(given, name, settings)?;
        steps::check_width(&document).map_err(|problem| Failure::about(Kind::Model, name, problem))?;
        let form = steps::form(form, &document).map_err(|problem| Failure::about(Kind::Setting, name, problem))?;
        Ok(match format {
            "html" => write::html(&document, form).into_bytes(),
            "pdf" => pdf(&write::docx(&document, form), output, settings)?,
            "akn" => write::akn(&document).into_bytes(),
            "metadata" => write::metadata(&document).into_bytes(),
            "markdown" => write::markdown(&document).into_bytes(),
            _ => write::docx(&document, form),
        })
    })?;
    Ok(PyBytes::new(py, &bytes))
}

const FORMATS: [&str; 6] = ["docx", "html", "pdf", "akn", "metadata", "markdown"];

/// The keys of the forms by which a document is laid out.
#[pyfunction]
pub(crate) fn form_keys() -> Vec<&'static str> {
    forms::keys().collect()
}
