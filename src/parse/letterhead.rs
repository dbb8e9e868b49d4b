//! The letterhead: issuers, number, place and date, and what stands around them on the first page.

use super::context::{Context, head, lined, tail};
use super::copy_stamp::stamped;
use super::inline::date::{Date, date};
use super::inline::number::number;
use super::pieces::Tagged;
use crate::marks::Marks;
use crate::marks::letterhead::is_number_label;
use crate::marks::scrap::is_noise;
use crate::model::{
    CopyBlock, FurnitureKind, Header, Mark, MarkKind, OriginId, Received, Repair, Repairs, Severity, Span, Text,
};
use crate::words::{Folded, fold, fold_head, is_capitals, nearest_post, restored, same_tones};

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
    for (index, piece) in pieces.iter().enumerate() {
        let span = piece.span();
        let folded = fold_head(piece.slice, 80);
        let bare = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        if piece.has(Marks::NATIONAL_TITLE) || titled && bare == "viet nam" {
            // `… CHỦ NGHĨA` at the end of a narrow column, `VIỆT NAM` below.
            titled = piece.has(Marks::NATIONAL_TITLE) && !bare.ends_with("viet nam");
            context.set_aside(FurnitureKind::NationalTitle, span);
        } else if piece.has(Marks::MOTTO) {
            context.set_aside(FurnitureKind::Motto, span);
        } else if bare == "den" || bare.starts_with("cong van den") || bare.starts_with("van ban den") {
            arrived = true;
            context.set_aside(FurnitureKind::Stamp, span);
        } else if arrived && received(piece, bare, &mut found.received, context) {
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
        } else if let Some(kind) = mark(bare, context) {
            let text = context.value(&[span], "Mark");
            found.marks.push(Mark { kind, text });
        } else if numbered && !agencies.is_empty() && !piece.has(Marks::AGENCY) && !is_whole_line(piece.slice) {
            // The issuer stands above its number: what a stamp left behind is no more of it.
            context.set_aside(FurnitureKind::SealNoise, span);
        } else if piece.has(Marks::CAPITALS) && is_agency(piece.slice) {
            agencies.push(span);
        } else if let Some(inner) = capitals_in_noise(piece.slice) {
            agencies.push(tail(head(span, inner.end), inner.start));
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
    dated && place.ends_with(',') && place.chars().count() < 40
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

/// The words in capitals with which a line of noise begins: `TÂN HÒA bém r>`.
fn capitals_in_noise(slice: &str) -> Option<std::ops::Range<usize>> {
    let start = slice.find(char::is_uppercase)?;
    let mut end = start;
    for word in slice[start..].split_inclusive(' ') {
        let bare = word.trim();
        if bare.chars().any(char::is_lowercase) || !bare.chars().any(char::is_uppercase) {
            break;
        }
        end += word.len();
    }
    let run = slice[start..end].trim_end();
    let letters = run.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 5 && letters * 2 >= slice.chars().filter(|c| c.is_alphabetic()).count())
        .then(|| start..start + run.len())
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

/// The arrival stamp: `ĐẾN`, `Số: 123`, `Ngày: 28/3/2025`, `Chuyển: …`.
fn received(piece: &Tagged, bare: &str, received: &mut Option<Received>, context: &mut Context) -> bool {
    let span = piece.span();
    let value = |start: &str| bare.strip_prefix(start).map(|rest| rest.trim_start_matches([':', ' ', '.']).to_owned());
    if let Some(number) = value("so").filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())) {
        let text = context.owned(number, &[span], "Received", Repairs::NONE);
        received.get_or_insert_default().number = Some(text);
        return true;
    }
    // A stamp has one date: the next is the document's own.
    if piece.has(Marks::PLACE_DATE) && received.as_ref().is_some_and(|received| received.date.is_some()) {
        return false;
    }
    if let Some(rest) = value("ngay")
        && let Ok((_, read)) = date(&rest)
        && let Some(iso) = read.iso()
    {
        let text = context.owned(iso, &[span], "Received", read.repairs);
        received.get_or_insert_default().date = Some(text);
        return true;
    }
    if ["chuyen", "luu ho so", "so ky hieu", "ngay", "so"].iter().any(|start| bare.starts_with(start))
        && bare.len() < 30
    {
        context.set_aside(FurnitureKind::Stamp, span);
        return true;
    }
    false
}

/// `Number` of `decision.ebnf`, behind its label `Số:`.
fn own_number(span: Span, header: &mut Header, context: &mut Context) {
    let slice = span.of(context.text);
    let folded = Folded::new(slice);
    let section = || slice.chars().position(|c| c == '§').filter(|at| folded.text[at + 1..].starts_with('o'));
    let Some(label) = folded.text.find("so").or_else(|| folded.text.find("5o")).or_else(section) else { return };
    let after = folded.at(label + 2);
    let after = after + slice[after..].len() - slice[after..].trim_start_matches([' ', ';', ',']).len();
    let glued = slice[after..].starts_with(|c: char| c.is_ascii_digit());
    // Two signs and no blank before the digits: a pen wrote over the label, and the first digit is as doubtful.
    let signs = slice[folded.at(label + 2)..after].chars().filter(|c| matches!(c, ';' | ',')).count();
    let Some(read) = number(&slice[after..], true).filter(|_| !(glued && signs > 1)) else {
        context.set_aside(FurnitureKind::SealNoise, span);
        context.diagnose(Severity::Warning, "number-unreadable", &[slice], &[span], OriginId::NONE);
        return;
    };
    let mut repairs = read.repairs;
    if glued || !slice[..after].trim_end().ends_with(['ố', 'Ố', 'o', 'O']) {
        repairs.add(Repair::NumberLabel);
    }
    let end = after + read.length;
    let owned = head(span, end);
    let noise = tail(span, end);
    if noise.of(context.text).chars().any(char::is_alphanumeric) || is_noise(noise.of(context.text)) {
        context.set_aside(FurnitureKind::SealNoise, noise);
    }
    let text = context.owned(read.text.clone(), &[owned], "Number", repairs);
    if read.serial.is_none() {
        context.diagnose(Severity::Note, "number-blank", &[&read.text], &[owned], text.origin);
    } else if repairs.names().any(|name| name == "digits") {
        context.diagnose(Severity::Warning, "number-repaired", &[slice.trim(), &read.text], &[owned], text.origin);
    }
    header.number = Some(read.model(text));
}

/// `PlaceDate` of `decision.ebnf`.
fn place_and_date(span: Span, header: &mut Header, context: &mut Context) {
    let slice = span.of(context.text);
    let folded = Folded::new(slice);
    let Some(at) = folded.text.find("ngay").or_else(|| folded.text.find(|c: char| c.is_ascii_digit())) else { return };
    let place_end = folded.at(at);
    let raw_place = slice[..place_end].trim_end_matches([',', ' ', '\t', '.', ';', ':']);
    let skipped = raw_place.len() - raw_place.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let place = &raw_place[skipped..];
    let read = date(&folded.text[at..]).map(|(rest, read)| (folded.at(folded.text.len() - rest.len()), read));
    let (end, read) = read.unwrap_or((slice.len(), Date::default()));
    let iso = read.iso().filter(|_| read.year.is_some());
    let date_span = tail(head(span, end), place_end);
    let trailing = tail(span, end);
    if place.chars().any(char::is_alphabetic) {
        let owned = if iso.is_some() { head(span, place_end) } else { head(span, end) };
        header.place = Some(context.owned(place.to_owned(), &[owned], "PlaceDate", Repairs::NONE));
    }
    if is_noise(trailing.of(context.text)) {
        context.set_aside(FurnitureKind::SealNoise, trailing);
    }
    let about = match iso {
        Some(iso) => {
            let text = context.owned(iso, &[date_span], "PlaceDate", read.repairs);
            let about = text.origin;
            header.date = Some(text);
            about
        }
        None => {
            if header.place.is_none() {
                // Room for a place and a date, and neither written.
                context.set_aside(FurnitureKind::SealNoise, head(span, end));
            }
            header.place.as_ref().map_or(OriginId::NONE, |place| place.origin)
        }
    };
    let written = slice[place_end..end].trim();
    if !read.possible && (read.day.is_some() || read.month.is_some() || read.year.is_some() || header.date.is_some()) {
        context.diagnose(Severity::Warning, "date-impossible", &[written], &[date_span], about);
    } else if read.day.is_none() || read.month.is_none() || read.year.is_none() {
        context.diagnose(Severity::Note, "date-blank", &[written], &[date_span], about);
    } else if !read.repairs.is_empty() {
        let value = header.date.as_ref().map_or("", |date| date.as_str()).to_owned();
        context.diagnose(Severity::Warning, "date-repaired", &[written, &value], &[date_span], about);
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
