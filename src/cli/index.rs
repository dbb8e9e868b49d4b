//! `vanban index FOLDER… -o ARCHIVE.db`: folders as a database to search. A file is read only where it changed.

use super::inputs::{Input, inputs};
use super::{FAILED, FINE, Setup, Stop, files, hexadecimal, parse, progress_bar, say};
use crate::index::{Error, Index, Known, Looked, Outcome, Rows};
use crate::read;
use crate::status::grades;
use crate::words::{Language, message};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
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
}

/// What is read and written at once, in files and in bytes: memory does not grow with the archive, and a run that is
/// killed loses no more than this.
const MOST_FILES: usize = 64;
const MOST_BYTES: u64 = 64 << 20;

/// A file that changed so shortly before it was read may change again without its time telling.
const SETTLED: Duration = Duration::from_secs(2);

/// A file to be looked into.
struct Due<'i> {
    input: &'i Input,
    path: String,
    size: u64,
    modified: Option<i64>,
    known: Option<&'i Known>,
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
            return Err(Stop::usage("index-no-folder", &[&folder.display().to_string()]));
        }
        // Walked before anything is written: a folder without documents may be a drive that is not there.
        found.push((folder, inputs(std::slice::from_ref(folder))?.0));
    }
    let mut index = opened(output, arguments.rebuild)?;
    let reader = setup.reader()?;
    let mut counts = Counts::default();
    for (folder, inputs) in &found {
        let id = index.folder(&whole_path(folder)).map_err(|error| stopped(output, &error))?;
        let run = Run { output, setup, language, reader: &reader, retry: arguments.retry, folder: id };
        run.folder(&mut index, inputs, &mut counts)?;
    }
    if counts.other_reader > 0 {
        say(&message("index-other-reader", &[counts.other_reader.to_string()], language));
    }
    if counts.still_failed > 0 {
        say(&message("index-still-failed", &[counts.still_failed.to_string()], language));
    }
    let numbers = [counts.read, counts.unchanged, counts.gone, counts.failed].map(|count| count.to_string());
    say(&message("index-summary", &[[output.display().to_string()].as_slice(), &numbers].concat(), language));
    Ok(if counts.failed + counts.still_failed > 0 { FAILED } else { FINE })
}

/// The index to write to. What is no index is never touched.
fn opened(output: &Path, rebuild: bool) -> Result<Index, Stop> {
    let failed =
        |error: std::io::Error| Stop::usage("output-unwritable", &[&output.display().to_string(), &error.to_string()]);
    if output.is_dir() {
        return Err(Stop::usage("output-is-folder", &[&output.display().to_string()]));
    }
    if let Some(folder) = output.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    if rebuild && Index::is_one(output) {
        std::fs::remove_file(output).map_err(failed)?;
    }
    Index::create(output).map_err(|error| stopped(output, &error))
}

/// The message of an index that cannot be used.
pub(super) fn stopped(output: &Path, error: &Error) -> Stop {
    let shown = output.display().to_string();
    match error {
        Error::Missing => Stop::usage("index-missing", &[&shown]),
        Error::NotOurs => Stop::usage("index-not-ours", &[&shown]),
        Error::OtherSchema(version) => Stop::usage(
            "index-other-schema",
            &[&shown, &version.to_string(), &crate::index::SCHEMA_VERSION.to_string()],
        ),
        Error::Busy => Stop::failed("index-busy", &[&shown]),
        Error::Failed(said) => Stop::failed("index-failed", &[&shown, said]),
    }
}

/// One folder's turn.
struct Run<'r> {
    output: &'r Path,
    setup: &'r Setup,
    language: Language,
    reader: &'r str,
    retry: bool,
    folder: i64,
}

impl Run<'_> {
    fn folder(&self, index: &mut Index, inputs: &[Input], counts: &mut Counts) -> Result<(), Stop> {
        let stop = |error: Error| stopped(self.output, &error);
        let known = index.known(self.folder).map_err(stop)?;
        let mut gone: HashMap<&str, i64> = known.iter().map(|(path, own)| (path.as_str(), own.id)).collect();
        let mut due = Vec::new();
        for input in inputs {
            let Input::File { path, .. } = input else { continue };
            let name = input.id();
            gone.remove(name.as_str());
            let own = self.due(input, path, name, &known);
            match own.known {
                Some(known) if self.is_as_it_was(&own, known) => {
                    counts.unchanged += 1;
                    counts.still_failed += usize::from(known.has_failed);
                }
                _ => due.push(own),
            }
        }
        let progress = progress_bar(due.len());
        for batch in batches(&due) {
            let looked: Vec<Looked> = batch
                .par_iter()
                .map(|due| {
                    let looked = self.look(due);
                    progress.inc(1);
                    looked
                })
                .collect();
            for (due, own) in batch.iter().zip(&looked) {
                match &own.outcome {
                    Outcome::Touched => {
                        counts.unchanged += 1;
                        counts.still_failed += usize::from(due.known.is_some_and(|known| known.has_failed));
                    }
                    Outcome::Read(_) => counts.read += 1,
                    Outcome::Failed { message, .. } => {
                        counts.failed += 1;
                        progress.suspend(|| say(message));
                    }
                }
                counts.other_reader += usize::from(due.known.is_some_and(|known| known.reader != self.reader));
            }
            index.store(self.folder, self.reader, &looked).map_err(stop)?;
        }
        progress.finish_and_clear();
        counts.gone += gone.len();
        index.remove(&gone.into_values().collect::<Vec<_>>()).map_err(stop)
    }

    fn due<'i>(&self, input: &'i Input, path: &Path, name: String, known: &'i HashMap<String, Known>) -> Due<'i> {
        let data = std::fs::metadata(path).ok();
        let modified = data.as_ref().and_then(|data| data.modified().ok());
        Due {
            input,
            size: data.map_or(0, |data| data.len()),
            modified: modified.and_then(settled),
            known: known.get(&name),
            path: name,
        }
    }

    /// True where nothing is to be done for a file, by its size and time alone.
    fn is_as_it_was(&self, due: &Due, known: &Known) -> bool {
        self.is_current(known)
            && due.modified.is_some()
            && known.modified == due.modified
            && known.size == i64::try_from(due.size).ok()
    }

    /// True where what the index has of a file is what this run would make of the same bytes.
    fn is_current(&self, known: &Known) -> bool {
        known.reader == self.reader && !(known.has_failed && self.retry)
    }

    fn look(&self, due: &Due) -> Looked {
        let failed = |stop: &Stop| Outcome::Failed {
            code: stop.code.to_owned(),
            message: message(stop.code, &stop.arguments, self.language),
        };
        let size = i64::try_from(due.size).ok();
        let bytes = match files::bytes(due.input) {
            Ok(bytes) => bytes,
            // A file that another program holds can be read the next time.
            Err(stop) => {
                return Looked { path: due.path.clone(), size, modified: None, sha256: None, outcome: failed(&stop) };
            }
        };
        let sha256 = hexadecimal(&Sha256::digest(&bytes));
        let same = due.known.is_some_and(|known| self.is_current(known) && known.sha256.as_ref() == Some(&sha256));
        let outcome = if same {
            Outcome::Touched
        } else {
            let setup = self.setup;
            let read = parse::guarded(due.input, move || {
                let source = read::source_with(&bytes, &setup.reading(due.input))?;
                drop(bytes);
                Ok(Rows::new(crate::parse::document(source, &setup.words), grades(), &setup.words))
            });
            read.map_or_else(|stop| failed(&stop), |rows| Outcome::Read(Box::new(rows)))
        };
        Looked { path: due.path.clone(), size, modified: due.modified, sha256: Some(sha256), outcome }
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

/// The files by what is read at once.
fn batches<'d, 'i>(due: &'d [Due<'i>]) -> Vec<&'d [Due<'i>]> {
    let mut found = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (at, own) in due.iter().enumerate() {
        if at > from && (at - from == MOST_FILES || bytes + own.size > MOST_BYTES) {
            found.push(&due[from..at]);
            (from, bytes) = (at, 0);
        }
        bytes += own.size;
    }
    if from < due.len() {
        found.push(&due[from..]);
    }
    found
}
