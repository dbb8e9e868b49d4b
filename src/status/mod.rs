//! Dated facts: acts and what replaced them, agencies and provinces and what became of them, and how often the
//! program's own values were right.
//!
//! The tables are `grammars/status/*.toml` and `grammars/grades.toml`; an office adds its own rows by
//! [`Status::with`]. A row says nothing outside its dates, and how reliable it is stands in it.

mod communes;
mod faults;
mod grades;
mod lookup;
mod miscited;
mod own;
mod sheet;
mod tables;
mod wording;

pub use communes::{Commune, communes};
pub use faults::{Fault, Problem};
pub use grades::grades;
pub use lookup::{Finder, Force, Mention, Standing, Successors};
pub use miscited::Miscited;
pub use own::OwnFile;
pub use tables::{Act, Agency, Amendment, Change, Function, Level, Part, Province, Reliability, Renamed, Status};
