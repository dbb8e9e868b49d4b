//! Tables: the header's cells and the rows' as `th` and `td`, with the places that they take.

use super::Writer;
use crate::model::{Cell, ColumnRole, Table, Text};
use crate::write::page::{HeaderCell, places};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table, within: &str, pointer: &str) {
        if let Some(unit) = &table.unit {
            self.paragraphs("unit", unit, within, &format!("{pointer}/unit"));
        }
        let places = places(table);
        if places.header.is_empty() && places.rows.is_empty() {
            if let Some(caption) = &table.caption {
                self.paragraphs("caption", caption, within, &format!("{pointer}/caption"));
            }
            return;
        }
        let id = self.ids.counted(within, "table");
        self.xml.open("table", &[("eId", &id)]);
        if let Some(caption) = &table.caption {
            self.place(format!("{pointer}/caption"), &id);
            self.xml.leaf("caption", &[], caption.as_str());
        }
        for row in &places.header {
            self.row(None, &id, |writer, row_id| {
                for cell in row.iter().filter(|cell| !cell.covered) {
                    writer.header_cell(cell, table, row_id, pointer);
                }
            });
        }
        for (index, (row, cells)) in places.rows.iter().enumerate() {
            let class = row.group.then_some("group");
            self.row(class, &id, |writer, row_id| {
                let own = cells.iter().filter_map(|placed| Some((placed.cell?, placed.columns, placed.rows)));
                // Cells that only fill the row up to its width have no place in the document.
                for (at, (cell, columns, rows)) in own.enumerate() {
                    let pointer = format!("{pointer}/rows/{index}/cells/{at}/text");
                    writer.cell(cell, (columns, rows), row_id, &pointer);
                }
            });
        }
        self.xml.close();
    }

    /// A row; one whose cells are all covered has an empty cell, as a row must have one.
    fn row(&mut self, class: Option<&str>, table: &str, cells: impl FnOnce(&mut Self, &str)) {
        let id = self.ids.counted(table, "tr");
        let mut attributes = vec![("eId", id.as_str())];
        attributes.extend(class.map(|class| ("class", class)));
        self.xml.open("tr", &attributes);
        let before = self.xml.length();
        cells(self, &id);
        if self.xml.length() == before {
            self.xml.empty("td", &[]);
        }
        self.xml.close();
    }

    fn header_cell(&mut self, cell: &HeaderCell, table: &Table, row: &str, pointer: &str) {
        let id = self.ids.counted(row, "th");
        let role = table.columns.get(cell.column).and_then(|column| column.role).map(ColumnRole::key);
        let spans = [cell.columns.to_string(), cell.rows.to_string()];
        let mut attributes = vec![("eId", id.as_str())];
        attributes.extend(role.filter(|_| cell.columns == 1).map(|role| ("class", role)));
        attributes.extend(span(&spans[0], "colspan"));
        attributes.extend(span(&spans[1], "rowspan"));
        self.xml.open("th", &attributes);
        self.place(format!("{pointer}/columns/{}/name", cell.column), &id);
        self.lines(&cell.text);
        self.xml.end();
    }

    /// A cell and the columns and rows that it spans.
    fn cell(&mut self, cell: &Cell, (columns, rows): (usize, usize), row: &str, pointer: &str) {
        let id = self.ids.counted(row, "td");
        let spans = [columns.to_string(), rows.to_string()];
        let mut attributes = vec![("eId", id.as_str())];
        attributes.extend(span(&spans[0], "colspan"));
        attributes.extend(span(&spans[1], "rowspan"));
        self.xml.open("td", &attributes);
        self.place(pointer.to_owned(), &id);
        self.lines(cell.text.as_ref().map_or("", Text::as_str));
        self.xml.end();
    }

    /// The paragraphs of a cell.
    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.xml.begin("p", &[]);
            self.xml.text(line);
            self.xml.end();
        }
    }
}

fn span<'s>(count: &'s str, name: &'static str) -> Option<(&'static str, &'s str)> {
    (count != "1").then_some((name, count))
}
