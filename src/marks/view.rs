//! A text as the recognisers see it: its start folded once, and what its letters say.

use crate::words::{fold_char, is_lowercase, is_uppercase};

/// So many characters of a text are looked at.
pub(super) const LONGEST: usize = 200;

/// The start of a text, folded; see [`fold`](crate::words::fold).
pub(super) struct View<'t> {
    /// The text, whole.
    pub slice: &'t str,
    /// Its first [`LONGEST`] characters, folded.
    pub folded: &'t str,
    /// The same without the signs before its first letter or digit.
    pub bare: &'t str,
    /// The same without the signs behind its last letter or digit.
    pub ending: &'t str,
    /// How many characters stand before [`bare`](Self::bare).
    pub skipped: usize,
    /// Its length in characters, [`LONGEST`] at the most.
    pub length: usize,
    /// How many of its letters are capitals, and how many small.
    pub upper: usize,
    pub lower: usize,
    /// True where its first letter is a capital.
    pub starts_upper: bool,
    /// True where its letters are capitals, all but a few.
    pub capitals: bool,
}

impl<'t> View<'t> {
    /// Folds the start of a text into a buffer.
    pub(super) fn new(slice: &'t str, buffer: &'t mut [u8; LONGEST]) -> Self {
        let (mut length, mut upper, mut lower) = (0, 0, 0);
        for (slot, c) in buffer.iter_mut().zip(slice.chars()) {
            *slot = fold_char(c);
            length += 1;
            upper += usize::from(is_uppercase(c));
            lower += usize::from(is_lowercase(c));
        }
        // Folded characters are ASCII.
        let folded = std::str::from_utf8(&buffer[..length]).unwrap_or("");
        let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let skipped = folded.len() - bare.len();
        Self {
            slice,
            folded,
            bare,
            ending: bare.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()),
            skipped,
            length,
            upper,
            lower,
            starts_upper: slice.chars().nth(skipped).is_some_and(is_uppercase),
            capitals: upper >= 2 && upper > lower * 6,
        }
    }
}
