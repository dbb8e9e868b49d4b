//! The rows of a plan, as a person reads and edits them in YAML.

use super::Planner;
use super::owners::Owner;
use crate::model::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The plan's name and version.
pub const SCHEMA: &str = "vanban-plan/1";

/// What is proposed for a draft of another year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plan {
    /// [`SCHEMA`].
    pub schema: String,
    /// The number of the document it was made of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
    /// How many bytes were read of that document: a plan fits the document it was made of, and no other.
    pub source_length: usize,
    /// The year of the document's programme.
    pub from: i32,
    /// The year of the draft.
    pub year: i32,
    /// The day on which acts and agencies were judged.
    pub date: String,
    /// The day up to which the built-in facts were known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub facts_as_of: Option<String>,
    /// The province by whose facts.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub province: Option<String>,
    /// The changes, in the order of the document.
    pub rows: Vec<Row>,
}

impl Plan {
    /// How many rows there are, how many of them propose something, how many are open, and how many keep what stands.
    pub fn counts(&self) -> [usize; 4] {
        let of = |decision: Decision| self.rows.iter().filter(|row| row.decision == decision).count();
        let (all, kept) = (self.rows.len(), of(Decision::Keep));
        [all, all - kept, of(Decision::Open), kept]
    }
}

/// Of what kind a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The programme's own year.
    Shift,
    /// The year before.
    ShiftBack,
    /// Stays as it is.
    Keep,
    /// Only a person knows.
    Ask,
    /// Left blank: number, date, signature.
    Blank,
    /// A legal basis: in force, amended, replaced, repealed, unknown.
    Basis,
    /// A basis that is replaced every year.
    AnnualBasis,
    /// An agency or a level of government that is no more.
    Agency,
    /// A task: keep, drop, carry over.
    Task,
    /// What the form in force changes.
    Form,
    /// What is wrong in the document itself.
    SourceFault,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// The new words are taken.
    Accept,
    /// The old words stay.
    Keep,
    /// Words of the drafter's own, in `new`, are taken.
    Edit,
    /// The row of the table goes.
    Drop,
    /// Not decided: a slot stands in the draft.
    Open,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Row {
    /// Its number, from 1.
    pub id: u32,
    /// Of what kind it is.
    pub class: Class,
    /// What was decided: accept, keep, edit, drop, open.
    pub decision: Decision,
    /// The words that go.
    pub old: String,
    /// What stands there instead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub new: String,
    /// Why.
    pub reason: String,
    /// The text around, the words marked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub context: String,
    /// The value in which they stand: a JSON Pointer.
    pub place: String,
    /// The bytes of the read text which go.
    pub at: Vec<[u32; 2]>,
    /// The stable code of the reason.
    pub code: String,
    /// Rows that change together with this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<u32>,
}

impl Row {
    /// The spans of the read text which go.
    pub fn spans(&self) -> Vec<Span> {
        self.at.iter().map(|[start, end]| Span { start: *start, end: *end }).collect()
    }
}

/// A change before it has a number.
#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub place: String,
    pub spans: Vec<Span>,
    pub old: String,
    pub new: String,
    pub context: String,
    pub class: Class,
    pub decision: Decision,
    pub code: &'static str,
    pub reason: String,
    /// The places of other proposals that change with it.
    pub with: Vec<String>,
}

impl Proposal {
    /// A change of words of a value: bytes of the value.
    pub(super) fn of(owner: &Owner, within: std::ops::Range<usize>, class: Class, decision: Decision) -> Option<Self> {
        let spans = owner.spans(within.clone());
        if spans.is_empty() {
            return None;
        }
        Some(Self {
            place: owner.pointer.clone(),
            spans,
            old: owner.value.get(within.clone())?.to_owned(),
            new: String::new(),
            context: around(&owner.value, within),
            class,
            decision,
            code: "",
            reason: String::new(),
            with: Vec::new(),
        })
    }
}

/// The words that proposals have: ranges apart from each other, by where they begin.
#[derive(Default)]
pub(super) struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Takes the words of a proposal; false where some of them are taken. A task's row as a whole is no words.
    pub(super) fn takes(&mut self, own: &Proposal) -> bool {
        if own.class == Class::Task {
            return true;
        }
        let meets = |span: &Span| self.0.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start);
        if own.spans.iter().any(meets) {
            return false;
        }
        // Two spans of one proposal may meet: the map keeps what both reach.
        for span in own.spans.iter().filter(|span| !span.is_empty()) {
            let reached = self.0.range(..=span.end).next_back().filter(|(_, end)| **end >= span.start);
            let (start, end) =
                reached.map_or((span.start, span.end), |(start, end)| (*start.min(&span.start), *end.max(&span.end)));
            self.0.insert(start, end);
        }
        true
    }
}

/// So many characters of the text around are shown on either side.
const AROUND: usize = 48;

/// The text around some words, which are marked: `… kết quả năm «2024» và …`.
fn around(value: &str, within: std::ops::Range<usize>) -> String {
    let (before, after) = (&value[..within.start], &value[within.end..]);
    let head = match before.char_indices().rev().nth(AROUND) {
        Some((at, beyond)) => format!("…{}", &before[at + beyond.len_utf8()..]),
        None => before.to_owned(),
    };
    let tail = match after.char_indices().nth(AROUND) {
        Some((at, _)) => format!("{}…", &after[..at]),
        None => after.to_owned(),
    };
    format!("{head}«{}»{tail}", &value[within]).replace('\n', " ")
}

/// The plan: proposals in the order of the document, each with its number.
pub(super) fn numbered(planner: &Planner, mut proposals: Vec<Proposal>) -> Plan {
    proposals.sort_by_key(|own| own.spans.first().map_or(0, |span| span.start));
    let places: Vec<(String, Class)> = proposals.iter().map(|own| (own.place.clone(), own.class)).collect();
    let mut tasks: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (place, _)) in places.iter().enumerate().filter(|(_, (_, class))| *class == Class::Task) {
        tasks.entry(place).or_default().push(index);
    }
    let numbers = |with: &[String], own: usize| -> Vec<u32> {
        let others = with.iter().flat_map(|place| tasks.get(place.as_str()).into_iter().flatten());
        let others: BTreeSet<usize> = others.copied().filter(|index| *index != own).collect();
        others.into_iter().map(|index| index as u32 + 1).collect()
    };
    let rows = proposals
        .iter()
        .enumerate()
        .map(|(index, own)| Row {
            id: index as u32 + 1,
            class: own.class,
            decision: own.decision,
            old: own.old.clone(),
            new: own.new.clone(),
            reason: own.reason.clone(),
            context: own.context.clone(),
            place: own.place.clone(),
            at: own.spans.iter().map(|span| [span.start, span.end]).collect(),
            code: own.code.to_owned(),
            with: numbers(&own.with, index),
        })
        .collect();
    Plan {
        schema: SCHEMA.to_owned(),
        source: planner.parsed.document.header.number.as_ref().map(|number| number.text.value.clone()),
        source_length: planner.parsed.text.len(),
        from: planner.base,
        year: planner.year,
        date: planner.date.clone(),
        facts_as_of: Some(planner.status.as_of.clone()).filter(|day| !day.is_empty()),
        province: planner.province.clone(),
        rows,
    }
}
