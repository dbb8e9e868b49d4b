//! The IRI of a work (Akoma Ntoso Naming Convention 1.0, 4.4): `/akn/vn/act/quyet-dinh/<issuer>/<date>/<number>`.
//!
//! The same rule names a document and what it cites. Each part is what the text says; letters stay Vietnamese, as an
//! IRI may hold them. Of an issuer whose symbol is its own in the whole country the number is enough.

use crate::model::{Citation, Document, DocumentKind};

/// Kinds that enact, and so are an `act`; all others are a `doc`.
const ACTS: [DocumentKind; 13] = [
    DocumentKind::HienPhap,
    DocumentKind::BoLuat,
    DocumentKind::Luat,
    DocumentKind::PhapLenh,
    DocumentKind::Lenh,
    DocumentKind::SacLenh,
    DocumentKind::NghiQuyet,
    DocumentKind::NghiDinh,
    DocumentKind::QuyetDinh,
    DocumentKind::ChiThi,
    DocumentKind::ThongTu,
    DocumentKind::ThongTuLienTich,
    DocumentKind::VanBanHopNhat,
];

/// Issuers that only the whole country has: the end of their symbols.
const NATIONAL: [&str; 4] = ["-CP", "-TTg", "-CTN", "UBTVQH"];

/// The element that holds a document of a kind: `act` or `doc`.
pub(super) fn element(kind: Option<&DocumentKind>) -> &'static str {
    if kind.is_some_and(|kind| ACTS.contains(kind)) { "act" } else { "doc" }
}

/// The IRI of the document itself. What it does not say is `undated` and `unnumbered`.
pub(super) fn of_document(document: &Document) -> String {
    let header = &document.header;
    let agency = header.agency.as_ref().map(|agency| agency.as_str());
    let date = header.date.as_ref().map(|date| date.as_str());
    let year = header.number.as_ref().and_then(|number| number.year).map(|year| year.to_string());
    let number = header.number.as_ref().map(|number| number.text.as_str());
    let kind = document.kind.as_ref();
    work(kind, agency, date.or(year.as_deref()).unwrap_or("undated"), number, "unnumbered")
}

/// The IRI of a cited document; `None` where neither a number nor a title tells it.
pub(super) fn of_citation(citation: &Citation) -> Option<String> {
    let kind = citation.kind.as_ref();
    let number = citation.number.as_deref();
    let title = citation.title.as_deref().map(slug).filter(|title| !title.is_empty());
    if number.is_none() && title.is_none() {
        return None;
    }
    let year = number.and_then(|number| number.split('/').nth(1)).filter(|part| is_year(part));
    let date = citation.date.as_deref().or(year).unwrap_or("undated");
    // A law goes by its name alone (Phụ lục I, II.6.a).
    Some(work(kind, citation.issuer.as_deref(), date, number, title.as_deref().unwrap_or("unnumbered")))
}

/// The IRI of an issuer, a post or a person in the ontology of those that a document names.
pub(super) fn of_name(class: &str, name: &str) -> String {
    format!("/akn/ontology/{class}/vn/{}", slug(name))
}

fn work(
    kind: Option<&DocumentKind>,
    issuer: Option<&str>,
    date: &str,
    number: Option<&str>,
    unnumbered: &str,
) -> String {
    let mut iri = format!("/akn/vn/{}", element(kind));
    let kind = kind.map(|kind| slug(kind.key())).filter(|kind| !kind.is_empty());
    let issuer = issuer.filter(|_| !number.is_some_and(is_national)).map(slug).filter(|issuer| !issuer.is_empty());
    for part in [kind, issuer].into_iter().flatten() {
        iri.push('/');
        // A part that begins with a digit would be taken for the date.
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            iri.push('n');
        }
        iri.push_str(&part);
    }
    let number = match number {
        // A blank serial.
        Some(number) if number.starts_with('/') => format!("blank-{}", slug(number)),
        Some(number) => slug(number),
        None => String::new(),
    };
    format!("{iri}/{}/{}", slug(date), if number.is_empty() { unnumbered } else { &number })
}

fn is_national(number: &str) -> bool {
    let symbol = number.rsplit('/').next().unwrap_or("");
    let assembly = symbol.strip_prefix("QH").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    assembly || NATIONAL.iter().any(|end| symbol.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(end))
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Letters and digits in lower case, hyphens between them.
fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_named_by_what_is_said_of_it() {
        let mut document = Document { kind: Some("quyet-dinh".into()), ..Document::default() };
        assert_eq!(of_document(&document), "/akn/vn/act/quyet-dinh/undated/unnumbered");
        document.header.agency = Some("UBND XÃ\nYÊN HẠC".into());
        document.header.date = Some("2025-03".into());
        document.header.number =
            Some(crate::model::DocumentNumber { text: "05/QĐ-UBND".into(), ..Default::default() });
        assert_eq!(of_document(&document), "/akn/vn/act/quyet-dinh/ubnd-xã-yên-hạc/2025-03/05-qđ-ubnd");
    }

    #[test]
    fn citations_by_number_year_or_title() {
        let cited = |kind: &str, number: Option<&str>, title: Option<&str>| {
            let own = |text: Option<&str>| text.map(str::to_owned);
            let issuer = Some("Chính phủ".to_owned());
            of_citation(&Citation {
                kind: Some(kind.into()),
                number: own(number),
                title: own(title),
                issuer,
                ..Default::default()
            })
        };
        assert_eq!(
            cited("nghi-dinh", Some("30/2020/NĐ-CP"), None).as_deref(),
            Some("/akn/vn/act/nghi-dinh/2020/30-2020-nđ-cp")
        );
        assert_eq!(
            cited("luat", None, Some("Bình đẳng giới")).as_deref(),
            Some("/akn/vn/act/luat/chính-phủ/undated/bình-đẳng-giới")
        );
        assert_eq!(
            cited("ke-hoach", Some("/KH-UBND"), None).as_deref(),
            Some("/akn/vn/doc/ke-hoach/chính-phủ/undated/blank-kh-ubnd")
        );
        assert_eq!(cited("luat", None, None), None);
    }
}
