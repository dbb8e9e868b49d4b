//! What a document cites (viện dẫn).

use super::{DocumentKind, Relation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A cited document (viện dẫn); derived from the text in which it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Citation {
    /// The words of the citation.
    pub text: String,
    /// Its kind as a key: `luat`, `nghi-dinh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<DocumentKind>,
    /// Number and symbol, without blanks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// ISO 8601, whole or partly blank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The name of a law, the subject of another document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `khoản 1 Điều 7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinpoint: Option<String>,
    /// `amended-by`, `consolidated-in`; absent for a plain citation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
}
