//! Where the authority (thẩm quyền ban hành) stands in a title: a line that begins like a post or an agency, or the issuer of
//! the letterhead, behind a subject that is in capitals as well. The title itself is read by `title`.

use super::context::{Context, joined};
use super::inline::title::{agency_within, authority_at_end, authority_line, is_complete};
use super::letterhead::capitals;
use super::pieces::Tagged;
use crate::marks::Marks;
use crate::marks::scrap::is_noise_in_text;
use crate::model::{Header, Repairs, Span, Text};
use crate::words::combinators::{bare, phrase};
use crate::words::{Backwards, Folded, FoldedStr, Vocabulary, fold, same_tones};
use nom::Parser;
use nom::combinator::consumed;

/// Where an authority begins.
pub(super) struct Place {
    /// The first of its pieces; their number where none is its own.
    pub from: usize,
    /// The byte of the text at which it begins within the subject's last lines.
    pub split: Option<u32>,
}

/// The place of the authority among the pieces behind the kind's name; what stands on the name's line is `first`.
pub(super) fn place(pieces: &[Tagged], first: &[Span], header: &Header, context: &Context) -> Place {
    let words = context.words;
    let none = pieces.len();
    let own = Some(authority_start(pieces, words)).filter(|from| *from < none);
    let from = own.or_else(|| issuer_line(pieces, header, words)).unwrap_or(none);
    let begun = pieces.get(from);
    let split = issuer_at_end(pieces, first, header, context).filter(|split| {
        let post = begun.is_some_and(|piece| piece.has(Marks::POST));
        !post && begun.or(pieces.last()).is_none_or(|piece| leads_on(piece, *split, context.text))
    });
    let near = || issuer_start(pieces, header, words).unwrap_or(none);
    match split {
        Some(_) => Place { from: none, split },
        None if from == none => Place { from: near(), split },
        None => Place { from, split },
    }
}

/// `Authority` of `decision.ebnf`: its lines joined.
pub(crate) fn authority(pieces: &[Tagged], context: &mut Context) -> Text {
    let spans: Vec<Span> = pieces.iter().map(Tagged::span).collect();
    let value = joined(context.text, &spans, &mut Repairs::default());
    let value = value.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '"' && c != '”').to_owned();
    capitals(value, &spans, "Authority", context)
}

/// Where the authority begins among the pieces behind the name: the last lines in capitals that begin
/// like a post or an agency.
fn authority_start(pieces: &[Tagged], words: &Vocabulary) -> usize {
    let tail = pieces.iter().rev().take_while(|piece| piece.has(Marks::CAPITALS)).count();
    let from = pieces.len() - tail;
    let begins = |index: usize| {
        let piece = &pieces[index];
        let fresh = !piece.wraps() || piece.piece.gap;
        let above = index.checked_sub(1).map_or("", |above| pieces[above].slice);
        let agency = || is_agency_head(piece.slice, words) && !begins_above(above, piece.slice, words);
        let heads = piece.has(Marks::POST) || piece.has(Marks::AGENCY) && agency();
        fresh && (heads || piece.piece.gap && names_agency(piece.slice, words))
    };
    let candidates: Vec<usize> = (from..pieces.len()).filter(|index| begins(*index)).collect();
    candidates
        .iter()
        .copied()
        .find(|index| *index > 0 && (*index == from || pieces[*index].piece.gap))
        .or(candidates.last().copied().filter(|index| *index > 0))
        .or_else(|| small_authority(pieces, words))
        .unwrap_or(pieces.len())
}

/// The longest authority, and the longest post in it, in characters.
const LONGEST_AUTHORITY: usize = 200;
const LONGEST_POST: usize = 40;
/// The most words of a misread post.
const LONGEST_POST_WORDS: usize = 4;
/// The longest authority that is not in capitals, in characters.
const LONGEST_SMALL_AUTHORITY: usize = 60;

/// The last line where it stands apart and is the name of an issuer that is not in capitals, as a font of capitals is
/// decoded.
fn small_authority(pieces: &[Tagged], words: &Vocabulary) -> Option<usize> {
    let (last, above) = pieces.split_last().filter(|(_, above)| !above.is_empty())?;
    let folded = fold(last.slice);
    let named = words.posts.longest_prefix(&folded).is_some() || words.agency_heads.longest_prefix(&folded).is_some();
    let whole = last.slice.ends_with(|c: char| c.is_alphabetic()) && folded.len() <= LONGEST_SMALL_AUTHORITY;
    let apart = last.piece.gap && !last.wraps() && last.slice.starts_with(char::is_uppercase);
    (apart && named && whole).then_some(above.len())
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
    let head = |text: &str| words.agency_heads.longest_prefix(&fold(text)).map_or("", |head| head.folded.as_str());
    head(&format!("{last} {slice}")).len() > format!("{last} {}", head(slice)).trim_end().chars().count()
}

/// The last line where it is the issuer of the letterhead with its post, though it stands in one block with the subject.
fn issuer_line(pieces: &[Tagged], header: &Header, words: &Vocabulary) -> Option<usize> {
    let issuer = fold(&header.agency.as_ref()?.value.replace('\n', " "));
    let (last, above) = pieces.split_last()?;
    let before = above.last()?;
    let [before, last] = [before.slice, last.slice].map(|slice| (slice, Folded::new(slice)));
    let whole = authority_line(&issuer, words)(FoldedStr::new(last.0, &last.1)).is_ok();
    let apart = is_complete(words)(Backwards(FoldedStr::new(before.0, &before.1))).is_ok();
    (whole && apart).then_some(above.len())
}

/// Where the last line in capitals begins that names the issuer of the letterhead, a letter in five misread: an authority
/// whose post cannot be read. It goes on with the lines above it as far as no room stands between them and they name a post.
fn issuer_start(pieces: &[Tagged], header: &Header, words: &Vocabulary) -> Option<usize> {
    let issuer = fold(&header.agency.as_ref()?.value.replace('\n', " "));
    let shouted = |piece: &&Tagged| piece.has(Marks::CAPITALS) || is_mostly_capitals(piece.slice);
    let tail = pieces.iter().rev().take_while(shouted).count();
    let first = (pieces.len() - tail).max(1);
    if issuer.len() < 6 {
        return None;
    }
    let names = |from: usize| {
        let said = fold(&pieces[from..].iter().map(|piece| piece.slice).collect::<Vec<_>>().join(" "));
        let said = said.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let above = begins_above(pieces[from - 1].slice, pieces[from].slice, words);
        said.len() < LONGEST_AUTHORITY && !above && is_named(said, &issuer, words)
    };
    let at = (first..pieces.len()).rev().find(|from| names(*from))?;
    let above = (first..at).rev().take_while(|index| pieces[*index].has(Marks::POST)).count();
    Some(at - above)
}

/// True where an issuer is named at the start of a text, or behind what may have been its post.
fn is_named(said: &str, issuer: &str, words: &Vocabulary) -> bool {
    let far = |start: usize| crate::words::distance(&said[start..said.len().min(start + issuer.len())], issuer);
    let starts = std::iter::once(0).chain(said.match_indices(' ').map(|(at, _)| at + 1));
    let nearest = starts.take_while(|start| *start <= LONGEST_POST).min_by_key(|start| far(*start));
    nearest.is_some_and(|start| {
        let last = said[..start].trim_end().rsplit(' ').next().unwrap_or_default();
        far(start) * 5 <= issuer.len() && words.open_ends.exact(last).is_none()
    })
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
fn issuer_at_end(pieces: &[Tagged], first: &[Span], header: &Header, context: &Context) -> Option<u32> {
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
