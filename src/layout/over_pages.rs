//! Tables that go on over the end of a page: what stands between their parts, and how these go together.

use super::lines::trimmed;
use super::table::{Grid, GridCell};
use crate::model::{Furniture, Span};
use crate::words::{distance, fold};
use std::collections::{HashMap, HashSet};

/// So many letters are what an engine makes of a page's number.
const SCRAP: usize = 3;
/// More than this, in bytes, is no end of a page.
const LONGEST_GAP: u32 = 1000;
/// The pages that must begin or end with a line, their numbers left out, for it to be a running head (tiêu đề chạy).
const PAGES: u32 = 3;
/// How many lines are looked at at the top and at the bottom of a page, and how many letters they have at least.
const EDGE: usize = 2;
const SHORTEST_HEAD: usize = 6;

/// What many pages of a text begin or end with.
pub(super) struct PageEdges(HashSet<String>);

/// What stands between two parts of a table.
#[derive(Default)]
pub(super) struct Gap {
    /// What an engine made of a page's number.
    pub scraps: Vec<Span>,
    /// Running heads.
    pub heads: Vec<Span>,
}

impl PageEdges {
    /// The running heads of a text, by their letters alone.
    pub(super) fn of(text: &str) -> Self {
        let mut seen: HashMap<String, u32> = HashMap::new();
        for page in text.split('\x0C') {
            let lines = || page.lines().map(letters).filter(|line| line.len() >= SHORTEST_HEAD);
            let own: HashSet<String> = lines().take(EDGE).chain(lines().rev().take(EDGE)).collect();
            own.into_iter().for_each(|head| *seen.entry(head).or_default() += 1);
        }
        Self(seen.into_iter().filter(|(_, pages)| *pages >= PAGES).map(|(head, _)| head).collect())
    }

    /// What stands in a gap between two tables, where that is nothing but a page's end with its number, running heads, what
    /// the format has set aside, and scraps. `None` where there is more.
    pub(super) fn gap(&self, gap: Span, text: &str, aside: &[Furniture]) -> Option<Gap> {
        if gap.end - gap.start > LONGEST_GAP {
            return None;
        }
        let mut found = Gap::default();
        let mut left = String::new();
        let first = aside.partition_point(|own| own.span.end <= gap.start);
        let known = aside[first..].iter().take_while(|own| own.span.start < gap.end).map(|own| own.span);
        let mut from = gap.start;
        for next in known.chain([Span { start: gap.end, end: gap.end }]) {
            for line in lines(Span { start: from, end: next.start.max(from) }, text) {
                let line = trimmed(text, line);
                match letters(line.of(text)) {
                    head if self.0.contains(&head) => found.heads.push(line),
                    _ if line.is_empty() => {}
                    _ => {
                        left.push_str(line.of(text));
                        left.push(' ');
                        found.scraps.push(line);
                    }
                }
            }
            from = next.end.max(from);
        }
        let folded = fold(left.trim());
        let number = folded.trim_start_matches("trang").trim_start_matches("page").trim_matches(['-', ' ']);
        let turns = gap.of(text).contains('\x0C');
        let is_number = |word: &str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        // A page's number, which some print twice, is left to those who know numbers of pages.
        if folded.is_empty() || turns && number.split(' ').take(3).all(is_number) && number.len() <= 7 {
            return Some(Gap { scraps: Vec::new(), ..found });
        }
        let few = left.chars().filter(|c| c.is_alphanumeric()).count() <= SCRAP && !left.contains(['.', ':', ';']);
        (turns && few).then_some(found)
    }
}

/// The lines of a part of a text.
fn lines(whole: Span, text: &str) -> impl Iterator<Item = Span> {
    let mut at = whole.start;
    whole.of(text).split(['\n', '\x0C']).map(move |line| {
        let start = at;
        at += line.len() as u32 + 1;
        Span { start, end: start + line.len() as u32 }
    })
}

fn letters(line: &str) -> String {
    fold(line).chars().filter(char::is_ascii_alphabetic).collect()
}

/// How many rows a table has in common with the first rows of the one before it: its header, shown again on the next page.
pub(super) fn repeated_header(before: &Grid, grid: &Grid, text: &str) -> usize {
    let said = |row: &Vec<GridCell>| {
        let mut said: String =
            row.iter().flat_map(|cell| &cell.spans).map(|span| fold(span.of(text))).collect::<Vec<_>>().join(" ");
        said.retain(|c| c.is_ascii_alphanumeric());
        said
    };
    let same = |a: &Vec<GridCell>, b: &Vec<GridCell>| {
        let (a, b) = (said(a), said(b));
        let letters = |said: &str| said.bytes().any(|byte| byte.is_ascii_alphabetic());
        // A row of column numbers repeats as well, but alone it tells nothing.
        a.len() < 400 && a == b || letters(&a) && a.len() < 400 && distance(&a, &b) * 6 <= a.len()
    };
    let count = before.rows.iter().zip(&grid.rows).take(3).take_while(|(a, b)| same(a, b)).count();
    let lettered = grid.rows.first().is_some_and(|row| said(row).bytes().any(|byte| byte.is_ascii_alphabetic()));
    if lettered && count < grid.rows.len() { count } else { 0 }
}

/// True where the first row of a page is the rest of the last one of the page before: its first cell, that of the running
/// number, is empty, and each of its words stands below others in the middle of what they say.
pub(super) fn is_cut(last: &[GridCell], rest: &[GridCell], text: &str) -> bool {
    let same_shape =
        last.len() == rest.len() && last.iter().zip(rest).all(|(above, below)| above.columns == below.columns);
    let is_numbered = last.first().is_some_and(|cell| !cell.is_empty()) && rest.first().is_some_and(GridCell::is_empty);
    let filled: Vec<(&GridCell, &GridCell)> = last.iter().zip(rest).filter(|(_, below)| !below.is_empty()).collect();
    let ends = |cell: &GridCell| cell.spans.last().is_some_and(|span| ends_sentence(span.of(text)));
    let is_open = |(above, below): &(&GridCell, &GridCell)| {
        let next = below.spans.first().map_or("", |span| span.of(text));
        !ends(above) || next.starts_with(['-', '+', '•']) || next.starts_with(char::is_lowercase)
    };
    same_shape
        && is_numbered
        && !filled.is_empty()
        && filled.iter().all(|(above, _)| !above.is_empty())
        && (filled.len() == 1 || filled.iter().any(is_open))
}

/// Adds what stands on the next page to a cell.
pub(super) fn add_rest(cell: &mut GridCell, rest: GridCell, text: &str) {
    if let (Some(last), Some(next)) = (cell.spans.last(), rest.spans.first())
        && !ends_sentence(last.of(text))
        && !next.of(text).starts_with(['-', '+', '•'])
    {
        cell.goes_on.push(next.start);
    }
    cell.spans.extend(rest.spans);
    cell.goes_on.extend(rest.goes_on);
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', ';', ':', '!', '?'])
}

/// The columns of a grid.
pub(super) fn width(grid: &Grid) -> u32 {
    grid.rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum::<u32>()).max().unwrap_or(0)
}
