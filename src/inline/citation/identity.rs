//! Number and date of a cited document, and its issuer where that stands between the two.

use super::super::date::{DAY, Date, date};
use super::super::number::{Number, cited_number, parted_number};
use crate::words::combinators::{Read, at_most, blanks, digit, four_digits, in_raw, none_of_these, sign, skip, within};
use crate::words::{FoldedStr, is_within};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_until, take_while_m_n};
use nom::character::complete::{char, satisfy};
use nom::combinator::{map, map_opt, not, opt, peek, verify};
use nom::sequence::{delimited, preceded, terminated};

/// The longest issuer between a number and its date, in characters.
const LONGEST_ISSUER: usize = 107;
/// What stands before another document's date, and in no name of an issuer.
const OTHERS: [&str; 5] = [" ve ", " quy dinh ", " ban hanh ", " phe duyet ", " so "];

/// Number and date behind a kind.
#[derive(Default)]
pub(super) struct Identity<'t> {
    pub number: Option<Number>,
    pub date: Option<String>,
    pub issuer: Option<&'t str>,
    /// `ngày` stands behind the number without a date.
    pub undated: bool,
}

/// A date with the issuer before it, where it is there.
type Dated<'t> = (Option<&'t str>, String);

/// Number and `CitedDate` of a `CitedAct` or a `CitedLaw` of `decision.ebnf`: one of the two at least. A `law` may have no
/// more than a year.
pub(super) fn identity<'t>(law: bool) -> impl Fn(FoldedStr<'t>) -> Read<'t, Identity<'t>> {
    move |input| {
        let blank = preceded(peek(sign("._")), in_raw(cited_number));
        let whole = verify(in_raw(cited_number), |number: &Number| number.serial.is_some());
        let unlabelled = alt((whole, blank));
        let number = alt((map(labelled_number, Some), preceded(not(label), opt(unlabelled))));
        let (rest, number) = preceded(skip(" :"), number).parse(input)?;
        let numbered = number.is_some();
        let undated = |rest| number_without_date(numbered)(rest).is_ok();
        match (preceded(skip(" ,-._:"), dated(numbered, law)).parse(rest), number) {
            (Ok((rest, (issuer, date))), number) => {
                Ok((rest, Identity { number, date: Some(date), issuer, undated: false }))
            }
            (Err(_), Some(number)) => {
                Ok((rest, Identity { number: Some(number), undated: undated(rest), ..Identity::default() }))
            }
            (Err(error), None) => Err(error),
        }
    }
}

fn label(input: FoldedStr<'_>) -> Read<'_, FoldedStr<'_>> {
    terminated(tag("so"), peek(satisfy(|c| !c.is_ascii_alphabetic()))).parse(input)
}

/// A number behind `số`, which has room for the serial at least. A letter that dirt left may stand before it:
/// `số s 33/2016/…`.
fn labelled_number(input: FoldedStr<'_>) -> Read<'_, Number> {
    let scrap = (satisfy(|c| c.is_ascii_lowercase()), char(' '), peek(digit));
    preceded((label, skip(" :."), opt(scrap)), in_raw(alt((cited_number, parted_number)))).parse(input)
}

fn dated<'t>(numbered: bool, law: bool) -> impl FnMut(FoldedStr<'t>) -> Read<'t, Dated<'t>> {
    move |input| {
        let bare = verify(bare_date, |_: &String| numbered || law);
        let alone = alt((preceded(misread_day, whole_date), preceded(peek(tag(DAY)), whole_date), bare));
        let year = verify(year, |_: &String| law);
        let missing = preceded((tag("cua "), peek(tag("ngay "))), whole_date);
        let behind_issuer = verify(alt((map(missing, |date| (None, date)), behind_issuer)), |_: &Dated| numbered);
        alt((map(alt((alone, year)), |date| (None, date)), behind_issuer)).parse(input)
    }
}

/// A date that is in the calendar.
fn whole_date(input: FoldedStr<'_>) -> Read<'_, String> {
    map_opt(date, |date| date.iso().filter(|_| date.possible)).parse(input)
}

/// `DayDate` of `decision.ebnf`, without `ngày`: `6/12/2022`.
pub(super) fn bare_date(input: FoldedStr<'_>) -> Read<'_, String> {
    preceded(peek(digit), whole_date).parse(input)
}

/// `năm 2025` behind a law's name.
fn year(input: FoldedStr<'_>) -> Read<'_, String> {
    map(delimited(tag("nam "), four_digits, not(digit)), |year| format!("{year:04}")).parse(input)
}

/// `của Thủ tướng Chính phủ ngày 31/3/2022`.
fn behind_issuer(input: FoldedStr<'_>) -> Read<'_, Dated<'_>> {
    let window = at_most(LONGEST_ISSUER).and_then(none_of_these(";.\""));
    let is_issuer = |words: &FoldedStr| !OTHERS.iter().any(|other| words.folded().contains(other));
    let words = verify(within(window, take_until(" ngay ")), is_issuer);
    let (rest, words) = preceded((not(tag("cua ngay ")), tag("cua"), peek(char(' '))), words).parse(input)?;
    let issuer = words.raw().trim().trim_end_matches([',', ' ']);
    map(preceded(char(' '), whole_date), |date| (Some(issuer).filter(|issuer| !issuer.is_empty()), date)).parse(rest)
}

/// `ngày` without a date, or with one that no calendar has: a blank, or words that belong to the number.
fn number_without_date<'t>(numbered: bool) -> impl FnMut(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let word = (tag(DAY), blanks, not(tag("thang")), satisfy(|c| c.is_ascii_alphabetic()));
        let impossible = || verify(date, |date: &Date| date.iso().is_some() && !date.possible);
        let misread = (not(tag(DAY)), misread_day, impossible());
        let missing = (tag("cua "), peek(tag("ngay ")), verify(impossible(), |_: &Date| numbered));
        preceded(skip(" ,-._:"), alt((map(word, drop), map(misread, drop), map(missing, drop)))).parse(input)
    }
}

/// What stands before the digits of a date whose `ngày` was misread: `hgày 11 …`, `nigày n 5/6/2018`.
pub(super) fn misread_day(input: FoldedStr<'_>) -> Read<'_, ()> {
    let near = |word: &FoldedStr| word.folded() != DAY && is_within(word.folded(), DAY, 1);
    let word = verify(take_while_m_n(3, 5, |c| c != ' '), near);
    let scrap = opt((satisfy(|c| c.is_ascii_lowercase()), char(' ')));
    map((word, char(' '), scrap, peek(digit)), drop).parse(input)
}
