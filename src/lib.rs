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
//! # Ok::<(), vanban::read::Error>(())
//! ```
//!
//! Data goes one way: bytes → [`read`] → [`layout`] → [`parse`](mod@parse) → [`Parsed`](model::Parsed) →
//! [`write`](mod@write) → bytes. [`model`] knows none of the others, [`words`] holds the vocabulary of
//! `grammars/`, [`steps`] and [`cli`] compose them all.

pub mod batch;
pub mod check;
pub mod cli;
pub mod draft;
pub mod forms;
#[cfg(feature = "index")]
pub mod index;
pub mod layout;
pub mod model;
pub mod package;
pub mod parse;
mod programs;
pub mod read;
pub mod status;
pub mod steps;
pub mod tasks;
pub mod template;
pub mod words;
pub mod write;

/// Reads the bytes of a file with the built-in vocabulary; [`parse::document`] takes an office's own.
///
/// # Errors
/// Where the bytes are no document that is read: see [`read::Error`]. A document that is read always
/// gives a result; what is doubtful in it is in its diagnostics.
pub fn parse(bytes: &[u8]) -> Result<model::Parsed, read::Error> {
    Ok(parse::document(read::source(bytes)?, words::Vocabulary::builtin()))
}

/// The JSON Schema of what `vanban parse` prints.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(model::Output<'static>)
}
