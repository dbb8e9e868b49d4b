//! `meta`: what identifies a document or an attachment, and what it refers to.

use super::own::Own;
use super::{Writer, ids, iri};
use crate::model::{Attachment, Document, DocumentKind};
use crate::words::day;

/// What identifies a component.
pub(super) struct Work<'d> {
    /// `!main` or `!att_1`.
    component: String,
    kind: Option<&'d str>,
    number: Option<&'d str>,
    name: Option<&'d str>,
    date: Option<&'d str>,
    agency: Option<&'d str>,
}

impl<'d> Work<'d> {
    pub(super) fn of_document(document: &'d Document) -> Self {
        let header = &document.header;
        Self {
            component: "!main".to_owned(),
            kind: document.kind.as_ref().map(DocumentKind::key),
            number: header.number.as_ref().map(|number| number.text.as_str()),
            name: document.name.as_ref().map(|name| name.as_str()),
            date: header.date.as_ref().map(|date| date.as_str()),
            agency: header.agency.as_ref().map(|agency| agency.as_str()),
        }
    }

    /// An attachment is issued by its document, on its day.
    pub(super) fn of_attachment(attachment: &'d Attachment, document: &'d Document, id: &str) -> Self {
        let whole = Self::of_document(document);
        Self {
            component: format!("!{id}"),
            kind: attachment.kind.as_ref().map(DocumentKind::key),
            number: attachment.label.as_ref().map(|label| label.as_str()),
            name: attachment.name.as_ref().map(|name| name.as_str()),
            ..whole
        }
    }
}

impl Writer<'_> {
    /// `meta`; the record of the reading stands in that of the document itself.
    pub(super) fn meta(&mut self, work: &Work, own: Option<&Own>) {
        self.xml.open("meta", &[]);
        self.xml.open("identification", &[("source", "#vanban")]);
        let component = self.component.clone();
        let issuer = ids::joined(&component, "issuer");
        let iri = self.iri.clone();
        let levels = [
            ("FRBRWork", iri.clone(), format!("{iri}/{}", work.component)),
            ("FRBRExpression", format!("{iri}/vie@"), format!("{iri}/vie@/{}", work.component)),
            ("FRBRManifestation", format!("{iri}/vie@.akn"), format!("{iri}/vie@/{}.akn", work.component)),
        ];
        for (element, whole, this) in levels {
            self.xml.open(element, &[]);
            self.xml.empty("FRBRthis", &[("value", &this)]);
            self.xml.empty("FRBRuri", &[("value", &whole)]);
            match work.date.filter(|date| day(date).is_some()) {
                Some(date) => self.xml.empty("FRBRdate", &[("date", date), ("name", "issued")]),
                None => self.xml.empty("FRBRdate", &[("date", "0001-01-01"), ("name", "unknown")]),
            }
            self.xml.empty("FRBRauthor", &[("href", &format!("#{issuer}"))]);
            match element {
                "FRBRWork" => self.work_properties(work),
                "FRBRExpression" => self.xml.empty("FRBRlanguage", &[("language", "vie")]),
                _ => {}
            }
            self.xml.close();
        }
        self.xml.close();
        self.references(work, &issuer);
        let effects = self.component.is_empty() && !self.document.effects.is_empty();
        if effects || own.is_some() {
            self.xml.open("proprietary", &[("source", "#vanban")]);
            self.effects();
            if let Some(own) = own {
                self.own(own);
            }
            self.xml.close();
        }
        self.xml.close();
    }

    fn work_properties(&mut self, work: &Work) {
        self.xml.empty("FRBRcountry", &[("value", "vn")]);
        let values = [("FRBRsubtype", work.kind), ("FRBRnumber", work.number), ("FRBRname", work.name)];
        for (element, value) in values {
            if let Some(value) = value {
                self.xml.empty(element, &[("value", value)]);
            }
        }
        // What is signed and sealed has authority, not what a program made of it.
        self.xml.empty("FRBRauthoritative", &[("value", "false")]);
    }

    fn references(&mut self, work: &Work, issuer: &str) {
        self.xml.open("references", &[("source", "#vanban")]);
        let (name, iri) = match work.agency.map(|agency| agency.replace('\n', "; ")) {
            Some(agency) => (agency.clone(), iri::of_name("organization", &agency)),
            None => ("unknown".to_owned(), "/akn/ontology/organization/vn/unknown".to_owned()),
        };
        self.xml.empty("TLCOrganization", &[("eId", issuer), ("href", &iri), ("showAs", &name)]);
        for own in std::mem::take(&mut self.references) {
            self.xml.empty(own.element, &[("eId", &own.id), ("href", &own.iri), ("showAs", &own.name)]);
        }
        if self.component.is_empty() {
            let program = [("eId", "vanban"), ("href", "/akn/ontology/process/vanban"), ("showAs", "vanban")];
            self.xml.empty("TLCProcess", &program);
        }
        self.xml.close();
    }

    fn effects(&mut self) {
        if !self.component.is_empty() {
            return;
        }
        for effect in &self.document.effects {
            let cited = effect.citation.as_ref().and_then(iri::of_citation);
            let mut attributes = vec![("kind", effect.kind.key())];
            attributes.extend(effect.date.as_deref().map(|date| ("date", date)));
            attributes.extend(cited.as_deref().map(|cited| ("href", cited)));
            match &effect.citation {
                Some(citation) => self.xml.leaf("v:effect", &attributes, &citation.text),
                None => self.xml.empty("v:effect", &attributes),
            }
        }
    }
}
