//! A source becomes a [`Parsed`]: the grammar of `grammars/decision.ebnf`, a part of a decision a file,
//! in the order of the page.
//!
//! Landmarks first, sections second: the boundaries of letterhead, title, bases, formula, articles,
//! closing and attachments are chosen together (`landmarks`), then a small grammar runs on each
//! bounded section. What a section cannot place stays in it, and is listed as unplaced.

mod attachment;
mod attachment_landmarks;
mod authority;
mod bases;
mod body;
mod closing;
mod context;
mod copy;
mod copy_stamp;
mod damage;
mod derive;
mod doubts;
mod effects;
mod form_end;
#[cfg(test)]
mod grammar_tests;
mod groups;
mod issuer_title;
mod labels;
mod landmarks;
mod lead_in;
mod letterhead;
mod notes;
mod ordinals;
mod pieces;
mod repeated;
mod signature;
mod table;
mod title;
mod witness;

pub use derive::{citations, derived};

use crate::inline::kind::issued_with;
use crate::layout::{self, Piece};
use crate::marks::Marks;
use crate::marks::scrap::is_noise;
use crate::model::{
    Attachment, Diagnostic, Document, DocumentKind, Furniture, FurnitureKind, OriginId, Origins, Parsed, Reading,
    Repair, Severity, Span, Text, Unplaced, canonical, visit,
};
use crate::source::Source;
use crate::words::{Folded, FoldedStr, Vocabulary, dirt, is_alphanumeric};
use context::Context;
use landmarks::Landmarks;
use nom::Parser;
use nom::bytes::complete::{take_while, take_while1};
use nom::combinator::{opt, recognize};
use pieces::{Pieces, Section, Tagged};
use std::collections::HashMap;

/// Reads a document from a source. Never fails, never panics: what no rule can place is in
/// [`Parsed::unplaced`], what is doubtful in [`Parsed::diagnostics`].
pub fn document(source: Source, words: &Vocabulary) -> Parsed {
    let mut layout = layout::arrange(&source, words);
    let pieces = std::mem::take(&mut layout.pieces);
    let mut context = Context::new(&source.text, &layout.grids, words);
    context.paged = source.positioned;
    context.typed = source.blocks.is_some();
    context.recognised = source.words.iter().any(|word| word.confidence.is_some());
    let document = sections(pieces, &mut context);
    for picture in &source.pictures {
        let behind = Span { start: picture.at, end: source.text.len() as u32 }.of(&source.text);
        let span = context.span_of(behind.lines().next().unwrap_or(behind));
        context.note("picture-unread", &[&picture.page.to_string()], &[span], OriginId::NONE);
    }
    for notice in &source.notices {
        match *notice {
            "text-invisible" => context.note(notice, &[], &[], OriginId::NONE),
            _ => context.warn(notice, &[], &[], OriginId::NONE),
        }
    }
    if !source.broken_pages.is_empty() {
        let numbers: Vec<String> = source.broken_pages.iter().map(u32::to_string).collect();
        context.warn("pages-broken", &[&numbers.join(", ")], &[], OriginId::NONE);
    }
    if let Some([count, names]) = &source.attached {
        context.warn("pdf-files", &[count, names], &[], OriginId::NONE);
    }
    let document = canonical(document);
    doubts::diagnose(&document, &mut context);
    damage::diagnose(&source.text, &mut context);
    let Context { mut origins, mut furniture, mut diagnostics, .. } = context;
    if !source.legacy.is_empty() {
        origins.repaired_within(&source.legacy, Repair::LegacyEncoding);
    }
    furniture.extend(layout.furniture);
    furniture.extend(source.furniture);
    let unplaced = unplaced(&source.text, &document, &origins, &mut furniture);
    if let Some((about, behind)) = doubts::cut_list(&source.text, &document, &origins, &unplaced) {
        let (code, spans) = ("list-cut", vec![*behind]);
        diagnostics.push(Diagnostic { code, severity: Severity::Warning, arguments: Vec::new(), spans, about });
    }
    furniture.sort_by_key(|piece| piece.span);
    diagnostics.sort_by_key(|diagnostic| diagnostic.spans.first().copied().unwrap_or(Span { start: 0, end: 0 }));
    let reading = if source.words.is_empty() && source.blocks.is_none() {
        let read = Reading::of_dirt(dirt(&source.text));
        // What was typed needs no repair of recognition, however clean it is.
        if origins.are_recognised() { read.max(Reading::Clear) } else { read }
    } else {
        Reading::Typed
    };
    Parsed { document, origins, furniture, unplaced, diagnostics, reading, text: source.text, words: source.words }
}

fn sections(pieces: Vec<Piece>, context: &mut Context) -> Document {
    let mut tagged: Vec<Tagged> = pieces
        .into_iter()
        .map(|piece| {
            let slice = if piece.is_grid() { "" } else { piece.text(context.text) };
            Tagged { piece, slice }
        })
        .collect();
    repeated::set_aside(&mut tagged, context);
    lead_in::set_apart(&mut tagged, context);
    context.origins.reserve(tagged.len() * 2);
    let landmarks = Landmarks(&tagged);
    let parts = landmarks.sections();
    let mut document = Document::default();
    let head = letterhead::letterhead(&parts.head, context);
    document.header = head.header;
    document.marks = head.marks;
    document.received = head.received;
    let stamped = head.copy;
    let title = title::title(Pieces(&parts.title), &document.header, context);
    document.kind = title.kind;
    document.name = title.name;
    document.subject = title.subject;
    document.authority = title.authority;
    document.addressees = title.addressees;
    document.header.agency = document.header.agency.take().or(title.agency);
    document.header.number = document.header.number.take().or(title.number);
    document.header.date = document.header.date.take().or(title.date);
    let (based, late) =
        if parts.formula.is_empty() { (parts.bases, None) } else { bases::before_authority(parts.bases) };
    document.bases = bases::bases(based, context);
    let mut enacted = parts.formula;
    if let Some(late) = late {
        match document.authority {
            None => document.authority = Some(authority::authority(late, context)),
            // Said twice, it is the formula's subject the second time.
            Some(_) => enacted = parts.enacted.from(late),
        }
    }
    document.enacting_formula = formula(enacted, context);
    document.body = body::body(parts.body.0, context);
    let closing = closing::closing(parts.closing.0, context);
    document.recipients = closing.recipients;
    document.filing = closing.filing;
    document.drafter_mark = closing.drafter_mark;
    document.signatures = closing.signatures;
    let rest = copy::copy(&landmarks, parts.rest, &mut document, context);
    document.copy = document.copy.take().or(stamped);
    attachments(&landmarks, rest, &mut document, context);
    if let (Some(signed_at), Some(signature)) = (context.signed_at.take(), document.signatures.first_mut()) {
        signature.signed_at = Some(signed_at);
    }
    notes::place_notes(&mut document.body, &mut context.notes);
    document.body.extend(context.notes.drain(..).map(crate::model::Block::Note));
    document.effects = effects::effects_said(&document.body, context);
    witness::compare(&mut document, context);
    missing(&document, context);
    document
}

/// `EnactingFormula` of `decision.ebnf`.
fn formula(pieces: Pieces, context: &mut Context) -> Option<Text> {
    let spans = pieces.spans();
    if spans.is_empty() {
        return None;
    }
    let value = context::joined(context.text, &spans, &mut Default::default());
    let value = value.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
    Some(letterhead::capitals(value, &spans, "EnactingFormula", context))
}

fn attachments(landmarks: &Landmarks, range: std::ops::Range<usize>, document: &mut Document, context: &mut Context) {
    let starts = attachment_landmarks::starts(landmarks, range.clone(), context);
    let first = starts.first().map_or(range.end, |start| start.at);
    before_attachments(landmarks.run(range.start..first), document, context);
    let mut owners = Owners::default();
    let extents = form_end::extents(landmarks, &starts, range.end, context.words);
    for (start, extent) in starts.iter().zip(&extents) {
        let parts = attachment_landmarks::parts(landmarks, start, extent);
        let mut attachment = attachment::attachment(&parts, context);
        attachment.part_of = owners.of(&attachment, document.kind.as_ref(), context);
        owners.add(document.attachments.len(), attachment.kind.as_ref());
        document.attachments.push(attachment);
    }
}

/// The attachments read so far to which an appendix may belong: the last of each kind, by kind.
#[derive(Default)]
struct Owners {
    by_kind: HashMap<DocumentKind, usize>,
    last: Option<usize>,
}

impl Owners {
    fn is_appendix(kind: Option<&DocumentKind>) -> bool {
        let listed = |kind: &DocumentKind| matches!(kind, DocumentKind::DanhSach | DocumentKind::DanhMuc);
        kind.is_none_or(|kind| kind.is_appendix() || listed(kind))
    }

    fn add(&mut self, index: usize, kind: Option<&DocumentKind>) {
        if let Some(kind) = kind {
            self.by_kind.insert(kind.clone(), index);
        }
        if !Self::is_appendix(kind) {
            self.last = Some(index);
        }
    }

    /// An appendix belongs to the attachment that its `(Kèm theo Chương trình …)` names, or, where it has
    /// no such line, to the attachment before it; one that is issued with the decision itself to none.
    fn of(&self, attachment: &Attachment, own: Option<&DocumentKind>, context: &Context) -> Option<usize> {
        if !Self::is_appendix(attachment.kind.as_ref()) {
            return None;
        }
        let Some(issued) = &attachment.issued_with else { return self.last };
        let line: String = context.origins.spans(issued.origin.0).iter().map(|span| span.of(context.text)).collect();
        let folded = Folded::new(&line);
        let (_, (kind, numbered)) = issued_with(context.words)(FoldedStr::new(&line, &folded)).ok()?;
        // `Kế hoạch số …` in the attachments of a plan is that plan, not one attached to it.
        if own == Some(&kind.key) && numbered {
            return None;
        }
        self.by_kind.get(&kind.key).copied()
    }
}

/// What stands between the closing and the first attachment: footnotes; noise; or a list that has no
/// heading of its own.
fn before_attachments(pieces: Pieces, document: &mut Document, context: &mut Context) {
    let content = pieces
        .iter()
        .any(|piece| piece.is_grid() || piece.has_any(Marks::LABEL | Marks::ARTICLE) && !piece.slice.starts_with('['));
    let noted = pieces.iter().any(|piece| piece.slice.starts_with('['));
    if content || noted {
        let titled = if content { opt(bare_title).parse(pieces) } else { Ok((pieces, None)) };
        let (below, lines) = titled.unwrap_or((pieces, None));
        let title = lines.map(|lines| context.value(&lines.spans(), "AttachmentTitle"));
        let body = body::body(below.0, context);
        if !body.is_empty() || title.is_some() {
            document.attachments.push(Attachment { title, body, ..Default::default() });
        }
        return;
    }
    for piece in pieces.iter() {
        if is_noise(piece.slice) {
            context.set_aside(FurnitureKind::SealNoise, piece.span());
        } else if piece.has(Marks::STAMP) {
            context.stamp(piece.span());
        }
    }
}

/// `AttachmentTitle` of `decision.ebnf` that has no heading above it: lines in capitals, and short ones below them.
fn bare_title<'p, 't: 'p>(input: Pieces<'p, 't>) -> Section<'p, 't, Pieces<'p, 't>> {
    let capital = |line: Tagged| line.has(Marks::CAPITALS) && !line.has(Marks::LABEL) && !line.is_grid();
    let short = |line: Tagged| !line.is_grid() && is_subtitle(&line);
    recognize((take_while1(capital), take_while(short))).parse(input)
}

/// A short line without a closing mark, as it stands below a title in capitals.
fn is_subtitle(piece: &Tagged) -> bool {
    let plain = !piece.has_any(Marks::LABEL | Marks::BULLET | Marks::ARTICLE | Marks::BASIS);
    plain && piece.slice.chars().count() < 80 && !piece.slice.trim_end().ends_with(['.', ';', ':', ','])
}

/// What a decision should have and this one lacks.
fn missing(document: &Document, context: &mut Context) {
    let mut say = |code| context.warn(code, &[], &[], OriginId::NONE);
    if document.kind.is_none() {
        say("kind-missing");
    }
    if document.kind == Some(DocumentKind::QuyetDinh) && document.articles().is_empty() {
        say("articles-missing");
    }
    if document.signatures.is_empty() {
        say("signature-missing");
    } else if document.signatures.iter().all(|signature| signature.name.is_none()) {
        say("signatory-missing");
    }
}

/// Everything that no value and no furniture covers. Scraps without a letter or digit are furniture.
fn unplaced(text: &str, document: &Document, origins: &Origins, furniture: &mut Vec<Furniture>) -> Vec<Unplaced> {
    let mut spans: Vec<Span> = Vec::new();
    visit(document, &mut |_, _, _, origin| spans.extend(origins.spans(origin)));
    spans.sort_unstable();
    // A table's lines that became one text, or were set aside as one, hold what had been taken out from between them
    // before, as a running head.
    furniture.sort_by_key(|own| (own.span.start, std::cmp::Reverse(own.span.end)));
    let mut reached = 0;
    furniture.retain(|own| {
        let before = spans.partition_point(|span| span.start <= own.span.start);
        let held = before.checked_sub(1).is_some_and(|at| own.span.end <= spans[at].end) || own.span.end <= reached;
        let kept = own.span.is_empty() || !held;
        reached = if kept { reached.max(own.span.end) } else { reached };
        kept
    });
    spans.extend(furniture.iter().map(|piece| piece.span));
    spans.sort_unstable();
    let mut found = Vec::new();
    let mut at = 0u32;
    for next in spans.into_iter().chain([Span::new(text.len(), text.len())]) {
        if next.start > at {
            let gap = Span { start: at, end: next.start };
            let slice = gap.of(text);
            let span = pieces::span_of(slice.trim(), text);
            if span.is_empty() {
            } else if slice.chars().any(is_alphanumeric) {
                found.push(Unplaced { span });
            } else {
                furniture.push(Furniture { kind: FurnitureKind::SealNoise, span });
            }
        }
        at = at.max(next.end);
    }
    found
}
