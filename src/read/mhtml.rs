//! MHTML: a page and what belongs to it in one file (RFC 2557), as browsers save it and Word as "Single File Web Page".
//!
//! The page is read as HTML is, with the style sheets beside it; pictures are left out.

use super::entry::{Entry, Kind};
use super::{Limits, html, markup};
use crate::errors::{Code, Error};
use crate::source::Source;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, PAD};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

/// What people call the format.
const NAME: &str = "MHTML";
/// So far into a file its headers are looked for.
const HEAD: usize = 16 << 10;
/// Base64 of which the last letters may be missing.
const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, PAD.with_decode_allow_trailing_bits(true));

pub(super) const FORMAT: Entry = Entry {
    key: "mhtml",
    name: NAME,
    endings: &["mht", "mhtml"],
    kind: Kind::Binary { is: is_mhtml, read: |bytes, options| source(bytes, &options.limits) },
};

/// True where a file begins with the headers of such a page.
fn is_mhtml(bytes: &[u8]) -> bool {
    let head = markup::head(&bytes[..bytes.len().min(HEAD)]);
    let name = head.trim_start().split(':').next().unwrap_or("");
    if name.is_empty() || name.len() > 60 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return false;
    }
    let headers = head.trim_start().replace("\r\n", "\n").to_lowercase();
    let headers = headers.split("\n\n").next().unwrap_or("");
    let types = headers.split("content-type:").nth(1).map(str::trim_start);
    headers.contains("mime-version:")
        && types.is_some_and(|own| own.starts_with("multipart/") || own.starts_with("text/html"))
}

fn source(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let message =
        MessageParser::new().with_mime_headers().parse(&bytes[start..]).ok_or_else(|| Code::InputBroken.with(NAME))?;
    let sheets: Vec<String> = of_type(&message, "css").map(|part| text(part, &message)).collect();
    let sheets: Vec<&str> = sheets.iter().map(String::as_str).collect();
    let root = message.parts.first().and_then(|part| part.content_type()).and_then(|own| own.attribute("start"));
    let is_root = |part: &&MessagePart| {
        let id = part.content_id().map(|own| own.trim_matches(['<', '>']));
        id.is_some() && id == root.map(|own| own.trim_matches(['<', '>']))
    };
    let mut pages: Vec<&MessagePart> = of_type(&message, "html").collect();
    pages.sort_by_key(|part| !is_root(part));
    // A page of frames has no words of its own.
    let mut result = Err(Code::InputBroken.with(NAME));
    for page in pages {
        let charset = page.content_type().and_then(|own| own.attribute("charset"));
        result = html::source(&body(page, &message), charset, &sheets, limits);
        if result.as_ref().err().is_none_or(|error| error.code != Code::InputEmpty) {
            break;
        }
    }
    result
}

/// The parts that are text of a type.
fn of_type<'m>(message: &'m Message<'m>, kind: &'static str) -> impl Iterator<Item = &'m MessagePart<'m>> {
    message.parts.iter().filter(move |part| {
        let own = part.content_type();
        own.is_some_and(|own| {
            own.ctype().eq_ignore_ascii_case("text") && own.subtype().is_some_and(|own| own.eq_ignore_ascii_case(kind))
        })
    })
}

fn text(part: &MessagePart, message: &Message) -> String {
    String::from_utf8_lossy(&body(part, message)).into_owned()
}

/// The bytes of a part: the library gives texts, decoded by what their headers say alone.
fn body(part: &MessagePart, message: &Message) -> Vec<u8> {
    let raw =
        message.raw_message.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize).unwrap_or_default();
    match part.content_transfer_encoding().map(|own| own.trim().to_lowercase()).as_deref() {
        Some("quoted-printable") => unquoted(raw),
        Some("base64") => {
            let letters = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
            let mut coded: Vec<u8> = raw.iter().copied().filter(letters).collect();
            coded.truncate(coded.len() - usize::from(coded.len() % 4 == 1));
            coded.resize(coded.len().next_multiple_of(4), b'=');
            BASE64.decode(coded).unwrap_or_default()
        }
        _ => raw.to_vec(),
    }
}

/// Bytes of quoted-printable (RFC 2045, 6.7); what is no code stays as it is.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        if *byte != b'=' {
            out.push(*byte);
            continue;
        }
        let digit = |at: usize| behind.get(at).and_then(|own| char::from(*own).to_digit(16));
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            out.push((high * 16 + low) as u8);
            rest = &behind[2..];
            continue;
        }
        // A soft line end, with blanks that were put before it.
        let blanks = behind.iter().take_while(|own| matches!(own, b' ' | b'\t')).count();
        match &behind[blanks..] {
            [b'\r', b'\n', more @ ..] | [b'\n', more @ ..] | [b'\r', more @ ..] => rest = more,
            [] => rest = &[],
            _ => out.push(b'='),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_soft_line_ends_go() {
        assert_eq!(unquoted(b"Quy=E1=BA=BFt =\r\n=C4=91=  \nx=3D1 =zz ="), "Quyết đx=1 =zz ".as_bytes());
    }

    #[test]
    fn headers_say_what_it_is() {
        for is in [
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n",
            "From: <Saved by Blink>\nSubject: =?utf-8?Q?a?=\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary=x\n\n--x",
            "\nMime-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>",
        ] {
            assert!(is_mhtml(is.as_bytes()), "{is}");
        }
        for is_not in [
            "Số: 12/QĐ-UBND\nMIME-Version: 1.0\nContent-Type: multipart/related",
            "Kính gửi: ông A\n\nMIME-Version: 1.0\nContent-Type: text/html",
            "<html>",
            "",
        ] {
            assert!(!is_mhtml(is_not.as_bytes()), "{is_not}");
        }
    }
}
