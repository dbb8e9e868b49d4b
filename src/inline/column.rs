//! The numbers of a table's columns, which stand in a row below their names.

use crate::words::combinators::{ReadRaw, skip};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::digit1;
use nom::combinator::{eof, map_opt};
use nom::sequence::delimited;

/// Columns are numbered from 1: three digits are no column's number.
const HIGHEST: u32 = 999;

/// `(1)`, `2.`, `(4) = (5) + (6)`: the number of a column.
pub(crate) fn number(cell: &str) -> ReadRaw<'_, u32> {
    let digits = map_opt(digit1, |digits: &str| digits.parse().ok().filter(|number| *number <= HIGHEST));
    delimited(skip("([ "), digits, (skip(")] ."), alt((eof, tag("="))))).parse(cell)
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
