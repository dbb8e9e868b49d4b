//! What is wrong with a form or its data: each with its place and the words around it.

use super::places::Place;
use serde::Serialize;

/// Something for which a form is not filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// The stable code; its message is in `grammars/diagnostics.toml`.
    pub code: &'static str,
    /// Where it stands in the form.
    pub place: Place,
    /// The words around it.
    pub around: String,
    /// What the message's `{0}`, `{1}` … stand for; the first is the field or what stands in its place.
    pub arguments: Vec<String>,
    /// The entries of the loops around it in which it happens, from 1, the outermost first; empty outside of loops.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Vec<usize>>,
}

impl Issue {
    pub(super) fn new(code: &'static str, place: Place, around: String, arguments: Vec<String>) -> Self {
        Self { code, place, around, arguments, entries: Vec::new() }
    }
}

/// Adds an issue, or the entry in which it happens to the same one: a field that is missing in forty tasks is reported once.
pub(super) fn add(issues: &mut Vec<Issue>, mut issue: Issue, entry: Vec<usize>) {
    if !entry.is_empty() {
        issue.entries.push(entry);
    }
    let same = |known: &&mut Issue| {
        known.code == issue.code
            && known.place == issue.place
            && known.around == issue.around
            && known.arguments == issue.arguments
    };
    match issues.iter_mut().find(same) {
        Some(known) => {
            for entry in issue.entries {
                if !known.entries.contains(&entry) {
                    known.entries.push(entry);
                }
            }
        }
        None => issues.push(issue),
    }
}
