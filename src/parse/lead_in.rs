//! The lead-in of a plan, a programme, a circular or a notice: its bases and the issuer's clause, each in a paragraph of its own or all in one.
//!
//! The clause is set apart before the landmarks are chosen, so that it is a piece of its own, and marked. What is read of
//! bases and clause is left to `bases` and to the enacting formula.

use super::context::Context;
use super::pieces::Tagged;
use crate::inline::kind::kind_of_line;
use crate::inline::lead_in::before_clause;
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::formula::issuers_clause;
use crate::model::DocumentKind;
use crate::words::{Folded, FoldedStr, Vocabulary};
use std::ops::Range;

/// How many pieces the letterhead of a plan may take, and how many its lead-in.
const LETTERHEAD: usize = 40;
const LONGEST: usize = 80;
/// How many pieces a clause may take.
const CLAUSE: usize = 12;

/// `LeadIn` of `decision.ebnf`: sets the issuer's clause apart from the basis before it, and marks it. A document of another
/// kind, or whose lead-in holds anything but bases, stays as it is.
pub(super) fn set_apart(pieces: &mut Vec<Tagged>, context: &Context) {
    let Some(paragraph) = last_paragraph(pieces, context.words) else { return };
    let clause = paragraph.clone().rev().find_map(|at| {
        let text = text_from(pieces, at..paragraph.end);
        let folded = Folded::new(&text);
        let input = FoldedStr::new(&text, &folded);
        let behind_mark = at == paragraph.start || pieces[at - 1].slice.trim_end().ends_with([';', '.', ',']);
        let bytes = match before_clause(context.words)(input) {
            Ok((_, before)) => Some(before.bytes().end),
            Err(_) => issuers_clause(context.words)(input).ok().filter(|_| behind_mark).map(|_| 0),
        };
        bytes.filter(|bytes| *bytes < pieces[at].slice.len()).map(|bytes| (at, bytes))
    });
    let Some((mut at, bytes)) = clause else { return };
    if bytes > 0 {
        let (before, behind) = pieces[at].cut(bytes, context.words);
        pieces[at] = before;
        at += 1;
        pieces.insert(at, behind);
    }
    pieces[at].piece.join = Join::New;
    pieces[at].piece.marks.set(Marks::LEAD_IN, true);
}

/// The paragraph of the lead-in in which the clause may stand: the last of those that begin with a formula, or the one
/// behind them.
fn last_paragraph(pieces: &[Tagged], words: &Vocabulary) -> Option<Range<usize>> {
    let kind = |piece: &Tagged| {
        let named = piece.has(Marks::KIND | Marks::CAPITALS) && !piece.wraps();
        named.then(|| kind_of_line(piece.slice, words)).flatten()
    };
    let title = (0..pieces.len()).take(LETTERHEAD).find(|at| kind(&pieces[*at]).is_some())?;
    let kind = &kind(&pieces[title]).filter(|kind| kind.led_in)?.key;
    let is_basis = |paragraph: &Range<usize>| {
        let first = &pieces[paragraph.start];
        first.has(Marks::BASIS) && !first.has(Marks::CAPITALS)
    };
    let is_clause = |paragraph: &Range<usize>| {
        let text = text_from(pieces, paragraph.clone());
        let folded = Folded::new(&text);
        issuers_clause(words)(FoldedStr::new(&text, &folded)).is_ok()
    };
    let mut behind = paragraphs(pieces, title);
    let titles = behind.iter().take_while(|paragraph| !is_basis(paragraph)).count();
    if titles == behind.len() {
        // Only a plan has a clause without bases.
        let is_plan = matches!(kind, DocumentKind::KeHoach | DocumentKind::ChuongTrinh);
        return behind.into_iter().find(|paragraph| is_plan && is_clause(paragraph));
    }
    let is_sentence = |paragraph: &Range<usize>| pieces[paragraph.end - 1].slice.trim_end().ends_with('.');
    if behind.iter().take(titles).any(is_sentence) {
        return None;
    }
    let other = behind.iter().skip(titles).find(|paragraph| !is_basis(paragraph)).cloned();
    other.or_else(|| behind.pop())
}

/// The paragraphs behind the title, up to a label, a table, or what is no lead-in.
fn paragraphs(pieces: &[Tagged], title: usize) -> Vec<Range<usize>> {
    let stops = |piece: &Tagged| {
        piece.is_grid() || piece.has_any(Marks::LABEL | Marks::ARTICLE | Marks::RECIPIENTS | Marks::ISSUED_WITH)
    };
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for (at, piece) in pieces.iter().enumerate().skip(title + 1).take(LONGEST) {
        match paragraphs.last_mut() {
            _ if stops(piece) => break,
            Some(last) if piece.wraps() => last.end = at + 1,
            _ => paragraphs.push(at..at + 1),
        }
    }
    paragraphs
}

/// The words of some pieces, as one text.
fn text_from(pieces: &[Tagged], range: Range<usize>) -> String {
    pieces[range].iter().take(CLAUSE).map(|piece| piece.slice).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    const HEAD: &str = "SỞ Y TẾ BÌNH LÂM\nSố: 12/KH-SYT\n\nKẾ HOẠCH\nPhòng, chống dịch năm 2026\n\n";
    const BODY: &str = "\n\nI. MỤC TIÊU\n1. Giảm số ca mắc.\nII. TỔ CHỨC THỰC HIỆN\n1. Các phòng thực hiện Kế hoạch.\n";

    /// The bases of a plan with a lead-in, and its formula.
    fn read(lead_in: &str) -> (Vec<String>, Option<String>) {
        let parsed = crate::parse(format!("{HEAD}{lead_in}{BODY}").as_bytes()).expect("a plan");
        let document = parsed.document;
        let bases = document.bases.iter().map(|basis| basis.text.to_string()).collect();
        (bases, document.enacting_formula.map(|formula| formula.to_string()))
    }

    #[test]
    fn a_lead_in_is_bases_and_the_issuers_clause() {
        let basis = "Thực hiện Kế hoạch số 9/KH-UBND ngày 02 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh";
        let law = "Căn cứ Luật Phòng bệnh ngày 10 tháng 12 năm 2025";
        let clause = "Sở Y tế ban hành Kế hoạch phòng, chống dịch năm 2026 như sau:";
        for (lead_in, bases) in [
            (format!("{basis}, {clause}"), vec![basis]),
            (format!("{basis};\n\n{law}. {clause}"), vec![basis, law]),
            (format!("{law};\n\n{basis};\n\n{clause}"), vec![law, basis]),
            (format!("- {law};\n\n- {basis};\n\n{clause}"), vec![law, basis]),
            (
                format!("{basis}, {clause}")
                    .replace(" của Ủy", "\ncủa Ủy")
                    .replace(" Kế hoạch phòng", "\nKế hoạch phòng"),
                vec![basis],
            ),
            (clause.to_owned(), vec![]),
        ] {
            let (read, formula) = read(&lead_in);
            assert_eq!(
                (read, formula.as_deref()),
                (bases.into_iter().map(str::to_owned).collect(), Some(clause)),
                "{lead_in}"
            );
        }
    }

    #[test]
    fn a_sentence_of_the_issuer_ends_the_bases_of_circulars_and_notices() {
        let head = |kind: &str| HEAD.replace("KẾ HOẠCH\nPhòng", &format!("{kind}\nHướng dẫn phòng"));
        let basis = "Căn cứ Luật Phòng bệnh ngày 10 tháng 12 năm 2025";
        let articles = "\n\nĐiều 1. Các phòng thực hiện.\nĐiều 2. Thi hành.\n";
        for (kind, sentence, body) in [
            ("THÔNG TƯ", "Bộ trưởng Bộ Y tế quyết định :", articles),
            ("THÔNG TƯ", "Bộ Y tế hướng dẫn như sau:", articles),
            ("THÔNG TƯ", "Bộ Y tế hướng dẫn phòng dịch như sau:", BODY),
            ("THÔNG BÁO", "Sở Y tế thông báo kết quả phòng dịch như sau:", BODY),
            ("NGHỊ QUYẾT", "QUYẾT NGHỊ:", BODY),
            ("QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "\n\nThành lập Tổ phòng dịch gồm ba người có tên sau đây.\n"),
        ] {
            for between in [";\n\n", ", "]
                .into_iter()
                .filter(|between| between.len() > 2 || sentence.contains(' ') && !sentence.starts_with("QUYẾT"))
            {
                let text = format!("{}{basis}{between}{sentence}{body}", head(kind));
                let document = crate::parse(text.as_bytes()).expect("a document").document;
                let bases: Vec<&str> = document.bases.iter().map(|basis| basis.text.as_str()).collect();
                let formula = document.enacting_formula.as_ref().map(|formula| formula.as_str());
                assert_eq!((bases, formula), (vec![basis], Some(sentence)), "{text}");
            }
        }
    }

    #[test]
    fn a_chapter_is_no_basis_and_a_name_of_a_document_no_formula() {
        let basis = "Căn cứ Luật Phòng bệnh ngày 10 tháng 12 năm 2025;";
        let chapter = "\n\nChương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi.\nĐiều 2. Thi hành.\n";
        let document = crate::parse(format!("{HEAD}{basis}{chapter}").replace("KẾ HOẠCH", "QUY CHẾ").as_bytes());
        let document = document.expect("rules").document;
        assert_eq!((document.bases.len(), document.body.len()), (1, 1), "{document:?}");
        let (bases, formula) = read(&format!("{basis}\n\nNGHỊ QUYẾT\nCủa Hội đồng"));
        assert_eq!((bases.len(), formula), (1, None));
    }

    #[test]
    fn other_paragraphs_make_no_lead_in() {
        for lead_in in [
            "Dịch bệnh diễn biến phức tạp. Sở Y tế ban hành nhiều văn bản như sau:",
            "Thực hiện Kế hoạch số 9/KH-UBND, các phòng làm những việc như sau:",
        ] {
            assert_eq!(read(lead_in), (vec![], None), "{lead_in}");
        }
    }

    #[test]
    fn a_plan_that_a_decision_issues_keeps_its_paragraphs() {
        let plan = "KẾ HOẠCH\nPhòng, chống dịch\n(Kèm theo Quyết định số 5/QĐ-SYT ngày 06 tháng 01 năm 2026)\n\n\
            Thực hiện Kế hoạch số 9/KH-UBND, Sở Y tế ban hành Kế hoạch như sau:\n\n1. Giảm số ca mắc.\n";
        let decision = "SỞ Y TẾ BÌNH LÂM\nSố: 5/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch\n\nĐiều 1. Ban hành Kế hoạch.\n\n\
            GIÁM ĐỐC\n\nTrần Thị Hường\n\n";
        let document = crate::parse(format!("{decision}{plan}").as_bytes()).expect("a decision").document;
        assert_eq!((document.enacting_formula, document.attachments.len()), (None, 1));
        assert_eq!(document.attachments[0].body.len(), 2);
    }
}
