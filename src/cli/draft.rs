//! `vanban draft plan|apply|report`: next year's draft from last year's document.

use super::inputs::Input;
use super::resources::Bounds;
use super::{FINE, Setup, Stop, files, print, reading, say, visible};
use crate::draft::{self, Decision, Draft, Options, Plan};
use crate::errors::Code;
use crate::steps::{self, Base};
use crate::tasks::Entry;
use crate::words::{Language, day, message};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    step: Step,
}

#[derive(clap::Subcommand)]
enum Step {
    Plan(PlanArguments),
    Apply(ApplyArguments),
    Report(ReportArguments),
}

#[derive(clap::Args)]
struct PlanArguments {
    #[arg(value_name = "LAST")]
    last: PathBuf,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1945..=2200))]
    year: i32,
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    #[arg(long, value_name = "NAME")]
    province: Option<String>,
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    #[arg(id = "task_sheet", long = "tasks", value_name = "FILE.xlsx|csv")]
    tasks: Option<PathBuf>,
    #[arg(short, long, value_name = "PLAN.yaml")]
    output: Option<PathBuf>,
    #[arg(long, requires = "output")]
    interactive: bool,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

#[derive(clap::Args)]
struct ApplyArguments {
    #[arg(value_name = "LAST")]
    last: PathBuf,
    #[arg(value_name = "PLAN.yaml")]
    plan_file: PathBuf,
    #[arg(short, long, value_name = "NEXT.docx")]
    output: PathBuf,
    #[arg(long, value_name = "REVIEW.docx")]
    tracked: Option<PathBuf>,
    #[arg(long, value_name = "PRINT.docx")]
    highlight: Option<PathBuf>,
    #[arg(long, value_name = "NAME", default_value = "vanban")]
    author: String,
    #[arg(long, value_name = "TIME", default_value = "2000-01-01T00:00:00Z")]
    at: String,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    bounds: Bounds,
}

#[derive(clap::Args)]
struct ReportArguments {
    #[arg(value_name = "LAST")]
    last: PathBuf,
    #[arg(value_name = "PLAN.yaml")]
    plan_file: PathBuf,
    #[command(flatten)]
    bounds: Bounds,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    match &arguments.step {
        Step::Plan(arguments) => run_plan(arguments, setup, language),
        Step::Apply(arguments) => run_apply(arguments, setup, language),
        Step::Report(arguments) => run_report(arguments, setup, language),
    }
}

fn base(input: &Input, setup: &Setup) -> Result<Base, Stop> {
    let file = files::bytes(input)?;
    let base = reading::unharmed(input, || steps::base(file, &setup.reading(input), &setup.words))?
        .map_err(|problem| Stop::about(&input.name(), problem))?;
    if base.differs {
        say(&message("draft-differs", &[input.name()], setup.language));
    }
    Ok(base)
}

fn run_plan(arguments: &PlanArguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let input = Input::of(&arguments.last);
    if let Some(date) = arguments.date.as_deref().filter(|date| day(date).is_none()) {
        return Err(Stop::usage(Code::DraftDate, &[date]));
    }
    if let Some(output) = &arguments.output {
        let others = arguments.status.iter().chain(&arguments.tasks).map(|file| Input::of(file));
        let inputs: Vec<Input> = std::iter::once(input.clone()).chain(others).collect();
        files::free(output, &setup.taken(&inputs), arguments.force)?;
    }
    let status = steps::status(&arguments.status).map_err(Stop::of_usage)?;
    let entries = arguments.tasks.as_deref().map(task_entries).transpose()?;
    let base = base(&input, setup)?;
    let options = Options {
        year: arguments.year,
        date: arguments.date.as_deref(),
        province: arguments.province.as_deref(),
        tasks: entries.as_deref(),
        language,
    };
    let mut plan = reading::unharmed(&input, || draft::plan(&base.parsed, &options, &setup.words, &status))?;
    if arguments.interactive {
        walk(&mut plan, language);
    }
    let text = steps::plan_text(&plan, language);
    match &arguments.output {
        None => print(&text)?,
        Some(output) => {
            files::make_folder_of(output, language)?;
            files::write(output, &|to| to.write_all(text.as_bytes()))?;
            let mut counts = plan.counts().map(|count| count.to_string()).to_vec();
            counts.push(output.display().to_string());
            say(&message("draft-planned", &counts, language));
        }
    }
    Ok(FINE)
}

/// The tasks of a sheet that departments have filled in.
pub(crate) fn task_entries(path: &Path) -> Result<Vec<Entry>, Stop> {
    let input = Input::of(path);
    let bytes = files::bytes(&input)?;
    reading::unharmed(&input, || steps::task_entries(&bytes))?.map_err(|problem| Stop::about(&input.name(), problem))
}

/// Walks through the open rows on the terminal.
fn walk(plan: &mut Plan, language: Language) {
    let open: Vec<usize> = (0..plan.rows.len()).filter(|index| plan.rows[*index].decision == Decision::Open).collect();
    let mut lines = std::io::stdin().lock().lines();
    for (at, index) in open.iter().enumerate() {
        if plan.rows[*index].decision != Decision::Open {
            continue;
        }
        let row = &plan.rows[*index];
        let count = format!("{}/{}", at + 1, open.len());
        let shown = [count, row.context.clone(), row.old.clone(), row.new.clone(), row.reason.clone()];
        say(&message("draft-ask", &shown, language));
        let _ = std::io::stderr().flush();
        let Some(Ok(answer)) = lines.next() else { return };
        let (code, new) = (row.code.clone(), row.new.clone());
        match answer.trim() {
            "a" | "A" if new.is_empty() => {}
            "a" => plan.rows[*index].decision = Decision::Accept,
            // The same question with the same answer everywhere.
            "A" => {
                let same = |own: &&mut draft::Row| own.decision == Decision::Open && own.code == code && own.new == new;
                plan.rows.iter_mut().filter(same).for_each(|own| own.decision = Decision::Accept);
            }
            "k" => plan.rows[*index].decision = Decision::Keep,
            "d" => plan.rows[*index].decision = Decision::Drop,
            "q" => return,
            "" => {}
            words => {
                plan.rows[*index].decision = Decision::Edit;
                plan.rows[*index].new = words.to_owned();
            }
        }
    }
}

/// A plan as a person left it.
fn read_plan(path: &Path) -> Result<(Plan, String), Stop> {
    let input = Input::of(path);
    let bytes = files::bytes(&input)?;
    let text = String::from_utf8(bytes).map_err(|_| Stop::failed(Code::ModelNotText, &[&input.name()]))?;
    let plan = steps::plan_of(&text).map_err(|problem| Stop::about(&input.name(), problem))?;
    Ok((plan, text))
}

fn run_apply(arguments: &ApplyArguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let input = Input::of(&arguments.last);
    let inputs = [input.clone(), Input::of(&arguments.plan_file)];
    let outputs: Vec<&PathBuf> = [Some(&arguments.output), arguments.tracked.as_ref(), arguments.highlight.as_ref()]
        .into_iter()
        .flatten()
        .collect();
    let taken = setup.taken(&inputs);
    for (index, output) in outputs.iter().enumerate() {
        files::free(output, &taken, arguments.force)?;
        if outputs[..index].contains(output) {
            let shown = output.display().to_string();
            return Err(Stop::usage(Code::OutputsSame, &[&shown]));
        }
    }
    let (plan, text) = read_plan(&arguments.plan_file)?;
    let base = base(&input, setup)?;
    let draft = Draft { author: &arguments.author, date: &arguments.at };
    let applied = draft::apply(&base.file, &base.parsed, &base.look, &plan, &draft).map_err(|error| {
        let error = steps::refusal(error, &input.name(), &text);
        // Of a file that cannot be edited the file is named, of all else the plan.
        let name = match error.code {
            Code::FixFailed => input.name(),
            _ => arguments.plan_file.display().to_string(),
        };
        Stop::about(&name, error)
    })?;
    files::make_folder_of(&arguments.output, language)?;
    files::write(&arguments.output, &|to| to.write_all(&applied.clean))?;
    if let Some(tracked) = &arguments.tracked {
        files::make_folder_of(tracked, language)?;
        files::write(tracked, &|to| to.write_all(&applied.tracked))?;
    }
    if let Some(highlight) = &arguments.highlight {
        files::make_folder_of(highlight, language)?;
        files::write(highlight, &|to| to.write_all(&applied.highlighted))?;
    }
    let shown = [applied.changed.to_string(), applied.open.to_string(), arguments.output.display().to_string()];
    say(&message("draft-applied", &shown, language));
    Ok(FINE)
}

fn run_report(arguments: &ReportArguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    arguments.bounds.hold(setup);
    let input = Input::of(&arguments.last);
    let (plan, _) = read_plan(&arguments.plan_file)?;
    let base = base(&input, setup)?;
    let page = steps::report(&plan, &base, &input.name(), &setup.words, language)
        .map_err(|problem| Stop::about(&arguments.plan_file.display().to_string(), problem))?;
    print(&visible(&page))?;
    Ok(FINE)
}
