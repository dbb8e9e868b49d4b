//! One walk over all leaves of a document, in reading order, each with its JSON Pointer. Every field is named here, and in every
//! writer: one that is added does not compile until all say what becomes of it.

use super::{
    Attachment, AuthorityLink, Block, Cell, Citation, Column, CopyBlock, Division, Document, DocumentNumber, Header,
    IssuedWith, LegalBasis, Mark, Note, OriginId, Paragraph, Quote, Received, Recipient, Row, Signature, Table, Text,
};
use std::fmt::Write;

/// Whether a leaf is a field of the document or stands inside a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// A field: letterhead, subject, basis, recipient, signature, attachment heading …
    Field,
    /// A block or a cell of a body.
    Block,
}

/// What is called with every leaf: its JSON Pointer, its depth, its value, its origin.
pub type Leaf<'v> = dyn FnMut(&str, Depth, Option<&str>, OriginId) + 'v;

/// Calls `leaf` with the JSON Pointer, the depth, the value (`None` where the entry has no text of
/// its own, as `issued_with`) and the origin of every owner value, in the order of the contract.
pub fn visit<'v>(document: &Document, leaf: &'v mut Leaf<'v>) {
    let mut walk = Walk { pointer: String::with_capacity(64), depth: Depth::Field, leaf, citation: None };
    walk.document(document);
}

/// Calls `table` with the JSON Pointer of every table and itself.
pub fn visit_tables<'d>(document: &'d Document, table: &mut dyn FnMut(&str, &'d Table)) {
    fn within<'d>(blocks: &'d [Block], pointer: &str, table: &mut dyn FnMut(&str, &'d Table)) {
        for (index, block) in blocks.iter().enumerate() {
            let here = format!("{pointer}/body/{index}");
            match block {
                Block::Table(own) => table(&here, own),
                other => within(other.children(), &here, table),
            }
        }
    }
    within(&document.body, "", table);
    for (index, attachment) in document.attachments.iter().enumerate() {
        within(&attachment.body, &format!("/attachments/{index}"), table);
    }
}

/// The table at a JSON Pointer of the contract, as [`visit_tables`] gives it; `None` where there is none.
pub fn table_at<'d>(document: &'d Document, pointer: &str) -> Option<&'d Table> {
    let mut steps = pointer.split('/').skip(1);
    let mut body: &[Block] = &document.body;
    let mut found = None;
    while let (Some(key), Some(index)) = (steps.next(), steps.next()) {
        let index: usize = index.parse().ok()?;
        match key {
            "attachments" => body = &document.attachments.get(index)?.body,
            "body" => {
                found = body.get(index);
                body = body.get(index)?.children();
            }
            _ => return None,
        }
    }
    match found {
        Some(Block::Table(table)) => Some(table),
        _ => None,
    }
}

/// What is called with every citation: its JSON Pointer, its depth, itself, the origin of the value in which it stands.
pub type CitationLeaf<'v> = dyn FnMut(&str, Depth, &Citation, OriginId) + 'v;

/// Calls `citation` with every citation of bases and paragraphs, in the order of the document.
pub fn visit_citations<'v>(document: &Document, citation: &'v mut CitationLeaf<'v>) {
    let mut none = |_: &str, _: Depth, _: Option<&str>, _: OriginId| {};
    let pointer = String::with_capacity(64);
    let mut walk = Walk { pointer, depth: Depth::Field, leaf: &mut none, citation: Some(citation) };
    walk.document(document);
}

struct Walk<'v> {
    pointer: String,
    depth: Depth,
    leaf: &'v mut Leaf<'v>,
    citation: Option<&'v mut CitationLeaf<'v>>,
}

impl Walk<'_> {
    fn below(&mut self, key: &str, inside: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(key);
        inside(self);
        self.pointer.truncate(length);
    }

    fn each<T>(&mut self, key: &str, items: &[T], mut inside: impl FnMut(&mut Self, &T)) {
        let length = self.pointer.len();
        for (index, item) in items.iter().enumerate() {
            let _ = write!(self.pointer, "/{key}/{index}");
            inside(self, item);
            self.pointer.truncate(length);
        }
    }

    fn here(&mut self, text: &Text) {
        (self.leaf)(&self.pointer, self.depth, Some(&text.value), text.origin);
    }

    fn text(&mut self, key: &str, text: &Text) {
        self.below(key, |walk| walk.here(text));
    }

    fn maybe(&mut self, key: &str, text: &Option<Text>) {
        if let Some(text) = text {
            self.text(key, text);
        }
    }

    fn citations(&mut self, citations: &[Citation], owner: OriginId) {
        if self.citation.is_none() {
            return;
        }
        self.each("citations", citations, |walk, own| {
            if let Some(citation) = &mut walk.citation {
                citation(&walk.pointer, walk.depth, own, owner);
            }
        });
    }

    fn document(&mut self, document: &Document) {
        let Document {
            // Derived of others.
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
        self.maybe("name", name);
        self.below("header", |walk| walk.header(header));
        self.each("marks", marks, |walk, Mark { kind: _, text }| walk.text("text", text));
        if let Some(Received { number, date }) = received {
            self.below("received", |walk| {
                walk.maybe("number", number);
                walk.maybe("date", date);
            });
        }
        if let Some(CopyBlock { kind: _, number, date, signature }) = copy {
            self.below("copy", |walk| {
                walk.maybe("number", number);
                walk.maybe("date", date);
                if let Some(signature) = signature {
                    walk.below("signature", |walk| walk.signature(signature));
                }
            });
        }
        self.each("addressees", addressees, |walk, text| walk.here(text));
        self.maybe("subject", subject);
        self.maybe("authority", authority);
        self.each("bases", bases, |walk, LegalBasis { formula: _, text, citations }| {
            walk.text("text", text);
            walk.citations(citations, text.origin);
        });
        self.maybe("enacting_formula", enacting_formula);
        self.body(body);
        self.recipients(recipients);
        self.maybe("filing", filing);
        self.maybe("drafter_mark", drafter_mark);
        self.each("signatures", signatures, |walk, signature| walk.signature(signature));
        self.each("attachments", attachments, |walk, attachment| walk.attachment(attachment));
    }

    fn header(&mut self, header: &Header) {
        let Header { parent_agency, agency, number, place, date } = header;
        self.maybe("parent_agency", parent_agency);
        self.maybe("agency", agency);
        if let Some(DocumentNumber { text, serial: _, year: _, symbol: _ }) = number {
            self.text("number", text);
        }
        self.maybe("place", place);
        self.maybe("date", date);
    }

    fn recipients(&mut self, recipients: &[Recipient]) {
        self.each("recipients", recipients, |walk, Recipient { text, note, items }| {
            walk.text("text", text);
            walk.maybe("note", note);
            walk.each("items", items, |walk, item| walk.here(item));
        });
    }

    fn signature(&mut self, signature: &Signature) {
        let Signature { agency, role, authority, position, other_position, mark, rank, name, signed_at } = signature;
        self.maybe("agency", agency);
        self.maybe("role", role);
        self.each("authority", authority, |walk, AuthorityLink { capacity: _, of }| walk.here(of));
        self.maybe("position", position);
        self.maybe("other_position", other_position);
        self.maybe("mark", mark);
        self.maybe("rank", rank);
        self.maybe("name", name);
        self.maybe("signed_at", signed_at);
    }

    fn attachment(&mut self, attachment: &Attachment) {
        let Attachment {
            // Derived of others.
            kind: _,
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
        self.maybe("name", name);
        self.maybe("label", label);
        self.maybe("title", title);
        if let Some(IssuedWith { number: _, date: _, issuer: _, origin }) = issued_with {
            self.below("issued_with", |walk| {
                (walk.leaf)(&walk.pointer, walk.depth, None, origin.0);
            });
        }
        if let Some(header) = header {
            self.below("header", |walk| walk.header(header));
        }
        self.body(body);
        self.recipients(recipients);
        self.maybe("filing", filing);
        self.each("signatures", signatures, |walk, signature| walk.signature(signature));
    }

    fn body(&mut self, blocks: &[Block]) {
        let outer = std::mem::replace(&mut self.depth, Depth::Block);
        self.each("body", blocks, |walk, block| match block {
            Block::Paragraph(Paragraph { text, citations }) => {
                walk.text("text", text);
                walk.citations(citations, text.origin);
            }
            Block::Division(Division { level: _, label, number: _, heading, body }) => {
                walk.text("label", label);
                walk.maybe("heading", heading);
                walk.body(body);
            }
            Block::Table(table) => walk.table(table),
            Block::Quote(Quote { body }) => walk.body(body),
            Block::Note(Note { label, text }) => {
                walk.text("label", label);
                walk.text("text", text);
            }
        });
        self.depth = outer;
    }

    fn table(&mut self, table: &Table) {
        let Table { caption, unit, columns, rows } = table;
        self.maybe("caption", caption);
        self.maybe("unit", unit);
        self.each("columns", columns, |walk, Column { name, path: _, role: _ }| walk.text("name", name));
        self.each("rows", rows, |walk, Row { group: _, cells }| {
            walk.each("cells", cells, |walk, Cell { text, row_span: _, col_span: _ }| walk.maybe("text", text));
        });
    }
}
