//! Where in a document.xml rows, cells and formulas are looked for.

use crate::package::Element;

/// How deep tables, boxes and controls may stand in each other; of deeper ones only the words are read.
pub(super) const DEEPEST: usize = 48;

/// The rows of a table, those inside content controls and insertions too.
pub(super) fn rows<'t>(element: Element<'t>, depth: usize) -> Vec<Element<'t>> {
    inner(element, "w:tr", depth)
}

/// The cells of a row, likewise.
pub(super) fn cells_of<'t>(row: Element<'t>, depth: usize) -> Vec<Element<'t>> {
    inner(row, "w:tc", depth)
}

fn inner<'t>(element: Element<'t>, name: &str, depth: usize) -> Vec<Element<'t>> {
    let mut found = Vec::new();
    for child in element.children().filter(|_| depth <= DEEPEST) {
        match child.name() {
            own if own == name => found.push(child),
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:smartTag" => {
                found.extend(inner(child, name, depth + 1))
            }
            _ => {}
        }
    }
    found
}

/// A character of a symbol font.
pub(super) fn symbol(code: &str) -> Option<char> {
    match u32::from_str_radix(code, 16).ok()? {
        0xF0B7 | 0xF0A7 | 0xB7 => Some('•'),
        0xF02D | 0x2D => Some('-'),
        0xF0E0 => Some('→'),
        code => char::from_u32(code),
    }
}

/// The letters of a formula, in the order in which they stand.
pub(super) fn math(element: Element, into: &mut String, depth: usize) {
    for child in element.children().filter(|_| depth <= DEEPEST) {
        if child.name() == "m:t" {
            into.push_str(&child.text());
        } else {
            math(child, into, depth + 1);
        }
    }
}
