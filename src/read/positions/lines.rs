//! Rows of words: a turned page straightened, words of one height put together, paragraphs found by indents and gaps.

use super::{Rect, Sheet, Word};

/// The gap, in heights of a row, that holds columns apart; justified lines have up to about one.
const COLUMN_GAP: f32 = 1.9;
/// A row that ends this share of the width before the right margin is short.
const SHORT: f32 = 0.12;
/// Rows whose distance is this much more than the usual one stand apart.
const APART: f32 = 1.5;

/// The most words of a row: a page where more stand at one height is none that somebody wrote.
const MOST_IN_ROW: usize = 1000;

/// Words that stand on one line, from the left.
pub(super) struct Row<'w> {
    pub words: Vec<&'w Word>,
    pub top: f32,
    pub bottom: f32,
    /// Where the middle of its words lies: a dash and a comma are no measure.
    middle: f32,
    /// The usual height of its words.
    height: f32,
}

impl<'w> Row<'w> {
    fn new(words: Vec<&'w Word>) -> Self {
        let tall = |word: &&&Word| word.text.chars().any(char::is_alphanumeric);
        let mut middles: Vec<f32> = words.iter().filter(tall).map(|word| word.place.middle().1).collect();
        if middles.is_empty() {
            middles = words.iter().map(|word| word.place.middle().1).collect();
        }
        let mut heights: Vec<f32> = words.iter().map(|word| word.place.height()).collect();
        Self {
            top: words.iter().map(|word| word.place.top).fold(f32::MAX, f32::min),
            bottom: words.iter().map(|word| word.place.bottom).fold(f32::MIN, f32::max),
            middle: middle(&mut middles),
            height: middle(&mut heights).max(1.0),
            words,
        }
    }
    fn left(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.place.left)
    }

    fn right(&self) -> f32 {
        self.words.last().map_or(0.0, |word| word.place.right)
    }
}

/// What a page's rows have in common.
pub(super) struct Margins {
    left: f32,
    right: f32,
    /// From the top of a row to the top of the next.
    pitch: f32,
    /// The width of a usual character.
    character: f32,
}

fn middle(values: &mut [f32]) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Turns a page back by the slope of its engine's own lines: a scan is seldom straight.
pub(super) fn straighten(sheet: &mut Sheet) {
    let mut slopes: Vec<f32> = Vec::new();
    let mut at = 0;
    while at < sheet.words.len() {
        let line = sheet.words[at].line;
        let end = sheet.words[at..].iter().position(|word| word.line != line).map_or(sheet.words.len(), |end| at + end);
        let (first, last) = (&sheet.words[at].place, &sheet.words[end - 1].place);
        let run = last.left - first.left;
        if run > sheet.width / 3.0 {
            slopes.push((last.middle().1 - first.middle().1) / run);
        }
        at = end;
    }
    if slopes.len() < 3 {
        return;
    }
    let slope = middle(&mut slopes);
    // Less than a point over the page: nothing to straighten.
    if slope.abs() < 0.0006 || slope.abs() > 0.1 {
        return;
    }
    let turn = |place: &mut Rect| {
        let (x, y) = place.middle();
        let (down, across) = (-slope * x, slope * y);
        place.top += down;
        place.bottom += down;
        place.left += across;
        place.right += across;
    };
    sheet.words.iter_mut().for_each(|word| turn(&mut word.place));
    sheet.rulings.iter_mut().for_each(|ruling| {
        // A turned line is as thick as it is turned: give it back its thickness.
        let thin = |from: &mut f32, to: &mut f32, length: f32| {
            let spare = (slope.abs() * length).min((*to - *from - 1.0).max(0.0));
            *from += spare / 2.0;
            *to -= spare / 2.0;
        };
        let (width, height) = (ruling.width(), ruling.height());
        if width > height {
            thin(&mut ruling.top, &mut ruling.bottom, width);
        } else {
            thin(&mut ruling.left, &mut ruling.right, height);
        }
        turn(ruling);
    });
}

/// Words put together in rows, from the top. What an engine put on one line stays together as far as no gap of columns
/// cuts it: the columns of a closing have lines of their own heights.
pub(super) fn rows(words: Vec<&Word>) -> Vec<Row<'_>> {
    let mut segments: Vec<Row> = segments(words);
    segments.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    let mut rows: Vec<Row> = Vec::new();
    for segment in segments {
        let (y, height) = (segment.middle, segment.height);
        // Only the last rows can take it: the segments come from the top down.
        let own = rows.iter_mut().rev().take(3).find(|row| {
            let near = (row.middle - y).abs() < row.height.min(height) * 0.55;
            near && row.words.len() < MOST_IN_ROW
                && row.words.iter().all(|a| segment.words.iter().all(|b| !overlaps(&a.place, &b.place)))
        });
        match own {
            Some(row) => {
                let mut words = std::mem::take(&mut row.words);
                words.extend(segment.words);
                *row = Row::new(words);
            }
            None => rows.push(segment),
        }
    }
    rows.iter_mut().for_each(|row| row.words.sort_by(|a, b| a.place.left.total_cmp(&b.place.left)));
    rows.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    rows
}

/// The engine's lines, cut where columns are held apart.
fn segments(words: Vec<&Word>) -> Vec<Row<'_>> {
    let mut found: Vec<Row> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let line = words[at].line;
        let end = words[at..].iter().position(|word| word.line != line).map_or(words.len(), |end| at + end);
        let mut own: Vec<&Word> = words[at..end].to_vec();
        own.sort_by(|a, b| a.place.left.total_cmp(&b.place.left));
        let mut heights: Vec<f32> = own.iter().map(|word| word.place.height()).collect();
        let room = middle(&mut heights).max(1.0) * COLUMN_GAP;
        let together = own.chunk_by(|a, b| b.place.left - a.place.right <= room);
        let limited = together.flat_map(|segment| segment.chunks(MOST_IN_ROW));
        found.extend(limited.map(|segment| Row::new(segment.to_vec())));
        at = end;
    }
    found
}

fn overlaps(a: &Rect, b: &Rect) -> bool {
    a.left < b.right - 1.0 && b.left < a.right - 1.0
}

/// Margins, pitch and width of characters of a page.
pub(super) fn margins(rows: &[Row]) -> Margins {
    let mut lefts: Vec<f32> = rows.iter().map(Row::left).collect();
    let mut rights: Vec<f32> = rows.iter().map(Row::right).collect();
    lefts.sort_by(f32::total_cmp);
    rights.sort_by(f32::total_cmp);
    let at = |values: &[f32], share: usize| values.get(values.len() * share / 100).copied().unwrap_or(0.0);
    let mut pitches: Vec<f32> =
        rows.windows(2).map(|pair| pair[1].top - pair[0].top).filter(|own| *own > 0.0).collect();
    let (mut width, mut count) = (0.0, 0);
    for word in rows.iter().flat_map(|row| &row.words) {
        width += word.place.width();
        count += word.text.chars().count();
    }
    Margins {
        left: at(&lefts, 10),
        right: at(&rights, 90),
        pitch: middle(&mut pitches),
        character: (width / count.max(1) as f32).max(0.1),
    }
}

/// The blanks that stand for a row's indent.
pub(super) fn indent(row: &Row, margins: &Margins) -> usize {
    (((row.left() - margins.left) / margins.character).round().max(0.0) as usize).min(120)
}

/// True where a gap within a row holds columns apart.
pub(super) fn is_column_gap(gap: f32, row: &Row) -> bool {
    gap > row.height * COLUMN_GAP
}

fn is_centred(row: &Row, margins: &Margins) -> bool {
    let (left, right) = (row.left() - margins.left, margins.right - row.right());
    let room = margins.right - margins.left;
    left > room * 0.06 && right > room * 0.06 && (left - right).abs() < room * 0.08
}

/// True where a row surely begins a paragraph: it is indented, or the row before it ended early. Where this does not tell,
/// the words do.
pub(super) fn begins(before: &Row, row: &Row, margins: &Margins) -> bool {
    if gap(before, row, margins) {
        return true;
    }
    let room = (margins.right - margins.left).max(1.0);
    // No paragraph begins with a small letter where the one before has not ended; `a)` is a label.
    let first = row.words.first().map_or("", |word| word.text.as_str());
    let ended = before.words.last().is_none_or(|word| word.text.ends_with(['.', ';', ':']));
    if first.starts_with(char::is_lowercase) && !ended && !begins_item(first) {
        return false;
    }
    if is_centred(row, margins) || is_centred(before, margins) {
        return false;
    }
    let indented = row.left() - margins.left > room * 0.03 && row.left() - before.left() > room * 0.03;
    let ended = before.right() < margins.right - room * SHORT;
    indented || ended
}

/// True where more than the usual distance stands between two rows.
pub(super) fn gap(before: &Row, row: &Row, margins: &Margins) -> bool {
    row.top - before.top > margins.pitch * APART && margins.pitch > 0.0
}

/// `-`, `+`, `1.`, `a)` at the head of a line of a cell.
pub(super) fn begins_item(word: &str) -> bool {
    let mark = matches!(word, "-" | "+" | "•" | "–" | "*");
    let number = word.strip_suffix(['.', ')']).is_some_and(|number| {
        !number.is_empty()
            && number.len() <= 2
            && (number.parse::<u8>().is_ok() || number.chars().all(char::is_lowercase))
    });
    mark || number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f32, top: f32, line: u32) -> Word {
        let width = text.chars().count() as f32 * 6.0;
        Word::new(text.to_owned(), Rect { left, top, right: left + width, bottom: top + 10.0 }, line)
    }

    #[test]
    fn a_turned_page_reads_row_by_row() {
        // Three lines of three words, turned by one degree.
        let slope = 0.0175;
        let mut words = Vec::new();
        for line in 0..3u32 {
            for (index, text) in ["một", "hai", "ba"].iter().enumerate() {
                let left = index as f32 * 250.0;
                words.push(word(text, left, 100.0 + line as f32 * 14.0 + left * slope, line));
            }
        }
        let mut sheet = Sheet { width: 600.0, height: 800.0, words, ..Sheet::default() };
        straighten(&mut sheet);
        let rows = rows(sheet.words.iter().collect());
        let read: Vec<String> = rows
            .iter()
            .map(|row| row.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(read, ["một hai ba"; 3]);
    }
}
