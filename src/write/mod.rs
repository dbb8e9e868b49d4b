//! A document becomes a file. A format a file: JSON and YAML of the contract, plain text, sheets.

mod json;
mod sheet;
mod text;
mod yaml;

pub use json::{json, write_json};
pub use sheet::{Sheet, SheetCell, csv, xlsx};
pub use text::{Columns, PageStyle, text};
pub use yaml::yaml;
