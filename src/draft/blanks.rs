//! What a draft leaves blank: number, date, the line that says with what it is issued, the signature's mark.

use super::Planner;
use super::reasons::{reason, slot};
use super::rows::{Class, Decision, Proposal};
use crate::model::{OriginId, Span};

impl Planner<'_> {
    pub(super) fn blanks(&self) -> Vec<Proposal> {
        let document = &self.parsed.document;
        let mut found = Vec::new();
        if let Some(number) = &document.header.number {
            found.extend(self.serial("/header/number", number.text.origin, "blank-number"));
        }
        if let Some(date) = &document.header.date {
            found.extend(self.blank_date("/header/date", date.origin, "blank-date"));
        }
        for (index, attachment) in document.attachments.iter().enumerate() {
            if let Some(issued) = &attachment.issued_with {
                let place = format!("/attachments/{index}/issued_with");
                found.extend(self.serial(&place, issued.origin.0, "blank-issued-with"));
                found.extend(self.blank_date(&place, issued.origin.0, "blank-issued-with"));
            }
        }
        for (index, signature) in document.signatures.iter().enumerate() {
            if let Some(mark) = &signature.mark {
                let spans = self.parsed.origins.spans(mark.origin).to_vec();
                let place = format!("/signatures/{index}/mark");
                found.extend(self.blank(place, spans, String::new(), "blank-signed"));
            }
            if let Some(name) = &signature.name {
                let spans = self.parsed.origins.spans(name.origin).to_vec();
                let proposal = self.blank(format!("/signatures/{index}/name"), spans, String::new(), "signatory");
                found.extend(proposal.map(|own| Proposal { class: Class::Ask, decision: Decision::Open, ..own }));
            }
        }
        found
    }

    /// The serial of a number, before its slash, becomes a slot; one that is blank already stays.
    fn serial(&self, place: &str, origin: OriginId, code: &'static str) -> Option<Proposal> {
        let (slice, start) = self.slice(origin)?;
        // In `(Kèm theo …)` the number is the first with a slash behind it that is no date's.
        let slash = slice.match_indices('/').map(|(at, _)| at).find(|at| {
            slice[at + 1..].trim_start().starts_with(|c: char| c.is_alphabetic() || c.is_ascii_digit())
                && slice[..*at].trim_end().ends_with(|c: char| c.is_ascii_digit())
        })?;
        let head = slice[..slash].trim_end();
        let digits = head.len() - head.chars().rev().take_while(char::is_ascii_digit).count();
        if digits == head.len() || is_in_date(&slice, slash) {
            return None;
        }
        let span = Span { start: start + digits as u32, end: start + head.len() as u32 };
        self.blank(place.to_owned(), vec![span], slot("serial", &[]), code)
    }

    /// Day and month of a date become slots, its year the draft's: `ngày [[ngày]] tháng [[tháng]] năm 2027`.
    fn blank_date(&self, place: &str, origin: OriginId, code: &'static str) -> Vec<Proposal> {
        let Some((slice, start)) = self.slice(origin) else { return Vec::new() };
        let lower = super::owners::lowered(&slice);
        let numbers: Vec<(usize, usize)> = numbers(&slice);
        let behind = |word: &str| {
            let at = lower.find(word)? + word.len();
            numbers.iter().copied().find(|(from, _)| *from >= at && slice[at..*from].trim().is_empty())
        };
        let parts = match (behind("ngày"), behind("tháng"), behind("năm")) {
            (day, month, Some(year)) => [day, month, Some(year)],
            // 25/3/2019
            _ => {
                let run = numbers.windows(3).find(|own| {
                    let gaps = [&slice[own[0].1..own[1].0], &slice[own[1].1..own[2].0]];
                    gaps.iter().all(|gap| matches!(gap.trim(), "/" | "-" | ".")) && own[2].1 - own[2].0 == 4
                });
                match run {
                    Some(own) => [Some(own[0]), Some(own[1]), Some(own[2])],
                    None => return Vec::new(),
                }
            }
        };
        let new = [slot("day", &[]), slot("month", &[]), self.year.to_string()];
        let part = |((from, to), new): ((usize, usize), String)| {
            let span = Span { start: start + from as u32, end: start + to as u32 };
            self.blank(place.to_owned(), vec![span], new, code)
        };
        parts.into_iter().zip(new).filter_map(|(part, new)| Some((part?, new))).filter_map(part).collect()
    }

    /// The read text of a value, from its first span to its last.
    fn slice(&self, origin: OriginId) -> Option<(String, u32)> {
        let spans = self.parsed.origins.spans(origin);
        let (first, last) = (spans.first()?, spans.last()?);
        let whole = Span { start: first.start, end: last.end };
        Some((whole.of(&self.parsed.text).to_owned(), whole.start))
    }

    fn blank(&self, place: String, spans: Vec<Span>, new: String, code: &'static str) -> Option<Proposal> {
        let (first, last) = (spans.first()?, spans.last()?);
        let old = Span { start: first.start, end: last.end }.of(&self.parsed.text).trim().to_owned();
        if old.is_empty() {
            return None;
        }
        Some(Proposal {
            place,
            spans,
            context: String::new(),
            old,
            new,
            class: Class::Blank,
            decision: Decision::Accept,
            code,
            reason: reason(code, &[], self.language),
            with: Vec::new(),
        })
    }
}

/// True where a slash is one of a date: `25/3/2019`.
fn is_in_date(slice: &str, slash: usize) -> bool {
    let tail = &slice[slash + 1..];
    let digits = tail.chars().take_while(char::is_ascii_digit).count();
    (1..=2).contains(&digits) && tail[digits..].starts_with('/')
}

/// The runs of digits of a text.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match found.last_mut() {
            Some(last) if last.1 == at => last.1 = at + c.len_utf8(),
            _ => found.push((at, at + 1)),
        }
    }
    found
}
