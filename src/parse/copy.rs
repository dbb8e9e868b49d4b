//! The block under a certified copy (SAO Y, SAO LỤC, TRÍCH SAO): its number, date and signature are its
//! own, never the document's (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 3.1).

use super::context::{Context, head, tail};
use super::landmarks::{Landmarks, letterhead_start};
use super::letterhead::letterhead;
use super::pieces::Tagged;
use super::signature::signatures;
use crate::marks::Marks;
use crate::model::{CopyBlock, CopyKind, Document, FurnitureKind, Repairs, Signature, Span};
use crate::words::fold_head;
use std::ops::Range;

/// The most pieces of such a block.
const MOST_PIECES: usize = 14;

/// How a copy is certified, by the words with which its line begins.
fn kind(slice: &str) -> CopyKind {
    match fold_head(slice, 8).as_str() {
        kind if kind.starts_with("sao luc") => CopyKind::SaoLuc,
        kind if kind.starts_with("trich") => CopyKind::TrichSao,
        _ => CopyKind::SaoY,
    }
}

/// The digital stamp of a copy, `SAO Y; ỦY BAN NHÂN DÂN …;`, which may stand anywhere on the page; `None` for a line that
/// names no agency. When it was signed is said in the next line, see [`Context::stamp`].
pub(crate) fn stamped(span: Span, context: &mut Context) -> Option<CopyBlock> {
    let slice = span.of(context.text);
    let (label, rest) = slice.split_once([';', ','])?;
    let agency = rest.trim().trim_end_matches([';', ',', '.', ' ']);
    if agency.is_empty() {
        return None;
    }
    let kind = kind(label);
    let labelled = head(span, slice.len() - rest.len());
    context.set_aside(FurnitureKind::Stamp, labelled);
    let named = tail(span, slice.len() - rest.len());
    let agency = context.owned(agency.to_owned(), &[named], "Agency", Repairs::NONE);
    let signature = Signature { agency: Some(agency), ..Signature::default() };
    Some(CopyBlock { kind, number: None, date: None, signature: Some(Box::new(signature)) })
}

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
    let signed = (at + 1..end).find(|at| pieces[*at].has_any(Marks::CAPACITY | Marks::POST)).unwrap_or(end);
    let kind = kind(pieces[at].slice);
    let above: Vec<Tagged> = (range.start..signed).filter(|index| *index != at).map(|index| pieces[index]).collect();
    let read = letterhead(&above, context);
    context.set_aside(FurnitureKind::ListHeader, pieces[at].span());
    let mut signature = signatures(&pieces[signed..end], context).into_iter().next();
    if let (Some(signature), Some(agency)) = (&mut signature, read.header.agency) {
        signature.agency = Some(agency);
    }
    // The copy has no field for its place: the line is the date's as a whole.
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_stamp_of_a_copy_is_no_issuer_and_signs_no_document() {
        let text = "SAO Y; ỦY BAN NHÂN DÂN XÃ PHÚ LAI;\nThời gian ký: 19/03/2025 08:34:29 +07:00\n\nỦY BAN NHÂN DÂN\nXÃ PHÚ LAI\n\
            Số: 27/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nPhú Lai, ngày 14 tháng 3 năm 2025\n\n\
            QUYẾT ĐỊNH\nVề việc thành lập Tổ rà soát\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ PHÚ LAI\n\n\
            Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập Tổ rà soát.\n\nNơi nhận:\n- Như Điều 1;\n\
            - Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Thị Hoa\n";
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        assert_eq!(document.header.parent_agency, None);
        assert_eq!(document.header.agency.map(|text| text.value), Some("ỦY BAN NHÂN DÂN XÃ PHÚ LAI".to_owned()));
        assert_eq!(document.signatures[0].signed_at, None);
        let signature = document.copy.and_then(|copy| copy.signature).expect("a copy");
        assert_eq!(signature.agency.map(|text| text.value), Some("ỦY BAN NHÂN DÂN XÃ PHÚ LAI".to_owned()));
        assert_eq!(signature.signed_at.map(|text| text.value), Some("19/03/2025 08:34:29 +07:00".to_owned()));
    }
}
