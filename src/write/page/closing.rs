//! The closing: recipients on the left, signatures on the right, kept whole (Phụ lục I, ô 7, 9b, 12); the block of a
//! certified copy (Mẫu 3.1).

use super::{Columns, Flow, Paragraph, Writer, breaks};
use crate::model::{AuthorityLink, Capacity, CopyBlock, Recipient, Signature, Text};
use crate::write::wording::{place_and_date, recipient_lines};

/// What a closing holds, of a document or of an attachment.
pub(super) struct Closing<'d> {
    pub recipients: &'d [Recipient],
    pub filing: Option<&'d Text>,
    pub drafter_mark: Option<&'d Text>,
    pub signatures: &'d [Signature],
}

/// Room for a signature and the seal, in points: about 27 mm.
const ROOM_TO_SIGN: f32 = 76.0;
/// Between the text and its closing.
const BEFORE_CLOSING: f32 = 12.0;
/// The share of the page's width that recipients take.
const LEFT_SHARE: f32 = 0.5;

impl Writer<'_> {
    pub(super) fn closing(&mut self, closing: &Closing) {
        let room = self.room(false);
        let left = recipients(closing);
        if left.is_empty() && closing.signatures.is_empty() {
            return;
        }
        // Nothing stands on a page with the closing alone.
        if let Some(Flow::Paragraph(last)) = self.sections.last_mut().and_then(|section| section.flow.last_mut()) {
            last.keep_next = true;
        }
        let widths = vec![room * LEFT_SHARE, room * (1.0 - LEFT_SHARE)];
        let mut right = Vec::new();
        for (index, signature) in closing.signatures.iter().enumerate() {
            self.signature(signature, index > 0, widths[1], &mut right);
        }
        let mut left = left;
        for column in [&mut left, &mut right] {
            if let Some(first) = column.first_mut() {
                first.before = Some(BEFORE_CLOSING);
            }
        }
        self.push(Flow::Columns(Columns { widths, rows: vec![vec![left, right]], together: true }));
    }

    /// The lines of a signature from the top down (Phụ lục I, II.7).
    fn signature(&self, signature: &Signature, further: bool, room: f32, lines: &mut Vec<Paragraph>) {
        // The time of signing stands above the letterhead.
        let Signature { agency, role, authority, position, other_position, mark, rank, name, signed_at: _ } = signature;
        let look = self.form.component("signing");
        let first = lines.len();
        let mut post = |text: &str, before: Option<f32>| {
            let set = breaks::by_sense(text, look.face(), look.set, room - 8.0);
            lines.push(Paragraph { before, ..Paragraph::new("signing", set) });
        };
        for text in [agency, role].into_iter().flatten() {
            text.as_str().split('\n').for_each(|line| post(line, None));
        }
        let mut acting = "";
        for AuthorityLink { capacity, of } in authority {
            if *capacity == Capacity::Q {
                acting = "Q. ";
                continue;
            }
            let mut of = of.as_str().split('\n');
            post(&format!("{} {}", capacity.as_written(), of.next().unwrap_or("")), None);
            of.for_each(|line| post(line, None));
        }
        if let Some(position) = position {
            let mut position = position.as_str().split('\n');
            post(&format!("{acting}{}", position.next().unwrap_or("")), None);
            position.for_each(|line| post(line, None));
        }
        if let Some(mark) = mark {
            lines.push(Paragraph::new("signature-mark", format!("({mark})")));
        }
        // Between post and name there is room to sign; a second post stands above the name (ô 7b).
        let mut room_to_sign = Some(if mark.is_some() { ROOM_TO_SIGN / 3.0 } else { ROOM_TO_SIGN });
        for line in other_position.iter().flat_map(|other| other.as_str().split('\n')) {
            let set = breaks::by_sense(line, look.face(), look.set, room - 8.0);
            lines.push(Paragraph { before: room_to_sign.take(), ..Paragraph::new("signing", set) });
        }
        let rank = rank.as_ref().map_or(String::new(), |rank| format!("{rank} "));
        match name {
            Some(name) => {
                let name = Paragraph::new("signatory", format!("{rank}{name}"));
                lines.push(Paragraph { before: room_to_sign.take(), ..name });
            }
            None if mark.is_none() && other_position.is_none() => {
                // The name is not yet known: the room to sign is kept all the same.
                if let Some(last) = lines.last_mut() {
                    last.after = ROOM_TO_SIGN;
                }
            }
            None => {}
        }
        if let Some(line) = lines.get_mut(first).filter(|_| further) {
            line.before = Some(18.0);
        }
    }

    /// SAO Y, SAO LỤC, TRÍCH SAO: form of the copy, agency, number, place and date, signature.
    pub(super) fn copy(&mut self, copy: &CopyBlock) {
        let CopyBlock { kind, number, date, signature } = copy;
        let room = self.room(false);
        let name = kind.as_written();
        let signed = signature.as_deref();
        self.paragraph(Paragraph { before: Some(24.0), keep_next: true, ..Paragraph::new("mark", name) });
        for line in
            signed.and_then(|signed| signed.agency.as_ref()).iter().flat_map(|agency| agency.as_str().split('\n'))
        {
            self.paragraph(Paragraph { keep_next: true, ..Paragraph::new("agency", line) });
        }
        let header = crate::model::Header { date: date.clone(), ..Default::default() };
        let number = number.iter().map(|number| Paragraph::new("number", format!("Số: {number}")));
        let dated = place_and_date(&header).map(|dated| Paragraph::new("place-date", dated));
        let widths = vec![room * 0.4, room * 0.6];
        let row = vec![number.collect::<Vec<_>>(), dated.into_iter().collect::<Vec<_>>()];
        if row.iter().any(|cell| !cell.is_empty()) {
            self.push(Flow::Columns(Columns { widths, rows: vec![row], together: true }));
        }
        if let Some(signed) = signed {
            let mut right = Vec::new();
            let unnamed = Signature { agency: None, ..signed.clone() };
            self.signature(&unnamed, false, room * 0.5, &mut right);
            let widths = vec![room * 0.5, room * 0.5];
            self.push(Flow::Columns(Columns { widths, rows: vec![vec![Vec::new(), right]], together: true }));
        }
    }
}

fn recipients(closing: &Closing) -> Vec<Paragraph> {
    let lines = recipient_lines(closing.recipients, closing.filing);
    let named = std::iter::once("recipients-label").chain(std::iter::repeat("recipient"));
    let mut left: Vec<Paragraph> = named.zip(lines).map(|(name, line)| Paragraph::new(name, line)).collect();
    left.extend(closing.drafter_mark.map(|mark| Paragraph::new("drafter-mark", mark.as_str())));
    left
}
