//! Ruled tables: drawn lines become a lattice, the lattice cells.
//!
//! An engine breaks long lines and loses short ones. A boundary between two places holds where a line covers most of it
//! and no word crosses it; else the places are one cell.

use super::{Rect, Sheet, Word};

/// The most lines on a page that are looked at.
const MOST_RULINGS: usize = 20_000;
/// The most places of a table times the words in it: more is no table of an office.
const MOST_WORK: usize = 50_000_000;
/// The share of a boundary that a line must cover.
const COVERED: f32 = 0.6;

/// A cell of a lattice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
}

/// A ruled table on a page.
pub(super) struct Lattice {
    pub place: Rect,
    /// From the left and from the top: one more than there are columns and rows.
    across: Vec<f32>,
    down: Vec<f32>,
    pub cells: Vec<Place>,
    /// The cell of every place, row by row.
    owner: Vec<usize>,
}

impl Lattice {
    /// The number of rows.
    pub(super) fn rows(&self) -> usize {
        self.down.len() - 1
    }

    fn columns(&self) -> usize {
        self.across.len() - 1
    }

    /// True where a point lies within.
    pub(super) fn holds(&self, x: f32, y: f32) -> bool {
        x > self.place.left && x < self.place.right && y > self.place.top && y < self.place.bottom
    }

    /// The index of the cell at a point within.
    pub(super) fn cell_at(&self, x: f32, y: f32) -> usize {
        let at =
            |bounds: &[f32], value: f32| bounds.partition_point(|bound| *bound <= value).clamp(1, bounds.len() - 1) - 1;
        self.owner[at(&self.down, y) * self.columns() + at(&self.across, x)]
    }
}

/// The ruled tables of a page, from the top.
pub(super) fn lattices(sheet: &Sheet) -> Vec<Lattice> {
    let least = sheet.width * 0.008;
    let (mut level, mut upright): (Vec<Rect>, Vec<Rect>) = (Vec::new(), Vec::new());
    for ruling in sheet.rulings.iter().take(MOST_RULINGS) {
        let (width, height) = (ruling.width(), ruling.height());
        if width >= height * 3.0 && width > least * 2.0 {
            level.push(*ruling);
        } else if height >= width * 3.0 && height > least {
            upright.push(*ruling);
        }
    }
    let near = sheet.width * 0.008;
    let mut found: Vec<Lattice> = groups(&level, &upright, near)
        .into_iter()
        .filter_map(|(level, upright)| lattice(&level, &upright, sheet, near))
        .collect();
    found.sort_by(|a, b| a.place.top.total_cmp(&b.place.top));
    found
}

/// Lines that touch each other, directly or through others: a table each.
fn groups(level: &[Rect], upright: &[Rect], near: f32) -> Vec<(Vec<Rect>, Vec<Rect>)> {
    let all: Vec<&Rect> = level.iter().chain(upright).collect();
    let mut group: Vec<usize> = (0..all.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    // From the top down: a line meets only those that begin before it ends.
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| all[*a].top.total_cmp(&all[*b].top));
    for (index, one) in order.iter().enumerate() {
        for other in &order[index + 1..] {
            if all[*other].top > all[*one].bottom + near {
                break;
            }
            let meet = all[*other].left < all[*one].right + near && all[*one].left < all[*other].right + near;
            if meet {
                let (a, b) = (root(&mut group, *one), root(&mut group, *other));
                group[a] = b;
            }
        }
    }
    let mut found: Vec<(usize, Vec<Rect>, Vec<Rect>)> = Vec::new();
    for (index, rect) in all.iter().enumerate() {
        let own = root(&mut group, index);
        let at = found.iter().position(|(group, ..)| *group == own).unwrap_or_else(|| {
            found.push((own, Vec::new(), Vec::new()));
            found.len() - 1
        });
        if index < level.len() { found[at].1.push(**rect) } else { found[at].2.push(**rect) }
    }
    found
        .into_iter()
        .map(|(_, level, upright)| (level, upright))
        .filter(|(level, upright)| level.len() > 1 && upright.len() > 1)
        .collect()
}

/// Values that lie near each other become one: their mean.
fn bounds(mut values: Vec<f32>, near: f32) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    let mut found: Vec<(f32, usize)> = Vec::new();
    for value in values {
        match found.last_mut() {
            Some((sum, count)) if value - *sum / *count as f32 <= near => {
                *sum += value;
                *count += 1;
            }
            _ => found.push((value, 1)),
        }
    }
    found.into_iter().map(|(sum, count)| sum / count as f32).collect()
}

fn lattice(level: &[Rect], upright: &[Rect], sheet: &Sheet, near: f32) -> Option<Lattice> {
    let across = bounds(upright.iter().map(|own| own.middle().0).collect(), near);
    let mut down = bounds(level.iter().map(|own| own.middle().1).collect(), near);
    // A table that goes on over the page has no line where the page ends: its uprights tell.
    let (top, bottom) =
        upright.iter().fold((f32::MAX, f32::MIN), |(top, bottom), own| (top.min(own.top), bottom.max(own.bottom)));
    if down.first().is_some_and(|first| first - top > near * 2.0) {
        down.insert(0, top);
    }
    if down.last().is_some_and(|last| bottom - last > near * 2.0) {
        down.push(bottom);
    }
    if across.len() < 2 || down.len() < 2 {
        return None;
    }
    let place = Rect { left: across[0], top: down[0], right: across[across.len() - 1], bottom: down[down.len() - 1] };
    let words: Vec<&Word> = sheet
        .words
        .iter()
        .filter(|word| {
            let (x, y) = word.place.middle();
            x > place.left && x < place.right && y > place.top && y < place.bottom
        })
        .collect();
    // A box around nothing, or one cell: a mark, not a table.
    if words.is_empty() || (across.len() == 2 && down.len() == 2) {
        return None;
    }
    if across.len() * down.len() * (words.len() + level.len() + upright.len()) > MOST_WORK {
        return None;
    }
    let sketch = Sketch { across: &across, level, upright, words: &words, near };
    let split = sketch.split_headers(&down);
    down.extend(split.iter().map(|(y, _)| *y));
    down.sort_by(f32::total_cmp);
    let (rows, columns) = (down.len() - 1, across.len() - 1);
    let wall = |row: usize, column: usize| sketch.wall(down[row], down[row + 1], column);
    let floor = |row: usize, column: usize| {
        let y = down[row];
        match split.iter().find(|(own, _)| *own == y) {
            Some((_, columns)) => columns.contains(&column),
            None => sketch.floor(y, column),
        }
    };
    let (cells, owner) = merged((rows, columns), wall, floor);
    Some(Lattice { place, across, down, cells, owner })
}

/// The cells of a grid of rows and columns, each as large as no line cuts it, and which of them owns each place of the
/// grid. `wall` tells whether a line stands left of a column's place, `floor` whether one lies above a row's.
fn merged(
    (rows, columns): (usize, usize),
    wall: impl Fn(usize, usize) -> bool,
    floor: impl Fn(usize, usize) -> bool,
) -> (Vec<Place>, Vec<usize>) {
    let mut owner = vec![usize::MAX; rows * columns];
    let mut cells: Vec<Place> = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if owner[row * columns + column] != usize::MAX {
                continue;
            }
            let free = |row: usize, column: usize, owner: &[usize]| owner[row * columns + column] == usize::MAX;
            let mut wide = 1;
            while column + wide < columns && free(row, column + wide, &owner) && !wall(row, column + wide) {
                wide += 1;
            }
            let mut high = 1;
            while row + high < rows
                && (column..column + wide).all(|at| free(row + high, at, &owner) && !floor(row + high, at))
            {
                high += 1;
            }
            for below in row..row + high {
                for beside in column..column + wide {
                    owner[below * columns + beside] = cells.len();
                }
            }
            cells.push(Place { row, column, rows: high, columns: wide });
        }
    }
    (cells, owner)
}

/// What a page shows of a table before its cells are known.
struct Sketch<'s> {
    across: &'s [f32],
    level: &'s [Rect],
    upright: &'s [Rect],
    words: &'s [&'s Word],
    near: f32,
}

impl Sketch<'_> {
    fn band(&self, from: f32, to: f32) -> impl Iterator<Item = &Word> {
        self.words.iter().copied().filter(move |word| {
            let (_, y) = word.place.middle();
            y > from && y < to
        })
    }

    /// True where a word lies across a boundary; one that an engine glued over the line reaches over it by little.
    fn crosses(&self, word: &Word, x: f32) -> bool {
        let reach = (x - word.place.left).min(word.place.right - x);
        reach > self.near.max(word.place.width() / 4.0)
    }

    /// True where the boundary left of a column holds between two heights: a line is drawn there, or words stand on both
    /// sides with room between them.
    fn wall(&self, from: f32, to: f32, column: usize) -> bool {
        let x = self.across[column];
        let words = || self.band(from, to);
        if words().any(|word| self.crosses(word, x)) {
            return false;
        }
        let lines = self.upright.iter().filter(|own| (own.middle().0 - x).abs() <= self.near);
        covers(from, to, &mut lines.map(|own| (own.top, own.bottom))) || self.parted(from, to, column)
    }

    /// True where words stand in both places beside a boundary, and none near it.
    fn parted(&self, from: f32, to: f32, column: usize) -> bool {
        let (Some(before), Some(after)) = (self.across.get(column.wrapping_sub(1)), self.across.get(column + 1)) else {
            return false;
        };
        let x = self.across[column];
        let (mut left, mut right) = (None::<f32>, None::<f32>);
        let mut height = 0.0f32;
        for word in self.band(from, to) {
            let (middle, _) = word.place.middle();
            height = height.max(word.place.height());
            if middle > *before && middle < x {
                left = Some(left.map_or(word.place.right, |own| own.max(word.place.right)));
            } else if middle > x && middle < *after {
                right = Some(right.map_or(word.place.left, |own| own.min(word.place.left)));
            }
        }
        matches!((left, right), (Some(left), Some(right)) if right - left > height * 0.5)
    }

    fn floor(&self, y: f32, column: usize) -> bool {
        let (from, to) = (self.across[column], self.across[column + 1]);
        let lines = self.level.iter().filter(|own| (own.middle().1 - y).abs() <= self.near);
        let crossed = self.words.iter().any(|word| {
            let (x, _) = word.place.middle();
            let third = word.place.height() / 3.0;
            word.place.top + third < y && word.place.bottom - third > y && x > from && x < to
        });
        !crossed && covers(from, to, &mut lines.map(|own| (own.left, own.right)))
    }

    /// A header over several columns whose own names stand below it, without the short lines between that engines
    /// lose: where its rows of words are cut in two levels, and for which columns.
    fn split_headers(&self, down: &[f32]) -> Vec<(f32, std::ops::Range<usize>)> {
        let mut found = Vec::new();
        let columns = self.across.len() - 1;
        for row in 0..down.len().saturating_sub(1).min(HEADER_ROWS) {
            let (from, to) = (down[row], down[row + 1]);
            let mut first = 0;
            for column in 1..=columns {
                if column < columns && !self.wall(from, to, column) {
                    continue;
                }
                let run = first..column;
                first = column;
                // A row without any wall heads a group of rows.
                if run.len() < 2 || run.len() == columns {
                    continue;
                }
                let (left, right) = (self.across[run.start], self.across[run.end]);
                let own: Vec<&Word> = self
                    .band(from, to)
                    .filter(|word| word.place.middle().0 > left && word.place.middle().0 < right)
                    .collect();
                let lines = super::lines::rows(own);
                let parted = |line: &super::lines::Row| {
                    run.clone().skip(1).all(|column| self.wall(line.top, line.bottom, column))
                };
                let below = lines.iter().rev().take_while(|line| parted(line)).count();
                if below > 0 && below < lines.len() {
                    let at = lines.len() - below;
                    found.push(((lines[at - 1].bottom + lines[at].top) / 2.0, run));
                }
            }
        }
        found
    }
}

/// So many rows from the top may be header.
const HEADER_ROWS: usize = 2;

/// True where parts cover most of a length.
fn covers(from: f32, to: f32, parts: &mut dyn Iterator<Item = (f32, f32)>) -> bool {
    let covered: f32 = parts.map(|(a, b)| (b.min(to) - a.max(from)).max(0.0)).sum();
    covered >= (to - from) * COVERED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruled() -> Sheet {
        let level = |y: f32| Rect { left: 0.0, top: y, right: 300.0, bottom: y + 1.0 };
        let upright = |x: f32, top: f32, bottom: f32| Rect { left: x, top, right: x + 1.0, bottom };
        let word = |text: &str, x: f32, y: f32| {
            Word::new(text.to_owned(), Rect { left: x, top: y, right: x + 30.0, bottom: y + 10.0 }, 0)
        };
        Sheet {
            width: 600.0,
            height: 800.0,
            words: vec![
                word("TT", 10.0, 5.0),
                word("nội", 130.0, 5.0),
                word("nhóm", 85.0, 25.0),
                word("1", 10.0, 45.0),
            ],
            rulings: vec![
                level(0.0),
                level(20.0),
                level(40.0),
                level(60.0),
                upright(0.0, 0.0, 60.0),
                // The engine drew it through the group's row, which a word crosses.
                upright(100.0, 0.0, 60.0),
                upright(300.0, 0.0, 60.0),
            ],
            ..Sheet::default()
        }
    }

    #[test]
    fn a_word_that_crosses_a_line_merges_cells() {
        let sheet = ruled();
        let found = lattices(&sheet);
        assert_eq!(found.len(), 1);
        let shape: Vec<(usize, usize, usize)> =
            found[0].cells.iter().map(|cell| (cell.row, cell.column, cell.columns)).collect();
        assert_eq!(shape, [(0, 0, 1), (0, 1, 1), (1, 0, 2), (2, 0, 1), (2, 1, 1)]);
    }
}
