//! The words of a line: the network's letters by their best reading, with places and confidences.

use super::super::rulings::Picture;
use super::beam;
use super::letters::{Network, STEP};
use super::lines::Line;
use super::strip::Strip;
use super::upright::Turn;

/// Lines that are read with less confidence are no text; of one or two letters more is asked.
const LEAST: f32 = 0.45;
const LEAST_OF_FEW: f32 = 0.65;
/// Marks without a letter at the ends of a line are dirt where they are read with less.
const LEAST_OF_MARKS: f32 = 0.6;
/// Blank columns of a strip that end a word.
const BLANKS: usize = 4;

/// A word of a line, in dots of its page.
pub(super) struct Word {
    pub text: String,
    pub left: f32,
    pub right: f32,
    /// How likely its letters are, from 0 to 1.
    pub sure: f32,
}

/// The words of a line; `None` where it is no text.
pub(super) fn words(page: &Picture, turn: &Turn, line: &Line, network: &Network) -> Option<Vec<Word>> {
    let strip = Strip::cut(page, turn, line);
    let steps = network.steps(&strip)?;
    let text = beam::best(&steps);
    let places = beam::places(&steps, &text);
    let sure = places.iter().map(|own| own.1).sum::<f32>() / places.len().max(1) as f32;
    let least = if places.len() <= 2 { LEAST_OF_FEW } else { LEAST };
    if places.is_empty() || sure < least {
        return None;
    }
    // Columns of the first and last letter of each word, and how likely its letters are.
    let mut found: Vec<(String, usize, usize, Vec<f32>)> = Vec::new();
    let mut is_open = false;
    for (letter, (step, likely)) in text.chars().zip(places) {
        let column = (step * STEP + STEP / 2).min(strip.width - 1);
        match found.last_mut().filter(|_| is_open && letter != ' ') {
            Some(word) => {
                word.0.push(letter);
                word.2 = column;
                word.3.push(likely);
            }
            None if letter != ' ' => found.push((letter.to_string(), column, column, vec![likely])),
            None => {}
        }
        is_open = letter != ' ';
    }
    let is_stray = |own: &(String, usize, usize, Vec<f32>)| {
        let sure = own.3.iter().sum::<f32>() / own.3.len() as f32;
        sure < LEAST_OF_MARKS && !own.0.contains(char::is_alphanumeric)
    };
    while found.last().is_some_and(is_stray) {
        found.pop();
    }
    let strays = found.iter().take_while(|own| is_stray(own)).count();
    found.drain(..strays);
    let bounds: Vec<(usize, usize)> = found.iter().map(|own| (own.1, own.2)).collect();
    let word = |(index, (text, _, _, likely)): (usize, (String, usize, usize, Vec<f32>))| {
        let (from, to) = extent(&strip, &bounds, index);
        let at = |column: usize| strip.left + column as f32 * strip.scale;
        let sure = likely.iter().sum::<f32>() / likely.len() as f32;
        Word { text: text.replace('…', "..."), left: at(from), right: at(to), sure }
    };
    let words: Vec<Word> = found.into_iter().enumerate().map(word).collect();
    (!words.is_empty()).then_some(words)
}

/// The columns of a word: from its letters outwards as far as there is ink, and not beyond the middle of a gap.
fn extent(strip: &Strip, bounds: &[(usize, usize)], index: usize) -> (usize, usize) {
    let (first, last) = bounds[index];
    let least = index.checked_sub(1).map_or(0, |before| (bounds[before].1 + first) / 2);
    let most = bounds.get(index + 1).map_or(strip.width, |next| (last + next.0) / 2);
    let grown = |columns: &mut dyn Iterator<Item = usize>, start: usize| {
        let (mut edge, mut blanks) = (start, 0);
        for column in columns {
            blanks = if strip.has_ink(column) { 0 } else { blanks + 1 };
            if blanks >= BLANKS {
                break;
            }
            if blanks == 0 {
                edge = column;
            }
        }
        edge
    };
    (grown(&mut (least..first).rev(), first), grown(&mut (last..most), last) + 1)
}
