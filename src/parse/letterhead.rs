//! The letterhead: issuers, number, place and date, and what stands around them on the first page.

use super::context::{Context, lined, part};
use super::copy_stamp::stamped;
use super::inline::capitals as capitals_of_line;
use super::inline::date::Date;
use super::inline::number::labelled_number;
use super::inline::place_date::{PlaceDate, place_date};
use super::inline::stamp::{Arrival, arrival, is_arrival};
use super::pieces::Tagged;
use crate::marks::Marks;
use crate::marks::letterhead::is_number_label;
use crate::marks::scrap::is_noise;
use crate::model::{
    CopyBlock, FurnitureKind, Header, Mark, MarkKind, OriginId, Received, Repair, Repairs, Severity, Span, Text,
};
use crate::words::combinators::bare;
use crate::words::{Folded, FoldedStr, fold, fold_head, is_capitals, nearest_post, restored, same_tones};
use nom::Offset;

/// The longest name of a place that stands on a line of its own, in characters.
const LONGEST_PLACE: usize = 40;
/// The fewest letters of an issuer in capitals on a line of noise.
const LEAST_LETTERS: usize = 5;

/// What a letterhead holds.
#[derive(Default)]
pub(crate) struct Letterhead {
    pub header: Header,
    pub marks: Vec<Mark>,
    pub received: Option<Received>,
    /// The stamp of a certified copy at the head of the page.
    pub copy: Option<CopyBlock>,
}

/// `Letterhead` of `decision.ebnf`.
pub(crate) fn letterhead(pieces: &[Tagged], context: &mut Context) -> Letterhead {
    let pieces = &whole(pieces, context);
    let mut found = Letterhead::default();
    let mut agencies: Vec<Span> = Vec::new();
    let (mut arrived, mut numbered, mut titled) = (false, false, false);
    let first = pieces.iter().position(is_witness).unwrap_or(0);
    let mut folded = Folded::default();
    for (index, piece) in pieces.iter().enumerate() {
        let span = piece.span();
        folded.set(piece.slice);
        let line = bare(FoldedStr::new(piece.slice, &folded));
        if piece.has(Marks::NATIONAL_TITLE) || titled && line.folded() == "viet nam" {
            // `… CHỦ NGHĨA` at the end of a narrow column, `VIỆT NAM` below.
            titled = piece.has(Marks::NATIONAL_TITLE) && !line.folded().ends_with("viet nam");
            context.set_aside(FurnitureKind::NationalTitle, span);
        } else if piece.has(Marks::MOTTO) {
            context.set_aside(FurnitureKind::Motto, span);
        } else if is_arrival(line) {
            arrived = true;
            context.set_aside(FurnitureKind::Stamp, span);
        } else if arrived && received(piece, line, &mut found.received, context) {
        } else if piece.has(Marks::COPY) && found.copy.is_none() && piece.slice.contains([';', ',']) {
            found.copy = stamped(span, context);
        } else if piece.has(Marks::STAMP) {
            let signed = context.signed_at.take();
            context.stamp(span);
            // The moment below the stamp of a copy is when that was signed.
            let copied = found.copy.as_mut().and_then(|copy| copy.signature.as_mut());
            match copied.filter(|signature| signature.signed_at.is_none()) {
                Some(signature) => signature.signed_at = std::mem::replace(&mut context.signed_at, signed),
                None => context.signed_at = signed.or(context.signed_at.take()),
            }
        } else if piece.has(Marks::NUMBER) && found.header.number.is_none() {
            own_number(span, &mut found.header, context);
            numbered = true;
        } else if piece.has(Marks::PLACE_DATE) && found.header.date.is_none() && found.header.place.is_none() {
            place_and_date(span, &mut found.header, context);
        } else if let Some(kind) = mark(line.folded(), context) {
            let text = context.value(&[span], "Mark");
            found.marks.push(Mark { kind, text });
        } else if numbered && !agencies.is_empty() && !piece.has(Marks::AGENCY) && !is_whole_line(piece.slice) {
            // The issuer stands above its number: what a stamp left behind is no more of it.
            context.set_aside(FurnitureKind::SealNoise, span);
        } else if piece.has(Marks::CAPITALS) && is_agency(piece.slice) {
            agencies.push(span);
        } else if let Some(inner) = capitals_in_noise(span, context) {
            agencies.push(inner);
        } else if index < first {
            context.set_aside(FurnitureKind::SiteNoise, span);
        } else if is_noise(piece.slice) {
            context.set_aside(FurnitureKind::SealNoise, span);
        }
    }
    issuers(&agencies, &mut found.header, context);
    found
}

/// `Bình Lâm,` or room for a place, where the line is wrapped before the date.
pub(super) fn is_place_before_date(piece: &Tagged, next: &Tagged) -> bool {
    let place = piece.slice.trim_end();
    let dated = next.has(Marks::PLACE_DATE) && fold_head(next.slice, 8).starts_with("ngay");
    dated && place.ends_with(',') && place.chars().count() <= LONGEST_PLACE
}

/// `Số:` with its number on the next line, and a place with its date there, as one piece.
fn whole<'t>(pieces: &[Tagged<'t>], context: &Context<'t>) -> Vec<Tagged<'t>> {
    let mut found: Vec<Tagged> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match found.last_mut().filter(|before| before.piece.column == piece.piece.column) {
            Some(before) if piece.wraps() && is_number_label(before.slice) || is_place_before_date(before, piece) => {
                *before = before.with_span(Span { end: piece.piece.end, ..before.span() }, context.text, context.words);
            }
            _ => found.push(*piece),
        }
    }
    found
}

/// What only a letterhead has.
fn is_witness(piece: &Tagged) -> bool {
    piece.has_any(Marks::NATIONAL_TITLE | Marks::MOTTO | Marks::NUMBER | Marks::PLACE_DATE)
        || piece.has(Marks::CAPITALS) && piece.has(Marks::AGENCY)
}

/// More than a scrap of letters, and no code of a clerk or a machine: one word with figures.
fn is_agency(slice: &str) -> bool {
    let code = !slice.contains(' ') && slice.contains(|c: char| c.is_ascii_digit());
    slice.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !code
}

/// Enough letters for a line of an issuer's name.
fn is_whole_line(slice: &str) -> bool {
    slice.chars().filter(|c| c.is_alphabetic()).count() > 4
}

/// The words in capitals with which a line of noise begins, where they are most of its letters: `TÂN HÒA bém r>`.
fn capitals_in_noise(span: Span, context: &Context) -> Option<Span> {
    let slice = span.of(context.text);
    let (_, run) = capitals_of_line::run(slice).ok()?;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let most = letters(run) >= LEAST_LETTERS && letters(run) * 2 >= letters(slice);
    let start = slice.offset(run);
    most.then(|| part(span, start..start + run.trim_end().len()))
}

fn mark(bare: &str, context: &Context) -> Option<MarkKind> {
    let glued = |phrase: &&crate::words::Phrase<MarkKind>| {
        phrase.folded.bytes().filter(|byte| *byte != b' ').eq(bare.bytes().filter(|byte| *byte != b' '))
    };
    if let Some(phrase) = context.words.marks.iter().find(glued) {
        return Some(phrase.key);
    }
    let phrase = context.words.marks.longest_prefix(bare)?;
    let rest = bare.len() - phrase.folded.len();
    (rest == 0 || phrase.key == MarkKind::Draft && rest < 24).then_some(phrase.key)
}

/// A line of the stamp of arrival: `Số: 123`, `Ngày: 28/3/2025`, `Chuyển: …`. False where it is none.
fn received(piece: &Tagged, line: FoldedStr, received: &mut Option<Received>, context: &mut Context) -> bool {
    let span = piece.span();
    let Ok((_, read)) = arrival(line) else { return false };
    // A stamp has one number and one date: the next is the document's own.
    let dated = received.as_ref().is_some_and(|received| received.date.is_some());
    let numbered = received.as_ref().is_some_and(|received| received.number.is_some());
    match read {
        Arrival::Number(_) if numbered => return false,
        Arrival::Number(number) => {
            let text = context.owned(number.to_owned(), &[span], "Received", Repairs::NONE);
            received.get_or_insert_default().number = Some(text);
        }
        _ if dated && piece.has(Marks::PLACE_DATE) => return false,
        Arrival::Date(iso, date) => {
            let text = context.owned(iso, &[span], "Received", date.repairs);
            received.get_or_insert_default().date = Some(text);
        }
        Arrival::Other => context.set_aside(FurnitureKind::Stamp, span),
    }
    true
}

/// `Number` of `decision.ebnf`, behind its label `Số:`.
fn own_number(span: Span, header: &mut Header, context: &mut Context) {
    let slice = span.of(context.text);
    let folded = Folded::new(slice);
    let (rest, read) = match labelled_number(FoldedStr::new(slice, &folded)) {
        Ok(read) => read,
        Err(nom::Err::Failure(())) => {
            context.set_aside(FurnitureKind::SealNoise, span);
            context.diagnose(Severity::Warning, "number-unreadable", &[slice], &[span], OriginId::NONE);
            return;
        }
        Err(_) => return,
    };
    let noise = part(span, rest.bytes());
    let owned = Span { end: noise.start, ..span };
    if rest.raw().contains(char::is_alphanumeric) || is_noise(rest.raw()) {
        context.set_aside(FurnitureKind::SealNoise, noise);
    }
    let text = context.owned(read.text.clone(), &[owned], "Number", read.repairs);
    if read.serial.is_none() {
        context.diagnose(Severity::Note, "number-blank", &[&read.text], &[owned], text.origin);
    } else if read.repairs.names().any(|name| name == "digits") {
        context.diagnose(Severity::Warning, "number-repaired", &[slice.trim(), &read.text], &[owned], text.origin);
    }
    header.number = Some(read.model(text));
}

/// `PlaceDate` of `decision.ebnf`.
fn place_and_date(span: Span, header: &mut Header, context: &mut Context) {
    let slice = span.of(context.text);
    let folded = Folded::new(slice);
    let Ok((rest, PlaceDate { place, before, written, date })) = place_date(FoldedStr::new(slice, &folded)) else {
        return;
    };
    let (place_span, date_span) = (part(span, before.bytes()), part(span, written.bytes()));
    let both = Span { end: date_span.end, ..span };
    let iso = date.iso();
    if place.contains(char::is_alphabetic) {
        let owned = if iso.is_some() { place_span } else { both };
        header.place = Some(context.owned(place.to_owned(), &[owned], "PlaceDate", Repairs::NONE));
    }
    if is_noise(rest.raw()) {
        context.set_aside(FurnitureKind::SealNoise, part(span, rest.bytes()));
    }
    if let Some(iso) = iso {
        header.date = Some(context.owned(iso, &[date_span], "PlaceDate", date.repairs));
    } else if header.place.is_none() {
        // Room for a place and a date, and neither written.
        context.set_aside(FurnitureKind::SealNoise, both);
    }
    doubts(&date, date_span, header, context);
}

/// Says of a date that stands in a span what is doubtful about it.
fn doubts(date: &Date, span: Span, header: &Header, context: &mut Context) {
    let written = span.of(context.text).trim();
    let about = header.date.as_ref().or(header.place.as_ref()).map_or(OriginId::NONE, |text| text.origin);
    let parts = [date.day.is_some(), date.month.is_some(), date.year.is_some()];
    if !date.possible && (parts.contains(&true) || header.date.is_some()) {
        context.diagnose(Severity::Warning, "date-impossible", &[written], &[span], about);
    } else if parts.contains(&false) {
        context.diagnose(Severity::Note, "date-blank", &[written], &[span], about);
    } else if !date.repairs.is_empty() {
        let value = header.date.as_ref().map_or("", |date| date.as_str()).to_owned();
        context.diagnose(Severity::Warning, "date-repaired", &[written, &value], &[span], about);
    }
}

/// Lines of issuers: each that begins like an agency's name begins one; the last is the issuing
/// agency, those above it the parents. Ministries or departments on one level issue jointly.
fn issuers(lines: &[Span], header: &mut Header, context: &mut Context) {
    let mut units: Vec<Vec<Span>> = Vec::new();
    for line in lines {
        let slice = line.of(context.text);
        let folded = fold(slice);
        let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let first = slice.trim_start_matches(|c: char| !c.is_alphanumeric());
        let begins = context.words.agency_heads.longest_prefix(bare).is_some_and(|head| {
            // One short word begins an agency only as it is written: `ĐỔI SỐ` is no `ĐỘI`.
            head.folded.contains(' ') || same_tones(first.split([' ', '-', ',']).next().unwrap_or(""), &head.words)
        }) && context.words.agency_tails.longest_prefix(bare).is_none();
        let open = units.last().and_then(|unit| unit.last()).is_some_and(|before| {
            let before = fold(before.of(context.text));
            let before = before.trim_end();
            context.words.agency_open_ends.iter().any(|end| {
                before.ends_with(end)
                    && (!end.starts_with(|c: char| c.is_alphanumeric())
                        || before[..before.len() - end.len()].ends_with(' '))
            })
        });
        match units.last_mut() {
            Some(unit) if !begins || open => unit.push(*line),
            _ => units.push(vec![*line]),
        }
    }
    let Some(last) = units.last() else { return };
    let level = |unit: &Vec<Span>, context: &Context| {
        let folded = fold(unit[0].of(context.text));
        folded.split(' ').next().filter(|word| matches!(*word, "bo" | "so")).map(str::to_owned)
    };
    let mut from = units.len() - 1;
    while from > 0 && level(last, context).is_some() && level(&units[from - 1], context) == level(last, context) {
        from -= 1;
    }
    header.agency = agency(&units[from..], context);
    header.parent_agency = agency(&units[..from], context);
}

/// The units on lines of their own, as one value.
fn agency(units: &[Vec<Span>], context: &mut Context) -> Option<Text> {
    fn trim(line: &str) -> &str {
        line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '(' | '"' | '“' | '”'))
    }
    let units_of = units.iter().map(Vec::as_slice);
    let value = lined(context.text, units_of, trim, &mut Repairs::default());
    if value.is_empty() {
        return None;
    }
    let spans: Vec<Span> = units.iter().flatten().copied().collect();
    Some(capitals(value, &spans, "Agency", context))
}

/// A value in capitals, its lost tones put back from the word lists.
pub(crate) fn capitals(value: String, spans: &[Span], rule: &'static str, context: &mut Context) -> Text {
    let mut repairs = Repairs::NONE;
    let value = value.replace(['Ð', 'Ɖ'], "Đ");
    let value = match restored(&value, context.words).filter(|_| is_capitals(&value)) {
        Some(restored) => {
            repairs.add(Repair::CapitalTones);
            restored
        }
        None => value,
    };
    let value = match nearest_post(&value, context.words).filter(|_| is_capitals(&value)) {
        Some(post) => {
            repairs.add(Repair::Capitals);
            post.to_owned()
        }
        None => value,
    };
    context.owned(value, spans, rule, repairs)
}
