//! A document becomes a file. A format a file, and one list of them (`formats`): JSON and YAML of the contract, plain text,
//! sheets, Word; Akoma Ntoso, the record of metadata, Markdown, HTML and Parquet for the programs of others.
//!
//! `page` lays a document out by a form, whatever the format; `docx` puts the pages into Word's terms.

mod akn;
mod docx;
mod entry;
mod evidence;
mod formats;
mod html;
mod json;
mod markdown;
mod metadata;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod pdf;
mod plain;
mod sheet;
mod text;
mod wording;
mod xml;
mod yaml;

#[cfg(feature = "parquet")]
pub use self::parquet::parquet;
pub use akn::{NAMESPACE, akn, akn_of};
pub use docx::docx;
pub use entry::Detail;
pub use evidence::{EvidenceNotes, Missing, evidence};
pub use formats::{Format, Written};
pub use html::html;
pub use json::{json, output, write_json};
pub use markdown::markdown;
pub use metadata::metadata;
pub use sheet::{Sheet, SheetCell, SheetFormat, csv, inert, xlsx};
pub use text::{Columns, PageStyle, text};
pub use yaml::yaml;
