//! Components that must be there, and the form of number, symbol and date (Phụ lục I, ô 1–7, 9).

use super::{Checker, at, whole};
use crate::model::{Document, DocumentKind, FurnitureKind, Text};
use crate::words::fold;

pub(super) fn check(checker: &mut Checker) {
    letterhead(checker);
    number(checker);
    let document = checker.document;
    if document.kind.is_none() {
        checker.find("kind-missing", whole(), &[]);
    }
    if document.subject.is_none() {
        checker.find("subject-missing", whole(), &[]);
    }
    if is_decision(document) {
        decision(checker);
    }
    closing(checker);
    capitals(checker);
}

pub(super) fn is_decision(document: &Document) -> bool {
    document.kind == Some(DocumentKind::QuyetDinh)
}

fn letterhead(checker: &mut Checker) {
    if let Some(source) = checker.source {
        let has = |kind: FurnitureKind| source.furniture.iter().any(|piece| piece.kind == kind);
        for (kind, code) in
            [(FurnitureKind::NationalTitle, "national-title-missing"), (FurnitureKind::Motto, "motto-missing")]
        {
            if !has(kind) {
                checker.find(code, whole(), &[]);
            }
        }
    }
    let header = &checker.document.header;
    if header.agency.is_none() {
        checker.find("agency-missing", whole(), &[]);
    }
    if header.place.is_none() {
        checker.find("place-missing", whole(), &[]);
    }
    if header.date.is_none() {
        checker.find("date-missing", whole(), &[]);
    }
}

/// `Số: 05/QĐ-UBND`: serial with a leading zero below 10, abbreviation of the kind, abbreviation of the issuer.
fn number(checker: &mut Checker) {
    let document = checker.document;
    let Some(number) = &document.header.number else {
        return checker.find("number-missing", whole(), &[]);
    };
    let text = number.text.as_str();
    let place = || at("/header/number", &number.text);
    if number.serial.as_deref().is_some_and(|serial| serial.len() == 1 && serial != "0") {
        checker.find("number-zero", place(), &[text, &format!("0{text}")]);
    }
    let Some(symbol) = number.symbol.as_deref() else {
        return checker.find("number-form", place(), &[text]);
    };
    let Some((kind_abbreviation, issuer)) = symbol.split_once('-') else {
        return checker.find("number-form", place(), &[text]);
    };
    let kinds = &checker.words.kinds;
    // Some kinds have a second name with an abbreviation of its own: Kế hoạch hành động.
    let own = kinds.iter().filter(|kind| Some(&kind.key) == document.kind.as_ref());
    let expected: Vec<&str> = own.filter_map(|kind| kind.symbol.as_deref()).collect();
    let known = kinds.iter().any(|kind| kind.symbol.as_deref() == Some(kind_abbreviation));
    if let Some(right) = expected.last().filter(|_| !expected.contains(&kind_abbreviation)) {
        // Capitals alone may differ where OCR or a habit writes QD, QĐ.
        if known || fold(right) == fold(kind_abbreviation) {
            checker.find("symbol-kind", place(), &[kind_abbreviation, right]);
        }
    }
    let agency = document.header.agency.as_ref().map_or("", Text::as_str);
    if !agency.is_empty() && !agency.contains('\n') && !is_abbreviation(issuer, agency) {
        checker.find("symbol-issuer", place(), &[issuer, agency]);
    }
}

/// True where the letters of an abbreviation stand in a name in their order, the first of both alike: `BVSTBPN` of
/// `BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ`. What follows a further hyphen is a unit of the issuer.
fn is_abbreviation(abbreviation: &str, name: &str) -> bool {
    let own = fold(abbreviation.split(['-', '&', '.']).next().unwrap_or(""));
    let name = fold(name);
    let mut rest = name.chars().filter(|c| c.is_ascii_alphanumeric()).peekable();
    own.chars().filter(|c| c.is_ascii_alphanumeric()).all(|letter| rest.any(|c| c == letter))
}

fn decision(checker: &mut Checker) {
    let document = checker.document;
    if document.authority.is_none() {
        checker.find("authority-missing", whole(), &[]);
    }
    if document.bases.is_empty() {
        checker.find("bases-missing", whole(), &[]);
    }
    if document.enacting_formula.is_none() {
        checker.find("formula-missing", whole(), &[]);
    }
    if document.articles().is_empty() {
        checker.find("articles-missing", whole(), &[]);
    }
}

fn closing(checker: &mut Checker) {
    let document = checker.document;
    if document.recipients.is_empty() {
        checker.find("recipients-missing", whole(), &[]);
    } else if document.filing.is_none() {
        checker.find("filing-missing", whole(), &[]);
    }
    if document.signatures.is_empty() {
        checker.find("signature-missing", whole(), &[]);
    }
}

/// What the form writes in capitals.
fn capitals(checker: &mut Checker) {
    let Some(form) = checker.form else { return };
    let document = checker.document;
    let header = &document.header;
    let mut texts: Vec<(&str, String, &Text)> = Vec::new();
    let optional = [
        ("parent-agency", "/header/parent_agency", &header.parent_agency),
        ("agency", "/header/agency", &header.agency),
        ("kind", "/name", &document.name),
        ("authority", "/authority", &document.authority),
    ];
    let formula = document.enacting_formula.iter().filter(|_| !document.is_enacted_by_sentence());
    texts.extend(formula.map(|text| ("enacting-formula", "/enacting_formula".to_owned(), text)));
    for (component, pointer, text) in optional {
        texts.extend(text.iter().map(|text| (component, pointer.to_owned(), text)));
    }
    for (index, signature) in document.signatures.iter().enumerate() {
        let position = signature.position.iter();
        texts.extend(position.map(|text| ("signing", format!("/signatures/{index}/position"), text)));
    }
    for (component, pointer, text) in texts {
        let look = form.component(component);
        if look.upper && text.as_str().chars().any(char::is_lowercase) {
            checker.find("case", at(pointer, text), &[&look.name, text.as_str()]);
        }
    }
}
