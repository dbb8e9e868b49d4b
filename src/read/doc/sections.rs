//! Sections: where they end, their pages. [MS-DOC] 2.8.26 (PlcfSed), 2.9.246 (Sepx).

use super::bytes::{i16_at, plc, size_at, slice, u16_at};
use super::sprms::sprms;
use crate::source::Page;

/// A section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    /// One past its last character.
    pub end: usize,
    pub page: Page,
    /// True where it begins on the page on which the one before it ends.
    pub continuous: bool,
}

/// All sections in order.
pub(super) fn sections(table: &[u8], stream: &[u8]) -> Vec<Section> {
    let section = |(_, end, data): (usize, usize, &[u8])| {
        // Word's own defaults.
        let mut page = Page { width: 12240, height: 15840, top: 1440, right: 1800, bottom: 1440, left: 1800 };
        let mut continuous = false;
        let at = size_at(data, 2).filter(|at| *at < stream.len());
        let list = at.map_or(&[][..], |at| slice(stream, at + 2, u16_at(stream, at).map_or(0, usize::from)));
        for (code, operand) in sprms(list) {
            let length = || u16_at(operand, 0).map_or(0, i32::from);
            let signed = || i16_at(operand, 0).map_or(0, i32::from);
            match code {
                0x3009 => continuous = operand.first() == Some(&0),
                0xB01F => page.width = length(),
                0xB020 => page.height = length(),
                0xB021 => page.left = length(),
                0xB022 => page.right = length(),
                0x9023 => page.top = signed(),
                0x9024 => page.bottom = signed(),
                _ => {}
            }
        }
        Section { end, page, continuous }
    };
    plc(table, 12).map(section).collect()
}
