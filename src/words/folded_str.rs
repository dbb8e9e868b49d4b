//! A part of a folded text as nom's input: matched by its folded characters, it gives back the original.

use super::Folded;
use nom::{Compare, CompareResult, FindSubstring, Input, Needed, Offset};
use std::iter::{Copied, Enumerate, Map, Rev};
use std::ops::Range;
use std::slice::Iter;

/// A part of a text and its folded form side by side. Indices are characters, as in [`Folded`]; items are folded characters.
#[derive(Clone, Copy, Debug)]
pub struct FoldedStr<'t> {
    original: &'t str,
    folded: &'t Folded,
    from: u32,
    to: u32,
}

impl<'t> FoldedStr<'t> {
    /// The whole of a text, which `folded` was made of.
    pub fn new(original: &'t str, folded: &'t Folded) -> Self {
        Self { original, folded, from: 0, to: folded.text.len() as u32 }
    }

    /// The part of a text that takes these bytes of it.
    pub fn of_bytes(original: &'t str, folded: &'t Folded, bytes: Range<usize>) -> Self {
        let from = folded.character(bytes.start);
        let to = folded.character(bytes.end).max(from);
        Self { original, folded, from: from as u32, to: to as u32 }
    }

    /// The folded characters.
    pub fn folded(self) -> &'t str {
        self.folded.text.get(self.from as usize..self.to as usize).unwrap_or_default()
    }

    /// The characters as the text has them.
    pub fn raw(self) -> &'t str {
        self.original.get(self.bytes()).unwrap_or_default()
    }

    /// The bytes of the text that it takes.
    pub fn bytes(self) -> Range<usize> {
        self.folded.range(self.from as usize, self.to as usize)
    }

    /// True where it has no character.
    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// True where it begins earlier in the text than another part.
    pub fn begins_before(self, other: Self) -> bool {
        self.from < other.from
    }

    /// What stands before a part of the same text that begins later; nothing where that begins earlier.
    pub fn upto(self, later: Self) -> Self {
        Self { to: later.from.clamp(self.from, self.to), ..self }
    }

    /// What stands behind a part of the same text that ends within this one.
    pub fn behind(self, part: Self) -> Self {
        Self { from: part.to.clamp(self.from, self.to), ..self }
    }
}

fn character(byte: u8) -> char {
    char::from(byte)
}

impl<'t> Input for FoldedStr<'t> {
    type Item = char;
    type Iter = Map<Copied<Iter<'t, u8>>, fn(u8) -> char>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        (self.to - self.from) as usize
    }

    fn take(&self, index: usize) -> Self {
        Self { to: self.from + index as u32, ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        Self { from: self.from + index as u32, ..*self }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(char) -> bool>(&self, predicate: P) -> Option<usize> {
        self.folded().bytes().position(|byte| predicate(character(byte)))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.folded().as_bytes().iter().copied().map(character as fn(u8) -> char)
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        count
            .checked_sub(self.input_len())
            .filter(|missing| *missing > 0)
            .map_or(Ok(count), |missing| Err(Needed::new(missing)))
    }
}

impl Compare<&str> for FoldedStr<'_> {
    /// The whole text is at hand: there is no more to wait for.
    fn compare(&self, words: &str) -> CompareResult {
        if self.folded().starts_with(words) { CompareResult::Ok } else { CompareResult::Error }
    }

    /// Folded characters have no case.
    fn compare_no_case(&self, words: &str) -> CompareResult {
        self.compare(words)
    }
}

impl FindSubstring<&str> for FoldedStr<'_> {
    fn find_substring(&self, words: &str) -> Option<usize> {
        memchr::memmem::find(self.folded().as_bytes(), words.as_bytes())
    }
}

impl Offset for FoldedStr<'_> {
    fn offset(&self, second: &Self) -> usize {
        second.from.saturating_sub(self.from) as usize
    }
}

/// A part of a text read from its end: `tag` takes the words with which it ends.
#[derive(Clone, Copy, Debug)]
pub struct Backwards<'t>(pub FoldedStr<'t>);

impl<'t> Input for Backwards<'t> {
    type Item = char;
    type Iter = Map<Copied<Rev<Iter<'t, u8>>>, fn(u8) -> char>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.0.input_len()
    }

    fn take(&self, index: usize) -> Self {
        Self(self.0.take_from(self.input_len() - index))
    }

    fn take_from(&self, index: usize) -> Self {
        Self(self.0.take(self.input_len() - index))
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(char) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.0.folded().as_bytes().iter().rev().copied().map(character as fn(u8) -> char)
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        self.0.slice_index(count)
    }
}

impl Compare<&str> for Backwards<'_> {
    fn compare(&self, words: &str) -> CompareResult {
        if self.0.folded().ends_with(words) { CompareResult::Ok } else { CompareResult::Error }
    }

    /// Folded characters have no case.
    fn compare_no_case(&self, words: &str) -> CompareResult {
        self.compare(words)
    }
}

impl Offset for Backwards<'_> {
    fn offset(&self, second: &Self) -> usize {
        self.0.to.saturating_sub(second.0.to) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nom::bytes::complete::{tag, take_until, take_while};
    use nom::character::complete::{char, one_of};
    use nom::combinator::recognize;
    use nom::{IResult, Parser};

    const ORIGINAL: &str = "Căn cứ Quyết định số 02⁄QÐ–UBND";

    #[test]
    fn it_is_matched_folded_and_given_back_as_it_was() {
        let folded = Folded::new(ORIGINAL);
        let read: IResult<FoldedStr, FoldedStr, ()> =
            recognize((tag("can"), char(' '), take_until("so"))).parse(FoldedStr::new(ORIGINAL, &folded));
        let (rest, found) = read.expect("words");
        assert_eq!((found.raw(), rest.raw()), ("Căn cứ Quyết định ", "số 02⁄QÐ–UBND"));
        assert_eq!(&ORIGINAL[rest.bytes()], rest.raw());
        let refused: IResult<FoldedStr, FoldedStr, ()> = tag("so 02/qd-ubnd va").parse(rest);
        assert!(refused.is_err());
    }

    #[test]
    fn it_is_read_from_its_end() {
        let folded = Folded::new(ORIGINAL);
        let read: IResult<Backwards, _, ()> =
            (tag("ubnd"), one_of("-/"), take_while(|c| c != ' ')).parse(Backwards(FoldedStr::new(ORIGINAL, &folded)));
        let (rest, (last, sign, word)) = read.expect("words");
        assert_eq!((last.0.raw(), sign, word.0.raw()), ("UBND", '-', "02⁄QÐ"));
        assert_eq!(rest.0.raw(), "Căn cứ Quyết định số ");
    }

    #[test]
    fn parts_of_one_text() {
        let folded = Folded::new(ORIGINAL);
        let whole = FoldedStr::new(ORIGINAL, &folded);
        let at = ORIGINAL.find("Quyết").expect("words");
        let part = FoldedStr::of_bytes(ORIGINAL, &folded, at..at + "Quyết định".len());
        assert_eq!(part.raw(), "Quyết định");
        assert_eq!((whole.upto(part).raw(), whole.behind(part).raw()), ("Căn cứ ", " số 02⁄QÐ–UBND"));
        assert_eq!((whole.offset(&part), part.offset(&whole)), (7, 0));
        assert!(part.upto(whole).is_empty() && part.take_from(10).is_empty());
    }
}
