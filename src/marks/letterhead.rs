//! The lines of a letterhead: national title and motto (quốc hiệu, tiêu ngữ), number (số, ký hiệu), place and date.

use super::view::View;
use crate::grammars::pattern;
use crate::words::{Folded, distance, fold, is_capitals};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The fewest capitals of a national title: it stands in capitals, whatever stands beside it.
const CAPITALS: usize = 12;

/// The national title, or the Party's, whole or cut by a line's end, a few letters misread; also behind an issuer.
pub(super) fn is_national_title(view: &View) -> bool {
    let bare = view.bare;
    view.upper >= CAPITALS
        && (bare.starts_with("cong hoa xa hoi")
            || bare.contains("cong hoa xa hoi chu nghia")
            || bare.contains("xa hoi chu nghia viet nam")
            || bare.starts_with("dang cong san viet nam")
            || bare == "chu nghia viet nam"
            || (30..60).contains(&bare.len()) && distance(bare, "cong hoa xa hoi chu nghia viet nam") <= 6)
}

/// `Độc lập - Tự do - Hạnh phúc`.
pub(super) fn is_motto(bare: &str) -> bool {
    bare.contains("doc lap") && bare.contains("tu do")
}

/// How the stamp of arrival begins, folded.
pub(crate) const ARRIVED: [&str; 3] = ["den", "cong van den", "van ban den"];

/// True for the first line of a stamp of arrival, in capitals: `CÔNG VĂN ĐẾN` names no kind of document.
pub(super) fn is_arrival(view: &View) -> bool {
    view.capitals && ARRIVED.contains(&view.ending)
}

/// What stands behind the label `Số` at the start of a folded text. It ends there: `Sơn La`, `Sóc Trăng`, `Sông Công`,
/// `Sốp Cộp` and `Sở Dầu` are places.
fn behind_number_label<'b>(bare: &'b str, slice: &str) -> Option<&'b str> {
    // `§ố:` is what an engine makes of it.
    let section = || slice.contains("§").then(|| bare.strip_prefix("o:")).flatten();
    let rest = bare.strip_prefix("so").or_else(|| bare.strip_prefix("5o:")).or_else(section)?;
    // A name goes on with a capital and a small letter, a symbol with capitals.
    let mut second = slice.split_whitespace().nth(1).unwrap_or("").chars();
    let named = second.next().is_some_and(char::is_uppercase) && second.next().is_some_and(char::is_lowercase);
    let word = rest.starts_with(|c: char| c.is_ascii_alphabetic()) || rest.starts_with(' ') && named;
    (!word).then_some(rest)
}

/// `Số: …`, `Só2624/…`: a number follows, a symbol, or blanks for one.
pub(super) fn is_number_line(bare: &str, slice: &str) -> bool {
    let Some(rest) = behind_number_label(bare, slice) else { return false };
    let labelled = rest.trim_start().starts_with([':', ';']);
    let next = rest.trim_start_matches([' ', ':', ';', '.', '_']).bytes().next();
    let symbol = slice.contains(['/', '⁄']) || slice.contains('-');
    // `Số -NQ/TU`: the Party's numbers have room before their hyphen.
    let room = next == Some(b'-') && slice.contains('/') && bare.len() < 24;
    bare.len() < 90
        && (labelled && (symbol || next.is_none())
            || symbol && (room || next.is_some_and(|byte| byte.is_ascii_digit() || byte == b'/')))
}

/// `Số:` alone: its number stands on the next line.
pub(crate) fn is_number_label(slice: &str) -> bool {
    slice.len() < 8 && matches!(fold(slice).trim_end(), "so:" | "so :" | "so")
}

/// True for a date in digits with dashes or full stops behind the word for day, in a folded text: `ngay 28-10-2023`.
fn is_digit_date(text: &str) -> bool {
    let Some(date) = text.strip_prefix("ngay") else { return false };
    let date = date.trim_start_matches([':', ' ']).trim_end_matches(|c: char| !c.is_ascii_digit());
    ['-', '.'].iter().any(|mark| {
        let lengths: Vec<usize> = date.split(*mark).map(str::len).collect();
        let digits = date.chars().all(|c| c.is_ascii_digit() || c == *mark);
        digits && matches!(lengths[..], [1..=2, 0..=2, 4])
    })
}

/// True for the words of a place, or nothing: `CÔNG BÁO/Số 12 + 13/` has a date behind it as well.
fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | ',' | '.' | '-'))
}

/// `Hà Tĩnh, ngày … tháng … năm …`, whole or partly blank; also with the date in digits.
pub(super) fn is_place_date(bare: &str, slice: &str) -> bool {
    let Some(at) = bare.find("ngay") else { return false };
    let rest = &bare[at..];
    (rest.contains("thang") && (rest.contains("nam") || rest.len() < 40)
        || rest.len() < 20 && (rest.matches('/').count() == 2 || is_name(&bare[..at]) && is_digit_date(rest)))
        && at < 45
        && behind_number_label(bare, slice).is_none()
        && !bare.starts_with('(')
}

/// Where the national title and the motto stand in a folded line, each with what stands beside it left out.
pub(crate) fn titles(plain: &str) -> impl Iterator<Item = Range<usize>> {
    [("cong hoa xa hoi", "viet nam"), ("doc lap", "hanh phuc")].into_iter().filter_map(|(mark, tail)| {
        let at = plain.find(mark)?;
        if mark == "doc lap" && !plain[at..].contains("tu do") {
            return None;
        }
        let before = plain[..at].trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != ')');
        let end = plain[at..].find(tail).map_or(plain.len(), |length| at + length + tail.len());
        Some(if before.is_empty() { 0 } else { at }..end)
    })
}

/// Place and date within a line of a letterhead.
pub(crate) struct PlaceDate {
    /// The byte at which the place begins; none where nothing names one.
    pub place: Option<usize>,
    /// The character behind the date; none where its end is not clear.
    pub end: Option<usize>,
}

/// A date in a folded letterhead, up to its month. Folded text is ASCII: without the tables of all scripts (`-u`) the pattern
/// is made in a fraction of the time, which every command pays.
static DATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u),? ?\bng[au]y ?[\dil|.]*[[:ascii:]--[a-z]]{0,12} ?thang\b|, ?ngay\b"));
/// The end of such a date.
static DATE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)nam ?\d[\d ]{2,4}\d|nam ?2?0?[. ]*$|\d/\d{4}"));

/// `Hà Tĩnh, ngày …` anywhere in a line.
pub(crate) fn place_date(slice: &str, folded: &Folded) -> Option<PlaceDate> {
    let plain = folded.text.as_str();
    let found = DATED.find(plain)?;
    let start = folded.at(found.start());
    let place = place_start(slice, start);
    let end = DATE_END.find(&plain[found.start()..]).map(|end| found.start() + end.end());
    Some(PlaceDate { place: (place < start).then_some(place), end })
}

/// `Số:` behind an issuer in capitals, in bytes.
pub(crate) fn number_behind_capitals(slice: &str, folded: &Folded) -> Option<usize> {
    let plain = folded.text.as_str();
    let at = plain.find(" so:").or_else(|| plain.find(" so :"))?;
    let labelled = slice[folded.at(at)..].trim_start().starts_with(['S', 's']);
    (labelled && is_capitals(&slice[..folded.at(at)])).then(|| folded.at(at + 1))
}

/// A gap left for a number or a date to be written in by hand.
pub(crate) fn is_blank_to_fill(left: &str, right: &str) -> bool {
    let left = left.trim_end_matches(['.', '_', ' ', '\t']);
    let right = right.trim_start_matches(['.', '_', ' ', '\t']);
    right.starts_with('/')
        || ["so:", "so", "so :", "ngay", "thang", "nam", "lap", "lap -", "do", "do -"].iter().any(|end| {
            left.ends_with(end) && !left[..left.len() - end.len()].ends_with(|c: char| c.is_ascii_alphabetic())
        })
        || (right.starts_with("thang ") || right.starts_with("nam ")) && left.ends_with(|c: char| c.is_ascii_digit())
}

/// True for a vowel alone, in capitals.
fn is_capital_vowel(word: &str) -> bool {
    word.chars().count() == 1
        && word.chars().all(char::is_uppercase)
        && fold(word).starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
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
        // `A Lưới`, `Ô Môn`, `Y Tý`: a vowel alone begins a name where a column begins.
        let begins = || from == column || slice[..from].ends_with("  ");
        let vowel = words > 0 && is_capital_vowel(word) && begins();
        if words == 6 || !(capital && small || follows || word == "-" || vowel) || word.contains('/') {
            break;
        }
        start = end - (end - from);
        words += 1;
    }
    let place = &slice[start..end];
    start + (place.len() - place.trim_start().len())
}
