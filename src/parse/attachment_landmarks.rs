//! Where attachments (văn bản, phụ lục kèm theo) begin, and how each is cut into its parts.
//!
//! No grammar: a start is chosen as the other landmarks are, by what stands above and below it within some pieces. What is
//! cut off is read by `attachment`; where a form within an attachment ends is found by `form_end`.

use super::attachment::{Parts, head};
use super::context::Context;
use super::landmarks::{Landmarks, letterhead_start};
use super::letterhead::is_place_before_date;
use super::pieces::{Pieces, Tagged};
use crate::inline::kind::kind_of_line;
use crate::layout::Column;
use crate::marks::Marks;
use crate::marks::scrap::is_noise_in_text;
use nom::Offset;
use std::ops::Range;

/// How many pieces behind a second letterhead its heading may stand.
const HEADING_WINDOW: usize = 14;
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

/// Cuts an attachment at its landmarks.
pub(super) fn parts<'p, 't>(landmarks: &Landmarks<'p, 't>, start: &Start, extent: &Extent) -> Parts<'p, 't> {
    let pieces = landmarks.0;
    let below = start.below.clone().unwrap_or(start.body..start.body);
    let closing = landmarks.closing(start.body, extent.end);
    let signs = Marks::CAPACITY | Marks::RECIPIENTS | Marks::SIGNED | Marks::NAME;
    let signed = pieces[closing.clone()].iter().any(|piece| piece.has_any(signs));
    let (closing, behind) = if signed { (closing.clone(), closing.end) } else { (extent.end..extent.end, extent.end) };
    let later = extent.later.iter().flat_map(|range| &pieces[range.clone()]);
    let mut body = pieces[start.body..closing.start].to_vec();
    let mut rest = pieces[behind..extent.end].to_vec();
    // What follows the forms inside an attachment goes on with what stands before them.
    if signed { &mut rest } else { &mut body }.extend(later);
    Parts {
        letterhead: Pieces(&pieces[start.below.clone().unwrap_or(start.title..start.heading)]),
        above: Pieces(&pieces[start.at..start.title]),
        head: [&pieces[start.heading..below.start], &pieces[below.end..start.body]].concat(),
        led: pieces.get(start.heading).is_some_and(|piece| piece.piece.page) || start.title < start.heading,
        body,
        closing: Pieces(&pieces[closing]),
        behind: rest,
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
            .map(|title| letterhead_start(pieces, title, heading + 1)..letterhead_end(pieces, title, range.end))
            .map(|below| behind_issued(pieces, heading, below.start)..below.end);
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
            None if pieces.get(heading).is_some_and(|piece| piece.has(Marks::ADDRESSEES)) => heading,
            None => head_end(&pieces[..range.end], heading, context),
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

/// Where the letterhead of a form begins: behind `(Kèm theo …)`, where lines in capitals alone stand between, who is to be
/// named there. A title stands before it.
fn behind_issued(pieces: &[Tagged], heading: usize, letterhead: usize) -> usize {
    let between = heading + 1..letterhead;
    let Some(issued) = between.clone().rev().find(|at| pieces[*at].has(Marks::ISSUED_WITH)) else { return letterhead };
    let from = (issued + 1..letterhead).find(|at| !pieces[*at].wraps()).unwrap_or(letterhead);
    let named = pieces[from..letterhead].iter().all(|piece| piece.has(Marks::CAPITALS));
    if named { from } else { letterhead }
}

/// Where heading, title and `(Kèm theo …)` end.
fn head_end(pieces: &[Tagged], heading: usize, context: &Context) -> usize {
    let below = Pieces(&pieces[heading..]);
    heading + head(context.words)(below).map_or(0, |(rest, _)| below.offset(&rest))
}

/// True for a line in capitals that may be a title.
fn is_title(piece: &Tagged) -> bool {
    piece.has(Marks::CAPITALS) && !piece.has_any(Marks::LABEL | Marks::BULLET | Marks::POST | Marks::ARTICLE)
}

fn is_heading(piece: &Tagged, context: &Context) -> bool {
    piece.has(Marks::KIND)
        && piece.has(Marks::CAPITALS)
        && !piece.has(Marks::NUMBER)
        && kind_of_line(piece.slice, context.words).is_some()
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
