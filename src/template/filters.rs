//! What a mark does with its value: Vietnamese dates and numbers, numbers in words, case, closing marks.

use super::marks::Filter;
use super::names::{Numerals, key, named, names};
use crate::model::without_closing_mark;
use crate::words::{spelled_date, spelled_month};

/// Why a filter does not take a value: the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    NoDate(String),
    NoNumber(String),
}

/// The most digits of a number in words.
const MOST_DIGITS: usize = 60;

/// The value of a filter's name as the table has it first; `None` where it is not known.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    named(&names().filters, &key(name)).map(|entry| entry.name())
}

/// A value behind a filter. `last` is true but for the entries of a loop before its last one.
pub(super) fn filtered(value: &str, filter: &Filter, last: bool) -> Result<String, Refused> {
    let name = canonical(&filter.name).unwrap_or("");
    let dated = || date(value).ok_or_else(|| Refused::NoDate(value.to_owned()));
    let numbered = || number(value).ok_or_else(|| Refused::NoNumber(value.to_owned()));
    Ok(match name {
        "ngay" => {
            let spelled = spelled_date(&dated()?.join("-"));
            spelled.strip_prefix("ngày ").map_or_else(|| spelled.clone(), str::to_owned)
        }
        "ngay_ngan" => {
            let mut parts = dated()?;
            parts.reverse();
            parts.join("/")
        }
        "ngay_so" => part(value, 2)?,
        "thang" => spelled_month(&part(value, 1)?),
        "nam" => part(value, 0)?,
        "so" => {
            let places = filter.arguments.first().and_then(|places| places.parse().ok());
            numbered()?.rounded(places).to_string()
        }
        "bang_chu" => numbered()?.words(&names().numerals),
        "hoa" => value.to_uppercase(),
        "thuong" => value.to_lowercase(),
        "hoa_dau" => {
            let mut chars = value.chars();
            chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
        }
        "dau_cau" => {
            let mark = |index: usize, usual: &'static str| filter.arguments.get(index).map_or(usual, String::as_str);
            let mark = if last { mark(1, ".") } else { mark(0, ";") };
            format!("{}{mark}", without_closing_mark(value.trim_end()))
        }
        _ => value.to_owned(),
    })
}

/// A part of a date, by its place in ISO 8601.
fn part(value: &str, index: usize) -> Result<String, Refused> {
    date(value).and_then(|parts| parts.get(index).cloned()).ok_or_else(|| Refused::NoDate(value.to_owned()))
}

/// Year, month and day, as far as a value has them: `2026-01-05`, `2026-01`, `2026`, `5/1/2026`.
pub(super) fn date(value: &str) -> Option<Vec<String>> {
    let value = value.trim();
    let mut parts: Vec<&str> = value.split('-').collect();
    if !value.contains('-') && value.contains(['/', '.']) {
        parts = value.split(['/', '.']).rev().collect();
    }
    let lengths = [4..=4, 1..=2, 1..=2];
    let digits = |part: &str, length: &std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if parts.len() > 3 || !parts.iter().zip(&lengths).all(|(part, length)| digits(part, length)) {
        return None;
    }
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<u32>().ok());
    let (year, month, day) = (number(0)?, number(1).unwrap_or(1), number(2).unwrap_or(1));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    let whole = parts.iter().map(|part| format!("{part:0>2}")).collect();
    (1..=days).contains(&day).then_some(whole)
}

/// A decimal number of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Number {
    negative: bool,
    whole: String,
    fraction: String,
}

/// `1250000`, `1250000.5` as programs write them, `1.250.000,5` as Vietnamese do.
fn number(value: &str) -> Option<Number> {
    let value = value.trim();
    let (negative, bare) = match value.strip_prefix(['-', '−']) {
        Some(bare) => (true, bare),
        None => (false, value),
    };
    let grouped = |whole: &str| {
        let mut groups = whole.split('.');
        groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
    };
    let (whole, fraction) = match bare.split_once(',') {
        Some((whole, fraction)) => (whole, fraction),
        None if bare.contains('.') && grouped(bare) => (bare, ""),
        None => bare.split_once('.').unwrap_or((bare, "")),
    };
    if whole.contains('.') && !grouped(whole) {
        return None;
    }
    let whole = whole.replace('.', "");
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > MOST_DIGITS || !digits(&whole) || !digits(fraction) {
        return None;
    }
    let bare = whole.trim_start_matches('0');
    let whole = if bare.is_empty() { "0" } else { bare };
    Some(Number { negative, whole: whole.to_owned(), fraction: fraction.trim_end_matches('0').to_owned() })
}

impl Number {
    /// With a number of decimals, the last one rounded half up.
    fn rounded(mut self, places: Option<usize>) -> Self {
        let Some(places) = places.filter(|places| *places <= MOST_DIGITS) else { return self };
        let up = self.fraction.as_bytes().get(places).is_some_and(|digit| *digit >= b'5');
        self.fraction = format!("{:0<places$.places$}", self.fraction);
        if up {
            let mut digits: Vec<u8> = self.whole.bytes().chain(self.fraction.bytes()).collect();
            let mut carry = true;
            for digit in digits.iter_mut().rev() {
                carry = *digit == b'9';
                *digit = if carry { b'0' } else { *digit + 1 };
                if !carry {
                    break;
                }
            }
            let text: String = carry.then_some('1').into_iter().chain(digits.into_iter().map(char::from)).collect();
            let (whole, fraction) = text.split_at(text.len() - places);
            (self.whole, self.fraction) = (whole.to_owned(), fraction.to_owned());
        }
        self
    }

    fn words(&self, numerals: &Numerals) -> String {
        let digit = |byte: u8| numerals.digits.get(usize::from(byte.saturating_sub(b'0'))).map_or("", String::as_str);
        let mut said: Vec<&str> = Vec::new();
        if self.negative {
            said.push(&numerals.negative);
        }
        read(&self.whole, numerals, &mut said);
        if !self.fraction.is_empty() {
            said.push(&numerals.point);
            if self.fraction.len() > 2 || self.fraction.starts_with('0') {
                said.extend(self.fraction.bytes().map(digit));
            } else {
                read(&self.fraction, numerals, &mut said);
            }
        }
        said.join(" ")
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.negative { "-" } else { "" })?;
        for (index, digit) in self.whole.chars().enumerate() {
            if index > 0 && (self.whole.len() - index).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        if self.fraction.is_empty() { Ok(()) } else { write!(f, ",{}", self.fraction) }
    }
}

/// Says a row of digits: nine at a time, from the left, with the word for a billion between.
fn read<'n>(digits: &str, numerals: &'n Numerals, said: &mut Vec<&'n str>) {
    let before = said.len();
    let first = digits.len() % 9;
    let mut chunks: Vec<&str> = if first > 0 { vec![&digits[..first]] } else { Vec::new() };
    chunks.extend((first..digits.len()).step_by(9).filter_map(|at| digits.get(at..at + 9)));
    let last = chunks.len().saturating_sub(1);
    for (index, chunk) in chunks.into_iter().enumerate() {
        let padded = format!("{chunk:0>9}");
        for (group, scale) in [0, 3, 6].into_iter().zip(numerals.scales.iter().rev()) {
            let three = &padded.as_bytes()[group..group + 3];
            if three == b"000" {
                continue;
            }
            group_of_three(three, said.len() > before, numerals, said);
            said.extend(Some(scale.as_str()).filter(|scale| !scale.is_empty()));
        }
        // "tỷ" follows whatever has been said: một tỷ tỷ, hai nghìn tỷ.
        if index < last && said.len() > before {
            said.push(&numerals.billion);
        }
    }
    if said.len() == before {
        said.extend(numerals.digits.first().map(String::as_str));
    }
}

/// Hundreds, tens and units; `full` says the hundreds even where there are none.
fn group_of_three<'n>(three: &[u8], full: bool, numerals: &'n Numerals, said: &mut Vec<&'n str>) {
    let digit = |value: u8| numerals.digits.get(usize::from(value)).map_or("", String::as_str);
    let [hundreds, tens, units] = [0, 1, 2].map(|at| three.get(at).map_or(0, |byte| byte.saturating_sub(b'0')));
    let with_hundreds = full || hundreds > 0;
    if with_hundreds {
        said.extend([digit(hundreds), &numerals.hundred]);
    }
    match (tens, units) {
        (0, 0) => {}
        (0, _) if with_hundreds => said.extend([&numerals.zero_tens, digit(units)]),
        (0, _) => said.push(digit(units)),
        (1, _) => said.push(&numerals.ten),
        _ => said.extend([digit(tens), &numerals.tens]),
    }
    match (tens, units) {
        (0, _) | (_, 0) => {}
        (_, 5) => said.push(&numerals.five_after_tens),
        (2.., 1) => said.push(&numerals.one_after_tens),
        (2.., 4) => said.push(&numerals.four_after_tens),
        _ => said.push(digit(units)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(value: &str, filter: &str, arguments: &[&str]) -> Result<String, Refused> {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        filtered(value, &Filter { name: filter.to_owned(), arguments }, true)
    }

    #[test]
    fn numbers_in_words() {
        for (number, words) in [
            ("0", "không"),
            ("5", "năm"),
            ("10", "mười"),
            ("15", "mười lăm"),
            ("21", "hai mươi mốt"),
            ("24", "hai mươi tư"),
            ("105", "một trăm linh năm"),
            ("1001", "một nghìn không trăm linh một"),
            ("1000000", "một triệu"),
            ("1000050", "một triệu không trăm năm mươi"),
            ("1.250.000", "một triệu hai trăm năm mươi nghìn"),
            ("24.500.000", "hai mươi tư triệu năm trăm nghìn"),
            ("5000000000000", "năm nghìn tỷ"),
            ("1000000000000000000", "một tỷ tỷ"),
            ("1000000000005", "một nghìn tỷ không trăm linh năm"),
            ("-12", "âm mười hai"),
            ("0,5", "không phẩy năm"),
            ("2.15", "hai phẩy mười lăm"),
            ("3,05", "ba phẩy không năm"),
            ("007", "bảy"),
        ] {
            assert_eq!(with(number, "bang_chu", &[]).as_deref(), Ok(words), "{number}");
        }
        for wrong in ["", "x", "1.25.000", "12a", "1e9", "-", ","] {
            assert_eq!(with(wrong, "bang_chu", &[]), Err(Refused::NoNumber(wrong.to_owned())));
        }
    }

    #[test]
    fn numbers_in_digits() {
        for (number, places, written) in [
            ("24500000", None, "24.500.000"),
            ("1250000.5", None, "1.250.000,5"),
            ("-1234,50", None, "-1.234,5"),
            ("1.250", None, "1.250"),
            ("0.1", None, "0,1"),
            ("12", Some("2"), "12,00"),
            ("0,995", Some("2"), "1,00"),
            ("99.96", Some("1"), "100,0"),
            ("2,5", Some("0"), "3"),
        ] {
            let places: Vec<&str> = places.into_iter().collect();
            assert_eq!(with(number, "so", &places).as_deref(), Ok(written), "{number}");
        }
    }

    #[test]
    fn dates_as_the_decree_writes_them() {
        for (value, filter, written) in [
            ("2026-01-05", "ngay", "05 tháng 01 năm 2026"),
            ("2026-03-14", "ngay", "14 tháng 3 năm 2026"),
            ("5/12/2026", "ngay", "05 tháng 12 năm 2026"),
            ("2026-03", "ngay", "      tháng 3 năm 2026"),
            ("2026-01-05", "ngay_ngan", "05/01/2026"),
            ("2026-01-05", "short_date", "05/01/2026"),
            ("2026-01-05", "ngay_so", "05"),
            ("2026-01-05", "thang", "01"),
            ("2026-10-05", "thang", "10"),
            ("2026", "nam", "2026"),
        ] {
            assert_eq!(with(value, filter, &[]).as_deref(), Ok(written), "{value} {filter}");
        }
        for wrong in ["2026-02-30", "2026-13-01", "hôm nay", "2026-1-1-1", "", "00/01/2026"] {
            assert_eq!(with(wrong, "ngay", &[]), Err(Refused::NoDate(wrong.to_owned())));
        }
        assert_eq!(with("2026", "thang", &[]), Err(Refused::NoDate("2026".to_owned())));
    }

    #[test]
    fn case_and_closing_marks() {
        assert_eq!(with("Điều 1", "hoa", &[]).as_deref(), Ok("ĐIỀU 1"));
        assert_eq!(with("SỞ Y TẾ", "thuong", &[]).as_deref(), Ok("sở y tế"));
        assert_eq!(with("đồng", "hoa_dau", &[]).as_deref(), Ok("Đồng"));
        assert_eq!(with("Căn cứ A;", "dau_cau", &[]).as_deref(), Ok("Căn cứ A."));
        let marks = Filter { name: "dau_cau".to_owned(), arguments: vec![",".to_owned(), "./.".to_owned()] };
        assert_eq!(filtered("a", &marks, false).as_deref(), Ok("a,"));
        assert_eq!(filtered("a", &marks, true).as_deref(), Ok("a./."));
    }
}
