//! Slots of a draft that somebody has still to fill: `[[ngày]]`, `[[Sở A → Sở B?]]`.

use super::{Checker, Place};
use crate::model::visit;

/// One finding for every slot, where it stands.
pub(super) fn check(checker: &mut Checker) {
    let mut found: Vec<(String, crate::model::OriginId, String)> = Vec::new();
    visit(checker.document, &mut |pointer, _, value, origin| {
        let mut rest = value.unwrap_or("");
        while let Some((_, behind)) = rest.split_once("[[") {
            let Some((slot, after)) = behind.split_once("]]") else { return };
            found.push((pointer.to_owned(), origin, slot.to_owned()));
            rest = after;
        }
    });
    for (pointer, origin, slot) in found {
        checker.find("open-slot", Place { pointer, origin }, &[&slot]);
    }
    // What is issued with it and the date are derived: their slots stand in the text alone.
    let Some(source) = checker.source else { return };
    let known: Vec<crate::model::Span> = checker
        .findings
        .iter()
        .filter(|found| found.code == "open-slot")
        .flat_map(|found| found.spans.iter().copied())
        .collect();
    let mut at = 0;
    while let Some(start) = source.text[at..].find("[[").map(|own| own + at) {
        let Some(end) = source.text[start..].find("]]").map(|own| own + start + 2) else { return };
        let span = crate::model::Span::new(start, end);
        if !known.iter().any(|own| own.start <= span.start && span.end <= own.end) {
            let slot = source.text[start + 2..end - 2].to_owned();
            checker.find_at("open-slot", String::new(), vec![span], &[&slot]);
        }
        at = end;
    }
}
