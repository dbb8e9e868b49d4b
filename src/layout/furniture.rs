//! Lines that carry no value: rules, page numbers, running heads, noise of web pages.

use super::grid::outer_tabs;
use super::lines::Line;
use crate::model::{Furniture, FurnitureKind, Span};
use crate::words::{Vocabulary, document_lines, fold, fold_char, fold_head};
use std::collections::HashMap;

/// Takes page numbers and running heads (where the source is `paged`: lines alone show its pages), site noise and rules
/// out of the lines.
pub(super) fn set_aside(
    text: &str,
    lines: &mut Vec<Line>,
    paged: bool,
    words: &Vocabulary,
    furniture: &mut Vec<Furniture>,
) {
    // A Word file has its running heads in parts of their own: a page that its body begins begins something.
    let heads = if paged { running_heads(text, lines) } else { HashMap::new() };
    let document = document_lines(lines.iter().map(|line| line.text(text)), words);
    let mut page = false;
    let mut kept = 0;
    for index in 0..lines.len() {
        let line = lines[index];
        let slice = line.text(text);
        let starts_page = line.page || page;
        let kind = if !document.contains(&index) {
            Some(FurnitureKind::SiteNoise)
        } else if line.data || line.cell {
            None
        } else if is_rule(slice) {
            Some(FurnitureKind::Rule)
        } else if paged && is_page_number(slice, &line, lines.get(index + 1), index == 0) && !is_row(text, &line) {
            Some(FurnitureKind::PageNumber)
        } else if starts_page && heads.contains_key(slice) {
            Some(FurnitureKind::RunningHead)
        } else if is_site_noise(slice, words) {
            Some(FurnitureKind::SiteNoise)
        } else {
            None
        };
        match kind {
            Some(kind) => {
                furniture.push(Furniture { kind, span: Span { start: line.start, end: line.end } });
                page = starts_page;
                if let Some(next) = lines.get_mut(index + 1) {
                    next.gap |= line.gap;
                }
            }
            None => {
                lines[kept] = Line { page: starts_page, ..line };
                kept += 1;
                page = false;
            }
        }
    }
    lines.truncate(kept);
}

/// A drawn line: three or more of `-_=*~` and their like, and nothing else.
pub(super) fn is_rule(slice: &str) -> bool {
    let mut count = 0;
    for c in slice.chars().filter(|c| !c.is_whitespace()) {
        if !matches!(fold_char(c), b'-' | b'_' | b'=' | b'*' | b'~' | b'^' | b'+' | b'#') || c == '•' {
            return false;
        }
        count += 1;
    }
    count >= 3 || (count > 0 && slice.chars().all(|c| matches!(c, '—' | '―' | '─' | '_' | '=')))
}

/// A number alone on its line that no list or table explains: `2`, `- 2 -`, `Trang 2/5`. The first
/// page's number is never shown (Phụ lục I, I.8), so that `1` counts only in `Trang 1`.
fn is_page_number(slice: &str, line: &Line, next: Option<&Line>, first: bool) -> bool {
    if slice.len() > 24 {
        return false;
    }
    let folded = fold(slice);
    let bare = folded.trim_matches(|c: char| "-~.*|[] ".contains(c));
    if let Some(rest) = bare.strip_prefix("trang ").or_else(|| bare.strip_prefix("page ")) {
        return rest.trim().split(['/', ' ']).all(|part| part.parse::<u16>().is_ok());
    }
    let dashed = folded.starts_with('-') && folded.ends_with('-') && folded.len() > 2;
    if bare.len() != folded.trim().len() && !dashed {
        return false;
    }
    let alone = line.page || line.gap || next.is_none_or(|next| next.gap || next.page || next.tab);
    !first && (alone || dashed) && bare.parse::<u16>().is_ok_and(|number| (2..1000).contains(&number))
}

/// True for a line with tabs at its ends: a row of which only a number is filled.
fn is_row(text: &str, line: &Line) -> bool {
    line.tab || outer_tabs(text, line).1 > 0
}

/// Lines that stand first on at least three pages.
fn running_heads<'t>(text: &'t str, lines: &[Line]) -> HashMap<&'t str, ()> {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for line in lines.iter().filter(|line| line.page) {
        *seen.entry(line.text(text)).or_default() += 1;
    }
    seen.into_iter().filter(|(_, times)| *times >= 3).map(|(head, _)| (head, ())).collect()
}

/// The longest number of a page before a running head, in bytes, with the blanks behind it.
const LONGEST_NUMBER: usize = 40;
/// The longest line of a page with words of its own behind a site's phrase, in bytes.
const LONGEST_NOISE: usize = 60;

/// True for a line that a site prints: one of its phrases, and behind a phrase that may begin a sentence (`Lưu trữ`) no
/// words.
fn is_site_noise(slice: &str, words: &Vocabulary) -> bool {
    if slice.len() >= 200 {
        return false;
    }
    if is_printed_address(slice) {
        return true;
    }
    // `48 CÔNG BÁO/Số 12 …`: on the left page its number stands before the head.
    let numbered = slice.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let slice = if numbered.len() + LONGEST_NUMBER < slice.len() { slice } else { numbered };
    let Some(phrase) = words.site_noise.longest_prefix(&fold_head(slice, 48)) else { return false };
    let alone = || !slice.chars().skip(phrase.words.chars().count()).any(char::is_alphabetic);
    let labels = phrase.words.ends_with(':') && slice.len() <= LONGEST_NOISE;
    let long = phrase.words.split(' ').count() >= 3 || phrase.words.ends_with('/');
    (slice.starts_with(&phrase.words) || slice.eq_ignore_ascii_case(&phrase.words)) && (labels || long || alone())
}

/// True for what a browser prints below each page: the address, and which page of how many, `https://… 2/9`.
fn is_printed_address(slice: &str) -> bool {
    let Some((address, page)) = slice.rsplit_once([' ', '\t']) else { return false };
    let address = address.trim_end();
    let is_address = ["https://", "http://", "file://"].iter().any(|scheme| address.starts_with(scheme));
    let number = |text: &str| text.parse::<u16>().ok();
    let pages = page.split_once('/').and_then(|(page, pages)| Some((number(page)?, number(pages)?)));
    is_address && !address.contains(' ') && pages.is_some_and(|(page, pages)| (1..=pages).contains(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_begins_as_a_site_s_line_is_the_document_s() {
        let noise = |slice: &str| is_site_noise(slice, Vocabulary::builtin());
        for line in [
            "https://vanban.example/xem?id=58 2/9",
            "Lưu trữ",
            "Tải về |",
            "Hiệu lực: Đã biết",
            "Đang tải văn bản...",
            "CÔNG BÁO/Số 12 + 13/Ngày 5-7-2025",
            "48  CÔNG BÁO/Số 12/Ngày 5-7-2025",
        ] {
            assert!(noise(line), "{line}");
        }
        for line in [
            "https://vanban.example",
            "https://vanban.example ngày 2/9",
            "Lưu trữ hồ sơ theo quy định;",
            "Văn bản này quy định kỹ thuật",
            "2 Tải về máy của công dân",
            "Trang chủ của Cổng phải có quốc huy",
        ] {
            assert!(!noise(line), "{line}");
        }
    }
}
