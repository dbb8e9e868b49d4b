//! The letterhead: issuers, number, place and date, and what stands around them on the first page.

use super::context::{Context, lined};
use super::copy_stamp::stamped;
use super::pieces::Tagged;
use crate::inline::capitals as capitals_of_line;
use crate::inline::date::Date;
use crate::inline::number::labelled_number;
use crate::inline::place_date::{PlaceDate, place_date};
use crate::inline::stamp::{Arrival, arrival, is_arrival};
use crate::marks::Marks;
use crate::marks::letterhead::is_number_label;
use crate::marks::scrap::is_noise;
use crate::model::{CopyBlock, FurnitureKind, Header, Mark, MarkKind, OriginId, Received, Repair, Repairs, Span, Text};
use crate::words::combinators::{bare, in_raw, none_of_these, phrase, signs};
use crate::words::{Folded, FoldedStr, Phrase, fold, fold_head, is_capitals, nearest_post, restored, same_tones};
use nom::combinator::peek;
use nom::sequence::preceded;
use nom::{Input, Parser};

/// The longest name of a place that stands on a line of its own, in characters.
const LONGEST_PLACE: usize = 40;
/// The longest text that says which draft it is, in characters.
const LONGEST_DRAFT: usize = 24;
/// The agencies that issue jointly where two of a level stand below each other: ministries and departments.
const JOINT: [&str; 2] = ["bo", "so"];
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
    let mut above = pieces.iter().any(is_witness);
    let mut folded = Folded::default();
    for piece in pieces {
        above &= !is_witness(piece);
        let span = piece.span();
        folded.set(piece.slice);
        let line = bare(FoldedStr::new(piece.slice, &folded));
        if piece.has(Marks::NATIONAL_TITLE) || titled && ["viet nam", "nam"].contains(&line.folded()) {
            // `… CHỦ NGHĨA` at the end of a narrow column, `VIỆT NAM` below; or `… VIỆT`, and `NAM` below.
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
        } else if let Some(kind) = mark(line, context) {
            let text = context.value(&[span], "Mark");
            found.marks.push(Mark { kind, text });
        } else if numbered && !agencies.is_empty() && !piece.has(Marks::AGENCY) && !is_whole_line(piece.slice) {
            // The issuer stands above its number: what a stamp left behind is no more of it.
            context.set_aside(FurnitureKind::SealNoise, span);
        } else if piece.has(Marks::CAPITALS) && is_agency(piece.slice) {
            agencies.push(span);
        } else if let Some(inner) = capitals_in_noise(piece.slice) {
            agencies.push(context.span_of(inner));
        } else if above {
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
fn capitals_in_noise(line: &str) -> Option<&str> {
    let (_, run) = capitals_of_line::run(line).ok()?;
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let most = letters(run) >= LEAST_LETTERS && letters(run) * 2 >= letters(line);
    most.then(|| run.trim_end())
}

/// `Mark` of `decision.ebnf`: a whole line, its blanks lost perhaps; behind a draft's stands which draft it is.
fn mark(line: FoldedStr, context: &Context) -> Option<MarkKind> {
    let letters = |text: &str| text.bytes().filter(|byte| *byte != b' ').collect::<Vec<u8>>();
    let bare = letters(line.folded());
    if let Some(phrase) = context.words.marks.iter().find(|phrase| letters(&phrase.folded) == bare) {
        return Some(phrase.key);
    }
    let (rest, mark) = phrase(&context.words.marks)(line).ok()?;
    (rest.is_empty() || mark.key == MarkKind::Draft && rest.input_len() < LONGEST_DRAFT).then_some(mark.key)
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
            context.warn("number-unreadable", &[slice], &[span], OriginId::NONE);
            return;
        }
        Err(_) => return,
    };
    let noise = context.span_of(rest.raw());
    let owned = Span { end: noise.start, ..span };
    if rest.raw().contains(char::is_alphanumeric) || is_noise(rest.raw()) {
        context.set_aside(FurnitureKind::SealNoise, noise);
    }
    let text = context.owned(read.text.clone(), &[owned], "Number", read.repairs);
    if read.serial.is_none() {
        context.note("number-blank", &[&read.text], &[owned], text.origin);
    } else if read.repairs.names().any(|name| name == "digits") {
        context.warn("number-repaired", &[slice.trim(), &read.text], &[owned], text.origin);
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
    let (place_span, date_span) = (context.span_of(before.raw()), context.span_of(written.raw()));
    let both = Span { end: date_span.end, ..span };
    let iso = date.iso();
    if place.contains(char::is_alphabetic) {
        let owned = if iso.is_some() { place_span } else { both };
        header.place = Some(context.owned(place.to_owned(), &[owned], "PlaceDate", Repairs::NONE));
    }
    if is_noise(rest.raw()) {
        context.set_aside(FurnitureKind::SealNoise, context.span_of(rest.raw()));
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
        context.warn("date-impossible", &[written], &[span], about);
    } else if parts.contains(&false) {
        context.note("date-blank", &[written], &[span], about);
    } else if !date.repairs.is_empty() {
        let value = header.date.as_ref().map_or("", |date| date.as_str()).to_owned();
        context.warn("date-repaired", &[written, &value], &[span], about);
    }
}

/// Lines of issuers: each that begins like an agency's name begins one; the last is the issuing
/// agency, those above it the parents. Ministries or departments on one level issue jointly.
fn issuers(lines: &[Span], header: &mut Header, context: &mut Context) {
    let mut units: Vec<Vec<Span>> = Vec::new();
    for line in lines {
        let open = units.last().and_then(|unit| unit.last()).is_some_and(|before| is_open(*before, context));
        match units.last_mut() {
            Some(unit) if open || !begins_agency(line.of(context.text), context) => unit.push(*line),
            _ => units.push(vec![*line]),
        }
    }
    let joint = |above: &Vec<Span>, unit: &Vec<Span>| {
        let level = level(unit, context);
        level.is_some() && level == self::level(above, context)
    };
    let mut groups = units.chunk_by(joint);
    let issuing = groups.next_back().unwrap_or_default();
    let parents: Vec<Vec<Span>> = groups.flatten().cloned().collect();
    header.agency = agency(issuing, context);
    header.parent_agency = agency(&parents, context);
}

/// True for a line that begins like an agency's name.
fn begins_agency(line: &str, context: &Context) -> bool {
    let folded = Folded::new(line);
    let line = FoldedStr::new(line, &folded);
    let word = peek(in_raw(none_of_these(" -,")));
    let head = preceded(signs, (word, phrase(&context.words.agency_heads))).parse(line);
    let tail = preceded(signs, phrase(&context.words.agency_tails)).parse(line);
    // One short word begins an agency only as it is written: `ĐỔI SỐ` is no `ĐỘI`.
    let named = |word: &str, head: &Phrase| head.folded.contains(' ') || same_tones(word, &head.words);
    head.is_ok_and(|(_, (word, head))| named(word, head)) && tail.is_err()
}

/// True for a line of an issuer that calls for more: `SỞ NÔNG NGHIỆP VÀ`.
fn is_open(line: Span, context: &Context) -> bool {
    let folded = fold(line.of(context.text));
    let ends = |end: &String| {
        let before = folded.trim_end().strip_suffix(end.as_str());
        before.is_some_and(|before| before.ends_with(' ') || !end.starts_with(|c: char| c.is_alphanumeric()))
    };
    context.words.agency_open_ends.iter().any(ends)
}

/// The level of an agency, by its first word, where agencies of one level issue jointly.
fn level(unit: &[Span], context: &Context) -> Option<&'static str> {
    let name = fold(unit.first()?.of(context.text));
    let first = name.split_whitespace().next().filter(|_| !name.starts_with(' '))?;
    JOINT.into_iter().find(|word| *word == first)
}

/// The units on lines of their own, as one value.
fn agency(units: &[Vec<Span>], context: &mut Context) -> Option<Text> {
    fn trim(line: &str) -> &str {
        line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '(' | '"' | '“' | '”'))
    }
    let value = lined(context.text, units.iter().map(Vec::as_slice), trim, &mut Repairs::default());
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
