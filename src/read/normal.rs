//! The one form of text that all readers give.

use crate::model::composed;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// NFC, `\n` line ends, plain blanks, no characters that are not seen. Line by line, so that one decomposed line does not
/// slow a whole file.
pub(super) fn normalised(text: &str) -> String {
    let text = &*visible(text);
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (body, end) = match line.strip_suffix('\n') {
            Some(body) => (body.strip_suffix('\r').unwrap_or(body), "\n"),
            None => (line, ""),
        };
        for (index, part) in body.split('\r').enumerate() {
            if index > 0 {
                out.push('\n');
            }
            out.push_str(&composed(part));
        }
        out.push_str(end);
    }
    out
}

/// A text with every kind of blank as a plain one, and without the characters that show nothing: optional hyphens, marks
/// of direction, blanks and joiners without width.
fn visible(text: &str) -> Cow<'_, str> {
    let may_be =
        |at: usize| text[at..].chars().next().is_some_and(|c| is_blank(c) || is_invisible(c) || usual_width(c) != c);
    let bytes = text.as_bytes();
    let found =
        memchr::memchr3_iter(0xC2, 0xE2, 0xEF, bytes).any(may_be) || memchr::memchr_iter(0xE3, bytes).any(may_be);
    if !found {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter(|c| !is_invisible(*c)).map(|c| if is_blank(c) { ' ' } else { usual_width(c) });
    Cow::Owned(shown.collect())
}

/// A blank other than the plain one.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// What takes no room.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The letter, digit or sign of ASCII that a full-width one is.
fn usual_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// What a text has that is not seen or deceives, and is not in what was made of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Oddities {
    /// Blanks without width, joiners, optional hyphens within words.
    invisible: bool,
    /// Marks that turn the order of letters around.
    direction: bool,
    /// Letters and digits of full width.
    full_width: bool,
}

impl Oddities {
    /// Looks at a text as the file has it; in encodings before Unicode the optional hyphen is a letter.
    pub(super) fn add(&mut self, text: &str, is_legacy: bool) {
        if text.is_ascii() {
            return;
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for c in text.chars().filter(|c| !c.is_ascii()) {
            match c {
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => self.direction = true,
                '\u{AD}' => self.invisible |= !is_legacy,
                _ if is_invisible(c) => self.invisible = true,
                _ => self.full_width |= usual_width(c) != c,
            }
        }
    }

    /// Codes of what is said of them.
    pub(super) fn notices(self) -> impl Iterator<Item = &'static str> {
        let found = [
            (self.invisible, "text-invisible"),
            (self.direction, "text-direction"),
            (self.full_width, "text-full-width"),
        ];
        found.into_iter().filter(|(found, _)| *found).map(|(_, code)| code)
    }
}

/// Lines no longer than this keep their blanks: letterheads and closings stand in columns, in characters.
const LONGEST_COLUMNED: usize = 60;

/// A text in whose long lines two blanks between words are one, but where they hold columns apart: where the word behind
/// them stands below or above others behind a gap.
pub(super) fn single_blanked(text: String) -> String {
    if !text.contains("  ") {
        return text;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let starts: Vec<BTreeSet<usize>> = lines.iter().map(|line| gap_ends(line, 2)).collect();
    let none = BTreeSet::new();
    let at = |index: Option<usize>| index.and_then(|index| starts.get(index)).unwrap_or(&none);
    let mut out = String::with_capacity(text.len());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let plain = line.trim_start();
        if starts[index].is_empty() || plain.chars().count() <= LONGEST_COLUMNED || !gap_ends(line, 3).is_empty() {
            out.push_str(line);
            continue;
        }
        let (above, below) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let (far_above, far_below) = (at(index.checked_sub(2)), at(Some(index + 2)));
        let aligned = |column: usize| {
            let rows = [far_above, above, below, far_below].map(|row| row.contains(&column));
            rows.windows(2).any(|pair| pair == [true, true])
        };
        let mut blanks = 0;
        for (column, c) in line.chars().enumerate() {
            if c == ' ' {
                blanks += 1;
                continue;
            }
            let one = blanks == 2 && starts[index].contains(&column) && !aligned(column);
            (0..if one { 1 } else { blanks }).for_each(|_| out.push(' '));
            blanks = 0;
            out.push(c);
        }
        (0..blanks).for_each(|_| out.push(' '));
    }
    out
}

/// The columns at which words stand behind at least `least` blanks within a line, in characters. A line with a tab has
/// columns of its own.
fn gap_ends(line: &str, least: usize) -> BTreeSet<usize> {
    let mut ends = BTreeSet::new();
    let (mut blanks, mut words) = (0, false);
    for (column, c) in line.chars().enumerate() {
        match c {
            ' ' => blanks += 1,
            '\t' | '|' => {
                ends.insert(column);
                blanks = least;
            }
            _ => {
                if words && blanks >= least {
                    ends.insert(column);
                }
                blanks = 0;
                words = true;
            }
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_plain_and_what_is_not_seen_is_left_out() {
        assert_eq!(normalised("\u{FEFF}Số:\u{A0}4\u{200B}/Q\u{AD}Đ\u{3000}\r\nĐiều\u{202F}1"), "Số: 4/QĐ \nĐiều 1");
        assert_eq!(normalised("Căn cứ – “a”"), "Căn cứ – “a”");
    }

    #[test]
    fn two_blanks_in_a_sentence_are_one_and_in_a_table_two() {
        let sentence = "Căn cứ  Luật Tổ chức chính quyền địa phương ngày  19 tháng 6 năm 2015 của Quốc hội;";
        assert_eq!(single_blanked(sentence.to_owned()), sentence.replace("  ", " "));
        let table = "1  Rà soát văn bản quy phạm pháp luật về bình đẳng giới   Sở Tư pháp  Quý I\n\
            2  Tập huấn cho cán bộ làm công tác bình đẳng giới xã      Sở Nội vụ   Quý II";
        assert_eq!(single_blanked(table.to_owned()), table);
        let narrow = "1  Rà soát văn bản quy phạm pháp luật về bình đẳng giới của  Sở Tư pháp\n".repeat(3);
        assert_eq!(single_blanked(narrow.clone()), narrow);
        let head = "SỞ Y TẾ  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
        assert_eq!(single_blanked(head.to_owned()), head);
    }
}
