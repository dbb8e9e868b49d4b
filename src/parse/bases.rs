//! Legal bases (căn cứ ban hành) and the enacting formula.

use super::context::{Context, regrouped};
use super::pieces::{Pieces, Section, Tagged, piece, till_last_run};
use crate::inline::basis::run_on;
use crate::inline::citation::citations;
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::kind::names_document;
use crate::model::{LegalBasis, Repair, Span, without_closing_mark};
use crate::words::{Folded, FoldedStr, Vocabulary, fold, fold_head};
use nom::Parser;
use nom::multi::{fold_many0, many0};

/// `Bases` of `decision.ebnf`: every basis with its citations.
pub(crate) fn bases(pieces: Pieces, context: &mut Context) -> Vec<LegalBasis> {
    let (words, typed) = (context.words, context.typed);
    let Ok((_, groups)) = many0(|input| basis(input, words, typed)).parse(pieces) else { return Vec::new() };
    let mut found = Vec::with_capacity(groups.len());
    for group in groups {
        for spans in apart(context, &group) {
            found.extend(read(&spans, context));
        }
    }
    found
}

/// The pieces of the bases, and those of an authority that stands behind them, right before the formula: lines in
/// capitals behind an ended basis (`BAN THƯỜNG VỤ HUYỆN ỦY QUYẾT ĐỊNH:`), or behind one without its mark where they begin
/// with a post or an agency.
pub(crate) fn before_authority<'p, 't>(pieces: Pieces<'p, 't>) -> (Pieces<'p, 't>, Option<Pieces<'p, 't>>) {
    let shouted = till_last_run(|piece| piece.has(Marks::CAPITALS) && !piece.has(Marks::BASIS));
    let authority = shouted(pieces).ok().and_then(|(authority, before)| {
        let (first, last) = (authority.first()?, before.last()?);
        let named = first.has_any(Marks::POST | Marks::AGENCY);
        (!first.wraps() && (named || ends(last.slice))).then_some(authority)
    });
    (authority.map_or(pieces, |authority| pieces.upto(authority)), authority)
}

/// True where a basis ends with a line: behind a word that calls for more (`của.`) a stop is dirt.
fn closes(slice: &str, words: &Vocabulary) -> bool {
    let bare = slice.trim_end().trim_end_matches(['.', ':', ' ']);
    let last = bare.split_whitespace().next_back().unwrap_or("");
    ends(slice) && (slice.trim_end().ends_with([';', ',']) || words.basis_open_ends.exact(&fold(last)).is_none())
}

/// True where a line ends with a word that asks for another.
fn asks(slice: &str, words: &Vocabulary) -> bool {
    words.open_ends.exact(&fold(slice.split_whitespace().next_back().unwrap_or(""))).is_some()
}

/// `LegalBasis` of `decision.ebnf`: a piece that begins one, and those that go on with it.
fn basis<'p, 't: 'p>(input: Pieces<'p, 't>, words: &Vocabulary, typed: bool) -> Section<'p, 't, Vec<Span>> {
    let (rest, first) = piece(|_| true)(input)?;
    let (mut ended, mut open) = (closes(first.slice, words), asks(first.slice, words));
    fold_many0(
        move |input: Pieces<'p, 't>| {
            // A paragraph of a Word file that cites a document is a basis of which Word had the number or bullet.
            let apart = typed && !open;
            let cites = |next: &Tagged| apart && next.piece.join == Join::New && names_document(next.slice, words);
            let (rest, next) = piece(|next: &Tagged| !starts(next, ended) && !cites(next))(input)?;
            (ended, open) = (closes(next.slice, words), asks(next.slice, words));
            Ok((rest, next))
        },
        move || vec![first.span()],
        |mut spans, next| {
            spans.push(next.span());
            spans
        },
    )
    .parse(rest)
}

/// A basis begins with its formula, behind an open line with a sign before it, or, where its first words are lost, behind a closing mark.
fn starts(piece: &Tagged, ended: bool) -> bool {
    let capital = piece.slice.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase);
    match piece.piece.join {
        Join::Wrap => false,
        Join::Maybe => piece.has(Marks::BASIS) && (ended || piece.has(Marks::BULLET)),
        Join::New => piece.has(Marks::BASIS) || capital && ended,
    }
}

fn ends(slice: &str) -> bool {
    slice.trim_end().ends_with([';', '.', ',', ':'])
}

/// Bases that run together in one paragraph: `…; Căn cứ …`.
fn apart(context: &Context, group: &[Span]) -> Vec<Vec<Span>> {
    regrouped(group, context.text, |paragraph| {
        let folded = Folded::new(paragraph);
        let bases =
            run_on(context.words)(FoldedStr::new(paragraph, &folded)).map(|(_, bases)| bases).unwrap_or_default();
        bases.into_iter().map(|basis| context.span_of(basis.raw())).collect()
    })
}

fn read(spans: &[Span], context: &mut Context) -> Option<LegalBasis> {
    let mut text = context.value(spans, "LegalBasis");
    let marked = text.value.trim_start_matches(|c: char| !c.is_alphanumeric());
    let marked = if text.value.starts_with(['-', '–', '—', '*', '+', '•', '~', ':', '.', '_']) {
        marked
    } else {
        &text.value
    };
    text.value = without_closing_mark(marked).to_owned();
    if text.value.is_empty() {
        return None;
    }
    let folded = fold_head(text.as_str(), 60);
    let formula = context
        .words
        .bases
        .longest_prefix(folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()))
        .map_or("can-cu", |phrase| phrase.key.as_str())
        .to_owned();
    let cited = citations(&text.value, true, context.words);
    for number in &cited.undated {
        let at = super::context::find(context.text, spans, number);
        context.warn("citation-date-unreadable", &[number], &at, text.origin);
    }
    if cited.repaired {
        context.origins.repaired(text.origin, Repair::Word);
    }
    Some(LegalBasis { formula, text, citations: cited.citations })
}

#[cfg(test)]
mod tests {
    use crate::words::Vocabulary;

    /// Authority, formula and number of bases of a decision with some lines behind its basis.
    fn read(title: &str, behind: &str) -> (Option<String>, Option<String>, usize) {
        let text = format!(
            "SỞ Y TẾ\nSố: 4/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc ban hành danh mục\n{title}\nCăn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n\n{behind}\n\nĐiều 1. Ban hành danh mục.\n"
        );
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        let shown = |text: Option<crate::model::Text>| text.map(|text| text.as_str().to_owned());
        (shown(document.authority), shown(document.enacting_formula), document.bases.len())
    }

    #[test]
    fn a_stop_behind_a_word_that_calls_for_more_ends_no_basis() {
        let text = "SỞ Y TẾ\nSố: 4/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc ban hành danh mục\n\nCăn cứ Quyết định số 7/2019/QĐ-UBND ngày 03 tháng 7 năm 2019 của.\n\
            Ủy ban nhân dân tỉnh ban hành quy định chức năng của Sở Y tế;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành danh mục.\n";
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        assert_eq!(document.bases.len(), 1);
        assert!(document.bases[0].text.as_str().ends_with("của Sở Y tế"));
    }

    /// Layout knew six formulas of its own: behind any other the enacting formula stayed glued to the last basis.
    #[test]
    fn every_formula_begins_the_bases() {
        for formula in Vocabulary::builtin().bases.iter().map(|phrase| phrase.words.as_str()) {
            let basis =
                format!("{formula} Quyết định số 7/2019/QĐ-UBND ngày 03 tháng 7 năm 2019 của Ủy ban nhân dân tỉnh;");
            let text = format!(
                "SỞ Y TẾ\nSố: 4/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc ban hành danh mục\n\nGIÁM ĐỐC SỞ Y TẾ\n\n\
                 {basis}\n{basis} QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành danh mục.\n"
            );
            let document = crate::parse(text.as_bytes()).expect("a document").document;
            let enacting = document.enacting_formula.expect("a formula");
            assert_eq!((document.bases.len(), enacting.as_str()), (2, "QUYẾT ĐỊNH:"), "{formula}");
            assert_eq!(document.authority.expect("an authority").as_str(), "GIÁM ĐỐC SỞ Y TẾ", "{formula}");
        }
    }

    #[test]
    fn an_authority_behind_the_bases() {
        let found = |authority: &str, formula: &str| (Some(authority.to_owned()), Some(formula.to_owned()), 1);
        let formula = "QUYẾT ĐỊNH:";
        assert_eq!(read("", "GIÁM ĐỐC SỞ Y TẾ QUYẾT ĐỊNH:"), found("GIÁM ĐỐC SỞ Y TẾ", formula));
        assert_eq!(read("", "BAN THƯỜNG VỤ HUYỆN ỦY\nQUYẾT ĐỊNH:"), found("BAN THƯỜNG VỤ HUYỆN ỦY", formula));
        let open = "Trên cơ sở kết quả kiểm tra\nGIÁM ĐỐC SỞ Y TẾ\nQUYẾT ĐỊNH:";
        assert_eq!(read("", open), (Some("GIÁM ĐỐC SỞ Y TẾ".to_owned()), Some(formula.to_owned()), 2));
        assert_eq!(read("\nGIÁM ĐỐC SỞ Y TẾ\n", "QUYẾT ĐỊNH:"), found("GIÁM ĐỐC SỞ Y TẾ", formula));
        let twice = read("\nGIÁM ĐỐC SỞ Y TẾ\n", "GIÁM ĐỐC SỞ Y TẾ\nQUYẾT ĐỊNH:");
        assert_eq!(twice, found("GIÁM ĐỐC SỞ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ QUYẾT ĐỊNH:"));
    }
}
