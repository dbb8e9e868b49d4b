//! The leaf of the model: a string and where it came from.

use super::OriginId;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A value of the document: NFC text with single blanks, `\n` between paragraphs where the contract
/// keeps them apart.
///
/// The origin is an index into [`Parsed::origins`](super::Parsed::origins); it takes no part in
/// equality, and serde sees the string alone.
#[derive(Clone, Default)]
pub struct Text {
    /// The string itself.
    pub value: String,
    /// Where it was read; [`OriginId::NONE`] for a text made by hand.
    pub origin: OriginId,
}

impl Text {
    /// A text with its origin.
    pub fn new(value: impl Into<String>, origin: OriginId) -> Self {
        Self { value: value.into(), origin }
    }

    /// The string.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// True where the string is empty.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }
}

impl From<&str> for Text {
    fn from(value: &str) -> Self {
        Self { value: value.to_owned(), origin: OriginId::NONE }
    }
}

impl From<String> for Text {
    fn from(value: String) -> Self {
        Self { value, origin: OriginId::NONE }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Text {}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.value)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(String::deserialize(deserializer)?.into())
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}
