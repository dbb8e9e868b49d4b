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
    IssuedLine, NATIONAL_TITLE, addressee_lines, basis_lines, copy_name, own_number, owner, place_and_date,
    recipient_lines, signature_lines,
};
use crate::model::{Attachment, Block, Column, Division, Document, Header, Recipient, Signature, Table, Text};
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
        self.letterhead(&document.header);
        for mark in &document.marks {
            self.bold(mark.text.as_str());
        }
        self.received(document);
        if let Some(name) = &document.name {
            self.heading(1, name.as_str());
        }
        for text in [&document.subject, &document.authority].into_iter().flatten() {
            self.bold(text.as_str());
        }
        for line in addressee_lines(&document.addressees).into_iter().chain(basis_lines(&document.bases)) {
            self.paragraph(&line);
        }
        if let Some(formula) = &document.enacting_formula {
            self.bold(formula.as_str());
        }
        self.body(&document.body);
        self.closing(
            &document.recipients,
            document.filing.as_ref(),
            document.drafter_mark.as_ref(),
            &document.signatures,
        );
        self.copy(document);
        for attachment in &document.attachments {
            self.attachment(attachment, document);
        }
    }

    fn letterhead(&mut self, header: &Header) {
        if header.is_empty() {
            return;
        }
        let mut left: Vec<String> = Vec::new();
        for (agency, bold) in [(&header.parent_agency, false), (&header.agency, true)] {
            for line in agency.iter().flat_map(|agency| agency.as_str().split('\n')) {
                left.push(if bold { strong(line) } else { escaped(line) });
            }
        }
        let right = NATIONAL_TITLE.map(strong).to_vec();
        let number = header.number.as_ref().map(|number| escaped(&own_number(number)));
        let dated = place_and_date(header).map(|dated| escaped(&dated));
        let mut rows = vec![vec![left, right]];
        if number.is_some() || dated.is_some() {
            rows.push(vec![number.into_iter().collect(), dated.into_iter().collect()]);
        }
        self.rows(&rows);
    }

    fn received(&mut self, document: &Document) {
        let Some(received) = &document.received else { return };
        self.bold("ĐẾN");
        if let Some(number) = &received.number {
            self.paragraph(&format!("Số: {number}"));
        }
        if let Some(date) = &received.date {
            self.paragraph(&format!("Ngày: {}", date.as_str().split('-').rev().collect::<Vec<_>>().join("/")));
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
        let level = match division.level.as_ref() {
            "phan" | "chuong" => 2,
            "muc" | "tieu-muc" => 3,
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
                let label = if division.level == "dieu" { strong(label) } else { escaped(label) };
                // The text behind a label begins no line.
                let text = escaped(first.text.as_str());
                let text = text.split('\n').collect::<Vec<_>>().join(" ");
                self.marked(&format!("{label} {text}"));
                self.body(rest);
            }
            (None, _) => {
                if division.level == "dieu" {
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
    fn copy(&mut self, document: &Document) {
        let Some(copy) = &document.copy else { return };
        self.bold(copy_name(&copy.kind));
        let number = copy.number.iter().map(|number| escaped(&format!("Số: {number}"))).collect();
        let dated = copy.date.iter().map(|date| escaped(&spelled_date(date.as_str()))).collect();
        let signature = copy.signature.iter().flat_map(|signature| signed(signature)).collect();
        self.rows(&[vec![number, dated], vec![Vec::new(), signature]]);
    }

    fn attachment(&mut self, attachment: &Attachment, document: &Document) {
        self.marked("***");
        if let Some(header) = &attachment.header {
            self.letterhead(header);
        }
        let named: Vec<&str> = [&attachment.name, &attachment.label].into_iter().flatten().map(Text::as_str).collect();
        if !named.is_empty() {
            self.heading(1, &named.join(" "));
        }
        if let Some(title) = &attachment.title {
            self.bold(title.as_str());
        }
        if let Some(issued) = &attachment.issued_with {
            let line =
                IssuedLine { formula: "Kèm theo", kind: document.kind.as_deref(), owner: owner(attachment, document) };
            self.paragraph(&line.of(issued));
        }
        self.body(&attachment.body);
        self.closing(&attachment.recipients, attachment.filing.as_ref(), None, &attachment.signatures);
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

/// A signature's lines: the agency and the role where several sign, what [`signature_lines`] gives, the time.
fn signed(signature: &Signature) -> Vec<String> {
    let first = [&signature.agency, &signature.role].into_iter().flatten();
    let mut lines: Vec<String> = first.flat_map(|text| text.as_str().split('\n').map(str::to_owned)).collect();
    lines.extend(signature_lines(signature));
    lines.extend(signature.signed_at.as_ref().map(|at| format!("Thời gian ký: {at}")));
    lines.iter().map(|line| strong(line)).collect()
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
