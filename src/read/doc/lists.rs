//! Automatic numbers: list definitions and the lists that use them. [MS-DOC] 2.9.147 (LSTF), 2.9.150 (LVL),
//! 2.9.131 (LFO).

use super::bytes::{i16_at, size_at, slice, u8_at, u16_at, u32_at};
use super::sprms::{Character, sprms};
use crate::read::legacy::{self, Piece};
use crate::read::numbering::{LONGEST_TEXT, Level, List, Numbering};
use std::collections::HashMap;
use std::sync::Arc;

/// The most list definitions and lists that are read: Word itself allows 2047.
const MOST: usize = 4096;

/// Reads the lists. `definitions` begins at the PlfLst, whose levels stand behind its own length; a list's name is
/// its number from 1.
pub(super) fn numbering(definitions: &[u8], lists: &[u8], fonts: &[Arc<str>]) -> Numbering {
    let mut known: HashMap<u32, HashMap<usize, Level>> = HashMap::new();
    let count = usize::from(i16_at(definitions, 0).unwrap_or(0).max(0) as u16).min(MOST);
    let mut at = 2 + count * 28;
    'all: for index in 0..count {
        let head = slice(definitions, 2 + index * 28, 28);
        let (Some(id), Some(flags)) = (u32_at(head, 0), u8_at(head, 26)) else { break };
        let mut levels = HashMap::new();
        for place in 0..if flags & 1 != 0 { 1 } else { 9 } {
            let Some((level, end)) = level(definitions, at, fonts) else {
                known.insert(id, levels);
                break 'all;
            };
            levels.insert(place, level);
            at = end;
        }
        known.insert(id, levels);
    }
    let mut numbering = Numbering::default();
    let count = size_at(lists, 0).unwrap_or(0).min(MOST);
    let mut at = 4 + count * 16;
    for index in 0..count {
        let head = slice(lists, 4 + index * 16, 16);
        let (Some(id), Some(changes)) = (u32_at(head, 0), u8_at(head, 12)) else { break };
        let mut list = List { abstract_id: id.to_string(), ..List::default() };
        list.levels = known.get(&id).cloned().unwrap_or_default();
        // Its own data begins with four bytes that mean nothing.
        at += 4;
        for _ in 0..changes {
            let (Some(start), Some(flags)) = (u32_at(lists, at), u32_at(lists, at + 4)) else { break };
            at += 8;
            let place = (flags & 0xF) as usize;
            if flags & 0x20 != 0 {
                let Some((level, end)) = level(lists, at, fonts) else { break };
                if flags & 0x10 != 0 {
                    list.overrides.insert(place, level.start);
                }
                list.levels.insert(place, level);
                at = end;
            } else if flags & 0x10 != 0 {
                list.overrides.insert(place, start);
            }
        }
        numbering.add((index + 1).to_string(), list);
    }
    numbering
}

/// A level, and where it ends.
fn level(bytes: &[u8], at: usize, fonts: &[Arc<str>]) -> Option<(Level, usize)> {
    let head = slice(bytes, at, 28);
    let (format, flags) = (u8_at(head, 4)?, u8_at(head, 5)?);
    let characters = usize::from(u8_at(head, 24)?);
    let paragraphs = usize::from(u8_at(head, 25)?);
    let restart = u8_at(head, 26)?;
    let mut end = at + 28 + paragraphs;
    let mut face = Character::default();
    for (code, operand) in sprms(slice(bytes, end, characters)) {
        face.apply(code, operand, &Character::default());
    }
    end += characters;
    let length = usize::from(u16_at(bytes, end)?);
    let units = slice(bytes, end + 2, length * 2).chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    end += 2 + length * 2;
    let mut text = String::new();
    for c in char::decode_utf16(units).filter_map(Result::ok).take(LONGEST_TEXT) {
        match c {
            // The number of a level stands for itself.
            '\0'..='\u{8}' => text.extend(['%', char::from(b'1' + c as u8)]),
            c => text.push(c),
        }
    }
    let font = |at: usize| face.fonts[at].and_then(|font| fonts.get(usize::from(font)));
    let encoding = [1, 0].iter().find_map(|at| legacy::of_font(font(*at)?));
    if encoding.is_some() {
        text = legacy::joined(&[Piece { text: &text, encoding, upper: false }]).text;
    }
    if face.capitals {
        text = text.to_uppercase();
    }
    let level = Level {
        start: u32_at(head, 0)?.min(0x7FFF),
        format: name(format).to_owned(),
        text,
        suffix: if u8_at(head, 15) == Some(2) { "" } else { " " },
        legal: flags & 4 != 0,
        restart: (flags & 8 != 0).then(|| u32::from(restart)),
        style: None,
    };
    Some((level, end))
}

/// The format of numbers as WordprocessingML names it. [MS-OSHARED] 2.2.1.3 (MSONFC).
fn name(format: u8) -> &'static str {
    match format {
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
