//! The font table, and what encoding the bytes of a font are in.

use crate::read::legacy;
use crate::read::numbering::bullet;
use encoding_rs::Encoding;
use std::collections::HashMap;
use std::sync::Arc;

/// The most fonts that are read.
const MOST: usize = 10_000;

/// A font.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    pub name: Option<Arc<str>>,
    charset: Option<i32>,
    page: Option<i32>,
}

/// All fonts by their number, and the one that is being read.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: HashMap<i32, Font>,
    number: i32,
    name: Vec<u8>,
    current: Font,
}

impl Fonts {
    /// A font by its number.
    pub(super) fn get(&self, number: i32) -> Option<&Font> {
        self.fonts.get(&number)
    }

    /// A control word within the table.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "f" => {
                self.name.clear();
                self.current = Font::default();
                self.number = number.unwrap_or(0);
            }
            "fcharset" => self.current.charset = number,
            "cpg" => self.current.page = number,
            _ => {}
        }
    }

    /// Text within the table: names, each ended by a semicolon.
    pub(super) fn text(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if *byte != b';' {
                if self.name.len() < 256 {
                    self.name.push(*byte);
                }
                continue;
            }
            let name = String::from_utf8_lossy(&self.name).trim().to_owned();
            self.name.clear();
            self.current.name = (!name.is_empty()).then(|| Arc::from(name));
            if self.fonts.len() < MOST {
                self.fonts.insert(self.number, std::mem::take(&mut self.current));
            }
        }
    }

    /// The text of bytes in a font, where the file's own code page is `page`.
    pub(super) fn decoded(&self, bytes: &[u8], font: i32, page: i32) -> String {
        let font = self.fonts.get(&font);
        let legacy = font.and_then(|font| font.name.as_deref()).and_then(legacy::of_font).is_some();
        let charset = font.and_then(|font| font.charset);
        if charset == Some(2) && !legacy {
            return bytes.iter().filter_map(|byte| symbol(*byte)).collect();
        }
        let page = if legacy {
            // The tables of such fonts are of Latin-1's characters.
            1252
        } else {
            font.and_then(|font| font.page).or_else(|| of_charset(charset?)).unwrap_or(page)
        };
        encoding(page).decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// A byte of a symbol font.
fn symbol(byte: u8) -> Option<char> {
    if byte.is_ascii() && byte != b'o' {
        return Some(char::from(byte));
    }
    let private = char::from_u32(0xF000 + u32::from(byte))?;
    bullet(&private.to_string()).chars().next()
}

/// The code page of a character set as fonts name it.
fn of_charset(charset: i32) -> Option<i32> {
    Some(match charset {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

fn encoding(page: i32) -> &'static Encoding {
    match page {
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 => encoding_rs::MACINTOSH,
        65001 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}
