//! The order of components (Phụ lục I, I.6 and the forms of Phụ lục III): letterhead, kind and subject, authority,
//! bases, formula, text, closing, attachments. Compared by where they stand in the source; what stands side by side, as
//! recipients and signature do, has no order. What is far from its place is often read as a part of what stands
//! around it: there the lines of the source tell, which begin as such components do.

use super::{Checker, agreement, presence};
use crate::model::{Attachment, Block, FurnitureKind, OriginId, Parsed, Span, Text, closing_mark};
use crate::words::fold;

/// A component where it stands.
struct Piece {
    /// Its key in the form.
    component: &'static str,
    pointer: String,
    span: Span,
    /// Its place in the form: none stands before one of a lower rank.
    rank: u8,
}

pub(super) fn check(checker: &mut Checker, parsed: &Parsed) {
    let mut document = Pieces { parsed, pieces: Vec::new() };
    document.own();
    document.misread();
    judge(checker, document.pieces);
    for (index, attachment) in parsed.document.attachments.iter().enumerate() {
        let mut heading = Pieces { parsed, pieces: Vec::new() };
        let pointer = format!("/attachments/{index}");
        heading.attachment(attachment, &pointer);
        judge(checker, heading.pieces);
        if let Some(title) = title_behind(checker, attachment) {
            let span = first(parsed, title.origin).unwrap_or(Span { start: 0, end: 0 });
            find(checker, "attachment-title", "issued-with", pointer, span);
        }
    }
    letterhead(checker, parsed);
}

/// So many bases and articles are compared: the work must not grow with the square of the document.
const MOST: usize = 64;

/// No basis has more characters.
const LONGEST: usize = 1500;

struct Pieces<'p> {
    parsed: &'p Parsed,
    pieces: Vec<Piece>,
}

impl Pieces<'_> {
    fn push(&mut self, rank: u8, component: &'static str, pointer: impl Into<String>, span: Option<Span>) {
        self.pieces.extend(span.map(|span| Piece { component, pointer: pointer.into(), span, rank }));
    }

    fn text(&mut self, rank: u8, component: &'static str, pointer: &str, text: Option<&Text>) {
        self.push(rank, component, pointer, text.and_then(|text| first(self.parsed, text.origin)));
    }

    fn own(&mut self) {
        let parsed = self.parsed;
        let document = &parsed.document;
        let header = &document.header;
        self.push(0, "national-title", "", own_furniture(parsed, FurnitureKind::NationalTitle));
        self.push(0, "motto", "", own_furniture(parsed, FurnitureKind::Motto));
        self.text(0, "agency", "/header/agency", header.agency.as_ref());
        self.text(0, "number", "/header/number", header.number.as_ref().map(|number| &number.text));
        self.text(0, "place-date", "/header/date", header.date.as_ref());
        self.text(1, "kind", "/name", document.name.as_ref());
        self.text(2, "subject", "/subject", document.subject.as_ref());
        self.text(3, "authority", "/authority", document.authority.as_ref());
        for (index, basis) in document.bases.iter().enumerate().take(MOST) {
            self.text(4, "basis", &format!("/bases/{index}/text"), Some(&basis.text));
        }
        self.text(5, "enacting-formula", "/enacting_formula", document.enacting_formula.as_ref());
        for article in document.articles().iter().take(MOST) {
            self.text(6, "body", "/body", Some(&article.label));
        }
        for (index, recipient) in document.recipients.iter().enumerate().take(1) {
            self.text(7, "recipient", &format!("/recipients/{index}/text"), Some(&recipient.text));
        }
        for (index, signature) in document.signatures.iter().enumerate().take(1) {
            self.text(7, "signing", &format!("/signatures/{index}/position"), signature.position.as_ref());
        }
        for (index, attachment) in document.attachments.iter().enumerate().take(1) {
            self.text(8, "appendix", &format!("/attachments/{index}/name"), attachment.name.as_ref());
        }
    }

    /// Components that were not read as such, by how their lines begin.
    fn misread(&mut self) {
        let parsed = self.parsed;
        let document = &parsed.document;
        let has = |pieces: &[Piece], component: &str| pieces.iter().any(|piece| piece.component == component);
        let start = |component: &str| {
            self.pieces.iter().filter(|piece| piece.component == component).map(|piece| piece.span.start).min()
        };
        let Some(kind) = start("kind") else { return };
        let decision = presence::is_decision(document);
        let article = start("body").unwrap_or(u32::MAX);
        // Behind the closing, other documents may be attached.
        let closing = [start("recipient"), start("signing")].into_iter().flatten().filter(|own| *own > article).min();
        let end = [closing, start("appendix")].into_iter().flatten().min().unwrap_or(u32::MAX);
        let bases: Vec<Span> =
            document.bases.iter().flat_map(|basis| parsed.origins.spans(basis.text.origin)).copied().collect();
        let (number, formula) = (has(&self.pieces, "number"), has(&self.pieces, "enacting-formula"));
        let recipients = has(&self.pieces, "recipient");
        let mut from = 0;
        for line in parsed.text.split_inclusive('\n') {
            let span = Span::new(from, from + line.trim_end().len());
            from += line.len();
            if span.start >= end {
                break;
            }
            let shown = line.trim().trim_matches(|c: char| matches!(c, '*' | '#' | '|' | '_' | ' '));
            if !number && shown.starts_with("Số") && shown.contains('/') && begins_number(shown) {
                self.push(0, "number", "/header/number", Some(span));
            } else if !recipients && shown.starts_with("Nơi nhận") {
                self.push(7, "recipient", "/recipients", Some(span));
            } else if decision && !formula && span.start > kind && shown.trim_end_matches(':') == "QUYẾT ĐỊNH" {
                self.push(5, "enacting-formula", "/enacting_formula", Some(span));
            } else if decision && shown.starts_with("Căn cứ ") && self.pieces.len() < 4 * MOST {
                let next = bases.partition_point(|own| own.end < span.start);
                let inside = bases.get(next).is_some_and(|own| own.start <= span.end);
                let mut rest = parsed.text[span.start as usize..].chars().take(LONGEST);
                if !inside && rest.find(|c| matches!(c, ';' | '.' | ':')) == Some(';') {
                    self.push(4, "basis", "/bases", Some(span));
                }
            }
        }
        for piece in parsed.unplaced.iter().filter(|piece| piece.span.end <= kind) {
            let text = fold(piece.span.of(&parsed.text));
            if ["ve viec ", "v/v ", "ban hanh ", "phe duyet "].iter().any(|words| text.trim_start().starts_with(words))
            {
                self.push(2, "subject", "/subject", Some(piece.span));
            }
        }
    }

    fn attachment(&mut self, attachment: &Attachment, pointer: &str) {
        self.text(0, "appendix", &format!("{pointer}/name"), attachment.name.as_ref());
        self.text(1, "appendix-title", &format!("{pointer}/title"), attachment.title.as_ref());
        let issued = attachment.issued_with.as_ref().and_then(|issued| first(self.parsed, issued.origin.0));
        self.push(2, "issued-with", format!("{pointer}/issued_with"), issued);
    }
}

/// `Số: 07/QĐ-UBND`, `Số   /QĐ-UBND`.
fn begins_number(line: &str) -> bool {
    let behind = line.trim_start_matches("Số").trim_start_matches([':', ' ', '\t', '.', '…']);
    let serial = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    serial.trim_start().starts_with('/')
}

/// A title that stands behind the line `(Kèm theo …)`, read as the first paragraph of the text.
fn title_behind<'a>(checker: &Checker, attachment: &'a Attachment) -> Option<&'a Text> {
    let paragraph = |index: usize| match attachment.body.get(index)? {
        Block::Paragraph(paragraph) => Some(&paragraph.text),
        _ => None,
    };
    let index = match (&attachment.name, &attachment.issued_with) {
        (Some(_), Some(_)) => 0,
        // Where the name stands behind that line as well, all is text.
        (None, None) if agreement::is_issued_with(paragraph(0)?.as_str()) => 1,
        _ => return None,
    };
    let title = paragraph(index).filter(|_| attachment.title.is_none())?;
    let text = title.as_str();
    let open = closing_mark(text).is_none() && text.chars().count() < 300;
    let capitals = !text.chars().any(char::is_lowercase);
    let subject = checker.document.subject.as_ref().is_some_and(|subject| agreement::is_alike(text, subject.as_str()));
    (open && (capitals || subject)).then_some(title)
}

/// The document's own national title or motto; those behind its first article are an attachment's.
fn own_furniture(parsed: &Parsed, kind: FurnitureKind) -> Option<Span> {
    let article = parsed.document.articles().first().and_then(|article| first(parsed, article.label.origin));
    let spans = parsed.furniture.iter().filter(|piece| piece.kind == kind).map(|piece| piece.span);
    spans.min().filter(|span| article.is_none_or(|article| *span < article))
}

/// Where a value begins in its own place: not one that was inferred from another.
fn first(parsed: &Parsed, origin: OriginId) -> Option<Span> {
    parsed.origins.get(origin).filter(|own| own.inferred_from.is_none())?;
    parsed.origins.spans(origin).iter().copied().min()
}

/// The fewest components that have to be moved are out of place; for each, one that it stands on the wrong side of.
fn judge(checker: &mut Checker, mut pieces: Vec<Piece>) {
    pieces.sort_by_key(|piece| piece.span);
    let stay = in_order(&pieces.iter().map(|piece| piece.rank).collect::<Vec<_>>());
    let mut said = Vec::new();
    for (index, moved) in pieces.iter().enumerate().filter(|(index, _)| !stay[*index]) {
        let kept = |other: &usize| stay[*other];
        // The nearest one of a higher rank before it, else of a lower rank behind it.
        let before = (0..index).rev().filter(kept).find(|other| pieces[*other].rank > moved.rank);
        let behind = (index + 1..pieces.len()).filter(kept).find(|other| pieces[*other].rank < moved.rank);
        let (first, second) = match (before, behind) {
            (Some(other), _) => (moved.component, pieces[other].component),
            (None, Some(other)) => (pieces[other].component, moved.component),
            (None, None) => continue,
        };
        // Bases and articles are many: one finding says it.
        if !said.contains(&(first, second)) {
            said.push((first, second));
            find(checker, first, second, moved.pointer.clone(), moved.span);
        }
    }
}

fn find(checker: &mut Checker, first: &str, second: &str, pointer: String, span: Span) {
    let Some(form) = checker.form else { return };
    let names = [form.component(first).name.as_str(), form.component(second).name.as_str()];
    checker.find_at("order", pointer, vec![span], &names);
}

/// For each rank, whether it is in the longest run that never falls.
fn in_order(ranks: &[u8]) -> Vec<bool> {
    // The longest such run that ends at each, and the one before it in that run.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(ranks.len());
    for (at, rank) in ranks.iter().enumerate() {
        let before = (0..at).filter(|other| ranks[*other] <= *rank).max_by_key(|other| runs[*other].0);
        runs.push((before.map_or(1, |other| runs[other].0 + 1), before));
    }
    let mut stay = vec![false; ranks.len()];
    let mut next = (0..ranks.len()).max_by_key(|at| runs[*at].0);
    while let Some(at) = next {
        stay[at] = true;
        next = runs[at].1;
    }
    stay
}

/// Within the letterhead, whose columns stand side by side: the motto below the national title, the number below the
/// agency, the date below the motto.
fn letterhead(checker: &mut Checker, parsed: &Parsed) {
    let header = &parsed.document.header;
    let own = |text: Option<&Text>| text.and_then(|text| first(parsed, text.origin));
    let title = own_furniture(parsed, FurnitureKind::NationalTitle);
    let motto = own_furniture(parsed, FurnitureKind::Motto);
    let date = own(header.date.as_ref());
    let number = own(header.number.as_ref().map(|number| &number.text));
    let agency = own(header.agency.as_ref());
    let pairs = [
        ("national-title", title, "motto", motto, ""),
        ("motto", motto, "place-date", date, "/header/date"),
        ("agency", agency, "number", number, "/header/number"),
    ];
    for (first, above, second, below, pointer) in pairs {
        if let (Some(above), Some(below)) = (above, below)
            && below < above
        {
            find(checker, first, second, pointer.to_owned(), below);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_are_out_of_order() {
        assert_eq!(in_order(&[0, 0, 1, 2]), [true; 4]);
        assert_eq!(in_order(&[0, 7, 1, 2]), [true, false, true, true]);
        assert_eq!(in_order(&[3, 0, 1]), [false, true, true]);
        assert_eq!(in_order(&[]), [true; 0]);
    }
}
