//! The one form of text that all readers give.

use crate::model::composed;

/// NFC and `\n` line ends. Line by line, so that one decomposed line does not slow a whole file.
pub(super) fn normalised(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (body, end) = match line.strip_suffix('\n') {
            Some(body) => (body.strip_suffix('\r').unwrap_or(body), "\n"),
            None => (line, ""),
        };
        for (index, part) in body.split('\r').enumerate() {
            if index > 0 {
                out.push('\n');
            }
            out.push_str(&composed(part));
        }
        out.push_str(end);
    }
    out
}
