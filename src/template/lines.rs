//! The text of a part, paragraph by paragraph, with the way back from every character to the bytes of the part: so
//! marks are found whatever runs Word has cut them into. Content controls on the way.

use super::content::{CDATA, content};
use super::controls::{Control, control};
use super::parts::Part;
use super::places::Place;
use crate::package::{Edit, Element};
use std::ops::Range;

/// How a piece of text stands in the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As it is.
    Plain,
    /// A reference: `&amp;`.
    Reference,
    /// Inside `<![CDATA[ … ]]>`.
    Cdata,
    /// An element that is shown as a character: a break, a tab.
    Element,
}

/// A piece of a line.
#[derive(Debug)]
struct Piece {
    /// Where in the line's text.
    text: Range<usize>,
    /// Where in the part.
    source: Range<usize>,
    form: Form,
    /// The `w:t` around it, and whether that keeps its blanks.
    holder: Range<usize>,
    keeps_blanks: bool,
    /// Its run, by index.
    run: usize,
}

/// A run.
#[derive(Debug)]
struct Run {
    place: Range<usize>,
    properties: Option<Range<usize>>,
    /// True where it holds text and nothing else.
    only_text: bool,
}

/// An element around a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub name: String,
    pub place: Range<usize>,
}

/// The own text of a paragraph.
#[derive(Debug)]
pub(super) struct Line {
    pub text: String,
    /// The paragraph, in the part.
    pub element: Range<usize>,
    /// The elements around it from the outermost on, itself the last.
    pub path: Vec<Step>,
    pub place: Place,
    /// True where it holds text and nothing else, so that it may go as a whole.
    pub only_text: bool,
    pieces: Vec<Piece>,
    runs: Vec<Run>,
}

/// What is found in a part.
pub(super) struct Scan<'t> {
    pub lines: Vec<Line>,
    pub controls: Vec<Control<'t>>,
    /// What may stand once in a part only, and is left out of copies.
    pub unique: Vec<Range<usize>>,
}

/// What is counted on the way down to an element.
struct Level<'t> {
    element: Element<'t>,
    /// Of a table: which one it is in the part.
    table: usize,
    /// Of a table, its rows so far; of a row, its cells; of what holds paragraphs, these.
    inside: usize,
}

/// The lines and content controls of a part.
pub(super) fn scan(part: &Part) -> Scan<'_> {
    let mut found = Scan { lines: Vec::new(), controls: Vec::new(), unique: Vec::new() };
    let mut levels: Vec<Level> = Vec::new();
    let mut tables = 0;
    let mut open = vec![(part.tree.root(), 0)];
    while let Some((element, depth)) = open.pop() {
        levels.truncate(depth);
        let name = element.name();
        let counter = match name {
            "w:tr" => levels.iter_mut().rev().find(|level| level.element.name() == "w:tbl"),
            "w:tc" => levels.iter_mut().rev().find(|level| level.element.name() == "w:tr"),
            "w:p" => levels.iter_mut().rev().find(|level| is_story(level.element.name())),
            _ => None,
        };
        if let Some(counter) = counter {
            counter.inside += 1;
        }
        tables += usize::from(name == "w:tbl");
        levels.push(Level { element, table: tables, inside: 0 });
        match name {
            "w:del" | "w:moveFrom" | "w:pPr" | "w:rPr" | "w:t" => continue,
            "w:p" => found.lines.push(line(element, &levels, part)),
            "w:sdt" => {
                let parent =
                    levels.iter().rfind(|level| level.element.name() == "w:p" || is_story(level.element.name()));
                let in_paragraph = parent.is_some_and(|parent| parent.element.name() == "w:p");
                found.controls.extend(control(element, in_paragraph, place(&levels, part)));
            }
            "w:bookmarkStart" | "w:bookmarkEnd" => found.unique.push(element.place()),
            _ => {}
        }
        unique(element, &part.source, &mut found.unique);
        let below = open.len();
        open.extend(element.children().map(|child| (child, depth + 1)));
        open[below..].reverse();
    }
    found
}

/// What holds paragraphs that are counted together.
fn is_story(name: &str) -> bool {
    matches!(name, "w:tc" | "w:txbxContent" | "w:body" | "w:hdr" | "w:ftr" | "w:footnotes" | "w:endnotes")
}

/// Ids of content controls and paragraphs.
fn unique(element: Element, source: &str, found: &mut Vec<Range<usize>>) {
    if element.name() == "w:sdtPr" {
        found.extend(element.child("w:id").map(|id| id.place()));
    }
    if !matches!(element.name(), "w:p" | "w:tr") {
        return;
    }
    let start = element.place().start;
    let tag = source[start..].split('>').next().unwrap_or("");
    for name in [" w14:paraId=\"", " w14:textId=\""] {
        let Some(at) = tag.find(name) else { continue };
        let value = at + name.len();
        let end = tag[value..].find('"').map(|end| value + end + 1);
        found.extend(end.map(|end| start + at..start + end));
    }
}

fn place(levels: &[Level], part: &Part) -> Place {
    let at = |name: &str| levels.iter().rposition(|level| level.element.name() == name);
    let (cell, text_box) = (at("w:tc"), at("w:txbxContent"));
    let cell = cell.filter(|cell| text_box.is_none_or(|text_box| text_box < *cell));
    let cell = cell.and_then(|cell| {
        let table = levels[..cell].iter().rfind(|level| level.element.name() == "w:tbl")?;
        let row = levels[..cell].iter().rfind(|level| level.element.name() == "w:tr")?;
        Some([table.table, table.inside, row.inside])
    });
    let story = levels.iter().rposition(|level| is_story(level.element.name()));
    let inside = story.map_or(0, |story| levels[story].inside);
    // A control around paragraphs stands where its first one does.
    let within = levels[story.unwrap_or(0)..].iter().any(|level| level.element.name() == "w:p");
    let paragraph = if within { inside } else { inside + 1 };
    Place { room: part.room, part: part.name.clone(), text_box: text_box.is_some(), cell, paragraph }
}

fn line(paragraph: Element, levels: &[Level], part: &Part) -> Line {
    let step = |level: &Level| Step { name: level.element.name().to_owned(), place: level.element.place() };
    let mut line = Line {
        text: String::new(),
        element: paragraph.place(),
        path: levels.iter().map(step).collect(),
        place: place(levels, part),
        only_text: true,
        pieces: Vec::new(),
        runs: Vec::new(),
    };
    let mut open: Vec<(Element, Option<usize>)> = paragraph.children().map(|child| (child, None)).collect();
    open.reverse();
    while let Some((element, mut run)) = open.pop() {
        match element.name() {
            "w:pPr" => {
                line.only_text &= element.child("w:sectPr").is_none();
                continue;
            }
            "w:rPr" | "w:sdtPr" | "w:sdtEndPr" | "w:del" | "w:moveFrom" => continue,
            "mc:AlternateContent" | "w:drawing" | "w:pict" | "w:object" | "w:txbxContent" => {
                line.only_text = false;
                continue;
            }
            "w:r" => {
                let mut inside = element.children().filter(|child| child.name() != "w:rPr");
                line.runs.push(Run {
                    place: element.place(),
                    properties: element.child("w:rPr").map(|properties| properties.place()),
                    only_text: inside.all(|child| matches!(child.name(), "w:t" | "w:lastRenderedPageBreak")),
                });
                run = Some(line.runs.len() - 1);
            }
            "w:t" => {
                if let Some(run) = run {
                    line.read(element, run, &part.source);
                }
                continue;
            }
            "w:tab" | "w:ptab" => line.shown("\t", element, run),
            "w:br" | "w:cr" => {
                line.only_text &= element.attribute("w:type").is_none_or(|kind| kind == "textWrapping");
                line.shown("\n", element, run);
            }
            "w:noBreakHyphen" => line.shown("-", element, run),
            "w:sym" | "w:fldChar" | "w:footnoteReference" | "w:endnoteReference" | "w:commentReference" => {
                line.only_text = false;
            }
            _ => {}
        }
        let below = open.len();
        open.extend(element.children().map(|child| (child, run)));
        open[below..].reverse();
    }
    line
}

impl Line {
    fn add(&mut self, shown: &str, piece: Piece) {
        let start = self.text.len();
        self.text.push_str(shown);
        self.pieces.push(Piece { text: start..self.text.len(), ..piece });
    }

    /// An element that is shown as a character.
    fn shown(&mut self, shown: &str, element: Element, run: Option<usize>) {
        let Some(run) = run else { return };
        let (holder, source) = (0..0, element.place());
        self.add(shown, Piece { text: 0..0, source, form: Form::Element, holder, keeps_blanks: true, run });
    }

    /// The text of a `w:t`.
    fn read(&mut self, holder: Element, run: usize, source: &str) {
        let keeps_blanks = holder.attribute("xml:space") == Some("preserve");
        for text in holder.contents().filter(|content| content.name().is_empty()) {
            let raw = source.get(text.place()).unwrap_or("");
            let form = match raw {
                raw if raw == text.own_text() => Form::Plain,
                raw if raw.starts_with(CDATA.0) => Form::Cdata,
                _ => Form::Reference,
            };
            let (holder, source) = (holder.place(), text.place());
            self.add(text.own_text(), Piece { text: 0..0, source, form, holder, keeps_blanks, run });
        }
    }

    /// The bytes of the part in which a range of the text stands, from its first to its last.
    pub(super) fn source(&self, range: &Range<usize>) -> Range<usize> {
        let mut inside = self.pieces.iter().filter(|piece| overlap(&piece.text, range).is_some());
        let first = inside.next();
        let last = inside.next_back().or(first);
        match (first, last) {
            (Some(first), Some(last)) => first.cut(range).start..last.cut(range).end,
            _ => 0..0,
        }
    }

    /// Puts a value where a range of the text stands, in the look of its first character; without a value the text
    /// goes. Runs that are left with nothing go as well.
    pub(super) fn replaced(&self, range: &Range<usize>, value: Option<&str>) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut value = value.filter(|value| !value.is_empty());
        for piece in &self.pieces {
            if overlap(&piece.text, range).is_none() {
                continue;
            }
            let put = value.take();
            let run = &self.runs[piece.run];
            if put.is_none() && self.emptied(piece.run, range, edits.last()) {
                edits.push(Edit { range: run.place.clone(), text: String::new() });
                continue;
            }
            let text = put.map_or(String::new(), |put| content(put, piece.form == Form::Cdata));
            edits.push(Edit { range: piece.cut(range), text });
            edits.extend(piece.keeping_blanks());
        }
        edits
    }

    /// True where a run holds nothing outside of a range, and no value was put into it.
    fn emptied(&self, run: usize, range: &Range<usize>, before: Option<&Edit>) -> bool {
        let place = &self.runs[run].place;
        let put_here = before.is_some_and(|edit| edit.range.start > place.start && edit.range.end < place.end);
        let mut own = self.pieces.iter().filter(|piece| piece.run == run);
        self.runs[run].only_text
            && !put_here
            && own.all(|piece| range.start <= piece.text.start && piece.text.end <= range.end)
    }

    /// The text of a range as pieces, each with the properties of its run: what an inline loop repeats.
    pub(super) fn fragments(&self, range: &Range<usize>) -> Vec<(Option<Range<usize>>, Fragment)> {
        let mut found = Vec::new();
        for piece in &self.pieces {
            let Some(own) = overlap(&piece.text, range) else { continue };
            let fragment = match piece.form {
                Form::Element => Fragment::Element(piece.source.clone()),
                _ => Fragment::Text(own),
            };
            found.push((self.runs[piece.run].properties.clone(), fragment));
        }
        found
    }

    /// The properties of the run in which a character stands.
    pub(super) fn properties(&self, at: usize) -> Option<Range<usize>> {
        let piece = self.pieces.iter().find(|piece| piece.text.contains(&at))?;
        self.runs[piece.run].properties.clone()
    }

    /// Puts whole runs where a range of the text stood: its first run ends before them and goes on behind them.
    pub(super) fn runs_put(&self, range: &Range<usize>, runs: &str, source: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut runs = Some(runs);
        for piece in &self.pieces {
            if overlap(&piece.text, range).is_none() {
                continue;
            }
            let text = runs.take().map_or(String::new(), |runs| {
                let properties = self.runs[piece.run].properties.clone();
                let properties = properties.and_then(|place| source.get(place)).unwrap_or("");
                let (open, close) = if piece.form == Form::Cdata { CDATA } else { ("", "") };
                format!("{close}</w:t></w:r>{runs}<w:r>{properties}<w:t xml:space=\"preserve\">{open}")
            });
            edits.push(Edit { range: piece.cut(range), text });
            edits.extend(piece.keeping_blanks());
        }
        edits
    }

    /// Its own words around a range, to show where it stands.
    pub(super) fn around(&self, range: &Range<usize>) -> String {
        const WIDTH: usize = 30;
        let blank = |text: &str| text.replace(['\n', '\t'], " ");
        let before: Vec<char> = self.text[..range.start].chars().rev().take(WIDTH + 1).collect();
        let after: Vec<char> = self.text[range.end..].chars().take(WIDTH + 1).collect();
        let mut shown: String = if before.len() > WIDTH { "…".to_owned() } else { String::new() };
        shown.extend(before.iter().take(WIDTH).rev());
        shown.push_str(&self.text[range.clone()]);
        shown.extend(after.iter().take(WIDTH));
        shown.push_str(if after.len() > WIDTH { "…" } else { "" });
        blank(shown.trim())
    }
}

/// A piece of what an inline loop repeats.
pub(super) enum Fragment {
    /// Text of the line.
    Text(Range<usize>),
    /// A break or a tab, in the part.
    Element(Range<usize>),
}

impl Piece {
    /// The bytes of the part in which the part of it inside a range of the line stands.
    fn cut(&self, range: &Range<usize>) -> Range<usize> {
        let Some(own) = overlap(&self.text, range) else { return self.source.end..self.source.end };
        let skipped = match self.form {
            Form::Plain => 0,
            Form::Cdata => CDATA.0.len(),
            Form::Reference | Form::Element => return self.source.clone(),
        };
        let start = self.source.start + skipped;
        start + (own.start - self.text.start)..start + (own.end - self.text.start)
    }

    /// What is left of a text may begin or end with blanks, which Word drops unless it is asked to keep them.
    fn keeping_blanks(&self) -> Option<Edit> {
        let at = self.holder.start + "<w:t".len();
        (!self.keeps_blanks).then(|| Edit { range: at..at, text: " xml:space=\"preserve\"".to_owned() })
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> Option<Range<usize>> {
    let own = a.start.max(b.start)..a.end.min(b.end);
    (own.start < own.end).then_some(own)
}
