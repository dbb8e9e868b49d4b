//! What stands within the lines between the name of a kind and the bases: an issuer, an authority, the addressees' label.

use crate::words::combinators::{Read, ReadRaw, blanks, first, phrase};
use crate::words::{Backwards, FoldedStr, Phrase, Vocabulary, is_capitals};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_until};
use nom::character::complete::char;
use nom::combinator::{map, opt, peek, recognize, rest, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

/// What leads from the name of a kind to its issuer: `QUYẾT ĐỊNH CỦA …`.
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

/// `Authority` of `decision.ebnf` at the end of a subject in capitals, read backwards: the issuer, which is known and stands
/// in capitals, with the post before it. What is left ends in a blank.
pub(crate) fn authority_at_end<'t>(
    issuer: &str,
    words: &Vocabulary,
) -> impl Fn(Backwards<'t>) -> IResult<Backwards<'t>, (), ()> {
    move |input| {
        let shouted = |name: &Backwards| is_capitals(name.0.raw());
        let (subject, _) = preceded(blanks, verify(tag(issuer), shouted)).parse(input)?;
        let post = |input| {
            let posted = |post: &Phrase| {
                let post = terminated(tag(post.folded.as_str()), peek(char(' ')));
                let read: IResult<Backwards, Backwards, ()> = preceded(blanks, post).parse(input);
                read.ok()
            };
            words.posts.iter().find_map(posted).ok_or(nom::Err::Error(()))
        };
        let (subject, _) = terminated(opt(post), peek(char(' '))).parse(subject)?;
        Ok((subject, ()))
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
