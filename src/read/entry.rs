//! What the list of formats has of each: the file of a format makes it.

use super::Options;
use crate::errors::Error;
use crate::source::Source;

/// What is known of a format.
pub(super) struct Entry {
    pub key: &'static str,
    pub name: &'static str,
    pub endings: &'static [&'static str],
    pub kind: Kind,
}

/// How a format is distinguished from others, and read.
pub(super) enum Kind {
    /// By its first bytes.
    Binary { is: fn(&[u8]) -> bool, read: fn(&[u8], &Options) -> Result<Source, Error> },
    /// By its first bytes; but a caller may know that a text is one, too.
    Markup { is: fn(&[u8]) -> bool, read: fn(&[u8], &Options) -> Result<Source, Error> },
    /// By what stands in it, once it is decoded and normalised; a caller may know better.
    Text { is: fn(&str) -> bool, read: fn(String) -> Result<Source, Error> },
}
