//! Which properties hold where: formatted disk pages. [MS-DOC] 2.9.33 (ChpxFkp), 2.9.175 (PapxFkp).

use super::bytes::{plc, size_at, slice, u8_at, u16_at, u32_at};

const PAGE: usize = 512;

/// A stretch of the stream with one list of modifiers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'b> {
    pub start: usize,
    pub end: usize,
    /// A paragraph's style.
    pub style: u16,
    pub modifiers: &'b [u8],
}

/// All stretches in the order of the stream.
#[derive(Debug, Default)]
pub(super) struct Formats<'b>(Vec<Stretch<'b>>);

impl<'b> Formats<'b> {
    /// Reads the pages that a PlcBteChpx names.
    pub(super) fn of_characters(table: &[u8], stream: &'b [u8]) -> Self {
        Self::new(table, stream, |page, count, index| {
            let offset = usize::from(u8_at(page, (count + 1) * 4 + index)?) * 2;
            let size = if offset == 0 { 0 } else { usize::from(u8_at(page, offset)?) };
            Some((0, slice(page, offset + 1, size)))
        })
    }

    /// Reads the pages that a PlcBtePapx names.
    pub(super) fn of_paragraphs(table: &[u8], stream: &'b [u8]) -> Self {
        Self::new(table, stream, |page, count, index| {
            let offset = usize::from(u8_at(page, (count + 1) * 4 + index * 13)?) * 2;
            if offset == 0 {
                return Some((0, &page[..0]));
            }
            let size = usize::from(u8_at(page, offset)?);
            let (at, size) = match size {
                0 => (offset + 2, usize::from(u8_at(page, offset + 1)?) * 2),
                size => (offset + 1, size * 2 - 1),
            };
            let own = slice(page, at, size);
            Some((u16_at(own, 0).unwrap_or(0), slice(own, 2, size)))
        })
    }

    fn new(table: &[u8], stream: &'b [u8], read: impl Fn(&'b [u8], usize, usize) -> Option<(u16, &'b [u8])>) -> Self {
        let mut found = Vec::new();
        // A page is named once: more names than pages are a trap.
        for (_, _, number) in plc(table, 4).take(stream.len() / PAGE + 1) {
            let Some(number) = u32_at(number, 0) else { break };
            let page = slice(stream, (number & 0x3F_FFFF) as usize * PAGE, PAGE);
            let Some(count) = u8_at(page, PAGE - 1).map(usize::from) else { continue };
            for index in 0..count {
                let (Some(start), Some(end)) = (size_at(page, index * 4), size_at(page, index * 4 + 4)) else { break };
                if let Some((style, modifiers)) = read(page, count, index) {
                    found.push(Stretch { start, end, style, modifiers });
                }
            }
        }
        found.sort_by_key(|stretch| stretch.start);
        Self(found)
    }

    /// The stretch that has a byte of the stream.
    pub(super) fn at(&self, offset: usize) -> Option<&Stretch<'b>> {
        let next = self.0.partition_point(|stretch| stretch.start <= offset);
        self.0.get(next.checked_sub(1)?).filter(|stretch| offset < stretch.end)
    }
}
