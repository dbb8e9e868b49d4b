//! What an engine makes of stamps, scrawls and dirt: words that are none, known by their signs, their length and the
//! engine's own confidence. They are set aside, so that no line of text is broken by them.

use super::lines::{Row, is_column_gap};
use super::{Sheet, Word};

/// Below this an engine is sure of no sign.
const UNSURE: f32 = 60.0;
/// Below this it guesses.
const GUESSED: f32 = 35.0;
/// A sign this much of a line's height behind a word belongs to it.
const GLUED: f32 = 0.6;
/// So few letters and digits are no line of their own.
const FEW: usize = 3;

/// A word lower than this share of the usual height is a speck, where it is as narrow or the engine guessed it.
const SPECK: f32 = 0.4;

/// Takes the specks out of a page: dots of dirt that an engine made letters of, however sure it is of them.
pub(super) fn take_specks(sheet: &mut Sheet) -> Vec<Word> {
    let mut heights: Vec<f32> =
        sheet.words.iter().filter(|word| letters(word) > 0).map(|word| word.place.height()).collect();
    heights.sort_by(f32::total_cmp);
    let Some(usual) = heights.get(heights.len() / 2).map(|usual| usual * SPECK) else { return Vec::new() };
    let is_speck = |word: &Word| {
        let guessed = word.confidence.is_some_and(|own| own < GUESSED);
        word.confidence.is_some()
            && letters(word) > 0
            && word.place.height() < usual
            && (word.place.width() < usual || guessed)
    };
    let (specks, words) = std::mem::take(&mut sheet.words).into_iter().partition(is_speck);
    sheet.words = words;
    specks
}

/// The scraps among rows of words, by their places in the page's list of words.
pub(super) fn scraps<'w>(rows: &[Row<'w>]) -> Vec<&'w Word> {
    let mut found = Vec::new();
    for row in rows {
        let whole = segments(row);
        let dirt = |segment: &Vec<&Word>| is_scrap_of_page(segment) || segment.iter().all(|word| letters(word) == 0);
        let alone = whole.iter().skip(1).all(dirt);
        for (index, segment) in whole.iter().enumerate() {
            if is_scrap_of_page(segment) && (index > 0 || alone) {
                found.extend(segment.iter().copied());
                continue;
            }
            found.extend((0..segment.len()).filter(|at| is_stray_sign(segment, *at, row)).map(|at| segment[at]));
        }
    }
    found
}

/// The scraps among the words of a table's cell: signs, fragments, and short guesses beside what the engine is sure of.
/// What stands alone in a cell stays, a running number above all.
pub(super) fn scraps_of_cell<'w>(rows: &[Row<'w>]) -> Vec<&'w Word> {
    let words = || rows.iter().flat_map(|row| &row.words);
    let sure = words().any(|word| letters(word) > 0 && word.confidence.is_some_and(|own| own >= UNSURE));
    let mut found = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|_| sure) {
        // A line of short guesses below others is what the engine made of dirt and rulings.
        let guesses = |word: &&Word| letters(word) < FEW && word.confidence.is_some_and(|own| own < GUESSED);
        if index > 0 && row.words.iter().all(guesses) {
            found.extend(row.words.iter().copied());
            continue;
        }
        for (at, word) in row.words.iter().copied().enumerate() {
            let bare = word.text.chars().all(|c| !c.is_ascii_digit() && !c.is_uppercase() && c != '/');
            let guess = letters(word) > 0
                && letters(word) < FEW
                && bare
                && word.confidence.is_some_and(|own| own < GUESSED / 2.0);
            if guess || is_stray_sign(&row.words, at, row) {
                found.push(word);
            }
        }
    }
    found
}

/// The words of a row, cut where a gap holds columns apart.
fn segments<'w>(row: &Row<'w>) -> Vec<Vec<&'w Word>> {
    let mut found: Vec<Vec<&Word>> = Vec::new();
    for word in &row.words {
        match found.last_mut() {
            Some(open) if open.last().is_none_or(|last| !is_column_gap(word.place.left - last.place.right, row)) => {
                open.push(word);
            }
            _ => found.push(vec![word]),
        }
    }
    found
}

fn letters(word: &Word) -> usize {
    // The modifiers of phonetics are no letters of a text: a circumflex alone is dirt.
    word.text.chars().filter(|c| c.is_alphanumeric() && !matches!(c, '\u{2B0}'..='\u{2FF}')).count()
}

/// True for a few letters alone of which the engine is not sure, and for a run of short guesses. A number is none: it
/// may be a page's, or a row's.
fn is_scrap_of_page(segment: &[&Word]) -> bool {
    let Some(confidences) = segment.iter().map(|word| word.confidence).collect::<Option<Vec<f32>>>() else {
        return false;
    };
    let count: usize = segment.iter().map(|word| letters(word)).sum();
    let digits = segment.iter().any(|word| {
        let bare = word.text.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit())
    });
    if count == 0 || digits {
        return false;
    }
    let mean = confidences.iter().sum::<f32>() / confidences.len() as f32;
    let guessed = confidences.iter().all(|own| *own < GUESSED) && segment.iter().all(|word| letters(word) <= 5);
    count <= FEW && mean < UNSURE || guessed
}

/// True for a sign that is no word's: not the dash at the head of an item, nor one between words, nor a stop behind one.
fn is_stray_sign(segment: &[&Word], at: usize, row: &Row) -> bool {
    let word = segment[at];
    let Some(confidence) = word.confidence else { return false };
    if letters(word) > 0 {
        let (before, after) = (at.checked_sub(1).map(|before| segment[before]), segment.get(at + 1));
        // Where a number is expected, it may be one that was misread.
        let numbers = before.is_some_and(|word| calls_for_number(&word.text))
            && !after.is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
        return at > 0 && segment.len() >= 3 && !numbers && is_fragment(word, confidence);
    }
    let text = word.text.trim();
    let is_word = |at: Option<usize>| at.and_then(|at| segment.get(at)).is_some_and(|word| letters(word) > 0);
    let (before, after) = (is_word(at.checked_sub(1)), is_word(Some(at + 1)));
    // A rule, room in a form, a table's line in an engine's text: what follows knows them.
    let drawn = text.chars().count() >= 3 && text.chars().all(|c| "-–—_=*~".contains(c));
    if drawn || text.starts_with("..") || text.contains(['…', '|', '/', '&', '%']) {
        return false;
    }
    if text.chars().all(|c| "-–—+~=_*•".contains(c)) {
        let bullet = after && segment[..at].iter().all(|word| letters(word) == 0);
        let between = before && after && confidence >= GUESSED && !text.contains(['=', '_', '~']);
        let broken = before && at + 1 == segment.len() && text == "-" && confidence >= UNSURE;
        return !(bullet || between || broken);
    }
    if matches!(text, "." | "," | ";" | ":") {
        let gap = at.checked_sub(1).map(|before| word.place.left - segment[before].place.right);
        let glued = gap.is_some_and(|gap| gap < (row.bottom - row.top) * GLUED);
        return !(before && glued && confidence >= UNSURE);
    }
    let quote = text.chars().all(|c| "“”\"()[]".contains(c));
    !(quote && confidence >= UNSURE)
}

/// True for a letter that an engine made of dirt between words: `năm h 2009`. Capitals may be an abbreviation, and digits
/// are never given up.
fn is_fragment(word: &Word, confidence: f32) -> bool {
    let plain = word.text.chars().all(|c| !c.is_uppercase() && !c.is_ascii_digit() && !"/()".contains(c));
    plain && letters(word) == 1 && confidence < GUESSED
}

fn calls_for_number(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    ["ngày", "tháng", "năm", "số", "điều", "khoản", "điểm", "chương", "mục", "phần"].contains(&bare.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::Rect;
    use super::super::lines::rows;
    use super::*;

    fn scraps_of(line: &[(&str, f32, f32)]) -> Vec<String> {
        let words: Vec<Word> = line
            .iter()
            .map(|(text, left, confidence)| {
                let right = left + 7.0 * text.chars().count() as f32;
                Word::new((*text).to_owned(), Rect { left: *left, top: 0.0, right, bottom: 12.0 }, 0)
                    .sure(Some(*confidence))
            })
            .collect();
        scraps(&rows(words.iter().collect())).iter().map(|word| word.text.clone()).collect()
    }

    #[test]
    fn dots_of_dirt_are_no_words() {
        let word = |text: &str, left: f32, width: f32, height: f32, sure: f32| {
            let place = Rect { left, top: 100.0 - height, right: left + width, bottom: 100.0 };
            Word::new(text.to_owned(), place, 0).sure(Some(sure))
        };
        let words = vec![
            word("quyền", 0.0, 60.0, 24.0, 95.0),
            word("v", 70.0, 2.0, 2.0, 93.0),
            word("hạn", 80.0, 40.0, 22.0, 95.0),
            // A label of which the engine saw the foot.
            word("5.", 130.0, 21.0, 3.0, 80.0),
            word("hán", 160.0, 51.0, 3.0, 11.0),
            word("cơ", 220.0, 30.0, 24.0, 95.0),
            word("cấu", 260.0, 40.0, 23.0, 95.0),
        ];
        let mut sheet = Sheet { width: 600.0, height: 800.0, words, ..Sheet::default() };
        let specks: Vec<String> = take_specks(&mut sheet).into_iter().map(|word| word.text).collect();
        assert_eq!(specks, ["v", "hán"]);
        assert_eq!(sheet.words.len(), 5);
    }

    #[test]
    fn signs_that_are_no_words() {
        assert_eq!(scraps_of(&[("-", 0.0, 40.0), ("Như", 12.0, 96.0), ("Điều", 40.0, 96.0), ("`", 75.0, 71.0)]), ["`"]);
        assert_eq!(
            scraps_of(&[("Tổ", 0.0, 96.0), ("chức", 20.0, 96.0), ("-", 55.0, 91.0), ("Hành", 65.0, 96.0)]),
            [""; 0]
        );
        assert_eq!(scraps_of(&[("Xi", 300.0, 20.0)]), ["Xi"]);
        assert_eq!(scraps_of(&[("năm", 0.0, 96.0), ("h", 30.0, 0.0), ("2009", 40.0, 96.0)]), ["h"]);
        assert_eq!(scraps_of(&[("_", 0.0, 50.0), ("-", 12.0, 80.0), ("Viện", 24.0, 96.0)]), ["_"]);
        assert_eq!(scraps_of(&[("2", 300.0, 20.0)]), [""; 0]);
    }
}
