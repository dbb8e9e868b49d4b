//! The JSON of the contract: document, provenance, furniture, unplaced text, diagnostics.

use super::cited_in::{CitedIn, words_of};
use super::{
    Depth, Diagnostic, Document, FurnitureKind, Grade, Grades, Judge, OriginId, Parsed, Severity, Span, visit,
    visit_citations,
};
use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The contract's name and version.
pub const SCHEMA: &str = "vanban/1";

/// How much provenance the JSON carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provenance {
    /// None.
    None,
    /// Every field: letterhead, subject, bases, recipients, signatures, attachment headings.
    #[default]
    Fields,
    /// Every block and cell as well.
    All,
}

impl Provenance {
    fn wants(self, depth: Depth) -> bool {
        match self {
            Self::None => false,
            Self::Fields => depth == Depth::Field,
            Self::All => true,
        }
    }
}

/// A parse as the contract prints it.
#[derive(Serialize, JsonSchema)]
pub struct Output<'p> {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The document.
    pub document: &'p Document,
    /// By JSON Pointer from `document`.
    #[serde(serialize_with = "as_map", skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<BTreeMap<String, Entry>>")]
    provenance: Vec<(String, Entry)>,
    /// Understood, but no value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<FurnitureItem<'p>>>")]
    furniture: Vec<FurnitureItem<'p>>,
    /// What no rule could place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<UnplacedItem<'p>>>")]
    unplaced: Vec<UnplacedItem<'p>>,
    /// What a reader should know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<DiagnosticItem>>")]
    pub(crate) diagnostics: Vec<DiagnosticItem>,
}

/// Where one value comes from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// Byte ranges in the normalised text, in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<[u32; 2]>>")]
    pub spans: Vec<Span>,
    /// Where on pages the words stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<PageBox>>")]
    pub boxes: Vec<PageBox>,
    /// The source's words, where they differ from the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What was changed between the source and the value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<String>>")]
    pub repairs: Vec<&'static str>,
    /// How sure the value is.
    pub grade: Grade,
    /// The JSON Pointer of the other value from which it was inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred_from: Option<String>,
}

/// A place on a page: left, top, right, bottom, in the source's own unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PageBox {
    /// The page, from 1.
    pub page: u32,
    /// Left, top, right, bottom.
    #[serde(rename = "box")]
    pub place: [i32; 4],
}

/// Where on its pages the words of some spans stand: one box a span and page.
pub fn boxes(parsed: &Parsed, spans: &[Span]) -> Vec<PageBox> {
    let mut found: Vec<PageBox> = Vec::new();
    for span in spans {
        let mut last: Option<usize> = None;
        for word in words_of(parsed, *span) {
            match last.filter(|last| found[*last].page == word.page) {
                Some(last) => {
                    let [left, top, right, bottom] = found[last].place;
                    let [l, t, r, b] = word.place;
                    found[last].place = [left.min(l), top.min(t), right.max(r), bottom.max(b)];
                }
                None => {
                    last = Some(found.len());
                    found.push(PageBox { page: word.page, place: word.place });
                }
            }
        }
    }
    found
}

/// A piece of the source that was understood and carries no value.
#[derive(Serialize, JsonSchema)]
struct FurnitureItem<'p> {
    /// What it is.
    kind: FurnitureKind,
    /// Its words.
    text: &'p str,
    /// Where it stands.
    #[schemars(with = "Vec<[u32; 2]>")]
    spans: [Span; 1],
}

/// A piece of the source that no rule could place.
#[derive(Serialize, JsonSchema)]
struct UnplacedItem<'p> {
    /// Its words.
    text: &'p str,
    /// Where it stands.
    #[schemars(with = "Vec<[u32; 2]>")]
    spans: [Span; 1],
}

/// Something that a reader should know.
#[derive(Serialize, JsonSchema)]
pub(crate) struct DiagnosticItem {
    /// The stable code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The message in the reader's language.
    pub message: String,
    /// Where it stands in the source.
    #[schemars(with = "Vec<[u32; 2]>")]
    pub spans: Vec<Span>,
    /// The JSON Pointer of the value concerned, from `document`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

impl<'p> Output<'p> {
    /// Where the values come from: their JSON Pointers and places, in the order of the contract, citations last.
    pub fn provenance(&self) -> &[(String, Entry)] {
        &self.provenance
    }

    /// The output of a parse, its values graded by a measured table; `message` words a diagnostic in the reader's language.
    pub fn new(
        parsed: &'p Parsed,
        provenance: Provenance,
        grades: &Grades,
        message: &dyn Fn(&Diagnostic) -> String,
    ) -> Self {
        let (provenance, pointers) = traced(parsed, provenance, grades);
        Self {
            schema: SCHEMA,
            document: &parsed.document,
            provenance,
            furniture: parsed
                .furniture
                .iter()
                .map(|f| FurnitureItem { kind: f.kind, text: f.span.of(&parsed.text), spans: [f.span] })
                .collect(),
            unplaced: parsed
                .unplaced
                .iter()
                .map(|u| UnplacedItem { text: u.span.of(&parsed.text), spans: [u.span] })
                .collect(),
            diagnostics: parsed
                .diagnostics
                .iter()
                .map(|d| DiagnosticItem {
                    code: d.code,
                    severity: d.severity,
                    message: message(d),
                    spans: d.spans.clone(),
                    pointer: pointers.get(&index(d.about)).cloned(),
                })
                .collect(),
        }
    }
}

/// Values by their pointers, with their places and grades; and the pointer of every value that a diagnostic may be about or
/// another one be inferred from, by its origin.
fn traced(parsed: &Parsed, provenance: Provenance, grades: &Grades) -> (Vec<(String, Entry)>, HashMap<u32, String>) {
    let judge = Judge::new(parsed, grades);
    let diagnosed: HashSet<u32> = parsed.diagnostics.iter().map(|d| index(d.about)).collect();
    let inferred = |id: OriginId| parsed.origins.get(id).and_then(|o| o.inferred_from);
    let mut pointers = HashMap::new();
    let mut entries = Vec::new();
    visit(&parsed.document, &mut |pointer, depth, value, id| {
        let Some(origin) = parsed.origins.get(id) else { return };
        if value.is_none() || diagnosed.contains(&index(id)) {
            pointers.entry(index(id)).or_insert_with(|| pointer.to_owned());
        }
        if provenance.wants(depth) {
            let spans = parsed.origins.spans(id).to_vec();
            let source = value.and_then(|value| differing_source(&parsed.text, &spans, value));
            let repairs = origin.repairs.names().collect();
            let from = inferred(id);
            let boxes = boxes(parsed, &spans);
            let grade = grades.grade(&judge.value(pointer, id));
            let entry = Entry { spans, boxes, source, repairs, grade, inferred_from: None };
            entries.push((pointer.to_owned(), entry, from));
        }
    });
    let mut cited = CitedIn::new(parsed);
    visit_citations(&parsed.document, &mut |pointer, depth, citation, owner| {
        if provenance.wants(depth) {
            let spans = cited.spans(citation, owner);
            let grade = grades.grade(&judge.citation(citation, owner, &spans, &mut cited));
            let boxes = boxes(parsed, &spans);
            let entry = Entry { spans, boxes, source: None, repairs: Vec::new(), grade, inferred_from: None };
            entries.push((pointer.to_owned(), entry, None));
        }
    });
    let entries = entries
        .into_iter()
        .map(|(pointer, mut entry, from)| {
            entry.inferred_from = from.and_then(|from| {
                let key = pointer.rsplit('/').next().unwrap_or_default();
                pointers.get(&index(from)).map(|base| format!("{base}/{key}"))
            });
            (pointer, entry)
        })
        .collect();
    (entries, pointers)
}

/// The slice, where it says something else than the value once blanks are folded.
fn differing_source(text: &str, spans: &[Span], value: &str) -> Option<String> {
    let mut words = spans.iter().flat_map(|span| span.of(text).split_whitespace());
    let mut expected = value.split_whitespace();
    loop {
        match (words.next(), expected.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            _ => break,
        }
    }
    let slices: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    Some(slices.join("\n"))
}

fn index(id: OriginId) -> u32 {
    id.index()
}

fn as_map<S: Serializer>(entries: &[(String, Entry)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (pointer, entry) in entries {
        map.serialize_entry(pointer, entry)?;
    }
    map.end()
}
