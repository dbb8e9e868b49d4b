//! `preface` and `preamble`: letterhead, marks, name and subject; authority, bases, enacting formula.

use super::Writer;
use crate::model::{Attachment, Document, Header, LegalBasis, MarkKind, Received, Text};
use crate::words::{day, spelled_date};
use crate::write::wording::{IssuedLine, owner};

impl Writer<'_> {
    pub(super) fn preface(&mut self, document: &Document) {
        let titled = document.name.is_some() || document.subject.is_some();
        let first = !document.header.is_empty() || !document.marks.is_empty() || document.received.is_some();
        if !titled && !first && document.addressees.is_empty() {
            return;
        }
        self.xml.open("preface", &[("eId", "preface")]);
        self.letterhead(&document.header, "/header", "preface");
        for (index, mark) in document.marks.iter().enumerate() {
            let element = if mark.kind == MarkKind::Draft { "docStage" } else { "docStatus" };
            self.marked((element, mark.kind.key()), &mark.text, "preface", &format!("/marks/{index}/text"));
        }
        self.received(document);
        if titled {
            self.xml.open("longTitle", &[("eId", "preface__longTitle")]);
            if let Some(name) = &document.name {
                self.marked(("docType", "name"), name, "preface__longTitle", "/name");
            }
            if let Some(subject) = &document.subject {
                self.marked(("docTitle", "subject"), subject, "preface__longTitle", "/subject");
            }
            self.xml.close();
        }
        if !document.addressees.is_empty() {
            let id = self.container("addressees", "preface");
            for (index, addressee) in document.addressees.iter().enumerate() {
                self.paragraphs("addressee", addressee, &id, &format!("/addressees/{index}"));
            }
            self.xml.close();
        }
        self.xml.close();
    }

    fn received(&mut self, document: &Document) {
        let Some(Received { number, date }) = &document.received else { return };
        if number.is_none() && date.is_none() {
            return;
        }
        let id = self.container("received", "preface");
        for (class, value) in [("number", number), ("date", date)] {
            if let Some(value) = value {
                self.paragraphs(class, value, &id, &format!("/received/{class}"));
            }
        }
        self.xml.close();
    }

    /// Begins a container and gives its id.
    pub(super) fn container(&mut self, name: &str, within: &str) -> String {
        let id = self.ids.numbered(within, "container", Some(name));
        self.xml.open("container", &[("eId", &id), ("name", name)]);
        id
    }

    fn letterhead(&mut self, header: &Header, pointer: &str, within: &str) {
        if header.is_empty() {
            return;
        }
        let Header { parent_agency, agency, number, place, date } = header;
        let id = self.container("letterhead", within);
        for (class, key, agency) in [("parent-agency", "parent_agency", parent_agency), ("agency", "agency", agency)] {
            if let Some(agency) = agency {
                self.marked(("docAuthority", class), agency, &id, &format!("{pointer}/{key}"));
            }
        }
        if let Some(number) = number {
            self.marked(("docNumber", "number"), &number.text, &id, &format!("{pointer}/number"));
        }
        self.place_and_date(place.as_ref(), date.as_ref(), &id, pointer);
        self.xml.close();
    }

    /// `Hà Tĩnh, ngày 25 tháng 3 năm 2019`; a day that is not whole is text alone.
    pub(super) fn place_and_date(&mut self, place: Option<&Text>, date: Option<&Text>, within: &str, pointer: &str) {
        if place.is_none() && date.is_none() {
            return;
        }
        let id = self.ids.counted(within, "p");
        let location = place.map(|place| self.refer("TLCLocation", "location", place.as_str()));
        self.xml.open("p", &[("eId", &id), ("class", "place-date")]);
        if let (Some(place), Some(location)) = (place, location) {
            self.place(format!("{pointer}/place"), &id);
            self.xml.begin("location", &[("refersTo", &location)]);
            self.xml.text(place.as_str());
            self.xml.end();
        }
        if place.is_some() && date.is_some() {
            self.xml.text(", ");
        }
        if let Some(date) = date {
            self.place(format!("{pointer}/date"), &id);
            let spelled = spelled_date(date.as_str());
            if day(date.as_str()).is_some() {
                self.xml.begin("docDate", &[("date", date.as_str())]);
                self.xml.text(&spelled);
                self.xml.end();
            } else {
                self.xml.text(&spelled);
            }
        }
        self.xml.end();
    }

    pub(super) fn preamble(&mut self, document: &Document) {
        if document.authority.is_none() && document.bases.is_empty() && document.enacting_formula.is_none() {
            return;
        }
        self.xml.open("preamble", &[("eId", "preamble")]);
        if let Some(authority) = &document.authority {
            self.formula("authority", authority, "/authority");
        }
        let mut index = 0;
        for group in document.bases.chunk_by(|a, b| is_recital(a) == is_recital(b)) {
            self.bases(group, index);
            index += group.len();
        }
        if let Some(formula) = &document.enacting_formula {
            self.formula("enacting", formula, "/enacting_formula");
        }
        self.xml.close();
    }

    fn formula(&mut self, name: &str, text: &Text, pointer: &str) {
        let id = self.ids.numbered("preamble", "formula", Some(name));
        self.xml.open("formula", &[("eId", &id), ("name", name)]);
        self.paragraphs(name, text, &id, pointer);
        self.xml.close();
    }

    fn bases(&mut self, bases: &[LegalBasis], from: usize) {
        let (many, one, many_name, one_name) = match bases.first().is_some_and(is_recital) {
            true => ("recitals", "recital", "recs", "rec"),
            false => ("citations", "citation", "cits", "cit"),
        };
        let whole = self.ids.counted("", many_name);
        self.xml.open(many, &[("eId", &whole)]);
        for (index, basis) in bases.iter().enumerate() {
            let id = self.ids.counted(&whole, one_name);
            self.xml.open(one, &[("eId", &id), ("class", &basis.formula)]);
            let pointer = format!("/bases/{}", from + index);
            self.place(format!("{pointer}/text"), &id);
            let paragraph = self.ids.counted(&id, "p");
            self.xml.open("p", &[("eId", &paragraph)]);
            self.cited(basis.text.as_str(), &basis.citations, &id, &pointer);
            self.xml.end();
            self.xml.close();
        }
        self.xml.close();
    }

    /// Letterhead, name and label, title, `(Kèm theo …)` of an attachment.
    pub(super) fn attachment_preface(&mut self, attachment: &Attachment, pointer: &str) {
        let within = format!("{}__preface", self.component);
        let named = [&attachment.name, &attachment.label, &attachment.title].iter().any(|text| text.is_some());
        let header = attachment.header.as_ref().filter(|header| !header.is_empty());
        if !named && header.is_none() && attachment.issued_with.is_none() {
            return;
        }
        self.xml.open("preface", &[("eId", &within)]);
        if let Some(header) = header {
            self.letterhead(header, &format!("{pointer}/header"), &within);
        }
        if named {
            let id = format!("{within}__longTitle");
            self.xml.open("longTitle", &[("eId", &id)]);
            if let Some(name) = &attachment.name {
                self.marked(("docType", "name"), name, &id, &format!("{pointer}/name"));
            }
            if let Some(label) = &attachment.label {
                self.marked(("docNumber", "label"), label, &id, &format!("{pointer}/label"));
            }
            if let Some(title) = &attachment.title {
                self.marked(("docTitle", "title"), title, &id, &format!("{pointer}/title"));
            }
            self.xml.close();
        }
        if let Some(issued) = &attachment.issued_with {
            let document = self.document;
            let line =
                IssuedLine { formula: "Kèm theo", kind: document.kind.as_ref(), owner: owner(attachment, document) };
            let id = self.ids.counted(&within, "p");
            self.place(format!("{pointer}/issued_with"), &id);
            self.xml.leaf("p", &[("eId", &id), ("class", "issued-with")], &line.of(issued));
        }
        self.xml.close();
    }
}

/// True for a basis that gives a reason, as a proposal, and cites no power to issue.
fn is_recital(basis: &LegalBasis) -> bool {
    basis.formula != "can-cu"
}
