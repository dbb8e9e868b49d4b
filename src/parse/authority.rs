//! Where the authority (thẩm quyền ban hành) stands in a title: a line that begins like a post or an agency, or the issuer of
//! the letterhead, behind a subject that is in capitals as well. The title itself is read by `title`.

use super::context::{Context, joined};
use super::letterhead::capitals;
use super::pieces::{Pieces, Tagged, piece, places, till_last_run};
use crate::inline::title::{agency_within, authority_at_end, authority_line, is_complete, misread_issuer};
use crate::marks::Marks;
use crate::marks::scrap::is_noise_in_text;
use crate::model::{Header, Repairs, Span, Text};
use crate::words::combinators::{bare, phrase};
use crate::words::{Backwards, Folded, FoldedStr, Vocabulary, fold, same_tones};
use nom::combinator::consumed;
use nom::{Input, Parser};

/// Where an authority begins.
pub(super) struct Place<'p, 't> {
    /// The pieces before it.
    pub subject: Pieces<'p, 't>,
    /// Its pieces; none where none is its alone.
    pub authority: Option<Pieces<'p, 't>>,
    /// The byte of the text at which it begins within the subject's last lines.
    pub split: Option<u32>,
}

/// The place of the authority among the pieces behind the kind's name; what stands on the name's line is `first`.
pub(super) fn place<'p, 't>(
    pieces: Pieces<'p, 't>,
    first: &[Span],
    header: &Header,
    context: &Context,
) -> Place<'p, 't> {
    let words = context.words;
    let begun = authority_start(pieces, words).or_else(|| issuer_line(pieces, header, words));
    let line = begun.and_then(Pieces::first);
    let split = issuer_at_end(pieces, first, header, context).filter(|split| {
        let post = line.is_some_and(|piece| piece.has(Marks::POST));
        !post && line.or(pieces.last()).is_none_or(|piece| leads_on(piece, *split, context.text))
    });
    if split.is_some() {
        return Place { subject: pieces, authority: None, split };
    }
    let authority = begun.or_else(|| issuer_start(pieces, header, words));
    Place { subject: authority.map_or(pieces, |authority| pieces.upto(authority)), authority, split }
}

/// `Authority` of `decision.ebnf`: its lines joined.
pub(crate) fn authority(pieces: Pieces, context: &mut Context) -> Text {
    let spans = pieces.spans();
    let value = joined(context.text, &spans, &mut Repairs::default());
    let value = value.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '"' && c != '”').to_owned();
    capitals(value, &spans, "Authority", context)
}

/// The authority among the pieces behind the name: the last lines in capitals that begin like a post or an agency.
fn authority_start<'p, 't>(pieces: Pieces<'p, 't>, words: &Vocabulary) -> Option<Pieces<'p, 't>> {
    let (run, ahead) = till_last_run(|piece| piece.has(Marks::CAPITALS))(pieces).ok()?;
    let begins = |above: &Tagged, line: &Tagged| {
        let fresh = !line.wraps() || line.piece.gap;
        let agency = || is_agency_head(line.slice, words) && !begins_above(above.slice, line.slice, words);
        let heads = line.has(Marks::POST) || line.has(Marks::AGENCY) && agency();
        fresh && (heads || line.piece.gap && names_agency(line.slice, words))
    };
    // Where it begins, with true where it begins the run or stands apart.
    let candidates: Vec<(bool, Pieces)> = places(run)
        .filter_map(|(before, place)| {
            let (above, line) = (before.last().or(ahead.last())?, place.first()?);
            begins(above, line).then(|| (before.is_empty() || line.piece.gap, place))
        })
        .collect();
    let apart = candidates.iter().find(|(apart, _)| *apart);
    apart.or(candidates.last()).map(|(_, place)| *place).or_else(|| small_authority(pieces, words))
}

/// The longest authority, in characters.
const LONGEST_AUTHORITY: usize = 200;
/// The shortest name of an issuer that is looked for though it is misread, in characters.
const SHORTEST_ISSUER: usize = 6;
/// The most words of a misread post.
const LONGEST_POST_WORDS: usize = 4;
/// The longest authority that is not in capitals, in characters.
const LONGEST_SMALL_AUTHORITY: usize = 60;

/// The last line where it stands apart and is the name of an issuer that is not in capitals, as a font of capitals is
/// decoded.
fn small_authority<'p, 't>(pieces: Pieces<'p, 't>, words: &Vocabulary) -> Option<Pieces<'p, 't>> {
    let (_, place) = places(pieces).next_back().filter(|(above, _)| !above.is_empty())?;
    let last = place.first()?;
    let folded = fold(last.slice);
    let named = words.posts.longest_prefix(&folded).is_some() || words.agency_heads.longest_prefix(&folded).is_some();
    let whole = last.slice.ends_with(|c: char| c.is_alphabetic()) && folded.len() <= LONGEST_SMALL_AUTHORITY;
    let apart = last.piece.gap && !last.wraps() && last.slice.starts_with(char::is_uppercase);
    (apart && named && whole).then_some(place)
}

/// True where a line begins with the name of an agency. Its tone tells a name of one syllable from another word: `BỘ Y TẾ`,
/// `BỎ CÁC QUYẾT ĐỊNH`.
fn is_agency_head(slice: &str, words: &Vocabulary) -> bool {
    let folded = Folded::new(slice);
    let read = consumed(phrase(&words.agency_heads)).parse(bare(FoldedStr::new(slice, &folded)));
    read.is_ok_and(|(_, (written, head))| {
        let same = || same_tones(&written.raw().to_uppercase(), &head.words.to_uppercase());
        head.folded.contains(' ') || slice.is_ascii() || same()
    })
}

/// True where the name of an agency begins with the last word of the line above: `… THUỘC ỦY` / `BAN NHÂN DÂN TỈNH`.
fn begins_above(above: &str, slice: &str, words: &Vocabulary) -> bool {
    let Some(last) = above.split_whitespace().next_back() else { return false };
    let agency = |text: &str| words.agency_heads.longest_prefix(&fold(text)).map_or("", |head| head.folded.as_str());
    agency(&format!("{last} {slice}")).len() > format!("{last} {}", agency(slice)).trim_end().chars().count()
}

/// The last line where it is the issuer of the letterhead with its post, though it stands in one block with the subject.
fn issuer_line<'p, 't>(pieces: Pieces<'p, 't>, header: &Header, words: &Vocabulary) -> Option<Pieces<'p, 't>> {
    let issuer = fold(&header.agency.as_ref()?.value.replace('\n', " "));
    let (above, place) = places(pieces).next_back()?;
    let [before, last] = [above.last()?, place.first()?].map(|piece| (piece.slice, Folded::new(piece.slice)));
    let whole = authority_line(&issuer, words)(FoldedStr::new(last.0, &last.1)).is_ok();
    let apart = is_complete(words)(Backwards(FoldedStr::new(before.0, &before.1))).is_ok();
    (whole && apart).then_some(place)
}

/// The last line in capitals that names the issuer of the letterhead, a letter in five misread, with what follows: an authority
/// whose post cannot be read. It goes on with the lines above it as far as no room stands between them and they name a post.
fn issuer_start<'p, 't>(pieces: Pieces<'p, 't>, header: &Header, words: &Vocabulary) -> Option<Pieces<'p, 't>> {
    let issuer = fold(&header.agency.as_ref()?.value.replace('\n', " "));
    if issuer.len() < SHORTEST_ISSUER {
        return None;
    }
    let shouted = |piece: &Tagged| piece.has(Marks::CAPITALS) || is_mostly_capitals(piece.slice);
    // The first line is the subject's.
    let (run, (first, ahead)) = (piece(|_| true), till_last_run(shouted)).parse(pieces).ok()?;
    let names = |before: Pieces, place: Pieces| {
        let above = before.last().or(ahead.last()).unwrap_or(&first);
        let begun = place.first().is_some_and(|line| begins_above(above.slice, line.slice, words));
        let line = place.iter().map(|piece| piece.slice).collect::<Vec<_>>().join(" ");
        let folded = Folded::new(&line);
        let line = bare(FoldedStr::new(&line, &folded));
        !begun && line.input_len() < LONGEST_AUTHORITY && misread_issuer(&issuer, words)(line).is_ok()
    };
    let (above, _) = places(run).rev().find(|(before, place)| names(*before, *place))?;
    let (posts, _) = till_last_run(|piece| piece.has(Marks::POST))(above).ok()?;
    Some(run.from(posts))
}

/// True where few letters of a line are small: a word of it was misread so.
fn is_mostly_capitals(slice: &str) -> bool {
    let upper = slice.chars().filter(|c| c.is_uppercase()).count();
    upper >= 10 && upper > slice.chars().filter(|c| c.is_lowercase()).count() * 3
}

/// True where an agency's name of more than one word stands anywhere in a line whose start is misread.
fn names_agency(slice: &str, words: &Vocabulary) -> bool {
    let folded = Folded::new(slice);
    agency_within(words)(FoldedStr::new(slice, &folded)).is_ok()
}

/// Where `[CHỦ TỊCH] ỦY BAN NHÂN DÂN …` at the end of a subject in capitals begins, in bytes of the text: within the last line,
/// or where it is wrapped, within the last two. The subject's lines are `pieces`, or behind the kind's name `first`.
fn issuer_at_end(pieces: Pieces, first: &[Span], header: &Header, context: &Context) -> Option<u32> {
    let agency = header.agency.as_ref()?;
    let issuer = fold(&agency.value.replace('\n', " "));
    let lines: Vec<Span> = first
        .iter()
        .copied()
        .chain(pieces.iter().filter(|piece| !is_noise_in_text(piece.slice)).map(Tagged::span))
        .collect();
    let (last, both) = match lines.as_slice() {
        [.., above, last] => (*last, Some(Span { start: above.start, ..*last })),
        [last] => (*last, None),
        [] => return None,
    };
    let wrapped = both.filter(|both| both.of(context.text).matches('\n').count() == 1);
    [Some(last), wrapped].into_iter().flatten().find_map(|span| {
        // Of the same length in bytes.
        let slice = span.of(context.text).replace('\n', " ");
        let folded = Folded::new(&slice);
        let end = Backwards(FoldedStr::new(&slice, &folded));
        let (subject, _) = authority_at_end(&issuer, context.words)(end).ok()?;
        Some(span.start + subject.0.bytes().end as u32)
    })
}

/// True where a byte of the text at which an issuer is named stands behind more words of a line than a post has, or behind
/// none: `TỔ TUẦN TRA BẢO VỆ RỪNG ỦY BAN NHÂN DÂN XÃ` begins like an agency, `GIÁMĐ ĐỐC SỞ Y TẾ` with a misread post.
fn leads_on(piece: &Tagged, split: u32, text: &str) -> bool {
    let span = piece.span();
    let before = Span { end: split.clamp(span.start, span.end), ..span };
    let words = before.of(text).split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    split < span.end && (words == 0 || words > LONGEST_POST_WORDS)
}

/// Cuts spans at a byte of the text; gives what stands behind it.
pub(super) fn cut_at(spans: &mut Vec<Span>, at: u32) -> Vec<Span> {
    let behind = spans.iter().filter(|span| span.end > at).map(|span| Span { start: span.start.max(at), ..*span });
    let behind: Vec<Span> = behind.collect();
    spans.retain(|span| span.start < at);
    if let Some(last) = spans.last_mut() {
        last.end = last.end.min(at);
    }
    behind
}
