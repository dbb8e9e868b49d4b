//! A story's characters become paragraphs: each with the properties of its style, its own, and its piece's.

use super::bytes::{slice, u16_at};
use super::characters::Characters;
use super::fib::Boxes;
use super::formats::Formats;
use super::sections::Section;
use super::sheet::{Sheet, Style};
use super::sprms::{Character, Paragraph, apply_to_row, sprms};
use crate::read::flow::{self, End, Face, Flow, Row, Run};
use crate::read::legacy::{self, Piece as Letters};
use crate::read::numbering::{Numbering, bullet};
use crate::source::{Alignment, Style as Look};
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

const CELL: u16 = 0x07;
const PARAGRAPH: u16 = 0x0D;
const BREAK: u16 = 0x0C;

/// What is known of a file while its stories are read.
pub(super) struct Reader<'b> {
    pub characters: &'b Characters,
    pub runs: Formats<'b>,
    pub paragraphs: Formats<'b>,
    pub sheet: Sheet,
    pub fonts: Vec<Arc<str>>,
    pub numbering: Numbering,
    pub data: &'b [u8],
    /// How many more bytes are read of what several places may refer to: a trap might refer to it without end.
    pub budget: Cell<usize>,
    /// True where that was not enough: something is missing.
    pub exhausted: Cell<bool>,
    pub sections: Vec<Section>,
    /// The notes, by the character that refers to each.
    pub references: HashMap<usize, Range<usize>>,
    /// The notes referred to so far.
    pub notes: Vec<Range<usize>>,
    pub boxes: Boxes,
    pub drawings: bool,
    /// True where a section has ended, and the next paragraph begins a page.
    pub new_page: bool,
    /// On which side the number of the page stands, where one was met.
    pub page_number: Option<Alignment>,
}

/// Where a story's reading is.
#[derive(Default)]
struct State {
    /// Fields whose code is being read: nothing of it is shown.
    codes: Vec<bool>,
    code: String,
}

/// A paragraph's text as it is read.
struct Text {
    runs: Vec<Run>,
    style: Style,
    mark: Face,
    mark_deleted: bool,
}

impl<'b> Reader<'b> {
    /// Reads a story into the flow, its tables as deep as `depth` at least.
    pub(super) fn story(&mut self, range: Range<usize>, depth: usize, flow: &mut Flow) {
        self.paragraphs_of(range, depth, Some(flow));
    }

    /// The paragraphs of a story. With a flow they are given to it one by one, and none is left.
    fn paragraphs_of(
        &mut self,
        range: Range<usize>,
        depth: usize,
        mut flow: Option<&mut Flow>,
    ) -> Vec<flow::Paragraph> {
        let end = range.end.min(self.characters.units.len());
        let mut found = Vec::new();
        let mut state = State::default();
        let mut at = range.start;
        while at < end {
            let (last, own) = self.paragraph_end(at, end);
            if let Some(flow) = flow.as_deref_mut() {
                let depth = depth + own.table_depth();
                self.boxes_of(at..last + 1, depth, flow);
            }
            let paragraph = self.paragraph(at..last + 1, &own, depth, &mut state);
            match flow.as_deref_mut() {
                Some(flow) => flow.paragraph(paragraph),
                None => found.push(paragraph),
            }
            at = last + 1;
        }
        found
    }

    /// The last character of the paragraph that begins at a character, and its properties.
    fn paragraph_end(&self, start: usize, end: usize) -> (usize, Paragraph) {
        let units = &self.characters.units;
        let ends = |at: usize| match units[at] {
            PARAGRAPH | CELL => true,
            // A break ends the paragraph where a section ends, or properties do.
            BREAK => self.ends_section(at) || self.ends_properties(at),
            _ => false,
        };
        let last = (start..end).find(|at| ends(*at)).unwrap_or(end - 1);
        (last, self.properties(last).1)
    }

    fn ends_section(&self, at: usize) -> bool {
        self.sections.binary_search_by_key(&(at + 1), |section| section.end).is_ok()
    }

    fn ends_properties(&self, at: usize) -> bool {
        let Some(piece) = self.characters.piece(at) else { return false };
        let offset = piece.offset(at);
        self.paragraphs.at(offset).is_some_and(|stretch| stretch.end == offset + piece.width())
    }

    /// The style and the properties of the paragraph that ends at a character.
    fn properties(&self, last: usize) -> (Style, Paragraph, Row) {
        let Some(piece) = self.characters.piece(last) else { return Default::default() };
        let stretch = self.paragraphs.at(piece.offset(last));
        let style = self.sheet.get(stretch.map_or(0, |stretch| stretch.style));
        let mut own = style.paragraph.clone();
        let mut row = Row::default();
        let own_list = stretch.map_or(&[][..], |stretch| stretch.modifiers);
        let mut apply = |list: &[u8], far: &mut Option<u32>| {
            for (code, operand) in sprms(list) {
                match code {
                    // sprmPHugePapx: the list stands in the data stream.
                    0x6645 | 0x6646 => *far = super::bytes::u32_at(operand, 0),
                    _ if code >> 10 & 7 == 5 => apply_to_row(&mut row, code, operand),
                    _ => own.apply(code, operand),
                }
            }
        };
        let mut far = None;
        apply(own_list, &mut far);
        if let Some(list) = far.and_then(|far| self.far(far)) {
            apply(list, &mut None);
        }
        let (modifier, mut buffer) = (piece.modifier, [0; 3]);
        apply(self.modifiers(modifier, &mut buffer), &mut None);
        if let Some(list) = own.row_properties.filter(|_| own.row_end || own.inner_row_end).and_then(|at| self.far(at))
        {
            sprms(list).for_each(|(code, operand)| apply_to_row(&mut row, code, operand));
        }
        (style, own, row)
    }

    /// A list of modifiers in the data stream: its length, then itself.
    fn far(&self, at: u32) -> Option<&'b [u8]> {
        let at = at as usize;
        let length = usize::from(u16_at(self.data, at)?);
        self.spend(length).then(|| slice(self.data, at + 2, length))
    }

    fn spend(&self, bytes: usize) -> bool {
        let left = self.budget.get();
        self.budget.set(left.saturating_sub(bytes));
        self.exhausted.set(self.exhausted.get() || left < bytes);
        left >= bytes
    }

    /// The modifiers of a piece: one in the piece itself, or a list. [MS-DOC] 2.9.214 (Prm).
    fn modifiers<'a>(&'a self, modifier: u16, buffer: &'a mut [u8; 3]) -> &'a [u8] {
        if modifier & 1 != 0 {
            let list = self.characters.modifiers.get(usize::from(modifier >> 1)).map_or(&[][..], Vec::as_slice);
            return if self.spend(list.len()) { list } else { &[] };
        }
        let code: u16 = match modifier >> 1 & 0x7F {
            0x05 => 0x2403,
            0x09 => 0x2407,
            0x18 => 0x2416,
            0x19 => 0x2417,
            0x41 => 0x0800,
            0x55 => 0x0835,
            0x56 => 0x0836,
            0x5B => 0x083B,
            0x5C => 0x083C,
            _ => return &[],
        };
        let [low, high] = code.to_le_bytes();
        *buffer = [low, high, (modifier >> 8) as u8];
        buffer
    }

    /// How a character looks in a paragraph of a style, and one past the last that looks so.
    fn look(&self, at: usize, style: &Style) -> (Character, usize) {
        let Some(piece) = self.characters.piece(at) else { return (style.character.clone(), at + 1) };
        let offset = piece.offset(at);
        let mut found = style.character.clone();
        let mut styled = style.character.clone();
        let mut apply = |list: &[u8]| {
            for (code, operand) in sprms(list) {
                if code == 0x4A30 {
                    styled = self.sheet.character(u16_at(operand, 0).unwrap_or(0), &style.character);
                    found = Character { special: found.special, symbol: found.symbol, ..styled.clone() };
                } else {
                    found.apply(code, operand, &styled);
                }
            }
        };
        let mut end = piece.end;
        match self.runs.at(offset) {
            Some(stretch) => {
                end = end.min(at + (stretch.end - offset).div_ceil(piece.width()));
                apply(stretch.modifiers);
            }
            None => end = at + 1,
        }
        let mut buffer = [0; 3];
        apply(self.modifiers(piece.modifier, &mut buffer));
        (found, end.max(at + 1))
    }

    fn face(&self, character: &Character) -> Face {
        let font = |at: usize| self.fonts.get(usize::from(character.fonts[at]?)).cloned();
        Face {
            bold: character.bold,
            italic: character.italic,
            capitals: character.capitals,
            hidden: character.hidden,
            deleted: character.deleted,
            font: font(0),
            high_font: font(1),
            size: character.size.map(u32::from),
        }
    }

    /// A paragraph with its mark.
    fn paragraph(&mut self, range: Range<usize>, own: &Paragraph, depth: usize, state: &mut State) -> flow::Paragraph {
        let last = range.end - 1;
        let (style, _, row) = self.properties(last);
        let ended = matches!(self.characters.units[last], PARAGRAPH | CELL | BREAK);
        let ends_section = self.characters.units[last] == BREAK && self.ends_section(last);
        let mut text = Text { runs: Vec::new(), style, mark: Face::default(), mark_deleted: false };
        let shown = if ended { range.start..last } else { range.clone() };
        self.text(shown, &mut text, state, own);
        // A field that is not closed would hide the rest of the document.
        state.codes.clear();
        if ended {
            let (mark, _) = self.look(last, &text.style);
            text.mark_deleted = mark.deleted;
            text.mark = self.face(&mark);
        }
        let label = self.label(own, &text);
        let new_page = std::mem::take(&mut self.new_page) || own.new_page;
        if ends_section {
            let next = self.sections.partition_point(|section| section.end <= last + 1);
            self.new_page = self.sections.get(next).is_some_and(|section| !section.continuous);
        } else {
            self.new_page = self.characters.units[last] == BREAK;
        }
        let end = match self.characters.units[last] {
            CELL if own.row_end => End::Row(row),
            CELL if own.table_depth() > 0 => End::Cell,
            PARAGRAPH if own.inner_row_end => End::Row(row),
            PARAGRAPH if own.inner_cell_end => End::Cell,
            _ => End::Paragraph,
        };
        let style = Look {
            alignment: own.alignment,
            left: own.left,
            right: own.right,
            first_line: own.first_line,
            before: own.before,
            after: own.after,
            line: own.line,
            rule: own.rule,
            ..Look::default()
        };
        flow::Paragraph { runs: text.runs, style, label, new_page, depth: depth + own.table_depth(), end }
    }

    /// The automatic number of a paragraph.
    fn label(&mut self, own: &Paragraph, text: &Text) -> String {
        let empty = text.runs.iter().all(|run| run.face.hidden || run.face.deleted || run.text.trim().is_empty());
        // 0xF801 says that a number was taken away.
        if own.list <= 0 || empty && text.mark_deleted {
            return String::new();
        }
        let number = self.numbering.next(&own.list.to_string(), usize::from(own.level));
        if empty || number.is_empty() {
            return String::new();
        }
        let piece = Letters { text: &number, encoding: text.mark.encoding(), upper: text.mark.capitals };
        legacy::joined(&[piece]).text
    }

    /// The characters of a paragraph become runs.
    fn text(&mut self, range: Range<usize>, text: &mut Text, state: &mut State, own: &Paragraph) {
        let mut at = range.start;
        while at < range.end {
            let (character, end) = self.look(at, &text.style);
            let end = end.min(range.end);
            let mut run = Run { text: String::new(), face: self.face(&character) };
            let units = &self.characters.units[at..end];
            for (place, unit) in (at..).zip(units) {
                if let Some(note) = self.references.get(&place).filter(|_| state.shows() && !character.deleted) {
                    self.notes.push(note.clone());
                    run.text.push_str(&format!("[{}]", self.notes.len()));
                }
                match *unit {
                    0x13 => {
                        state.codes.push(true);
                        state.code.clear();
                    }
                    0x14 => {
                        self.field(state, own);
                        if let Some(code) = state.codes.last_mut() {
                            *code = false;
                        }
                    }
                    0x15 => {
                        self.field(state, own);
                        state.codes.pop();
                    }
                    unit if !state.shows() => {
                        if state.code.len() < 16 {
                            state.code.extend(char::from_u32(u32::from(unit)));
                        }
                    }
                    0x01 | 0x08 => self.drawings = true,
                    0x28 if character.special && character.symbol.is_some() => {
                        run.text.extend(character.symbol.and_then(|(_, c)| symbol(c)));
                    }
                    0x09 => run.text.push('\t'),
                    0x0B | 0x0E | PARAGRAPH | CELL => run.text.push('\n'),
                    BREAK => run.text.push('\x0C'),
                    0x1E => run.text.push('-'),
                    // Signs of the program itself, and the optional hyphen, which is not the letter of TCVN3.
                    0x00..=0x1D | 0x1F => {}
                    _ => self.push(place, range.end, &mut run.text),
                }
            }
            push_run(run, &mut text.runs);
            at = end;
        }
    }

    /// One character of the text; of two units where it has two.
    fn push(&self, at: usize, end: usize, into: &mut String) {
        let units = &self.characters.units;
        match units[at] {
            0xDC00..=0xDFFF => {}
            unit @ 0xD800..=0xDBFF => {
                let second = units.get(at + 1).copied().filter(|_| at + 1 < end).unwrap_or(unit);
                into.extend(char::decode_utf16([unit, second]).next().and_then(Result::ok));
            }
            unit => into.extend(char::from_u32(u32::from(unit)).filter(|c| *c != '\u{FEFF}')),
        }
    }

    /// A field's code has been read.
    fn field(&mut self, state: &State, own: &Paragraph) {
        if state.codes.last() == Some(&true)
            && state.code.split_whitespace().next() == Some("PAGE")
            && self.page_number.is_none()
        {
            self.page_number = Some(match own.frame {
                Some(-4) => Alignment::Center,
                Some(-8) => Alignment::Right,
                Some(0) => Alignment::Left,
                _ => own.alignment,
            });
        }
    }

    /// The text boxes that are anchored in a range of characters.
    fn boxes_of(&mut self, range: Range<usize>, depth: usize, flow: &mut Flow) {
        if self.boxes.texts.is_empty() {
            return;
        }
        for at in range {
            if let Some(shape) = self.boxes.anchors.remove(&at) {
                for text in self.boxes.texts.remove(&shape).unwrap_or_default() {
                    self.boxed(text, depth, flow);
                }
            }
        }
    }

    /// Text boxes without an anchor of their own, as those within a group of shapes, behind the text.
    pub(super) fn remaining_boxes(&mut self, flow: &mut Flow) {
        let left = std::mem::take(&mut self.boxes.texts);
        let mut left: Vec<Range<usize>> = left.into_values().flatten().collect();
        left.sort_by_key(|text| text.start);
        for text in left {
            self.boxed(text, 0, flow);
        }
    }

    fn boxed(&mut self, text: Range<usize>, depth: usize, flow: &mut Flow) {
        let new_page = std::mem::take(&mut self.new_page);
        for paragraph in self.side_story(text, depth) {
            flow.paragraph(paragraph);
        }
        self.new_page = new_page;
    }

    /// A story beside the document's, without what is anchored in it. Several places may refer to the same.
    fn side_story(&mut self, mut range: Range<usize>, depth: usize) -> Vec<flow::Paragraph> {
        range.end = range.end.min(self.characters.units.len());
        if !self.spend(range.len()) {
            return Vec::new();
        }
        let mut found = self.paragraphs_of(range, depth, None);
        // The story's end is a paragraph mark of its own.
        let is_empty = |paragraph: &flow::Paragraph| {
            paragraph.runs.iter().all(|run| run.text.trim().is_empty()) && matches!(paragraph.end, End::Paragraph)
        };
        if found.last().is_some_and(is_empty) {
            found.pop();
        }
        found
    }

    /// The notes behind the document, each with its mark.
    pub(super) fn footnotes(&mut self, flow: &mut Flow) {
        // A note that refers to a note adds none, or it might refer to itself.
        self.references.clear();
        for (number, range) in (1..).zip(std::mem::take(&mut self.notes)) {
            let mut runs: Vec<Run> = Vec::new();
            for paragraph in self.side_story(range, 0) {
                if !runs.is_empty() {
                    runs.push(Run { text: " ".to_owned(), face: Face::default() });
                }
                runs.extend(paragraph.runs);
            }
            if !runs.is_empty() {
                flow.note(number, runs);
            }
        }
    }

    /// Headers and footers; returns where page numbers stand.
    pub(super) fn margins(&mut self, margins: &[(Range<usize>, bool)], flow: &mut Flow) -> Option<(bool, Alignment)> {
        let mut numbers = None;
        for (range, above) in margins {
            self.page_number = None;
            self.new_page = false;
            let paragraphs = self.side_story(range.clone(), 0);
            numbers = numbers.or(self.page_number.map(|side| (*above, side)));
            flow.margin(paragraphs);
        }
        numbers
    }
}

impl State {
    fn shows(&self) -> bool {
        !self.codes.contains(&true)
    }
}

/// Adds a run; to the last one where it looks like it.
fn push_run(run: Run, runs: &mut Vec<Run>) {
    if run.text.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.face == run.face => last.text.push_str(&run.text),
        _ => runs.push(run),
    }
}

/// A character of a symbol font.
fn symbol(code: u16) -> Option<char> {
    match code {
        0xF0E0 => Some('→'),
        code => bullet(&char::from_u32(u32::from(code))?.to_string()).chars().next(),
    }
}
