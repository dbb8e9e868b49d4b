//! Legal bases: which acts are in force on the day of the draft, what replaced them, and which are replaced every year.

use super::Planner;
use super::owners::Owner;
use super::reasons::{reason, shown_date, slot, words};
use super::rows::{Class, Decision, Proposal};
use crate::model::{Citation, DocumentKind};
use crate::status::{Act, Force, Miscited, Reliability, Successors};
use crate::words::{message, spelled_date};
use std::ops::Range;

impl Planner<'_> {
    /// A row for every act that a basis cites.
    pub(super) fn bases(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        for (index, basis) in self.parsed.document.bases.iter().enumerate() {
            let pointer = format!("/bases/{index}/text");
            let Some(owner) = self.owners.iter().find(|own| own.pointer == pointer) else { continue };
            let titled = self.titled(owner);
            for (at, (citation, range)) in basis.citations.iter().zip(&owner.cited).enumerate() {
                // An amending act stands with the one that it amends.
                if citation.relation.is_none() {
                    let is_annual = is_annual(citation, range, titled);
                    let next = owner.cited.get(at + 1).map_or(owner.value.len(), |next| next.start);
                    found.extend(if is_annual {
                        self.annual(owner, citation, range.start..next)
                    } else {
                        self.basis(owner, citation, range.clone())
                    });
                }
            }
        }
        found
    }

    /// An act of a superior that is issued anew every year: the whole citation goes, with its title, up to the next one.
    fn annual(&self, owner: &Owner, citation: &Citation, range: Range<usize>) -> Option<Proposal> {
        let kept = owner.value[range.clone()].trim_end_matches([' ', ';', ',', '.']).len();
        let mut own = Proposal::of(owner, range.start..range.start + kept, Class::AnnualBasis, Decision::Open)?;
        let name = citation.text.split(|c: char| c.is_ascii_digit()).next().unwrap_or("").trim();
        let name = name.trim_end_matches("số").trim_end();
        let (from, year) = (self.base.to_string(), self.year.to_string());
        own.new = match citation.issuer.as_deref() {
            Some(issuer) => slot("annual-of", &[name, &year, issuer.trim_end_matches(&format!(" năm {from}"))]),
            None => slot("annual", &[name, &year]),
        };
        own.code = "annual-basis";
        own.reason = reason(own.code, &[&from, &year], self.language);
        Some(own)
    }

    fn basis(&self, owner: &Owner, citation: &Citation, range: Range<usize>) -> Option<Proposal> {
        if citation.kind == Some(DocumentKind::ToTrinh) {
            let mut own = Proposal::of(owner, range, Class::AnnualBasis, Decision::Open)?;
            own.new = slot("proposal", &[]);
            own.code = "proposal";
            own.reason = reason(own.code, &[], self.language);
            return Some(own);
        }
        // A title may hold a comma at which its citation ends: alone in its basis, it goes to the end.
        let alone = owner.cited.len() == 1 && !owner.value[range.end..].contains(';');
        let end = if alone { owner.value.trim_end_matches([' ', ',', '.']).len() } else { range.end };
        let range = range.start..end.max(range.end);
        let whole = owner.value.get(range.clone())?;
        let Judged { code, arguments, new, decision, source } = self.judged(citation, whole);
        // An unverified row says what it knows, and leaves the question open.
        let mut own = Proposal::of(owner, range, Class::Basis, decision)?;
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        own.code = code;
        own.reason = reason(code, &arguments, self.language);
        if let Some(source) = source {
            own.reason += &format!(" {}", reason("basis-source", &[source], self.language));
        }
        own.new = new;
        Some(own)
    }

    /// What the facts say of a cited act on the day of the draft.
    fn judged<'s>(&'s self, citation: &Citation, whole: &str) -> Judged<'s> {
        let shown = |day: &str| shown_date(day, self.language);
        if let Some(Miscited::Date(act)) = self.status.miscited(citation) {
            let date = shown(act.date.as_deref().unwrap_or(""));
            return Judged::of("basis-date", vec![date, self.trust(act.reliability)], act);
        }
        let Some(standing) = self.status.standing(citation, &self.date) else {
            return Judged {
                code: "basis-unknown",
                arguments: vec![],
                new: String::new(),
                decision: Decision::Open,
                source: None,
            };
        };
        let act = standing.act;
        let (day, trust) = (shown(&self.date), self.trust(act.reliability));
        let until = || shown(act.until.as_deref().unwrap_or(""));
        let parts = || standing.parts.iter().map(|part| part.what.as_str()).collect::<Vec<_>>().join("; ");
        let kept = |judged: Judged<'s>| Judged { decision: Decision::Keep, ..judged };
        match &standing.force {
            Force::NotYet => Judged::of("basis-not-yet", vec![day, trust], act),
            Force::Unsure => Judged::of("basis-unsure", vec![trust], act),
            Force::Repealed => Judged::of("basis-repealed", vec![until(), trust], act),
            Force::Lapsed(law) => {
                let ended = shown(law.until.as_deref().unwrap_or(""));
                Judged::of("basis-lapsed", vec![law.number.clone(), ended, trust], act)
            }
            Force::StaysInPart(by) => {
                Judged::of("basis-stays-in-part", vec![until(), parts(), by.all().join(", "), trust], act)
            }
            Force::Replaced(by) => self.replaced(act, by, citation, whole),
            Force::InForce if !standing.parts.is_empty() => Judged::of("basis-in-part", vec![day, parts(), trust], act),
            Force::InForce if !standing.amended_by.is_empty() => {
                let by: Vec<&str> = standing.amended_by.iter().map(|own| own.number.as_str()).collect();
                let wording = self.status.amended_wording(&standing, |_| false).unwrap_or_default();
                kept(Judged::of("basis-amended", vec![day, by.join(", "), trust, wording], act))
            }
            Force::InForce => match standing.ends {
                Some(ends) => kept(Judged::of("basis-ends", vec![day, shown(ends), trust], act)),
                None => kept(Judged::of("basis-in-force", vec![day, trust], act)),
            },
        }
    }

    /// An act in whose place others stand.
    fn replaced<'s>(&self, act: &'s Act, by: &Successors, citation: &Citation, whole: &str) -> Judged<'s> {
        let new = match (by.rows.as_slice(), by.numbers.as_slice()) {
            ([row], []) => cited_as(row, citation, whole),
            _ => None,
        };
        let sure = act.reliability.is_verified() && by.rows.iter().all(|row| row.reliability.is_verified());
        let trust = if sure { act.reliability } else { Reliability::Background };
        let until = shown_date(act.until.as_deref().unwrap_or(""), self.language);
        Judged {
            // Who wrote the document knows whether the new act is the right basis.
            decision: if sure && new.is_some() { Decision::Accept } else { Decision::Open },
            new: new.unwrap_or_default(),
            ..Judged::of("basis-replaced", vec![until, by.all().join(", "), self.trust(trust)], act)
        }
    }

    /// The last place in a basis at which the programme's year is named as one year: `năm 2025`.
    fn titled(&self, owner: &Owner) -> Option<usize> {
        let year = format!("năm {}", self.base);
        let is_year = |at: &usize| {
            let after = owner.lower[at + year.len()..].trim_start();
            // A period that begins with the year is no year of its own.
            !after.starts_with(['-', '–', '/']) && !after.starts_with("đến")
        };
        owner.lower.rmatch_indices(&year).map(|(at, _)| at).find(is_year)
    }

    /// How far a row can be trusted, in words.
    pub(super) fn trust(&self, reliability: Reliability) -> String {
        message(reliability.message_key(), &[], self.language)
    }
}

/// True for an act of a superior that is issued anew every year: the programme's year stands behind its number, at last at
/// `titled`. The title may go on behind what was taken for it: the rest of the basis is its own.
fn is_annual(citation: &Citation, range: &Range<usize>, titled: Option<usize>) -> bool {
    citation.kind.as_ref().is_some_and(|kind| words().annual.contains(kind))
        && titled.is_some_and(|at| at >= range.start + citation.text.len())
}

/// What is proposed for a cited act, and why.
struct Judged<'s> {
    code: &'static str,
    arguments: Vec<String>,
    new: String,
    decision: Decision,
    source: Option<&'s str>,
}

impl<'s> Judged<'s> {
    /// A question that is left open.
    fn of(code: &'static str, arguments: Vec<String>, act: &'s Act) -> Self {
        Self { code, arguments, new: String::new(), decision: Decision::Open, source: Some(&act.source) }
    }
}

/// The act cited as the old one was: with number, with date, with both; the date in words or in figures.
fn cited_as(act: &Act, old: &Citation, whole: &str) -> Option<String> {
    let name = act.name.as_deref().or(match act.kind {
        DocumentKind::NghiDinh => Some("Nghị định"),
        DocumentKind::NghiQuyet => Some("Nghị quyết"),
        DocumentKind::QuyetDinh => Some("Quyết định"),
        DocumentKind::ThongTu => Some("Thông tư"),
        _ => None,
    })?;
    let is_law = matches!(act.kind, DocumentKind::Luat | DocumentKind::BoLuat | DocumentKind::PhapLenh);
    // A decree's name follows its number, date and issuer.
    let kinds = ["Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Pháp lệnh"];
    let kind = kinds.into_iter().find(|kind| name.starts_with(kind)).filter(|_| !is_law);
    let (head, about) = kind.map_or((name, ""), |kind| (kind, name[kind.len()..].trim()));
    let mut out = head.to_owned();
    if old.number.is_some() || !is_law {
        out.push_str(&format!(" số {}", act.number));
    }
    if old.date.is_some() || old.number.is_none() {
        let date = act.date.as_deref()?;
        let figures = whole.contains('/') && !whole.contains("tháng");
        match date.split('-').collect::<Vec<_>>().as_slice() {
            [year, month, day] if figures => {
                let bare = |part: &str| part.trim_start_matches('0').to_owned();
                out.push_str(&format!(" ngày {}/{}/{year}", bare(day), bare(month)));
            }
            _ => out.push_str(&format!(" {}", spelled_date(date))),
        }
    }
    if act.number.ends_with("/NĐ-CP") || act.number.ends_with("/NQ-CP") {
        out.push_str(" của Chính phủ");
    } else if act.number.ends_with("/QĐ-TTg") {
        out.push_str(" của Thủ tướng Chính phủ");
    }
    if !about.is_empty() {
        out.push_str(&format!(" {about}"));
    }
    Some(out)
}
