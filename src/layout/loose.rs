//! Tables of which only the words are left, one blank between them: what OCR's plain text makes of a
//! ruled table.
//!
//! The header is read by its known names, the rows by their running numbers or by the amounts that end
//! their first lines, and in a row the cells whose form tells them apart: running number, amounts,
//! deadline. What cannot be told apart stays in one cell over the columns that it may belong to, and
//! the table is marked doubtful: nothing is put in a column by guess.

use super::lines::{Line, Zone, trimmed};
use super::loose_header::{Header, Heading, Role, header, headings, second_header};
use super::table::{Found, Grid, GridCell};
use crate::grammars::pattern;
use crate::model::Span;
use crate::words::{Folded, Vocabulary, fold_head, is_capitals, same_tones};
use regex::Regex;
use std::sync::LazyLock;

/// The most lines that such a table may take.
const MOST_LINES: usize = 600;
/// The most lines of one row.
const MOST_ROW_LINES: usize = 14;

/// The table that begins at a line, where one does.
pub(super) fn table(text: &str, lines: &[Line], zones: &[Zone], first: usize, words: &Vocabulary) -> Option<Found> {
    let slice = lines[first].text(text);
    if slice.len() > 300 || slice.len() < 12 || slice.ends_with(['.', ';']) {
        return None;
    }
    let Header { mut headings, mut rows, lines: taken, guessed } = header(text, lines, zones, first, words)?;
    let end = region_end(text, lines, zones, first + taken, words);
    let body = &lines[first + taken..end];
    let starts = row_starts(text, body, &headings, words);
    let begin = *starts.first()?;
    if starts.len() < 2 || begin > 2 || guessed && !confirmed(text, body, &starts, &headings, words) {
        return None;
    }
    let mut grid = Grid { header: Some(rows.len()), ..Grid::default() };
    if begin > 0 && !(taken == 1 && second_header(text, &body[0], &mut headings, &mut rows, words)) {
        for line in &body[..begin] {
            rows[0].last_mut()?.spans.push(Span { start: line.start, end: line.end });
        }
    }
    grid.header = Some(rows.len());
    grid.rows = rows;
    let mut expected = 1;
    for (index, start) in starts.iter().enumerate() {
        let stop = starts.get(index + 1).copied().unwrap_or(body.len());
        let lines = &body[*start..stop];
        let heads = is_group(lines[0].text(text));
        let row = row(text, lines, expected, &headings, words, &mut grid.doubtful);
        expected = if heads { 1 } else { expected + 1 };
        grid.rows.push(row);
    }
    Some(Found { lines: first..end, grid })
}

/// True where the rows are those of a header that was put together or whose first name was lost: two of them have their
/// running number, and most as many amounts as there are columns for them.
fn confirmed(text: &str, body: &[Line], starts: &[usize], headings: &[Heading], words: &Vocabulary) -> bool {
    let columns = headings.iter().rev().take_while(|heading| heading.role == Role::Amount).count();
    let (mut numbered, mut fitting, mut rows) = (0, 0, 0);
    for (index, start) in starts.iter().enumerate() {
        let stop = starts.get(index + 1).copied().unwrap_or(body.len());
        let slice = body[*start].text(text);
        if words.is_total(slice) || is_group(slice) {
            continue;
        }
        rows += 1;
        numbered += usize::from(body[*start..stop].iter().any(|line| begins_with_number(line.text(text))));
        let (mut rest, mut amounts) = (slice, 0);
        while let Some((from, _)) = amount_at_end(rest) {
            amounts += 1;
            rest = rest[..from].trim_end_matches(|c: char| !c.is_alphanumeric());
        }
        fitting += usize::from(amounts == columns);
    }
    numbered >= 2 && fitting * 2 > rows
}

fn begins_with_number(slice: &str) -> bool {
    let word = slice.split([' ', '|']).next().unwrap_or("").trim_end_matches(['.', ')', '_']);
    !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where the lines of the table end: at a total, a label of running text, a closing, a page's heading.
fn region_end(text: &str, lines: &[Line], zones: &[Zone], from: usize, words: &Vocabulary) -> usize {
    let mut end = from;
    while end < lines.len() && end < from + MOST_LINES {
        let slice = lines[end].text(text);
        let plain = fold_head(slice, 60);
        let label = plain.split(' ').next().unwrap_or("");
        let numbered = label.ends_with(['.', ')']) && label.len() <= 4 && label.as_bytes()[0].is_ascii_alphanumeric();
        let group = numbered && is_capitals(slice) && slice.chars().count() < 60 && end > from;
        let heading = plain.starts_with("dieu ")
            || plain.starts_with('(')
            || plain.starts_with('-')
            || plain.starts_with("phu luc")
            || plain.starts_with("noi nhan");
        let header = |at: usize| lines.get(at).is_some_and(|line| headings(text, line, words, false).is_some());
        let another = end > from && (header(end) || group && header(end + 1));
        if another
            || zones[end] == Zone::Closing
            || heading
            || numbered && !group && end > from
            || lines[end].page && is_capitals(slice)
        {
            break;
        }
        end += 1;
        if words.is_total(slice) {
            while end < lines.len() && is_amount(lines[end].text(text)) {
                end += 1;
            }
            break;
        }
        if slice.contains("./.") {
            break;
        }
    }
    end
}

/// The lines at which rows start. Where most amounts end a line, a row's first line is one of these:
/// a running number that is centred stands below it.
fn row_starts(text: &str, body: &[Line], headings: &[Heading], words: &Vocabulary) -> Vec<usize> {
    let last_amount = headings.last().is_some_and(|heading| heading.role == Role::Amount);
    let amounts: Vec<usize> =
        (0..body.len()).filter(|at| ends_in_amount(body[*at].text(text)) && !is_amount(body[*at].text(text))).collect();
    let total = (0..body.len()).rfind(|at| words.is_total(body[*at].text(text)));
    let mut starts = if last_amount && amounts.len() >= 2 {
        let mut starts = amounts;
        starts.extend((0..body.len()).filter(|at| is_group(body[*at].text(text))));
        starts.sort_unstable();
        starts.dedup();
        starts
    } else {
        let mut expected = 1;
        let mut starts = Vec::new();
        for (at, line) in body.iter().enumerate() {
            let slice = line.text(text);
            let numbered = ordinal(slice, expected).is_some();
            let person = ["Ông ", "Bà ", "Em "].iter().any(|title| slice.starts_with(title)) && expected > 1;
            if is_group(slice) {
                starts.push(at);
                expected = 1;
            } else if numbered || person {
                starts.push(at);
                expected += 1;
            } else if at.saturating_sub(starts.last().copied().unwrap_or(0)) > MOST_ROW_LINES {
                return Vec::new();
            }
        }
        starts
    };
    if let Some(total) = total.filter(|total| !starts.contains(total)) {
        starts.push(total);
        starts.sort_unstable();
    }
    starts
}

fn is_group(slice: &str) -> bool {
    let label = slice.split(' ').next().unwrap_or("");
    let roman = label.trim_end_matches(['.', '/']);
    roman.len() < label.len()
        && roman.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'A'..='D'))
        && !roman.is_empty()
        && is_capitals(slice)
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[\dS]\d{0,2}(?:[.,]\d{3})+|\b0)[ .;,]*$"));

/// An amount at the end of a line: its bytes.
fn amount_at_end(slice: &str) -> Option<(usize, usize)> {
    AMOUNT
        .find(slice)
        .map(|found| (found.start(), found.start() + found.as_str().trim_end_matches([' ', '.', ';', ',']).len()))
}

fn ends_in_amount(slice: &str) -> bool {
    amount_at_end(slice).is_some()
}

fn is_amount(slice: &str) -> bool {
    amount_at_end(slice).is_some_and(|(start, _)| start == 0)
}

/// How a deadline reads, folded.
const DEADLINE: &str = r"(?:(?:trong )?quy [ivx]+(?:/\d{4})?|(?:truoc |trong )?(?:ngay )?(?:thang )?\d{1,2}/\d{1,2}(?:/\d{4})?|thang \d{1,2}(?:/\d{4})?|ca nam|hang (?:thang|quy|nam)|thuong xuyen)";

/// A deadline within a line, before a capital or a number: its bytes.
fn deadline_within(slice: &str) -> Option<(usize, usize)> {
    static WITHIN: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r" {DEADLINE} ")));
    let folded = Folded::new(slice);
    let found = WITHIN.find_iter(&folded.text).last()?;
    let range = folded.range(found.start() + 1, found.end() - 1);
    let fits = |at: usize| slice[at..].trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    (fits(range.start) && fits(range.end)).then_some((range.start, range.end))
}

/// A deadline at the end of a line: its bytes.
fn deadline_at_end(slice: &str) -> Option<(usize, usize)> {
    static AT_END: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"{DEADLINE}[ .;,-]*$")));
    let folded = Folded::new(slice);
    let found = AT_END.find(&folded.text)?;
    let range =
        folded.range(found.start(), found.start() + found.as_str().trim_end_matches([' ', '.', ';', ',', '-']).len());
    Some((range.start, range.end))
}

/// A running number at the start of a line: the bytes at which it starts and ends. One misread
/// character stands for the expected number where a cell's rule or a capital follows.
fn ordinal(slice: &str, expected: u32) -> Option<(usize, usize)> {
    let start = slice.len() - slice.trim_start_matches(['|', ' ', '`', '_', '.', '\'']).len();
    let rest = &slice[start..];
    let word = rest.split([' ', '|']).next().unwrap_or("");
    let number = word.trim_end_matches(['_', '.', ')']);
    let after = rest[word.len()..].trim_start_matches([' ', '|', '_', '.']);
    let cell = after.starts_with(char::is_uppercase);
    let digits = !number.is_empty() && number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (cell || number.parse() == Ok(expected)) {
        return Some((start, start + number.len()));
    }
    let ruled = rest[word.len()..].trim_start().starts_with('|');
    let one = number.chars().count() == 1 && !matches!(number, "-" | "+" | "Y") || number == "+" && ruled;
    (one && cell && expected > 1 && (ruled || !number.chars().all(char::is_lowercase)))
        .then_some((start, start + number.len()))
}

/// One row: its running number, amounts and deadline in their columns, the rest where it can be told.
fn row(
    text: &str,
    lines: &[Line],
    expected: u32,
    headings: &[Heading],
    words: &Vocabulary,
    doubtful: &mut bool,
) -> Vec<GridCell> {
    let mut cells: Vec<GridCell> = vec![GridCell::default(); headings.len()];
    let mut rest: Vec<Span> = lines.iter().map(|line| Span { start: line.start, end: line.end }).collect();
    let cut = |span: Span, range: (usize, usize)| Span {
        start: span.start + range.0 as u32,
        end: span.start + range.1 as u32,
    };
    if words.is_total(rest[0].of(text)) || is_group(rest[0].of(text)) {
        return total(text, &rest, headings);
    }
    for line in &mut rest {
        if let Some(range) = ordinal(line.of(text), expected) {
            cells[0].spans.push(cut(*line, range));
            line.start += range.1 as u32;
            *line = bare(text, *line);
            break;
        }
    }
    let mut open = headings.len();
    let amounts = headings.last().is_some_and(|heading| heading.role == Role::Amount);
    while amounts && open > 2 && headings[open - 1].role != Role::Deadline {
        let Some(range) = amount_at_end(rest[0].of(text)) else { break };
        cells[open - 1].spans.push(cut(rest[0], range));
        rest[0].end = rest[0].start + range.0 as u32;
        rest[0] = bare(text, rest[0]);
        open -= 1;
    }
    while open > 1 && headings[open - 1].role == Role::Amount {
        open -= 1;
    }
    if open > 1
        && headings[open - 1].role == Role::Deadline
        && let Some(range) = deadline_at_end(rest[0].of(text))
    {
        cells[open - 1].spans.push(cut(rest[0], range));
        rest[0].end = rest[0].start + range.0 as u32;
        rest[0] = bare(text, rest[0]);
        open -= 1;
    }
    // A deadline between two columns of text holds them apart.
    if open == headings.len()
        && open > 3
        && headings[open - 2].role == Role::Deadline
        && let Some((from, to)) = deadline_within(rest[0].of(text))
    {
        let line = rest[0];
        cells[open - 2].spans.push(cut(line, (from, to)));
        cells[open - 1].spans.push(bare(text, Span { start: line.start + to as u32, ..line }));
        rest[0].end = line.start + from as u32;
        rest[0] = bare(text, rest[0]);
        open -= 2;
        // What its other lines hold of the last column stays with the text before.
        *doubtful |= lines.len() > 1;
    }
    rest.retain(|span| !span.is_empty() && span.of(text).chars().any(char::is_alphanumeric));
    let agencies = open > 2 && headings[2..open].iter().all(|heading| heading.role == Role::Agency);
    share(text, &rest, &mut cells, open, agencies.then_some(words), doubtful);
    let covered = cells.get(1).map_or(1, |cell| cell.columns as usize);
    if covered > 1 {
        cells.drain(2..1 + covered);
    }
    cells
}

/// A total or the head of a group: its words in the first column, amounts in the last ones.
fn total(text: &str, lines: &[Span], headings: &[Heading]) -> Vec<GridCell> {
    let mut cells: Vec<GridCell> = vec![GridCell::default(); headings.len()];
    let mut amounts = Vec::new();
    for line in lines.iter().rev() {
        let mut line = *line;
        while let Some((from, to)) = amount_at_end(line.of(text)) {
            amounts.push(Span { start: line.start + from as u32, end: line.start + to as u32 });
            line.end = line.start + from as u32;
            line = bare(text, line);
        }
        if !line.is_empty() {
            cells[0].spans.insert(0, line);
        }
    }
    for (index, amount) in amounts.into_iter().enumerate() {
        let at = headings.len().saturating_sub(1 + index).max(1);
        cells[at].spans.insert(0, amount);
    }
    cells
}

/// Shares the text of a row out among its text columns: by the cells' rules where every line has
/// them; where the row is one line and the columns hold agencies, by the agencies that begin them; else
/// one cell covers them all.
fn share(
    text: &str,
    lines: &[Span],
    cells: &mut [GridCell],
    open: usize,
    agencies: Option<&Vocabulary>,
    doubtful: &mut bool,
) {
    let columns = open.saturating_sub(1);
    if lines.is_empty() || columns == 0 {
        for span in lines {
            if let Some(last) = cells.last_mut() {
                last.spans.push(*span);
            }
        }
        return;
    }
    if columns == 1 {
        cells[1].spans.extend(lines);
        return;
    }
    let split: Vec<Vec<Span>> = lines.iter().map(|span| ruled(text, *span)).collect();
    if split.iter().all(|parts| parts.len() == columns) {
        for parts in split {
            for (at, part) in parts.into_iter().enumerate() {
                cells[1 + at].spans.push(part);
            }
        }
        return;
    }
    if let ([line], Some(words)) = (split.as_slice(), agencies) {
        let parts: Vec<Span> = line.iter().flat_map(|part| by_agency(text, *part, words)).collect();
        if parts.len() == columns {
            for (at, part) in parts.into_iter().enumerate() {
                cells[1 + at].spans.push(part);
            }
            return;
        }
    }
    *doubtful = true;
    cells[1].spans.extend(lines);
    cells[1].columns = columns as u32;
}

/// The parts of a line between cell rules.
fn ruled(text: &str, span: Span) -> Vec<Span> {
    let mut at = span.start;
    span.of(text)
        .split('|')
        .map(|part| {
            let whole = Span { start: at, end: at + part.len() as u32 };
            at = whole.end + 1;
            bare(text, whole)
        })
        .filter(|part| part.of(text).chars().any(char::is_alphanumeric))
        .collect()
}

/// Cuts a line where an agency's name begins behind a small letter.
fn by_agency(text: &str, span: Span, words: &Vocabulary) -> Vec<Span> {
    let slice = span.of(text);
    let folded = Folded::new(slice);
    let mut parts = Vec::new();
    let mut from = 0;
    for (blank, _) in folded.text.match_indices(' ') {
        let here = folded.at(blank + 1);
        let starts = slice[here..].starts_with(char::is_uppercase);
        let before = slice[..folded.at(blank)].trim_end();
        let joins = before.ends_with([',', ';', '-', '–'])
            || [" và", " của", " với", " cho", " tại"].iter().any(|word| before.ends_with(word));
        let head = words.agency_heads.longest_prefix(&folded.text[blank + 1..]);
        let agency = slice[here..].starts_with("Các ")
            || head.is_some_and(|head| {
                let raw = &slice[here..folded.at(blank + 1 + head.folded.len())];
                same_tones(&raw.to_uppercase(), &head.words)
            });
        if starts && agency && !joins {
            parts.push(trimmed(text, Span { start: span.start + from as u32, end: span.start + here as u32 }));
            from = here;
        }
    }
    parts.push(trimmed(text, Span { start: span.start + from as u32, end: span.end }));
    parts
}

/// A span without blanks and cell rules at its ends.
fn bare(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let drawn = |c: char| c.is_whitespace() || matches!(c, '|' | '_' | '~' | '`' | '¦');
    let start = slice.len() - slice.trim_start_matches(drawn).len();
    let end = slice.trim_end_matches(drawn).len().max(start);
    Span { start: span.start + start as u32, end: span.start + end as u32 }
}

#[cfg(test)]
mod tests {
    use super::super::{lines, zones};
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let lines = lines::lines(text);
        let words = Vocabulary::builtin();
        let zones = zones::zones(text, &lines, words);
        let first = (0..lines.len()).find(|at| lines[*at].text(text).starts_with("TT")).expect("a header");
        let found = table(text, &lines, &zones, first, words).expect("a table");
        let cell = |cell: &GridCell| cell.spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
        found.grid.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    #[test]
    fn rows_by_amounts_and_cells_by_their_form() {
        let text = "Điều 1. Như sau:\nTT Nội dung công việc Cơ quan chủ trì Thời gian Kinh phí (đồng)\n\
            Sửa chữa | Phòng Kinh tế Quý I 25.000.000\n1 trường học | xã\nMua máy tính Sở Nội vụ Tháng 3 1.000.000\n2\n\
            Tổng cộng\n26.000.000\n";
        assert_eq!(
            rows(text),
            [
                vec!["TT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", "Kinh phí (đồng)"],
                vec!["1", "Sửa chữa trường học", "Phòng Kinh tế xã", "Quý I", "25.000.000"],
                vec!["2", "Mua máy tính", "Sở Nội vụ", "Tháng 3", "1.000.000"],
                vec!["Tổng cộng", "", "", "", "26.000.000"],
            ]
        );
    }

    #[test]
    fn what_cannot_be_told_apart_stays_together() {
        let text = "Điều 1. Như sau:\nTT Họ và tên Chức vụ Ghi chú\n1 Ông Lò Văn Tám Trưởng thôn\n2 Bà Hà Thị Chín Phó\nthôn\n";
        assert_eq!(rows(text)[1], ["1", "Ông Lò Văn Tám Trưởng thôn"]);
    }
}
