//! Agencies named in a cell: each by itself, as written and in a normal form under which all its spellings
//! are one.

use crate::words::{Folded, Vocabulary};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// An agency (cơ quan) as a table names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// As written.
    pub written: String,
    /// `Sở LĐTBXH` and `Sở Lao động – Thương binh và Xã hội` are both `Sở Lao động - Thương binh và Xã hội`.
    pub normal: String,
}

/// The agencies that a cell names, in order. A comma or `và` parts two agencies only where the name of one
/// begins behind it: `Sở Văn hóa, Thể thao và Du lịch` is one.
pub fn agencies(text: &str, words: &Vocabulary) -> Vec<Agency> {
    let mut found = Vec::new();
    let text = with_whole_names(text, words);
    for part in text.split([';', '\n']) {
        let folded = Folded::new(part);
        let plain = folded.text.as_str();
        let mut from = 0;
        for (at, mark) in plain.match_indices([',', ' ']) {
            let behind = at + mark.len();
            let joined = mark == " " && !plain[behind..].starts_with("va ");
            if joined || at < from {
                continue;
            }
            let next = if mark == " " {
                behind + "va ".len()
            } else {
                behind + plain[behind..].len() - plain[behind..].trim_start().len()
            };
            if begins_agency(&part[folded.at(next)..], &plain[next.min(plain.len())..], words) {
                found.push(part[folded.at(from)..folded.at(at)].to_owned());
                from = next;
            }
        }
        found.push(part[folded.at(from)..].to_owned());
    }
    let named = found.iter().map(|name| name.trim().trim_matches(['.', ',', ';', ' ', '-', '–', '+']).trim());
    named
        .filter(|name| !name.is_empty())
        .map(|name| Agency { written: name.to_owned(), normal: normal_form(name, words) })
        .collect()
}

/// Units that a name follows.
const UNITS: [&str; 8] = ["xa", "phuong", "thi tran", "thi xa", "huyen", "quan", "thanh pho", "tinh"];

/// Lines that go on with a name joined to it: in small letters, or the name of a unit behind its kind
/// (`UBND thị trấn` / `Phú Lai`).
fn with_whole_names(text: &str, words: &Vocabulary) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let above = Folded::new(out.rsplit('\n').next().unwrap_or_default()).text;
        let folded = Folded::new(line).text;
        let awaits = UNITS.iter().any(|unit| above.strip_suffix(unit).is_some_and(|head| head.ends_with(' ')));
        let goes_on = !begins_agency(line, &folded, words)
            && (line.starts_with(char::is_lowercase) || awaits && line.starts_with(char::is_uppercase));
        if !out.is_empty() {
            out.push(if goes_on { ' ' } else { '\n' });
        }
        out.push_str(line);
    }
    out
}

fn begins_agency(raw: &str, folded: &str, words: &Vocabulary) -> bool {
    let listed = folded.starts_with("cac ");
    listed || raw.starts_with(char::is_uppercase) && words.agency_heads.longest_prefix(folded).is_some()
}

/// The normal form of an agency's name: short forms spelled out, one kind of dash, one place for the tone.
pub fn normal_form(name: &str, words: &Vocabulary) -> String {
    let mut out = String::new();
    for word in name.split_whitespace() {
        let bare = word.trim_end_matches(['.', ',', ';']);
        let long = words.agency_forms.iter().find(|(short, _)| short == bare).map_or(bare, |(_, long)| long.as_str());
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&long.replace(['–', '—'], "-"));
        out.push_str(&word[bare.len()..]);
    }
    // A dash between two words has blanks on both sides.
    let spaced = out.replace(" -", "-").replace("- ", "-");
    let parts: Vec<&str> = spaced.split('-').collect();
    old_tones(&parts.join(" - "))
}

/// The tone on the first vowel of an open oa, oe, uy, words parted by blanks: `Uỷ` becomes `Ủy`, `Hoà` becomes `Hòa`.
pub fn old_tones(text: &str) -> String {
    let is_tone = |c: char| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    text.split(' ')
        .map(|word| {
            let mut letters: Vec<char> = word.nfd().collect();
            let end = letters.iter().rposition(|c| c.is_alphabetic()).map_or(0, |at| at + 1);
            let tone = end.checked_sub(0).filter(|end| letters.get(*end).copied().is_some_and(is_tone));
            if let (Some(tone), Some([first, second])) = (tone, letters.get(end.saturating_sub(2)..end)) {
                let pair = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
                let onset = end.checked_sub(3).and_then(|at| letters.get(at)).map(char::to_ascii_lowercase);
                if matches!(pair, ('o', 'a') | ('o', 'e') | ('u', 'y')) && onset != Some('q') {
                    let mark = letters.remove(tone);
                    letters.insert(end - 1, mark);
                }
            }
            letters.into_iter().nfc().collect::<String>()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_spellings_are_one_agency() {
        let words = Vocabulary::builtin();
        for name in
            ["Sở LĐTBXH", "Sở Lao động – Thương binh và Xã hội", "Sở Lao động- Thương binh và Xã hội", "Sở LĐ-TB&XH"]
        {
            assert_eq!(normal_form(name, words), "Sở Lao động - Thương binh và Xã hội", "{name}");
        }
        assert_eq!(normal_form("Uỷ ban nhân dân xã Hoà Khê", words), "Ủy ban nhân dân xã Hòa Khê");
        assert_eq!(normal_form("UBND tỉnh", words), "Ủy ban nhân dân tỉnh");
        assert_eq!(normal_form("Quỹ Hỗ trợ", words), "Quỹ Hỗ trợ");
    }

    #[test]
    fn a_name_goes_on_over_lines() {
        let words = Vocabulary::builtin();
        let written = |text: &str| agencies(text, words).into_iter().map(|agency| agency.written).collect::<Vec<_>>();
        assert_eq!(written("UBND thị trấn\nPhú Lai\nCông an xã"), ["UBND thị trấn Phú Lai", "Công an xã"]);
        assert_eq!(
            written("Sở Nội vụ\nVNPT\nBan Vì sự\ntiến bộ của phụ nữ"),
            ["Sở Nội vụ", "VNPT", "Ban Vì sự tiến bộ của phụ nữ"]
        );
    }

    #[test]
    fn commas_part_agencies_only_before_one() {
        let words = Vocabulary::builtin();
        let written = |text: &str| agencies(text, words).into_iter().map(|agency| agency.written).collect::<Vec<_>>();
        assert_eq!(written("Sở Văn hóa, Thể thao và Du lịch"), ["Sở Văn hóa, Thể thao và Du lịch"]);
        assert_eq!(
            written("Sở Nội vụ, Hội Liên hiệp Phụ nữ tỉnh; các sở, ban, ngành;\nUBND các huyện và Công an tỉnh"),
            ["Sở Nội vụ", "Hội Liên hiệp Phụ nữ tỉnh", "các sở, ban, ngành", "UBND các huyện", "Công an tỉnh"]
        );
    }
}
