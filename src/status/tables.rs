//! The rows of `grammars/status`, as the files have them.

use crate::grammars::{grammar, table};
use crate::model::DocumentKind;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How reliable a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reliability {
    /// The act itself was read.
    Primary,
    /// Cited so in real documents.
    Document,
    /// Counted in real documents.
    Measured,
    /// Another's overview.
    Secondary,
    /// Generally known, not looked up.
    Background,
    /// Sources differ.
    Conflicting,
}

impl Reliability {
    /// True where somebody read it in the act, or in documents.
    pub fn is_verified(self) -> bool {
        matches!(self, Self::Primary | Self::Document | Self::Measured)
    }

    /// How the keys of all begin.
    pub const KEYS: &'static str = "reliability-";

    /// The key of its name among the messages: `reliability-primary`.
    pub fn message_key(self) -> &'static str {
        match self {
            Self::Primary => "reliability-primary",
            Self::Document => "reliability-document",
            Self::Measured => "reliability-measured",
            Self::Secondary => "reliability-secondary",
            Self::Background => "reliability-background",
            Self::Conflicting => "reliability-conflicting",
        }
    }
}

/// An act that amended another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Amendment {
    /// Its number.
    pub number: String,
    /// Its date of issue, ISO 8601.
    pub date: Option<String>,
    /// The first day on which it is in force.
    pub from: Option<String>,
}

/// A part of an act that has days of its own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is, in Vietnamese: `Điều 7`, `quy định đối với cán bộ, công chức`.
    pub what: String,
    /// The first day on which it is in force; that of the act where none is given.
    pub from: Option<String>,
    /// The first day on which it is no longer in force; that of the act where none is given.
    pub until: Option<String>,
    /// The numbers of what replaced it.
    #[serde(default)]
    pub by: Vec<String>,
    /// True where it outlives the act, and its end is not known.
    #[serde(default)]
    pub stays: bool,
}

/// An act (văn bản) that is cited in legal bases.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Act {
    /// Its kind: `luat`.
    pub kind: DocumentKind,
    /// Its name as cited, without number and date.
    pub name: Option<String>,
    /// Other wordings of the name.
    #[serde(default)]
    pub also: Vec<String>,
    /// Number and symbol.
    pub number: String,
    /// Its date of issue, ISO 8601.
    pub date: Option<String>,
    /// The first day in force.
    pub from: Option<String>,
    /// The first day no longer in force.
    pub until: Option<String>,
    /// True where nothing is known of its end: it is never said to be in force.
    #[serde(default)]
    pub end_unknown: bool,
    /// The numbers of what took its place, the main one first.
    #[serde(default)]
    pub replaced_by: Vec<String>,
    /// True where it ended and nothing took its place.
    #[serde(default)]
    pub repealed: bool,
    /// What amended it.
    #[serde(default)]
    pub amended_by: Vec<Amendment>,
    /// Parts of it that begin or end on other days than the act.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// The numbers of the laws that it carries out (quy định chi tiết thi hành): it lapses with the last of them.
    #[serde(default)]
    pub implements: Vec<String>,
    /// The number of the act that keeps it in force beyond those laws.
    pub kept_by: Option<String>,
    /// The numbers of the consolidated texts (văn bản hợp nhất) of it.
    #[serde(default)]
    pub consolidated: Vec<String>,
    /// Who issued it, where its symbol does not say so.
    pub issuer: Option<String>,
    /// The acts and clauses that say it, in Vietnamese.
    pub source: String,
    /// How reliable it is.
    pub reliability: Reliability,
}

/// The level of government of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Trung ương.
    Centre,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, until 30 June 2025.
    District,
    /// Cấp xã.
    Commune,
}

/// What became of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It has another name.
    Renamed,
    /// It is part of another.
    Merged,
    /// Its functions went to several.
    Split,
    /// Nothing took its place.
    Abolished,
}

/// What became of a function of a split agency.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Words that tell the function.
    pub words: Vec<String>,
    /// Where it went.
    pub to: String,
}

/// An agency, or a phrase that names a level of government, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// Other wordings and abbreviations.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its level.
    pub level: Level,
    /// The first day on which it exists.
    pub from: Option<String>,
    /// The first day on which it is gone.
    pub until: Option<String>,
    /// What became of it.
    pub change: Option<Change>,
    /// What took its place, as it is called today; the main one first.
    #[serde(default)]
    pub successors: Vec<String>,
    /// What became of its functions.
    #[serde(default)]
    pub functions: Vec<Function>,
    /// The one province for which the row holds.
    pub province: Option<String>,
    /// The acts and clauses that say it, in Vietnamese.
    pub source: String,
    /// How reliable it is.
    pub reliability: Reliability,
    /// True where nobody has compared the row with the acts yet.
    #[serde(default)]
    pub unchecked: bool,
    /// What a drafter should know, in Vietnamese.
    pub note: Option<String>,
}

/// The kind and name that a province took.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renamed {
    /// `tinh` or `thanh-pho`.
    pub kind: String,
    /// Without the kind.
    pub name: String,
}

/// A province or a city under the central government.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Province {
    /// Its name without the kind.
    pub name: String,
    /// `tinh` or `thanh-pho`.
    pub kind: String,
    /// The first day of its present shape.
    pub from: Option<String>,
    /// The first day on which it was gone, or of another kind or name.
    pub until: Option<String>,
    /// The unit that it became part of.
    pub into: Option<String>,
    /// What it became, where only kind or name changed.
    pub becomes: Option<Renamed>,
    /// The units that it was made of.
    #[serde(default)]
    pub merged_from: Vec<String>,
    /// The acts and clauses that say it, in Vietnamese.
    pub source: String,
    /// How reliable it is.
    pub reliability: Reliability,
    /// True where nobody has compared the row with the acts yet.
    #[serde(default)]
    pub unchecked: bool,
}

/// A file of such rows; an office's own may hold any of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Rows {
    /// The day up to which the file is known, ISO 8601.
    as_of: Option<String>,
    pub act: Vec<Act>,
    pub agency: Vec<Agency>,
    pub province: Vec<Province>,
}

/// All rows; an office's own stand before the built-in ones.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// The day up to which the built-in rows are known, ISO 8601.
    pub as_of: String,
    /// Acts.
    pub acts: Vec<Act>,
    /// Agencies and levels of government.
    pub agencies: Vec<Agency>,
    /// Provinces.
    pub provinces: Vec<Province>,
}

const ACTS: &str = grammar!("status/acts");
const AGENCIES: &str = grammar!("status/agencies");
const PROVINCES: &str = grammar!("status/provinces");

/// Built-in rows; a test reads the files, so that here a broken one is an empty one.
fn rows(file: &str) -> Rows {
    table(file)
}

fn builtin_rows() -> &'static Rows {
    static BUILTIN: LazyLock<Rows> = LazyLock::new(|| rows(ACTS));
    &BUILTIN
}

/// The built-in acts alone, read once: grades need no more, and whoever reads a document needs grades.
pub(super) fn builtin_acts() -> &'static [Act] {
    &builtin_rows().act
}

impl Status {
    /// The built-in rows, read once.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Status> = LazyLock::new(|| {
            let as_of = builtin_rows().as_of.clone().unwrap_or_default();
            let mut status = Status { as_of, acts: builtin_acts().to_vec(), ..Status::default() };
            [AGENCIES, PROVINCES].into_iter().for_each(|file| status.add(rows(file)));
            status
        });
        &BUILTIN
    }

    /// The rows with the built-in ones behind them.
    pub(super) fn before_builtin(mut self) -> Self {
        let builtin = Self::builtin();
        self.as_of.clone_from(&builtin.as_of);
        self.acts.extend(builtin.acts.iter().cloned());
        self.agencies.extend(builtin.agencies.iter().cloned());
        self.provinces.extend(builtin.provinces.iter().cloned());
        self
    }

    pub(super) fn add(&mut self, rows: Rows) {
        self.acts.extend(rows.act);
        self.agencies.extend(rows.agency);
        self.provinces.extend(rows.province);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_well_formed() {
        let counts = ["acts", "agencies", "provinces"].map(|file| {
            let rows: Rows = crate::grammars::written(&format!("status/{file}"));
            [rows.act.len(), rows.agency.len(), rows.province.len()].map(|count| count > 0)
        });
        // Whoever asks for acts alone reads one file alone.
        assert_eq!(counts, [[true, false, false], [false, true, false], [false, false, true]]);
        let status = Status::builtin();
        assert!(status.acts.len() > 200 && status.agencies.len() > 100 && status.provinces.len() >= 63);
        let dates = status.acts.iter().flat_map(|act| [&act.date, &act.from, &act.until]).flatten();
        assert!(dates.into_iter().all(|date| date.len() == 10));
        for act in &status.acts {
            assert!(!act.repealed || act.replaced_by.is_empty(), "{}", act.number);
        }
        for agency in &status.agencies {
            assert_eq!(
                agency.until.is_some() && agency.from.is_none(),
                agency.change.is_some() && agency.from.is_none(),
                "{}",
                agency.name
            );
        }
    }
}
