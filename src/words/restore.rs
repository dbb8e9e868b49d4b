//! Capitals that lost or changed their tones, put back from the word lists: `GIÁM ĐÓC`, `QUYÉT ĐỊNH`.

use super::{Folded, Phrases, Vocabulary};
use unicode_normalization::UnicodeNormalization;

/// The value with the tones of known posts, bodies and agency words put back; `None` where nothing
/// was wrong. Only words in capitals are touched, and only those whose letters survived.
pub fn restored(value: &str, words: &Vocabulary) -> Option<String> {
    let folded = Folded::new(value);
    let plain = folded.text.as_str();
    let mut out = String::new();
    let (mut copied, mut at) = (0, 0);
    while at < plain.len() {
        let step = match known(&plain[at..], at == 0, words) {
            Some((phrase, length)) => {
                let range = folded.range(at, at + length);
                let raw = &value[range.clone()];
                let capitals = !raw.chars().any(char::is_lowercase);
                let written = phrase.to_uppercase();
                if capitals && !same_tones(raw, &written) {
                    out.push_str(&value[copied..range.start]);
                    out.push_str(&written);
                    copied = range.end;
                }
                length
            }
            None => 0,
        };
        at += step;
        at += plain[at..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '\u{1}')
            .map_or(plain.len() - at, |gap| gap + 1);
    }
    (copied > 0).then(|| {
        out.push_str(&value[copied..]);
        out
    })
}

/// The post that a misread line in capitals must be: one letter away from one post of the list, scraps
/// of noise before it left out; `None` where it is a post already, or near none.
pub fn nearest_post<'w>(value: &str, words: &'w Vocabulary) -> Option<&'w str> {
    let folded = super::fold(value);
    let start = folded
        .split(' ')
        .take_while(|word| word.chars().filter(char::is_ascii_alphanumeric).count() <= 2 && !word.ends_with('.'))
        .map(|word| word.len() + 1)
        .sum::<usize>();
    let bare = folded.get(start.min(folded.len())..)?.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if bare.len() < 7 || words.posts.longest_prefix(&folded).is_some() {
        return None;
    }
    words.posts.nearest(bare, 1).map(|(post, _)| post.words.as_str())
}

/// The longest known phrase at the start of a folded string and its length. One word alone is known
/// only at the start of a value, and not a short one: `ĐỔI` is no `ĐỘI`.
fn known<'w>(plain: &str, first: bool, words: &'w Vocabulary) -> Option<(&'w str, usize)> {
    let lists: [&Phrases; 4] = [&words.posts, &words.bodies, &words.agency_heads, &words.enacting];
    lists
        .iter()
        .filter_map(|list| list.longest_prefix(plain))
        .map(|phrase| (phrase.words.as_str(), phrase.folded.len()))
        .filter(|(phrase, length)| phrase.contains(' ') || first && *length >= 5)
        .max_by_key(|(_, length)| *length)
}

/// True where two words have the same letters and tones, wherever in a syllable the tone stands.
pub fn same_tones(a: &str, b: &str) -> bool {
    let parts = |word: &str| {
        let (mut letters, mut tones) = (String::new(), String::new());
        for c in word.nfd() {
            match c {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(c),
                ' ' => tones.push(' '),
                'Ð' | 'Ɖ' => letters.push('Đ'),
                c => letters.push(c),
            }
        }
        (letters, tones)
    };
    parts(a) == parts(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_tones_back_and_leaves_their_place_alone() {
        let words = Vocabulary::builtin();
        for (raw, expected) in [
            ("GIÁM ĐÓC", Some("GIÁM ĐỐC")),
            ("QUYÉT ĐỊNH:", Some("QUYẾT ĐỊNH:")),
            ("CHU TỊCH UY BAN NHÂN DÂN TỈNH", Some("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH")),
            ("UỶ BAN NHÂN DÂN", None),
            ("GIÁM ĐỐC", None),
            ("Giám đóc", None),
        ] {
            assert_eq!(restored(raw, words).as_deref(), expected, "{raw}");
        }
    }
}
