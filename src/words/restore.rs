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

/// The post of which a stamp left only the end in a line in capitals, scraps before it: `HÓ CHỦ TỊCH`, `RL NGHỦ TỊCH`. One
/// who signs for another (`acting`) is a deputy. `None` where it is a post already, or the end of two.
pub fn cut_post<'w>(value: &str, words: &'w Vocabulary, acting: bool) -> Option<&'w str> {
    let folded = super::fold(value);
    let bare = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let letters = |text: &str| text.bytes().filter(u8::is_ascii_alphanumeric).count();
    if bare.len() < 6 || bare.len() > 40 || words.posts.longest_prefix(bare).is_some() {
        return None;
    }
    let whole = |post: &str| bare.ends_with(post) && bare[..bare.len() - post.len()].ends_with([' ', '.']);
    let ends = |post: &str| {
        (1..=2).find(|cut| {
            let tail = post.get(*cut..).unwrap_or("");
            tail.len() >= 7 && bare.strip_suffix(tail).is_some_and(|before| letters(before) <= 5)
        })
    };
    // `CỦA CHỦ TỊCH` has a post in full, and no end of a longer one.
    let longest_whole = words.posts.iter().filter(|post| whole(&post.folded)).map(|post| post.folded.len()).max();
    let found: Vec<(usize, &str, &str)> = words
        .posts
        .iter()
        .filter(|post| post.folded.as_bytes().last() == bare.as_bytes().last() && post.folded.contains(' '))
        .filter_map(|post| {
            ends(&post.folded).map(|cut| (post.folded.len() - cut, post.folded.as_str(), post.words.as_str()))
        })
        .collect();
    let longest = found.iter().map(|(length, ..)| *length).max().filter(|longest| Some(*longest) > longest_whole)?;
    let mut best = found.iter().filter(|(length, ..)| *length == longest);
    let (_, folded, post) = best.next()?;
    // The chief's name below a deputy's capacity has lost more than a letter.
    let fits = folded.starts_with("pho ") || !acting;
    (best.next().is_none() && fits).then_some(*post)
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
    fn a_post_whose_first_letters_are_lost() {
        let words = Vocabulary::builtin();
        assert_eq!(cut_post("`HÓ GIÁM ĐỐC", words, true), Some("PHÓ GIÁM ĐỐC"));
        assert_eq!(cut_post("SN NGIỆU TRƯỞNG", words, false), Some("HIỆU TRƯỞNG"));
        assert_eq!(cut_post("ỆU TRƯỞNG", words, true), None);
        for whole in ["HIỆU TRƯỞNG", "CỦA HIỆU TRƯỞNG", "VĂN PHÒNG"] {
            assert_eq!(cut_post(whole, words, false), None, "{whole}");
        }
    }

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
