//! A document becomes a file. A format a file: JSON and YAML of the contract, plain text, sheets, Word.
//!
//! `page` lays a document out by a form, whatever the format; `docx` puts the pages into Word's terms.

mod docx;
mod evidence;
mod html;
mod json;
mod page;
mod sheet;
mod text;
mod wording;
mod yaml;

pub use docx::docx;
pub use evidence::evidence;
pub use html::html;
pub use json::{json, output, write_json};
pub use sheet::{Sheet, SheetCell, csv, inert, xlsx};
pub use text::{Columns, PageStyle, text};
pub use yaml::yaml;
