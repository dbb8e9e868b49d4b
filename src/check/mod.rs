//! Findings: what a document lacks or does otherwise than its form asks, and where it does not agree with itself.
//!
//! What the form asks stands in `grammars/forms`, the words of the findings in `grammars/findings.toml`; a group of
//! rules a file here. A model is judged by what it says; a document that was read also by its punctuation, and a Word
//! file also by how it looks ([`Look`]).

mod acts;
mod agreement;
mod amounts;
mod bases;
mod fix;
mod layout;
mod order;
mod presence;
mod punctuation;
mod signing;
mod slots;
mod structure;
mod tables;
mod totals;

pub(crate) use fix::rewording;
pub use fix::{Mend, Mended, fix};

use crate::forms::{self, Form, Weight};
use crate::model::{Block, Document, OriginId, Parsed, Severity, Span, Text};
use crate::source::Look;
use crate::status::{Reliability, Status};
use crate::words::{Language, Vocabulary, message};
use schemars::JsonSchema;
use serde::Serialize;

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The stable code, which is also the rule's.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The standard and its clause; empty where a document must only agree with itself.
    pub clause: String,
    /// The value concerned, as a JSON Pointer from the document; empty for the document as a whole.
    pub pointer: String,
    /// Where it stands in the source, where there is one.
    pub spans: Vec<Span>,
    /// What the message's `{0}`, `{1}` … stand for.
    pub arguments: Vec<String>,
}

/// All findings of a document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The form by which it was judged; `None` where none is known for it.
    pub form: Option<&'static Form>,
    /// The findings, those that weigh most first, then in the order of the document.
    pub findings: Vec<Finding>,
}

/// A finding as JSON prints it.
#[derive(Serialize, JsonSchema)]
pub struct Item<'f> {
    /// The stable code, which is also the rule's.
    code: &'f str,
    /// How much it weighs.
    severity: Severity,
    /// The standard and its clause; empty where a document must only agree with itself.
    clause: &'f str,
    /// The JSON Pointer of the value concerned, from `document`; empty for the document as a whole.
    pointer: &'f str,
    /// The message in the reader's language.
    message: String,
    /// Where it stands in the source, where there is one.
    #[schemars(with = "Vec<[u32; 2]>")]
    spans: &'f [Span],
}

impl Finding {
    /// The finding in words. An argument that is the key of a [`Reliability`] stands for its message.
    pub fn message(&self, language: Language) -> String {
        let said = |own: &String| match own.starts_with(Reliability::KEYS) {
            true => message(own, &[], language),
            false => own.clone(),
        };
        let arguments: Vec<String> = self.arguments.iter().map(said).collect();
        message(self.code, &arguments, language)
    }

    /// True where it says that a rule could not be applied, and why.
    pub fn is_unchecked(&self) -> bool {
        matches!(self.code, "table-total-unread" | "table-total-unnumbered")
    }

    /// The finding for JSON.
    pub fn item(&self, language: Language) -> Item<'_> {
        Item {
            code: self.code,
            severity: self.severity,
            clause: &self.clause,
            pointer: &self.pointer,
            message: self.message(language),
            spans: &self.spans,
        }
    }
}

/// The facts by which cited acts are judged.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// The rows.
    pub status: &'f Status,
    /// The day by which the acts of an undated document are judged, ISO 8601; none are where it is `None`.
    pub day: Option<&'f str>,
}

impl Default for Facts<'_> {
    /// The built-in rows, and no day for undated documents.
    fn default() -> Self {
        Self { status: Status::builtin(), day: None }
    }
}

/// Judges a document that was read, by the form that its date, kind and issuer ask; with `look`, its layout as well. Cited
/// acts are judged by the built-in facts.
pub fn check(parsed: &Parsed, look: Option<&Look>, words: &Vocabulary) -> Report {
    check_with(parsed, look, words, Facts::default())
}

/// The same by other facts.
pub fn check_with(parsed: &Parsed, look: Option<&Look>, words: &Vocabulary, facts: Facts) -> Report {
    let mut checker = Checker::new(&parsed.document, Some(parsed), words, facts);
    checker.content();
    order::check(&mut checker, parsed);
    punctuation::check(&mut checker, parsed);
    if let Some(look) = look {
        layout::check(&mut checker, parsed, look);
    }
    checker.report()
}

/// Judges a model, which has no source.
pub fn check_model(document: &Document, words: &Vocabulary) -> Report {
    check_model_with(document, words, Facts::default())
}

/// The same by other facts.
pub fn check_model_with(document: &Document, words: &Vocabulary, facts: Facts) -> Report {
    let mut checker = Checker::new(document, None, words, facts);
    checker.content();
    checker.report()
}

/// Where a finding points.
#[derive(Clone, Debug, Default)]
struct Place {
    pointer: String,
    origin: OriginId,
}

fn at(pointer: impl Into<String>, text: &Text) -> Place {
    Place { pointer: pointer.into(), origin: text.origin }
}

fn whole() -> Place {
    Place::default()
}

struct Checker<'d> {
    document: &'d Document,
    form: Option<&'static Form>,
    words: &'d Vocabulary,
    status: &'d Status,
    /// The day by which an undated document's acts are judged.
    day: Option<&'d str>,
    source: Option<&'d Parsed>,
    findings: Vec<Finding>,
}

impl<'d> Checker<'d> {
    fn new(document: &'d Document, source: Option<&'d Parsed>, words: &'d Vocabulary, facts: Facts<'d>) -> Self {
        let Facts { status, day } = facts;
        Self { document, form: forms::judging(document), words, status, day, source, findings: Vec::new() }
    }

    /// The day on which the document's acts must be in force: its own, or of a draft that is not dated yet the given one.
    fn judging_day(&self) -> Option<String> {
        match self.document.header.date.as_ref().map(Text::as_str) {
            Some(date) if date.len() == 10 => Some(date.to_owned()),
            // A year alone is that of a draft where it is the given day's.
            Some(date) => {
                self.day.filter(|day| date.get(..4).is_none_or(|year| day.starts_with(year))).map(str::to_owned)
            }
            None => self.day.map(str::to_owned),
        }
    }

    fn content(&mut self) {
        presence::check(self);
        bases::check(self);
        acts::check(self);
        signing::check(self);
        structure::check(self);
        agreement::check(self);
        tables::check(self);
        slots::check(self);
    }

    /// Adds a finding that weighs no more than `most`.
    fn find_at_most(&mut self, most: Severity, code: &'static str, place: Place, arguments: &[&str]) {
        let before = self.findings.len();
        self.find(code, place, arguments);
        for found in &mut self.findings[before..] {
            found.severity = found.severity.max(most);
        }
    }

    /// Adds a finding, if the form, or what is common to all, asks its rule.
    fn find(&mut self, code: &'static str, place: Place, arguments: &[&str]) {
        let spans = self.source.map_or(Vec::new(), |source| source.origins.spans(place.origin).to_vec());
        self.find_at(code, place.pointer, spans, arguments);
    }

    fn find_at(&mut self, code: &'static str, pointer: String, spans: Vec<Span>, arguments: &[&str]) {
        let own = self.form.and_then(|form| form.rule(code).map(|rule| (rule, Some(form))));
        let Some((rule, form)) = own.or_else(|| forms::common_rule(code).map(|rule| (rule, None))) else { return };
        let provisional = rule.source.is_provisional() || form.is_some_and(|form| form.provisional);
        let severity = match rule.severity {
            _ if provisional => Severity::Note,
            Weight::Error => Severity::Error,
            Weight::Warning => Severity::Warning,
            Weight::Note => Severity::Note,
        };
        let clause = match (form, rule.clause.as_str()) {
            // The clauses of a form whose text was not at hand are those of the form that it is based on.
            (Some(form), clause) if !clause.is_empty() && !form.provisional => format!("{}, {clause}", form.name),
            (Some(form), _) => form.name.clone(),
            (None, clause) => clause.to_owned(),
        };
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        self.findings.push(Finding { code, severity, clause, pointer, spans, arguments });
    }

    fn report(self) -> Report {
        let mut findings = self.findings;
        findings.sort_by_key(|found| found.severity);
        Report { form: self.form, findings }
    }
}

/// Calls `visit` with every block of a body, at every depth, and its pointer.
fn blocks<'b>(body: &'b [Block], pointer: &str, visit: &mut dyn FnMut(&'b Block, &str)) {
    for (index, block) in body.iter().enumerate() {
        let own = format!("{pointer}/body/{index}");
        visit(block, &own);
        blocks(block.children(), &own, visit);
    }
}

/// Calls `visit` with every block of the document and its attachments.
fn all_blocks<'b>(document: &'b Document, visit: &mut dyn FnMut(&'b Block, &str)) {
    blocks(&document.body, "", visit);
    for (index, attachment) in document.attachments.iter().enumerate() {
        blocks(&attachment.body, &format!("/attachments/{index}"), visit);
    }
}

/// The first words of a text, to show in a finding.
fn short(text: &str) -> String {
    let mut words = text.split_whitespace();
    let head: Vec<&str> = words.by_ref().take(12).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", head.join(" "))
}
