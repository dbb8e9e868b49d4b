//! What the names of a table's columns say, and the numbers that stand in a row below them.

use crate::model::ColumnRole;
use crate::words::combinators::{ReadRaw, skip};
use crate::words::{Phrases, fold};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{digit1, satisfy};
use nom::combinator::{eof, map_opt, peek, rest};
use nom::multi::many0;
use nom::sequence::{delimited, terminated};

/// Columns are numbered from 1: three digits are no column's number.
const HIGHEST: u32 = 999;

/// `(1)`, `2.`, `(4) = (5) + (6)`: the number of a column.
pub(crate) fn number(cell: &str) -> ReadRaw<'_, u32> {
    let digits = map_opt(digit1, |digits: &str| digits.parse().ok().filter(|number| *number <= HIGHEST));
    delimited(skip("([ "), digits, (skip(")] ."), alt((eof, tag("="))))).parse(cell)
}

/// What a column holds, by the longest words of the list that stand in its name.
pub(crate) fn role(name: &str, columns: &Phrases<ColumnRole>) -> Option<ColumnRole> {
    let folded = fold(name);
    let (_, (mut starts, last)) = (many0(from_word), rest).parse(folded.as_str()).ok()?;
    starts.push(last);
    let named = starts.into_iter().filter_map(|start| columns.longest_prefix(start));
    named.max_by_key(|phrase| phrase.folded.len()).map(|phrase| phrase.key)
}

/// A word and the sign behind it; given is what begins with the word.
fn from_word(folded: &str) -> ReadRaw<'_, &str> {
    let letter = |c: char| c.is_ascii_alphanumeric();
    terminated(peek(rest), (take_while(letter), satisfy(|c| !letter(c)))).parse(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_columns() {
        for (cell, expected) in [
            ("(1)", Some(1)),
            ("2.", Some(2)),
            ("[3 ]", Some(3)),
            ("(4) = (5) + (6)", Some(4)),
            ("2025", None),
            ("5 lớp", None),
            ("STT", None),
            ("", None),
        ] {
            assert_eq!(number(cell).ok().map(|(_, number)| number), expected, "{cell}");
        }
    }
}
