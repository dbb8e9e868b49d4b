//! `vanban check INPUT… [--format text|json] [--fix -o FILE]`.

use super::inputs::{Input, inputs};
use super::{FAILED, FINE, Stop, files, parse, print, render, report, say};
use crate::check::{Report, check, check_model};
use crate::model::{Parsed, Severity};
use crate::read;
use crate::words::{Language, Vocabulary, message};
use clap::ValueEnum;
use serde::Serialize;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A document's findings as JSON.
#[derive(Serialize)]
struct Entry<'e> {
    file: String,
    form: Option<&'e str>,
    findings: Vec<crate::check::Item<'e>>,
}

/// A document that was judged: what was read of it, where it was not a model.
struct Judged {
    name: String,
    parsed: Parsed,
    report: Report,
}

/// Exit status 1 where a document has an error, or could not be read.
pub(crate) fn run(arguments: &Arguments, words: &Vocabulary, language: Language) -> Result<u8, Stop> {
    let (found, _) = inputs(&arguments.inputs)?;
    let mut status = FINE;
    let mut judged = Vec::with_capacity(found.len());
    for input in &found {
        match judge(input, words) {
            Ok(own) => judged.push(own),
            Err(stop) => {
                say(&message(stop.code, &stop.arguments, language));
                status = FAILED;
            }
        }
    }
    if judged.iter().flat_map(|own| &own.report.findings).any(|found| found.severity == Severity::Error) {
        status = FAILED;
    }
    match arguments.format {
        Format::Json => print(&json(&judged, language)),
        Format::Text => judged.iter().for_each(|own| print(&text(own, language))),
    }
    Ok(status)
}

/// A model is told from a document by its name.
fn judge(input: &Input, words: &Vocabulary) -> Result<Judged, Stop> {
    let name = input.name();
    let model = [".json", ".yaml", ".yml"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    if model {
        let document = render::document(input, words)?;
        let report = check_model(&document, words);
        return Ok(Judged { name, parsed: Parsed { document, ..Parsed::default() }, report });
    }
    let bytes = files::bytes(input)?;
    let source = read::source(&bytes).map_err(|error| parse::unreadable(input, &error))?;
    let look = source.look();
    let parsed = crate::parse::document(source, words);
    let report = check(&parsed, look.as_ref(), words);
    Ok(Judged { name, parsed, report })
}

fn json(judged: &[Judged], language: Language) -> String {
    let entries: Vec<Entry> = judged
        .iter()
        .map(|own| Entry {
            file: own.name.clone(),
            form: own.report.form.map(|form| form.key.as_str()),
            findings: own.report.findings.iter().map(|found| found.item(language)).collect(),
        })
        .collect();
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}

/// The findings with their places, then how many there are.
fn text(own: &Judged, language: Language) -> String {
    let mut out = String::new();
    for found in &own.report.findings {
        out.push_str(&report::finding(found, &own.parsed, &own.name, language));
        out.push('\n');
    }
    let count =
        |severity: Severity| own.report.findings.iter().filter(|found| found.severity == severity).count().to_string();
    let counts = [
        own.name.clone(),
        own.report.form.map_or_else(|| message("check-no-form", &[], language), |form| form.name.clone()),
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    ];
    out.push_str(&message("check-summary", &counts, language));
    out.push('\n');
    out
}
