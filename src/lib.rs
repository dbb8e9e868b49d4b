//! Reads Vietnamese administrative decisions (quyết định hành chính) into typed data that says where
//! every value came from, and writes them again.
//!
//! ```
//! let text = "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
//!     TỈNH BÌNH LÂM            Độc lập - Tự do - Hạnh phúc
//! Số: 12/QĐ-UBND         Bình Lâm, ngày 05 tháng 3 năm 2025
//! QUYẾT ĐỊNH
//! Về việc thành lập Ban Chỉ đạo
//! CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM
//! Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;
//! QUYẾT ĐỊNH:
//! Điều 1. Thành lập Ban Chỉ đạo.";
//! let parsed = vanban::parse(text.as_bytes())?;
//! let number = parsed.document.header.number.as_ref().expect("a number");
//! assert_eq!(number.text.as_str(), "12/QĐ-UBND");
//! assert_eq!(parsed.document.articles().len(), 1);
//! let place = parsed.origins.spans(number.text.origin)[0];
//! assert_eq!(place.of(&parsed.text), "Số: 12/QĐ-UBND");
//! # Ok::<(), vanban::Error>(())
//! ```
//!
//! # What comes out
//!
//! A [`Parsed`](model::Parsed) is a [`Document`](model::Document) and the report on its reading:
//!
//! - every text of the document is a [`Text`](model::Text), which knows its place in [`Parsed::text`](model::Parsed::text)
//!   through [`Origins`](model::Origins), with the repairs that it took;
//! - what was understood but is no value (page numbers, stamps, the national title) is
//!   [`Furniture`](model::Furniture), what no rule could place [`Unplaced`](model::Unplaced): together with the values they are the
//!   whole source, so that nothing is lost, and nothing is invented;
//! - what is doubtful is a [`Diagnostic`](model::Diagnostic) with a stable code, and [`evidence`](model::evidence) with
//!   [`grades`](status::grades) says of each value how often values like it were right.
//!
//! A document that is read always gives a result. Only bytes that are no document are an error, [`Error`], which names
//! the problem and the remedy.
//!
//! ```
//! let parsed = vanban::parse("QUYẾT ĐỊNH\nVề việc giao đất\nĐiều 1. Giao đất.".as_bytes())?;
//! let doubts: Vec<&str> = parsed.diagnostics.iter().map(|found| found.code).collect();
//! assert!(doubts.contains(&"signature-missing"));
//! assert!(vanban::parse(&[0; 100]).is_err());
//! # Ok::<(), vanban::Error>(())
//! ```
//!
//! # By task
//!
//! | to | use | example |
//! |---|---|---|
//! | read a file, by its bytes | [`parse()`]; [`read::source_with`] and [`parse::document`] for limits, recognition and an office's own words | `examples/folder_to_table.rs` |
//! | print the JSON of the contract | [`write::json`], [`write::write_json`]; its schema is [`schema`] | |
//! | judge a document by its form | [`check::check`], [`check::check_model`], [`check::fix`] | `examples/check_in_a_build.rs` |
//! | write a Word file | [`parse::derived`], [`model::canonical`], [`forms::writing`], [`write::docx`] | `examples/render_from_code.rs` |
//! | write for other programs | [`write::akn`], [`write::metadata`], [`write::markdown`], [`write::html`], [`write::text()`] | |
//! | list the tasks of a programme | [`tasks::tasks`] | |
//! | draft next year's document | [`draft::plan()`], [`draft::apply`] | |
//! | fill an office's own Word form | [`template::fields`], [`template::fill`] | |
//! | search an archive | [`index`] (feature `index`) | |
//! | read an archive in processes of its own | the command line: `parse FOLDER`, `pipe` | `examples/spark.py` |
//!
//! # The rooms
//!
//! Data goes one way: bytes → [`read`] → [`Source`](source::Source) → `layout` → [`parse`](mod@parse) →
//! [`Parsed`](model::Parsed) → [`tasks`], [`check`](mod@check), [`draft`], [`write`](mod@write) → bytes. [`model`] knows none of
//! the others, [`source`] only it; [`words`], [`forms`] and [`status`] hold the data of `grammars/`: vocabulary, rules of form,
//! dated facts. [`index`] is for many documents. `DESIGN.md` in the repository says more, also of the rooms that have no public
//! name.
//!
//! # Features
//!
//! | feature | by default | what it gives |
//! |---|---|---|
//! | `cli` | yes | the program `vanban`: what only its command line needs is compiled |
//! | `index` | yes | [`index`], and in the program `vanban index`, `vanban find`; compiles SQLite |
//! | `ocr` | yes | letters of scans, without any other program |
//! | `pdf` | yes | PDF: its text and its pages |
//! | `parquet` | no | `write::parquet`, and in the program `parse FOLDER -o results.parquet` |
//!
//! A library needs none of them: `vanban = { version = "0.1", default-features = false }`.
//!
//! # What stays as it is
//!
//! Versions follow [semantic versioning](https://semver.org). Three things have promises of their own: the JSON is version
//! [`model::SCHEMA`] and only gains fields within it; codes of diagnostics and findings keep their meaning, new ones are
//! added; the same input, options and version give the same bytes. Which values are read improves with every version and is no
//! promise: `CHANGELOG.md` says what changed, and measured by what. All that is
//! public, name by name, is listed in `docs/api.txt`; what changes there has a line in `CHANGELOG.md`.

// Of the library and the program; tables of cases in tests may be long.
#![warn(clippy::too_many_lines)]

#[cfg(feature = "cli")]
mod batch;
pub mod check;
#[cfg(feature = "cli")]
mod cli;
pub mod draft;
mod errors;
pub mod forms;
mod grammars;
#[cfg(feature = "index")]
pub mod index;
mod inline;
mod layout;
mod listed;
mod marks;
pub mod model;
mod package;
pub mod parse;
mod programs;
pub mod read;
pub mod source;
pub mod status;
mod steps;
pub mod tasks;
pub mod template;
pub mod words;
pub mod write;

pub use errors::{Argument, Code, Error, Place};

/// The rooms that are no part of the library's face, for the program, the Python package and the benches of this
/// repository. They may change in any version.
#[doc(hidden)]
pub mod internals {
    #[cfg(feature = "cli")]
    pub mod cli {
        pub use crate::cli::run;
    }
    pub mod layout {
        pub use crate::layout::*;
    }
    pub mod steps {
        pub use crate::steps::*;
    }
}

/// Reads the bytes of a file with the built-in vocabulary; [`parse::document`] takes an office's own.
///
/// # Errors
/// Where the bytes are no document that is read: see [`Error`]. A document that is read always
/// gives a result; what is doubtful in it is in its diagnostics.
pub fn parse(bytes: &[u8]) -> Result<model::Parsed, Error> {
    Ok(parse::document(read::source(bytes)?, words::Vocabulary::builtin()))
}

/// The JSON Schema of what `vanban parse` prints.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(model::Output<'static>)
}
