//! What a document of its kind must have and this one lacks, with the place where it should stand and why it is not there.

use crate::model::{DocumentKind, Parsed};
use crate::words::{Language, message};
use crate::write::Missing;

/// A field: what it is called and where it stands, in both languages, and the diagnostics that say why it is missing.
struct Field {
    name: (&'static str, &'static str),
    place: (&'static str, &'static str),
    codes: &'static [&'static str],
}

const fn field(
    name: (&'static str, &'static str),
    place: (&'static str, &'static str),
    codes: &'static [&'static str],
) -> Field {
    Field { name, place, codes }
}

const AGENCY: Field =
    field(("Cơ quan ban hành", "Agency"), ("đầu trang một, bên trái", "at the top of page 1, on the left"), &[]);
const NUMBER: Field = field(
    ("Số, ký hiệu", "Number"),
    ("trang một, dưới tên cơ quan", "on page 1, below the agency"),
    &["number-unreadable", "number-blank"],
);
const PLACE: Field = field(
    ("Địa danh", "Place"),
    ("trang một, bên phải, dưới tiêu ngữ", "on page 1, on the right, below the motto"),
    &[],
);
const DATE: Field = field(
    ("Ngày", "Date"),
    ("trang một, bên phải, sau địa danh", "on page 1, on the right, behind the place"),
    &["date-blank", "date-impossible"],
);
const NAME: Field = field(
    ("Tên loại", "Kind"),
    ("dưới phần đầu, giữa trang", "below the letterhead, in the middle"),
    &["kind-missing"],
);
const SUBJECT: Field = field(("Trích yếu", "Subject"), ("dưới tên loại", "below the kind"), &[]);
const BASES: Field = field(("Căn cứ", "Bases"), ("trước lệnh ban hành", "before the enacting formula"), &[]);
const FORMULA: Field = field(("Lệnh ban hành", "Enacting formula"), ("sau các căn cứ", "behind the bases"), &[]);
const ARTICLES: Field =
    field(("Các điều", "Articles"), ("sau lệnh ban hành", "behind the enacting formula"), &["articles-missing"]);
const RECIPIENTS: Field = field(("Nơi nhận", "Recipients"), ("cuối văn bản, bên trái", "at the end, on the left"), &[]);
const SIGNATURE: Field =
    field(("Chữ ký", "Signature"), ("cuối văn bản, bên phải", "at the end, on the right"), &["signature-missing"]);
const SIGNATORY: Field = field(
    ("Người ký", "Signatory"),
    ("dưới chữ ký, cuối văn bản, bên phải", "below the signature, at the end, on the right"),
    &["signatory-missing"],
);

/// All that the document lacks, in the order of the page.
pub(super) fn missing(parsed: &Parsed, language: Language) -> Vec<Missing> {
    let document = &parsed.document;
    let header = &document.header;
    let is_decision = document.kind == Some(DocumentKind::QuyetDinh);
    let is_signed = !document.signatures.is_empty();
    let lacks = [
        (header.agency.is_none(), AGENCY),
        (header.number.as_ref().is_none_or(|number| number.serial.is_none()), NUMBER),
        (header.place.is_none(), PLACE),
        (header.date.is_none(), DATE),
        (document.name.is_none(), NAME),
        (document.subject.is_none(), SUBJECT),
        (is_decision && document.bases.is_empty(), BASES),
        (is_decision && document.enacting_formula.is_none(), FORMULA),
        (is_decision && document.articles().is_empty(), ARTICLES),
        (document.recipients.is_empty(), RECIPIENTS),
        (!is_signed, SIGNATURE),
        (is_signed && document.signatures.iter().all(|own| own.name.is_none()), SIGNATORY),
    ];
    lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, field)| row(&field, parsed, language)).collect()
}

fn row(field: &Field, parsed: &Parsed, language: Language) -> Missing {
    let of = |(vietnamese, english): (&'static str, &'static str)| match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    };
    let said = parsed.diagnostics.iter().find(|own| field.codes.contains(&own.code));
    let why = said.map_or_else(
        || message("evidence-not-found", &[], language),
        |own| message(own.code, &own.arguments, language),
    );
    Missing {
        label: of(field.name).to_owned(),
        reason: message("evidence-missing", &[why, of(field.place).to_owned()], language),
        spans: said.map_or(Vec::new(), |own| own.spans.clone()),
    }
}
