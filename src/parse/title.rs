//! Name of the kind, subject, addressees and authority: what stands between letterhead and bases.

use super::context::{Context, head, joined, part, tail};
use super::inline::kind;
use super::inline::title::{addressee_label, agency_within, authority_at_end, issuer_label};
use super::issuer_title::issuer_title;
use super::letterhead::capitals;
use super::pieces::Tagged;
use crate::marks::Marks;
use crate::marks::kind::misread_kind;
use crate::marks::scrap::is_noise;
use crate::model::{DocumentKind, DocumentNumber, FurnitureKind, Header, Repair, Repairs, Span, Text};
use crate::words::{Backwards, Folded, FoldedStr, Kind, Vocabulary, fold, is_capitals};
use std::ops::Range;

/// The start of a line in which the name of a kind is looked for, in bytes.
const LONGEST_START: usize = 120;

/// What a title block holds.
#[derive(Default)]
pub(crate) struct Title {
    pub kind: Option<DocumentKind>,
    pub name: Option<Text>,
    pub subject: Option<Text>,
    pub authority: Option<Text>,
    pub addressees: Vec<Text>,
    /// The issuer of `QUYẾT ĐỊNH CỦA …`.
    pub agency: Option<Text>,
    /// The number and the date of `QUYẾT ĐỊNH CỦA … SỐ … NGÀY …`.
    pub number: Option<DocumentNumber>,
    pub date: Option<Text>,
}

/// `Title` of `decision.ebnf`. The header is that of the document, so that an authority flattened
/// into the subject is found by the issuer's name.
pub(crate) fn title(pieces: &[Tagged], header: &Header, context: &mut Context) -> Title {
    let mut found = Title::default();
    let Some((first, rest)) = pieces.split_first() else { return found };
    let mut subject: Vec<Span> = Vec::new();
    let rest = match kind_at_start(first.slice, context.words) {
        Some((kind, at)) => {
            subject.extend(named(first, (kind, at), header, &mut found, context));
            rest
        }
        None => pieces,
    };
    let from = authority_start(rest, context.words);
    let from = if from == rest.len() { issuer_start(rest, header).unwrap_or(from) } else { from };
    subject.extend(before_authority(&rest[..from], &mut found, context));
    if header.number.is_none()
        && let Some(titled) = issuer_title(&subject, context)
    {
        found.agency = found.agency.or(titled.agency);
        found.number = Some(titled.number);
        found.date = titled.date;
        subject = titled.subject;
    }
    if from == rest.len()
        && let Some(split) = subject.last().and_then(|last| issuer_at_end(*last, header, context))
        && let Some(last) = subject.last_mut()
    {
        let authority = tail(*last, split);
        *last = head(*last, split);
        let value = authority.of(context.text).trim().to_owned();
        found.authority = Some(capitals(value, &[authority], "Authority", context));
    } else if from < rest.len() {
        found.authority = Some(authority(&rest[from..], context));
    }
    if !subject.is_empty() {
        let mut text = context.value(&subject, "Subject");
        text.value = subject_value(&text.value);
        found.subject = (!text.is_empty()).then_some(text);
    }
    found
}

/// Kind and name, and the issuer that stands behind the name; gives what is left of the piece for the subject.
fn named(
    piece: &Tagged,
    (kind, at): (&Kind, Range<usize>),
    header: &Header,
    found: &mut Title,
    context: &mut Context,
) -> Option<Span> {
    found.kind = Some(kind.key.clone());
    let (upto, behind) = (head(piece.span(), at.end), tail(piece.span(), at.end));
    found.name = Some(name_of_kind(kind, part(piece.span(), at), upto, context));
    let slice = behind.of(context.text).trim_start_matches([' ', ':', '.', '\t']);
    let behind = Span { start: behind.end - slice.len() as u32, ..behind };
    if slice.is_empty() {
        return None;
    }
    let folded = Folded::new(slice);
    if header.agency.is_none()
        && let Ok((issuer, _)) = issuer_label(FoldedStr::new(slice, &folded))
    {
        let value = issuer.raw().trim().to_owned();
        found.agency = Some(capitals(value, &[behind], "Agency", context));
        return None;
    }
    if is_noise(slice) {
        context.set_aside(FurnitureKind::SealNoise, behind);
        return None;
    }
    Some(behind)
}

/// The addressees among the pieces between the name and the authority; gives those of the subject.
fn before_authority(pieces: &[Tagged], found: &mut Title, context: &mut Context) -> Vec<Span> {
    let mut subject = Vec::new();
    let mut addressing = false;
    for piece in pieces {
        if piece.has(Marks::ADDRESSEES) {
            addressing = true;
            addressees(piece.span(), &mut found.addressees, context);
        } else if addressing && (piece.has(Marks::BULLET) || piece.is_right()) {
            let bare = piece.slice.trim_start_matches(|c: char| !c.is_alphanumeric());
            let value = crate::model::without_closing_mark(bare).to_owned();
            found.addressees.push(context.owned(value, &[piece.span()], "Addressee", Repairs::NONE));
        } else if is_noise(piece.slice) {
            context.set_aside(FurnitureKind::SealNoise, piece.span());
        } else {
            addressing = false;
            subject.push(piece.span());
        }
    }
    subject
}

/// `Authority` of `decision.ebnf`: its lines joined.
pub(crate) fn authority(pieces: &[Tagged], context: &mut Context) -> Text {
    let spans: Vec<Span> = pieces.iter().map(Tagged::span).collect();
    let value = joined(context.text, &spans, &mut Repairs::default());
    let value = value.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '"' && c != '”').to_owned();
    capitals(value, &spans, "Authority", context)
}

/// Without the parentheses around a whole `(V/v …)`, or a rule or dash at either end.
fn subject_value(value: &str) -> String {
    let bare = value.trim_matches(|c: char| matches!(c, '_' | '*' | '~' | '=' | ' ' | '-'));
    let inside =
        bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|rest| !rest.contains(['(', ')']));
    inside.unwrap_or(bare).trim().to_owned()
}

/// The kind with whose name a line begins, and the bytes that its name takes.
pub(crate) fn kind_at_start<'w>(slice: &str, words: &'w Vocabulary) -> Option<(&'w Kind, Range<usize>)> {
    let start = slice.get(..slice.floor_char_boundary(LONGEST_START)).unwrap_or(slice);
    let folded = Folded::new(start);
    let named = kind::name(words)(FoldedStr::new(start, &folded)).ok();
    let misread = || misread_kind(slice, words).map(|(kind, range)| (kind, folded.range(range.start, range.end)));
    named.map(|(_, (kind, name))| (kind, name.bytes())).or_else(misread)
}

/// The kind's name as written, its lost tones put back.
pub(crate) fn name_of_kind(kind: &Kind, name: Span, owned: Span, context: &mut Context) -> Text {
    let slice = name.of(context.text);
    let written = if is_capitals(slice) { kind.name.to_uppercase() } else { kind.name.clone() };
    let mut repairs = Repairs::NONE;
    let value = if crate::words::same_tones(slice, &written) || !is_capitals(slice) {
        joined(context.text, &[name], &mut repairs)
    } else {
        repairs.add(if fold(slice) == kind.folded { Repair::CapitalTones } else { Repair::Capitals });
        written
    };
    context.owned(value, &[owned], "Name", repairs)
}

/// Where the authority begins among the pieces behind the name: the last lines in capitals that begin
/// like a post or an agency.
fn authority_start(pieces: &[Tagged], words: &Vocabulary) -> usize {
    let tail = pieces.iter().rev().take_while(|piece| piece.has(Marks::CAPITALS)).count();
    let from = pieces.len() - tail;
    let begins = |index: usize| {
        let piece = &pieces[index];
        let fresh = !piece.wraps() || piece.piece.gap;
        fresh && (piece.has_any(Marks::POST | Marks::AGENCY) || piece.piece.gap && names_agency(piece.slice, words))
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

/// The longest authority that is not in capitals, in characters.
const LONGEST_SMALL_AUTHORITY: usize = 60;

/// The last line where it stands apart and is the name of an issuer that is not in capitals, as a font of capitals is
/// decoded.
fn small_authority(pieces: &[Tagged], words: &Vocabulary) -> Option<usize> {
    let (last, [_, ..]) = pieces.split_last()? else { return None };
    let folded = fold(last.slice);
    let named = words.posts.longest_prefix(&folded).is_some() || words.agency_heads.longest_prefix(&folded).is_some();
    let whole = last.slice.ends_with(|c: char| c.is_alphabetic()) && folded.len() <= LONGEST_SMALL_AUTHORITY;
    let apart = last.piece.gap && !last.wraps() && last.slice.starts_with(char::is_uppercase);
    (apart && named && whole).then_some(pieces.len() - 1)
}

/// Where the last lines in capitals name the issuer of the letterhead, a letter in five misread: an authority whose post
/// cannot be read.
fn issuer_start(pieces: &[Tagged], header: &Header) -> Option<usize> {
    let issuer = fold(&header.agency.as_ref()?.value.replace('\n', " "));
    let tail =
        pieces.iter().rev().take_while(|piece| piece.has(Marks::CAPITALS) || is_mostly_capitals(piece.slice)).count();
    let from = (pieces.len() - tail).max(1);
    if issuer.len() < 6 || from >= pieces.len() {
        return None;
    }
    let said = fold(&pieces[from..].iter().map(|piece| piece.slice).collect::<Vec<_>>().join(" "));
    let said = said.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let near = |start: usize| {
        let part = &said[start..said.len().min(start + issuer.len())];
        crate::words::distance(part, &issuer) * 5 <= issuer.len()
    };
    let starts = std::iter::once(0).chain(said.match_indices(' ').map(|(at, _)| at + 1));
    (said.len() < 200 && starts.into_iter().any(near)).then_some(from)
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

/// Where `[CHỦ TỊCH] ỦY BAN NHÂN DÂN …` ends a subject in capitals, in bytes of its span.
fn issuer_at_end(span: Span, header: &Header, context: &Context) -> Option<usize> {
    let agency = header.agency.as_ref()?;
    let slice = span.of(context.text);
    let folded = Folded::new(slice);
    let issuer = fold(&agency.value.replace('\n', " "));
    let end = Backwards(FoldedStr::new(slice, &folded));
    let (subject, _) = authority_at_end(&issuer, context.words)(end).ok()?;
    Some(subject.0.bytes().end)
}

/// `Kính gửi: …`
fn addressees(span: Span, into: &mut Vec<Text>, context: &mut Context) {
    let slice = span.of(context.text);
    let (rest, label) = addressee_label(slice).unwrap_or(("", slice));
    let (label, rest) = (head(span, label.len()), tail(span, slice.len() - rest.len()));
    context.set_aside(FurnitureKind::ListHeader, label);
    let value = crate::model::without_closing_mark(rest.of(context.text).trim()).to_owned();
    let value = value.trim_start_matches(['-', ' ', '+']).to_owned();
    if !value.is_empty() {
        into.push(context.owned(value, &[rest], "Addressee", Repairs::NONE));
    }
}
