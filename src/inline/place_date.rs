//! Place and date of the letterhead: `Hà Tĩnh, ngày 05 tháng 3 năm 2025`, whole or partly blank.

use super::date::{DAY, Date, date};
use crate::words::combinators::{Read, digit, till};
use crate::words::{FoldedStr, is_alphabetic};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_until;
use nom::combinator::{consumed, map, rest};

/// Place and date as they were read.
pub(crate) struct PlaceDate<'t> {
    /// The place without the signs around it; it may be empty.
    pub place: &'t str,
    /// What stands before the date.
    pub before: FoldedStr<'t>,
    /// The date's words; all that follows where they are no date.
    pub written: FoldedStr<'t>,
    pub date: Date,
}

/// `PlaceDate` of `decision.ebnf`.
pub(crate) fn place_date(input: FoldedStr<'_>) -> Read<'_, PlaceDate<'_>> {
    let day = alt((date, map(rest, |_| Date::default())));
    let parts = (alt((take_until(DAY), till(digit))), consumed(day));
    map(parts, |(before, (written, date)): (FoldedStr, _)| {
        let place = before.raw().trim_end_matches([',', ' ', '\t', '.', ';', ':']);
        PlaceDate { place: place.trim_start_matches(|c| !is_alphabetic(c)), before, written, date }
    })
    .parse(input)
}
