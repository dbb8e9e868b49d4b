//! Footnotes (chú thích): each behind the paragraph that has its mark.

use crate::inline::note::marks;
use crate::model::{Block, Note};

/// Puts footnotes behind the paragraphs that have their marks; the rest at the end.
pub(crate) fn place_notes(blocks: &mut Vec<Block>, notes: &mut Vec<Note>) {
    if notes.is_empty() {
        return;
    }
    for mut block in std::mem::take(blocks) {
        let mut behind = Vec::new();
        match &mut block {
            Block::Paragraph(paragraph) => behind = marked(&paragraph.text.value, notes),
            Block::Division(division) => {
                if let Some(heading) = &division.heading {
                    division.body.splice(0..0, marked(&heading.value, notes));
                }
                place_notes(&mut division.body, notes);
            }
            Block::Quote(quote) => place_notes(&mut quote.body, notes),
            Block::Table(_) | Block::Note(_) => {}
        }
        blocks.push(block);
        blocks.append(&mut behind);
    }
}

/// The footnotes whose marks a text has, in its order: taken out of those that are still to be placed.
fn marked(text: &str, notes: &mut Vec<Note>) -> Vec<Block> {
    let marks = marks(text).map(|(_, marks)| marks).unwrap_or_default();
    let taken = marks.into_iter().filter_map(|mark| notes.extract_if(.., |note| note.label.value == mark).next());
    taken.map(Block::Note).collect()
}
