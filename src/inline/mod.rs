//! Inline grammars: what stands inside a piece's text. nom, on folded or on raw strings.

pub(crate) mod basis;
pub(crate) mod capacity;
pub(crate) mod capitals;
pub(crate) mod caption;
pub(crate) mod citation;
pub(crate) mod column;
pub(crate) mod date;
pub(crate) mod effect;
pub(crate) mod issued_with;
pub(crate) mod kind;
pub(crate) mod lead_in;
pub(crate) mod note;
pub(crate) mod number;
pub(crate) mod place_date;
pub(crate) mod recipient;
pub(crate) mod stamp;
pub(crate) mod title;
