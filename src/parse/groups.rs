//! Groups of pieces: a paragraph with the lines that it wraps, a table, and the labels that begin them.

use super::labels::{Candidate, Chosen, choose};
use super::pieces::Tagged;
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::kind::names_document;
use crate::marks::label::{Level, label};
use crate::marks::misread::{misread, noisy_label, stray_article};
use crate::words::{Vocabulary, is_capitals};
use std::ops::Range;

/// Within so many pieces a quotation ends that is looked at.
const QUOTED: usize = 60;

/// A paragraph's pieces, or a table's one, and what the label that begins it opens. The label itself is
/// read again when its turn comes: kept for a whole body it would take more memory than the text.
pub(super) struct Group {
    pub pieces: Range<usize>,
    pub chosen: Option<Chosen>,
}

/// Wrapped lines join what they wrap; a line that may begin with a label begins a group where the
/// label holds.
pub(super) fn groups(pieces: &[Tagged], words: &Vocabulary) -> Vec<Group> {
    let mut candidates = Vec::new();
    let mut places = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if piece.wraps() && index > 0 || piece.is_grid() {
            continue;
        }
        if let Some(found) = candidate(piece, words) {
            let after = piece.slice.get(byte_at(piece.slice, found.label.length)..).unwrap_or("");
            // Nothing before a body runs on into it.
            let begins = piece.piece.join == Join::New || index == 0;
            // The end of a sentence at the start of a wrapped line (`… cấp I,` / `II.`) is no label.
            if !begins && after.trim().is_empty() || quoted(pieces, index) {
                continue;
            }
            let certain = found.certain && begins;
            candidates.push(Candidate { certain, begins, capitals: is_capitals(after), ..found });
            places.push(index);
        }
    }
    let chosen = choose(&candidates);
    drop(candidates);
    let mut labels = places.into_iter().zip(chosen).peekable();
    let mut groups: Vec<Group> = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        let chosen = labels.next_if(|(place, _)| *place == index).and_then(|(_, chosen)| chosen);
        let begins = piece.is_grid() || chosen.is_some() || piece.piece.join == Join::New;
        match groups.last_mut() {
            Some(last) if !begins && !pieces[last.pieces.start].is_grid() => last.pieces.end = index + 1,
            _ => groups.push(Group { pieces: index..index + 1, chosen }),
        }
    }
    groups
}

/// The label at the start of a piece, as far as its words tell.
pub(super) fn candidate(piece: &Tagged, words: &Vocabulary) -> Option<Candidate> {
    let found = |label, certain, behind| Candidate { label, certain, begins: false, behind, capitals: false };
    let stray = || stray_article(piece.slice, |text| names_document(text, words));
    if piece.has_any(Marks::ARTICLE | Marks::LABEL | Marks::BULLET)
        && let Some(label) = label(piece.slice)
    {
        let behind = || stray().or_else(|| misread(piece.slice).filter(|label| label.level != Level::Letter));
        let behind = if label.level == Level::Bullet { behind() } else { None };
        return (label.level != Level::Note).then(|| found(label, true, behind));
    }
    let skipped = piece.slice.chars().take_while(|c| !c.is_alphanumeric()).count();
    if piece.has_any(Marks::ARTICLE | Marks::LABEL | Marks::BULLET)
        && let Some(label) = noisy_label(piece.slice, skipped)
    {
        return Some(found(label, true, None));
    }
    misread(piece.slice).or_else(stray).map(|label| found(label, false, None))
}

/// True for an article behind a quotation mark that quotes: what stands before it leads to it, or the quotation ends
/// before the next article.
fn quoted(pieces: &[Tagged], index: usize) -> bool {
    let opens = |piece: &Tagged| piece.slice.starts_with(['“', '"', '„']);
    if !opens(&pieces[index]) {
        return false;
    }
    let led = index > 0 && pieces[index - 1].slice.trim_end().ends_with(':') && !pieces[index - 1].has(Marks::FORMULA);
    let ahead = pieces[index..].iter().take(QUOTED).enumerate();
    let own = ahead.take_while(|(at, piece)| *at == 0 || !piece.has(Marks::ARTICLE) || piece.wraps());
    led || own.into_iter().any(|(_, piece)| closes_quote(piece.slice))
}

/// True where a line ends with a closing quotation mark.
pub(super) fn closes_quote(slice: &str) -> bool {
    let bare = slice.trim_end_matches(['.', ';', ',', ' ', '/']);
    bare.ends_with(['”', '"']) && !bare.ends_with("\"\"")
}

pub(super) fn byte_at(slice: &str, characters: usize) -> usize {
    slice.char_indices().nth(characters).map_or(slice.len(), |(at, _)| at)
}
