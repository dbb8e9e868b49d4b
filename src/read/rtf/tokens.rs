//! RTF's tokens: groups, control words, bytes of text. Rich Text Format Specification 1.9.1, "RTF Syntax".

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// `\word`, with its number.
    Word(&'b str, Option<i32>),
    /// `\` and a character that is no letter.
    Symbol(u8),
    /// `\'hh`: a byte of text.
    Byte(u8),
    /// Bytes of text as they stand, none of them a line end.
    Text(&'b [u8]),
}

/// The tokens of a file, one behind the other. Cut off anywhere, they end there.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// The longest control word, of which the standard has none of more than 32 letters.
const LONGEST_WORD: usize = 64;

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// So many bytes of anything, as behind `\bin`.
    pub(super) fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first != b'\'' {
                return Some(Token::Symbol(first));
            }
            let digits = self.bytes.get(self.at..self.at + 2).and_then(|pair| std::str::from_utf8(pair).ok());
            return Some(match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) => {
                    self.at += 2;
                    Token::Byte(byte)
                }
                None => Token::Symbol(b'\''),
            });
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(LONGEST_WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&rest[..length]).unwrap_or("");
        self.at += length;
        let minus = usize::from(self.peek() == Some(b'-'));
        let rest = self.bytes.get(self.at + minus..).unwrap_or(&[]);
        let digits = rest.iter().take(11).take_while(|byte| byte.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let value: i64 =
                std::str::from_utf8(&rest[..digits]).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0);
            let value = if minus == 1 { -value } else { value };
            number = Some(value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
            self.at += minus + digits;
        }
        // One blank ends the word and is no text.
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        Some(Token::Word(word, number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        while matches!(self.peek(), Some(b'\r' | b'\n' | 0)) {
            self.at += 1;
        }
        match self.peek()? {
            b'{' => {
                self.at += 1;
                Some(Token::Open)
            }
            b'}' => {
                self.at += 1;
                Some(Token::Close)
            }
            b'\\' => {
                self.at += 1;
                self.control()
            }
            _ => {
                let rest = &self.bytes[self.at..];
                let ends = |byte: &u8| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                let length = rest.iter().position(ends).unwrap_or(rest.len());
                self.at += length;
                Some(Token::Text(&rest[..length]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_text() {
        let found: Vec<Token> = Tokens::new(b"{\\b0 a b\\'e9\\u-3 ?\\~\\par\r\n x}").collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(0)),
            Token::Text(b"a b"),
            Token::Byte(0xE9),
            Token::Word("u", Some(-3)),
            Token::Text(b"?"),
            Token::Symbol(b'~'),
            Token::Word("par", None),
            Token::Text(b" x"),
            Token::Close,
        ];
        assert_eq!(found, expected);
        assert_eq!(Tokens::new(b"\\").count(), 0);
        assert_eq!(Tokens::new(b"\\'4").collect::<Vec<_>>(), [Token::Symbol(b'\''), Token::Text(b"4")]);
    }
}
