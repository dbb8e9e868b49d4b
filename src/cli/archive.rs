//! Many inputs of `vanban parse`: a file each, or one file of JSON Lines or Parquet; in worker processes, with a journal by which a
//! run that was stopped is taken up again.

use super::folder::AllSkipped;
use super::inputs::Input;
use super::list::{Clashes, List};
use super::reading::{Detail, named};
use super::resources::Resources;
use super::worker::{Form, Job};
use super::{FAILED, FINE, Setup, Stop, USAGE, files, progress_bar, say, worker};
use crate::batch::{Answer, Counter, Entry, Journal, Outcome, Report, Worker, by_code, ordered};
use crate::errors::Code;
use crate::words::{Language, message};
use crate::write::{self, Format};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// So many failures are named at the end; a report names all.
const MOST_NAMED: usize = 20;

/// How documents are read and written.
#[derive(clap::Args)]
pub(crate) struct RunArguments {
    #[arg(long, value_parser = named(Format::of_readings()), default_value = "json")]
    pub(crate) format: Format,
    #[arg(long, value_enum, default_value = "fields")]
    pub(crate) provenance: Detail,
    #[arg(long)]
    pub(crate) force: bool,
    #[arg(long)]
    pub(crate) resume: bool,
    #[arg(long = "report", value_name = "FILE.csv|FILE.json")]
    pub(crate) run_report: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) resources: Resources,
}

impl RunArguments {
    /// The first option that was given and does something only for many inputs.
    pub(super) fn for_many(&self) -> Option<&'static str> {
        let given = [("--resume", self.resume), ("--report", self.run_report.is_some())];
        given.into_iter().find_map(|(option, is_given)| is_given.then_some(option))
    }

    /// What is written of a reading beside its document.
    pub(super) fn detail(&self, language: Language) -> write::Detail {
        write::Detail { provenance: self.provenance.into(), language }
    }
}

/// Where the results go.
enum Place {
    /// A file each, in this folder.
    Files(PathBuf),
    /// A line each, in a neighbour of the file until all are there.
    Lines { part: PathBuf, file: File },
    /// All are in their file; the run was stopped before it could say so.
    Written,
}

/// What of an earlier run is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TakingUp {
    /// Nothing, or nothing that is wanted.
    Nothing,
    /// A run that was stopped.
    Run,
    /// A run whose one file is written, and which was stopped before it took its journal away.
    Written,
}

/// What is asked of a run.
#[derive(Clone, Copy)]
struct Order<'r> {
    list: &'r List,
    /// The one file, or the folder of the files.
    output: &'r Path,
    arguments: &'r RunArguments,
    setup: &'r Setup,
}

/// A run.
struct Run<'r> {
    order: Order<'r>,
    place: Place,
    journal: Journal,
    /// Bytes of output so far.
    end: u64,
    /// Inputs that are not read, as their outputs would be those of others.
    clashes: Clashes,
}

pub(crate) fn run(inputs: &[PathBuf], output: &Path, arguments: &RunArguments, setup: &Setup) -> Result<u8, Stop> {
    if is_table(output) && cfg!(not(feature = "parquet")) {
        return Err(Stop::usage(Code::ParquetNotBuilt, &[&output.display().to_string()]));
    }
    let list = List::of(inputs, setup.taken(&[]))?;
    let order = Order { list: &list, output, arguments, setup };
    files::no_special(output)?;
    let was_stopped = order.journal_path().exists();
    if was_stopped && !arguments.resume && !arguments.force {
        return Err(Stop::usage(Code::RunUnfinished, &[&output.display().to_string()]));
    }
    if arguments.resume && !was_stopped && !arguments.force {
        let done = order.completed()?;
        if done > 0 {
            return Ok(order.say_complete(done));
        }
    }
    let taking_up = order.taking_up(was_stopped);
    let clashes = order.look_at_outputs(taking_up)?;
    let (mut run, done) = order.begin(taking_up)?;
    run.clashes = clashes;
    if taking_up == TakingUp::Written && done < list.len() {
        // Files have come or changed since: the whole is another one.
        return Err(Stop::usage(Code::OutputExists, &[&output.display().to_string()]));
    }
    let broken = run.go(done)?;
    let report = run.count()?;
    if let Some(stop) = broken {
        let counts = [report.files.to_string(), list.len().to_string()];
        say(&message("run-stopped", &counts, setup.language));
        return Err(stop);
    }
    run.finish(&report)?;
    Ok(if report.failed == 0 && !list.skipped().has_failed() { FINE } else { FAILED })
}

impl<'r> Order<'r> {
    fn journal_path(self) -> PathBuf {
        journal_path(self.output, is_one_file(self.output))
    }

    /// The file of lines until all are there.
    fn part(self) -> PathBuf {
        neighbour(self.output, ".part")
    }

    /// The file of an input's result, in a folder of files.
    fn file_of(self, input: &Input, folder: &Path) -> PathBuf {
        self.list.output(input, folder, self.arguments.format.ending())
    }

    fn taking_up(self, was_stopped: bool) -> TakingUp {
        match (was_stopped && self.arguments.resume, is_one_file(self.output)) {
            (false, _) => TakingUp::Nothing,
            (true, true) if self.output.exists() && !self.part().exists() => TakingUp::Written,
            (true, _) => TakingUp::Run,
        }
    }

    /// Refuses outputs that are there already, and names the inputs whose outputs would be those of others.
    fn look_at_outputs(self, taking_up: TakingUp) -> Result<Clashes, Stop> {
        let Order { list, output, arguments, .. } = self;
        let resumes = taking_up != TakingUp::Nothing;
        if let Some(report) = &arguments.run_report {
            files::free(report, list.taken(), arguments.force)?;
        }
        if !is_one_file(output) {
            return list.look_at_outputs(output, arguments.format.ending(), arguments.force || resumes);
        }
        files::free(&self.part(), list.taken(), arguments.force || resumes)?;
        files::free(output, list.taken(), arguments.force || taking_up == TakingUp::Written)?;
        Ok(Clashes::new())
    }

    /// How many inputs have a result that is not older than they are.
    fn completed(self) -> Result<usize, Stop> {
        let changed = |path: &Path| std::fs::metadata(path).and_then(|found| found.modified()).ok();
        let lines = is_one_file(self.output);
        let mut done = 0;
        for input in self.list.each()? {
            let input = input?;
            let file = if lines { self.output.to_owned() } else { self.file_of(&input, self.output) };
            let Input::File { path, .. } = &input else { continue };
            done +=
                usize::from(changed(&file).is_some_and(|written| changed(path).is_some_and(|read| read <= written)));
        }
        Ok(done)
    }

    /// Says that an earlier run is complete, and how many inputs have no result of it.
    fn say_complete(self, done: usize) -> u8 {
        let (list, language) = (self.list, self.setup.language);
        list.skipped().say(language);
        let counts = [self.output.display().to_string(), done.to_string(), list.len().to_string()];
        say(&message("run-complete", &counts, language));
        if done == list.len() {
            return FINE;
        }
        say(&message("run-complete-without", &[(list.len() - done).to_string()], language));
        FAILED
    }

    /// What decides on the output: a run that was begun with other settings is not taken up.
    fn settings(self) -> Result<String, Stop> {
        let options = (self.arguments.format.ending(), self.arguments.provenance, is_one_file(self.output));
        Ok(format!("{} {options:?} {:?}", self.setup.reader()?, self.setup.own_arguments))
    }

    /// A run at its beginning, or where it was stopped; and how many inputs are done.
    fn begin(self, taking_up: TakingUp) -> Result<(Run<'r>, usize), Stop> {
        let lines = is_one_file(self.output);
        let settings = self.settings()?;
        let journal_path = self.journal_path();
        if let Some(folder) = journal_path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            files::make_folder(folder, self.setup.language)?;
        }
        let part = self.part();
        // What was written of the lines; more is said to be done than was kept where the machine stopped, too.
        let kept = std::fs::metadata(&part).map_or(0, |found| found.len());
        let mut inputs = self.list.each()?;
        let still_holds = |entry: &Entry| {
            let Some(Ok(input)) = inputs.next() else { return false };
            let is_kept = match &entry.outcome {
                _ if lines => taking_up == TakingUp::Written || entry.end <= kept,
                Outcome::Read(_) => {
                    std::fs::metadata(self.file_of(&input, self.output)).is_ok_and(|file| file.len() > 0)
                }
                Outcome::Failed { .. } => true,
            };
            is_kept && entry.id == input.id() && entry.file == fingerprint(&input)
        };
        let opened = if taking_up == TakingUp::Nothing {
            Journal::begin(&journal_path, &settings).map(|journal| (journal, 0, None))
        } else {
            Journal::resume(&journal_path, &settings, still_holds)
        };
        let (journal, done, last) = opened.map_err(|error| {
            let status = if error.code == Code::RunSettings { USAGE } else { FAILED };
            Stop { status, ..Stop::about(&journal_path.display().to_string(), error) }
        })?;
        let end = last.map_or(0, |entry| entry.end);
        let place = if taking_up == TakingUp::Written {
            Place::Written
        } else if lines {
            Place::Lines { file: part_file(&part, end).map_err(|error| unwritable(&part, &error))?, part }
        } else {
            Place::Files(self.output.to_owned())
        };
        let run = Run { order: self, place, journal, end, clashes: Clashes::new() };
        Ok((run, usize::try_from(done).unwrap_or(usize::MAX)))
    }
}

/// True where the results are one file: lines, or the table that is made of them when all are there.
pub(crate) fn is_one_file(output: &Path) -> bool {
    (has_ending(output, "jsonl") || is_table(output)) && !output.is_dir()
}

fn is_table(output: &Path) -> bool {
    has_ending(output, "parquet")
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

#[cfg(feature = "parquet")]
fn write_table(part: &Path, output: &Path, setup: &Setup) -> Result<(), Stop> {
    let lines = || File::open(part).map(std::io::BufReader::new);
    files::write(output, &|to| write::parquet(lines()?, to, &setup.words))
}

#[cfg(not(feature = "parquet"))]
fn write_table(_: &Path, output: &Path, _: &Setup) -> Result<(), Stop> {
    Err(Stop::usage(Code::ParquetNotBuilt, &[&output.display().to_string()]))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Stop {
    Stop::failed(Code::OutputUnwritable, &[&path.display().to_string(), &error.to_string()])
}

/// The journal lies beside the lines, or in the folder of the files, out of sight.
fn journal_path(output: &Path, lines: bool) -> PathBuf {
    if lines { neighbour(output, ".run") } else { output.join(".vanban-run") }
}

fn neighbour(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// The file of the lines, cut to the bytes that are kept of it. What has its name and is none of a run is replaced, never written to:
/// it may be a link to somewhere else.
fn part_file(part: &Path, end: u64) -> std::io::Result<File> {
    if end == 0 || !std::fs::symlink_metadata(part)?.is_file() {
        match std::fs::remove_file(part) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => return File::create_new(part),
        }
    }
    let mut file = OpenOptions::new().write(true).open(part)?;
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    Ok(file)
}

/// Size and last change of an input's file.
fn fingerprint(input: &Input) -> Option<(u64, u64)> {
    let Input::File { path, .. } = input else { return None };
    let found = std::fs::metadata(path).ok()?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((found.len(), u64::try_from(changed.as_nanos()).unwrap_or(u64::MAX)))
}

impl Run<'_> {
    /// Reads what is still to be read. What stops the run as a whole (a disk that is full) is returned.
    fn go(&mut self, done: usize) -> Result<Option<Stop>, Stop> {
        let Order { list, arguments, setup, .. } = self.order;
        let rest = list.len() - done;
        let resources = &arguments.resources;
        let (jobs, threads) = resources.shared(rest);
        let form = if matches!(self.place, Place::Lines { .. }) { Form::Line } else { Form::File };
        let (format, provenance) = (arguments.format, arguments.provenance);
        let job = Job { format, provenance, form, memory: resources.memory(), threads };
        let options = worker::arguments(setup, &job);
        let progress = progress_bar(rest);
        let clashes = std::mem::take(&mut self.clashes);
        let work = |worker: &mut Worker, input: Result<Input, Stop>| {
            let done = input.map(|input| Done::of(input, &clashes, worker));
            let bytes = done.as_ref().map_or(0, |done| done.answer.output.len());
            (done, bytes)
        };
        let mut broken = None;
        ordered(
            list.each()?.skip(done),
            jobs,
            || Worker::new(options.clone(), resources.limits()),
            work,
            |done| {
                progress.inc(1);
                done.and_then(|done| self.keep(done)).map_or_else(
                    |stop| {
                        broken = Some(stop);
                        ControlFlow::Break(())
                    },
                    ControlFlow::Continue,
                )
            },
        );
        progress.finish_and_clear();
        Ok(broken)
    }

    /// Writes a result, then its entry.
    fn keep(&mut self, done: Done) -> Result<(), Stop> {
        let Done { input, file: read, answer } = done;
        let id = input.id();
        let mut outcome = answer.outcome;
        match &mut self.place {
            Place::Lines { part, file } => {
                let line = match &outcome {
                    Outcome::Failed { code, arguments } if answer.output.is_empty() => {
                        worker::error_line(&id.as_str().into(), code, arguments, self.order.setup.language)
                    }
                    _ => answer.output,
                };
                file.write_all(&line).map_err(|error| unwritable(part, &error))?;
                self.end += line.len() as u64;
            }
            // Nothing is left to be read.
            Place::Written => {}
            Place::Files(folder) => {
                if matches!(outcome, Outcome::Read(_)) {
                    let output = self.order.file_of(&input, folder);
                    match files::write(&output, &|to| to.write_all(&answer.output)) {
                        Ok(()) => self.end += answer.output.len() as u64,
                        // One name that cannot be written costs one result; a disk that is full would cost all.
                        Err(stop) if is_full(&output) => return Err(stop),
                        Err(stop) => {
                            outcome = Outcome::Failed {
                                code: stop.error.code.key().to_owned(),
                                arguments: stop.error.values(),
                            }
                        }
                    }
                }
            }
        }
        let entry = Entry { id, file: read, outcome, end: self.end };
        self.journal.add(&entry).map_err(|error| unwritable(Path::new("-"), &error))
    }

    /// Counts what the journal has, and says what failed and what was skipped.
    fn count(&mut self) -> Result<Report, Stop> {
        let Order { list, setup, .. } = self.order;
        let mut counter = Counter::default();
        let mut failures = Vec::new();
        let counted = self.journal.each(|entry| {
            if let Outcome::Failed { code, arguments } = &entry.outcome
                && failures.len() < MOST_NAMED
            {
                failures.push(message(code, arguments, setup.language));
            }
            counter.add(&entry);
        });
        counted.map_err(|error| unwritable(&self.order.journal_path(), &error))?;
        let report = Report { skipped: list.skipped().count, ..counter.report() };
        list.skipped().say(setup.language);
        failures.iter().for_each(|line| say(line));
        say_counts(&report, failures.len(), setup.language);
        Ok(report)
    }

    /// Gives the output its name, writes the report, and takes the journal away.
    fn finish(self, report: &Report) -> Result<(), Stop> {
        let Run { order, place, mut journal, .. } = self;
        let Order { list, output, arguments, setup } = order;
        if let Place::Lines { part, file } = place {
            if is_table(output) {
                write_table(&part, output, setup)?;
                drop(file);
                std::fs::remove_file(&part).map_err(|error| unwritable(&part, &error))?;
            } else {
                file.sync_all()
                    .and_then(|()| std::fs::rename(&part, output))
                    .map_err(|error| unwritable(output, &error))?;
            }
        }
        if let Some(path) = &arguments.run_report {
            write_report(path, report, &mut journal, (list.skipped(), setup.language))?;
        }
        drop(journal);
        let journal_path = order.journal_path();
        std::fs::remove_file(&journal_path).map_err(|error| unwritable(&journal_path, &error))
    }
}

/// An input that was asked for, and the answer.
struct Done {
    input: Input,
    /// Size and last change of its file.
    file: Option<(u64, u64)>,
    answer: Answer,
}

impl Done {
    fn of(input: Input, clashes: &Clashes, worker: &mut Worker) -> Self {
        if let Some(names) = clashes.get(&input.name()) {
            let outcome = Outcome::Failed { code: Code::OutputsClash.key().to_owned(), arguments: names.to_vec() };
            return Self { input, file: None, answer: Answer { outcome, output: Vec::new() } };
        }
        // Before it is read: what changes meanwhile is another file for whoever takes the run up.
        let file = fingerprint(&input);
        let answer = worker::ask(worker, &input);
        Self { input, file, answer }
    }
}

/// True where nothing more can be written beside a file.
fn is_full(output: &Path) -> bool {
    let folder = output.parent().unwrap_or(Path::new("."));
    let tried = tempfile::tempfile_in(folder).and_then(|mut file| file.write_all(&[0; 4096]));
    tried.is_err_and(|error| {
        matches!(
            error.kind(),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem | ErrorKind::FileTooLarge
        )
    })
}

fn say_counts(report: &Report, named: usize, language: Language) {
    if report.failed > named as u64 {
        say(&message("run-more-failures", &[(report.failed - named as u64).to_string()], language));
        for (code, files) in by_code(&report.failures) {
            say(&format!("  {files:>8}  {code}"));
        }
    }
    let counts = [report.read, report.doubtful, report.failed, report.skipped].map(|count| count.to_string());
    say(&message("summary", &counts, language));
}

/// The report: counts as JSON, or every file that failed or is doubtful, a line a finding, as CSV.
fn write_report(
    path: &Path,
    report: &Report,
    journal: &mut Journal,
    (skipped, language): (&AllSkipped, Language),
) -> Result<(), Stop> {
    if !has_ending(path, "csv") {
        let bytes = serde_json::to_vec_pretty(report).map_err(|error| unwritable(path, &error.into()))?;
        return files::write(path, &|to| to.write_all(&bytes));
    }
    let mut rows = tempfile::tempfile().map_err(|error| unwritable(path, &error))?;
    let mut sheet = csv::Writer::from_writer(&mut rows);
    let mut written = sheet.write_record(["file", "status", "office", "kind", "code", "times", "message"]);
    let mut add = |row: [&str; 7]| {
        if written.is_ok() {
            written = sheet.write_record(row.map(crate::write::inert));
        }
    };
    let each = journal.each(|entry| match &entry.outcome {
        Outcome::Failed { code, arguments } => {
            add([&entry.id, "failed", "", "", code, "1", &message(code, arguments, language)]);
        }
        Outcome::Read(summary) => {
            let (office, kind) = (summary.office.as_deref().unwrap_or(""), summary.kind.as_deref().unwrap_or(""));
            for (code, times) in &summary.doubts {
                add([&entry.id, "doubtful", office, kind, code, &times.to_string(), ""]);
            }
        }
    });
    for own in skipped.iter() {
        add([&own.id, "skipped", "", "", own.code, "1", &message(own.code, &own.arguments, language)]);
    }
    let flushed = sheet.flush();
    drop(sheet);
    each.and(written.map_err(std::io::Error::from)).and(flushed).map_err(|error| unwritable(path, &error))?;
    files::write(path, &|to| {
        let mut rows = rows.try_clone()?;
        rows.seek(SeekFrom::Start(0))?;
        std::io::copy(&mut rows, to).map(|_| ())
    })
}
