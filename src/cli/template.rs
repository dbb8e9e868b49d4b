//! `vanban template fields FORM`, `vanban template fill FORM DATA -o FILE`, `vanban template make SAMPLE -o FORM`.

use super::inputs::Input;
use super::resources::Bounds;
use super::{FAILED, FINE, Format, Setup, Stop, files, print, reading, render, say, visible};
use crate::errors::{Code, Error};
use crate::model::{Document, table_at};
use crate::read;
use crate::template::{ControlKind, Data, Field, FieldKind, Filling, Issue, Place, Room, fields, fill, make};
use crate::words::{Language, message};
use clap::Subcommand;
use serde::Serialize;
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

#[derive(Subcommand)]
pub(crate) enum Command {
    Fields(FieldsArguments),
    Fill(FillArguments),
    Make(MakeArguments),
}

#[derive(clap::Args)]
pub(crate) struct FieldsArguments {
    #[arg(value_name = "FORM.docx")]
    blank: PathBuf,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    bounds: Bounds,
}

#[derive(clap::Args)]
pub(crate) struct FillArguments {
    #[arg(value_name = "FORM.docx")]
    blank: PathBuf,
    #[arg(value_name = "DATA")]
    data: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long)]
    allow_empty: bool,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

#[derive(clap::Args)]
pub(crate) struct MakeArguments {
    #[arg(value_name = "SAMPLE.docx")]
    sample: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

pub(crate) fn run(command: &Command, setup: &Setup, language: Language) -> Result<u8, Stop> {
    match command {
        Command::Fields(arguments) => list(arguments, setup, language),
        Command::Fill(arguments) => filled(arguments, setup, language),
        Command::Make(arguments) => made(arguments, setup, language),
    }
}

/// The fields of a form as JSON.
#[derive(Serialize)]
struct Listed<'l> {
    #[serde(flatten)]
    field: &'l Field,
    description: &'static str,
}

/// Exit status 1 where a mark of the form is broken.
fn list(arguments: &FieldsArguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let input = Input::of(&arguments.blank);
    let form = files::bytes(&input)?;
    let (found, issues) = guarded(&input, || fields(&form))?;
    match arguments.format {
        Format::Json => {
            let listed = |field| Listed { field, description: Field::description(field, language) };
            let listed: Vec<Listed> = found.iter().map(listed).collect();
            print(&(serde_json::to_string_pretty(&listed).unwrap_or_default() + "\n"))?;
        }
        Format::Text => print(&visible(&table(&found, language)))?,
    }
    said(&issues, &input.name(), language);
    if found.is_empty() && issues.is_empty() {
        say(&message("template-no-fields", &[input.name()], language));
        return Ok(FAILED);
    }
    Ok(if issues.is_empty() { FINE } else { FAILED })
}

/// What works on the bytes of a form.
fn guarded<T>(input: &Input, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Stop> {
    let result = reading::guarded(input, || Ok(work()))?;
    let of_form = |error: Error| if error.code == Code::InputBroken { Code::TemplateWordOnly.into() } else { error };
    result.map_err(|error| Stop::about(&input.name(), of_form(error)))
}

/// Name, kind, what it is, where it stands: a line a field, those in a loop set in.
fn table(found: &[Field], language: Language) -> String {
    let row = |field: &Field| -> [String; 4] {
        let filters: String = field.filters.iter().map(|filter| format!(" | {filter}")).collect();
        let name = format!("{}{}{filters}", "  ".repeat(field.within.len()), field.name);
        let what = match (field.description(language), &field.nearest) {
            ("", _) if field.known => String::new(),
            ("", Some(near)) => message("template-own-field-near", std::slice::from_ref(near), language),
            ("", None) => message("template-own-field", &[], language),
            (description, _) => description.to_owned(),
        };
        let first = field.places.first().map_or(String::new(), |(place, _)| placed(place, language));
        let places = match field.places.len() {
            0 | 1 => first,
            several => message("template-places", &[first, (several - 1).to_string()], language),
        };
        [name, message(kind(field.kind), &[], language), what, places]
    };
    let rows: Vec<[String; 4]> = found.iter().map(row).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [0, 1, 2].map(width);
    let mut out = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(widths) {
            out.push_str(cell);
            out.push_str(&" ".repeat(width - cell.width() + 2));
        }
        out.push_str(&row[3]);
        out.push('\n');
    }
    out
}

fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Mark => "template-kind-mark",
        FieldKind::Loop => "template-kind-loop",
        FieldKind::Condition => "template-kind-condition",
        FieldKind::Control(ControlKind::Text) => "template-kind-text",
        FieldKind::Control(ControlKind::RichText) => "template-kind-rich-text",
        FieldKind::Control(ControlKind::Date) => "template-kind-date",
        FieldKind::Control(ControlKind::Choice) => "template-kind-choice",
        FieldKind::Control(ControlKind::Combo) => "template-kind-combo",
        FieldKind::Control(ControlKind::Checkbox) => "template-kind-checkbox",
    }
}

/// Where something stands, in words.
fn placed(place: &Place, language: Language) -> String {
    let file = place.part.rsplit('/').next().unwrap_or("").to_owned();
    let room = match place.room {
        Room::Body => "template-body",
        Room::Header => "template-header",
        Room::Footer => "template-footer",
        Room::Footnotes => "template-footnotes",
        Room::Endnotes => "template-endnotes",
    };
    let mut words = message(room, &[file], language);
    if place.text_box {
        words.push_str(&message("template-text-box", &[], language));
    }
    if let Some(cell) = place.cell {
        words.push_str(&message("template-cell", &cell.map(|number| number.to_string()), language));
    }
    if place.paragraph > 0 {
        words.push_str(&message("template-paragraph", &[place.paragraph.to_string()], language));
    }
    words
}

/// Says all that is wrong, each with its place and the words around it.
fn said(issues: &[Issue], name: &str, language: Language) {
    let word = match language {
        Language::Vietnamese => "lỗi",
        Language::English => "error",
    };
    for issue in issues {
        let mut text = message(issue.code, &issue.arguments, language);
        if !issue.entries.is_empty() {
            let entry = |entry: &Vec<usize>| entry.iter().map(usize::to_string).collect::<Vec<_>>().join(".");
            let entries = issue.entries.iter().map(entry).collect::<Vec<_>>().join(", ");
            text.push_str(&message("template-in-entry", &[entries], language));
        }
        say(&format!("{word}[{}]: {text}", issue.code));
        say(&format!(" --> {name}: {}: {}", placed(&issue.place, language), issue.around));
    }
}

fn filled(arguments: &FillArguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let (blank, data) = (Input::of(&arguments.blank), Input::of(&arguments.data));
    files::free(&arguments.output, &setup.taken(&[blank.clone(), data.clone()]), arguments.force)?;
    let form = files::bytes(&blank)?;
    let data = data_of(&data, setup)?;
    let Filling { file, issues, unused, filled } = guarded(&blank, || fill(&form, &data, arguments.allow_empty))?;
    for key in &unused {
        say(&message("template-unused", std::slice::from_ref(key), language));
    }
    let Some(file) = file else {
        said(&issues, &blank.name(), language);
        return Err(Stop::failed(Code::TemplateIssues, &[&blank.name(), &issues.len().to_string()]));
    };
    if filled == 0 && guarded(&blank, || fields(&form))?.0.is_empty() {
        say(&message("template-no-fields", &[blank.name()], language));
        return Ok(FAILED);
    }
    readable(&file, &blank)?;
    files::make_folder_of(&arguments.output, language)?;
    files::write(&arguments.output, &|to| to.write_all(&file))?;
    say(&message("template-filled", &[filled.to_string(), arguments.output.display().to_string()], language));
    Ok(FINE)
}

/// What is written must be read again by the program itself.
fn readable(file: &[u8], input: &Input) -> Result<(), Stop> {
    match reading::guarded(input, || Ok(read::source(file)))? {
        Ok(_) => Ok(()),
        Err(error) if error.code == Code::InputEmpty => Ok(()),
        Err(_) => Err(Stop::failed(Code::TemplateUnreadable, &[&input.name()])),
    }
}

/// A document of the contract, or an office's own keys.
fn data_of(input: &Input, setup: &Setup) -> Result<Data, Stop> {
    let bytes = files::bytes(input)?;
    let text = String::from_utf8(bytes).map_err(|_| Stop::failed(Code::ModelNotText, &[&input.name()]))?;
    if Data::is_document(&text) {
        return Ok(data_of_document(&render::document_of(&text, &input.name(), setup)?, setup));
    }
    Data::of_keys(&text).map_err(|error| Stop::about(&input.name(), error))
}

/// The tasks have, beside what `vanban tasks` gives, the other columns of their tables by role.
fn data_of_document(document: &Document, setup: &Setup) -> Data {
    let mut tables: Vec<(String, Vec<Vec<Option<String>>>)> = Vec::new();
    let mut values = Vec::new();
    for task in crate::tasks::tasks(document, &setup.words) {
        let place = task.row.clone();
        let mut value = serde_json::to_value(task).unwrap_or_default();
        let found =
            place.rsplit_once("/rows/").and_then(|(pointer, row)| Some((pointer, table_at(document, pointer)?, row)));
        if let (Some((pointer, table, row)), Some(own)) = (found, value.as_object_mut()) {
            if tables.last().is_none_or(|(known, _)| known != pointer) {
                tables.push((pointer.to_owned(), crate::tasks::by_column(table)));
            }
            let row = row.parse().ok().and_then(|row: usize| tables.last()?.1.get(row));
            for (column, text) in table.columns.iter().zip(row.into_iter().flatten()) {
                let (Some(role), Some(text)) = (column.role, text) else { continue };
                own.entry(role.key().to_owned()).or_insert_with(|| text.clone().into());
            }
        }
        values.push(value);
    }
    Data::of_document(document, values.into())
}

/// Says what became a field, and what could not; the made form is read again before it is written.
fn made(arguments: &MakeArguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let input = Input::of(&arguments.sample);
    files::free(&arguments.output, &setup.taken(std::slice::from_ref(&input)), arguments.force)?;
    let sample = files::bytes(&input)?;
    let (parsed, look) = reading::guarded(&input, || {
        let source = read::source_with(&sample, &setup.reading(&input))?;
        let look = source.look();
        Ok((crate::parse::document(source, &setup.words), look))
    })?;
    let Some(look) = look.filter(|_| read::Format::of_bytes(&sample) == Some(read::Format::Docx)) else {
        return Err(Stop::failed(Code::TemplateWordOnly, &[&input.name()]));
    };
    let rows: Vec<String> =
        crate::tasks::tasks(&parsed.document, &setup.words).into_iter().map(|task| task.row).collect();
    let made = guarded(&input, || make(&sample, &parsed, &look.blocks, &rows))?;
    if made.marked.is_empty() {
        return Err(Stop::failed(Code::TemplateNothingMarked, &[&input.name()]));
    }
    let (_, issues) = guarded(&input, || fields(&made.file))?;
    if !issues.is_empty() {
        said(&issues, &input.name(), language);
        return Err(Stop::failed(Code::TemplateIssues, &[&input.name(), &issues.len().to_string()]));
    }
    readable(&made.file, &input)?;
    files::make_folder_of(&arguments.output, language)?;
    files::write(&arguments.output, &|to| to.write_all(&made.file))?;
    for (code, all) in [("template-marked", &made.marked), ("template-unmarked", &made.unmarked)] {
        for marked in all {
            let was: String = marked.was.chars().take(70).collect();
            print(&visible(&(message(code, &[marked.field.clone(), was], language) + "\n")))?;
        }
    }
    let counts = [made.marked.len().to_string(), arguments.output.display().to_string()];
    print(&(message("template-made", &counts, language) + "\n"))?;
    Ok(FINE)
}
