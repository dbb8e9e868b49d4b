//! What Word asks of a part whatever was left out of it: a paragraph at the end of every cell, text box, header and
//! note, and a row in every table.

use super::parts::parts;
use crate::errors::Error;
use crate::package::{Edit, Element, Package, edited_parts};

/// The file with what is left empty settled.
pub(super) fn settled(file: Vec<u8>) -> Result<Vec<u8>, Error> {
    let names: Vec<String> = parts(&file)?.into_iter().map(|part| part.name).collect();
    let mut edits: Vec<(&str, Vec<Edit>)> = Vec::new();
    let mut package = Package::open(&file)?;
    for name in &names {
        let Some(tree) = package.xml(name)? else { continue };
        let own: Vec<Edit> = tree.root().descendants().chain([tree.root()]).filter_map(settle).collect();
        if !own.is_empty() {
            edits.push((name, own));
        }
    }
    if edits.is_empty() { Ok(file) } else { edited_parts(&file, &edits) }
}

fn settle(element: Element) -> Option<Edit> {
    match element.name() {
        "w:tc" | "w:txbxContent" | "w:hdr" | "w:ftr" | "w:footnote" | "w:endnote" => {
            let is_block = |child: &Element| matches!(child.name(), "w:p" | "w:tbl" | "w:sdt" | "w:customXml");
            let last = element.children().filter(is_block).last();
            let ends = last.is_some_and(|last| last.name() != "w:tbl" || element.name() != "w:tc" && rows(last));
            if ends {
                return None;
            }
            // What holds nothing may be written as one tag.
            let Some(inner) = element.contents().last() else {
                let name = element.name();
                return Some(Edit { range: element.place(), text: format!("<{name}><w:p/></{name}>") });
            };
            let at = inner.place().end;
            Some(Edit { range: at..at, text: "<w:p/>".to_owned() })
        }
        "w:tbl" if !rows(element) => Some(Edit { range: element.place(), text: String::new() }),
        _ => None,
    }
}

/// True where a table has a row.
fn rows(table: Element) -> bool {
    table.descendants().any(|element| element.name() == "w:tr")
}
