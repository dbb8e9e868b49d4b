//! Flat OPC: the package of a Word file written as one XML, its parts in elements, those that are no XML in base64
//! (ISO/IEC 29500-2 knows it as no format of its own; Word calls it "Word XML Document").
//!
//! The parts become a package in memory, which is read as a .docx is.

use super::docx;
use super::entry::{Entry, Kind};
use super::{Limits, markup};
use crate::errors::{Code, Error};
use crate::package::{self, Tree, usual};
use crate::source::Source;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What people call the format.
const NAME: &str = "Word XML";
const NAMESPACE: &str = "http://schemas.microsoft.com/office/2006/xmlPackage";

pub(super) const FORMAT: Entry = Entry {
    key: "flat-opc",
    name: NAME,
    endings: &["xml"],
    kind: Kind::Binary {
        is: |bytes| markup::is_rooted(bytes, "package", NAMESPACE),
        read: |bytes, options| source(bytes, &options.limits),
    },
};

fn source(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let text = package::decoded(bytes);
    let text = usual(&text);
    let tree = Tree::of_text(&text).ok_or_else(|| Code::InputBroken.with(NAME))?;
    let parts = tree.root().children().filter(|part| part.name() == "pkg:part");
    let parts = parts.filter_map(|part| {
        let name = part.attribute("pkg:name")?.to_owned();
        if let Some(data) = part.child("pkg:xmlData") {
            let (first, last) = (data.contents().next()?, data.contents().last()?);
            return Some((name, text.get(first.place().start..last.place().end)?.as_bytes().to_vec()));
        }
        let coded: String = part.child("pkg:binaryData")?.text().split_whitespace().collect();
        Some((name, STANDARD.decode(coded).ok()?))
    });
    docx::of_parts(parts, NAME, limits)
}
