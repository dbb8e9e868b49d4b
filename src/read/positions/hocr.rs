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
    let mut turned = 0.0;
    for element in tree.root().descendants() {
        let Some(class) = element.attribute("class") else { continue };
        let place = || bounding_box(element.attribute("title").unwrap_or(""));
        match class {
            "ocr_page" => {
                let place = place().unwrap_or_default();
                let resolution = resolution(element.attribute("title").unwrap_or(""));
                turned = number_of(element.attribute("title").unwrap_or(""), "x_turned ").unwrap_or(0.0);
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
                let drawn = turned_back(&place, turned, (sheet.width, sheet.height));
                sheet.words.push(Word { drawn, ..Word::new(text, place, number).sure(sure) });
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

/// A place of a page that was turned clockwise by so many degrees around its middle, on the page as it is, of a size.
fn turned_back(place: &Rect, degrees: f32, (width, height): (f32, f32)) -> Rect {
    if degrees == 0.0 {
        return *place;
    }
    // A page on its side is as wide as it was high.
    let lies = (degrees / 90.0).round() as i32 % 2 != 0;
    let (across, down) = if lies { (height, width) } else { (width, height) };
    let (sine, cosine) = degrees.to_radians().sin_cos();
    // A slanted box is taken for level in the middle of its word: words are small, and boxes stay tight.
    let (half_wide, half_high) = (place.width() / 2.0, place.height() / 2.0);
    let (half_wide, half_high) = if lies { (half_high, half_wide) } else { (half_wide, half_high) };
    let (x, y) = place.middle();
    let (right, low) = (x - across / 2.0, y - down / 2.0);
    // No `clamp`: it panics where a file gives a page a size below nothing.
    let x = (right * cosine + low * sine + width / 2.0).min(width).max(0.0);
    let y = (low * cosine - right * sine + height / 2.0).min(height).max(0.0);
    Rect {
        left: (x - half_wide).max(0.0),
        top: (y - half_high).max(0.0),
        right: (x + half_wide).min(width),
        bottom: (y + half_high).min(height),
    }
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
    fn a_word_of_a_turned_page_stands_where_the_page_shows_it() {
        let back = |degrees: f32| {
            let place = Rect { left: 10.0, top: 20.0, right: 30.0, bottom: 26.0 };
            let own = turned_back(&place, degrees, (100.0, 200.0));
            [own.left, own.top, own.right, own.bottom].map(|own| own.round() as i32)
        };
        assert_eq!(back(0.0), [10, 20, 30, 26]);
        assert_eq!(back(180.0), [70, 174, 90, 180]);
        // Turned by a quarter the page is 200 wide: its left edge was the lower one.
        assert_eq!(back(90.0), [20, 170, 26, 190]);
        assert_eq!(back(270.0), [74, 10, 80, 30]);
        // 30 left and 77 above the middle: 2.7 further left, 1.1 lower.
        assert_eq!(back(2.0), [7, 21, 27, 27]);
    }

    #[test]
    fn a_turned_page_without_a_size_has_words_all_the_same() {
        for (page, degrees) in [("0 0 -5 -9", "3"), ("0 0 0 0", "90"), ("0 0 100 200", "1e38"), ("x", "NaN")] {
            let word = "<span class='ocrx_word' title='bbox 10 20 30 26'>Số</span>";
            let title = format!("bbox {page}; x_turned {degrees}");
            let read = sheets(&format!("<html><div class='ocr_page' title='{title}'>{word}</div></html>"));
            assert_eq!(read.expect("a page")[0].words.len(), 1, "{title}");
        }
    }

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
