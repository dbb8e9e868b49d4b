//! Word files (.docx): what Word shows becomes text and structure.
//!
//! Body, tables with merged cells, text boxes, content controls, fields, links, footnotes, headers and
//! footers, tabs and breaks, symbols, tracked changes (insertions taken, deletions and hidden text set
//! aside), alternatives once, automatic numbers. What a table is for (a letterhead, data) is for `layout`.

use super::Limits;
use super::entry::{Entry, Kind};
use super::grid::drop_unused_columns;
use super::legacy::{self, Encoding, Piece};
use super::normal::{Oddities, normalised};
use super::numbering::Numbering;
use super::styles::{Facts, Styles, page_number, pages};
use super::walk::{self, cells_of, math, rows, symbol};
use crate::errors::{Code, Error};
use crate::model::{Furniture, FurnitureKind, Span};
use crate::package::{self, Element, Package, Tree, is_package};
use crate::source::{Block, Cell, Source, Style, Table};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

/// The most columns of a row: Word itself allows 63.
const MOST_COLUMNS: usize = 1000;

pub(super) const FORMAT: Entry = Entry {
    key: "docx",
    name: "Word",
    endings: &["docx", "docm", "dotx", "dotm"],
    kind: Kind::Binary { is: is_package, read: |bytes, options| source(bytes, &options.limits) },
};

/// Reads the bytes of a Word file.
fn source(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let mut package = Package::open_within(bytes, limits.unpacked)?;
    let mut source = of_package(&mut package, limits)?
        .ok_or_else(|| Code::InputUnsupported.with(package::held(Cursor::new(bytes)).unwrap_or("ZIP")))?;
    if package::doubled(bytes) > 0 {
        source.notices.push("word-doubled-parts");
    }
    Ok(source)
}

/// Reads the parts of a Word file that another format, called `name`, holds. Nothing of it can be edited in place.
pub(super) fn of_parts(
    parts: impl IntoIterator<Item = (String, Vec<u8>)>,
    name: &'static str,
    limits: &Limits,
) -> Result<Source, Error> {
    let source = match of_package(&mut Package::of_parts(parts), limits) {
        Ok(None) => return Err(Code::InputBroken.with(name)),
        Err(error) if error.code == Code::InputBroken => return Err(Code::InputBroken.with(name)),
        Err(error) => return Err(error),
        Ok(Some(source)) => source,
    };
    let blocks = source.blocks.map(|blocks| blocks.into_iter().map(without_place).collect());
    Ok(Source { blocks, ..source })
}

/// A block without its place in a part.
fn without_place(block: Block) -> Block {
    match block {
        Block::Paragraph { span, style, .. } => Block::Paragraph { span, style, element: Span::default() },
        Block::Table(mut table) => {
            for cell in table.rows.iter_mut().flatten() {
                cell.blocks = std::mem::take(&mut cell.blocks).into_iter().map(without_place).collect();
            }
            Block::Table(table)
        }
    }
}

/// Reads a package; `None` where it is none of Word's.
fn of_package(package: &mut Package, limits: &Limits) -> Result<Option<Source>, Error> {
    let main = package.body();
    let Some(document) = package.xml(&main)? else { return Ok(None) };
    if document.root().name() != "w:document" {
        return Ok(None);
    }
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = package.targets(&format!("{folder}/_rels/{file}.rels"));
    let mut part = |kind: &str| -> Result<Option<Tree>, Error> {
        let found = relations.iter().find(|(found, _)| found.ends_with(kind));
        found.map_or(Ok(None), |(_, target)| lesser(package, target))
    };
    let numbering = part("/numbering")?.map(|tree| Numbering::new(&tree)).unwrap_or_default();
    let styles = part("/styles")?.map(|tree| Styles::new(&tree)).unwrap_or_default();
    let notes = [part("/footnotes")?, part("/endnotes")?];
    let mut margins: Vec<Tree> = Vec::new();
    let mut page_numbers = None;
    let mut seen = HashSet::new();
    for (kind, target) in relations.iter().filter(|(kind, _)| kind.ends_with("/header") || kind.ends_with("/footer")) {
        if !seen.insert(target) {
            continue;
        }
        let Some(tree) = lesser(package, target)? else { continue };
        let own = page_number(tree.root()).map(|side| (kind.ends_with("/header"), side));
        page_numbers = page_numbers.or(own);
        margins.push(tree);
    }
    let mut reader = Reader { numbering, styles, deepest: limits.nesting as usize, ..Reader::default() };
    let body = document.root().child("w:body");
    let mut blocks = body.map(|body| reader.blocks(body, 0)).unwrap_or_default();
    reader.footnotes(&notes, &mut blocks);
    reader.margins(&margins);
    reader.set_aside();
    let mut notices = unread(&document, &relations);
    if reader.text.trim().is_empty() {
        let pictures = notices.contains(&"word-pictures");
        return Err(if pictures { Code::InputPictures } else { Code::InputEmpty }.into());
    }
    notices.extend(reader.flattened.then_some("nesting-flattened"));
    notices.extend(reader.oddities.notices());
    notices.extend(package.declares().then_some("word-entities"));
    notices.extend(package.is_damaged().then_some("package-damaged"));
    let is_shape =
        |element: Element| matches!(element.name(), "w:drawing" | "w:pict" | "v:line" | "mc:AlternateContent");
    Ok(Some(Source {
        text: reader.text,
        legacy: reader.legacy,
        blocks: Some(blocks),
        furniture: reader.furniture,
        pages: body.map(pages).unwrap_or_default(),
        page_numbers,
        drawings: body.is_some_and(|body| body.descendants().any(is_shape)),
        notices,
        ..Source::default()
    }))
}

/// What a Word file holds that is not read: codes of what is said of it.
fn unread(document: &Tree, relations: &[(String, String)]) -> Vec<&'static str> {
    let related = |kinds: &[&str]| relations.iter().any(|(kind, _)| kinds.iter().any(|own| kind.ends_with(own)));
    let holds = |name: &str| document.root().descendants().any(|own| own.name() == name);
    let checks = [
        (related(&["/aFChunk"]) || holds("w:altChunk"), "word-chunk"),
        (holds("pic:pic") || holds("v:imagedata"), "word-pictures"),
        (related(&["/oleObject", "/package", "/control"]) || holds("w:object"), "word-objects"),
        (related(&["/chart", "/chartEx"]), "word-charts"),
        (related(&["/diagramData"]), "word-diagrams"),
    ];
    checks.into_iter().filter(|(found, _)| *found).map(|(_, code)| code).collect()
}

/// True for a cell without words.
fn is_bare(cell: Element) -> bool {
    let is_word = |own: Element| match own.name() {
        "w:t" | "m:t" => !own.text().trim().is_empty(),
        "w:sym" | "w:drawing" | "w:pict" | "w:object" => true,
        _ => false,
    };
    !cell.descendants().any(is_word)
}

/// A part beside the body: where it is not there or no XML, the body is read without it, as Word does.
fn lesser(package: &mut Package, name: &str) -> Result<Option<Tree>, Error> {
    match package.xml(name) {
        Err(error) if error.code == Code::InputPartTooLarge => Err(error),
        other => Ok(other.ok().flatten()),
    }
}

#[derive(Default)]
struct Reader {
    text: String,
    furniture: Vec<Furniture>,
    numbering: Numbering,
    styles: Styles,
    /// How deep tables, boxes and controls may stand in each other; of deeper ones only the words are read.
    deepest: usize,
    /// True where some stood deeper.
    flattened: bool,
    /// Deleted and hidden text, to be listed behind the document.
    aside: Vec<(FurnitureKind, Line)>,
    /// What was decoded from an encoding before Unicode.
    legacy: Vec<Span>,
    /// The footnotes referred to, in order: which part, which id.
    notes: Vec<(usize, String)>,
    /// True while footnotes are read: one that refers to a footnote adds none, or it might refer to itself.
    in_notes: bool,
    /// True where a section has ended, and the next paragraph begins a page.
    new_page: bool,
    /// True in a cell that has no words of its own.
    in_bare_cell: bool,
    /// What is not seen, or deceives, in what was read.
    oddities: Oddities,
}

/// A paragraph as its runs are read.
#[derive(Default)]
struct Line {
    text: String,
    /// Where the encoding of the font or the case that is shown changes, and to what.
    changes: Vec<(usize, Option<Encoding>, bool)>,
    /// Characters in bold, and all characters that are no blanks.
    bold: usize,
    all: usize,
    /// What the run of most letters looks like, and how many letters it has.
    face: (usize, Facts),
    /// Fields whose code is being read: nothing of it is shown.
    codes: Vec<bool>,
    caps: bool,
    style_bold: bool,
    style_encoding: Option<Encoding>,
}

impl Line {
    /// A mark of a field (`w:fldChar`): its code begins, its result begins, or it ends.
    fn field(&mut self, mark: Option<&str>) {
        match mark {
            Some("begin") => self.codes.push(true),
            Some("separate") => {
                if let Some(code) = self.codes.last_mut() {
                    *code = false;
                }
            }
            Some("end") => {
                self.codes.pop();
            }
            _ => {}
        }
    }

    /// The text as the file has it, in pieces of one encoding and case.
    fn pieces(&self) -> Vec<Piece<'_>> {
        let ends = self.changes.iter().skip(1).map(|(start, ..)| *start).chain([self.text.len()]);
        let first = self.changes.first().map_or(self.text.len(), |(start, ..)| *start);
        let piece = |start: usize, end: usize, encoding: Option<Encoding>, upper: bool| Piece {
            text: self.text.get(start..end).unwrap_or(""),
            encoding,
            upper,
        };
        let changed =
            self.changes.iter().zip(ends).map(|((start, encoding, upper), end)| piece(*start, end, *encoding, *upper));
        std::iter::once(piece(0, first, None, false)).chain(changed).collect()
    }
}

impl Reader {
    /// The blocks directly below an element, in the order of the page.
    fn blocks(&mut self, parent: Element, depth: usize) -> Vec<Block> {
        let mut found = Vec::new();
        if depth > self.deepest {
            self.flattened = true;
            let text: Vec<String> =
                parent.descendants().filter(|below| below.name() == "w:t").map(|t| t.text()).collect();
            let start = self.text.len();
            self.text.push_str(&normalised(&text.join(" ")));
            found.push(Block::Paragraph {
                span: Span::new(start, self.text.len()),
                style: Style::default(),
                element: Span::default(),
            });
            self.text.push('\n');
            return found;
        }
        for child in parent.children() {
            match child.name() {
                "w:p" => self.paragraph(child, depth, &mut found),
                "w:tbl" => found.push(Block::Table(self.table(child, depth))),
                "w:sdt" => found.extend(
                    child.child("w:sdtContent").map(|content| self.blocks(content, depth + 1)).unwrap_or_default(),
                ),
                "w:customXml" | "w:ins" | "w:moveTo" | "w:smartTag" => found.extend(self.blocks(child, depth + 1)),
                "mc:AlternateContent" => {
                    let choice = child.child("mc:Choice").or_else(|| child.child("mc:Fallback"));
                    found.extend(choice.map(|choice| self.blocks(choice, depth + 1)).unwrap_or_default());
                }
                _ => {}
            }
        }
        found
    }

    /// A paragraph, the text boxes anchored in it before it.
    fn paragraph(&mut self, element: Element, depth: usize, found: &mut Vec<Block>) {
        self.boxes(element, depth, 0, found);
        let properties = element.child("w:pPr");
        let style_id = properties.and_then(|properties| properties.value("w:pStyle"));
        let mark = properties.and_then(|properties| properties.child("w:rPr"));
        let removed = mark.is_some_and(|mark| mark.child("w:del").or(mark.child("w:moveFrom")).is_some());
        let mut line = Line {
            caps: self.styles.caps(style_id),
            style_bold: self.styles.bold(style_id),
            style_encoding: self.styles.font(style_id).and_then(legacy::of_font),
            ..Line::default()
        };
        self.runs(element, &mut line, depth);
        let label = if line.text.trim().is_empty() && removed {
            String::new()
        } else {
            self.label(properties, style_id, &line)
        };
        let start = self.text.len();
        let own = Facts::of(properties, mark);
        if std::mem::take(&mut self.new_page) || self.styles.begins_page(style_id, &own) {
            self.text.push('\x0C');
        }
        let section = properties.and_then(|properties| properties.child("w:sectPr"));
        self.new_page = section.is_some_and(|section| section.value("w:type") != Some("continuous"));
        let encoding = self.styles.run_font(None, mark).map_or(line.style_encoding, legacy::of_font);
        self.text.push_str(&legacy::joined(&[Piece { text: &label, encoding, upper: false }]).text);
        self.add(&line.pieces());
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        let mut style = self.styles.style(style_id, &own, &line.face.1);
        style.bold = line.all > 0 && line.bold * 10 >= line.all * 9;
        let place = element.place();
        found.push(Block::Paragraph { span, style, element: Span::new(place.start, place.end) });
    }

    /// Adds text, decoded where its font asks for it.
    fn add(&mut self, pieces: &[Piece]) {
        let start = self.text.len();
        pieces.iter().for_each(|piece| self.oddities.add(piece.text, piece.encoding.is_some()));
        let joined = legacy::joined(pieces);
        self.text.push_str(&joined.text);
        self.legacy.extend(joined.legacy.iter().map(|range| Span::new(start + range.start, start + range.end)));
    }

    /// The automatic number of a paragraph: its own list, or its style's.
    fn label(&mut self, properties: Option<Element>, style_id: Option<&str>, line: &Line) -> String {
        let own = properties.and_then(|properties| properties.child("w:numPr"));
        let list = match own.and_then(|own| own.value("w:numId")) {
            Some(id) => Some(id.to_owned()),
            None => self.styles.chain(style_id).find_map(|style| style.list.clone()),
        };
        let Some(list) = list.filter(|list| list != "0") else { return String::new() };
        // A level that names the style is the style's, whatever the style says itself (ECMA-376-1, 17.9.23).
        let linked = || self.styles.named(style_id).find_map(|(id, _)| self.numbering.linked_level(&list, id));
        let level = own
            .and_then(|own| own.value("w:ilvl"))
            .and_then(|level| level.parse().ok())
            .or_else(linked)
            .or_else(|| self.styles.chain(style_id).find_map(|style| style.level))
            .unwrap_or(0);
        let number = self.numbering.next(&list, level);
        // An empty paragraph counts, too, but what Word shows there is no text of the document; in a cell with nothing else
        // the number is what the cell says.
        let says = self.in_bare_cell && number.contains(char::is_alphanumeric);
        if line.text.trim().is_empty() && !says { String::new() } else { number }
    }

    /// The text boxes below an element, each once.
    fn boxes(&mut self, element: Element, depth: usize, nested: usize, found: &mut Vec<Block>) {
        if depth > self.deepest || nested > self.deepest {
            return;
        }
        for child in element.children() {
            match child.name() {
                "w:txbxContent" => found.extend(self.blocks(child, depth + 1)),
                "mc:AlternateContent" => {
                    if let Some(choice) = child.child("mc:Choice").or_else(|| child.child("mc:Fallback")) {
                        self.boxes(choice, depth, nested + 1, found);
                    }
                }
                "w:pPr" | "w:rPr" | "w:t" | "w:del" => {}
                _ => self.boxes(child, depth, nested + 1, found),
            }
        }
    }

    fn runs(&mut self, parent: Element, line: &mut Line, depth: usize) {
        if depth > self.deepest {
            self.flattened = true;
            let deep = parent.descendants().filter(|below| below.name() == "w:t");
            deep.for_each(|below| line.text.push_str(&below.text()));
            return;
        }
        for child in parent.children() {
            match child.name() {
                "w:r" => self.run(child, line, false),
                "w:hyperlink" | "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:fldSimple" | "w:dir"
                | "w:bdo" => {
                    self.runs(child, line, depth + 1);
                }
                "w:sdt" => {
                    if let Some(content) = child.child("w:sdtContent") {
                        self.runs(content, line, depth + 1);
                    }
                }
                "w:del" | "w:moveFrom" => {
                    let mut removed = Line::default();
                    self.deleted(child, &mut removed, depth + 1);
                    self.aside.push((FurnitureKind::Deleted, removed));
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = child.child("mc:Choice").or_else(|| child.child("mc:Fallback")) {
                        self.runs(choice, line, depth + 1);
                    }
                }
                "m:oMath" | "m:oMathPara" => math(child, &mut line.text, 0),
                _ => {}
            }
        }
    }

    fn deleted(&mut self, parent: Element, line: &mut Line, depth: usize) {
        for child in parent.children().filter(|_| depth <= walk::DEEPEST) {
            match child.name() {
                "w:r" => self.run(child, line, true),
                _ => self.deleted(child, line, depth + 1),
            }
        }
    }

    fn run(&mut self, run: Element, line: &mut Line, deleted: bool) {
        let properties = run.child("w:rPr");
        let style = properties.and_then(|properties| properties.value("w:rStyle"));
        let on = |name: &str| properties.and_then(|properties| properties.child(name).map(|_| properties.is_on(name)));
        let style_hidden = style.and_then(|id| self.styles.get(id)).is_some_and(|facts| facts.hidden);
        let hidden = on("w:vanish").unwrap_or(style_hidden);
        let caps = on("w:caps").unwrap_or_else(|| {
            style.map_or(line.caps, |id| self.styles.get(id).and_then(|facts| facts.caps).unwrap_or(line.caps))
        });
        let bold = on("w:b").unwrap_or(line.style_bold);
        let encoding = self.styles.run_font(style, properties).map_or(line.style_encoding, legacy::of_font);
        let mut shown = String::new();
        for child in run.children() {
            match child.name() {
                "w:fldChar" => line.field(child.attribute("w:fldCharType")),
                _ if line.codes.contains(&true) => {}
                "w:t" => shown.push_str(&child.text()),
                "w:delText" if deleted => shown.push_str(&child.text()),
                "w:tab" | "w:ptab" => shown.push('\t'),
                "w:br" if child.attribute("w:type") == Some("page") => shown.push('\x0C'),
                "w:br" | "w:cr" => shown.push('\n'),
                "w:noBreakHyphen" => shown.push('-'),
                // In TCVN3 it is a letter.
                "w:softHyphen" => shown.push('\u{AD}'),
                "w:sym" => shown.extend(child.attribute("w:char").and_then(symbol)),
                "w:footnoteReference" | "w:endnoteReference" if !deleted && !self.in_notes => {
                    let part = usize::from(child.name() == "w:endnoteReference");
                    if let Some(id) = child.attribute("w:id") {
                        self.notes.push((part, id.to_owned()));
                        shown.push_str(&format!("[{}]", self.notes.len()));
                    }
                }
                "mc:AlternateContent" => {}
                _ => {}
            }
        }
        if hidden {
            let changes = vec![(0, encoding, caps)];
            self.aside.push((FurnitureKind::Hidden, Line { text: shown, changes, ..Line::default() }));
            return;
        }
        line.changes.push((line.text.len(), encoding, caps));
        let letters = shown.chars().filter(|c| !c.is_whitespace()).count();
        line.all += letters;
        line.bold += if bold { letters } else { 0 };
        if letters > line.face.0 {
            line.face = (letters, self.styles.run(style, properties));
        }
        line.text.push_str(&shown);
    }

    fn table(&mut self, element: Element, depth: usize) -> Table {
        let mut table = Table::default();
        // Where a cell that is merged downwards began, by its column.
        let mut merged: HashMap<usize, (usize, usize)> = HashMap::new();
        let rows = rows(element, 0);
        for row in rows {
            let properties = row.child("w:trPr");
            let index = table.rows.len();
            let skipped =
                properties.and_then(|properties| properties.value("w:gridBefore")).and_then(|count| count.parse().ok());
            let mut column: usize = skipped.unwrap_or(0).min(MOST_COLUMNS);
            if properties.is_some_and(|properties| properties.is_on("w:tblHeader")) && table.header == index {
                table.header += 1;
            }
            let mut cells: Vec<Cell> = Vec::new();
            if properties.is_some_and(|properties| properties.child("w:del").is_some()) {
                // A deleted row's words are deleted ones; should one be none, it is kept.
                let start = self.text.len();
                let blocks = cells_of(row, 0).into_iter().flat_map(|cell| self.blocks(cell, depth + 1)).collect();
                if !self.text[start..].trim().is_empty() {
                    table.rows.push(vec![Cell { blocks, column: 0, columns: 1, rows: 1 }]);
                }
                continue;
            }
            for cell in cells_of(row, 0) {
                let properties = cell.child("w:tcPr");
                let columns =
                    properties.and_then(|properties| properties.value("w:gridSpan")).and_then(|span| span.parse().ok());
                let columns: u32 = columns.unwrap_or(1).clamp(1, MOST_COLUMNS.saturating_sub(column).max(1) as u32);
                let merge = properties.and_then(|properties| properties.child("w:vMerge"));
                let goes_on = merge.is_some_and(|merge| merge.attribute("w:val") != Some("restart"));
                let above = merged.get(&column).copied().filter(|_| goes_on);
                let outer = std::mem::replace(&mut self.in_bare_cell, is_bare(cell));
                let blocks = self.blocks(cell, depth + 1);
                self.in_bare_cell = outer;
                match above {
                    Some((row, at)) => {
                        let first = &mut table.rows[row][at];
                        first.rows += 1;
                        first.blocks.extend(blocks);
                    }
                    None => {
                        if merge.is_some() {
                            merged.insert(column, (index, cells.len()));
                        } else {
                            merged.remove(&column);
                        }
                        cells.push(Cell { blocks, column, columns, rows: 1 });
                    }
                }
                column += columns as usize;
            }
            table.rows.push(cells);
        }
        drop_unused_columns(&mut table);
        table
    }

    /// The footnotes behind the document, each with its mark.
    fn footnotes(&mut self, parts: &[Option<Tree>; 2], blocks: &mut Vec<Block>) {
        self.in_notes = true;
        let by_id = |tree: &Option<Tree>| -> HashMap<String, usize> {
            let notes = tree.iter().flat_map(|tree| tree.root().children().enumerate());
            notes.filter_map(|(at, note)| Some((note.attribute("w:id")?.to_owned(), at))).collect()
        };
        let places = parts.each_ref().map(by_id);
        let notes = parts
            .each_ref()
            .map(|tree| -> Vec<Element> { tree.iter().flat_map(|tree| tree.root().children()).collect() });
        for (index, (part, id)) in (1..).zip(std::mem::take(&mut self.notes)) {
            let Some(note) = places[part].get(&id).map(|at| notes[part][*at]) else { continue };
            let start = self.text.len();
            let mut line = Line::default();
            for paragraph in note.children().filter(|child| child.name() == "w:p") {
                if !line.text.is_empty() {
                    line.text.push(' ');
                }
                self.runs(paragraph, &mut line, 0);
            }
            self.text.push_str(&format!("[{index}] "));
            let blank = line.text.len() - line.text.trim_start().len();
            line.text.replace_range(..blank, "");
            line.changes.iter_mut().for_each(|(at, ..)| *at = at.saturating_sub(blank));
            self.add(&line.pieces());
            blocks.push(Block::Paragraph {
                span: Span::new(start, self.text.len()),
                style: Style::default(),
                element: Span::default(),
            });
            self.text.push('\n');
        }
    }

    /// Headers and footers: page numbers and running heads.
    fn margins(&mut self, parts: &[Tree]) {
        for tree in parts {
            let start = self.text.len();
            let blocks = self.blocks(tree.root(), 0);
            drop(blocks);
            let slice = self.text[start..].trim();
            if slice.is_empty() {
                self.text.truncate(start);
                continue;
            }
            let number = slice.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' '));
            let kind = if number { FurnitureKind::PageNumber } else { FurnitureKind::RunningHead };
            self.furniture.push(Furniture { kind, span: Span::new(start, self.text.len()) });
        }
    }

    /// Lists deleted and hidden text behind everything else.
    fn set_aside(&mut self) {
        for (kind, line) in std::mem::take(&mut self.aside) {
            if line.text.trim().is_empty() {
                continue;
            }
            let start = self.text.len();
            self.add(&line.pieces());
            self.furniture.push(Furniture { kind, span: Span::new(start, self.text.len()) });
            self.text.push('\n');
        }
    }
}
