//! Bases and the documents that they cite (Phụ lục I, II.6).

use super::{Checker, at};
use crate::model::{Citation, DocumentKind, Relation};
use crate::words::Vocabulary;

pub(super) fn check(checker: &mut Checker) {
    let document = checker.document;
    let date = document.header.date.as_ref().map_or("", |date| date.as_str());
    for (index, basis) in document.bases.iter().enumerate() {
        let place = || at(format!("/bases/{index}/text"), &basis.text);
        for citation in &basis.citations {
            if is_law(citation) {
                if let Some(number) = &citation.number {
                    checker.find("basis-law-number", place(), &[&citation.text, number]);
                }
            } else if citation.relation == Some(Relation::ConsolidatedIn) {
                // It stands in brackets, by its number alone.
            } else if let Some(lacking) = lacking(citation, checker.words) {
                checker.find("basis-incomplete", place(), &[&citation.text, lacking]);
            }
            // ISO dates compare as text, as far as both are known.
            if let Some(cited) = citation.date.as_deref().filter(|cited| cited.len() == 10 && date.len() == 10)
                && cited > date
            {
                checker.find("basis-after-date", place(), &[&citation.text, &day(cited), &day(date)]);
            }
        }
    }
}

/// A law is cited by its name alone.
fn is_law(citation: &Citation) -> bool {
    citation.kind.as_ref().is_some_and(DocumentKind::is_law)
}

/// What a full citation lacks: number, date, issuer. A blank number is a draft's, and filled in later.
fn lacking(citation: &Citation, words: &Vocabulary) -> Option<&'static str> {
    let kind = citation.kind.as_ref()?;
    // What has no abbreviation has no number: a plan of land use, a strategy.
    let numbered =
        words.kinds.iter().any(|known| known.key == *kind && known.symbol.is_some()) && *kind != DocumentKind::BienBan;
    match (&citation.number, &citation.date) {
        (None, None) => None,
        (None, Some(_)) if numbered => Some("số, ký hiệu"),
        (Some(number), None) if !number.starts_with('/') => Some("ngày, tháng, năm"),
        _ => None,
    }
}

/// An ISO date as clerks write it.
pub(super) fn day(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}
