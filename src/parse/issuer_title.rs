//! Titles that name issuer, number and date, as gazettes print them: `QUYẾT ĐỊNH` / `CỦA BỘ TRƯỞNG … SỐ … NGÀY …` /
//! subject. Such a document has no letterhead of its own.

use super::context::Context;
use super::letterhead::capitals;
use super::pieces::span_of;
use crate::inline::title;
use crate::model::{DocumentNumber, Span, Text};
use crate::words::{Folded, FoldedStr};

/// What a title names before its subject.
pub(crate) struct IssuerTitle {
    pub agency: Option<Text>,
    pub number: DocumentNumber,
    /// ISO 8601.
    pub date: Option<Text>,
    /// What is left for the subject.
    pub subject: Vec<Span>,
}

/// `IssuerTitle` of `decision.ebnf`, in the lines behind the name of the kind. None where they name no number.
pub(crate) fn issuer_title(lines: &[Span], context: &mut Context) -> Option<IssuerTitle> {
    let joined = Joined::new(lines, context.text);
    let folded = Folded::new(&joined.text);
    let whole = FoldedStr::new(&joined.text, &folded);
    let (subject, read) = title::issuer_title(context.words)(whole).ok()?;
    let agency = read
        .issuer
        .map(|(taken, name)| capitals(name.raw().trim().to_owned(), &joined.spans(taken), "Agency", context));
    let (taken, number) = read.number;
    let text = context.owned(number.text.clone(), &joined.spans(taken), "Number", number.repairs);
    let date = read.date.map(|(taken, (iso, repairs))| context.owned(iso, &joined.spans(taken), "PlaceDate", repairs));
    Some(IssuerTitle { agency, number: number.model(text), date, subject: joined.spans(subject) })
}

/// Lines as one text, with the way back to them.
struct Joined {
    text: String,
    /// Where each line begins in the text, with its span.
    lines: Vec<(usize, Span)>,
}

impl Joined {
    fn new(spans: &[Span], source: &str) -> Self {
        let mut joined = Self { text: String::new(), lines: Vec::with_capacity(spans.len()) };
        for span in spans {
            if !joined.text.is_empty() {
                joined.text.push(' ');
            }
            joined.lines.push((joined.text.len(), *span));
            joined.text.push_str(span.of(source));
        }
        joined
    }

    /// The spans of a part of the text, without blanks at either end.
    fn spans(&self, part: FoldedStr) -> Vec<Span> {
        let part = span_of(part.raw().trim(), &self.text);
        let (start, end) = (part.start as usize, part.end as usize);
        let within = |(at, span): &(usize, Span)| {
            let length = (span.end - span.start) as usize;
            let (from, to) = (start.clamp(*at, at + length) - at, end.clamp(*at, at + length) - at);
            (from < to).then(|| Span::new(span.start as usize + from, span.start as usize + to))
        };
        self.lines.iter().filter_map(within).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Parsed;

    fn head(title: &str) -> String {
        let text = format!(
            "{title}\n\nBỘ TRƯỞNG BỘ THỦY NÔNG\n\nCăn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\n\nQUYẾT ĐỊNH:\n\n\
             Điều 1. Ban hành Quy chế.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
        );
        let Parsed { document, unplaced, .. } = crate::parse(text.as_bytes()).expect("a document");
        let text =
            |text: &Option<crate::model::Text>| text.as_ref().map_or(String::new(), |text| text.as_str().to_owned());
        let number = document.header.number.map(|number| number.text);
        [&document.header.agency, &number, &document.header.date, &document.subject, &document.authority]
            .map(text)
            .join("|")
            + if unplaced.is_empty() { "" } else { "|unplaced" }
    }

    const READ: &str = "BỘ TRƯỞNG BỘ THỦY NÔNG|17/2009/QĐ-BTN|2009-02-05|Về việc trực kho giống|BỘ TRƯỞNG BỘ THỦY NÔNG";

    #[test]
    fn issuer_number_and_date_stand_in_the_title() {
        let one = "QUYẾT ĐỊNH\nCỦA BỘ TRƯỞNG BỘ THỦY NÔNG SỐ 17/2009/QĐ-BTN NGÀY 05 THÁNG 02 NĂM 2009\nVề việc trực kho giống";
        assert_eq!(head(one), READ);
        let wrapped = "QUYẾT ĐỊNH\nCỦA BỘ TRƯỞNG BỘ THỦY\nNÔNG SỐ 17/2009/QĐ-BTN NGÀY 05\nTHÁNG 02 NĂM 2009 Về việc trực kho giống";
        assert_eq!(head(wrapped), READ);
        let kind = "QUYẾT ĐỊNH CỦA BỘ TRƯỞNG BỘ THỦY NÔNG\nSố 17/2009/QĐ-BTN ngày 05 tháng 02 năm 2009\nVề việc trực kho giống";
        assert_eq!(head(kind), READ);
    }

    #[test]
    fn a_font_of_capitals_is_decoded_in_small_letters() {
        let text = "     Quyết định\n\n  của Bộ trưởng Bộ Thủy nông số 17/2009/QĐ-BTN\n ngày 05 tháng 02 năm 2009\n\
            \x20  về việc trực kho giống\n\n     Bộ trưởng Bộ Thủy nông\n\n  Căn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\n\
            \x20 Theo đề nghị của Vụ trưởng Vụ Kho,\n\n     Quyết định:\n\n  Điều 1. Ban hành Quy chế.\n";
        let document = crate::parse(text.as_bytes()).expect("a document").document;
        assert_eq!(document.authority.map(|text| text.value), Some("Bộ trưởng Bộ Thủy nông".to_owned()));
        assert_eq!(document.header.agency.map(|text| text.value), Some("Bộ trưởng Bộ Thủy nông".to_owned()));
        assert_eq!(document.enacting_formula.map(|text| text.value), Some("Quyết định:".to_owned()));
        assert_eq!(document.bases.len(), 2);
    }

    #[test]
    fn a_number_in_the_subject_is_another_document_s() {
        let title = "QUYẾT ĐỊNH\nVề việc sửa đổi Quy chế của Bộ Thủy nông số 17/2009/QĐ-BTN ngày 05 tháng 02 năm 2009";
        assert_eq!(
            head(title),
            "|||Về việc sửa đổi Quy chế của Bộ Thủy nông số 17/2009/QĐ-BTN ngày 05 tháng 02 năm 2009|BỘ TRƯỞNG BỘ THỦY NÔNG"
        );
    }
}
