//! `vanban new decision|programme [--kind …] -o FILE.yaml`: a commented file to start a document with.

use super::draft::task_entries;
use super::inputs::Input;
use super::{FINE, Setup, Stop, files, say};
use crate::errors::Code;
use crate::tasks::Entry;
use crate::words::{Kind, Language, message};
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum What {
    Decision,
    Programme,
}

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(value_enum)]
    what: What,
    #[arg(id = "kind_key", long = "kind", value_name = "KIND")]
    kind: Option<String>,
    #[arg(id = "new_year", long = "year", value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1945..=2200))]
    year: Option<i32>,
    #[arg(id = "new_tasks", long = "tasks", value_name = "FILE.xlsx|csv")]
    tasks: Option<PathBuf>,
    #[arg(short, long, value_name = "FILE.yaml")]
    output: PathBuf,
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let sheet: Vec<Input> = arguments.tasks.iter().map(|sheet| Input::of(sheet)).collect();
    files::free(&arguments.output, &setup.taken(&sheet), arguments.force)?;
    let (template, usual) = match arguments.what {
        What::Decision => (include_str!("../../grammars/new/decision.yaml"), "quyet-dinh"),
        What::Programme => (include_str!("../../grammars/new/programme.yaml"), "chuong-trinh"),
    };
    let key = arguments.kind.as_deref().unwrap_or(usual);
    let kind = setup.words.kinds.iter().find(|kind| kind.key.key() == key).ok_or_else(|| {
        let mut keys: Vec<&str> = setup.words.kinds.iter().map(|kind| kind.key.key()).collect();
        keys.sort_unstable();
        keys.dedup();
        Stop::usage(Code::NewKind, &[key, &keys.join(", ")])
    })?;
    let entries = arguments.tasks.as_deref().map(task_entries).transpose()?.unwrap_or_default();
    let year = arguments.year.map_or_else(|| "[[năm]]".to_owned(), |year| year.to_string());
    let text = filled(template, kind, &year, &arguments.output.to_string_lossy(), &entries);
    files::make_folder_of(&arguments.output, language)?;
    files::write(&arguments.output, &|to| to.write_all(text.as_bytes()))?;
    say(&message("new-written", &[arguments.output.display().to_string()], language));
    Ok(FINE)
}

fn filled(template: &str, kind: &Kind, year: &str, file: &str, entries: &[Entry]) -> String {
    let name = kind.name.to_uppercase();
    let small = {
        let mut letters = kind.name.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        first + &letters.as_str().to_lowercase()
    };
    template
        .replace("{name_small}", &small)
        .replace("{name}", &name)
        .replace("{kind}", kind.key.key())
        .replace("{symbol}", kind.symbol.as_deref().unwrap_or("…"))
        .replace("{file}", &file.replace(char::is_control, " "))
        // A date has a year, or is not there.
        .replace(
            "    date: \"{year}\"",
            if year.starts_with('[') { "    # date: 2027-01" } else { "    date: \"{year}\"" },
        )
        .replace("{year}", year)
        // What a sheet says stays as it is, whatever stands in it.
        .replace("{tasks}\n", &rows(entries))
}

/// The rows of the task table: those of a sheet, else one to be filled in.
fn rows(entries: &[Entry]) -> String {
    let mut out = String::new();
    let cell = |out: &mut String, text: Option<&str>| {
        let _ = match text {
            Some(text) => writeln!(out, "                - text: {}", quoted(text)),
            None => writeln!(out, "                - {{}}"),
        };
    };
    if entries.is_empty() {
        let blank =
            ["1", "[[nhiệm vụ]]", "[[cơ quan chủ trì]]", "[[cơ quan phối hợp]]", "[[sản phẩm]]", "[[thời hạn]]"];
        out.push_str("            - cells:\n");
        blank.iter().for_each(|text| cell(&mut out, Some(text)));
        cell(&mut out, None);
        return out;
    }
    let mut group: Option<&str> = None;
    for entry in entries {
        if entry.group.as_deref() != group && entry.group.is_some() {
            group = entry.group.as_deref();
            out.push_str("            - group: true\n              cells:\n");
            let _ =
                writeln!(out, "                - text: {}\n                  col_span: 7", quoted(group.unwrap_or("")));
        }
        out.push_str("            - cells:\n");
        let (ordinal, task) =
            if entry.continued { (None, None) } else { (entry.ordinal.as_deref(), Some(entry.task.as_str())) };
        let cells = [
            ordinal,
            task,
            entry.lead.as_deref(),
            entry.support.as_deref(),
            entry.product.as_deref(),
            entry.deadline.as_deref(),
            entry.budget.as_deref(),
        ];
        cells.into_iter().for_each(|text| cell(&mut out, text));
    }
    out
}

/// A text in YAML's double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
