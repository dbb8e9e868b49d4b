//! Running numbers of a table's rows: signs of rulings left out, misread ones put back by their place.

use super::context::Context;
use crate::model::{Repair, Row};
use std::cell::Cell;

/// The most letters and digits of what may be a misread running number.
const LONGEST: usize = 4;

/// Puts the running numbers right in the first cells of rows that are no groups. A misread one is put back where an engine
/// read the page, the other rows have the number of their place, and none another.
pub(super) fn put_right(rows: &mut [Row], context: &mut Context) {
    for row in rows.iter_mut() {
        let Some(text) = row.cells.first_mut().and_then(|cell| cell.text.as_mut()) else { continue };
        let bare = text.value.trim_matches(|c: char| !c.is_alphanumeric());
        let behind = text.value.strip_prefix(bare);
        let marked = matches!(behind, Some("" | "." | ")" | "/" | "-"));
        let digits: String = bare.chars().filter(|c| *c != ' ').collect();
        if digits.len() < bare.len() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            text.value = digits;
            context.origins.repaired(text.origin, Repair::NumberBlanks);
        } else if !marked && !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            text.value = bare.to_owned();
            context.origins.repaired(text.origin, Repair::Noise);
        }
    }
    if context.recognised {
        in_sequence(rows, context);
    }
}

/// What a first cell says of its row's number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Number(usize),
    /// Too long for a number, or none of this row: `Tổng cộng`.
    Other,
    /// Nothing, or a few signs.
    Nothing,
    Misread,
}

fn in_sequence(rows: &mut [Row], context: &mut Context) {
    let mut said: Vec<Said> = rows.iter().map(|row| said(row, context)).collect();
    contradicted(&mut said);
    let (mut expected, mut places) = (1, Vec::with_capacity(rows.len()));
    for (row, said) in rows.iter().zip(&said) {
        // Numbers may begin anew below the head of a group.
        let restarts = row.group || *said == Said::Number(1);
        expected = if restarts { 1 } else { expected };
        places.push(expected);
        expected += usize::from(!row.group && *said != Said::Other);
    }
    let pairs = || said.iter().zip(&places);
    let right = pairs().filter(|(said, place)| **said == Said::Number(**place)).count();
    let wrong = pairs().any(|(said, place)| matches!(said, Said::Number(number) if number != place));
    let misread = said.iter().filter(|said| **said == Said::Misread).count();
    if wrong || right < 2 || misread > right + 1 {
        return;
    }
    for ((row, said), place) in rows.iter_mut().zip(&said).zip(&places) {
        let Some(text) = row.cells.first_mut().and_then(|cell| cell.text.as_mut()) else { continue };
        if *said == Said::Misread {
            text.value = place.to_string();
            context.origins.repaired(text.origin, Repair::Sequence);
        }
    }
}

/// A number between two that follow each other with one left out is that one, misread.
fn contradicted(said: &mut [Said]) {
    // Each window sees what the one before it found.
    for neighbours in Cell::from_mut(said).as_slice_of_cells().windows(3) {
        if let [before, between, after] = neighbours
            && let (Said::Number(before), Said::Number(number), Said::Number(after)) =
                (before.get(), between.get(), after.get())
            && before.checked_add(2) == Some(after)
            && number != before + 1
        {
            between.set(Said::Misread);
        }
    }
}

fn said(row: &Row, context: &Context) -> Said {
    let Some(cell) = row.cells.first() else { return Said::Nothing };
    let Some(text) = &cell.text else { return Said::Nothing };
    if row.group || cell.col_span.is_some() || row.cells.len() < 2 || context.words.is_total(text.as_str()) {
        return Said::Other;
    }
    let bare = text.as_str().trim_matches(|c: char| !c.is_alphanumeric());
    let signs = bare.chars().filter(|c| c.is_alphanumeric()).count();
    match bare.parse() {
        Ok(number) if bare.len() <= 3 => Said::Number(number),
        _ if signs <= LONGEST => Said::Misread,
        _ => Said::Other,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, Table};

    /// The first column of a table that an engine read, by rows of a number and a name.
    fn read(numbers: &[&str]) -> Vec<String> {
        let mut out = String::from("<html><div class='ocr_page' title='bbox 0 0 2480 3508'>");
        let mut word = |left: u32, top: u32, text: &str| {
            let (right, bottom) = (left + 22 * text.chars().count() as u32, top + 40);
            out.push_str(&format!(
                "<span class='ocr_line'><span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf 90'>{text}</span></span>"
            ));
        };
        for (left, text) in [(320, "TT"), (520, "Tên"), (1020, "Chức"), (1120, "vụ")] {
            word(left, 410, text);
        }
        for (row, number) in numbers.iter().enumerate() {
            let top = 510 + 100 * row as u32;
            word(320, top, number);
            word(520, top, "Lò");
            word(1020, top, "Trưởng");
        }
        let rows = numbers.len() as u32 + 1;
        for row in 0..=rows {
            let y = 400 + 100 * row;
            out.push_str(&format!("<div class='ocr_separator' title='bbox 300 {y} 1500 {}'></div>", y + 3));
        }
        for x in [300, 500, 1000, 1500] {
            let bottom = 400 + 100 * rows;
            out.push_str(&format!("<div class='ocr_separator' title='bbox {x} 400 {} {bottom}'></div>", x + 3));
        }
        let document = crate::parse((out + "</div></html>").as_bytes()).expect("a document").document;
        let table: Option<Table> = document.body.into_iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let first =
            |row: &crate::model::Row| row.cells[0].text.as_ref().map_or(String::new(), |text| text.value.clone());
        table.expect("a table").rows.iter().map(first).collect()
    }

    #[test]
    fn a_misread_number_is_told_by_its_place() {
        assert_eq!(read(&["1", "2_", "Ạ", "4", "S", "6"]), ["1", "2", "3", "4", "5", "6"]);
        assert_eq!(read(&["1", "2", "8", "4"]), ["1", "2", "3", "4"]);
        // A list that is misnumbered on paper stays as it is.
        assert_eq!(read(&["1", "2", "2", "3", "x"]), ["1", "2", "2", "3", "x"]);
    }
}
