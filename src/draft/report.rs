//! One page for the person in charge, in the order in which heads check a draft: authority and signature, bases, the year
//! everywhere, who leads each task, deadlines, figures, recipients, and what is stale.

use super::reasons::{line, shown_date};
use super::rows::{Class, Decision, Plan, Row};
use crate::model::Document;
use crate::words::{Language, Vocabulary};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The page, as plain text.
pub fn report(plan: &Plan, document: &Document, words: &Vocabulary, language: Language) -> String {
    let mut out = String::new();
    let say = |code: &str, arguments: &[&str]| line(code, arguments, language);
    let (year, from) = (plan.year.to_string(), plan.from.to_string());
    let counts = plan.counts().map(|count| count.to_string());
    let counts = counts.each_ref().map(String::as_str);
    let _ = writeln!(out, "{}\n{}\n", say("title", &[&year, &from]), say("summary", &counts));
    if let Some(day) = &plan.facts_as_of {
        let _ = writeln!(out, "{}\n", say("facts", &[&shown_date(day, language)]));
    }
    for section in SECTIONS {
        let _ = writeln!(out, "{}", say(section.name, &[]));
        let rows: Vec<&Row> = plan.rows.iter().filter(|row| section.of(row)).collect();
        if section.name == "tasks" {
            tasks(&mut out, plan, document, words, language);
        }
        if rows.is_empty() && section.name != "tasks" {
            let _ = writeln!(out, "   {}", say("none", &[]));
        }
        for row in rows {
            let _ = writeln!(out, "   {}", shown(row, language));
        }
        out.push('\n');
    }
    out
}

struct Section {
    name: &'static str,
}

/// The sections in the order in which heads check.
const SECTIONS: [Section; 9] = [
    Section { name: "authority" },
    Section { name: "bases" },
    Section { name: "years" },
    Section { name: "tasks" },
    Section { name: "deadlines" },
    Section { name: "totals" },
    Section { name: "recipients" },
    Section { name: "stale" },
    Section { name: "faults" },
];

impl Section {
    /// True for a row that is looked at here. What stays as it was is looked at nowhere, but for bases in force.
    fn of(&self, row: &Row) -> bool {
        let place = |starts: &[&str]| starts.iter().any(|start| row.place.starts_with(start));
        let signing = place(&["/signatures", "/authority", "/header"]);
        let recipient = place(&["/recipients"]);
        let kept = row.class == Class::Keep;
        match self.name {
            "authority" => signing && !kept,
            "bases" => matches!(row.class, Class::Basis | Class::AnnualBasis),
            "years" => {
                let period =
                    matches!(row.code.as_str(), "period" | "period-ended" | "term" | "school-year" | "budget-year");
                matches!(row.class, Class::Shift | Class::ShiftBack)
                    || period
                    || matches!(row.code.as_str(), "year-before" | "goal-past")
            }
            "tasks" => row.class == Class::Task && row.decision != Decision::Keep,
            "deadlines" => row.code.starts_with("date") || row.code == "month",
            "totals" => row.code == "percentage",
            "recipients" => recipient && !kept,
            "stale" => !signing && !recipient && (row.class == Class::Agency || row.code == "person"),
            "faults" => matches!(row.class, Class::SourceFault | Class::Form),
            _ => false,
        }
    }
}

/// `[12] ĐỂ NGỎ: Sở A → Sở B (why)`.
fn shown(row: &Row, language: Language) -> String {
    let decision = match row.decision {
        Decision::Accept => "accept",
        Decision::Keep => "keep",
        Decision::Edit => "edit",
        Decision::Drop => "drop",
        Decision::Open => "open",
    };
    let old = row.old.replace('\n', " ");
    let words = if row.new.is_empty() { old } else { format!("{old} → {}", row.new) };
    format!("[{}] {}: {words} ({})", row.id, line(decision, &[], language), row.reason)
}

/// Who leads each task that stays.
fn tasks(out: &mut String, plan: &Plan, document: &Document, words: &Vocabulary, language: Language) {
    let gone: BTreeSet<&str> =
        plan.rows.iter().filter(|own| own.decision == Decision::Drop).map(|own| own.place.as_str()).collect();
    let dropped = |row: &str| {
        let within = format!("{row}/");
        gone.range(within.as_str()..).next().is_some_and(|place| place.starts_with(&within))
    };
    for task in crate::tasks::tasks(document, words).iter().filter(|task| !dropped(&task.row)) {
        let ordinal = task.ordinal.as_deref().unwrap_or("-");
        let lead = match task.lead.as_deref() {
            Some(lead) => line("lead", &[&lead.replace('\n', "; ")], language),
            None => line("no-lead", &[], language),
        };
        let short: String = task.task.chars().take(90).collect();
        let _ = writeln!(out, "   {ordinal}. {} – {lead}", short.replace('\n', " "));
    }
}
