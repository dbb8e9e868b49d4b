//! Running numbers of a table from which rows go and into which new ones come.

use super::rows::{Decision, Plan, Row};
use crate::model::{ColumnRole, Parsed, Span, Table, visit_tables};
use std::collections::HashMap;

/// The code of a row that puts in a new task.
pub(super) const NEW_TASK: &str = "task-new";

/// A running number that changes: where it stands, and what it becomes.
pub(super) struct Renumbered {
    pub spans: Vec<Span>,
    pub new: String,
}

/// The numbers that change in the tables of a plan, and those of its new tasks by the id of their row. Where nothing goes
/// or comes nothing is renumbered, however odd the numbers are; a number that begins anew in the table still does.
pub(super) fn renumbered(parsed: &Parsed, plan: &Plan) -> (Vec<Renumbered>, HashMap<u32, String>) {
    let (mut changed, mut given) = (Vec::new(), HashMap::new());
    visit_tables(&parsed.document, &mut |pointer, table| {
        let within = |row: &&Row| row.place.starts_with(&format!("{pointer}/rows/"));
        let gone: Vec<&Row> = plan.rows.iter().filter(within).filter(|row| row.decision == Decision::Drop).collect();
        let is_new = |row: &&Row| row.code == NEW_TASK && matches!(row.decision, Decision::Accept | Decision::Edit);
        let new: Vec<&Row> = plan.rows.iter().filter(within).filter(is_new).collect();
        if !gone.is_empty() || !new.is_empty() {
            let numbered = table_of(parsed, pointer, table, &Planned { gone, new });
            changed.extend(numbered.0);
            given.extend(numbered.1);
        }
    });
    (changed, given)
}

/// What the plan does to the rows of a table.
struct Planned<'p> {
    gone: Vec<&'p Row>,
    new: Vec<&'p Row>,
}

/// The numbers of a table's rows that change, and those of new rows, by the plan's row.
fn table_of(
    parsed: &Parsed,
    pointer: &str,
    table: &Table,
    planned: &Planned,
) -> (Vec<Renumbered>, HashMap<u32, String>) {
    let (mut changed, mut given) = (Vec::new(), HashMap::new());
    let Some(column) = table.columns.iter().position(|column| column.role == Some(ColumnRole::Ordinal)) else {
        return (changed, given);
    };
    // The last number as it was and as it is.
    let (mut before, mut last): (Option<u32>, u32) = (None, 0);
    for (index, row) in table.rows.iter().enumerate() {
        let here = format!("{pointer}/rows/{index}/");
        let whole = row.cells.len() == table.columns.len();
        let cell = row.cells.get(column).filter(|_| whole && !row.group).and_then(|cell| cell.text.as_ref());
        let number = cell.and_then(|text| text.as_str().trim_end_matches('.').parse::<u32>().ok());
        if planned.gone.iter().any(|own| own.place.starts_with(&here)) {
            before = number.or(before);
            continue;
        }
        if let (Some(text), Some(number)) = (cell, number) {
            let next = match before {
                Some(before) if number == before.saturating_add(1) => last + 1,
                None => number,
                // It begins anew, or its sequence is its own.
                Some(_) => number,
            };
            if next != number {
                let spans = parsed.origins.spans(text.origin).to_vec();
                let new = text.as_str().replace(&number.to_string(), &next.to_string());
                changed.push(Renumbered { spans, new });
            }
            (before, last) = (Some(number), next);
        }
        for row in planned.new.iter().filter(|row| row.place.starts_with(&here)) {
            last += 1;
            given.insert(row.id, last.to_string());
        }
    }
    (changed, given)
}
