//! What Akoma Ntoso has no place for, in our own namespace: where each value comes from, what the source says where it
//! says something else, how sure the value is; what is no value; what a reader should know.

use super::Writer;
use crate::model::{FurnitureKind, Grade, Output, Parsed, Provenance, Severity, Span};
use crate::status::grades;
use crate::words::{Language, message};
use serde::Serialize;

/// What is said of the reading.
pub(super) struct Own<'p> {
    pub parsed: &'p Parsed,
    pub provenance: Provenance,
    pub language: Language,
}

impl Writer<'_> {
    /// `v:value` for every value, `v:furniture`, `v:unplaced`, `v:diagnostic`: the JSON's own keys and order.
    pub(super) fn own(&mut self, own: &Own) {
        let parsed = own.parsed;
        let worded = |found: &crate::model::Diagnostic| message(found.code, &found.arguments, own.language);
        let output = Output::new(parsed, own.provenance, grades(), &worded);
        for (pointer, entry) in output.provenance() {
            let place = self.places.get(pointer).map(|id| format!("#{id}"));
            let (grade, repairs) = (named::<Grade>(&entry.grade), entry.repairs.join(" "));
            let mut attributes = vec![("pointer", pointer.as_str())];
            attributes.extend(place.as_deref().map(|place| ("href", place)));
            attributes.push(("grade", &grade));
            if !repairs.is_empty() {
                attributes.push(("repairs", &repairs));
            }
            attributes.extend(entry.inferred_from.as_deref().map(|from| ("inferredFrom", from)));
            self.xml.open("v:value", &attributes);
            self.spans(&entry.spans);
            for own in &entry.boxes {
                let numbers = [own.place[0], own.place[1], own.place[2], own.place[3]].map(|length| length.to_string());
                let page = own.page.to_string();
                let names = ["left", "top", "right", "bottom"];
                let mut attributes = vec![("page", page.as_str())];
                attributes.extend(names.into_iter().zip(numbers.iter().map(String::as_str)));
                self.xml.empty("v:box", &attributes);
            }
            if let Some(source) = &entry.source {
                self.xml.leaf("v:source", &[], source);
            }
            self.xml.close();
        }
        for found in &parsed.furniture {
            let kind = named::<FurnitureKind>(&found.kind);
            self.piece("v:furniture", Some(&kind), found.span, parsed);
        }
        for found in &parsed.unplaced {
            self.piece("v:unplaced", None, found.span, parsed);
        }
        for found in &output.diagnostics {
            let severity = named::<Severity>(&found.severity);
            let mut attributes = vec![("code", found.code), ("severity", severity.as_str())];
            attributes.extend(found.pointer.as_deref().map(|pointer| ("pointer", pointer)));
            self.xml.open("v:diagnostic", &attributes);
            self.spans(&found.spans);
            self.xml.leaf("v:message", &[], &found.message);
            self.xml.close();
        }
    }

    fn spans(&mut self, spans: &[Span]) {
        for span in spans {
            let (start, end) = (span.start.to_string(), span.end.to_string());
            self.xml.empty("v:span", &[("start", &start), ("end", &end)]);
        }
    }

    fn piece(&mut self, element: &'static str, kind: Option<&str>, span: Span, parsed: &Parsed) {
        let (start, end) = (span.start.to_string(), span.end.to_string());
        let mut attributes: Vec<(&str, &str)> = kind.map(|kind| ("kind", kind)).into_iter().collect();
        attributes.extend([("start", start.as_str()), ("end", end.as_str())]);
        self.xml.leaf(element, &attributes, span.of(&parsed.text));
    }
}

/// The name that the JSON has for one of a few values.
fn named<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}
