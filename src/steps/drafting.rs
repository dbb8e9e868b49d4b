//! What a draft is made in, and the plan as a person left it.

use super::form;
use crate::draft::{self, Plan};
use crate::errors::{Argument, Code, Error};
use crate::forms::Form;
use crate::model::{Document, Parsed, read_data};
use crate::read::{self, Format};
use crate::source::Look;
use crate::tasks::{Entry, entries};
use crate::words::{Language, Vocabulary, message};
use crate::{parse, write};

/// The Word file in which a draft is made, and what was read of it: the drafter's own file, or one written from what
/// was read of another form.
#[derive(Clone, Debug)]
pub struct Base {
    /// The bytes of the Word file.
    pub file: Vec<u8>,
    /// What was read of it.
    pub parsed: Parsed,
    /// How it looks.
    pub look: Look,
    /// True where the file was written here and reads otherwise than the original in places: a person must compare them.
    pub differs: bool,
}

/// Reads last year's document, and writes it as a Word file where it is none.
///
/// # Errors
/// Where it cannot be read, or a piece of it would be lost on the way to a Word file.
pub fn base(file: Vec<u8>, options: &read::Options, words: &Vocabulary) -> Result<Base, Error> {
    let source = read::source_with(&file, options)?;
    let look = source.look().filter(|_| Format::of_bytes(&file) == Some(Format::Docx));
    let parsed = parse::document(source, words);
    if let Some(look) = look {
        return Ok(Base { file, parsed, look, differs: false });
    }
    // Nothing that was read may be lost on the way to the draft.
    if let Some(lost) = parsed.unplaced.first() {
        let shown: String = lost.span.of(&parsed.text).chars().take(80).collect();
        return Err(Code::DraftUnplaced.with(parsed.unplaced.len()).with(shown));
    }
    let document = parsed.document;
    let form = form_of_today(&document)?;
    let file = write::docx(&document, form);
    let written = read::source_with(&file, options)?;
    let look = written.look().unwrap_or_default();
    let parsed = parse::document(written, words);
    let differs = parsed.document != document;
    Ok(Base { file, parsed, look, differs })
}

/// A draft is laid out by the form in force, whatever that of last year's document was.
fn form_of_today(document: &Document) -> Result<&'static Form, Error> {
    let mut undated = document.clone();
    undated.header.date = None;
    form(None, &undated)
}

/// A plan as a person left it.
///
/// # Errors
/// Where the text is no plan: the line and the key are named.
pub fn plan_of(text: &str) -> Result<Plan, Error> {
    let plan: Plan = read_data(text)?;
    if plan.schema == draft::SCHEMA { Ok(plan) } else { Err(Code::PlanSchema.with(plan.schema).with(draft::SCHEMA)) }
}

/// A plan as YAML, with what a person must know to edit it above.
pub fn plan_text(plan: &Plan, language: Language) -> String {
    let body = serde_saphyr::to_string(plan).unwrap_or_default();
    let head: String = message("draft-head", &[], language).lines().map(|line| format!("# {line}\n")).collect();
    format!("{head}{body}")
}

/// The tasks of a sheet that departments have filled in (.xlsx, .csv).
///
/// # Errors
/// Where the bytes are no sheet, or not one of tasks.
pub fn task_entries(bytes: &[u8]) -> Result<Vec<Entry>, Error> {
    entries(&read::sheet_rows(bytes)?)
}

/// One page on a plan for the person in charge. `last` is the name of last year's document.
///
/// # Errors
/// Where the plan was not made of this document.
pub fn report(plan: &Plan, base: &Base, last: &str, words: &Vocabulary, language: Language) -> Result<String, Error> {
    if plan.source_length != base.parsed.text.len() {
        return Err(Code::PlanOtherDocument.with(last));
    }
    Ok(draft::report(plan, &base.parsed.document, words, language))
}

/// Why a plan was not applied, for a person who has the plan's file before her: with the line of its row in `text`. `last` is
/// the name of last year's document.
pub fn refusal(error: Error, last: &str, text: &str) -> Error {
    match (error.code, error.arguments.first()) {
        (Code::PlanOtherDocument, None) => error.with(last),
        (
            Code::PlanRowDiffers
            | Code::PlanRowNothingNew
            | Code::PlanRowTwice
            | Code::PlanRowOverlaps
            | Code::PlanRowTracked
            | Code::PlanRowNotThere,
            Some(Argument::Number(id)),
        ) => {
            let line = line_of(text, *id);
            let mut error = error.at(Some(line).filter(|line| *line > 0), None);
            error.arguments.insert(0, line.into());
            error
        }
        _ => error,
    }
}

/// The line of a row in the plan's file, from 1; 0 where it is not found.
fn line_of(text: &str, id: u64) -> usize {
    let is_row = |line: &str| {
        let bare = line.trim().trim_start_matches("- ").trim();
        let bare = bare.trim_start_matches(['{', '"']);
        let value = bare.strip_prefix("id").map(|rest| rest.trim_start_matches(['"', ':', ' ']));
        value.is_some_and(|value| value.trim_end_matches(',').trim() == id.to_string())
    };
    text.lines().position(is_row).map_or(0, |line| line + 1)
}
