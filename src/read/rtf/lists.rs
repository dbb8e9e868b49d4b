//! The list tables, for paragraphs whose automatic number is not written out. Rich Text Format Specification 1.9.1,
//! "Bullets and Numbering".

use crate::read::numbering::{LONGEST_TEXT, Level, List, Numbering};
use std::collections::HashMap;

/// The most lists that are read.
const MOST: usize = 4096;

/// The list tables as they are read.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The levels of every list, by its identifier.
    levels: HashMap<i32, HashMap<usize, Level>>,
    numbering: Numbering,
    list: HashMap<usize, Level>,
    /// The level that is being read, and its text with the count of its characters before it.
    level: Option<usize>,
    text: Option<Vec<char>>,
    /// True in the table of the lists that use a list.
    uses: bool,
    used: i32,
    overrides: HashMap<usize, u32>,
    changed: Option<usize>,
    count: usize,
}

impl Lists {
    /// The number of the next paragraph of a list.
    pub(super) fn next(&mut self, list: i32, level: usize) -> String {
        self.numbering.next(&list.to_string(), level)
    }

    /// Text within a level's text.
    pub(super) fn text(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.character(char::from(*byte)));
    }

    /// A character of it.
    pub(super) fn character(&mut self, c: char) {
        if let Some(text) = self.text.as_mut().filter(|text| text.len() <= LONGEST_TEXT) {
            text.push(c);
        }
    }

    /// A control word within the tables.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        let value = number.unwrap_or(0).max(0) as u32;
        match word {
            "list" => {
                self.list.clear();
                self.level = None;
            }
            "listlevel" => {
                let next = self.level.map_or(0, |level| level + 1);
                if next < 9 {
                    self.list.insert(next, Level::default());
                }
                self.level = Some(next);
            }
            "leveltext" => self.text = Some(Vec::new()),
            "levelnumbers" => {
                let text = self.text.take().map(level_text).unwrap_or_default();
                self.change(|level| level.text = text);
            }
            "levelnfc" | "levelnfcn" => self.change(|level| level.format = format(value).to_owned()),
            "levelstartat" => match self.changed {
                Some(level) if self.uses => drop(self.overrides.insert(level, value)),
                _ => self.change(|level| level.start = value),
            },
            "levelfollow" => self.change(|level| level.suffix = if value == 2 { "" } else { " " }),
            "levellegal" => self.change(|level| level.legal = number != Some(0)),
            "levelnorestart" if number != Some(0) => self.change(|level| level.restart = Some(0)),
            "listid" if self.uses => self.used = number.unwrap_or(0),
            "listid" if self.levels.len() < MOST => {
                self.levels.insert(number.unwrap_or(0), std::mem::take(&mut self.list));
            }
            "listoverride" => {
                self.uses = true;
                self.overrides.clear();
                self.changed = None;
            }
            "lfolevel" => self.changed = Some(self.changed.map_or(0, |level| level + 1)),
            "ls" if self.uses && self.count < MOST => {
                self.count += 1;
                let levels = self.levels.get(&self.used).cloned().unwrap_or_default();
                let overrides = std::mem::take(&mut self.overrides);
                let list = List { abstract_id: self.used.to_string(), levels, overrides };
                self.numbering.add(number.unwrap_or(0).to_string(), list);
            }
            _ => {}
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Level)) {
        if let Some(level) = self.level.and_then(|level| self.list.get_mut(&level)) {
            change(level);
        }
    }
}

/// A count, as many characters of which those below 9 stand for the numbers of levels, and a semicolon.
fn level_text(characters: Vec<char>) -> String {
    let mut characters = characters.into_iter();
    let count = characters.next().map_or(0, |c| c as usize);
    let mut text = String::new();
    for c in characters.take(count) {
        match c {
            '\0'..='\u{8}' => text.extend(['%', char::from(b'1' + c as u8)]),
            c => text.push(c),
        }
    }
    text
}

/// The format of numbers as WordprocessingML names it.
fn format(number: u32) -> &'static str {
    match number {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    }
}
