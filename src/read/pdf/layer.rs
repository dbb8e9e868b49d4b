//! Whether the text layer of a page holds, or the page is to be recognised anew: each page is judged by itself.

use super::super::positions::Sheet;
use super::super::rulings::Picture;
use super::glyphs::UNKNOWN;
use super::pictures::{COVERED, Placed, covered};

/// Fewer letters are no page of text where a picture covers the page: a stamp's text, or a running head.
const FEW_LETTERS: usize = 200;
/// Vietnamese text has about one letter in four with a mark; another engine's bad layer has far fewer.
const MARKED: f32 = 0.10;
/// Where more than this share of a page's letters are unknown, its picture tells more than its text.
const UNKNOWN_LETTERS: f32 = 0.02;
/// A dot darker than this is ink.
const DARK: u8 = 140;
/// A page without words has drawn letters where more than this share of it is ink; fewer dots are dirt.
const DRAWN: f32 = 0.001;

/// What a page is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// Its text layer.
    Text,
    /// Its picture.
    Picture,
    /// It has no words; its picture, where there is ink on it.
    Ink,
}

/// Judges the layer of a page by its words and pictures.
pub(super) fn layer(sheet: &Sheet, pictures: &[Placed]) -> Layer {
    let (all, marked) = letters(sheet);
    let unknown = sheet.words.iter().flat_map(|word| word.text.chars()).filter(|own| *own == UNKNOWN).count();
    if unknown as f32 > (all + unknown) as f32 * UNKNOWN_LETTERS {
        return Layer::Picture;
    }
    if all >= FEW_LETTERS {
        return if marked as f32 >= all as f32 * MARKED { Layer::Text } else { Layer::Picture };
    }
    if covered(pictures, (sheet.width, sheet.height)) >= COVERED {
        return Layer::Picture;
    }
    // The end of a document, or a page of figures: few letters, and all of them are there.
    if sheet.words.is_empty() { Layer::Ink } else { Layer::Text }
}

/// True where a page's picture has more than dirt on it.
pub(super) fn has_ink(picture: &Picture) -> bool {
    let ink = picture.dots.iter().filter(|dot| **dot < DARK).count();
    ink as f32 > picture.dots.len() as f32 * DRAWN
}

/// Letters of a page, and those among them with a Vietnamese mark.
fn letters(sheet: &Sheet) -> (usize, usize) {
    let all = sheet.words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic());
    all.fold((0, 0), |(all, marked), c| (all + 1, marked + usize::from(is_marked(c))))
}

fn is_marked(c: char) -> bool {
    matches!(c, '\u{1EA0}'..='\u{1EF9}') || "ăâđêôơưàáãèéìíòóõùúýĂÂĐÊÔƠƯÀÁÃÈÉÌÍÒÓÕÙÚÝĨĩŨũ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::super::super::positions::{Rect, Word};
    use super::*;

    const SCAN: &[Placed] = &[Placed { width: 1654.0, height: 2339.0, across: 595.0, down: 842.0 }];

    fn page(text: &str) -> Sheet {
        let word = |text: &str| Word::new(text.to_owned(), Rect::default(), 0);
        Sheet { width: 595.0, height: 842.0, words: text.split_whitespace().map(word).collect(), ..Sheet::default() }
    }

    #[test]
    fn a_page_is_judged_by_itself() {
        let text = "Điều 1. Thành lập Ban Chỉ đạo xây dựng đô thị văn minh. ".repeat(10);
        for (text, pictures, expected) in [
            // Typed, with or without a picture behind it.
            (text.as_str(), &[][..], Layer::Text),
            (&text, SCAN, Layer::Text),
            // The layer of another engine.
            (&"Dieu 1. Thanh lip Ban Chi dgo xiy dung do thj van minh. ".repeat(10), SCAN, Layer::Picture),
            // A scan with nothing, with a signature's stamp, with a running head.
            ("", SCAN, Layer::Picture),
            ("Ký bởi: Ủy ban nhân dân tỉnh 02/4/2026 08:15:00", SCAN, Layer::Picture),
            ("2", SCAN, Layer::Picture),
            // The end of a document, a table of figures, a page that was left empty.
            ("Nơi nhận: Như Điều 3; Lưu: VT.", &[], Layer::Text),
            (&"12.500 ".repeat(300), &[], Layer::Text),
            ("", &[], Layer::Ink),
            // Letters of which the file does not say what they are.
            (&text.replace("ô", "\u{FFFD}"), &[], Layer::Picture),
        ] {
            assert_eq!(layer(&page(text), pictures), expected, "{text}");
        }
    }

    #[test]
    fn letters_that_are_drawn_are_ink_and_dirt_is_none() {
        let picture = |dark: usize| {
            let mut dots = vec![255u8; 10_000];
            dots[..dark].fill(0);
            Picture { width: 100, height: 100, dots }
        };
        assert!(has_ink(&picture(100)) && !has_ink(&picture(5)) && !has_ink(&picture(0)));
    }
}
