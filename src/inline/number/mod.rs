//! Number and symbol (số, ký hiệu) of every shape in use: `02/QĐ-UBND`,
//! `25/2017/QĐ-UBND`, `26-NQ/TW`, `66.22/2026/NQ-CP`, `88/2016/TTLT/BTC-BTNMT`, `/QĐ-UBND`.
//!
//! Read from the raw text, since capitals tell a symbol from a word: `serial` and `symbol` are parts of it.

mod label;
mod serial;
mod symbol;

use crate::model::{DocumentNumber, Repair, Repairs, Text};
use crate::words::combinators::{ReadRaw, blanks, four_digits};
use crate::words::fold_char;
pub(crate) use label::labelled_number;
use nom::Parser;
use nom::bytes::complete::{take_till, take_while};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{cond, consumed, map, not, opt, peek, rest, verify};
use nom::sequence::{delimited, preceded, terminated};
use serial::serial;
use symbol::symbol;

/// A number as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    /// Without blanks, repaired.
    pub text: String,
    pub serial: Option<String>,
    pub year: Option<u16>,
    pub symbol: Option<String>,
    pub repairs: Repairs,
}

impl Number {
    /// As the model has it.
    pub(crate) fn model(&self, text: Text) -> DocumentNumber {
        DocumentNumber { text, serial: self.serial.clone(), year: self.year, symbol: self.symbol.clone() }
    }
}

/// A part of a number: as it is meant, and what was put right in it.
#[derive(Default)]
struct Part {
    text: String,
    repairs: Repairs,
}

/// A sign between two parts: as it is meant, and what was put right in it.
type Joint = (char, Repairs);

/// What stands around a number, and so what may be put right in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The document's own, behind its label: letters that OCR makes of digits are taken for digits, and blanks between digits are
    /// left out.
    Own,
    /// Of a document that is cited: too little stands around it to tell a letter from a misread digit.
    Cited,
    /// As it is cited behind `số`, where blanks between digits are left out.
    Labelled,
}

/// `Number` of `decision.ebnf`, behind its label: the document's own.
pub(crate) fn own_number(raw: &str) -> ReadRaw<'_, Number> {
    number(Standing::Own)(raw)
}

/// `FullNumber` of `decision.ebnf`, or `BlankNumber`, as it is cited.
pub(crate) fn cited_number(raw: &str) -> ReadRaw<'_, Number> {
    verify(number(Standing::Cited), has_symbol).parse(raw)
}

/// A number as it is cited behind `số`, with blanks between its digits: `1 18/2025/NĐ-CP`.
pub(crate) fn parted_number(raw: &str) -> ReadRaw<'_, Number> {
    verify(number(Standing::Labelled), has_symbol).parse(raw)
}

/// No symbol begins with a digit: a letter was read as one.
fn has_symbol(number: &Number) -> bool {
    number.symbol.as_deref().is_some_and(|symbol| !symbol.starts_with(|c: char| c.is_ascii_digit()))
}

/// A number, blanks and dots of a form before it left out.
fn number<'r>(standing: Standing) -> impl Fn(&'r str) -> ReadRaw<'r, Number> {
    move |raw| {
        let (rest, (written, (serial, sign, year, symbol))) = consumed(|raw: &'r str| {
            let (rest, serial) = delimited(filler, serial(standing), filler).parse(raw)?;
            let (rest, sign) = joint(rest)?;
            let (rest, year) = cond(sign.0 == '/', preceded(blanks, opt(year))).parse(rest)?;
            let (rest, symbol) =
                terminated(preceded(blanks, symbol(standing == Standing::Own)), not(broken_symbol)).parse(rest)?;
            Ok((rest, (serial, sign, year.flatten(), symbol)))
        })
        .parse(raw)?;
        // The Party's numbers have a hyphen behind the serial, and room for it: `Số -NQ/TU`.
        let has_room =
            standing == Standing::Own && symbol.text.contains('/') && symbol.text.starts_with(char::is_uppercase);
        if serial.text.is_empty() && sign.0 == '-' && !has_room {
            return Err(nom::Err::Error(()));
        }
        Ok((rest, made(written, serial, sign, year, symbol)))
    }
}

fn made(written: &str, serial: Part, sign: Joint, year: Option<(u16, Joint)>, symbol: Part) -> Number {
    let mut text = serial.text.clone();
    text.push(sign.0);
    let mut repairs = serial.repairs.and(sign.1).and(symbol.repairs);
    if let Some((year, joint)) = year {
        text.push_str(&year.to_string());
        text.push(joint.0);
        repairs = repairs.and(joint.1);
    }
    text.push_str(&symbol.text);
    if written.trim().contains(char::is_whitespace) {
        repairs.add(Repair::NumberBlanks);
    }
    let serial = Some(serial.text).filter(|serial| !serial.is_empty());
    Number { text, serial, year: year.map(|(year, _)| year), symbol: Some(symbol.text), repairs }
}

/// Blanks, and the dots or underscores of a form.
fn filler(raw: &str) -> ReadRaw<'_, &str> {
    take_while(|c: char| c.is_whitespace() || matches!(c, '.' | '_' | '…' | ':')).parse(raw)
}

/// The slash or hyphen between parts.
fn joint(raw: &str) -> ReadRaw<'_, Joint> {
    map(satisfy(|c| matches!(fold_char(c), b'/' | b'-')), as_meant).parse(raw)
}

/// A sign between parts, as it is meant.
fn as_meant(sign: char) -> Joint {
    match (sign, fold_char(sign)) {
        ('/' | '-', _) => (sign, Repairs::NONE),
        (_, b'/') => ('/', Repairs::NONE.with(Repair::Slash)),
        (_, b'-') => ('-', Repairs::NONE.with(Repair::Hyphen)),
        _ => (sign, Repairs::NONE),
    }
}

/// A year behind the serial, and the sign behind it.
fn year(raw: &str) -> ReadRaw<'_, (u16, Joint)> {
    let year = verify(four_digits, |year| (1945..=2100).contains(year));
    (
        terminated(year, (take_while(|c| matches!(c, ' ' | '.' | '_' | '…')), peek(one_of("/-⁄")))),
        preceded(filler, joint),
    )
        .parse(raw)
}

/// `TT:-BNNMT`: letters of the symbol were read as a sign, and what stands before it is no symbol.
fn broken_symbol(raw: &str) -> ReadRaw<'_, char> {
    preceded((one_of(":;.,'"), char('-')), satisfy(char::is_uppercase)).parse(raw)
}

/// Serial, year and symbol of a number that was already read, `Number` of `decision.ebnf` without its label.
pub(crate) fn parts(number: &str) -> ReadRaw<'_, (&str, Option<u16>, &str)> {
    (terminated(serial_of, one_of("/-")), opt(terminated(four_digits, char('/'))), rest).parse(number)
}

/// The serial of a number that was already read; nothing where it has room for one.
pub(crate) fn serial_of(number: &str) -> ReadRaw<'_, &str> {
    take_till(|c| matches!(c, '/' | '-')).parse(number)
}

/// The first abbreviation of a symbol and what its hyphen joins to it: `TTr` and `SNV`.
pub(crate) fn symbol_parts(symbol: &str) -> ReadRaw<'_, (&str, &str)> {
    (terminated(take_till(|c| c == '-'), char('-')), rest).parse(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(raw: &str) -> Option<String> {
        cited_number(raw).ok().map(|(_, number)| number.text)
    }

    #[test]
    fn every_shape_of_number() {
        for (raw, expected) in [
            ("02/QĐ-BVSTBCPN ngày", "02/QĐ-BVSTBCPN"),
            ("02  /QĐ-BVSTBCPN ngày", "02/QĐ-BVSTBCPN"),
            ("25/2017/QĐ-UBND ngày", "25/2017/QĐ-UBND"),
            ("26-NQ/TW, ngày", "26-NQ/TW"),
            ("66.22/2026/NQ-CP", "66.22/2026/NQ-CP"),
            ("88/2016/TTLT/BTC-BTNMT của", "88/2016/TTLT/BTC-BTNMT"),
            ("72/2025/QH15;", "72/2025/QH15"),
            ("31/2024/ QH15", "31/2024/QH15"),
            ("119- KH/TU ngày", "119-KH/TU"),
            ("57/TTr- VP ngày", "57/TTr-VP"),
            ("57/TTr- 'VP ngày", "57/TTr-VP"),
            ("9086/BNV-CTTN&BĐG ngày", "9086/BNV-CTTN&BĐG"),
            ("        /KH-STTTT", "/KH-STTTT"),
            ("24 /2003/CT-UB", "24/2003/CT-UB"),
            ("157/QĐ-NĐ-UB", "157/QĐ-NĐ-UB"),
            ("12⁄QĐ–UBND", "12/QĐ-UBND"),
            ("12/2008/QĐ_BXD", "12/2008/QĐ_BXD"),
            ("2624/QĐÐ-BGDĐT", "2624/QĐ-BGDĐT"),
            ("749/QĐ-TTg - Về việc", "749/QĐ-TTg"),
            ("324/TTr-CAT(PC04) ngày", "324/TTr-CAT(PC04)"),
            ("511/QĐ-UBND(bản sao)", "511/QĐ-UBND"),
        ] {
            assert_eq!(cited(raw).as_deref(), Some(expected), "{raw}");
        }
        for raw in ["37 luật", "2020 - 2025", "5/2020 của", "ngày 5/5/2020", "98/TT:-BXD ngày"] {
            assert_eq!(cited(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_sentence_behind_a_number_is_none_of_it() {
        for raw in ["12/QĐ-UBND. CỘNG HÒA", "12/QĐ-UBND. TP. HCM", "12/QĐ-UBND. HN, ngày"] {
            assert_eq!(own_number(raw).expect("a number").1.text, "12/QĐ-UBND", "{raw}");
        }
    }

    #[test]
    fn own_numbers_take_repairs() {
        for (raw, expected) in [
            ("I195/QĐ-X", "1195/QĐ-X"),
            ("1 18/2025/QĐ-X", "118/2025/QĐ-X"),
            ("3258. /QĐ-UBND", "3258/QĐ-UBND"),
            ("   /QĐ. TTYT–HC", "/QĐ.TTYT-HC"),
        ] {
            let (_, read) = own_number(raw).expect("a number");
            assert_eq!(read.text, expected);
            assert!(!read.repairs.is_empty(), "{raw}");
        }
    }

    #[test]
    fn every_slash_is_a_slash() {
        for raw in ["12⁄QĐ-UBND", "12∕QĐ-UBND", "12／QĐ-UBND", "12/QĐ⁄UBND"] {
            let (_, read) = own_number(raw).expect("a number");
            assert_eq!(read.text.replace('/', "-"), "12-QĐ-UBND", "{raw}");
            assert_eq!(read.repairs, Repairs::NONE.with(Repair::Slash), "{raw}");
        }
    }

    #[test]
    fn the_party_leaves_room_before_a_hyphen() {
        for (raw, text) in [(" -NQ/TU", "-NQ/TU"), (" ...-QC/ĐU", "-QC/ĐU"), ("-KL/BCĐ", "-KL/BCĐ")] {
            let read = own_number(raw).map(|(_, read)| (read.text, read.serial));
            assert_eq!(read, Ok((text.to_owned(), None)), "{raw}");
        }
        // Cited, or without the slash of a symbol, it is a word behind a dash.
        assert!(cited_number("-NQ/TU").is_err());
        assert!(own_number("- UBND").is_err());
    }

    #[test]
    fn parts_of_what_was_read() {
        for (number, expected) in [
            ("12/QĐ-UBND", Some(("12", None, "QĐ-UBND"))),
            ("12/2025/QĐ-UBND", Some(("12", Some(2025), "QĐ-UBND"))),
            ("26-NQ/TW", Some(("26", None, "NQ/TW"))),
            ("/QĐ-UBND", Some(("", None, "QĐ-UBND"))),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(parts(number).ok().map(|(_, read)| read), expected, "{number}");
        }
    }
}
