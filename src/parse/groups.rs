//! Groups of pieces: a paragraph with the lines that it wraps, a table, and the labels that begin them.

use super::labels::{Candidate, Chosen, choose};
use super::pieces::{Pieces, Tagged, piece};
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::kind::names_document;
use crate::marks::label::{Label, Level, label};
use crate::marks::misread::{misread, noisy_label, stray_article};
use crate::words::combinators::at_most;
use crate::words::{Vocabulary, is_capitals};
use std::collections::HashMap;

/// The most pieces behind its first in which the end of a quotation is looked for.
const QUOTED: usize = 59;

/// A paragraph's pieces, or a table's one, and what the label that begins it opens. The label itself is
/// read again when its turn comes: kept for a whole body it would take more memory than the text.
pub(super) struct Group<'p, 't> {
    pub first: &'p Tagged<'t>,
    /// The first and those that go on with it.
    pub pieces: Pieces<'p, 't>,
    pub chosen: Option<Chosen>,
    /// True where the line before it ends in a colon.
    pub led: bool,
}

impl<'t> Group<'_, 't> {
    /// The text of its last line.
    pub fn last_line(&self) -> &'t str {
        self.pieces.iter().next_back().map_or("", |piece| piece.slice)
    }
}

/// Wrapped lines join what they wrap; a line that may begin with a label begins a group where the
/// label holds.
pub(super) fn groups<'p, 't>(pieces: &'p [Tagged<'t>], words: &Vocabulary) -> Vec<Group<'p, 't>> {
    let (places, candidates) = candidates(Pieces(pieces), words);
    let chosen = choose(&candidates);
    drop(candidates);
    let labels: HashMap<u32, Chosen> =
        places.into_iter().zip(chosen).filter_map(|(place, chosen)| Some((place, chosen?))).collect();
    let begins =
        |piece: &Tagged| piece.is_grid() || piece.piece.join == Join::New || labels.contains_key(&piece.piece.start);
    let mut before = "";
    let runs = pieces.chunk_by(|before, next| !before.is_grid() && !begins(next));
    let group = |run: &'p [Tagged<'t>]| {
        let first = run.first()?;
        let chosen = labels.get(&first.piece.start).copied();
        let group = Group { first, pieces: Pieces(run), chosen, led: before.trim_end().ends_with(':') };
        before = group.last_line();
        Some(group)
    };
    runs.filter_map(group).collect()
}

/// What may be a label at the start of a line, and where each stands.
fn candidates(pieces: Pieces, words: &Vocabulary) -> (Vec<u32>, Vec<Candidate>) {
    let (mut places, mut candidates) = (Vec::new(), Vec::new());
    let (mut rest, mut before): (_, Option<Tagged>) = (pieces, None);
    while let Ok((ahead, line)) = piece(|_| true)(rest) {
        if let Some(candidate) = candidate_of(before.as_ref(), &line, ahead, words) {
            places.push(line.piece.start);
            candidates.push(candidate);
        }
        (rest, before) = (ahead, Some(line));
    }
    (places, candidates)
}

/// What may be the label of a line between the one `before` it and those `ahead`.
fn candidate_of(before: Option<&Tagged>, line: &Tagged, ahead: Pieces, words: &Vocabulary) -> Option<Candidate> {
    if line.wraps() && before.is_some() || line.is_grid() {
        return None;
    }
    let found = candidate(line, words)?;
    let (after, _) = written_label(&found.label, line.slice);
    // Nothing before a body runs on into it.
    let begins = line.piece.join == Join::New || before.is_none();
    // The end of a sentence at the start of a wrapped line (`… cấp I,` / `II.`) is no label.
    if !begins && after.trim().is_empty() || quoted(before, line, ahead) {
        return None;
    }
    let certain = found.certain && begins;
    Some(Candidate { certain, begins, capitals: is_capitals(after), ..found })
}

/// What stands behind a label at the start of a line, and the label as it is written.
pub(super) fn written_label<'t>(label: &Label, line: &'t str) -> (&'t str, &'t str) {
    at_most(label.length)(line).unwrap_or((line, ""))
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
fn quoted(before: Option<&Tagged>, line: &Tagged, ahead: Pieces) -> bool {
    let led = |before: &Tagged| before.slice.trim_end().ends_with(':') && !before.has(Marks::FORMULA);
    let inside = |next: &&Tagged| !next.has(Marks::ARTICLE) || next.wraps();
    let ends = || {
        let mut lines = std::iter::once(line).chain(ahead.iter().take(QUOTED).take_while(inside));
        lines.any(|line| closes_quote(line.slice))
    };
    line.slice.starts_with(['“', '"', '„']) && (before.is_some_and(led) || ends())
}

/// True where a line ends with a closing quotation mark.
pub(super) fn closes_quote(slice: &str) -> bool {
    let bare = slice.trim_end_matches(['.', ';', ',', ' ', '/']);
    bare.ends_with(['”', '"']) && !bare.ends_with("\"\"")
}
