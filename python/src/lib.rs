//! The native half of the Python package `vanban`: bytes and text in, JSON, text and bytes out. The Python half makes
//! typed values of them.
//!
//! Whatever takes time runs without Python's lock, and a fault of the core becomes `vanban.InternalError`.

mod drafting;
mod failure;
mod models;
mod reading;
mod settings;

use pyo3::prelude::*;
use schemars::generate::SchemaSettings;

#[pymodule]
mod _vanban {
    #[pymodule_export]
    use super::drafting::{draft_apply, draft_plan, draft_report, plan_json, plan_yaml};
    #[pymodule_export]
    use super::models::{check_model, form_keys, format_keys, format_of, is_model, model_json, render};
    #[pymodule_export]
    use super::reading::{Reading, fault, fix, read};
    #[pymodule_export]
    use super::settings::{Settings, Words};
    #[pymodule_export]
    use super::{message, sample, schema};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's own name")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}

/// The message of a code, its arguments filled in.
#[pyfunction]
fn message(code: &str, arguments: Vec<String>, language: &str) -> PyResult<String> {
    Ok(vanban::words::message(code, &arguments, settings::language(language)?))
}

/// A JSON Schema: of what is printed (`output`), a plan (`plan`), a finding (`finding`), a change of a file (`mend`).
#[pyfunction]
fn schema(of: &str) -> PyResult<String> {
    let written = || SchemaSettings::default().for_serialize().into_generator();
    let schema = match of {
        "output" => vanban::schema(),
        "plan" => written().into_root_schema_for::<vanban::draft::Plan>(),
        "finding" => written().into_root_schema_for::<vanban::check::Item<'static>>(),
        "mend" => written().into_root_schema_for::<vanban::check::Mend>(),
        _ => return Err(pyo3::exceptions::PyValueError::new_err(format!("there is no schema {of:?}"))),
    };
    Ok(serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n")
}

/// The bytes of an invented decision with a programme.
#[pyfunction]
fn sample() -> &'static [u8] {
    include_bytes!("../../samples/chuong-trinh-binh-dang-gioi.txt")
}
