//! Where a form ends that stands inside an attachment, so that the attachment goes on behind it: `5. … Mẫu số 47 … 6. …`.
//! Where a form begins is `attachment`'s.

use super::attachment::{Extent, Start};
use super::landmarks::Landmarks;
use super::pieces::Tagged;
use super::title::kind_at_start;
use crate::marks::Marks;
use crate::marks::label::{Label, Level, label};
use crate::model::DocumentKind;
use crate::words::Vocabulary;
use std::ops::Range;

/// How many pieces above a label the signature of a form may stand.
const SIGNATURE_PIECES: usize = 4;

/// What belongs to each attachment that begins in `starts`; the last ends at `end`.
pub(super) fn extents(landmarks: &Landmarks, starts: &[Start], end: usize, words: &Vocabulary) -> Vec<Extent> {
    let mut extents: Vec<Extent> = Vec::with_capacity(starts.len());
    let mut around: Option<usize> = None;
    for (index, start) in starts.iter().enumerate() {
        let mut end = starts.get(index + 1).map_or(end, |next| next.at);
        if !is_form(landmarks.0, start, words) {
            around = Some(index);
        } else if let Some(around) = around
            && let Some(at) = form_end(landmarks, start.body..end, &extents[around].pieces(landmarks, &starts[around]))
        {
            extents[around].later.push(at..end);
            end = at;
        }
        extents.push(Extent { end, later: Vec::new() });
    }
    extents
}

fn is_form(pieces: &[Tagged], start: &Start, words: &Vocabulary) -> bool {
    let heading = pieces.get(start.heading).and_then(|piece| kind_at_start(piece.slice, words));
    heading.is_some_and(|(kind, ..)| kind.key == DocumentKind::Mau)
}

/// The first label that is the next of the attachment around a form, and not the form's: no label before it leads to it
/// there, or the form is signed above it.
fn form_end(landmarks: &Landmarks, form: Range<usize>, around: &[Tagged]) -> Option<usize> {
    let pieces = landmarks.0;
    let signed = landmarks.closing(form.start, form.end).end;
    let signs = |piece: &Tagged| piece.has(Marks::SIGNED);
    form.clone().find(|at| {
        let Some(next) = read(&pieces[*at]) else { return false };
        let above = pieces[form.start..*at].iter().rev().take(SIGNATURE_PIECES).any(signs);
        leads_to(around, &next) && (*at == signed || above || !leads_to(&pieces[form.start..*at], &next))
    })
}

/// True where the last label of the same series is the one before `next`.
fn leads_to(pieces: &[Tagged], next: &Label) -> bool {
    let same = |label: &Label| (label.level, label.style, label.depth) == (next.level, next.style, next.depth);
    let last = pieces.iter().rev().filter_map(read).find(same);
    last.is_some_and(|last| last.ordinal > 0 && last.ordinal + 1 == next.ordinal)
}

/// The label at the start of a piece; letters and bullets begin anew in every item, and tell nothing.
fn read(piece: &Tagged) -> Option<Label> {
    let begins = piece.has(Marks::LABEL) && !piece.wraps() && !piece.is_grid();
    label(piece.slice).filter(|label| begins && !matches!(label.level, Level::Letter | Level::Bullet | Level::Note))
}

#[cfg(test)]
mod tests {
    const DECISION: &str = "SỞ Y TẾ BÌNH LÂM\nSố: 4/QĐ-SYT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
        Bình Lâm, ngày 9 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\nVề việc công bố thủ tục\n\nGIÁM ĐỐC SỞ Y TẾ\n\n\
        Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Công bố thủ tục.\n\nGIÁM ĐỐC\n\n\
        Trần Văn Khang\n\n\nPHỤ LỤC\nQUY TRÌNH THỰC HIỆN\n(Kèm theo Quyết định số 4/QĐ-SYT ngày 9 tháng 9 năm 2025)\n\n\
        1. Tiếp nhận hồ sơ\nNgười dân nộp hồ sơ.\n\n2. Xem xét hồ sơ\nPhòng chuyên môn xem xét.\n\n";
    const FORM: &str = "Mẫu số 01. Đơn đề nghị xem xét\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
        ……, ngày … tháng … năm …\n\nĐƠN ĐỀ NGHỊ\n\nKính gửi: ……\n\n1. Họ và tên: ……\n\n2. Nơi ở: ……\n\n\
        NGƯỜI LÀM ĐƠN\n(Ký, ghi rõ họ tên)\n\n";

    /// The labels of the first level of each attachment.
    fn labels(text: &str) -> Vec<String> {
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        let of = |attachment: &crate::model::Attachment| {
            let labels = attachment.body.iter().filter_map(|block| match block {
                crate::model::Block::Division(division) => Some(division.label.as_str().to_owned()),
                _ => None,
            });
            labels.collect::<Vec<_>>().join(" ")
        };
        document.attachments.iter().map(of).collect()
    }

    #[test]
    fn behind_a_form_the_attachment_goes_on_with_its_next_label() {
        let text =
            format!("{DECISION}{FORM}3. Trả kết quả\nPhòng chuyên môn trả kết quả.\n\n4. Lưu hồ sơ\nVăn thư lưu.\n");
        assert_eq!(labels(&text), ["1. 2. 3. 4.", "1. 2."]);
    }

    #[test]
    fn a_label_that_is_no_next_one_stays_with_the_form() {
        let text = format!("{DECISION}{FORM}1. Ghi rõ họ và tên.\n\n2. Ghi rõ nơi ở.\n");
        assert_eq!(labels(&text), ["1. 2.", "1. 2. 1. 2."]);
    }

    #[test]
    fn behind_each_of_two_forms_it_goes_on() {
        let other = FORM.replace("01", "02");
        let text = format!("{DECISION}{FORM}3. Trả kết quả\nTrả tại chỗ.\n\n{other}4. Lưu hồ sơ\nVăn thư lưu.\n");
        assert_eq!(labels(&text), ["1. 2. 3. 4.", "1. 2.", "1. 2."]);
    }
}
