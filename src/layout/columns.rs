//! Columns and flattened marks: where a line holds more than one piece.
//!
//! Letterhead and closing stand in two columns that reach us on one line, held apart by tabs, by runs
//! of blanks, or by one blank alone, and then only the words tell. Texts from web pages run whole
//! letterheads and signatures together on a line.

use super::closing_columns;
use super::cuts::{Cuts, gaps};
use super::lines::{Line, Zone};
use super::{Column, lines};
use crate::model::Span;
use crate::words::{Folded, Vocabulary, fold, is_alphabetic, is_capitals, is_uppercase};
use regex::Regex;
use std::sync::LazyLock;

/// The longest line of a closing that may hold two columns, in bytes.
const LONGEST_ROW: usize = 2000;
/// Of so many letters at the end of a formula one at least is a capital.
const FORMULA_END: usize = 4;
/// A closing's line that is indented by so many blanks stands in the right column.
const RIGHT_INDENT: u32 = 24;

/// Gives the pieces of a line in reading order: span, column, and whether it is the line's first.
pub(super) fn split(
    text: &str,
    line: &Line,
    zone: Zone,
    next: Option<&Line>,
    words: &Vocabulary,
    emit: &mut dyn FnMut(Span, Column, bool),
) {
    let slice = line.text(text);
    let mut cuts = Cuts::default();
    match zone {
        Zone::Head => head(slice, &mut cuts),
        Zone::Bases => formula(slice, words, &mut cuts),
        Zone::Body => trailing_label(slice, next.map(|next| next.text(text)), &mut cuts),
        // What stands in a cell of two columns holds no column of its own.
        Zone::Closing if matches!(line.column, Some(Column::Left | Column::Right)) => {}
        Zone::Closing if slice.len() <= LONGEST_ROW => closing_columns::cut(slice, words, &mut cuts),
        Zone::Closing => {}
    }
    if cuts.0.is_empty()
        && let Some(column) = line.column
    {
        emit(Span { start: line.start, end: line.end }, column, true);
        return;
    }
    if cuts.0.is_empty() {
        let right = match zone {
            Zone::Head => is_right_mark(&fold(slice.get(..64).unwrap_or(slice))),
            Zone::Closing => line.indent >= RIGHT_INDENT || line.tab && is_capitals(slice),
            Zone::Bases | Zone::Body => false,
        };
        emit(Span { start: line.start, end: line.end }, if right { Column::Right } else { Column::Full }, true);
        return;
    }
    cuts.0.sort_by_key(|cut| cut.0);
    cuts.0.dedup_by_key(|cut| cut.0);
    let columned = cuts.0.iter().any(|cut| cut.1 == Column::Right);
    let first = if columned { Column::Left } else { Column::Full };
    let starts = std::iter::once((0, first)).chain(cuts.0.iter().copied());
    let ends = cuts.0.iter().map(|cut| cut.0).chain([slice.len()]);
    for (index, ((start, column), end)) in starts.zip(ends).enumerate() {
        let part = Span { start: line.start + start as u32, end: line.start + end as u32 };
        emit(lines::trimmed(text, part), column, index == 0);
    }
}

/// A date in a folded letterhead, up to its month. Folded text is ASCII: without the tables of all scripts (`-u`) the pattern
/// is made in a fraction of the time, which every command pays.
static DATED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?-u),? ?\bng[au]y ?[\dil|.]*[[:ascii:]--[a-z]]{0,12} ?thang\b|, ?ngay\b").ok());
/// The end of such a date.
static DATE_END: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?-u)nam ?\d[\d ]{2,4}\d|nam ?2?0?[. ]*$|\d/\d{4}").ok());

fn is_right_mark(folded: &str) -> bool {
    folded.contains("cong hoa xa hoi") || folded.contains("doc lap") && folded.contains("tu do")
}

/// A letterhead's line.
fn head(slice: &str, cuts: &mut Cuts) {
    let folded = Folded::new(slice);
    let plain = folded.text.as_str();
    for (start, end) in gaps(plain, 3) {
        if !is_inner_gap(&plain[..start], &plain[end..]) {
            cuts.at(folded.at(end), Column::Right);
        }
    }
    for (mark, tail) in [("cong hoa xa hoi", "viet nam"), ("doc lap", "hanh phuc")] {
        let Some(at) = plain.find(mark) else { continue };
        if mark == "doc lap" && !plain[at..].contains("tu do") {
            continue;
        }
        let from = plain[..at].trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != ')');
        cuts.at(if from.is_empty() { 0 } else { folded.at(at) }, Column::Right);
        if let Some(length) = plain[at..].find(tail) {
            let end = at + length + tail.len();
            if plain[end..].trim().len() > 2 {
                cuts.at(folded.at(end), Column::Right);
            }
        }
    }
    if let Some(found) = DATED.as_ref().and_then(|dated| dated.find(plain)) {
        let place = place_start(slice, folded.at(found.start()));
        if place < folded.at(found.start()) {
            if slice[..place].chars().any(char::is_alphanumeric) {
                cuts.at(place, Column::Right);
            }
            let rest = &plain[found.start()..];
            if let Some(date) = DATE_END.as_ref().and_then(|end| end.find(rest)) {
                let end = found.start() + date.end();
                if plain[end..].trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len() > 3 {
                    cuts.at(folded.at(end), Column::Full);
                    title(slice, &folded, end, cuts);
                }
            }
        }
    } else {
        title(slice, &folded, 0, cuts);
    }
    if let Some(at) = plain.find(" so:").or_else(|| plain.find(" so :"))
        && is_capitals(&slice[..folded.at(at)])
        && slice[folded.at(at)..].trim_start().starts_with(['S', 's'])
    {
        cuts.at(folded.at(at + 1), Column::Full);
    }
}

/// `QUYẾT ĐỊNH V/V …`: the kind's name and the subject on one line.
fn title(slice: &str, folded: &Folded, from: usize, cuts: &mut Cuts) {
    let rest = &folded.text[from..];
    for start in [" v/v", " ve viec", " (v/v"] {
        if let Some(at) = rest.find(start) {
            let name = slice[folded.at(from)..folded.at(from + at)].trim();
            if is_capitals(name) && name.chars().count() <= 30 {
                cuts.at(folded.at(from + at + 1), Column::Full);
                return;
            }
        }
    }
}

/// A gap left for a number or a date to be written in by hand.
fn is_inner_gap(left: &str, right: &str) -> bool {
    let left = left.trim_end_matches(['.', '_', ' ', '\t']);
    let right = right.trim_start_matches(['.', '_', ' ', '\t']);
    right.starts_with('/')
        || ["so:", "so", "so :", "ngay", "thang", "nam", "lap", "lap -", "do", "do -"].iter().any(|end| {
            left.ends_with(end) && !left[..left.len() - end.len()].ends_with(|c: char| c.is_ascii_alphabetic())
        })
        || (right.starts_with("thang ") || right.starts_with("nam ")) && left.ends_with(|c: char| c.is_ascii_digit())
}

/// Where the place before `, ngày` begins: the run of words that begin with a capital.
fn place_start(slice: &str, end: usize) -> usize {
    let mut start = end;
    let mut words = 0;
    let column = slice[..end].rfind('\t').map_or(0, |tab| tab + 1);
    for word in slice[column..end].rsplit(' ') {
        let from = start.saturating_sub(word.len() + usize::from(words > 0));
        if word.is_empty() {
            if words > 0 {
                break;
            }
            start = start.saturating_sub(1);
            continue;
        }
        let mut chars = word.chars();
        let capital = chars.next().is_some_and(char::is_uppercase);
        let small = chars.clone().any(char::is_lowercase) || word == "TP." || word == "TX." || word == "-";
        let follows = matches!(word, "phố" | "xã" | "trấn" | "khu");
        if words == 6 || !(capital && small || follows || word == "-") || word.contains('/') {
            break;
        }
        start = end - (end - from);
        words += 1;
    }
    let place = &slice[start..end];
    start + (place.len() - place.trim_start().len())
}

/// A basis or an authority line that ends with the enacting formula.
fn formula(slice: &str, words: &Vocabulary, cuts: &mut Cuts) {
    // The formula is in capitals, but for a letter or two that was misread.
    if !slice.chars().rev().filter(|c| is_alphabetic(*c)).take(FORMULA_END).any(is_uppercase) {
        return;
    }
    let folded = Folded::new(slice);
    let plain = folded.text.trim_end_matches([':', ' ', '.']);
    for phrase in words.enacting.iter() {
        if plain.len() > phrase.folded.len() + 3 && plain.ends_with(&phrase.folded) {
            let at = plain.len() - phrase.folded.len();
            let before = plain[..at].trim_end();
            let here = &slice[folded.at(at)..];
            if is_capitals(here) && (before.ends_with([';', ',', '.']) || is_capitals(slice)) {
                cuts.at(folded.at(at), Column::Full);
                return;
            }
        }
    }
}

/// `… tiến bộ 1.1.` before a line that begins with a capital: the label of that line.
fn trailing_label(slice: &str, next: Option<&str>, cuts: &mut Cuts) {
    let Some(body) = slice.strip_suffix('.') else { return };
    let digits = body.len() - body.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let before = &body[..body.len() - digits];
    if digits == 0
        || digits > 6
        || !before.ends_with(' ')
        || next.is_none_or(|next| !next.starts_with(char::is_uppercase))
    {
        return;
    }
    let before = before.trim_end();
    let number = &body[body.len() - digits..];
    let heading = fold(before.split(' ').next().unwrap_or(""));
    let labelled = heading.ends_with('.') && heading.len() <= 6;
    if (number.contains('.') || number == "1" && is_capitals(before))
        && labelled
        && !before.ends_with(['.', ';', ',', ':'])
    {
        cuts.at(slice.len() - digits - 1, Column::Full);
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::layout) fn pieces(slice: &str, zone: Zone) -> Vec<&str> {
        let line = Line { end: slice.len() as u32, ..Line::default() };
        let mut found = Vec::new();
        split(slice, &line, zone, None, Vocabulary::builtin(), &mut |span, _, _| found.push(span.of(slice)));
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
    }
}
