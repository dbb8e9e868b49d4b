//! The digital stamp of a certified copy: `SAO Y; ỦY BAN NHÂN DÂN …; Thời gian ký: …`. The block that stands under a copy on
//! paper is in `copy`.

use super::context::Context;
use crate::inline::stamp::copy_label;
use crate::model::{CopyBlock, CopyKind, FurnitureKind, Repairs, Signature, Span};
use crate::words::fold_head;

/// How a copy is certified, by the words with which its line begins.
pub(crate) fn kind(slice: &str) -> CopyKind {
    match fold_head(slice, 8).as_str() {
        kind if kind.starts_with("sao luc") => CopyKind::SaoLuc,
        kind if kind.starts_with("trich") => CopyKind::TrichSao,
        _ => CopyKind::SaoY,
    }
}

/// The digital stamp of a copy, `SAO Y; ỦY BAN NHÂN DÂN …;`, which may stand anywhere on the page; `None` for a line that
/// names no agency. When it was signed is said in the next line, see [`Context::stamp`].
pub(crate) fn stamped(span: Span, context: &mut Context) -> Option<CopyBlock> {
    let (rest, label) = copy_label(span.of(context.text)).ok()?;
    let agency = rest.trim().trim_end_matches([';', ',', '.', ' ']);
    if agency.is_empty() {
        return None;
    }
    let kind = kind(label);
    context.set_aside(FurnitureKind::Stamp, context.span_of(label));
    let agency = context.owned(agency.to_owned(), &[context.span_of(rest)], "Agency", Repairs::NONE);
    let signature = Signature { agency: Some(agency), ..Signature::default() };
    Some(CopyBlock { kind, number: None, date: None, signature: Some(Box::new(signature)) })
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
