//! Opening an index: never over a file that is none.

use super::{APPLICATION_ID, SCHEMA, SCHEMA_VERSION};
use crate::errors::{Code, Error};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a run waits for another one that writes.
const PATIENCE: Duration = Duration::from_secs(20);

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Code::IndexNotOurs.into(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Code::IndexBusy.into(),
            _ => Code::IndexFailed.with(error.to_string()),
        }
    }
}

/// What a database file is.
#[derive(PartialEq, Eq)]
enum Kind {
    Nothing,
    Ours,
}

/// An open index.
pub struct Index {
    pub(super) connection: Connection,
}

impl Index {
    /// Opens an index for writing, or makes it where there is no file, or an empty one.
    ///
    /// # Errors
    /// Where the file is no index, or one of another schema: it stays as it is.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = connect(path, flags)?;
        if kind(&connection)? == Kind::Nothing {
            // In one transaction: either the whole schema is there, or nothing.
            connection.execute_batch(&format!(
                "BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}; {SCHEMA} COMMIT;"
            ))?;
        }
        Ok(Self { connection })
    }

    /// Opens an index for questions.
    ///
    /// # Errors
    /// Where there is no file, or it is no index, or one of another schema.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Code::IndexMissing.into());
        }
        // Not read-only: what a run that was killed left half done is taken back first.
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        if kind(&connection)? == Kind::Nothing {
            return Err(Code::IndexNotOurs.into());
        }
        connection.execute_batch("PRAGMA query_only = 1")?;
        Ok(Self { connection })
    }

    /// True where a file is an index, of whatever schema.
    pub fn is_one(path: &Path) -> bool {
        Self::open(path).map_or_else(|error| error.code == Code::IndexOtherSchema, |_| true)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("PRAGMA foreign_keys = 1; PRAGMA trusted_schema = 0;")?;
    Ok(connection)
}

fn other_schema(version: i64) -> Error {
    Code::IndexOtherSchema.with(version.to_string()).with(SCHEMA_VERSION.to_string())
}

fn kind(connection: &Connection) -> Result<Kind, Error> {
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    if application == APPLICATION_ID {
        return if version == SCHEMA_VERSION { Ok(Kind::Ours) } else { Err(other_schema(version)) };
    }
    // A file without a page holds nothing that could be lost.
    if number("PRAGMA page_count")? == 0 { Ok(Kind::Nothing) } else { Err(Code::IndexNotOurs.into()) }
}
