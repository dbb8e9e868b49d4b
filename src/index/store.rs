//! Opening an index: never over a file that is none.

use super::{APPLICATION_ID, SCHEMA, SCHEMA_VERSION};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// How long a run waits for another one that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why an index cannot be used.
#[derive(Debug)]
pub enum Error {
    /// There is no such file.
    Missing,
    /// The file is no index.
    NotOurs,
    /// The index has another schema, of this version.
    OtherSchema(i64),
    /// Another program writes to it.
    Busy,
    /// What SQLite says.
    Failed(String),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file"),
            Self::NotOurs => f.write_str("no index of an archive"),
            Self::OtherSchema(version) => write!(f, "an index of schema version {version}, not {SCHEMA_VERSION}"),
            Self::Busy => f.write_str("another program writes to it"),
            Self::Failed(said) => f.write_str(said),
        }
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotOurs,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Failed(error.to_string()),
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
            return Err(Error::Missing);
        }
        // Not read-only: what a run that was killed left half done is taken back first.
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        if kind(&connection)? == Kind::Nothing {
            return Err(Error::NotOurs);
        }
        connection.execute_batch("PRAGMA query_only = 1")?;
        Ok(Self { connection })
    }

    /// True where a file is an index, of whatever schema.
    pub fn is_one(path: &Path) -> bool {
        matches!(Self::open(path), Ok(_) | Err(Error::OtherSchema(_)))
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("PRAGMA foreign_keys = 1; PRAGMA trusted_schema = 0;")?;
    Ok(connection)
}

fn kind(connection: &Connection) -> Result<Kind, Error> {
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    if application == APPLICATION_ID {
        return if version == SCHEMA_VERSION { Ok(Kind::Ours) } else { Err(Error::OtherSchema(version)) };
    }
    // A file without a page holds nothing that could be lost.
    if number("PRAGMA page_count")? == 0 { Ok(Kind::Nothing) } else { Err(Error::NotOurs) }
}
