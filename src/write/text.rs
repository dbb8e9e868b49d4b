//! Plain text: the document as a page of characters, from which it reads back as it was.
//!
//! What paper shows by two columns stands here in two columns, by tabs or by blanks; tables are drawn
//! with pipes; a page break is a form feed. Column spans are lost: covered cells are empty ones.

use super::page::places;
use super::wording::{
    IssuedLine, NATIONAL_TITLE, addressee_lines, basis_lines, own_number, owner, place_and_date, received_lines,
    recipient_lines, signature_lines, signing_times,
};
use crate::model::{Attachment, Block, CopyBlock, Division, Document, Header, Mark, Recipient, Signature, Table, Text};
use crate::words::spelled_date;

/// How columns are held apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// By one tab.
    #[default]
    Tabs,
    /// By blanks, the right column at a fixed place.
    Blanks,
}

/// How the page is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageStyle {
    /// How columns are held apart.
    pub columns: Columns,
    /// The width of the page in characters; `None` keeps every paragraph on one line.
    pub width: Option<usize>,
}

/// The character column at which a right column held apart by blanks begins.
const RIGHT_COLUMN: usize = 56;

/// Writes a document.
pub fn text(document: &Document, style: PageStyle) -> String {
    let mut page = Page { style, out: String::new() };
    page.document(document);
    page.out
}

struct Page {
    style: PageStyle,
    out: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") && !self.out.ends_with('\x0C') {
            self.out.push('\n');
        }
    }

    /// A paragraph, wrapped where the page has a width.
    fn paragraph(&mut self, value: &str) {
        let Some(width) = self.style.width else { return self.line(value) };
        let mut length = 0;
        for word in value.split(' ') {
            let word_length = word.chars().count();
            if length > 0 && length + 1 + word_length > width {
                self.out.push('\n');
                length = 0;
            } else if length > 0 {
                self.out.push(' ');
                length += 1;
            }
            self.out.push_str(word);
            length += word_length;
        }
        self.out.push('\n');
    }

    /// A title: its lines as they are.
    fn title(&mut self, text: &Text) {
        for line in text.as_str().split('\n') {
            self.paragraph(line);
        }
    }

    fn columns(&mut self, left: &[String], right: &[String]) {
        for index in 0..left.len().max(right.len()) {
            let (left, right) =
                (left.get(index).map_or("", String::as_str), right.get(index).map_or("", String::as_str));
            self.out.push_str(left);
            if !right.is_empty() {
                match self.style.columns {
                    Columns::Tabs => self.out.push('\t'),
                    Columns::Blanks => {
                        let length = left.chars().count();
                        let blanks = RIGHT_COLUMN.saturating_sub(length).max(4);
                        self.out.extend(std::iter::repeat_n(' ', blanks));
                    }
                }
                self.out.push_str(right);
            }
            self.out.push('\n');
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
        signing_times(signatures).for_each(|line| self.line(&line));
        self.letterhead(header);
        for Mark { kind: _, text } in marks {
            self.gap();
            self.line(text.as_str());
        }
        if let Some(received) = received {
            self.gap();
            received_lines(received).iter().for_each(|line| self.line(line));
        }
        self.gap();
        if let Some(name) = name {
            self.line(name.as_str());
        }
        if let Some(subject) = subject {
            self.title(subject);
        }
        self.paragraphs(addressee_lines(addressees).into_iter());
        if let Some(authority) = authority {
            self.gap();
            self.title(authority);
        }
        self.paragraphs(basis_lines(bases));
        if let Some(formula) = enacting_formula {
            self.gap();
            self.paragraph(formula.as_str());
        }
        self.gap();
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
        for agency in [parent_agency, agency].into_iter().flatten() {
            left.extend(agency.as_str().split('\n').map(str::to_owned));
        }
        let right: Vec<String> = NATIONAL_TITLE.iter().map(|line| (*line).to_owned()).collect();
        self.columns(&left, &right);
        let number = number.as_ref().map(own_number).into_iter().collect::<Vec<_>>();
        let dated = place_and_date(header).into_iter().collect::<Vec<_>>();
        self.columns(&number, &dated);
    }

    /// Lines that are each a paragraph, behind a gap.
    fn paragraphs(&mut self, lines: impl Iterator<Item = String>) {
        for (at, line) in lines.enumerate() {
            if at == 0 {
                self.gap();
            }
            self.paragraph(&line);
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

    /// Label and heading, or label and first paragraph, on one line. The title of a Phần, Chương or Mục
    /// stands below its label.
    fn division(&mut self, division: &Division) {
        let titled = division.level.is_titled();
        match (&division.heading, division.body.split_first()) {
            (Some(heading), _) if titled => {
                self.gap();
                self.line(division.label.as_str());
                self.title(heading);
                self.body(&division.body);
            }
            (Some(heading), _) => {
                self.paragraph(&format!("{} {heading}", division.label));
                self.body(&division.body);
            }
            (None, Some((Block::Paragraph(first), rest))) if !titled => {
                self.paragraph(&format!("{} {}", division.label, first.text));
                self.body(rest);
            }
            (None, _) => {
                self.line(division.label.as_str());
                self.body(&division.body);
            }
        }
    }

    /// Quoted wording between quotation marks.
    fn quote(&mut self, blocks: &[Block]) {
        let mut inner = Page { style: self.style, out: String::new() };
        inner.body(blocks);
        self.out.push('“');
        self.out.push_str(inner.out.trim_end_matches('\n'));
        self.line("”.");
    }

    fn table(&mut self, table: &Table) {
        self.gap();
        for line in [&table.caption, &table.unit].into_iter().flatten() {
            self.line(line.as_str());
        }
        let levels = table.columns.iter().map(|column| column.path.len().max(1)).max().unwrap_or(0);
        for level in 0..levels {
            let cells = table.columns.iter().enumerate().map(|(index, column)| {
                let name = header_cell(column, level);
                let before = index.checked_sub(1).map(|before| &table.columns[before]);
                let spanned = level + 1 < levels
                    && column.path.len() > 1
                    && before
                        .is_some_and(|before| before.path.len() > 1 && before.path[..=level] == column.path[..=level]);
                if spanned { "" } else { name }
            });
            self.row(cells);
        }
        self.out.push('|');
        let width = table.columns.len().max(table.rows.first().map_or(1, |row| row.cells.len())).max(1);
        self.line(&"---|".repeat(width));
        for (_, cells) in places(table).rows {
            let spread = cells.iter().flat_map(|placed| {
                let text = placed.cell.and_then(|cell| cell.text.as_ref());
                let own = text.map_or(String::new(), |text| text.as_str().replace('\n', "<br>"));
                std::iter::once(own).chain(std::iter::repeat_n(String::new(), placed.columns - 1))
            });
            let spread: Vec<String> = spread.collect();
            self.row(spread.iter().map(String::as_str));
        }
        self.out.push('\n');
    }

    fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) {
        self.out.push('|');
        for cell in cells {
            self.out.push(' ');
            self.out.push_str(cell);
            self.out.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        self.out.push('\n');
    }

    fn closing(
        &mut self,
        recipients: &[Recipient],
        filing: Option<&Text>,
        drafter_mark: Option<&Text>,
        signatures: &[Signature],
    ) {
        let mut left = recipient_lines(recipients, filing);
        left.extend(drafter_mark.map(Text::to_string));
        let right: Vec<String> = signatures.iter().flat_map(signature_lines).collect();
        if left.is_empty() && right.is_empty() {
            return;
        }
        self.gap();
        self.columns(&left, &right);
    }

    /// SAO Y, SAO LỤC, TRÍCH SAO: form of the copy, agency, number, place and date, signature.
    fn copy(&mut self, copy: &CopyBlock) {
        let CopyBlock { kind, number, date, signature } = copy;
        self.gap();
        self.line(kind.as_written());
        let number: Vec<String> = number.iter().map(|number| format!("Số: {number}")).collect();
        let dated: Vec<String> = date.iter().map(|date| spelled_date(date.as_str())).collect();
        self.columns(&number, &dated);
        if let Some(signature) = signature {
            self.columns(&[], &signature_lines(signature));
        }
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
        self.out.push('\x0C');
        if let Some(header) = header {
            self.letterhead(header);
            self.gap();
        }
        let named: Vec<&str> = [name, label].into_iter().flatten().map(Text::as_str).collect();
        if !named.is_empty() {
            self.line(&named.join(" "));
        }
        if let Some(title) = title {
            self.title(title);
        }
        if let Some(issued) = issued_with {
            let line =
                IssuedLine { formula: "Kèm theo", kind: document.kind.as_ref(), owner: owner(attachment, document) };
            self.paragraph(&line.of(issued));
        }
        self.gap();
        self.body(body);
        self.closing(recipients, filing.as_ref(), None, signatures);
    }
}

fn header_cell(column: &crate::model::Column, level: usize) -> &str {
    if column.path.len() > 1 {
        return column.path.get(level).map_or("", String::as_str);
    }
    if level == 0 { column.name.as_str() } else { "" }
}
