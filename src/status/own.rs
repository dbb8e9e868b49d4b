//! Facts of an office's own, which stand before the built-in ones.

use super::Status;
use super::sheet::rows;
use super::tables::Rows;
use crate::errors::{Code, Error};

/// A file of an office's own facts.
#[derive(Clone, Debug)]
pub enum OwnFile {
    /// The text of a file in the form of `grammars/status`.
    Toml(String),
    /// The cells of a sheet (.csv, .xlsx): the names of columns, then a row for each act, agency or province.
    Sheet(Vec<Vec<String>>),
}

impl Status {
    /// The built-in rows with those of an office's own files before them, the first file's first.
    ///
    /// # Errors
    /// Where a file is no such TOML, or a row of it cannot be: what is wrong in it, and on which line or in which row.
    pub fn with<'f>(files: impl IntoIterator<Item = &'f str>) -> Result<Self, Error> {
        let files: Vec<OwnFile> = files.into_iter().map(|text| OwnFile::Toml(text.to_owned())).collect();
        Self::with_files(&files)
    }

    /// The same of files as TOML and of sheets.
    ///
    /// # Errors
    /// As [`Status::with`]; of a sheet also where a column is not known.
    pub fn with_files(files: &[OwnFile]) -> Result<Self, Error> {
        let mut status = Self::default();
        for file in files {
            status.add(match file {
                OwnFile::Toml(text) => {
                    checked(toml::from_str(text).map_err(|error| Code::StatusWrong.with(error.to_string()))?)?
                }
                OwnFile::Sheet(cells) => checked(rows(cells)?)?,
            });
        }
        Ok(status.before_builtin())
    }
}

/// Rows of an office's own, if they can be.
fn checked(rows: Rows) -> Result<Rows, Error> {
    let own = Status { acts: rows.act.clone(), agencies: rows.agency.clone(), ..Status::default() };
    let own = Status { provinces: rows.province.clone(), ..own };
    match own.faults().first() {
        Some(fault) => Err(Code::StatusWrong.with(fault.to_string())),
        None => Ok(rows),
    }
}
