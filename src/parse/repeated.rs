//! A document that stands twice in its file, as sites and gazettes give it: the second time is set aside.

use super::context::Context;
use super::pieces::Tagged;
use crate::marks::Marks;
use crate::model::{FurnitureKind, OriginId};
use crate::words::skeleton;
use std::collections::HashSet;
use std::ops::Range;

/// Shorter lines stand in many documents, in letters and digits.
const SHORTEST_LINE: usize = 10;
/// The fewest lines by which a document is recognised.
const FEWEST_LINES: usize = 6;
/// So many new lines one after the other are something else.
const MOST_NEW: usize = 3;

/// Takes out of the pieces those of the document's second time, and sets them aside.
pub(crate) fn set_aside(pieces: &mut Vec<Tagged>, context: &mut Context) {
    let Some(range) = repeated(pieces) else { return };
    let spans: Vec<_> = pieces.drain(range).map(|piece| piece.span()).collect();
    spans.iter().for_each(|span| context.set_aside(FurnitureKind::SiteNoise, *span));
    context.note("document-repeated", &[], &spans[..1], OriginId::NONE);
}

/// Where the document begins again: its number a second time, and around it the lines of its first time.
fn repeated(pieces: &[Tagged]) -> Option<Range<usize>> {
    let line = |at: usize| skeleton(pieces[at].slice);
    let first = pieces.iter().position(|piece| piece.has(Marks::NUMBER))?;
    let number = line(first);
    let mut numbers = (first + FEWEST_LINES..pieces.len()).filter(|at| pieces[*at].has(Marks::NUMBER));
    let again = numbers.find(|at| line(*at) == number)?;
    // The issuer above the number, however its line was cut behind a closing.
    let head: String = (0..first).map(line).collect();
    let mut above = String::new();
    let goes_on = |at: &usize| {
        above.insert_str(0, &line(*at));
        head.ends_with(&above)
    };
    let start = again - (first..again).rev().take_while(goes_on).count();
    let said: HashSet<String> = (0..start).map(line).collect();
    let (mut lines, mut titled, mut end, mut new) = (0, false, start, 0);
    for (at, piece) in pieces.iter().enumerate().skip(start) {
        let line = skeleton(piece.slice);
        let long = line.len() >= SHORTEST_LINE;
        // A table is one piece without words.
        if !line.is_empty() && !said.contains(&line) {
            new += usize::from(long);
            if new > MOST_NEW {
                break;
            }
            continue;
        }
        (new, end) = (0, at + 1);
        lines += usize::from(long);
        titled |= piece.has(Marks::NATIONAL_TITLE);
    }
    (lines >= FEWEST_LINES && titled).then_some(start..end)
}

#[cfg(test)]
mod tests {
    const DECISION: &str = "THỦ TƯỚNG CHÍNH PHỦ\n-------\nSố: 63/QĐ-TTg\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
        Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 20 tháng 01 năm 2014\n\nQUYẾT ĐỊNH\nVề việc phê duyệt dự án giống ngô\n\n\
        THỦ TƯỚNG CHÍNH PHỦ\n\nCăn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\n\nQUYẾT ĐỊNH:\n\n\
        Điều 1. Phê duyệt dự án giống ngô.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\nNơi nhận:\n- Như Điều 2;\n\
        - Lưu: VT (3).\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nLê Văn Suối\n\n";
    const APPENDIX: &str =
        "PHỤ LỤC\nDANH SÁCH GIỐNG\n(Kèm theo Quyết định số 63/QĐ-TTg ngày 20 tháng 01 năm 2014)\n1. Giống ngô lai.\n";

    #[test]
    fn the_second_time_is_set_aside() {
        let once = crate::parse((DECISION.to_owned() + APPENDIX).as_bytes()).expect("a document");
        let twice = crate::parse((DECISION.to_owned() + DECISION + APPENDIX).as_bytes()).expect("a document");
        let json = |parsed: &crate::model::Parsed| serde_json::to_value(&parsed.document).expect("JSON");
        assert_eq!(json(&twice), json(&once));
        assert!(twice.unplaced.is_empty());
        assert!(twice.diagnostics.iter().any(|diagnostic| diagnostic.code == "document-repeated"));
    }

    #[test]
    fn another_decision_behind_it_is_not() {
        let other = DECISION.replace("63/QĐ", "64/QĐ");
        let parsed = crate::parse((DECISION.to_owned() + &other).as_bytes()).expect("documents");
        assert!(!parsed.diagnostics.iter().any(|diagnostic| diagnostic.code == "document-repeated"));
    }
}
