//! What stands within the lines between the name of a kind and the bases: an issuer, an authority, the addressees' label.

use super::date::{DAY, date};
use super::number::{Number, own_number};
use crate::model::Repairs;
use crate::words::combinators::{Read, ReadBack, ReadRaw, beginnings, blanks, first, in_raw, phrase, skip, till};
use crate::words::{Backwards, FoldedStr, Phrase, Vocabulary, is_capitals};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_until};
use nom::character::complete::char;
use nom::combinator::{consumed, map, map_opt, opt, peek, recognize, rest, verify};
use nom::sequence::{preceded, terminated};
use nom::{Input, Parser};

/// The longest name of an issuer within a title, in characters.
const LONGEST_ISSUER: usize = 160;
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
        let whole = (tag(issuer), opt(preceded(blanks, post(words))));
        let cut = (cut_name(issuer), preceded(blanks, post(words)), peek(apart(words)));
        let authority = preceded(blanks, alt((recognize(whole), recognize(cut))));
        let shouted = verify(authority, |authority: &Backwards| is_capitals(authority.0.raw()));
        map(terminated(shouted, peek(char(' '))), drop).parse(input)
    }
}

/// A post at the end of what stands before an issuer, as a word.
fn post<'t>(words: &Vocabulary) -> impl Fn(Backwards<'t>) -> ReadBack<'t, Backwards<'t>> {
    |input| {
        let mut posts = words.posts.iter().map(|post: &Phrase| -> ReadBack<'t, Backwards<'t>> {
            terminated(tag(post.folded.as_str()), peek(char(' '))).parse(input)
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
fn apart<'t>(words: &Vocabulary) -> impl Fn(Backwards<'t>) -> ReadBack<'t, Backwards<'t>> {
    |input| {
        let complete = |last: &Backwards| words.open_ends.exact(last.0.folded()).is_none();
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
            ("ỦY BAN NHÂN DÂN TỈNH", None),
        ] {
            let folded = Folded::new(line);
            let read = authority_at_end("uy ban nhan dan tinh", words)(Backwards(FoldedStr::new(line, &folded)));
            assert_eq!(read.ok().map(|(subject, ())| subject.0.raw()), expected, "{line}");
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
