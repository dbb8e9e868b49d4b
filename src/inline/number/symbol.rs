//! The symbol (ký hiệu): abbreviations of kind, issuer and unit, with the signs that join them.

use super::{Joint, Part, as_meant};
use crate::model::{Repair, Repairs};
use crate::words::combinators::{ReadRaw, blanks};
use crate::words::fold_char;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, opt, peek, recognize, verify};
use nom::multi::fold_many0;
use nom::sequence::{delimited, preceded, terminated};

/// The most letters of a unit in parentheses behind a token: `CAT(PC04)`.
const LONGEST_UNIT: usize = 8;
/// The most letters of a token with one capital and a blank beside it: `57/TTr- Sở` is a symbol and a word.
const LONGEST_LOOSE: usize = 2;
/// The most letters of a token with one capital.
const LONGEST_TOKEN: usize = 4;

/// A token with the unit behind it, and the sign that joins it to what stands before.
struct Joined<'r> {
    joint: Joint,
    token: &'r str,
    unit: Option<&'r str>,
    /// A stray quotation mark stands before the token.
    quoted: bool,
}

/// `Symbol` of `decision.ebnf`: tokens that begin with a capital or a digit, joined by hyphens and slashes with at most a
/// blank on one side. It has at least one capital, and ends with its last token. In a number of the document's `own` a blank
/// may stand behind a dot, where a symbol goes on with certainty.
pub(super) fn symbol<'r>(own: bool) -> impl Fn(&'r str) -> ReadRaw<'r, Part> {
    move |raw| {
        let mut first = (verify(token, |token: &str| capitals(token) > 0), opt(unit));
        let (rest, (token, unit)) = first.parse(raw)?;
        let mut begun = Part::default();
        written(&mut begun, token, unit);
        let more = alt((joined(own), behind_doubled_hyphen));
        let (rest, symbol) = fold_many0(more, || std::mem::take(&mut begun), with).parse(rest)?;
        Ok((rest, undoubled(symbol)))
    }
}

fn with(mut symbol: Part, more: Joined) -> Part {
    symbol.text.push(more.joint.0);
    symbol.repairs = symbol.repairs.and(more.joint.1);
    if more.quoted {
        symbol.repairs.add(Repair::Noise);
    }
    written(&mut symbol, more.token, more.unit);
    symbol
}

/// Writes a token, the Icelandic or African letter that looks like Đ as what it is.
fn written(symbol: &mut Part, token: &str, unit: Option<&str>) {
    for letter in token.chars() {
        let stroke = matches!(letter, 'Ð' | 'Ɖ');
        symbol.text.push(if stroke { 'Đ' } else { letter });
        if stroke {
            symbol.repairs.add(Repair::DStroke);
        }
    }
    symbol.text.push_str(unit.unwrap_or_default());
}

/// OCR doubles the stroke: `QĐÐ-BGDĐT` reads `QĐ-BGDĐT`.
fn undoubled(symbol: Part) -> Part {
    if symbol.repairs.names().any(|name| name == "d-stroke") && symbol.text.contains("ĐĐ") {
        return Part { text: symbol.text.replace("ĐĐ", "Đ"), repairs: symbol.repairs.with(Repair::DoubledD) };
    }
    symbol
}

/// Letters and digits of one abbreviation.
fn token(raw: &str) -> ReadRaw<'_, &str> {
    take_while1(|c: char| c.is_alphanumeric() || c == '&').parse(raw)
}

fn capitals(token: &str) -> usize {
    token.chars().filter(|c| c.is_uppercase()).count()
}

/// A unit in parentheses right behind a token: `CAT(PC04)`.
fn unit(raw: &str) -> ReadRaw<'_, &str> {
    let letters = take_while_m_n(1, LONGEST_UNIT, |c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
    recognize(delimited(char('('), letters, char(')'))).parse(raw)
}

/// A token that a sign joins to the one before it.
fn joined<'r>(own: bool) -> impl Fn(&'r str) -> ReadRaw<'r, Joined<'r>> {
    move |raw| {
        let (rest, before) = map(blanks, |blanks: &str| !blanks.is_empty()).parse(raw)?;
        let (rest, sign) =
            satisfy(|c| matches!(fold_char(c), b'-' | b'/' | b'_') || c == '.' && !before).parse(rest)?;
        let (rest, (blanks, quote)) = (blanks, opt(stray_quote)).parse(rest)?;
        let (rest, token) = token(rest)?;
        let after = !blanks.is_empty() || quote.is_some();
        let certain = own && peek(goes_on).parse(rest).is_ok() && is_plain(token);
        if !fits(sign, token, before, after, certain) {
            return Err(nom::Err::Error(()));
        }
        let (rest, unit) = opt(unit).parse(rest)?;
        Ok((rest, Joined { joint: as_meant(sign), token, unit, quoted: quote.is_some() }))
    }
}

/// True where a token goes on with a symbol: blanks `before` or `after` its sign make it doubtful.
fn fits(sign: char, token: &str, before: bool, after: bool, certain: bool) -> bool {
    let (capitals, letters, loose) = (capitals(token), token.chars().count(), before || after);
    let abbreviation = capitals >= 2 || capitals == 1 && letters <= LONGEST_TOKEN || !loose;
    let name_like = capitals == 1 && letters > LONGEST_LOOSE && loose;
    let sentence = sign == '.' && (after && !certain || capitals == 0);
    let inside = before && after;
    abbreviation && !inside && !name_like && !sentence
}

/// The hyphen or slash with which a symbol in plain capitals goes on.
fn goes_on(raw: &str) -> ReadRaw<'_, (char, char)> {
    (one_of("-–/"), satisfy(is_plain_capital)).parse(raw)
}

fn is_plain(token: &str) -> bool {
    capitals(token) >= 2 && token.chars().all(is_plain_capital)
}

fn is_plain_capital(c: char) -> bool {
    c.is_ascii_uppercase() || c == 'Đ'
}

/// A stray quotation mark before a symbol's letters: `TTr-` at a line's end, `'VP` on the next.
fn stray_quote(raw: &str) -> ReadRaw<'_, char> {
    terminated(one_of("'`‘’"), peek(satisfy(char::is_uppercase))).parse(raw)
}

/// `QĐ- -UBND`: the hyphen of a broken line, and the engine's own.
fn behind_doubled_hyphen(raw: &str) -> ReadRaw<'_, Joined<'_>> {
    let hyphen = satisfy(|c| fold_char(c) == b'-');
    let doubled = (blanks, hyphen, blanks, char('-'), peek(satisfy(char::is_uppercase)));
    let joint = ('-', Repairs::NONE.with(Repair::Hyphen));
    map(preceded(doubled, (token, opt(unit))), move |(token, unit)| Joined { joint, token, unit, quoted: false })
        .parse(raw)
}
