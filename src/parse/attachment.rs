//! Attachments (văn bản, phụ lục kèm theo): heading, title, `(Kèm theo …)`, body, second signature.

use super::body::body;
use super::closing::closing;
use super::context::{Context, head, joined, part, tail};
use super::groups::byte_at;
use super::inline::issued_with::{Decision, before_issued_with, decision};
use super::inline::kind::{label, sole_label};
use super::landmarks::{Landmarks, letterhead_start};
use super::letterhead::{capitals, is_place_before_date, letterhead};
use super::notes::place_notes;
use super::pieces::Tagged;
use super::title::{kind_at_start, name_of_kind};
use crate::layout::{Column, Join};
use crate::marks::Marks;
use crate::marks::kind::cut_kind;
use crate::marks::scrap::is_noise_in_text;
use crate::model::{Attachment, ColumnRole, FurnitureKind, IssuedWith, OriginIdEq, Repair, Repairs, Span};
use crate::words::{Folded, FoldedStr, Kind, fold_head};
use std::ops::Range;

/// How many pieces behind a second letterhead its heading may stand.
const HEADING_WINDOW: usize = 14;
/// The most pieces of a heading and title.
const TITLE_PIECES: usize = 12;
/// The most lines of a title that stands above its heading.
const TITLE_ABOVE: usize = 4;

/// Where an attachment begins, where its heading stands, and where its body begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    pub at: usize,
    pub heading: usize,
    /// The letterhead that stands below the heading, where one does.
    pub below: Option<Range<usize>>,
    /// Where the lines of the title end that stand above the heading; `at` where there are none.
    pub title: usize,
    pub body: usize,
}

/// The pieces of an attachment: from its start to the next one's, or, of a form, to where the attachment around it goes
/// on, and what follows behind the forms inside it.
pub(super) struct Extent {
    pub end: usize,
    pub later: Vec<Range<usize>>,
}

impl Extent {
    /// The pieces of an attachment from its body on.
    pub fn pieces<'t>(&self, landmarks: &Landmarks<'_, 't>, start: &Start) -> Vec<Tagged<'t>> {
        let places = (start.body..self.end).chain(self.later.iter().cloned().flatten());
        places.filter_map(|at| landmarks.0.get(at)).copied().collect()
    }
}

/// Where the attachments of a range begin.
pub(crate) fn starts(landmarks: &Landmarks, range: Range<usize>, context: &Context) -> Vec<Start> {
    let pieces = landmarks.0;
    let mut found: Vec<Start> = Vec::new();
    let mut index = range.start;
    while index < range.end {
        if !landmarks.starts_attachment(index, range.end)
            && !landmarks.opens_behind_closing(index, range.clone(), found.is_empty())
        {
            index += 1;
            continue;
        }
        let floor = found.last().map_or(range.start, |last| last.body);
        let at = letterhead_start(pieces, index, floor);
        let above = title_above(pieces, index, floor);
        let title = if above < index { index } else { at };
        let at = at.min(above);
        let heading = if pieces[index].has(Marks::NATIONAL_TITLE) {
            let behind = letterhead_end(pieces, index, range.end);
            let labelled = |piece: &Tagged| piece.has(Marks::APPENDIX) && !piece.piece.page;
            (index..range.end.min(index + HEADING_WINDOW))
                .find(|next| is_heading(&pieces[*next], context) || *next == behind && labelled(&pieces[behind]))
                .unwrap_or(behind)
        } else {
            index
        };
        let below = landmarks
            .heads_letterhead(heading, range.end)
            .map(|title| letterhead_start(pieces, title, heading + 1)..letterhead_end(pieces, title, range.end));
        let body = match &below {
            // The title of a form stands below its letterhead, where none stands above.
            Some(below)
                if pieces[heading].has(Marks::APPENDIX)
                    && (heading + 1..below.start)
                        .all(|at| pieces[at].has(Marks::ISSUED_WITH) || pieces[at].wraps()) =>
            {
                below.end + pieces[below.end..range.end].iter().take_while(|piece| is_title(piece)).count()
            }
            Some(below) => below.end,
            // A letter has no title.
            None if pieces[heading].has(Marks::ADDRESSEES) => heading,
            None => title_end(pieces, heading, range.end, context),
        };
        let body = body.min(range.end);
        found.push(Start { at, heading, below, title, body });
        index = body.max(index + 1);
    }
    found
}

/// Where the title begins that an engine put before `PHỤ LỤC` and the page's number: lines in capitals at the top of the
/// page, with nothing of them left below the heading. The heading itself where there is none.
fn title_above(pieces: &[Tagged], heading: usize, floor: usize) -> usize {
    let titled = |piece: &Tagged| {
        let other = Marks::LABEL | Marks::AGENCY | Marks::POST | Marks::CAPACITY | Marks::NAME | Marks::NATIONAL_TITLE;
        piece.has(Marks::CAPITALS) && !piece.has_any(other | Marks::KIND | Marks::FORMULA) && !piece.is_grid()
    };
    let below = pieces.get(heading + 1).is_some_and(titled);
    if !pieces[heading].has(Marks::APPENDIX) || pieces[heading].piece.page || below {
        return heading;
    }
    let lines = pieces[floor.max(heading.saturating_sub(TITLE_ABOVE))..heading].iter().rev();
    let found = lines.take_while(|piece| titled(piece)).position(|piece| piece.piece.page);
    found.map_or(heading, |back| heading - 1 - back)
}

/// True for a line in capitals that may be a title.
fn is_title(piece: &Tagged) -> bool {
    piece.has(Marks::CAPITALS) && !piece.has_any(Marks::LABEL | Marks::BULLET | Marks::POST | Marks::ARTICLE)
}

fn is_heading(piece: &Tagged, context: &Context) -> bool {
    piece.has(Marks::KIND)
        && piece.has(Marks::CAPITALS)
        && !piece.has(Marks::NUMBER)
        && kind_at_start(piece.slice, context.words).is_some()
}

/// Behind the last line of a letterhead: title, motto, number, place and date, and what stands between two of them.
fn letterhead_end(pieces: &[Tagged], index: usize, end: usize) -> usize {
    let own = Marks::NATIONAL_TITLE | Marks::MOTTO | Marks::NUMBER | Marks::PLACE_DATE;
    // The issuer goes on beside the motto; `……, ngày …` has room for a place that is not written yet.
    let between = |at: usize| {
        let piece = &pieces[at];
        if pieces[at + 1..end].first().is_some_and(|next| is_place_before_date(piece, next)) {
            return true;
        }
        // Behind the motto stand no issuers over the whole width: what is in capitals there is a title.
        if piece.piece.column != Column::Left && pieces[index..at].iter().any(|before| before.has(Marks::MOTTO)) {
            return false;
        }
        let inner =
            is_noise_in_text(piece.slice) || piece.has(Marks::CAPITALS) && !piece.has_any(Marks::KIND | Marks::LABEL);
        let next = (at + 1..end).find(|next| !is_noise_in_text(pieces[*next].slice) || pieces[*next].has_any(own));
        inner
            && next.is_some_and(|next| {
                pieces[next].has_any(own) && !pieces[at + 1..=next].iter().any(|piece| piece.piece.page)
            })
    };
    (index..end).find(|at| !pieces[*at].has_any(own) && !between(*at)).unwrap_or(end)
}

/// Where heading, title and `(Kèm theo …)` end.
fn title_end(pieces: &[Tagged], heading: usize, end: usize, context: &Context) -> usize {
    let limit = end.min(heading + TITLE_PIECES);
    let stops = |at: usize| {
        let piece = &pieces[at];
        piece.is_grid()
            || piece.has(Marks::ARTICLE) && !piece.wraps()
            || piece.has_any(Marks::LABEL | Marks::BULLET)
                && !piece.wraps()
                && !piece.has(Marks::ISSUED_WITH)
                && !is_dashed_title(pieces, heading, at)
    };
    let issued = (heading + 1..limit).take_while(|at| !stops(*at)).find(|at| pieces[*at].has(Marks::ISSUED_WITH));
    if let Some(issued) = issued {
        return (issued + 1..end.min(issued + 6)).find(|at| closes_issued(pieces, issued, *at)).unwrap_or(issued + 1);
    }
    let mut at = heading + 1;
    while at < limit && !stops(at) {
        let piece = &pieces[at];
        let ended = piece.slice.trim_end().ends_with(['.', ';', ':', ',']);
        let short = piece.slice.chars().count() < 140;
        let capital = piece.has(Marks::CAPITALS) && !piece.has(Marks::CAPACITY);
        let low = !ended
            && short
            && !piece.has(Marks::BASIS)
            && (piece.wraps() || at == heading + 1 || pieces[at - 1].wraps());
        let plain = fold_head(piece.slice, 40);
        let unit = context.words.units.longest_prefix(&plain).is_some();
        // `STT` alone is the first cell of a table of which only the words are left.
        let cell = context.words.columns.exact(&plain).is_some_and(|column| column.key == ColumnRole::Ordinal);
        let addressees = piece.has(Marks::ADDRESSEES) || is_cut_addressees(pieces, at);
        if unit || cell || addressees || !(capital || low) {
            break;
        }
        at += 1;
    }
    at
}

/// True for `Kính`, of which the next line has the rest: `gửi: …`.
fn is_cut_addressees(pieces: &[Tagged], at: usize) -> bool {
    let goes_on = |next: &Tagged| next.wraps() && fold_head(next.slice, 3) == "gui";
    fold_head(pieces[at].slice, 6).trim_end() == "kinh" && pieces.get(at + 1).is_some_and(goes_on)
}

/// True for a title in capitals behind a stray dash, between its heading and `(Kèm theo …)`.
fn is_dashed_title(pieces: &[Tagged], heading: usize, at: usize) -> bool {
    let close = pieces[at + 1..].iter().take(2).any(|next| next.has(Marks::ISSUED_WITH));
    pieces[at].has(Marks::BULLET) && pieces[at].has(Marks::CAPITALS) && at == heading + 1 && close
}

/// True where the parenthesis that begins at `issued` is closed before piece `at`.
fn closes_issued(pieces: &[Tagged], issued: usize, at: usize) -> bool {
    let closed = pieces[issued..at].iter().any(|piece| piece.slice.contains(')'));
    closed
        || pieces[at].piece.join == Join::New && !pieces[issued].slice.trim_start().starts_with('(')
        || pieces[at].is_grid()
        || pieces[at].has_any(Marks::LABEL | Marks::ARTICLE)
        // Its closing parenthesis was lost.
        || pieces[at].piece.gap && pieces[at].has(Marks::CAPITALS)
}

/// `Attachment` of `decision.ebnf`: everything from its start to the end of its extent, and what follows behind its forms.
pub(super) fn attachment(landmarks: &Landmarks, start: &Start, extent: &Extent, context: &mut Context) -> Attachment {
    let pieces = landmarks.0;
    let mut found = Attachment::default();
    let headed = start.below.clone().unwrap_or(start.title..start.heading);
    let own = letterhead(&pieces[headed], context);
    if !own.header.is_empty() {
        found.header = Some(own.header);
    }
    let below = start.below.clone().unwrap_or(start.body..start.body);
    let titled = [&pieces[start.heading..below.start], &pieces[below.end..start.body]].concat();
    let led = pieces.get(start.heading).is_some_and(|piece| piece.piece.page) || start.title < start.heading;
    heading(&pieces[start.at..start.title], &titled, led, &mut found, context);
    let closing_at = landmarks.closing(start.body, extent.end);
    let signed = closing_at.start < closing_at.end
        && pieces[closing_at.clone()]
            .iter()
            .any(|piece| piece.has_any(Marks::CAPACITY | Marks::RECIPIENTS | Marks::SIGNED | Marks::NAME));
    let whole = extent.pieces(landmarks, start);
    let unsigned = if signed { closing_at.start - start.body } else { whole.len() };
    found.body = body(&whole[..unsigned], context);
    place_notes(&mut found.body, &mut context.notes);
    if signed {
        let closing = closing(&pieces[closing_at.clone()], context);
        found.recipients = closing.recipients;
        found.filing = closing.filing;
        found.signatures = closing.signatures;
        found.body.extend(body(&whole[closing_at.end - start.body..], context));
    }
    found
}

/// Kind, name, label, title and `(Kèm theo …)`; lines of the title may stand above them. Where a page or a letterhead has
/// `led` to them, the start of the kind's name may be lost.
fn heading(above: &[Tagged], pieces: &[Tagged], led: bool, found: &mut Attachment, context: &mut Context) {
    let Some((first, rest)) = pieces.split_first() else { return };
    let mut title: Vec<Span> = above.iter().map(Tagged::span).collect();
    let mut rest = rest;
    match kind_at_start(first.slice, context.words) {
        Some((kind, at)) => title.extend(name(first, (kind, at), found, context)),
        None => match cut_kind(first.slice, context.words).filter(|_| led) {
            Some((kind, range)) => {
                let end = byte_at(first.slice, range.end);
                let name = head(first.span(), end);
                let value = kind.name.to_uppercase();
                found.kind = Some(kind.key.clone());
                found.name = Some(context.owned(value, &[name], "Name", Repairs::NONE.with(Repair::Capitals)));
                title.push(tail(first.span(), end));
            }
            None => rest = pieces,
        },
    }
    let issued = rest.iter().position(|piece| piece.has(Marks::ISSUED_WITH)).unwrap_or(rest.len());
    for piece in &rest[..issued] {
        if is_noise_in_text(piece.slice) {
            context.set_aside(FurnitureKind::SealNoise, piece.span());
        } else {
            title.push(piece.span());
        }
    }
    if issued == rest.len()
        && let Some(last) = title.last_mut()
    {
        let slice = last.of(context.text);
        let folded = Folded::new(slice);
        if let Ok((_, before)) = before_issued_with(FoldedStr::new(slice, &folded)) {
            let at = before.bytes().end;
            let inline = tail(*last, at);
            *last = head(*last, at);
            title.retain(|span| !span.is_empty());
            found.issued_with = Some(issued_with(&[inline], context));
        }
    }
    if issued < rest.len() {
        let spans: Vec<Span> = rest[issued..].iter().map(Tagged::span).collect();
        found.issued_with = Some(issued_with(&spans, context));
    }
    if !title.is_empty() {
        let mut text = context.value(&title, "AttachmentTitle");
        text.value = text.value.trim_start_matches(['-', '–', '—', '_', ':', ' ']).to_owned();
        found.title = (!text.is_empty()).then_some(text);
    }
}

/// Kind, name and label by the kind's name that stands in a piece; gives what is left of the piece for the title.
fn name(
    piece: &Tagged,
    (kind, at): (&Kind, Range<usize>),
    found: &mut Attachment,
    context: &mut Context,
) -> Option<Span> {
    let span = piece.span();
    found.kind = Some(kind.key.clone());
    let (upto, after) = (head(span, at.end), tail(span, at.end));
    if kind.key.is_appendix() {
        found.name = Some(name_of_kind(kind, part(span, at.clone()), upto, context));
        let folded = Folded::new(after.of(context.text));
        let read = label(FoldedStr::new(after.of(context.text), &folded)).ok();
        let used = read.map_or(at.end, |(_, word)| at.end + word.bytes().end);
        if let Some((_, word)) = read {
            let value = word.raw().trim_end_matches(['.', ',', '-', '–', ':']).to_owned();
            let labelled = part(span, at.end..used);
            found.label = Some(context.owned(value, &[labelled], "AttachmentLabel", Repairs::NONE));
        }
        let after = tail(span, used);
        let bare = after.of(context.text).trim_start_matches([' ', ':', '.', '-', '–', '\t']);
        if bare.chars().any(char::is_alphanumeric) {
            return Some(after);
        }
        context.set_aside(FurnitureKind::SealNoise, after);
        return None;
    }
    if piece.has(Marks::CAPITALS) && numbered(after, found, context) {
        found.name = Some(name_of_kind(kind, part(span, at), upto, context));
        return None;
    }
    let whole = piece.slice.chars().count() <= 42 && piece.has(Marks::CAPITALS);
    let end = if whole { piece.slice.len() } else { at.end };
    let slice = tail(head(span, end), at.start);
    let value = joined(context.text, &[slice], &mut Repairs::default());
    let value = value.trim_end_matches([' ', ':', '.', '_', '-']).to_owned();
    found.name = Some(if whole {
        capitals(value, &[head(span, end)], "Name", context)
    } else {
        name_of_kind(kind, slice, head(span, end), context)
    });
    (!whole).then(|| tail(span, end))
}

/// Reads the label where nothing but one stands behind the name of a kind: `DANH MỤC 1`, `QUY TRÌNH IV`.
fn numbered(after: Span, found: &mut Attachment, context: &mut Context) -> bool {
    let folded = Folded::new(after.of(context.text));
    let Ok((_, word)) = sole_label(FoldedStr::new(after.of(context.text), &folded)) else { return false };
    found.label = Some(context.owned(word.raw().to_owned(), &[after], "AttachmentLabel", Repairs::NONE));
    true
}

/// `(Kèm theo Quyết định số … ngày … của …)`: it owns its line as a whole.
fn issued_with(spans: &[Span], context: &mut Context) -> IssuedWith {
    let text = context.value(spans, "IssuedWith");
    let Decision { number, date, issuer } = decision(&text.value, context.words);
    IssuedWith { number, date, issuer, origin: OriginIdEq(text.origin) }
}
