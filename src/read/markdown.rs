//! Markdown as people keep decisions in it: front matter, emphasis, headings, pipe tables, `<br>`, tables
//! broken into one cell a line between lone `|`, hard wraps.
//!
//! The marks go, the words stay. A blank line ends a paragraph; the lines within one may be wrapped, and
//! `layout` decides.

use super::broken_table::{self, BrokenCell, Segment};
use super::entry::{Entry, Kind};
use super::html_table;
use super::normal::{normalised, single_blanked};
use crate::errors::{Code, Error};
use crate::grammars::pattern;
use crate::model::{Furniture, FurnitureKind, Span};
use crate::source::{Block, Cell, Source, Style, Table};
use crate::words::{Vocabulary, document_lines};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// No emphasis has more marks.
const MOST_MARKS: usize = 3;
/// How many marks of emphasis or lone pipes make a text Markdown.
const ENOUGH_MARKS: usize = 4;

/// How many lines from the top a letterhead begins, at most.
const HEAD_LINES: usize = 6;
/// The lowest level of a heading.
const DEEPEST_HEADING: usize = 6;

static BLANK_ENTITY: LazyLock<Regex> = LazyLock::new(|| pattern("&(?:nbsp|ensp|emsp|thinsp|#160|#[xX][aA]0);"));

pub(super) const FORMAT: Entry = Entry {
    key: "md",
    name: "Markdown",
    endings: &["md"],
    kind: Kind::Text { is: is_markdown, read: |text| source(&text) },
};

/// True where a text is Markdown and not plain: front matter, emphasis, tables between lone pipes.
fn is_markdown(text: &str) -> bool {
    let lone = text.lines().filter(|line| line.trim() == "|").take(ENOUGH_MARKS).count();
    front_matter(text).is_some()
        || text.lines().any(html_table::begins)
        || lone >= ENOUGH_MARKS
        || text.matches("**").take(ENOUGH_MARKS).count() >= ENOUGH_MARKS
        || text.lines().any(is_rule) && (text.lines().any(|line| heading(line).is_some()) || is_headed_by_table(text))
}

/// `|---|---|`: a table of pipes stands in plain text, too.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    is_row(line) && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// True where a table stands at the top, as a letterhead does: the columns of a plain text's stand apart by blanks.
fn is_headed_by_table(text: &str) -> bool {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD_LINES).any(is_row)
}

/// The words of a heading: `## Nơi nhận`.
fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    ((1..=DEEPEST_HEADING).contains(&level) && text.starts_with(' ')).then(|| text.trim_start())
}

/// Reads a text that is Markdown.
fn source(text: &str) -> Result<Source, Error> {
    let mut reader = Reader::default();
    // A blank is one before it is asked what a line is; other entities are characters of the text.
    let text = &BLANK_ENTITY.replace_all(text, " ");
    let body = match front_matter(text) {
        Some(length) => {
            let lines: Vec<&str> = text[..length].lines().filter(|line| line.trim() != "---").collect();
            reader.set_aside(&lines, FurnitureKind::SiteNoise);
            &text[length..]
        }
        None => text,
    };
    let (lines, page_numbers) = without_page_numbers(body.lines().collect());
    reader.set_aside(&page_numbers, FurnitureKind::PageNumber);
    let document = document_range(&lines);
    reader.set_aside(&lines[..document.start], FurnitureKind::SiteNoise);
    let mut at = 0;
    while at < document.len() {
        at = reader.block(&lines[document.clone()], at);
    }
    reader.set_aside(&lines[document.end..], FurnitureKind::SiteNoise);
    if reader.text.trim().is_empty() {
        return Err(Error::from(Code::InputEmpty));
    }
    Ok(Source { text: reader.text, blocks: Some(reader.blocks), furniture: reader.furniture, ..Source::default() })
}

/// The length of the front matter, its rules included.
fn front_matter(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let is_rule = |line: &str| line.trim_end() == "---";
    let first = lines.next().filter(|first| is_rule(first))?;
    let mut length = first.len();
    let mut keyed = None;
    for line in lines {
        length += line.len();
        if is_rule(line) {
            return keyed.unwrap_or(false).then_some(length);
        }
        keyed.get_or_insert(line.contains(':'));
    }
    None
}

/// Fewer lines than these are no page.
const SHORTEST_PAGE: usize = 15;

/// The lines without those that are a page's number alone between blank lines, and those. Blank lines around a number go
/// with it where a text has no others: they were no ends of paragraphs.
fn without_page_numbers(lines: Vec<&str>) -> (Vec<&str>, Vec<&str>) {
    let is_blank = |at: usize| lines.get(at).is_none_or(|line| line.trim().is_empty());
    let mut last = 0;
    let numbers: Vec<usize> = (1..lines.len())
        .filter(|at| {
            let alone = is_blank(at - 1) && is_blank(at + 1) && is_page_number(lines[*at]);
            let number = alone && at - last >= SHORTEST_PAGE;
            last = if alone { *at } else { last };
            number
        })
        .collect();
    if numbers.is_empty() {
        return (lines, Vec::new());
    }
    let blank = (0..lines.len()).filter(|at| is_blank(*at)).count();
    let all = blank <= numbers.len() * 2 + lines.len() / 20;
    let gone = |at: usize| {
        let beside = |at: &usize| numbers.binary_search(at).is_ok();
        beside(&at) || is_blank(at) && (all && beside(&(at + 1)) || at > 0 && beside(&(at - 1)))
    };
    let kept = (0..lines.len()).filter(|at| !gone(*at)).map(|at| lines[at]).collect();
    (kept, numbers.iter().map(|at| lines[*at]).collect())
}

/// True for `2` and `- 2 -`.
fn is_page_number(line: &str) -> bool {
    let bare = line.trim();
    let bare = bare.strip_prefix('-').and_then(|rest| rest.strip_suffix('-')).unwrap_or(bare).trim();
    bare.parse::<u16>().is_ok_and(|number| (2..1000).contains(&number))
}

/// The lines of a page that are its document; of the pipes that begin it the last one alone, since those before it belong to
/// the table of the site.
fn document_range(lines: &[&str]) -> Range<usize> {
    let bare: Vec<String> = lines.iter().map(|line| without_marks(line)).collect();
    let mut document = document_lines(bare.iter().map(String::as_str), Vocabulary::builtin());
    let is_pipe = |at: usize| lines.get(at).is_some_and(|line| line.trim() == "|");
    while document.start > 0
        && document.start + 1 < document.end
        && is_pipe(document.start)
        && is_pipe(document.start + 1)
    {
        document.start += 1;
    }
    document
}

#[derive(Default)]
struct Reader {
    text: String,
    blocks: Vec<Block>,
    furniture: Vec<Furniture>,
}

impl Reader {
    /// Adds a line to the text and gives its span.
    fn push(&mut self, line: &str) -> Span {
        let start = self.text.len();
        let line = normalised(&html_escape::decode_html_entities(line.trim_end()));
        self.text.push_str(&single_blanked(line));
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        span
    }

    /// Keeps lines that are not the document's.
    fn set_aside(&mut self, lines: &[&str], kind: FurnitureKind) {
        for line in lines.iter().filter(|line| !matches!(line.trim(), "" | "|")) {
            let span = self.push(line);
            self.furniture.push(Furniture { kind, span });
        }
    }

    /// Reads the block at a line; returns the line behind it.
    fn block(&mut self, lines: &[&str], at: usize) -> usize {
        let line = lines[at].trim();
        if is_picture(line) {
            self.set_aside(&lines[at..=at], FurnitureKind::SiteNoise);
            return at + 1;
        }
        if line == "|" {
            let (segments, end) = broken_table::segments(lines, at, without_marks);
            for segment in segments {
                match segment {
                    Segment::Rows(rows) => self.broken(rows),
                    Segment::Text(lines) => {
                        let blocks = self.paragraphs(&lines);
                        self.blocks.extend(blocks);
                    }
                }
            }
            return end.max(at + 1);
        }
        if let Some((table, end)) = Some(lines)
            .filter(|_| html_table::begins(line))
            .and_then(|lines| html_table::table(lines, at, self.text.len()))
        {
            self.text.push_str(&table.text);
            self.blocks.extend(table.blocks.into_iter().flatten());
            self.furniture.extend(table.furniture);
            return end;
        }
        if is_row(line) {
            let end = (at..lines.len()).find(|at| !is_row(lines[*at].trim())).unwrap_or(lines.len());
            self.piped(&lines[at..end]);
            return end;
        }
        let end = (at + 1..lines.len()).find(|at| ends_paragraph(lines[*at])).unwrap_or(lines.len());
        // A blank line before a paragraph is one of the text, too.
        if line.is_empty() {
            let here = Span::new(self.text.len(), self.text.len());
            self.blocks.push(paragraph(here));
        }
        for block in self.paragraphs(&lines[at..end]) {
            self.blocks.push(block);
        }
        end
    }

    /// The paragraphs of some lines: runs of lines without a blank one between them.
    fn paragraphs(&mut self, lines: &[&str]) -> Vec<Block> {
        let mut found = Vec::new();
        let mut open: Option<Span> = None;
        let mut line = String::new();
        let mut emphasis = Emphasis::default();
        let mut labelled = false;
        for raw in lines.iter().copied().chain([""]) {
            let blank = raw.trim().is_empty();
            let bare = without_marks(raw);
            if std::mem::take(&mut labelled) && !raw.trim_start().starts_with(char::is_alphabetic) {
                self.end_line(&mut line, &mut open);
            }
            // Emphasis that a whole line in bold finds open was never closed.
            if is_bold(raw) && emphasis.is_open() {
                self.end_line(&mut line, &mut open);
                emphasis = Emphasis::default();
            }
            if !bare.trim().is_empty() {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(bare.trim());
            }
            emphasis.read(raw);
            labelled = !blank && is_label_alone_bold(raw);
            // Emphasis that is still open says that the next line goes on with this one.
            if blank || !emphasis.is_open() && !labelled {
                self.end_line(&mut line, &mut open);
            }
            // A line of marks alone (`**`) ends nothing; a blank line does, and a title in bold behind a label.
            if blank {
                emphasis = Emphasis::default();
            }
            if blank || !emphasis.is_open() && is_titled_label(raw) {
                found.extend(open.take().map(paragraph));
            }
        }
        found
    }

    /// Adds a line to the text and to the paragraph that is open.
    fn end_line(&mut self, line: &mut String, open: &mut Option<Span>) {
        if !line.is_empty() {
            let span = self.push(line);
            line.clear();
            *open = Some(Span { start: open.map_or(span.start, |open| open.start), end: span.end });
        }
    }

    /// A table of cells with spans; what a cell above covers has none of its own.
    fn broken(&mut self, rows: Vec<Vec<BrokenCell>>) {
        let mut covered: Vec<(usize, usize)> = Vec::new();
        let rows = rows
            .into_iter()
            .enumerate()
            .map(|(index, row)| {
                let (mut column, mut cells) = (0, Vec::with_capacity(row.len()));
                for cell in row {
                    while covered.contains(&(index, column)) {
                        column += 1;
                    }
                    for below in 1..cell.rows {
                        covered.extend((column..column + cell.columns).map(|at| (index + below, at)));
                    }
                    let blocks = self.paragraphs(&cell.lines);
                    cells.push(Cell { blocks, column, columns: cell.columns as u32, rows: cell.rows as u32 });
                    column += cell.columns;
                }
                cells
            })
            .collect();
        self.blocks.push(Block::Table(Table { rows, header: 0 }));
    }

    fn table(&mut self, rows: Vec<Vec<Vec<Block>>>, header: usize) {
        let rows = rows
            .into_iter()
            .map(|row| {
                let cells = row.into_iter().enumerate();
                cells.map(|(column, blocks)| Cell { blocks, column, columns: 1, rows: 1 }).collect()
            })
            .collect();
        self.blocks.push(Block::Table(Table { rows, header }));
    }

    /// A pipe table: a row a line, a rule below the header.
    fn piped(&mut self, lines: &[&str]) {
        let (mut rows, mut header) = (Vec::new(), 0);
        for line in lines {
            let line = line.trim();
            if is_rule(line) {
                // A table must have a header: one without words stands for none.
                if rows.iter().flatten().all(|cell: &Vec<Block>| cell.is_empty()) {
                    rows.clear();
                }
                header = rows.len();
                continue;
            }
            let ends = line.strip_prefix('|').unwrap_or(line);
            let ends = ends.strip_suffix('|').filter(|own| !own.ends_with('\\')).unwrap_or(ends);
            let row: Vec<Vec<Block>> = pipes(ends)
                .into_iter()
                .map(|cell| cell.replace("<br/>", "<br>").replace("<br />", "<br>"))
                .map(|cell| cell.split("<br>").flat_map(|line| self.paragraphs(&[line])).collect())
                .collect();
            rows.push(row);
        }
        self.table(rows, header);
    }
}

/// Which emphasis is open.
#[derive(Default)]
struct Emphasis {
    strong: bool,
    slanted: bool,
}

impl Emphasis {
    fn read(&mut self, line: &str) {
        let line = line.trim();
        // `* *` and `** **` are empty.
        if line.contains(' ') && line.chars().all(|c| matches!(c, '*' | ' ')) {
            return;
        }
        let mut rest = bullet(line).unwrap_or(line);
        while let Some(at) = rest.find(['*', '\\']) {
            // A star behind a backslash is text.
            if rest[at..].starts_with('\\') {
                rest = rest[at + 1..].strip_prefix(['*', '\\']).unwrap_or(&rest[at + 1..]);
                continue;
            }
            rest = &rest[at..];
            let stars = rest.len() - rest.trim_start_matches('*').len();
            self.strong ^= stars & 2 != 0;
            self.slanted ^= stars & 1 != 0;
            rest = &rest[stars..];
        }
    }

    fn is_open(&self) -> bool {
        self.strong || self.slanted
    }
}

/// What stands behind a star that is a bullet: one that no other closes, as in `* (Chi tiết theo Phụ lục)*`.
fn bullet(line: &str) -> Option<&str> {
    let item = line.strip_prefix("* ")?;
    let emphasis = item.ends_with('*') && item.matches('*').count() % 2 == 1;
    (!item.trim_start().starts_with('*') && !emphasis).then_some(item)
}

/// The longest label of an article in bold, in bytes: `Điều 123.` and blanks.
const LONGEST_BOLD_LABEL: usize = 16;

/// True for a line of which the label is bold and the words behind it are not, and no mark closes them: they are no title, and
/// the next line goes on with them. `**Điều 2. **Giao`.
fn is_label_alone_bold(line: &str) -> bool {
    let bold = line.trim().strip_prefix("**").and_then(|rest| rest.split_once("**"));
    bold.is_some_and(|(label, words)| {
        label.len() <= LONGEST_BOLD_LABEL
            && label.starts_with("Điều ")
            && label.trim_end().ends_with(|c: char| c == '.' || c == ':' || c.is_ascii_digit())
            && words.trim().starts_with(char::is_alphabetic)
            && !words.trim_end().ends_with(['.', ';', ':', '!', '?'])
    })
}

/// True for a line in bold that begins with a label: `**1. Phạm vi điều chỉnh**`, `**Điều 1. Phạm vi điều chỉnh**`.
fn is_titled_label(line: &str) -> bool {
    let label = line.trim().trim_start_matches('*');
    let number = label.strip_prefix("Điều ").unwrap_or(label).split(' ').next().unwrap_or_default();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | '.');
    is_bold(line.trim()) && number.len() > 1 && number.ends_with('.') && number.chars().all(is_number)
}

/// True for a line that is bold from its first to its last letter.
fn is_bold(line: &str) -> bool {
    let inner = line.trim().strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.is_some_and(|inner| inner.contains(char::is_alphanumeric) && !inner.contains('*'))
}

/// The cells of a row; a pipe behind a backslash is text.
fn pipes(row: &str) -> Vec<&str> {
    let (mut cells, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !escaped {
            cells.push(&row[from..at]);
            from = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    cells.push(&row[from..]);
    cells
}

fn paragraph(span: Span) -> Block {
    Block::Paragraph { span, style: Style::default(), element: Span::default() }
}

fn is_row(line: &str) -> bool {
    line.len() > 1 && line.starts_with('|') && line.matches('|').count() >= 2
}

fn ends_paragraph(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line == "|" || is_row(line) || html_table::begins(line) || is_picture(line)
}

/// True for a picture without words, `![](page-2.jpg)`.
fn is_picture(line: &str) -> bool {
    let link = line.strip_prefix("![](").and_then(|rest| rest.strip_suffix(')'));
    link.is_some_and(|link| !link.contains([')', ' ']))
}

/// A line without emphasis, heading marks, tags and escapes.
fn without_marks(line: &str) -> String {
    let trimmed = line.trim();
    let trimmed = heading(trimmed).or(trimmed.strip_prefix("> ")).unwrap_or(trimmed);
    let bare = without_underscores(trimmed);
    let trimmed = bare.as_str();
    let mut out = String::with_capacity(trimmed.len());
    let mut rest = trimmed;
    if let Some(item) = bullet(rest) {
        out.push_str("* ");
        rest = item.trim_start();
    }
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '*' if !(out.ends_with('(') && after.starts_with(')')) => rest = after,
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                out.extend(after.chars().next());
                rest = &after[1..];
            }
            '<' if is_tag(after) => rest = after.split_once('>').map_or("", |(_, rest)| rest),
            c => {
                out.push(c);
                rest = after;
            }
        }
    }
    out
}

/// A line without the underscores that are emphasis: `_Căn cứ …_`, `__Điều 1.__`. Those within a word, to be filled, or
/// without their like on the line are text.
fn without_underscores(line: &str) -> String {
    if !line.contains('_') {
        return line.to_owned();
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in line.match_indices('_') {
        match runs.last_mut().filter(|run| run.0 + run.1 == at) {
            Some(run) => run.1 += 1,
            None => runs.push((at, 1)),
        }
    }
    let before = |run: &(usize, usize)| line[..run.0].chars().next_back();
    let behind = |run: &(usize, usize)| line[run.0 + run.1..].chars().next();
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '\\');
    let inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '\\');
    // The last run of each length that has begun emphasis.
    let mut open: [Option<(usize, usize)>; MOST_MARKS] = [None; MOST_MARKS];
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for run in runs.into_iter().filter(|run| run.1 <= MOST_MARKS) {
        let begun = &mut open[run.1 - 1];
        let worded = |first: &mut (usize, usize)| line[first.0..run.0].contains(char::is_alphanumeric);
        match begun.take_if(|first| inside(before(&run)) && outside(behind(&run)) && worded(first)) {
            Some(first) => marks.extend([first, run]),
            None if outside(before(&run)) && inside(behind(&run)) => *begun = Some(run),
            None => {}
        }
    }
    marks.sort_unstable();
    let (mut out, mut at) = (String::with_capacity(line.len()), 0);
    for (start, length) in marks {
        out.push_str(&line[at..start]);
        at = start + length;
    }
    out + &line[at..]
}

fn is_tag(after: &str) -> bool {
    after.find('>').is_some_and(|end| end < 200)
        && (after.starts_with('/') || after.starts_with('!') || after.starts_with(|c: char| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_at_the_top_or_a_heading_makes_a_table_of_pipes_markdown() {
        let letterhead = "| SỞ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 4/QĐ-SYT | Bình Lâm, ngày 9 tháng 9 năm 2025 |\n";
        assert!(is_markdown(letterhead));
        assert!(is_markdown(&format!("# Quyết định 4/QĐ-SYT\n\n{letterhead}")));
        let plain = format!("{}| STT | Nội dung |\n|---|---|\n| 1 | Thu |\n", "Điều 1. Thu, chi.\n".repeat(HEAD_LINES));
        assert!(!is_markdown(&plain));
        assert!(!is_markdown("| Số: 4/QĐ-SYT | Bình Lâm |\n| a | b |\n"));
        assert!(is_markdown(&format!("## Phụ lục\n{plain}")));
        assert!(!is_markdown(&format!("#1 Phụ lục\n{plain}")));
    }

    #[test]
    fn a_title_in_bold_behind_a_label_ends_its_paragraph() {
        assert_eq!(shown("**1. Phạm vi**\nVăn bản này\nquy định.\n"), ["1. Phạm vi", "Văn bản này/quy định."]);
        assert_eq!(shown("**Điều 1. Phạm vi**\nVăn bản này.\n"), ["Điều 1. Phạm vi", "Văn bản này."]);
        assert_eq!(shown("**VỀ VIỆC**\nBan hành.\n"), ["VỀ VIỆC/Ban hành."]);
    }

    #[test]
    fn a_star_that_another_closes_is_no_bullet() {
        assert_eq!(shown("* (Chi tiết tại Phụ lục)*\nĐiều 2. Giao.\n"), ["(Chi tiết tại Phụ lục)/Điều 2. Giao."]);
        assert_eq!(shown("* Mục *một*\n"), ["* Mục một"]);
        assert_eq!(shown("*Mục*\n* Hai\n"), ["Mục/* Hai"]);
    }

    #[test]
    fn words_behind_a_label_in_bold_go_on() {
        for (text, expected) in [
            ("**Điều 4. **Chánh\nVăn phòng thi hành.\n", vec!["Điều 4. Chánh Văn phòng thi hành."]),
            ("**Điều 4.** Thi hành.\nVăn phòng thi hành.\n", vec!["Điều 4. Thi hành./Văn phòng thi hành."]),
            ("**Điều 4. Thi hành**\nVăn phòng thi hành.\n", vec!["Điều 4. Thi hành", "Văn phòng thi hành."]),
            ("**Điều 4.** Các việc\n1. Thi hành.\n", vec!["Điều 4. Các việc/1. Thi hành."]),
            ("**Điều 4.** Các việc\n**Điều 5.** Thi hành.\n", vec!["Điều 4. Các việc/Điều 5. Thi hành."]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    fn shown(text: &str) -> Vec<String> {
        let source = source(text).expect("a document");
        let of = |blocks: &[Block]| {
            blocks
                .iter()
                .filter_map(|block| match block {
                    Block::Paragraph { span, .. } => Some(span.of(&source.text).replace('\n', "/")),
                    Block::Table(_) => None,
                })
                .collect::<Vec<_>>()
                .join("&")
        };
        let blocks = source.blocks.clone().unwrap_or_default();
        // Blank lines are empty paragraphs.
        let blank = |block: &&Block| matches!(block, Block::Paragraph { span, .. } if span.is_empty());
        blocks
            .iter()
            .filter(|block| !blank(block))
            .map(|block| match block {
                Block::Paragraph { .. } => of(std::slice::from_ref(block)),
                Block::Table(table) => {
                    let rows = table
                        .rows
                        .iter()
                        .map(|row| row.iter().map(|cell| of(&cell.blocks)).collect::<Vec<_>>().join(" | "));
                    rows.collect::<Vec<_>>().join(" || ")
                }
            })
            .collect()
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(
            shown("---\nid: 1\n---\n# QUYẾT ĐỊNH\n\n**Điều 1. **Công\nbố *(Phụ lục)*.\n\n* Mục\n\n** **\n\n1\\. Hai"),
            ["QUYẾT ĐỊNH", "Điều 1. Công bố (Phụ lục).", "* Mục", "1. Hai"]
        );
    }

    #[test]
    fn underscores_around_words_are_emphasis() {
        for (line, bare) in [
            ("_Căn cứ Luật Dược;_", "Căn cứ Luật Dược;"),
            ("__Điều 1.__ Giao _Sở Y tế_.", "Điều 1. Giao Sở Y tế."),
            ("___Nơi nhận:___", "Nơi nhận:"),
            ("Số: 4/QĐ_BKHCN_X", "Số: 4/QĐ_BKHCN_X"),
            ("Họ và tên: ___ ngày __/__/2025", "Họ và tên: ___ ngày __/__/2025"),
            ("_______", "_______"),
            (r"\_chữ\_", "_chữ_"),
        ] {
            assert_eq!(without_marks(line), bare, "{line}");
        }
    }

    #[test]
    fn emphasis_that_never_ends_does_not_join_the_lines_behind_it() {
        assert_eq!(
            shown("* *\n**QUYẾT ĐỊNH**\nVề việc giao đất\nĐiều 1. *Giao\nđất\n**Điều 2**\nNhận đất"),
            ["QUYẾT ĐỊNH/Về việc giao đất/Điều 1. Giao đất/Điều 2/Nhận đất"]
        );
    }

    #[test]
    fn a_picture_is_no_text() {
        let text = "Một\n![](images/2.jpg)\n\nHai ![](3.jpg)";
        assert_eq!(shown(text), ["Một", "Hai ![](3.jpg)"]);
        let source = source(text).expect("a document");
        assert_eq!(
            source.furniture.iter().map(|own| own.span.of(&source.text)).collect::<Vec<_>>(),
            ["![](images/2.jpg)"]
        );
    }

    #[test]
    fn entities_are_characters() {
        assert_eq!(shown("##&nbsp;SỞ&#160;Y&nbsp;TẾ\n\n\\&amp; &lt;tên&gt;"), ["SỞ Y TẾ", "& <tên>"]);
    }

    #[test]
    fn a_number_alone_far_from_others_is_a_page_s() {
        let page = "Đoạn văn.\n\n".repeat(8);
        assert_eq!(
            shown(&format!("{page}2\n\nHết.")),
            ["Đoạn văn."].repeat(8).into_iter().chain(["Hết."]).collect::<Vec<_>>()
        );
        assert_eq!(shown("Một\n\n2\n\nHai"), ["Một", "2", "Hai"]);
        // Within a cell the blank lines are the page's, too.
        let table =
            "|\nTT\n|\nTên\n|\n".to_owned() + &"|\n1\n|\nMột\n|\n".repeat(4) + "|\n2\n|\nHai,\n\n- 3 -\n\nba\n|\n";
        assert_eq!(shown(&table), ["TT | Tên".to_owned() + &" || 1 | Một".repeat(4) + " || 2 | Hai,/ba"]);
    }

    #[test]
    fn what_is_escaped_is_text() {
        assert_eq!(shown("| A |\n|---|\n| x \\| y \\\\ |\n| \\*z |"), ["A || x | y \\ || *z"]);
        assert_eq!(shown("Giá \\*\nmột **hai**\n\nBa"), ["Giá */một hai", "Ba"]);
    }

    #[test]
    fn a_header_without_words_is_none() {
        let source = source("| | |\n|---|---|\n| 1 | x |").expect("a document");
        let blocks = source.blocks.unwrap_or_default();
        assert!(matches!(&blocks[..], [Block::Table(table)] if table.header == 0 && table.rows.len() == 1));
    }

    #[test]
    fn tables_by_pipes_and_by_lone_pipes() {
        assert_eq!(shown("| A | B |\n|---|---|\n| 1 | x<br>y |"), ["A | B || 1 | x&y"]);
        assert_eq!(shown("|\n**A**\n|\nB\nb\n|\n|\n1\n|\n\n|\n\n\nSau bảng"), ["A | B/b || 1 | ", "Sau bảng"]);
    }
}
