//! Footnotes (chú thích): each behind the paragraph that has its mark.

use crate::inline::note::marks;
use crate::model::{Block, Note};

/// Puts footnotes behind the paragraphs that have their marks; the rest at the end.
pub(crate) fn place_notes(blocks: &mut Vec<Block>, notes: &mut Vec<Note>) {
    if notes.is_empty() {
        return;
    }
    let mut index = 0;
    while index < blocks.len() {
        let mut behind = Vec::new();
        let marked = |text: &str, notes: &mut Vec<Note>, behind: &mut Vec<Block>| {
            for mark in marks(text).map(|(_, marks)| marks).unwrap_or_default() {
                if let Some(found) = notes.iter().position(|note| note.label.value == mark) {
                    behind.push(Block::Note(notes.remove(found)));
                }
            }
        };
        match &mut blocks[index] {
            Block::Paragraph(paragraph) => marked(&paragraph.text.value, notes, &mut behind),
            Block::Division(division) => {
                if let Some(heading) = &division.heading {
                    let mut first = Vec::new();
                    marked(&heading.value, notes, &mut first);
                    division.body.splice(0..0, first);
                }
                place_notes(&mut division.body, notes);
            }
            Block::Quote(quote) => place_notes(&mut quote.body, notes),
            Block::Table(_) | Block::Note(_) => {}
        }
        let added = behind.len();
        blocks.splice(index + 1..index + 1, behind);
        index += 1 + added;
    }
}
