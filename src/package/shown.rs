//! How the changes of a draft are shown.

/// How the changes are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown<'s> {
    /// Not at all; open slots are content controls with a coloured ground.
    Clean,
    /// On a coloured ground that survives printing.
    Highlighted,
    /// As insertions and deletions of Word.
    Tracked {
        /// Who made them.
        author: &'s str,
        /// When, as `2026-01-05T00:00:00Z`.
        date: &'s str,
    },
}
