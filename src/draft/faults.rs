//! What is wrong in last year's document itself, and would be carried on: damaged citations, one body under several
//! names, values that were read but are doubtful.

use super::Planner;
use super::owners::Owner;
use super::reasons::reason;
use super::rows::{Class, Decision, Proposal};
use crate::grammars::pattern;
use crate::model::{Grade, Judge};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// `ngày` behind a number, and no day behind it.
static DAMAGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<cited>(?:số\s+)?\d+[\d/]*[-/][\p{L}\d/.-]*\p{L})\s+ngày\s+(?P<what>[^\d\s.…_,;]+(?:\s+[^\d\s,;]+){0,3})",
    )
});

/// A short name: a kind of body and an abbreviation in capitals.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<head>[Bb]an|[Hh]ội đồng|[Tt]ổ|[Uu]ỷ ban|[Ủủ]y ban|[Hh]ội)\s+(?P<short>\p{Lu}{4,12})\b")
});

/// A value, by its place among the owners, and the bytes of it in which a name stands.
type Mention = (usize, std::ops::Range<usize>);

/// So many letters of an abbreviation may differ between two names of one body.
const NEAR: usize = 3;
/// So many names of one body are listed.
const MOST_LISTED: usize = 12;
/// A kind of body and its abbreviation.
type Name = (String, String);

impl Planner<'_> {
    pub(super) fn faults(&self) -> Vec<Proposal> {
        let mut found = self.damaged();
        found.extend(self.several_names());
        found.extend(self.doubtful());
        found
    }

    fn damaged(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        for owner in &self.owners {
            for captures in DAMAGED.captures_iter(&owner.value) {
                let Some(what) = captures.name("what") else { continue };
                // `ngày tháng năm` of a form to be filled in is blank, not damaged.
                if what.as_str().starts_with("tháng")
                    || what.as_str().starts_with("ký")
                    || what.as_str().starts_with("ban")
                {
                    continue;
                }
                let Some(mut own) = Proposal::of(owner, what.range(), Class::SourceFault, Decision::Open) else {
                    continue;
                };
                own.code = "citation-damaged";
                own.reason = reason(own.code, &[], self.language);
                found.push(own);
            }
        }
        found
    }

    /// Names of one kind of body whose abbreviations are nearly alike: one row for every wording but the commonest.
    fn several_names(&self) -> Vec<Proposal> {
        let mut names: BTreeMap<Name, Vec<Mention>> = BTreeMap::new();
        for (index, owner) in self.owners.iter().enumerate() {
            for captures in SHORT.captures_iter(&owner.value) {
                let (Some(head), Some(short)) = (captures.name("head"), captures.name("short")) else { continue };
                let key = (super::owners::lowered(head.as_str()), short.as_str().to_owned());
                names.entry(key).or_default().push((index, short.range()));
            }
        }
        let mut found = Vec::new();
        let near = near(names.keys());
        for key in names.keys() {
            let Some(alike) = near.get(&key) else { continue };
            let commonest = alike.iter().copied().max_by_key(|other| names[*other].len());
            let Some(commonest) = commonest.filter(|own| *own != key) else { continue };
            let mut list: Vec<&str> = alike.iter().take(MOST_LISTED).map(|other| other.1.as_str()).collect();
            if alike.len() > list.len() {
                list.push("…");
            }
            for (index, range) in &names[key] {
                let owner = &self.owners[*index];
                let Some(mut own) = Proposal::of(owner, range.clone(), Class::SourceFault, Decision::Open) else {
                    continue;
                };
                own.new.clone_from(&commonest.1);
                own.code = "body-several-names";
                own.reason = reason(own.code, &[&list.join(", ")], self.language);
                found.push(own);
            }
        }
        found
    }

    /// Fields that were read, but doubtful by their grade.
    fn doubtful(&self) -> Vec<Proposal> {
        if !crate::model::is_recognised(self.parsed) {
            return Vec::new();
        }
        let grades = crate::status::grades();
        let judge = Judge::new(self.parsed, grades);
        let by_pointer: HashMap<&str, &Owner> =
            self.owners.iter().rev().map(|own| (own.pointer.as_str(), own)).collect();
        let mut found = Vec::new();
        crate::model::visit(&self.parsed.document, &mut |pointer, depth, _, id| {
            let field = depth == crate::model::Depth::Field && !pointer.starts_with("/header/");
            if !field || grades.grade(&judge.value(pointer, id)) != Grade::Doubtful {
                return;
            }
            let Some(owner) = by_pointer.get(pointer) else { return };
            let Some(mut own) = Proposal::of(owner, 0..owner.value.len(), Class::SourceFault, Decision::Open) else {
                return;
            };
            own.code = "doubtful";
            own.reason = reason(own.code, &[], self.language);
            found.push(own);
        });
        found
    }
}

/// The names that may be of one body with each other, itself among them, in order: one abbreviation has the letters of the
/// other and few more, in order.
fn near<'n>(names: impl Iterator<Item = &'n Name>) -> HashMap<&'n Name, BTreeSet<&'n Name>> {
    let names: Vec<&Name> = names.collect();
    let by_text: HashMap<(&str, &str), &Name> =
        names.iter().map(|own| ((own.0.as_str(), own.1.as_str()), *own)).collect();
    let mut found: HashMap<&Name, BTreeSet<&Name>> = HashMap::new();
    for long in names {
        for letters in shortened(&long.1) {
            let Some(short) = by_text.get(&(long.0.as_str(), letters.as_str())).filter(|own| **own != long) else {
                continue;
            };
            for (one, other) in [(long, *short), (*short, long)] {
                found.entry(one).or_default().extend([one, other]);
            }
        }
    }
    found
}

/// An abbreviation without one letter, without two and so on. It has few letters, so these are few, however many
/// abbreviations there are.
fn shortened(letters: &str) -> HashSet<String> {
    let mut all = HashSet::new();
    let mut last = HashSet::from([letters.to_owned()]);
    for _ in 0..NEAR {
        let without_one = |own: &String| {
            let own = own.clone();
            let places: Vec<usize> = own.char_indices().map(|(at, _)| at).collect();
            places.into_iter().map(move |at| {
                let mut shorter = own.clone();
                shorter.remove(at);
                shorter
            })
        };
        last = last.iter().flat_map(without_one).collect();
        all.extend(last.iter().cloned());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_of_one_body_are_near() {
        let of = |head: &str, short: &str| (head.to_owned(), short.to_owned());
        let names =
            [of("ban", "VSTBPN"), of("ban", "VSTBCPN"), of("ban", "BDG"), of("hội", "VSTBPN"), of("ban", "VSTB")];
        let found = near(names.iter());
        let all = BTreeSet::from([&names[0], &names[1], &names[4]]);
        assert_eq!(found.get(&names[0]), Some(&all));
        assert_eq!(found.get(&names[4]), Some(&all));
        assert_eq!((found.get(&names[2]), found.get(&names[3])), (None, None));
    }
}
