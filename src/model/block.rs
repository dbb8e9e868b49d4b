//! The body of a document: one tree of blocks for articles, sections, lists and tables.

use super::{Citation, ColumnRole, DivisionLevel, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A block of a body (contract, "Blocks").
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// A labelled part: Phần, Chương, Mục, Điều, khoản, điểm, I., 1., a), a bullet.
    Division(Division),
    /// A table.
    Table(Table),
    /// Quoted new wording in an amending decision: its articles are not ours.
    Quote(Quote),
    /// A footnote.
    Note(Note),
}

/// Running text (đoạn văn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// The text.
    pub text: Text,
    /// Documents cited in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// A labelled part of a body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// `phan`, `chuong`, `muc`, `tieu-muc`, `dieu`; under a Điều `khoan`, `diem`; elsewhere
    /// `capital`, `roman`, `number`, `letter`; `bullet` everywhere.
    pub level: DivisionLevel,
    /// The label as written: `Điều 1.`, `I.`, `a)`, `-`.
    pub label: Text,
    /// The label's number: `1`, `I`, `a`, `1.2`; absent for a bullet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The title, where the label's line is set apart as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text>,
    /// What stands below.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
}

/// A table (bảng).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The title of the table itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<Text>,
    /// The unit line, whole: `Đơn vị tính: đồng`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// The columns; empty for a table without a header.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// The body rows, group rows and totals among them.
    #[serde(default)]
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The name: the lowest header cell; empty where that cell begins over a column before this one.
    pub name: Text,
    /// All header cells from the top down, where there is more than one level, or the cell is shared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// What the column holds, from `grammars/words/columns.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<ColumnRole>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// True for a row that only heads the rows below it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub group: bool,
    /// The cells; one covered by a span above or to its left is not repeated.
    pub cells: Vec<Cell>,
}

/// A cell of a table; an empty one is `{}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The text; paragraphs stay apart as `\n`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Rows covered, where more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row_span: Option<u32>,
    /// Columns covered, where more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub col_span: Option<u32>,
}

/// Quoted wording.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The quoted blocks.
    pub body: Vec<Block>,
}

/// A footnote (chú thích), after the paragraph that has its mark.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The mark: `1`, `*`.
    pub label: Text,
    /// The text.
    pub text: Text,
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Table {
    /// The columns that the table takes: those of its header, or of its widest row, covered places not counted.
    pub fn width(&self) -> usize {
        let row = |row: &Row| row.cells.iter().map(|cell| cell.col_span.unwrap_or(1).max(1) as usize).sum::<usize>();
        self.rows.iter().map(row).max().unwrap_or(0).max(self.columns.len())
    }
}

impl Block {
    /// The blocks below this one; empty for those that hold none.
    pub fn children(&self) -> &[Block] {
        match self {
            Self::Division(division) => &division.body,
            Self::Quote(quote) => &quote.body,
            Self::Paragraph(_) | Self::Table(_) | Self::Note(_) => &[],
        }
    }
}
