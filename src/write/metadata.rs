//! The record of a document's metadata for document management systems: Nghị định 30/2020/NĐ-CP, Phụ lục VI, Phần II,
//! as XML. There is no official schema: the names and lengths of the fields are the decree's, the outermost element, the
//! order and [`NAMESPACE`](super::NAMESPACE)-free names are ours, and `grammars/metadata.xsd`, which is ours as well, says so.
//!
//! | field | length | ours |
//! |---|---:|---|
//! | FileCode {OrganId, FileCatalog, FileNotation} | 13, 4, 20 | blank: an agency's code and the file stand in no document |
//! | DocOrdinal | 3 | blank: the system gives it |
//! | TypeName | 100 | the kind's name (`Quyết định`), else as written |
//! | CodeNumber, CodeNotation | 11, 30 | serial; symbol (with its year: `2017/QĐ-UBND`) |
//! | IssuedDate | 10 | the date, `yyyy-mm-dd`; blank where it is not whole |
//! | OrganName | 200 | the issuing agency, joint ones with `; ` between them |
//! | Subject | 500 | the subject |
//! | Language | 30 | `Tiếng Việt` |
//! | PageAmount | 3 | blank: how many pages it has, the data does not say |
//! | Description | 500 | blank |
//! | SignerInfo {Position, FullName} | 100, 50 | each signature's post, its name without rank |
//! | To {OrganId, OrganName} | 13, 200 | addressees and recipients, each one |
//! | Priority | 1 | blank: the decree does not say which digit is which urgency |
//! | IssuedAmount | 3 | the copies of the drafter's mark: `PL.(300)` |
//! | DueDate | 10 | blank |
//! | ArrivalDate, ArrivalNumber | 10, 10 | only of a document with an arrival stamp, which is an `IncomingDocument` |
//! | ToPlaces | 1000 | of an incoming document, in place of To: the recipients, with `; ` between them |
//!
//! A field that is too short for its value is cut at a word, with `…`, and a comment before it gives the whole value and
//! both lengths: never silently. A number that does not fit is left blank in the same way. The rest of a document (bases,
//! articles, attachments, capacities, notes of recipients, marks) has no field in the record.

use super::entry::{Entry, OfModel};
use super::xml::Xml;
use crate::model::{Document, DocumentNumber, Header, Received, Signature, Text};
use crate::words::{Vocabulary, day};

pub(super) const FORMAT: Entry = Entry {
    key: "metadata",
    name: "metadata",
    endings: &["meta.xml"],
    reading: Some(|to, parsed, _| to.write_all(metadata(&parsed.document).as_bytes())),
    model: Some(OfModel::Here(|document, _| metadata(document).into_bytes())),
};

/// Writes the record of a document.
pub fn metadata(document: &Document) -> String {
    let Document {
        header: Header { agency, number, date, parent_agency: _, place: _ },
        received,
        subject,
        addressees,
        recipients,
        drafter_mark,
        signatures,
        // In the name of the type.
        kind: _,
        name: _,
        // For these the record has no field.
        marks: _,
        copy: _,
        authority: _,
        bases: _,
        enacting_formula: _,
        body: _,
        effects: _,
        filing: _,
        attachments: _,
    } = document;
    let mut record = Record { xml: Xml::new() };
    record.xml.declaration();
    let incoming = received.is_some();
    record.xml.open(if incoming { "IncomingDocument" } else { "OutgoingDocument" }, &[]);
    record.xml.open("FileCode", &[]);
    ["OrganId", "FileCatalog", "FileNotation"].into_iter().for_each(|field| record.blank(field));
    record.xml.close();
    record.blank("DocOrdinal");
    record.text("TypeName", 100, type_name(document));
    record.number(number.as_ref());
    record.date("IssuedDate", date.as_ref());
    record.text("OrganName", 200, &agency.as_ref().map_or(String::new(), |own| on_one_line(own, "; ")));
    record.text("Subject", 500, &subject.as_ref().map_or(String::new(), |own| on_one_line(own, " ")));
    record.text("Language", 30, if *document == Document::default() { "" } else { "Tiếng Việt" });
    record.blank("PageAmount");
    record.blank("Description");
    if let Some(Received { number, date }) = received {
        record.date("ArrivalDate", date.as_ref());
        record.whole("ArrivalNumber", 10, number.as_ref().map_or("", Text::as_str));
    }
    let unsigned = [Signature::default()];
    let signatures = if signatures.is_empty() { &unsigned[..] } else { signatures };
    for signature in signatures {
        record.signer(signature);
    }
    let recipients = recipients.iter().map(|recipient| &recipient.text);
    let places: Vec<String> = addressees.iter().chain(recipients).map(|text| on_one_line(text, " ")).collect();
    if incoming {
        record.blank("Priority");
        record.text("ToPlaces", 1000, &places.join("; "));
        record.blank("TraceHeaderList");
    } else {
        record.sent_to(&places);
        record.blank("Priority");
        record.whole("IssuedAmount", 3, drafter_mark.as_ref().and_then(copies).unwrap_or(""));
    }
    record.blank("DueDate");
    record.xml.close();
    record.xml.finish()
}

struct Record {
    xml: Xml,
}

impl Record {
    /// Serial and symbol, the latter behind the year where the number has one.
    fn number(&mut self, number: Option<&DocumentNumber>) {
        let serial = number.and_then(|number| number.serial.as_deref());
        let symbol = number.and_then(|number| number.symbol.as_deref());
        let year = number.and_then(|number| number.year).map_or(String::new(), |year| format!("{year}/"));
        self.text("CodeNumber", 11, serial.unwrap_or(""));
        self.text("CodeNotation", 30, &symbol.map_or(String::new(), |symbol| format!("{year}{symbol}")));
    }

    /// Each place that an outgoing document goes to; one that is blank where it goes to none.
    fn sent_to(&mut self, places: &[String]) {
        let nobody = [String::new()];
        for place in if places.is_empty() { &nobody[..] } else { places } {
            self.xml.open("To", &[]);
            self.blank("OrganId");
            self.text("OrganName", 200, place);
            self.xml.close();
        }
    }

    fn blank(&mut self, field: &'static str) {
        self.xml.empty(field, &[]);
    }

    /// A field with its greatest length, in characters.
    fn text(&mut self, field: &'static str, length: usize, value: &str) {
        if value.is_empty() {
            return self.blank(field);
        }
        let own = value.chars().count();
        if own <= length {
            return self.xml.leaf(field, &[], value);
        }
        self.xml.comment(&format!("{field}: {own} > {length}: {value}"));
        self.xml.leaf(field, &[], &cut(value, length));
    }

    /// A field that is worth nothing where it is cut.
    fn whole(&mut self, field: &'static str, length: usize, value: &str) {
        if value.is_empty() || value.chars().count() > length {
            if !value.is_empty() {
                self.xml.comment(&format!("{field}: {} > {length}: {value}", value.chars().count()));
            }
            return self.blank(field);
        }
        self.xml.leaf(field, &[], value);
    }

    fn date(&mut self, field: &'static str, date: Option<&Text>) {
        let date = date.map_or("", Text::as_str);
        if day(date).is_some() {
            return self.xml.leaf(field, &[], date);
        }
        if !date.is_empty() {
            self.xml.comment(&format!("{field}: {date}"));
        }
        self.blank(field);
    }

    fn signer(&mut self, signature: &Signature) {
        let line = |text: &Option<Text>| text.as_ref().map_or(String::new(), |text| on_one_line(text, " "));
        self.xml.open("SignerInfo", &[]);
        self.text("Position", 100, &line(&signature.position));
        self.text("FullName", 50, &line(&signature.name));
        self.xml.close();
    }
}

fn type_name(document: &Document) -> &str {
    let known = document.kind.as_ref().and_then(|key| Vocabulary::builtin().kinds.iter().find(|kind| kind.key == *key));
    known.map(|kind| kind.name.as_str()).or(document.name.as_ref().map(Text::as_str)).unwrap_or("")
}

fn on_one_line(text: &Text, between: &str) -> String {
    text.as_str().split('\n').collect::<Vec<_>>().join(between)
}

/// The copies that a drafter's mark tells: digits in parentheses.
fn copies(mark: &Text) -> Option<&str> {
    let inner = mark.as_str().rsplit_once('(')?.1.split_once(')')?.0.trim();
    (!inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit())).then_some(inner)
}

/// The words that have room beside the `…`.
fn cut(value: &str, length: usize) -> String {
    let head: String = value.chars().take(length - 1).collect();
    let next = value.chars().nth(length - 1);
    let at = if next.is_some_and(char::is_whitespace) { head.len() } else { head.rfind(' ').unwrap_or(head.len()) };
    format!("{}…", head[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_too_long_is_cut_at_a_word_and_said_whole() {
        let subject = format!("Về việc {}", "phê duyệt ".repeat(60));
        let document = Document { subject: Some(subject.trim().into()), ..Document::default() };
        let record = metadata(&document);
        assert!(record.contains(&format!("<!-- Subject: 607 > 500: {} -->", subject.trim())), "{record}");
        let field = record.split("<Subject>").nth(1).and_then(|rest| rest.split('<').next()).expect("a subject");
        assert!(field.chars().count() <= 500 && field.ends_with(" duyệt…"), "{field}");
    }

    #[test]
    fn what_is_not_known_is_blank() {
        let mut document = Document::default();
        document.header.date = Some("2019-03".into());
        document.drafter_mark = Some("PL.(300)".into());
        let record = metadata(&document);
        assert!(record.contains("<!-- IssuedDate: 2019-03 -->\n<IssuedDate/>"), "{record}");
        assert!(record.contains("<IssuedAmount>300</IssuedAmount>"), "{record}");
        assert!(record.contains("<SignerInfo>\n<Position/>\n<FullName/>\n</SignerInfo>"), "{record}");
        assert!(record.contains("<To>\n<OrganId/>\n<OrganName/>\n</To>"), "{record}");
    }
}
