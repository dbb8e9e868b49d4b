//! OpenDocument files: the bytes as a package, its parts (apart by zero bytes) as a package that is made here, a body as it
//! is written, and a body of elements made of the bytes. What is read keeps the invariants.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

const MIME: &[u8] = b"application/vnd.oasis.opendocument.text";

/// What stands around a body: the names of the elements, two styles and a list whose numbers are labels.
const HEAD: &str = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"><office:automatic-styles>\
    <style:style style:name=\"P\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"center\" fo:break-before=\"page\"/>\
    </style:style><style:style style:name=\"Q\" style:parent-style-name=\"P\"/><text:list-style style:name=\"L\">\
    <text:list-level-style-number text:level=\"1\" style:num-prefix=\"Điều \" style:num-suffix=\".\" style:num-format=\"1\"/>\
    <text:list-level-style-number text:level=\"2\" style:num-suffix=\")\" style:num-format=\"a\" text:start-value=\"3\"/>\
    </text:list-style></office:automatic-styles><office:body><office:text>";
const TAIL: &str = "</office:text></office:body></office:document-content>";

/// Elements with their attributes, of which a body is made.
const ELEMENTS: [(&str, &str); 16] = [
    ("text:p", ""),
    ("text:p", " text:style-name=\"P\""),
    ("text:h", " text:outline-level=\"1\" text:style-name=\"Q\""),
    ("text:span", ""),
    ("text:list", " text:style-name=\"L\" text:continue-numbering=\"true\""),
    ("text:list", ""),
    ("text:list-item", " text:start-value=\"7\""),
    ("table:table", ""),
    ("table:table-row", " table:number-rows-repeated=\"3\""),
    ("table:table-row", ""),
    ("table:table-cell", " table:number-columns-spanned=\"2\" table:number-rows-spanned=\"4\""),
    ("table:table-cell", " table:number-columns-repeated=\"2000000000\""),
    ("table:covered-table-cell", ""),
    ("text:note", ""),
    ("text:note-body", ""),
    ("draw:text-box", ""),
];

/// A body: of each byte an element begins or ends, or a word stands.
fn body(bytes: &[u8]) -> String {
    let (mut out, mut open) = (String::new(), Vec::new());
    for byte in bytes {
        match byte % 8 {
            0..=2 => {
                let (name, attributes) = ELEMENTS[usize::from(byte / 8) % ELEMENTS.len()];
                out.push_str(&format!("<{name}{attributes}>"));
                open.push(name);
            }
            3 | 4 => {
                if let Some(name) = open.pop() {
                    out.push_str(&format!("</{name}>"));
                }
            }
            5 => out.push_str(["<text:tab/>", "<text:s text:c=\"9\"/>", "<text:line-break/>", "<draw:image/>"][usize::from(byte / 64)]),
            _ => out.push_str(shared::WORDS[usize::from(byte / 4)]),
        }
    }
    open.iter().rev().for_each(|name| out.push_str(&format!("</{name}>")));
    out
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let made = |content: String| shared::parts(&[("mimetype", MIME), ("content.xml", content.as_bytes())]);
    let file = match kind % 3 {
        _ if bytes.starts_with(b"PK") => bytes.to_vec(),
        0 => {
            let names = ["content.xml", "styles.xml", "META-INF/manifest.xml"];
            let parts = names.into_iter().zip(rest.split(|byte| *byte == 0));
            let parts: Vec<(&str, &[u8])> = std::iter::once(("mimetype", MIME)).chain(parts).collect();
            shared::parts(&parts)
        }
        1 => made(format!("{HEAD}{}{TAIL}", String::from_utf8_lossy(rest))),
        _ => made(format!("{HEAD}{}{TAIL}", body(rest))),
    };
    if let Ok(parsed) = vanban::parse(&file) {
        shared::hold(&parsed);
    }
});
