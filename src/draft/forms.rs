//! What the form in force changes in a document of an older one: marks behind bases and text, zeros, capitals. How pages
//! and letters look is left to `vanban check --fix`.

use super::Planner;
use super::reasons::reason;
use super::rows::{Class, Decision, Proposal};
use crate::check::{check, rewording};
use crate::model::{Parsed, Span};

impl Planner<'_> {
    pub(super) fn forms(&self) -> Vec<Proposal> {
        // An undated document is judged by the form in force.
        let mut undated: Parsed = self.parsed.clone();
        undated.document.header.date = None;
        let report = check(&undated, None, self.words);
        let Some(form) = report.form else { return Vec::new() };
        let mut found = Vec::new();
        // Number and date are left blank anyway.
        for finding in report.findings.iter().filter(|own| !own.pointer.starts_with("/header/")) {
            let Some(change) = rewording(finding, self.parsed, form) else { continue };
            let (Some(first), Some(last)) = (finding.spans.first(), finding.spans.last()) else { continue };
            let whole = Span { start: first.start, end: last.end };
            let slice = whole.of(&self.parsed.text);
            // A mark stands at the end, the rest where it is met first.
            let at = if change.place > first.start { slice.rfind(&change.from) } else { slice.find(&change.from) };
            let Some(at) = at else { continue };
            // Only what differs goes: the words before a mark may be another row's.
            let same = change.from.chars().zip(change.to.chars()).take_while(|(a, b)| a == b);
            let same: usize = same.map(|(c, _)| c.len_utf8()).sum();
            let span = Span::new(first.start as usize + at + same, first.start as usize + at + change.from.len());
            if span.is_empty() {
                continue;
            }
            found.push(Proposal {
                place: finding.pointer.clone(),
                spans: vec![span],
                old: change.from[same..].to_owned(),
                new: change.to[same..].to_owned(),
                context: String::new(),
                class: Class::Form,
                decision: Decision::Accept,
                code: "form",
                reason: reason("form", &[&finding.message(self.language)], self.language),
                with: Vec::new(),
            });
        }
        found
    }
}
