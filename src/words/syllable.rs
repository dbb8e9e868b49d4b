//! Whether letters make a Vietnamese syllable: by its structure, onset, vowels, coda and tone, not by a list of words.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 29] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x", "q",
];
/// Vowels that may stand before a coda.
const CLOSED: [&str; 24] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "iê", "yê", "oa", "oă", "oe", "oo", "uâ", "uê", "uô",
    "uy", "uyê", "ươ",
];
/// Vowels that may end a syllable.
const OPEN: [&str; 46] = [
    "a", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu",
    "iêu", "yêu", "oa", "oai", "oay", "oao", "oe", "oeo", "oi", "ôi", "ơi", "ua", "ui", "uê", "uơ", "uy", "uya", "uyu",
    "uôi", "uây", "uai", "uay", "ưa", "ưi", "ưu", "ươi",
];
/// As [`OPEN`], the rare ones.
const OPEN_RARE: [&str; 2] = ["ươu", "uao"];
const CODAS: [&str; 8] = ["c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// True where a word, in letters of any case, is built as a Vietnamese syllable.
pub fn is_syllable(word: &str) -> bool {
    let mut tone = None;
    let mut letters = String::with_capacity(word.len());
    for c in word.nfd() {
        match c {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => {
                if tone.replace(c).is_some() {
                    return false;
                }
            }
            c => letters.extend(c.to_lowercase()),
        }
    }
    // The longest syllable has seven letters: nghiêng; decomposed it may have two signs more.
    if letters.is_empty() || letters.chars().count() > 10 {
        return false;
    }
    let letters: String = letters.nfc().collect();
    // A syllable that ends in a stop has one of two tones.
    let stopped = ["c", "ch", "p", "t"].iter().any(|coda| letters.ends_with(coda));
    if stopped && !matches!(tone, Some('\u{301}' | '\u{323}')) {
        return false;
    }
    ONSETS.iter().filter_map(|onset| letters.strip_prefix(onset)).any(|rhyme| {
        OPEN.contains(&rhyme)
            || OPEN_RARE.contains(&rhyme)
            || CODAS.iter().filter_map(|coda| rhyme.strip_suffix(coda)).any(|vowels| CLOSED.contains(&vowels))
    })
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_and_others() {
        for word in
            "quyết định nghiêng ĐIỀU khoản giêng gì quý uỷ ủy huỳnh thuở rượu khuya ngoằn xoong quốc ươm yêu".split(' ')
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in "QuyÕt Müller cafộ zürich cat việtt ôquoted ñieàu bt ắấ quyếc̉t".split(' ') {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
