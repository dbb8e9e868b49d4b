//! Words as the index keeps them, and phrases that are looked for among them.
//!
//! A word is a run of letters and digits. It is kept twice: *exact*, in small letters with its diacritics, the tone of
//! an open oa, oe, uy on the first vowel (`hoà` and `hòa` are one word spelled in two ways); and *folded*, without
//! diacritics, đ as d. A word of a phrase that has a diacritic or đ is compared exactly, one without them folded: word by
//! word, so that `Sở noi vụ` finds `Sở Nội vụ` and not `Số nội vụ`.

use crate::tasks::old_tones;
use crate::words::fold_char;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In small letters, with its diacritics.
    pub exact: String,
    /// Without them.
    pub folded: String,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

/// The words of a text in NFC, in order.
pub fn words_of(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_of_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                found.push(word(&text[from..at], from..at));
            }
            _ => {}
        }
    }
    found
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&c)
}

fn word(raw: &str, at: Range<usize>) -> Word {
    let small: String = raw.to_lowercase().nfc().collect();
    let exact = if small.is_ascii() { small } else { old_tones(&small) };
    let letters = exact.chars().map(|c| fold_char(c) as char).filter(char::is_ascii_alphanumeric);
    let folded: String = letters.collect();
    // A word of another script has no folded form: it stands for itself, so that no place is lost.
    let folded = if folded.is_empty() { exact.clone() } else { folded };
    Word { exact, folded, at }
}

/// A text without diacritics: its folded words, parted by blanks.
pub fn folded(text: &str) -> String {
    joined(&words_of(&text.nfc().collect::<String>()), |word| &word.folded)
}

/// Words parted by blanks.
pub(super) fn joined(words: &[Word], form: impl Fn(&Word) -> &str) -> String {
    words.iter().map(form).collect::<Vec<_>>().join(" ")
}

/// A number and symbol (số, ký hiệu) for comparing: folded, without blanks and without zeros before the serial, so that
/// `02/QĐ-UBND`, `2/QD–UBND` and `số 2 / QĐ-UBND` are one.
pub fn number_normal(number: &str) -> String {
    let nfc: String = number.nfc().collect();
    let plain: String =
        nfc.chars().map(|c| fold_char(c) as char).filter(|c| c.is_ascii() && !c.is_control() && *c != ' ').collect();
    // What stands before the serial is its label.
    let from = plain.find(|c: char| c.is_ascii_digit() || c == '/').unwrap_or(0);
    let plain = &plain[from..];
    let zeros = plain.len() - plain.trim_start_matches('0').len();
    let goes_on = plain[zeros..].starts_with(|c: char| c.is_ascii_digit());
    plain[if goes_on { zeros } else { zeros.saturating_sub(1) }..].to_owned()
}

/// Words that stand one behind the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<Word>,
}

impl Phrase {
    /// The phrase that a person typed; `None` where it has no word.
    pub fn new(text: &str) -> Option<Self> {
        let words = words_of(&text.nfc().collect::<String>());
        (!words.is_empty()).then_some(Self { words })
    }

    /// True where its words stand somewhere in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(&words_of(&text.nfc().collect::<String>())).is_some()
    }

    /// True where a text is this phrase and nothing else.
    pub fn is(&self, text: &str) -> bool {
        let words = words_of(&text.nfc().collect::<String>());
        words.len() == self.words.len() && self.find(&words).is_some()
    }

    /// The first place of the phrase among the words of a text, in bytes of the text.
    pub fn find(&self, words: &[Word]) -> Option<Range<usize>> {
        let same = |(own, word): (&Word, &Word)| {
            if own.exact.is_ascii() { own.folded == word.folded } else { own.exact == word.exact }
        };
        let at = words.windows(self.words.len()).position(|window| self.words.iter().zip(window).all(same))?;
        Some(words[at].at.start..words[at + self.words.len() - 1].at.end)
    }

    /// Without diacritics, its words parted by blanks.
    pub fn folded(&self) -> String {
        joined(&self.words, |word| &word.folded)
    }

    /// What the full text is asked: every text that has the phrase is among the answers, but not all answers have it.
    /// Nothing of the syntax of queries gets through: words are letters and digits, and they stand in quotes.
    pub(super) fn query(&self) -> String {
        let exact = self.words.iter().filter(|word| !word.exact.is_ascii());
        let exact = exact.map(|word| format!(" AND exact : \"{}\"", word.exact));
        format!("(folded : \"{}\"{})", self.folded(), exact.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(phrase: &str, text: &str) -> bool {
        Phrase::new(phrase).expect("a phrase").is_in(text)
    }

    #[test]
    fn without_diacritics_all_are_found_and_with_them_only_what_has_them() {
        assert!(is_in("dinh duong", "Định Đường"));
        assert!(is_in("định", "ĐỊNH mức") && !is_in("định", "đình chỉ") && !is_in("định", "dinh"));
        assert!(is_in("đo", "ĐO đạc") && !is_in("đo", "do đó") && is_in("do", "đó"));
        // Word by word.
        assert!(is_in("Sở noi vụ", "của Sở Nội vụ,") && !is_in("Sở noi vụ", "Số nội vụ"));
    }

    #[test]
    fn spellings_of_one_word_are_one() {
        assert!(is_in("hoà bình", "tỉnh HÒA BÌNH") && is_in("thủy", "thuỷ lợi") && is_in("quý", "quý II"));
        let decomposed: String = "bình đẳng giới".nfd().collect();
        assert!(is_in(&decomposed, "Bình đẳng giới") && is_in("bình đẳng giới", &decomposed));
    }

    #[test]
    fn phrases_are_whole_words_one_behind_the_other() {
        assert!(is_in("25/2017/QĐ-UBND", "số 25/2017/QĐ-UBND ngày"));
        assert!(!is_in("25/2017/QĐ-UBND", "số 125/2017/QĐ-UBND"));
        assert!(!is_in("bình giới", "bình đẳng giới") && !is_in("bin", "bình"));
        assert!(Phrase::new(" \"*-( ").is_none());
    }

    #[test]
    fn nothing_of_the_query_syntax_gets_through() {
        let phrase = Phrase::new("a\" OR exact : b* NEAR(c) -- ' ;").expect("a phrase");
        assert_eq!(phrase.query(), "(folded : \"a or exact b near c\")");
    }

    #[test]
    fn numbers_are_one_in_all_spellings() {
        for number in ["02/QĐ-UBND", "2/QD–UBND", "Số: 2 / qđ-ubnd", "Quyết định số 02/QĐ-UBND"] {
            assert_eq!(number_normal(number), "2/qd-ubnd", "{number}");
        }
        assert_eq!(number_normal("/QĐ-UBND"), "/qd-ubnd");
        assert_eq!(number_normal("0/QĐ"), "0/qd");
        assert_eq!(number_normal(""), "");
    }
}
