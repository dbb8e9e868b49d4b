//! The body: articles, sections, lists, quotations, notes.

use super::{Flow, Paragraph, Run, Writer};
use crate::model::{Block, Division, DivisionLevel, Text, closing_mark};

impl Writer<'_> {
    /// The blocks of a body; with `ends`, the last of its words get the mark that ends the text.
    pub(super) fn body(&mut self, blocks: &[Block], ends: bool) {
        let before = self.flows();
        self.blocks(blocks);
        // A body without words ends nothing that stands before it.
        if ends && self.flows() > before {
            self.end_mark();
        }
    }

    /// How many pieces stand on the pages so far.
    fn flows(&self) -> usize {
        self.sections.iter().map(|section| section.flow.len()).sum()
    }

    /// `./.` behind the last full stop (Phụ lục III: every form ends so); nothing where the text ends otherwise.
    fn end_mark(&mut self) {
        let flow = self.sections.iter_mut().rev().flat_map(|section| section.flow.iter_mut().rev());
        // Footnotes stand behind the text, and are no part of it.
        let last = flow.into_iter().find(|part| !matches!(part, Flow::Paragraph(own) if own.component == "note"));
        let Some(Flow::Paragraph(paragraph)) = last else { return };
        // A label alone is no text, and a mark that somebody wrote is not written twice.
        let (end, label_alone) = (&self.form.punctuation.end, paragraph.keep_next);
        let ended = |run: &&mut Run| run.text.ends_with('.') && !run.text.ends_with(end.as_str()) && !label_alone;
        let Some(run) = paragraph.runs.last_mut().filter(ended) else { return };
        let rest = end.strip_prefix('.').unwrap_or(end);
        run.text.push_str(rest);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(Paragraph::new("body", paragraph.text.as_str())),
                Block::Division(division) => self.division(division),
                Block::Table(table) => self.table(table),
                Block::Quote(quote) => self.quote(&quote.body),
                Block::Note(note) => {
                    self.paragraph(Paragraph::new("note", format!("[{}] {}", note.label, note.text)));
                }
            }
        }
    }

    /// A labelled part: label and heading, or label and first paragraph, in one paragraph. The title of a Phần,
    /// Chương or Mục stands below its label.
    fn division(&mut self, division: &Division) {
        let (titled, plain) = match division.level {
            DivisionLevel::Part | DivisionLevel::Chapter => return self.titled(division, "part", "part-title"),
            DivisionLevel::Section | DivisionLevel::Subsection => {
                return self.titled(division, "section", "section-title");
            }
            DivisionLevel::Article => ("article-title", "article"),
            DivisionLevel::Clause => ("clause-title", "clause"),
            DivisionLevel::Point => ("heading-3", "point"),
            DivisionLevel::Capital | DivisionLevel::Roman => ("heading-1", "heading-1"),
            DivisionLevel::Number => ("heading-2", "item"),
            DivisionLevel::Letter | DivisionLevel::Bullet => ("heading-3", "item"),
        };
        self.labelled(division, division.label.as_str(), titled, plain);
    }

    fn titled(&mut self, division: &Division, label: &'static str, title: &'static str) {
        self.paragraph(Paragraph::new(label, division.label.as_str()));
        if let Some(heading) = &division.heading {
            self.title(title, heading, true);
        }
        self.blocks(&division.body);
    }

    fn labelled(&mut self, division: &Division, label: &str, titled: &'static str, plain: &'static str) {
        if let Some(heading) = &division.heading {
            let mut written = Paragraph::new(titled, beside(label, heading.as_str()));
            // What its mark does not set apart as a title, its weight must.
            written.runs[0].bold = closing_mark(heading.as_str()).is_some().then_some(true);
            self.paragraph(written);
            return self.blocks(&division.body);
        }
        match division.body.split_first() {
            Some((Block::Paragraph(first), rest)) => {
                self.paragraph(self.label_and_text(label, &first.text, plain));
                self.blocks(rest);
            }
            _ => {
                self.paragraph(self.label_and_text(label, &Text::default(), plain));
                self.blocks(&division.body);
            }
        }
    }

    fn label_and_text(&self, label: &str, text: &Text, component: &'static str) -> Paragraph {
        let look = self.form.component(component);
        if text.is_empty() {
            let bold = look.bold_label.then_some(true);
            let runs = vec![Run { text: label.to_owned(), bold }];
            return Paragraph { component, runs, keep_next: true, ..Paragraph::default() };
        }
        if look.bold_label {
            let bold = Run { text: label.to_owned(), bold: Some(true) };
            let rest = Run { text: format!(" {text}"), bold: None };
            return Paragraph { component, runs: vec![bold, rest], ..Paragraph::default() };
        }
        // Running text is upright and of normal weight, whatever stands beside it.
        let bold = look.bold.then_some(false);
        let keep_next = false;
        let runs = vec![Run { text: beside(label, text.as_str()), bold }];
        Paragraph { component: if look.bold { "item" } else { component }, runs, keep_next, ..Paragraph::default() }
    }

    /// Quoted wording between quotation marks.
    fn quote(&mut self, blocks: &[Block]) {
        // Written into its own sections, as a wide table in it turns the page.
        let (section, at) = (self.sections.len() - 1, self.sections.last().map_or(0, |own| own.flow.len()));
        self.blocks(blocks);
        let first = self.sections.get_mut(section).and_then(|own| own.flow.get_mut(at));
        match first {
            Some(Flow::Paragraph(Paragraph { runs, .. })) if !runs.is_empty() => runs[0].text.insert(0, '“'),
            _ => {
                let mark = Flow::Paragraph(Paragraph::new("quote", "“"));
                self.sections[section].flow.insert(at, mark);
            }
        }
        let last = self.sections.iter_mut().rev().find_map(|own| own.flow.last_mut());
        match last {
            Some(Flow::Paragraph(Paragraph { runs, .. })) if !runs.is_empty() => {
                let last = runs.len() - 1;
                runs[last].text.push_str("”.");
            }
            _ => self.push(Flow::Paragraph(Paragraph::new("quote", "”."))),
        }
    }
}

fn beside(label: &str, text: &str) -> String {
    format!("{label} {text}")
}
