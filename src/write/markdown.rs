//! Markdown (CommonMark with the tables of GitHub): the document as people keep it in notes, wikis and repositories.
//! Our own reader reads it back.
//!
//! | ours | Markdown |
//! |---|---|
//! | letterhead, closing | a table of two columns, as on paper |
//! | name; labels of Phần, Chương, Mục | headings |
//! | subject, authority, formula, headings, `Điều 1.` | bold |
//! | other labels, text, footnotes (`[1] …`) | paragraphs; labels are text, never a list that a program would number anew |
//! | table | a table; several levels of header in one row, a level a line; lines of a cell by `<br>` |
//! | attachment | behind a rule |
//!
//! What stands in the document is never markup: every mark that Markdown or HTML might take for its own is escaped.
//!
//! Losses: merged cells (those that are covered are empty), levels of a table's header, that an attachment is a part of
//! another, where a heading ends that has a closing mark. Values that are derived, and where values come from, are not written.

use super::entry::{Entry, OfModel};
use super::page::places;
use super::wording::{
    IssuedLine, NATIONAL_TITLE, addressee_lines, basis_lines, own_number, owner, place_and_date, received_lines,
    recipient_lines, signature_lines, signing_time,
};
use crate::model::{
    Attachment, Block, Column, CopyBlock, Division, DivisionLevel, Document, Header, Mark, Received, Recipient,
    Signature, Table, Text,
};
use crate::words::spelled_date;

pub(super) const FORMAT: Entry = Entry {
    key: "markdown",
    name: "Markdown",
    endings: &["md", "markdown"],
    reading: Some(|to, parsed, _| to.write_all(markdown(&parsed.document).as_bytes())),
    model: Some(OfModel::Here(|document, _| markdown(document).into_bytes())),
};

/// Writes a document as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut page = Page::default();
    page.document(document);
    let out = page.out;
    // So few marks that a reader could not tell it from plain text: the language says that it is Markdown.
    if out.matches("**").count() < 4 { format!("---\nlang: vi\n---\n{out}") } else { out }
}

#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    /// A paragraph whose marks stand as they are.
    fn marked(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        text.split('\n').for_each(|line| self.marked(&escaped(line)));
    }

    fn bold(&mut self, text: &str) {
        text.split('\n').for_each(|line| self.marked(&strong(line)));
    }

    fn heading(&mut self, level: usize, text: &str) {
        for line in text.split('\n') {
            self.marked(&format!("{} {}", "#".repeat(level), escaped(line)));
        }
    }

    fn document(&mut self, document: &Document) {
        let Document {
            // Derived of the words.
            kind: _,
            effects: _,
            name,
            header,
            marks,
            received,
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
        self.letterhead(header);
        for Mark { kind: _, text } in marks {
            self.bold(text.as_str());
        }
        received.iter().for_each(|received| self.received(received));
        if let Some(name) = name {
            self.heading(1, name.as_str());
        }
        for text in [subject, authority].into_iter().flatten() {
            self.bold(text.as_str());
        }
        for line in addressee_lines(addressees).into_iter().chain(basis_lines(bases)) {
            self.paragraph(&line);
        }
        if let Some(formula) = enacting_formula {
            // A sentence that enacts is a paragraph.
            if document.is_enacted_by_sentence() {
                self.paragraph(formula.as_str());
            } else {
                self.bold(formula.as_str());
            }
        }
        self.body(body);
        self.closing(recipients, filing.as_ref(), drafter_mark.as_ref(), signatures);
        copy.iter().for_each(|copy| self.copy(copy));
        attachments.iter().for_each(|attachment| self.attachment(attachment, document));
    }

    fn letterhead(&mut self, header: &Header) {
        if header.is_empty() {
            return;
        }
        let Header { parent_agency, agency, number, place: _, date: _ } = header;
        let mut left: Vec<String> = Vec::new();
        for (agency, bold) in [(parent_agency, false), (agency, true)] {
            for line in agency.iter().flat_map(|agency| agency.as_str().split('\n')) {
                left.push(if bold { strong(line) } else { escaped(line) });
            }
        }
        let right = NATIONAL_TITLE.map(strong).to_vec();
        let number = number.as_ref().map(|number| escaped(&own_number(number)));
        let dated = place_and_date(header).map(|dated| escaped(&dated));
        let mut rows = vec![vec![left, right]];
        if number.is_some() || dated.is_some() {
            rows.push(vec![number.into_iter().collect(), dated.into_iter().collect()]);
        }
        self.rows(&rows);
    }

    fn received(&mut self, received: &Received) {
        for (at, line) in received_lines(received).iter().enumerate() {
            if at == 0 { self.bold(line) } else { self.paragraph(line) }
        }
    }

    fn body(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph.text.as_str()),
                Block::Division(division) => self.division(division),
                Block::Table(table) => self.table(table),
                Block::Quote(quote) => self.quote(&quote.body),
                Block::Note(note) => self.paragraph(&format!("[{}] {}", note.label, note.text)),
            }
        }
    }

    /// Label and heading, or label and first paragraph, in one paragraph. The title of a Phần, Chương or Mục stands below
    /// its label.
    fn division(&mut self, division: &Division) {
        let label = division.label.as_str();
        let level = match division.level {
            DivisionLevel::Part | DivisionLevel::Chapter => 2,
            DivisionLevel::Section | DivisionLevel::Subsection => 3,
            _ => 0,
        };
        if level > 0 {
            self.heading(level, label);
            if let Some(heading) = &division.heading {
                self.bold(heading.as_str());
            }
            return self.body(&division.body);
        }
        match (&division.heading, division.body.split_first()) {
            (Some(heading), _) => {
                self.bold(&format!("{label} {heading}"));
                self.body(&division.body);
            }
            (None, Some((Block::Paragraph(first), rest))) => {
                let label = if division.level == DivisionLevel::Article { strong(label) } else { escaped(label) };
                // The text behind a label begins no line.
                let text = escaped(first.text.as_str());
                let text = text.split('\n').collect::<Vec<_>>().join(" ");
                self.marked(&format!("{label} {text}"));
                self.body(rest);
            }
            (None, _) => {
                if division.level == DivisionLevel::Article {
                    self.bold(label);
                } else {
                    self.paragraph(label);
                }
                self.body(&division.body);
            }
        }
    }

    /// Quoted wording between quotation marks.
    fn quote(&mut self, blocks: &[Block]) {
        let mut inner = Self::default();
        inner.body(blocks);
        let inner = inner.out.trim_end_matches('\n');
        // A table takes no mark beside it.
        let (before, after) = match (inner.starts_with('|'), inner.ends_with('|')) {
            (true, true) => ("“\n\n", "\n\n”."),
            (true, false) => ("“\n\n", "”."),
            (false, true) => ("“", "\n\n”."),
            (false, false) => ("“", "”."),
        };
        self.marked(&format!("{before}{inner}{after}"));
    }

    /// A table of rows of cells of lines, its first row the header, as the tables of GitHub ask.
    fn rows(&mut self, rows: &[Vec<Vec<String>>]) {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        for (index, row) in rows.iter().enumerate() {
            self.out.push('|');
            for at in 0..width {
                let cell = row.get(at).map_or(String::new(), |lines| lines.join("<br>"));
                self.out.push(' ');
                self.out.push_str(&cell);
                self.out.push_str(if cell.is_empty() { "|" } else { " |" });
            }
            self.out.push('\n');
            if index == 0 {
                self.out.push('|');
                self.out.push_str(&"---|".repeat(width));
                self.out.push('\n');
            }
        }
    }

    fn table(&mut self, table: &Table) {
        for line in [&table.caption, &table.unit].into_iter().flatten() {
            self.paragraph(line.as_str());
        }
        let lines = |text: &str| -> Vec<String> { text.split('\n').map(escaped).collect() };
        let mut rows: Vec<Vec<Vec<String>>> = Vec::new();
        let columns = table.columns.iter().enumerate();
        rows.push(
            columns
                .map(|(index, column)| header(table, index, column).iter().flat_map(|name| lines(name)).collect())
                .collect(),
        );
        rows.extend(places(table).rows.iter().map(|(_, cells)| {
            let spread = cells.iter().flat_map(|placed| {
                let text = placed.cell.and_then(|cell| cell.text.as_ref());
                let own = text.map_or(Vec::new(), |text| lines(text.as_str()));
                std::iter::once(own).chain(std::iter::repeat_n(Vec::new(), placed.columns - 1))
            });
            spread.collect()
        }));
        self.rows(&rows);
    }

    fn closing(
        &mut self,
        recipients: &[Recipient],
        filing: Option<&Text>,
        drafter_mark: Option<&Text>,
        signatures: &[Signature],
    ) {
        let mut left: Vec<String> = Vec::new();
        for (at, line) in recipient_lines(recipients, filing).iter().enumerate() {
            left.push(if at == 0 { strong(line) } else { escaped(line) });
        }
        left.extend(drafter_mark.map(|mark| escaped(mark.as_str())));
        let right: Vec<String> = signatures.iter().flat_map(signed).collect();
        if !left.is_empty() || !right.is_empty() {
            self.rows(&[vec![left, right]]);
        }
    }

    /// SAO Y, SAO LỤC, TRÍCH SAO: number, date, signature.
    fn copy(&mut self, copy: &CopyBlock) {
        let CopyBlock { kind, number, date, signature } = copy;
        self.bold(kind.as_written());
        let number = number.iter().map(|number| escaped(&format!("Số: {number}"))).collect();
        let dated = date.iter().map(|date| escaped(&spelled_date(date.as_str()))).collect();
        let signature = signature.iter().flat_map(|signature| signed(signature)).collect();
        self.rows(&[vec![number, dated], vec![Vec::new(), signature]]);
    }

    fn attachment(&mut self, attachment: &Attachment, document: &Document) {
        let Attachment {
            // Derived of the name.
            kind: _,
            // Said by the line of what it was issued with.
            part_of: _,
            name,
            label,
            title,
            issued_with,
            header,
            body,
            recipients,
            filing,
            signatures,
        } = attachment;
        self.marked("***");
        header.iter().for_each(|header| self.letterhead(header));
        let named: Vec<&str> = [name, label].into_iter().flatten().map(Text::as_str).collect();
        if !named.is_empty() {
            self.heading(1, &named.join(" "));
        }
        if let Some(title) = title {
            self.bold(title.as_str());
        }
        if let Some(issued) = issued_with {
            let line =
                IssuedLine { formula: "Kèm theo", kind: document.kind.as_ref(), owner: owner(attachment, document) };
            self.paragraph(&line.of(issued));
        }
        self.body(body);
        self.closing(recipients, filing.as_ref(), None, signatures);
    }
}

/// The names of a column from the top down, without those that the column before it has already said.
fn header<'t>(table: &'t Table, index: usize, column: &'t Column) -> Vec<&'t str> {
    if column.path.is_empty() {
        return vec![column.name.as_str()];
    }
    let before = index.checked_sub(1).map_or(&[][..], |before| &table.columns[before].path);
    let shared = column.path.iter().zip(before).take_while(|(own, other)| own == other).count();
    // A last name that two columns share is one cell only where the second has none of its own.
    let shared = if column.name.is_empty() { shared } else { shared.min(column.path.len() - 1) };
    column.path[shared..].iter().map(String::as_str).collect()
}

/// A signature's lines, the time last.
fn signed(signature: &Signature) -> Vec<String> {
    let lines = signature_lines(signature).into_iter().chain(signing_time(signature));
    lines.map(|line| strong(&line)).collect()
}

/// Bold. What the marks would stand beside a blank of, they do not take in.
fn strong(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!("**{}**", escaped(text)) }
}

/// Text of which nothing is markup: of Markdown (CommonMark 0.31, 2.4), of its tables, of HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let begins = text[..at].trim().is_empty();
        let always = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$');
        // At a line's start only: a heading, a list, a rule, a title's underline.
        let here = begins && matches!(c, '#' | '+' | '-' | '=')
            || matches!(c, '.' | ')') && is_count(&text[..at]) && ends_label(&text[at + 1..]);
        if always || here {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// True behind a mark that a list could have: `1.` but not `1.500`.
fn ends_label(rest: &str) -> bool {
    rest.chars().next().is_none_or(char::is_whitespace)
}

/// True for what begins a numbered list before its mark.
fn is_count(text: &str) -> bool {
    let text = text.trim_start();
    !text.is_empty() && text.len() < 10 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        for (text, expected) in [
            ("1. Một", "1\\. Một"),
            ("12) a", "12\\) a"),
            ("4.500", "4.500"),
            ("Năm 2024. Hết", "Năm 2024. Hết"),
            ("- a - b", "\\- a - b"),
            ("# a #", "\\# a #"),
            ("<b>5 & 6</b> | *c* _d_", "\\<b\\>5 \\& 6\\</b\\> \\| \\*c\\* \\_d\\_"),
            ("C:\\x [1]", "C:\\\\x \\[1\\]"),
            ("---", "\\---"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn a_document_of_few_words_is_still_markdown() {
        let body = vec![Block::Paragraph(crate::model::Paragraph { text: "1. *Một*".into(), citations: Vec::new() })];
        let document = Document { body, ..Document::default() };
        assert_eq!(markdown(&document), "---\nlang: vi\n---\n1\\. \\*Một\\*\n");
    }
}
