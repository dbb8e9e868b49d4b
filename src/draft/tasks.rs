//! Tasks of a programme's tables: each is kept, dropped or carried over; one that stands in the text as well is linked.

use super::Planner;
use super::owners::{Owner, lowered};
use super::reasons::{reason, words};
use super::rows::{Class, Decision, Proposal};
use std::collections::HashSet;

/// At least so much of the words of a task stand in a paragraph that is about it.
const ALIKE: f64 = 0.7;
/// Shorter tasks are alike by chance.
const FEW_WORDS: usize = 5;

impl Planner<'_> {
    pub(super) fn tasks(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        let paragraphs = self.paragraphs();
        for task in crate::tasks::tasks(&self.parsed.document, self.words).into_iter().filter(|task| !task.continued) {
            let Some(owner) = self.in_row(&task.row, &task.task) else { continue };
            let once = words().once.iter().find(|word| owner.lower.contains(word.as_str()));
            let decision = if once.is_some() { Decision::Open } else { Decision::Keep };
            let Some(mut own) = Proposal::of(owner, 0..owner.value.len(), Class::Task, decision) else { continue };
            own.code = if once.is_some() { "task-once" } else { "task" };
            own.reason = reason(own.code, &[once.map_or("", String::as_str)], self.language);
            own.context = String::new();
            own.with = said_again(owner, &paragraphs);
            found.push(own);
        }
        // Where the text says it again, that is a row of its own, so that both change together.
        let places: Vec<String> = found.iter().flat_map(|own: &Proposal| own.with.clone()).collect();
        for place in places {
            let Some(owner) = self.owners.iter().find(|own| own.pointer == place) else { continue };
            let Some(mut own) = Proposal::of(owner, 0..owner.value.len(), Class::Task, Decision::Keep) else {
                continue;
            };
            own.with = found.iter().filter(|task| task.with.contains(&place)).map(|task| task.place.clone()).collect();
            own.code = "task";
            own.reason = reason(own.code, &[], self.language);
            own.context = String::new();
            if !found.iter().any(|known| known.place == own.place) {
                found.push(own);
            }
        }
        found
    }

    /// The paragraphs outside of tables, each with its words.
    fn paragraphs(&self) -> Vec<(&str, HashSet<String>)> {
        let paragraphs = self.owners.iter().filter(|other| {
            !other.pointer.contains("/cells/")
                && (other.pointer.ends_with("/text") || other.pointer.ends_with("/heading"))
                && other.pointer.contains("/body/")
        });
        paragraphs.map(|own| (own.pointer.as_str(), words_of(&own.value))).collect()
    }
}

fn words_of(text: &str) -> HashSet<String> {
    let parts = lowered(text);
    let parts = parts.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    parts.map(str::to_owned).collect()
}

/// The paragraphs that hold most words of a task.
fn said_again(task: &Owner, paragraphs: &[(&str, HashSet<String>)]) -> Vec<String> {
    let own = words_of(&task.value);
    if own.len() < FEW_WORDS {
        return Vec::new();
    }
    let alike = |(_, theirs): &&(&str, HashSet<String>)| {
        let common = own.intersection(theirs).count() as f64;
        common >= own.len() as f64 * ALIKE && common >= theirs.len() as f64 * ALIKE / 2.0
    };
    paragraphs.iter().filter(alike).map(|(pointer, _)| (*pointer).to_owned()).collect()
}
