//! Akoma Ntoso 3.0 (OASIS LegalDocML): the document for programs of other people that read legal texts. It validates
//! against the strict schema `akomantoso30.xsd`, whatever the document holds.
//!
//! | ours | Akoma Ntoso |
//! |---|---|
//! | a document of a kind that enacts (`quyet-dinh`, `nghi-quyet`, `luat` …) | `act`, its body a hierarchy |
//! | of another kind (`chuong-trinh`, `ke-hoach`, `bao-cao` …), every attachment | `doc`, which may hold running text |
//! | kind | `@name`, `FRBRsubtype`, a part of the IRI |
//! | number, date, issuer | `FRBRnumber`, `FRBRdate`, `FRBRauthor`, parts of the IRI; as text in `preface` |
//! | agencies, number, place and date, marks, arrival | `container`s of `preface`: `docAuthority`, `docNumber`, `location`, `docDate`, `docStage`, `docStatus` |
//! | name, subject | `longTitle`: `docType`, `docTitle` |
//! | authority, enacting formula | `formula` of `preamble` |
//! | bases "Căn cứ …", other bases | `citations`, `recitals`, in the order of the document |
//! | Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm | `part`, `chapter`, `section`, `subsection`, `article`, `paragraph`, `point` |
//! | A., I., 1.; a); a bullet | `level` with the level as `@class`; `point`; `indent` |
//! | text before, between and behind the parts of a division | `intro`, `alinea`, `wrapUp`; alone: `content` |
//! | table, its caption, its unit | `table` with `@colspan`, `@rowspan`; `caption`; a paragraph before it |
//! | role of a column, a group row | `@class` of `th`, of `tr` |
//! | quotation | `mod` with `quotedStructure` |
//! | footnote | `authorialNote`, its label as `@marker` |
//! | citation | `ref` with the IRI of the work |
//! | recipients, filing, drafter's mark, signatures, copy | `container`s of `conclusions`; `signature` with `role` and `person` |
//! | attachments | `attachments`: each an `attachment` with a `doc`, its own `meta`, its IRI the document's and `!att_1` |
//! | effects, provenance, source text of repaired values, grades, furniture, unplaced text, diagnostics | `proprietary`, in the namespace [`NAMESPACE`] |
//!
//! Losses, and what stands in for what is missing:
//!
//! - `FRBRdate` must be a whole day. Where the document has none, it is `0001-01-01` with the name `unknown`, and what is
//!   known of it is in the IRI (`2019-03`, `undated`). A manifestation has the document's date: the program has no clock.
//! - An issuer that is missing is an organization `unknown`; a missing number is `unnumbered` in the IRI.
//! - An IRI is made of what a text says. Two citations of one document that name its issuer or its date differently have
//!   two IRIs; that of a citation without a number and a title has none, and is plain text.
//! - `part_of` of an attachment is an attribute in our namespace: attachments stay flat, in reading order.
//! - Marks that the form writes (`;` behind a basis, `Nơi nhận:`, the national title) are not text of the document.
//! - A footnote stands behind the paragraph that has its mark, as in our own model, not at the mark.
//! - Control characters, which XML cannot hold, are left out.

mod body;
mod closing;
mod ids;
mod iri;
mod meta;
mod own;
mod preface;
mod table;

use super::entry::{Entry, OfModel};
use super::xml::Xml;
use crate::model::{Attachment, Citation, Document, DocumentKind, Parsed, Provenance, Text};
use crate::words::Language;
use ids::Ids;
use own::Own;
use std::collections::HashMap;

pub(super) const FORMAT: Entry = Entry {
    key: "akn",
    name: "Akoma Ntoso",
    endings: &["akn.xml", "akn", "xml"],
    reading: Some(|to, parsed, detail| to.write_all(akn_of(parsed, detail.provenance, detail.language).as_bytes())),
    model: Some(OfModel::Here(|document, _| akn(document).into_bytes())),
};

/// The namespace of what Akoma Ntoso has no place for.
pub const NAMESPACE: &str = "urn:vanban:1";

/// The namespace of Akoma Ntoso 3.0.
const AKN: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// Writes a document; it says nothing of where its values come from.
pub fn akn(document: &Document) -> String {
    written(document, None)
}

/// Writes what was read, with where its values come from and how sure they are. Diagnostics are worded in `language`.
pub fn akn_of(parsed: &Parsed, provenance: Provenance, language: Language) -> String {
    written(&parsed.document, Some(Own { parsed, provenance, language }))
}

fn written(document: &Document, own: Option<Own>) -> String {
    let mut writer = Writer {
        document,
        iri: iri::of_document(document),
        xml: Xml::new(),
        ids: Ids::default(),
        references: Vec::new(),
        places: HashMap::new(),
        component: String::new(),
    };
    let Document {
        // The element, and its name.
        kind: _,
        // `preface`.
        name: _,
        header: _,
        marks: _,
        received: _,
        addressees: _,
        subject: _,
        // `preamble`.
        authority: _,
        bases: _,
        enacting_formula: _,
        body,
        // `proprietary`.
        effects: _,
        // `conclusions`.
        recipients: _,
        filing: _,
        drafter_mark: _,
        signatures: _,
        copy: _,
        attachments: _,
    } = document;
    let element = iri::element(document.kind.as_ref());
    writer.preface(document);
    writer.preamble(document);
    writer.main_body(body, element == "act");
    writer.conclusions(document);
    writer.attachments();
    let rest = std::mem::replace(&mut writer.xml, Xml::new());

    writer.xml.declaration();
    writer.xml.open("akomaNtoso", &[("xmlns", AKN), ("xmlns:v", NAMESPACE)]);
    let name = document.kind.as_ref().map(DocumentKind::key).filter(|kind| !kind.is_empty()).unwrap_or("van-ban");
    writer.xml.open(element, &[("name", name), ("contains", "originalVersion")]);
    writer.meta(&meta::Work::of_document(document), own.as_ref());
    writer.xml.append(rest);
    writer.xml.close();
    writer.xml.close();
    writer.xml.finish()
}

/// Writes one file.
struct Writer<'d> {
    document: &'d Document,
    /// The IRI of the document as a work.
    iri: String,
    xml: Xml,
    ids: Ids,
    /// What the component refers to: element, id, IRI, name.
    references: Vec<Reference>,
    /// The id of the element in which the value at a JSON Pointer stands.
    places: HashMap<String, String>,
    /// The id of the attachment that is written, empty for the document itself.
    component: String,
}

/// An entry of `references`.
struct Reference {
    element: &'static str,
    id: String,
    iri: String,
    name: String,
}

impl Writer<'_> {
    fn attachments(&mut self) {
        let document = self.document;
        if document.attachments.is_empty() {
            return;
        }
        self.xml.open("attachments", &[]);
        // All ids first: an appendix may stand before what it is a part of.
        let ids: Vec<String> = document.attachments.iter().map(|_| self.ids.counted("", "att")).collect();
        for (index, attachment) in document.attachments.iter().enumerate() {
            let whole = attachment.part_of.and_then(|whole| ids.get(whole)).map(|id| format!("#{id}"));
            let mut attributes = vec![("eId", ids[index].as_str())];
            attributes.extend(whole.as_deref().map(|whole| ("v:partOf", whole)));
            self.xml.open("attachment", &attributes);
            self.attachment(attachment, &ids[index], index);
            self.xml.close();
        }
        self.xml.close();
        self.component.clear();
    }

    fn attachment(&mut self, attachment: &Attachment, id: &str, index: usize) {
        let Attachment {
            // The name of the element, and the attachment of which it is a part.
            kind: _,
            part_of: _,
            // `preface`.
            name: _,
            label: _,
            title: _,
            issued_with: _,
            header: _,
            body,
            // `conclusions`.
            recipients: _,
            filing: _,
            signatures: _,
        } = attachment;
        self.component = id.to_owned();
        let outer = (std::mem::replace(&mut self.xml, Xml::new()), std::mem::take(&mut self.references));
        let pointer = format!("/attachments/{index}");
        self.attachment_preface(attachment, &pointer);
        self.blocks_of_component(body, &pointer);
        self.attachment_conclusions(attachment, &pointer);
        let rest = std::mem::replace(&mut self.xml, outer.0);
        let name = attachment.kind.as_ref().map(DocumentKind::key).filter(|kind| !kind.is_empty()).unwrap_or("phu-luc");
        self.xml.open("doc", &[("name", name), ("contains", "originalVersion")]);
        self.meta(&meta::Work::of_attachment(attachment, self.document, id), None);
        self.references = outer.1;
        self.xml.append(rest);
        self.xml.close();
    }

    /// Names something in the component's `references`, once; gives its id with a hash.
    fn refer(&mut self, element: &'static str, class: &str, name: &str) -> String {
        let name = name.replace('\n', " ");
        if let Some(known) = self.references.iter().find(|known| known.element == element && known.name == name) {
            return format!("#{}", known.id);
        }
        let id = self.ids.counted(&self.component.clone(), class);
        let iri = iri::of_name(class, &name);
        self.references.push(Reference { element, id: id.clone(), iri, name });
        format!("#{id}")
    }

    /// Notes where the value at a pointer stands.
    fn place(&mut self, pointer: String, id: &str) {
        self.places.insert(pointer, id.to_owned());
    }

    /// Text as paragraphs, a line each; the first one is the place of the value at the pointer.
    fn paragraphs(&mut self, class: &str, text: &Text, within: &str, pointer: &str) {
        for (index, line) in text.as_str().split('\n').enumerate() {
            let id = self.ids.counted(within, "p");
            if index == 0 {
                self.place(pointer.to_owned(), &id);
            }
            self.xml.leaf("p", &[("eId", &id), ("class", class)], line);
        }
    }

    /// A paragraph of a class whose lines are of one element: `<p class="subject"><docTitle>…</docTitle></p>`.
    fn marked(&mut self, (element, class): (&'static str, &str), text: &Text, within: &str, pointer: &str) {
        for (index, line) in text.as_str().split('\n').enumerate() {
            let id = self.ids.counted(within, "p");
            if index == 0 {
                self.place(pointer.to_owned(), &id);
            }
            self.xml.open("p", &[("eId", &id), ("class", class)]);
            self.xml.begin(element, &[]);
            self.xml.text(line);
            self.xml.end();
            self.xml.end();
        }
    }

    /// Running text with its citations as references; `pointer` is that of the value that holds both.
    fn cited(&mut self, text: &str, citations: &[Citation], within: &str, pointer: &str) {
        let mut from = 0;
        for (index, citation) in citations.iter().enumerate() {
            let Some(iri) = iri::of_citation(citation) else { continue };
            let found = text.get(from..).and_then(|rest| rest.find(citation.text.as_str())).map(|at| from + at);
            let Some(at) = found.filter(|_| !citation.text.is_empty()) else { continue };
            self.xml.text(&text[from..at]);
            let id = self.ids.counted(within, "ref");
            self.place(format!("{pointer}/citations/{index}"), &id);
            self.xml.begin("ref", &[("eId", &id), ("href", &iri)]);
            self.xml.text(&citation.text);
            self.xml.end();
            from = at + citation.text.len();
        }
        self.xml.text(&text[from..]);
    }
}

#[cfg(test)]
mod tests;
