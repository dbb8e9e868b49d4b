//! A value as what stands inside a text of a Word file.

use crate::package::escape;

/// The marks around text in which nothing is markup.
pub(super) const CDATA: (&str, &str) = ("<![CDATA[", "]]>");

/// A value as what stands inside a `w:t`: line ends become breaks.
pub(super) fn content(value: &str, cdata: bool) -> String {
    let (open, close) = if cdata { CDATA } else { ("", "") };
    let mut out = String::from(close);
    for (index, line) in value.replace("\r\n", "\n").replace('\r', "\n").split('\n').enumerate() {
        if index > 0 {
            out.push_str("</w:t><w:br/><w:t xml:space=\"preserve\">");
        }
        for (index, text) in line.split('\t').enumerate() {
            if index > 0 {
                out.push_str("</w:t><w:tab/><w:t xml:space=\"preserve\">");
            }
            out.push_str(&escape(text));
        }
    }
    out + open
}
