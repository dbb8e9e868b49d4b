//! Many documents: read in parallel, given back in order, in memory that does not grow with their number, each in a
//! process that can be ended.
//!
//! [`ordered`] shares work out and keeps its order; [`Worker`] is a process of this program that reads one document after
//! another and may be ended for one that hangs or explodes; [`Record`] and [`Said`] are what is asked of it and what it
//! answers; [`Journal`] says what a run has done, so that it can be taken up again; [`Report`] counts what failed and what
//! is doubtful. What the commands print, and where, is the command line's.

mod journal;
mod order;
mod record;
mod report;
mod worker;

pub use journal::{Entry, Journal};
pub use order::ordered;
pub use record::{Outcome, Record, Said, Summary};
pub use report::{Counter, Report, by_code};
pub use worker::{Answer, Limits, Worker, hold_memory};
