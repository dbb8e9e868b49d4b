//! Legal bases (căn cứ) that run together in one paragraph.

use crate::words::FoldedStr;
use crate::words::combinators::{Read, first, sign};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::combinator::{peek, recognize, rest, verify};
use nom::multi::many0;
use nom::{Input, Parser};

/// The bases of a paragraph, each a `LegalBasis` of `decision.ebnf` with the mark and the blanks behind it. A paragraph in
/// which no other begins is one basis.
pub(crate) fn run_on(input: FoldedStr<'_>) -> Read<'_, Vec<FoldedStr<'_>>> {
    let begins = verify(tag("can cu "), |words: &FoldedStr| words.raw().starts_with('C'));
    let end = (sign(";.,"), take_while1(char::is_whitespace), peek(begins));
    let ended = recognize(first(input.input_len(), end));
    let last = verify(rest, |rest: &FoldedStr| !rest.is_empty());
    many0(alt((ended, last))).parse(input)
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
            ("", vec![]),
        ] {
            let folded = Folded::new(paragraph);
            let (_, bases) = run_on(FoldedStr::new(paragraph, &folded)).expect("bases");
            assert_eq!(bases.into_iter().map(FoldedStr::raw).collect::<Vec<_>>(), expected, "{paragraph}");
        }
    }
}
