//! Words of a PDF that nobody sees: white ones, ones beyond the page's edges. They are set aside.

use super::super::positions::{Rect, Sheet};
use super::super::rulings::Picture;

/// A word's place on the picture has ink where its dots differ by more than this.
const CONTRAST: u8 = 12;
/// Of the words of a page no more than this share is hidden on purpose.
const MANY: f32 = 0.4;

/// Sets aside the words that stand beyond the page's edges.
pub(super) fn take_outside(sheet: &mut Sheet) {
    let (width, height) = (sheet.width, sheet.height);
    if width <= 0.0 || height <= 0.0 {
        return;
    }
    let is_outside = |place: &Rect| place.right < 0.0 || place.left > width || place.bottom < 0.0 || place.top > height;
    let (outside, words) = std::mem::take(&mut sheet.words).into_iter().partition(|word| is_outside(&word.place));
    sheet.words = words;
    sheet.hidden.extend::<Vec<_>>(outside);
}

/// Sets aside the words at whose place the picture of the page has nothing. Where that is so of many words, the picture
/// lacks their typeface, and all are kept.
pub(super) fn take_inkless(sheet: &mut Sheet, picture: &Picture) {
    if sheet.width <= 0.0 || sheet.height <= 0.0 {
        return;
    }
    let (across, down) = (picture.width as f32 / sheet.width, picture.height as f32 / sheet.height);
    let unseen: Vec<bool> = sheet.words.iter().map(|word| !has_ink(picture, &word.place, (across, down))).collect();
    let count = unseen.iter().filter(|own| **own).count();
    if count == 0 || count as f32 > unseen.len() as f32 * MANY {
        return;
    }
    for (word, unseen) in std::mem::take(&mut sheet.words).into_iter().zip(unseen) {
        if unseen { sheet.hidden.push(word) } else { sheet.words.push(word) }
    }
}

/// True where the dots of a place differ.
fn has_ink(picture: &Picture, place: &Rect, (across, down): (f32, f32)) -> bool {
    let dot = |length: f32, most: usize| (length.max(0.0) as usize).min(most);
    let columns = dot(place.left * across, picture.width)..dot((place.right * across).ceil(), picture.width);
    let rows = dot(place.top * down, picture.height)..dot((place.bottom * down).ceil(), picture.height);
    let mut range = (u8::MAX, 0);
    for row in rows {
        for dot in picture.dots.get(row * picture.width..).and_then(|row| row.get(columns.clone())).unwrap_or_default()
        {
            range = (range.0.min(*dot), range.1.max(*dot));
        }
    }
    range.1.saturating_sub(range.0) > CONTRAST
}

#[cfg(test)]
mod tests {
    use super::super::super::positions::Word;
    use super::*;

    fn page(places: &[(f32, f32)]) -> Sheet {
        let word = |(left, top): &(f32, f32)| {
            let place = Rect { left: *left, top: *top, right: left + 20.0, bottom: top + 10.0 };
            Word::new(format!("{left} {top}"), place, 0)
        };
        Sheet { width: 100.0, height: 200.0, words: places.iter().map(word).collect(), ..Sheet::default() }
    }

    fn texts(words: &[Word]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn words_beyond_the_page_are_set_aside() {
        let mut sheet = page(&[(10.0, 10.0), (-30.0, 10.0), (95.0, 195.0), (10.0, 300.0), (150.0, 10.0)]);
        take_outside(&mut sheet);
        assert_eq!(texts(&sheet.words), ["10 10", "95 195"]);
        assert_eq!(texts(&sheet.hidden), ["-30 10", "10 300", "150 10"]);
    }

    #[test]
    fn words_without_ink_are_set_aside_unless_they_are_many() {
        let picture = |inked: &[(usize, usize)]| {
            let mut dots = vec![255u8; 200 * 400];
            inked.iter().for_each(|(x, y)| dots[y * 200 + x] = 200);
            Picture { width: 200, height: 400, dots }
        };
        let places = [(10.0, 10.0), (10.0, 50.0), (10.0, 90.0)];
        let mut sheet = page(&places);
        take_inkless(&mut sheet, &picture(&[(30, 30), (30, 190)]));
        assert_eq!((texts(&sheet.words), texts(&sheet.hidden)), (vec!["10 10", "10 90"], vec!["10 50"]));
        let mut sheet = page(&places);
        take_inkless(&mut sheet, &picture(&[(30, 30)]));
        assert_eq!((sheet.words.len(), sheet.hidden.len()), (3, 0));
    }
}
