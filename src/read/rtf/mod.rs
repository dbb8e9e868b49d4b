//! Rich Text Format (.rtf): what Word shows becomes text and structure, as of a .docx.
//!
//! Facts are from Microsoft's Rich Text Format Specification, version 1.9.1. Groups are kept on a stack of their own,
//! so that no depth of them matters.

mod fonts;
mod lists;
mod state;
mod tokens;
mod words;

use super::Limits;
use super::entry::{Entry, Kind};
use super::flow::{self, End, Face, Flow, Run};
use super::legacy::{self, Piece};
use super::numbering::bullet;
use crate::errors::{Code, Error};
use crate::source::{Alignment, Page, Source};
use fonts::Fonts;
use lists::Lists;
use state::{Character, Definition, Destination, Paragraph};
use tokens::{Token, Tokens};

/// How deep groups are distinguished; deeper ones share what the deepest has.
const DEEPEST: usize = 4096;

pub(super) const FORMAT: Entry = Entry {
    key: "rtf",
    name: "Rich Text Format",
    endings: &["rtf"],
    kind: Kind::Binary {
        is: |bytes| bytes.starts_with(b"{\\rtf"),
        read: |bytes, options| source(bytes, &options.limits),
    },
};

/// Reads the bytes of an RTF file.
fn source(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let mut reader = Reader { flow: Flow::new(limits.nesting as usize), ..Reader::default() };
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        if let Some(binary) = reader.take(token) {
            tokens.pass(binary);
        }
        if reader.ended {
            break;
        }
    }
    // A last brace may be missing; in the middle of a group the file is cut off.
    if reader.groups.len() > 1 {
        return Err(Code::InputBroken.with("RTF"));
    }
    reader.finish()
}

/// What a group keeps.
#[derive(Clone, Debug, Default)]
struct Group {
    destination: Destination,
    character: Character,
    paragraph: Paragraph,
    /// How many characters stand behind a `\u` for readers that do not know it.
    replacement: usize,
    /// True where text goes to another place than that of the group around it.
    diverts: bool,
    /// True within the properties of a nested row.
    nested_row: bool,
    /// True behind `\*`: readers that do not know what comes skip the group.
    starred: bool,
    /// True in a group that has the same text twice.
    doubled: bool,
}

/// Where text goes.
#[derive(Debug, Default)]
enum Place {
    #[default]
    Body,
    /// A header, or else a footer.
    Margin(bool),
    Note(usize),
    Box,
    Label,
}

/// A place that is being filled.
#[derive(Debug, Default)]
struct Stream {
    place: Place,
    paragraphs: Vec<flow::Paragraph>,
    runs: Vec<Run>,
    label: Option<String>,
    /// The row that is being read, and the one nested in it.
    rows: [Definition; 2],
    new_page: bool,
}

#[derive(Debug, Default)]
struct Reader {
    flow: Flow,
    group: Group,
    groups: Vec<Group>,
    /// Groups that are deeper than [`DEEPEST`].
    deeper: usize,
    ended: bool,
    stream: Stream,
    streams: Vec<Stream>,
    fonts: Fonts,
    lists: Lists,
    default_font: i32,
    page: i32,
    /// Bytes of text that are not decoded yet, as several may make a character.
    pending: Vec<u8>,
    /// The first half of a character of two units.
    high: Option<u16>,
    /// How many more characters only stand for one that has been read.
    replaced: usize,
    /// The notes met so far, and their paragraphs.
    noted: usize,
    notes: Vec<(usize, Vec<flow::Paragraph>)>,
    margins: Vec<(bool, Vec<flow::Paragraph>, Option<Alignment>)>,
    code: String,
    number_side: Option<Alignment>,
    paper: Page,
    section: Option<Page>,
    pages: Vec<Page>,
    drawings: bool,
}

impl Reader {
    /// Takes a token; where it says so, that many bytes behind it are none.
    fn take(&mut self, token: Token) -> Option<usize> {
        if !matches!(token, Token::Byte(_) | Token::Text(_)) {
            self.decode();
        }
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Byte(byte) => self.text(&[byte]),
            Token::Text(bytes) => self.text(bytes),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word("bin", count) => return usize::try_from(count.unwrap_or(0)).ok(),
            Token::Word(word, number) => self.word(word, number),
        }
        None
    }

    fn open(&mut self) {
        self.replaced = 0;
        if self.groups.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        let inner = Group { diverts: false, starred: false, ..self.group.clone() };
        self.groups.push(std::mem::replace(&mut self.group, inner));
    }

    fn close(&mut self) {
        self.replaced = 0;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(outer) = self.groups.pop() else { return };
        let inner = std::mem::replace(&mut self.group, outer);
        if inner.destination == Destination::Code && self.group.destination != Destination::Code {
            self.field_code(inner.paragraph.side());
        }
        if inner.diverts {
            self.end_stream(&inner);
        }
        self.ended = self.groups.is_empty();
    }

    /// Text from here to the group's end goes to a place of its own.
    fn divert(&mut self, place: Place) {
        if self.group.destination == Destination::Skipped || self.group.diverts {
            return;
        }
        self.group.diverts = true;
        if matches!(place, Place::Margin(_)) {
            self.number_side = None;
        }
        let stream = Stream { place, ..Stream::default() };
        self.streams.push(std::mem::replace(&mut self.stream, stream));
        if !matches!(self.stream.place, Place::Label) {
            self.group.paragraph = Paragraph::default();
        }
    }

    fn end_stream(&mut self, inner: &Group) {
        let Some(outer) = self.streams.pop() else { return };
        if !self.stream.runs.is_empty() && !matches!(self.stream.place, Place::Label) {
            self.paragraph(End::Paragraph, &inner.paragraph, None);
        }
        let own = std::mem::replace(&mut self.stream, outer);
        match own.place {
            Place::Body => {}
            Place::Margin(above) => self.margins.push((above, own.paragraphs, self.number_side.take())),
            Place::Note(number) => self.notes.push((number, own.paragraphs)),
            Place::Box => {
                let depth = self.group.paragraph.table_depth();
                for paragraph in own.paragraphs {
                    self.give(flow::Paragraph { depth: paragraph.depth + depth, ..paragraph });
                }
            }
            Place::Label => {
                let text: String = own.runs.iter().map(|run| run.text.as_str()).collect();
                let pieces: Vec<Piece> = own.runs.iter().map(piece).collect();
                let shown = legacy::joined(&pieces).text;
                let label = bullet(shown.trim_end());
                let apart = text.ends_with(['\t', ' ']);
                self.stream.label = (!label.is_empty()).then(|| if apart { label + " " } else { label });
            }
        }
    }

    fn text(&mut self, mut bytes: &[u8]) {
        if self.replaced > 0 {
            let skipped = self.replaced.min(bytes.len());
            self.replaced -= skipped;
            bytes = &bytes[skipped..];
        }
        if bytes.is_empty() {
            return;
        }
        match self.group.destination {
            Destination::Shown => self.pending.extend(bytes),
            Destination::FontTable => self.fonts.text(bytes),
            Destination::Lists => self.lists.text(bytes),
            Destination::Code if self.code.len() < 32 => {
                self.code.push_str(&String::from_utf8_lossy(&bytes[..bytes.len().min(32)]))
            }
            Destination::Code | Destination::Skipped => {}
        }
    }

    /// The bytes of text that have been read become characters.
    fn decode(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let text = self.fonts.decoded(&self.pending, self.group.character.font, self.page);
        self.pending.clear();
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        if self.group.destination != Destination::Shown {
            return;
        }
        let face = self.group.character.face(&self.fonts);
        match self.stream.runs.last_mut() {
            Some(last) if last.face == face => last.text.push_str(text),
            _ => self.stream.runs.push(Run { text: text.to_owned(), face }),
        }
    }

    fn symbol(&mut self, symbol: u8) {
        if self.replaced > 0 {
            self.replaced -= 1;
            return;
        }
        match symbol {
            b'*' => self.group.starred = true,
            b'~' => self.push(" "),
            b'_' => self.push("-"),
            // An optional hyphen is not shown; in TCVN3 it is a letter.
            b'-' => self.push("\u{AD}"),
            b'{' | b'}' | b'\\' => self.text(&[symbol]),
            b'\r' | b'\n' => self.end_paragraph(End::Paragraph, None),
            b'\t' => self.push("\t"),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.replaced = self.group.replacement;
        let Ok(unit) = u16::try_from(number & 0xFFFF) else { return };
        let units = [self.high.take().unwrap_or(unit), unit];
        let units = if units[0] == unit { &units[1..] } else { &units[..] };
        if matches!(unit, 0xD800..=0xDBFF) {
            self.high = Some(unit);
            return;
        }
        if self.group.destination == Destination::Lists {
            // A level's text counts characters, whatever they are.
            self.lists.character(char::from_u32(u32::from(unit)).unwrap_or('?'));
            return;
        }
        for c in char::decode_utf16(units.iter().copied()).filter_map(Result::ok) {
            let shown = if matches!(c, '\u{F000}'..='\u{F0FF}') { bullet(&c.to_string()) } else { c.to_string() };
            self.push(&shown);
        }
    }

    /// Ends the paragraph that is being read; the depth of its table, where that is known.
    fn end_paragraph(&mut self, end: End, depth: Option<usize>) {
        if self.group.destination == Destination::Shown {
            let look = self.group.paragraph.clone();
            self.paragraph(end, &look, depth);
        }
    }

    fn paragraph(&mut self, end: End, look: &Paragraph, depth: Option<usize>) {
        let depth = depth.unwrap_or_else(|| look.table_depth());
        let runs = std::mem::take(&mut self.stream.runs);
        let written = self.stream.label.take();
        let empty = runs.iter().all(|run| run.text.trim().is_empty());
        let label = match (written, look.list) {
            (Some(label), _) => label,
            (None, Some(list)) if list > 0 && !matches!(end, End::Row(_)) => {
                let face = runs.first().map(|run| run.face.clone()).unwrap_or_default();
                let number = self.lists.next(list, look.level);
                legacy::joined(&[Piece { text: &number, encoding: face.encoding(), upper: false }]).text
            }
            _ => String::new(),
        };
        let new_page = std::mem::take(&mut self.stream.new_page) || look.new_page;
        let label = if empty { String::new() } else { label };
        self.give(flow::Paragraph { runs, style: look.style.clone(), label, new_page, depth, end });
    }

    fn give(&mut self, paragraph: flow::Paragraph) {
        match self.stream.place {
            Place::Body => self.flow.paragraph(paragraph),
            _ => self.stream.paragraphs.push(paragraph),
        }
    }

    fn finish(mut self) -> Result<Source, Error> {
        self.decode();
        while !self.streams.is_empty() {
            let group = self.group.clone();
            self.end_stream(&group);
        }
        if !self.stream.runs.is_empty() {
            self.end_paragraph(End::Paragraph, None);
        }
        self.notes.sort_by_key(|(number, _)| *number);
        for (number, paragraphs) in self.notes {
            let mut runs: Vec<Run> = Vec::new();
            for paragraph in paragraphs {
                if !runs.is_empty() {
                    runs.push(Run { text: " ".to_owned(), face: Face::default() });
                }
                runs.extend(paragraph.runs);
            }
            self.flow.note(number, runs);
        }
        let page_numbers = self.margins.iter().find_map(|(above, _, side)| Some((*above, (*side)?)));
        for (_, paragraphs, _) in self.margins {
            self.flow.margin(paragraphs);
        }
        let source = self.flow.source();
        if source.text.trim().is_empty() {
            return Err(Error::from(Code::InputEmpty));
        }
        self.pages.push(self.section.unwrap_or(self.paper));
        Ok(Source { pages: self.pages, page_numbers, drawings: self.drawings, ..source })
    }
}

fn piece(run: &Run) -> Piece<'_> {
    Piece { text: &run.text, encoding: run.face.encoding(), upper: run.face.capitals }
}
