//! The values of a document in its order, each with the way back to the read text and with what it cites.

use crate::inline::citation::citations;
use crate::model::{Parsed, Span, visit};
use crate::words::Vocabulary;
use std::collections::HashMap;
use std::ops::Range;

/// A value and where its letters stand.
pub(super) struct Owner<'p> {
    pub pointer: String,
    pub value: String,
    /// In small letters, byte by byte as long as the value.
    pub lower: String,
    /// The bytes of the value within citations, titles of what is cited included.
    pub cited: Vec<Range<usize>>,
    text: &'p str,
    /// For every letter of the value that is no blank: its byte in the value, and in the read text.
    letters: Vec<(usize, u32)>,
}

/// All values whose letters can be found in the read text.
pub(super) fn owners<'p>(parsed: &'p Parsed, words: &Vocabulary) -> Vec<Owner<'p>> {
    let mut found = Vec::new();
    visit(&parsed.document, &mut |pointer, _, value, id| {
        let spans = parsed.origins.spans(id);
        let Some(value) = value.filter(|_| !spans.is_empty()) else { return };
        let Some(letters) = aligned(value, spans, &parsed.text) else { return };
        let cited = if pointer.starts_with("/header/") { Vec::new() } else { cited(value, pointer, words) };
        let lower = lowered(value);
        found.push(Owner {
            pointer: pointer.to_owned(),
            value: value.to_owned(),
            lower,
            cited,
            text: &parsed.text,
            letters,
        });
    });
    found
}

/// The values in the cells of each row, by its JSON Pointer: their indices.
pub(super) fn by_row(owners: &[Owner]) -> HashMap<String, Vec<usize>> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, owner) in owners.iter().enumerate() {
        if let Some((row, _)) = owner.pointer.rsplit_once("/cells/") {
            found.entry(row.to_owned()).or_default().push(index);
        }
    }
    found
}

/// Small letters, each as long as the letter was: the few that are not stay as they are.
pub(super) fn lowered(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect()
}

/// Where the letters of a value stand: in order, other letters (labels, closing marks) passed over. `None` where a repair
/// made letters that are not there.
fn aligned(value: &str, spans: &[Span], text: &str) -> Option<Vec<(usize, u32)>> {
    let mut source = spans.iter().flat_map(|span| {
        span.of(text).char_indices().map(|(at, c)| (span.start + at as u32, c)).filter(|(_, c)| !c.is_whitespace())
    });
    value
        .char_indices()
        .filter(|(_, c)| !c.is_whitespace())
        .map(|(at, c)| source.find(|(_, own)| *own == c).map(|(place, _)| (at, place)))
        .collect()
}

/// The ranges of a value that cite: from the kind to the title.
fn cited(value: &str, pointer: &str, words: &Vocabulary) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for citation in citations(value, pointer.starts_with("/bases/"), words).citations {
        let Some(start) = value.get(from..).and_then(|rest| rest.find(&citation.text)).map(|at| at + from) else {
            continue;
        };
        let mut end = start + citation.text.len();
        for part in [&citation.issuer, &citation.title].into_iter().flatten() {
            if let Some(at) = value.get(end..).and_then(|rest| rest.find(part.as_str()))
                && value.get(end..end + at).is_some_and(|between| !between.contains(';'))
            {
                end += at + part.len();
            }
        }
        from = end;
        found.push(start..end);
    }
    found
}

impl Owner<'_> {
    /// True where some of these bytes of the value lie within a citation.
    pub(super) fn cites(&self, within: &Range<usize>) -> bool {
        // Citations stand apart from each other, in order.
        let next = self.cited.partition_point(|own| own.end <= within.start);
        self.cited.get(next).is_some_and(|own| own.start < within.end)
    }

    /// The places in the read text of some bytes of the value, a line each.
    pub(super) fn spans(&self, within: Range<usize>) -> Vec<Span> {
        let index = |place: usize| self.letters.partition_point(|(at, _)| *at < place);
        let own = self.letters.get(index(within.start)..index(within.end)).unwrap_or_default();
        let mut spans: Vec<Span> = Vec::new();
        for (at, place) in own {
            let length = self.value[*at..].chars().next().map_or(1, char::len_utf8) as u32;
            let next = Span { start: *place, end: place + length };
            match spans.last_mut() {
                // Blanks between words go with them, the end of a line does not.
                Some(last)
                    if self
                        .text
                        .get(last.end as usize..next.start as usize)
                        .is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() && c != '\n')) =>
                {
                    last.end = next.end;
                }
                _ => spans.push(next),
            }
        }
        spans
    }

    /// The small letters before a place, up to a greatest number of characters.
    pub(super) fn before(&self, at: usize, most: usize) -> &str {
        let head = &self.lower[..at];
        let from = head.char_indices().rev().take(most).last().map_or(at, |(from, _)| from);
        &head[from..]
    }
}
