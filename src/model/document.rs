//! The decision itself, component by component (Nghị định 30/2020/NĐ-CP, Phụ lục I).

use super::{Block, Citation, CopyKind, Division, DivisionLevel, DocumentKind, EffectKind, MarkKind, OriginId, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A decision, programme, plan or another named kind of administrative document (văn bản).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Document {
    /// Tên loại as a key: `quyet-dinh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<DocumentKind>,
    /// Tên loại as written: `QUYẾT ĐỊNH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// The letterhead's values.
    #[serde(skip_serializing_if = "Header::is_empty")]
    pub header: Header,
    /// DỰ THẢO, urgency, secrecy, circulation, copy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Dấu đến: the arrival stamp's own number and date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Received>,
    /// The block of a SAO Y, SAO LỤC or TRÍCH SAO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<CopyBlock>,
    /// Kính gửi.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addressees: Vec<Text>,
    /// Trích yếu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Text>,
    /// Thẩm quyền ban hành: the line in capitals before the bases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<Text>,
    /// Căn cứ ban hành, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<LegalBasis>,
    /// `QUYẾT ĐỊNH:` or the enacting sentence of a normative decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enacting_formula: Option<Text>,
    /// The articles of a decision, the sections of a programme.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
    /// Hiệu lực: in force, replaces, repeals, amends; read from the articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// Nơi nhận.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// Lưu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filing: Option<Text>,
    /// Ký hiệu người soạn thảo và số lượng bản.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drafter_mark: Option<Text>,
    /// Chữ ký, in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// Văn bản, phụ lục kèm theo: flat, in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// The most words of an enacting formula: `QUYẾT ĐỊNH NHƯ SAU:`.
const LONGEST_FORMULA: usize = 6;

impl Document {
    /// True where a sentence enacts, and no formula in capitals: `Ủy ban nhân dân tỉnh ban hành Quyết định …`.
    pub(crate) fn is_enacted_by_sentence(&self) -> bool {
        let formula = self.enacting_formula.as_ref();
        formula.is_some_and(|formula| formula.as_str().split_whitespace().count() > LONGEST_FORMULA)
    }

    /// The document's own articles (Điều): divisions of level `dieu` at any depth of the body, in
    /// order, those of quoted wording left out.
    pub fn articles(&self) -> Vec<&Division> {
        fn collect<'d>(blocks: &'d [Block], into: &mut Vec<&'d Division>) {
            for block in blocks {
                if let Block::Division(division) = block {
                    if division.level == DivisionLevel::Article {
                        into.push(division);
                    } else {
                        collect(&division.body, into);
                    }
                }
            }
        }
        let mut articles = Vec::new();
        collect(&self.body, &mut articles);
        articles
    }
}

/// The letterhead (Phụ lục I, ô 1–4).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Header {
    /// Cơ quan chủ quản; several levels on lines of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_agency: Option<Text>,
    /// Cơ quan ban hành; joint issuers on lines of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<Text>,
    /// Số, ký hiệu.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<DocumentNumber>,
    /// Địa danh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// ISO 8601; partly blank ones as `2019`, `2019-03`.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "super::dates::date")]
    pub date: Option<Text>,
}

impl Header {
    /// True where nothing was found.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Số, ký hiệu: `02/QĐ-BVSTBCPN`, `25/2017/QĐ-UBND`, with a blank serial `/QĐ-UBND`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentNumber {
    /// The whole, without blanks.
    pub text: Text,
    /// Số.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// The year inside the number, as normative decisions have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Ký hiệu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
}

/// A mark on the first page: draft, urgency, secrecy, circulation, copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// `draft`, `urgency`, `secrecy`, `circulation`, `copy`.
    pub kind: MarkKind,
    /// As written.
    pub text: Text,
}

/// Dấu đến.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Received {
    /// The arrival number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The arrival date, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Text>,
}

/// The block under a certified copy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CopyBlock {
    /// `sao-y`, `sao-luc`, `trich-sao`.
    pub kind: CopyKind,
    /// The copy's own number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The copy's own date, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Text>,
    /// Who certified it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<Box<Signature>>,
}

/// Một căn cứ ban hành.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// `can-cu`, `theo-de-nghi`, `xet-de-nghi`, `thuc-hien` …
    pub formula: String,
    /// The whole basis without its closing mark.
    pub text: Text,
    /// Documents cited in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

/// Hiệu lực.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// `in-force`, `replaces`, `repeals`, `amends`.
    pub kind: EffectKind,
    /// ISO 8601; absent for "kể từ ngày ký".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The document concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
}

/// Một nơi nhận.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Without dash, note and closing mark.
    pub text: Text,
    /// A closing parenthesis of the word list (b/c, để báo cáo …), without the parentheses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Sub-lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Text>,
}

/// Quyền hạn ký (Điều 13; Phụ lục I, II.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Capacity {
    /// Thay mặt, on behalf of a body.
    TM,
    /// Ký thay, a deputy for the head.
    KT,
    /// Thừa lệnh, by order.
    TL,
    /// Thừa ủy quyền, by authorisation.
    TUQ,
    /// Quyền, acting head.
    Q,
}

impl Capacity {
    /// As the decree writes it, with its full stop.
    pub fn as_written(self) -> &'static str {
        match self {
            Self::TM => "TM.",
            Self::KT => "KT.",
            Self::TL => "TL.",
            Self::TUQ => "TUQ.",
            Self::Q => "Q.",
        }
    }
}

/// One link of the chain of authority: `KT. CHỦ TỊCH`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorityLink {
    /// The capacity.
    pub capacity: Capacity,
    /// In whose place; empty for Q.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub of: Text,
}

/// Chữ ký (Phụ lục I, ô 7).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Signature {
    /// The agency, only where several sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<Text>,
    /// THƯ KÝ, CHỦ TỌA of minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Text>,
    /// Quyền hạn ký, a chain.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authority: Vec<AuthorityLink>,
    /// Chức vụ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Text>,
    /// A second post, as under "(Đã ký)".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_position: Option<Text>,
    /// `Đã ký` and the like, without parentheses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Text>,
    /// Rank or degree before the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<Text>,
    /// Họ tên.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// From a digital signature's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<Text>,
}

/// Văn bản hoặc phụ lục kèm theo.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Attachment {
    /// `chuong-trinh`, `quy-che`, `phu-luc`, `danh-sach`, `mau` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<DocumentKind>,
    /// The name of the kind as written: `CHƯƠNG TRÌNH`, `PHỤ LỤC I`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// `I` of "Phụ lục I".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// What follows the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// For an appendix of an attachment: its index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<usize>,
    /// `(Kèm theo Quyết định số … ngày … của …)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_with: Option<IssuedWith>,
    /// Its own letterhead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// Its blocks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
    /// Its own recipients.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// Its own filing line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filing: Option<Text>,
    /// Its own signatures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
}

/// The decision with which an attachment was issued, as the attachment's own heading says it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IssuedWith {
    /// Number and symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Where the line stands; it owns its characters as a whole.
    #[serde(skip)]
    #[schemars(skip)]
    pub origin: OriginIdEq,
}

/// An origin that takes no part in equality, as in [`Text`].
#[derive(Clone, Copy, Debug, Default)]
pub struct OriginIdEq(pub OriginId);

impl PartialEq for OriginIdEq {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
