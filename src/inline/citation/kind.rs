//! Where the names of kinds stand in a text: a citation may begin there.

use crate::words::combinators::{Place, phrase, places};
use crate::words::{Backwards, FoldedStr, Kind, Vocabulary, same_tones};
use nom::combinator::{consumed, opt};
use nom::{Input, Parser};

/// The name of a kind in a text.
pub(super) struct Named<'t> {
    pub kind: &'t Kind,
    /// What stands before it.
    pub before: FoldedStr<'t>,
    /// The name and what follows it.
    pub at: FoldedStr<'t>,
    /// What follows it.
    pub after: FoldedStr<'t>,
}

/// `Kind` of `decision.ebnf`: all names of kinds in a text, the longest where one begins like another.
pub(super) fn kinds<'t>(text: FoldedStr<'t>, words: &'t Vocabulary) -> Vec<Named<'t>> {
    let Some(finder) = &words.kind_finder else { return Vec::new() };
    let named = |place: Place<'t>| {
        let Place { pattern, before, at, after } = place;
        words.kinds.get(pattern).map(|kind| Named { kind, before, at, after })
    };
    places(finder, text).filter_map(named).filter(|name| is_whole_word(name) && !is_no_kind(name, words)).collect()
}

fn is_whole_word(name: &Named) -> bool {
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !inside(Backwards(name.before).iter_elements().next()) && !inside(name.after.iter_elements().next())
}

/// True for `luật sư`, unless it is a law's name: `Luật Luật sư`.
fn is_no_kind(name: &Named, words: &Vocabulary) -> bool {
    // `Luật Giá` is a law; `luật gia` is distinguished from it by its tone.
    let (_, other) = opt(consumed(phrase(&words.no_kinds))).parse(name.at).unwrap_or((name.at, None));
    let other = other.is_some_and(|(raw, phrase)| same_tones(&raw.raw().to_lowercase(), &phrase.words.to_lowercase()));
    other && !name.before.folded().trim_end().ends_with(name.kind.folded.as_str())
}
