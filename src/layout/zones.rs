//! Where in a decision a line stands, as far as the reading of columns needs to know it.

use super::lines::{Line, Zone};
use super::loose_header::headings;
use crate::model::Capacity;
use crate::words::{Vocabulary, fold_head, is_alphabetic, is_capitals, is_uppercase};

/// How many lines without a witness end a closing.
const CLOSING_PATIENCE: usize = 8;
/// How many lines a letterhead may have before its first basis or label.
const HEAD_LINES: usize = 60;

/// The zone of every line.
pub(super) fn zones(text: &str, lines: &[Line], words: &Vocabulary) -> Vec<Zone> {
    let mut zones = Vec::with_capacity(lines.len());
    let mut zone = Zone::Head;
    let mut since = 0;
    let mut head = String::new();
    for (index, line) in lines.iter().enumerate() {
        let slice = line.text(text);
        fold_start(slice, &mut head);
        let seen = match witness(slice, &head, words) {
            Witness::None if slice.starts_with(['S', 'T']) && headings(text, line, words, false).is_some() => {
                Witness::Columns
            }
            seen => seen,
        };
        zone = match (zone, seen) {
            (_, Witness::Letterhead) => Zone::Head,
            (Zone::Head, Witness::Basis) => Zone::Bases,
            (Zone::Head | Zone::Bases, Witness::Label) => Zone::Body,
            (_, Witness::Columns) => Zone::Body,
            (Zone::Head, _) if since > HEAD_LINES => Zone::Body,
            (_, Witness::Closing) => Zone::Closing,
            (Zone::Closing, Witness::Heading) => Zone::Body,
            (Zone::Closing, Witness::Label) if !slice.starts_with(['-', '+']) => Zone::Body,
            (Zone::Closing, _) if since > CLOSING_PATIENCE => Zone::Body,
            (zone, _) => zone,
        };
        since = if matches!(seen, Witness::Closing | Witness::Letterhead | Witness::Item) || index == 0 {
            0
        } else {
            since + 1
        };
        if seen == Witness::Letterhead {
            // The issuer's lines stand above or beside the national title, never far from it.
            for earlier in (index.saturating_sub(2)..index).rev() {
                if zones[earlier] == Zone::Body && is_capitals(lines[earlier].text(text)) {
                    zones[earlier] = Zone::Head;
                }
            }
        }
        zones.push(zone);
    }
    zones
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Witness {
    Letterhead,
    Basis,
    Label,
    Closing,
    Item,
    Heading,
    /// The names of a table's columns: an attachment may have no more than its title above.
    Columns,
    None,
}

fn witness(slice: &str, head: &str, words: &Vocabulary) -> Witness {
    let bytes = head.as_bytes();
    if head.contains("cong hoa xa hoi chu") && is_capitals_anywhere(slice) {
        return Witness::Letterhead;
    }
    let trimmed = head.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let upper = slice.chars().find(|c| is_alphabetic(*c)).is_some_and(is_uppercase);
    if upper && recipients_label(trimmed, words).is_some() {
        return Witness::Closing;
    }
    let bullet = matches!(bytes.first(), Some(b'-' | b'*' | b'+' | b'~' | b'='));
    if bullet && (trimmed.starts_with("luu") || trimmed.starts_with("nhu dieu")) {
        return Witness::Closing;
    }
    if is_capacity_line(slice, head, words) {
        return Witness::Closing;
    }
    if bullet {
        return Witness::Item;
    }
    if trimmed.starts_with("dieu ") && trimmed.as_bytes().get(5).is_some_and(u8::is_ascii_digit) {
        return Witness::Label;
    }
    if starts_basis(slice, trimmed) {
        return Witness::Basis;
    }
    if trimmed.starts_with("(kem theo") || head.starts_with("(ban hanh kem") || head.starts_with("(kem") {
        return Witness::Heading;
    }
    if starts_roman_or_number(trimmed) {
        return Witness::Label;
    }
    if slice.chars().next().is_some_and(char::is_uppercase)
        && words.kinds.iter().any(|kind| trimmed.starts_with(&kind.folded))
        && is_capitals(slice)
    {
        return Witness::Heading;
    }
    Witness::None
}

/// `TM.`, `KT.`, `TL.`, `TUQ.`, `T/M` … at the start of a line.
pub(super) fn is_capacity_line(slice: &str, head: &str, words: &Vocabulary) -> bool {
    let trimmed = head.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let skipped = head.len() - trimmed.len();
    words.capacities.longest_prefix(trimmed).is_some_and(|phrase| {
        let after = &trimmed[phrase.folded.len()..];
        let upper = slice.chars().skip(skipped).take(phrase.folded.len()).all(|c| !c.is_lowercase());
        upper
            && phrase.key != Capacity::Q
            && after.trim_start_matches(['.', ' ', ',']).starts_with(|c: char| c.is_ascii_alphabetic())
            && is_capitals(start(slice, skipped + phrase.folded.len() + 12))
    }) || (trimmed.starts_with("q.") && is_capitals(slice))
}

/// The length of the label `Nơi nhận` at the start of a folded line, one that is misread only before a colon.
pub(super) fn recipients_label(bare: &str, words: &Vocabulary) -> Option<usize> {
    if let Some(label) = words.recipient_labels.longest_prefix(bare) {
        return Some(label.folded.len());
    }
    let head = bare.split(':').next().unwrap_or("").trim_end();
    let colon = bare.as_bytes().get(head.len()..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"));
    let near = (7..=10).contains(&head.len()) && words.recipient_labels.nearest(head, 2).is_some();
    (colon && near).then_some(head.len())
}

/// The first characters of a line.
fn start(slice: &str, characters: usize) -> &str {
    slice.char_indices().nth(characters).map_or(slice, |(at, _)| &slice[..at])
}

fn starts_basis(slice: &str, trimmed: &str) -> bool {
    let upper = slice.chars().find(|c| is_alphabetic(*c)).is_some_and(is_uppercase);
    upper
        && [
            "can cu ",
            "theo de nghi",
            "xet de nghi",
            "thuc hien nghi quyet",
            "thuc hien ke hoach",
            "thuc hien quyet dinh",
        ]
        .iter()
        .any(|formula| trimmed.starts_with(formula))
}

fn starts_roman_or_number(trimmed: &str) -> bool {
    let label: &str = trimmed.split([' ', '\t']).next().unwrap_or("");
    let Some(number) = label.strip_suffix(['.', '/', ')', '-']) else { return false };
    !number.is_empty() && (number.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) || number.parse::<u8>().is_ok())
}

/// True where a line has a run of capitals long enough for a national title.
fn is_capitals_anywhere(slice: &str) -> bool {
    slice.chars().filter(|c| is_uppercase(*c)).count() >= 15
}

/// Folds the first 160 characters of a line into a buffer.
fn fold_start(slice: &str, head: &mut String) {
    head.clear();
    head.push_str(&fold_head(slice, 160));
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn zone_of_last(text: &str) -> Zone {
        zones(text, &lines(text), Vocabulary::builtin()).pop().expect("a line")
    }

    #[test]
    fn the_names_of_columns_end_a_letterhead() {
        for columns in ["TT    Nội dung     Chủ trì     Thời gian", "STT Nội dung công việc Đơn vị chủ trì Thời gian"]
        {
            assert_eq!(zone_of_last(&format!("DANH SÁCH\nHộ được hỗ trợ\n\n{columns}\n")), Zone::Body, "{columns}");
        }
        for other in ["TT. Huyện ủy", "TT HĐND tỉnh", "Nội dung chủ trì thời gian"] {
            assert_eq!(zone_of_last(&format!("SỞ Y TẾ\n{other}\n")), Zone::Head, "{other}");
        }
    }
}
