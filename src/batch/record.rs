//! What is asked of a worker and what it answers: a line of JSON each, the answer's output behind it.

use crate::model::{DocumentKind, Parsed, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A document to be read: exactly one of `path`, `text` and `base64`. Other keys are passed over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Given back as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<serde_json::Value>,
    /// The file to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The document itself, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The document's bytes in Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
    /// The document's format, as the ending of a file's name; known by the bytes where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

/// What a run counts of a document that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The agency that issued it, where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Its kind as a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// How often each diagnostic was given, errors and warnings only, by code.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub doubts: BTreeMap<String, u32>,
}

impl Summary {
    /// The summary of a parse.
    pub fn of(parsed: &Parsed) -> Self {
        let mut doubts = BTreeMap::new();
        for found in parsed.diagnostics.iter().filter(|found| found.severity < Severity::Note) {
            *doubts.entry(found.code.to_owned()).or_default() += 1;
        }
        let agency = parsed.document.header.agency.as_ref();
        Self {
            office: agency.map(|agency| agency.as_str().replace('\n', " ")),
            kind: parsed.document.kind.as_ref().map(DocumentKind::to_string),
            doubts,
        }
    }
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Outcome {
    /// It was read.
    Read(Summary),
    /// It was not: a code of `grammars/diagnostics.toml` and what its message's `{0}`, `{1}` … stand for.
    Failed {
        /// The code.
        code: String,
        /// The message's arguments.
        arguments: Vec<String>,
    },
}

/// A line of a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Said {
    /// It goes on: the pages that are recognised, and all.
    Page(usize, usize),
    /// It is done; the bytes of output that follow.
    Done(Outcome, usize),
}
