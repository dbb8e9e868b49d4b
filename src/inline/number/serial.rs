//! The running number: `02`, `66.22`, `12a`; a blank or letters among its digits where an engine misread it.

use super::{Part, Standing};
use crate::model::Repair;
use crate::words::combinators::{ReadRaw, digit};
use crate::words::fold_char;
use nom::Parser;
use nom::branch::alt;
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, opt, peek, value, verify};
use nom::multi::fold_many0;
use nom::sequence::terminated;

/// A digit as it is meant, and whether a letter was read in its place.
type Digit = (char, bool);

/// `Serial` of `decision.ebnf`; empty where there is room for one.
pub(super) fn serial<'r>(standing: Standing) -> impl Fn(&'r str) -> ReadRaw<'r, Part> {
    let (own, parted) = (standing == Standing::Own, standing != Standing::Cited);
    move |raw| {
        let (rest, first) = opt(number_digit(own)).parse(raw)?;
        let Some(first) = first else { return Ok((raw, Part::default())) };
        let mut begun = pushed(Part::default(), Some(first));
        let gap = value(None, verify(terminated(char(' '), peek(digit)), |_: &char| parted));
        let more = alt((map(alt((number_digit(own), point, letter)), Some), gap));
        fold_many0(more, || std::mem::take(&mut begun), pushed).parse(rest)
    }
}

fn pushed(mut serial: Part, digit: Option<Digit>) -> Part {
    if let Some((digit, misread)) = digit {
        serial.text.push(digit);
        if misread {
            serial.repairs.add(Repair::Digits);
        }
    }
    serial
}

/// A digit; in a document's `own` number also a letter among digits that is a misread one.
fn number_digit<'r>(own: bool) -> impl FnMut(&'r str) -> ReadRaw<'r, Digit> {
    move |raw| alt((map(digit, |digit| (digit, false)), verify(misread_digit, |_| own))).parse(raw)
}

fn misread_digit(raw: &str) -> ReadRaw<'_, Digit> {
    let read = alt((value('1', one_of("Il|")), value('0', char('O'))));
    map(terminated(read, peek(one_of("0123456789/"))), |digit| (digit, true)).parse(raw)
}

/// The dot of `66.22`.
fn point(raw: &str) -> ReadRaw<'_, Digit> {
    map(terminated(char('.'), peek(digit)), |point| (point, false)).parse(raw)
}

/// `12a/QĐ-X`: a letter behind the digits, before the slash.
fn letter(raw: &str) -> ReadRaw<'_, Digit> {
    let letter = satisfy(|c| matches!(c, 'a'..='z' | 'A'..='H'));
    let joint = satisfy(|c| matches!(fold_char(c), b'/' | b'-'));
    map(terminated(letter, peek(joint)), |letter| (letter, false)).parse(raw)
}
