//! What each control word does.

use super::state::{Character, Destination};
use super::{Place, Reader};
use crate::read::flow::End;
use crate::source::{Alignment, Page};

impl Reader {
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        // What stands for a character that has been read is text; a word ends it.
        self.replaced = 0;
        let starred = std::mem::take(&mut self.group.starred);
        match (word, self.group.destination) {
            ("uc", _) => self.group.replacement = number.unwrap_or(1).clamp(0, 255) as usize,
            ("u", Destination::Shown | Destination::Lists) => self.unicode(number.unwrap_or(0)),
            ("ud", Destination::Skipped) if self.group.doubled => self.group.destination = Destination::Shown,
            (_, Destination::Skipped | Destination::Code) => {}
            (_, Destination::FontTable) if starred => self.group.destination = Destination::Skipped,
            (_, Destination::FontTable) => self.fonts.word(word, number),
            (_, Destination::Lists) => self.lists.word(word, number),
            (_, Destination::Shown) => {
                let known = self.destination(word);
                if starred && !known {
                    self.group.destination = Destination::Skipped;
                } else if !known {
                    self.shown(word, number);
                }
            }
        }
    }

    /// Words that say what their group is for; `false` for any other.
    fn destination(&mut self, word: &str) -> bool {
        match word {
            "fonttbl" => self.group.destination = Destination::FontTable,
            "listtable" | "listoverridetable" => self.group.destination = Destination::Lists,
            "fldinst" => self.group.destination = Destination::Code,
            "pict" | "shppict" => {
                self.drawings = true;
                self.group.destination = Destination::Skipped;
            }
            "colortbl" | "stylesheet" | "info" | "nonshppict" | "shprslt" | "nonesttables" | "sp" | "xe" | "tc"
            | "rxe" | "objdata" | "objclass" | "revtbl" | "pgdsctbl" | "filetbl" | "mmathPr" => {
                self.group.destination = Destination::Skipped;
            }
            "upr" => {
                // The same text twice: for old readers, then in Unicode.
                self.group.destination = Destination::Skipped;
                self.group.doubled = true;
            }
            "header" | "headerl" | "headerr" | "headerf" => self.divert(Place::Margin(true)),
            "footer" | "footerl" | "footerr" | "footerf" => self.divert(Place::Margin(false)),
            "footnote" => self.footnote(),
            "shptxt" | "dptxbxtext" => self.divert(Place::Box),
            "listtext" | "pntext" => self.divert(Place::Label),
            "shp" | "shpinst" | "do" => self.drawings = true,
            "nesttableprops" => self.group.nested_row = true,
            // Of other groups that old readers are to skip nothing is shown.
            _ => return false,
        }
        true
    }

    fn footnote(&mut self) {
        let inside = |place: &Place| matches!(place, Place::Note(_));
        if inside(&self.stream.place) || self.streams.iter().any(|stream| inside(&stream.place)) {
            self.group.destination = Destination::Skipped;
            return;
        }
        self.noted += 1;
        self.push(&format!("[{}]", self.noted));
        self.divert(Place::Note(self.noted));
    }

    fn shown(&mut self, word: &str, number: Option<i32>) {
        let place = usize::from(self.group.nested_row);
        if self.group.character.word(word, number)
            || self.group.paragraph.word(word, number)
            || self.stream.rows[place].word(word, number)
            || self.page_word(word, number)
        {
            return;
        }
        let text = match word {
            "tab" => "\t",
            "line" | "softline" | "column" => "\n",
            "page" => "\x0C",
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" | "enspace" | "qmspace" => " ",
            _ => return self.structure(word, number),
        };
        self.push(text);
    }

    fn structure(&mut self, word: &str, number: Option<i32>) {
        let inner = self.group.paragraph.table_depth().max(2);
        match word {
            "par" => self.end_paragraph(End::Paragraph, None),
            "cell" => self.end_paragraph(End::Cell, Some(1)),
            "row" => self.end_paragraph(End::Row(self.stream.rows[0].row()), Some(1)),
            "nestcell" => self.end_paragraph(End::Cell, Some(inner)),
            "nestrow" => self.end_paragraph(End::Row(self.stream.rows[1].row()), Some(inner)),
            "sect" => {
                if !self.stream.runs.is_empty() {
                    self.end_paragraph(End::Paragraph, None);
                }
                if self.pages.len() < 10_000 {
                    self.pages.push(self.section.unwrap_or(self.paper));
                }
                self.stream.new_page = true;
            }
            "sectd" => self.section = None,
            "sbknone" => self.stream.new_page = false,
            "plain" => self.group.character = Character::plain(self.default_font),
            "chpgn" => {
                let side = self.group.paragraph.side();
                self.number_side.get_or_insert(side);
            }
            "rtf" => {
                self.group.replacement = 1;
                self.page = 1252;
                self.paper = Page { width: 12240, height: 15840, top: 1440, right: 1800, bottom: 1440, left: 1800 };
            }
            "deff" => {
                self.default_font = number.unwrap_or(0);
                self.group.character = Character::plain(self.default_font);
            }
            "ansicpg" => self.page = number.unwrap_or(1252),
            "mac" => self.page = 10000,
            _ => {}
        }
    }

    /// The paper of the document and of the section.
    fn page_word(&mut self, word: &str, number: Option<i32>) -> bool {
        let length = number.unwrap_or(0);
        let Some(name) = word.strip_suffix("sxn") else {
            return set(&mut self.paper, word, length);
        };
        let name = match name {
            "pgw" => "paperw",
            "pgh" => "paperh",
            name => name,
        };
        let paper = self.paper;
        set(self.section.get_or_insert(paper), name, length)
    }

    pub(super) fn field_code(&mut self, side: Alignment) {
        if std::mem::take(&mut self.code).split_whitespace().next() == Some("PAGE") {
            self.number_side.get_or_insert(side);
        }
    }
}

/// Sets a measure of a page; `false` where the word is none of one.
fn set(page: &mut Page, word: &str, length: i32) -> bool {
    match word {
        "paperw" => page.width = length,
        "paperh" => page.height = length,
        "margt" => page.top = length,
        "margr" => page.right = length,
        "margb" => page.bottom = length,
        "margl" => page.left = length,
        _ => return false,
    }
    true
}
