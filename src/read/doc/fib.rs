//! The file information block: where everything else is. [MS-DOC] 2.5.1.

use super::bytes::{plc, size_at, slice, u16_at, u32_at};
use crate::errors::{Code, Error};
use std::collections::HashMap;
use std::ops::Range;

/// A part of the table stream, by its place in FibRgFcLcb97. [MS-DOC] 2.5.6.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    StyleSheet = 1,
    FootnoteReferences = 2,
    FootnoteTexts = 3,
    Sections = 6,
    Margins = 11,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Anchors = 40,
    EndnoteReferences = 46,
    EndnoteTexts = 47,
    BoxTexts = 56,
    ListDefinitions = 73,
    Lists = 74,
}

/// The stories of the document: each is a range of its characters, one behind the other.
#[derive(Clone, Copy, Debug)]
enum Story {
    Main = 0,
    Footnotes = 1,
    Margins = 2,
    // Macros and annotations, which are not read, stand between.
    Endnotes = 5,
    Boxes = 6,
}

/// What the block says.
#[derive(Debug)]
pub(super) struct Fib {
    /// The name of the table stream.
    pub table: &'static str,
    lengths: [usize; 8],
    parts: Vec<(usize, usize)>,
}

/// The text boxes, and which shape stands at which character.
#[derive(Clone, Debug, Default)]
pub(super) struct Boxes {
    /// The texts of each shape, in order.
    pub texts: HashMap<u32, Vec<Range<usize>>>,
    pub anchors: HashMap<usize, u32>,
}

impl Fib {
    /// Reads the block at the beginning of the main stream.
    pub(super) fn new(stream: &[u8]) -> Result<Self, Error> {
        let broken = Code::InputBroken.with("DOC");
        let magic = u16_at(stream, 0).ok_or(broken.clone())?;
        let version = u16_at(stream, 2).ok_or(broken.clone())?;
        match (magic, version) {
            (0xA5EC, 0x00C0..) => {}
            (0xA5DC | 0xA5EC, _) => return Err(Code::InputUnsupported.with("DOC (Word 6/95)")),
            (0xA59B..=0xA5DB, _) => return Err(Code::InputUnsupported.with("DOC (Word 2)")),
            _ => return Err(broken),
        }
        let flags = u16_at(stream, 10).ok_or(broken.clone())?;
        if flags & 0x0100 != 0 {
            return Err(Error::from(Code::InputEncrypted));
        }
        let words = usize::from(u16_at(stream, 0x20).ok_or(broken.clone())?) * 2;
        let longs = 0x22 + words + 2;
        let counted = usize::from(u16_at(stream, longs - 2).ok_or(broken.clone())?) * 4;
        let places = longs + counted + 2;
        let count = usize::from(u16_at(stream, places - 2).ok_or(broken.clone())?);
        // ccpText is the fourth number; a negative length is none.
        let length = |at: usize| u32_at(stream, longs + 12 + at * 4).filter(|own| *own < 1 << 31).unwrap_or(0) as usize;
        let parts = (0..count.min(1024))
            .map_while(|at| Some((size_at(stream, places + at * 8)?, size_at(stream, places + at * 8 + 4)?)))
            .collect();
        Ok(Self {
            table: if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" },
            lengths: std::array::from_fn(length),
            parts,
        })
    }

    /// A part of the table stream.
    pub(super) fn part<'t>(&self, part: Part, table: &'t [u8]) -> &'t [u8] {
        let (at, length) = self.parts.get(part as usize).copied().unwrap_or_default();
        if length == 0 { &[] } else { slice(table, at, length) }
    }

    /// The table stream from a part on.
    pub(super) fn from<'t>(&self, part: Part, table: &'t [u8]) -> &'t [u8] {
        match self.parts.get(part as usize) {
            Some((at, length)) if *length > 0 => slice(table, *at, table.len()),
            _ => &[],
        }
    }

    fn start(&self, story: Story) -> usize {
        self.lengths[..story as usize].iter().fold(0, |sum, length| sum.saturating_add(*length))
    }

    /// The document's own characters.
    pub(super) fn main(&self) -> Range<usize> {
        0..self.lengths[Story::Main as usize]
    }

    /// The footnotes and endnotes: the text of each by the character that refers to it.
    pub(super) fn references(&self, table: &[u8]) -> HashMap<usize, Range<usize>> {
        let mut found = HashMap::new();
        let kinds = [
            (Part::FootnoteReferences, Part::FootnoteTexts, Story::Footnotes),
            (Part::EndnoteReferences, Part::EndnoteTexts, Story::Endnotes),
        ];
        for (references, texts, story) in kinds {
            let texts = plc(self.part(texts, table), 0).map(|(start, end, _)| self.within(story, start, end));
            found.extend(plc(self.part(references, table), 2).map(|(at, _, _)| at).zip(texts));
        }
        found
    }

    /// The headers and footers: the range of each, and whether it is a header. [MS-DOC] 2.3.3.
    pub(super) fn margins(&self, table: &[u8]) -> Vec<(Range<usize>, bool)> {
        let stories = plc(self.part(Part::Margins, table), 0).map(|(start, end, _)| (start, end));
        // The first six are separators of notes; then come, section by section, the header of even and of odd pages,
        // the footers, and both of first pages.
        let margins = stories.skip(6).enumerate().filter(|(_, (start, end))| start < end);
        margins
            .map(|(at, (start, end))| (self.within(Story::Margins, start, end), matches!(at % 6, 0 | 1 | 4)))
            .collect()
    }

    /// The text boxes of the main story. [MS-DOC] 2.8.32 (PlcftxbxTxt), 2.8.37 (PlcfSpa).
    pub(super) fn boxes(&self, table: &[u8]) -> Boxes {
        let mut texts: HashMap<u32, Vec<Range<usize>>> = HashMap::new();
        for (start, end, data) in plc(self.part(Part::BoxTexts, table), 22) {
            // One that may be used again is not used now.
            let Some(shape) = u32_at(data, 14).filter(|_| u16_at(data, 8) == Some(0)) else { continue };
            texts.entry(shape).or_default().push(self.within(Story::Boxes, start, end));
        }
        let anchors = plc(self.part(Part::Anchors, table), 26);
        Boxes { texts, anchors: anchors.filter_map(|(at, _, data)| Some((at, u32_at(data, 0)?))).collect() }
    }

    /// The characters of a story from one position in it to another.
    fn within(&self, story: Story, start: usize, end: usize) -> Range<usize> {
        let (first, length) = (self.start(story), self.lengths[story as usize]);
        let at = |position: usize| first.saturating_add(position.min(length));
        at(start)..at(end)
    }
}
