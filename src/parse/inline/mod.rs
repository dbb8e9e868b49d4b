//! Inline grammars: what stands inside a piece's text. nom, on folded or on raw strings.

pub(crate) mod citation;
pub(crate) mod date;

pub(crate) mod number;
