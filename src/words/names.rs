//! Names of persons (họ tên): two to six words, each with a capital and small letters.

use super::{Vocabulary, fold, fold_head, is_alphabetic, is_lowercase, is_syllable, is_uppercase};

/// True where a string has the form of a person's name and begins with a family name.
pub fn is_name(slice: &str, words: &Vocabulary) -> bool {
    name_prefix(slice, words) == Some(slice.len())
}

/// The bytes of the person's name with which a string begins, where it begins with one.
pub fn name_prefix(slice: &str, words: &Vocabulary) -> Option<usize> {
    let first = slice.split_whitespace().next()?;
    if !slice.starts_with(first) || words.surnames.exact(&fold(first)).is_none() {
        return None;
    }
    let (mut end, mut count, mut at) = (0, 0, 0);
    for word in slice.split(' ') {
        if !word.is_empty() {
            if count == 6 || !is_name_word(word) {
                break;
            }
            count += 1;
            end = at + word.len();
        }
        at += word.len() + 1;
    }
    (count >= 2).then_some(end)
}

/// Where a person's name of three words or more ends a line behind scraps of a stamp, in bytes: `ven K4 Hồ Thị Tám`.
/// One of the scraps at least is built as no syllable, and none as a word of a name.
pub fn name_at_end(slice: &str, words: &Vocabulary) -> Option<usize> {
    let name = |word: &str| word.starts_with(is_uppercase) && word.chars().count() > 1 && is_name_word(word);
    let (mut at, mut odd) = (0, false);
    for word in slice.split(' ').take(5) {
        if name(word) && odd {
            let end = slice.trim_end_matches(|c: char| !c.is_alphabetic()).len();
            let rest = slice.get(at..end)?;
            let named = rest.split_whitespace().count() >= 3 && is_name(rest, words);
            // A rank before the name is no scrap.
            return (named && ranked(slice, words).is_none()).then_some(at);
        }
        if name(word) || word.chars().count() > 4 {
            return None;
        }
        odd |= !word.is_empty() && !is_syllable(word);
        at += word.len() + 1;
    }
    None
}

/// One capital, then small letters: `Nguyễn`, `Y`, `H'Linh`.
fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_uppercase)
        && chars.clone().all(|c| is_alphabetic(c) || matches!(c, '\'' | '’' | '-'))
        && (chars.clone().all(|c| !is_uppercase(c)) || word.contains(['\'', '’', '-']))
        && word.chars().count() <= 9
}

/// True where the letters of a line are capitals, all but a few.
pub fn is_capitals(slice: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for c in slice.chars() {
        upper += usize::from(is_uppercase(c));
        lower += usize::from(is_lowercase(c));
    }
    upper >= 2 && upper > lower * 6
}

/// Capitals as a name is written otherwise: `NGUYỄN VĂN A` as `Nguyễn Văn A`.
pub fn titled(value: &str) -> String {
    value
        .split_whitespace()
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or(String::new(), |first| first.to_string() + &chars.as_str().to_lowercase())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Where a person's name begins behind a rank or degree (`Đại tá`, `TS.`), in bytes; `None` where there is no
/// rank, or no name behind it.
pub fn ranked(slice: &str, words: &Vocabulary) -> Option<usize> {
    let folded = fold_head(slice, 60);
    let mut at = 0;
    while let Some(rank) = words.ranks.longest_prefix(&folded[at..]) {
        at += rank.folded.len();
        at += folded[at..].len() - folded[at..].trim_start_matches(['.', ' ', ',']).len();
    }
    let start = slice.char_indices().nth(at).map_or(slice.len(), |(at, _)| at);
    let name = slice[start..].trim_end_matches(|c: char| !c.is_alphabetic());
    (at > 0 && (is_name(name, words) || is_name(&titled(name), words))).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_names_from_other_words() {
        let words = Vocabulary::builtin();
        for name in ["Nguyễn Trí Lạc", "Lê Trường Sơn", "Y Nhàn", "Hồ Thị Thu Quỳnh"] {
            assert!(is_name(name, words), "{name}");
        }
        for other in ["Sở Tài chính", "NGUYỄN VĂN A", "Nguyễn", "Hội Nông dân tỉnh", "Lê Văn 5"] {
            assert!(!is_name(other, words), "{other}");
        }
        assert_eq!(name_at_end("ven K4 Hồ Thị Ngân Tám", words), Some("ven K4 ".len()));
        for other in
            ["và bà Hồ Thị Ngân Tám", "Bà Hồ Thị Ngân Tám", "ven K4 Hồ Tám", "Hồ Thị Ngân Tám", "TS. Hồ Thị Ngân Tám"]
        {
            assert_eq!(name_at_end(other, words), None, "{other}");
        }
        assert_eq!(name_prefix("Lê An CHƯƠNG TRÌNH", words), Some("Lê An".len()));
    }
}
