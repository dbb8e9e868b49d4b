//! How usual a word is behind another: counts of syllables and of pairs of them (`grammars/print/syllables.txt`).

use std::collections::HashMap;
use std::sync::LazyLock;

/// What is counted for one syllable. A line of the file: the syllable, how often it stands, how often anything follows it,
/// and the pairs `rank:count` of what does.
#[derive(Default)]
struct Counted {
    alone: f32,
    followed: f32,
    /// Ranks of the next syllables with their counts, by rank.
    next: Vec<(u32, f32)>,
}

/// What stands before a word, as far as its syllables tell something of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Before(u32);

impl Before {
    /// The beginning of a sentence.
    pub(super) const START: Self = Self(0);
    /// A number or a symbol.
    const NUMBER: Self = Self(1);
    /// A word that is not counted.
    const UNKNOWN: Self = Self(u32::MAX);
}

/// The counts of all syllables. Lines 0 and 1 of the file stand for the beginning of a sentence and for numbers.
pub(super) struct Syllables {
    ranks: HashMap<&'static str, u32>,
    counted: Vec<Counted>,
    all: f32,
}

/// The counts that the program carries.
pub(super) static SYLLABLES: LazyLock<Syllables> =
    LazyLock::new(|| Syllables::read(include_str!("../../../grammars/print/syllables.txt")));

/// The weight of a syllable's own logarithm beside the letters', and what every word is given so that long readings with
/// more words are not worse than short ones. Both by trial on recognised lines.
const WEIGHT: f32 = 0.4;
const BONUS: f32 = 3.0;

impl Syllables {
    fn read(text: &'static str) -> Self {
        let mut own = Self { ranks: HashMap::new(), counted: Vec::new(), all: 1.0 };
        for (rank, line) in (0u32..).zip(text.lines()) {
            let mut fields = line.split(' ');
            let word = fields.next().unwrap_or("");
            let mut count = || fields.next().and_then(|own| own.parse::<f32>().ok()).unwrap_or(0.0);
            let (alone, followed) = (count(), count());
            let pair =
                |field: &str| field.split_once(':').and_then(|(at, n)| Some((at.parse().ok()?, n.parse().ok()?)));
            own.counted.push(Counted { alone, followed, next: fields.filter_map(pair).collect() });
            own.ranks.insert(word, rank);
            own.all += alone;
        }
        own
    }

    /// What a word adds to a reading's logarithm, and what it is for the next word.
    pub(super) fn score(&self, before: Before, word: &str) -> (f32, Before) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            return (-0.2, before);
        }
        if bare.contains('/') || bare.contains(|c: char| c.is_ascii_digit()) {
            return (number(bare), Before::NUMBER);
        }
        let lower = bare.to_lowercase();
        let rank = self.ranks.get(lower.as_str()).copied().filter(|rank| *rank > 1);
        let capitals = !bare.chars().any(char::is_lowercase);
        let score = match rank {
            Some(rank) => self.usual(before, rank),
            None if lower.contains(['.', '-']) => self.parts(&lower),
            None if capitals => {
                if bare.chars().count() <= 6 {
                    0.0
                } else {
                    -1.0
                }
            }
            None => -2.0 - 0.12 * bare.chars().count().saturating_sub(4) as f32,
        };
        let next = if word.ends_with(['.', ';', ':']) { Before::START } else { rank.map_or(Before::UNKNOWN, Before) };
        (score, next)
    }

    /// The score of a counted syllable behind another.
    fn usual(&self, before: Before, rank: u32) -> f32 {
        let own = self.counted.get(rank as usize).map_or(0.0, |own| own.alone) / self.all;
        let pair = self.counted.get(before.0 as usize).map_or((0.0, 0.0), |before| {
            // File ranks of successors leave out the two lines at the head.
            let found = before.next.binary_search_by_key(&(rank - 2), |(at, _)| *at);
            (found.map_or(0.0, |at| before.next[at].1), before.followed)
        });
        let share = pair.1 / (pair.1 + 20.0);
        let likely = if pair.1 > 0.0 { share * pair.0 / pair.1 } else { 0.0 } + (1.0 - share) * own;
        (WEIGHT * likely.max(1e-9).ln() + BONUS).max(-2.2)
    }

    /// The score of what is joined by dots and dashes: `TB-XH`, `TP.HCM`.
    fn parts(&self, lower: &str) -> f32 {
        let scores: Vec<f32> =
            lower.split(['.', '-']).filter(|own| !own.is_empty()).map(|own| self.score(Before::START, own).0).collect();
        (scores.iter().sum::<f32>() / scores.len().max(1) as f32).min(0.0) - 0.6
    }
}

/// The score of a word with digits: counts say nothing of it, and letters within digits are seldom.
fn number(word: &str) -> f32 {
    if word.contains('/') || word.contains('-') {
        return 0.0;
    }
    let small = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_label = small.chars().count() <= 3 && small.chars().all(char::is_alphabetic);
    if word.contains(char::is_lowercase) && !is_label { -2.5 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_pair_is_better_than_a_rare_one_and_that_better_than_no_word() {
        let own = &*SYLLABLES;
        let behind = |first: &str, second: &str| own.score(own.score(Before::START, first).1, second).0;
        assert!(behind("điều", "chỉnh") > behind("điều", "chính"));
        assert!(behind("điều", "chỉnh") > behind("điều", "chĩnk"));
        assert!(own.score(Before::START, "27/QĐ-UBND").0 > own.score(Before::START, "2a7k").0);
    }
}
