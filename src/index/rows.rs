//! A parse as rows of the index: plain data, made in parallel, written by one writer.

use super::terms::{folded, joined, number_normal, words_of};
use super::years::{Years, years};
use crate::model::{
    AuthorityLink, Block, Citation, Depth, Division, DivisionLevel, Document, Entry, Grade, Grades, Output, Parsed,
    Provenance, Recipient, Signature, Text, lines_of, visit, visit_citations,
};
use crate::tasks::{Deadline, Task, normal_form, tasks};
use crate::words::Vocabulary;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where a value stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Place {
    pub pointer: String,
    /// `sure`, `likely`, `doubtful`; `None` where nothing of it was read.
    pub grade: Option<Cow<'static, str>>,
    /// Byte ranges of the normalised text, as JSON.
    pub spans: String,
    /// The page, from 1.
    pub page: Option<u32>,
}

/// The rows of one document. As JSON they go from the process that read it to the one that writes.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    pub(super) document: Document,
    pub(super) agency_normal: Option<String>,
    pub(super) fields: Vec<(Place, Option<String>, Option<String>)>,
    pub(super) bases: Vec<Place>,
    pub(super) citations: Vec<CitationRow>,
    pub(super) articles: Vec<ArticleRow>,
    pub(super) recipients: Vec<RecipientRow>,
    pub(super) signatures: Vec<SignatureRow>,
    pub(super) tasks: Vec<TaskRow>,
    pub(super) passages: Vec<PassageRow>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CitationRow {
    pub place: Place,
    /// The position of its basis.
    pub basis: Option<usize>,
    pub citation: Citation,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ArticleRow {
    pub place: Place,
    /// The position of its attachment.
    pub attachment: Option<usize>,
    pub number: Option<String>,
    pub label: String,
    pub heading: Option<String>,
    pub text: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RecipientRow {
    pub place: Place,
    pub attachment: Option<usize>,
    /// True for a line below the recipient before it.
    pub is_item: bool,
    pub text: String,
    pub note: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SignatureRow {
    pub place: Place,
    pub attachment: Option<usize>,
    pub is_copy: bool,
    pub signature: Signature,
    /// The chain of authority, a line a link.
    pub authority: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TaskRow {
    pub place: Place,
    pub task: Task,
    pub years: Option<Years>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PassageRow {
    pub place: Place,
    pub text: String,
    pub exact: String,
    pub folded: String,
}

/// What has a closing of its own: the document itself, or one of its attachments.
struct Part<'d> {
    body: &'d [Block],
    recipients: &'d [Recipient],
    signatures: &'d [Signature],
    /// The place of the attachment among those of the document.
    attachment: Option<usize>,
}

impl Rows {
    /// The rows of a parse; values are graded by a measured table, agencies brought into the words' normal forms.
    pub fn new(parsed: Parsed, grades: &Grades, words: &Vocabulary) -> Self {
        let places = Places::new(&parsed, grades);
        let document = &parsed.document;
        let agency = document.header.agency.as_ref();
        let mut rows = Self {
            agency_normal: agency.map(|agency| folded(&normal_form(agency.as_str(), words))),
            fields: places.fields(document),
            bases: (0..document.bases.len()).map(|at| places.at(&format!("/bases/{at}/text"))).collect(),
            citations: places.citations(document),
            tasks: task_rows(document, &places, words),
            passages: places.passages(document),
            ..Self::default()
        };
        let (body, recipients, signatures) = (&document.body, &document.recipients, &document.signatures);
        rows.part(&Part { body, recipients, signatures, attachment: None }, &places);
        if let Some(signature) = document.copy.as_ref().and_then(|copy| copy.signature.as_ref()) {
            rows.signatures.push(signature_row(signature, "/copy/signature", None, &places));
        }
        for (index, attachment) in document.attachments.iter().enumerate() {
            let (body, recipients, signatures) = (&attachment.body, &attachment.recipients, &attachment.signatures);
            rows.part(&Part { body, recipients, signatures, attachment: Some(index) }, &places);
        }
        drop(places);
        rows.document = parsed.document;
        // The bodies are in articles and passages by now.
        rows.document.body.clear();
        rows.document.attachments.iter_mut().for_each(|attachment| attachment.body.clear());
        rows
    }

    fn part(&mut self, part: &Part, places: &Places) {
        let Part { body, recipients, signatures, attachment } = *part;
        let from = attachment.map(|index| format!("/attachments/{index}")).unwrap_or_default();
        self.articles(body, &from, attachment, places);
        for (index, own) in recipients.iter().enumerate() {
            let pointer = format!("{from}/recipients/{index}");
            let row = |place: Place, text: &Text, note: Option<&Text>, is_item: bool| RecipientRow {
                place,
                attachment,
                is_item,
                text: text.to_string(),
                note: note.map(Text::to_string),
            };
            let place = places.at(&format!("{pointer}/text"));
            self.recipients.push(row(place, &own.text, own.note.as_ref(), false));
            for (item, text) in own.items.iter().enumerate() {
                self.recipients.push(row(places.at(&format!("{pointer}/items/{item}")), text, None, true));
            }
        }
        for (index, own) in signatures.iter().enumerate() {
            self.signatures.push(signature_row(own, &format!("{from}/signatures/{index}"), attachment, places));
        }
    }

    fn articles(&mut self, blocks: &[Block], from: &str, attachment: Option<usize>, places: &Places) {
        for (index, block) in blocks.iter().enumerate() {
            let Block::Division(division) = block else { continue };
            let pointer = format!("{from}/body/{index}");
            if division.level == DivisionLevel::Article {
                self.articles.push(article_row(division, pointer, attachment, places));
            } else {
                self.articles(&division.body, &pointer, attachment, places);
            }
        }
    }
}

fn article_row(division: &Division, pointer: String, attachment: Option<usize>, places: &Places) -> ArticleRow {
    ArticleRow {
        place: Place { pointer: pointer.clone(), ..places.at(&format!("{pointer}/label")) },
        attachment,
        number: division.number.clone(),
        label: division.label.to_string(),
        heading: division.heading.as_ref().map(Text::to_string),
        text: lines_of(&division.body).join("\n"),
    }
}

fn signature_row(signature: &Signature, pointer: &str, attachment: Option<usize>, places: &Places) -> SignatureRow {
    let link = |link: &AuthorityLink| format!("{} {}", link.capacity.as_written(), link.of).trim_end().to_owned();
    let links: Vec<String> = signature.authority.iter().map(link).collect();
    let key = if signature.name.is_some() { "name" } else { "position" };
    SignatureRow {
        place: Place { pointer: pointer.to_owned(), ..places.at(&format!("{pointer}/{key}")) },
        attachment,
        is_copy: pointer.starts_with("/copy/"),
        signature: signature.clone(),
        authority: (!links.is_empty()).then(|| links.join("\n")),
    }
}

fn task_rows(document: &Document, places: &Places, words: &Vocabulary) -> Vec<TaskRow> {
    let date = document.header.date.as_ref().map(Text::as_str);
    let row = |task: Task| {
        // The title of what the table stands in.
        let index = task.row.strip_prefix("/attachments/").and_then(|rest| rest.split('/').next()?.parse().ok());
        let attachment = index.and_then(|index: usize| document.attachments.get(index));
        let titles = [attachment.and_then(|own| own.title.as_ref()), document.subject.as_ref()];
        let titles: Vec<&str> = titles.into_iter().flatten().map(Text::as_str).collect();
        let years = years(task.due.as_ref(), task.deadline.as_deref(), &titles, date);
        TaskRow { place: places.below(&task.row), years, task }
    };
    tasks(document, words).into_iter().map(row).collect()
}

/// A deadline's kind, beginning and end, as they stand in the index.
pub(super) fn due(deadline: &Deadline) -> (&'static str, &str, Option<&str>) {
    match deadline {
        Deadline::Date { start, end } => ("date", start, end.as_deref()),
        Deadline::Month { start, end } => ("month", start, end.as_deref()),
        Deadline::Quarter { start, end } => ("quarter", start, end.as_deref()),
        Deadline::Year { start } => ("year", start, None),
        Deadline::Recurring { every } => ("recurring", every, None),
    }
}

/// Where all values stand, by their pointers.
struct Places {
    entries: Vec<(String, Entry)>,
    by_pointer: BTreeMap<String, usize>,
}

impl Places {
    fn new(parsed: &Parsed, grades: &Grades) -> Self {
        let entries = Output::new(parsed, Provenance::All, grades, &|_| String::new()).provenance().to_vec();
        let by_pointer = entries.iter().enumerate().map(|(at, (pointer, _))| (pointer.clone(), at)).collect();
        Self { entries, by_pointer }
    }

    fn entry(&self, pointer: &str) -> Option<&Entry> {
        self.by_pointer.get(pointer).map(|at| &self.entries[*at].1)
    }

    fn at(&self, pointer: &str) -> Place {
        place(pointer, self.entry(pointer).into_iter())
    }

    /// Of all values below a pointer, in their order.
    fn below(&self, pointer: &str) -> Place {
        let from = format!("{pointer}/");
        let mut found: Vec<usize> = self
            .by_pointer
            .range(from.clone()..)
            .take_while(|(own, _)| own.starts_with(&from))
            .map(|(_, at)| *at)
            .collect();
        found.sort_unstable();
        place(pointer, found.into_iter().map(|at| &self.entries[at].1))
    }

    fn fields(&self, document: &Document) -> Vec<(Place, Option<String>, Option<String>)> {
        let mut found = Vec::new();
        visit(document, &mut |pointer, depth, value, _| {
            let Some(entry) = self.entry(pointer).filter(|_| depth == Depth::Field) else { return };
            if !pointer.starts_with("/bases/") {
                found.push((self.at(pointer), value.map(str::to_owned), entry.inferred_from.clone()));
            }
        });
        found
    }

    fn citations(&self, document: &Document) -> Vec<CitationRow> {
        let mut found = Vec::new();
        visit_citations(document, &mut |pointer, _, citation, _| {
            let basis = pointer.strip_prefix("/bases/").and_then(|rest| rest.split('/').next()?.parse().ok());
            found.push(CitationRow { place: self.at(pointer), basis, citation: citation.clone() });
        });
        found
    }

    /// The text piece by piece: a field, a paragraph with its label, a row of a table, its header.
    fn passages(&self, document: &Document) -> Vec<PassageRow> {
        let mut found: Vec<(String, Vec<String>, String)> = Vec::new();
        // A label without a heading stands with the paragraph below it.
        let mut label: Option<(String, String)> = None;
        visit(document, &mut |pointer, depth, value, _| {
            let Some(value) = value.filter(|value| !value.is_empty()) else { return };
            if depth == Depth::Block && pointer.ends_with("/label") {
                if let Some((own, text)) = label.replace((pointer.to_owned(), value.to_owned())) {
                    found.push((own.clone(), vec![own], text));
                }
                return;
            }
            let piece = piece_of(pointer);
            let held = label.take().filter(|(own, text)| {
                let belongs = own.strip_suffix("label").is_some_and(|division| pointer.starts_with(division))
                    && (pointer.ends_with("/heading") || pointer.ends_with("/text"));
                if !belongs {
                    found.push((own.clone(), vec![own.clone()], text.clone()));
                }
                belongs
            });
            match found.last_mut().filter(|(own, ..)| own == piece) {
                Some((_, pointers, text)) => {
                    pointers.push(pointer.to_owned());
                    text.push_str(if piece == pointer { "\n" } else { " | " });
                    text.push_str(value);
                }
                None => {
                    let (mut pointers, mut text) = (Vec::new(), String::new());
                    if let Some((own, label)) = held {
                        pointers.push(own);
                        text = format!("{label} ");
                    }
                    pointers.push(pointer.to_owned());
                    text.push_str(value);
                    found.push((piece.to_owned(), pointers, text));
                }
            }
        });
        if let Some((own, text)) = label {
            found.push((own.clone(), vec![own], text));
        }
        let row = |(pointer, pointers, text): (String, Vec<String>, String)| {
            let words = words_of(&text);
            PassageRow {
                place: place(&pointer, pointers.iter().filter_map(|own| self.entry(own))),
                exact: joined(&words, |word| &word.exact),
                folded: joined(&words, |word| &word.folded),
                text,
            }
        };
        found.into_iter().map(row).collect()
    }
}

/// The piece of the text that a leaf belongs to: the row of a cell, the header of a column, the signature or the
/// recipient of its parts; else itself.
fn piece_of(pointer: &str) -> &str {
    for (mark, behind) in [("/cells/", 0), ("/columns/", "/columns".len())] {
        if let Some(at) = pointer.rfind(mark) {
            return &pointer[..at + behind];
        }
    }
    for list in ["/signatures/", "/recipients/"] {
        if let Some(at) = pointer.rfind(list) {
            let from = at + list.len();
            return &pointer[..pointer[from..].find('/').map_or(pointer.len(), |end| from + end)];
        }
    }
    pointer
}

fn place<'e>(pointer: &str, entries: impl Iterator<Item = &'e Entry>) -> Place {
    let mut spans = Vec::new();
    let (mut worst, mut page) = (None, None);
    for entry in entries {
        spans.extend_from_slice(&entry.spans);
        page = page.or(entry.boxes.first().map(|own| own.page));
        worst = worst.max(Some(entry.grade));
    }
    let grade = worst.map(|grade| match grade {
        Grade::Sure => "sure".into(),
        Grade::Likely => "likely".into(),
        Grade::Doubtful => "doubtful".into(),
    });
    Place { pointer: pointer.to_owned(), grade, spans: serde_json::to_string(&spans).unwrap_or_default(), page }
}

impl RecipientRow {
    pub(super) fn normal(&self) -> String {
        folded(&self.text)
    }
}

impl CitationRow {
    pub(super) fn number_normal(&self) -> Option<String> {
        self.citation.number.as_deref().map(number_normal)
    }
}
