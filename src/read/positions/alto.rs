//! ALTO: an XML of pages, lines and strings. Measures are those of the file.

use super::{Rect, Sheet, Word, last, length, source};
use crate::errors::{Code, Error};
use crate::package::{Element, Tree};
use crate::read::entry::{Entry, Kind};

pub(in crate::read) const FORMAT: Entry = Entry {
    key: "alto",
    name: "ALTO",
    endings: &[],
    kind: Kind::Text { is: is_alto, read: |text| source(sheets(&text)?) },
};

/// True where a text is ALTO.
fn is_alto(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(2048.min(text.len()))];
    head.contains("<alto")
}

/// The pages.
///
/// # Errors
/// Where there is none.
pub(in crate::read) fn sheets(text: &str) -> Result<Vec<Sheet>, Error> {
    let tree = Tree::parse(text.as_bytes()).ok_or(Code::InputBroken.with("ALTO"))?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut number = 0;
    for element in tree.root().descendants() {
        let measure = |name: &str| element.attribute(name).and_then(length);
        match element.local_name() {
            "Page" => {
                let (width, height) = (measure("WIDTH").unwrap_or(0.0), measure("HEIGHT").unwrap_or(0.0));
                sheets.push(Sheet { width, height, ..Sheet::default() });
            }
            "TextLine" => number += 1,
            "String" => {
                let text = element.attribute("CONTENT").unwrap_or("").to_owned();
                let sheet = last(&mut sheets);
                let place = place(element).unwrap_or_else(|| sheet.behind());
                let sure = measure("WC").map(|share| share * 100.0);
                sheet.words.push(Word::new(text, place, number).sure(sure));
            }
            // The hyphen at a line's end, which ALTO keeps apart from the word.
            "HYP" => {
                if let Some(word) = sheets.last_mut().and_then(|sheet| sheet.words.last_mut()) {
                    word.text.push_str(element.attribute("CONTENT").unwrap_or("-"));
                }
            }
            "Illustration" => {
                if let (Some(place), Some(sheet)) = (place(element), sheets.last_mut()) {
                    sheet.pictures.push(place);
                }
            }
            "GraphicalElement" => {
                if let (Some(place), Some(sheet)) = (place(element), sheets.last_mut()) {
                    sheet.rulings.push(place);
                }
            }
            _ => {}
        }
    }
    if sheets.is_empty() { Err(Code::InputBroken.with("ALTO")) } else { Ok(sheets) }
}

fn place(element: Element) -> Option<Rect> {
    let measure = |name: &str| element.attribute(name).and_then(length);
    let (left, top) = (measure("HPOS")?, measure("VPOS")?);
    Some(Rect { left, top, right: left + measure("WIDTH")?, bottom: top + measure("HEIGHT")? })
}
