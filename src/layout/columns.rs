//! Columns and flattened marks: where a line holds more than one piece.
//!
//! Letterhead and closing stand in two columns that reach us on one line, held apart by tabs, by runs
//! of blanks, or by one blank alone, and then only the words tell. Texts from web pages run whole
//! letterheads and signatures together on a line.

use super::closing_columns;
use super::cuts::{Cuts, gaps};
use super::lines::{Line, Zone};
use super::{Column, lines};
use crate::marks::{Marks, formula, kind, label, letterhead, opener};
use crate::model::Span;
use crate::words::{Folded, Vocabulary, is_capitals};

/// The longest line of a closing that may hold two columns, in bytes.
const LONGEST_ROW: usize = 2000;
/// The indent, in blanks, from which a closing's line stands in the right column.
const RIGHT_INDENT: u32 = 24;

/// A line, and where it stands.
pub(super) struct Place<'l> {
    pub text: &'l str,
    pub line: &'l Line,
    pub zone: Zone,
    /// The line behind it.
    pub next: Option<&'l Line>,
}

/// Gives the pieces of a line in reading order: span, column, and whether it is the line's first.
pub(super) fn split(place: &Place, words: &Vocabulary, emit: &mut dyn FnMut(Span, Column, bool)) {
    let Place { text, line, zone, next } = *place;
    let slice = line.text(text);
    let mut cuts = Cuts::default();
    let cell = line.column.filter(|column| zone == Zone::Closing && *column != Column::Full);
    match zone {
        Zone::Head => head(slice, words, &mut cuts),
        Zone::Bases => cuts.extend(formula::enacting_at_end(slice, words)),
        Zone::Body => cuts.extend(label::label_at_end(slice, next.map(|next| next.text(text)))),
        // What stands in a cell of two columns holds no column of its own; a signature's lines may be run together there.
        Zone::Closing if let Some(column) = cell => {
            closing_columns::cut_cell(slice, words, &mut cuts);
            cuts.stay_in(column);
        }
        Zone::Closing if slice.len() <= LONGEST_ROW => closing_columns::cut(slice, words, &mut cuts),
        Zone::Closing => {}
    }
    cuts.extend(opener::issued_with_behind_title(slice));
    if cuts.0.is_empty()
        && let Some(column) = line.column
    {
        emit(Span { start: line.start, end: line.end }, column, true);
        return;
    }
    if cuts.0.is_empty() {
        let right = match zone {
            Zone::Head => line.marks.has_any(Marks::NATIONAL_TITLE | Marks::MOTTO),
            Zone::Closing => line.indent >= RIGHT_INDENT || line.tab && is_capitals(slice),
            Zone::Bases | Zone::Body => false,
        };
        emit(Span { start: line.start, end: line.end }, if right { Column::Right } else { Column::Full }, true);
        return;
    }
    cuts.0.sort_by_key(|cut| cut.0);
    cuts.0.dedup_by_key(|cut| cut.0);
    let columned = cuts.0.iter().any(|cut| cut.1 == Column::Right);
    let first = cell.unwrap_or(if columned { Column::Left } else { Column::Full });
    let starts = std::iter::once((0, first)).chain(cuts.0.iter().copied());
    let ends = cuts.0.iter().map(|cut| cut.0).chain([slice.len()]);
    for (index, ((start, column), end)) in starts.zip(ends).enumerate() {
        let part = Span { start: line.start + start as u32, end: line.start + end as u32 };
        emit(lines::trimmed(text, part), column, index == 0);
    }
}

/// Where a sign begins that stands between the issuer and the national title and is of neither, in characters. A dash joins
/// two issuers (`LIÊN ĐOÀN LAO ĐỘNG -`), but where the first stands above all others, or its name goes on.
fn sign_between(before: &str, words: &Vocabulary) -> Option<usize> {
    let issuer = before.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != ')');
    let sign = before[issuer.len()..].trim();
    let dashes = sign.bytes().all(|byte| byte == b'-');
    let bare = issuer.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let open = || issuer.rsplit(' ').next().is_some_and(|last| words.agency_open_ends.iter().any(|end| end == last));
    let parent = || words.agency_parents.longest_prefix(bare).is_some();
    (!issuer.is_empty() && !sign.is_empty() && (!dashes || parent() || open())).then_some(issuer.len())
}

/// A letterhead's line: two columns, or a whole letterhead flattened.
fn head(slice: &str, words: &Vocabulary, cuts: &mut Cuts) {
    let folded = Folded::new(slice);
    let plain = folded.text.as_str();
    for (start, end) in gaps(plain, 3) {
        // A bullet before the gap is no column: `-`, a tab, `Căn cứ …`.
        let bullet = !plain[..start].contains(|c: char| c.is_ascii_alphanumeric());
        if !bullet && !letterhead::is_blank_to_fill(&plain[..start], &plain[end..]) {
            cuts.at(folded.at(end), Column::Right);
        }
    }
    for range in letterhead::titles(plain) {
        if let Some(sign) = sign_between(&plain[..range.start], words) {
            cuts.at(folded.at(sign), Column::Right);
        }
        cuts.at(folded.at(range.start), Column::Right);
        if plain[range.end..].trim().len() > 2 {
            cuts.at(folded.at(range.end), Column::Right);
        }
    }
    let name = match letterhead::place_date(slice, &folded) {
        Some(dated) => {
            if let Some(place) = dated.place.filter(|place| slice[..*place].chars().any(char::is_alphanumeric)) {
                cuts.at(place, Column::Right);
            }
            let behind = dated.end.filter(|end| {
                let rest = plain[*end..].trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
                dated.place.is_some() && rest.len() > 3
            });
            behind.inspect(|end| cuts.at(folded.at(*end), Column::Full))
        }
        None => Some(0),
    };
    if let Some(subject) = name.and_then(|from| kind::subject_behind_name(slice, &folded, from, words)) {
        cuts.at(subject, Column::Full);
    }
    if let Some(number) = letterhead::number_behind_capitals(slice, &folded) {
        cuts.at(number, Column::Full);
    }
    cuts.extend(formula::basis_behind_capitals(slice, &folded, words));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::layout) fn pieces(slice: &str, zone: Zone) -> Vec<&str> {
        let line = Line { end: slice.len() as u32, ..Line::default() };
        let mut found = Vec::new();
        let place = Place { text: slice, line: &line, zone, next: None };
        split(&place, Vocabulary::builtin(), &mut |span, _, _| found.push(span.of(slice)));
        found
    }

    #[test]
    fn letterhead_columns_by_tab_by_blanks_and_by_one_blank() {
        for line in [
            "SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SỞ Y TẾ      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SỞ Y TẾ CỌNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM",
        ] {
            assert_eq!(pieces(line, Zone::Head)[0], "SỞ Y TẾ", "{line}");
            assert_eq!(pieces(line, Zone::Head).len(), 2, "{line}");
        }
        assert_eq!(
            pieces("Số: 02/QĐ-X Hà Tĩnh, ngày 25 tháng 3 năm 2019", Zone::Head),
            ["Số: 02/QĐ-X", "Hà Tĩnh, ngày 25 tháng 3 năm 2019"]
        );
        assert_eq!(
            pieces("Số:       /KH-X      TP. Hồ Chí Minh, ngày    tháng    năm 2012", Zone::Head),
            ["Số:       /KH-X", "TP. Hồ Chí Minh, ngày    tháng    năm 2012"]
        );
    }

    #[test]
    fn flattened_letterhead() {
        assert_eq!(
            pieces("Số: 4/QĐ-UBND Kon Tum, ngày 04 tháng 5 năm 2020 QUYẾT ĐỊNH V/V BAN HÀNH KẾ HOẠCH", Zone::Head),
            ["Số: 4/QĐ-UBND", "Kon Tum, ngày 04 tháng 5 năm 2020", "QUYẾT ĐỊNH", "V/V BAN HÀNH KẾ HOẠCH"]
        );
        assert_eq!(
            pieces("QUYẾT ĐỊNH VỀ CƠ CHẾ MƯỢN SÁCH Căn cứ Luật Thư viện;", Zone::Head),
            ["QUYẾT ĐỊNH VỀ CƠ CHẾ MƯỢN SÁCH", "Căn cứ Luật Thư viện;"]
        );
        assert_eq!(pieces("Về việc bổ sung căn cứ tính phí", Zone::Head), ["Về việc bổ sung căn cứ tính phí"]);
    }

    #[test]
    fn a_tab_behind_a_bullet_parts_no_columns() {
        assert_eq!(pieces("-\tCăn cứ Luật Dược;", Zone::Head), ["-\tCăn cứ Luật Dược;"]);
    }

    #[test]
    fn a_dash_between_the_columns_is_of_neither() {
        assert_eq!(
            pieces("UBND TỈNH BÌNH LÂM - CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Zone::Head),
            ["UBND TỈNH BÌNH LÂM", "-", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
        );
        assert_eq!(
            pieces("LIÊN ĐOÀN LAO ĐỘNG - CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Zone::Head),
            ["LIÊN ĐOÀN LAO ĐỘNG -", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
        );
    }
}
