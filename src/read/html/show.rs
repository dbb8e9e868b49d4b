//! A page as a browser shows it: boxes become paragraphs and tables, runs of blanks one blank, `<br>` a line's end.
//!
//! What is not displayed is set aside as hidden, what a page says itself is its navigation as the site's. Layout tables go,
//! what stands in their cells stays: one of a single column, or one without borders that holds other tables.

use super::css::Sheets;
use super::look::{Blanks, Display, Look, Marker};
use super::menus::{Menus, menus};
use super::tables::{self, Row};
use super::tree::{DOCUMENT, Data, NONE, Tree};
use crate::model::FurnitureKind;
use crate::read::flow::{Face, Flow, Run};
use crate::read::numbering::formatted;
use crate::source::{Block, Source, Style};

/// How deep elements are followed; of deeper ones only the words are read.
const DEEPEST: usize = 250;

/// Shows a tree. Tables stand so deep in each other at most.
pub(super) fn source(tree: &Tree, sheets: Sheets, nesting: usize) -> Source {
    let mut page = Page {
        tree,
        sheets,
        nesting,
        menus: menus(tree),
        flow: Flow::new(nesting),
        blocks: Vec::new(),
        line: Line { blank: true, ..Line::default() },
        lists: Vec::new(),
        label: String::new(),
        tables: 0,
        flattened: tree.flattened,
    };
    page.children(DOCUMENT, &Look::default(), 0);
    page.end(&Look::default());
    let mut source = page.flow.source_of(page.blocks);
    if page.flattened && source.notices.is_empty() {
        source.notices.push("nesting-flattened");
    }
    source
}

/// A list that is open.
struct List {
    next: i64,
}

/// The line that is being put together.
#[derive(Default)]
struct Line {
    runs: Vec<(Run, Option<FurnitureKind>)>,
    /// True behind a blank, and at the beginning: another blank is not shown.
    blank: bool,
    /// True where something stands in it, if only blanks that are not broken.
    begun: bool,
    /// True where words stand behind its last line break.
    filled: bool,
}

pub(super) struct Page<'p> {
    pub(super) tree: &'p Tree,
    sheets: Sheets,
    nesting: usize,
    menus: Menus,
    flow: Flow,
    blocks: Vec<Block>,
    line: Line,
    lists: Vec<List>,
    /// The number or bullet of the item whose first paragraph has not come.
    label: String,
    /// How many tables are open.
    tables: usize,
    flattened: bool,
}

impl Page<'_> {
    fn children(&mut self, node: u32, look: &Look, depth: usize) {
        let mut next = self.tree.children(node).next();
        while let Some(child) = next {
            self.node(child, look, depth + 1);
            next = self.tree.next(child);
        }
    }

    fn node(&mut self, node: u32, outer: &Look, depth: usize) {
        match self.tree.data(node) {
            Data::Text(text) => self.text(text, outer),
            Data::Other => {}
            Data::Element { .. } if depth > DEEPEST => {
                self.flattened = true;
                for below in self.tree.below(node) {
                    if let Data::Text(text) = self.tree.data(below) {
                        self.text(text, outer);
                    }
                }
            }
            Data::Element { .. } => {
                let mut look = outer.of(self.tree, node, &mut self.sheets);
                if self.menus.has(node) || self.is_margin(node) {
                    look.aside = look.aside.or(Some(FurnitureKind::SiteNoise));
                }
                self.element(node, look, outer, depth);
            }
        }
    }

    fn element(&mut self, node: u32, look: Look, outer: &Look, depth: usize) {
        match (self.tree.name(node), look.display) {
            (_, Display::Nowhere) => {}
            ("br", _) => self.line_break(outer),
            ("wbr", _) => {}
            (_, Display::Inline) if look.tabs > 0 => self.tabs(look.tabs, &look),
            (_, Display::Inline) => self.children(node, &look, depth),
            (_, Display::Table) if self.tables < self.nesting => {
                self.end(outer);
                self.table(node, &look, depth);
            }
            (name, display) => {
                self.end(outer);
                let is_list = matches!(name, "ol" | "ul" | "menu" | "dir");
                if is_list {
                    let start = self.tree.attribute(node, "start").and_then(|own| own.trim().parse().ok());
                    self.lists.push(List { next: start.unwrap_or(1) });
                }
                if display == Display::Table {
                    self.flattened = true;
                }
                if display == Display::Item {
                    self.item(node, &look);
                }
                self.children(node, &look, depth);
                self.end(&look);
                if is_list {
                    self.lists.pop();
                }
                if display == Display::Item {
                    self.label.clear();
                }
            }
        }
    }

    /// True for head and foot of a page that says which of its parts is the main one.
    fn is_margin(&self, node: u32) -> bool {
        if !self.menus.has_main || !matches!(self.tree.name(node), "header" | "footer") {
            return false;
        }
        let mut at = self.tree.parent(node);
        while at != NONE && !matches!(self.tree.name(at), "main" | "article") {
            at = self.tree.parent(at);
        }
        at == NONE
    }

    /// The mark of an item, which its first paragraph begins with.
    fn item(&mut self, node: u32, look: &Look) {
        let Some(list) = self.lists.last_mut() else { return };
        if let Some(value) = self.tree.attribute(node, "value").and_then(|own| own.trim().parse().ok()) {
            list.next = value;
        }
        let number = list.next;
        list.next = number.saturating_add(1);
        self.label = match look.marker {
            Marker::None => String::new(),
            Marker::Bullet => "• ".to_owned(),
            Marker::Dash => "- ".to_owned(),
            Marker::Number(format) => match u32::try_from(number) {
                Ok(number) => format!("{}. ", formatted(number, format)),
                Err(_) => format!("{number}. "),
            },
        };
    }

    fn text(&mut self, text: &str, look: &Look) {
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match (c, look.blanks) {
                ('\n', Blanks::Kept | Blanks::Lines) => {
                    shown.push('\n');
                    self.line.blank = true;
                }
                // The gap behind a number of Word's is made of blanks that are not broken.
                ('\u{A0}', _) if look.is_label && self.line.blank => {}
                ('\u{A0}', _) if look.is_label => {
                    shown.push(' ');
                    self.line.blank = true;
                }
                ('\r' | '\u{200B}' | '\u{FEFF}', _) => {}
                (' ' | '\t' | '\n' | '\x0C', Blanks::Collapsed | Blanks::Lines) => {
                    if !self.line.blank && self.line.begun {
                        shown.push(' ');
                    }
                    self.line.blank = true;
                }
                (c, _) => {
                    shown.push(c);
                    (self.line.blank, self.line.begun) = (false, true);
                    self.line.filled |= !c.is_whitespace();
                }
            }
        }
        self.run(shown, look);
    }

    fn run(&mut self, text: String, look: &Look) {
        if text.is_empty() {
            return;
        }
        match self.line.runs.last_mut() {
            Some((run, aside)) if run.face == look.face && *aside == look.aside => run.text.push_str(&text),
            _ => self.line.runs.push((Run { text, face: look.face.clone() }, look.aside)),
        }
    }

    fn tabs(&mut self, count: usize, look: &Look) {
        self.line.blank = true;
        self.run("\t".repeat(count.min(20)), look);
    }

    /// The end of a line; that of a line without words ends the paragraph, and what is below stands apart.
    fn line_break(&mut self, look: &Look) {
        if self.line.filled {
            self.line.blank = true;
            self.line.filled = false;
            if let Some((last, _)) = self.line.runs.last_mut() {
                last.text.truncate(last.text.trim_end_matches(' ').len());
            }
            self.run("\n".to_owned(), look);
            return;
        }
        self.line.begun = true;
        self.end(look);
        if self.blocks.last().is_none_or(|last| !is_empty(last)) {
            self.empty();
        }
    }

    /// A paragraph without words.
    fn empty(&mut self) {
        let block = self.flow.block(Vec::new(), Style::default(), "");
        self.blocks.push(block);
    }

    /// Ends the paragraph.
    fn end(&mut self, look: &Look) {
        let line = std::mem::replace(&mut self.line, Line { blank: true, ..Line::default() });
        let mut shown: Vec<Run> = Vec::new();
        let mut aside: Vec<(FurnitureKind, Vec<Run>)> = Vec::new();
        for (run, kind) in line.runs {
            let Some(kind) = kind_of(&run.face).or(kind) else {
                shown.push(run);
                continue;
            };
            let run = Run { face: Face { hidden: false, deleted: false, ..run.face }, ..run };
            match aside.last_mut() {
                Some((last, runs)) if *last == kind => runs.push(run),
                _ => aside.push((kind, vec![run])),
            }
        }
        let is_seen = aside.is_empty() || !shown.is_empty();
        aside.into_iter().for_each(|(kind, runs)| self.flow.set_aside(kind, runs));
        trim_end(&mut shown);
        if !shown.is_empty() {
            let style = Style { alignment: look.alignment, ..Style::default() };
            let label = std::mem::take(&mut self.label);
            let block = self.flow.block(shown, style, &label);
            self.blocks.push(block);
        } else if line.begun && is_seen && look.aside.is_none() && kind_of(&look.face).is_none() {
            self.empty();
        }
    }

    /// A table: its caption, and its rows; or what stands in its cells, where it only lays out the page.
    fn table(&mut self, node: u32, look: &Look, depth: usize) {
        self.tables += 1;
        let before = std::mem::take(&mut self.lists);
        let mut found = tables::Rows::default();
        self.rows(node, look, depth, &mut found);
        self.lists = before;
        self.tables -= 1;
        let bordered = self.tree.attribute(node, "border").is_some_and(|own| own.trim() != "0");
        let (caption, rows) = found.in_order();
        self.blocks.extend(caption);
        self.blocks.extend(tables::blocks(rows, bordered));
    }

    /// The rows below an element of a table.
    fn rows(&mut self, node: u32, look: &Look, depth: usize, found: &mut tables::Rows) {
        let mut next = self.tree.children(node).next();
        while let Some(child) = next {
            next = self.tree.next(child);
            let own = look.of(self.tree, child, &mut self.sheets);
            match own.display {
                Display::Rows if depth < DEEPEST => {
                    let outer = found.part;
                    found.part = tables::Part::of(self.tree.name(child));
                    self.rows(child, &own, depth + 1, found);
                    found.part = outer;
                }
                Display::Row => {
                    let row = self.cells(child, &own, depth + 1);
                    if !own.face.hidden {
                        found.add(row);
                    }
                }
                Display::Caption => {
                    let blocks = self.inside(child, &own, depth + 1);
                    found.caption.extend(blocks);
                }
                Display::Nowhere => {}
                // A cell without a row, or what no table has: a row of its own where there is something in it.
                _ => {
                    let is_header = self.tree.name(child) == "th";
                    let blocks = self.inside(child, &own, depth + 1);
                    if !blocks.is_empty() {
                        found.add(Row { cells: vec![tables::Own { blocks, columns: 1, rows: 1, is_header }] });
                    }
                }
            }
        }
    }

    fn cells(&mut self, row: u32, look: &Look, depth: usize) -> Row {
        let mut cells = Vec::new();
        let mut next = self.tree.children(row).next();
        while let Some(child) = next {
            next = self.tree.next(child);
            let own = look.of(self.tree, child, &mut self.sheets);
            let is_text = matches!(self.tree.data(child), Data::Text(_) | Data::Other);
            let blocks = self.inside(child, &own, depth + 1);
            // A cell that is not displayed takes no room.
            if blocks.is_empty() && (is_text || own.face.hidden || own.display == Display::Nowhere) {
                continue;
            }
            let span = |name: &str| self.tree.attribute(child, name).and_then(|own| own.trim().parse::<u32>().ok());
            let is_header = self.tree.name(child) == "th";
            let (columns, rows) = (span("colspan").unwrap_or(1), span("rowspan").unwrap_or(1));
            cells.push(tables::Own { blocks, columns, rows, is_header });
        }
        Row { cells }
    }

    /// What stands in a cell or a caption.
    fn inside(&mut self, node: u32, look: &Look, depth: usize) -> Vec<Block> {
        let outer = std::mem::take(&mut self.blocks);
        match self.tree.data(node) {
            Data::Text(text) => self.text(text, look),
            Data::Element { .. } if look.display != Display::Nowhere => self.children(node, look, depth),
            _ => {}
        }
        self.end(look);
        std::mem::replace(&mut self.blocks, outer)
    }
}

/// What a run is set aside as.
fn kind_of(face: &Face) -> Option<FurnitureKind> {
    match face {
        Face { deleted: true, .. } => Some(FurnitureKind::Deleted),
        Face { hidden: true, .. } => Some(FurnitureKind::Hidden),
        _ => None,
    }
}

/// True for a paragraph without words.
fn is_empty(block: &Block) -> bool {
    matches!(block, Block::Paragraph { span, .. } if span.is_empty())
}

/// Takes blanks off the end, those that are not broken too.
fn trim_end(runs: &mut Vec<Run>) {
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
}
