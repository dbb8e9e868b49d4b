//! An archive as an SQLite database: what its decisions say, in tables and as full text, and the questions that are
//! asked of it.
//!
//! The schema, table by table and column by column, is `src/index/schema.sql`; `PRAGMA user_version` is its version
//! ([`SCHEMA_VERSION`]), `PRAGMA application_id` says that a file is such an index ([`APPLICATION_ID`]). Any program that
//! knows SQLite with FTS5 can read it:
//!
//! ```sql
//! -- Which decisions cite 25/2017/QĐ-UBND
//! SELECT DISTINCT files.path, decisions.number FROM citations JOIN decisions ON decisions.id = citations.decision
//!   JOIN files ON files.id = decisions.id WHERE citations.number_normal = '25/2017/qd-ubnd';
//! -- Which tasks Sở Nội vụ leads or supports in 2026
//! SELECT task_agencies.role, tasks.task FROM task_agencies JOIN tasks ON tasks.id = task_agencies.task
//!   WHERE agency_normal = 'so noi vu' AND 2026 BETWEEN year_from AND year_to;
//! -- What a person signed
//! SELECT decisions.number, decisions.date FROM signatures JOIN decisions ON decisions.id = signatures.decision
//!   WHERE name_normal = 'nguyen van an' AND NOT is_copy;
//! ```
//!
//! A file is read again only where it changed: where its size or time of change is another, and then its SHA-256, too, or
//! where another version of the program read it. Each batch of files is one transaction, so that an index is whole whatever
//! happens to the run, and the next run goes on. The journal is SQLite's rollback journal, since a write-ahead log does not
//! work on shared network drives.
//!
//! Walking folders, reading and parsing files, and printing are left to the command line; which acts are out of date to
//! [`status`](crate::status).

mod answer;
mod ask;
mod outdated;
mod rows;
mod store;
mod terms;
mod write;
mod years;

pub use answer::{Answer, Ending, Found, Source};
pub use ask::{Role, TextAnswers};
pub use rows::Rows;
pub use store::Index;
pub use terms::{Phrase, Word, folded, number_normal, words_of};
pub use write::{Known, Looked, Outcome};

/// The version of the schema, `PRAGMA user_version`.
pub const SCHEMA_VERSION: i64 = 1;

/// `PRAGMA application_id` of an index: "VBN1".
pub const APPLICATION_ID: i64 = 0x5642_4E31;

/// The schema with its documentation.
pub const SCHEMA: &str = include_str!("schema.sql");
