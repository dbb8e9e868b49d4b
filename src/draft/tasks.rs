//! Tasks of a programme's tables: each is kept, dropped or carried over; one that stands in the text as well is linked.

use super::Planner;
use super::owners::lowered;
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
        for task in crate::tasks::tasks(&self.parsed.document, self.words).into_iter().filter(|task| !task.continued) {
            let content = self
                .owners
                .iter()
                .find(|own| own.pointer.starts_with(&format!("{}/cells/", task.row)) && own.value == task.task);
            let Some(owner) = content else { continue };
            let once = words().once.iter().find(|word| owner.lower.contains(word.as_str()));
            let decision = if once.is_some() { Decision::Open } else { Decision::Keep };
            let Some(mut own) = Proposal::of(owner, 0..owner.value.len(), Class::Task, decision) else { continue };
            own.code = if once.is_some() { "task-once" } else { "task" };
            own.reason = reason(own.code, &[once.map_or("", String::as_str)], self.language);
            own.context = String::new();
            own.with = self.said_again(owner);
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

    /// The paragraphs outside of tables that hold most words of a task.
    fn said_again(&self, task: &super::owners::Owner) -> Vec<String> {
        let words = |text: &str| -> HashSet<String> {
            let parts = lowered(text);
            let parts = parts.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
            parts.map(str::to_owned).collect()
        };
        let own = words(&task.value);
        if own.len() < FEW_WORDS {
            return Vec::new();
        }
        let paragraphs = self.owners.iter().filter(|other| {
            !other.pointer.contains("/cells/")
                && (other.pointer.ends_with("/text") || other.pointer.ends_with("/heading"))
                && other.pointer.contains("/body/")
        });
        let alike = |other: &&super::owners::Owner| {
            let theirs = words(&other.value);
            let common = own.intersection(&theirs).count() as f64;
            common >= own.len() as f64 * ALIKE && common >= theirs.len() as f64 * ALIKE / 2.0
        };
        paragraphs.filter(alike).map(|other| other.pointer.clone()).collect()
    }
}
