//! Legal bases (căn cứ) that run together in one paragraph.

use crate::words::combinators::{Read, first, phrase, sign};
use crate::words::{FoldedStr, Phrase, Vocabulary, is_uppercase};
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::combinator::{consumed, peek, recognize, rest, verify};
use nom::multi::many0;
use nom::{Input, Parser};

/// The bases of a paragraph, each a `LegalBasis` of `decision.ebnf` with the mark and the blanks behind it. A paragraph in
/// which no other begins is one basis. Each begins with a formula in a capital.
pub(crate) fn run_on<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, Vec<FoldedStr<'t>>> {
    move |input| {
        // A formula of one syllable is distinguished from another word by its tone: `Để`, `Đề`.
        let is_formula = |(raw, formula): &(FoldedStr, &Phrase<String>)| {
            formula.folded.contains(' ') || raw.raw().to_lowercase() == formula.words.to_lowercase()
        };
        let begins = verify(consumed(phrase(&words.bases)), is_formula);
        let capital = verify(rest, |rest: &FoldedStr| rest.raw().starts_with(is_uppercase));
        let end = (sign(";.,"), take_while1(char::is_whitespace), peek((peek(capital), begins)));
        let ended = recognize(first(input.input_len(), end));
        let last = verify(rest, |rest: &FoldedStr| !rest.is_empty());
        many0(alt((ended, last))).parse(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    #[test]
    fn a_basis_begins_behind_the_mark_of_another() {
        for (paragraph, expected) in [
            ("Căn cứ Luật A; Căn cứ Luật B.", vec!["Căn cứ Luật A; ", "Căn cứ Luật B."]),
            ("Căn cứ Luật A, căn cứ Luật B;", vec!["Căn cứ Luật A, căn cứ Luật B;"]),
            ("Theo Căn cứ Luật A;", vec!["Theo Căn cứ Luật A;"]),
            ("Căn cứ Luật A; Xét Tờ trình B.", vec!["Căn cứ Luật A; ", "Xét Tờ trình B."]),
            ("Căn cứ Luật A; theo đề nghị của B.", vec!["Căn cứ Luật A; theo đề nghị của B."]),
            ("Căn cứ Luật A; Đề án B.", vec!["Căn cứ Luật A; Đề án B."]),
            ("Căn cứ Luật A; Xétđơn B.", vec!["Căn cứ Luật A; Xétđơn B."]),
            ("", vec![]),
        ] {
            let folded = Folded::new(paragraph);
            let (_, bases) = run_on(Vocabulary::builtin())(FoldedStr::new(paragraph, &folded)).expect("bases");
            assert_eq!(bases.into_iter().map(FoldedStr::raw).collect::<Vec<_>>(), expected, "{paragraph}");
        }
    }
}
