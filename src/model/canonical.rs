//! The canonical form of a document (contract, "Canonical form").

use super::{Attachment, Block, Division, Document, Header, Paragraph, Recipient, Signature, Table, Text};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The canonical form: NFC, single blanks, no closing mark on bases, recipients, items and filing,
/// no empty values. Idempotent; what parsing returns is canonical.
///
/// ```
/// use vanban::model::{Document, canonical};
/// let document = Document { subject: Some("  Về   việc  sáp nhập ".into()), ..Default::default() };
/// assert_eq!(canonical(document).subject, Some("Về việc sáp nhập".into()));
/// ```
pub fn canonical(mut document: Document) -> Document {
    optional(&mut document.name);
    header(&mut document.header);
    document.marks.retain_mut(|mark| kept(&mut mark.text));
    if let Some(received) = &mut document.received {
        optional(&mut received.number);
        optional(&mut received.date);
    }
    if let Some(copy) = &mut document.copy {
        optional(&mut copy.number);
        optional(&mut copy.date);
        if let Some(signed) = &mut copy.signature {
            signature(signed);
        }
    }
    document.addressees.retain_mut(kept_unmarked);
    optional(&mut document.subject);
    optional(&mut document.authority);
    document.bases.retain_mut(|basis| kept_unmarked(&mut basis.text));
    optional(&mut document.enacting_formula);
    body(&mut document.body);
    recipients(&mut document.recipients);
    optional_unmarked(&mut document.filing);
    optional(&mut document.drafter_mark);
    document.signatures.iter_mut().for_each(signature);
    document.attachments.iter_mut().for_each(attachment);
    document
}

/// A string with its lines trimmed and runs of blanks made one; `\n` stays, empty lines go.
pub fn single_blanks(value: &str) -> String {
    if is_single_blanked(value) {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    for line in value.split('\n') {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(first);
        for word in words {
            out.push(' ');
            out.push_str(word);
        }
    }
    out
}

/// True where a line has nothing but single blanks between its words, and none at its ends. A false answer may be wrong:
/// characters whose first byte is also that of other blanks (U+00A0, U+2003, U+3000) are not looked at further.
pub(crate) fn is_single_blanked(line: &str) -> bool {
    let mut before = b' ';
    for byte in line.bytes() {
        let doubled = byte == b' ' && before == b' ';
        if doubled || matches!(byte, b'\t'..=b'\r' | 0xC2 | 0xE2 | 0xE3) || (before, byte) == (0xE1, 0x9A) {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// The closing `;` `,` or `.` of a list item, where it has one that is not part of an ellipsis or an
/// abbreviation's last letter.
pub fn closing_mark(value: &str) -> Option<char> {
    let mut chars = value.chars().rev();
    let last = chars.next()?;
    let before = chars.find(|c| !c.is_whitespace());
    (matches!(last, ';' | ',' | '.') && !(last == '.' && before == Some('.'))).then_some(last)
}

/// The value without its closing mark and the blanks before it.
pub fn without_closing_mark(value: &str) -> &str {
    let mut value = value.trim_end();
    while let Some(mark) = closing_mark(value) {
        value = value[..value.len() - mark.len_utf8()].trim_end();
    }
    value
}

/// A text in NFC; the text itself where it is that already.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    // The letters of these documents need no search in the tables of all scripts.
    if text.chars().all(is_composed) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// True for characters that NFC leaves alone wherever they stand: Latin letters, dashes and quotation marks.
fn is_composed(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{1E00}'..'\u{1F00}' | '\u{2010}'..'\u{2028}')
}

fn normal(value: &mut String) {
    *value = match composed(value) {
        Cow::Borrowed(own) if is_single_blanked(own) => return,
        own => single_blanks(&own),
    };
}

fn text(text: &mut Text) {
    normal(&mut text.value);
}

fn kept(value: &mut Text) -> bool {
    text(value);
    !value.is_empty()
}

fn kept_unmarked(value: &mut Text) -> bool {
    text(value);
    let length = without_closing_mark(&value.value).len();
    value.value.truncate(length);
    !value.is_empty()
}

fn optional(value: &mut Option<Text>) {
    if value.as_mut().is_some_and(|value| !kept(value)) {
        *value = None;
    }
}

fn optional_unmarked(value: &mut Option<Text>) {
    if value.as_mut().is_some_and(|value| !kept_unmarked(value)) {
        *value = None;
    }
}

fn header(header: &mut Header) {
    optional(&mut header.parent_agency);
    optional(&mut header.agency);
    optional(&mut header.place);
    optional(&mut header.date);
    if let Some(number) = &mut header.number {
        number.text.value.retain(|c| !c.is_whitespace());
    }
}

fn recipients(recipients: &mut Vec<Recipient>) {
    recipients.retain_mut(|recipient| {
        optional(&mut recipient.note);
        recipient.items.retain_mut(kept_unmarked);
        kept_unmarked(&mut recipient.text)
    });
}

fn signature(signature: &mut Signature) {
    for value in [
        &mut signature.agency,
        &mut signature.role,
        &mut signature.position,
        &mut signature.other_position,
        &mut signature.mark,
        &mut signature.rank,
        &mut signature.name,
        &mut signature.signed_at,
    ] {
        optional(value);
    }
    signature.authority.iter_mut().for_each(|link| text(&mut link.of));
}

fn attachment(attachment: &mut Attachment) {
    optional(&mut attachment.name);
    optional(&mut attachment.label);
    optional(&mut attachment.title);
    if let Some(own) = &mut attachment.header {
        header(own);
    }
    if attachment.header.as_ref().is_some_and(Header::is_empty) {
        attachment.header = None;
    }
    body(&mut attachment.body);
    recipients(&mut attachment.recipients);
    optional_unmarked(&mut attachment.filing);
    attachment.signatures.iter_mut().for_each(signature);
}

/// Blocks of a body: empty ones go; what follows a division on its level belongs to the innermost
/// division that is open there, as an unlabelled paragraph does on paper.
fn body(blocks: &mut Vec<Block>) {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        match kept.last_mut() {
            Some(Block::Division(open)) if !matches!(block, Block::Division(_)) => sink(open, block),
            _ => kept.push(block),
        }
    }
    *blocks = kept;
    clean(blocks);
}

fn sink(division: &mut Division, block: Block) {
    match division.body.last_mut() {
        Some(Block::Division(last)) => sink(last, block),
        _ => division.body.push(block),
    }
}

/// True where words on a label's line have a closing mark, so that they are no title.
fn has_closing_mark(value: &str) -> bool {
    value.trim_end().ends_with(['.', ';', ':', ',', '/'])
}

/// The words behind a label are its heading where more stands below and they have no closing mark;
/// else they are the first paragraph (contract, `heading`). Phần, Chương and Mục always have titles.
fn settle_heading(division: &mut Division) {
    let titled = matches!(division.level.as_ref(), "phan" | "chuong" | "muc" | "tieu-muc");
    if division.heading.is_some() {
        if division.body.is_empty() && !titled {
            let text = division.heading.take().unwrap_or_default();
            division.body.push(Block::Paragraph(Paragraph { text, citations: Vec::new() }));
        }
        return;
    }
    let more = division.body.len() > 1 && !matches!(division.body[1], Block::Note(_));
    let first = match division.body.first_mut() {
        Some(Block::Paragraph(first)) if more || titled => first,
        _ => return,
    };
    if !has_closing_mark(first.text.as_str()) {
        division.heading = Some(std::mem::take(&mut first.text));
        division.body.remove(0);
    }
}

fn clean(blocks: &mut Vec<Block>) {
    blocks.retain_mut(|block| match block {
        Block::Paragraph(paragraph) => kept(&mut paragraph.text),
        Block::Division(division) => {
            text(&mut division.label);
            optional(&mut division.heading);
            body(&mut division.body);
            settle_heading(division);
            true
        }
        Block::Table(own) => {
            table(own);
            true
        }
        Block::Quote(quote) => {
            body(&mut quote.body);
            !quote.body.is_empty()
        }
        Block::Note(note) => {
            text(&mut note.label);
            kept(&mut note.text)
        }
    });
}

fn table(table: &mut Table) {
    optional(&mut table.caption);
    optional(&mut table.unit);
    for column in &mut table.columns {
        text(&mut column.name);
        for name in &mut column.path {
            normal(name);
        }
        // A column that only shares a header cell has no name of its own.
        if column.path.len() < 2 && !column.name.is_empty() {
            column.path.clear();
        }
    }
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        optional(&mut cell.text);
        cell.row_span = cell.row_span.filter(|span| *span > 1);
        cell.col_span = cell.col_span.filter(|span| *span > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nfc_leaves_what_is_composed_alone_wherever_it_stands() {
        let composed: Vec<char> = (0..0x3_0000).filter_map(char::from_u32).filter(|c| is_composed(*c)).collect();
        assert!(composed.len() > 1000);
        for c in composed {
            for text in [c.to_string(), format!("a{c}"), format!("{c}a"), format!("{c}{c}")] {
                assert_eq!(is_nfc_quick(text.chars()), IsNormalized::Yes, "{text:?}");
            }
        }
    }

    #[test]
    fn values_are_composed_and_single_blanked() {
        for (written, expected) in
            [("quye\u{302}\u{301}t  định ", "quyết định"), ("a\u{A0}“b”", "a “b”"), ("", ""), ("\u{212B}", "Å")]
        {
            let mut value = written.to_owned();
            normal(&mut value);
            assert_eq!(value, expected, "{written:?}");
        }
    }
}
