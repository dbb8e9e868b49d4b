//! The closing: recipients (nơi nhận), filing (lưu), drafter's mark; signatures are in `signature`.
//!
//! Recipients and signature stand in two columns and reach us woven together. Every piece goes to one
//! of the two streams by what it says, and each stream is read by a grammar of its own.

use super::context::{Context, regrouped};
use super::pieces::{Pieces, Section, Tagged, following, piece};
use super::signature::signatures;
use crate::inline::recipient::{self as inline, article, items, list_label};
use crate::layout::Join;
use crate::marks::Marks;
use crate::marks::capacity::is_bare_body;
use crate::marks::scrap::is_noise;
use crate::model::{
    FurnitureKind, Recipient, Repair, Repairs, Signature, Span, Text, single_blanks, without_closing_mark,
};
use crate::words::combinators::around_last;
use crate::words::{Folded, FoldedStr, fold_head};
use nom::Parser;
use nom::combinator::recognize;
use nom::multi::many0;

/// What a closing holds.
#[derive(Default)]
pub(crate) struct Closing {
    pub recipients: Vec<Recipient>,
    pub filing: Option<Text>,
    pub drafter_mark: Option<Text>,
    pub signatures: Vec<Signature>,
}

/// `Closing` of `decision.ebnf`.
pub(crate) fn closing(pieces: &[Tagged], context: &mut Context) -> Closing {
    let (mut listed, mut signed) = (Vec::new(), Vec::new());
    weave(pieces, &mut listed, &mut signed, context);
    let mut found = Closing { signatures: signatures(&signed, context), ..Closing::default() };
    let Ok((_, items)) = many0(item).parse(Pieces(&listed)) else { return found };
    for pieces in items {
        line(&pieces.spans(), &mut found, context);
    }
    found
}

/// Shares the pieces out among recipients, signatures and furniture.
fn weave<'t>(pieces: &[Tagged<'t>], listed: &mut Vec<Tagged<'t>>, signed: &mut Vec<Tagged<'t>>, context: &mut Context) {
    let mut listing = false;
    let mut filed = false;
    let mut signing = false;
    for piece in pieces {
        let open = !signing || listed.last().is_some_and(|last| last.slice.trim_end().ends_with(','));
        if piece.has(Marks::RECIPIENTS) {
            listing = true;
            signing = false;
            let rest = label_aside(piece, context);
            if let Some(rest) = rest {
                listed.push(rest);
            }
            continue;
        }
        let signature = piece.has_any(Marks::CAPACITY | Marks::SIGNED)
            || piece.has(Marks::POST) && (!piece.has(Marks::BULLET) || piece.is_right() && piece.has(Marks::CAPITALS))
            || piece.has(Marks::NAME) && !piece.has_any(Marks::FILING | Marks::BULLET)
            || filed && is_dashed_name(piece)
            || is_bare_body(piece.slice, false, context.words);
        let bulleted = piece.has_any(Marks::BULLET | Marks::FILING);
        let code = filed
            && !piece.is_right()
            && is_code(piece.slice)
            && !piece.has_any(Marks::POST | Marks::NAME | Marks::SIGNED);
        filed |= piece.has(Marks::FILING);
        if piece.has(Marks::STAMP) && !piece.has(Marks::FILING) {
            context.stamp(piece.span());
        } else if is_noise(piece.slice)
            && !piece.has(Marks::NAME)
            && (!piece.wraps() || piece.slice.chars().all(|c| !c.is_alphanumeric()))
        {
            context.set_aside(FurnitureKind::SealNoise, piece.span());
        } else if signature || piece.is_right() && !bulleted {
            signing = true;
            signed.push(*piece);
        } else if bulleted {
            listing = true;
            signing = false;
            listed.push(*piece);
        } else if code || listing && open && piece.slice.trim_end().ends_with([';', ',']) {
            listed.push(*piece);
        } else if signing && (piece.has(Marks::CAPITALS) || piece.piece.join == Join::Wrap || !listing) {
            signed.push(*piece);
        } else if listing {
            listed.push(*piece);
        } else if piece.has(Marks::CAPITALS) {
            signing = true;
            signed.push(*piece);
        }
    }
}

/// A signatory's name behind a stray dash: below the filing, and with no mark behind it as an item of the list has.
fn is_dashed_name(piece: &Tagged) -> bool {
    let ended = piece.slice.trim_end().ends_with([';', '.', ',', ':']);
    piece.has(Marks::NAME) && piece.has(Marks::BULLET) && !ended && piece.slice.split_whitespace().count() >= 4
}

/// Sets `Nơi nhận:` aside and gives what stands behind it on its line.
fn label_aside<'t>(piece: &Tagged<'t>, context: &mut Context) -> Option<Tagged<'t>> {
    let folded = Folded::new(piece.slice);
    let (after, label) = list_label(context.words)(FoldedStr::new(piece.slice, &folded)).ok()?;
    context.set_aside(FurnitureKind::ListHeader, context.span_of(label.raw()));
    let slice = after.raw().trim_start();
    if slice.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        context.set_aside(FurnitureKind::SealNoise, context.span_of(after.raw()));
        return None;
    }
    Some(piece.part(context.span_of(slice), context.words))
}

/// `Recipient` or `Filing` of `decision.ebnf`, as the run of its pieces: a line of the list and those that go on with it.
fn item<'p, 't: 'p>(input: Pieces<'p, 't>) -> Section<'p, 't, Pieces<'p, 't>> {
    let (_, first) = piece(|_| true)(input)?;
    let ended = |line: &Tagged| line.slice.trim_end().ends_with([';', '.']);
    let bulleted = first.has_any(Marks::BULLET | Marks::FILING);
    let goes_on = |before: &Tagged, next: &Tagged| {
        let lower = next.slice.starts_with(char::is_lowercase);
        let comma = before.slice.trim_end().ends_with(',');
        let open = bulleted && !ended(before) && (comma || !is_code(next.slice));
        let filed = ended(before) && first.has(Marks::FILING) && is_signed_code(next.slice);
        let other = next.has_any(Marks::BULLET | Marks::FILING) || filed;
        !other && (next.wraps() || lower || open || next.piece.join == Join::Maybe)
    };
    recognize((piece(|_| true), following(first, goes_on))).parse(input)
}

/// One line of the list: recipients (several, where they share it), filing, or a drafter's mark.
fn line(spans: &[Span], found: &mut Closing, context: &mut Context) {
    let parts = shared(spans, context);
    for spans in parts {
        let slice = spans[0].of(context.text);
        let folded = fold_head(slice, 60);
        let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let sub = slice.starts_with('+');
        if found.filing.is_none() && context.words.filing.longest_prefix(bare).is_some() {
            filing(&spans, found, context);
        } else if found.filing.is_some() && is_code(slice) {
            found.drafter_mark = match found.drafter_mark.take() {
                None => Some(context.value(&spans, "DrafterMark")),
                kept => {
                    spans.iter().for_each(|span| context.set_aside(FurnitureKind::SealNoise, *span));
                    kept
                }
            };
        } else {
            recipient(&spans, sub, found, context);
        }
    }
}

/// A drafter's code: `PL.(300)`, `vmh_VP4_42.QĐ`, one short word.
fn is_code(slice: &str) -> bool {
    let bare = slice.trim();
    bare.chars().count() <= 24
        && !bare.contains(' ')
        && !bare.starts_with(['-', '+', '*', '~'])
        && bare.chars().any(char::is_alphanumeric)
}

/// A drafter's code that is no word, since signs or figures stand within it: `vmh_VP4_42.QĐ`.
fn is_signed_code(slice: &str) -> bool {
    is_code(slice)
        && slice.trim_matches(|c: char| !c.is_alphanumeric()).contains(|c: char| c == '_' || c.is_ascii_digit())
}

/// The items of a line: `- Như Điều 5; - Chi cục Kiểm lâm; - Lưu: VT.` has three.
fn shared(spans: &[Span], context: &Context) -> Vec<Vec<Span>> {
    regrouped(spans, context.text, |line| {
        let items = items(line).map(|(_, items)| items).unwrap_or_default();
        items.into_iter().map(|item| context.span_of(item)).collect()
    })
}

/// The words of a line without its dash and closing mark, and how many bytes its marks take.
fn bare_value(spans: &[Span], rule: &'static str, context: &mut Context) -> Text {
    let mut text = context.value(spans, rule);
    let bare = text.value.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '“' | '"'));
    text.value = without_closing_mark(bare).trim_end_matches([':', '¬', '=', '_', '`', '^', '\'', '|', ' ']).to_owned();
    text.value = without_closing_mark(&text.value).to_owned();
    text
}

fn filing(spans: &[Span], found: &mut Closing, context: &mut Context) {
    let mut text = bare_value(spans, "Filing", context);
    let folded = Folded::new(&text.value);
    let read = inline::filing(context.words)(FoldedStr::new(&text.value, &folded));
    if let Ok((_, (first, rest))) = read {
        let right = context.words.filing_repairs.get(first.raw());
        if right.is_some() {
            context.origins.repaired(text.origin, Repair::Word);
        }
        text.value = format!("{}{}", right.map_or(first.raw(), String::as_str), rest.raw());
    }
    found.filing = Some(text);
}

fn recipient(spans: &[Span], sub: bool, found: &mut Closing, context: &mut Context) {
    let (name, note) = match noted(spans, context) {
        Some(Noted { name, note, words }) => (name, Some((note, words))),
        None => (spans.to_vec(), None),
    };
    let note = note.map(|(spans, words)| context.owned(words, &spans, "RecipientNote", Repairs::NONE));
    let mut text = bare_value(&name, "Recipient", context);
    if text.is_empty() {
        return;
    }
    if let Some(right) = article_named(&text.value, context) {
        text.value = right;
        context.origins.repaired(text.origin, Repair::Label);
    }
    match found.recipients.last_mut() {
        Some(last) if sub && note.is_none() => last.items.push(text),
        _ => found.recipients.push(Recipient { text, note, items: Vec::new() }),
    }
}

/// `Như Điều 3` of `Nhự Điêu3`: how nearly every list begins, a letter misread or the blank lost; `None` where it is as it
/// should be, or says something else.
fn article_named(value: &str, context: &Context) -> Option<String> {
    let folded = Folded::new(value);
    let (_, (head, number)) = article(FoldedStr::new(value, &folded)).ok()?;
    let head = head.folded().trim_end();
    let (known, edits) = context.words.recipient_articles.nearest(head, 1)?;
    let right = format!("{} {}", known.words, number.folded());
    (edits == 0 || head.len() > 6).then_some(right).filter(|right| right.to_lowercase() != value.to_lowercase())
}

/// A recipient with a note behind it.
struct Noted {
    name: Vec<Span>,
    note: Vec<Span>,
    /// The words of the note.
    words: String,
}

/// A recipient with the `RecipientNote` of `decision.ebnf` that its last parenthesis opens.
fn noted(spans: &[Span], context: &Context) -> Option<Noted> {
    let (mut above, mut below) = (spans.to_vec(), Vec::new());
    while let Some(line) = above.pop() {
        let Ok((_, (before, behind))) = around_last("(")(line.of(context.text)) else {
            below.insert(0, line);
            continue;
        };
        let lines = below.iter().map(|span| span.of(context.text));
        let whole = single_blanks(&std::iter::once(behind).chain(lines).collect::<Vec<_>>().join(" "));
        let (_, words) = inline::note(context.words)(&whole).ok()?;
        let name = context.span_of(before);
        let note = Span { start: name.end, ..line };
        return (!name.is_empty()).then(|| Noted {
            name: above.into_iter().chain([name]).collect(),
            note: std::iter::once(note).chain(below).collect(),
            words: words.to_owned(),
        });
    }
    None
}
