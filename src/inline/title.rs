//! What stands within the lines between the name of a kind and the bases: an issuer, an authority, the addressees' label.

use super::date::{DAY, date};
use super::number::{Number, own_number};
use crate::model::Repairs;
use crate::words::combinators::{
    Read, ReadBack, ReadRaw, at_most, bare, beginnings, blanks, first, in_raw, phrase, skip, till,
};
use crate::words::{Backwards, FoldedStr, Phrase, Vocabulary, distance, is_capitals, same_tones};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_until};
use nom::character::complete::char;
use nom::combinator::{consumed, eof, map, map_opt, opt, peek, recognize, rest, success, verify};
use nom::sequence::{preceded, terminated};
use nom::{Input, Parser};
use std::iter::successors;

/// The longest name of an issuer within a title, in characters.
const LONGEST_ISSUER: usize = 160;
/// The longest post before an issuer that is misread, in characters.
const LONGEST_POST: usize = 40;
/// The fewest words of an issuer's name without its place.
const SHORTEST_ISSUER: usize = 4;

/// What a title names before its subject: each with the words of the title that it takes.
pub(crate) struct IssuerTitle<'t> {
    /// The name stands behind `của`.
    pub issuer: Option<(FoldedStr<'t>, FoldedStr<'t>)>,
    pub number: (FoldedStr<'t>, Number),
    /// ISO 8601, and what was put right in it.
    pub date: Option<(FoldedStr<'t>, (String, Repairs))>,
}

/// `IssuerTitle` of `decision.ebnf`; what is left is the subject.
pub(crate) fn issuer_title<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, IssuerTitle<'t>> {
    |input| {
        let name = verify(till(tag(" so ")), |name: &FoldedStr| is_issuer(*name, words));
        let issuer = consumed(terminated(preceded(tag("cua "), name), char(' ')));
        let number = verify(in_raw(own_number), |number: &Number| number.serial.is_some());
        let dated = map_opt(preceded(peek(tag(DAY)), date), |date| Some((date.iso()?, date.repairs)));
        let parts = (opt(issuer), consumed(preceded(tag("so "), number)), opt(preceded(skip(" ,"), consumed(dated))));
        map(preceded(skip(" :.("), parts), |(issuer, number, date)| IssuerTitle { issuer, number, date }).parse(input)
    }
}

/// True for the name of an agency or a post without figures.
fn is_issuer(name: FoldedStr, words: &Vocabulary) -> bool {
    let bare = name.folded().trim();
    name.input_len() <= LONGEST_ISSUER
        && !bare.contains(|c: char| c.is_ascii_digit())
        && (words.agency_heads.longest_prefix(bare).is_some() || words.posts.longest_prefix(bare).is_some())
}

/// The signs between the name of a kind and what follows it on its line.
pub(crate) fn name_ended(input: FoldedStr<'_>) -> Read<'_, FoldedStr<'_>> {
    skip(" :.\t")(input)
}

/// How `NamedIssuer` of `decision.ebnf` begins, behind the name of a kind: `QUYẾT ĐỊNH CỦA …`.
pub(crate) fn issuer_label(input: FoldedStr<'_>) -> Read<'_, FoldedStr<'_>> {
    tag("cua ").parse(input)
}

/// The label of `Addressee` of `decision.ebnf`, with its colon; the whole line without one.
pub(crate) fn addressee_label(line: &str) -> ReadRaw<'_, &str> {
    alt((recognize((take_until(":"), char(':'))), rest)).parse(line)
}

/// How the name of an agency begins, of more than one word, behind the first word of a line.
pub(crate) fn agency_within<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, ()> {
    |input| {
        let named = verify(phrase(&words.agency_heads), |head: &&Phrase| head.folded.contains(' '));
        map(first(usize::MAX, preceded(char(' '), named)), drop).parse(input)
    }
}

/// `Authority` of `decision.ebnf` at the end of a subject in capitals, read backwards: the issuer, which is known, with the
/// post before it. Behind a post the name is often cut: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`. What is left ends in a blank.
pub(crate) fn authority_at_end<'t>(issuer: &str, words: &Vocabulary) -> impl Fn(Backwards<'t>) -> ReadBack<'t, ()> {
    move |input| {
        let whole = (tag(issuer), opt(preceded(blanks, post(words))), peek(is_complete(words)));
        let cut = (cut_name(issuer), preceded(blanks, post(words)), peek(is_complete(words)));
        let authority = preceded(blanks, alt((recognize(whole), recognize(cut))));
        let shouted = verify(authority, |authority: &Backwards| is_capitals(authority.0.raw()));
        map(terminated(shouted, peek(char(' '))), drop).parse(input)
    }
}

/// `Authority` of `decision.ebnf` that is a line: the issuer, which is known, behind a post; behind a post the name may be cut.
pub(crate) fn authority_line<'t>(issuer: &str, words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let is_issuer = |name: &FoldedStr| {
            name.folded() == issuer || beginnings(issuer).skip(SHORTEST_ISSUER - 1).any(|start| start == name.folded())
        };
        let (_, line) = verify(success(bare(input)), |line: &FoldedStr| is_capitals(line.raw())).parse(input)?;
        let mut posts = words.posts.iter().map(|post: &Phrase| -> Read<'t, ()> {
            map((tag(post.folded.as_str()), char(' '), verify(rest, is_issuer)), drop).parse(line)
        });
        posts.find_map(Result::ok).ok_or(nom::Err::Error(()))
    }
}

/// The issuer, which is known, a letter in five misread, at the start of a line or behind what may have been its post.
pub(crate) fn misread_issuer<'t>(issuer: &str, words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let next = |word: &FoldedStr<'t>| {
            let read: Read<FoldedStr> = preceded((take_till(|c| c == ' '), char(' ')), rest).parse(*word);
            read.ok().map(|(_, next)| next).filter(|next| input.upto(*next).input_len() <= LONGEST_POST)
        };
        let far = |name: FoldedStr| distance(at_most(issuer.len())(name).map_or("", |(_, name)| name.folded()), issuer);
        let nearest = successors(Some(input), next).min_by_key(|name| far(*name));
        let named = nearest.filter(|name| {
            let before: ReadBack<Backwards> =
                preceded(blanks, take_till(|c| c == ' ')).parse(Backwards(input.upto(*name)));
            let open = before.is_ok_and(|(_, last)| words.open_ends.exact(last.0.folded()).is_some());
            far(*name) * 5 <= issuer.len() && !open
        });
        named.map(|name| (name, ())).ok_or(nom::Err::Error(()))
    }
}

/// A post at the end of what stands before an issuer, as a word.
fn post<'t>(words: &Vocabulary) -> impl Fn(Backwards<'t>) -> ReadBack<'t, Backwards<'t>> {
    |input| {
        let mut posts = words.posts.iter().map(|post: &Phrase| -> ReadBack<'t, Backwards<'t>> {
            terminated(tag(post.folded.as_str()), peek(alt((tag(" "), eof)))).parse(input)
        });
        posts.find_map(Result::ok).ok_or(nom::Err::Error(()))
    }
}

/// The first words of an issuer's name, the most that stand there.
fn cut_name<'t>(issuer: &str) -> impl Fn(Backwards<'t>) -> ReadBack<'t, Backwards<'t>> {
    move |input| {
        let starts: Vec<&str> = beginnings(issuer).skip(SHORTEST_ISSUER - 1).collect();
        let mut ends = starts.into_iter().rev().map(|start| -> ReadBack<'t, Backwards<'t>> { tag(start)(input) });
        ends.find_map(Result::ok).ok_or(nom::Err::Error(()))
    }
}

/// The end of a subject that asks for no more: `… CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH` is the subject's own.
pub(crate) fn is_complete<'t>(words: &Vocabulary) -> impl Fn(Backwards<'t>) -> ReadBack<'t, Backwards<'t>> {
    |input| {
        let complete = |last: &Backwards| {
            let open = words.open_ends.exact(last.0.folded());
            open.is_none_or(|word| !same_tones(&last.0.raw().to_lowercase(), &word.words))
        };
        preceded(blanks, verify(take_till(|c| c == ' '), complete)).parse(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    #[test]
    fn an_authority_ends_a_subject() {
        let words = Vocabulary::builtin();
        for (line, expected) in [
            ("VỀ VIỆC GIAO ĐẤT CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ", Some("VỀ VIỆC GIAO ĐẤT ")),
            ("VỀ VIỆC GIAO ĐẤT ỦY BAN NHÂN DÂN TỈNH", Some("VỀ VIỆC GIAO ĐẤT ")),
            ("Về việc giao đất Ủy ban nhân dân tỉnh", None),
            ("BÃI BỎ CÁC QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH", None),
            ("ỦY BAN NHÂN DÂN TỈNH", None),
        ] {
            let folded = Folded::new(line);
            let read = authority_at_end("uy ban nhan dan tinh", words)(Backwards(FoldedStr::new(line, &folded)));
            assert_eq!(read.ok().map(|(subject, ())| subject.0.raw()), expected, "{line}");
        }
    }

    #[test]
    fn an_authority_is_a_line() {
        let words = Vocabulary::builtin();
        for (line, expected) in [
            ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM", true),
            ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", true),
            ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", false),
            ("ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM", false),
            ("Chủ tịch Ủy ban nhân dân tỉnh", false),
        ] {
            let folded = Folded::new(line);
            let read = authority_line("uy ban nhan dan tinh binh lam", words)(FoldedStr::new(line, &folded));
            assert_eq!(read.is_ok(), expected, "{line}");
        }
    }

    #[test]
    fn an_agency_within_a_line() {
        let words = Vocabulary::builtin();
        for (line, expected) in [("XYZ ỦY BAN NHÂN DÂN TỈNH", true), ("ỦY BAN NHÂN DÂN", false), ("A SỞ Y TẾ", false)]
        {
            let folded = Folded::new(line);
            assert_eq!(agency_within(words)(FoldedStr::new(line, &folded)).is_ok(), expected, "{line}");
        }
    }
}
