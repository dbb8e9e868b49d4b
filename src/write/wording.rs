//! How the components of a document are worded, whatever the format: number, place and date, signatures.

use crate::model::{
    Attachment, AuthorityLink, Capacity, Document, DocumentKind, DocumentNumber, Header, IssuedWith, LegalBasis,
    Received, Recipient, Signature, Text,
};
use crate::words::{Vocabulary, spelled_date};

/// The national title (Quốc hiệu) and the motto (Tiêu ngữ): Phụ lục I, ô 1.
pub(super) const NATIONAL_TITLE: [&str; 2] = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"];

/// `Số: 02/QĐ-UBND`; a blank serial leaves room for it.
pub(super) fn own_number(number: &DocumentNumber) -> String {
    // The parts of the number are derived of it.
    let DocumentNumber { text, serial: _, year: _, symbol: _ } = number;
    let room = if text.as_str().starts_with('/') { "      " } else { "" };
    format!("Số: {room}{text}")
}

/// `Hà Tĩnh, ngày 05 tháng 01 năm 2020`: a leading zero only for days below 10 and months 1 and 2
/// (Phụ lục I, ô 4); room for what is not known.
pub(super) fn place_and_date(header: &Header) -> Option<String> {
    let Header { parent_agency: _, agency: _, number: _, place, date } = header;
    let date = date.as_ref().map(Text::as_str);
    if place.is_none() && date.is_none() {
        return None;
    }
    let place = place.as_ref().map_or(String::new(), |place| format!("{place}, "));
    Some(format!("{place}{}", spelled_date(date.unwrap_or(""))))
}

/// `Kính gửi:`, with one addressee on its line or several below it.
pub(super) fn addressee_lines(addressees: &[Text]) -> Vec<String> {
    match addressees {
        [] => Vec::new(),
        [one] => vec![format!("Kính gửi: {one}.")],
        several => {
            let listed = several.iter().enumerate().map(|(at, text)| format!("- {text}{}", mark(at, several.len())));
            std::iter::once("Kính gửi:".to_owned()).chain(listed).collect()
        }
    }
}

/// A basis a line.
pub(super) fn basis_lines(bases: &[LegalBasis]) -> impl Iterator<Item = String> {
    bases.iter().enumerate().map(|(at, basis)| {
        // Formula and citations are derived of the text.
        let LegalBasis { formula: _, text, citations: _ } = basis;
        format!("{text}{}", mark(at, bases.len()))
    })
}

/// The mark behind a part of a list.
fn mark(at: usize, parts: usize) -> char {
    if at + 1 == parts { '.' } else { ';' }
}

/// `Nơi nhận:` and the lines below it, the filing last (Phụ lục I, ô 9b).
pub(super) fn recipient_lines(recipients: &[Recipient], filing: Option<&Text>) -> Vec<String> {
    let mut lines = Vec::new();
    if !recipients.is_empty() || filing.is_some() {
        lines.push("Nơi nhận:".to_owned());
    }
    for Recipient { text, note, items } in recipients {
        let note = note.as_ref().map_or(String::new(), |note| format!(" ({note})"));
        lines.push(format!("- {text}{note};"));
        lines.extend(items.iter().map(|item| format!("+ {item};")));
    }
    lines.extend(filing.map(|filing| format!("- Lưu: {filing}.")));
    lines
}

/// Room for a day or a month that is written in by hand.
const BLANK: &str = "     ";

/// The line that says with what an attachment was issued.
pub(super) struct IssuedLine<'d> {
    /// The form's formula: `Kèm theo`.
    pub formula: &'d str,
    /// The kind of the document that was issued, where its symbol does not tell it.
    pub kind: Option<&'d DocumentKind>,
    /// For an appendix of an attachment: that attachment's kind.
    pub owner: Option<&'d DocumentKind>,
}

impl IssuedLine<'_> {
    /// `(Kèm theo Quyết định số … ngày … của …)`, with room for what is not known.
    pub(super) fn of(&self, issued: &IssuedWith) -> String {
        let IssuedWith { number, date, issuer, origin: _ } = issued;
        let words = Vocabulary::builtin();
        let named =
            |key: &DocumentKind| words.kinds.iter().find(|kind| kind.key == *key).map(|kind| kind.name.as_str());
        let symbol = number.as_deref().and_then(|number| number.rsplit('/').next()).unwrap_or("");
        let abbreviation = symbol.split('-').next().unwrap_or("");
        let abbreviated = words.kinds.iter().find(|kind| kind.symbol.as_deref() == Some(abbreviation));
        let kind =
            abbreviated.map(|kind| kind.name.as_str()).or_else(|| self.kind.and_then(named)).unwrap_or("Quyết định");
        let owner = self.owner.and_then(named).map_or(String::new(), |owner| format!("{owner} ban hành kèm theo "));
        let number = match number.as_deref() {
            Some(number) if number.starts_with('/') => format!("{BLANK}{number}"),
            Some(number) => number.to_owned(),
            None => BLANK.to_owned(),
        };
        let date = spelled_date(date.as_deref().unwrap_or(""));
        let issuer = issuer.as_ref().map_or(String::new(), |issuer| format!(" của {issuer}"));
        format!("({} {owner}{kind} số {number} {date}{issuer})", self.formula)
    }
}

/// The kind of the attachment to which an appendix belongs.
pub(super) fn owner<'d>(attachment: &Attachment, document: &'d Document) -> Option<&'d DocumentKind> {
    document.attachments.get(attachment.part_of?)?.kind.as_ref()
}

/// The lines of a signature from the top down (Phụ lục I, ô 7): the agency and the role where several sign, authority and
/// post, the mark, the name. The time of signing stands elsewhere: [`signing_times`].
pub(super) fn signature_lines(signature: &Signature) -> Vec<String> {
    let Signature { agency, role, authority, position, other_position, mark, rank, name, signed_at: _ } = signature;
    let mut lines: Vec<String> = Vec::new();
    for text in [agency, role].into_iter().flatten() {
        lines.extend(text.as_str().split('\n').map(str::to_owned));
    }
    let mut acting = "";
    for AuthorityLink { capacity, of } in authority {
        if *capacity == Capacity::Q {
            acting = "Q. ";
        } else {
            let mut of = of.as_str().split('\n');
            lines.push(format!("{} {}", capacity.as_written(), of.next().unwrap_or("")));
            lines.extend(of.map(str::to_owned));
        }
    }
    if let Some(position) = position {
        let mut position = position.as_str().split('\n');
        lines.push(format!("{acting}{}", position.next().unwrap_or("")));
        lines.extend(position.map(str::to_owned));
    }
    lines.extend(mark.as_ref().map(|mark| format!("({mark})")));
    for text in other_position.iter() {
        lines.extend(text.as_str().split('\n').map(str::to_owned));
    }
    let rank = rank.as_ref().map_or(String::new(), |rank| format!("{rank} "));
    lines.extend(name.as_ref().map(|name| format!("{rank}{name}")));
    lines
}

/// When a document was signed, from a digital signature (ô 14), a line a signature.
pub(super) fn signing_times(signatures: &[Signature]) -> impl Iterator<Item = String> {
    signatures.iter().filter_map(signing_time)
}

/// When a signature was made, from a digital one.
pub(super) fn signing_time(signature: &Signature) -> Option<String> {
    signature.signed_at.as_ref().map(|signed_at| format!("Thời gian ký: {signed_at}"))
}

/// The arrival stamp, a line a value.
pub(super) fn received_lines(received: &Received) -> Vec<String> {
    let Received { number, date } = received;
    let mut lines = vec!["ĐẾN".to_owned()];
    lines.extend(number.iter().map(|number| format!("Số: {number}")));
    let date = date.as_ref().map(|date| date.as_str().split('-').rev().collect::<Vec<_>>().join("/"));
    lines.extend(date.map(|date| format!("Ngày: {date}")));
    lines
}
