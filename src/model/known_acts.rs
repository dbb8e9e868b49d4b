//! The acts whose day is known, by which a citation is judged. The rows themselves are of `status`.

use super::{Citation, DocumentKind};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The days of acts that are known, ISO 8601: what a citation says otherwise is doubtful.
#[derive(Clone, Debug, Default)]
pub struct KnownActs {
    by_number: HashMap<String, String>,
    /// Of laws alone, which are cited by their names; another law may have the same name.
    laws_by_name: HashMap<String, Vec<String>>,
}

impl KnownActs {
    /// Adds the day of an act whose number is one act's alone.
    pub fn add_number(&mut self, number: &str, date: &str) {
        self.by_number.insert(number.to_owned(), date.to_owned());
    }

    /// Adds the day of a law of this name.
    pub fn add_law(&mut self, name: &str, date: &str) {
        self.laws_by_name.entry(law_key(name)).or_default().push(date.to_owned());
    }

    /// Whether a citation's day is the act's; `None` where the act is not known, or the citation says no whole day.
    pub(super) fn agrees(&self, citation: &Citation) -> Option<bool> {
        let date = citation.date.as_deref();
        if let Some(number) = citation.number.as_deref() {
            return self.by_number.get(number).map(|known| date.is_none_or(|date| known.starts_with(date)));
        }
        let date = date.filter(|date| date.len() == 10)?;
        let name = citation.title.as_deref().filter(|_| citation.kind.as_ref().is_some_and(DocumentKind::is_law))?;
        self.laws_by_name.get(&law_key(name)).map(|days| days.iter().any(|known| known == date))
    }
}

/// A law's name as names are compared: without its kind, marks over letters, capitals and double blanks.
fn law_key(name: &str) -> String {
    let plain: String = name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let kinds = ["bo luat ", "luat ", "phap lenh "];
    kinds.iter().find_map(|kind| words.strip_prefix(kind)).unwrap_or(&words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_agrees_with_the_day_of_its_act() {
        let mut acts = KnownActs::default();
        acts.add_number("30/2020/NĐ-CP", "2020-03-05");
        acts.add_law("Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân", "2003-11-26");
        acts.add_law("Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân", "1994-06-21");
        let cited = |number: Option<&str>, title: &str, date: &str| {
            let kind = Some(if number.is_some() { DocumentKind::NghiDinh } else { DocumentKind::Luat });
            let [number, title, date] =
                [number, Some(title), Some(date).filter(|date| !date.is_empty())].map(|part| part.map(str::to_owned));
            acts.agrees(&Citation { kind, number, title, date, ..Citation::default() })
        };
        let law = "Tổ chức Hội đồng nhân dân và  Uỷ ban nhân dân";
        assert_eq!(cited(Some("30/2020/NĐ-CP"), "", "2020-03-05"), Some(true));
        assert_eq!(cited(Some("30/2020/NĐ-CP"), "", "2020"), Some(true));
        assert_eq!(cited(Some("30/2020/NĐ-CP"), "", "2020-05-03"), Some(false));
        assert_eq!(cited(Some("31/2020/NĐ-CP"), "", "2020-05-03"), None);
        assert_eq!(cited(None, law, "2003-11-26"), Some(true));
        assert_eq!(cited(None, law, "1994-06-21"), Some(true));
        assert_eq!(cited(None, law, "2005-11-26"), Some(false));
        assert_eq!(cited(None, law, ""), None);
        assert_eq!(cited(None, law, "2005"), None);
        assert_eq!(cited(None, "Dược", "2005-11-26"), None);
    }
}
