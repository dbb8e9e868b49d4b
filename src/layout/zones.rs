//! Where in a decision a line stands, as far as the reading of columns needs to know it.

use super::lines::{Line, Zone};
use super::loose_header::headings;
use crate::marks::Marks;
use crate::words::{Vocabulary, fold_char, is_capitals};

/// How many lines without a witness end a closing.
const CLOSING_PATIENCE: usize = 8;
/// How many lines a letterhead may have before its first basis or label.
const HEAD_LINES: usize = 60;

/// The zone of every line.
pub(super) fn zones(text: &str, lines: &[Line], words: &Vocabulary) -> Vec<Zone> {
    let mut zones = Vec::with_capacity(lines.len());
    let mut zone = Zone::Head;
    let mut since = 0;
    for (index, line) in lines.iter().enumerate() {
        let slice = line.text(text);
        let seen = match witness(slice, line.marks) {
            Witness::None if slice.starts_with(['S', 'T']) && headings(text, line, words, false).is_some() => {
                Witness::Columns
            }
            seen => seen,
        };
        zone = match (zone, seen) {
            (_, Witness::Letterhead) => Zone::Head,
            (Zone::Head, Witness::Basis) => Zone::Bases,
            // `- Căn cứ …`: a basis may be an item of a list.
            (Zone::Head, Witness::Item) if line.marks.has_all(Marks::BASIS) => Zone::Bases,
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

/// What a line says of where it stands.
fn witness(slice: &str, marks: Marks) -> Witness {
    let sign = slice.starts_with(is_item_sign);
    if marks.has_all(Marks::NATIONAL_TITLE) {
        Witness::Letterhead
    } else if marks.has_any(Marks::RECIPIENTS | Marks::WHOLE_LIST | Marks::CAPACITY)
        || sign && marks.has_any(Marks::FILING | Marks::ARTICLE_RECIPIENT)
    {
        Witness::Closing
    } else if sign {
        Witness::Item
    } else if marks.has_all(Marks::ARTICLE) {
        Witness::Label
    } else if marks.has_all(Marks::BASIS) {
        Witness::Basis
    } else if marks.has_all(Marks::ISSUED_WITH) {
        Witness::Heading
    } else if marks.has_any(Marks::LABEL | Marks::FORM_NOTE) {
        Witness::Label
    } else if marks.has_all(Marks::KIND | Marks::CAPITALS) {
        Witness::Heading
    } else {
        Witness::None
    }
}

/// The sign of an item, and what an engine makes of a dash.
fn is_item_sign(c: char) -> bool {
    matches!(fold_char(c), b'-' | b'*' | b'+' | b'~' | b'=')
}

#[cfg(test)]
mod tests {
    use super::super::lines::{lines, mark};
    use super::*;

    fn zone_of_last(text: &str) -> Zone {
        {
            let mut lines = lines(text);
            mark(text, &mut lines, Vocabulary::builtin());
            zones(text, &lines, Vocabulary::builtin()).pop()
        }
        .expect("a line")
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
