//! Signatures (chữ ký): chains of capacities, posts, marks, names, in reading order.

use super::context::{Context, joined, lined};
use super::letterhead::capitals;
use super::pieces::{Pieces, Section, Tagged, piece};
use crate::inline::capacity::{Link, capacity};
use crate::marks::Marks;
use crate::marks::capacity::is_bare_body;
use crate::model::{AuthorityLink, Capacity, FurnitureKind, Repair, Repairs, Signature, Span, Text};
use crate::words::combinators::{bare, in_raw, signs};
use crate::words::{Folded, FoldedStr, Vocabulary, cut_post, fold, is_capitals, is_name, name_at_end, ranked, titled};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, opt};
use nom::multi::many0;
use nom::sequence::preceded;

/// The letters from which a post is recognised though one letter in `EDITED_POST` is misread.
const LONG_POST: usize = 20;
const EDITED_POST: usize = 8;

/// A signature as recognised: which pieces are what.
#[derive(Default)]
struct Recognised<'t> {
    links: Vec<Vec<Tagged<'t>>>,
    posts: Vec<Vec<Tagged<'t>>>,
    mark: Option<Tagged<'t>>,
    later: Vec<Vec<Tagged<'t>>>,
    name: Option<Tagged<'t>>,
    noise: Vec<Tagged<'t>>,
}

/// What a run of pieces holds below each other.
enum Part<'t> {
    Signature(Recognised<'t>),
    Scrap(Tagged<'t>),
}

/// `Signatures` of `decision.ebnf`.
pub(crate) fn signatures(pieces: &[Tagged], context: &mut Context) -> Vec<Signature> {
    let scrap = map(piece(|_| true), Part::Scrap);
    let part = alt((map(signature(context.paged, context.words), Part::Signature), scrap));
    let Ok((_, parts)) = many0(part).parse(Pieces(pieces)) else { return Vec::new() };
    let mut found: Vec<Signature> = Vec::new();
    for part in parts {
        match part {
            Part::Signature(recognised) => {
                let made = build(recognised, context);
                match found.last_mut() {
                    // `(Đã ký và đóng dấu)` above the block that it belongs to.
                    Some(before) if only_marked(before) && made.mark.is_none() => {
                        let mark = before.mark.take();
                        *before = Signature { mark, ..made };
                    }
                    _ => found.push(made),
                }
            }
            Part::Scrap(piece) if !piece.has(Marks::CAPITALS) => {
                context.set_aside(FurnitureKind::SealNoise, piece.span());
            }
            Part::Scrap(_) => {}
        }
    }
    found
}

/// True where nothing but the mark of a signature was read.
fn only_marked(signature: &Signature) -> bool {
    signature.mark.is_some() && *signature == Signature { mark: signature.mark.clone(), ..Signature::default() }
}

/// `Signature`: links, posts, mark, later posts, name; at least a link, a post or a name.
fn signature<'p, 't: 'p>(
    paged: bool,
    words: &Vocabulary,
) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Recognised<'t>> {
    move |input| {
        let (rest, lead) = noise(words)(input)?;
        let posted = input.0.iter().any(|piece| piece.has(Marks::POST) && !piece.has(Marks::CAPACITY));
        let is_link = |piece: &Tagged| piece.has(Marks::CAPACITY) || posted && is_bare_body(piece.slice, paged, words);
        let (mut rest, mut links) = many0(line(is_link, words)).parse(rest)?;
        let mut lead = lead;
        // Scraps may stand between two links.
        while let Ok((after, (scraps, link))) = (noise(words), line(is_link, words)).parse(rest)
            && !links.is_empty()
        {
            lead.extend(scraps);
            links.push(link);
            rest = after;
        }
        let is_post =
            |piece: &Tagged| piece.has(Marks::POST) || piece.has(Marks::CAPITALS) && !piece.has(Marks::CAPACITY);
        let (rest, posts) = many0(line(
            |piece: &Tagged| {
                is_post(piece) && !is_capital_name(piece, words) && (piece.has(Marks::POST) || !links.is_empty())
            },
            words,
        ))
        .parse(rest)?;
        let (rest, before) = noise(words)(rest)?;
        let (rest, mark) = opt(piece(|piece: &Tagged| piece.has(Marks::SIGNED))).parse(rest)?;
        let (rest, between) = noise(words)(rest)?;
        let (rest, later) =
            many0(line(|piece: &Tagged| is_post(piece) && !is_capital_name(piece, words), words)).parse(rest)?;
        let (rest, behind) = noise(words)(rest)?;
        let (rest, mark) = match mark {
            Some(mark) => (rest, Some(mark)),
            None => opt(piece(|piece: &Tagged| piece.has(Marks::SIGNED))).parse(rest)?,
        };
        let (rest, name) = opt(piece(|piece: &Tagged| is_signatory(piece, words))).parse(rest)?;
        if links.is_empty() && posts.is_empty() && name.is_none() && mark.is_none() && later.is_empty() {
            return Err(nom::Err::Error(()));
        }
        let noise = [lead, before, between, behind].concat();
        Ok((rest, Recognised { links, posts, mark, later, name, noise }))
    }
}

/// What is neither capitals nor a mark nor a name: left by a stamp or a scrawl.
fn noise<'p, 't: 'p>(words: &Vocabulary) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Vec<Tagged<'t>>> {
    move |input| {
        many0(piece(|piece: &Tagged| {
            !piece.has_any(Marks::CAPITALS | Marks::SIGNED | Marks::CAPACITY | Marks::POST)
                && !is_signatory(piece, words)
        }))
        .parse(input)
    }
}

/// A line of capitals and those that go on with it: `GIÁM ĐỐC`, `SỞ LAO ĐỘNG - …`.
fn line<'p, 't: 'p>(
    begins: impl Fn(&Tagged<'t>) -> bool,
    words: &Vocabulary,
) -> impl Fn(Pieces<'p, 't>) -> Section<'p, 't, Vec<Tagged<'t>>> {
    move |input| {
        let (rest, first) = piece(|piece: &Tagged<'t>| begins(piece))(input)?;
        // Who signs for a post that is named in full has another, whatever a stamp left of it.
        let named = is_post_in_full(&first, words);
        let agency = |piece: &Tagged| {
            let plain = fold(piece.slice);
            words.agency_heads.longest_prefix(plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric())).is_some()
        };
        let goes_on = |piece: &Tagged| {
            piece.has(Marks::CAPITALS)
                && !piece.has_any(Marks::CAPACITY | Marks::POST | Marks::SIGNED)
                && !is_capital_name(piece, words)
                && (!named || agency(piece))
        };
        let (rest, more) = many0(piece(goes_on)).parse(rest)?;
        Ok((rest, [vec![first], more].concat()))
    }
}

/// True for `KT. GIÁM ĐỐC` and the like, where nothing is missing behind it.
fn is_post_in_full(piece: &Tagged, words: &Vocabulary) -> bool {
    let folded = Folded::new(piece.slice);
    let bare = bare(FoldedStr::new(piece.slice, &folded));
    let link = capacity(words)(bare).ok().filter(|(_, link)| link.capacity != Capacity::TM);
    link.is_some_and(|(of, _)| words.posts.exact(of.folded()).is_some())
}

fn is_signatory(piece: &Tagged, words: &Vocabulary) -> bool {
    piece.has(Marks::NAME) || is_capital_name(piece, words) || ranked(piece.slice, words).is_some()
}

/// `NGUYỄN VĂN A`, `TS. NGUYỄN VĂN A`.
fn is_capital_name(piece: &Tagged, words: &Vocabulary) -> bool {
    if !piece.has(Marks::CAPITALS) || piece.has_any(Marks::POST | Marks::CAPACITY) {
        return false;
    }
    let bare = piece.slice.trim_matches(|c: char| !c.is_alphabetic());
    let count = bare.split_whitespace().count();
    (2..=4).contains(&count)
        && is_name(&titled(bare), words)
        && words.agency_heads.longest_prefix(&fold(bare)).is_none()
}

fn build(recognised: Recognised, context: &mut Context) -> Signature {
    let mut signature = Signature::default();
    for piece in &recognised.noise {
        context.set_aside(FurnitureKind::SealNoise, piece.span());
    }
    let mut posts = recognised.posts.into_iter();
    let mut last_is_acting = false;
    for lines in recognised.links {
        last_is_acting = link(&lines, &mut signature, context);
    }
    if !last_is_acting || signature.position.is_none() {
        let acting = signature.authority.last().is_some_and(|link| link.capacity == Capacity::KT);
        signature.position = posts.next().map(|lines| post(&lines, acting, context));
    }
    let more: Vec<Vec<Tagged>> = posts.chain(recognised.later).collect();
    let mut more = more.into_iter();
    if signature.position.is_none() && recognised.mark.is_none() {
        let acting = signature.authority.last().is_some_and(|link| link.capacity == Capacity::KT);
        signature.position = more.next().map(|lines| post(&lines, acting, context));
    }
    let rest: Vec<Tagged> = more.flatten().collect();
    if !rest.is_empty() {
        signature.other_position = Some(post(&rest, false, context));
    }
    if let Some(mark) = recognised.mark {
        let bare = mark.slice.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        signature.mark = Some(context.owned(bare, &[mark.span()], "SignatureMark", Repairs::NONE));
    }
    if let Some(name) = recognised.name {
        person(name, &mut signature, context);
    }
    signature
}

/// `AuthorityLink` of `decision.ebnf`: `KT. CHỦ TỊCH`; `Q. GIÁM ĐỐC` gives the position as well and returns true.
fn link(lines: &[Tagged], signature: &mut Signature, context: &mut Context) -> bool {
    let Some((first, below)) = lines.split_first() else { return false };
    let folded = Folded::new(first.slice);
    // A body alone, of which a stamp took the capacity, is one in whose name is signed.
    let read = preceded(in_raw(signs), opt(capacity(context.words))).parse(FoldedStr::new(first.slice, &folded));
    let Ok((of, link)) = read else { return false };
    let Link { capacity, scraps, repaired } = link.unwrap_or(Link::BODY);
    let of = context.span_of(of.raw());
    let below = below.iter().map(Tagged::span);
    let inner: Vec<Span> = std::iter::once(of).chain(below.clone()).collect();
    if capacity == Capacity::Q {
        let label = Span { end: of.start, ..first.span() };
        let of = context.owned(String::new(), &[label], "AuthorityLink", Repairs::NONE);
        signature.authority.push(AuthorityLink { capacity, of });
        signature.position = Some(values(&inner, false, context));
        return true;
    }
    let spans: Vec<Span> = std::iter::once(first.span()).chain(below).collect();
    let value = lines_value(&inner, context);
    let of = capitals(value, &spans, "AuthorityLink", context);
    if repaired {
        context.origins.repaired(of.origin, Repair::Word);
    }
    if scraps {
        context.origins.repaired(of.origin, Repair::Noise);
    }
    signature.authority.push(AuthorityLink { capacity, of });
    false
}

fn post(lines: &[Tagged], acting: bool, context: &mut Context) -> Text {
    let spans: Vec<Span> = lines.iter().map(Tagged::span).collect();
    values(&spans, acting, context)
}

fn values(spans: &[Span], acting: bool, context: &mut Context) -> Text {
    let value = lines_value(spans, context);
    match restored_post(&value, acting, context.words) {
        Some(post) => context.owned(post, spans, "Position", Repairs::NONE.with(Repair::Capitals)),
        None => capitals(value, spans, "Position", context),
    }
}

/// A post of which letters are lost: its first ones, or a few in a long one.
fn restored_post(value: &str, acting: bool, words: &Vocabulary) -> Option<String> {
    if !is_capitals(value) || value.contains('\n') {
        return None;
    }
    let folded = fold(value);
    let bare = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let near = || {
        let long = bare.len() >= LONG_POST && words.posts.longest_prefix(bare).is_none();
        let edits = bare.len() / EDITED_POST;
        words.posts.nearest(bare, edits).filter(|_| long).map(|(post, _)| post.words.as_str())
    };
    cut_post(value, words, acting).or_else(near).map(str::to_owned)
}

/// Lines of a post stay apart as `\n` where each begins one; a wrapped name is one line.
fn lines_value(spans: &[Span], context: &Context) -> String {
    fn trim(line: &str) -> &str {
        line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '-')).trim_end_matches([' ', '-'])
    }
    let value = lined(context.text, spans.chunks(1), trim, &mut Repairs::default());
    // A post that fits no line of its column is wrapped, and is one post.
    let whole = value.replace('\n', " ");
    if context.paged && context.words.posts.exact(&fold(&whole)).is_some() { whole } else { value }
}

fn person(name: Tagged, signature: &mut Signature, context: &mut Context) {
    let span = name.span();
    let start = ranked(name.slice, context.words).unwrap_or(0);
    if let Some(scraps) = name_at_end(name.slice, context.words) {
        context.set_aside(FurnitureKind::SealNoise, Span { end: span.start + scraps as u32, ..span });
        let rest = Span { start: span.start + scraps as u32, ..span };
        let value = joined(context.text, &[rest], &mut Repairs::default());
        let value = value.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
        signature.name = Some(context.owned(value, &[rest], "PersonName", Repairs::NONE.with(Repair::Noise)));
        return;
    }
    if start > 0 {
        let rank = Span { end: span.start + start as u32, ..span };
        let value = rank.of(context.text).trim().to_owned();
        signature.rank = Some(context.owned(value, &[rank], "Rank", Repairs::NONE));
    }
    let rest = Span { start: span.start + start as u32, ..span };
    let value = joined(context.text, &[rest], &mut Repairs::default());
    let value = value.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    signature.name = Some(context.owned(value, &[rest], "PersonName", Repairs::NONE));
}
