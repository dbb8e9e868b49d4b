//! The budget of a task in đồng, where the table says it: a number, and the unit beside it, in the column's title or in
//! the table's unit line. Without a unit nothing is made up.

use super::Task;
use crate::model::{ColumnRole, Document, Table, table_at};
use crate::words::{fold, thousandths};

/// The budget of a task of this document in đồng; `None` where the cell is no single amount, or no unit is said.
pub fn budget_in_dong(document: &Document, task: &Task) -> Option<i64> {
    let (table, _) = task.row.rsplit_once("/rows/")?;
    let written = task.budget.as_deref()?.trim();
    let end = written.find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | ' ')).unwrap_or(written.len());
    let (number, unit) = written.split_at(end);
    let factor = if unit.is_empty() { unit_of(table_at(document, table)?)? } else { factor(unit)? };
    let thousandths = thousandths(number)?.checked_mul(factor)?;
    if thousandths % 1000 == 0 { i64::try_from(thousandths / 1000).ok() } else { None }
}

/// The unit that the column of the budget names in parentheses, else the table.
fn unit_of(table: &Table) -> Option<i128> {
    let column = table.columns.iter().find(|column| column.role == Some(ColumnRole::Budget))?;
    let titles = std::iter::once(column.name.as_str()).chain(column.path.iter().rev().map(String::as_str));
    let inside = |title: &str| Some(title.rsplit_once('(')?.1.split(')').next()?.to_owned());
    // Whatever stands in the column's own parentheses, it may be a unit: the table's is not taken instead.
    match titles.filter_map(inside).next() {
        Some(own) => factor(&own),
        None => factor(table.unit.as_ref()?.as_str()),
    }
}

/// How many đồng a unit is, in words and nothing but the unit: `đồng`, `Đơn vị tính: triệu đồng`, `1.000 đ`.
fn factor(unit: &str) -> Option<i128> {
    let folded = fold(unit);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let named = [&["don", "vi", "tinh"][..], &["don", "vi"], &["dvt"]];
    let bare = named.iter().find_map(|own| words.strip_prefix(*own)).unwrap_or(&words);
    match bare {
        ["dong" | "d" | "vnd"] => Some(1),
        ["nghin" | "ngan"] | ["nghin" | "ngan" | "1000", "dong" | "d" | "vnd"] | ["1", "000", "dong" | "d" | "vnd"] => {
            Some(1_000)
        }
        ["trieu"] | ["trieu", "dong" | "d" | "vnd"] => Some(1_000_000),
        ["ty" | "ti"] | ["ty" | "ti", "dong" | "d" | "vnd"] => Some(1_000_000_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Column};

    fn budget(written: &str, title: &str, unit: Option<&str>) -> Option<i64> {
        let column = Column { name: title.into(), role: Some(ColumnRole::Budget), ..Column::default() };
        let table = Table { unit: unit.map(Into::into), columns: vec![column], ..Table::default() };
        let document = Document { body: vec![Block::Table(table)], ..Document::default() };
        let task = Task { budget: Some(written.to_owned()), row: "/body/0/rows/0".to_owned(), ..Task::default() };
        budget_in_dong(&document, &task)
    }

    #[test]
    fn an_amount_has_its_unit_from_the_cell_the_column_or_the_table() {
        assert_eq!(budget("24.500.000 đồng", "Kinh phí", None), Some(24_500_000));
        assert_eq!(budget("12,5", "Kinh phí (triệu đồng)", Some("Đơn vị tính: đồng")), Some(12_500_000));
        assert_eq!(budget("1.200", "Kinh phí", Some("Đơn vị tính: 1.000 đồng")), Some(1_200_000));
        assert_eq!(budget("3 tỷ đồng", "Kinh phí", Some("ĐVT: triệu đồng")), Some(3_000_000_000));
    }

    #[test]
    fn without_a_unit_or_a_single_amount_there_is_none() {
        assert_eq!(budget("24.500.000", "Kinh phí", None), None);
        assert_eq!(budget("500", "Kinh phí Hội đồng", None), None);
        assert_eq!(budget("500", "Kinh phí (triệu USD)", None), None);
        assert_eq!(budget("500", "Kinh phí (triệu USD)", Some("Đơn vị tính: triệu đồng")), None);
        assert_eq!(budget("Theo dự toán", "Kinh phí (đồng)", None), None);
        assert_eq!(budget("10.000 đồng; 20.000 đồng", "Kinh phí", None), None);
        assert_eq!(budget("0,0001", "Kinh phí (đồng)", None), None);
    }
}
