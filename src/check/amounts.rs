//! Numbers in cells, in the ways in which people write them.
//!
//! `98.642.500.000 đ`, `98,642,500,000`, `1 250`, `4,35`, `320*`, `5OO` with letters that an engine or a typist took for digits.
//! What a comma means is a matter of the whole column.

use crate::words::{fold, thousandths};

/// What stands behind an amount, folded, and is no part of it.
const UNITS: [&str; 22] = [
    "d",
    "dong",
    "vnd",
    "vnđ",
    "usd",
    "trieu",
    "trieu dong",
    "trieu d",
    "nghin dong",
    "ngan dong",
    "ty dong",
    "ty",
    "nguoi",
    "nguoi/nam",
    "lop",
    "ho",
    "ha",
    "m2",
    "km",
    "cai",
    "bo",
    "suat",
];

/// An amount of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// In thousandths.
    pub value: i128,
    /// True where letters were read as digits.
    pub lettered: bool,
}

/// What parts the groups of a column's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// `1.234.567,5`, as Vietnam writes.
    Points,
    /// `1,234,567.5`.
    Commas,
}

/// True for a cell that says that there is nothing.
pub(super) fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "–" | "—" | "0" | "x" | "X" | "…" | "...")
}

/// The marks of a column: commas where one of its numbers can be read so alone, and none otherwise alone.
pub(super) fn marks<'t>(cells: impl Iterator<Item = &'t str> + Clone) -> Marks {
    let groups = |text: &str, mark: char| {
        let number = digits(text).0;
        let parts: Vec<&str> = number.split(mark).collect();
        let whole = parts.iter().skip(1).map(|part| part.split(['.', ',']).next().unwrap_or(""));
        parts.len() > 2 && whole.clone().all(|part| part.len() == 3)
    };
    let any = |mark: char| cells.clone().any(|text| groups(text, mark));
    if any(',') && !any('.') { Marks::Commas } else { Marks::Points }
}

/// The amount of a cell; `None` where it is none, or one that can be read in two ways.
pub(super) fn amount(text: &str, marks: Marks) -> Option<Amount> {
    let text = text.trim().trim_start_matches(['(', '≈', '~', '=']);
    let (negative, text) = text.strip_prefix(['-', '−']).map_or((false, text), |rest| (true, rest));
    let (number, lettered, rest) = {
        let (number, rest) = digits(text);
        let lettered = number.contains(|c: char| c.is_ascii_alphabetic());
        (read_through(number), lettered, rest)
    };
    if !is_unit(rest) {
        return None;
    }
    let number = match marks {
        Marks::Points => number,
        Marks::Commas => number
            .chars()
            .map(|c| {
                if c == ',' {
                    '.'
                } else if c == '.' {
                    ','
                } else {
                    c
                }
            })
            .collect(),
    };
    let value = thousandths(&number)?;
    Some(Amount { value: if negative { -value } else { value }, lettered })
}

/// The number with which a text begins, and what follows. Letters that look like digits are of it where digits are, too.
fn digits(text: &str) -> (&str, &str) {
    let of_number =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '\u{A0}' | 'O' | 'o' | 'l' | 'I');
    let mut end = text.find(|c: char| !of_number(c)).unwrap_or(text.len());
    if text[end..].starts_with(char::is_alphabetic) {
        end = text[..end].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    }
    let number = text[..end].trim_end_matches([' ', '.', ',']);
    let count = |is: fn(&char) -> bool| number.chars().filter(is).count();
    if count(char::is_ascii_digit) == 0 || count(char::is_ascii_alphabetic) > 2 * count(char::is_ascii_digit) {
        return ("", text);
    }
    (number, &text[number.len()..])
}

fn read_through(number: &str) -> String {
    let digit = |c: char| match c {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        '\'' => None,
        '\u{A0}' => Some(' '),
        other => Some(other),
    };
    number.chars().filter_map(digit).collect()
}

/// True for what may follow an amount: a unit, the mark of a note, a bracket's end.
fn is_unit(rest: &str) -> bool {
    let bare = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '*' | ')' | '(' | '/'));
    let is_note = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) && rest.contains('(');
    bare.is_empty() || is_note(bare) || UNITS.contains(&fold(bare).as_str())
}

/// An amount in thousandths as Vietnam writes it.
pub(super) fn written(amount: i128) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let amount = amount.abs();
    let digits = (amount / 1000).to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let decimals = format!("{:03}", amount % 1000);
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped},{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |text: &str| amount(text, Marks::Points).map(|amount| amount.value);
        assert_eq!(read("18.642.500.000"), Some(18_642_500_000_000));
        assert_eq!(read("98.642.500.000 đ"), Some(98_642_500_000_000));
        assert_eq!(read("500 triệu đồng"), Some(500_000));
        assert_eq!(read("320*"), Some(320_000));
        assert_eq!(read("320 (1)"), Some(320_000));
        assert_eq!(read("4,35"), Some(4350));
        assert_eq!(read("12 500"), Some(12_500_000));
        assert_eq!(read("-12"), Some(-12_000));
        assert_eq!(amount("5OO", Marks::Points), Some(Amount { value: 500_000, lettered: true }));
        for none in ["1.2", "30/4", "5 lớp học", "Quý I", "o", "10%", "2024-2025"] {
            assert_eq!(read(none), None, "{none}");
        }
        assert_eq!(amount("98,642,500,000", Marks::Commas).map(|own| own.value), Some(98_642_500_000_000));
        assert_eq!(amount("1,250.5", Marks::Commas).map(|own| own.value), Some(1_250_500));
        assert_eq!(marks(["12,500", "1,250,000"].into_iter()), Marks::Commas);
        assert_eq!(marks(["12,5", "1.250.000"].into_iter()), Marks::Points);
        assert_eq!(written(18_642_500_000_000), "18.642.500.000");
        assert_eq!(written(4350), "4,35");
    }
}
