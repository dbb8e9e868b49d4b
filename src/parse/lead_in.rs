//! The lead-in of a plan or programme: `Thực hiện Nghị quyết …, UBND tỉnh ban hành Kế hoạch … như sau:` in one paragraph.
//! What stands before the issuer's clause is its legal bases, the clause its enacting formula.

use super::pieces::Tagged;
use crate::layout::Join;
use crate::marks::Marks;
use crate::words::{Folded, Phrase, Usage, Vocabulary};
use std::ops::Range;

/// How far behind the beginning a lead-in may stand, in pieces.
const WINDOW: usize = 40;

/// Where a lead-in stands among the pieces.
pub(crate) struct LeadIn {
    /// Its first piece.
    pub basis: usize,
    /// The pieces of the issuer's clause.
    pub clause: Range<usize>,
}

/// `LeadIn` of `decision.ebnf`: the lead-in of a document without articles, the piece in which its clause begins cut in two.
pub(crate) fn lead_in(pieces: &mut Vec<Tagged>, words: &Vocabulary) -> Option<LeadIn> {
    if pieces.iter().any(|piece| piece.has(Marks::ARTICLE) && !piece.wraps()) {
        return None;
    }
    let title = pieces.iter().take(WINDOW).position(|piece| piece.has(Marks::KIND) && piece.has(Marks::CAPITALS))?;
    let begins = |at: &usize| {
        let piece = &pieces[*at];
        let apart = piece.piece.gap || pieces[*at - 1].has(Marks::CAPITALS);
        piece.has(Marks::BASIS)
            && !piece.has_any(Marks::CAPITALS | Marks::LABEL)
            && piece.piece.join == Join::New
            && apart
    };
    let basis = (title + 2..pieces.len().min(WINDOW)).find(begins)?;
    let end = basis + 1 + pieces[basis + 1..].iter().take_while(|piece| piece.wraps()).count();
    if !pieces[end - 1].slice.trim_end().ends_with(':') {
        return None;
    }
    let text = pieces[basis..end].iter().map(|piece| piece.slice).collect::<Vec<_>>().join(" ");
    let mut at = clause(&text, words)?;
    let mut cut = basis;
    while at > pieces[cut].slice.len() {
        at -= pieces[cut].slice.len() + 1;
        cut += 1;
    }
    if at == 0 {
        return Some(LeadIn { basis, clause: cut..end });
    }
    let whole = pieces[cut];
    let (mut before, mut behind) = (whole.span(), whole.span());
    behind.start += at as u32;
    before.end = whole.piece.start + whole.slice[..at].trim_end().len() as u32;
    let mut issuer = whole.part(behind, words);
    issuer.piece.join = Join::New;
    pieces.splice(cut..=cut, [whole.part(before, words), issuer]);
    Some(LeadIn { basis, clause: cut + 1..end + 1 })
}

/// Where the issuer's clause begins in a lead-in, in bytes: behind the last mark before a verb of enacting and the name of a
/// kind, with an agency's or a post's name first.
fn clause(text: &str, words: &Vocabulary) -> Option<usize> {
    let folded = Folded::new(text);
    let plain = folded.text.as_str();
    let enacts = |rest: &str| {
        let verb = |phrase: &Phrase| {
            let behind = rest.split_once(&format!(" {} ", phrase.folded)).map(|(_, behind)| behind);
            behind.is_some_and(|behind| {
                words.kinds.iter().any(|kind| is_plan(kind.usage) && behind.starts_with(&kind.folded))
            })
        };
        words.lead_in_verbs.iter().any(verb)
    };
    let marks = plain.match_indices([',', ';', '.']).map(|(at, _)| at);
    let starts: Vec<usize> = marks.filter(|at| plain[at + 1..].starts_with(' ')).map(|at| at + 2).collect();
    let named = |at: &usize| {
        let rest = &plain[*at..];
        words.agency_heads.longest_prefix(rest).is_some() || words.posts.longest_prefix(rest).is_some()
    };
    starts.into_iter().rev().find(|at| named(at) && enacts(&plain[*at..])).map(|at| folded.at(at))
}

/// True for kinds that are issued.
fn is_plan(usage: Usage) -> bool {
    matches!(usage, Usage::Document | Usage::Attachment)
}

#[cfg(test)]
mod tests {
    fn shown(lead_in: &str) -> (Vec<String>, Option<String>, Option<String>) {
        let text = format!(
            "ỦY BAN NHÂN DÂN\nTỈNH BÌNH LÂM\nSố: 12/KH-UBND\nBình Lâm, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\n\
             Tuyên truyền cải cách hành chính năm 2025\n\n{lead_in}\n\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\nII. NỘI DUNG\n1. Tập huấn.\n"
        );
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        let text = |text: &crate::model::Text| text.as_str().to_owned();
        (
            document.bases.iter().map(|basis| text(&basis.text)).collect(),
            document.enacting_formula.as_ref().map(text),
            document.subject.as_ref().map(text),
        )
    }

    #[test]
    fn what_stands_before_the_issuer_s_clause_is_legal_bases() {
        let subject = Some("Tuyên truyền cải cách hành chính năm 2025".to_owned());
        let clause = "UBND tỉnh ban hành Kế hoạch tuyên truyền năm 2025 như sau:".to_owned();
        let basis = "Tiếp tục thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, các văn bản của tỉnh";
        assert_eq!(
            shown(&format!("{basis}, {clause}")),
            (vec![basis.to_owned()], Some(clause.clone()), subject.clone())
        );
        let wrapped = "Thực hiện Công văn số 17/CV-TU ngày 27/8/2024 của Tỉnh ủy\nBình Lâm về bảo vệ bí mật. UBND tỉnh ban hành\n\
            Kế hoạch tuyên truyền năm 2025 như sau:";
        let basis = "Thực hiện Công văn số 17/CV-TU ngày 27/8/2024 của Tỉnh ủy Bình Lâm về bảo vệ bí mật".to_owned();
        assert_eq!(shown(wrapped), (vec![basis], Some(clause), subject.clone()));
        // Without the clause it is a paragraph.
        assert_eq!(shown("Thực hiện nhiệm vụ được giao, tỉnh xây dựng nội dung như sau:"), (Vec::new(), None, subject));
    }
}
