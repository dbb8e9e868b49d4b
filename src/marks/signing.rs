//! Where the text of a signature begins on a line that it shares with recipients.

use super::capacity::begins_capacity;
use super::scrap::is_scrap;
use crate::words::{Folded, Vocabulary, fold_head, is_capitals, is_name};

/// Text that belongs to a signature: capitals that begin with a capacity, a post or a body; a mark;
/// a name.
pub(crate) fn is_signing(slice: &str, words: &Vocabulary) -> bool {
    let plain = fold_head(slice, 120);
    let bare = plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let signed = slice.starts_with(['(', '[']) && words.signed.iter().any(|phrase| bare.starts_with(&phrase.folded));
    signed
        || is_name(slice.trim_end_matches(['.', ' ']), words)
        || is_capitals(slice)
            && (begins_capacity(slice, &plain, words)
                || words.posts.longest_prefix(bare).is_some()
                || words.bodies.longest_prefix(bare).is_some()
                || words.agency_heads.longest_prefix(bare).is_some())
}

/// Where in the right column the capitals of a signature begin behind scraps, in bytes: `xà Ấ*œ, KT. CHỦ TỊCH`.
pub(crate) fn anchor_behind_scraps(right: &str, words: &Vocabulary) -> Option<usize> {
    let folded = Folded::new(right);
    let at = folded.at(anchor(right, &folded, words)?);
    is_scrap(&right[..at]).then_some(at)
}

/// Where on a recipient's line the capitals of a signature begin, in characters.
pub(crate) fn anchor(slice: &str, folded: &Folded, words: &Vocabulary) -> Option<usize> {
    let plain = folded.text.as_str();
    plain.match_indices([' ', '\t']).map(|(blank, _)| blank + 1).find(|at| {
        let before = slice[..folded.at(*at)].trim_end();
        let rest = plain[*at..].trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let skipped = plain.len() - at - rest.len();
        let label = before.ends_with(':') && words.recipient_labels.longest_prefix(plain).is_some();
        if skipped > 2
            || before.ends_with(['-', ':']) && !label
            || !before.chars().any(char::is_lowercase)
            || !is_capitals(&slice[folded.at(at + skipped)..])
        {
            return false;
        }
        let capacity = words.capacities.longest_prefix(rest);
        let marked = capacity.is_some_and(|phrase| rest[phrase.folded.len()..].starts_with(['.', '/']));
        let body = words.bodies.longest_prefix(rest).is_some_and(|phrase| phrase.folded.len() > 6);
        marked || (body || words.posts.longest_prefix(rest).is_some()) && !before.ends_with(',')
    })
}

/// `VP.`, `TCKH`: a unit in a filing.
pub(crate) fn is_abbreviation(slice: &str) -> bool {
    let bare = slice.trim_end_matches(['.', ';', ',', ' ']);
    let letters = bare.chars().filter(|c| c.is_uppercase()).count();
    letters >= 2 && bare.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&'))
}
