//! The marks of footnotes (chú thích) within a text: `[1]`.

use crate::words::combinators::ReadRaw;
use nom::Parser;
use nom::bytes::complete::{tag, take_until};
use nom::combinator::peek;
use nom::multi::many0;
use nom::sequence::preceded;

/// What stands in brackets in a text, where a `NoteLabel` of `decision.ebnf` may be meant.
pub(crate) fn marks(text: &str) -> ReadRaw<'_, Vec<&str>> {
    many0(preceded((take_until("["), tag("[")), peek(take_until("]")))).parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bracket_may_be_a_mark() {
        for (text, expected) in [
            ("Danh mục[1] và bảng [*].", vec!["1", "*"]),
            ("[a [2]", vec!["a [2", "2"]),
            ("[3] và [", vec!["3"]),
            ("Danh mục", vec![]),
        ] {
            assert_eq!(marks(text).expect("marks").1, expected, "{text}");
        }
    }
}
