//! The sheet of tasks: the columns that `vanban tasks` writes, and what a department has filled in.

use crate::errors::{Code, Error};
use crate::words::fold;

/// The columns: their titles in Vietnamese and English, and their width in characters.
pub const TITLES: [(&str, &str, f64); 15] = [
    ("Tệp", "File", 22.0),
    ("Số quyết định", "Decision", 18.0),
    ("Ngày", "Date", 12.0),
    ("Nhóm", "Group", 24.0),
    ("TT", "No.", 6.0),
    ("Nhiệm vụ", "Task", 48.0),
    ("Chủ trì", "Lead", 26.0),
    ("Chủ trì (dạng chuẩn)", "Lead (normal form)", 26.0),
    ("Phối hợp", "Support", 30.0),
    ("Phối hợp (dạng chuẩn)", "Support (normal form)", 30.0),
    ("Sản phẩm", "Product", 22.0),
    ("Thời hạn", "Deadline", 16.0),
    ("Từ", "From", 12.0),
    ("Đến", "To", 12.0),
    ("Kinh phí", "Budget", 16.0),
];

/// A task as a sheet has it; empty cells are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its row in the sheet, from 1.
    pub line: usize,
    /// The group above it.
    pub group: Option<String>,
    /// Số thứ tự.
    pub ordinal: Option<String>,
    /// Nhiệm vụ.
    pub task: String,
    /// Chủ trì.
    pub lead: Option<String>,
    /// Phối hợp.
    pub support: Option<String>,
    /// Sản phẩm.
    pub product: Option<String>,
    /// Thời hạn.
    pub deadline: Option<String>,
    /// Kinh phí.
    pub budget: Option<String>,
    /// True where a merged cell above gives ordinal and task.
    pub continued: bool,
}

/// The tasks of a sheet's rows. The header is the first row with a column for the task; columns that are not known are
/// passed over, and the normal forms are derived.
///
/// # Errors
/// Where there is no such header, or it has a title twice.
pub fn entries(rows: &[Vec<String>]) -> Result<Vec<Entry>, Error> {
    let title = |index: usize, cell: &str| {
        let own = fold(cell.trim());
        own == fold(TITLES[index].0) || own == fold(TITLES[index].1)
    };
    let header = rows.iter().position(|row| row.iter().any(|cell| title(5, cell))).ok_or(Code::SheetNoTasks)?;
    let column = |index: usize| -> Result<Option<usize>, Error> {
        let mut found = rows[header].iter().enumerate().filter(|(_, cell)| title(index, cell)).map(|(at, _)| at);
        let first = found.next();
        if found.next().is_some() { Err(Code::SheetColumnTwice.with(TITLES[index].0)) } else { Ok(first) }
    };
    let [group, ordinal, task, lead, support, product, deadline, budget] =
        [column(3)?, column(4)?, column(5)?, column(6)?, column(8)?, column(10)?, column(11)?, column(14)?];
    let mut found: Vec<Entry> = Vec::new();
    for (index, row) in rows.iter().enumerate().skip(header + 1) {
        let cell = |at: Option<usize>| {
            let text = at.and_then(|at| row.get(at)).map(|text| text.trim()).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let written = cell(task);
        let continued = written.is_none() && !found.is_empty();
        let above = found.last();
        let own = Entry {
            line: index + 1,
            group: cell(group),
            ordinal: if continued { above.and_then(|own| own.ordinal.clone()) } else { cell(ordinal) },
            task: written.or_else(|| above.map(|own| own.task.clone())).unwrap_or_default(),
            lead: cell(lead),
            support: cell(support),
            product: cell(product),
            deadline: cell(deadline),
            budget: cell(budget),
            continued,
        };
        found.push(own);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_with_columns_of_its_own() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
        let rows = [
            row(&["Đơn vị: Sở A", "", "", ""]),
            row(&["TT", "Nhiệm vụ", "Chủ trì", "Ghi chú"]),
            row(&["1", "Kiểm tra", "Sở B", "x"]),
            row(&["", "", "Sở C", ""]),
        ];
        let found = entries(&rows).expect("tasks");
        assert_eq!((found[0].line, found[0].lead.as_deref(), found[0].continued), (3, Some("Sở B"), false));
        assert_eq!(
            (found[1].task.as_str(), found[1].lead.as_deref(), found[1].continued),
            ("Kiểm tra", Some("Sở C"), true)
        );
        assert_eq!(entries(&rows[2..]), Err(Code::SheetNoTasks.into()));
    }
}
