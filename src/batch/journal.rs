//! What a run has done, a line of JSON a document, in order: by it a run that was stopped is taken up again and gives what
//! it would have given.

use super::Outcome;
use crate::errors::{Code, Error};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

/// A document of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name: its place below the folder that was read, with `/` between the parts.
    pub id: String,
    /// Its size in bytes and when it was last changed, in nanoseconds since 1970: another file of this name is read again.
    pub file: Option<(u64, u64)>,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// How many bytes of output there are, up to and with its own.
    pub end: u64,
}

/// The first line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    /// What decides on the output: program, options, words.
    settings: String,
}

fn unwritable(error: std::io::Error) -> Error {
    Error::from(Code::OutputUnwritable).because(&error)
}

/// The journal of a run, locked for it as long as it is held.
pub struct Journal {
    file: File,
}

impl Journal {
    /// A new journal.
    ///
    /// # Errors
    /// Where it cannot be written, or another run holds it.
    pub fn begin(path: &Path, settings: &str) -> Result<Self, Error> {
        let mut journal = Self::open(path)?;
        journal.head(settings).map_err(unwritable)?;
        Ok(journal)
    }

    /// Empties it and writes its first line.
    fn head(&mut self, settings: &str) -> std::io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.line(&Head { settings: settings.to_owned() })
    }

    fn line(&mut self, of: &impl Serialize) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(of)?;
        line.push(b'\n');
        self.file.write_all(&line)
    }

    fn open(path: &Path) -> Result<Self, Error> {
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(unwritable)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Code::RunBusy.into()),
            // Where a file system has no locks, a run goes on without.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { file }),
        }
    }

    /// Takes a run up: `still_holds` is asked of each entry in turn, until one does not hold; what comes after is cut off.
    /// Gives the number of entries that hold and the last of them.
    ///
    /// # Errors
    /// Where the run was begun with other settings, another run holds it, or it cannot be read.
    pub fn resume(
        path: &Path,
        settings: &str,
        mut still_holds: impl FnMut(&Entry) -> bool,
    ) -> Result<(Self, u64, Option<Entry>), Error> {
        let mut journal = Self::open(path)?;
        let mut lines = BufReader::new(&journal.file);
        let mut line = Vec::new();
        let mut end = lines.read_until(b'\n', &mut line).map_err(unwritable)? as u64;
        match serde_json::from_slice::<Head>(&line) {
            Ok(head) if line.ends_with(b"\n") && head.settings == settings => {}
            Ok(head) if head.settings != settings => return Err(Code::RunSettings.into()),
            // It was stopped before it began.
            _ => {
                journal.head(settings).map_err(unwritable)?;
                return Ok((journal, 0, None));
            }
        }
        let (mut count, mut last) = (0, None);
        loop {
            line.clear();
            let bytes = lines.read_until(b'\n', &mut line).map_err(unwritable)?;
            // The last line may be half written.
            let entry = serde_json::from_slice::<Entry>(&line).ok().filter(|_| line.ends_with(b"\n"));
            let Some(entry) = entry.filter(|entry| still_holds(entry)) else { break };
            end += bytes as u64;
            count += 1;
            last = Some(entry);
        }
        journal.file.set_len(end).map_err(unwritable)?;
        journal.file.seek(SeekFrom::Start(end)).map_err(unwritable)?;
        Ok((journal, count, last))
    }

    /// Adds an entry, when its output is written.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&mut self, entry: &Entry) -> std::io::Result<()> {
        self.line(entry)
    }

    /// Gives every entry in turn.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn each(&mut self, mut found: impl FnMut(Entry)) -> std::io::Result<()> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut lines = BufReader::new(&self.file);
        let mut line = Vec::new();
        lines.read_until(b'\n', &mut line)?;
        loop {
            line.clear();
            if lines.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            found(serde_json::from_slice(&line)?);
        }
        self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Summary;
    use super::*;

    fn entry(id: &str, end: u64) -> Entry {
        Entry { id: id.to_owned(), file: Some((1, 2)), outcome: Outcome::Read(Summary::default()), end }
    }

    #[test]
    fn what_holds_is_kept_and_the_rest_cut_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("run");
        let mut journal = Journal::begin(&path, "a").expect("a journal");
        for (id, end) in [("x", 10), ("y", 20), ("z", 30)] {
            journal.add(&entry(id, end)).expect("an entry");
        }
        assert_eq!(Journal::begin(&path, "a").err().map(|error| error.code), Some(Code::RunBusy));
        // A line that was being written when the run ended.
        journal.file.write_all(b"{\"id\":\"w\"").expect("half a line");
        drop(journal);
        assert_eq!(Journal::resume(&path, "b", |_| true).err().map(|error| error.code), Some(Code::RunSettings));
        let (journal, count, last) = Journal::resume(&path, "a", |_| true).expect("a journal");
        assert_eq!((count, last), (3, Some(entry("z", 30))));
        drop(journal);
        let (mut journal, count, last) = Journal::resume(&path, "a", |entry| entry.id != "z").expect("a journal");
        assert_eq!((count, last), (2, Some(entry("y", 20))));
        journal.add(&entry("v", 25)).expect("an entry");
        let mut found = Vec::new();
        journal.each(|entry| found.push(entry.id)).expect("entries");
        assert_eq!(found, ["x", "y", "v"]);
    }
}
