//! hOCR: HTML of an OCR engine, the places in `title` attributes.

use super::{COARSE, Rect, Sheet, Word, last, length, source};
use crate::errors::{Code, Error};
use crate::package::{Element, Tree};
use crate::read::entry::{Entry, Kind};

pub(in crate::read) const FORMAT: Entry = Entry {
    key: "hocr",
    name: "hOCR",
    endings: &["hocr"],
    kind: Kind::Text { is: is_hocr, read: |text| source(sheets(&text)?) },
};

/// True where a text is hOCR.
fn is_hocr(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(8192.min(text.len()))];
    head.contains("ocr_page") || head.contains("ocr-system")
}

/// The pages.
///
/// # Errors
/// Where there is none.
pub(in crate::read) fn sheets(text: &str) -> Result<Vec<Sheet>, Error> {
    let tree = Tree::parse(text.as_bytes()).ok_or(Code::InputBroken.with("hOCR"))?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut number = 0;
    // A word within a word is part of it.
    let mut word_end = 0;
    for element in tree.root().descendants() {
        let Some(class) = element.attribute("class") else { continue };
        let place = || bounding_box(element.attribute("title").unwrap_or(""));
        match class {
            "ocr_page" => {
                let place = place().unwrap_or_default();
                let resolution = resolution(element.attribute("title").unwrap_or(""));
                let coarse = resolution.is_some_and(|own| own > 0.0 && own < COARSE);
                sheets.push(Sheet { width: place.right, height: place.bottom, coarse, ..Sheet::default() });
            }
            "ocr_separator" => {
                if let (Some(place), Some(sheet)) = (place(), sheets.last_mut()) {
                    sheet.rulings.push(place);
                }
            }
            "ocr_photo" => {
                if let (Some(place), Some(sheet)) = (place(), sheets.last_mut()) {
                    sheet.pictures.push(place);
                }
            }
            "ocr_line" | "ocr_header" | "ocr_textfloat" | "ocr_caption" => number += 1,
            "ocrx_word" | "ocr_word" => {
                if element.place().start < word_end {
                    continue;
                }
                word_end = element.place().end;
                let text = whole_text(element);
                let sheet = last(&mut sheets);
                let place = place().unwrap_or_else(|| sheet.behind());
                let sure = number_of(element.attribute("title").unwrap_or(""), "x_wconf ");
                sheet.words.push(Word::new(text, place, number).sure(sure));
            }
            _ => {}
        }
    }
    if sheets.is_empty() { Err(Code::InputBroken.with("hOCR")) } else { Ok(sheets) }
}

/// The text of an element and of what marks it up.
fn whole_text(element: Element) -> String {
    let mut text = String::new();
    let mut open: Vec<Element> = vec![element];
    while let Some(next) = open.pop() {
        text.push_str(next.own_text());
        let below = open.len();
        open.extend(next.contents());
        open[below..].reverse();
    }
    text.trim().to_owned()
}

/// `bbox 517 239 587 282; x_wconf 96`.
fn bounding_box(title: &str) -> Option<Rect> {
    let part = title.split(';').find_map(|part| part.trim().strip_prefix("bbox "))?;
    let mut numbers = part.split_whitespace().map(length);
    let mut next = || numbers.next().flatten();
    Some(Rect { left: next()?, top: next()?, right: next()?, bottom: next()? })
}

/// The first number of `scan_res 72 72`.
fn resolution(title: &str) -> Option<f32> {
    let part = title.split(';').find_map(|part| part.trim().strip_prefix("scan_res "))?;
    part.split_whitespace().next()?.parse().ok()
}

/// The number behind a name in such a title.
fn number_of(title: &str, name: &str) -> Option<f32> {
    title.split(';').find_map(|part| part.trim().strip_prefix(name))?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_how_it_was_scanned() {
        let page = |resolution: &str| {
            let text = format!("<html><div class='ocr_page' title='bbox 0 0 100 200{resolution}'></div></html>");
            sheets(&text).expect("a page")[0].coarse
        };
        assert!(page("; ppageno 0; scan_res 72 72"));
        assert!(!page("; scan_res 300 300") && !page("; scan_res 0 0") && !page(""));
    }
}
