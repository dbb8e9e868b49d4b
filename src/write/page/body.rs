//! The body: articles, sections, lists, quotations, notes.

use super::{Flow, Paragraph, Run, Writer};
use crate::model::{Block, Division, Text, closing_mark};

impl Writer<'_> {
    /// The blocks of a body; with `ends`, the last of its words get the mark that ends the text.
    pub(super) fn body(&mut self, blocks: &[Block], ends: bool) {
        self.blocks(blocks);
        if ends {
            self.end_mark();
        }
    }

    /// `./.` behind the last full stop (Phụ lục III: every form ends so); nothing where the text ends otherwise.
    fn end_mark(&mut self) {
        let flow = self.sections.iter_mut().rev().flat_map(|section| section.flow.iter_mut().rev());
        // Footnotes stand behind the text, and are no part of it.
        let last = flow.into_iter().find(|part| !matches!(part, Flow::Paragraph(own) if own.component == "note"));
        let Some(Flow::Paragraph(paragraph)) = last else { return };
        let Some(run) = paragraph.runs.last_mut().filter(|run| run.text.ends_with('.')) else { return };
        let rest = self.form.punctuation.end.strip_prefix('.').unwrap_or(&self.form.punctuation.end);
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
        let label = division.label.as_str();
        match division.level.as_ref() {
            level @ ("phan" | "chuong" | "muc" | "tieu-muc") => {
                let (label_component, title) = match level {
                    "phan" | "chuong" => ("part", "part-title"),
                    _ => ("section", "section-title"),
                };
                self.paragraph(Paragraph::new(label_component, label));
                if let Some(heading) = &division.heading {
                    self.title(title, heading, true);
                }
                self.blocks(&division.body);
            }
            level => {
                let (titled, plain) = match level {
                    "dieu" => ("article-title", "article"),
                    "khoan" => ("clause-title", "clause"),
                    "diem" => ("heading-3", "point"),
                    "capital" | "roman" => ("heading-1", "heading-1"),
                    "number" => ("heading-2", "item"),
                    _ => ("heading-3", "item"),
                };
                self.labelled(division, label, titled, plain);
            }
        }
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
            return Paragraph { keep_next: true, ..Paragraph::new(component, label) };
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
        let mut inner = Writer::new(self.form);
        inner.blocks(blocks);
        let mut flow: Vec<Flow> = inner.sections.into_iter().flat_map(|section| section.flow).collect();
        match flow.first_mut() {
            Some(Flow::Paragraph(Paragraph { runs, .. })) if !runs.is_empty() => runs[0].text.insert(0, '“'),
            _ => flow.insert(0, Flow::Paragraph(Paragraph::new("quote", "“"))),
        }
        match flow.last_mut() {
            Some(Flow::Paragraph(Paragraph { runs, .. })) if !runs.is_empty() => {
                let last = runs.len() - 1;
                runs[last].text.push_str("”.");
            }
            _ => flow.push(Flow::Paragraph(Paragraph::new("quote", "”."))),
        }
        for part in flow {
            self.push(part);
        }
    }
}

fn beside(label: &str, text: &str) -> String {
    format!("{label} {text}")
}
