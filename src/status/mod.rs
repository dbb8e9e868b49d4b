//! Dated facts: acts and what replaced them, agencies and provinces and what became of them, and how often the
//! program's own values were right.
//!
//! The tables are `grammars/status/*.toml` and `grammars/grades.toml`; an office adds its own rows by
//! [`Status::with`]. A row says nothing outside its dates, and how reliable it is stands in it.

mod grades;
mod lookup;
mod tables;

pub use grades::grades;
pub use lookup::{Finder, Mention, Standing};
pub use tables::{Act, Agency, Amendment, Change, Function, Level, Province, Reliability, Renamed, Status};
