//! `vanban tasks INPUT… -o FILE.xlsx|csv|json` and `vanban register INPUT… -o FILE.xlsx|csv`: many documents,
//! one sheet.

use super::folder::inputs;
use super::resources::Bounds;
use super::{FAILED, FINE, Setup, Stop, files, reading, say};
use crate::errors::Code;
use crate::model::{Effect, EffectKind, Parsed, Severity, Text};
use crate::tasks::{Agency, Deadline, TITLES, Task, tasks};
use crate::words::{Language, message};
use crate::write::{Sheet, SheetCell, SheetFormat};
use rayon::prelude::*;
use serde::Serialize;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

/// A task and the file that it was read from.
#[derive(Serialize)]
struct Record {
    file: String,
    #[serde(flatten)]
    task: Task,
}

/// The format that the output's name ends in; `None` for JSON, where `json` allows it.
fn format(output: &Path, json: bool) -> Result<Option<SheetFormat>, Stop> {
    let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if json && ending == "json" {
        return Ok(None);
    }
    let found = SheetFormat::ALL.into_iter().find(|format| format.ending() == ending);
    let mut known = SheetFormat::ALL.map(|format| format!(".{}", format.ending())).join(", ");
    known.push_str(if json { ", .json" } else { "" });
    found.map(Some).ok_or_else(|| Stop::usage(Code::SheetEnding, &[&output.display().to_string(), &known]))
}

/// What `made` makes of all inputs that can be read, in their order; what cannot is said, and the status tells. A
/// document is kept no longer than its rows are made.
fn read_all<R: Send>(
    arguments: &Arguments,
    setup: &Setup,
    language: Language,
    made: impl Fn(String, &Parsed) -> R + Sync,
) -> Result<(Vec<R>, u8), Stop> {
    arguments.bounds.hold(setup);
    let named = inputs(&arguments.inputs)?;
    named.skipped.say(language);
    let found = named.inputs;
    files::free(&arguments.output, &setup.taken(&found), arguments.force)?;
    let results: Vec<Result<R, Stop>> =
        found.par_iter().map(|input| reading::read(input, setup).map(|parsed| made(input.name(), &parsed))).collect();
    let mut read = Vec::new();
    let mut status = FINE;
    for result in results {
        match result {
            Ok(own) => read.push(own),
            Err(stop) => {
                say(&stop.error.message(language));
                status = FAILED;
            }
        }
    }
    if read.is_empty() {
        return Err(Stop::failed(Code::NothingRead, &[&arguments.output.display().to_string()]));
    }
    Ok((read, status))
}

/// `vanban tasks`.
pub(crate) fn run_tasks(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let format = format(&arguments.output, true)?;
    let (read, status) = read_all(arguments, setup, language, |file, parsed| {
        let record = |task| Record { file: file.clone(), task };
        tasks(&parsed.document, &setup.words).into_iter().map(record).collect::<Vec<_>>()
    })?;
    let files = read.len();
    let records: Vec<Record> = read.into_iter().flatten().collect();
    let bytes = match format {
        None => serde_json::to_vec_pretty(&records).map_err(std::io::Error::from),
        Some(format) => format.write(&task_sheet(&records, language)),
    };
    files::make_folder_of(&arguments.output, language)?;
    write(&arguments.output, bytes)?;
    say(&message("tasks-written", &[files.to_string(), records.len().to_string()], language));
    Ok(status)
}

/// `vanban register`.
pub(crate) fn run_register(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let format = format(&arguments.output, false)?.unwrap_or(SheetFormat::Csv);
    let made = |file, parsed: &Parsed| register_row(file, parsed, language);
    let (rows, status) = read_all(arguments, setup, language, made)?;
    let files = rows.len();
    let name = if language == Language::Vietnamese { "Sổ văn bản" } else { "Register" };
    let sheet = Sheet { name: name.to_owned(), columns: titles(&REGISTER_TITLES, language), rows };
    files::make_folder_of(&arguments.output, language)?;
    write(&arguments.output, format.write(&sheet))?;
    say(&message("register-written", &[files.to_string()], language));
    Ok(status)
}

fn write(output: &Path, bytes: std::io::Result<Vec<u8>>) -> Result<(), Stop> {
    let shown = output.display().to_string();
    let bytes = bytes.map_err(|error| Stop::failed(Code::OutputUnwritable, &[&shown, &error.to_string()]))?;
    files::write(output, &|to| to.write_all(&bytes))
}

fn titles(titles: &[(&str, &str, f64)], language: Language) -> Vec<(String, f64)> {
    titles
        .iter()
        .map(|(vietnamese, english, width)| {
            let title = if language == Language::Vietnamese { vietnamese } else { english };
            ((*title).to_owned(), *width)
        })
        .collect()
}

fn task_sheet(records: &[Record], language: Language) -> Sheet {
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let task = &record.task;
        let (start, end) = span(task.due.as_ref());
        let text = |value: &Option<String>| SheetCell::new(value.clone().unwrap_or_default());
        let normal = |agencies: &[Agency]| {
            SheetCell::new(agencies.iter().map(|agency| agency.normal.as_str()).collect::<Vec<_>>().join("; "))
        };
        let merged = |cell: SheetCell| SheetCell { rows: task.rows, ..cell };
        let covered = |cell: SheetCell| if task.continued { SheetCell { rows: 0, ..cell } } else { merged(cell) };
        rows.push(vec![
            SheetCell::new(record.file.as_str()),
            text(&task.decision),
            text(&task.decision_date),
            text(&task.group),
            covered(text(&task.ordinal)),
            covered(SheetCell::new(task.task.as_str())),
            text(&task.lead),
            normal(&task.leads),
            text(&task.support),
            normal(&task.supports),
            text(&task.product),
            text(&task.deadline),
            SheetCell::new(start),
            SheetCell::new(end),
            text(&task.budget),
        ]);
    }
    let name = if language == Language::Vietnamese { "Nhiệm vụ" } else { "Tasks" };
    Sheet { name: name.to_owned(), columns: titles(&TITLES, language), rows }
}

/// First and last day, month or quarter; how often in the first where it recurs.
fn span(due: Option<&Deadline>) -> (String, String) {
    match due {
        Some(Deadline::Date { start, end } | Deadline::Month { start, end } | Deadline::Quarter { start, end }) => {
            (start.clone(), end.clone().unwrap_or_else(|| start.clone()))
        }
        Some(Deadline::Year { start }) => (start.clone(), start.clone()),
        Some(Deadline::Recurring { every }) => (every.clone(), String::new()),
        None => (String::new(), String::new()),
    }
}

const REGISTER_TITLES: [(&str, &str, f64); 14] = [
    ("Tệp", "File", 22.0),
    ("Tên loại", "Kind", 14.0),
    ("Số, ký hiệu", "Number", 20.0),
    ("Ngày", "Date", 12.0),
    ("Cơ quan ban hành", "Agency", 30.0),
    ("Trích yếu", "Subject", 48.0),
    ("Chức vụ người ký", "Position", 24.0),
    ("Người ký", "Signatory", 22.0),
    ("Hiệu lực từ", "In force", 14.0),
    ("Thay thế, bãi bỏ, sửa đổi", "Replaces, repeals, amends", 30.0),
    ("Số điều", "Articles", 8.0),
    ("Văn bản kèm theo", "Attachments", 30.0),
    ("Nơi nhận", "Recipients", 30.0),
    ("Cần xem lại", "To be looked at", 40.0),
];

/// What a person calls an effect.
fn effect_name(kind: EffectKind, language: Language) -> &'static str {
    match (kind, language) {
        (EffectKind::Replaces, Language::Vietnamese) => "thay thế",
        (EffectKind::Repeals, Language::Vietnamese) => "bãi bỏ",
        (EffectKind::Amends, Language::Vietnamese) => "sửa đổi",
        _ => kind.key(),
    }
}

/// A row a document. Fields with a warning, and those that should be there and are not, are marked.
fn register_row(file: String, parsed: &Parsed, language: Language) -> Vec<SheetCell> {
    let document = &parsed.document;
    let header = &document.header;
    let warned = |text: Option<&Text>| {
        text.is_some_and(|text| {
            parsed.diagnostics.iter().any(|found| found.severity < Severity::Note && found.about == text.origin)
        })
    };
    let own = |text: Option<&Text>| SheetCell {
        doubtful: text.is_none() || warned(text),
        ..SheetCell::new(text.map_or(String::new(), |text| text.as_str().replace('\n', " ")))
    };
    let signature = document.signatures.first();
    let in_force = document.effects.iter().find(|effect| effect.kind == EffectKind::InForce);
    let on_signing = if language == Language::Vietnamese { "ngày ký" } else { "on signing" };
    let effect = in_force.map_or(String::new(), |effect| effect.date.clone().unwrap_or_else(|| on_signing.to_owned()));
    let others = |effect: &Effect| {
        effect.citation.as_ref().map(|citation| format!("{}: {}", effect_name(effect.kind, language), citation.text))
    };
    let attachments: Vec<String> = document
        .attachments
        .iter()
        .map(|attachment| {
            let parts = [&attachment.name, &attachment.label, &attachment.title].into_iter().flatten();
            parts.map(|text| text.as_str().replace('\n', " ")).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let mut doubts: Vec<String> = Vec::new();
    for found in parsed.diagnostics.iter().filter(|found| found.severity < Severity::Note) {
        let doubt = message(found.code, &found.arguments, language);
        if !doubts.contains(&doubt) {
            doubts.push(doubt);
        }
    }
    vec![
        SheetCell::new(file),
        own(document.name.as_ref()),
        own(header.number.as_ref().map(|number| &number.text)),
        own(header.date.as_ref()),
        own(header.agency.as_ref()),
        own(document.subject.as_ref()),
        own(signature.and_then(|signature| signature.position.as_ref())),
        own(signature.and_then(|signature| signature.name.as_ref())),
        SheetCell::new(effect),
        SheetCell::new(document.effects.iter().filter_map(others).collect::<Vec<_>>().join("\n")),
        SheetCell::new(document.articles().len().to_string()),
        SheetCell::new(attachments.join("\n")),
        SheetCell::new(
            document.recipients.iter().map(|recipient| recipient.text.to_string()).collect::<Vec<_>>().join("; "),
        ),
        SheetCell { doubtful: !doubts.is_empty(), ..SheetCell::new(doubts.join("\n")) },
    ]
}
