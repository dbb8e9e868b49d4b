//! Files of an office's own: word lists and tables of facts. Each is looked at by itself, so that the one that is wrong
//! is named.

use super::Problem;
use crate::status::Status;
use crate::words::Vocabulary;
use std::path::{Path, PathBuf};

/// Why a file of the office's own was not taken.
#[derive(Debug)]
pub struct Refused {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub problem: Problem,
    /// What the operating system said, where it cannot be read.
    pub cause: Option<std::io::Error>,
}

/// The built-in words with an office's own lists before them, the last first.
///
/// # Errors
/// Where a list cannot be read, or is none.
pub fn vocabulary(files: &[PathBuf]) -> Result<Vocabulary, Refused> {
    let lists = texts(files, "words-unreadable", |list| {
        Vocabulary::check(list).map_err(|error| Problem::new("words-wrong", &[&error.0]))
    })?;
    if lists.is_empty() {
        return Ok(Vocabulary::builtin().clone());
    }
    Vocabulary::with_all(lists.iter().rev().map(String::as_str))
        .map_err(|error| refused(Path::new(""), Problem::new("words-wrong", &[&error.0])))
}

/// The built-in facts with an office's own before them.
///
/// # Errors
/// Where a file of facts cannot be read, or is none.
pub fn status(files: &[PathBuf]) -> Result<Status, Refused> {
    let wrong = |error: crate::status::StatusError| Problem::new("status-wrong", &[&error.0]);
    let texts = texts(files, "status-unreadable", |text| Status::with([text]).map(|_| ()).map_err(wrong))?;
    Status::with(texts.iter().map(String::as_str)).map_err(|error| refused(Path::new(""), wrong(error)))
}

fn refused(file: &Path, problem: Problem) -> Refused {
    Refused { file: file.to_owned(), problem, cause: None }
}

fn texts(
    files: &[PathBuf],
    unreadable: &'static str,
    check: impl Fn(&str) -> Result<(), Problem>,
) -> Result<Vec<String>, Refused> {
    let text = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).map_err(|error| Refused {
            problem: Problem::new(unreadable, &[&error.to_string()]),
            cause: Some(error),
            file: file.clone(),
        })?;
        check(&text).map_err(|problem| refused(file, problem))?;
        Ok(text)
    };
    files.iter().map(text).collect()
}
