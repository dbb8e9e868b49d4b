//! The block under a certified copy (SAO Y, SAO LỤC, TRÍCH SAO): its number, date and signature are its
//! own, never the document's (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 3.1).

use super::context::Context;
use super::copy_stamp::kind;
use super::landmarks::{Landmarks, letterhead_start};
use super::letterhead::letterhead;
use super::pieces::Tagged;
use super::signature::signatures;
use crate::marks::Marks;
use crate::model::{CopyBlock, Document, FurnitureKind, Repairs, Span};
use std::ops::Range;

/// The most pieces of such a block.
const MOST_PIECES: usize = 14;

/// `Copy` of `decision.ebnf`: reads the block where one begins the range, and gives what is left of it.
pub(crate) fn copy(
    landmarks: &Landmarks,
    range: Range<usize>,
    document: &mut Document,
    context: &mut Context,
) -> Range<usize> {
    let pieces = landmarks.0;
    let Some(at) = (range.start..range.end.min(range.start + MOST_PIECES)).find(|at| pieces[*at].has(Marks::COPY))
    else {
        return range;
    };
    if (range.start..at).any(|at| landmarks.starts_attachment(at, range.end) || pieces[at].is_grid()) {
        return range;
    }
    let limit = range.end.min(at + MOST_PIECES);
    // The letterhead of an attachment behind it may begin within, and have its national title beyond.
    let next = (at + 1..range.end.min(at + 2 * MOST_PIECES)).find(|at| landmarks.starts_attachment(*at, range.end));
    let end = next.map_or(limit, |next| letterhead_start(pieces, next, at + 1));
    let signs = Marks::CAPACITY | Marks::POST | Marks::SIGNED | Marks::NAME;
    let signed = (at + 1..end).find(|at| pieces[*at].has_any(signs)).unwrap_or(end);
    let kind = kind(pieces[at].slice);
    let above: Vec<Tagged> = (range.start..signed).filter(|index| *index != at).map(|index| pieces[index]).collect();
    let read = letterhead(&above, context);
    context.set_aside(FurnitureKind::ListHeader, pieces[at].span());
    let mut signature = signatures(&pieces[signed..end], context).into_iter().next();
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
    end..range.end
}
