//! The canonical form of a document (contract, "Canonical form").

use super::{
    Attachment, AuthorityLink, Block, Cell, Column, CopyBlock, Division, Document, DocumentNumber, Header, Note,
    Paragraph, Quote, Received, Recipient, Signature, Table, Text,
};
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
    let Document {
        // Keys and derived values.
        kind: _,
        effects: _,
        name,
        header,
        marks,
        received,
        copy,
        addressees,
        subject,
        authority,
        bases,
        enacting_formula,
        body,
        recipients,
        filing,
        drafter_mark,
        signatures,
        attachments,
    } = &mut document;
    letterhead(header);
    [name, subject, authority, enacting_formula, drafter_mark].into_iter().for_each(optional);
    marks.retain_mut(|mark| kept(&mut mark.text));
    if let Some(Received { number, date }) = received {
        [number, date].into_iter().for_each(optional);
    }
    if let Some(CopyBlock { kind: _, number, date, signature: signed }) = copy {
        [number, date].into_iter().for_each(optional);
        signed.iter_mut().for_each(|signed| signature(signed));
    }
    addressees.retain_mut(kept_unmarked);
    bases.retain_mut(|basis| kept_unmarked(&mut basis.text));
    settle(body);
    listed(recipients);
    optional_unmarked(filing);
    signatures.iter_mut().for_each(signature);
    attachments.iter_mut().for_each(attachment);
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

fn letterhead(header: &mut Header) {
    let Header { parent_agency, agency, number, place, date } = header;
    [parent_agency, agency, place, date].into_iter().for_each(optional);
    if let Some(DocumentNumber { text, serial: _, year: _, symbol: _ }) = number {
        text.value.retain(|c| !c.is_whitespace());
    }
}

fn listed(recipients: &mut Vec<Recipient>) {
    recipients.retain_mut(|Recipient { text, note, items }| {
        optional(note);
        items.retain_mut(kept_unmarked);
        kept_unmarked(text)
    });
}

fn signature(signature: &mut Signature) {
    let Signature { agency, role, authority, position, other_position, mark, rank, name, signed_at } = signature;
    [agency, role, position, other_position, mark, rank, name, signed_at].into_iter().for_each(optional);
    authority.iter_mut().for_each(|AuthorityLink { capacity: _, of }| text(of));
}

fn attachment(attachment: &mut Attachment) {
    let Attachment {
        // Keys and derived values.
        kind: _,
        part_of: _,
        issued_with: _,
        name,
        label,
        title,
        header,
        body,
        recipients,
        filing,
        signatures,
    } = attachment;
    [name, label, title].into_iter().for_each(optional);
    header.iter_mut().for_each(letterhead);
    if header.as_ref().is_some_and(Header::is_empty) {
        *header = None;
    }
    settle(body);
    listed(recipients);
    optional_unmarked(filing);
    signatures.iter_mut().for_each(signature);
}

/// Blocks of a body: empty ones go; what follows a division on its level belongs to the innermost
/// division that is open there, as an unlabelled paragraph does on paper.
fn settle(blocks: &mut Vec<Block>) {
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
    let titled = division.level.is_titled();
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
        // Citations are derived of the text.
        Block::Paragraph(Paragraph { text, citations: _ }) => kept(text),
        Block::Division(division) => {
            let Division { level: _, number: _, label, heading, body } = &mut *division;
            text(label);
            optional(heading);
            settle(body);
            settle_heading(division);
            true
        }
        Block::Table(own) => {
            table(own);
            true
        }
        Block::Quote(Quote { body }) => {
            settle(body);
            !body.is_empty()
        }
        Block::Note(Note { label, text: own }) => {
            text(label);
            kept(own)
        }
    });
}

fn table(table: &mut Table) {
    let Table { caption, unit, columns, rows } = table;
    [caption, unit].into_iter().for_each(optional);
    for Column { name, path, role: _ } in columns {
        text(name);
        path.iter_mut().for_each(normal);
        // A column that only shares a header cell has no name of its own.
        if path.len() < 2 && !name.is_empty() {
            path.clear();
        }
    }
    for Cell { text, row_span, col_span } in rows.iter_mut().flat_map(|row| &mut row.cells) {
        optional(text);
        [row_span, col_span].into_iter().for_each(|span| *span = span.filter(|span| *span > 1));
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
