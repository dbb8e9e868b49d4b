//! A list of phrases, folded once and looked up by their first letter.

use super::{distance, fold, is_within};

/// One phrase of a list whose keys are of a type: `()` in lists without keys.
#[derive(Clone, Debug)]
pub struct Phrase<K = ()> {
    /// Its key.
    pub key: K,
    /// As the list writes it.
    pub words: String,
    /// Folded.
    pub folded: String,
}

/// A list of phrases.
#[derive(Clone, Debug)]
pub struct Phrases<K = ()> {
    phrases: Vec<Phrase<K>>,
    by_letter: Vec<Vec<u16>>,
}

impl<K> Phrases<K> {
    /// A list of keys and words; the longest phrases are tried first.
    pub fn new(entries: impl IntoIterator<Item = (K, String)>) -> Self {
        let mut phrases: Vec<Phrase<K>> =
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
    pub fn iter(&self) -> impl Iterator<Item = &Phrase<K>> {
        self.phrases.iter()
    }

    /// The longest phrase with which a folded string begins, at a word's end.
    pub fn longest_prefix(&self, folded: &str) -> Option<&Phrase<K>> {
        let first = folded.bytes().next()? as usize & 127;
        self.by_letter[first]
            .iter()
            .map(|index| &self.phrases[*index as usize])
            .find(|phrase| folded.starts_with(&phrase.folded) && ends_word(folded.as_bytes(), phrase.folded.len()))
    }

    /// The phrase that is the whole folded string.
    pub fn exact(&self, folded: &str) -> Option<&Phrase<K>> {
        let first = folded.bytes().next()? as usize & 127;
        self.by_letter[first].iter().map(|index| &self.phrases[*index as usize]).find(|phrase| phrase.folded == folded)
    }

    /// The phrase nearest to the folded string, at most `edits` away, and its distance.
    pub fn nearest(&self, folded: &str, edits: usize) -> Option<(&Phrase<K>, usize)> {
        self.phrases
            .iter()
            .filter(|phrase| is_within(&phrase.folded, folded, edits))
            .map(|phrase| (phrase, distance(&phrase.folded, folded)))
            .min_by_key(|(_, edit)| *edit)
    }
}

/// True where byte `at` of a folded string is not inside a word.
pub(crate) fn ends_word(folded: &[u8], at: usize) -> bool {
    folded.get(at).is_none_or(|next| !next.is_ascii_alphanumeric()) || !folded[at - 1].is_ascii_alphanumeric()
}
