//! Tables broken into one cell a line between lone `|`, as copies of web pages have them.
//!
//! A pipe stands before each cell and behind the last one of a row, so that two pipes below each other end a row; but an
//! empty cell is two pipes as well. How wide the table is settles which: the width with which most rows come out
//! whole. Rows that are shorter hold a cell over several columns: the head of a group, a name over several names.

use crate::model::ColumnRole;
use crate::words::{Vocabulary, fold, is_capitals};

/// Tables have no more columns.
const WIDEST: usize = 40;
/// So many empty cells may end every row of a table.
const MOST_EMPTY: usize = 4;

/// How wide a table is its rows close by say.
const NEAR: usize = 4;
/// What has more bytes is no cell between two tables.
const LONGEST_CELL: usize = 900;

/// A cell with the columns and rows that it takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct BrokenCell<'l> {
    pub lines: Vec<&'l str>,
    pub columns: usize,
    pub rows: usize,
}

impl<'l> BrokenCell<'l> {
    fn new(lines: Vec<&'l str>) -> Self {
        Self { lines, columns: 1, rows: 1 }
    }
}

/// A cell that is not empty.
struct Filled<'l> {
    lines: Vec<&'l str>,
    /// How many pipes stand behind it.
    pipes: usize,
    /// True where it may begin a row of data.
    begins: bool,
    /// True where it begins a row of totals.
    total: bool,
}

impl<'l> Filled<'l> {
    fn new(lines: Vec<&'l str>, pipes: usize, bare: &impl Fn(&str) -> String) -> Self {
        let total = lines.first().is_some_and(|line| Vocabulary::builtin().is_total(&bare(line)));
        let begins = total || begins_row(&lines, bare);
        Self { lines, pipes, begins, total }
    }
}

/// What stands between lone pipes: the rows of a table, or text between two tables.
#[derive(Debug, PartialEq)]
pub(super) enum Segment<'l> {
    Rows(Vec<Vec<BrokenCell<'l>>>),
    Text(Vec<&'l str>),
}

/// What begins with the lone pipe at a line, and the line behind it. `bare` is a line without its marks.
pub(super) fn segments<'l>(
    lines: &[&'l str],
    start: usize,
    bare: impl Fn(&str) -> String,
) -> (Vec<Segment<'l>>, usize) {
    let (cells, leading, end) = cells(lines, start, &bare);
    let mut found = Vec::new();
    let mut from = 0;
    for text in texts(&cells, &bare) {
        found.extend(rows_of(&cells[from..text], if from == 0 { leading } else { 0 }, &bare));
        found.push(Segment::Text(cells[text].lines.clone()));
        from = text + 1;
    }
    found.extend(rows_of(&cells[from..], if from == 0 { leading } else { 0 }, &bare));
    (found, end)
}

/// The cells that are not empty, how many empty ones stand before them, and the line behind the last pipe.
fn cells<'l>(lines: &[&'l str], start: usize, bare: &impl Fn(&str) -> String) -> (Vec<Filled<'l>>, usize, usize) {
    let is_pipe = |at: usize| lines.get(at).is_some_and(|line| line.trim() == "|");
    let is_blank = |at: usize| lines.get(at).is_none_or(|line| bare(line).trim().is_empty());
    let pipes_from = |at: usize| (at..lines.len()).take_while(|at| is_pipe(*at)).count();
    let leading = pipes_from(start).saturating_sub(1);
    let (mut cells, mut at): (Vec<Filled>, usize) = (Vec::new(), start + leading + 1);
    while let Some(end) = (at..lines.len()).find(|at| is_pipe(*at)) {
        let marks = lines[at..end].iter().all(|line| !line.trim().is_empty());
        // Marks of emphasis alone are an empty cell, and so is a blank line in a row that lacks one.
        let empty = (at..end).all(is_blank) && is_open(&cells, !marks);
        // Behind the last pipe stands a blank line, and what is no table any more.
        if is_blank(at) && !empty {
            break;
        }
        let pipes = pipes_from(end);
        let lines = if empty { Vec::new() } else { lines[at..end].to_vec() };
        cells.push(Filled::new(lines, pipes, bare));
        at = end + pipes;
    }
    (cells, leading, at)
}

/// True where the last row has not ended, and, where asked, is shorter than one before it.
fn is_open(cells: &[Filled], short: bool) -> bool {
    let groups = cells.split_inclusive(|cell| cell.pipes > 1).map(<[Filled]>::len);
    let last = groups.clone().next_back().unwrap_or(0);
    cells.last().is_some_and(|cell| cell.pipes == 1) && (!short || groups.max().is_some_and(|widest| last < widest))
}

/// The rows of some cells, as a segment; none where there are no cells.
fn rows_of<'l>(cells: &[Filled<'l>], leading: usize, bare: &impl Fn(&str) -> String) -> Option<Segment<'l>> {
    if cells.is_empty() {
        return None;
    }
    let width = width(cells, leading, bare);
    let mut rows = rows(cells, leading, width).0;
    let text = |cell: &BrokenCell| cell.lines.iter().map(|line| bare(line)).collect::<Vec<_>>().join(" ");
    span(&mut rows, width, &text);
    Some(Segment::Rows(rows))
}

/// The cells that are no cells but text between two tables, where no blank line holds them apart: among cells that one
/// pipe joins there are then the last row of one table, the text, and the first row of the next.
fn texts(cells: &[Filled], bare: &impl Fn(&str) -> String) -> Vec<usize> {
    let groups: Vec<&[Filled]> = cells.split_inclusive(|cell| cell.pipes > 1).collect();
    let mut found = Vec::new();
    // How many cells the rows have since the last text.
    let mut sizes: Vec<usize> = Vec::new();
    let mut first = 0;
    for (index, group) in groups.iter().enumerate() {
        let before = sizes.iter().rev().take(NEAR).max().copied().unwrap_or(0);
        let behind = groups[index + 1..].iter().take(NEAR).map(|group| group.len()).max().unwrap_or(0);
        let texts = texts_of_group(group, (before, behind), bare);
        if let Some(last) = texts.last() {
            sizes.clear();
            sizes.extend(Some(group.len() - last - 1).filter(|size| *size > 0));
        } else {
            sizes.push(group.len());
        }
        found.extend(texts.into_iter().map(|at| first + at));
        first += group.len();
    }
    found
}

/// The texts among cells that one pipe joins, by how many cells the rows before and behind them have.
fn texts_of_group(group: &[Filled], (before, behind): (usize, usize), bare: &impl Fn(&str) -> String) -> Vec<usize> {
    let is_text = |at: &usize| {
        let lines = &group[*at].lines;
        let heads_table =
            (*at > 0 || before > 0) && group.get(at + 1).is_some_and(|next| is_ordinal_name(&next.lines, bare));
        // A row of data has no name of a column, and a total has amounts.
        let names = || group.len() > LONGEST_GROUP && !group[1..].iter().any(has_digits);
        let sums_up = *at == 0 && group[0].total && has_digits(&group[0]) && names();
        *at == 0 && before > 0 && (heads_table || sums_up)
            || *at > 0 && is_heading(lines, bare)
            || *at >= before && before > 0 && group.len() > before && is_long(lines)
            || (heads_table || *at > 0 && is_part(lines, bare)) && group.len() > before
            || (*at > 0 || before > 0) && group.get(at + 1).is_some_and(|next| is_closing(&next.lines, bare))
    };
    let mut texts: Vec<usize> = (0..group.len()).filter(is_text).collect();
    if texts.is_empty() && before > 0 && behind > 0 && group.len() == before + behind + 1 {
        texts.push(before);
    }
    // What stands alone between two texts is no table.
    let alone: Vec<usize> = texts.windows(2).filter(|pair| pair[1] == pair[0] + 2).map(|pair| pair[0] + 1).collect();
    texts.extend(alone);
    texts.sort_unstable();
    texts
}

fn has_digits(cell: &Filled) -> bool {
    cell.lines.iter().any(|line| line.contains(|c: char| c.is_ascii_digit()))
}

/// True for what is too long for a cell between two tables.
fn is_long(lines: &[&str]) -> bool {
    lines.iter().map(|line| line.len()).sum::<usize>() > LONGEST_CELL
}

/// True for the name of a table's first column, `STT`.
fn is_ordinal_name(lines: &[&str], bare: &impl Fn(&str) -> String) -> bool {
    let [line] = lines else { return false };
    Vocabulary::builtin().columns.exact(&fold(bare(line).trim())).is_some_and(|name| name.key == ColumnRole::Ordinal)
}

/// True for the first cell of a closing, `Nơi nhận:`: what stands before it is no cell of its row.
fn is_closing(lines: &[&str], bare: &impl Fn(&str) -> String) -> bool {
    let first = lines.iter().map(|line| bare(line)).find(|line| line.contains(char::is_alphanumeric));
    first.is_some_and(|first| Vocabulary::builtin().recipient_labels.longest_prefix(&fold(first.trim())).is_some())
}

/// True where the first line, or the first two, are the name of a kind in capitals, with more below.
fn is_heading(lines: &[&str], bare: &impl Fn(&str) -> String) -> bool {
    let mut lines = lines.iter().map(|line| bare(line)).filter(|line| line.contains(char::is_alphanumeric));
    let Some(first) = lines.next().filter(|first| is_capitals(first)) else { return false };
    let Some(second) = lines.next() else { return false };
    let is_kind = |name: &str| Vocabulary::builtin().kinds.iter().any(|kind| fold(name.trim()) == kind.folded);
    is_kind(&first) || is_capitals(&second) && is_kind(&format!("{} {}", first.trim(), second.trim()))
}

/// True for what stands between the tables of a decision: an article with words behind its label, and what a document is
/// issued with.
fn is_part(lines: &[&str], bare: &impl Fn(&str) -> String) -> bool {
    let mut lines = lines.iter().map(|line| fold(bare(line).trim()));
    let is_article = |line: &str| {
        let number =
            line.strip_prefix("dieu ").map_or("", |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        number.len() + 5 < line.len() && number.strip_prefix('.').is_some_and(|words| words.starts_with(' '))
    };
    let is_issued = |line: &str| ["(kem theo ", "(ban hanh kem theo "].iter().any(|words| line.starts_with(words));
    lines.next().is_some_and(|first| is_article(&first) || is_issued(&first)) || lines.any(|line| is_issued(&line))
}

/// True for what begins a row of data: a running number, a letter or Roman number, a dash.
fn begins_row(lines: &[&str], bare: &impl Fn(&str) -> String) -> bool {
    let [line] = lines else { return false };
    let folded = fold(bare(line).trim());
    let number = folded.trim_end_matches(['.', ')', '/']);
    // `4.000` is an amount.
    let amount = number.rsplit_once('.').is_some_and(|(_, thousands)| thousands.len() == 3);
    let digits = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && number.len() <= 5 && !amount;
    // `III.2` is a part of III.
    let (first, parts) = number.split_once('.').unwrap_or((number, "0"));
    let parts = parts.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let roman = parts && first.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let letter = parts && first.len() == 1 && first.as_bytes()[0].is_ascii_alphabetic();
    // A cross says that something holds, far more often than it is ten.
    !number.is_empty() && folded != "x" && (digits || roman || letter) || matches!(folded.as_str(), "-" | "+")
}

/// The width of a header of one row, or else that with which most rows come out whole.
fn width(cells: &[Filled], leading: usize, bare: &impl Fn(&str) -> String) -> usize {
    let joined = cells.split_inclusive(|cell| cell.pipes > 1).map(<[Filled]>::len).max().unwrap_or(1);
    if let Some(width) = header_width(cells, bare).filter(|width| *width >= joined && leading == 0) {
        return width;
    }
    let widths = joined..=(joined + MOST_EMPTY).min(WIDEST.max(joined));
    // Of widths that fit alike the smallest.
    widths.rev().max_by_key(|width| rows(cells, leading, *width).1).unwrap_or(joined)
}

/// How many names a header of one row has: it begins with `STT`, and a row of data stands below it with no empty cell
/// between them, which could be of either.
fn header_width(cells: &[Filled], bare: &impl Fn(&str) -> String) -> Option<usize> {
    let begins = cells.first().is_some_and(|cell| is_ordinal_name(&cell.lines, bare));
    let names = joined(cells);
    let ends = cells.get(names.checked_sub(1)?)?.pipes == 2 && cells.get(names)?.begins;
    (begins && ends && names > LONGEST_GROUP).then_some(names)
}

/// The rows of a table of a width, short where a cell takes several columns, and how well the pipes fit them: each row
/// that is whole where its last pipe stands counts for it, each that is not against it.
fn rows<'l>(cells: &[Filled<'l>], leading: usize, width: usize) -> (Vec<Vec<BrokenCell<'l>>>, i32) {
    let mut rows: Vec<Vec<BrokenCell>> = Vec::new();
    let mut row = vec![BrokenCell::new(Vec::new()); leading];
    let (mut fit, mut begun) = (0, cells.first().is_some_and(|cell| cell.begins));
    for (index, cell) in cells.iter().enumerate() {
        row.push(BrokenCell::new(cell.lines.clone()));
        let last = index + 1 == cells.len();
        let room = width.saturating_sub(row.len());
        let next_begins = cells.get(index + 1).is_none_or(|next| next.begins);
        let in_head = rows.is_empty() || !begun;
        begun |= cell.begins;
        let (empty, behind) = match cell.pipes {
            _ if last => (cell.pipes.saturating_sub(1).min(room), Some(0)),
            1 => (0, None),
            pipes if pipes >= room + 2 => (room, Some(pipes - room - 2)),
            // A total with empty cells before its amounts, where these fill the row.
            pipes if cell.total && row.len() == 1 && pipes + joined(&cells[index + 1..]) == width => (pipes - 1, None),
            // Room for more cells, and fewer pipes: the row is short, or goes on behind empty cells.
            2 if row.len() == 1 && !cell.total || in_head || next_begins => (0, Some(0)),
            // What stands behind would be too much for one row: the next one lacks cells that those above it cover.
            pipes if row.len() + pipes - 1 + joined(&cells[index + 1..]) > width => (pipes - 2, Some(0)),
            pipes if next_begins => (pipes - 2, Some(0)),
            pipes => (pipes - 1, None),
        };
        row.extend(vec![BrokenCell::new(Vec::new()); empty]);
        if let Some(leading) = behind {
            let whole = row.len() == width;
            let heading = row.len() <= 2 || in_head;
            fit += if whole {
                2
            } else if heading {
                0
            } else {
                -3
            };
            rows.push(std::mem::replace(&mut row, vec![BrokenCell::new(Vec::new()); leading]));
        }
    }
    (rows, fit)
}

/// The most cells of the head of a group: its number and its name.
const LONGEST_GROUP: usize = 2;

/// True for a running number.
fn is_ordinal(text: &str) -> bool {
    let number = text.trim().trim_end_matches('.');
    !number.is_empty() && number.len() <= 5 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// How many cells are joined by one pipe each at the start of some cells.
fn joined(cells: &[Filled]) -> usize {
    cells.len().min(1 + cells.iter().take_while(|cell| cell.pipes == 1).count())
}

/// Gives the cells of short rows the columns that they take.
fn span<'l>(rows: &mut [Vec<BrokenCell<'l>>], width: usize, text: &impl Fn(&BrokenCell<'l>) -> String) {
    let second = rows.get(1).map_or(0, Vec::len);
    if let Some(first) = rows.first_mut()
        && first.len() < width
        && first.len() > 1
    {
        span_head(first, second, width, text);
    }
    let mut covered = 0;
    for row in rows {
        let taken: usize = covered + row.iter().map(|cell| cell.columns).sum::<usize>();
        covered = row.iter().filter(|cell| cell.rows > 1).map(|cell| cell.columns).sum();
        let total = row.first().is_some_and(|cell| Vocabulary::builtin().is_total(&text(cell)));
        // A row of data lacks the cells that those above it cover; what they are the page does not show.
        let ends_empty = row.last().is_some_and(|cell| cell.lines.is_empty());
        let numbered = row.first().is_some_and(|cell| is_ordinal(&text(cell)));
        let data = !total && row.len() > LONGEST_GROUP && (numbered || ends_empty);
        if data {
            continue;
        }
        let wide = if total { row.first_mut() } else { row.last_mut() };
        if let Some(cell) = wide.filter(|cell| taken < width && (cell.rows == 1)) {
            cell.columns += width - taken;
        }
    }
}

/// Gives the names of a header's first row the columns of the names below them: as many below as the first row lacks, and
/// more where a name stands over several.
fn span_head<'l>(first: &mut [BrokenCell<'l>], below: usize, width: usize, text: &impl Fn(&BrokenCell<'l>) -> String) {
    // Names over one column go down through both rows.
    let Some(whole) = width.checked_sub(below).filter(|whole| *whole < first.len()) else { return };
    let over = first.len() - whole;
    if below < over * 2 {
        return;
    }
    let words = Vocabulary::builtin();
    let single = |cell: &BrokenCell<'l>| {
        let name = fold(text(cell).trim());
        words
            .columns
            .exact(&name)
            .is_some_and(|known| matches!(known.key, ColumnRole::Ordinal | ColumnRole::Unit | ColumnRole::Note))
    };
    let may: Vec<usize> = (0..first.len()).filter(|at| !single(&first[*at])).collect();
    if may.len() < over {
        return;
    }
    // One name over others stands at the end as a rule, several stand side by side.
    let chosen = if over == 1 { &may[may.len() - 1..] } else { &may[..over] };
    let (each, more) = (below / over, below % over);
    for (index, cell) in first.iter_mut().enumerate() {
        match chosen.iter().position(|at| *at == index) {
            Some(place) => cell.columns = each + usize::from(place >= over - more),
            None => cell.rows = 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a table: cells by their words, with the columns and rows that they take where these are more than one.
    fn read(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        let (segments, _) = segments(&lines, 0, |line| line.replace('*', ""));
        let shown = |cell: &BrokenCell| {
            let size = if cell.columns > 1 { format!("×{}", cell.columns) } else { String::new() };
            let tall = if cell.rows > 1 { format!("↓{}", cell.rows) } else { String::new() };
            cell.lines.join(" ") + &size + &tall
        };
        let row = |row: &Vec<BrokenCell>| row.iter().map(shown).collect::<Vec<_>>().join("|");
        let lines_of = |segment: &Segment| match segment {
            Segment::Rows(rows) => rows.iter().map(row).collect::<Vec<_>>(),
            Segment::Text(lines) => vec![format!("text: {}", lines.join(" "))],
        };
        segments.iter().flat_map(lines_of).collect()
    }

    /// A row as a page of the web gives it: a pipe before each cell and behind the last.
    fn broken(rows: &[&[&str]]) -> String {
        let cell = |cell: &&str| if cell.is_empty() { "|\n".to_owned() } else { format!("|\n{cell}\n") };
        rows.iter().map(|row| row.iter().map(cell).collect::<String>() + "|\n").collect()
    }

    #[test]
    fn empty_cells_are_told_from_ends_of_rows() {
        let text = broken(&[
            &["TT", "Nội dung", "ĐVT", "Mức"],
            &["I", "Cơ quan", "", ""],
            &["", "Dưới 30 người", "đồng", "95"],
            &["", "Trên 30 người", "đồng", "92"],
            &["2", "Trường học", "", ""],
        ]);
        assert_eq!(
            read(&text),
            [
                "TT|Nội dung|ĐVT|Mức",
                "I|Cơ quan||",
                "|Dưới 30 người|đồng|95",
                "|Trên 30 người|đồng|92",
                "2|Trường học||"
            ]
        );
    }

    #[test]
    fn a_line_above_the_names_of_another_table_is_text() {
        let first: [&[&str]; 3] =
            [&["STT", "Mã", "Tên", "Ghi chú"], &["1", "1.001", "Cấp", ""], &["2", "1.002", "Đổi", ""]];
        let lines = ["STT|Mã|Tên|Ghi chú", "1|1.001|Cấp|", "2|1.002|Đổi|"];
        for (text, names) in [
            ("Bảng 2. Các bước", ["TT", "Nội dung"]),
            ("Tổng số thủ tục: 02 thủ tục", ["Bước thực hiện", "Nội dung công việc"]),
        ] {
            let head = [text, names[0], names[1], "Đơn vị"];
            let second: [&[&str]; 3] =
                [&head, &["Bước 1", "Tiếp nhận", "Văn phòng"], &["Bước 2", "Trả kết quả", "Văn phòng"]];
            let mut expected = lines.map(str::to_owned).to_vec();
            expected.push(format!("text: {text}"));
            expected.extend([
                format!("{}|{}|Đơn vị", names[0], names[1]),
                "Bước 1|Tiếp nhận|Văn phòng".to_owned(),
                "Bước 2|Trả kết quả|Văn phòng".to_owned(),
            ]);
            assert_eq!(read(&(broken(&first) + &broken(&second))), expected, "{text}");
        }
        let total = broken(&[&["STT", "Mã", "Tên", "Số"], &["1", "A", "Cấp", "2"], &["Tổng cộng", "hai", "bốn", "2"]]);
        assert!(read(&total).iter().all(|line| !line.starts_with("text")), "{:?}", read(&total));
    }

    #[test]
    fn names_below_a_name_and_empty_cells_within_rows() {
        let text = broken(&[
            &["TT", "Mã", "Tên", "Bưu chính", "Trực tuyến", "Ghi chú"],
            &["Toàn trình", "Một phần"],
            &["A", "CẤP TỈNH", "", "", "", "", ""],
            &["I", "Du lịch", "", "", "", "", ""],
            &["1", "2.001", "Thu hồi", "x", "", "x", ""],
            &["2", "2.002", "Cấp lại", "x", "", "x", ""],
            &["3", "2.003", "Cấp", "x", "", "x", ""],
        ]);
        assert_eq!(
            read(&text),
            [
                "TT↓2|Mã↓2|Tên↓2|Bưu chính↓2|Trực tuyến×2|Ghi chú↓2",
                "Toàn trình|Một phần",
                "A|CẤP TỈNH|||||",
                "I|Du lịch|||||",
                "1|2.001|Thu hồi|x||x|",
                "2|2.002|Cấp lại|x||x|",
                "3|2.003|Cấp|x||x|",
            ]
        );
    }

    #[test]
    fn an_empty_last_column_is_a_column() {
        let text = broken(&[&["STT", "Tên", "Ghi chú"], &["1", "Một", ""], &["2", "Hai", ""], &["3", "Ba", "Mới"]]);
        assert_eq!(read(&text), ["STT|Tên|Ghi chú", "1|Một|", "2|Hai|", "3|Ba|Mới"]);
    }

    #[test]
    fn heads_of_groups_and_totals_take_the_room_that_is_left() {
        let text = broken(&[
            &["STT", "Tên", "Số lượng", "Kinh phí"],
            &["A. CẤP TỈNH"],
            &["1", "Một", "2", "30"],
            &["2", "Hai", "1", "40"],
            &["Tổng cộng", "3", "70"],
            &["Tổng cộng", "", "3", "4.000"],
        ]);
        assert_eq!(
            read(&text),
            [
                "STT|Tên|Số lượng|Kinh phí",
                "A. CẤP TỈNH×4",
                "1|Một|2|30",
                "2|Hai|1|40",
                "Tổng cộng×2|3|70",
                "Tổng cộng||3|4.000"
            ]
        );
    }

    #[test]
    fn names_over_names() {
        let text = broken(&[
            &["TT", "Chỉ tiêu", "ĐVT", "Giai đoạn 2024 - 2026"],
            &["Năm 2024", "Năm 2025", "Năm 2026"],
            &["1", "Số điểm", "điểm", "1", "2", "3"],
            &["2", "Số sách", "cuốn", "4", "5", "6"],
        ]);
        assert_eq!(
            read(&text),
            [
                "TT↓2|Chỉ tiêu↓2|ĐVT↓2|Giai đoạn 2024 - 2026×3",
                "Năm 2024|Năm 2025|Năm 2026",
                "1|Số điểm|điểm|1|2|3",
                "2|Số sách|cuốn|4|5|6"
            ]
        );
        let two = broken(&[
            &["Thời gian", "Mức thu", "Hình thức"],
            &["Ngày", "Giờ", "Phí", "Lệ phí"],
            &["5", "40", "a", "b", "c"],
        ]);
        assert_eq!(read(&two)[0], "Thời gian×2|Mức thu×2|Hình thức↓2");
    }

    #[test]
    fn rows_below_a_merged_cell_are_rows_of_their_own() {
        let text = broken(&[
            &["TT", "Tuyến đê", "Từ", "Đến", "Cấp"],
            &["1", "Xã A", "", "", ""],
            &["Đê tả", "K0", "K1", ""],
            &["Đê hữu", "K0", "K2", ""],
            &["Đê bao", "K0", "K3", ""],
            &["2", "Xã B", "K0", "K4", "V"],
        ]);
        assert_eq!(
            read(&text)[1..5],
            ["1|Xã A|||", "Đê tả|K0|K1|", "Đê hữu|K0|K2|", "Đê bao|K0|K3|"].map(str::to_owned)
        );
    }

    #[test]
    fn a_blank_line_ends_a_table() {
        let text = broken(&[&["a", "b"]]) + "\n" + &broken(&[&["c", "d"]]);
        let lines: Vec<&str> = text.lines().collect();
        let (segments, end) = segments(&lines, 0, str::to_owned);
        assert_eq!((segments.len(), end), (1, 5));
    }

    #[test]
    fn a_line_before_the_name_of_the_first_column_is_text() {
        let joined = broken(&[&["TT", "Tên", "Số"], &["1", "Một", ""]])
            + "|\n2\n|\nHai\n|\n4\n|\nB. Danh mục bị bãi bỏ\n|\nTT\n|\nTên\n|\n|\n1\n|\nBa\n|\n";
        assert_eq!(read(&joined)[2..], ["2|Hai|4", "text: B. Danh mục bị bãi bỏ", "TT|Tên", "1|Ba"]);
    }

    #[test]
    fn text_between_a_table_and_a_closing_is_text() {
        for last in [["2", "Hai", "4"], ["2", "Hai", ""]] {
            let rows = broken(&[&["TT", "Tên", "Số"], &["1", "Một", "2"], &last]);
            let closing = broken(&[&["*Nơi nhận:*\n- Lưu: VT.", "CHỦ TỊCH"]]);
            let found = read(&format!("{rows}**Điều 2.** Thi hành.\n{closing}"));
            assert_eq!(found[2], last.join("|"));
            assert_eq!(found[3..], ["text: **Điều 2.** Thi hành.", "*Nơi nhận:* - Lưu: VT.|CHỦ TỊCH"]);
        }
    }

    #[test]
    fn text_between_tables_is_text() {
        let last = |rows: &[&[&str]]| broken(rows).trim_end_matches("|\n").to_owned() + "|\n";
        let text = last(&[&["ỦY BAN", "CỘNG HÒA"], &["Số: 4/QĐ-UBND", "Bình Lâm, ngày 2"]])
            + "QUYẾT ĐỊNH\nVề việc giao đất\nĐiều 1. Giao đất.\n"
            + &last(&[&["Nơi nhận:", "CHỦ TỊCH"]])
            + "PHỤ LỤC\nDANH SÁCH\n"
            + &broken(&[&["TT", "Tên", "Số"], &["1", "Một", "2"], &["2", "Hai", "4"]]);
        assert_eq!(
            read(&text),
            [
                "ỦY BAN|CỘNG HÒA",
                "Số: 4/QĐ-UBND|Bình Lâm, ngày 2",
                "text: QUYẾT ĐỊNH Về việc giao đất Điều 1. Giao đất.",
                "Nơi nhận:|CHỦ TỊCH",
                "text: PHỤ LỤC DANH SÁCH",
                "TT|Tên|Số",
                "1|Một|2",
                "2|Hai|4"
            ]
        );
    }
}
