//! `conclusions`: recipients, filing, drafter's mark, signatures, the block of a certified copy.

use super::Writer;
use crate::model::{Attachment, AuthorityLink, Capacity, CopyBlock, Document, Recipient, Signature, Text};

/// Lines of a signature, from the top down.
struct Lines<'l> {
    class: &'l str,
    /// What stands before the text in the first line.
    before: &'l str,
    text: &'l Text,
}

/// What stands below `Nơi nhận:`.
struct Listed<'d> {
    recipients: &'d [Recipient],
    filing: Option<&'d Text>,
    drafter_mark: Option<&'d Text>,
}

impl Writer<'_> {
    pub(super) fn conclusions(&mut self, document: &Document) {
        let listed = !document.recipients.is_empty() || document.filing.is_some() || document.drafter_mark.is_some();
        let copy = document.copy.as_ref();
        if !listed && document.signatures.is_empty() && copy.is_none() {
            return;
        }
        self.xml.open("conclusions", &[("eId", "conclusions")]);
        if listed {
            let listed = Listed {
                recipients: &document.recipients,
                filing: document.filing.as_ref(),
                drafter_mark: document.drafter_mark.as_ref(),
            };
            self.recipients(listed, "conclusions", "");
        }
        for (index, signature) in document.signatures.iter().enumerate() {
            self.signature(signature, "conclusions", &format!("/signatures/{index}"));
        }
        if let Some(copy) = copy {
            let CopyBlock { kind, number, date, signature } = copy;
            let id = self.container("copy", "conclusions");
            let name = kind.as_written();
            let paragraph = self.ids.counted(&id, "p");
            self.xml.leaf("p", &[("eId", &paragraph), ("class", "kind")], name);
            if let Some(number) = number {
                self.paragraphs("number", number, &id, "/copy/number");
            }
            self.place_and_date(None, date.as_ref(), &id, "/copy");
            if let Some(signature) = signature {
                self.signature(signature, &id, "/copy/signature");
            }
            self.xml.close();
        }
        self.xml.close();
    }

    pub(super) fn attachment_conclusions(&mut self, attachment: &Attachment, pointer: &str) {
        let listed = !attachment.recipients.is_empty() || attachment.filing.is_some();
        if !listed && attachment.signatures.is_empty() {
            return;
        }
        let within = format!("{}__conclusions", self.component);
        self.xml.open("conclusions", &[("eId", &within)]);
        if listed {
            let listed =
                Listed { recipients: &attachment.recipients, filing: attachment.filing.as_ref(), drafter_mark: None };
            self.recipients(listed, &within, pointer);
        }
        for (index, signature) in attachment.signatures.iter().enumerate() {
            self.signature(signature, &within, &format!("{pointer}/signatures/{index}"));
        }
        self.xml.close();
    }

    fn recipients(&mut self, listed: Listed, within: &str, pointer: &str) {
        let Listed { recipients, filing, drafter_mark } = listed;
        let id = self.container("recipients", within);
        for (index, Recipient { text, note, items }) in recipients.iter().enumerate() {
            let pointer = format!("{pointer}/recipients/{index}");
            let paragraph = self.ids.counted(&id, "p");
            self.place(format!("{pointer}/text"), &paragraph);
            self.xml.open("p", &[("eId", &paragraph), ("class", "recipient")]);
            self.xml.text(text.as_str());
            if let Some(note) = note {
                self.place(format!("{pointer}/note"), &paragraph);
                self.xml.text(" (");
                self.xml.begin("inline", &[("name", "note")]);
                self.xml.text(note.as_str());
                self.xml.end();
                self.xml.text(")");
            }
            self.xml.end();
            for (at, item) in items.iter().enumerate() {
                self.paragraphs("recipient-item", item, &id, &format!("{pointer}/items/{at}"));
            }
        }
        for (class, key, text) in [("filing", "filing", filing), ("drafter-mark", "drafter_mark", drafter_mark)] {
            if let Some(text) = text {
                self.paragraphs(class, text, &id, &format!("{pointer}/{key}"));
            }
        }
        self.xml.close();
    }

    /// A signature: a paragraph a line, from the top down (Phụ lục I, II.7).
    fn signature(&mut self, signature: &Signature, within: &str, pointer: &str) {
        let Signature { agency, role, authority, position, other_position, mark, rank: _, name, signed_at } = signature;
        let person = name.as_ref().map(|name| self.refer("TLCPerson", "person", name.as_str()));
        let id = self.ids.counted(within, "signature");
        self.xml.open("container", &[("eId", &id), ("name", "signature")]);
        let before = self.xml.length();
        for (class, text) in [("agency", agency), ("role", role)] {
            if let Some(text) = text {
                self.signed(&Lines { class, before: "", text }, &id, &format!("{pointer}/{class}"));
            }
        }
        let mut acting = "";
        for (index, AuthorityLink { capacity, of }) in authority.iter().enumerate() {
            match capacity {
                Capacity::Q => acting = "Q. ",
                capacity => {
                    let capacity = format!("{} ", capacity.as_written());
                    self.role(
                        &Lines { class: "authority", before: &capacity, text: of },
                        &id,
                        &format!("{pointer}/authority/{index}"),
                    );
                }
            }
        }
        if let Some(position) = position {
            self.role(
                &Lines { class: "position", before: acting, text: position },
                &id,
                &format!("{pointer}/position"),
            );
        }
        if let Some(mark) = mark {
            self.signed(&Lines { class: "mark", before: "", text: mark }, &id, &format!("{pointer}/mark"));
        }
        if let Some(position) = other_position {
            self.role(
                &Lines { class: "other-position", before: "", text: position },
                &id,
                &format!("{pointer}/other_position"),
            );
        }
        self.signer(signature, person.as_deref(), &id, pointer);
        if let Some(signed_at) = signed_at {
            self.signed(
                &Lines { class: "signed-at", before: "", text: signed_at },
                &id,
                &format!("{pointer}/signed_at"),
            );
        }
        // A container is never empty.
        if self.xml.length() == before {
            self.xml.empty("p", &[]);
        }
        self.xml.close();
    }

    /// Rank and name of who signs; `person` is the reference to them.
    fn signer(&mut self, signature: &Signature, person: Option<&str>, within: &str, pointer: &str) {
        let Signature { rank, name, .. } = signature;
        if rank.is_none() && name.is_none() {
            return;
        }
        let paragraph = self.ids.counted(within, "p");
        self.xml.open("p", &[("eId", &paragraph), ("class", "name")]);
        self.xml.begin("signature", &[]);
        if let Some(rank) = rank {
            self.place(format!("{pointer}/rank"), &paragraph);
            self.xml.text(&format!("{rank} "));
        }
        if let (Some(name), Some(reference)) = (name, person) {
            self.place(format!("{pointer}/name"), &paragraph);
            self.xml.begin("person", &[("refersTo", reference)]);
            self.xml.text(name.as_str());
            self.xml.end();
        }
        self.xml.end();
        self.xml.end();
    }

    /// Lines of a signature that name no post.
    fn signed(&mut self, lines: &Lines, within: &str, pointer: &str) {
        self.signature_lines(lines, within, pointer, None);
    }

    /// Lines that name a post.
    fn role(&mut self, lines: &Lines, within: &str, pointer: &str) {
        let role = self.refer("TLCRole", "role", lines.text.as_str());
        self.signature_lines(lines, within, pointer, Some(&role));
    }

    fn signature_lines(&mut self, lines: &Lines, within: &str, pointer: &str, role: Option<&str>) {
        for (index, line) in lines.text.as_str().split('\n').enumerate() {
            let id = self.ids.counted(within, "p");
            self.xml.open("p", &[("eId", &id), ("class", lines.class)]);
            if index == 0 {
                self.place(pointer.to_owned(), &id);
                self.xml.text(lines.before);
            }
            self.xml.begin("signature", &[]);
            if let Some(role) = role {
                self.xml.begin("role", &[("refersTo", role)]);
            }
            self.xml.text(line);
            if role.is_some() {
                self.xml.end();
            }
            self.xml.end();
            self.xml.end();
        }
    }
}
