//! Titles that name issuer, number and date, as gazettes print them: `QUYẾT ĐỊNH` / `CỦA BỘ TRƯỞNG … SỐ … NGÀY …` /
//! subject. Such a document has no letterhead of its own.

use super::context::Context;
use super::inline::date::date;
use super::inline::number::number;
use super::letterhead::capitals;
use crate::model::{DocumentNumber, Span, Text};
use crate::words::{Folded, Vocabulary};
use std::ops::Range;

/// The longest name of an issuer, in bytes.
const LONGEST_ISSUER: usize = 160;

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
    let bare = folded.text.trim_start_matches([' ', ':', '.', '(']);
    let start = folded.text.len() - bare.len();
    let (issuer, label) = match bare.strip_prefix("cua ") {
        Some(rest) => {
            let from = folded.text.len() - rest.len();
            let label = from + rest.find(" so ")? + 1;
            is_issuer(&folded.text[from..label], context.words).then_some((Some(from..label), label))?
        }
        None => bare.starts_with("so ").then_some((None, start))?,
    };
    let after = folded.at(label + "so ".len());
    let read = number(&joined.text[after..], true).filter(|read| read.serial.is_some() && read.symbol.is_some())?;
    let number_end = after + read.length;
    let number_range = folded.at(label)..number_end;
    let behind = (0..folded.text.len()).find(|at| folded.at(*at) >= number_end).unwrap_or(folded.text.len());
    let gap = folded.text[behind..].len() - folded.text[behind..].trim_start_matches([' ', ',']).len();
    let dated =
        folded.text[behind + gap..].starts_with("ngay").then(|| date(&folded.text[behind + gap..]).ok()).flatten();
    let dated =
        dated.and_then(|(rest, read)| read.iso().map(|iso| (folded.text.len() - rest.len(), iso, read.repairs)));
    let end = dated.as_ref().map_or(number_end, |(end, ..)| folded.at(*end));
    let agency = issuer.map(|range| {
        let spans = joined.spans(folded.at(start)..folded.at(label));
        capitals(joined.text[folded.range(range.start, range.end)].trim().to_owned(), &spans, "Agency", context)
    });
    let text = context.owned(read.text.clone(), &joined.spans(number_range), "Number", read.repairs);
    let date = dated.map(|(end, iso, repairs)| {
        context.owned(iso, &joined.spans(folded.range(behind + gap, end)), "PlaceDate", repairs)
    });
    Some(IssuerTitle { agency, number: read.model(text), date, subject: joined.spans(end..joined.text.len()) })
}

/// True for the name of an agency or a post without figures.
fn is_issuer(folded: &str, words: &Vocabulary) -> bool {
    let bare = folded.trim();
    bare.len() <= LONGEST_ISSUER
        && !bare.contains(|c: char| c.is_ascii_digit())
        && (words.agency_heads.longest_prefix(bare).is_some() || words.posts.longest_prefix(bare).is_some())
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

    /// The spans of a range of bytes, without blanks at either end.
    fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let part = &self.text[range.clone()];
        let start = range.start + part.len() - part.trim_start().len();
        let end = start + part.trim().len();
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
