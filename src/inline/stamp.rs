//! What stamps say: the arrival at an office (đến), and the moment of a digital signature.

use super::date::{Date, day_month_year};
use crate::marks::letterhead::ARRIVED;
use crate::words::FoldedStr;
use crate::words::combinators::{Read, ReadRaw, any, behind, none_of_these, sign, skip};
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::digit1;
use nom::combinator::{all_consuming, map, map_opt, peek, recognize, rest, verify};
use nom::sequence::preceded;
use nom::{Input, Parser};

/// What else stands in it, folded.
pub(crate) const ARRIVAL_LABELS: [&str; 5] = ["chuyen", "luu ho so", "so ky hieu", "ngay", "so"];
/// What stands before the moment of a digital signature, folded; the first that is there counts.
pub(crate) const SIGNING_LABELS: [&str; 4] = ["thoi gian ky", "ngay ky", "gio ky", "ky ngay"];

/// The longest line of a stamp that says neither number nor date, in characters.
const LONGEST_LINE: usize = 30;
/// How many digits a moment has: a day at least, at most a time of the day and its zone.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=24;

/// A line of the stamp of arrival.
pub(crate) enum Arrival<'t> {
    Number(&'t str),
    /// A whole date, and as it was read.
    Date(String, Date),
    /// Room for a number or a date, or to whom it was passed on.
    Other,
}

/// A line of `Received` of `decision.ebnf`, without the signs around it.
pub(crate) fn arrival(input: FoldedStr<'_>) -> Read<'_, Arrival<'_>> {
    let number = preceded((tag("so"), skip(": .")), all_consuming(digit1));
    let dated =
        map_opt(preceded((tag("ngay"), skip(": .")), day_month_year), |date| Some(Arrival::Date(date.iso()?, date)));
    let short = verify(rest, |line: &FoldedStr| line.input_len() < LONGEST_LINE);
    let other = preceded(peek(any(&ARRIVAL_LABELS)), short);
    alt((map(number, |number: FoldedStr| Arrival::Number(number.folded())), dated, map(other, |_| Arrival::Other)))
        .parse(input)
}

/// True for the first line of a stamp of arrival, without the signs around it.
pub(crate) fn is_arrival(input: FoldedStr<'_>) -> bool {
    let read: Read<FoldedStr> = any(&ARRIVED)(input);
    read.is_ok_and(|(rest, label)| rest.is_empty() || label.input_len() > "den".len())
}

/// How the digital stamp of a copy begins, before the agency that certifies it: `SAO Y;`.
pub(crate) fn copy_label(line: &str) -> ReadRaw<'_, &str> {
    recognize((none_of_these(";,"), sign(";,"))).parse(line)
}

/// `SignedAt` of `decision.ebnf`: the moment behind its label, as it stands there.
pub(crate) fn signed_at(input: FoldedStr<'_>) -> Read<'_, &str> {
    let (behind_label, _) =
        SIGNING_LABELS.iter().find_map(|label| behind(label)(input).ok()).ok_or(nom::Err::Error(()))?;
    let digits = |moment: &FoldedStr| DIGITS.contains(&moment.iter_elements().filter(char::is_ascii_digit).count());
    map(preceded(skip(": .\t"), verify(rest, digits)), |moment: FoldedStr| moment.raw()).parse(behind_label)
}
