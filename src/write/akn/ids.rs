//! The `eId` of every element (Akoma Ntoso Naming Convention 1.0, 5): the ids of what it stands in, a short name of the
//! element, and its own number, as `art_1__para_2__point_đ`.
//!
//! The number is the one on paper, its letters as they are: `đ` is not `d`. Where paper has a number twice, the second
//! is `art_8-2`; what has no number is counted. So an id stays when text elsewhere changes.

use std::collections::{HashMap, HashSet};

/// The ids that were given.
#[derive(Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    counts: HashMap<String, u32>,
}

impl Ids {
    /// The id of an element below `within` (empty for none) that has a number; without one it is counted.
    pub(super) fn numbered(&mut self, within: &str, name: &str, number: Option<&str>) -> String {
        let number = number.map(cleaned).unwrap_or_default();
        if number.is_empty() {
            return self.counted(within, name);
        }
        let id = joined(within, &format!("{name}_{number}"));
        if self.taken.insert(id.clone()) {
            return id;
        }
        loop {
            let count = self.counts.entry(id.clone()).or_insert(1);
            *count += 1;
            let again = format!("{id}-{count}");
            if self.taken.insert(again.clone()) {
                return again;
            }
        }
    }

    /// The id of an element that is counted among those of its name below `within`.
    pub(super) fn counted(&mut self, within: &str, name: &str) -> String {
        let base = joined(within, name);
        loop {
            let count = self.counts.entry(base.clone()).or_insert(0);
            *count += 1;
            let id = format!("{base}_{count}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// An id and one below it.
pub(super) fn joined(within: &str, id: &str) -> String {
    if within.is_empty() { id.to_owned() } else { format!("{within}__{id}") }
}

/// A number without marks and blanks; dots within it become hyphens: `1.2.` is `1-2`.
fn cleaned(number: &str) -> String {
    let kept = |c: char| if c == '.' { '-' } else { c };
    let number: String = number.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).map(kept).collect();
    number.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_numbers_on_paper() {
        let mut ids = Ids::default();
        let article = ids.numbered("", "art", Some("8"));
        let clause = ids.numbered(&article, "para", Some("2"));
        assert_eq!(ids.numbered(&clause, "point", Some("d")), "art_8__para_2__point_d");
        assert_eq!(ids.numbered(&clause, "point", Some("đ")), "art_8__para_2__point_đ");
        assert_eq!(ids.numbered("", "art", Some("8")), "art_8-2");
        assert_eq!(ids.numbered("", "art", Some("8")), "art_8-3");
        assert_eq!(ids.numbered("", "lvl", Some("1.2.")), "lvl_1-2");
        assert_eq!(ids.numbered("", "indent", None), "indent_1");
        assert_eq!(ids.numbered("", "indent", Some("(*)")), "indent_2");
    }

    #[test]
    fn a_counted_id_never_meets_a_numbered_one() {
        let mut ids = Ids::default();
        assert_eq!(ids.numbered("", "point", Some("1")), "point_1");
        assert_eq!(ids.counted("", "point"), "point_2");
        assert_eq!(ids.numbered("", "point", Some("2")), "point_2-2");
    }
}
