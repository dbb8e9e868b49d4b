//! Where the citations of a value stand in the source. A citation keeps its words and no place of its own; they are
//! looked up in the slices of the value in which it stands.

use super::{Citation, OriginId, Parsed, PlacedWord, Span};
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// So far behind the citation before it is a citation looked for, in bytes: what a search costs does not grow with the
/// value, so that a value of any length takes time by its length.
const SEARCHED: usize = 64 << 10;
/// So much of the value stands for a citation that is not found, in bytes.
const STANDING_IN: usize = 4 << 10;

/// The source of one value after another, as their citations are looked up in it: each value's citations one after the
/// other, in the order of their text.
pub(super) struct CitedIn<'p> {
    parsed: &'p Parsed,
    owner: OriginId,
    /// The slices of the owner without their blanks.
    solid: String,
    /// The characters of `solid`.
    characters: Vec<Character>,
    /// Where in `solid` the citation before ended.
    from: usize,
    /// The first letters of the owner's words, without their marks, in capitals; `None` until they are asked for.
    initials: Option<HashSet<char>>,
}

/// A character without a blank.
struct Character {
    /// Where it begins in `solid`, in bytes.
    at: usize,
    /// Where it stands in the source.
    source: Span,
    /// In which of the owner's spans.
    span: usize,
}

impl<'p> CitedIn<'p> {
    /// Of the values of a parse; none is looked at yet.
    pub(super) fn new(parsed: &'p Parsed) -> Self {
        let (solid, characters) = (String::new(), Vec::new());
        Self { parsed, owner: OriginId::NONE, solid, characters, from: 0, initials: None }
    }

    /// Where the next citation of a value stands: the pieces of the value's spans that have its words. Where repairs
    /// made its words others, all of the value's spans stand for it, and of a long value what follows the citation
    /// before it.
    pub(super) fn spans(&mut self, citation: &Citation, owner: OriginId) -> Vec<Span> {
        self.turn_to(owner);
        let wanted: String = citation.text.chars().filter(|c| !c.is_whitespace()).collect();
        match self.find(&wanted) {
            Some(at) => {
                self.from = at + wanted.len();
                self.pieces(at, self.from)
            }
            None if self.solid.len() <= STANDING_IN => self.parsed.origins.spans(owner).to_vec(),
            None => {
                let from = self.from;
                // A repair leaves more than half of the words' length.
                self.from = self.boundary(from + wanted.len() / 2);
                self.pieces(from, from + STANDING_IN)
            }
        }
    }

    /// True where each of some letters begins a word of the value; their case and marks aside.
    pub(super) fn has_initials(&mut self, letters: &str, owner: OriginId) -> bool {
        self.turn_to(owner);
        let parsed = self.parsed;
        let initials = self.initials.get_or_insert_with(|| {
            let slices = parsed.origins.spans(owner).iter().map(|span| span.of(&parsed.text));
            let words = slices.flat_map(|slice| slice.split(|c: char| !c.is_alphanumeric()));
            words.filter_map(|word| word.chars().next().and_then(bare_capital)).collect()
        });
        letters.chars().filter(|c| c.is_alphabetic()).filter_map(bare_capital).all(|letter| initials.contains(&letter))
    }

    fn turn_to(&mut self, owner: OriginId) {
        if self.owner == owner {
            return;
        }
        (self.owner, self.from, self.initials) = (owner, 0, None);
        self.solid.clear();
        self.characters.clear();
        for (span, own) in self.parsed.origins.spans(owner).iter().enumerate() {
            for (at, c) in own.of(&self.parsed.text).char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let start = own.start as usize + at;
                let source = Span::new(start, start + c.len_utf8());
                self.characters.push(Character { at: self.solid.len(), source, span });
                self.solid.push(c);
            }
        }
    }

    fn find(&self, wanted: &str) -> Option<usize> {
        if wanted.is_empty() {
            return None;
        }
        let end = self.boundary(self.from + wanted.len() + SEARCHED);
        self.solid[self.from..end].find(wanted).map(|at| self.from + at)
    }

    /// The first place at or behind `at` where a character of `solid` begins, or its end.
    fn boundary(&self, at: usize) -> usize {
        let index = self.characters.partition_point(|own| own.at < at);
        self.characters.get(index).map_or(self.solid.len(), |own| own.at)
    }

    /// The pieces of the owner's spans from one place of `solid` to another.
    fn pieces(&self, from: usize, to: usize) -> Vec<Span> {
        let first = self.characters.partition_point(|own| own.at < from);
        let count = self.characters[first..].partition_point(|own| own.at < to);
        let in_spans = self.characters[first..first + count].chunk_by(|a, b| a.span == b.span);
        in_spans.map(|own| Span { start: own[0].source.start, end: own[own.len() - 1].source.end }).collect()
    }
}

/// The words with places that have something of a span.
pub(super) fn words_of(parsed: &Parsed, span: Span) -> impl Iterator<Item = &PlacedWord> {
    let first = parsed.words.partition_point(|word| word.span.end <= span.start);
    parsed.words[first..].iter().take_while(move |word| word.span.start < span.end)
}

/// The letter without its marks, as a capital.
fn bare_capital(c: char) -> Option<char> {
    std::iter::once(c).nfd().next().into_iter().flat_map(char::to_uppercase).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Repairs;

    fn citation(text: &str) -> Citation {
        Citation { text: text.to_owned(), ..Citation::default() }
    }

    fn parsed(text: &str, spans: &[(usize, usize)]) -> (Parsed, OriginId) {
        let mut parsed = Parsed { text: text.to_owned(), ..Parsed::default() };
        let spans = spans.iter().map(|(start, end)| Span::new(*start, *end));
        let id = parsed.origins.add(spans, "test", Repairs::NONE);
        (parsed, id)
    }

    #[test]
    fn citations_of_the_same_words_stand_one_behind_the_other() {
        let text = "theo Luật Giá; sửa Luật\nGiá và Luật Giá.";
        let (parsed, id) = parsed(text, &[(0, text.len())]);
        let mut cited = CitedIn::new(&parsed);
        let slices: Vec<String> = (0..3)
            .flat_map(|_| cited.spans(&citation("Luật Giá"), id))
            .map(|span| format!("{}@{}", span.of(text), span.start))
            .collect();
        assert_eq!(slices, ["Luật Giá@5", "Luật\nGiá@24", "Luật Giá@40"]);
    }

    #[test]
    fn pieces_leave_out_what_stands_between_the_spans() {
        let text = "theo Luật | seal | Giá.";
        let behind = text.len() - "Giá.".len();
        let (parsed, id) = parsed(text, &[(0, "theo Luật ".len()), (behind, text.len())]);
        let spans = CitedIn::new(&parsed).spans(&citation("Luật Giá"), id);
        assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["Luật", "Giá"]);
    }

    #[test]
    fn of_a_long_value_only_a_piece_stands_for_what_is_not_found() {
        let text = "Luật số I5/2020/QH14; ".repeat(4000);
        let (parsed, id) = parsed(&text, &[(0, text.len())]);
        let mut cited = CitedIn::new(&parsed);
        for _ in 0..4000 {
            let spans = cited.spans(&citation("Luật số 15/2020/QH14"), id);
            let length: u32 = spans.iter().map(|span| span.end - span.start).sum();
            assert!((1..2 * STANDING_IN as u32).contains(&length), "{length}");
        }
    }
}
