//! A row of a table of which only the words are left: what of its text stands in which column.

use super::lines::{Line, trimmed};
use super::loose_header::{Heading, Role};
use super::table::GridCell;
use crate::grammars::pattern;
use crate::model::Span;
use crate::words::{Folded, Vocabulary, is_capitals, same_tones};
use regex::Regex;
use std::sync::LazyLock;

/// True for the head of a group: `II. NHIỆM VỤ`.
pub(super) fn is_group(slice: &str) -> bool {
    let label = slice.split(' ').next().unwrap_or("");
    let roman = label.trim_end_matches(['.', '/']);
    roman.len() < label.len()
        && roman.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'A'..='D'))
        && !roman.is_empty()
        && is_capitals(slice)
}

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[\dS]\d{0,2}(?:[.,]\d{3})+|\b0)[ .;,]*$"));

/// An amount at the end of a line: its bytes.
pub(super) fn amount_at_end(slice: &str) -> Option<(usize, usize)> {
    AMOUNT
        .find(slice)
        .map(|found| (found.start(), found.start() + found.as_str().trim_end_matches([' ', '.', ';', ',']).len()))
}

pub(super) fn ends_in_amount(slice: &str) -> bool {
    amount_at_end(slice).is_some()
}

pub(super) fn is_amount(slice: &str) -> bool {
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
pub(super) fn ordinal(slice: &str, expected: u32) -> Option<(usize, usize)> {
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

/// One row: its running number, amounts and deadline in their columns, the rest where that is clear. True where it
/// was not clear everywhere.
pub(super) fn row(
    text: &str,
    lines: &[Line],
    expected: u32,
    headings: &[Heading],
    words: &Vocabulary,
) -> (Vec<GridCell>, bool) {
    let rest: Vec<Span> = lines.iter().map(|line| Span { start: line.start, end: line.end }).collect();
    if words.is_total(rest[0].of(text)) || is_group(rest[0].of(text)) {
        return (total(text, &rest, headings), false);
    }
    let cells = vec![GridCell::default(); headings.len()];
    let mut row = Row { text, headings, rest, cells, open: headings.len(), doubtful: false };
    row.number(expected);
    row.amounts();
    row.deadline();
    row.rest.retain(|span| !span.is_empty() && span.of(text).chars().any(char::is_alphanumeric));
    row.share(words);
    let covered = row.cells.get(1).map_or(1, |cell| cell.columns as usize);
    if covered > 1 {
        row.cells.drain(2..1 + covered);
    }
    (row.cells, row.doubtful)
}

/// A row whose columns are filled from both ends.
struct Row<'r> {
    text: &'r str,
    headings: &'r [Heading],
    /// What is not in a column yet, line by line.
    rest: Vec<Span>,
    cells: Vec<GridCell>,
    /// The columns from this one on are filled.
    open: usize,
    doubtful: bool,
}

/// The bytes of a span from one to another.
fn cut(span: Span, (from, to): (usize, usize)) -> Span {
    Span { start: span.start + from as u32, end: span.start + to as u32 }
}

impl Row<'_> {
    fn role(&self, column: usize) -> Role {
        self.headings[column].role
    }

    /// Puts the end of the first line, from the start of a range on, into the last open column.
    fn close(&mut self, range: (usize, usize)) {
        let line = self.rest[0];
        self.cells[self.open - 1].spans.push(cut(line, range));
        self.rest[0] = bare(self.text, cut(line, (0, range.0)));
        self.open -= 1;
    }

    fn number(&mut self, expected: u32) {
        for line in &mut self.rest {
            if let Some(range) = ordinal(line.of(self.text), expected) {
                self.cells[0].spans.push(cut(*line, range));
                *line = bare(self.text, Span { start: line.start + range.1 as u32, ..*line });
                break;
            }
        }
    }

    /// The amounts that end the first line, in the last columns.
    fn amounts(&mut self) {
        let last = self.headings.last().is_some_and(|heading| heading.role == Role::Amount);
        while last && self.open > 2 && self.role(self.open - 1) != Role::Deadline {
            let Some(range) = amount_at_end(self.rest[0].of(self.text)) else { break };
            self.close(range);
        }
        while self.open > 1 && self.role(self.open - 1) == Role::Amount {
            self.open -= 1;
        }
    }

    /// The deadline, at the end of the first line or between two columns of text.
    fn deadline(&mut self) {
        if self.open > 1
            && self.role(self.open - 1) == Role::Deadline
            && let Some(range) = deadline_at_end(self.rest[0].of(self.text))
        {
            self.close(range);
        }
        // A deadline between two columns of text holds them apart.
        if self.open == self.headings.len()
            && self.open > 3
            && self.role(self.open - 2) == Role::Deadline
            && let Some((from, to)) = deadline_within(self.rest[0].of(self.text))
        {
            let line = self.rest[0];
            self.cells[self.open - 1].spans.push(bare(self.text, Span { start: line.start + to as u32, ..line }));
            self.open -= 1;
            // What its other lines hold of the last column stays with the text before.
            self.doubtful |= self.rest.len() > 1;
            self.close((from, to));
        }
    }

    /// Shares the text that is left out among the text columns: by the cells' rules where every line has
    /// them; where the row is one line and the columns hold agencies, by the agencies that begin them; else
    /// one cell covers them all.
    fn share(&mut self, words: &Vocabulary) {
        let columns = self.open.saturating_sub(1);
        if self.rest.is_empty() || columns == 0 {
            let last = self.cells.last_mut();
            last.into_iter().for_each(|last| last.spans.append(&mut self.rest));
            return;
        }
        if columns == 1 {
            self.cells[1].spans.append(&mut self.rest);
            return;
        }
        let split: Vec<Vec<Span>> = self.rest.iter().map(|span| ruled(self.text, *span)).collect();
        if split.iter().all(|parts| parts.len() == columns) {
            split.into_iter().for_each(|parts| self.put(parts));
            return;
        }
        let agencies = self.headings[2..self.open].iter().all(|heading| heading.role == Role::Agency);
        if let ([line], true) = (split.as_slice(), agencies) {
            let parts: Vec<Span> = line.iter().flat_map(|part| by_agency(self.text, *part, words)).collect();
            if parts.len() == columns {
                self.put(parts);
                return;
            }
        }
        self.doubtful = true;
        self.cells[1].spans.append(&mut self.rest);
        self.cells[1].columns = columns as u32;
    }

    /// Puts a part into each of the text columns.
    fn put(&mut self, parts: Vec<Span>) {
        for (cell, part) in self.cells[1..].iter_mut().zip(parts) {
            cell.spans.push(part);
        }
    }
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
