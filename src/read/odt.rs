//! OpenDocument text (.odt, .ott): what LibreOffice Writer saves (ISO/IEC 26300).
//!
//! Its body is written here as the parts of a .docx, which is read then: paragraphs, headings, lists with their numbers,
//! tables with merged cells, text boxes, footnotes, deleted text. Of styles only bold, alignment and page breaks are kept.
//! Pictures, embedded objects and what only the editor uses are lost, and that is said where there are any.

use super::Limits;
use super::docx;
use super::entry::{Entry, Kind};
use crate::errors::{Code, Error};
use crate::package::{Element, Package, Tree, escape, held};
use crate::source::Source;
use std::collections::HashMap;
use std::io::Cursor;

/// What people call the format.
const NAME: &str = "ODT";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// No more blanks, cells or rows stand for one element: a file may say anything.
const MOST_REPEATED: usize = 1000;

pub(super) const FORMAT: Entry = Entry {
    key: "odt",
    name: "OpenDocument",
    endings: &["odt", "ott"],
    kind: Kind::Binary { is: is_odt, read: |bytes, options| source(bytes, &options.limits) },
};

/// The member `mimetype` stands first and is stored as it is: all that is needed is at the beginning.
fn is_odt(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(200)];
    bytes.starts_with(b"PK\x03\x04")
        && memchr::memmem::find(head, b"mimetypeapplication/vnd.oasis.opendocument.text").is_some()
        || bytes.starts_with(b"PK\x03\x04") && held(Cursor::new(bytes)) == Some("ODT")
}

fn source(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let broken = || Code::InputBroken.with(NAME);
    let of_odt = |error: Error| if error.code == Code::InputBroken { broken() } else { error };
    let mut package = Package::open_within(bytes, limits.unpacked).map_err(of_odt)?;
    let manifest = package.text("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Code::InputEncrypted.into());
    }
    let content = package.xml("content.xml").map_err(of_odt)?.ok_or_else(broken)?;
    let styles = package.xml("styles.xml").ok().flatten();
    let mut writer = Writer::default();
    styles.iter().chain([&content]).for_each(|tree| writer.styles(tree));
    let body = content.root().child("office:body").and_then(|body| body.child("office:text")).ok_or_else(broken)?;
    writer.deepest = limits.nesting as usize;
    writer.blocks(body, 0);
    let notes = format!("<w:footnotes>{}</w:footnotes>", writer.notes);
    let document = format!("<w:document><w:body>{}</w:body></w:document>", writer.out);
    let relation = format!(
        "<Relationships><Relationship Type=\"{RELATION}/footnotes\" Target=\"footnotes.xml\"/></Relationships>"
    );
    let parts =
        [("word/document.xml", document), ("word/footnotes.xml", notes), ("word/_rels/document.xml.rels", relation)];
    let parts = parts.map(|(name, xml)| (name.to_owned(), xml.into_bytes()));
    let is_empty = |error: &Error| error.code == Code::InputEmpty && (writer.pictures || writer.objects);
    let mut source = docx::of_parts(parts, NAME, limits)
        .map_err(|error| if is_empty(&error) { Code::InputPictures.into() } else { error })?;
    if writer.flattened {
        source.notices.push("nesting-flattened");
    }
    if writer.pictures {
        source.notices.push("word-pictures");
    }
    if writer.objects {
        source.notices.push("word-objects");
    }
    if package.is_damaged() {
        source.notices.push("package-damaged");
    }
    Ok(source)
}

/// What is kept of a style.
#[derive(Clone, Debug, Default)]
struct Look {
    parent: Option<String>,
    bold: Option<bool>,
    alignment: Option<&'static str>,
    new_page: bool,
}

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    format: Option<String>,
    prefix: String,
    suffix: String,
    shown: usize,
    start: usize,
    bullet: Option<String>,
}

#[derive(Default)]
struct Writer {
    out: String,
    notes: String,
    count: usize,
    looks: HashMap<String, Look>,
    lists: HashMap<String, Vec<Level>>,
    /// Numbers of the lists, by style and level.
    counters: HashMap<String, Vec<usize>>,
    /// The lists in which the next paragraph stands, the outermost first, and whether it is an item's first.
    open: Vec<String>,
    numbered: bool,
    deepest: usize,
    flattened: bool,
    pictures: bool,
    objects: bool,
}

impl Writer {
    fn styles(&mut self, tree: &Tree) {
        for style in tree.root().descendants() {
            let Some(name) = style.attribute("style:name").map(str::to_owned) else { continue };
            match style.name() {
                "style:style" => {
                    let look = look(style);
                    self.looks.insert(name, look);
                }
                "text:list-style" | "text:outline-style" => {
                    let levels = style
                        .children()
                        .filter(|own| own.name().contains("list-level") || own.name().contains("outline-level"));
                    self.lists.insert(name, levels.map(level).collect());
                }
                _ => {}
            }
        }
    }

    /// A property of a style, or of the one that it is based on.
    fn of_style<T>(&self, name: Option<&str>, property: impl Fn(&Look) -> Option<T>) -> Option<T> {
        let mut name = name.map(str::to_owned);
        for _ in 0..20 {
            let look = self.looks.get(&name?)?;
            if let Some(found) = property(look) {
                return Some(found);
            }
            name = look.parent.clone();
        }
        None
    }

    fn blocks(&mut self, parent: Element, depth: usize) {
        if depth > self.deepest * 2 {
            self.flattened = true;
            self.out.push_str(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escape(&words_of(parent))));
            return;
        }
        for child in parent.children() {
            match child.name() {
                "text:p" | "text:h" => self.paragraph(child, depth),
                "text:list" => self.list(child, depth),
                "text:list-item" | "text:list-header" => {
                    self.numbered = child.name() == "text:list-item";
                    self.blocks(child, depth + 1);
                }
                "table:table" => self.table(child, depth),
                "text:tracked-changes" => self.deleted(child),
                "text:section"
                | "text:index-body"
                | "text:table-of-content"
                | "text:index-title"
                | "text:numbered-paragraph" => {
                    self.blocks(child, depth + 1);
                }
                "draw:frame" | "draw:custom-shape" | "draw:g" | "draw:rect" => self.shape(child, depth + 1),
                _ => {}
            }
        }
    }

    fn list(&mut self, list: Element, depth: usize) {
        let own = list.attribute("text:style-name").map(str::to_owned);
        let style = own.or_else(|| self.open.last().cloned()).unwrap_or_default();
        let goes_on =
            list.attribute("text:continue-numbering") == Some("true") || list.attribute("text:continue-list").is_some();
        let level = self.open.len();
        if !goes_on && let Some(counters) = self.counters.get_mut(&style) {
            counters.truncate(level);
        }
        self.open.push(style);
        self.blocks(list, depth + 1);
        self.open.pop();
        self.numbered = false;
    }

    /// The number of the paragraph with which an item begins.
    fn label(&mut self) -> Option<String> {
        if !std::mem::take(&mut self.numbered) {
            return None;
        }
        let style = self.open.last()?.clone();
        let at = self.open.len() - 1;
        let levels = self.lists.get(&style)?;
        let own = levels.get(at)?.clone();
        if let Some(bullet) = own.bullet {
            return Some(format!("{bullet} "));
        }
        let starts: Vec<usize> = levels.iter().map(|level| level.start).collect();
        let formats: Vec<Option<String>> = levels.iter().map(|level| level.format.clone()).collect();
        let counters = self.counters.entry(style).or_default();
        counters.truncate(at + 1);
        while counters.len() <= at {
            let start = starts.get(counters.len()).copied().unwrap_or(1);
            counters.push(if counters.len() < at { start } else { start.saturating_sub(1) });
        }
        counters[at] += 1;
        let format = own.format.as_deref().filter(|format| !format.is_empty())?;
        let shown = own.shown.clamp(1, at + 1);
        let numbers: Vec<String> = (at + 1 - shown..=at)
            .map(|level| numeral(counters[level], formats.get(level).and_then(|own| own.as_deref()).unwrap_or(format)))
            .collect();
        Some(format!("{}{}{} ", own.prefix, numbers.join("."), own.suffix))
    }

    fn paragraph(&mut self, paragraph: Element, depth: usize) {
        let style = paragraph.attribute("text:style-name");
        let alignment = self.of_style(style, |look| look.alignment);
        let new_page = self.of_style(style, |look| look.new_page.then_some(())).is_some();
        let bold = self.of_style(style, |look| look.bold).unwrap_or(false);
        let outer = std::mem::take(&mut self.out);
        let label = if words_of(paragraph).trim().is_empty() { None } else { self.label() };
        if let Some(label) = label {
            self.run(&label, bold);
        }
        let mut boxes = Vec::new();
        self.inline(paragraph, bold, 0, &mut boxes);
        let runs = std::mem::replace(&mut self.out, outer);
        let alignment = alignment.map_or(String::new(), |own| format!("<w:jc w:val=\"{own}\"/>"));
        let page = if new_page { "<w:pageBreakBefore/>" } else { "" };
        self.out.push_str(&format!("<w:p><w:pPr>{page}{alignment}</w:pPr>{runs}</w:p>"));
        boxes.into_iter().for_each(|own| self.shape(own, depth + 1));
    }

    fn run(&mut self, text: &str, bold: bool) {
        let look = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        self.out.push_str(&format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text)));
    }

    fn inline<'t>(&mut self, parent: Element<'t>, bold: bool, depth: usize, boxes: &mut Vec<Element<'t>>) {
        for child in parent.contents() {
            match child.name() {
                "" => self.run(&single_blanked(child.own_text()), bold),
                "text:s" => {
                    let count = child.attribute("text:c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
                    self.run(&" ".repeat(count.min(MOST_REPEATED)), bold);
                }
                "text:tab" => self.out.push_str("<w:r><w:tab/></w:r>"),
                "text:line-break" => self.out.push_str("<w:r><w:br/></w:r>"),
                "text:note" => self.note(child),
                "office:annotation" | "office:annotation-end" | "text:bookmark" => {}
                "draw:frame" | "draw:custom-shape" | "draw:g" | "draw:rect" => boxes.push(child),
                _ if depth > self.deepest => self.run(&words_of(child), bold),
                _ => {
                    let own = self.of_style(child.attribute("text:style-name"), |look| look.bold);
                    self.inline(child, own.unwrap_or(bold), depth + 1, boxes);
                }
            }
        }
    }

    fn note(&mut self, note: Element) {
        self.count += 1;
        let id = self.count;
        self.out.push_str(&format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>"));
        let Some(body) = note.child("text:note-body") else { return };
        let text = escape(&body.children().map(words_of).collect::<Vec<_>>().join(" ")).into_owned();
        self.notes.push_str(&format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"));
    }

    /// What was deleted and is still in the file.
    fn deleted(&mut self, changes: Element) {
        for own in changes.descendants().filter(|own| own.name() == "text:deletion") {
            let text: Vec<String> =
                own.children().filter(|own| own.name().starts_with("text:")).map(words_of).collect();
            let text = escape(&text.join("\n")).into_owned();
            self.out.push_str(&format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"));
        }
    }

    fn shape(&mut self, shape: Element, depth: usize) {
        if depth > self.deepest * 2 {
            self.flattened = true;
            return;
        }
        for child in shape.children() {
            match child.name() {
                "draw:image" => self.pictures = true,
                "draw:object" | "draw:object-ole" | "draw:plugin" => self.objects = true,
                "text:p" | "text:h" | "text:list" | "table:table" => {}
                _ => self.shape(child, depth + 1),
            }
        }
        self.blocks(shape, depth + 1);
    }

    fn table(&mut self, table: Element, depth: usize) {
        self.out.push_str("<w:tbl>");
        let mut rows = Vec::new();
        rows_of(table, false, 0, &mut rows);
        // How many rows the cell that began above still covers, by column.
        let mut covered: HashMap<usize, (usize, usize)> = HashMap::new();
        for (row, header) in rows {
            self.out.push_str(if header { "<w:tr><w:trPr><w:tblHeader/></w:trPr>" } else { "<w:tr>" });
            let mut column = 0;
            for cell in row.children() {
                for _ in 0..count(cell, "table:number-columns-repeated") {
                    if column >= MOST_REPEATED {
                        break;
                    }
                    column += self.cell(cell, column, &mut covered, depth);
                }
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }

    /// A cell at a column; gives how many columns are passed.
    fn cell(
        &mut self,
        cell: Element,
        column: usize,
        covered: &mut HashMap<usize, (usize, usize)>,
        depth: usize,
    ) -> usize {
        match cell.name() {
            "table:table-cell" => {
                let columns = count(cell, "table:number-columns-spanned");
                let rows = count(cell, "table:number-rows-spanned");
                let merge = if rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                covered.insert(column, (rows - 1, columns));
                self.out.push_str(&format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/>{merge}</w:tcPr>"));
                self.blocks(cell, depth + 1);
                self.out.push_str("</w:tc>");
                1
            }
            "table:covered-table-cell" => {
                // Only the first column of what is covered from above is a cell of Word's.
                if let Some((left, columns)) = covered.get_mut(&column).filter(|(left, _)| *left > 0) {
                    *left -= 1;
                    self.out.push_str(&format!(
                        "<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/><w:vMerge/></w:tcPr><w:p/></w:tc>"
                    ));
                }
                1
            }
            _ => 0,
        }
    }
}

/// A number of columns or rows that a cell says of itself; 1 where it says none.
fn count(cell: Element, name: &str) -> usize {
    cell.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, MOST_REPEATED)
}

fn look(style: Element) -> Look {
    let text = style.child("style:text-properties");
    let paragraph = style.child("style:paragraph-properties");
    let bold = text
        .and_then(|own| own.attribute("fo:font-weight"))
        .map(|weight| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
    let alignment = paragraph.and_then(|own| own.attribute("fo:text-align")).map(|own| match own {
        "center" => "center",
        "end" | "right" => "right",
        "justify" => "both",
        _ => "left",
    });
    let new_page = paragraph.and_then(|own| own.attribute("fo:break-before")) == Some("page");
    Look { parent: style.attribute("style:parent-style-name").map(str::to_owned), bold, alignment, new_page }
}

fn level(own: Element) -> Level {
    let text = |name: &str| own.attribute(name).unwrap_or_default().to_owned();
    let number = |name: &str| own.attribute(name).and_then(|value| value.parse().ok());
    Level {
        format: own.attribute("style:num-format").map(str::to_owned),
        prefix: text("style:num-prefix"),
        suffix: text("style:num-suffix"),
        shown: number("text:display-levels").unwrap_or(1),
        start: number("text:start-value").unwrap_or(1),
        bullet: own.attribute("text:bullet-char").map(str::to_owned),
    }
}

/// A number as a format of lists writes it.
fn numeral(number: usize, format: &str) -> String {
    let letter = |first: u8| char::from(first + ((number.max(1) - 1) % 26) as u8).to_string();
    match format {
        "a" => letter(b'a'),
        "A" => letter(b'A'),
        "i" => roman(number).to_lowercase(),
        "I" => roman(number),
        _ => number.to_string(),
    }
}

fn roman(number: usize) -> String {
    let parts = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut left = number.min(399);
    let mut out = String::new();
    for (value, sign) in parts {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// The rows of a table, in groups of them too, and whether they head it.
fn rows_of<'t>(parent: Element<'t>, header: bool, depth: usize, found: &mut Vec<(Element<'t>, bool)>) {
    for child in parent.children().filter(|_| depth < 8) {
        match child.name() {
            "table:table-row" => found.push((child, header)),
            "table:table-header-rows" => rows_of(child, true, depth + 1, found),
            "table:table-rows" | "table:table-row-group" => rows_of(child, header, depth + 1, found),
            _ => {}
        }
    }
}

/// The words of an element and of all below it, without recursion.
fn words_of(element: Element) -> String {
    let mut out = String::new();
    let mut open: Vec<Element> = element.contents().collect();
    open.reverse();
    while let Some(next) = open.pop() {
        if next.name().is_empty() {
            out.push_str(&single_blanked(next.own_text()));
            continue;
        }
        if matches!(next.name(), "text:s" | "text:tab" | "text:line-break") {
            out.push(' ');
        }
        let below = open.len();
        open.extend(next.contents());
        open[below..].reverse();
    }
    out
}

/// Blanks and line ends of the XML are one blank (ISO/IEC 26300-1, 6.1.2).
fn single_blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let blank = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !(blank && out.ends_with(' ')) {
            out.push(if blank { ' ' } else { c });
        }
    }
    out
}
