//! Name of the kind, subject, addressees and authority: what stands between letterhead and bases. Where the authority begins
//! is asked of `authority`.

use super::authority::{Place, authority, cut_at, place};
use super::context::{Context, head, joined, part, tail};
use super::inline::kind;
use super::inline::title::{addressee_label, issuer_label};
use super::issuer_title::issuer_title;
use super::letterhead::capitals;
use super::pieces::Tagged;
use crate::marks::Marks;
use crate::marks::kind::misread_kind;
use crate::marks::scrap::is_noise_in_text;
use crate::model::{DocumentKind, DocumentNumber, FurnitureKind, Header, Repair, Repairs, Span, Text};
use crate::words::{Folded, FoldedStr, Kind, Vocabulary, fold, is_capitals};
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
    let Place { from, split } = place(rest, &subject, header, context);
    subject.extend(before_authority(&rest[..from], &mut found, context));
    if header.number.is_none()
        && let Some(titled) = issuer_title(&subject, context)
    {
        found.agency = found.agency.or(titled.agency);
        found.number = Some(titled.number);
        found.date = titled.date;
        subject = titled.subject;
    }
    if let Some(split) = split {
        let authority = cut_at(&mut subject, split);
        let value = joined(context.text, &authority, &mut Repairs::default());
        found.authority = Some(capitals(value.trim().to_owned(), &authority, "Authority", context));
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
    if is_noise_in_text(slice) {
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
        } else if is_noise_in_text(piece.slice) {
            context.set_aside(FurnitureKind::SealNoise, piece.span());
        } else {
            addressing = false;
            subject.push(piece.span());
        }
    }
    subject
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
