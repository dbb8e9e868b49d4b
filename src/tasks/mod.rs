//! Task tables as records: one task a record, whatever columns its programme has, so that many programmes
//! make one sheet.
//!
//! Nothing is read here: the records follow from a document's tables by the roles of their columns.

mod agency;
mod deadline;
mod money;
mod sheet;

pub use agency::{Agency, agencies, normal_form, old_tones};
pub use deadline::{Deadline, deadline};
pub use money::budget_in_dong;
pub use sheet::{Entry, TITLES, entries};

use crate::model::{Block, ColumnRole, Document, Row, Table};
use crate::words::Vocabulary;
use serde::{Deserialize, Serialize};

/// A task (nhiệm vụ) of a programme's table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Task {
    /// The number of the decision, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The date of the decision, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_date: Option<String>,
    /// The group row above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Số thứ tự.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<String>,
    /// Nội dung.
    pub task: String,
    /// Chủ trì, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Each leading agency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<Agency>,
    /// Phối hợp, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<String>,
    /// Each supporting agency.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<Agency>,
    /// Sản phẩm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Thời hạn, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// The deadline as a date, month, quarter or recurrence; absent where it is none of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Deadline>,
    /// Kinh phí, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<String>,
    /// How many records from this one on share its ordinal and content: a merged cell.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rows: u32,
    /// True where a merged cell above gives ordinal and content.
    #[serde(skip_serializing_if = "is_false")]
    pub continued: bool,
    /// JSON Pointer of the table's row, from `document`.
    pub row: String,
}

fn is_false(value: &bool) -> bool {
    !value
}

fn one() -> u32 {
    1
}

fn is_one(rows: &u32) -> bool {
    *rows <= 1
}

/// The tasks of all task tables of a document, in reading order. A table is one where it has a column for
/// the content and one for who does it, by when, or with what result; totals are no tasks.
pub fn tasks(document: &Document, words: &Vocabulary) -> Vec<Task> {
    let mut reader = Reader { document, words, found: Vec::new() };
    reader.blocks(&document.body, "");
    for (index, attachment) in document.attachments.iter().enumerate() {
        reader.blocks(&attachment.body, &format!("/attachments/{index}"));
    }
    reader.found
}

struct Reader<'d> {
    document: &'d Document,
    words: &'d Vocabulary,
    found: Vec<Task>,
}

/// The roles of columns of which a table of tasks has one beside that of the tasks.
const ASSIGNED: [ColumnRole; 5] =
    [ColumnRole::Lead, ColumnRole::Support, ColumnRole::LeadSupport, ColumnRole::Deadline, ColumnRole::Product];

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block], pointer: &str) {
        for (index, block) in blocks.iter().enumerate() {
            let here = format!("{pointer}/body/{index}");
            match block {
                Block::Table(table) => self.table(table, &here),
                Block::Division(division) => self.blocks(&division.body, &here),
                _ => {}
            }
        }
    }

    fn table(&mut self, table: &Table, pointer: &str) {
        let place = |role: ColumnRole| table.columns.iter().position(|column| column.role == Some(role));
        let assigned = ASSIGNED.iter().any(|role| place(*role).is_some());
        let (Some(content), true) = (place(ColumnRole::Content), assigned) else { return };
        let mut group = None;
        let before = self.found.len();
        // The cells that still cover rows below, by column: how many rows, and what they say.
        let mut covering: Vec<(u32, Option<String>)> = vec![(0, None); table.columns.len()];
        for (index, row) in table.rows.iter().enumerate() {
            // Whatever a row is, what covers it from above covers one row less.
            let (cells, covered) = spread(row, &mut covering);
            if row.group {
                group = words_of(row);
                continue;
            }
            let cell = |role: ColumnRole| place(role).and_then(|at| cells.get(at).cloned().flatten());
            let task = cells.get(content).cloned().flatten().unwrap_or_default();
            let first = cells.iter().flatten().next().map_or("", String::as_str);
            if task.is_empty() || self.words.is_total(first) || self.words.is_total(&task) {
                continue;
            }
            let shared = cell(ColumnRole::LeadSupport);
            let lead = cell(ColumnRole::Lead).or(shared);
            let deadline_text = cell(ColumnRole::Deadline);
            self.found.push(Task {
                decision: self.document.header.number.as_ref().map(|number| number.text.to_string()),
                decision_date: self.document.header.date.as_ref().map(|date| date.to_string()),
                group: group.clone(),
                ordinal: cell(ColumnRole::Ordinal),
                leads: lead.as_deref().map(|text| agencies(text, self.words)).unwrap_or_default(),
                supports: cell(ColumnRole::Support)
                    .as_deref()
                    .map(|text| agencies(text, self.words))
                    .unwrap_or_default(),
                support: cell(ColumnRole::Support),
                product: cell(ColumnRole::Product),
                due: deadline_text.as_deref().and_then(deadline),
                deadline: deadline_text,
                budget: cell(ColumnRole::Budget),
                continued: [Some(content), place(ColumnRole::Ordinal)].into_iter().flatten().all(|at| covered[at])
                    && self.found.len() > before,
                rows: 1,
                row: format!("{pointer}/rows/{index}"),
                task,
                lead,
            });
        }
        count_rows(&mut self.found[before..]);
    }
}

/// All that a row says, on one line; `None` where it says nothing.
fn words_of(row: &Row) -> Option<String> {
    let texts = row.cells.iter().filter_map(|cell| cell.text.as_ref());
    texts.map(|text| flat(text.as_str())).reduce(|a, b| format!("{a} {b}"))
}

/// Gives the first record of each task how many it has. Counted in records, not in rows of the table: group rows and totals
/// are none.
fn count_rows(tasks: &mut [Task]) {
    let mut rows = 1;
    for task in tasks.iter_mut().rev() {
        if task.continued {
            rows += 1;
        } else {
            task.rows = std::mem::replace(&mut rows, 1);
        }
    }
}

/// The texts of a table's rows by column, those of a merged cell in every row and its first column that it covers.
pub fn by_column(table: &Table) -> Vec<Vec<Option<String>>> {
    let mut covering: Vec<(u32, Option<String>)> = vec![(0, None); table.columns.len()];
    table.rows.iter().map(|row| spread(row, &mut covering).0).collect()
}

/// The cells of a row by column, those that cover it from above put back, and which these are.
fn spread(row: &Row, covering: &mut [(u32, Option<String>)]) -> (Vec<Option<String>>, Vec<bool>) {
    let mut cells = vec![None; covering.len()];
    let mut covered = vec![false; covering.len()];
    let mut own = row.cells.iter();
    let mut at = 0;
    while at < covering.len() {
        let (left, text) = &mut covering[at];
        if *left > 0 {
            *left -= 1;
            cells[at] = text.clone();
            covered[at] = true;
            at += 1;
            continue;
        }
        let Some(cell) = own.next() else { break };
        let text = cell.text.as_ref().map(|text| text.to_string());
        let columns = (cell.col_span.unwrap_or(1) as usize).min(covering.len() - at);
        for below in &mut covering[at..at + columns] {
            *below = (cell.row_span.unwrap_or(1).saturating_sub(1), text.clone());
        }
        cells[at] = text;
        at += columns.max(1);
    }
    (cells, covered)
}

fn flat(text: &str) -> String {
    text.replace('\n', " ")
}
