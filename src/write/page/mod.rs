//! A document laid out by a form: which component stands where, how wide columns are, where pages break. Neither Word
//! nor HTML is known here; `write::docx` and `write::html` put the same [`Pages`] into their formats.
//!
//! Lengths are points.

mod attachment;
mod body;
mod breaks;
mod closing;
mod grid;
mod letterhead;

pub(crate) use grid::{CELL_MARGIN, HeaderCell, places};

use crate::forms::metrics::{Face, width};
use crate::forms::{Component, Form};
use crate::model::{Document, LegalBasis, Text};
use crate::write::wording::addressee_lines;

/// Points in a millimetre.
pub(crate) const MILLIMETRE: f32 = 72.0 / 25.4;

/// A whole document, section by section.
pub(crate) struct Pages {
    pub sections: Vec<Section>,
}

/// Pages of one orientation. Every section begins a page.
pub(crate) struct Section {
    pub landscape: bool,
    /// True where page numbers begin again, as in an attachment.
    pub restart: bool,
    pub flow: Vec<Flow>,
}

/// What stands on a page, from the top down.
pub(crate) enum Flow {
    Paragraph(Paragraph),
    /// Columns without rules, as of a letterhead: cells row by row, each a list of paragraphs.
    Columns(Columns),
    Table(Grid),
}

/// A paragraph of a component of the form.
#[derive(Clone, Default)]
pub(crate) struct Paragraph {
    /// The key of the component.
    pub component: &'static str,
    pub runs: Vec<Run>,
    /// Points by which the sides are drawn in, so that lines are of even length.
    pub inset: f32,
    /// A size other than the component's.
    pub size: Option<f32>,
    /// Space before other than the component's.
    pub before: Option<f32>,
    /// Space behind it beyond the component's.
    pub after: f32,
    /// True where it stays on the page of what follows, whatever the component says.
    pub keep_next: bool,
    /// True where a box is drawn around it.
    pub boxed: bool,
    /// The length of the rule that this paragraph is, without text: a line in the middle of its column.
    pub rule: Option<f32>,
}

/// Text that looks alike.
#[derive(Clone, Default)]
pub(crate) struct Run {
    pub text: String,
    /// Other than the component's.
    pub bold: Option<bool>,
}

/// Columns side by side.
pub(crate) struct Columns {
    pub widths: Vec<f32>,
    pub rows: Vec<Vec<Vec<Paragraph>>>,
    /// True where it must not be cut by a page, nor stand on one alone.
    pub together: bool,
}

/// A table with rules.
pub(crate) struct Grid {
    pub widths: Vec<f32>,
    pub rows: Vec<GridRow>,
}

/// A row of a table.
pub(crate) struct GridRow {
    /// True where it is repeated on every page.
    pub header: bool,
    /// True where it is kept whole.
    pub whole: bool,
    /// Cells from the left; columns behind the last are not there.
    pub cells: Vec<GridCell>,
}

/// A cell of a table.
pub(crate) struct GridCell {
    pub columns: usize,
    /// Rows covered by a cell that begins here.
    pub rows: usize,
    /// True for a place that a cell above covers.
    pub covered: bool,
    pub paragraphs: Vec<Paragraph>,
}

impl Paragraph {
    pub(crate) fn new(component: &'static str, text: impl Into<String>) -> Self {
        Self { component, runs: vec![Run { text: text.into(), bold: None }], ..Self::default() }
    }

    pub(crate) fn rule(length: f32) -> Self {
        Self { component: "rule", rule: Some(length), ..Self::default() }
    }

    pub(crate) fn sized(self, size: f32) -> Self {
        Self { size: Some(size), ..self }
    }
}

impl Component {
    pub(crate) fn face(&self) -> Face {
        Face::of(self.bold, self.italic)
    }
}

/// Lays out a document.
pub(crate) fn pages(document: &Document, form: &Form) -> Pages {
    let mut writer = Writer::new(form);
    writer.document(document);
    // Behind a turned table at the end the upright pages have nothing on them.
    let sections = &mut writer.sections;
    while sections.len() > 1 && sections.last().is_some_and(|section| section.flow.is_empty()) {
        sections.pop();
    }
    Pages { sections: writer.sections }
}

/// Puts flows together section by section.
struct Writer<'f> {
    form: &'f Form,
    sections: Vec<Section>,
}

impl<'f> Writer<'f> {
    fn new(form: &'f Form) -> Self {
        Self { form, sections: vec![Section { landscape: false, restart: false, flow: Vec::new() }] }
    }

    /// The room between the margins.
    fn room(&self, landscape: bool) -> f32 {
        let page = &self.form.page;
        let (paper, margins) = if landscape {
            (page.height, page.set.top + page.set.bottom)
        } else {
            (page.width, page.set.left + page.set.right)
        };
        (paper - margins) * MILLIMETRE
    }

    fn push(&mut self, flow: Flow) {
        if let Some(section) = self.sections.last_mut() {
            section.flow.push(flow);
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        self.push(Flow::Paragraph(paragraph));
    }

    /// Begins a section. One that is still empty becomes it.
    fn section(&mut self, landscape: bool, restart: bool) {
        match self.sections.last_mut() {
            Some(section) if section.flow.is_empty() => {
                section.landscape = landscape;
                section.restart |= restart;
            }
            _ => self.sections.push(Section { landscape, restart, flow: Vec::new() }),
        }
    }

    /// A title in the middle, its lines of even length; a rule below where the component has one.
    fn title(&mut self, component: &'static str, text: &Text, keep_next: bool) {
        let look = self.form.component(component);
        let room = self.room(false);
        let mut last = 0.0;
        for line in text.as_str().split('\n') {
            let inset = breaks::inset(line, look.face(), look.set, room);
            last = width(line, look.face(), look.set).min(room - 2.0 * inset);
            self.paragraph(Paragraph { inset, keep_next, ..Paragraph::new(component, line) });
        }
        if let Some([from, to]) = look.rule {
            self.paragraph(Paragraph { keep_next, ..Paragraph::rule(last * (from + to) / 2.0) });
        }
    }

    fn document(&mut self, document: &Document) {
        let Document {
            // Derived of the words.
            kind: _,
            effects: _,
            // Above and in the letterhead.
            marks: _,
            received: _,
            name,
            header,
            copy,
            addressees,
            subject,
            authority,
            bases,
            enacting_formula,
            body,
            recipients,
            filing,
            drafter_mark,
            signatures,
            attachments,
        } = document;
        self.marks(document);
        self.letterhead(header, document);
        for (component, text) in [("kind", name), ("subject", subject)] {
            text.iter().for_each(|text| self.title(component, text, false));
        }
        self.addressees(addressees);
        authority.iter().for_each(|text| self.title("authority", text, false));
        self.bases(bases);
        enacting_formula.iter().for_each(|text| self.formula(text, document.is_enacted_by_sentence()));
        self.body(body, true);
        let (filing, drafter_mark) = (filing.as_ref(), drafter_mark.as_ref());
        self.closing(&closing::Closing { recipients, filing, drafter_mark, signatures });
        copy.iter().for_each(|copy| self.copy(copy));
        attachments.iter().for_each(|attachment| self.attachment(attachment, document));
    }

    /// `QUYẾT ĐỊNH:` is a line of its own; a sentence that enacts is a paragraph.
    fn formula(&mut self, text: &Text, sentence: bool) {
        if sentence {
            self.paragraph(Paragraph::new("body", text.as_str()));
        } else {
            self.title("enacting-formula", text, false);
        }
    }

    /// Kính gửi (ô 9a): one on the label's line, several each on a line of its own.
    fn addressees(&mut self, addressees: &[Text]) {
        for (at, line) in addressee_lines(addressees).into_iter().enumerate() {
            let before = (at > 0).then_some(0.0);
            self.paragraph(Paragraph { before, ..Paragraph::new("addressees", line) });
        }
    }

    fn bases(&mut self, bases: &[LegalBasis]) {
        let punctuation = &self.form.punctuation;
        for (index, basis) in bases.iter().enumerate() {
            // Formula and citations are derived of the text.
            let LegalBasis { formula: _, text, citations: _ } = basis;
            let mark = if index + 1 == bases.len() { &punctuation.last_basis } else { &punctuation.basis };
            self.paragraph(Paragraph::new("basis", format!("{text}{mark}")));
        }
    }
}
