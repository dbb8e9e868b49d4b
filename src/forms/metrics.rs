//! How wide text is in Times New Roman, from the advance widths of `grammars/forms/fonts`. Widths are points.

use crate::grammars::{grammar, table};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const FILE: &str = grammar!("forms/fonts/times-new-roman");

/// A face of the typeface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Upright, of normal weight.
    #[default]
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
}

impl Face {
    /// The face that is bold and italic as said.
    pub fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Tables {
    #[serde(rename = "units_per_em")]
    units_per_em: f32,
    regular: BTreeMap<String, String>,
    bold: BTreeMap<String, String>,
    italic: BTreeMap<String, String>,
    bold_italic: BTreeMap<String, String>,
}

/// The widths of the characters below [`BOUND`], by face, in ems.
struct Widths([Vec<f32>; 4]);

/// All characters of the tables are below this one.
const BOUND: usize = 0x2300;

fn widths() -> &'static Widths {
    static WIDTHS: OnceLock<Widths> = OnceLock::new();
    WIDTHS.get_or_init(|| {
        // A test holds that the file is well-formed.
        let tables: Tables = table(FILE);
        Widths([&tables.regular, &tables.bold, &tables.italic, &tables.bold_italic].map(|table| {
            let mut by_character = vec![0.0; BOUND];
            for (units, characters) in table {
                let ems = units.parse::<f32>().unwrap_or(0.0) / tables.units_per_em;
                characters.chars().for_each(|c| by_character[(c as usize).min(BOUND - 1)] = ems);
            }
            by_character
        }))
    })
}

/// The width of text on one line, at a size in points. A character that the tables lack is as wide as an `n`.
pub fn width(text: &str, face: Face, size: f32) -> f32 {
    let table = &widths().0[face as usize];
    let ems: f32 = text
        .chars()
        .map(|c| match table.get(c as usize) {
            Some(own) if *own > 0.0 => *own,
            _ if is_combining(c) => 0.0,
            _ => 0.5,
        })
        .sum();
    ems * size
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// The width of the widest word.
pub fn widest_word(text: &str, face: Face, size: f32) -> f32 {
    text.split_whitespace().map(|word| width(word, face, size)).fold(0.0, f32::max)
}

/// The lines of text as a word processor breaks it: as many words a line as the room, in points, holds; the first
/// line has `first` points less. Each line is a range of bytes.
pub fn lines(text: &str, face: Face, size: f32, room: f32, first: f32) -> Vec<std::ops::Range<usize>> {
    let blank = width(" ", face, size);
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut used = first;
    let mut at = 0;
    for word in text.split(' ') {
        let start = at;
        at += word.len() + 1;
        let own = width(word, face, size);
        match found.last_mut() {
            Some(line) if used + blank + own <= room => {
                used += blank + own;
                line.end = start + word.len();
            }
            None => {
                used = first + own;
                found.push(start..start + word.len());
            }
            Some(_) => {
                used = own;
                found.push(start..start + word.len());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed_and_have_vietnamese() {
        let tables: Tables = crate::grammars::written("forms/fonts/times-new-roman");
        assert_eq!(tables.units_per_em, 2048.0);
        for face in [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic] {
            let lacking: Vec<char> = "AĂÂĐÊÔƠƯaăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ0123456789-–“”…"
                .chars()
                .filter(|c| widths().0[face as usize][*c as usize] <= 0.0)
                .collect();
            assert!(lacking.is_empty(), "{lacking:?}");
        }
    }

    #[test]
    fn bold_is_wider_and_lines_break_where_room_ends() {
        assert!(width("Độc lập", Face::Bold, 14.0) > width("Độc lập", Face::Regular, 14.0));
        let text = "một hai ba bốn năm";
        let room = width("một hai", Face::Regular, 14.0) + 0.1;
        let broken: Vec<&str> =
            lines(text, Face::Regular, 14.0, room, 0.0).into_iter().map(|line| &text[line]).collect();
        assert_eq!(broken, ["một hai", "ba bốn", "năm"]);
    }
}
