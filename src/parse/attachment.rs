//! Attachments (văn bản, phụ lục kèm theo): heading, title, `(Kèm theo …)`, body, second signature. Where each begins is
//! found by `attachment_landmarks`.

use super::body::body;
use super::closing::closing;
use super::context::{Context, joined};
use super::letterhead::{capitals, letterhead};
use super::notes::place_notes;
use super::pieces::{Pieces, Section, Tagged, at_most, following, piece, places, within};
use super::title::name_of_kind;
use crate::inline::issued_with::{Decision, before_issued_with, decision};
use crate::inline::kind::{self, Named, label, sole_label};
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::scrap::is_noise_in_text;
use crate::model::{Attachment, ColumnRole, FurnitureKind, IssuedWith, OriginIdEq, Repair, Repairs, Span};
use crate::words::{Folded, FoldedStr, Vocabulary, fold_head};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_till, take_while, take_while_m_n};
use nom::combinator::{cond, consumed, flat_map, opt, peek, recognize, verify};
use nom::sequence::terminated;

/// The most lines of a title, `(Kèm theo …)` among them.
const TITLE_LINES: usize = 11;
/// The most lines that `(Kèm theo …)` wraps.
const WRAPPED_LINES: usize = 4;
/// The longest line of a title that is not in capitals, in characters.
const LONGEST_TITLE_LINE: usize = 140;
/// The longest heading in capitals that is a name as a whole, in characters.
const LONGEST_NAME: usize = 42;

/// An attachment's pieces, by the part of it that they are.
pub(super) struct Parts<'p, 't> {
    /// The letterhead, above the heading or below it.
    pub letterhead: Pieces<'p, 't>,
    /// The lines of the title that stand above the heading.
    pub above: Pieces<'p, 't>,
    /// Heading, title and `(Kèm theo …)`.
    pub head: Vec<Tagged<'t>>,
    /// True where a page or a title leads to the heading, so that the start of the kind's name may be lost.
    pub led: bool,
    pub body: Vec<Tagged<'t>>,
    /// Empty where nobody signs.
    pub closing: Pieces<'p, 't>,
    /// What follows the closing.
    pub behind: Vec<Tagged<'t>>,
}

/// `AttachmentHead` of `decision.ebnf`, as the run of its pieces: the heading; a title and `(Kèm theo …)`, or a title alone.
pub(super) fn head<'p, 't: 'p>(words: &Vocabulary) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Pieces<'p, 't>> {
    move |input| {
        let title = take_till(|line: Tagged| begins_body(&line) || line.has(Marks::ISSUED_WITH));
        let title = at_most(TITLE_LINES - 1, recognize((opt(dashed_title), title)));
        let issued = recognize((title, issued_with));
        recognize((piece(|_| true), alt((issued, title_alone(words))))).parse(input)
    }
}

/// A title in capitals behind a stray dash, between its heading and `(Kèm theo …)`.
fn dashed_title<'p, 't: 'p>(input: Pieces<'p, 't>) -> Section<'p, 't, Tagged<'t>> {
    let issued = |line: &Tagged| line.has(Marks::ISSUED_WITH);
    let dashed = piece(|line| {
        line.has(Marks::BULLET) && line.has(Marks::CAPITALS) && !is_of_body(line) && !line.has(Marks::ISSUED_WITH)
    });
    terminated(dashed, peek((take_while_m_n(0, 1, move |line| !issued(&line)), piece(issued)))).parse(input)
}

/// `IssuedWith` of `decision.ebnf`, as the run of its pieces: to the line with its closing parenthesis, or to one that cannot
/// stand within it. Where no such line is near it is one line.
fn issued_with<'p, 't: 'p>(input: Pieces<'p, 't>) -> Section<'p, 't, ()> {
    let (rest, first) = piece(|line| line.has(Marks::ISSUED_WITH) && !begins_body(line))(input)?;
    let bracketed = first.slice.trim_start().starts_with('(');
    let inside = |line: &Tagged| {
        (bracketed || line.piece.join != Join::New)
            && !line.is_grid()
            && !line.has_any(Marks::LABEL | Marks::ARTICLE)
            // Its closing parenthesis was lost.
            && !(line.piece.gap && line.has(Marks::CAPITALS))
    };
    let closes = |line: &Tagged| line.slice.contains(')');
    let wrapped = recognize((take_while(|line| inside(&line) && !closes(&line)), opt(piece(inside))));
    let ended = terminated(at_most(WRAPPED_LINES, wrapped), peek(piece(|_| true)));
    let (rest, _) = cond(!closes(&first), opt(ended)).parse(rest)?;
    Ok((rest, ()))
}

/// `(Kèm theo …)` to its closing parenthesis, where a title in capitals stands behind it: that of a form, below its letterhead.
fn closed<'p, 't: 'p>(input: Pieces<'p, 't>) -> Section<'p, 't, Pieces<'p, 't>> {
    let open = take_while(|line: Tagged| !line.slice.contains(')'));
    let titled = piece(|line| line.has(Marks::CAPITALS) && !line.wraps());
    terminated(recognize((open, piece(|_| true))), peek(titled)).parse(input)
}

/// `AttachmentTitle` of `decision.ebnf` without `(Kèm theo …)` behind it: lines in capitals, and those that are wrapped.
fn title_alone<'p, 't: 'p>(words: &Vocabulary) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Pieces<'p, 't>> {
    move |input| {
        let line = alt((dashed_title, piece(|line| !begins_body(line))));
        let first = verify(line, |line: &Tagged| is_title_line(line, true, words));
        let lines = flat_map(first, |first| {
            following(first, |before, line| !begins_body(line) && is_title_line(line, before.wraps(), words))
        });
        // The addressees stand below the title, their label cut perhaps.
        let cut = places(input).take(TITLE_LINES).find(|(_, place)| cut_addressees(*place).is_ok());
        let window = cut.map_or(input, |(before, _)| before);
        let (left, title) = within(TITLE_LINES, recognize(opt(lines))).parse(window)?;
        Ok((input.from(left), title))
    }
}

/// `Kính`, of which the next line has the rest: `gửi: …`.
fn cut_addressees<'p, 't: 'p>(input: Pieces<'p, 't>) -> Section<'p, 't, (Tagged<'t>, Tagged<'t>)> {
    let label = piece(|line| fold_head(line.slice, 6).trim_end() == "kinh");
    (label, piece(|line| line.wraps() && fold_head(line.slice, 3) == "gui")).parse(input)
}

/// True for a line of a title; `led` where it may go on with the line before it.
fn is_title_line(line: &Tagged, led: bool, words: &Vocabulary) -> bool {
    let capital = line.has(Marks::CAPITALS) && !line.has(Marks::CAPACITY);
    let wrapped = (line.wraps() || led)
        && !line.has(Marks::BASIS)
        && !line.slice.trim_end().ends_with(['.', ';', ':', ','])
        && line.slice.chars().count() < LONGEST_TITLE_LINE;
    let plain = fold_head(line.slice, 40);
    let unit = words.units.longest_prefix(&plain).is_some();
    // `STT` alone is the first cell of a table of which only the words are left.
    let cell = words.columns.exact(&plain).is_some_and(|column| column.key == ColumnRole::Ordinal);
    (capital || wrapped) && !unit && !cell && !line.has(Marks::ADDRESSEES)
}

/// True for a table or an article, which no heading has.
fn is_of_body(line: &Tagged) -> bool {
    line.is_grid() || line.has(Marks::ARTICLE) && !line.wraps()
}

/// True where a heading and its title end: what begins with a label is of the body.
fn begins_body(line: &Tagged) -> bool {
    let labelled = line.has_any(Marks::LABEL | Marks::BULLET) && !line.wraps() && !line.has(Marks::ISSUED_WITH);
    is_of_body(line) || labelled
}

/// `Attachment` of `decision.ebnf`: everything from its start to the end of its extent, and what follows behind its forms.
pub(super) fn attachment(parts: &Parts, context: &mut Context) -> Attachment {
    let mut found = Attachment::default();
    let headed = letterhead(parts.letterhead.0, context);
    if !headed.header.is_empty() {
        found.header = Some(headed.header);
    }
    heading(parts, &mut found, context);
    found.body = body(&parts.body, context);
    place_notes(&mut found.body, &mut context.notes);
    if !parts.closing.is_empty() {
        let closing = closing(parts.closing.0, context);
        found.recipients = closing.recipients;
        found.filing = closing.filing;
        found.signatures = closing.signatures;
        found.body.extend(body(&parts.behind, context));
    }
    found
}

/// `AttachmentHead` of `decision.ebnf`, as values: kind, name, label, title and `(Kèm theo …)`; lines of the title may stand
/// above the heading.
fn heading(parts: &Parts, found: &mut Attachment, context: &mut Context) {
    let Ok((below, first)) = piece(|_| true)(Pieces(&parts.head)) else { return };
    let mut title = parts.above.spans();
    let below = match heading_line(&first, parts.led, found, context) {
        Some(left) => {
            title.extend(left);
            below
        }
        None => Pieces(&parts.head),
    };
    let lines: Section<Pieces> = take_till(|line: Tagged| line.has(Marks::ISSUED_WITH)).parse(below);
    let Ok((issued, lines)) = lines else { return };
    let (behind, issued) = closed(issued).unwrap_or((Pieces(&[]), issued));
    for line in lines.iter().chain(behind.iter()) {
        if is_noise_in_text(line.slice) {
            context.set_aside(FurnitureKind::SealNoise, line.span());
        } else {
            title.push(line.span());
        }
    }
    if !issued.is_empty() {
        found.issued_with = Some(issued_with_of(&issued.spans(), context));
    } else if let Some(last) = title.pop() {
        title.extend(issued_within(last, found, context));
    }
    if !title.is_empty() {
        let mut text = context.value(&title, "AttachmentTitle");
        text.value = text.value.trim_start_matches(['-', '–', '—', '_', ':', ' ']).to_owned();
        found.title = (!text.is_empty()).then_some(text);
    }
}

/// `AttachmentHeading` of `decision.ebnf`: kind, name and label; gives what is left of the line for the title. None where it
/// names no kind. Where something has `led` to it, the start of the kind's name may be lost.
fn heading_line(line: &Tagged, led: bool, found: &mut Attachment, context: &mut Context) -> Option<Vec<Span>> {
    let folded = Folded::new(line.slice);
    let input = FoldedStr::new(line.slice, &folded);
    if let Ok((after, named)) = kind::named(context.words)(input) {
        found.kind = Some(named.kind.key.clone());
        let left = if named.kind.key.is_appendix() {
            appendix(&named, after, found, context)
        } else {
            other_kind(line, &named, after, found, context)
        };
        return Some(left.into_iter().collect());
    }
    let (after, named) = kind::cut(context.words)(input).ok().filter(|_| led)?;
    let value = named.kind.name.to_uppercase();
    let owned = context.span_of(named.upto.raw());
    found.kind = Some(named.kind.key.clone());
    found.name = Some(context.owned(value, &[owned], "Name", Repairs::NONE.with(Repair::Capitals)));
    Some(vec![context.span_of(after.raw())])
}

/// Name and label of an appendix; gives what stands `after` them.
fn appendix(named: &Named, after: FoldedStr, found: &mut Attachment, context: &mut Context) -> Option<Span> {
    found.name = Some(name_of_kind(named, context));
    let (left, read) = opt(consumed(label)).parse(after).unwrap_or((after, None));
    if let Some((labelled, word)) = read {
        let value = word.raw().trim_end_matches(['.', ',', '-', '–', ':']).to_owned();
        let labelled = context.span_of(labelled.raw());
        found.label = Some(context.owned(value, &[labelled], "AttachmentLabel", Repairs::NONE));
    }
    let span = context.span_of(left.raw());
    if left.raw().contains(char::is_alphanumeric) {
        return Some(span);
    }
    context.set_aside(FurnitureKind::SealNoise, span);
    None
}

/// Name and label of what is no appendix: a number behind it is its label (`DANH MỤC 1`, `QUY TRÌNH IV`), and a short line in
/// capitals its name as a whole. Gives what stands `after` them.
fn other_kind(
    line: &Tagged,
    named: &Named,
    after: FoldedStr,
    found: &mut Attachment,
    context: &mut Context,
) -> Option<Span> {
    let left = context.span_of(after.raw());
    if !line.has(Marks::CAPITALS) {
        found.name = Some(name_of_kind(named, context));
        return Some(left);
    }
    if let Ok((_, word)) = sole_label(after) {
        found.label = Some(context.owned(word.raw().to_owned(), &[left], "AttachmentLabel", Repairs::NONE));
        found.name = Some(name_of_kind(named, context));
        return None;
    }
    if line.slice.chars().count() > LONGEST_NAME {
        found.name = Some(name_of_kind(named, context));
        return Some(left);
    }
    let written = Span { start: context.span_of(named.name.raw()).start, ..line.span() };
    let value = joined(context.text, &[written], &mut Repairs::default());
    let value = value.trim_end_matches([' ', ':', '.', '_', '-']).to_owned();
    found.name = Some(capitals(value, &[line.span()], "Name", context));
    None
}

/// `(Kèm theo …)` at the end of a title's last line; gives what stands before it.
fn issued_within(line: Span, found: &mut Attachment, context: &mut Context) -> Option<Span> {
    let slice = line.of(context.text);
    let folded = Folded::new(slice);
    let Ok((issued, before)) = before_issued_with(FoldedStr::new(slice, &folded)) else { return Some(line) };
    let before = context.span_of(before.raw());
    found.issued_with = Some(issued_with_of(&[context.span_of(issued.raw())], context));
    (!before.is_empty()).then_some(before)
}

/// `(Kèm theo Quyết định số … ngày … của …)`: it owns its lines as a whole.
fn issued_with_of(spans: &[Span], context: &mut Context) -> IssuedWith {
    let text = context.value(spans, "IssuedWith");
    let Decision { number, date, issuer } = decision(&text.value, context.words);
    IssuedWith { number, date, issuer, origin: OriginIdEq(text.origin) }
}
