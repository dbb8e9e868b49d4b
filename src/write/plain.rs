//! The normalised text that was read, into which all spans point. `text` writes a document anew.

use super::entry::Entry;

pub(super) const FORMAT: Entry = Entry {
    key: "text",
    name: "text",
    endings: &["txt"],
    reading: Some(|to, parsed, _| to.write_all(parsed.text.as_bytes())),
    model: None,
};
