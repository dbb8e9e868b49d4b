//! Makes a form of a finished decision: the values that are read of it become marks where they stand.

use super::lines::Line;
use super::names::{named, names};
use super::parts::{Part, parts};
use super::rows;
use super::settle::settled;
use crate::model::{DocumentNumber, Header, OriginId, Parsed, Recipient, Signature, Span, Text};
use crate::package::{Edit, Error, edited_parts};
use crate::source::{Block, Paragraphs};
use regex::Regex;
use serde::Serialize;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;
use unicode_normalization::char::{canonical_combining_class, compose};

/// What became a field, or could not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// The field.
    pub field: String,
    /// The words of the sample.
    pub was: String,
}

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
    let Some(body) = parts.first() else { return Err(Error::Missing) };
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

/// A place in a line.
pub(super) type Spot = (usize, Range<usize>);

pub(super) struct Maker<'m> {
    pub part: &'m Part,
    pub parsed: &'m Parsed,
    pub lines: Vec<Line>,
    /// The paragraphs in the order of the text: where each stands in it, and its line.
    paragraphs: Vec<(Span, usize)>,
    pub edits: Vec<Edit>,
    /// What has been edited of each line, so that nothing is edited twice.
    taken: HashMap<usize, Vec<Range<usize>>>,
    pub marked: Vec<Marked>,
    pub unmarked: Vec<Marked>,
}

impl<'m> Maker<'m> {
    fn new(part: &'m Part, parsed: &'m Parsed, blocks: &[Block]) -> Self {
        let lines = part.scan().lines;
        let by_place: HashMap<usize, usize> =
            lines.iter().enumerate().map(|(index, line)| (line.element.start, index)).collect();
        let read = Paragraphs::of(blocks);
        let paragraphs = read.iter().filter_map(|own| Some((own.span, *by_place.get(&own.element.start)?))).collect();
        let (edits, taken) = (Vec::new(), HashMap::new());
        Self { part, parsed, lines, paragraphs, edits, taken, marked: Vec::new(), unmarked: Vec::new() }
    }

    /// Where in the lines a span of the text stands; nothing where the two do not say the same.
    fn spots_of(&self, span: Span) -> Vec<Spot> {
        let text = &self.parsed.text;
        let mut found = Vec::new();
        let first = self.paragraphs.partition_point(|(own, _)| own.end <= span.start);
        for (own, index) in self.paragraphs[first..].iter().take_while(|(own, _)| own.start < span.end) {
            let cut = Span { start: own.start.max(span.start), end: own.end.min(span.end) }.of(text);
            let before = (own.start.max(span.start) - own.start) as usize + cut.len() - cut.trim_start().len();
            let (whole, slice, line) = (own.of(text), letters(cut.trim()), letters(&self.lines[*index].text));
            let Some(head) = whole.get(..before).map(letters).filter(|_| !slice.is_empty()) else { continue };
            // A number that Word counts stands in the text, and not in the line.
            let whole = letters(whole);
            let label = whole.len().checked_sub(line.len()).filter(|label| alike(&whole[*label..], &line));
            let direct = label.and_then(|label| head.len().checked_sub(label));
            let at = direct.or_else(|| {
                let earlier = matches(&head, &slice).count();
                matches(&line, &slice).nth(earlier)
            });
            let range = at.and_then(|at| line.get(at..at + slice.len())).filter(|found| alike(found, &slice));
            found.extend(range.and_then(stretch).map(|range| (*index, range)));
        }
        found
    }

    /// Where a value stands: the value itself where its slice has more, and whether it stands there in capitals.
    pub(super) fn spots(&self, origin: OriginId, value: &str) -> (Vec<Spot>, bool) {
        let spans = self.parsed.origins.spans(origin);
        let mut spots: Vec<Spot> = spans.iter().flat_map(|span| self.spots_of(*span)).collect();
        if let [(line, range)] = spots.as_mut_slice() {
            let slice = letters(&self.lines[*line].text[range.clone()]);
            let wanted = letters(value);
            let found = matches(&slice, &wanted).next().and_then(|at| slice.get(at..at + wanted.len()));
            if let Some((found, own)) = found.and_then(|found| Some((found, stretch(found)?))) {
                let says = |value: &str| found.iter().map(|(c, _)| *c).eq(value.chars());
                let capitals = !says(value) && says(&value.to_uppercase());
                *range = range.start + own.start..range.start + own.end;
                return (spots, capitals);
            }
        }
        (self.merged(spots), false)
    }

    /// Spots of one line with nothing but blanks between, as one.
    fn merged(&self, spots: Vec<Spot>) -> Vec<Spot> {
        let mut merged: Vec<Spot> = Vec::new();
        for (line, range) in spots {
            match merged.last_mut() {
                Some((last, before))
                    if *last == line && self.lines[line].text[before.end..range.start].trim().is_empty() =>
                {
                    before.end = range.end;
                }
                _ => merged.push((line, range)),
            }
        }
        merged
    }

    fn is_free(&self, (line, range): &Spot) -> bool {
        let taken = self.taken.get(line).into_iter().flatten();
        taken.into_iter().all(|own| range.end <= own.start || own.end <= range.start)
    }

    /// Puts a mark where the first spot is; the others go. False where something of it is edited already.
    pub(super) fn put(&mut self, spots: &[Spot], mark: &str) -> bool {
        if spots.is_empty() || !spots.iter().all(|spot| self.is_free(spot)) {
            return false;
        }
        for (index, (line, range)) in spots.iter().enumerate() {
            let mark = Some(mark).filter(|_| index == 0);
            for line in self.alike(*line) {
                self.taken.entry(line).or_default().push(range.clone());
                let own = &self.lines[line];
                let whole = own.text.trim() == &own.text[range.clone()] && own.only_text;
                match mark {
                    None if whole => self.edits.push(Edit { range: own.element.clone(), text: String::new() }),
                    mark => self.edits.extend(own.replaced(range, mark)),
                }
            }
        }
        true
    }

    /// A line, and the same line where it stands again for older programs.
    fn alike(&self, line: usize) -> Vec<usize> {
        let own = &self.lines[line];
        let Some(at) = own.path.iter().rposition(|step| step.name == "mc:Choice") else { return vec![line] };
        let again = |other: &Line| {
            other.text == own.text
                && other.path.get(..at) == own.path.get(..at)
                && other.path.get(at).is_some_and(|step| step.name == "mc:Fallback")
        };
        let copies = self.lines.iter().enumerate().filter(|(_, other)| again(other)).map(|(index, _)| index);
        std::iter::once(line).chain(copies).collect()
    }

    /// Marks a value by a field.
    pub(super) fn value(&mut self, field: &str, origin: OriginId, value: &str, filter: &str) {
        let (spots, capitals) = self.spots(origin, value);
        let filter = if capitals { format!("{filter} | hoa") } else { filter.to_owned() };
        let put = self.put(&spots, &format!("{{{{{field}{filter}}}}}"));
        self.note(field, value, put);
    }

    pub(super) fn note(&mut self, field: &str, was: &str, put: bool) {
        let marked = Marked { field: field.to_owned(), was: was.replace('\n', " ") };
        if put { self.marked.push(marked) } else { self.unmarked.push(marked) }
    }

    fn unmarked(&mut self, field: &str, value: Option<&Text>) {
        self.note(field, value.map_or("", Text::as_str), false);
    }

    fn text(&mut self, field: &str, value: Option<&Text>) {
        if let Some(value) = value {
            self.value(field, value.origin, value.as_str(), "");
        }
    }

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

    /// Takes words out, and their paragraph where nothing else is in it.
    pub(super) fn gone(&mut self, (line, range): Spot) {
        if !self.is_free(&(line, range.clone())) {
            return;
        }
        for line in self.alike(line) {
            self.taken.entry(line).or_default().push(range.clone());
            let own = &self.lines[line];
            if own.text.trim() == &own.text[range.clone()] && own.only_text {
                self.edits.push(Edit { range: own.element.clone(), text: String::new() });
            } else {
                self.edits.extend(own.replaced(&range, None));
            }
        }
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

/// A text letter by letter as the reader puts it: composed, with plain blanks; each with the bytes where it stands.
fn letters(text: &str) -> Vec<(char, Range<usize>)> {
    let mut found: Vec<(char, Range<usize>)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let c = if c.is_whitespace() && c != '\n' && c != '\t' { ' ' } else { c };
        match found.last_mut() {
            Some((base, place)) if canonical_combining_class(c) != 0 => {
                place.end = end;
                *base = compose(*base, c).unwrap_or(*base);
            }
            _ => found.push((c, at..end)),
        }
    }
    found
}

/// True where letters are the same, but for capitals: a style may show capitals that the file does not have.
fn alike(a: &[(char, Range<usize>)], b: &[(char, Range<usize>)]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|((a, _), (b, _))| a == b || a.to_lowercase().eq(b.to_lowercase()))
}

/// Where letters stand among others.
fn matches<'l>(
    among: &'l [(char, Range<usize>)],
    wanted: &'l [(char, Range<usize>)],
) -> impl Iterator<Item = usize> + 'l {
    let last = if wanted.is_empty() { 0 } else { (among.len() + 1).saturating_sub(wanted.len()) };
    (0..last).filter(move |at| alike(&among[*at..*at + wanted.len()], wanted))
}

/// The bytes from the first of some letters to the last.
fn stretch(letters: &[(char, Range<usize>)]) -> Option<Range<usize>> {
    Some(letters.first()?.1.start..letters.last()?.1.end)
}

/// The mark of a column of a task table, by the role of the column; `None` where tasks have no such column.
pub(super) fn column(role: &str) -> Option<&'static str> {
    let tasks = named(&names().fields, "tasks")?;
    let own = tasks.columns.iter().find(|column| column.roles.iter().any(|own| own == role));
    own.map(|own| own.name())
}
