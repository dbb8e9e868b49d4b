//! Whether a line runs on into the next one.
//!
//! Two signs: a line that is full (its last word and the next line's first would not have fitted
//! together), and a next line that begins in lower case. Texts that keep a paragraph on one line have
//! no width, and only the second sign counts.

use super::Join;
use super::lines::{Line, Zone};
use crate::marks::Marks;
use crate::marks::label::label;
use crate::marks::letterhead::is_number_label;
use crate::words::is_capitals;

/// Lines longer than this are paragraphs, not wrapped lines, in characters.
const LONGEST_WRAPPED: u32 = 170;
/// A line filled to this share of the width is full: proportional type varies by about a tenth.
const FULL: f64 = 0.86;

/// The longest line that heads a page, in characters.
const LONGEST_HEADING: u32 = 120;

/// How a text is wrapped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width {
    /// The width in characters; `None` where paragraphs stand on one line.
    width: Option<f64>,
    /// True where blank lines stand only between paragraphs.
    gaps_separate: bool,
}

impl Width {
    /// Measures a text.
    pub(super) fn of(text: &str, lines: &[Line], zones: &[Zone]) -> Self {
        let mut lengths: Vec<u32> = lines
            .iter()
            .zip(zones)
            .filter(|(line, zone)| matches!(zone, Zone::Bases | Zone::Body) && !line.text(text).starts_with('|'))
            .map(|(line, _)| line.length)
            .filter(|length| *length >= 35)
            .collect();
        let at = lengths.len() * 9 / 10;
        let width = if lengths.len() < 4 {
            None
        } else {
            let (_, ninth, _) = lengths.select_nth_unstable(at);
            (*ninth <= LONGEST_WRAPPED).then_some(f64::from(*ninth))
        };
        let (mut gaps, mut broken) = (0u32, 0u32);
        for pair in lines.windows(2) {
            if pair[1].gap {
                gaps += 1;
                let lower = pair[1].text(text).chars().next().is_some_and(char::is_lowercase);
                broken += u32::from(lower && !ends_sentence(pair[0].text(text)));
            }
        }
        Self { width, gaps_separate: gaps >= 3 && broken * 25 < gaps }
    }

    /// Whether `line` goes on with the paragraph of `before`.
    pub(super) fn join(&self, text: &str, before: &Line, line: &Line, zone_before: Zone, zone: Zone) -> Join {
        if line.begins || zone != zone_before && zone_before != Zone::Bases || (line.gap && self.gaps_separate) {
            return Join::New;
        }
        let (slice, previous) = (line.text(text), before.text(text));
        let Some(first) = slice.chars().next() else { return Join::New };
        // `Số:` alone on its line, its number below.
        if zone == Zone::Head && is_number_label(previous) && first.is_ascii_digit() {
            return Join::Wrap;
        }
        if is_heading(line) {
            return Join::New;
        }
        let ends = ends_sentence(previous);
        let word = slice.split_whitespace().next().map_or(0, |word| word.chars().count());
        // A closing's lines are filled by two columns: their length says nothing.
        let full = zone != Zone::Closing
            && self.width.is_some_and(|width| f64::from(before.length + 1) + word as f64 >= width * FULL);
        let runs_on = full && !ends;
        if starts_mark(slice, line.marks) {
            return if runs_on || is_broken(previous) { Join::Maybe } else { Join::New };
        }
        if first.is_lowercase() || matches!(first, ')' | ',' | ';' | ':' | '.' | '%') {
            return if ends && self.width.is_none() { Join::New } else { Join::Wrap };
        }
        // A sentence may go on with a number; a paragraph that is no item of a list does not begin with one.
        if first.is_ascii_digit() && !ends && zone == Zone::Body && before.length >= 35 {
            return Join::Wrap;
        }
        let heading =
            is_capitals(slice) && slice.chars().filter(|c| c.is_alphabetic()).count() > 5 && !ends_sentence(slice);
        if runs_on && (!heading || is_capitals(previous)) {
            return Join::Wrap;
        }
        Join::New
    }
}

/// True where a line is an enacting formula, or heads a page in capitals.
fn is_heading(line: &Line) -> bool {
    line.marks.has_all(Marks::FORMULA)
        || line.page && line.length <= LONGEST_HEADING && line.marks.has_all(Marks::CAPITALS)
}

/// True where a line ends within a parenthesis or a symbol: `Tờ trình số 12/TTr-`. A dash that stands alone is a scrap.
fn is_broken(slice: &str) -> bool {
    let line = slice.trim_end();
    let symbol = line.strip_suffix(['-', '/']).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    line.ends_with('(') || symbol
}

/// True where a line ends as a sentence or an item does.
pub(super) fn ends_sentence(slice: &str) -> bool {
    slice.trim_end().ends_with(['.', ';', ':', '!', '?']) || slice.trim_end().ends_with("./")
}

/// True where a line begins with what may be a label, a bullet or a formula.
fn starts_mark(slice: &str, marks: Marks) -> bool {
    let marked = Marks::ARTICLE | Marks::LABEL | Marks::BULLET | Marks::BASIS;
    // `… ban hành kèm theo`: in small letters it is the rest of a sentence.
    let issued = marks.has_all(Marks::ISSUED_WITH) && !slice.starts_with(char::is_lowercase);
    marks.has_any(marked)
        || issued
        || marks.has_all(Marks::QUOTE) && label(slice.trim_start_matches(['“', '"', '„'])).is_some()
}
