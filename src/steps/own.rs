//! Files of an office's own: word lists and tables of facts. Each is looked at by itself, so that the one that is wrong
//! is named.

use crate::errors::{Code, Error};
use crate::read;
use crate::status::{OwnFile, Status};
use crate::words::Vocabulary;
use std::path::PathBuf;

/// The built-in words with an office's own lists before them, the last first.
///
/// # Errors
/// Where a list cannot be read, or is none: the error has its name.
pub fn vocabulary(files: &[PathBuf]) -> Result<Vocabulary, Error> {
    let lists = texts(files, Code::WordsUnreadable, Vocabulary::check)?;
    if lists.is_empty() {
        return Ok(Vocabulary::builtin().clone());
    }
    Vocabulary::with_all(lists.iter().rev().map(String::as_str))
}

/// The built-in facts with an office's own before them: TOML in the form of `grammars/status`, or a sheet (.csv, .xlsx) with
/// its columns.
///
/// # Errors
/// Where a file of facts cannot be read, or is none: the error has its name.
pub fn status(files: &[PathBuf]) -> Result<Status, Error> {
    let own = |file: &PathBuf| {
        let named = |error: Error| error.named(file.display().to_string());
        let unreadable = |error: std::io::Error| named(Error::from(Code::StatusUnreadable).because(&error));
        let is_sheet =
            file.extension().is_some_and(|end| ["csv", "tsv", "xlsx"].iter().any(|own| end.eq_ignore_ascii_case(own)));
        let own = match is_sheet {
            true => OwnFile::Sheet(read::sheet_rows(&std::fs::read(file).map_err(unreadable)?).map_err(named)?),
            false => OwnFile::Toml(std::fs::read_to_string(file).map_err(unreadable)?),
        };
        // Each by itself, so that the one that is wrong is named.
        Status::with_files(std::slice::from_ref(&own)).map_err(named)?;
        Ok(own)
    };
    let files: Vec<OwnFile> = files.iter().map(own).collect::<Result<_, Error>>()?;
    Status::with_files(&files)
}

fn texts(files: &[PathBuf], unreadable: Code, check: fn(&str) -> Result<(), Error>) -> Result<Vec<String>, Error> {
    let text = |file: &PathBuf| {
        let named = |error: Error| error.named(file.display().to_string());
        let text = std::fs::read_to_string(file).map_err(|error| named(Error::from(unreadable).because(&error)))?;
        check(&text).map_err(named)?;
        Ok(text)
    };
    files.iter().map(text).collect()
}
