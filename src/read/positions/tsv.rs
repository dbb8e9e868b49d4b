//! TSV as tesseract and pdftotext write it: twelve columns, a word a line of level 5.
//!
//! Rules on the page are blocks (level 2) with one word that is blank.

use super::{Rect, Sheet, Word, last, length, source};
use crate::errors::{Code, Error};
use crate::read::entry::{Entry, Kind};

pub(in crate::read) const FORMAT: Entry = Entry {
    key: "tsv",
    name: "TSV of OCR engines",
    endings: &["tsv"],
    kind: Kind::Text { is: is_tsv, read: |text| source(sheets(&text)?) },
};

/// True where a text is such a table.
fn is_tsv(text: &str) -> bool {
    text.starts_with("level\tpage_num\t")
}

/// The pages of a table.
///
/// # Errors
/// Where no line of it is one.
pub(in crate::read) fn sheets(text: &str) -> Result<Vec<Sheet>, Error> {
    let mut sheets: Vec<Sheet> = Vec::new();
    // A block without words is a picture or a rule.
    let mut block: Option<(Rect, bool)> = None;
    let mut number = 0;
    let close = |block: &mut Option<(Rect, bool)>, sheet: Option<&mut Sheet>| {
        if let (Some((place, false)), Some(sheet)) = (block.take(), sheet) {
            let (width, height) = (place.width(), place.height());
            if width.min(height) * 5.0 < width.max(height) {
                sheet.rulings.push(place);
            } else {
                sheet.pictures.push(place);
            }
        }
    };
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.splitn(12, '\t').collect();
        let [level, _, _, _, _, _, left, top, width, height, sure, word] = fields.as_slice() else { continue };
        let measures = (length(left), length(top), length(width), length(height));
        let place = match measures {
            (Some(left), Some(top), Some(width), Some(height)) => {
                Rect { left, top, right: left + width, bottom: top + height }
            }
            // A word is one wherever it stands.
            _ if *level == "5" => last(&mut sheets).behind(),
            _ => continue,
        };
        match *level {
            "1" => {
                close(&mut block, sheets.last_mut());
                sheets.push(Sheet { width: place.width(), height: place.height(), ..Sheet::default() });
            }
            "2" => {
                close(&mut block, sheets.last_mut());
                block = Some((place, false));
            }
            "4" => number += 1,
            // pdftotext marks its levels by words: ###PAGE###, ###FLOW###, ###LINE###.
            "5" if !word.trim().is_empty() => {
                if let Some(block) = &mut block {
                    block.1 = true;
                }
                // pdftotext, which recognises nothing, is sure of all.
                let sure = sure.trim().parse().ok().filter(|sure| (0.0..100.0).contains(sure));
                last(&mut sheets).words.push(Word::new((*word).to_owned(), place, number).sure(sure));
            }
            _ => {}
        }
    }
    close(&mut block, sheets.last_mut());
    if sheets.is_empty() { Err(Code::InputBroken.with("TSV")) } else { Ok(sheets) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_rules() {
        let text = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n1\t1\t0\t0\t0\t0\t0\t0\t100\t200\t-1\t\n2\t1\t1\t0\t0\t0\t5\t6\t80\t2\t-1\t\n5\t1\t1\t1\t1\t1\t5\t6\t80\t2\t95\t \n2\t1\t2\t0\t0\t0\t5\t10\t30\t8\t-1\t\n4\t1\t2\t1\t1\t0\t5\t10\t30\t8\t-1\t\n5\t1\t2\t1\t1\t1\t5\t10\t30\t8\t96\tĐiều\n";
        let sheets = sheets(text).expect("a page");
        assert_eq!((sheets.len(), sheets[0].words.len(), sheets[0].rulings.len()), (1, 1, 1));
        assert_eq!(sheets[0].words[0].text, "Điều");
    }
}
