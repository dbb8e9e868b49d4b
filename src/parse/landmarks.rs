//! The boundaries of a document's parts, chosen together before any part is parsed.
//!
//! Each boundary has several witnesses, so that one lost line does not send the closing into the last
//! article: the title, the bases, the formula and the first article find each other, and a closing is
//! a cluster of recipients, filing, capacities, posts and names.

use super::pieces::{Pieces, Tagged};
use crate::layout::{Column, Join};
use crate::marks::Marks;
use crate::marks::label::{Label, Level, label};
use crate::marks::scrap::is_noise;
use crate::words::{fold, fold_head};
use std::ops::Range;

/// The most pieces that stand before a title.
const LETTERHEAD_PIECES: usize = 40;
/// How many pieces a closing's witnesses may stand apart.
const CLOSING_WINDOW: usize = 14;
/// What the witnesses of a closing must weigh together.
const CLOSING_WEIGHT: u32 = 4;
/// How far behind a heading its `(Kèm theo …)` may stand, in pieces.
const ISSUED_WITH_WINDOW: usize = 9;
/// How far below the heading of an appendix its letterhead's national title may stand, in pieces.
const HEADED_WINDOW: usize = 5;
/// How many lines the rest of a recipient may take.
const REST_OF_RECIPIENT: usize = 2;
/// The longest title that names issuer and number, in characters.
const LONGEST_TITLE: usize = 200;

/// The most pieces of the block under a certified copy.
const COPY_PIECES: usize = 14;

/// What no heading of an attachment is.
const NO_HEADING: Marks = Marks::LABEL
    .union(Marks::BULLET)
    .union(Marks::FORMULA)
    .union(Marks::ARTICLE)
    .union(Marks::POST)
    .union(Marks::CAPACITY)
    .union(Marks::NAME)
    .union(Marks::NATIONAL_TITLE);

/// The pieces with their marks, and the landmarks on them.
pub(crate) struct Landmarks<'p, 't>(pub &'p [Tagged<'t>]);

/// The parts of the document itself, as ranges of pieces, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Parts {
    /// Letterhead, marks, stamps.
    head: Range<usize>,
    /// Title and subject, addressees and authority.
    title: Range<usize>,
    bases: Range<usize>,
    /// The enacting formula or sentence.
    formula: Range<usize>,
    body: Range<usize>,
    closing: Range<usize>,
    /// Everything behind the closing.
    rest: Range<usize>,
}

/// The pieces of the parts of the document itself.
pub(crate) struct Sections<'p, 't> {
    pub head: Vec<Tagged<'t>>,
    pub title: Vec<Tagged<'t>>,
    /// The bases, and behind them the formula.
    pub enacted: Pieces<'p, 't>,
    pub bases: Pieces<'p, 't>,
    pub formula: Pieces<'p, 't>,
    pub body: Pieces<'p, 't>,
    pub closing: Pieces<'p, 't>,
    /// Everything behind the closing, as a range of pieces.
    pub rest: Range<usize>,
}

/// The pieces of the block under a certified copy.
pub(crate) struct Copy<'p, 't> {
    /// `SAO Y`.
    pub label: Tagged<'t>,
    /// Its letterhead, which stands around the label.
    pub head: Vec<Tagged<'t>>,
    pub closing: Pieces<'p, 't>,
    /// Everything behind it, as a range of pieces.
    pub rest: Range<usize>,
}

impl<'p, 't> Landmarks<'p, 't> {
    /// A range of the pieces as a grammar's input.
    pub(crate) fn run(&self, range: Range<usize>) -> Pieces<'p, 't> {
        Pieces(&self.0[range])
    }

    /// Cuts the document that begins at piece 0 into its parts.
    pub(crate) fn sections(&self) -> Sections<'p, 't> {
        let pieces = self.0;
        let parts = self.parts();
        let displaced = self.displaced_letterhead(&parts);
        Sections {
            head: [&pieces[parts.head.clone()], &pieces[displaced.clone()]].concat(),
            title: [&pieces[parts.title.start..displaced.start], &pieces[displaced.end..parts.title.end]].concat(),
            enacted: self.run(parts.bases.start..parts.formula.end.max(parts.bases.end)),
            bases: self.run(parts.bases),
            formula: self.run(parts.formula),
            body: self.run(parts.body),
            closing: self.run(parts.closing),
            rest: parts.rest,
        }
    }

    /// Cuts the block under a certified copy into its parts, where one begins a range.
    pub(crate) fn copy(&self, range: Range<usize>) -> Option<Copy<'p, 't>> {
        let pieces = self.0;
        let at = (range.start..range.end.min(range.start + COPY_PIECES)).find(|at| pieces[*at].has(Marks::COPY))?;
        if (range.start..at).any(|at| self.starts_attachment(at, range.end) || pieces[at].is_grid()) {
            return None;
        }
        let limit = range.end.min(at + COPY_PIECES);
        // The letterhead of an attachment behind it may begin within, and have its national title beyond.
        let next = (at + 1..range.end.min(at + 2 * COPY_PIECES)).find(|at| self.starts_attachment(*at, range.end));
        let end = next.map_or(limit, |next| letterhead_start(pieces, next, at + 1));
        let signs = Marks::CAPACITY | Marks::POST | Marks::SIGNED | Marks::NAME;
        let signed = (at + 1..end).find(|at| pieces[*at].has_any(signs)).unwrap_or(end);
        Some(Copy {
            label: pieces[at],
            head: [&pieces[range.start..at], &pieces[at + 1..signed]].concat(),
            closing: self.run(signed..end),
            rest: end..range.end,
        })
    }
}

/// Up to where an enacting formula may stand.
enum Limit {
    /// The first article.
    Article(usize),
    /// The end of a document without articles, or what is attached to it.
    Attached(usize),
}

/// The most pieces that a sentence which enacts takes, with the notes and headings behind it.
const SENTENCE: usize = 24;

/// The most pieces of the bases of a document without articles.
const LONGEST_BASES: usize = 80;

impl<'t> Landmarks<'_, 't> {
    fn has(&self, index: usize, mark: Marks) -> bool {
        self.0.get(index).is_some_and(|piece| piece.has(mark))
    }

    fn has_any(&self, index: usize, marks: Marks) -> bool {
        self.0.get(index).is_some_and(|piece| piece.has_any(marks))
    }

    fn slice(&self, index: usize) -> &'t str {
        self.0.get(index).map_or("", |piece| piece.slice)
    }

    /// The parts of the document that begins at piece 0.
    fn parts(&self) -> Parts {
        let count = self.0.len();
        if self.is_attachment_alone() {
            return Parts { rest: 0..count, ..Parts::default() };
        }
        let article = self.first_article();
        let limit = article.or_else(|| self.attached(count)).unwrap_or(count);
        let named = self.title(limit);
        // Where the name is lost under a stamp, its subject begins the title.
        let title = named.or_else(|| self.subject(limit));
        let after_title = title.map_or(0, |title| title + usize::from(named.is_some()));
        let lead_in = self.lead_in(after_title, limit);
        let whole = article.is_some() || lead_in.is_some();
        let basis = (after_title..limit).find(|index| self.is_basis(*index, whole));
        let end = article.map_or(Limit::Attached(limit), Limit::Article);
        let formula = lead_in.or_else(|| self.formula(basis.unwrap_or(after_title), end, title));
        let body = match (article, &formula) {
            (Some(article), Some(formula)) => article.min(formula.end.max(after_title)).max(formula.end),
            (Some(article), None) => basis.and_then(|basis| self.part_between(basis, article)).unwrap_or(article),
            (None, Some(formula)) => formula.end,
            (None, None) => self.body_without_articles(after_title, basis, count),
        };
        let head_end = title.or(basis).unwrap_or(body);
        let bases_end = formula.as_ref().map_or(body, |formula| formula.start);
        let bases = basis.filter(|basis| *basis < bases_end).map_or(bases_end..bases_end, |basis| basis..bases_end);
        let title_end = bases.start.min(bases_end);
        let formula = formula.unwrap_or(body..body);
        let closing = self.closing(body, count);
        let end = self.attachment_in(body, closing.start).unwrap_or(closing.start);
        let closing = if end < closing.start { end..end } else { closing };
        Parts {
            head: 0..head_end.min(title_end),
            title: head_end.min(title_end)..title_end,
            bases,
            formula,
            body: body..closing.start,
            rest: closing.end..count,
            closing,
        }
    }

    /// True where nothing but lines in capitals that are no letterhead stands above `(Kèm theo …)`: the file is an
    /// attachment, and a document within it is a form.
    fn is_attachment_alone(&self) -> bool {
        let other =
            Marks::NATIONAL_TITLE | Marks::MOTTO | Marks::NUMBER | Marks::PLACE_DATE | Marks::KIND | Marks::AGENCY;
        let titled = |at: &usize| self.has(*at, Marks::CAPITALS) && !self.has_any(*at, other | NO_HEADING);
        let end = (0..ISSUED_WITH_WINDOW).take_while(titled).count();
        end > 0 && self.has(end, Marks::ISSUED_WITH)
    }

    /// The first article: `Điều 1` where there is one, else the first label `Điều`. A document that
    /// has programme labels long before any article has none of its own.
    fn first_article(&self) -> Option<usize> {
        let mut any = None;
        for index in 0..self.0.len() {
            // Behind the formula stands the first article, whatever signs stand before it.
            let formula = index > 0 && self.has(index - 1, Marks::FORMULA) && self.has(index, Marks::STRAY_ARTICLE);
            if formula && any.is_none() {
                any = Some(index);
                break;
            }
            if !self.has(index, Marks::ARTICLE)
                || self.has(index, Marks::QUOTE)
                || self.0[index].piece.join == Join::Wrap
            {
                continue;
            }
            let ordinal = label(self.slice(index)).map_or(0, |label| label.ordinal);
            if ordinal == 1 {
                any = Some(index);
                break;
            }
            any = any.or(Some(index));
        }
        let article = any?;
        // Articles behind the closing are those of what is attached.
        if self.attached(article).is_some() {
            return None;
        }
        let romans = (0..article).filter(|index| {
            self.has(*index, Marks::LABEL) && label(self.slice(*index)).is_some_and(|label| label.level == Level::Roman)
        });
        (romans.count() < 2).then_some(article)
    }

    /// The title: a kind's name before the bases. Where the letterhead is there, the one behind it.
    fn title(&self, limit: usize) -> Option<usize> {
        let first_basis =
            (0..limit).find(|index| self.has(*index, Marks::BASIS) && self.slice(*index).len() > 40).unwrap_or(limit);
        let own = |index: &usize| {
            self.has_any(*index, Marks::PLACE_DATE | Marks::NUMBER)
                && !self.has_any(*index, Marks::LABEL | Marks::BULLET | Marks::BASIS)
                && !self.0[*index].wraps()
                && !self.names_issuer(*index)
                && !index.checked_sub(1).is_some_and(|above| self.names_issuer(above))
        };
        let dated = (0..first_basis.min(LETTERHEAD_PIECES)).rev().find(own).unwrap_or(0);
        let is_title = |index: &usize| {
            !self.0[*index].wraps()
                && self.has(*index, Marks::KIND)
                && !self.has_any(*index, Marks::ISSUED_WITH | Marks::AGENCY | Marks::ARTICLE)
                && (!self.has(*index, Marks::NUMBER) || self.names_issuer(*index))
                && (!self.has(*index, Marks::BULLET) || self.has(*index, Marks::CAPITALS))
        };
        let within = first_basis.min(self.0.len());
        let behind = (dated..within).find(is_title);
        let before = (0..dated.min(within)).find(is_title);
        match (behind, before) {
            // A date in a list or table is not the letterhead's, and a word in it no title where one is in capitals.
            (Some(behind), Some(before)) if !self.has(behind, Marks::CAPITALS) && self.has(before, Marks::CAPITALS) => {
                Some(before)
            }
            _ => behind.or(before),
        }
    }

    /// True for a title's line that names issuer and number: `QUYẾT ĐỊNH CỦA … SỐ … NGÀY …`, or what goes on so below the kind.
    fn names_issuer(&self, index: usize) -> bool {
        let folded = fold_head(self.slice(index), LONGEST_TITLE);
        let led = folded.starts_with("cua ") || self.has(index, Marks::KIND) && folded.contains(" cua ");
        led && self.has(index, Marks::CAPITALS) && folded.contains(" so ")
    }

    /// The subject below a whole letterhead: `Về việc …`.
    fn subject(&self, limit: usize) -> Option<usize> {
        let within = limit.min(self.0.len()).min(LETTERHEAD_PIECES);
        let headed = (0..within).find(|index| self.has_any(*index, Marks::PLACE_DATE | Marks::NUMBER))?;
        (headed + 1..within).find(|index| self.has(*index, Marks::SUBJECT) && self.0[*index].piece.join == Join::New)
    }

    /// The letterhead where it stands behind the title's first line: copies of pages whose centred lines are in boxes
    /// of their own begin with them. Empty where the letterhead is at its place.
    fn displaced_letterhead(&self, parts: &Parts) -> Range<usize> {
        let sure = Marks::NUMBER | Marks::PLACE_DATE | Marks::NATIONAL_TITLE | Marks::MOTTO;
        let title = parts.title.clone();
        let none = title.end..title.end;
        let found: Vec<usize> = title.clone().skip(1).filter(|index| self.has_any(*index, sure)).collect();
        let [first, .., last] = found[..] else { return none };
        if parts.head.clone().any(|index| self.has_any(index, sure)) {
            return none;
        }
        let above = (title.start + 1..first).rev();
        let agencies = above.take_while(|index| self.has(*index, Marks::AGENCY) && self.has(*index, Marks::CAPITALS));
        first - agencies.count()..last + 1
    }

    /// The issuer's clause of a plan's lead-in, with the lines that it goes on in.
    fn lead_in(&self, from: usize, limit: usize) -> Option<Range<usize>> {
        let clause = (from..limit).find(|index| self.has(*index, Marks::LEAD_IN))?;
        let goes_on = |index: &usize| self.0[*index].wraps();
        Some(clause..clause + 1 + (clause + 1..limit).take_while(goes_on).count())
    }

    /// Only `Căn cứ` begins the bases of a document without articles and without a lead-in.
    fn is_basis(&self, index: usize, articles: bool) -> bool {
        let marks = self.0[index].piece.marks;
        marks.has_all(Marks::BASIS)
            && !marks.has_all(Marks::CAPITALS)
            && (articles && self.slice(index).len() > 20 || fold(self.slice(index)).contains("can cu "))
    }

    /// The enacting formula or sentence behind the bases: above the first article, or, where there is none, the first
    /// formula below a basis.
    fn formula(&self, from: usize, limit: Limit, title: Option<usize>) -> Option<Range<usize>> {
        let article = match limit {
            Limit::Article(article) => article,
            Limit::Attached(end) => {
                // Without its colon it may be the name of a document that is spoken of.
                let formula = |at: &usize| self.has(*at, Marks::FORMULA) && self.slice(*at).trim_end().ends_with(':');
                let within = from..end.min(from + LONGEST_BASES);
                return within
                    .into_iter()
                    .find(formula)
                    .filter(|at| *at > from && self.has(from, Marks::BASIS))
                    .map(|at| at..at + 1);
            }
        };
        let written = (from..article).rev().find(|index| self.has(*index, Marks::FORMULA) && Some(*index) != title);
        if let Some(at) = written {
            return Some(at..at + 1);
        }
        let sentence = (from..article).rev().take(SENTENCE).find(|index| {
            let piece = &self.0[*index].piece;
            let sentence = self.has(*index, Marks::ENACTING_SENTENCE) && !self.has(*index, Marks::BASIS);
            piece.join == Join::New && sentence
        })?;
        Some(sentence..self.part_between(sentence + 1, article).unwrap_or(article))
    }

    /// The first Phần, Chương or Mục between two pieces: none of these is part of bases or of a sentence.
    fn part_between(&self, from: usize, to: usize) -> Option<usize> {
        (from..to).find(|index| {
            !self.0[*index].wraps()
                && self.has(*index, Marks::LABEL)
                && label(self.slice(*index)).is_some_and(|label| label.level < Level::Article)
        })
    }

    /// Where a programme's or plan's own text begins: behind title and subject, and its bases.
    fn body_without_articles(&self, after_title: usize, basis: Option<usize>, count: usize) -> usize {
        if let Some(basis) = basis.filter(|basis| *basis < after_title + 14) {
            let mut at = basis;
            while at < count
                && (self.has(at, Marks::BASIS) || self.0[at].piece.join == Join::Wrap)
                && !self.has(at, Marks::LABEL)
            {
                at += 1;
            }
            return at;
        }
        let mut at = after_title;
        while at < count && at < after_title + 10 {
            let slice = self.slice(at);
            if self.has(at, Marks::ADDRESSEES) {
                let listed = |index: &usize| self.0[*index].wraps() || self.has(*index, Marks::BULLET);
                return at + 1 + (at + 1..count).take_while(listed).count();
            }
            // `Thực hiện Kế hoạch …` apart from the subject is the lead-in, however it is wrapped.
            let apart = at > after_title && (self.0[at].piece.gap || self.has(at - 1, Marks::CAPITALS));
            let lead_in = apart && self.has(at, Marks::BASIS);
            if lead_in && !self.has(at, Marks::CAPITALS) {
                break;
            }
            let ended = slice.trim_end().ends_with(['.', ';', ':']) || slice.chars().count() > 180;
            let titled = self.has(at, Marks::CAPITALS)
                || !ended
                    && !self.has_any(at, Marks::LABEL | Marks::BULLET | Marks::ARTICLE)
                    && at < after_title + 4
                    && !self.0[at].is_grid();
            if self.has_any(at, Marks::LABEL | Marks::BULLET | Marks::ARTICLE) || !titled {
                break;
            }
            at += 1;
        }
        at
    }

    /// What a piece weighs as a witness of a closing.
    fn weight(&self, index: usize) -> u32 {
        let marks = self.0[index].piece.marks;
        let post = marks.has_all(Marks::POST) && self.slice(index).chars().count() < 70;
        [
            (marks.has_all(Marks::RECIPIENTS), 3),
            (marks.has_all(Marks::WHOLE_LIST), CLOSING_WEIGHT),
            (marks.has_all(Marks::BULLET) && self.slice(index).matches("; - ").count() > 1, 2),
            (marks.has_all(Marks::FILING), 2),
            (marks.has_all(Marks::CAPACITY), 3),
            (marks.has_all(Marks::SIGNED), 2),
            (post, 2),
            (marks.has_all(Marks::NAME), 1),
            (marks.has_all(Marks::BULLET | Marks::ARTICLE_RECIPIENT), 2),
        ]
        .iter()
        .map(|(holds, weight)| if *holds { *weight } else { 0 })
        .sum()
    }

    /// The closing between two pieces: its first cluster of witnesses; empty at the end where there
    /// is none.
    pub(crate) fn closing(&self, from: usize, to: usize) -> Range<usize> {
        let mut at = from;
        while at < to {
            let own = self.weight(at);
            if own >= 2 && !self.0[at].is_grid() {
                let cluster: u32 = (at..to.min(at + CLOSING_WINDOW))
                    .take_while(|index| *index == at || !self.ends_closing(*index))
                    .map(|index| self.weight(index))
                    .sum();
                let alone = self.has(at, Marks::POST) && !self.has(at, Marks::CAPACITY);
                let needed = if alone { CLOSING_WEIGHT - 1 } else { CLOSING_WEIGHT };
                let recipients_last = self.has(at, Marks::RECIPIENTS) && cluster >= 3;
                if cluster >= needed || recipients_last {
                    return at..self.closing_end(at, to);
                }
            }
            at += 1;
        }
        to..to
    }

    /// True where something else begins that no closing holds.
    fn ends_closing(&self, index: usize) -> bool {
        let piece = &self.0[index].piece;
        let label = self.has(index, Marks::LABEL)
            && !piece.inner
            && piece.column != Column::Right
            // `Q. GIÁM ĐỐC` is a post, and no letter of a row.
            && !self.has(index, Marks::CAPACITY)
            && label(self.slice(index)).is_some_and(|label| !matches!(label.level, Level::Letter | Level::Note));
        piece.is_grid()
            || self.has_any(
                index,
                Marks::ISSUED_WITH | Marks::NATIONAL_TITLE | Marks::ARTICLE | Marks::APPENDIX | Marks::COPY,
            )
            || label
            || self.has(index, Marks::KIND)
                && self.has(index, Marks::CAPITALS)
                && !self.has_any(index, Marks::POST | Marks::CAPACITY)
    }

    fn closing_end(&self, start: usize, to: usize) -> usize {
        let mut at = start + 1;
        let mut signed = self.has(start, Marks::NAME);
        let mut listed = self.has(start, Marks::FILING);
        let mut posted = self.has_any(start, Marks::POST | Marks::CAPACITY);
        let mut bulleted = false;
        while at < to && !self.ends_closing(at) {
            let piece = &self.0[at].piece;
            let witness = self.weight(at) > 0 || self.has(at, Marks::BULLET) || piece.column == Column::Right;
            let plain = self.slice(at);
            let short = plain.chars().count() < 70;
            let wrapped = piece.join != Join::New || !signed && short;
            let code = short && !plain.contains(' ') && (signed || listed);
            // A post that nobody has signed yet goes on: `GIÁM ĐỐC`, `SỞ NỘI VỤ`.
            let post = posted && short && self.has(at, Marks::CAPITALS) && !piece.gap && !piece.page;
            let filed = self.has(at - 1, Marks::FILING) && is_rest_of_filing(self.slice(at - 1), plain);
            let goes_on = filed || !listed && bulleted && self.list_goes_on(at, to);
            let short = short && !(signed && listed) && piece.column != Column::Full;
            if !(witness || wrapped || code || post || short || goes_on) {
                break;
            }
            if self.has(at, Marks::BULLET) && signed && listed && !self.has(at, Marks::FILING) && piece.gap {
                break;
            }
            if self.has(at, Marks::CAPITALS)
                && signed
                && listed
                && self.weight(at) == 0
                && !post
                && piece.column != Column::Right
                && !code
                && !filed
            {
                break;
            }
            posted = self.has_any(at, Marks::POST | Marks::CAPACITY) || posted && !self.has(at, Marks::NAME);
            signed |= self.has(at, Marks::NAME);
            listed |= self.has(at, Marks::FILING);
            bulleted |= self.has(at, Marks::BULLET);
            at += 1;
        }
        // The issuers beside and above a second national title belong to that letterhead.
        if at < to && self.has(at, Marks::NATIONAL_TITLE) { letterhead_start(self.0, at, start + 1) } else { at }
    }

    /// True for the rest of a recipient's line, behind which the list goes on though a signatory's name stood beside it.
    fn list_goes_on(&self, at: usize, to: usize) -> bool {
        let mut next = (at + 1..to.min(at + 1 + REST_OF_RECIPIENT)).take_while(|next| !self.ends_closing(*next));
        next.any(|next| self.has_any(next, Marks::BULLET | Marks::FILING))
    }

    /// An attachment that begins inside a range: where a closing was lost.
    fn attachment_in(&self, from: usize, to: usize) -> Option<usize> {
        (from..to).find(|index| self.starts_attachment(*index, to))
    }

    /// True for `Phần I` alone on its line: what stands below is its title.
    fn is_bare_part(&self, index: usize) -> bool {
        let slice = self.slice(index);
        let part = |label: Label| label.level < Level::Article && label.length == slice.trim_end().chars().count();
        self.has(index, Marks::LABEL) && label(slice).is_some_and(part)
    }

    /// The first attachment behind a list of recipients.
    fn attached(&self, to: usize) -> Option<usize> {
        let listed =
            (0..to).find(|index| self.has_any(*index, Marks::RECIPIENTS | Marks::WHOLE_LIST | Marks::FILING))?;
        self.attachment_in(listed, to)
    }

    /// The national title of the letterhead that stands below `Mẫu số 04`, or below `Phụ lục 1. Biên bản …` at the top of
    /// a page: that line is the heading of what the letterhead begins.
    pub(crate) fn heads_letterhead(&self, index: usize, to: usize) -> Option<usize> {
        let mut close = index + 1..to.min(index + 1 + HEADED_WINDOW);
        if self.has(index, Marks::APPENDIX) {
            // A title that names a kind may stand right below the heading: `DANH SÁCH …`.
            let issuer = |at: usize| {
                let kind = self.has(at, Marks::KIND) && at > index + 1;
                self.has(at, Marks::CAPITALS) && !kind && !self.has_any(at, NO_HEADING)
            };
            // A title that is not in capitals may stand between.
            let title = |at: usize| {
                !self.has_any(at, Marks::CAPITALS | Marks::ISSUED_WITH | NO_HEADING)
                    && !self.0[at].is_grid()
                    && !self.slice(at).ends_with(['.', ';', ':'])
            };
            let (mut titled, mut issued) = (true, false);
            let other = close.find(|at| {
                // `(Kèm theo …)` may stand between, in whatever lines.
                issued = self.has(*at, Marks::ISSUED_WITH) || issued && self.0[*at].wraps();
                titled &= issued || title(*at);
                !issued && !titled && !issuer(*at)
            });
            return other.filter(|at| self.has(*at, Marks::NATIONAL_TITLE));
        }
        let apart = self.0.get(index).is_some_and(|piece| piece.piece.page || piece.piece.gap);
        if !apart || !self.has(index, Marks::TITLED_APPENDIX) || self.is_mention(index) {
            return None;
        }
        // A letterhead on the next page is another attachment's.
        let found = close.find(|next| self.0[*next].piece.page || self.has(*next, Marks::NATIONAL_TITLE))?;
        (!self.0[found].piece.page).then_some(found)
    }

    /// True where an attachment begins with a piece: `PHỤ LỤC I`, a kind in capitals with `(Kèm theo
    /// …)` close behind, a second letterhead.
    pub(crate) fn starts_attachment(&self, index: usize, to: usize) -> bool {
        let piece = &self.0[index].piece;
        if piece.is_grid() || piece.join == Join::Wrap {
            return false;
        }
        if self.has(index, Marks::APPENDIX) {
            return self.slice(index).chars().count() < 200;
        }
        if self.has(index, Marks::NATIONAL_TITLE) || self.heads_letterhead(index, to).is_some() {
            return true;
        }
        let heading = self.has(index, Marks::KIND)
            && self.has(index, Marks::CAPITALS)
            && !self.has_any(index, Marks::LABEL | Marks::BULLET | Marks::FORMULA | Marks::ARTICLE);
        if !heading || !piece.page && index > 0 && self.is_bare_part(index - 1) {
            return false;
        }
        let issued = (index..to.min(index + ISSUED_WITH_WINDOW))
            .take_while(|next| {
                *next == index
                    || !self.has_any(*next, Marks::LABEL | Marks::ARTICLE | Marks::BULLET) && !self.0[*next].is_grid()
            })
            .any(|next| self.has(next, Marks::ISSUED_WITH) || fold(self.slice(next)).contains("(ban hanh kem theo"));
        issued || piece.page && piece.column == Column::Full && self.slice(index).chars().count() < 60
    }
}

impl Landmarks<'_, '_> {
    /// True where an attachment begins with a piece that stands behind a closing, in a range of pieces: there the heading
    /// needs no `(Kèm theo …)`. `first` is true while no attachment has begun in the range.
    pub(crate) fn opens_behind_closing(&self, index: usize, range: Range<usize>, first: bool) -> bool {
        let piece = &self.0[index];
        let apart = piece.piece.gap || piece.piece.page || index == range.start;
        if piece.is_grid() || piece.wraps() || !apart {
            return false;
        }
        if self.has(index, Marks::TITLED_APPENDIX) && !self.is_mention(index) {
            // Appendices that stand below each other are a list of them.
            let next = (index + 1..range.end).find(|next| !self.0[*next].wraps());
            return next.is_none_or(|next| !self.has(next, Marks::TITLED_APPENDIX));
        }
        let heading = self.has(index, Marks::CAPITALS) && !self.has_any(index, NO_HEADING);
        if !heading {
            return false;
        }
        let leads = first && self.0[range.start..index].iter().all(|before| is_noise(before.slice));
        leads && self.has(index, Marks::KIND) || self.is_titled_and_issued(index, range.end)
    }

    /// True where what names an appendix is an item of a list or a sentence: `Mẫu số 02. Số liệu …, ban hành kèm theo ….`
    fn is_mention(&self, index: usize) -> bool {
        let last = (index + 1..self.0.len()).take_while(|at| self.0[*at].wraps()).last().unwrap_or(index);
        self.has(index, Marks::BULLET) || self.slice(last).trim_end().ends_with(['.', ';', ','])
    }

    /// True for lines in capitals above `(Kèm theo …)`, with nothing between them but `(Quý I năm 2025)`.
    fn is_titled_and_issued(&self, index: usize, to: usize) -> bool {
        let to = to.min(index + ISSUED_WITH_WINDOW);
        let titled = |at: &usize| self.has(*at, Marks::CAPITALS) && !self.has_any(*at, NO_HEADING);
        let Some(end) = (index..to).take_while(titled).last() else { return false };
        let bracketed = |at: &usize| {
            let line = self.slice(*at).trim();
            line.starts_with('(') && line.ends_with(')') && !self.has(*at, Marks::ISSUED_WITH)
        };
        let issued = (end + 1..to).find(|at| !bracketed(at)).is_some_and(|at| self.has(at, Marks::ISSUED_WITH));
        // A kind among them is a heading by itself.
        issued && !(index..=end).any(|at| self.has_any(at, Marks::APPENDIX | Marks::KIND))
    }
}

/// Backwards over the issuer's lines beside and above a national title.
pub(crate) fn letterhead_start(pieces: &[Tagged], index: usize, floor: usize) -> usize {
    if !pieces[index].has(Marks::NATIONAL_TITLE) {
        return index;
    }
    let line = pieces[index].piece.line;
    let mut at = index;
    while at > floor {
        let before = &pieces[at - 1];
        let beside = before.piece.line == line;
        let above = before.has(Marks::CAPITALS)
            && before.has(Marks::AGENCY)
            && !before.has_any(Marks::POST | Marks::CAPACITY | Marks::NAME)
            && line - before.piece.line <= 6;
        let page = pieces[at].piece.page;
        if page || !(beside || above) {
            break;
        }
        at -= 1;
    }
    at
}

/// True for what a filing goes on with in the next line, behind no mark: the abbreviation of an office and its copies,
/// `TV (HC, NV3)`.
fn is_rest_of_filing(filing: &str, slice: &str) -> bool {
    let open = !filing.trim_end().ends_with(['.', ';']);
    let office = slice.split([' ', '(']).next().unwrap_or("");
    let short = (2..=6).contains(&office.chars().count()) && office.chars().all(char::is_uppercase);
    open && short && slice.contains('(') && slice.trim_end().ends_with([')', '.'])
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_letterhead_behind_the_title_is_a_letterhead() {
        let text = "QUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n\nSỞ Y TẾ BÌNH LÂM\nTRUNG TÂM Y TẾ PHÚ LAI\nSố: 4/QĐ-TTYT\n\n\
            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nPhú Lai, ngày 9 tháng 9 năm 2025\n\n\
            GIÁM ĐỐC TRUNG TÂM Y TẾ PHÚ LAI\n\nCăn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập Hội đồng.\n";
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        let shown =
            |text: &Option<crate::model::Text>| text.as_ref().map_or(String::new(), |text| text.as_str().to_owned());
        assert_eq!(shown(&document.subject), "Về việc thành lập Hội đồng");
        assert_eq!(shown(&document.authority), "GIÁM ĐỐC TRUNG TÂM Y TẾ PHÚ LAI");
        assert_eq!(shown(&document.header.parent_agency), "SỞ Y TẾ BÌNH LÂM");
        assert_eq!(shown(&document.header.agency), "TRUNG TÂM Y TẾ PHÚ LAI");
        assert_eq!(shown(&document.header.date), "2025-09-09");
        assert_eq!(document.header.number.map(|number| number.text.as_str().to_owned()), Some("4/QĐ-TTYT".to_owned()));
    }

    #[test]
    fn a_file_that_is_an_attachment_alone_has_no_issuer_and_no_kind() {
        let text = "NỘI DUNG CÁC THỦ TỤC CẤP XÃ LĨNH VỰC ĐÊ ĐIỀU\n(Kèm theo Quyết định số 27/QĐ-UBND ngày 14 tháng 3 năm 2025)\n\n\
            1. Thủ tục xin đắp đê\na) Trình tự: nộp đơn tại xã.\n\nTỜ TRÌNH\nXin đắp đê thôn Đông\n\nKính gửi: Ủy ban nhân dân xã.\n\
            Căn cứ Luật Đê điều ngày 18 tháng 6 năm 2014;\n";
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        assert_eq!((document.kind, document.header.agency, document.subject), (None, None, None));
        let title = document.attachments[0].title.as_ref().map(|title| title.as_str().to_owned());
        assert_eq!(title.as_deref(), Some("NỘI DUNG CÁC THỦ TỤC CẤP XÃ LĨNH VỰC ĐÊ ĐIỀU"));
    }

    /// Recipients and filing of a list that goes on behind the signatory's name, which stands beside it.
    #[test]
    fn a_list_goes_on_behind_the_signatorys_name() {
        let head = "SỞ Y TẾ BÌNH LÂM\nSố: 4/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc cử cán bộ\n\nĐiều 1. Cử cán bộ.\n\nNơi nhận:\n- Như Điều 1;\n";
        for (rest, last, filing) in [
            (
                "Hội đồng, Ủy ban nhân dân tỉnh;\n- Lưu: VT.\n",
                "Văn phòng: Tỉnh ủy và Hội đồng, Ủy ban nhân dân tỉnh",
                "VT",
            ),
            (
                "trực thuộc Sở;\n- Bảo tàng tỉnh;\n- Lưu: VP (HC, TH)\nTV (HC, NV3)\n",
                "Bảo tàng tỉnh",
                "VP (HC, TH) TV (HC, NV3)",
            ),
        ] {
            let text = format!("{head}- Văn phòng: Tỉnh ủy và\nGIÁM ĐỐC\n\nTrần Thị Hường\n\n{rest}");
            let document = crate::parse(text.as_bytes()).expect("a document").document;
            let mut recipients = document.recipients.iter().map(|recipient| recipient.text.as_str());
            assert_eq!(recipients.next_back(), Some(last));
            assert_eq!(document.filing.as_ref().map(|filing| filing.as_str()), Some(filing));
            assert_eq!(document.signatures.len(), 1);
        }
    }

    #[test]
    fn a_list_on_one_line_needs_no_label() {
        let head = "SỞ Y TẾ BÌNH LÂM\nSố: 4/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc cử cán bộ\n\nĐiều 1. Cử cán bộ.\n\n";
        for list in [
            "- Như Điều 1; - Bộ Y tế; - Sở Nội vụ, Sở Tài chính; - Lưu: VT, TC. |\n(đã ký)\n|\n",
            "- Như Điều 1; - Bộ Y tế; - Sở Nội vụ, Sở Tài chính; - Lưu: VT, TC. | KT. GIÁM ĐỐC\nTrần Thị Hường\n",
        ] {
            let document = crate::parse(format!("{head}{list}").as_bytes()).expect("a document").document;
            let recipients: Vec<&str> = document.recipients.iter().map(|recipient| recipient.text.as_str()).collect();
            assert_eq!(recipients, ["Như Điều 1", "Bộ Y tế", "Sở Nội vụ, Sở Tài chính"], "{list}");
            assert_eq!(document.filing.as_ref().map(|filing| filing.as_str()), Some("VT, TC"), "{list}");
            assert_eq!(document.signatures.len(), 1, "{list}");
        }
        let text = format!("{head}Điều 2. Hồ sơ gồm:\n- Đơn; - Bản sao giấy khai sinh; - Ảnh.\nĐiều 3. Thi hành.\n");
        assert_eq!(crate::parse(text.as_bytes()).expect("a document").document.body.len(), 3);
    }
}
