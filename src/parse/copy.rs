//! The block under a certified copy (SAO Y, SAO LỤC, TRÍCH SAO): its number, date and signature are its
//! own, never the document's (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 3.1).

use super::context::Context;
use super::copy_stamp::kind;
use super::landmarks::Landmarks;
use super::letterhead::letterhead;
use super::signature::signatures;
use crate::model::{CopyBlock, Document, FurnitureKind, Repairs, Span};
use std::ops::Range;

/// `Copy` of `decision.ebnf`: reads the block where one begins the range, and gives what is left of it.
pub(crate) fn copy(
    landmarks: &Landmarks,
    range: Range<usize>,
    document: &mut Document,
    context: &mut Context,
) -> Range<usize> {
    let Some(block) = landmarks.copy(range.clone()) else { return range };
    let kind = kind(block.label.slice);
    let read = letterhead(&block.head, context);
    context.set_aside(FurnitureKind::ListHeader, block.label.span());
    let mut signature = signatures(block.closing.0, context).into_iter().next();
    if let (Some(signature), Some(agency)) = (&mut signature, read.header.agency) {
        signature.agency = Some(agency);
    }
    // `CopyDate` of `decision.ebnf`: the copy has no field for its place, so the date has the whole line.
    let date = read.header.date.map(|date| {
        let places = read.header.place.iter().map(|place| place.origin).chain([date.origin]);
        let spans: Vec<Span> = places.flat_map(|origin| context.origins.spans(origin).to_vec()).collect();
        context.owned(date.value, &spans, "PlaceDate", Repairs::NONE)
    });
    document.copy = Some(CopyBlock {
        kind,
        number: read.header.number.map(|number| number.text),
        date,
        signature: signature.map(Box::new),
    });
    block.rest
}
