//! A document together with the report on its reading.

use super::{Document, OriginId, Origins, PlacedWord, Reading, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// What a parse returns: always a document *and* a report, never one or the other.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The normalised source text: NFC, `\n` line ends. All spans point into it.
    pub text: String,
    /// The document, in canonical form.
    pub document: Document,
    /// Where its values come from.
    pub origins: Origins,
    /// Understood, but no value.
    pub furniture: Vec<Furniture>,
    /// What no rule could place: never dropped.
    pub unplaced: Vec<Unplaced>,
    /// The words with their places on pages, in the order of the text; empty where the format has no places.
    pub words: Vec<PlacedWord>,
    /// How well the document was read as a whole, where an engine does not say it word by word.
    pub reading: Reading,
    /// What a reader should know, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a piece of furniture is (contract, "furniture").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FurnitureKind {
    /// Quốc hiệu.
    NationalTitle,
    /// Tiêu ngữ.
    Motto,
    /// Số trang.
    PageNumber,
    /// A line repeated at the head or foot of pages.
    RunningHead,
    /// A drawn line.
    Rule,
    /// The text of a digital or rubber stamp.
    Stamp,
    /// What OCR made of a seal or a scrawl.
    SealNoise,
    /// The `/.` of `./.`.
    EndMark,
    /// `Nơi nhận:`, `Kính gửi:`.
    ListHeader,
    /// What a web page put around the document.
    SiteNoise,
    /// Hidden text.
    Hidden,
    /// Deleted text.
    Deleted,
}

/// A piece of the source that carries no value.
#[derive(Clone, Debug, PartialEq)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Where it stands.
    pub span: Span,
}

/// A piece of the source that no rule could place.
#[derive(Clone, Debug, PartialEq)]
pub struct Unplaced {
    /// Where it stands.
    pub span: Span,
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A value is missing or can't be trusted.
    Error,
    /// A value is doubtful.
    Warning,
    /// Worth knowing.
    Note,
}

/// Something a reader should know about one place. Its message is looked up by the code in
/// `grammars/diagnostics.toml`, where all codes stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What the message's `{0}`, `{1}` … stand for.
    pub arguments: Vec<String>,
    /// Where it stands in the source.
    pub spans: Vec<Span>,
    /// The value concerned.
    pub about: OriginId,
}
