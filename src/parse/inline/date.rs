//! Dates in words and digits, whole, partly blank, misread.

use crate::model::{Repair, Repairs};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::combinator::{map, opt, verify};
use nom::{IResult, Parser};

/// A date as it was read. Parts that are blank are absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Date {
    pub day: Option<u8>,
    pub month: Option<u8>,
    pub year: Option<u16>,
    /// What was read as digits.
    pub repairs: Repairs,
    /// False where day, month and year are no day of the calendar, or a part can't be read.
    pub possible: bool,
}

impl Date {
    /// ISO 8601, as far as the parts go: `2019-03-25`, `2019-03`, `2019`; `None` without a year.
    pub(crate) fn iso(&self) -> Option<String> {
        let year = self.year?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }
}

/// `Date` of `decision.ebnf`: reads a date at the start of a folded string, after `ngày` or not. The rest is what follows.
pub(crate) fn date(folded: &str) -> IResult<&str, Date> {
    let (rest, named) = opt((tag("ngay"), take_while(is_blank_or_stop))).parse(folded)?;
    alt((word_date, verify(digit_date, |date: &Date| named.is_some() || date.day.is_some()))).parse(rest)
}

/// Rejects nothing: digits, and letters that OCR makes of digits. Blank where there is neither.
fn part(folded: &str) -> IResult<&str, Part> {
    let (rest, raw) = take_while_m_n(0, 6, is_digit_like).parse(folded)?;
    let letters = raw.bytes().any(|byte| !byte.is_ascii_digit());
    if letters && !raw.bytes().any(|byte| byte.is_ascii_digit()) && raw.len() > 2 {
        return Ok((folded, Part::default()));
    }
    let value: String = raw.chars().map(digit_of).collect();
    Ok((rest, Part { value: value.parse().ok(), digits: value.len(), misread: letters }))
}

#[derive(Clone, Copy, Debug, Default)]
struct Part {
    value: Option<u32>,
    digits: usize,
    misread: bool,
}

fn word_date(folded: &str) -> IResult<&str, Date> {
    map(
        (
            take_while(is_blank),
            part,
            take_while(is_filler),
            tag("thang"),
            take_while(is_blank),
            part,
            take_while(is_filler),
            alt((tag("nam"), tag("ham"))),
            take_while(is_blank_or_stop),
            part,
        ),
        |(_, day, _, _, _, month, _, _, _, year)| made(day, month, year),
    )
    .parse(folded)
}

/// A month of two digits that a blank holds apart: `13/1 1/2008`.
fn parted_month(folded: &str) -> IResult<&str, Part> {
    let (rest, raw) = take_while_m_n(3, 3, |c: char| c.is_ascii_digit() || c == ' ').parse(folded)?;
    match raw.as_bytes() {
        [b'1', b' ', unit @ b'0'..=b'2'] if rest.starts_with(['/', '-', '.']) => {
            Ok((rest, Part { value: Some(10 + u32::from(unit - b'0')), digits: 2, misread: true }))
        }
        _ => Err(nom::Err::Error(nom::error::Error::new(folded, nom::error::ErrorKind::Verify))),
    }
}

fn digit_date(folded: &str) -> IResult<&str, Date> {
    let separator = |i| -> IResult<&str, &str> {
        let (rest, _) = take_while(is_filler_but_dot).parse(i)?;
        let (rest, mark) = alt((tag("/"), tag("-"), tag("."))).parse(rest)?;
        let (rest, _) = take_while(is_blank).parse(rest)?;
        Ok((rest, mark))
    };
    let (rest, (_, day, first, month, second, year)) =
        (take_while(is_filler), part, separator, alt((parted_month, part)), separator, part).parse(folded)?;
    let whole = year.digits == 4 && first == second && (day.digits <= 2 && month.digits <= 2);
    if !whole || rest.starts_with(|c: char| c == '/' || c.is_ascii_digit()) {
        return Err(nom::Err::Error(nom::error::Error::new(folded, nom::error::ErrorKind::Verify)));
    }
    Ok((rest, made(day, month, year)))
}

fn made(day: Part, month: Part, year: Part) -> Date {
    let small = |part: Part, most: u32| part.value.filter(|value| (1..=most).contains(value)).map(|value| value as u8);
    let mut repairs = Repairs::NONE;
    if [day, month, year].iter().any(|part| part.misread) {
        repairs.add(Repair::Digits);
    }
    let known_year = year.value.filter(|value| (1900..=2100).contains(value)).map(|value| value as u16);
    let date = Date { day: small(day, 31), month: small(month, 12), year: known_year, repairs, possible: true };
    let readable = |part: Part, read: bool| part.digits == 0 || read;
    let possible = readable(day, date.day.is_some())
        && readable(month, date.month.is_some())
        && (readable(year, date.year.is_some()) || year.digits < 4)
        && match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => jiff::civil::Date::new(year as i16, month as i8, day as i8).is_ok(),
            _ => true,
        };
    // A day that can't be read makes a date without a day; a month makes it a year alone.
    let month = date.month;
    Date { possible, day: date.day.filter(|_| month.is_some() && possible), month, ..date }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

/// A stop where dirt left one: `năm. 2008`.
fn is_blank_or_stop(c: char) -> bool {
    is_blank(c) || c == '.'
}

fn is_filler(c: char) -> bool {
    matches!(c, ' ' | '.' | '_' | '\t' | '\n' | '-' | ':' | ',')
}

fn is_filler_but_dot(c: char) -> bool {
    matches!(c, ' ' | '_' | '\t')
}

fn is_digit_like(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'l' | 'i' | '|' | 'o' | ']')
}

fn digit_of(c: char) -> char {
    match c {
        'l' | 'i' | '|' | ']' => '1',
        'o' => '0',
        digit => digit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(folded: &str) -> Option<String> {
        date(folded).ok().and_then(|(_, date)| date.iso())
    }

    #[test]
    fn whole_and_partly_blank_dates() {
        for (folded, expected) in [
            ("ngay 25 thang 3 nam 2019", Some("2019-03-25")),
            ("ngay 19/5/2017", Some("2017-05-19")),
            ("ngay 21-02-2018", Some("2018-02-21")),
            ("19.5.2017", Some("2017-05-19")),
            ("ngay 19/1 2/2017", Some("2017-12-19")),
            ("ngay 19/1 5/2017", None),
            ("ngay    thang    nam 2012", Some("2012")),
            ("ngay .... thang 5 nam 2025", Some("2025-05")),
            ("ngay   /5/2025", Some("2025-05")),
            ("ngay / /2025", Some("2025")),
            ("ngay .../5/2025", Some("2025-05")),
            ("ngay .... /12/2025", Some("2025-12")),
            ("ngay    thang    nam", None),
            ("ngay cac cap", None),
            ("28/2003/nd", None),
        ] {
            assert_eq!(iso(folded).as_deref(), expected, "{folded}");
        }
    }

    #[test]
    fn misread_digits_are_a_repair() {
        let (_, read) = date("ngayl6 thang 9 nam 2025").expect("a date");
        assert_eq!(read.iso().as_deref(), Some("2025-09-16"));
        assert!(!read.repairs.is_empty());
    }

    #[test]
    fn impossible_dates_lose_what_is_impossible() {
        let (_, read) = date("ngay 31 thang 02 nam 2020").expect("a date");
        assert!(!read.possible);
        assert_eq!(read.iso().as_deref(), Some("2020-02"));
        let (_, read) = date("ngay 5 thang 13 nam 2020").expect("a date");
        assert!(!read.possible);
        assert_eq!(read.iso().as_deref(), Some("2020"));
    }
}
