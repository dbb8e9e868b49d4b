//! Dates in words and digits, whole, partly blank, misread.

use crate::model::{Repair, Repairs};
use crate::words::FoldedStr;
use crate::words::combinators::{Read, any, digit, sign, skip};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{map, map_opt, not, opt, peek, verify};
use nom::sequence::{delimited, preceded, terminated};
use nom::{Input, Parser};

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

/// `Date` of `decision.ebnf`, after `ngày` or not.
pub(crate) fn date(input: FoldedStr<'_>) -> Read<'_, Date> {
    let day = (tag(DAY), skip(" \t\n."));
    // `ngày ngày 01/4/2025`
    let named = preceded((day, opt((tag(DAY), skip(" \t\n.")))), day_month_year);
    alt((named, word_date, verify(digit_date, |date: &Date| date.day.is_some()))).parse(input)
}

/// `DayMonthYear` of `decision.ebnf`: a date behind its label.
pub(crate) fn day_month_year(input: FoldedStr<'_>) -> Read<'_, Date> {
    alt((word_date, digit_date)).parse(input)
}

/// `ngày`, folded.
pub(crate) const DAY: &str = "ngay";

/// What is no more than room for a part.
const ROOM: &str = " ._\t\n-:,";

#[derive(Clone, Copy, Debug, Default)]
struct Part {
    value: Option<u32>,
    digits: usize,
    misread: bool,
}

/// `Day`, `Month` and `Year` of `decision.ebnf`: digits, and letters that OCR makes of digits. Blank where there is neither.
fn part(input: FoldedStr<'_>) -> Read<'_, Part> {
    let written = take_while_m_n(1, 6, |c| digit_of(c).is_some());
    let read = |written: FoldedStr| {
        let digits = written.iter_elements().filter(char::is_ascii_digit).count();
        let misread = digits < written.input_len();
        let value: String = written.iter_elements().filter_map(digit_of).collect();
        let is_word = digits == 0 && written.input_len() > 2;
        (!is_word).then(|| Part { value: value.parse().ok(), digits: value.len(), misread })
    };
    map(opt(map_opt(written, read)), Option::unwrap_or_default).parse(input)
}

/// `25 tháng 3 năm 2019`.
fn word_date(input: FoldedStr<'_>) -> Read<'_, Date> {
    let day = delimited(skip(" \t\n"), part, skip(ROOM));
    let month = delimited(skip(" \t\n"), part, skip(ROOM));
    let year = preceded(skip(" \t\n."), part);
    // `hăm` is what an engine makes of `năm`.
    map((day, tag("thang"), month, any(&["nam", "ham"]), year), |(day, _, month, _, year)| made(day, month, year))
        .parse(input)
}

/// A month of two digits that a blank holds apart: `13/1 1/2008`.
fn parted_month(input: FoldedStr<'_>) -> Read<'_, Part> {
    let unit = delimited(tag("1 "), sign("012"), peek(sign("/-.")));
    map_opt(unit, |unit| Some(Part { value: Some(10 + unit.to_digit(10)?), digits: 2, misread: true })).parse(input)
}

fn separator(input: FoldedStr<'_>) -> Read<'_, char> {
    delimited(skip(" _\t"), sign("/-."), skip(" \t\n")).parse(input)
}

/// `25/3/2019`.
fn digit_date(input: FoldedStr<'_>) -> Read<'_, Date> {
    let parts = (preceded(skip(ROOM), part), separator, alt((parted_month, part)), separator, part);
    let whole = verify(parts, |(day, first, month, second, year)| {
        year.digits == 4 && first == second && day.digits <= 2 && month.digits <= 2
    });
    let ended = not(alt((char('/'), digit)));
    map(terminated(whole, ended), |(day, _, month, _, year)| made(day, month, year)).parse(input)
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

/// A digit, or the one that a letter is a misread form of.
fn digit_of(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'l' | 'i' | '|' | ']' => Some('1'),
        'o' => Some('0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    fn read(text: &str) -> Option<Date> {
        let folded = Folded::new(text);
        date(FoldedStr::new(text, &folded)).ok().map(|(_, date)| date)
    }

    fn iso(text: &str) -> Option<String> {
        read(text).and_then(|date| date.iso())
    }

    #[test]
    fn whole_and_partly_blank_dates() {
        for (folded, expected) in [
            ("ngay 25 thang 3 nam 2019", Some("2019-03-25")),
            ("ngay 19/5/2017", Some("2017-05-19")),
            ("ngay 21-02-2018", Some("2018-02-21")),
            ("ngay ngay 21/02/2018", Some("2018-02-21")),
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
        let read = read("ngàyl6 tháng 9 năm 2025").expect("a date");
        assert_eq!(read.iso().as_deref(), Some("2025-09-16"));
        assert!(!read.repairs.is_empty());
    }

    #[test]
    fn impossible_dates_lose_what_is_impossible() {
        let february = read("ngay 31 thang 02 nam 2020").expect("a date");
        assert!(!february.possible);
        assert_eq!(february.iso().as_deref(), Some("2020-02"));
        let thirteenth = read("ngay 5 thang 13 nam 2020").expect("a date");
        assert!(!thirteenth.possible);
        assert_eq!(thirteenth.iso().as_deref(), Some("2020"));
    }
}
