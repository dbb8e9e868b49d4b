//! Last year's document becomes next year's draft: first a plan of every change, open to review, then the change itself.
//!
//! [`plan()`] reads a document and lists rows: which words, what they should be, of what class, why, and what was
//! decided. [`apply`] makes the decided changes in a Word file, in place. Nothing is read from or written to disk here.

mod agencies;
mod apply;
mod bases;
mod blanks;
mod faults;
mod forms;
mod numbers;
mod owners;
mod reasons;
mod report;
mod rows;
mod sheet;
mod tasks;
mod years;

pub use apply::{Applied, Draft, apply};
pub use report::report;
pub use rows::{Class, Decision, Plan, Row, SCHEMA};

use crate::model::Parsed;
use crate::status::Status;
use crate::tasks::Entry;
use crate::words::{Language, Vocabulary};
use owners::Owner;
use rows::{Proposal, Taken};
use std::collections::HashMap;

/// For which year, and by which facts.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The year of the draft.
    pub year: i32,
    /// The day on which acts and agencies are judged, ISO 8601; the first of the year where none is given.
    pub date: Option<&'o str>,
    /// The province of the office, where the document does not say it.
    pub province: Option<&'o str>,
    /// The tasks as a sheet has them that departments have filled in.
    pub tasks: Option<&'o [Entry]>,
    /// The language of reasons.
    pub language: Language,
}

/// What the parts of a plan are made of.
pub(crate) struct Planner<'p> {
    parsed: &'p Parsed,
    words: &'p Vocabulary,
    status: &'p Status,
    owners: Vec<Owner<'p>>,
    /// Which of them stand in the cells of a row.
    by_row: HashMap<String, Vec<usize>>,
    /// The year of the document's programme, and of the draft.
    base: i32,
    year: i32,
    /// The day on which acts and agencies are judged.
    date: String,
    province: Option<String>,
    entries: Option<&'p [Entry]>,
    language: Language,
}

impl<'p> Planner<'p> {
    /// The value in a cell of a row that says something.
    fn in_row(&self, row: &str, value: &str) -> Option<&Owner<'p>> {
        self.by_row.get(row)?.iter().map(|at| &self.owners[*at]).find(|own| own.value == value)
    }
}

/// Lists every change that a draft for another year proposes, in the order of the document.
pub fn plan<'p>(parsed: &'p Parsed, options: &Options<'p>, words: &'p Vocabulary, status: &'p Status) -> Plan {
    let document = &parsed.document;
    let issued = document.header.date.as_ref().map(|date| date.as_str().to_owned());
    let witness = || document.attachments.iter().find_map(|own| own.issued_with.as_ref()?.date.clone());
    let issued = issued.filter(|date| date.len() >= 4).or_else(witness);
    let base = years::base_year(document).or_else(|| issued.as_deref()?.get(..4)?.parse().ok());
    let base = base.unwrap_or(options.year - 1);
    let owners = owners::owners(parsed, words);
    let planner = Planner {
        parsed,
        words,
        status,
        by_row: owners::by_row(&owners),
        owners,
        base,
        year: options.year,
        date: options.date.map_or_else(|| format!("{}-01-01", options.year), str::to_owned),
        province: options.province.map(str::to_owned).or_else(|| agencies::province_of(document, status)),
        entries: options.tasks,
        language: options.language,
    };
    let mut proposals: Vec<Proposal> = Vec::new();
    // Whoever comes first has the words: a later part leaves out what an earlier one has.
    let parts = [
        planner.blanks(),
        planner.sheet(),
        planner.bases(),
        planner.agencies(),
        planner.years(),
        planner.faults(),
        planner.forms(),
        planner.tasks(),
    ];
    let mut taken = Taken::default();
    for part in parts {
        proposals.extend(part.into_iter().filter(|proposal| taken.takes(proposal)));
    }
    rows::numbered(&planner, proposals)
}
