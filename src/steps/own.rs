//! Files of an office's own: word lists and tables of facts. Each is looked at by itself, so that the one that is wrong
//! is named.

use crate::errors::{Code, Error};
use crate::status::Status;
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

/// The built-in facts with an office's own before them.
///
/// # Errors
/// Where a file of facts cannot be read, or is none: the error has its name.
pub fn status(files: &[PathBuf]) -> Result<Status, Error> {
    let texts = texts(files, Code::StatusUnreadable, |text| Status::with([text]).map(|_| ()))?;
    Status::with(texts.iter().map(String::as_str))
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
