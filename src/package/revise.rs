//! Words of a Word file changed in place: as a clean text, with the changes marked for print, or as Word's own tracked
//! changes with comments. What is not changed stays byte for byte.
//!
//! A change says which bytes of a paragraph's read text go and what stands there instead. Read text and runs are put
//! side by side letter by letter, without blanks, so that automatic numbers and marks of notes, which no run has, do no
//! harm.

use super::names::is_strict;
use super::order::rank;
use super::parts::{overlaid, with_parts};
use super::shown::Shown;
use super::{Edit, Element, Package, Tree, broken};
use crate::errors::Error;
use quick_xml::escape::escape;
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands for words that go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The new words; empty where the old ones only go.
    pub text: String,
    /// True for a slot that somebody has still to fill: it becomes a content control.
    pub open: bool,
    /// What a comment beside the change says.
    pub comment: Option<String>,
}

/// Why a change has no place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// The words are not in the paragraph's runs: they come from a field or an automatic number.
    NotThere,
    /// They are part of a change that is tracked already.
    Tracked,
    /// They overlap another change.
    Overlap,
}

/// A letter of a paragraph that is no blank, and its place: which text of the paragraph, and the bytes in it.
struct Letter {
    c: char,
    text: usize,
    bytes: Range<usize>,
}

/// A text of a run.
struct RunText<'t> {
    run: Element<'t>,
    element: Element<'t>,
    value: String,
    tracked: bool,
}

/// Bytes of a run's text that go, and what stands there instead where it is the first piece of its change.
type Piece = (Range<usize>, Option<Replacement>);

/// A paragraph with changes.
struct Changed<'t> {
    texts: Vec<RunText<'t>>,
    /// By the text of the run: the bytes that go, what stands there, and whether it is the first piece of its change.
    changes: BTreeMap<usize, Vec<Piece>>,
}

/// A file whose words are being changed.
pub struct Revision<'b> {
    package: &'b [u8],
    part: String,
    source: String,
    tree: Tree,
    /// The changes by the place of their paragraph in the part.
    wanted: BTreeMap<(usize, usize), Vec<Wanted>>,
    /// Rows of tables that go, by their place.
    dropped: Vec<Range<usize>>,
    /// New rows, by the place of the row below which they stand.
    added: Vec<(Range<usize>, Vec<String>)>,
}

/// A change of a paragraph: places among its letters.
struct Wanted {
    letters: Range<usize>,
    replacement: Replacement,
}

impl<'b> Revision<'b> {
    /// Opens the body of a Word file.
    ///
    /// # Errors
    /// Where the bytes are no package, or its body is no XML in UTF-8.
    pub fn open(package: &'b [u8]) -> Result<Self, Error> {
        let mut opened = Package::open(package)?;
        let part = opened.body();
        let source = opened.text(&part)?.ok_or_else(broken)?;
        let tree = Tree::parse(source.as_bytes()).ok_or_else(broken)?;
        Ok(Self { package, part, source, tree, wanted: BTreeMap::new(), dropped: Vec::new(), added: Vec::new() })
    }

    /// Changes words of a paragraph. `element` is its place in the part, `read` what was read of it, `within` the bytes of
    /// that which go.
    ///
    /// # Errors
    /// Where the words have no place in the paragraph's runs.
    pub fn change(
        &mut self,
        element: Range<usize>,
        read: &str,
        within: Range<usize>,
        replacement: Replacement,
    ) -> Result<(), Misplaced> {
        let paragraph = super::edit::paragraph(&self.tree, &element).ok_or(Misplaced::NotThere)?;
        let texts = run_texts(paragraph);
        let letters = letters(&texts);
        let places = aligned(read, &letters).ok_or(Misplaced::NotThere)?;
        let touched = places.iter().filter(|(at, _)| within.contains(at)).map(|(_, letter)| *letter);
        let wanted_letters = read.char_indices().filter(|(at, c)| within.contains(at) && !c.is_whitespace()).count();
        let touched: Vec<usize> = touched.collect();
        let range = match (touched.first(), touched.last()) {
            (Some(first), Some(last)) if touched.len() == wanted_letters => *first..*last + 1,
            _ => return Err(Misplaced::NotThere),
        };
        if letters[range.clone()].iter().any(|letter| texts[letter.text].tracked) {
            return Err(Misplaced::Tracked);
        }
        let own = self.wanted.entry((element.start, element.end)).or_default();
        if own.iter().any(|other| other.letters.start < range.end && range.start < other.letters.end) {
            return Err(Misplaced::Overlap);
        }
        own.push(Wanted { letters: range, replacement });
        Ok(())
    }

    /// Takes out the row of a table in which a paragraph stands.
    ///
    /// # Errors
    /// Where it stands in none, or the row is merged with others.
    pub fn drop_row(&mut self, element: &Range<usize>) -> Result<(), Misplaced> {
        let row = self.row_of(element)?;
        if row.descendants().any(|below| below.name() == "w:vMerge") {
            return Err(Misplaced::NotThere);
        }
        let place = row.place();
        if !self.dropped.contains(&place) {
            self.dropped.push(place);
        }
        Ok(())
    }

    /// Puts a row of these texts, a column each, below the one in which a paragraph stands; it looks like that one.
    ///
    /// # Errors
    /// Where the paragraph stands in no row.
    pub fn add_row(&mut self, element: &Range<usize>, texts: Vec<String>) -> Result<(), Misplaced> {
        let place = self.row_of(element)?.place();
        self.added.push((place, texts));
        Ok(())
    }

    /// The innermost row of a table in which a paragraph stands.
    fn row_of(&self, element: &Range<usize>) -> Result<Element<'_>, Misplaced> {
        let rows =
            self.tree.root().descendants().filter(|row| {
                row.name() == "w:tr" && row.place().start <= element.start && element.end <= row.place().end
            });
        rows.last().ok_or(Misplaced::NotThere)
    }

    /// The file with all changes made, shown in one of three ways.
    ///
    /// # Errors
    /// Where the package cannot be written.
    pub fn finish(&self, shown: Shown) -> Result<Vec<u8>, Error> {
        let mut writer = Writer { source: &self.source, shown, next: self.first_free_id(), comments: Vec::new() };
        let mut edits = Vec::new();
        for (place, wanted) in &self.wanted {
            let place = place.0..place.1;
            if self.dropped.iter().any(|row| row.start <= place.start && place.end <= row.end) {
                continue;
            }
            let Some(paragraph) = super::edit::paragraph(&self.tree, &place) else { continue };
            edits.extend(writer.paragraph(&changed(paragraph, wanted)));
        }
        for row in &self.dropped {
            edits.extend(writer.dropped(&self.tree, row));
        }
        for (row, texts) in &self.added {
            edits.extend(writer.added(&self.tree, row, texts));
        }
        let comments = std::mem::take(&mut writer.comments);
        let body = overlaid(&self.source, 0, edits).ok_or_else(broken)?;
        let mut parts = vec![(self.part.clone(), body.into_bytes())];
        if !comments.is_empty() {
            parts.extend(super::comments::parts(
                self.package,
                &self.part,
                &comments,
                shown,
                is_strict(self.tree.root()),
            )?);
        }
        with_parts(self.package, parts)
    }

    /// An id that no tracked change or comment of the part has.
    fn first_free_id(&self) -> u32 {
        let ids = self.tree.root().descendants().filter_map(|element| element.attribute("w:id")?.parse::<u32>().ok());
        ids.filter(|id| *id < 1_000_000_000).max().unwrap_or(0) + 1
    }
}

/// The texts of a paragraph's own runs, in order.
fn run_texts<'t>(paragraph: Element<'t>) -> Vec<RunText<'t>> {
    let mut found = Vec::new();
    let mut open: Vec<(Element<'t>, bool)> = paragraph.children().map(|child| (child, false)).collect();
    open.reverse();
    while let Some((element, tracked)) = open.pop() {
        match element.name() {
            "w:r" => {
                let texts = element.children().filter(|child| child.name() == "w:t");
                found.extend(texts.map(|text| RunText { run: element, element: text, value: text.text(), tracked }));
            }
            "w:pPr" | "w:del" | "w:moveFrom" | "w:txbxContent" | "mc:AlternateContent" | "w:pict" => {}
            name => {
                let tracked = tracked || matches!(name, "w:ins" | "w:moveTo");
                let below = open.len();
                open.extend(element.children().map(|child| (child, tracked)));
                open[below..].reverse();
            }
        }
    }
    found
}

fn letters(texts: &[RunText]) -> Vec<Letter> {
    let of = |(text, own): (usize, &RunText)| {
        let solid = own.value.char_indices().filter(|(_, c)| !c.is_whitespace());
        solid.map(move |(at, c)| Letter { c, text, bytes: at..at + c.len_utf8() }).collect::<Vec<_>>()
    };
    texts.iter().enumerate().flat_map(of).collect()
}

/// Which letter stands at which byte of the read text: from the end backwards, as numbers stand before the text. `None`
/// where a letter is not in it.
fn aligned(read: &str, letters: &[Letter]) -> Option<Vec<(usize, usize)>> {
    let mut solid = read.char_indices().rev().filter(|(_, c)| !c.is_whitespace());
    let mut found = Vec::with_capacity(letters.len());
    for (index, letter) in letters.iter().enumerate().rev() {
        let (at, _) = solid.find(|(_, c)| alike(*c, letter.c))?;
        found.push((at, index));
    }
    found.reverse();
    Some(found)
}

/// True for a letter and what normalising makes of it.
fn alike(read: char, own: char) -> bool {
    read == own || matches!((read, own), ('Đ', 'Ð' | 'Ɖ') | ('đ', 'ð'))
}

fn changed<'t>(paragraph: Element<'t>, wanted: &[Wanted]) -> Changed<'t> {
    let texts = run_texts(paragraph);
    let letters = letters(&texts);
    let mut changes: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
    for own in wanted {
        let mut replacement = Some(own.replacement.clone());
        let pieces = letters[own.letters.clone()].chunk_by(|a, b| a.text == b.text);
        for piece in pieces {
            let bytes = piece[0].bytes.start..piece[piece.len() - 1].bytes.end;
            changes.entry(piece[0].text).or_default().push((bytes, replacement.take()));
        }
    }
    changes.values_mut().for_each(|own| own.sort_by_key(|(bytes, _)| bytes.start));
    Changed { texts, changes }
}

pub(super) struct Writer<'w> {
    pub(super) source: &'w str,
    pub(super) shown: Shown<'w>,
    next: u32,
    comments: Vec<(u32, String)>,
}

impl Writer<'_> {
    pub(super) fn id(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    fn paragraph(&mut self, changed: &Changed) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (index, changes) in &changed.changes {
            let text = &changed.texts[*index];
            let properties = text.run.child("w:rPr");
            let plain = properties.map_or("", |own| self.source.get(own.place()).unwrap_or(""));
            let marked = highlighted(properties, self.source);
            let mut out = String::new();
            // Words that stand in the run as it is.
            let mut kept = String::new();
            let mut at = 0;
            for (bytes, replacement) in changes {
                kept.push_str(text.value.get(at..bytes.start).unwrap_or(""));
                at = bytes.end;
                let old = text.value.get(bytes.clone()).unwrap_or("");
                let new = replacement.as_ref().map_or("", |own| own.text.as_str());
                let open = replacement.as_ref().is_some_and(|own| own.open);
                let comment = replacement.as_ref().and_then(|own| own.comment.as_deref());
                if self.shown == Shown::Clean && !open {
                    kept.push_str(new);
                    continue;
                }
                out.push_str(&text_of("w:t", &kept));
                kept.clear();
                out.push_str("</w:r>");
                let change = Change { old, new, open, comment };
                out.push_str(&self.changed(&change, plain, &marked));
                out.push_str("<w:r>");
                out.push_str(plain);
            }
            kept.push_str(text.value.get(at..).unwrap_or(""));
            out.push_str(&text_of("w:t", &kept));
            edits.push(Edit { range: text.element.place(), text: out });
        }
        edits
    }

    /// A change between two runs: its runs have the properties `plain`, or `marked` where they are highlighted.
    fn changed(&mut self, change: &Change, plain: &str, marked: &str) -> String {
        let Change { old, new, open, comment } = *change;
        let run = |properties: &str, text: &str| {
            if text.is_empty() { String::new() } else { format!("<w:r>{properties}{}</w:r>", text_of("w:t", text)) }
        };
        let shown = match (open && !new.is_empty(), self.shown) {
            (true, _) => self.slot(new, &run(marked, new)),
            (false, Shown::Highlighted) => run(marked, new),
            (false, _) => run(plain, new),
        };
        let Shown::Tracked { author, date } = self.shown else { return shown };
        let who = format!("w:author=\"{}\" w:date=\"{}\"", escape(author), escape(date));
        let mut out = String::new();
        let comment = comment.map(|comment| (self.id(), comment.to_owned()));
        if let Some((id, _)) = &comment {
            out.push_str(&format!("<w:commentRangeStart w:id=\"{id}\"/>"));
        }
        let deleted = text_of("w:delText", old);
        out.push_str(&format!("<w:del w:id=\"{}\" {who}><w:r>{plain}{deleted}</w:r></w:del>", self.id()));
        if !shown.is_empty() {
            out.push_str(&format!("<w:ins w:id=\"{}\" {who}>{shown}</w:ins>", self.id()));
        }
        if let Some((id, text)) = comment {
            out.push_str(&format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"));
            self.comments.push((id, text));
        }
        out
    }

    /// A content control that holds a slot.
    fn slot(&mut self, text: &str, run: &str) -> String {
        let name = escape(text.trim_matches(['[', ']']));
        let name: String = name.chars().take(60).collect();
        let id = self.id();
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{name}\"/><w:tag w:val=\"{SLOT}\"/><w:id w:val=\"{id}\"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
        )
    }
}

/// Words of a run that are replaced.
struct Change<'c> {
    old: &'c str,
    new: &'c str,
    /// True where the new words are a slot, still to be filled.
    open: bool,
    comment: Option<&'c str>,
}

/// The tag of content controls that are slots.
pub const SLOT: &str = "vanban-slot";

/// An element of text that keeps its blanks; nothing where there is no text.
pub(super) fn text_of(name: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<{name} xml:space=\"preserve\">{}</{name}>", escape(text)) }
}

/// Properties of a run with a coloured ground.
pub(super) fn highlighted(properties: Option<Element>, source: &str) -> String {
    const GROUND: &str = "<w:highlight w:val=\"yellow\"/>";
    let Some(properties) = properties else { return format!("<w:rPr>{GROUND}</w:rPr>") };
    let own = rank("w:rPr", "w:highlight");
    let children: Vec<Element> = properties.children().filter(|child| child.name() != "w:highlight").collect();
    let slice = |child: &Element| source.get(child.place()).unwrap_or("").to_owned();
    let before: String = children.iter().filter(|child| rank("w:rPr", child.name()) < own).map(slice).collect();
    let after: String = children.iter().filter(|child| rank("w:rPr", child.name()) >= own).map(slice).collect();
    format!("<w:rPr>{before}{GROUND}{after}</w:rPr>")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPH: &str =
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Chương trình năm 20</w:t></w:r><w:r><w:t>19 &amp; sau</w:t></w:r></w:p>";

    fn revised(shown: Shown, replacement: Replacement) -> String {
        let source = format!("<w:document><w:body>{PARAGRAPH}</w:body></w:document>");
        let tree = Tree::parse(source.as_bytes()).expect("XML");
        let paragraph = tree.root().descendants().find(|own| own.name() == "w:p").expect("a paragraph");
        let wanted = [Wanted { letters: 14..18, replacement }];
        let mut writer = Writer { source: &source, shown, next: 1, comments: Vec::new() };
        let edits = writer.paragraph(&changed(paragraph, &wanted));
        let out = overlaid(&source, 0, edits).expect("edits");
        out.trim_start_matches("<w:document><w:body>").trim_end_matches("</w:body></w:document>").to_owned()
    }

    fn plain(text: &str) -> Replacement {
        Replacement { text: text.to_owned(), open: false, comment: None }
    }

    #[test]
    fn a_clean_text_keeps_its_runs() {
        let out = revised(Shown::Clean, plain("2020"));
        let expected = PARAGRAPH
            .replace("<w:t>Chương trình năm 20</w:t>", "<w:t xml:space=\"preserve\">Chương trình năm 2020</w:t>")
            .replace("<w:t>19 &amp; sau</w:t>", "<w:t xml:space=\"preserve\"> &amp; sau</w:t>");
        assert_eq!(out, expected);
    }

    #[test]
    fn tracked_words_are_deleted_and_inserted() {
        let out = revised(Shown::Tracked { author: "A", date: "2026-01-01T00:00:00Z" }, plain("2020"));
        assert!(out.contains("<w:delText xml:space=\"preserve\">20</w:delText>"));
        assert!(out.contains("<w:ins w:id=\"2\" w:author=\"A\" w:date=\"2026-01-01T00:00:00Z\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2020</w:t></w:r></w:ins>"));
        assert!(out.contains("<w:delText xml:space=\"preserve\">19</w:delText>"));
    }

    #[test]
    fn numbers_before_the_text_are_passed_over() {
        let source = "<w:p><w:r><w:t>1 lớp năm 2019</w:t></w:r></w:p>";
        let tree = Tree::parse(source.as_bytes()).expect("XML");
        let texts = run_texts(tree.root());
        let letters = letters(&texts);
        let read = "1. 1 lớp năm 2019";
        let places = aligned(read, &letters).expect("all letters");
        assert_eq!(places[0], (3, 0));
        assert_eq!(aligned("khác", &letters), None);
    }
}
