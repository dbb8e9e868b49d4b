//! Single property modifiers: what a paragraph, a run or a row says of itself. [MS-DOC] 2.6.

use super::bytes::{i16_at, slice, u8_at, u16_at, u32_at};
use crate::read::flow::{MOST_CELLS, Merge, Row};
use crate::source::{Alignment, Line};

/// The modifiers of a list and their operands. [MS-DOC] 2.2.5.1.
pub(super) fn sprms(list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let code = u16_at(list, at)?;
        at += 2;
        let first = || usize::from(u8_at(list, at).unwrap_or(0));
        let (skipped, length) = match (code, code >> 13) {
            // sprmTDefTable has a length of two bytes, and counts one of them.
            (0xD608, _) => (2, usize::from(u16_at(list, at)?).saturating_sub(1)),
            (0xC615, _) if first() == 255 => {
                let deleted = usize::from(u8_at(list, at + 1)?) * 4;
                let added = usize::from(u8_at(list, at + 2 + deleted)?) * 3;
                (1, 2 + deleted + added)
            }
            (_, 0 | 1) => (0, 1),
            (_, 2 | 4 | 5) => (0, 2),
            (_, 3) => (0, 4),
            (_, 7) => (0, 3),
            _ => (1, first()),
        };
        let operand = slice(list, at + skipped, length);
        at += skipped + length;
        Some((code, operand))
    })
}

/// A character's properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Character {
    pub bold: bool,
    pub italic: bool,
    pub capitals: bool,
    pub hidden: bool,
    pub deleted: bool,
    /// A sign of the program itself: a picture, a footnote's mark.
    pub special: bool,
    /// The font and the character of a symbol.
    pub symbol: Option<(u16, u16)>,
    /// The fonts of ASCII and of other characters, by their place in the font table.
    pub fonts: [Option<u16>; 2],
    /// In half points.
    pub size: Option<u16>,
}

impl Character {
    /// Applies one modifier; a toggle may be said relatively to the style.
    pub(super) fn apply(&mut self, code: u16, operand: &[u8], style: &Self) {
        let on = |styled: bool| match operand.first() {
            Some(0x80) => styled,
            Some(0x81) => !styled,
            value => value.is_some_and(|value| *value != 0),
        };
        match code {
            0x0800 => self.deleted = on(false),
            0x0835 => self.bold = on(style.bold),
            0x0836 => self.italic = on(style.italic),
            0x083B => self.capitals = on(style.capitals),
            0x083C => self.hidden = on(style.hidden),
            0x0855 => self.special = on(false),
            0x6A09 => self.symbol = u16_at(operand, 0).zip(u16_at(operand, 2)),
            0x4A43 => self.size = u16_at(operand, 0),
            0x4A4F => self.fonts[0] = u16_at(operand, 0),
            0x4A51 => self.fonts[1] = u16_at(operand, 0),
            // Plain: as the style has it.
            0x2A33 => *self = Self { special: self.special, ..style.clone() },
            _ => {}
        }
    }
}

/// A paragraph's properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub alignment: Alignment,
    pub left: i32,
    pub right: i32,
    pub first_line: i32,
    pub before: i32,
    pub after: i32,
    pub line: Line,
    pub rule: bool,
    pub new_page: bool,
    pub in_table: bool,
    pub row_end: bool,
    /// In how many tables it stands, where that is said.
    pub depth: u32,
    pub inner_cell_end: bool,
    pub inner_row_end: bool,
    pub list: i16,
    pub level: u8,
    /// Where its frame stands on the page, if it has one.
    pub frame: Option<i16>,
    /// Where the properties of its row are in the data stream.
    pub row_properties: Option<u32>,
}

impl Paragraph {
    /// In how many tables it stands.
    pub(super) fn table_depth(&self) -> usize {
        if self.in_table || self.depth > 0 { self.depth.clamp(1, 1000) as usize } else { 0 }
    }

    /// Applies one modifier.
    pub(super) fn apply(&mut self, code: u16, operand: &[u8]) {
        let on = operand.first().is_some_and(|value| *value != 0);
        let length = i16_at(operand, 0).map(i32::from).unwrap_or(0);
        match code {
            0x2403 | 0x2461 => {
                self.alignment = match operand.first() {
                    Some(1) => Alignment::Center,
                    Some(2) => Alignment::Right,
                    Some(3..=9) => Alignment::Justified,
                    _ => Alignment::Left,
                }
            }
            0x2407 => self.new_page = on,
            0x2416 => self.in_table = on,
            0x2417 => self.row_end = on,
            0x244B => self.inner_cell_end = on,
            0x244C => self.inner_row_end = on,
            0x6649 => self.depth = u32_at(operand, 0).unwrap_or(0),
            0x664A => self.depth = self.depth.saturating_add_signed(u32_at(operand, 0).unwrap_or(0).cast_signed()),
            0x260A => self.level = operand.first().copied().unwrap_or(0),
            0x460B => self.list = i16_at(operand, 0).unwrap_or(0),
            0x840F | 0x845E => self.left = length,
            0x840E | 0x845D => self.right = length,
            0x8411 | 0x8460 => self.first_line = length,
            0xA413 => self.before = length,
            0xA414 => self.after = length,
            // Word's automatic space between paragraphs is 14 points.
            0x245B if on => self.before = 280,
            0x245C if on => self.after = 280,
            0x6412 => {
                self.line = match (length, i16_at(operand, 2)) {
                    (height, Some(1)) => Line::Multiple(height),
                    (0, _) => Line::default(),
                    (height, _) if height < 0 => Line::Exact(-height),
                    _ => Line::AtLeast,
                }
            }
            0x6426 => self.rule = u8_at(operand, 1).is_some_and(|kind| !matches!(kind, 0 | 0xFF)),
            0xC650 => self.rule = u8_at(operand, 5).is_some_and(|kind| !matches!(kind, 0 | 0xFF)),
            0x8418 => self.frame = i16_at(operand, 0),
            0x646B => self.row_properties = u32_at(operand, 0),
            _ => {}
        }
    }
}

/// Applies one modifier to a row. [MS-DOC] 2.6.3.
pub(super) fn apply_to_row(row: &mut Row, code: u16, operand: &[u8]) {
    let pair = || Some((usize::from(u8_at(operand, 0)?), usize::from(u8_at(operand, 1)?)));
    match code {
        0x3404 => row.header = operand.first().is_some_and(|value| *value != 0),
        0xD608 => define(row, operand),
        0x5624 | 0x5625 => {
            let Some((first, end)) = pair() else { return };
            for at in first.saturating_add(1)..end.min(row.merges.len()) {
                row.merges[at].left = code == 0x5624;
            }
        }
        0xD62B => {
            let Some((at, flags)) = pair() else { return };
            if let Some(merge) = row.merges.get_mut(at) {
                (merge.first, merge.above) = downwards(flags as u16);
            }
        }
        0x7623 => {
            // Cells of another width.
            let Some((first, end)) = pair() else { return };
            let width = u16_at(operand, 2).map_or(0, i32::from);
            for at in first..end.min(row.edges.len().saturating_sub(1)) {
                let change = width - (row.edges[at + 1] - row.edges[at]);
                row.edges[at + 1..].iter_mut().for_each(|edge| *edge = edge.saturating_add(change));
            }
        }
        0x5622 => {
            let Some((first, end)) = pair() else { return };
            let end = end.min(row.merges.len());
            if first < end && end < row.edges.len() {
                let change = row.edges[end] - row.edges[first];
                row.merges.drain(first..end);
                row.edges.drain(first..end);
                row.edges[first..].iter_mut().for_each(|edge| *edge = edge.saturating_sub(change));
            }
        }
        _ => {}
    }
}

/// sprmTDefTable: edges of the cells, then what each is, in 20 bytes, of which those at the end may be left out.
fn define(row: &mut Row, operand: &[u8]) {
    let count = usize::from(u8_at(operand, 0).unwrap_or(0)).min(MOST_CELLS);
    row.edges = (0..=count).filter_map(|at| i16_at(operand, 1 + at * 2).map(i32::from)).collect();
    let flags = |at: usize| u16_at(operand, 1 + (count + 1) * 2 + at * 20).unwrap_or(0);
    row.merges = (0..count)
        .map(|at| {
            let (first, above) = downwards((flags(at) >> 5) & 3);
            Merge { left: false, first, above }
        })
        .collect();
    // Of cells merged with each other the first is flagged in one way, the others in another: which is which, the
    // sources disagree on.
    let mut set: Option<u16> = None;
    for at in 0..count {
        let own = flags(at) & 3;
        set = match set {
            _ if own == 0 => None,
            Some(first) if own != first => {
                row.merges[at].left = true;
                Some(first)
            }
            _ => Some(own),
        };
    }
}

/// Whether a cell begins a merge downwards, or goes on with one.
fn downwards(flags: u16) -> (bool, bool) {
    (flags & 2 != 0, flags & 3 == 1)
}
