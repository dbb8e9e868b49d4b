//! Makes a form of a finished decision: the values that are read of it become marks where they stand.

use super::maker::{Maker, Marked, Spot};
use super::parts::parts;
use super::rows;
use super::settle::settled;
use crate::errors::Error;
use crate::model::{DocumentNumber, Header, OriginId, Parsed, Recipient, Signature, Text};
use crate::package::{broken, edited_parts};
use crate::source::Block;
use regex::Regex;
use std::sync::OnceLock;

/// A form, and what was marked in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// The bytes of the form.
    pub file: Vec<u8>,
    /// What became a field.
    pub marked: Vec<Marked>,
    /// What stands in the sample and could not be marked.
    pub unmarked: Vec<Marked>,
}

/// Makes a form of a Word file in place: `parsed` and `blocks` are what was read of it, `tasks` the rows of its tasks as
/// JSON Pointers.
///
/// # Errors
/// Where the sample is no Word file that can be edited.
pub fn make(sample: &[u8], parsed: &Parsed, blocks: &[Block], tasks: &[String]) -> Result<Made, Error> {
    let parts = parts(sample)?;
    let Some(body) = parts.first() else { return Err(broken()) };
    let mut maker = Maker::new(body, parsed, blocks);
    maker.letterhead(&parsed.document.header);
    let document = &parsed.document;
    maker.text("trich_yeu", document.subject.as_ref());
    maker.text("tham_quyen", document.authority.as_ref());
    maker.bases();
    maker.recipients(&document.recipients);
    maker.text("luu", document.filing.as_ref());
    match document.signatures.as_slice() {
        [one] => maker.signature(one),
        [] => {}
        several => several.iter().for_each(|signature| maker.unmarked("chu_ky", signature.name.as_ref())),
    }
    maker.attachments();
    rows::tasks(&mut maker, tasks);
    let Maker { edits, marked, unmarked, .. } = maker;
    let file = settled(edited_parts(sample, &[(&body.name, edits)])?)?;
    Ok(Made { file, marked, unmarked })
}

impl Maker<'_> {
    fn letterhead(&mut self, header: &Header) {
        self.text("co_quan_chu_quan", header.parent_agency.as_ref());
        self.text("co_quan_ban_hanh", header.agency.as_ref());
        self.text("dia_danh", header.place.as_ref());
        if let Some(number) = &header.number {
            self.number(number);
        }
        if let Some(date) = &header.date {
            let (spots, _) = self.spots(date.origin, date.as_str());
            self.date_in(&spots, date.as_str());
        }
    }

    /// The number behind its label.
    fn number(&mut self, number: &DocumentNumber) {
        let value = number.text.as_str();
        let (mut spots, _) = self.spots(number.text.origin, value);
        if let [(line, range)] = spots.as_mut_slice() {
            let slice = &self.lines[*line].text[range.clone()];
            let label = slice.find(':').map(|at| at + 1).or_else(|| slice.find(|c: char| c.is_ascii_digit()));
            let label = label.unwrap_or(0);
            let after = &slice[label..];
            let blanks = &after[..after.len() - after.trim_start().len()];
            // Of what was left blank for a number by hand, one blank stays.
            range.start += label + blanks.chars().next().map_or(0, char::len_utf8);
        }
        let put = self.put(&spots, "{{so_ky_hieu}}");
        self.note("so_ky_hieu", value, put);
    }

    /// The date in a place, behind the word for a day.
    fn date_in(&mut self, spots: &[Spot], value: &str) {
        static DATE: OnceLock<Regex> = OnceLock::new();
        // A day or a month may be left blank for the pen.
        let pattern = r"(?i)ngày\s?((?:[\s.…_]*\d{1,2})?[\s.…_]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm[\s.…_]*\d{4})|(\d{1,2}/\d{1,2}/\d{4})";
        let date = DATE.get_or_init(|| crate::grammars::pattern(pattern));
        let found = spots.iter().find_map(|(line, range)| {
            let captures = date.captures(&self.lines[*line].text[range.clone()])?;
            let (own, filter) = match (captures.get(1), captures.get(2)) {
                (Some(own), _) => (own, "ngay"),
                (None, own) => (own?, "ngay_ngan"),
            };
            Some(((*line, range.start + own.start()..range.start + own.end()), filter))
        });
        let put = found.is_some_and(|(spot, filter)| self.put(&[spot], &format!("{{{{ngay_ban_hanh | {filter}}}}}")));
        self.note("ngay_ban_hanh", value, put);
    }

    /// A loop of one paragraph in place of the paragraphs of a list; each entry has the spots of its words.
    fn list(&mut self, field: &str, entries: &[Vec<Spot>], pattern: &dyn Fn(&str, &str) -> String) -> bool {
        let Some((first, others)) = entries.split_first() else { return false };
        let first = self.merged(first.clone());
        let Some((line, range)) = first.first() else { return false };
        let text = self.lines[*line].text.clone();
        let (slice, whole) = (&text[range.clone()], text.trim());
        // Other words in the paragraph would be repeated with it.
        if slice != whole || !entries.iter().flatten().all(|spot| self.is_free(spot)) {
            return false;
        }
        let words = slice.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
        let inner = pattern(&slice[..words], &slice[words..]);
        self.put(&first, &format!("{{{{#{field}}}}}{inner}{{{{/{field}}}}}"));
        for other in others {
            for spot in self.merged(other.clone()) {
                self.gone(spot);
            }
        }
        true
    }

    fn bases(&mut self) {
        let bases = &self.parsed.document.bases;
        let spots = |origin| -> Vec<Spot> {
            self.parsed.origins.spans(origin).iter().flat_map(|span| self.spots_of(*span)).collect()
        };
        let entries: Vec<Vec<Spot>> = bases.iter().map(|basis| spots(basis.text.origin)).collect();
        let mark = |spots: Option<&Vec<Spot>>| {
            let (line, range) = spots?.last()?;
            crate::model::closing_mark(&self.lines[*line].text[range.clone()]).map(String::from)
        };
        let (inner, last) = (mark(entries.first()).unwrap_or_default(), mark(entries.last()).unwrap_or_default());
        let inner = if entries.len() > 1 { inner } else { ";".to_owned() };
        let closing = match (inner.as_str(), last.as_str()) {
            (";", ".") => "dau_cau".to_owned(),
            (inner, last) => format!("dau_cau:\"{inner}\":\"{last}\""),
        };
        if bases.is_empty() {
            return;
        }
        let put = self.list("can_cu", &entries, &|dash, _| format!("{dash}{{{{noi_dung | {closing}}}}}"));
        let was = bases.first().map_or("", |basis| basis.text.as_str());
        self.note("can_cu", was, put);
    }

    fn recipients(&mut self, recipients: &[Recipient]) {
        let spots = |origin: OriginId| -> Vec<Spot> {
            self.parsed.origins.spans(origin).iter().flat_map(|span| self.spots_of(*span)).collect()
        };
        let entry = |recipient: &Recipient| {
            let mut own = spots(recipient.text.origin);
            own.extend(recipient.note.iter().flat_map(|note| spots(note.origin)));
            own
        };
        let entries: Vec<Vec<Spot>> = recipients.iter().map(entry).collect();
        let items: Vec<Spot> =
            recipients.iter().flat_map(|recipient| &recipient.items).flat_map(|item| spots(item.origin)).collect();
        if recipients.is_empty() {
            return;
        }
        let pattern = |dash: &str, words: &str| {
            let mark = crate::model::closing_mark(words).map(String::from).unwrap_or_default();
            format!("{dash}{{{{ten}}}}{{{{?ghi_chu}}}} ({{{{ghi_chu}}}}){{{{/ghi_chu}}}}{mark}")
        };
        let put = self.list("noi_nhan", &entries, &pattern);
        let was = recipients.first().map_or("", |recipient| recipient.text.as_str());
        self.note("noi_nhan", was, put);
        if put && !items.is_empty() {
            items.into_iter().for_each(|spot| self.gone(spot));
            let first = recipients.iter().find_map(|recipient| recipient.items.first());
            self.unmarked("noi_nhan.muc", first);
        }
    }

    fn signature(&mut self, signature: &Signature) {
        let links = signature.authority.iter().filter(|link| !link.of.is_empty());
        let spots: Vec<Spot> = links
            .flat_map(|link| self.parsed.origins.spans(link.of.origin).iter().flat_map(|span| self.spots_of(*span)))
            .collect();
        if !spots.is_empty() {
            let was = self.lines[spots[0].0].text.clone();
            let put = self.put(&self.merged(spots), "{{quyen_han}}");
            self.note("quyen_han", &was, put);
        }
        self.text("chuc_vu", signature.position.as_ref());
        self.text("chuc_vu_khac", signature.other_position.as_ref());
        self.text("cap_bac", signature.rank.as_ref());
        self.text("nguoi_ky", signature.name.as_ref());
        // Nobody has signed the next decision; the room for the signature stays.
        for mark in signature.mark.iter().chain(&signature.signed_at) {
            let spans = self.parsed.origins.spans(mark.origin);
            let spots: Vec<Spot> = spans.iter().flat_map(|span| self.spots_of(*span)).collect();
            for (line, range) in spots {
                if self.is_free(&(line, range.clone())) {
                    self.edits.extend(self.lines[line].replaced(&range, None));
                    self.taken.entry(line).or_default().push(range);
                }
            }
        }
    }

    /// What attachments say again of the decision: its number, its date, its agencies.
    fn attachments(&mut self) {
        let document = &self.parsed.document;
        let own = &document.header;
        for attachment in &document.attachments {
            if let Some(header) = &attachment.header {
                for (field, value, same) in [
                    ("co_quan_chu_quan", &header.parent_agency, &own.parent_agency),
                    ("co_quan_ban_hanh", &header.agency, &own.agency),
                    ("dia_danh", &header.place, &own.place),
                ] {
                    self.text(field, value.as_ref().filter(|_| value == same));
                }
                if let Some(number) = header.number.as_ref().filter(|number| Some(*number) == own.number.as_ref()) {
                    self.number(number);
                }
            }
            let Some(issued) = &attachment.issued_with else { continue };
            let spans = self.parsed.origins.spans(issued.origin.0);
            let spots: Vec<Spot> = spans.iter().flat_map(|span| self.spots_of(*span)).collect();
            let number = own.number.as_ref().map(|number| number.text.as_str());
            if let Some(number) = number.filter(|number| issued.number.as_deref() == Some(number)) {
                let found = spots.iter().find_map(|(line, range)| {
                    let at = range.start + self.lines[*line].text[range.clone()].find(number)?;
                    Some((*line, at..at + number.len()))
                });
                let put = found.is_some_and(|spot| self.put(&[spot], "{{so_ky_hieu}}"));
                self.note("so_ky_hieu", number, put);
            }
            let date = own.date.as_ref().map(Text::as_str);
            if let Some(date) = date.filter(|date| issued.date.as_deref() == Some(date)) {
                self.date_in(&spots, date);
            }
        }
    }
}
