//! Generated documents of every kind and nesting, for tests of what is written and read back.
//!
//! What they do not have, for it has two readings: bases or addressees that begin like each other's formula, a row of
//! letters behind a row of numbers without anything between, two footnotes of one number.

#![allow(dead_code, reason = "every test binary uses its own part")]

mod blocks;
mod parts;
mod tables;

use blocks::{articles, chapters, lettered_sections, regulation, sections};
use parts::{addressees, bases, copy, header, marks, received, recipients, signature, signatures};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use vanban::model::{
    Attachment, Block, Document, DocumentKind, DocumentNumber, Header, IssuedWith, Mark, MarkKind, Text,
};

/// What carries a document, and so what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// Our own plain text: tables are drawn, but cells over several columns are lost; no stamps and blocks of copies.
    Text,
    /// Word files: everything.
    Word,
    /// Word's text without tables, as other programs export it: everything but those.
    Lines,
}

/// What issues an attachment: the document itself, whose number and date [`issued`] puts in.
fn issued_with() -> IssuedWith {
    IssuedWith { issuer: Some("Ủy ban nhân dân tỉnh Bình Lâm".into()), ..IssuedWith::default() }
}

fn attachment(carrier: Carrier) -> impl Strategy<Value = Attachment> {
    let body: BoxedStrategy<Vec<Block>> = match carrier {
        Carrier::Text => prop_oneof![chapters(carrier), sections(carrier), tables::tables(carrier)].boxed(),
        Carrier::Word => {
            prop_oneof![chapters(carrier), regulation(carrier), sections(carrier), tables::tables(carrier)].boxed()
        }
        Carrier::Lines => prop_oneof![chapters(carrier), regulation(carrier), sections(carrier)].boxed(),
    };
    let named = prop::sample::select(vec![
        ("chuong-trinh", "CHƯƠNG TRÌNH", None),
        ("quy-che", "QUY CHẾ", None),
        ("ke-hoach", "KẾ HOẠCH", None),
        ("phu-luc", "PHỤ LỤC", Some("II")),
    ]);
    let title = prop::sample::select(vec!["Công tác năm 2025 của Ban Chỉ đạo", "LÀM VIỆC CỦA ỦY BAN NHÂN DÂN XÃ"]);
    (named, title, body, option::weighted(0.2, signature())).prop_map(
        move |((kind, name, label), title, body, signature)| Attachment {
            kind: Some(kind.into()),
            name: Some(name.into()),
            label: label.map(Text::from),
            title: Some(title.into()),
            issued_with: Some(issued_with()),
            body,
            signatures: signature.into_iter().collect(),
            ..Attachment::default()
        },
    )
}

/// Forms, lists and regulations, each with a closing of its own or a letterhead of its own.
fn other_attachment(carrier: Carrier) -> impl Strategy<Value = Attachment> {
    let own_closing = (recipients(), option::of(Just("VT, TH")), signature());
    let signed = (attachment(carrier), own_closing).prop_map(|(attachment, (recipients, filing, signature))| {
        Attachment { recipients, filing: filing.map(Text::from), signatures: vec![signature], ..attachment }
    });
    let headed = (attachment(carrier), header(), signature()).prop_map(|(attachment, header, signature)| {
        let number = DocumentNumber { text: "36/KH-UBND".into(), ..DocumentNumber::default() };
        Attachment {
            kind: Some(DocumentKind::KeHoach),
            name: Some("KẾ HOẠCH".into()),
            label: None,
            issued_with: None,
            header: Some(Header { number: Some(number), ..header }),
            signatures: vec![signature],
            ..attachment
        }
    });
    let named = prop::sample::select(vec![
        ("mau", "Mẫu số", Some("2")),
        ("phu-luc", "PHỤ LỤC", Some("1A")),
        ("danh-sach", "DANH SÁCH", None),
        ("phu-luc", "Phụ lục", Some("3")),
    ]);
    let form = (attachment(carrier), named).prop_map(|(attachment, (kind, name, label))| Attachment {
        kind: Some(kind.into()),
        name: Some(name.into()),
        label: label.map(Text::from),
        signatures: Vec::new(),
        ..attachment
    });
    prop_oneof![signed, headed, form]
}

/// Attachments, appendices of attachments among them.
fn attachments(carrier: Carrier) -> BoxedStrategy<Vec<Attachment>> {
    if carrier == Carrier::Text {
        return vec(attachment(carrier), 0..3).boxed();
    }
    let one = prop_oneof![2 => attachment(carrier), 1 => other_attachment(carrier)];
    vec((one, any::<bool>(), any::<bool>()), 0..4)
        .prop_map(|made| {
            let mut attachments: Vec<Attachment> = Vec::new();
            for (index, (mut attachment, owned, unsaid)) in made.into_iter().enumerate() {
                // A line that stands at the top of three pages is a running head: labels do not repeat.
                if let Some(label) = &mut attachment.label {
                    label.value = match label.as_str() {
                        "II" => ["I", "II", "III", "IV"][index % 4].to_owned(),
                        numbered => numbered.replace(|c: char| c.is_ascii_digit(), &(index + 1).to_string()),
                    };
                }
                let appendix = is_appendix(&attachment);
                let last = attachments.iter().rposition(|before| !is_appendix(before));
                if let Some(last) = last.filter(|_| appendix) {
                    attachment.part_of = owned.then_some(last);
                    // One that does not say with what it was issued belongs to the attachment before it. A list that does
                    // not say so is told by the page that it begins, which lines alone do not show.
                    let told = attachment.kind != Some(DocumentKind::DanhSach);
                    if owned && unsaid && told {
                        attachment.issued_with = None;
                    }
                }
                attachments.push(attachment);
            }
            attachments
        })
        .boxed()
}

/// An attachment says number and date of its decision: those that the letterhead has, whole.
fn issued(mut attachment: Attachment, header: &Header) -> Attachment {
    if let Some(issued) = &mut attachment.issued_with {
        let number = header.number.as_ref().map(|number| number.text.to_string());
        issued.number = number.filter(|number| !number.starts_with('/'));
        issued.date = header.date.as_ref().map(Text::to_string).filter(|date| date.len() == 10);
    }
    attachment
}

/// True for what may belong to the attachment before it.
fn is_appendix(attachment: &Attachment) -> bool {
    matches!(attachment.kind, Some(DocumentKind::PhuLuc | DocumentKind::Mau | DocumentKind::DanhSach))
}

/// A decision: every component that it may have, in every combination.
pub fn decision(carrier: Carrier) -> impl Strategy<Value = Document> {
    let subject = prop::sample::select(vec![
        "Về việc thành lập Ban Chỉ đạo",
        "V/v bổ nhiệm cán bộ",
        "Ban hành Quy chế làm việc của Ủy ban nhân dân xã Hoà Khê nhiệm kỳ 2021 - 2026",
    ]);
    let authority = prop::sample::select(vec![
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
        "GIÁM ĐỐC SỞ Y TẾ",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
    ]);
    let draft = option::weighted(0.2, Just(Mark { kind: MarkKind::Draft, text: "DỰ THẢO".into() }));
    let marks = match carrier {
        Carrier::Text => draft.prop_map(|draft| draft.into_iter().collect()).boxed(),
        _ => marks().boxed(),
    };
    let stamps = match carrier {
        Carrier::Text => Just((None, None)).boxed(),
        _ => (received(), copy()).boxed(),
    };
    let body = prop_oneof![3 => articles(carrier), 1 => chapters(carrier)];
    (
        (header(), marks, subject, authority, bases(), body, stamps),
        (recipients(), option::of(Just("VT, NC (03b)")), option::weighted(0.2, Just("PL.(300)"))),
        signatures(),
        attachments(carrier),
    )
        .prop_map(|(head, (recipients, filing, drafter), signatures, attachments)| {
            let (header, marks, subject, authority, bases, body, (received, copy)) = head;
            let attachments = attachments.into_iter().map(|attachment| issued(attachment, &header)).collect();
            Document {
                kind: Some(DocumentKind::QuyetDinh),
                name: Some("QUYẾT ĐỊNH".into()),
                header,
                marks,
                received,
                copy,
                subject: Some(subject.into()),
                authority: Some(authority.into()),
                bases,
                enacting_formula: Some("QUYẾT ĐỊNH:".into()),
                body,
                recipients,
                drafter_mark: drafter.filter(|_| filing.is_some()).map(Text::from),
                filing: filing.map(Text::from),
                signatures,
                attachments,
                ..Document::default()
            }
        })
}

/// A normative decision: the year in its number, a sentence for the formula, no authority line, articles in chapters
/// or not, and what it puts into force and replaces.
pub fn normative(carrier: Carrier) -> impl Strategy<Value = Document> {
    let number = prop::sample::select(vec!["25/2025/QĐ-UBND", "08/2017/QĐ-UBND", "/2025/QĐ-UBND"]);
    let sentence = prop::sample::select(vec![
        "Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức chi thực hiện công tác bình đẳng giới.",
        "Ủy ban nhân dân tỉnh Bình Lâm ban hành Quyết định ban hành Quy chế phối hợp quản lý nhà nước về giá.",
    ]);
    (decision(carrier), number, sentence).prop_map(|(decision, number, sentence)| {
        let header = Header {
            agency: Some("ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM".into()),
            parent_agency: None,
            number: Some(DocumentNumber { text: number.into(), ..DocumentNumber::default() }),
            ..decision.header
        };
        let attachments = decision.attachments.into_iter().map(|attachment| issued(attachment, &header)).collect();
        Document {
            subject: Some("Quy định mức chi thực hiện công tác bình đẳng giới trên địa bàn tỉnh Bình Lâm".into()),
            authority: None,
            enacting_formula: Some(sentence.into()),
            header,
            attachments,
            ..decision
        }
    })
}

/// A plan or programme that stands alone.
pub fn plan(carrier: Carrier) -> impl Strategy<Value = Document> {
    let addressed = match carrier {
        Carrier::Text => Just(Vec::new()).boxed(),
        _ => addressees().boxed(),
    };
    let kind = prop::sample::select(vec![
        ("ke-hoach", "KẾ HOẠCH", "45/KH-UBND"),
        ("chuong-trinh", "CHƯƠNG TRÌNH", "3/CTr-UBND"),
        ("to-trinh", "TỜ TRÌNH", "112/TTr-SNV"),
    ]);
    let body = prop_oneof![2 => sections(carrier), 1 => lettered_sections(carrier)];
    (header(), kind, addressed, body, recipients(), signature(), attachments(carrier)).prop_map(
        move |(mut header, (kind, name, number), addressees, body, recipients, signature, attachments)| {
            header.number = Some(DocumentNumber { text: number.into(), ..DocumentNumber::default() });
            let attachments = attachments.into_iter().map(|attachment| issued(attachment, &header)).collect();
            Document {
                kind: Some(kind.into()),
                name: Some(name.into()),
                header,
                addressees,
                subject: Some("Công tác bình đẳng giới năm 2025".into()),
                body,
                recipients,
                filing: Some("VT".into()),
                signatures: vec![signature],
                attachments: if carrier == Carrier::Text { Vec::new() } else { attachments },
                ..Document::default()
            }
        },
    )
}

/// The first line in which two documents' JSON differ, with the lines around it.
pub fn difference(read: &Document, expected: &Document) -> Option<String> {
    let json = |document: &Document| serde_json::to_string_pretty(document).unwrap_or_default();
    let (read, expected) = (json(read), json(expected));
    let (read, expected): (Vec<&str>, Vec<&str>) = (read.lines().collect(), expected.lines().collect());
    let at = (0..read.len().max(expected.len())).find(|at| read.get(*at) != expected.get(*at))?;
    let around = |lines: &[&str]| lines[at.saturating_sub(6).min(lines.len())..(at + 3).min(lines.len())].join("\n");
    Some(format!("read:\n{}\nexpected:\n{}", around(&read), around(&expected)))
}
