//! The parts of a form in which fields stand: document, headers, footers, notes.

use super::places::Room;
use crate::errors::Error;
use crate::package::{Package, Tree, broken};

/// A part of a form.
pub(super) struct Part {
    pub room: Room,
    pub name: String,
    /// Its XML, without a byte order mark.
    pub source: String,
    pub tree: Tree,
}

impl Part {
    /// All words that are shown, wherever they stand: in drawings, too.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        let mut open = vec![self.tree.root()];
        while let Some(element) = open.pop() {
            match element.name() {
                "w:t" | "a:t" => words.push_str(&element.text()),
                "w:del" | "w:moveFrom" => continue,
                "w:p" | "a:p" => words.push('\n'),
                _ => {}
            }
            let below = open.len();
            open.extend(element.children());
            open[below..].reverse();
        }
        words
    }
}

/// The parts of a form in which fields may stand, the document first.
///
/// # Errors
/// Where the bytes are no Word file, or a part is no XML in UTF-8.
pub(super) fn parts(form: &[u8]) -> Result<Vec<Part>, Error> {
    let mut package = Package::open(form)?;
    let main = package.body();
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = package.targets(&format!("{folder}/_rels/{file}.rels"));
    let mut names = vec![(Room::Body, main.clone())];
    for (kind, target) in relations {
        let room = match kind.rsplit('/').next() {
            Some("header") => Room::Header,
            Some("footer") => Room::Footer,
            Some("footnotes") => Room::Footnotes,
            Some("endnotes") => Room::Endnotes,
            _ => continue,
        };
        if names.iter().all(|(_, known)| *known != target) {
            names.push((room, target));
        }
    }
    names.sort_by_key(|(room, _)| *room);
    let mut found = Vec::with_capacity(names.len());
    for (room, name) in names {
        let Some(source) = package.text(&name)? else {
            // A header that is named and not there is Word's to complain about.
            if room == Room::Body { return Err(broken()) } else { continue }
        };
        let tree = Tree::parse(source.as_bytes()).ok_or_else(broken)?;
        if room == Room::Body && tree.root().name() != "w:document" {
            return Err(broken());
        }
        found.push(Part { room, name, source, tree });
    }
    Ok(found)
}
