//! Puts marks into the lines of a sample, each character once.

use super::lines::{Line, scan};
use super::names::{named, names};
use super::parts::Part;
use crate::model::{ColumnRole, OriginId, Parsed, Span, Text};
use crate::package::Edit;
use crate::source::{Block, Paragraphs};
use serde::Serialize;
use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, compose};

/// What became a field, or could not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Marked {
    /// The field.
    pub field: String,
    /// The words of the sample.
    pub was: String,
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
    pub taken: HashMap<usize, Vec<Range<usize>>>,
    pub marked: Vec<Marked>,
    pub unmarked: Vec<Marked>,
}

impl<'m> Maker<'m> {
    pub(super) fn new(part: &'m Part, parsed: &'m Parsed, blocks: &[Block]) -> Self {
        let lines = scan(part).lines;
        let by_place: HashMap<usize, usize> =
            lines.iter().enumerate().map(|(index, line)| (line.element.start, index)).collect();
        let read = Paragraphs::of(blocks);
        let paragraphs = read.iter().filter_map(|own| Some((own.span, *by_place.get(&own.element.start)?))).collect();
        let (edits, taken) = (Vec::new(), HashMap::new());
        Self { part, parsed, lines, paragraphs, edits, taken, marked: Vec::new(), unmarked: Vec::new() }
    }

    /// Where in the lines a span of the text stands; nothing where the two do not say the same.
    pub(super) fn spots_of(&self, span: Span) -> Vec<Spot> {
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
    pub(super) fn merged(&self, spots: Vec<Spot>) -> Vec<Spot> {
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

    pub(super) fn is_free(&self, (line, range): &Spot) -> bool {
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

    pub(super) fn unmarked(&mut self, field: &str, value: Option<&Text>) {
        self.note(field, value.map_or("", Text::as_str), false);
    }

    pub(super) fn text(&mut self, field: &str, value: Option<&Text>) {
        if let Some(value) = value {
            self.value(field, value.origin, value.as_str(), "");
        }
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
pub(super) fn column(role: ColumnRole) -> Option<&'static str> {
    let tasks = named(&names().fields, "tasks")?;
    let own = tasks.columns.iter().find(|column| column.roles.contains(&role));
    own.map(|own| own.name())
}
