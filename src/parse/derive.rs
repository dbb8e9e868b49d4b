//! Derived values (contract, "Owners and derived values"): what follows from an owner's text by a named
//! rule, for documents that were made by hand and not read.

use super::effects::effects;
use crate::inline::citation;
use crate::inline::column::role;
use crate::inline::number::parts;
use crate::model::{Block, Citation, Document, Header, canonical};
use crate::words::{Vocabulary, fold};

/// What a text cites, each document once, in order. Laws that have neither number nor date are taken only from a legal
/// basis, where a law's name can mean nothing else.
pub fn citations(text: &str, basis: bool, words: &Vocabulary) -> Vec<Citation> {
    citation::citations(text, basis, words).citations
}

/// Works out the derived values of a document from its owner values: citations, formulas, effects, the
/// parts of its number, the roles of columns. They follow from the canonical form, which the result has: what is derived
/// of doubled blanks would not be what is derived of the same document read again.
pub fn derived(document: Document, words: &Vocabulary) -> Document {
    let mut document = canonical(document);
    for basis in &mut document.bases {
        basis.citations = citations(basis.text.as_str(), true, words);
        let folded = fold(basis.text.as_str());
        basis.formula = words.bases.longest_prefix(&folded).map_or("can-cu", |phrase| phrase.key.as_str()).to_owned();
    }
    header(&mut document.header);
    blocks(&mut document.body, words);
    document.effects = effects(&document.body, words);
    for attachment in &mut document.attachments {
        attachment.header.iter_mut().for_each(header);
        blocks(&mut attachment.body, words);
    }
    document
}

fn header(header: &mut Header) {
    if let Some(number) = &mut header.number
        && let Ok((_, (serial, year, symbol))) = parts(number.text.as_str())
    {
        number.serial = (!serial.is_empty()).then(|| serial.to_owned());
        number.year = year;
        number.symbol = Some(symbol.to_owned());
    }
}

fn blocks(body: &mut [Block], words: &Vocabulary) {
    for block in body {
        match block {
            Block::Paragraph(paragraph) => {
                paragraph.citations = citations(paragraph.text.as_str(), false, words);
            }
            Block::Division(division) => blocks(&mut division.body, words),
            Block::Quote(quote) => blocks(&mut quote.body, words),
            Block::Table(table) => {
                for column in &mut table.columns {
                    let name = if column.path.is_empty() { column.name.value.clone() } else { column.path.join(" ") };
                    column.role = role(&name, &words.columns);
                }
            }
            Block::Note(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentNumber, read_document};

    /// Found by the fuzzer of models: the symbol kept the blanks that the number itself lost.
    #[test]
    fn a_document_read_again_has_the_same_derived_values() {
        let words = Vocabulary::builtin();
        let number = DocumentNumber { text: "- Như  Điều 3; - Lưu: VT".into(), ..DocumentNumber::default() };
        let mut document = Document::default();
        document.header.number = Some(number);
        document.body = vec![Block::Paragraph(crate::model::Paragraph {
            text: "theo Nghị định  số 30/2020/NĐ-CP   ngày 05 tháng 3  năm 2020".into(),
            ..Default::default()
        })];
        let once = derived(document, words);
        let json = serde_json::json!({ "schema": crate::model::SCHEMA, "document": once }).to_string();
        let again = derived(read_document(&json).expect("a model"), words);
        assert_eq!(once, again);
    }
}
