//! Tables of which only the words are left, one blank between them: what OCR's plain text makes of a
//! ruled table.
//!
//! The header is read by its known names, the rows by their running numbers or by the amounts that end
//! their first lines, and in a row the cells whose form tells them apart: running number, amounts,
//! deadline. What cannot be distinguished stays in one cell over the columns that it may belong to, and
//! the table is marked doubtful: nothing is put in a column by guess.

use super::lines::{Line, Zone};
use super::loose_header::{Header, Heading, Role, header, headings, second_header};
use super::loose_row::{amount_at_end, ends_in_amount, is_amount, is_group, ordinal, row};
use super::table::{Found, Grid};
use crate::model::Span;
use crate::words::{Vocabulary, fold_head, is_capitals};

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
        let (row, doubtful) = row(text, lines, expected, &headings, words);
        grid.doubtful |= doubtful;
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

#[cfg(test)]
mod tests {
    use super::super::table::GridCell;
    use super::super::{lines, zones};
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut lines = lines::lines(text);
        let words = Vocabulary::builtin();
        lines::mark(text, &mut lines, words);
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
