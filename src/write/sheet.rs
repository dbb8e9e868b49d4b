//! Tables as sheets: .xlsx and .csv. What is in a cell is text, never a formula.

use std::io;

/// A sheet: a header and rows of text.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The sheet's name.
    pub name: String,
    /// Column titles, each with its width in characters.
    pub columns: Vec<(String, f64)>,
    /// The rows.
    pub rows: Vec<Vec<SheetCell>>,
}

/// A cell of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// The text.
    pub text: String,
    /// How many rows it covers; 0 where a cell above covers it.
    pub rows: u32,
    /// True where the value is doubtful: it is marked.
    pub doubtful: bool,
}

impl SheetCell {
    /// A cell of one row.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), rows: 1, doubtful: false }
    }
}

/// A format in which a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    /// Of spreadsheets (.xlsx).
    Xlsx,
    /// Values parted by commas.
    Csv,
}

impl SheetFormat {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    /// The ending of its files' names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The bytes of a sheet's file.
    ///
    /// # Errors
    /// Those of [`xlsx()`] and [`csv()`].
    pub fn write(self, sheet: &Sheet) -> io::Result<Vec<u8>> {
        match self {
            Self::Xlsx => xlsx(sheet),
            Self::Csv => csv(sheet),
        }
    }
}

/// The number of the paper size A4 in the format.
const A4: u8 = 9;

/// The most characters that a cell of a sheet may hold.
const LONGEST_CELL: usize = 32_767;

/// Writes a sheet as .xlsx: merged cells, a frozen header, filters, doubtful cells coloured.
///
/// # Errors
/// Where the sheet has more rows or columns than the format allows.
pub fn xlsx(sheet: &Sheet) -> io::Result<Vec<u8>> {
    use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook};
    let failed = |error: rust_xlsxwriter::XlsxError| io::Error::other(error.to_string());
    let mut workbook = Workbook::new();
    // The same sheet gives the same bytes, whenever it is written.
    let day = ExcelDateTime::from_ymd(2020, 3, 5).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let header =
        body.clone().set_bold().set_background_color(Color::RGB(0x00DD_EBF7)).set_align(FormatAlign::VerticalCenter);
    let doubtful = body.clone().set_background_color(Color::RGB(0x00FF_F2CC));
    let page = workbook.add_worksheet();
    page.set_name(&sheet.name).map_err(failed)?;
    let last = sheet.columns.len().saturating_sub(1) as u16;
    for (column, (title, width)) in (0u16..).zip(&sheet.columns) {
        page.set_column_width(column, *width).map_err(failed)?;
        page.write_string_with_format(0, column, title, &header).map_err(failed)?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        page.set_row_height(row, row_height(cells, &sheet.columns)).map_err(failed)?;
        for (column, cell) in (0u16..).zip(cells) {
            let format = if cell.doubtful { &doubtful } else { &body };
            let text: String = cell.text.chars().take(LONGEST_CELL).collect();
            if cell.rows > 1 {
                let end = row + cell.rows - 1;
                page.merge_range(row, column, end, column, &text, format).map_err(failed)?;
            } else if cell.rows == 1 {
                page.write_string_with_format(row, column, &text, format).map_err(failed)?;
            }
        }
    }
    page.set_freeze_panes(1, 0).map_err(failed)?;
    page.autofilter(0, 0, (sheet.rows.len() as u32).max(1), last).map_err(failed)?;
    // On paper, all columns stand beside each other.
    page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(0, 0).map_err(failed)?;
    workbook.save_to_buffer().map_err(failed)
}

/// How high a row must be for its wrapped texts, in points: not every program works it out by itself.
fn row_height(cells: &[SheetCell], columns: &[(String, f64)]) -> f64 {
    let lines = |(cell, (_, width)): (&SheetCell, &(String, f64))| -> usize {
        let fits = (*width as usize).max(4);
        let lines: usize = cell.text.split('\n').map(|line| line.chars().count().div_ceil(fits).max(1)).sum();
        lines.div_ceil(cell.rows.max(1) as usize)
    };
    let most = cells.iter().zip(columns).map(lines).max().unwrap_or(1).clamp(1, 26);
    most as f64 * 15.0
}

/// Writes a sheet as .csv: UTF-8 with a byte order mark, so that spreadsheets take it as UTF-8; covered cells
/// repeat what covers them. A cell that a spreadsheet would take for a formula gets an apostrophe.
///
/// # Errors
/// Those of writing to memory: none in practice.
pub fn csv(sheet: &Sheet) -> io::Result<Vec<u8>> {
    let mut writer = ::csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(sheet.columns.iter().map(|(title, _)| title.as_str()))?;
    let mut above: Vec<String> = vec![String::new(); sheet.columns.len()];
    for row in &sheet.rows {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(
                |(column, cell)| {
                    if cell.rows == 0 { above.get(column).cloned().unwrap_or_default() } else { cell.text.clone() }
                },
            )
            .collect();
        writer.write_record(cells.iter().map(|cell| inert(cell)))?;
        above = cells;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// The text of a cell that no spreadsheet takes for a formula.
pub fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_stays_text_and_covered_cells_are_told() {
        let mut sheet =
            Sheet { name: "A".into(), columns: vec![("a".into(), 9.0), ("b".into(), 9.0)], rows: Vec::new() };
        sheet.rows.push(vec![SheetCell { rows: 2, ..SheetCell::new("x") }, SheetCell::new("=1+1")]);
        sheet.rows.push(vec![SheetCell { rows: 0, ..SheetCell::default() }, SheetCell::new("- y")]);
        let written = String::from_utf8(csv(&sheet).expect("a sheet")).expect("UTF-8");
        assert_eq!(written, "\u{FEFF}a,b\nx,'=1+1\nx,'- y\n");
        assert_eq!(xlsx(&sheet).expect("a sheet"), xlsx(&sheet).expect("a sheet"), "the same bytes");
    }
}
