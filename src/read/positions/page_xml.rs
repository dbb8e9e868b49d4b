//! PAGE XML: regions, lines and words of a page as transcription tools write them (schema `PcGts`). Places are in pixels of
//! the picture. A line whose words have no places of their own is shared among them by their letters.

use super::{Rect, Sheet, Word, last, length, source};
use crate::errors::{Code, Error};
use crate::package::{Element, Tree};
use crate::read::entry::{Entry, Kind};

pub(in crate::read) const FORMAT: Entry = Entry {
    key: "page",
    name: "PAGE XML",
    endings: &[],
    kind: Kind::Text { is: is_page, read: |text| source(sheets(&text)?) },
};

/// True where a text is PAGE XML.
fn is_page(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(2048.min(text.len()))];
    head.contains("PcGts")
}

/// The pages.
///
/// # Errors
/// Where there is none.
fn sheets(text: &str) -> Result<Vec<Sheet>, Error> {
    let tree = Tree::parse(text.as_bytes()).ok_or(Code::InputBroken.with("PAGE XML"))?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut number = 0;
    for element in tree.root().descendants() {
        match element.local_name() {
            "Page" => {
                let measure = |name: &str| element.attribute(name).and_then(length).unwrap_or(0.0);
                let (width, height) = (measure("imageWidth"), measure("imageHeight"));
                sheets.push(Sheet { width, height, ..Sheet::default() });
            }
            "TextLine" => {
                number += 1;
                line(element, number, last(&mut sheets));
            }
            "ImageRegion" | "GraphicRegion" => {
                if let (Some(place), Some(sheet)) = (place(element), sheets.last_mut()) {
                    sheet.pictures.push(place);
                }
            }
            "SeparatorRegion" => {
                if let (Some(place), Some(sheet)) = (place(element), sheets.last_mut()) {
                    sheet.rulings.push(place);
                }
            }
            _ => {}
        }
    }
    if sheets.is_empty() { Err(Code::InputBroken.with("PAGE XML")) } else { Ok(sheets) }
}

/// The words of a line: its own, or those of its text.
fn line(element: Element, number: u32, sheet: &mut Sheet) {
    let before = sheet.words.len();
    for word in children(element, "Word") {
        let Some((text, sure)) = reading(word) else { continue };
        let place = place(word).unwrap_or_else(|| sheet.behind());
        sheet.words.push(Word::new(text, place, number).sure(sure));
    }
    if sheet.words.len() > before {
        return;
    }
    let Some((text, sure)) = reading(element) else { return };
    let whole = place(element).unwrap_or_else(|| sheet.behind());
    let letters = text.chars().count().max(1) as f32;
    let each = (whole.right - whole.left) / letters;
    let mut at = 0;
    for part in text.split(' ') {
        let long = part.chars().count();
        if long > 0 {
            let (left, right) = (whole.left + each * at as f32, whole.left + each * (at + long) as f32);
            sheet.words.push(Word::new(part.to_owned(), Rect { left, right, ..whole }, number).sure(sure));
        }
        at += long + 1;
    }
}

/// The best reading of a line or word, `TextEquiv` of the lowest index, and how sure it is, in per cent.
fn reading(element: Element) -> Option<(String, Option<f32>)> {
    let index = |own: &Element| own.attribute("index").and_then(|index| index.parse::<u32>().ok()).unwrap_or(0);
    let best = children(element, "TextEquiv").min_by_key(index)?;
    let text = children(best, "Unicode").next()?.text();
    let sure = best.attribute("conf").and_then(length).map(|share| share * 100.0);
    (!text.trim().is_empty()).then_some((text, sure))
}

fn children<'t>(element: Element<'t>, name: &'static str) -> impl Iterator<Item = Element<'t>> {
    element.children().filter(move |child| child.local_name() == name)
}

/// The box around the points of an element: `Coords points="10,20 300,20 300,60 10,60"`.
fn place(element: Element) -> Option<Rect> {
    let points = children(element, "Coords").next()?.attribute("points")?;
    let point = |pair: &str| -> Option<(f32, f32)> {
        let (x, y) = pair.split_once(',')?;
        Some((length(x)?, length(y)?))
    };
    let mut points = points.split_whitespace().filter_map(point);
    let (x, y) = points.next()?;
    let first = Rect { left: x, top: y, right: x, bottom: y };
    Some(points.fold(first, |around, (x, y)| Rect {
        left: around.left.min(x),
        top: around.top.min(y),
        right: around.right.max(x),
        bottom: around.bottom.max(y),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINTS: &str = "points='100,200 500,200 500,240 100,240'";

    fn page(lines: &str) -> String {
        format!(
            "<?xml version='1.0'?><pc:PcGts xmlns:pc='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'>\
             <pc:Page imageWidth='1240' imageHeight='1754'><pc:TextRegion>{lines}</pc:TextRegion></pc:Page></pc:PcGts>"
        )
    }

    #[test]
    fn words_have_their_places_and_the_best_reading() {
        let text = page(&format!(
            "<pc:TextLine><pc:Coords {POINTS}/><pc:Word><pc:Coords points='100,200 180,204 178,240'/>\
             <pc:TextEquiv index='1'><pc:Unicode>Diéu</pc:Unicode></pc:TextEquiv>\
             <pc:TextEquiv index='0' conf='0.9'><pc:Unicode>Điều</pc:Unicode></pc:TextEquiv></pc:Word></pc:TextLine>"
        ));
        let sheets = sheets(&text).expect("a page");
        assert_eq!((sheets.len(), sheets[0].width, sheets[0].height), (1, 1240.0, 1754.0));
        let word = &sheets[0].words[0];
        assert_eq!(word.text, "Điều");
        assert_eq!(word.place, Rect { left: 100.0, top: 200.0, right: 180.0, bottom: 240.0 });
        assert!(word.confidence.is_some_and(|sure| (sure - 90.0).abs() < 0.1));
    }

    #[test]
    fn the_text_of_a_line_is_shared_among_its_words() {
        let text = page(&format!(
            "<pc:TextLine><pc:Coords {POINTS}/><pc:TextEquiv><pc:Unicode>Điều 1. Giao</pc:Unicode></pc:TextEquiv></pc:TextLine>\
             <pc:TextLine><pc:TextEquiv><pc:Unicode>không có chỗ</pc:Unicode></pc:TextEquiv></pc:TextLine>"
        ));
        let sheets = sheets(&text).expect("a page");
        let words: Vec<&str> = sheets[0].words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["Điều", "1.", "Giao", "không", "có", "chỗ"]);
        let lefts: Vec<f32> = sheets[0].words.iter().take(3).map(|word| word.place.left.round()).collect();
        assert_eq!(lefts, [100.0, 267.0, 367.0]);
    }

    #[test]
    fn separators_are_lines_and_a_file_without_pages_is_an_error() {
        let rule = page("").replace(
            "</pc:TextRegion>",
            "</pc:TextRegion><pc:SeparatorRegion><pc:Coords points='0,9 90,9 90,11 0,11'/></pc:SeparatorRegion>",
        );
        assert_eq!(sheets(&rule).expect("a page")[0].rulings.len(), 1);
        assert!(sheets("<PcGts></PcGts>").is_err());
    }
}
