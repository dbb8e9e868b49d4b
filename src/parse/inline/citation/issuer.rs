//! Who issued a cited document, and what it is about, behind its number and date.

use super::{LONGEST_PART, title};
use crate::words::FoldedStr;
use crate::words::combinators::{Read, any, at_most, blanks, sign, skip, up_to, within};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::combinator::{map, not, peek};
use nom::sequence::preceded;

/// Words behind which no issuer goes on, folded.
const ISSUER_ENDS: [&str; 20] = [
    " ve ",
    " quy dinh ",
    " ban hanh ",
    " phe duyet ",
    " huong dan ",
    " sua doi",
    " giai thich ",
    " thuc hien ",
    " trien khai ",
    " v/v",
    " duoc sua doi",
    " thanh lap ",
    " cong bo ",
    " da duoc",
    " va ",
    " (",
    " \"",
    " nham ",
    " nam 2",
    " nam 1",
];

/// How what a document is about begins, folded.
pub(crate) const SUBJECT_STARTS: [&str; 11] = [
    "ve viec ",
    "ve ",
    "v/v",
    "quy dinh ",
    "ban hanh ",
    "phe duyet ",
    "huong dan ",
    "sua doi",
    "giai thich ",
    "cong bo ",
    "thanh lap ",
];

/// `Issuer` of `decision.ebnf`, behind `của`: up to what the document is about. `None` where the name is missing.
pub(super) fn issuer(input: FoldedStr<'_>) -> Read<'_, Option<&str>> {
    let words = map(preceded(peek(sign(" ")), any(&ISSUER_ENDS)), drop);
    let name = within(at_most(LONGEST_PART), up_to(alt((words, map(sign(";.,:"), drop)))));
    let led = (skip(" ,"), tag("cua "), not((blanks, tag("ngay"))));
    let (rest, name): (_, FoldedStr) = preceded(led, name).parse(input)?;
    Ok((rest, Some(name.raw().trim()).filter(|name| !name.is_empty())))
}

/// `Subject` of a cited document: from a word that begins one to a semicolon.
pub(super) fn subject(input: FoldedStr<'_>) -> Read<'_, Option<&str>> {
    let words = within(at_most(LONGEST_PART), up_to(alt((tag(";"), tag(" duoc sua doi")))));
    map(preceded((skip(" ,"), peek(any(&SUBJECT_STARTS))), words), title).parse(input)
}
