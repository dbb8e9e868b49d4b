//! A list of phrases, folded once and looked up by their first letter.

use super::{distance, fold};

/// One phrase of a list.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Its key; empty in lists without keys.
    pub key: String,
    /// As the list writes it.
    pub words: String,
    /// Folded.
    pub folded: String,
}

/// A list of phrases.
#[derive(Clone, Debug)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    by_letter: Vec<Vec<u16>>,
}

impl Phrases {
    /// A list of keys and words; the longest phrases are tried first.
    pub fn new(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut phrases: Vec<Phrase> =
            entries.into_iter().map(|(key, words)| Phrase { key, folded: fold(&words), words }).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.folded.len()));
        let mut by_letter = vec![Vec::new(); 128];
        for (index, phrase) in phrases.iter().enumerate() {
            let first = phrase.folded.bytes().next().unwrap_or(0) as usize & 127;
            by_letter[first].push(index as u16);
        }
        Self { phrases, by_letter }
    }

    /// All phrases, the longest first.
    pub fn iter(&self) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter()
    }

    /// The longest phrase with which a folded string begins, at a word's end.
    pub fn longest_prefix(&self, folded: &str) -> Option<&Phrase> {
        let first = folded.bytes().next()? as usize & 127;
        self.by_letter[first]
            .iter()
            .map(|index| &self.phrases[*index as usize])
            .find(|phrase| folded.starts_with(&phrase.folded) && ends_word(folded.as_bytes(), phrase.folded.len()))
    }

    /// The phrase that is the whole folded string.
    pub fn exact(&self, folded: &str) -> Option<&Phrase> {
        let first = folded.bytes().next()? as usize & 127;
        self.by_letter[first].iter().map(|index| &self.phrases[*index as usize]).find(|phrase| phrase.folded == folded)
    }

    /// The phrase nearest to the folded string, at most `edits` away, and its distance.
    pub fn nearest(&self, folded: &str, edits: usize) -> Option<(&Phrase, usize)> {
        let ends = |word: &str| (word.bytes().next(), word.bytes().next_back());
        let (first, last) = ends(folded);
        self.phrases
            .iter()
            .filter(|phrase| phrase.folded.len().abs_diff(folded.len()) <= edits)
            // One edit leaves the first or the last letter as it was: the distance is worth working out.
            .filter(|phrase| edits > 1 || ends(&phrase.folded).0 == first || ends(&phrase.folded).1 == last)
            .filter(|phrase| edits > 1 || common_ends(&phrase.folded, folded) + 2 >= folded.len())
            .map(|phrase| (phrase, distance(&phrase.folded, folded)))
            .filter(|(_, edit)| *edit <= edits)
            .min_by_key(|(_, edit)| *edit)
    }
}

/// How many letters two words share at their start and at their end together.
fn common_ends(a: &str, b: &str) -> usize {
    let same = |(a, b): &(u8, u8)| a == b;
    let start = a.bytes().zip(b.bytes()).take_while(same).count();
    start + a.bytes().rev().zip(b.bytes().rev()).take_while(same).count()
}

/// True where byte `at` of a folded string is not inside a word.
pub(crate) fn ends_word(folded: &[u8], at: usize) -> bool {
    folded.get(at).is_none_or(|next| !next.is_ascii_alphanumeric()) || !folded[at - 1].is_ascii_alphanumeric()
}
