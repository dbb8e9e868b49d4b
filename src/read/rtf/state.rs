//! What groups of an RTF file keep and give back: how characters and paragraphs look.

use super::fonts::Fonts;
use crate::read::flow::{Face, MOST_CELLS, Merge, Row};
use crate::source::{Alignment, Line, Style};

/// What text in a group is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// Text that is shown.
    #[default]
    Shown,
    /// Nothing that is shown.
    Skipped,
    FontTable,
    /// The list tables.
    Lists,
    /// A field's code.
    Code,
}

/// How characters look.
#[derive(Clone, Debug, Default)]
pub(super) struct Character {
    bold: bool,
    italic: bool,
    capitals: bool,
    hidden: bool,
    deleted: bool,
    pub font: i32,
    /// Of characters that are none of ASCII's.
    high_font: Option<i32>,
    size: u32,
    /// True where the next associated font is of characters that are none of ASCII's.
    high: bool,
}

impl Character {
    pub(super) fn plain(font: i32) -> Self {
        Self { font, size: 24, ..Self::default() }
    }

    /// Takes a control word; `false` where it is none of a character.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        match word {
            "b" => self.bold = on,
            "i" => self.italic = on,
            "caps" => self.capitals = on,
            "v" => self.hidden = on,
            "deleted" => self.deleted = on,
            "fs" => self.size = number.unwrap_or(24).clamp(0, 4000) as u32,
            "f" => {
                self.font = number.unwrap_or(0);
                self.high_font = None;
            }
            "hich" => self.high = true,
            "loch" | "dbch" => self.high = false,
            "af" if self.high => {
                self.high_font = number;
                self.high = false;
            }
            _ => return false,
        }
        true
    }

    pub(super) fn face(&self, fonts: &Fonts) -> Face {
        let name = |font: i32| fonts.get(font).and_then(|font| font.name.clone());
        Face {
            bold: self.bold,
            italic: self.italic,
            capitals: self.capitals,
            hidden: self.hidden,
            deleted: self.deleted,
            font: name(self.font),
            high_font: self.high_font.and_then(name),
            size: Some(self.size).filter(|size| *size > 0),
        }
    }
}

/// How paragraphs look.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub style: Style,
    pub in_table: bool,
    /// In how many tables it stands, where that is said.
    pub depth: usize,
    pub new_page: bool,
    /// The list and the level of its number.
    pub list: Option<i32>,
    pub level: usize,
    height: i32,
    border_below: bool,
    /// Where its frame stands on the page, if it has one.
    frame: Option<Alignment>,
}

impl Paragraph {
    /// On which side it stands.
    pub(super) fn side(&self) -> Alignment {
        self.frame.unwrap_or(self.style.alignment)
    }

    pub(super) fn table_depth(&self) -> usize {
        if self.in_table || self.depth > 1 { self.depth.max(1) } else { 0 }
    }

    /// Takes a control word; `false` where it is none of a paragraph.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) -> bool {
        let length = number.unwrap_or(0).clamp(-100_000, 100_000);
        let style = &mut self.style;
        match word {
            "pard" => *self = Self::default(),
            "ql" => style.alignment = Alignment::Left,
            "qc" => style.alignment = Alignment::Center,
            "qr" => style.alignment = Alignment::Right,
            "qj" | "qd" => style.alignment = Alignment::Justified,
            "li" => style.left = length,
            "ri" => style.right = length,
            "fi" => style.first_line = length,
            "sb" => style.before = length,
            "sa" => style.after = length,
            // Word's automatic space between paragraphs is 14 points.
            "sbauto" if length == 1 => style.before = 280,
            "saauto" if length == 1 => style.after = 280,
            "sl" => {
                self.height = length;
                style.line = match length {
                    0 => Line::default(),
                    1.. => Line::AtLeast,
                    _ => Line::Exact(-length),
                };
            }
            "slmult" if length == 1 && self.height != 0 => style.line = Line::Multiple(self.height.abs()),
            "brdrb" => {
                self.border_below = true;
                style.rule = true;
            }
            "brdrt" | "brdrl" | "brdrr" | "brdrbtw" | "box" => self.border_below = false,
            "brdrnone" | "brdrnil" if self.border_below => style.rule = false,
            "intbl" => self.in_table = number != Some(0),
            "itap" => {
                self.depth = length.max(0) as usize;
                self.in_table = self.depth > 0;
            }
            "posxl" => self.frame = Some(Alignment::Left),
            "posxc" => self.frame = Some(Alignment::Center),
            "posxr" => self.frame = Some(Alignment::Right),
            "pagebb" => self.new_page = number != Some(0),
            "ls" => self.list = number,
            "ilvl" => self.level = length.clamp(0, 8) as usize,
            _ => return false,
        }
        true
    }
}

/// A row as it is being defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Definition {
    row: Row,
    left: i32,
    next: Merge,
}

impl Definition {
    /// Takes a control word; `false` where it is none of a row.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) -> bool {
        match word {
            "trowd" => *self = Self::default(),
            "trleft" => self.left = number.unwrap_or(0),
            "trhdr" => self.row.header = true,
            "clmrg" => self.next.left = true,
            "clvmgf" => self.next.first = true,
            "clvmrg" => self.next.above = true,
            "clmgf" => {}
            "cellx" => {
                if self.row.edges.is_empty() {
                    self.row.edges.push(self.left);
                }
                if self.row.edges.len() <= MOST_CELLS {
                    self.row.edges.push(number.unwrap_or(0));
                    self.row.merges.push(std::mem::take(&mut self.next));
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn row(&self) -> Row {
        self.row.clone()
    }
}
