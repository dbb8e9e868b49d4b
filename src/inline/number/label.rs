//! The number in the letterhead, behind its label `Số:` or what an engine made of it.

use super::{Number, own_number};
use crate::model::Repair;
use crate::words::FoldedStr;
use crate::words::combinators::{Read, behind, digit, in_raw, skip};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_until;
use nom::character::complete::{anychar, char};
use nom::combinator::{cut, map, peek, verify};

/// `Number` of `decision.ebnf`, behind its label. A failure, and no error, where the label is there and the number cannot be
/// read.
pub(crate) fn labelled_number(input: FoldedStr<'_>) -> Read<'_, Number> {
    let (rest, _) = label(input)?;
    let (rest, signs) = skip(" ;,")(rest)?;
    let glued = peek(digit).parse(rest).is_ok();
    // Two signs and no blank before the digits: a pen wrote over the label, and the first digit is as doubtful.
    let doubtful = glued && signs.folded().matches([';', ',']).count() > 1;
    let (end, mut number) = cut(verify(in_raw(own_number), |_: &Number| !doubtful)).parse(rest)?;
    if glued || !input.upto(rest).raw().trim_end().ends_with(['ố', 'Ố', 'o', 'O']) {
        number.repairs.add(Repair::NumberLabel);
    }
    Ok((end, number))
}

/// `Số`, and `5ố` or `§ố` in its place.
fn label(input: FoldedStr<'_>) -> Read<'_, ()> {
    let section = (in_raw(take_until("§")), anychar, char('o'));
    alt((behind("so"), behind("5o"), map(section, drop))).parse(input)
}
