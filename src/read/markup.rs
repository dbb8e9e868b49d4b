//! What the outermost element of a file of markup is, by its first bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// So much of a file is looked at.
const HEAD: usize = 64 << 10;

/// The beginning of a file as text, without its byte order mark; bytes that are no UTF-8 are replaced.
pub(super) fn head(bytes: &[u8]) -> String {
    let (encoding, from) = Encoding::for_bom(bytes).unwrap_or((without_mark(bytes), 0));
    let end = bytes.len().min(from + HEAD);
    encoding.decode_without_bom_handling(&bytes[from..end]).0.into_owned()
}

/// The encoding of markup without a byte order mark: its first character is `<`.
pub(super) fn without_mark(bytes: &[u8]) -> &'static Encoding {
    match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => UTF_8,
    }
}

/// The tag of the outermost element, from its name on: behind declaration, comments and document type. `None` where a
/// text does not begin with one.
pub(super) fn root(head: &str) -> Option<&str> {
    let mut rest = head.trim_start();
    loop {
        let skipped = match rest {
            _ if rest.starts_with("<?") => rest.find("?>")? + 2,
            _ if rest.starts_with("<!--") => rest.find("-->")? + 3,
            _ if rest.starts_with("<!") => rest.find('>')? + 1,
            _ => break,
        };
        rest = rest[skipped..].trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let tag = tag.find('>').map_or(tag, |end| &tag[..end]);
    tag.starts_with(char::is_alphabetic).then_some(tag)
}

/// True where the outermost element has a name and its tag declares a namespace.
pub(super) fn is_rooted(bytes: &[u8], name: &str, namespace: &str) -> bool {
    let head = head(bytes);
    let Some(tag) = root(&head) else { return false };
    let own = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
    own.rsplit(':').next() == Some(name) && tag.contains(namespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_element_is_found() {
        let xml = "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- <a> --><!DOCTYPE b>\n<x:b\nxmlns:x=\"urn:x\">text";
        assert_eq!(root(&head(xml.as_bytes())), Some("x:b\nxmlns:x=\"urn:x\""));
        let utf16: Vec<u8> = xml.trim_start_matches('\u{FEFF}').encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [xml.as_bytes(), &utf16] {
            assert!(
                is_rooted(bytes, "b", "urn:x") && !is_rooted(bytes, "a", "urn:x") && !is_rooted(bytes, "b", "urn:y")
            );
        }
        for none in ["", "text", "<", "<?xml", "<!-- <a>", "< a>", "<1>"] {
            assert_eq!(root(none), None, "{none}");
        }
    }
}
