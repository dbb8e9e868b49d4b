//! Next year's draft: the plan, the draft itself, the report.

use crate::failure::{Failure, Kind, detached};
use crate::reading::{Given, json};
use crate::settings::Settings;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::path::PathBuf;
use vanban::Code;
use vanban::draft::{self, Draft, Options, Plan};
use vanban::internals::steps::{self, Base};
use vanban::tasks::Entry;

fn base(given: Given, name: &str, settings: &Settings) -> Result<Base, Failure> {
    let bytes = given.bytes(name)?;
    let options = settings.reading(name, &bytes);
    steps::base(bytes, &options, settings.words()).map_err(|problem| Failure::about(Kind::Read, name, problem))
}

fn plan_of(given: Given, name: &str) -> Result<(Plan, String), Failure> {
    let text = given.text(Kind::Draft, name)?;
    let plan = steps::plan_of(&text).map_err(|problem| Failure::about(Kind::Draft, name, problem))?;
    Ok((plan, text))
}

/// The tasks of a sheet that departments have filled in.
fn task_entries(given: Given, name: &str) -> Result<Vec<Entry>, Failure> {
    steps::task_entries(&given.bytes(name)?).map_err(|problem| Failure::about(Kind::Draft, name, problem))
}

/// For which year a plan is made, and by which facts.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Request {
    year: i32,
    date: Option<String>,
    province: Option<String>,
    status: Vec<PathBuf>,
    tasks: Option<(Given, String)>,
}

/// The plan as JSON, and whether the document, written as a Word file, reads otherwise in places.
#[pyfunction]
pub(crate) fn draft_plan(
    py: Python<'_>,
    given: Given,
    name: &str,
    request: Request,
    settings: &Settings,
) -> PyResult<(String, bool)> {
    detached(py, name, settings.language, || {
        if let Some(date) = request.date.as_deref().filter(|date| vanban::words::day(date).is_none()) {
            return Err(Failure::new(Kind::Draft, Code::DraftDate, &[date]));
        }
        let status = steps::status(&request.status).map_err(Failure::refused)?;
        let entries = request.tasks.map(|(given, name)| task_entries(given, &name)).transpose()?;
        let base = base(given, name, settings)?;
        let options = Options {
            year: request.year,
            date: request.date.as_deref(),
            province: request.province.as_deref(),
            tasks: entries.as_deref(),
            language: settings.language,
        };
        let plan = draft::plan(&base.parsed, &options, settings.words(), &status);
        Ok((json(&plan)?, base.differs))
    })
}

/// A plan from YAML or JSON, as JSON.
#[pyfunction]
pub(crate) fn plan_json(py: Python<'_>, given: Given, name: &str, settings: &Settings) -> PyResult<String> {
    detached(py, name, settings.language, || json(&plan_of(given, name)?.0))
}

/// A plan as `vanban draft plan` writes it, with what a person must know to edit it above.
#[pyfunction]
pub(crate) fn plan_yaml(py: Python<'_>, given: Given, name: &str, settings: &Settings) -> PyResult<String> {
    detached(py, name, settings.language, || {
        let (plan, _) = plan_of(given, name)?;
        Ok(steps::plan_text(&plan, settings.language))
    })
}

type Files<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// The draft, clean, with tracked changes and on a coloured ground; how many places were changed, and how many are open.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python's own function names them")]
pub(crate) fn draft_apply<'py>(
    py: Python<'py>,
    given: Given,
    name: &str,
    plan: Given,
    plan_name: &str,
    author: &str,
    at: &str,
    settings: &Settings,
) -> PyResult<(Files<'py>, usize, usize)> {
    let applied = detached(py, name, settings.language, || {
        let (plan, text) = plan_of(plan, plan_name)?;
        let base = base(given, name, settings)?;
        let draft = Draft { author, date: at };
        draft::apply(&base.file, &base.parsed, &base.look, &plan, &draft).map_err(|error| {
            let about = if error.code == Code::FixFailed { name } else { plan_name };
            Failure::about(Kind::Draft, about, steps::refusal(error, name, &text))
        })
    })?;
    let bytes = |file: &[u8]| PyBytes::new(py, file);
    let files = (bytes(&applied.clean), bytes(&applied.tracked), bytes(&applied.highlighted));
    Ok((files, applied.changed, applied.open))
}

/// One page for the person in charge.
#[pyfunction]
pub(crate) fn draft_report(
    py: Python<'_>,
    given: Given,
    name: &str,
    plan: Given,
    plan_name: &str,
    settings: &Settings,
) -> PyResult<String> {
    detached(py, name, settings.language, || {
        let (plan, _) = plan_of(plan, plan_name)?;
        let base = base(given, name, settings)?;
        steps::report(&plan, &base, name, settings.words(), settings.language)
            .map_err(|problem| Failure::about(Kind::Draft, plan_name, problem))
    })
}
