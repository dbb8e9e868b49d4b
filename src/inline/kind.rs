//! The name of a kind (tên loại) at the start of a text, and the label behind the name of an appendix.

use crate::marks::kind::{cut_kind, misread_kind};
use crate::marks::label::roman;
use crate::marks::opener::{is_appendix_label, is_form_code};
use crate::words::combinators::{Read, behind, none_of_these, signs, skip};
use crate::words::{Folded, FoldedStr, Kind, Usage, Vocabulary, is_uppercase};
use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_while_m_n, take_while1};
use nom::character::complete::{char, satisfy};
use nom::combinator::{all_consuming, consumed, map, not, opt, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{Input, Parser};

/// The most digits of a number that stands alone behind a kind's name: `DANH MỤC 12`, and no year.
const LONGEST_NUMBER: usize = 2;

/// `Name` and `Attached` of `decision.ebnf`: the kind of a document or an attachment, and its name.
pub(crate) fn name<'t, 'w>(words: &'w Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, (&'w Kind, FoldedStr<'t>)> {
    move |input| {
        let (start, _) = signs(input)?;
        let mut kinds = words.kinds.iter().filter(|kind| matches!(kind.usage, Usage::Document | Usage::Attachment));
        let named = |kind: &'w Kind| {
            let ended = not(satisfy(|c| c.is_ascii_alphanumeric()));
            let read: Read<FoldedStr> = terminated(tag(kind.folded.as_str()), ended).parse(start);
            read.ok().map(|(rest, name)| (rest, (kind, name)))
        };
        kinds.find_map(named).ok_or(nom::Err::Error(()))
    }
}

/// The name of a kind in a line.
pub(crate) struct Named<'w, 't> {
    pub kind: &'w Kind,
    pub name: FoldedStr<'t>,
    /// The name with what stands before it.
    pub upto: FoldedStr<'t>,
}

/// `Name` and `Attached` of `decision.ebnf` at the start of a line, as written or with a letter misread.
pub(crate) fn named<'t, 'w>(words: &'w Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, Named<'w, 't>> {
    move |input| {
        let misread = |input: FoldedStr<'t>| {
            let (kind, place) = misread_kind(input.raw(), words).ok_or(nom::Err::Error(()))?;
            let name = preceded(take(place.start), take(place.len()));
            map(name, |name| (kind, name)).parse(input)
        };
        map(consumed(alt((name(words), misread))), |(upto, (kind, name))| Named { kind, name, upto }).parse(input)
    }
}

/// The name of a kind of which the last word is left, at the start of a line in capitals.
pub(crate) fn cut<'t, 'w>(words: &'w Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, Named<'w, 't>> {
    move |input| {
        let (kind, place) = cut_kind(input.raw(), words).ok_or(nom::Err::Error(()))?;
        let word = preceded(take(place.start), take(place.len()));
        map(consumed(word), |(upto, name)| Named { kind, name, upto }).parse(input)
    }
}

/// The kind with whose name a line begins.
pub(crate) fn kind_of_line<'w>(line: &str, words: &'w Vocabulary) -> Option<&'w Kind> {
    let folded = Folded::new(line);
    named(words)(FoldedStr::new(line, &folded)).ok().map(|(_, named)| named.kind)
}

/// `AttachmentLabel` of `decision.ebnf`, behind the name of an appendix: `I`, `3`, `2a`.
pub(crate) fn label(input: FoldedStr<'_>) -> Read<'_, FoldedStr<'_>> {
    let word = verify(none_of_these(" :\t)"), |word: &FoldedStr| is_appendix_label(word.folded()));
    preceded(skip(" .:"), word).parse(input)
}

/// `AttachmentLabel` of `decision.ebnf` as all that stands behind a kind's name: a number, a Roman one, a capital, or a
/// form's code.
pub(crate) fn sole_label(input: FoldedStr<'_>) -> Read<'_, FoldedStr<'_>> {
    let number = take_while_m_n(1, LONGEST_NUMBER, |c: char| c.is_ascii_digit());
    let letters = verify(take_while1(|c: char| c.is_ascii_lowercase()), |word: &FoldedStr| {
        let shouted = word.raw().chars().all(is_uppercase);
        shouted && (word.input_len() == 1 || roman(word.folded()).is_some())
    });
    let code = verify(none_of_these(" .:"), |word: &FoldedStr| {
        is_form_code(word.folded()) && !word.raw().chars().any(char::is_lowercase)
    });
    all_consuming(delimited(char(' '), alt((code, number, letters)), skip(" .:"))).parse(input)
}

/// The kind of document that `kèm theo` names, and whether a number of its own follows: `Kế hoạch số …`.
pub(crate) fn issued_with<'t, 'w>(words: &'w Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, (&'w Kind, bool)> {
    move |input| {
        let (rest, ()) = alt((behind("kem theo "), behind("dinh kem "))).parse(input)?;
        let named = |kind: &'w Kind| {
            let read: Read<Option<FoldedStr>> = preceded(tag(kind.folded.as_str()), opt(tag(" so "))).parse(rest);
            read.ok().map(|(rest, number)| (rest, (kind, number.is_some())))
        };
        words.kinds.iter().find_map(named).ok_or(nom::Err::Error(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocumentKind;
    use crate::words::Folded;

    #[test]
    fn names_and_labels() {
        let words = Vocabulary::builtin();
        for (line, kind, labelled) in [
            ("PHỤ LỤC I", Some(DocumentKind::PhuLuc), Some("I")),
            ("PHỤ LỤC: 2a. DANH MỤC", Some(DocumentKind::PhuLuc), Some("2a.")),
            ("Phụ lục kèm theo", Some(DocumentKind::PhuLuc), None),
            ("QUYẾT ĐỊNHH", None, None),
        ] {
            let folded = Folded::new(line);
            let read = name(words)(FoldedStr::new(line, &folded)).ok();
            assert_eq!(read.map(|(_, (kind, _))| kind.key.clone()), kind, "{line}");
            let label = read.and_then(|(rest, _)| label(rest).ok()).map(|(_, label)| label.raw());
            assert_eq!(label, labelled, "{line}");
        }
    }

    #[test]
    fn a_label_alone_behind_a_kind() {
        for (line, expected) in [
            (" 1", Some("1")),
            (" XIV.", Some("XIV")),
            (" B", Some("B")),
            (" 01-ĐĐK-CT.", Some("01-ĐĐK-CT")),
            (" 2-Người", None),
            (" 2025", None),
            (" 1 NĂM 2025", None),
            (" VI và X", None),
            (" x", None),
        ] {
            let folded = Folded::new(line);
            let label = sole_label(FoldedStr::new(line, &folded)).ok().map(|(_, label)| label.raw());
            assert_eq!(label, expected, "{line}");
        }
    }

    #[test]
    fn what_an_appendix_is_issued_with() {
        let words = Vocabulary::builtin();
        for (line, expected) in [
            ("(Kèm theo Kế hoạch số 12/KH-UBND)", Some((DocumentKind::KeHoach, true))),
            ("(Đính kèm Quy chế làm việc)", Some((DocumentKind::QuyChe, false))),
            ("(Kèm theo)", None),
        ] {
            let folded = Folded::new(line);
            let read = issued_with(words)(FoldedStr::new(line, &folded)).ok();
            assert_eq!(read.map(|(_, (kind, numbered))| (kind.key.clone(), numbered)), expected, "{line}");
        }
    }
}
