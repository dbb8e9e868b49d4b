//! Where a form ends that stands inside an attachment, so that the attachment goes on behind it: `5. … Mẫu số 47 … 6. …`.
//! Where a form begins is found by `attachment_landmarks`.

use super::attachment_landmarks::{Extent, Start};
use super::landmarks::Landmarks;
use super::pieces::Tagged;
use crate::inline::kind::kind_of_line;
use crate::marks::Marks;
use crate::marks::label::{Label, Level, label};
use crate::model::DocumentKind;
use crate::words::Vocabulary;
use std::collections::HashMap;
use std::ops::Range;

/// How many pieces above a label the signature of a form may stand.
const SIGNATURE_PIECES: usize = 4;

/// What belongs to each attachment that begins in `starts`; the last ends at `end`.
pub(super) fn extents(landmarks: &Landmarks, starts: &[Start], end: usize, words: &Vocabulary) -> Vec<Extent> {
    let pieces = landmarks.0;
    let mut extents: Vec<Extent> = Vec::with_capacity(starts.len());
    // The attachment around the forms that follow it, and its labels.
    let mut around: Option<(usize, Series)> = None;
    for (index, start) in starts.iter().enumerate() {
        let next = starts.get(index + 1).map_or(end, |next| next.at);
        let mut extent = Extent { end: next, later: Vec::new() };
        match &mut around {
            Some((owner, series)) if is_form(pieces, start, words) => {
                if let Some(at) = form_end(landmarks, start.body..next, series) {
                    extents[*owner].later.push(at..next);
                    series.read(&pieces[at..next]);
                    extent.end = at;
                }
            }
            _ => {
                let mut series = Series::default();
                series.read(pieces.get(start.body..next).unwrap_or_default());
                around = Some((index, series));
            }
        }
        extents.push(extent);
    }
    extents
}

fn is_form(pieces: &[Tagged], start: &Start, words: &Vocabulary) -> bool {
    let heading = pieces.get(start.heading).and_then(|piece| kind_of_line(piece.slice, words));
    heading.is_some_and(|kind| kind.key == DocumentKind::Mau)
}

/// The first label that is the next of the attachment around a form, and not the form's: no label before it leads to it
/// there, or the form is signed above it.
fn form_end(landmarks: &Landmarks, form: Range<usize>, around: &Series) -> Option<usize> {
    let closed = landmarks.closing(form.start, form.end).end;
    let mut inside = Series::default();
    let mut signed = None;
    for at in form {
        let piece = &landmarks.0[at];
        if let Some(next) = label_of(piece) {
            let below = at == closed || signed.is_some_and(|signed| at <= signed + SIGNATURE_PIECES);
            if around.leads_to(&next) && (below || !inside.leads_to(&next)) {
                return Some(at);
            }
            inside.add(&next);
        }
        if piece.has(Marks::SIGNED) {
            signed = Some(at);
        }
    }
    None
}

/// The labels of a run of pieces: the last number of each kind of label.
#[derive(Default)]
struct Series(HashMap<(Level, u8, u8), u32>);

impl Series {
    fn read(&mut self, pieces: &[Tagged]) {
        pieces.iter().filter_map(label_of).for_each(|label| self.add(&label));
    }

    fn add(&mut self, label: &Label) {
        self.0.insert((label.level, label.style, label.depth), label.ordinal);
    }

    /// True where the last label of the same kind is the one before `next`.
    fn leads_to(&self, next: &Label) -> bool {
        let last = self.0.get(&(next.level, next.style, next.depth));
        last.is_some_and(|last| *last > 0 && last + 1 == next.ordinal)
    }
}

/// The label at the start of a piece; letters and bullets begin anew in every item, and tell nothing.
fn label_of(piece: &Tagged) -> Option<Label> {
    let begins = piece.has(Marks::LABEL) && !piece.wraps() && !piece.is_grid();
    let label = begins.then(|| label(piece.slice)).flatten()?;
    (!matches!(label.level, Level::Letter | Level::Bullet | Level::Note)).then_some(label)
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
