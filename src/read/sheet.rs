//! Sheets that departments send in: .xlsx and .csv become rows of text.

use crate::errors::{Code, Error};
use crate::package::is_package;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// The most cells that are read of a sheet.
const MOST_CELLS: usize = 5_000_000;

/// The rows of the first sheet of an .xlsx, or of a .csv with commas, semicolons or tabs.
///
/// # Errors
/// Where the bytes are neither.
pub fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    if bytes.is_empty() {
        return Err(Error::from(Code::InputEmpty));
    }
    if is_package(bytes) { workbook(bytes) } else { separated(bytes) }
}

fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    let broken = |_| Code::InputBroken.with("XLSX");
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let range = book.worksheet_range_at(0).ok_or(Code::InputBroken.with("XLSX"))?.map_err(broken)?;
    if range.width().saturating_mul(range.height()) > MOST_CELLS {
        return Err(Code::InputManyCells.with(MOST_CELLS as u64));
    }
    // Rows above and columns before the first cell with something in it count, too.
    let (top, left) = range.start().map_or((0, 0), |(row, column)| (row as usize, column as usize));
    let mut rows = vec![Vec::new(); top.min(1000)];
    rows.extend(range.rows().map(|row| {
        let blanks = std::iter::repeat_n(String::new(), left.min(1000));
        blanks.chain(row.iter().map(shown)).collect()
    }));
    Ok(rows)
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        // A whole number is one, however the sheet keeps it.
        Data::Float(value) if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value:.0}"),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year}")
        }
        other => other.to_string(),
    }
}

fn separated(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
        .map_err(|_| Error::from(Code::InputNotText))?;
    let first = text.lines().next().unwrap_or("");
    let count = |mark: char| first.matches(mark).count();
    let mark = [',', ';', '\t'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(mark as u8).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut cells = 0;
    for record in reader.records() {
        let record = record.map_err(|_| Code::InputBroken.with("CSV"))?;
        cells += record.len();
        if cells > MOST_CELLS {
            return Err(Code::InputManyCells.with(MOST_CELLS as u64));
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn values_apart() {
        let read = rows("\u{FEFF}TT;Nhiệm vụ\n1;\"a;\nb\"\n".as_bytes()).expect("rows");
        assert_eq!(read, [vec!["TT", "Nhiệm vụ"], vec!["1", "a;\nb"]]);
        assert!(rows(b"PK\x03\x04").is_err());
    }
}
