//! `grammars/draft.toml`: the words by which years, periods and tasks are recognised, and the reasons that are given.

use crate::grammars::{grammar, table};
use crate::model::DocumentKind;
use crate::words::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub results: Vec<String>,
    pub school: Vec<String>,
    pub term: Vec<String>,
    pub budget: Vec<String>,
    pub goal: Vec<String>,
    pub old: Vec<String>,
    pub annual: Vec<DocumentKind>,
    pub once: Vec<String>,
    pub persons: Vec<String>,
    pub slots: BTreeMap<String, String>,
    reasons: BTreeMap<String, Wording>,
    labels: BTreeMap<String, Wording>,
    report: BTreeMap<String, Wording>,
}

#[derive(Debug, Deserialize)]
struct Wording {
    vi: String,
    en: String,
}

impl Wording {
    fn of(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.vi,
            Language::English => &self.en,
        }
    }
}

/// The file, read once; a test reads it, so that here a broken one is an empty one.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| table(grammar!("draft")));
    &WORDS
}

/// The reason of a code, its `{0}`, `{1}` … filled in.
pub(super) fn reason(code: &str, arguments: &[&str], language: Language) -> String {
    filled(words().reasons.get(code).map_or(code, |own| own.of(language)), arguments)
}

/// A word of the program's own within a reason.
pub(super) fn label(code: &str, language: Language) -> &'static str {
    words().labels.get(code).map_or("", |own| own.of(language))
}

/// A line of the review page, its `{0}`, `{1}` … filled in.
pub(super) fn line(code: &str, arguments: &[&str], language: Language) -> String {
    filled(words().report.get(code).map_or(code, |own| own.of(language)), arguments)
}

/// What stands in a slot: `[[số]]`.
pub(super) fn slot(name: &str, arguments: &[&str]) -> String {
    format!("[[{}]]", filled(words().slots.get(name).map_or(name, String::as_str), arguments))
}

/// How a date is written in a reason: day first in Vietnamese, as in the data in English.
pub(super) fn shown_date(iso: &str, language: Language) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    match (parts.as_slice(), language) {
        ([year, month, day], Language::Vietnamese) => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

fn filled(template: &str, arguments: &[&str]) -> String {
    let pairs = arguments.iter().enumerate();
    pairs.fold(template.to_owned(), |text, (index, own)| text.replace(&format!("{{{index}}}"), own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed() {
        let words: Words = crate::grammars::written("draft");
        assert!(words.reasons.len() > 30 && !words.results.is_empty());
        assert_eq!(slot("annual", &["Kế hoạch", "2027"]), "[[Kế hoạch năm 2027]]");
    }
}
