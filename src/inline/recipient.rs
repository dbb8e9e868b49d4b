//! The list of recipients (nơi nhận) within a line: its label, items that share a line, the note behind an item, filing.

use crate::words::combinators::{
    Read, ReadRaw, around_last, blanks, digit, first, none_of_these, phrase, sign, signs, skip, till,
};
use crate::words::{FoldedStr, Vocabulary, fold, is_alphanumeric, is_uppercase};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_while_m_n};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{all_consuming, map, map_opt, peek, recognize, rest, verify};
use nom::multi::many0;
use nom::sequence::{preceded, terminated};

/// The most digits of an article's number.
const LONGEST_ARTICLE: usize = 2;

/// `Nơi nhận:` with what stands before it; without its colon as far as the word list says, and else the whole line.
pub(crate) fn list_label<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    |input| {
        let marked = recognize((take_till(|c| matches!(c, ':' | ';')), sign(":;")));
        let known = recognize((signs, phrase(&words.recipient_labels)));
        alt((marked, known, rest)).parse(input)
    }
}

/// The items of one line, each a `Recipient` or `Filing` of `decision.ebnf`: `- Như Điều 5; - Chi cục Kiểm lâm; - Lưu: VT.`
pub(crate) fn items(line: &str) -> ReadRaw<'_, Vec<&str>> {
    let ended = alt((recognize((sign(";."), blanks)), tag("  ")));
    let item = recognize(first(usize::MAX, terminated(ended, peek(bullet))));
    many0(alt((item, verify(rest, |rest: &str| !rest.is_empty())))).parse(line)
}

/// The sign before an item that shares its line.
fn bullet(line: &str) -> ReadRaw<'_, (char, char)> {
    (one_of("-–+"), alt((char(' '), satisfy(is_uppercase)))).parse(line)
}

/// `RecipientNote` of `decision.ebnf`, behind its opening parenthesis: words of the list and the last parenthesis.
pub(crate) fn note<'t>(words: &Vocabulary) -> impl Fn(&'t str) -> ReadRaw<'t, &'t str> {
    |raw| {
        let closed = map_opt(around_last(")"), |(inner, behind): (&str, &str)| {
            let known = words.notes.longest_prefix(&fold(inner.trim())).is_some();
            (known && !behind.contains(is_alphanumeric)).then_some(inner.trim())
        });
        map(closed, |inner| inner).parse(raw)
    }
}

/// `Filing` of `decision.ebnf`: its first word, and what follows that.
pub(crate) fn filing<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, (FoldedStr<'t>, FoldedStr<'t>)> {
    |input| {
        let label = (signs, phrase(&words.filing), skip(": .;-"));
        preceded(label, (none_of_these(", ;.("), rest)).parse(input)
    }
}

/// What stands before the number of the article by which a recipient is named, and the number: `Như Điều 3`.
pub(crate) fn article(input: FoldedStr<'_>) -> Read<'_, (FoldedStr<'_>, FoldedStr<'_>)> {
    let number = take_while_m_n(1, LONGEST_ARTICLE, |c: char| c.is_ascii_digit());
    (till(digit), all_consuming(number)).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    #[test]
    fn items_that_share_a_line() {
        for (line, expected) in [
            (
                "- Như Điều 5; - Chi cục Kiểm lâm; - Lưu: VT.",
                vec!["- Như Điều 5; ", "- Chi cục Kiểm lâm; ", "- Lưu: VT."],
            ),
            ("- Sở Nội vụ  -Sở Y tế", vec!["- Sở Nội vụ  ", "-Sở Y tế"]),
            ("- Sở Lao động - Thương binh", vec!["- Sở Lao động - Thương binh"]),
            ("- Báo, đài; -tin", vec!["- Báo, đài; -tin"]),
            ("; - A", vec!["; ", "- A"]),
            ("", vec![]),
        ] {
            assert_eq!(items(line).expect("items").1, expected, "{line}");
        }
    }

    #[test]
    fn notes_are_those_of_the_list() {
        let words = Vocabulary::builtin();
        for (raw, expected) in [
            ("để b/c);", Some("để b/c")),
            ("để báo cáo (nếu có));", Some("để báo cáo (nếu có)")),
            ("Hà Nội);", None),
            ("để b/c) và", None),
            ("để b/c", None),
        ] {
            assert_eq!(note(words)(raw).ok().map(|(_, inner)| inner), expected, "{raw}");
        }
    }

    #[test]
    fn label_and_filing() {
        let words = Vocabulary::builtin();
        for (line, label, filed) in [
            ("Nơi nhận: - Sở Y tế", "Nơi nhận:", None),
            ("- Nơi nhận", "- Nơi nhận", None),
            ("- Lưu: VT, TH", "- Lưu:", Some(("VT", ", TH"))),
            ("Lưu VT.", "Lưu VT.", Some(("VT", "."))),
            // Room for what is written in by hand.
            ("- Lưu: …. (Hồ sơ)", "- Lưu:", Some(("", "(Hồ sơ)"))),
        ] {
            let folded = Folded::new(line);
            let whole = FoldedStr::new(line, &folded);
            assert_eq!(list_label(words)(whole).expect("a label").1.raw(), label, "{line}");
            let read = filing(words)(whole).ok().map(|(_, (first, rest))| (first.raw(), rest.raw()));
            assert_eq!(read, filed, "{line}");
        }
    }
}
