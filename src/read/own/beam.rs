//! The best reading of a line: a beam over the network's steps, helped by how usual its words are.

use super::letters::Steps;
use super::syllables::{Before, SYLLABLES};
use std::collections::HashMap;

/// The readings that are kept at each step.
const WIDTH: usize = 12;
/// Letters less likely at a step are not tried there.
const FLOOR: f32 = 1e-3;

/// The beginning of a reading: a letter behind another beginning.
struct Prefix {
    before: usize,
    letter: char,
    /// What its whole words have added.
    words: f32,
    context: Before,
}

/// Logarithms of the likelihood of a beginning: ended by nothing, and by its letter.
#[derive(Clone, Copy)]
struct Likely {
    blank: f32,
    letter: f32,
}

impl Likely {
    const NONE: Self = Self { blank: f32::NEG_INFINITY, letter: f32::NEG_INFINITY };

    fn whole(self) -> f32 {
        add(self.blank, self.letter)
    }
}

/// The logarithm of a sum of two logarithms.
fn add(a: f32, b: f32) -> f32 {
    let (more, less) = if a > b { (a, b) } else { (b, a) };
    if less == f32::NEG_INFINITY { more } else { more + (less - more).exp().ln_1p() }
}

/// The beginnings that have been tried.
struct Tried {
    all: Vec<Prefix>,
    known: HashMap<(usize, char), usize>,
}

impl Tried {
    /// The beginning that goes on with a letter. At a blank the word before it is scored.
    fn behind(&mut self, before: usize, letter: char) -> usize {
        if let Some(known) = self.known.get(&(before, letter)) {
            return *known;
        }
        let (mut words, mut context) = (self.all[before].words, self.all[before].context);
        if letter == ' ' && before > 0 && self.all[before].letter != ' ' {
            let (score, next) = SYLLABLES.score(context, &self.last_word(before));
            (words, context) = (words + score, next);
        }
        self.all.push(Prefix { before, letter, words, context });
        self.known.insert((before, letter), self.all.len() - 1);
        self.all.len() - 1
    }

    /// The letters of a beginning from its last blank, or all of them.
    fn letters(&self, mut at: usize, until: Option<char>) -> String {
        let mut letters = Vec::new();
        while at > 0 && Some(self.all[at].letter) != until {
            letters.push(self.all[at].letter);
            at = self.all[at].before;
        }
        letters.into_iter().rev().collect()
    }

    fn last_word(&self, at: usize) -> String {
        self.letters(at, Some(' '))
    }
}

/// The best reading of the steps.
pub(super) fn best(steps: &Steps) -> String {
    let root = Prefix { before: 0, letter: '\0', words: 0.0, context: Before::START };
    let mut tried = Tried { all: vec![root], known: HashMap::new() };
    let mut kept = vec![(0, Likely { blank: 0.0, letter: f32::NEG_INFINITY })];
    for step in 0..steps.count() {
        let mut next: HashMap<usize, Likely> = HashMap::new();
        for (prefix, likely) in kept {
            for (letter, share) in steps.likely(step, FLOOR) {
                go_on(&mut tried, &mut next, (prefix, likely), (letter, share.ln()));
            }
        }
        kept = next.into_iter().collect();
        let rank = |(prefix, likely): &(usize, Likely)| likely.whole() + tried.all[*prefix].words;
        kept.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.0.cmp(&b.0)));
        kept.truncate(WIDTH);
    }
    let ended = |(prefix, likely): &(usize, Likely)| {
        let own = &tried.all[*prefix];
        let word = tried.last_word(*prefix);
        let last = if word.is_empty() { 0.0 } else { SYLLABLES.score(own.context, &word).0 };
        likely.whole() + own.words + last
    };
    let found = kept.iter().max_by(|a, b| ended(a).total_cmp(&ended(b))).map_or(0, |own| own.0);
    tried.letters(found, None).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds what a beginning becomes where a step is a letter, or nothing.
fn go_on(
    tried: &mut Tried,
    next: &mut HashMap<usize, Likely>,
    (prefix, likely): (usize, Likely),
    (letter, share): (Option<char>, f32),
) {
    let Some(letter) = letter else {
        let own = next.entry(prefix).or_insert(Likely::NONE);
        own.blank = add(own.blank, likely.whole() + share);
        return;
    };
    let is_same = prefix > 0 && tried.all[prefix].letter == letter;
    if is_same {
        let own = next.entry(prefix).or_insert(Likely::NONE);
        own.letter = add(own.letter, likely.letter + share);
    }
    let before = if is_same { likely.blank } else { likely.whole() };
    if before > f32::NEG_INFINITY {
        let longer = tried.behind(prefix, letter);
        let own = next.entry(longer).or_insert(Likely::NONE);
        own.letter = add(own.letter, before + share);
    }
}

/// Where each letter of a reading stands: its step, and how likely it is there. The best path of the reading through the
/// steps, nothing allowed between any two letters.
pub(super) fn places(steps: &Steps, text: &str) -> Vec<(usize, f32)> {
    let letters: Vec<char> = text.chars().collect();
    // States: nothing, letter, nothing, letter … nothing.
    let states = letters.len() * 2 + 1;
    let share =
        |step: usize, state: usize| steps.share(step, (state % 2 == 1).then(|| letters[state / 2])).max(1e-9).ln();
    let mut best = vec![f32::NEG_INFINITY; states];
    best[0] = 0.0;
    let mut from: Vec<Vec<u8>> = Vec::with_capacity(steps.count());
    for step in 0..steps.count() {
        let mut now = vec![f32::NEG_INFINITY; states];
        let mut back = vec![0u8; states];
        for state in 0..states {
            let leaps = state % 2 == 1 && state >= 2 && letters[state / 2] != letters[state / 2 - 1];
            let most = if leaps { 2 } else { 1 };
            for jump in 0..=most.min(state) {
                if best[state - jump] > now[state] {
                    (now[state], back[state]) = (best[state - jump], jump as u8);
                }
            }
            now[state] += share(step, state);
        }
        best = now;
        from.push(back);
    }
    let mut places = vec![(0, 0.0f32); letters.len()];
    let last_is_letter = states > 1 && best[states - 2] > best[states - 1];
    let mut state = if last_is_letter { states - 2 } else { states - 1 };
    for step in (0..steps.count()).rev() {
        if state % 2 == 1 {
            let likely = steps.share(step, Some(letters[state / 2]));
            if likely >= places[state / 2].1 {
                places[state / 2] = (step, likely);
            }
        }
        state -= usize::from(from[step][state]);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps that are sure of a text, with nothing between its letters, but for some that are likely as others.
    fn steps(text: &str, doubts: &[(usize, char, f32)]) -> Steps {
        let mut rows = Vec::new();
        for (index, letter) in text.chars().enumerate() {
            let doubt = doubts.iter().find(|own| own.0 == index);
            let mut row = vec![(Some(letter), 1.0 - doubt.map_or(0.0, |own| own.2))];
            row.extend(doubt.map(|own| (Some(own.1), own.2)));
            rows.push(row);
            rows.push(vec![(None, 1.0)]);
        }
        Steps::of(&rows)
    }

    #[test]
    fn a_usual_word_wins_over_a_somewhat_likelier_letter() {
        let read = steps("Chủ tích Ủy ban", &[(5, 'ị', 0.3)]);
        assert_eq!(best(&read), "Chủ tịch Ủy ban");
        // A sure letter stays what it is.
        assert_eq!(best(&steps("Chủ tích Ủy ban", &[])), "Chủ tích Ủy ban");
    }

    #[test]
    fn letters_stand_where_the_steps_have_them() {
        let read = steps("nnh", &[]);
        assert_eq!(places(&read, "nnh"), [(0, 1.0), (2, 1.0), (4, 1.0)]);
        assert_eq!(places(&Steps::of(&[]), "a"), [(0, 0.0)]);
    }
}
