//! Text strings of a PDF (ISO 32000-1, 7.9.2.2): names and descriptions, in Unicode or in an encoding of one byte.

use encoding_rs::{UTF_8, UTF_16BE, WINDOWS_1252};

/// The text of a string. PDFDocEncoding is read as Windows-1252, from which it differs in rare signs alone.
pub(super) fn text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, own @ ..] => UTF_16BE.decode_without_bom_handling(own),
        [0xEF, 0xBB, 0xBF, own @ ..] => UTF_8.decode_without_bom_handling(own),
        own => WINDOWS_1252.decode_without_bom_handling(own),
    };
    decoded.0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_by_their_marks() {
        assert_eq!(text(b"\xFE\xFF\x01\x10i"), "Đ\u{FFFD}");
        assert_eq!(text(b"\xFE\xFF\x1E\xE5\0i"), "ụi");
        assert_eq!(text("\u{FEFF}Phụ lục".as_bytes()), "Phụ lục");
        assert_eq!(text(b"Caf\xE9"), "Café");
    }
}
