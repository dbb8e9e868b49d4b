//! How well words were read.

/// How well words were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Nothing says that an engine recognised them.
    #[default]
    Typed,
    /// Recognised well.
    Clear,
    /// Recognised with faults.
    Worn,
    /// Hardly recognised.
    Poor,
}

impl Reading {
    /// By the engine's own confidence in the worst word, from 0 to 100.
    pub(super) fn of_confidence(least: u8) -> Self {
        match least {
            90.. => Self::Clear,
            70..90 => Self::Worn,
            _ => Self::Poor,
        }
    }

    /// By the share of a document's words that are no Vietnamese syllables.
    pub fn of_dirt(share: f32) -> Self {
        match share {
            _ if share < 0.004 => Self::Typed,
            _ if share < 0.02 => Self::Clear,
            _ if share < 0.06 => Self::Worn,
            _ => Self::Poor,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Typed => "typed",
            Self::Clear => "clear",
            Self::Worn => "worn",
            Self::Poor => "poor",
        }
    }
}
