//! What is wrong in last year's document itself, and would be carried on: damaged citations, one body under several
//! names, values that were read but are doubtful.

use super::Planner;
use super::reasons::reason;
use super::rows::{Class, Decision, Proposal};
use crate::grammars::pattern;
use crate::model::{Grade, Judge};
use regex::Regex;
use std::collections::BTreeMap;
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
        let mut names: BTreeMap<(String, String), Vec<Mention>> = BTreeMap::new();
        for (index, owner) in self.owners.iter().enumerate() {
            for captures in SHORT.captures_iter(&owner.value) {
                let (Some(head), Some(short)) = (captures.name("head"), captures.name("short")) else { continue };
                let key = (super::owners::lowered(head.as_str()), short.as_str().to_owned());
                names.entry(key).or_default().push((index, short.range()));
            }
        }
        let mut found = Vec::new();
        let keys: Vec<(String, String)> = names.keys().cloned().collect();
        for key in &keys {
            let alike: Vec<&(String, String)> =
                keys.iter().filter(|other| other.0 == key.0 && is_near(&other.1, &key.1)).collect();
            let commonest = alike.iter().copied().max_by_key(|other| names[*other].len());
            let Some(commonest) = commonest.filter(|own| alike.len() > 1 && *own != key) else { continue };
            let list: Vec<&str> = alike.iter().map(|other| other.1.as_str()).collect();
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
        let mut found = Vec::new();
        crate::model::visit(&self.parsed.document, &mut |pointer, depth, _, id| {
            let field = depth == crate::model::Depth::Field && !pointer.starts_with("/header/");
            if !field || grades.grade(&judge.value(pointer, id)) != Grade::Doubtful {
                return;
            }
            let Some(owner) = self.owners.iter().find(|own| own.pointer == pointer) else { return };
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

/// True where two abbreviations may be of one body: one has the letters of the other and few more, in order.
fn is_near(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let more = long.chars().count() - short.chars().count();
    let mut letters = long.chars();
    more <= NEAR && short.chars().all(|c| letters.any(|own| own == c))
}
