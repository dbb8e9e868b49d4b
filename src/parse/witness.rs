//! Witnesses: number and date stand in the letterhead and again in `(Kèm theo …)`. Where the first is
//! lost the second speaks for it, marked so; where they differ, that is said.

use super::context::Context;
use crate::inline::number::{parts, serial_of};
use crate::model::{Document, DocumentKind, DocumentNumber, Header, OriginId, Text};
use crate::words::fold;

/// Infers what the letterhead lacks, and compares what it has.
pub(crate) fn compare(document: &mut Document, context: &mut Context) {
    let lost = document.header.agency.is_none() && document.header.number.is_none() && document.header.date.is_none();
    if lost {
        context.warn("letterhead-missing", &[], &[], OriginId::NONE);
    }
    let witnesses: Vec<(Option<String>, Option<String>, OriginId)> = document
        .attachments
        .iter()
        .filter(|attachment| attachment.kind.as_ref().is_none_or(|kind| !is_form(kind)))
        .filter_map(|attachment| attachment.issued_with.as_ref())
        .map(|issued| (issued.number.clone(), issued.date.clone(), issued.origin.0))
        .collect();
    for (number, date, origin) in &witnesses {
        if let Some(number) = number {
            compare_number(&mut document.header, number, *origin, context);
        }
        if let (Some(date), true) = (date, names_document(document.header.number.as_ref(), number.as_deref())) {
            compare_date(&mut document.header, date, *origin, context);
        }
    }
}

/// True where a number has room for its serial and none written.
fn is_blank(number: &str) -> bool {
    serial_of(number).is_ok_and(|(_, serial)| serial.is_empty())
}

/// True for the kinds of a form (mẫu): what one is issued with is often another document.
fn is_form(kind: &DocumentKind) -> bool {
    matches!(kind, DocumentKind::Mau | DocumentKind::Bieu | DocumentKind::BieuMau)
}

/// True where the number of `(Kèm theo …)` is the document's own, as far as both are known: only then its date is, too.
fn names_document(own: Option<&DocumentNumber>, other: Option<&str>) -> bool {
    let (Some(own), Some(other)) = (own, other) else { return true };
    let same_symbol = || own.symbol.as_deref().is_some_and(|symbol| fold(other).ends_with(&fold(symbol)));
    same_number(own.text.as_str(), other) || (own.serial.is_none() || is_blank(other)) && same_symbol()
}

fn compare_number(header: &mut Header, other: &str, witness: OriginId, context: &mut Context) {
    let spans = context.origins.spans(witness).to_vec();
    match &header.number {
        None if !is_blank(other) => {
            let origin = context.origins.add_inferred(witness, "Number");
            context.warn("number-inferred", &[other], &spans, origin);
            header.number = parts(other).ok().map(|(_, (serial, year, symbol))| DocumentNumber {
                text: Text::new(other, origin),
                serial: Some(serial.to_owned()),
                year,
                symbol: Some(symbol.to_owned()),
            });
        }
        Some(own) if !same_number(own.text.as_str(), other) && !is_blank(other) && own.serial.is_some() => {
            let (own, about) = (own.text.as_str().to_owned(), own.text.origin);
            context.warn("number-differs", &[&own, other], &spans, about);
        }
        _ => {}
    }
}

fn same_number(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

fn compare_date(header: &mut Header, other: &str, witness: OriginId, context: &mut Context) {
    let spans = context.origins.spans(witness).to_vec();
    match &header.date {
        None if other.len() == 10 => {
            let origin = context.origins.add_inferred(witness, "PlaceDate");
            context.warn("date-inferred", &[other], &spans, origin);
            header.date = Some(Text::new(other, origin));
        }
        Some(own) if own.as_str() != other && !own.as_str().starts_with(other) => {
            let (own, about) = (own.as_str().to_owned(), own.origin);
            context.warn("date-differs", &[&own, other], &spans, about);
        }
        _ => {}
    }
}
