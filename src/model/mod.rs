//! What a document is: plain serde types, the JSON contract, the canonical form.
//!
//! This room knows nobody: it imports no other module of the crate. Reading, laying out, parsing,
//! checking and writing all meet in these types.
//!
//! - [`Document`] and what hangs on it are the `document` object of the contract, version `vanban/1`.
//! - [`Text`] is the leaf: a string that remembers where it came from. The origin takes no part in
//!   equality or serde.
//! - [`Parsed`] is a document together with the report on its reading: origins, furniture, unplaced
//!   text, diagnostics.
//! - [`read_document`] reads a document from JSON or YAML, [`canonical`] gives the canonical form, [`Output`] the JSON.

mod block;
mod canonical;
mod citation;
mod cited_in;
mod dates;
mod document;
mod grade;
mod input;
mod keys;
mod known_acts;
mod lines;
mod origin;
mod output;
mod parsed;
mod reading;
mod text;
mod visit;

pub use block::{Block, Cell, Column, Division, Note, Paragraph, Quote, Row, Table};
pub use canonical::{canonical, closing_mark, single_blanks, without_closing_mark};
pub(crate) use canonical::{composed, is_single_blanked};
pub use citation::Citation;
pub use document::{
    Attachment, AuthorityLink, Capacity, CopyBlock, Document, DocumentNumber, Effect, Header, IssuedWith, LegalBasis,
    Mark, OriginIdEq, Received, Recipient, Signature,
};
pub use grade::{Evidence, Grade, Grades, Judge, Standing, Tally, evidence, is_recognised};
pub(crate) use input::bounded;
pub use input::{MOST_LEVELS, read_data, read_document};
pub use keys::{ColumnRole, CopyKind, DivisionLevel, DocumentKind, EffectKind, MarkKind, Relation};
pub use known_acts::KnownActs;
pub use lines::lines_of;
pub use origin::{Origin, OriginId, Origins, PlacedWord, Repair, Repairs, Span};
pub use output::{Entry, Output, PageBox, Provenance, SCHEMA, boxes};
pub use parsed::{Diagnostic, Furniture, FurnitureKind, Parsed, Severity, Unplaced};
pub use reading::Reading;
pub use text::Text;
pub use visit::{CitationLeaf, Depth, Leaf, table_at, visit, visit_citations, visit_tables};
