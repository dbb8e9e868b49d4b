//! What stands above a table: its caption (`Bảng 1. …`) and the unit of its figures (`Đơn vị tính: …`).

use crate::words::combinators::{Read, blanks, digit, phrase, signs};
use crate::words::{FoldedStr, Vocabulary};
use nom::combinator::{map, peek, rest, verify};
use nom::{Input, Parser};

/// The longest line that says a unit, in characters.
const LONGEST_UNIT: usize = 89;

/// How the caption of a table begins: a word of the list and a number.
pub(crate) fn caption<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, ()> {
    |input| map((signs, phrase(&words.captions), blanks, digit), drop).parse(input)
}

/// How the unit of a table begins, on a short line.
pub(crate) fn unit<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, ()> {
    |input| {
        let short = verify(rest, |line: &FoldedStr| line.input_len() <= LONGEST_UNIT);
        map((peek(short), signs, phrase(&words.units)), drop).parse(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    #[test]
    fn captions_and_units() {
        let words = Vocabulary::builtin();
        for (line, captioned, united) in [
            ("Bảng 1. Số lượng trâu bò", true, false),
            ("- Bảng: số lượng", false, false),
            ("(Đơn vị tính: triệu đồng)", false, true),
            ("Chăn nuôi trâu bò", false, false),
        ] {
            let folded = Folded::new(line);
            let input = FoldedStr::new(line, &folded);
            assert_eq!((caption(words)(input).is_ok(), unit(words)(input).is_ok()), (captioned, united), "{line}");
        }
    }
}
