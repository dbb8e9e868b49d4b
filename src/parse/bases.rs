//! Legal bases (căn cứ ban hành) and the enacting formula.

use super::context::{Context, head, tail};
use super::inline::citation::citations;
use super::marks::Marks;
use super::pieces::{Pieces, Section, Tagged, piece};
use crate::layout::Join;
use crate::model::{LegalBasis, Severity, Span, without_closing_mark};
use crate::words::{Folded, fold_head};
use nom::Parser;
use nom::multi::{fold_many0, many0};

/// `Bases` of `decision.ebnf`: every basis with its citations.
pub(crate) fn bases(pieces: &[Tagged], context: &mut Context) -> Vec<LegalBasis> {
    let Ok((_, groups)) = many0(basis).parse(Pieces(pieces)) else { return Vec::new() };
    let mut found = Vec::with_capacity(groups.len());
    for group in groups {
        for spans in apart(context, group) {
            found.extend(read(&spans, context));
        }
    }
    found
}

/// `LegalBasis` of `decision.ebnf`: a piece that begins one, and those that go on with it.
fn basis<'p, 't: 'p>(input: Pieces<'p, 't>) -> Section<'p, 't, Vec<Span>> {
    let (rest, first) = piece(|_| true)(input)?;
    let mut ended = ends(first.slice);
    fold_many0(
        move |input: Pieces<'p, 't>| {
            let (rest, next) = piece(|next: &Tagged| !starts(next, ended))(input)?;
            ended = ends(next.slice);
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

/// A basis begins with its formula, or, where its first words are lost, behind a closing mark.
fn starts(piece: &Tagged, ended: bool) -> bool {
    let capital = piece.slice.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    match piece.piece.join {
        Join::Wrap => false,
        Join::Maybe => piece.has(Marks::BASIS) && ended,
        Join::New => piece.has(Marks::BASIS) || capital && ended,
    }
}

fn ends(slice: &str) -> bool {
    slice.trim_end().ends_with([';', '.', ',', ':'])
}

/// Bases that run together in one paragraph: `…; Căn cứ …`.
fn apart(context: &Context, group: Vec<Span>) -> Vec<Vec<Span>> {
    let mut bases = vec![Vec::new()];
    for span in group {
        let slice = span.of(context.text);
        let folded = Folded::new(slice);
        let mut from = 0;
        for (at, _) in folded.text.match_indices(" can cu ") {
            let here = folded.at(at + 1);
            let before = slice[..here].trim_end();
            if slice[here..].starts_with('C') && before.ends_with([';', '.', ',']) && here > from {
                bases.last_mut().into_iter().for_each(|basis| basis.push(part(span, from, here)));
                bases.push(Vec::new());
                from = here;
            }
        }
        bases.last_mut().into_iter().for_each(|basis| basis.push(part(span, from, slice.len())));
    }
    bases
}

fn part(span: Span, from: usize, to: usize) -> Span {
    tail(head(span, to), from)
}

fn read(spans: &[Span], context: &mut Context) -> Option<LegalBasis> {
    let mut text = context.value(spans, "LegalBasis");
    let marked = text.value.trim_start_matches(|c: char| !c.is_alphanumeric());
    let marked =
        if text.value.starts_with(['-', '–', '—', '*', '+', '•', '~', ':', '.']) { marked } else { &text.value };
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
        context.diagnose(Severity::Warning, "citation-date-unreadable", &[number], &at, text.origin);
    }
    Some(LegalBasis { formula, text, citations: cited.citations })
}
