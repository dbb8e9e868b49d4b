//! Number and symbol (số, ký hiệu) of every shape in use: `02/QĐ-UBND`,
//! `25/2017/QĐ-UBND`, `26-NQ/TW`, `66.22/2026/NQ-CP`, `88/2016/TTLT/BTC-BTNMT`, `/QĐ-UBND`.

use crate::model::{DocumentNumber, Repair, Repairs, Text};
use crate::words::fold_char;

/// A number as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    /// Without blanks, repaired.
    pub text: String,
    pub serial: Option<String>,
    pub year: Option<u16>,
    pub symbol: Option<String>,
    pub repairs: Repairs,
    /// Bytes of the source that it takes.
    pub length: usize,
}

impl Number {
    /// As the model has it.
    pub(crate) fn model(&self, text: Text) -> DocumentNumber {
        DocumentNumber { text, serial: self.serial.clone(), year: self.year, symbol: self.symbol.clone() }
    }
}

/// `Number` and `CitedNumber` of `decision.ebnf`: reads a number at the start of a raw string (blanks and dots of a form before it are skipped).
/// With `own`, the letters that OCR makes of digits are taken for digits: a cited number has too
/// little around it to tell.
pub(crate) fn number(raw: &str, own: bool) -> Option<Number> {
    let mut reader = Reader { raw, at: 0, out: String::new(), repairs: Repairs::NONE };
    reader.skip_filler();
    let serial = reader.serial(own);
    let blanks = reader.skip_filler();
    if blanks && !serial.is_empty() && reader.peek().is_some_and(|c| !matches!(fold_char(c), b'/' | b'-')) {
        return None;
    }
    let separator = reader.separator()?;
    let mut year = None;
    if separator == '/' {
        reader.skip_blanks();
        if let Some((found, length)) = reader.year() {
            year = Some(found);
            reader.out.push_str(&found.to_string());
            reader.at += length;
            reader.skip_filler();
            reader.separator()?;
        }
    }
    reader.skip_blanks();
    let from = reader.out.len();
    if !reader.symbol(own) {
        return None;
    }
    let symbol = doubled_d(&reader.out[from..], &mut reader.repairs);
    reader.out.truncate(from);
    reader.out.push_str(&symbol);
    // `TT:-BNNMT`: letters of the symbol were read as a sign, and what stands before it is no symbol.
    let rest = &reader.raw[reader.at..];
    let broken = rest.strip_prefix([':', ';', '.', ',', '\'']).and_then(|rest| rest.strip_prefix('-'));
    if broken.is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
        return None;
    }
    // No symbol begins with a digit: a letter was read as one.
    if serial.is_empty() && separator == '-' || !own && symbol.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if reader.raw[..reader.at].trim().chars().any(char::is_whitespace) {
        reader.repairs.add(Repair::NumberBlanks);
    }
    Some(Number {
        text: reader.out.clone(),
        serial: (!serial.is_empty()).then_some(serial),
        year,
        symbol: Some(symbol),
        repairs: reader.repairs,
        length: reader.at,
    })
}

struct Reader<'r> {
    raw: &'r str,
    at: usize,
    out: String,
    repairs: Repairs,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.raw[self.at..].chars().next()
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn skip_blanks(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
        self.at > from
    }

    /// Blanks, and the dots or underscores of a form.
    fn skip_filler(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(|c| c.is_whitespace() || matches!(c, '.' | '_' | '…' | ':')) {
            self.bump();
        }
        self.at > from
    }

    fn serial(&mut self, own: bool) -> String {
        let mut serial = String::new();
        while let Some(c) = self.peek() {
            let digit = match c {
                '0'..='9' => c,
                'I' | 'l' | '|' if own && self.near_digit() => '1',
                'O' if own && self.near_digit() => '0',
                '.' if self.raw[self.at + 1..].starts_with(|d: char| d.is_ascii_digit()) && !serial.is_empty() => '.',
                ' ' if own
                    && !serial.is_empty()
                    && self.raw[self.at + 1..].starts_with(|d: char| d.is_ascii_digit()) =>
                {
                    self.bump();
                    continue;
                }
                'a'..='z' | 'A'..='H'
                    if !serial.is_empty() && !serial.ends_with(|d: char| d.is_alphabetic()) && self.letter_serial() =>
                {
                    c
                }
                _ => break,
            };
            if digit != c {
                self.repairs.add(Repair::Digits);
            }
            serial.push(digit);
            self.bump();
        }
        self.out.push_str(&serial);
        serial
    }

    /// A letter among digits is a misread digit.
    fn near_digit(&self) -> bool {
        let mut after = self.raw[self.at..].chars().skip(1);
        after.next().is_some_and(|c| c.is_ascii_digit() || c == '/')
    }

    /// `12a/QĐ-X`: a letter after the digits, before the separator.
    fn letter_serial(&self) -> bool {
        self.raw[self.at..].chars().nth(1).is_some_and(|c| matches!(fold_char(c), b'/' | b'-'))
    }

    fn separator(&mut self) -> Option<char> {
        let c = self.peek()?;
        let read = match fold_char(c) {
            b'/' => '/',
            b'-' => '-',
            _ => return None,
        };
        if c == '⁄' {
            self.repairs.add(Repair::Slash);
        } else if c != read {
            self.repairs.add(Repair::Hyphen);
        }
        self.out.push(read);
        self.bump();
        Some(read)
    }

    fn year(&self) -> Option<(u16, usize)> {
        let digits = self.raw.get(self.at..self.at + 4)?;
        let year = digits.parse().ok().filter(|year| (1945..=2100).contains(year))?;
        let after = self.raw[self.at + 4..].trim_start_matches([' ', '.', '_', '…']);
        after.starts_with(['/', '-', '⁄']).then_some((year, 4))
    }

    /// A unit in parentheses right behind a token: `CAT(PC04)`.
    fn parenthesis(&mut self) {
        let rest = &self.raw[self.at..];
        let Some(end) = rest.strip_prefix('(').and_then(|inner| inner.find(')')) else { return };
        let inner = &rest[1..=end];
        let unit =
            (1..=8).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        if unit {
            self.out.push_str(&rest[..end + 2]);
            self.at += end + 2;
        }
    }

    /// Tokens that begin with a capital or a digit, joined by hyphens and slashes with at most a
    /// blank on one side. The symbol has at least one capital, and ends with its last token. In a number of the
    /// document's `own` a blank may stand behind a dot, where a symbol goes on with certainty.
    fn symbol(&mut self, own: bool) -> bool {
        let mut tokens = 0;
        loop {
            let from = self.at;
            let mut capitals = 0;
            while let Some(c) = self.peek() {
                if !(c.is_alphanumeric() || c == '&') {
                    break;
                }
                capitals += usize::from(c.is_uppercase());
                let letter = match c {
                    'Ð' | 'Ɖ' => {
                        self.repairs.add(Repair::DStroke);
                        'Đ'
                    }
                    c => c,
                };
                self.out.push(letter);
                self.bump();
            }
            if self.at == from || capitals == 0 && tokens == 0 {
                return tokens > 0;
            }
            tokens += 1;
            self.parenthesis();
            let (mark, out) = (self.at, self.out.len());
            let before = self.skip_blanks();
            let Some(c) = self.peek() else {
                self.at = mark;
                return true;
            };
            let joins = matches!(fold_char(c), b'-' | b'/' | b'_') || c == '.' && !before;
            let next = {
                let rest = &self.raw[self.at + c.len_utf8()..];
                let trimmed = unquoted(rest.trim_start());
                let after = rest.len() > trimmed.len();
                let token: String = trimmed.chars().take_while(|c| c.is_alphanumeric() || *c == '&').collect();
                let capitals = token.chars().filter(|c| c.is_uppercase()).count();
                let fits = capitals >= 2
                    || capitals == 1 && token.chars().count() <= 4
                    || !token.is_empty() && !after && !before;
                let loose = after || before;
                let name_like = capitals == 1 && token.chars().count() > 2 && loose;
                let plain = |c: char| c.is_ascii_uppercase() || c == 'Đ';
                let goes_on = own
                    && capitals >= 2
                    && token.chars().all(plain)
                    && trimmed[token.len()..].starts_with(['-', '–', '/'])
                    && trimmed[token.len()..].chars().nth(1).is_some_and(plain);
                fits && !(before && after) && !name_like && !(c == '.' && (after && !goes_on || capitals == 0))
            };
            // `QĐ- -UBND`: the hyphen of a broken line, and the engine's own.
            if joins && fold_char(c) == b'-' && !next {
                let rest = &self.raw[self.at + c.len_utf8()..];
                let doubled = rest.trim_start();
                let token = doubled.strip_prefix('-').filter(|token| token.starts_with(char::is_uppercase));
                if let Some(token) = token {
                    self.repairs.add(Repair::Hyphen);
                    self.out.push('-');
                    self.at = self.raw.len() - token.len();
                    continue;
                }
            }
            if !joins || !next {
                self.at = mark;
                self.out.truncate(out);
                return true;
            }
            match fold_char(c) {
                b'-' if c != '-' => {
                    self.repairs.add(Repair::Hyphen);
                    self.out.push('-');
                }
                b'/' if c != '/' => {
                    self.repairs.add(Repair::Slash);
                    self.out.push('/');
                }
                _ => self.out.push(c),
            }
            self.bump();
            self.skip_blanks();
            let rest = &self.raw[self.at..];
            if unquoted(rest).len() < rest.len() {
                self.repairs.add(Repair::Noise);
                self.at = self.raw.len() - unquoted(rest).len();
            }
        }
    }
}

/// Without a stray quotation mark before a symbol's letters: `TTr-` at a line's end, `'VP` on the next.
fn unquoted(rest: &str) -> &str {
    let bare = rest.strip_prefix(['\'', '`', '‘', '’']);
    bare.filter(|bare| bare.starts_with(char::is_uppercase)).unwrap_or(rest)
}

/// OCR doubles the stroke: `QĐÐ-BGDĐT` reads `QĐ-BGDĐT`.
fn doubled_d(symbol: &str, repairs: &mut Repairs) -> String {
    if repairs.names().any(|name| name == "d-stroke") && symbol.contains("ĐĐ") {
        repairs.add(Repair::DoubledD);
        return symbol.replace("ĐĐ", "Đ");
    }
    symbol.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str, own: bool) -> Option<String> {
        number(raw, own).map(|number| number.text)
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
            assert_eq!(text(raw, false).as_deref(), Some(expected), "{raw}");
        }
        for raw in ["37 luật", "2020 - 2025", "5/2020 của", "ngày 5/5/2020", "98/TT:-BXD ngày"] {
            assert_eq!(text(raw, false), None, "{raw}");
        }
    }

    #[test]
    fn a_sentence_behind_a_number_is_none_of_it() {
        for raw in ["12/QĐ-UBND. CỘNG HÒA", "12/QĐ-UBND. TP. HCM", "12/QĐ-UBND. HN, ngày"] {
            assert_eq!(text(raw, true).as_deref(), Some("12/QĐ-UBND"), "{raw}");
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
            let read = number(raw, true).expect("a number");
            assert_eq!(read.text, expected);
            assert!(!read.repairs.is_empty(), "{raw}");
        }
    }
}
