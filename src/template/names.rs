//! The names of fields and filters, from `grammars/template.toml`.

use crate::grammars::{grammar, table};
use crate::model::ColumnRole;
use crate::words::{Language, fold};
use serde::Deserialize;
use std::sync::OnceLock;

/// What `grammars/template.toml` holds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Names {
    /// Tags of content controls that are no fields: how they begin.
    pub ignored_tags: Vec<String>,
    /// The names of an entry's place in its list.
    pub position: Vec<String>,
    pub numerals: Numerals,
    pub fields: Vec<Entry>,
    pub filters: Vec<Entry>,
}

/// The words of numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Numerals {
    pub digits: Vec<String>,
    pub hundred: String,
    pub zero_tens: String,
    pub ten: String,
    pub tens: String,
    pub one_after_tens: String,
    pub four_after_tens: String,
    pub five_after_tens: String,
    pub scales: Vec<String>,
    pub billion: String,
    pub negative: String,
    pub point: String,
}

/// A field, a column of a list, or a filter.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Entry {
    /// All names; the first is the Vietnamese one.
    pub names: Vec<String>,
    /// Where its value stands: from the document, or from an entry of its list.
    pub path: String,
    /// The filter of a mark that has none.
    pub filter: Option<String>,
    /// The text of an entry, where a list becomes one text.
    pub each: Option<String>,
    /// What stands between such texts.
    pub join: String,
    /// True for the column that is the entry itself where the data gives plain texts.
    pub main: bool,
    /// True for the column that is the entry's place in the list where the data does not give it.
    pub position: bool,
    /// What columns of a task table hold it.
    pub roles: Vec<ColumnRole>,
    /// What each entry of a list has; empty for a text.
    pub columns: Vec<Entry>,
    vi: String,
    en: String,
}

impl Entry {
    /// The name by which it is reported.
    pub(super) fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// What it is, in words.
    pub(super) fn description(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.vi,
            Language::English => &self.en,
        }
    }
}

/// The table of the program.
pub(super) fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| table(grammar!("template")))
}

/// The entry of a name.
pub(super) fn named<'e>(entries: &'e [Entry], name: &str) -> Option<&'e Entry> {
    entries.iter().find(|entry| entry.names.iter().any(|own| own == name))
}

/// A name as names are compared: without diacritics and capitals, words joined by `_`; a dot leads into a part.
/// `Số, ký hiệu` is `so_ky_hieu`.
pub(super) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in fold(name.trim()).chars() {
        match c {
            'a'..='z' | '0'..='9' | '.' => key.push(c),
            _ if key.ends_with(['_', '.']) || key.is_empty() => {}
            _ => key.push('_'),
        }
    }
    key.truncate(key.trim_end_matches(['_', '.']).len());
    key
}

/// The name most like one that is not known, where one is like it at all.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    let scored = known.map(|known| (strsim::normalized_damerau_levenshtein(name, known), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.5).then(|| best.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_keys_and_stand_once() {
        let table = names();
        assert!(table.fields.len() > 20 && table.filters.len() > 10 && table.numerals.digits.len() == 10);
        for entries in std::iter::once(&table.fields).chain(table.fields.iter().map(|field| &field.columns)) {
            let mut seen: Vec<&str> = entries.iter().flat_map(|entry| &entry.names).map(String::as_str).collect();
            assert!(seen.iter().all(|name| key(name) == *name), "{seen:?}");
            seen.sort_unstable();
            assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
        }
        let all = table.fields.iter().chain(table.fields.iter().flat_map(|field| &field.columns)).chain(&table.filters);
        assert!(all.into_iter().all(|entry| !entry.vi.is_empty() && !entry.en.is_empty()));
    }

    #[test]
    fn a_name_may_be_written_as_on_paper() {
        for (written, name) in
            [("Số, ký hiệu", "so_ky_hieu"), (" so_ky_hieu ", "so_ky_hieu"), ("Nơi nhận:", "noi_nhan")]
        {
            assert_eq!(key(written), name);
        }
        let known = ["so_ky_hieu", "trich_yeu"];
        assert_eq!(nearest("so_ki_hieu", known.into_iter()).as_deref(), Some("so_ky_hieu"));
        assert_eq!(nearest("xyz", known.into_iter()), None);
    }
}
