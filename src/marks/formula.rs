//! The formulas of a decision: how a legal basis (căn cứ) begins.

use super::view::View;
use crate::words::{Phrase, Vocabulary};

/// The formula with which a text begins as a legal basis.
pub(super) fn basis<'w>(view: &View, words: &'w Vocabulary) -> Option<&'w Phrase<String>> {
    // `Đề án` is no `Để`: the tone tells.
    let purpose = |key: &str| {
        key != "de-dap-ung"
            || view.slice.chars().skip(view.skipped).take(2).eq("Để".chars())
            || view.bare.starts_with("nham")
    };
    words.bases.longest_prefix(view.bare).filter(|phrase| view.starts_upper && purpose(&phrase.key))
}
