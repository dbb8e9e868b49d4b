//! `body` and `mainBody`: articles and other divisions, paragraphs, quotations, notes.

use super::{Writer, ids};
use crate::model::{Block, Division, DivisionLevel, Note, Paragraph};

/// In what a division stands: the id of what holds it, and of the component or quotation in which its articles count.
#[derive(Clone, Copy)]
struct Place<'p> {
    within: &'p str,
    scope: &'p str,
}

/// A run of blocks of one nature.
enum Run<'b> {
    /// A labelled part.
    Division(&'b Division, usize),
    /// What is not.
    Blocks(Stretch<'b>),
}

/// Blocks that follow each other and are no divisions.
#[derive(Clone, Copy)]
struct Stretch<'b> {
    blocks: &'b [Block],
    /// The place of the first of them in the body.
    from: usize,
}

impl Writer<'_> {
    /// The body of the document itself. That of an `act` takes only hierarchy: what stands outside of a division is an
    /// `alinea`.
    pub(super) fn main_body(&mut self, blocks: &[Block], is_act: bool) {
        if !is_act {
            return self.blocks_of_component(blocks, "");
        }
        self.xml.open("body", &[("eId", "body")]);
        let place = Place { within: "", scope: "" };
        if blocks.is_empty() {
            let id = self.ids.counted("", "al");
            self.xml.empty("alinea", &[("eId", &id)]);
        }
        for run in runs(blocks) {
            match run {
                Run::Division(division, index) => self.division(division, place, &format!("/body/{index}")),
                Run::Blocks(stretch) => self.alinea(stretch, place, ""),
            }
        }
        self.xml.close();
    }

    /// The body of a `doc`: divisions and running text side by side.
    pub(super) fn blocks_of_component(&mut self, blocks: &[Block], pointer: &str) {
        let scope = self.component.clone();
        let id = ids::joined(&scope, "mainBody");
        self.xml.open("mainBody", &[("eId", &id)]);
        let place = Place { within: &scope, scope: &scope };
        self.mixed(blocks, place, pointer);
        if blocks.is_empty() {
            let id = self.ids.counted(&scope, "p");
            self.xml.empty("p", &[("eId", &id)]);
        }
        self.xml.close();
    }

    /// Divisions and other blocks, one after the other.
    fn mixed(&mut self, blocks: &[Block], place: Place, pointer: &str) {
        for (index, block) in blocks.iter().enumerate() {
            let here = format!("{pointer}/body/{index}");
            match block {
                Block::Division(division) => self.division(division, place, &here),
                block => self.block(block, place, &here),
            }
        }
    }

    fn alinea(&mut self, stretch: Stretch, place: Place, pointer: &str) {
        let id = self.ids.counted(place.within, "al");
        self.xml.open("alinea", &[("eId", &id)]);
        self.holding("content", stretch, Place { within: &id, ..place }, pointer);
        self.xml.close();
    }

    /// `content`, `intro` or `wrapUp` with blocks that are no divisions.
    fn holding(&mut self, element: &'static str, stretch: Stretch, place: Place, pointer: &str) {
        let id = self.ids.numbered(place.within, element, Some("1"));
        self.xml.open(element, &[("eId", &id)]);
        for (index, block) in stretch.blocks.iter().enumerate() {
            self.block(block, place, &format!("{pointer}/body/{}", stretch.from + index));
        }
        self.xml.close();
    }

    fn division(&mut self, division: &Division, place: Place, pointer: &str) {
        let (element, name, class) = match division.level {
            DivisionLevel::Part => ("part", "part", None),
            DivisionLevel::Chapter => ("chapter", "chp", None),
            DivisionLevel::Section => ("section", "sec", None),
            DivisionLevel::Subsection => ("subsection", "subsec", None),
            DivisionLevel::Article => ("article", "art", None),
            DivisionLevel::Clause => ("paragraph", "para", None),
            DivisionLevel::Point => ("point", "point", None),
            DivisionLevel::Letter => ("point", "point", Some("letter")),
            DivisionLevel::Bullet => ("indent", "indent", None),
            DivisionLevel::Capital | DivisionLevel::Roman | DivisionLevel::Number => {
                ("level", "lvl", Some(division.level.key()))
            }
        };
        // Articles are numbered through the whole document, whatever chapter they stand in.
        let within = if element == "article" { place.scope } else { place.within };
        let id = self.ids.numbered(within, name, division.number.as_deref());
        let mut attributes = vec![("eId", id.as_str())];
        attributes.extend(class.map(|class| ("class", class)));
        self.xml.open(element, &attributes);
        self.place(format!("{pointer}/label"), &id);
        self.xml.leaf("num", &[], division.label.as_str());
        if let Some(heading) = &division.heading {
            self.place(format!("{pointer}/heading"), &id);
            for line in heading.as_str().split('\n') {
                self.xml.leaf("heading", &[], line);
            }
        }
        self.below(&division.body, Place { within: &id, ..place }, pointer);
        self.xml.close();
    }

    /// What stands below a division: its text alone as `content`; with divisions in it, the text before them as
    /// `intro`, behind them as `wrapUp`, between them as `alinea`.
    fn below(&mut self, blocks: &[Block], place: Place, pointer: &str) {
        let runs: Vec<Run> = runs(blocks).collect();
        let count = runs.len();
        for (at, run) in runs.into_iter().enumerate() {
            match run {
                Run::Division(division, index) => self.division(division, place, &format!("{pointer}/body/{index}")),
                Run::Blocks(stretch) => match at {
                    _ if count == 1 => self.holding("content", stretch, place, pointer),
                    0 => self.holding("intro", stretch, place, pointer),
                    _ if at + 1 == count => self.holding("wrapUp", stretch, place, pointer),
                    _ => self.alinea(stretch, place, pointer),
                },
            }
        }
    }

    fn block(&mut self, block: &Block, place: Place, pointer: &str) {
        match block {
            Block::Paragraph(paragraph) => self.paragraph(paragraph, place, pointer),
            Block::Table(table) => self.table(table, place.within, pointer),
            Block::Quote(quote) => {
                let id = self.ids.counted(place.within, "p");
                self.xml.open("p", &[("eId", &id)]);
                let change = self.ids.counted(place.within, "mod");
                self.xml.begin("mod", &[("eId", &change)]);
                let quoted = self.ids.counted(&change, "qstr");
                let attributes = [("eId", quoted.as_str()), ("startQuote", "“"), ("endQuote", "”")];
                self.xml.begin("quotedStructure", &attributes);
                self.mixed(&quote.body, Place { within: &quoted, scope: &quoted }, pointer);
                if quote.body.is_empty() {
                    self.xml.empty("p", &[]);
                }
                self.xml.close();
                self.xml.end();
                self.xml.end();
            }
            Block::Note(note) => self.note(note, place, pointer),
            // A division stands in the hierarchy, never in text.
            Block::Division(division) => self.division(division, place, pointer),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, place: Place, pointer: &str) {
        let id = self.ids.counted(place.within, "p");
        self.place(format!("{pointer}/text"), &id);
        self.xml.open("p", &[("eId", &id)]);
        self.cited(paragraph.text.as_str(), &paragraph.citations, place.within, pointer);
        self.xml.end();
    }

    fn note(&mut self, note: &Note, place: Place, pointer: &str) {
        let id = self.ids.counted(place.within, "p");
        self.xml.open("p", &[("eId", &id)]);
        let own = self.ids.counted(place.within, "authorialNote");
        let attributes = [("eId", own.as_str()), ("marker", note.label.as_str()), ("placement", "bottom")];
        self.place(format!("{pointer}/label"), &own);
        self.xml.begin("authorialNote", &attributes);
        self.paragraphs("note", &note.text, &own, &format!("{pointer}/text"));
        self.xml.close();
        self.xml.end();
    }
}

/// Blocks as divisions and runs of what is none.
fn runs(blocks: &[Block]) -> impl Iterator<Item = Run<'_>> {
    let is_division = |block: &Block| matches!(block, Block::Division(_));
    let mut from = 0;
    blocks.chunk_by(move |a, b| !is_division(a) && !is_division(b)).map(move |run| {
        let first = from;
        from += run.len();
        match run {
            [Block::Division(division)] => Run::Division(division, first),
            blocks => Run::Blocks(Stretch { blocks, from: first }),
        }
    })
}
