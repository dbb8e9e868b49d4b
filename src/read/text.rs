//! Plain text: UTF-8 with or without a byte order mark, UTF-16 of both orders, NFC or NFD, any
//! line ends; and the encodings of before Unicode.

use super::entry::{Entry, Kind};
use super::legacy;
use super::normal::{Oddities, normalised, single_blanked};
use crate::errors::{Code, Error};
use crate::model::Span;
use crate::source::Source;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

pub(super) const FORMAT: Entry = Entry {
    key: "txt",
    name: "text",
    endings: &["txt"],
    kind: Kind::Text { is: |_| true, read: |text| Ok(Source { text: single_blanked(text), ..Source::default() }) },
};

/// Signatures of formats that are neither text nor read, so that the error can name them.
const SIGNATURES: [(&[u8], &str); 2] = [(b"GIF8", "GIF"), (b"\x1F\x8B", "GZIP")];

/// Decodes and normalises; what the text is, the list of formats asks.
pub(super) fn decoded(bytes: &[u8]) -> Result<Source, Error> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Code::InputUnsupported.with(*name));
    }
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (without_mark(bytes), bytes),
    };
    let (decoded, replaced) = encoding.decode_without_bom_handling(body);
    if decoded.bytes().filter(|byte| *byte == 0).take(9).count() > 8 {
        return Err(Error::from(Code::InputNotText));
    }
    if encoding == UTF_8
        && let Some(decoded) = legacy::plain(body, &decoded, replaced)
    {
        let text = normalised(&decoded);
        return Ok(Source { legacy: vec![Span::new(0, text.len())], text, ..Source::default() });
    }
    if replaced && share_replaced(&decoded) > 0.05 {
        return Err(Error::from(Code::InputNotText));
    }
    let text = normalised(&decoded);
    if text.trim().is_empty() {
        return Err(Error::from(Code::InputEmpty));
    }
    let mut oddities = Oddities::default();
    oddities.add(&decoded, false);
    Ok(Source { text, replaced, notices: oddities.notices().collect(), ..Source::default() })
}

/// UTF-16 without a mark is known by zero bytes at every other place of its blanks and line ends.
fn without_mark(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = (head.len() / 2).max(1);
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 5 > pairs * 2 && even * 10 < pairs {
        UTF_16LE
    } else if even * 5 > pairs * 2 && odd * 10 < pairs {
        UTF_16BE
    } else {
        UTF_8
    }
}

fn share_replaced(text: &str) -> f64 {
    let (mut all, mut bad) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        bad += usize::from(c == '\u{FFFD}');
    }
    bad as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn text(bytes: &[u8]) -> String {
        decoded(bytes).map(|source| source.text).unwrap_or_default()
    }

    #[test]
    fn every_form_of_unicode_gives_the_same_text() {
        let expected = "Điều 1. Quyết định\nnày";
        let utf16 = |mark: bool, little: bool| -> Vec<u8> {
            let units = expected.encode_utf16();
            let mark = mark.then_some(0xFEFF_u16);
            mark.into_iter()
                .chain(units)
                .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
                .collect()
        };
        let decomposed: String = expected.nfd().collect();
        assert_eq!(text(expected.as_bytes()), expected);
        assert_eq!(text(format!("\u{FEFF}{expected}").as_bytes()), expected);
        assert_eq!(text(decomposed.as_bytes()), expected);
        assert_eq!(text(expected.replace('\n', "\r\n").as_bytes()), expected);
        assert_eq!(text(expected.replace('\n', "\r").as_bytes()), expected);
        for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
            assert_eq!(text(&utf16(mark, little)), expected, "mark {mark}, little {little}");
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(decoded(b"").err(), Some(Error::from(Code::InputEmpty)));
        assert_eq!(decoded(b" \n\x0c ").err(), Some(Error::from(Code::InputEmpty)));
        assert_eq!(decoded(b"GIF89a...").err(), Some(Code::InputUnsupported.with("GIF")));
        assert_eq!(decoded(&[0u8; 64]).err(), Some(Error::from(Code::InputNotText)));
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decoded(&noise).err(), Some(Error::from(Code::InputNotText)));
    }
}
