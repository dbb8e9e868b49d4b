//! Scraps: what an engine makes of a stamp, a scrawl, a fold or dirt.

use crate::words::{is_alphanumeric, is_syllable};

/// Scraps that OCR makes of a seal or of dirt: hardly a letter, no word.
pub(crate) fn is_noise(slice: &str) -> bool {
    let letters = slice.chars().filter(|c| is_alphanumeric(*c)).take(4).count();
    let marks = || slice.chars().filter(|c| !is_alphanumeric(*c) && !c.is_whitespace()).count();
    letters <= 3 && (letters == 0 || marks() >= letters || slice.chars().count() <= 2)
}

/// As [`is_noise`], where wrapped text may leave a short word on a line of its own.
pub(crate) fn is_noise_in_text(slice: &str) -> bool {
    is_noise(slice) && !is_short_word(slice)
}

/// A word of two letters that dirt does not make: with a mark above or below a letter, a whole syllable. `VỀ`, `TỔ`, `cơ`.
fn is_short_word(slice: &str) -> bool {
    slice.chars().count() == 2 && !slice.is_ascii() && is_syllable(slice)
}

/// What a stamp or a scrawl leaves behind: no word among its scraps.
pub(crate) fn is_scrap(slice: &str) -> bool {
    let bare = slice.trim();
    (2..=24).contains(&bare.chars().count()) && bare.split_whitespace().all(is_scrap_word)
}

/// A letter or two, or what no word is: signs within, small and capital letters mixed.
fn is_scrap_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '"'));
    let letters = bare.chars().filter(|c| c.is_alphanumeric()).count();
    letters <= 2 || is_odd(bare)
}

/// Letters that stand for one sound: a short name has both of them, as `PTrT`.
const PAIRS: [&str; 9] = ["Ch", "Gh", "Kh", "Ng", "Nh", "Ph", "Qu", "Th", "Tr"];

/// Signs within a word, or small and capital letters mixed as in no word and no short name.
pub(crate) fn is_odd(bare: &str) -> bool {
    let mut after_lower = false;
    let plain = PAIRS.iter().fold(bare.to_owned(), |word, pair| word.replace(pair, &pair[..1]));
    let mixed = plain.chars().any(|c| {
        let odd = c.is_uppercase() && after_lower;
        after_lower = c.is_lowercase();
        odd
    });
    let upper = bare.chars().filter(|c| c.is_uppercase()).count();
    let lower = bare.chars().filter(|c| c.is_lowercase()).count();
    mixed
        || upper >= 2 && lower == 1 && bare.contains(['f', 'j', 'w', 'z'])
        || bare.contains(['*', '\\', '=', '^', '˜', '¿', '{', '}', '|', '~'])
}

/// Where the scraps begin that end a recipient's line without any mark: a sign or two among them.
pub(crate) fn trailing_scrap(slice: &str) -> Option<usize> {
    let mut start = slice.len();
    let mut odd = false;
    for (at, word) in slice.split(' ').rev().scan(slice.len() + 1, |end, word| {
        *end -= word.len() + 1;
        Some((*end, word))
    }) {
        let bare = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '-' | '–' | '(' | ')'));
        let number = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
        // Behind the mark that ends a list only scraps stand: `- Lưu: VT, TC. |`.
        let ends = odd && word.ends_with(['.', ';']) && bare.chars().filter(|c| c.is_alphabetic()).count() > 1;
        if word.is_empty() || ends || number || !is_scrap_word(word) || at == 0 {
            break;
        }
        odd |= is_odd(bare) || !bare.is_empty() && !bare.chars().any(char::is_alphanumeric);
        start = at;
    }
    let bar = slice[start..].trim() == "|";
    (odd && start < slice.len() && (bar || slice[start..].chars().count() >= 3)).then_some(start)
}
