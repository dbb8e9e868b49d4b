//! Edits in place: what is not edited stays byte for byte, within a part and in the package. Fixing, drafting and the
//! filling of templates share this editor.
//!
//! An edit is a range of bytes of a part and what stands there instead. [`splice`] changes words of a paragraph,
//! [`look`] how it looks, [`section`] paper and margins; each says its edits, [`edited`] makes them.

use super::names::is_strict;
use super::order::rank;
use super::{Element, Tree, broken};
use crate::errors::Error;
use quick_xml::escape::escape;
use std::io::{Cursor, Write};
use std::ops::Range;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A change of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty where something is put in.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

/// How a paragraph should look; `None` leaves it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The size of its letters, in half points.
    pub size: Option<u32>,
    /// Bold or not.
    pub bold: Option<bool>,
    /// Italic or not.
    pub italic: Option<bool>,
    /// The typeface, in all four slots.
    pub font: Option<String>,
    /// The value of `w:jc`.
    pub alignment: Option<&'static str>,
}

/// Makes the edits of one part. Edits that overlap another one are left out. A part with other prefixes than the
/// [usual](super::usual) ones, in which edits are written, gets those.
///
/// # Errors
/// Where the bytes are no package, or the part is not there, or not in UTF-8.
pub fn edited(package: &[u8], part: &str, mut edits: Vec<Edit>) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(package.len())));
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut found = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        if entry.name() != part {
            drop(entry);
            writer.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        }
        found = true;
        let bytes = super::whole(&mut entry)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| broken())?;
        let options = SimpleFileOptions::default()
            .compression_method(entry.compression())
            .last_modified_time(entry.last_modified().unwrap_or_default());
        writer.start_file(entry.name(), options)?;
        writer.write_all(apply(text, &edits).as_bytes()).map_err(|_| broken())?;
    }
    if !found {
        return Err(broken());
    }
    Ok(writer.finish()?.into_inner())
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut out = text[..mark].to_owned();
    let text = &*super::usual(&text[mark..]);
    let mut at = 0;
    for edit in edits {
        let Some(kept) = text.get(at..edit.range.start).filter(|_| edit.range.end <= text.len()) else { continue };
        out.push_str(kept);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// The paragraph that stands in a range of a part; `None` where none does.
pub(super) fn paragraph<'t>(tree: &'t Tree, range: &Range<usize>) -> Option<Element<'t>> {
    tree.at(range).find(|element| element.name() == "w:p")
}

/// The texts of a paragraph's own runs, in order: those of text boxes in it are other paragraphs'.
fn texts<'t>(paragraph: Element<'t>) -> Vec<Element<'t>> {
    let mut found = Vec::new();
    let mut open: Vec<Element<'t>> = paragraph.children().collect();
    open.reverse();
    while let Some(element) = open.pop() {
        match element.name() {
            "w:t" => found.push(element),
            "w:pPr" | "w:rPr" | "w:del" | "w:moveFrom" | "w:txbxContent" | "mc:AlternateContent" | "w:pict" => {}
            _ => {
                let below = open.len();
                open.extend(element.children());
                open[below..].reverse();
            }
        }
    }
    found
}

/// Replaces words of the paragraph in a range of a part, whatever runs they are cut into: of the places where `from`
/// stands in its text, the one nearest to a given distance from its start, in letters. Only the characters that differ are changed.
pub fn splice(tree: &Tree, range: &Range<usize>, from: &str, to: &str, near: usize) -> Option<Vec<Edit>> {
    let texts = texts(paragraph(tree, range)?);
    let whole: Vec<char> = texts.iter().flat_map(|text| text.text().chars().collect::<Vec<_>>()).collect();
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let same = |a: char, b: char| a == b || a.is_whitespace() && b.is_whitespace();
    let fits = |at: &usize| whole[*at..].iter().zip(&from).all(|(a, b)| same(*a, *b));
    let mut letters = 0;
    let before: Vec<usize> = whole
        .iter()
        .map(|c| {
            letters += usize::from(!c.is_whitespace());
            letters - usize::from(!c.is_whitespace())
        })
        .collect();
    let places = (0..=whole.len().checked_sub(from.len())?).filter(fits);
    // The words end where the mark behind them is looked for.
    let distance = |at: &usize| {
        let (start, end) =
            (before.get(*at).copied().unwrap_or(letters), before.get(at + from.len()).copied().unwrap_or(letters));
        if near < start { start - near } else { near.saturating_sub(end) }
    };
    let at = places.min_by_key(distance)?;
    let changes = changes(&from, &to);
    let mut edits = Vec::new();
    let mut before = 0;
    for text in &texts {
        let own: Vec<char> = text.text().chars().collect();
        let (start, end) = (before, before + own.len());
        before = end;
        let mut new = String::new();
        let mut kept = start;
        let mut touched = false;
        for (range, put) in &changes {
            let changed = at + range.start..at + range.end;
            // What is put in goes into the run of the character before it, where there is one.
            let here = changed.start < end && changed.end > start
                || changed.is_empty() && (changed.start > start || start == 0) && changed.start <= end;
            if !here {
                continue;
            }
            touched = true;
            let (from, to) = (changed.start.clamp(start, end), changed.end.clamp(start, end));
            new.extend(&own[kept - start..from - start]);
            if changed.start >= start {
                new.push_str(put);
            }
            kept = to;
        }
        if touched {
            new.extend(&own[kept - start..]);
            edits.push(content(*text, &new)?);
        }
    }
    (!edits.is_empty()).then_some(edits)
}

/// The least that must change, by places in `from`: word by word where both have as many, else in one piece.
fn changes(from: &[char], to: &[char]) -> Vec<(Range<usize>, String)> {
    let words = |text: &[char]| -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = 0;
        for part in text.split(|c| c.is_whitespace()) {
            found.push(start..start + part.len());
            start += part.len() + 1;
        }
        found
    };
    let (old, new) = (words(from), words(to));
    let pairs =
        if old.len() == new.len() { old.into_iter().zip(new).collect() } else { vec![(0..from.len(), 0..to.len())] };
    let mut found = Vec::new();
    for (old, new) in pairs {
        let (a, b) = (&from[old.clone()], &to[new]);
        if a == b {
            continue;
        }
        let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(a, b)| a == b).count();
        found.push((old.start + head..old.end - tail, b[head..b.len() - tail].iter().collect()));
    }
    found
}

/// Replaces the content of an element that holds text alone.
fn content(element: Element, text: &str) -> Option<Edit> {
    let (first, last) = (element.contents().next()?, element.contents().last()?);
    Some(Edit { range: first.place().start..last.place().end, text: escape(text).into_owned() })
}

/// Makes the paragraph in a range of a part look so: its own alignment, and every run of its own.
pub fn look(tree: &Tree, range: &Range<usize>, asked: &Look) -> Option<Vec<Edit>> {
    let paragraph = paragraph(tree, range)?;
    let mut edits = Vec::new();
    if let Some(alignment) = asked.alignment {
        let alignment = match alignment {
            "left" if is_strict(tree.root()) => "start",
            "right" if is_strict(tree.root()) => "end",
            other => other,
        };
        let element = format!("<w:jc w:val=\"{alignment}\"/>");
        edits.extend(property(paragraph, "w:pPr", &[("w:jc", element)]));
    }
    let switch = |name: &str, on: bool| format!("<{name}{}/>", if on { "" } else { " w:val=\"0\"" });
    let mut wanted: Vec<(&str, String)> = Vec::new();
    if let Some(font) = &asked.font {
        let font = escape(font.as_str());
        wanted.push((
            "w:rFonts",
            format!("<w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/>"),
        ));
    }
    for (names, on) in [(["w:b", "w:bCs"], asked.bold), (["w:i", "w:iCs"], asked.italic)] {
        wanted.extend(on.into_iter().flat_map(|on| names.map(|name| (name, switch(name, on)))));
    }
    if let Some(size) = asked.size {
        wanted.extend(["w:sz", "w:szCs"].map(|name| (name, format!("<{name} w:val=\"{size}\"/>"))));
    }
    if !wanted.is_empty() {
        let mut runs: Vec<Range<usize>> = Vec::new();
        let owners = paragraph.descendants().filter(|element| element.name() == "w:r");
        for run in owners.filter(|run| texts(*run).iter().any(|text| !text.text().trim().is_empty())) {
            // A run that holds a text box holds other paragraphs' runs.
            if runs.iter().any(|seen| seen.start < run.place().start && run.place().end < seen.end) {
                continue;
            }
            runs.push(run.place());
            edits.extend(property(run, "w:rPr", &wanted));
        }
    }
    (!edits.is_empty()).then_some(edits)
}

/// Puts children into the properties of an element, each in its place in the schema's order; others of their name go.
fn property(owner: Element, properties: &str, wanted: &[(&str, String)]) -> Vec<Edit> {
    let all = || wanted.iter().map(|(_, element)| element.as_str()).collect::<String>();
    let Some(own) = owner.child(properties) else {
        // Properties come first in their element.
        let Some(first) = owner.contents().next() else { return Vec::new() };
        let at = first.place().start;
        return vec![Edit { range: at..at, text: format!("<{properties}>{}</{properties}>", all()) }];
    };
    if own.contents().next().is_none() {
        return vec![Edit { range: own.place(), text: format!("<{properties}>{}</{properties}>", all()) }];
    }
    let mut edits = Vec::new();
    for (name, element) in wanted {
        match own.child(name) {
            Some(there) => edits.push(Edit { range: there.place(), text: element.clone() }),
            None => {
                let next = own.children().find(|child| rank(properties, child.name()) > rank(properties, name));
                let end = own.children().last().map_or(own.place().end, |last| last.place().end);
                let at = next.map_or(end, |next| next.place().start);
                edits.push(Edit { range: at..at, text: element.clone() });
            }
        }
    }
    edits
}

/// Changes attributes of paper and margins (`w:pgSz`, `w:pgMar`) in every upright section: the element, the attribute
/// and what it says to what it should say, in twentieths of a point.
pub fn section(tree: &Tree, change: &dyn Fn(&str, &str, i32) -> Option<i32>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for section in tree.root().descendants().filter(|element| element.name() == "w:sectPr") {
        let upright = section.child("w:pgSz").is_none_or(|size| size.attribute("w:orient") != Some("landscape"));
        for own in section.children().filter(|child| upright && matches!(child.name(), "w:pgSz" | "w:pgMar")) {
            let mut text = format!("<{}", own.name());
            let mut changed = false;
            for (name, value) in own.attributes() {
                let new = twips(value).and_then(|value| change(own.name(), name, value));
                changed |= new.is_some();
                let value = new.map_or_else(|| value.to_owned(), |new| new.to_string());
                text.push_str(&format!(" {name}=\"{}\"", escape(value.as_str())));
            }
            if changed {
                edits.push(Edit { range: own.place(), text: text + "/>" });
            }
        }
    }
    edits
}

/// A length in twentieths of a point: as a number of them, or with a unit, as strict files have it (ISO/IEC 29500-1,
/// 22.9.2.15).
pub fn twips(value: &str) -> Option<i32> {
    let value = value.trim();
    if let Ok(whole) = value.parse() {
        return Some(whole);
    }
    let unit = value.get(value.len().checked_sub(2)?..)?;
    let points = match unit {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "pc" | "pi" => 12.0,
        _ => return None,
    };
    let length = value[..value.len() - 2].trim().parse::<f64>().ok()? * points * 20.0;
    (length.abs() < f64::from(i32::MAX)).then_some(length.round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(xml: &str, make: impl Fn(&Tree, &Range<usize>) -> Option<Vec<Edit>>) -> String {
        let tree = Tree::parse(xml.as_bytes()).expect("XML");
        let place = tree.root().descendants().find(|element| element.name() == "w:p").expect("a paragraph").place();
        let mut edits = make(&tree, &place).expect("edits");
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        apply(xml, &edits)
    }

    #[test]
    fn words_cut_into_runs_are_changed_and_nothing_else() {
        let xml = "<w:b><w:p><w:r><w:t>Căn cứ Luật A &amp; B ngày 5</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\"> tháng 03,</w:t></w:r></w:p></w:b>";
        let changed = edit(xml, |tree, place| splice(tree, place, "ngày 5 tháng 03", "ngày 05 tháng 3", 0));
        assert_eq!(changed, xml.replace("ngày 5", "ngày 05").replace("tháng 03", "tháng 3"));
        let marked = edit(xml, |tree, place| splice(tree, place, ",", ";", 99));
        assert_eq!(marked, xml.replace("03,", "03;"));
        let longer = edit(xml, |tree, place| splice(tree, place, "03,", "03,/.", 99));
        assert_eq!(longer, xml.replace("03,", "03,/."));
    }

    #[test]
    fn of_the_same_words_the_nearest_are_changed() {
        let xml = "<w:b><w:p><w:r><w:t>a 5, b 5, c 5,</w:t></w:r></w:p></w:b>";
        assert_eq!(edit(xml, |tree, place| splice(tree, place, "5,", "6,", 0)), xml.replacen("5,", "6,", 1));
        assert_eq!(edit(xml, |tree, place| splice(tree, place, "5,", "6,", 5)), xml.replace("b 5,", "b 6,"));
        assert_eq!(edit(xml, |tree, place| splice(tree, place, "5,", "6,", 9)), xml.replace("c 5,", "c 6,"));
    }

    #[test]
    fn lengths_may_have_a_unit() {
        let lengths = ["1134", "-20", "20.5pt", "1in", "2.54cm", "25.4mm", "1pc"].map(twips);
        assert_eq!(lengths, [1134, -20, 410, 1440, 1440, 1440, 240].map(Some));
        assert_eq!(["", "p", "pt", "1em", "12.5", "1e300pt"].map(twips), [None; 6]);
    }

    #[test]
    fn looks_go_into_their_place_in_the_schema() {
        let xml = "<w:b><w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:b/><w:color w:val=\"0\"/></w:rPr><w:t>b</w:t></w:r></w:p></w:b>";
        let asked = Look { size: Some(26), bold: Some(false), alignment: Some("center"), ..Look::default() };
        let changed = edit(xml, |tree, place| look(tree, place, &asked));
        let off = "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>";
        let size = "<w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>";
        assert_eq!(
            changed,
            format!(
                "<w:b><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr>{off}{size}</w:rPr><w:t>a</w:t></w:r><w:r><w:rPr>{off}<w:color w:val=\"0\"/>{size}</w:rPr><w:t>b</w:t></w:r></w:p></w:b>"
            )
        );
    }
}
