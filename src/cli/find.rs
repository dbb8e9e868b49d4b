//! `vanban find ARCHIVE.db …`: questions to an index.

use super::found::{Shown, json, sheet, text};
use super::index::stopped;
use super::{FINE, Setup, Stop, files, print, say, shown_day};
use crate::errors::{Code, Error};
use crate::index::{Answer, Index, Phrase, Role};
use crate::steps;
use crate::words::{Language, message};
use crate::write::csv;
use clap::{ArgGroup, ValueEnum};
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(group = ArgGroup::new("question").required(true).args(["phrases", "cites", "tasks_of", "out_of_date", "signed_by"]))]
pub(crate) struct Arguments {
    #[arg(value_name = "FILE.db")]
    archive: PathBuf,
    #[arg(value_name = "WORDS")]
    phrases: Vec<String>,
    #[arg(long, value_name = "NUMBER")]
    cites: Option<String>,
    #[arg(long, value_name = "AGENCY")]
    tasks_of: Option<String>,
    #[arg(long, value_enum, requires = "tasks_of")]
    role: Option<RoleName>,
    #[arg(long)]
    out_of_date: bool,
    #[arg(long = "date", value_name = "YYYY-MM-DD", requires = "out_of_date", value_parser = super::iso_day)]
    on_day: Option<String>,
    #[arg(long, value_name = "FILE", requires = "out_of_date")]
    status: Vec<PathBuf>,
    #[arg(long, value_name = "NAME")]
    signed_by: Option<String>,
    #[arg(long = "year", value_name = "YYYY")]
    of_year: Option<u16>,
    #[arg(long, default_value = "50", requires = "phrases")]
    most: usize,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleName {
    Lead,
    Support,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let archive = &arguments.archive;
    let stop = |error: Error| stopped(archive, error);
    if let Some(output) = &arguments.output {
        let is_archive = output.canonicalize().is_ok_and(|own| archive.canonicalize().is_ok_and(|other| own == other));
        if is_archive {
            return Err(Stop::usage(Code::OutputIsInput, &[&output.display().to_string()]));
        }
        files::free(output, &setup.taken(&[]), arguments.force)?;
    }
    let index = Index::open(archive).map_err(stop)?;
    let others = index.read_by_others(&setup.reader()?).map_err(stop)?;
    if others > 0 {
        say(&message("index-outdated", &[archive.display().to_string(), others.to_string()], language));
    }
    let (answers, has_more) = ask(arguments, setup, &index)?;
    let shown = Shown { answers: &answers, language };
    let written = match arguments.format {
        Format::Text => text(&shown).into_bytes(),
        Format::Json => json(&shown).into_bytes(),
        Format::Csv => {
            csv(&sheet(&shown)).map_err(|error| Stop::failed(Code::OutputUnwritable, &["-", &error.to_string()]))?
        }
    };
    match &arguments.output {
        Some(output) => {
            files::make_folder_of(output, language)?;
            files::write(output, &|to| to.write_all(&written))?;
        }
        None => print(&String::from_utf8_lossy(&written))?,
    }
    let mut documents: Vec<&str> = answers.iter().map(|answer| answer.source.file.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    let counts = [answers.len(), documents.len()].map(|count| count.to_string());
    say(&message(if answers.is_empty() { "find-nothing" } else { "find-summary" }, &counts, language));
    if has_more {
        say(&message("find-more", &[arguments.most.to_string()], language));
    }
    Ok(FINE)
}

fn ask(arguments: &Arguments, setup: &Setup, index: &Index) -> Result<(Vec<Answer>, bool), Stop> {
    let stop = |error: Error| stopped(&arguments.archive, error);
    let year = arguments.of_year;
    let whole = |answers: Result<Vec<Answer>, Error>| answers.map(|answers| (answers, false)).map_err(stop);
    if let Some(cited) = &arguments.cites {
        return whole(index.citing(cited, year));
    }
    if let Some(agency) = &arguments.tasks_of {
        let role = arguments.role.map(|role| if role == RoleName::Lead { Role::Lead } else { Role::Support });
        return whole(index.tasks_of(agency, role, year, &setup.words));
    }
    if let Some(person) = &arguments.signed_by {
        return whole(index.signed_by(person, year));
    }
    if arguments.out_of_date {
        let status = steps::status(&arguments.status).map_err(Stop::of_usage)?;
        let day = match &arguments.on_day {
            Some(day) => day.clone(),
            None => index.today().map_err(stop)?,
        };
        let known = [shown_day(&status.as_of, setup.language)];
        say(&message("facts-as-of", &known, setup.language));
        return whole(index.outdated(&status, &day, year));
    }
    let phrases: Vec<Phrase> = arguments.phrases.iter().filter_map(|words| Phrase::new(words)).collect();
    if phrases.is_empty() {
        return Err(Stop::usage(Code::FindNoWords, &[]));
    }
    let found = index.text(&phrases, year, arguments.most).map_err(stop)?;
    Ok((found.answers, found.has_more))
}
