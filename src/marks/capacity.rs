//! Signing capacities (quyền hạn ký): `TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`, whole or misread.

use crate::model::Capacity;
use crate::words::{Vocabulary, fold, is_capitals};

/// The most scraps of a stamp that stand before a capacity.
const MOST_SCRAPS: usize = 4;

/// So many characters behind a capacity are in capitals.
const SHOUTED: usize = 9;

/// Where the capacity begins in a folded string, where what it is for begins, and its key. Scraps of a stamp may stand
/// before one that is whole, with a post behind it: `ĂM. KT. HIỆU TRƯỞNG`.
pub(crate) fn capacity_at(bare: &str, words: &Vocabulary) -> Option<(usize, usize, Capacity)> {
    if let Some((length, key)) = capacity_length(bare, words) {
        return Some((0, length, key));
    }
    let scrap = |word: &&str| word.bytes().filter(u8::is_ascii_alphanumeric).count() <= 3;
    let mut at = 0;
    for word in bare.split(' ').take(MOST_SCRAPS).take_while(scrap) {
        at += word.len() + 1;
        let rest = bare.get(at..)?;
        let from = at + rest.len() - rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len();
        let phrase = words.capacities.longest_prefix(&bare[from..]).filter(|phrase| phrase.key != Capacity::Q);
        let Some(phrase) = phrase else { continue };
        let Some(of) = bare[from + phrase.folded.len()..].strip_prefix(['.', '/', ',']) else { continue };
        let of = of.trim_start();
        let known = words.bodies.longest_prefix(of).is_some_and(|body| body.folded.len() > 4)
            || words.posts.longest_prefix(of).is_some()
            || of.len() >= 7 && words.posts.nearest(of.trim_end(), 1).is_some();
        if known {
            return Some((from, bare.len() - of.len(), phrase.key));
        }
    }
    None
}

/// True for a text that begins with a capacity in capitals, whatever stands behind it: a flattened line may hold a whole
/// signature and more. `folded` is its start, folded.
pub(crate) fn begins_capacity(slice: &str, folded: &str, words: &Vocabulary) -> bool {
    let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let skipped = folded.len() - bare.len();
    capacity_at(bare, words)
        .is_some_and(|(from, length, _)| from == 0 && is_capitals(start(slice, skipped + length + SHOUTED)))
}

/// The first characters of a line.
fn start(slice: &str, characters: usize) -> &str {
    slice.char_indices().nth(characters).map_or(slice, |(at, _)| &slice[..at])
}

/// The characters of the capacity at the start of a folded string, with its full stop, and its key.
fn capacity_length(bare: &str, words: &Vocabulary) -> Option<(usize, Capacity)> {
    let Some(phrase) = words.capacities.longest_prefix(bare) else { return misread_capacity(bare, words) };
    let rest = &bare[phrase.folded.len()..];
    let marked = rest.trim_start_matches([' ']).starts_with(['.', ',', '/', ':']);
    let text = rest.trim_start_matches([' ', '.', ',', '/', ':']);
    let known = words.posts.longest_prefix(text).is_some()
        || words.bodies.longest_prefix(text).is_some()
        || words.agency_heads.longest_prefix(text).is_some();
    let spelled = phrase.folded.len() > 4;
    (text.starts_with(|c: char| c.is_ascii_alphabetic())
        && (marked || known)
        && (!(spelled || phrase.key == Capacity::Q) || known))
        .then(|| (bare.len() - text.len(), phrase.key))
        .or_else(|| misread_capacity(bare, words))
}

/// A capacity that OCR made something else of, by the list: only with its full stop, before a post or a body. A scrap may
/// be glued to the post: `KT)ÂHIỆU TRƯỞNG`.
fn misread_capacity(bare: &str, words: &Vocabulary) -> Option<(usize, Capacity)> {
    let end = bare.find(['.', ',', ')'])?;
    let written = bare[..end].trim_end();
    let exact = || words.capacities.exact(written).map(|phrase| phrase.key).filter(|key| *key != Capacity::Q);
    let key = words.capacity_repairs.get(written).copied().or_else(exact)?;
    let text = bare[end..].trim_start_matches(['.', ',', ')', ' ', '\u{1}']);
    let list = if key == Capacity::TM { &words.bodies } else { &words.posts };
    if list.longest_prefix(text).is_some() {
        return Some((bare.len() - text.len(), key));
    }
    let glued = (1..=2).filter_map(|length| text.get(length..));
    let text = glued.into_iter().find(|text| list.longest_prefix(text).is_some_and(|own| own.folded.len() >= 8))?;
    Some((bare.len() - text.len(), key))
}

/// A body alone on its line behind a stray mark, or on a `paged` source without one: what a stamp left of
/// `TM. ỦY BAN NHÂN DÂN`.
pub(crate) fn is_bare_body(slice: &str, paged: bool, words: &Vocabulary) -> bool {
    let marked = slice.starts_with(['.', '_', ',', '\'', '`', '-']);
    let folded = fold(slice);
    let bare = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    (marked || paged) && words.bodies.exact(bare).is_some_and(|body| body.folded.len() > 6)
}
