//! The task table of a sample: one row with marks in place of its rows, below one that heads a group where it has groups.

use super::maker::{Maker, Spot, column};
use crate::model::{Column, ColumnRole, Table, table_at};
use crate::package::Edit;
use std::ops::Range;

/// Marks the table that has most tasks; `rows` are JSON Pointers of the rows of tasks. Totals stay.
pub(super) fn tasks(maker: &mut Maker, rows: &[String]) {
    let mut tables: Vec<(&str, Vec<usize>)> = Vec::new();
    for row in rows {
        let Some((table, index)) = row.rsplit_once("/rows/") else { continue };
        let Ok(index) = index.parse() else { continue };
        match tables.iter_mut().find(|(known, _)| *known == table) {
            Some((_, rows)) => rows.push(index),
            None => tables.push((table, vec![index])),
        }
    }
    tables.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    for (index, (pointer, rows)) in tables.into_iter().enumerate() {
        let parsed = maker.parsed;
        let Some(table) = table_at(&parsed.document, pointer) else { continue };
        let put = index == 0 && mark(maker, table, &rows).is_some();
        let content = table.columns.iter().position(|column| column.role == Some(ColumnRole::Content));
        let first = rows.first().and_then(|row| table.rows.get(*row)).and_then(|row| row.cells.get(content?));
        let was = first.and_then(|cell| cell.text.as_ref()).map_or("", |text| text.as_str());
        maker.note("nhiem_vu", was, put);
    }
}

/// Where a row of the model stands in the part.
struct Place {
    row: Range<usize>,
    table: Range<usize>,
}

fn mark(maker: &mut Maker, table: &Table, rows: &[usize]) -> Option<()> {
    let plain = |row: &&usize| {
        let own = table.rows.get(**row);
        own.is_some_and(|own| {
            let cells = &own.cells;
            cells.len() == table.columns.len()
                && cells.iter().all(|cell| cell.row_span.is_none() && cell.col_span.is_none())
        })
    };
    let pattern = *rows.iter().find(plain)?;
    let places: Vec<Option<Place>> = (0..table.rows.len()).map(|row| place(maker, table, row)).collect();
    let own = places.get(pattern)?.as_ref()?;
    let cells = cells(maker, &own.row);
    if cells.len() != table.columns.len() {
        return None;
    }
    let last = cells.len() - 1;
    let head = group_head(table, rows, pattern).filter(|head| mark_head(maker, table, &places, *head));
    let (open, close) = ("{{#nhiem_vu}}", "{{/nhiem_vu}}");
    for (index, (cell, column_of)) in cells.iter().zip(&table.columns).enumerate() {
        let field_of = |column_of: &Column| column_of.role.and_then(column);
        // Of two columns of one role, as of two sources of money, a task has the first.
        let earlier = table.columns[..index].iter().filter_map(field_of);
        let field = field_of(column_of).filter(|field| earlier.into_iter().all(|own| own != *field));
        let empty = |row: &usize| {
            let cells = table.rows.get(*row).map_or(&[][..], |row| &row.cells);
            // Where cells are merged, it is not plain which columns have words.
            cells.len() != table.columns.len() || cells.get(index).is_some_and(|cell| cell.text.is_none())
        };
        // A column that the sample leaves blank for a task may stay blank.
        let usual = if rows.iter().any(empty) { " | mac_dinh:\"\"" } else { "" };
        let mut mark = field.map_or(String::new(), |field| format!("{{{{{field}{usual}}}}}"));
        if index == 0 {
            mark.insert_str(0, open);
        }
        if index == last {
            mark.push_str(close);
            mark.push_str(if head.is_some() { "{{/nhom_nhiem_vu}}" } else { "" });
        }
        if field.is_none() {
            maker.note(&format!("nhiem_vu: {}", column_of.name), "", false);
        }
        fill_cell(maker, cell, &mark);
    }
    let goes = |row: &usize| {
        let own = table.rows.get(*row);
        *row != pattern && Some(*row) != head && (rows.contains(row) || own.is_some_and(|own| own.group))
    };
    take_out(maker, &places, own, goes);
    Some(())
}

/// Takes out the part's rows from the first that goes to the last, whether the text has words of them or not; but for the
/// pattern and those that stay.
fn take_out(maker: &mut Maker, places: &[Option<Place>], pattern: &Place, goes: impl Fn(&usize) -> bool) {
    let (gone, kept): (Vec<_>, Vec<_>) = places.iter().enumerate().partition(|(row, _)| goes(row));
    let rows = |places: Vec<(usize, &'_ Option<Place>)>| -> Vec<Range<usize>> {
        places.into_iter().filter_map(|(_, place)| Some(place.as_ref()?.row.clone())).collect()
    };
    let (gone, kept) = (rows(gone), rows(kept));
    let (Some(first), Some(end)) = (gone.iter().map(|row| row.start).min(), gone.iter().map(|row| row.end).max())
    else {
        return;
    };
    let edits: Vec<Edit> = all_rows(maker, &pattern.table)
        .into_iter()
        .filter(|row| first <= row.start && row.end <= end && *row != pattern.row && !kept.contains(row))
        .map(|range| Edit { range, text: String::new() })
        .collect();
    maker.edits.extend(edits);
}

/// The row that heads the group of a task, where nothing but tasks and such rows stands between.
fn group_head(table: &Table, rows: &[usize], pattern: usize) -> Option<usize> {
    let head = table.rows.get(..pattern)?.iter().rposition(|row| row.group)?;
    (head + 1..pattern).all(|row| rows.contains(&row)).then_some(head)
}

/// Puts marks into the row that heads a group: its number, where that has a cell of its own, and its name.
fn mark_head(maker: &mut Maker, table: &Table, places: &[Option<Place>], head: usize) -> bool {
    let Some(Some(own)) = places.get(head) else { return false };
    let texts = table.rows.get(head).map_or(0, |row| row.cells.iter().filter(|cell| cell.text.is_some()).count());
    let words = |lines: &Vec<usize>| lines.iter().any(|line| !maker.lines[*line].text.trim().is_empty());
    let cells: Vec<Vec<usize>> = cells(maker, &own.row).into_iter().filter(words).collect();
    let marks: &[&str] = match (texts, cells.len()) {
        (1, 1) => &["{{#nhom_nhiem_vu}}{{ten | mac_dinh:\"\"}}"],
        (2, 2) => &["{{#nhom_nhiem_vu}}{{stt | mac_dinh:\"\"}}", "{{ten | mac_dinh:\"\"}}"],
        _ => return false,
    };
    for (cell, mark) in cells.iter().zip(marks) {
        fill_cell(maker, cell, mark);
    }
    true
}

/// Where a row of the model stands in the part: where the words of its first cell with words do.
fn place(maker: &Maker, table: &Table, row: usize) -> Option<Place> {
    let texts = table.rows.get(row)?.cells.iter().filter_map(|cell| cell.text.as_ref());
    let spots = texts.into_iter().find_map(|text| maker.spots(text.origin, text.as_str()).0.into_iter().next());
    let (line, _): Spot = spots?;
    let path = &maker.lines[line].path;
    let at = path.iter().rposition(|step| step.name == "w:tr")?;
    let table = path[..at].iter().rfind(|step| step.name == "w:tbl")?;
    Some(Place { row: path[at].place.clone(), table: table.place.clone() })
}

/// The rows of a table of the part.
fn all_rows(maker: &Maker, table: &Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in &maker.lines {
        let Some(at) = line.path.iter().position(|step| step.place == *table && step.name == "w:tbl") else { continue };
        let row = line.path[at..].iter().find(|step| step.name == "w:tr").map(|step| step.place.clone());
        found.extend(row.filter(|row| found.last() != Some(row)));
    }
    found
}

/// The cells of a row of the part, each with its lines.
fn cells(maker: &Maker, row: &Range<usize>) -> Vec<Vec<usize>> {
    let mut found: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    for (index, line) in maker.lines.iter().enumerate() {
        let Some(at) = line.path.iter().position(|step| step.place == *row && step.name == "w:tr") else { continue };
        let Some(cell) = line.path[at..].iter().find(|step| step.name == "w:tc") else { continue };
        match found.last_mut() {
            Some((last, lines)) if *last == cell.place => lines.push(index),
            _ => found.push((cell.place.clone(), vec![index])),
        }
    }
    found.into_iter().map(|(_, lines)| lines).collect()
}

/// Puts a mark in place of what a cell says, in the look of its first words.
fn fill_cell(maker: &mut Maker, lines: &[usize], mark: &str) {
    let words = |line: &&usize| !maker.lines[**line].text.trim().is_empty();
    let first = lines.iter().find(words).or(lines.first()).copied();
    let Some(first) = first else { return };
    for line in lines.iter().copied().filter(|line| *line != first) {
        let length = maker.lines[line].text.len();
        if length == 0 {
            let range = maker.lines[line].element.clone();
            maker.edits.push(Edit { range, text: String::new() });
        } else {
            maker.gone((line, 0..length));
        }
    }
    let line = &maker.lines[first];
    if line.text.is_empty() {
        let element = line.element.clone();
        let own = maker.part.source.get(element.clone()).unwrap_or("");
        let run = format!("<w:r><w:t xml:space=\"preserve\">{mark}</w:t></w:r>");
        maker.edits.push(match own.strip_suffix("</w:p>") {
            Some(before) => {
                let at = element.start + before.len();
                Edit { range: at..at, text: run }
            }
            None => Edit { range: element, text: format!("<w:p>{run}</w:p>") },
        });
    } else {
        let length = line.text.len();
        maker.put(&[(first, 0..length)], mark);
    }
}
