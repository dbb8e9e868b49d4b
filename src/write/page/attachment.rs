//! Attachments (văn bản, phụ lục kèm theo): each begins a page, with its own heading and page numbers.

use super::{Flow, Paragraph, Writer, closing::Closing, grid};
use crate::model::{Attachment, Block, Document, DocumentKind, Text};
use crate::write::wording::{IssuedLine, owner};

/// Between a table and what stands above it, in points.
const BEFORE_TABLE: f32 = 6.0;

impl Writer<'_> {
    pub(super) fn attachment(&mut self, attachment: &Attachment, document: &Document) {
        let Attachment {
            kind,
            label,
            // In the heading.
            name: _,
            title: _,
            part_of: _,
            issued_with: _,
            header,
            body,
            recipients,
            filing,
            signatures,
        } = attachment;
        self.section(self.is_wide(attachment), true);
        let appendix = kind.as_ref().is_some_and(DocumentKind::is_appendix);
        // A numbered appendix that is a form heads the form's own letterhead.
        let above = appendix && label.is_some();
        if above {
            self.heading(attachment, document, appendix);
        }
        if let Some(header) = header {
            self.letterhead(header, &Document::default());
        }
        if !above {
            self.heading(attachment, document, appendix);
        }
        self.body(body, true);
        self.closing(&Closing { recipients, filing: filing.as_ref(), drafter_mark: None, signatures });
    }

    /// Name and label, title, `(Kèm theo …)`.
    fn heading(&mut self, attachment: &Attachment, document: &Document, appendix: bool) {
        let named: Vec<&str> = [&attachment.name, &attachment.label].into_iter().flatten().map(Text::as_str).collect();
        if !named.is_empty() {
            let first = self.sections.last().is_none_or(|section| section.flow.is_empty());
            let name = Paragraph::new(if appendix { "appendix" } else { "kind" }, named.join(" "));
            // At the top of a page there is no space before.
            self.paragraph(Paragraph { before: first.then_some(0.0), ..name });
        }
        if let Some(title) = &attachment.title {
            self.title(if appendix { "appendix-title" } else { "attachment-title" }, title, true);
        }
        if let Some(issued) = &attachment.issued_with {
            let formula = &self.form.punctuation.issued_with;
            let line = IssuedLine { formula, kind: document.kind.as_ref(), owner: owner(attachment, document) };
            self.title("issued-with", &line.of(issued).into(), true);
        }
    }

    /// True for an attachment that is all table, and too wide for upright pages: it stands on its side as a whole.
    fn is_wide(&self, attachment: &Attachment) -> bool {
        let tables = |block: &Block| matches!(block, Block::Table(_));
        let all = !attachment.body.is_empty() && attachment.body.iter().all(tables);
        let wide = |block: &Block| match block {
            Block::Table(table) => grid::is_wide(table, self.form, self.room(false)),
            _ => false,
        };
        all && attachment.signatures.is_empty() && attachment.body.iter().any(wide)
    }

    pub(super) fn table(&mut self, table: &crate::model::Table) {
        let landscape = self.sections.last().is_some_and(|section| section.landscape);
        let turned = !landscape && grid::is_wide(table, self.form, self.room(false));
        if turned {
            self.section(true, false);
        }
        for (component, line) in [("table-caption", &table.caption), ("table-unit", &table.unit)] {
            self.paragraphs(component, line.as_ref());
        }
        if let Some(Flow::Paragraph(last)) = self.sections.last_mut().and_then(|section| section.flow.last_mut()) {
            last.after = BEFORE_TABLE;
        }
        let room = self.room(landscape || turned);
        self.push(Flow::Table(grid::grid(table, self.form, room)));
        if turned {
            self.section(false, false);
        }
    }

    fn paragraphs(&mut self, component: &'static str, text: Option<&Text>) {
        for line in text.iter().flat_map(|text| text.as_str().split('\n')) {
            self.paragraph(Paragraph::new(component, line));
        }
    }
}
