//! Name of the kind, subject, addressees and authority: what stands between letterhead and bases. Where the authority begins
//! is asked of `authority`.

use super::authority::{authority, cut_at, place};
use super::context::{Context, joined};
use super::issuer_title::issuer_title;
use super::letterhead::capitals;
use super::pieces::{Pieces, piece};
use crate::inline::kind::{self, Named};
use crate::inline::title::{addressee_label, issuer_label, name_ended};
use crate::marks::Marks;
use crate::marks::scrap::is_noise_in_text;
use crate::model::{
    DocumentKind, DocumentNumber, FurnitureKind, Header, Repair, Repairs, Span, Text, without_closing_mark,
};
use crate::words::{Folded, FoldedStr, fold, is_capitals, same_tones};

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
pub(crate) fn title(pieces: Pieces, header: &Header, context: &mut Context) -> Title {
    let mut found = Title::default();
    let Ok((rest, first)) = piece(|_| true)(pieces) else { return found };
    let mut subject: Vec<Span> = Vec::new();
    let folded = Folded::new(first.slice);
    let rest = match kind::named(context.words)(FoldedStr::new(first.slice, &folded)) {
        Ok((behind, named)) => {
            found.kind = Some(named.kind.key.clone());
            found.name = Some(name_of_kind(&named, context));
            subject.extend(behind_name(behind, header, &mut found, context));
            rest
        }
        Err(_) => pieces,
    };
    let place = place(rest, &subject, header, context);
    subject.extend(before_authority(place.subject, &mut found, context));
    if header.number.is_none()
        && let Some(titled) = issuer_title(&subject, context)
    {
        found.agency = found.agency.or(titled.agency);
        found.number = Some(titled.number);
        found.date = titled.date;
        subject = titled.subject;
    }
    if let Some(split) = place.split {
        let authority = cut_at(&mut subject, split);
        let value = joined(context.text, &authority, &mut Repairs::default());
        found.authority = Some(capitals(value.trim().to_owned(), &authority, "Authority", context));
    } else {
        found.authority = place.authority.map(|pieces| authority(pieces, context));
    }
    if !subject.is_empty() {
        let mut text = context.value(&subject, "Subject");
        text.value = subject_value(&text.value);
        found.subject = (!text.is_empty()).then_some(text);
    }
    found
}

/// The issuer that stands behind the name of the kind; gives what is left of the line for the subject.
fn behind_name(behind: FoldedStr, header: &Header, found: &mut Title, context: &mut Context) -> Option<Span> {
    let (words, _) = name_ended(behind).unwrap_or((behind, behind));
    if words.is_empty() {
        return None;
    }
    let span = context.span_of(words.raw());
    if header.agency.is_none()
        && let Ok((issuer, _)) = issuer_label(words)
    {
        let value = issuer.raw().trim().to_owned();
        found.agency = Some(capitals(value, &[span], "Agency", context));
        return None;
    }
    if is_noise_in_text(words.raw()) {
        context.set_aside(FurnitureKind::SealNoise, span);
        return None;
    }
    Some(span)
}

/// The addressees among the pieces between the name and the authority; gives those of the subject.
fn before_authority(pieces: Pieces, found: &mut Title, context: &mut Context) -> Vec<Span> {
    let mut subject = Vec::new();
    let mut addressing = false;
    for piece in pieces.iter() {
        if piece.has(Marks::ADDRESSEES) {
            addressing = true;
            addressees(piece.slice, &mut found.addressees, context);
        } else if addressing && (piece.has(Marks::BULLET) || piece.is_right()) {
            let bare = piece.slice.trim_start_matches(|c: char| !c.is_alphanumeric());
            let value = without_closing_mark(bare).to_owned();
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

/// The kind's name as written, its lost tones put back.
pub(crate) fn name_of_kind(named: &Named, context: &mut Context) -> Text {
    let (kind, slice) = (named.kind, named.name.raw());
    let written = if is_capitals(slice) { kind.name.to_uppercase() } else { kind.name.clone() };
    let mut repairs = Repairs::NONE;
    let value = if same_tones(slice, &written) || !is_capitals(slice) {
        joined(context.text, &[context.span_of(slice)], &mut repairs)
    } else {
        repairs.add(if fold(slice) == kind.folded { Repair::CapitalTones } else { Repair::Capitals });
        written
    };
    context.owned(value, &[context.span_of(named.upto.raw())], "Name", repairs)
}

/// `Kính gửi: …`
fn addressees(line: &str, into: &mut Vec<Text>, context: &mut Context) {
    let Ok((addressee, label)) = addressee_label(line) else { return };
    context.set_aside(FurnitureKind::ListHeader, context.span_of(label));
    let value = without_closing_mark(addressee.trim()).trim_start_matches(['-', ' ', '+']).to_owned();
    if !value.is_empty() {
        into.push(context.owned(value, &[context.span_of(addressee)], "Addressee", Repairs::NONE));
    }
}
