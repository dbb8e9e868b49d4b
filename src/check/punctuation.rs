//! What only the source shows: the marks that close bases and text, how number and date are written.

use super::Checker;
use crate::grammars::pattern;
use crate::model::{Block, Document, FurnitureKind, Parsed, Span, Text, closing_mark};
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn check(checker: &mut Checker, parsed: &Parsed) {
    bases(checker, parsed);
    end_mark(checker, parsed);
    date(checker, parsed);
    issued_with(checker, parsed);
}

/// The slice of the source that a value owns, from its first to its last character.
fn slice<'p>(parsed: &'p Parsed, text: &Text) -> Option<(&'p str, Vec<Span>)> {
    let spans = parsed.origins.spans(text.origin);
    let (first, last) = (spans.first()?, spans.last()?);
    Some((Span { start: first.start, end: last.end }.of(&parsed.text), spans.to_vec()))
}

fn bases(checker: &mut Checker, parsed: &Parsed) {
    let Some(form) = checker.form else { return };
    let count = checker.document.bases.len();
    for (index, basis) in checker.document.bases.iter().enumerate() {
        let Some((written, spans)) = slice(parsed, &basis.text) else { continue };
        let last = index + 1 == count;
        if last && goes_on_in_formula(checker.document, parsed, &spans) {
            break;
        }
        let expected = if last { &form.punctuation.last_basis } else { &form.punctuation.basis };
        let found = closing_mark(written.trim_end()).map_or(String::new(), |mark| mark.to_string());
        if found == *expected {
            continue;
        }
        let shown = if found.is_empty() { "(không có)" } else { &found };
        let code = if last { "last-basis-mark" } else { "basis-mark" };
        checker.find_at(code, format!("/bases/{index}/text"), spans, &[shown, expected]);
    }
}

/// True where the enacting sentence stands in the paragraph of the last basis, as in the lead-in of a plan: any mark does
/// between them.
fn goes_on_in_formula(document: &Document, parsed: &Parsed, basis: &[Span]) -> bool {
    let formula = document.enacting_formula.iter().flat_map(|formula| parsed.origins.spans(formula.origin)).next();
    let (Some(formula), Some(basis)) = (formula, basis.last()) else { return false };
    let one_paragraph = || !Span { start: basis.end, end: formula.start }.of(&parsed.text).contains('\n');
    document.is_enacted_by_sentence() && basis.end <= formula.start && one_paragraph()
}

/// `./.` behind the text; a text that ends with a table has no place for it.
fn end_mark(checker: &mut Checker, parsed: &Parsed) {
    let mut last: Option<&Block> = checker.document.body.last();
    while let Some(Block::Division(division)) = last {
        match division.body.last() {
            Some(below) => last = Some(below),
            None => break,
        }
    }
    let Some(text) = last.and_then(|block| match block {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        Block::Division(division) => division.heading.as_ref(),
        _ => None,
    }) else {
        return;
    };
    let Some((_, spans)) = slice(parsed, text) else { return };
    let end = spans.last().map_or(0, |span| span.end);
    // The mark may stand a few characters behind, on a line of its own.
    let near = |span: Span| span.start >= end && span.start < end + 12;
    if !parsed.furniture.iter().any(|piece| piece.kind == FurnitureKind::EndMark && near(piece.span)) {
        let shown = text.as_str().chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect::<String>();
        checker.find_at("end-mark", "/body".to_owned(), spans, &[&shown]);
    }
}

static DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)ng[àaá]y\s*(\d{1,2})\s*th[áaà]ng\s*(\d{1,2})\s*n[ăa]m\s*\d{4}"));

/// A leading zero for days below 10 and months 1 and 2, and for no other (Phụ lục I, II.4).
fn date(checker: &mut Checker, parsed: &Parsed) {
    let Some(date) = &checker.document.header.date else { return };
    let Some((written, spans)) = slice(parsed, date) else { return };
    let Some(found) = DATE.captures(written) else { return };
    let (day, month) = (&found[1], &found[2]);
    let right_day = format!("{:0>2}", day.trim_start_matches('0'));
    let bare = month.trim_start_matches('0');
    let right_month = if matches!(bare, "1" | "2") { format!("0{bare}") } else { bare.to_owned() };
    if day != right_day || month != right_month {
        let right = format!("ngày {right_day} tháng {right_month}");
        checker.find_at("date-form", "/header/date".to_owned(), spans, &[&format!("ngày {day} tháng {month}"), &right]);
    }
}

/// `Kèm theo` by the decree of 2020, `Ban hành kèm theo` by the circular of 2011.
fn issued_with(checker: &mut Checker, parsed: &Parsed) {
    let Some(form) = checker.form else { return };
    for (index, attachment) in checker.document.attachments.iter().enumerate() {
        let Some(issued) = &attachment.issued_with else { continue };
        let spans = parsed.origins.spans(issued.origin.0).to_vec();
        let Some(first) = spans.first() else { continue };
        let written = first.of(&parsed.text).trim_start_matches(|c: char| !c.is_alphabetic());
        let expected = form.punctuation.issued_with.as_str();
        if crate::words::fold(written).starts_with(&crate::words::fold(expected)) {
            continue;
        }
        let found: Vec<&str> = written.split_whitespace().take(expected.split(' ').count().max(4)).collect();
        checker.find_at(
            "issued-with-formula",
            format!("/attachments/{index}/issued_with"),
            spans,
            &[&found.join(" "), expected],
        );
    }
}
