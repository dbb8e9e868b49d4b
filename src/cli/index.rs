//! `vanban index FOLDER… -o ARCHIVE.db`: folders as a database to search. A file is read only where it changed.

use super::files::Taken;
use super::inputs::Input;
use super::list::List;
use super::resources::Resources;
use super::worker::{Form, Job};
use super::{FAILED, FINE, Setup, Stop, USAGE, files, hexadecimal, progress_bar, reading, say, worker};
use crate::batch::{self, Worker, ordered};
use crate::errors::{Code, Error};
use crate::index::{Index, Known, Looked, Outcome};
use crate::words::{Language, message};
use crate::write::Format;
use indicatif::ProgressBar;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    #[arg(short, long, value_name = "FILE.db")]
    output: PathBuf,
    #[arg(long)]
    retry: bool,
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    resources: Resources,
}

/// What is written at once, in files and in bytes of their rows: memory does not grow with the archive, and a run that is
/// killed loses no more than this.
const MOST_FILES: usize = 64;
const MOST_BYTES: usize = 64 << 20;

/// A file that changed so shortly before it was read may change again without its time telling.
const SETTLED: Duration = Duration::from_secs(2);

/// A file of a folder.
struct Due {
    input: Input,
    path: String,
    size: Option<i64>,
    modified: Option<i64>,
    known: Option<Known>,
}

/// What a look at it gave.
struct Seen {
    due: Due,
    /// `None` where what the index has of it holds by its size and time alone.
    looked: Option<Looked>,
    /// How many bytes of rows are to be written.
    weight: usize,
}

/// What a run did.
#[derive(Default)]
struct Counts {
    read: usize,
    unchanged: usize,
    gone: usize,
    failed: usize,
    still_failed: usize,
    other_reader: usize,
}

pub(crate) fn run(arguments: &Arguments, setup: &Setup, language: Language) -> Result<u8, Stop> {
    let output = &arguments.output;
    let mut found = Vec::with_capacity(arguments.folders.len());
    for folder in &arguments.folders {
        if !folder.is_dir() {
            return Err(Stop::usage(Code::IndexNoFolder, &[&folder.display().to_string()]));
        }
        // Walked before anything is written: a folder without documents may be a drive that is not there.
        found.push((folder, List::of(std::slice::from_ref(folder), Taken::default())?));
    }
    let mut index = opened(output, arguments.rebuild, language)?;
    let reader = setup.reader()?;
    let mut counts = Counts::default();
    for (folder, list) in &found {
        let id = index.folder(&whole_path(folder)).map_err(|error| stopped(output, error))?;
        let run = Run { arguments, setup, language, reader: &reader, folder: id };
        run.folder(&mut index, list, &mut counts)?;
    }
    found.iter().for_each(|(_, list)| list.skipped().say(language));
    if counts.other_reader > 0 {
        say(&message("index-other-reader", &[counts.other_reader.to_string()], language));
    }
    if counts.still_failed > 0 {
        say(&message("index-still-failed", &[counts.still_failed.to_string()], language));
    }
    let numbers = [counts.read, counts.unchanged, counts.gone, counts.failed].map(|count| count.to_string());
    say(&message("index-summary", &[[output.display().to_string()].as_slice(), &numbers].concat(), language));
    let unopened = found.iter().any(|(_, list)| list.skipped().has_failed());
    Ok(if unopened || counts.failed + counts.still_failed > 0 { FAILED } else { FINE })
}

/// The index to write to. What is no index is never touched.
fn opened(output: &Path, rebuild: bool, language: Language) -> Result<Index, Stop> {
    let failed = |error: std::io::Error| {
        Stop::usage(Code::OutputUnwritable, &[&output.display().to_string(), &error.to_string()])
    };
    if output.is_dir() {
        return Err(Stop::usage(Code::OutputIsFolder, &[&output.display().to_string()]));
    }
    files::no_special(output)?;
    files::make_folder_of(output, language)?;
    if rebuild && Index::is_one(output) {
        std::fs::remove_file(output).map_err(failed)?;
    }
    Index::create(output).map_err(|error| stopped(output, error))
}

/// An index that cannot be used.
pub(super) fn stopped(output: &Path, error: Error) -> Stop {
    let usage = matches!(error.code, Code::IndexMissing | Code::IndexNotOurs | Code::IndexOtherSchema);
    Stop { status: if usage { USAGE } else { FAILED }, ..Stop::about(&output.display().to_string(), error) }
}

/// One folder's turn.
struct Run<'r> {
    arguments: &'r Arguments,
    setup: &'r Setup,
    language: Language,
    reader: &'r str,
    folder: i64,
}

impl Run<'_> {
    /// What the index has is asked for as the files are handed out, and written as their rows come in: by turns.
    fn folder(&self, index: &mut Index, list: &List, counts: &mut Counts) -> Result<(), Stop> {
        let stop = |error: Error| stopped(&self.arguments.output, error);
        index.begin().map_err(stop)?;
        let index = Mutex::new(index);
        let index = || index.lock().unwrap_or_else(PoisonError::into_inner);
        let due = list.each()?.map(|input| {
            let due = due(input?);
            Ok(Due { known: index().seen(self.folder, &due.path).map_err(stop)?, ..due })
        });
        let resources = &self.arguments.resources;
        let (jobs, threads) = resources.shared(list.len());
        let provenance = reading::Detail::None;
        let job = Job { format: Format::Json, provenance, form: Form::Rows, memory: resources.memory(), threads };
        let options = worker::arguments(self.setup, &job);
        let progress = progress_bar(list.len());
        let (mut batch, mut bytes, mut broken) = (Vec::new(), 0, Ok(()));
        ordered(
            due,
            jobs,
            || Worker::new(options.clone(), resources.limits()),
            |worker, due: Result<Due, Stop>| {
                let seen = due.map(|due| self.look(worker, due));
                let bytes = seen.as_ref().map_or(0, |seen| seen.weight);
                (seen, bytes)
            },
            |seen| {
                progress.inc(1);
                let stored = seen.and_then(|seen| {
                    self.count(&seen, counts, &progress);
                    bytes += seen.weight;
                    batch.extend(seen.looked);
                    if batch.len() < MOST_FILES && bytes < MOST_BYTES {
                        return Ok(());
                    }
                    bytes = 0;
                    index().store(self.folder, self.reader, &std::mem::take(&mut batch)).map_err(stop)
                });
                broken = stored;
                if broken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        progress.finish_and_clear();
        broken?;
        let mut index = index();
        index.store(self.folder, self.reader, &batch).map_err(stop)?;
        counts.gone += index.remove_unseen(self.folder).map_err(stop)?;
        Ok(())
    }

    fn count(&self, seen: &Seen, counts: &mut Counts, progress: &ProgressBar) {
        let known = seen.due.known.as_ref();
        match seen.looked.as_ref().map(|looked| &looked.outcome) {
            None | Some(Outcome::Touched) => {
                counts.unchanged += 1;
                counts.still_failed += usize::from(known.is_some_and(|known| known.has_failed));
            }
            Some(Outcome::Read(_)) => counts.read += 1,
            Some(Outcome::Failed { message, .. }) => {
                counts.failed += 1;
                progress.suspend(|| say(message));
            }
        }
        counts.other_reader += usize::from(known.is_some_and(|known| known.reader != self.reader));
    }

    /// True where what the index has of a file is what this run would make of the same bytes.
    fn is_current(&self, known: &Known) -> bool {
        known.reader == self.reader && !(known.has_failed && self.arguments.retry)
    }

    fn look(&self, worker: &mut Worker, due: Due) -> Seen {
        let current = due.known.as_ref().filter(|known| self.is_current(known));
        if current
            .is_some_and(|known| due.modified.is_some() && known.modified == due.modified && known.size == due.size)
        {
            return Seen { due, looked: None, weight: 0 };
        }
        let sha256 = hash(&due.input);
        let same = sha256.is_some() && current.is_some_and(|known| known.sha256 == sha256);
        let (outcome, weight) = if same { (Outcome::Touched, 0) } else { self.read(worker, &due.input) };
        // A file that another program holds can be read the next time.
        let modified = due.modified.filter(|_| sha256.is_some());
        let looked = Looked { path: due.path.clone(), size: due.size, modified, sha256, outcome };
        Seen { due, looked: Some(looked), weight }
    }

    /// What a worker makes of a file, and how many bytes that is.
    fn read(&self, worker: &mut Worker, input: &Input) -> (Outcome, usize) {
        let failed = |code: &str, arguments: &[String]| {
            let message = message(code, arguments, self.language);
            (Outcome::Failed { code: code.to_owned(), message }, 0)
        };
        let answer = worker::ask(worker, input);
        match answer.outcome {
            batch::Outcome::Failed { code, arguments } => failed(&code, &arguments),
            batch::Outcome::Read(_) => match serde_json::from_slice(&answer.output) {
                Ok(rows) => (Outcome::Read(rows), answer.output.len()),
                Err(error) => failed("internal-fault", &[format!("{}: {error}", input.name())]),
            },
        }
    }
}

/// A file as it is now.
fn due(input: Input) -> Due {
    let data = match &input {
        Input::File { path, .. } => std::fs::metadata(path).ok(),
        Input::Standard => None,
    };
    let modified = data.as_ref().and_then(|data| data.modified().ok());
    Due {
        path: input.id(),
        size: data.and_then(|data| i64::try_from(data.len()).ok()),
        modified: modified.and_then(settled),
        known: None,
        input,
    }
}

/// Of the bytes of a file, in hexadecimal; `None` where they cannot be read, or have no end.
fn hash(input: &Input) -> Option<String> {
    let Input::File { path, .. } = input else { return None };
    // A pipe would be waited for.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut hash = Sha256::new();
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).ok()?);
    loop {
        let bytes = file.fill_buf().ok()?;
        if bytes.is_empty() {
            return Some(hexadecimal(&hash.finalize()));
        }
        hash.update(bytes);
        let read = bytes.len();
        file.consume(read);
    }
}

/// The time of a change in nanoseconds since 1970; `None` where it was just now.
fn settled(modified: SystemTime) -> Option<i64> {
    SystemTime::now().duration_since(modified).ok().filter(|age| *age > SETTLED)?;
    i64::try_from(modified.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// A folder's one absolute path, however it was named. Windows marks such paths with a prefix that nobody types and that
/// many programs do not take.
fn whole_path(folder: &Path) -> String {
    let absolute = folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).display().to_string();
    match absolute.strip_prefix(r"\\?\UNC\") {
        Some(shared) => format!(r"\\{shared}"),
        None => absolute.strip_prefix(r"\\?\").map_or(absolute.clone(), str::to_owned),
    }
}
