//! Legal bases: which acts are in force on the day of the draft, what replaced them, and which are replaced every year.

use super::Planner;
use super::owners::Owner;
use super::reasons::{reason, shown_date, slot, words};
use super::rows::{Class, Decision, Proposal};
use crate::model::{Citation, DocumentKind};
use crate::status::{Act, Force, Miscited, Reliability, Successors};
use crate::words::{message, spelled_date};

impl Planner<'_> {
    /// A row for every act that a basis cites.
    pub(super) fn bases(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        for (index, basis) in self.parsed.document.bases.iter().enumerate() {
            let pointer = format!("/bases/{index}/text");
            let Some(owner) = self.owners.iter().find(|own| own.pointer == pointer) else { continue };
            for (citation, range) in basis.citations.iter().zip(&owner.cited) {
                // An amending act stands with the one that it amends.
                if citation.relation.is_none() {
                    found.extend(self.basis(owner, citation, range.clone()));
                }
            }
        }
        found
    }

    fn basis(&self, owner: &Owner, citation: &Citation, range: std::ops::Range<usize>) -> Option<Proposal> {
        if self.is_annual(owner, citation, &range) {
            // The whole citation goes, with its title, up to the next one.
            let next = owner.cited.iter().map(|own| own.start).find(|start| *start >= range.end);
            let end = next.unwrap_or(owner.value.len());
            let kept = owner.value[range.start..end].trim_end_matches([' ', ';', ',', '.']).len();
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
            return Some(own);
        }
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

    /// True for an act of a superior that is issued anew every year: its title names the programme's year.
    fn is_annual(&self, owner: &Owner, citation: &Citation, range: &std::ops::Range<usize>) -> bool {
        if !citation.kind.as_ref().is_some_and(|kind| words().annual.contains(kind)) {
            return false;
        }
        // The title may go on behind what was taken for it: the rest of the basis is its own.
        let rest = owner.value.get(range.start..).unwrap_or("");
        let behind_number = rest.get(citation.text.len()..).unwrap_or("");
        let year = format!("năm {}", self.base);
        let titled = super::owners::lowered(behind_number);
        titled.match_indices(&year).any(|(at, _)| {
            let after = titled[at + year.len()..].trim_start();
            // A period that begins with the year is no year of its own.
            !after.starts_with(['-', '–', '/']) && !after.starts_with("đến")
        })
    }

    /// How far a row can be trusted, in words.
    pub(super) fn trust(&self, reliability: Reliability) -> String {
        message(reliability.message_key(), &[], self.language)
    }
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
