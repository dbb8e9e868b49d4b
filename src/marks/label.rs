//! Labels: `Điều 1.`, `Chương II`, `Mục 1`, `I.`, `1.`, `1.1.`, `a)`, `-`, `[1]`.

use crate::words::{OTHER, fold, fold_char, is_capitals};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{eof, map, opt, peek, recognize, value, verify};
use nom::multi::separated_list1;
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

/// What kind of label it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// `A.`
    Capital,
    /// `I.`
    Roman,
    /// `1.`, `1.1.`
    Arabic,
    /// `a)`
    Letter,
    /// `-`, `+`, `•`
    Bullet,
    /// `[1]`
    Note,
}

/// A label at the start of a piece.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    pub level: Level,
    /// The number as a value: `I` is 1, `đ` is 5; 0 for a bullet. For `1.2.3` the last number.
    pub ordinal: u32,
    /// How many numbers `1.2.3` has.
    pub depth: u8,
    /// The bullet's sign or the mark behind the number, as a folded byte; tells styles apart.
    pub style: u8,
    /// The number as the contract has it: `1`, `I`, `a`, `1.2`.
    pub number: Option<String>,
    /// Length in characters, with the mark behind it, without blanks.
    pub length: usize,
    /// True where the number was misread and repaired.
    pub repaired: bool,
}

impl Label {
    /// True where the mark behind the number, or what stands before it, was misread.
    pub(crate) fn repaired_mark(&self) -> bool {
        self.repaired && self.level > Level::Article
    }
}

/// Reads a label at the start of a raw string. Folds only what it needs.
pub(crate) fn label(raw: &str) -> Option<Label> {
    let first = raw.chars().next()?;
    let mut buffer = [0u8; 40];
    let mut length = 0;
    for (slot, c) in buffer.iter_mut().zip(raw.chars()) {
        *slot = fold_char(c);
        length += 1;
    }
    let folded = std::str::from_utf8(&buffer[..length]).ok()?;
    let whole = raw.chars().nth(length).is_none();
    let found = match buffer[0] {
        b'-' | b'+' | b'*' | b'~' => bullet(folded).ok(),
        // What an engine makes of a dash: only as the sign of an item, with words behind it.
        b'=' if folded.starts_with("= ") && buffer[2].is_ascii_alphabetic() => bullet(folded).ok(),
        b'[' => note(folded).ok(),
        b'd' | b'c' | b'm' | b'p' | b't' if first.is_uppercase() => {
            alt((article, part)).parse(folded).ok().map(|(_, label)| label).or_else(|| short(folded, first))
        }
        OTHER if first == char::REPLACEMENT_CHARACTER => article(folded).ok().map(|(_, label)| label),
        b'0'..=b'9' => arabic(folded).ok().map(|(_, label)| label),
        b'a'..=b'z' => short(folded, first),
        _ => None,
    }?;
    let end = found.length;
    let follows = folded.as_bytes().get(end);
    let ended = follows.is_none() && (whole || length == end);
    (ended || follows.is_some_and(|byte| *byte == b' ' || *byte == b'\t') || loose(&found, folded)).then_some(found)
}

/// A label may touch the text behind it: `1.Phạm vi`, `a)Lãnh đạo`, `-Thời gian`.
fn loose(label: &Label, folded: &str) -> bool {
    let next = folded.as_bytes().get(label.length).copied().unwrap_or(b' ');
    match label.level {
        Level::Arabic => next.is_ascii_alphabetic() && label.style != b' ' || next == b'"',
        // `đ/c` is a short form of đồng chí, `V/v` of về việc.
        Level::Letter if label.style == b'/' => false,
        Level::Roman if folded.starts_with("v/v") => false,
        Level::Letter | Level::Bullet | Level::Note | Level::Article => next.is_ascii_alphanumeric() || next == b'"',
        Level::Roman | Level::Capital => next.is_ascii_alphabetic() && matches!(label.style, b'.' | b'/'),
        _ => next.is_ascii_punctuation(),
    }
}

fn blanks(i: &str) -> IResult<&str, &str> {
    take_while(|c| c == ' ' || c == '\t').parse(i)
}

fn consumed(before: &str, after: &str) -> usize {
    before.len() - after.len()
}

/// Where the label of the next line begins with which a line ends, in bytes: `… tiến bộ 1.1.` before a line that begins
/// with a capital.
pub(crate) fn label_at_end(slice: &str, next: Option<&str>) -> Option<usize> {
    let body = slice.strip_suffix('.')?;
    let digits = body.len() - body.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (before, number) = body.split_at(body.len() - digits);
    if digits == 0 || digits > 6 || !before.ends_with(' ') || !next?.starts_with(char::is_uppercase) {
        return None;
    }
    let before = before.trim_end();
    let heading = fold(before.split(' ').next().unwrap_or(""));
    let labelled = heading.ends_with('.') && heading.len() <= 6;
    let nested = number.contains('.') || number == "1" && is_capitals(before);
    (nested && labelled && !before.ends_with(['.', ';', ',', ':'])).then_some(slice.len() - digits - 1)
}

/// An article's `Label` of `decision.ebnf`.
fn article(folded: &str) -> IResult<&str, Label> {
    let (rest, damaged) = alt((value(false, tag("dieu")), value(true, damaged_article))).parse(folded)?;
    let (rest, _) = take_while1(|c| c == ' ').parse(rest)?;
    let (rest, (number, repaired)) = alt((
        map(
            (take_while1(|c: char| c.is_ascii_digit()), opt(satisfy(|c| ('a'..='h').contains(&c)))),
            |(digits, letter): (&str, Option<char>)| {
                (format!("{digits}{}", letter.map(String::from).unwrap_or_default()), false)
            },
        ),
        map(one_of("li|"), |_| ("1".to_owned(), true)),
    ))
    .parse(rest)?;
    let (after, mark) =
        (blanks, alt((one_of(".:,;)-"), value(' ', eof)))).parse(rest).map(|(i, (_, mark))| (i, mark))?;
    let ordinal = number.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or(0);
    let misread = matches!(mark, ',' | ';');
    let end = if mark == ' ' { rest } else { after };
    Ok((
        end,
        Label {
            level: Level::Article,
            ordinal,
            depth: 1,
            style: mark as u8,
            number: Some(number),
            length: consumed(folded, end),
            repaired: repaired || misread || damaged,
        },
    ))
}

/// `Điều` of which one letter could not be decoded: that of three letters an article's label is left is plain enough.
fn damaged_article(folded: &str) -> IResult<&str, &str> {
    let lost = || take_while1(|c| c == char::from(OTHER));
    alt((
        recognize((lost(), tag("ieu"))),
        recognize((tag("d"), lost(), tag("eu"))),
        recognize((tag("di"), lost(), tag("u"))),
        recognize((tag("die"), lost())),
    ))
    .parse(folded)
}

/// The `Label` of `decision.ebnf` for Phần, Chương, Mục, Tiểu mục.
fn part(folded: &str) -> IResult<&str, Label> {
    let (rest, level) = alt((
        value(Level::Subsection, tag("tieu muc ")),
        value(Level::Chapter, tag("chuong ")),
        value(Level::Section, tag("muc ")),
        value(Level::Part, tag("phan ")),
    ))
    .parse(folded)?;
    let (rest, _) = (blanks, opt(tag("thu "))).parse(rest)?;
    let (after, word) = take_while1(|c: char| c.is_ascii_alphanumeric()).parse(rest)?;
    let ordinal = word.parse().ok().or_else(|| roman(word)).or_else(|| ordinal_word(word));
    let Some(ordinal) = ordinal else {
        return Err(nom::Err::Error(nom::error::Error::new(folded, nom::error::ErrorKind::Verify)));
    };
    let (end, mark) = opt(alt((one_of(".:-)/"), preceded(blanks, char(':'))))).parse(after)?;
    let (_, _) = peek(alt((eof, tag(" "), tag("\t"), tag("\"")))).parse(end)?;
    Ok((
        end,
        Label {
            level,
            ordinal,
            depth: 1,
            style: mark.unwrap_or(' ') as u8,
            number: Some(word.to_ascii_uppercase()),
            length: consumed(folded, end),
            repaired: false,
        },
    ))
}

/// `1.`, `1)`, `1-`, `1/`, `1.1`, `1.1.`
fn arabic(folded: &str) -> IResult<&str, Label> {
    let digits = verify(take_while1(|c: char| c.is_ascii_digit()), |digits: &str| digits.len() <= 2);
    let (rest, numbers): (_, Vec<&str>) = separated_list1(char('.'), digits).parse(folded)?;
    let (end, mark) = opt(one_of(".)-/")).parse(rest)?;
    let nested = numbers.len() > 1;
    let spaced = end.is_empty() || end.starts_with([' ', '\t']);
    let zero = numbers.first().is_some_and(|first| first.starts_with('0') && first.len() > 1);
    if mark.is_none() && (!nested || !spaced)
        || zero && nested
        || numbers.len() > 5
        || mark == Some('/') && !spaced
        || mark == Some('-') && !spaced
    {
        return Err(nom::Err::Error(nom::error::Error::new(folded, nom::error::ErrorKind::Verify)));
    }
    Ok((
        end,
        Label {
            level: Level::Arabic,
            ordinal: numbers.last().and_then(|last| last.parse().ok()).unwrap_or(0),
            depth: numbers.len() as u8,
            style: if nested { b'.' } else { mark.unwrap_or(' ') as u8 },
            number: Some(numbers.join(".")),
            length: consumed(folded, end),
            repaired: false,
        },
    ))
}

/// `I.`, `A.`, `a)`, `a.`: letters and a mark.
fn short(folded: &str, first: char) -> Option<Label> {
    let letters = folded.bytes().take_while(u8::is_ascii_lowercase).count();
    let mark = *folded.as_bytes().get(letters)?;
    let word = &folded[..letters];
    let upper = first.is_uppercase();
    let made = |level, ordinal, number: String| Label {
        level,
        ordinal,
        depth: 1,
        style: mark,
        number: Some(number),
        length: letters + 1,
        repaired: false,
    };
    if upper
        && matches!(mark, b'.' | b'/' | b'-' | b')' | b',')
        && letters <= 5
        && let Some(ordinal) = roman(word)
    {
        return (mark != b',').then(|| made(Level::Roman, ordinal, word.to_ascii_uppercase()));
    }
    if letters != 1 || !matches!(mark, b')' | b'.' | b'/') {
        return None;
    }
    let number = first.to_lowercase().collect::<String>();
    if upper && mark != b')' {
        let ordinal = u32::from(folded.as_bytes()[0] - b'a') + 1;
        return Some(made(Level::Capital, ordinal, first.to_string()));
    }
    let ordinal = letter_ordinal(&number)?;
    Some(made(Level::Letter, ordinal, number))
}

/// The place of a point's letter in the order of the decree: a b c d đ e g h …
fn letter_ordinal(letter: &str) -> Option<u32> {
    let order = [
        "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x",
        "y",
    ];
    let at = order.iter().position(|known| *known == letter);
    at.or(match letter {
        "f" | "ø" => Some(6),
        "j" => Some(8),
        "w" | "z" => Some(22),
        _ => None,
    })
    .map(|at| at as u32 + 1)
}

fn bullet(folded: &str) -> Result<Label, ()> {
    let sign = folded.as_bytes().first().copied().ok_or(())?;
    let next = folded.as_bytes().get(1).copied().unwrap_or(b' ');
    if next.is_ascii_digit() || next == sign {
        return Err(());
    }
    let style = if matches!(sign, b'~' | b'=') { b'-' } else { sign };
    // A dash with a scrap beside it: `~- Sở`, `-~ Sở`.
    let scrap = matches!((sign, next), (b'-', b'~' | b'=') | (b'~' | b'=', b'-'));
    let length = 1 + usize::from(scrap);
    Ok(Label { level: Level::Bullet, ordinal: 0, depth: 1, style, number: None, length, repaired: false })
}

/// `(6) Ghi rõ …`: a note to a form, in a folded text.
pub(super) fn is_form_note(folded: &str) -> bool {
    let digits = verify(take_while1(|c: char| c.is_ascii_digit()), |digits: &str| digits.len() <= 2);
    let found: IResult<&str, &str> = delimited(char('('), digits, char(')')).parse(folded);
    found.is_ok_and(|(rest, _)| !rest.is_empty())
}

fn note(folded: &str) -> Result<Label, ()> {
    let (rest, (_, number, _)) = (tag("["), take_while1(|c: char| c.is_ascii_digit() || c == '*'), tag("]"))
        .parse(folded)
        .map_err(|_: nom::Err<nom::error::Error<&str>>| ())?;
    Ok(Label {
        level: Level::Note,
        ordinal: number.parse().unwrap_or(0),
        depth: 1,
        style: b'[',
        number: Some(number.to_owned()),
        length: consumed(folded, rest),
        repaired: false,
    })
}

/// The value of a Roman number in small letters.
pub(crate) fn roman(word: &str) -> Option<u32> {
    let digit = |byte| match byte {
        b'i' => Some(1u32),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    if word.is_empty() {
        return None;
    }
    let (mut total, mut before) = (0i64, 0u32);
    for byte in word.bytes().rev() {
        let value = digit(byte)?;
        total += if value < before { -i64::from(value) } else { i64::from(value) };
        before = before.max(value);
    }
    let total = u32::try_from(total).ok().filter(|total| (1..60).contains(total))?;
    (as_roman(total).eq_ignore_ascii_case(word)).then_some(total)
}

/// A number below 60 in Roman digits.
pub(crate) fn as_roman(mut number: u32) -> String {
    let mut out = String::new();
    for (value, digits) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            out.push_str(digits);
            number -= value;
        }
    }
    out
}

fn ordinal_word(word: &str) -> Option<u32> {
    ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"]
        .iter()
        .position(|known| *known == word)
        .map(|at| at as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Option<(Level, u32, String)> {
        label(raw).map(|label| (label.level, label.ordinal, raw.chars().take(label.length).collect()))
    }

    #[test]
    fn reads_labels_of_every_level() {
        for (raw, level, ordinal, text) in [
            ("Điều 1. Ban hành", Level::Article, 1, "Điều 1."),
            ("Chương II : QUY ĐỊNH", Level::Chapter, 2, "Chương II :"),
            ("Điều 13: Ban hành", Level::Article, 13, "Điều 13:"),
            ("Điều 5- Ban hành", Level::Article, 5, "Điều 5-"),
            ("Điều 1 .", Level::Article, 1, "Điều 1 ."),
            ("Điều 2", Level::Article, 2, "Điều 2"),
            ("Điêu 1. Ban hành", Level::Article, 1, "Điêu 1."),
            ("Điều L. Ban hành", Level::Article, 1, "Điều L."),
            ("Chương II", Level::Chapter, 2, "Chương II"),
            ("CHƯƠNG I. QUY ĐỊNH", Level::Chapter, 1, "CHƯƠNG I."),
            ("Phần thứ nhất", Level::Part, 1, "Phần thứ nhất"),
            ("Mục 1", Level::Section, 1, "Mục 1"),
            ("II. NỘI DUNG", Level::Roman, 2, "II."),
            ("I/ NỘI DUNG", Level::Roman, 1, "I/"),
            ("A. PHẦN CHUNG", Level::Capital, 1, "A."),
            ("1. Mục đích", Level::Arabic, 1, "1."),
            ("1- Mục đích", Level::Arabic, 1, "1-"),
            ("5.1.1. Mục", Level::Arabic, 1, "5.1.1."),
            ("1.1 Mục", Level::Arabic, 1, "1.1"),
            ("đ) Mục", Level::Letter, 5, "đ)"),
            ("a. Mục", Level::Letter, 1, "a."),
            ("a/ Mục", Level::Letter, 1, "a/"),
            ("- Mục", Level::Bullet, 0, "-"),
            ("— Mục", Level::Bullet, 0, "—"),
            ("= Mục", Level::Bullet, 0, "="),
            ("+ Mục", Level::Bullet, 0, "+"),
            ("~- Mục", Level::Bullet, 0, "~-"),
            ("V/Mục", Level::Roman, 5, "V/"),
            ("[1] Mục", Level::Note, 1, "[1]"),
        ] {
            assert_eq!(read(raw), Some((level, ordinal, text.to_owned())), "{raw}");
        }
    }

    #[test]
    fn what_is_no_label() {
        for raw in [
            "Điều 7 của Nghị định",
            "Điều kiện",
            "1.000.000 đồng",
            "2020. Tiếp",
            "30/9;",
            "Mục đích của",
            "12 tháng",
            "-5 độ",
            "2.500 đồng",
            "1-2 người",
            "= 2 người",
            "=Mục",
            "đ/c Nguyễn Văn An",
            "V/v đăng ký môi trường",
        ] {
            assert_eq!(read(raw), None, "{raw}");
        }
    }
}
