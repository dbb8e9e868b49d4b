//! The paragraphs of a file that can be edited in place, by where they stand in its text.

use super::Block;
use crate::model::Span;
use std::ops::Range;

/// A paragraph with a place in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands in the source's text, in bytes.
    pub span: Span,
    /// Where it stands in the part of the package that holds the body, in bytes.
    pub element: Range<usize>,
}

/// Paragraphs in the order of the text, those of tables among them.
#[derive(Clone, Debug, Default)]
pub struct Paragraphs(Vec<Paragraph>);

impl Paragraphs {
    /// Of the blocks of a source; what has no place in a part is left out.
    pub fn of(blocks: &[Block]) -> Self {
        fn collect(blocks: &[Block], into: &mut Vec<Paragraph>) {
            for block in blocks {
                match block {
                    Block::Paragraph { span, element, .. } if !element.is_empty() => {
                        let element = element.start as usize..element.end as usize;
                        into.push(Paragraph { span: *span, element });
                    }
                    Block::Paragraph { .. } => {}
                    Block::Table(table) => table.rows.iter().flatten().for_each(|cell| collect(&cell.blocks, into)),
                }
            }
        }
        let mut found = Vec::new();
        collect(blocks, &mut found);
        found.sort_by_key(|own| (own.span.start, own.span.end));
        Self(found)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Paragraph> {
        self.0.iter()
    }

    /// The paragraph that holds the character at a place of the text.
    pub fn at(&self, place: u32) -> Option<&Paragraph> {
        // Empty paragraphs may begin at the same place: they stand before it in the order.
        self.last(place).filter(|own| place < own.span.end)
    }

    /// The paragraph that holds a place of the text or ends there.
    pub fn reaching(&self, place: u32) -> Option<&Paragraph> {
        self.last(place).filter(|own| place <= own.span.end)
    }

    /// The last one that begins at or before a place.
    fn last(&self, place: u32) -> Option<&Paragraph> {
        let after = self.0.partition_point(|own| own.span.start <= place);
        self.0.get(after.checked_sub(1)?)
    }
}
