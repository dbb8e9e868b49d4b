//! The sheet of tasks that departments have filled in, beside last year's table: only what differs is changed.

use super::Planner;
use super::reasons::reason;
use super::rows::{Class, Decision, Proposal};
use crate::tasks::{Entry, Task, tasks};
use crate::words::fold;

impl Planner<'_> {
    /// A row for every cell that the sheet has otherwise, every task that it has no more, and every new one.
    pub(super) fn sheet(&self) -> Vec<Proposal> {
        let Some(entries) = self.entries else { return Vec::new() };
        let known = tasks(&self.parsed.document, self.words);
        let pairs = paired(&known, entries);
        let mut found = Vec::new();
        for (index, task) in known.iter().enumerate() {
            match pairs.iter().find(|(old, _)| *old == index) {
                Some((_, entry)) => found.extend(self.changes(task, &entries[*entry])),
                None if task.continued => {}
                None => {
                    found.extend(self.proposal_of(task, &task.task, "task-gone", &[]).map(|own| Proposal {
                        class: Class::Task,
                        decision: Decision::Drop,
                        ..own
                    }));
                }
            }
        }
        found.extend(self.new_tasks(&known, entries, &pairs));
        found
    }

    fn changes(&self, task: &Task, entry: &Entry) -> Vec<Proposal> {
        let fields = [
            (task.ordinal.as_deref(), entry.ordinal.as_deref()),
            (Some(task.task.as_str()), Some(entry.task.as_str())),
            (task.lead.as_deref(), entry.lead.as_deref()),
            (task.support.as_deref(), entry.support.as_deref()),
            (task.product.as_deref(), entry.product.as_deref()),
            (task.deadline.as_deref(), entry.deadline.as_deref()),
            (task.budget.as_deref(), entry.budget.as_deref()),
        ];
        let own = if task.continued { &fields[2..] } else { &fields[..] };
        let line = entry.line.to_string();
        let differs = |(old, new): &&(Option<&str>, Option<&str>)| old.map(blanks) != new.map(blanks);
        own.iter()
            .filter(differs)
            .filter_map(|(old, new)| {
                let mut own = self.proposal_of(task, (*old)?, "task-sheet", &[&line])?;
                own.new = new.unwrap_or_default().to_owned();
                Some(own)
            })
            .collect()
    }

    /// A change of the cell of a task that says something.
    fn proposal_of(&self, task: &Task, value: &str, code: &'static str, arguments: &[&str]) -> Option<Proposal> {
        let owner = self.in_row(&task.row, value)?;
        // The sheet's cell may be empty now: the words only go.
        let mut own = Proposal::of(owner, 0..owner.value.len(), Class::Form, Decision::Edit)?;
        own.class = Class::Ask;
        own.decision = Decision::Accept;
        own.code = code;
        own.reason = reason(code, arguments, self.language);
        Some(own)
    }

    /// New tasks stand below the task above which the sheet has them.
    fn new_tasks(&self, known: &[Task], entries: &[Entry], pairs: &[(usize, usize)]) -> Vec<Proposal> {
        let mut found = Vec::new();
        let mut above: Option<usize> = None;
        for (index, entry) in entries.iter().enumerate() {
            if let Some((old, _)) = pairs.iter().find(|(_, own)| *own == index) {
                above = Some(*old);
                continue;
            }
            let Some(task) = above.or(if known.is_empty() { None } else { Some(0) }).and_then(|at| known.get(at))
            else {
                continue;
            };
            let Some(mut own) = self.proposal_of(task, &task.task, "task-new", &[&entry.line.to_string()]) else {
                continue;
            };
            own.class = Class::Task;
            own.new = [
                entry.ordinal.as_deref(),
                Some(entry.task.as_str()),
                entry.lead.as_deref(),
                entry.support.as_deref(),
                entry.product.as_deref(),
                entry.deadline.as_deref(),
                entry.budget.as_deref(),
            ]
            .map(|cell| cell.unwrap_or("").to_owned())
            .join(" | ");
            found.push(own);
        }
        found
    }
}

/// Which entry is which task: first those that say the same, in order, then those of one number and group.
fn paired(known: &[Task], entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let taken = |pairs: &[(usize, usize)], entry: usize| pairs.iter().any(|(_, own)| *own == entry);
    let mut pass = |same: &dyn Fn(&Task, &Entry) -> bool| {
        for (index, task) in known.iter().enumerate() {
            if pairs.iter().any(|(old, _)| *old == index) {
                continue;
            }
            let entry = (0..entries.len()).find(|at| !taken(&pairs, *at) && same(task, &entries[*at]));
            pairs.extend(entry.map(|entry| (index, entry)));
        }
    };
    let text = |own: &str| fold(&blanks(own));
    let group = |own: &Option<String>| own.as_deref().map(text);
    pass(&|task, entry| {
        task.continued == entry.continued
            && text(&task.task) == text(&entry.task)
            && task.ordinal.as_deref().map(blanks) == entry.ordinal.as_deref().map(blanks)
    });
    pass(&|task, entry| task.continued == entry.continued && text(&task.task) == text(&entry.task));
    pass(&|task, entry| {
        task.continued == entry.continued
            && task.ordinal.is_some()
            && task.ordinal.as_deref().map(blanks) == entry.ordinal.as_deref().map(blanks)
            && group(&task.group) == group(&entry.group)
    });
    pairs
}

/// Single blanks, as a sheet may keep other ones.
fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
