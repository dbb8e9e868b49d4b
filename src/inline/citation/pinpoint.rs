//! The part of a cited document that is meant: `điểm a khoản 1 Điều 7 của`.

use crate::words::combinators::{ReadBack, any, skip};
use crate::words::{Backwards, FoldedStr};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{eof, opt, peek};
use nom::multi::many1_count;
use nom::sequence::terminated;

/// The units of a document that a pinpoint names, folded.
pub(crate) const UNITS: [&str; 6] = ["diem", "khoan", "dieu", "muc", "chuong", "phan"];
/// The longest number of a unit: `viii`, `12345`.
const LONGEST_NUMBER: usize = 5;

/// `Pinpoint` of `decision.ebnf` at the end of what stands before a kind, read from there backwards.
pub(super) fn pinpoint(before: FoldedStr<'_>) -> Option<&str> {
    let (_, units) = units(Backwards(before)).ok()?;
    Some(units.raw().trim())
}

fn units(input: Backwards<'_>) -> ReadBack<'_, FoldedStr<'_>> {
    let (units, _) = opt(tag("cua ")).parse(input)?;
    let (rest, _) = many1_count(unit).parse(units)?;
    Ok((rest, units.0.behind(rest.0)))
}

/// A unit and its number, with what joins it to the next.
fn unit(input: Backwards<'_>) -> ReadBack<'_, ()> {
    let (rest, _) = (skip(" ,"), opt(tag(" va")), skip(" ,")).parse(input)?;
    let number = take_while_m_n(1, LONGEST_NUMBER, |c: char| c.is_ascii_alphanumeric());
    let (rest, _) = (number, char(' ')).parse(rest)?;
    let (rest, _) = terminated(any(&UNITS), peek(alt((tag(" "), eof)))).parse(rest)?;
    Ok((rest, ()))
}
