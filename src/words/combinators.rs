//! Small parsers of which the inline grammars are made, beside nom's: over a [`FoldedStr`], where tones and case do not
//! count, or over a raw string, where they do.

use super::{Backwards, FoldedStr, Phrase, Phrases};
use aho_corasick::AhoCorasick;
use nom::bytes::complete::{tag, take_until, take_while, take_while_m_n};
use nom::character::complete::satisfy;
use nom::combinator::{map, map_opt, peek, rest};
use nom::{AsChar, Compare, IResult, Input, Offset, Parser};

/// What a parser of folded text returns. Where it fails, that is all there is to say.
pub(crate) type Read<'t, O> = IResult<FoldedStr<'t>, O, ()>;
/// What a parser of folded text returns that reads from its end.
pub(crate) type ReadBack<'t, O> = IResult<Backwards<'t>, O, ()>;
/// What a parser of raw text returns.
pub(crate) type ReadRaw<'t, O> = IResult<&'t str, O, ()>;

/// A set of ASCII characters, a bit each.
#[derive(Clone, Copy)]
struct Set(u128);

impl Set {
    /// The characters of a string, all ASCII.
    fn of(characters: &str) -> Self {
        debug_assert!(characters.is_ascii(), "{characters} is no set of ASCII characters");
        Self(characters.bytes().fold(0, |bits, byte| bits | 1 << (byte & 127)))
    }

    /// True for a character of the set.
    fn has(self, c: char) -> bool {
        c.is_ascii() && self.0 >> (c as u32) & 1 == 1
    }
}

/// Characters of a set, none at least.
pub(crate) fn skip<I: Input<Item = char>>(set: &'static str) -> impl FnMut(I) -> IResult<I, I, ()> {
    let set = Set::of(set);
    take_while(move |c| set.has(c))
}

/// Characters of none of a set, none at least.
pub(crate) fn none_of_these<I: Input<Item = char>>(set: &'static str) -> impl FnMut(I) -> IResult<I, I, ()> {
    let set = Set::of(set);
    take_while(move |c| !set.has(c))
}

/// A character of a set.
pub(crate) fn sign<I: Input<Item = char>>(set: &'static str) -> impl FnMut(I) -> IResult<I, char, ()> {
    let set = Set::of(set);
    satisfy(move |c| set.has(c))
}

/// White space, none at least.
pub(crate) fn blanks<I: Input<Item = char>>(input: I) -> IResult<I, I, ()> {
    take_while(char::is_whitespace).parse(input)
}

/// What is neither a letter nor a digit, none at least.
pub(crate) fn signs<I: Input<Item = char>>(input: I) -> IResult<I, I, ()> {
    take_while(|c: char| !c.is_alphanumeric()).parse(input)
}

/// A digit.
pub(crate) fn digit<I: Input<Item = char>>(input: I) -> IResult<I, char, ()> {
    satisfy(|c| c.is_ascii_digit()).parse(input)
}

/// A number of four digits.
pub(crate) fn four_digits<I: Input<Item = char>>(input: I) -> IResult<I, u16, ()> {
    let value = |digits: I| digits.iter_elements().try_fold(0, |sum, c| Some(sum * 10 + c.to_digit(10)? as u16));
    map_opt(take_while_m_n(4, 4, |c: char| c.is_ascii_digit()), value).parse(input)
}

/// One of several words, the first that stands there.
pub(crate) fn any<I>(words: &'static [&'static str]) -> impl Fn(I) -> IResult<I, I, ()>
where
    I: Input<Item = char> + Compare<&'static str>,
{
    move |input: I| words.iter().find_map(|word| tag::<_, I, ()>(*word)(input.clone()).ok()).ok_or(nom::Err::Error(()))
}

/// The first of the next places at which a parser holds: the one at hand, and those behind the next `characters`. What
/// stands before it, and what the parser gives.
pub(crate) fn first<I, P>(characters: usize, mut parser: P) -> impl FnMut(I) -> IResult<I, (I, P::Output), ()>
where
    I: Input<Item = char> + Offset,
    P: Parser<I, Error = ()>,
{
    move |input: I| {
        let (mut at, mut left) = (input.clone(), characters);
        loop {
            if let Ok((rest, found)) = parser.parse(at.clone()) {
                return Ok((rest, (input.take(input.offset(&at)), found)));
            }
            let next = at.iter_elements().next().filter(|_| left > 0).ok_or(nom::Err::Error(()))?;
            at = at.take_from(next.len());
            left -= 1;
        }
    }
}

/// What stands before the first place at which a parser holds; that place is what is left.
pub(crate) fn till<I, P>(stop: P) -> impl FnMut(I) -> IResult<I, I, ()>
where
    I: Input<Item = char> + Offset,
    P: Parser<I, Error = ()>,
{
    let mut stop = first(usize::MAX, peek(stop));
    move |input: I| stop(input).map(|(rest, (before, _))| (rest, before))
}

/// As [`till`]; all where the parser holds nowhere.
pub(crate) fn up_to<I, P>(stop: P) -> impl FnMut(I) -> IResult<I, I, ()>
where
    I: Input<Item = char> + Offset,
    P: Parser<I, Error = ()>,
{
    let mut stop = till(stop);
    move |input: I| stop(input.clone()).or_else(|_| rest(input))
}

/// A parser that sees no more than what another takes.
pub(crate) fn within<I, W, P>(mut window: W, mut parser: P) -> impl FnMut(I) -> IResult<I, P::Output, ()>
where
    I: Input<Item = char> + Offset,
    W: Parser<I, Output = I, Error = ()>,
    P: Parser<I, Error = ()>,
{
    move |input: I| {
        let (_, seen) = window.parse(input.clone())?;
        let (left, found) = parser.parse(seen)?;
        Ok((input.take_from(input.offset(&left)), found))
    }
}

/// All characters, up to a greatest number.
pub(crate) fn at_most<I: Input<Item = char>>(characters: usize) -> impl FnMut(I) -> IResult<I, I, ()> {
    take_while_m_n(0, characters, |_| true)
}

/// A parser of raw text where case and tones count.
pub(crate) fn in_raw<'t, P>(mut parser: P) -> impl FnMut(FoldedStr<'t>) -> Read<'t, P::Output>
where
    P: Parser<&'t str, Error = ()>,
{
    move |input: FoldedStr<'t>| {
        let raw = input.raw();
        let (rest, found) = parser.parse(raw)?;
        let (_, taken) = raw.take_split(raw.offset(rest));
        Ok((input.take_from(taken.chars().count()), found))
    }
}

/// The longest phrase of a list, at a word's end.
pub(crate) fn phrase<'t, 'w, K>(list: &'w Phrases<K>) -> impl Fn(FoldedStr<'t>) -> Read<'t, &'w Phrase<K>> {
    move |input: FoldedStr<'t>| {
        let found = list.longest_prefix(input.folded()).ok_or(nom::Err::Error(()))?;
        Ok((input.take_from(found.folded.len()), found))
    }
}

/// What stands behind the first place of words.
pub(crate) fn behind<'t>(words: &'static str) -> impl Fn(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| map((take_until(words), tag(words)), drop).parse(input)
}

/// Without the signs before the first letter or digit and behind the last.
pub(crate) fn bare(input: FoldedStr<'_>) -> FoldedStr<'_> {
    let (behind, _) = signs(input).unwrap_or((input, input));
    signs(Backwards(behind)).map_or(behind, |(rest, _)| rest.0)
}

/// A pattern of a list where it stands in a text.
pub(crate) struct Place<'t> {
    /// The number of the pattern.
    pub pattern: usize,
    /// What stands before it.
    pub before: FoldedStr<'t>,
    /// It, and what follows it.
    pub at: FoldedStr<'t>,
    /// What follows it.
    pub after: FoldedStr<'t>,
}

/// All places of the patterns of a list, none over another.
pub(crate) fn places<'t>(list: &AhoCorasick, text: FoldedStr<'t>) -> impl Iterator<Item = Place<'t>> {
    list.find_iter(text.folded()).map(move |found| {
        let (at, before) = text.take_split(found.start());
        Place { pattern: found.pattern().as_usize(), before, at, after: at.take_from(found.len()) }
    })
}

/// The last place of one of several words in a text, that where the longest ends last: what stands before it, its number in
/// the list, and what stands behind it.
pub(crate) fn last_of<'t>(words: &[&str], text: FoldedStr<'t>) -> Option<(FoldedStr<'t>, usize, FoldedStr<'t>)> {
    let found = words.iter().enumerate().filter_map(|(number, word)| {
        let at = text.folded().rfind(word)?;
        Some((at + word.len(), word.len(), number))
    });
    let (end, length, number) = found.max()?;
    Some((text.take(end - length), number, text.take_from(end)))
}

/// What stands before each blank of a text, the shortest first.
pub(crate) fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(' ').filter_map(|(blank, _)| text.get(..blank))
}

/// What stands before and behind the last place of words in a raw text.
pub(crate) fn around_last<'t>(words: &'static str) -> impl Fn(&'t str) -> ReadRaw<'t, (&'t str, &'t str)> {
    move |input: &'t str| {
        let (before, behind) = input.rsplit_once(words).ok_or(nom::Err::Error(()))?;
        Ok(("", (before, behind)))
    }
}
