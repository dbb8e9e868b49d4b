//! What failed in a run and what is doubtful, by kind and by office.

use super::{Entry, Outcome};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The most offices that are distinguished: a misread name is an office of its own, and an archive has many.
const MOST_OFFICES: usize = 10_000;

/// The counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Documents in all.
    pub files: u64,
    /// Those that were read.
    pub read: u64,
    /// Of these, those with an error or a warning.
    pub doubtful: u64,
    /// Those that could not be read.
    pub failed: u64,
    /// What stood in the folders and was no document.
    pub skipped: u64,
    /// Documents that were read, by office and kind.
    pub documents: Vec<Group>,
    /// What is doubtful in them, by office, kind and code.
    pub doubts: Vec<Group>,
    /// Why others could not be read, by folder and code.
    pub failures: Vec<Group>,
}

/// So many documents that have something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The agency as written, where it was read; of a failure, the topmost folder in which the file stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The kind as a key, where it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The code of `grammars/diagnostics.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How many documents.
    pub files: u64,
}

type Counts = BTreeMap<(Option<String>, Option<String>, Option<String>), u64>;

/// Counts the documents of a run one by one, in memory that grows with offices and codes only.
#[derive(Default)]
pub struct Counter {
    report: Report,
    documents: Counts,
    doubts: Counts,
    failures: Counts,
    offices: BTreeSet<String>,
}

impl Counter {
    /// Counts a document.
    pub fn add(&mut self, entry: &Entry) {
        self.report.files += 1;
        match &entry.outcome {
            Outcome::Failed { code, .. } => {
                self.report.failed += 1;
                let folder = entry.id.split_once('/').map(|(folder, _)| self.known(folder));
                *self.failures.entry((folder, None, Some(code.clone()))).or_default() += 1;
            }
            Outcome::Read(summary) => {
                self.report.read += 1;
                self.report.doubtful += u64::from(!summary.doubts.is_empty());
                let office = summary.office.as_ref().map(|office| self.known(office));
                let kind = summary.kind.clone();
                for code in summary.doubts.keys() {
                    *self.doubts.entry((office.clone(), kind.clone(), Some(code.clone()))).or_default() += 1;
                }
                *self.documents.entry((office, kind, None)).or_default() += 1;
            }
        }
    }

    /// The name under which an office is counted: `…` where there are too many.
    fn known(&mut self, office: &str) -> String {
        if self.offices.contains(office) {
            return office.to_owned();
        }
        if self.offices.len() >= MOST_OFFICES {
            return "…".to_owned();
        }
        self.offices.insert(office.to_owned());
        office.to_owned()
    }

    /// The report.
    pub fn report(self) -> Report {
        let groups = |counts: Counts| {
            counts.into_iter().map(|((office, kind, code), files)| Group { office, kind, code, files }).collect()
        };
        Report {
            documents: groups(self.documents),
            doubts: groups(self.doubts),
            failures: groups(self.failures),
            ..self.report
        }
    }
}

/// How many documents have each code, the most frequent first.
pub fn by_code(groups: &[Group]) -> Vec<(&str, u64)> {
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    for group in groups {
        *found.entry(group.code.as_deref().unwrap_or_default()).or_default() += group.files;
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(code, files)| (Reverse(*files), *code));
    found
}

#[cfg(test)]
mod tests {
    use super::super::Summary;
    use super::*;

    #[test]
    fn documents_are_counted_by_office_kind_and_code() {
        let mut counter = Counter::default();
        let doubts = BTreeMap::from([("number-missing".to_owned(), 2), ("date-missing".to_owned(), 1)]);
        let read = |doubts: &BTreeMap<String, u32>| {
            Outcome::Read(Summary {
                office: Some("SỞ Y TẾ".to_owned()),
                kind: Some("quyet-dinh".to_owned()),
                doubts: doubts.clone(),
            })
        };
        let failed = Outcome::Failed { code: "input-broken".to_owned(), arguments: Vec::new() };
        let outcomes = [read(&doubts), read(&BTreeMap::new()), failed];
        for (number, outcome) in outcomes.into_iter().enumerate() {
            counter.add(&Entry { id: format!("y/{number}.txt"), file: None, outcome, end: 0 });
        }
        let report = counter.report();
        assert_eq!((report.files, report.read, report.doubtful, report.failed), (3, 2, 1, 1));
        assert_eq!(report.documents.iter().map(|group| group.files).collect::<Vec<_>>(), [2]);
        assert_eq!(by_code(&report.doubts), [("date-missing", 1), ("number-missing", 1)]);
        assert_eq!(report.failures[0].office.as_deref(), Some("y"));
    }
}
