//! Values that make no sense where they stand, and are doubtful for it: a subject that takes in an issuer, an agency with
//! digits, a post for a person.
//!
//! How well the words of a value were read says nothing of that. Each is said with its place; the warning makes it doubtful.

use super::context::Context;
use crate::model::{Document, OriginId, Origins, Span, Text, Unplaced};
use crate::words::{Vocabulary, fold, fold_head, is_alphanumeric};

/// How many characters tell what a value begins with.
const HEAD: usize = 90;

/// Diagnoses the values of a document that cannot be what they are given for.
pub(super) fn diagnose(document: &Document, context: &mut Context) {
    for (code, text) in odd_values(document, context.words) {
        let spans = context.origins.spans(text.origin).to_vec();
        context.warn(code, &[], &spans, text.origin);
    }
}

/// The values that make no sense, each with the code that says why.
fn odd_values<'d>(document: &'d Document, words: &Vocabulary) -> Vec<(&'static str, &'d Text)> {
    let mut found: Vec<(&'static str, &Text)> = Vec::new();
    let mut look = |code: &'static str, text: Option<&'d Text>, is_odd: &dyn Fn(&str) -> bool| {
        found.extend(text.filter(|text| is_odd(text.as_str())).map(|text| (code, text)));
    };
    look("subject-odd", document.subject.as_ref(), &is_odd_subject);
    for agency in [&document.header.parent_agency, &document.header.agency] {
        look("agency-odd", agency.as_ref(), &|name| name.contains(|c: char| c.is_ascii_digit()));
    }
    for basis in &document.bases {
        look("basis-odd", Some(&basis.text), &|text| !begins_basis(text, words));
    }
    look("filing-odd", document.filing.as_ref(), &|filing| filing.contains('_'));
    for signature in &document.signatures {
        look("signatory-odd", signature.name.as_ref(), &|name| words.posts.exact(&fold(name)).is_some());
    }
    for attachment in &document.attachments {
        let unknown = attachment.kind.is_none();
        look("attachment-odd", attachment.title.as_ref(), &|title| unknown || is_national_title(title));
    }
    found
}

/// True for a subject that begins with an issuer or goes on into the bases.
fn is_odd_subject(subject: &str) -> bool {
    fold_head(subject, HEAD).starts_with("cua ") || subject.contains("Căn cứ ")
}

/// True for a basis that begins with a formula.
fn begins_basis(basis: &str, words: &Vocabulary) -> bool {
    let folded = fold_head(basis, HEAD);
    words.bases.longest_prefix(folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric())).is_some()
}

fn is_national_title(title: &str) -> bool {
    fold_head(title, HEAD).contains("cong hoa xa hoi chu nghia viet nam")
}

/// The last recipient, or the filing, right behind which text found no place: the list may go on there.
pub(super) fn cut_list<'u>(
    text: &str,
    document: &Document,
    origins: &Origins,
    unplaced: &'u [Unplaced],
) -> Option<(OriginId, &'u Span)> {
    let last = document.recipients.last().map(|recipient| recipient.items.last().unwrap_or(&recipient.text));
    [document.filing.as_ref(), last].into_iter().flatten().find_map(|value| {
        let end = origins.spans(value.origin).last()?.end;
        let behind = unplaced.iter().find(|behind| behind.span.start >= end)?;
        let between = Span { start: end, end: behind.span.start }.of(text);
        (!between.chars().any(is_alphanumeric)).then_some((value.origin, &behind.span))
    })
}

#[cfg(test)]
mod tests {
    /// A decision with a part in another wording.
    fn decision(part: &str, other: &str) -> String {
        let text = "SỞ Y TẾ BÌNH LÂM\nSố: 12/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc cử cán bộ\n\nGIÁM ĐỐC SỞ Y TẾ\n\n\
            Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;\nTheo đề nghị của Chánh Văn phòng;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Cử cán bộ.\n\n\
            Nơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Thị Hường\n\n\
            DANH SÁCH\nCÁN BỘ\n(Kèm theo Quyết định số 12/QĐ-SYT)\n\n1. Lê Văn Tám.\n";
        assert!(text.contains(part), "{part}");
        text.replace(part, other)
    }

    #[test]
    fn what_makes_no_sense_is_doubtful_and_said() {
        for (part, other, code, pointer) in [
            ("Về việc cử", "Của Sở Y tế về việc cử", "subject-odd", "/subject"),
            ("BÌNH LÂM", "BÌNH LÂM 12/5", "agency-odd", "/header/agency"),
            ("Theo đề nghị", "Quyết định số 3/QĐ-UBND", "basis-odd", "/bases/1/text"),
            ("VT.", "VT_12.", "filing-odd", "/filing"),
            ("DANH SÁCH\nCÁN BỘ", "CÁN BỘ ĐƯỢC CỬ ĐI", "attachment-odd", "/attachments/0/title"),
        ] {
            let parsed = crate::parse(decision(part, other).as_bytes()).expect("a document");
            let about = parsed.diagnostics.iter().find(|diagnostic| diagnostic.code == code).map(|found| found.about);
            let evidence = crate::model::evidence(&parsed, crate::status::grades());
            let odd = evidence.iter().find(|(place, _)| place == pointer).map(|(_, evidence)| evidence.to_string());
            assert!(
                about.is_some() && odd.is_some_and(|odd| odd.ends_with(" doubted")),
                "{code}: {:?}",
                parsed.document
            );
        }
        let parsed = crate::parse(decision("Về việc", "Về việc").as_bytes()).expect("a document");
        let codes: Vec<&str> = parsed.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert!(!codes.iter().any(|code| code.ends_with("-odd")), "{codes:?}");
    }
}
