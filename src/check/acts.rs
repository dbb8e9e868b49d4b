//! Cited acts beside the dated facts: whether they are in force on the document's day, and whether they are cited by
//! their own date and issuer. What no row knows, and what has an unknown end, gives no finding.

use super::bases::day;
use super::{Checker, Place, at};
use crate::model::{Citation, DocumentKind, LegalBasis, Relation, Severity};
use crate::status::{Act, Amendment, Force, Miscited, Reliability, Standing};

pub(super) fn check(checker: &mut Checker) {
    let document = checker.document;
    let judged_on = checker.judging_day();
    for (index, basis) in document.bases.iter().enumerate() {
        let place = || at(format!("/bases/{index}/text"), &basis.text);
        for citation in &basis.citations {
            consolidated(checker, &place(), citation, basis);
            if let Some(miscited) = checker.status.miscited(citation) {
                cited_otherwise(checker, place(), citation, &miscited);
            } else if citation.relation.is_none()
                && let Some(day) = &judged_on
                && let Some(standing) = checker.status.standing(citation, day)
            {
                in_force(checker, &place(), citation, &standing);
                amended(checker, place(), &standing);
            }
        }
    }
}

/// A date or an issuer that is not the act's.
fn cited_otherwise(checker: &mut Checker, place: Place, citation: &Citation, miscited: &Miscited) {
    match miscited {
        Miscited::Date(act) => {
            let cited = day(citation.date.as_deref().unwrap_or(""));
            let known = day(act.date.as_deref().unwrap_or(""));
            say(checker, "basis-date", place, act, &[&citation.text, &cited, &known]);
        }
        Miscited::Issuer(act, issuer) => {
            let cited = citation.issuer.as_deref().unwrap_or("");
            say(checker, "basis-issuer", place, act, &[&citation.text, cited, issuer]);
        }
    }
}

/// Whether an act, or a part of it, is not in force, or soon will not be.
fn in_force(checker: &mut Checker, place: &Place, citation: &Citation, standing: &Standing) {
    let act = standing.act;
    let cited = citation.text.as_str();
    let until = day(act.until.as_deref().unwrap_or(""));
    let parts = standing.parts.iter().map(|part| part.what.as_str()).collect::<Vec<_>>().join("; ");
    let place = || place.clone();
    match &standing.force {
        Force::NotYet => {
            let from = day(act.from.as_deref().unwrap_or(""));
            match parts.is_empty() {
                true => say(checker, "basis-not-yet", place(), act, &[cited, &from]),
                false => say(checker, "basis-begins-in-part", place(), act, &[cited, &from, &parts]),
            }
        }
        Force::Replaced(by) => say(checker, "basis-replaced", place(), act, &[cited, &until, &by.all().join(", ")]),
        Force::Repealed => say(checker, "basis-repealed", place(), act, &[cited, &until]),
        Force::StaysInPart(by) => {
            say(checker, "basis-stays-in-part", place(), act, &[cited, &until, &by.all().join(", "), &parts]);
        }
        Force::Lapsed(law) => {
            let ended = day(law.until.as_deref().unwrap_or(""));
            say(checker, "basis-lapsed", place(), act, &[cited, &law.number, &ended]);
        }
        Force::InForce if !parts.is_empty() => say(checker, "basis-in-part", place(), act, &[cited, &parts]),
        Force::InForce | Force::Unsure => {}
    }
    if let Some(ends) = standing.ends {
        say(checker, "basis-ends", place(), act, &[cited, &day(ends)]);
    }
}

/// What amended an act by the document's day, and is not cited in its bases.
fn amended(checker: &mut Checker, place: Place, standing: &Standing) {
    if !matches!(standing.force, Force::InForce | Force::Unsure) {
        return;
    }
    // A law is cited by its name and date.
    let names = |own: &Citation, amendment: &Amendment| match own.number.as_deref() {
        Some(number) => number == amendment.number,
        None => own.date.is_some() && own.date == amendment.date,
    };
    let cited = || checker.document.bases.iter().flat_map(|basis| &basis.citations);
    let is_cited = |amendment: &Amendment| cited().any(|own| names(own, amendment));
    if let Some(wording) = checker.status.amended_wording(standing, is_cited) {
        let act = standing.act;
        say(checker, "basis-amended", place, act, &[&act.number, &wording]);
    }
}

/// A consolidated text (văn bản hợp nhất) that is cited in place of its act.
fn consolidated(checker: &mut Checker, place: &Place, citation: &Citation, basis: &LegalBasis) {
    let is_text = citation.kind == Some(DocumentKind::VanBanHopNhat);
    // Behind its act it is cited as it should be.
    let stands_alone = citation.relation != Some(Relation::ConsolidatedIn);
    let has_act = basis.citations.iter().any(|own| own.kind != Some(DocumentKind::VanBanHopNhat));
    if is_text && stands_alone && !has_act {
        checker.find("basis-consolidated", place.clone(), &[&citation.text]);
    }
}

/// Adds a finding with the source and the reliability of an act's row behind its arguments; it weighs no more than the
/// row is sure.
fn say(checker: &mut Checker, code: &'static str, place: Place, act: &Act, arguments: &[&str]) {
    let most = match act.reliability {
        Reliability::Primary | Reliability::Document | Reliability::Measured | Reliability::Secondary => {
            Severity::Error
        }
        Reliability::Background => Severity::Warning,
        Reliability::Conflicting => Severity::Note,
    };
    let teller = [act.source.as_str(), act.reliability.message_key()];
    let arguments: Vec<&str> = arguments.iter().copied().chain(teller).collect();
    checker.find_at_most(most, code, place, &arguments);
}
