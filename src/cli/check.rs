//! `vanban check INPUT… [--format text|json] [--fix -o FILE]`.

use super::folder::{Named, inputs};
use super::inputs::Input;
use super::resources::{Bounds, cores};
use super::{FAILED, FINE, FOUND, Format, Setup, Stop, files, print, reading, render, report, say, shown_day, visible};
use crate::batch::ordered;
use crate::check::{Facts, Mend, Report, check_model_with, check_with, fix};
use crate::errors::{Code, Error};
use crate::model::{Parsed, Severity};
use crate::read;
use crate::source::Look;
use crate::status::Status;
use crate::steps;
use crate::words::{Language, message};
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[arg(long, requires = "output")]
    fix: bool,
    #[arg(short, long, value_name = "FILE", requires = "fix")]
    output: Option<PathBuf>,
    #[arg(long)]
    for_signing: bool,
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    #[arg(long = "date", value_name = "YYYY-MM-DD", value_parser = super::iso_day)]
    judged_on: Option<String>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

/// A document's findings as JSON.
#[derive(Serialize)]
struct Entry<'e> {
    file: String,
    form: Option<&'e str>,
    /// The day up to which the facts on acts are known, ISO 8601.
    facts_as_of: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    mended: Option<&'e [Mend]>,
    findings: Vec<crate::check::Item<'e>>,
}

/// What documents are judged with.
struct Judge<'j> {
    setup: &'j Setup,
    status: Status,
    /// The day by which the acts of undated documents are judged.
    day: String,
}

/// A document that was judged: what was read of it, where it was not a model.
struct Judged {
    name: String,
    parsed: Parsed,
    report: Report,
}

/// Exit status 3 where a document has an error, 1 where one could not be read.
pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let Named { inputs: found, folders, skipped } = inputs(&arguments.inputs)?;
    skipped.say(language);
    let status = steps::status(&arguments.status).map_err(Stop::of_usage)?;
    let day = arguments.judged_on.clone().unwrap_or_else(super::today);
    let judge_all = Judge { setup, status, day };
    if let Some(output) = &arguments.output {
        return match found.as_slice() {
            [input] if !folders => mend(input, output, arguments, &judge_all, language),
            _ => Err(Stop::usage(Code::FixOne, &[])),
        };
    }
    // Printed as they come, in order: no more than a few are held.
    let judged = |input: &Input| {
        let own = judge(input, &judge_all)?;
        let said = match arguments.format {
            Format::Json => indented(&own.entry(None, &judge_all, language)),
            Format::Text => visible(&text(&own, &judge_all, language)),
        };
        Ok((said, own.report.findings.iter().any(|found| stops(found, arguments))))
    };
    let work = |(): &mut (), input: &Input| {
        let judged: Result<(String, bool), Stop> = judged(input);
        let bytes = judged.as_ref().map_or(0, |(said, _)| said.len());
        (judged, bytes)
    };
    let mut status = FINE;
    let mut printed = 0;
    let mut broken = Ok(());
    let sink = |judged: Result<(String, bool), Stop>| {
        match judged {
            Ok((said, stops)) => {
                let before = match arguments.format {
                    Format::Json if printed == 0 => "[\n",
                    Format::Json => ",\n",
                    Format::Text => "",
                };
                printed += 1;
                broken = print(&format!("{before}{said}"));
                if stops && status == FINE {
                    status = FOUND;
                }
            }
            Err(stop) => {
                say(&stop.error.message(language));
                status = FAILED;
            }
        }
        if broken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    ordered(found.iter(), cores(), || (), work, sink);
    broken?;
    if arguments.format == Format::Json {
        print(if printed == 0 { "[]\n" } else { "\n]\n" })?;
    }
    Ok(status)
}

impl Judge<'_> {
    fn facts(&self) -> Facts<'_> {
        Facts { status: &self.status, day: Some(&self.day) }
    }
}

/// True for a finding that gives exit status 3.
fn stops(found: &crate::check::Finding, arguments: &Arguments) -> bool {
    found.severity == Severity::Error || arguments.for_signing && found.code == "open-slot"
}

/// JSON as it stands in an array.
fn indented(entry: &Entry) -> String {
    let text = serde_json::to_string_pretty(entry).unwrap_or_default();
    text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

impl Judged {
    fn entry<'e>(&'e self, mended: Option<&'e [Mend]>, by: &'e Judge, language: Language) -> Entry<'e> {
        Entry {
            file: self.name.clone(),
            form: self.report.form.map(|form| form.key.as_str()),
            facts_as_of: &by.status.as_of,
            mended,
            findings: self.report.findings.iter().map(|found| found.item(language)).collect(),
        }
    }
}

/// A model is distinguished from a document by its name.
fn judge(input: &Input, by: &Judge) -> Result<Judged, Stop> {
    let setup = by.setup;
    let name = input.name();
    if steps::is_model(&name) {
        let document = render::document(input, setup)?;
        let report = check_model_with(&document, &setup.words, by.facts());
        return Ok(Judged { name, parsed: Parsed { document, ..Parsed::default() }, report });
    }
    let bytes = files::bytes(input)?;
    let (parsed, report, _) = reading::guarded(input, || judged(&bytes, input, by))?;
    Ok(Judged { name, parsed, report })
}

fn judged(bytes: &[u8], input: &Input, by: &Judge) -> Result<(Parsed, Report, Option<Look>), Error> {
    let setup = by.setup;
    let source = read::source_with(bytes, &setup.reading(input))?;
    let look = source.look();
    let parsed = crate::parse::document(source, &setup.words);
    let report = check_with(&parsed, look.as_ref(), &setup.words, by.facts());
    Ok((parsed, report, look))
}

/// Writes a copy of a Word file in which the mechanical findings are mended, says each change, then what remains.
fn mend(input: &Input, output: &Path, arguments: &Arguments, by: &Judge, language: Language) -> Result<u8, Stop> {
    let setup = by.setup;
    files::free(output, &setup.taken(std::slice::from_ref(input)), arguments.force)?;
    let file = files::bytes(input)?;
    let (parsed, report, look) = reading::guarded(input, || judged(&file, input, by))?;
    let Some(look) = look.filter(|_| read::Format::of_bytes(&file) == Some(read::Format::Docx)) else {
        return Err(Stop::failed(Code::FixWordOnly, &[&input.name()]));
    };
    let mended = fix(&file, &parsed, &look, &report).map_err(|_| Stop::failed(Code::FixFailed, &[&input.name()]))?;
    let (bytes, mends) = mended.map_or((file, Vec::new()), |done| (done.file, done.mends));
    files::make_folder_of(output, setup.language)?;
    files::write(output, &|to| to.write_all(&bytes))?;
    let shown = output.display().to_string();
    let copy = Input::of(output);
    let judged = judge(&copy, by)?;
    match arguments.format {
        Format::Json => print(&format!("[\n{}\n]\n", indented(&judged.entry(Some(&mends), by, language))))?,
        Format::Text => {
            for mend in &mends {
                let place = mend.spans.first().map_or("", |span| span.of(&parsed.text));
                let place: String = place.chars().take(60).collect();
                let said = [mend.code.to_owned(), mend.found.clone(), mend.right.clone(), place.replace('\n', " ")];
                print(&visible(&(message("fix-change", &said, language) + "\n")))?;
            }
            print(&(message("fix-summary", &[mends.len().to_string(), shown], language) + "\n"))?;
            print(&visible(&text(&judged, by, language)))?;
        }
    }
    let errors = judged.report.findings.iter().any(|found| found.severity == Severity::Error);
    Ok(if errors { FOUND } else { FINE })
}

/// The findings with their places, then how many there are.
fn text(own: &Judged, by: &Judge, language: Language) -> String {
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
        shown_day(&by.status.as_of, language),
    ];
    let unchecked = own.report.findings.iter().filter(|found| found.is_unchecked()).count();
    out.push_str(&message("check-summary", &counts, language));
    if unchecked > 0 {
        out.push(' ');
        out.push_str(&message("check-unchecked", &[unchecked.to_string()], language));
    }
    out.push('\n');
    out
}
