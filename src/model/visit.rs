//! One walk over all leaves of a document, in reading order, each with its JSON Pointer.

use super::{Attachment, Block, Citation, Document, Header, IssuedWith, OriginId, Recipient, Signature, Table, Text};
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
        self.maybe("name", &document.name);
        self.below("header", |walk| walk.header(&document.header));
        self.each("marks", &document.marks, |walk, mark| walk.text("text", &mark.text));
        if let Some(received) = &document.received {
            self.below("received", |walk| {
                walk.maybe("number", &received.number);
                walk.maybe("date", &received.date);
            });
        }
        if let Some(copy) = &document.copy {
            self.below("copy", |walk| {
                walk.maybe("number", &copy.number);
                walk.maybe("date", &copy.date);
                if let Some(signature) = &copy.signature {
                    walk.below("signature", |walk| walk.signature(signature));
                }
            });
        }
        self.each("addressees", &document.addressees, |walk, text| walk.here(text));
        self.maybe("subject", &document.subject);
        self.maybe("authority", &document.authority);
        self.each("bases", &document.bases, |walk, basis| {
            walk.text("text", &basis.text);
            walk.citations(&basis.citations, basis.text.origin);
        });
        self.maybe("enacting_formula", &document.enacting_formula);
        self.body(&document.body);
        self.recipients(&document.recipients);
        self.maybe("filing", &document.filing);
        self.maybe("drafter_mark", &document.drafter_mark);
        self.each("signatures", &document.signatures, |walk, signature| walk.signature(signature));
        self.each("attachments", &document.attachments, |walk, attachment| {
            walk.attachment(attachment);
        });
    }

    fn header(&mut self, header: &Header) {
        self.maybe("parent_agency", &header.parent_agency);
        self.maybe("agency", &header.agency);
        if let Some(number) = &header.number {
            self.text("number", &number.text);
        }
        self.maybe("place", &header.place);
        self.maybe("date", &header.date);
    }

    fn recipients(&mut self, recipients: &[Recipient]) {
        self.each("recipients", recipients, |walk, recipient| {
            walk.text("text", &recipient.text);
            walk.maybe("note", &recipient.note);
            walk.each("items", &recipient.items, |walk, item| walk.here(item));
        });
    }

    fn signature(&mut self, signature: &Signature) {
        self.maybe("agency", &signature.agency);
        self.maybe("role", &signature.role);
        self.each("authority", &signature.authority, |walk, link| walk.here(&link.of));
        self.maybe("position", &signature.position);
        self.maybe("other_position", &signature.other_position);
        self.maybe("mark", &signature.mark);
        self.maybe("rank", &signature.rank);
        self.maybe("name", &signature.name);
        self.maybe("signed_at", &signature.signed_at);
    }

    fn attachment(&mut self, attachment: &Attachment) {
        self.maybe("name", &attachment.name);
        self.maybe("label", &attachment.label);
        self.maybe("title", &attachment.title);
        if let Some(IssuedWith { origin, .. }) = &attachment.issued_with {
            self.below("issued_with", |walk| {
                (walk.leaf)(&walk.pointer, walk.depth, None, origin.0);
            });
        }
        if let Some(header) = &attachment.header {
            self.below("header", |walk| walk.header(header));
        }
        self.body(&attachment.body);
        self.recipients(&attachment.recipients);
        self.maybe("filing", &attachment.filing);
        self.each("signatures", &attachment.signatures, |walk, signature| {
            walk.signature(signature);
        });
    }

    fn body(&mut self, blocks: &[Block]) {
        let outer = std::mem::replace(&mut self.depth, Depth::Block);
        self.each("body", blocks, |walk, block| match block {
            Block::Paragraph(paragraph) => {
                walk.text("text", &paragraph.text);
                walk.citations(&paragraph.citations, paragraph.text.origin);
            }
            Block::Division(division) => {
                walk.text("label", &division.label);
                walk.maybe("heading", &division.heading);
                walk.body(&division.body);
            }
            Block::Table(table) => walk.table(table),
            Block::Quote(quote) => walk.body(&quote.body),
            Block::Note(note) => {
                walk.text("label", &note.label);
                walk.text("text", &note.text);
            }
        });
        self.depth = outer;
    }

    fn table(&mut self, table: &Table) {
        self.maybe("caption", &table.caption);
        self.maybe("unit", &table.unit);
        self.each("columns", &table.columns, |walk, column| walk.text("name", &column.name));
        self.each("rows", &table.rows, |walk, row| {
            walk.each("cells", &row.cells, |walk, cell| walk.maybe("text", &cell.text));
        });
    }
}
