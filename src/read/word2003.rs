//! Word 2003 XML: one element tree with everything in it (WordprocessingML 2003, "wordml").
//!
//! It is the forerunner of what a .docx holds: the same elements, of which some have other names or stand elsewhere.
//! They are written here as the parts of a .docx, which is read then. Lost are pictures and what only Word's editor uses.

use super::docx;
use super::entry::{Entry, Kind};
use super::{Limits, markup};
use crate::errors::{Code, Error};
use crate::package::{self, Element, Tree, escape, usual};
use crate::source::Source;
use std::collections::HashSet;

/// What people call the format.
const NAME: &str = "Word 2003 XML";
const NAMESPACE: &str = "http://schemas.microsoft.com/office/word/2003/wordml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) const FORMAT: Entry = Entry {
    key: "word-2003",
    name: NAME,
    endings: &[],
    kind: Kind::Binary {
        is: |bytes| markup::is_rooted(bytes, "wordDocument", NAMESPACE),
        read: |bytes, options| source(bytes, &options.limits),
    },
};

fn source(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let text = package::decoded(bytes);
    let tree = Tree::of_text(&usual(&text)).ok_or_else(|| Code::InputBroken.with(NAME))?;
    let root = tree.root();
    let mut writer = Writer::default();
    let lists = root.child("wml:lists");
    let known = lists.iter().flat_map(|lists| lists.children()).filter_map(|list| list.attribute("wml:ilfo"));
    writer.lists = known.map(str::to_owned).collect();
    let part = |writer: &mut Writer, name: &str| root.child(name).map(|own| writer.part(own)).unwrap_or_default();
    let body = part(&mut writer, "wml:body");
    let styles = part(&mut writer, "wml:styles");
    let numbering = part(&mut writer, "wml:lists");
    let whole = [
        ("document", "document", format!("<w:document>{body}</w:document>")),
        ("styles", "styles", styles),
        ("numbering", "numbering", numbering),
        ("footnotes", "footnotes", format!("<w:footnotes>{}</w:footnotes>", writer.notes[0])),
        ("endnotes", "endnotes", format!("<w:endnotes>{}</w:endnotes>", writer.notes[1])),
    ];
    let mut parts: Vec<(String, &str, String)> =
        whole.into_iter().map(|(name, kind, xml)| (name.to_owned(), kind, xml)).collect();
    let margins = writer.margins.into_iter().enumerate();
    parts.extend(margins.map(|(at, (kind, xml))| (format!("{kind}{at}"), kind, xml)));
    let relation = |(name, kind, _): &(String, &str, String)| {
        format!("<Relationship Type=\"{RELATION}/{kind}\" Target=\"{name}.xml\"/>")
    };
    let relations: String = parts.iter().map(relation).collect();
    let relations = format!("<Relationships>{relations}</Relationships>").into_bytes();
    let parts = parts.into_iter().map(|(name, _, xml)| (format!("word/{name}.xml"), xml.into_bytes()));
    docx::of_parts(parts.chain([("word/_rels/document.xml.rels".to_owned(), relations)]), NAME, limits)
}

/// What is written of an element.
enum Written {
    /// An element of this name, with its attributes and what it holds.
    Element(String),
    /// What it holds, as an element of this name without attributes.
    Wrapped(&'static str),
    /// Nothing.
    Nothing,
    /// A footnote (0) or an endnote (1), which stands in a part of its own.
    Note(usize),
    /// A header or a footer, likewise.
    Margin(&'static str),
}

/// What is still to be written.
enum Step<'t> {
    Node(Element<'t>),
    End(String),
    /// The end of what stands in a part of its own: what is written with it then.
    Apart(Written),
}

#[derive(Default)]
struct Writer {
    /// What is being written: the part, and what stands apart from it and has not ended.
    open: Vec<String>,
    /// The lists that the file defines.
    lists: HashSet<String>,
    /// Footnotes and endnotes, and how many there are.
    notes: [String; 2],
    count: usize,
    /// Headers and footers.
    margins: Vec<(&'static str, String)>,
}

impl Writer {
    /// An element as a part of a .docx has it. Without recursion: elements may stand in each other however deep.
    fn part(&mut self, element: Element) -> String {
        self.open.push(String::new());
        let mut steps = vec![Step::Node(element)];
        while let Some(step) = steps.pop() {
            match step {
                Step::End(name) => self.put(&format!("</{name}>")),
                Step::Apart(written) => self.apart(written),
                Step::Node(node) if node.name().is_empty() => self.put(&escape(node.own_text())),
                Step::Node(node) => {
                    let below = steps.len();
                    if let Some(end) = self.begin(node) {
                        steps.push(end);
                        let below = below + 1;
                        steps.extend(node.contents().map(Step::Node));
                        steps[below..].reverse();
                    }
                }
            }
        }
        self.open.pop().unwrap_or_default()
    }

    fn put(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.push_str(text);
        }
    }

    /// Writes the beginning of an element; gives its end where what it holds is written, too.
    fn begin<'t>(&mut self, element: Element<'t>) -> Option<Step<'t>> {
        match Self::written(element) {
            Written::Nothing => None,
            Written::Wrapped(name) => {
                self.put(&format!("<{name}>"));
                Some(Step::End(name.to_owned()))
            }
            Written::Element(name) => {
                self.put(&format!("<{name}"));
                for (key, value) in element.attributes().filter(|(key, _)| !key.starts_with("xmlns")) {
                    let value = value_of(element.name(), key, value);
                    self.put(&format!(" {}=\"{}\"", attribute_of(element.name(), key), escape(&value)));
                }
                self.put(">");
                if let Some(number) = self.number(element) {
                    self.put(&format!("<w:r><w:t>{} </w:t></w:r>", escape(number)));
                }
                Some(Step::End(name))
            }
            apart => {
                self.open.push(String::new());
                Some(Step::Apart(apart))
            }
        }
    }

    /// What stands apart has ended.
    fn apart(&mut self, written: Written) {
        let own = self.open.pop().unwrap_or_default();
        match written {
            Written::Note(kind) => {
                self.count += 1;
                let (name, id) = (["footnote", "endnote"][kind], self.count);
                self.notes[kind].push_str(&format!("<w:{name} w:id=\"{id}\">{own}</w:{name}>"));
                self.put(&format!("<w:{name}Reference w:id=\"{id}\"/>"));
            }
            Written::Margin(kind) => self.margins.push((kind, format!("<w:hdr>{own}</w:hdr>"))),
            _ => {}
        }
    }

    /// What is written of an element.
    fn written(element: Element) -> Written {
        let (prefix, local) = element.name().split_once(':').unwrap_or(("", element.name()));
        match (prefix, local) {
            ("aml", "annotation") => match element.attribute("wml:type") {
                Some("Word.Insertion") => Written::Wrapped("w:ins"),
                Some("Word.Deletion") => Written::Wrapped("w:del"),
                _ => Written::Nothing,
            },
            // Sections, groups of paragraphs in one frame, what somebody tagged: the words in them are the text's.
            ("aml", "content") | ("wx", "sect" | "sub-section" | "pBdrGroup") => Written::Wrapped("w:customXml"),
            ("wx", _) => Written::Nothing,
            ("wml", "footnote") => Written::Note(0),
            ("wml", "endnote") => Written::Note(1),
            ("wml", "hdr") => Written::Margin("header"),
            ("wml", "ftr") => Written::Margin("footer"),
            ("wml", "binData" | "docSuppData") => Written::Nothing,
            ("wml", local) => Written::Element(format!("w:{}", renamed(local))),
            ("v" | "o" | "w10", _) => Written::Element(element.name().to_owned()),
            _ => Written::Wrapped("w:smartTag"),
        }
    }

    /// The number that Word shows at a paragraph of a list that the file does not define.
    fn number<'t>(&self, paragraph: Element<'t>) -> Option<&'t str> {
        let list = paragraph.child("wml:pPr").filter(|_| paragraph.name() == "wml:p")?.child("wml:listPr")?;
        let id = list.child("wml:ilfo")?.attribute("wml:val")?;
        if self.lists.contains(id) { None } else { list.child("wx:t")?.attribute("wx:val") }
    }
}

/// The name that a .docx has for an element or an attribute.
fn renamed(local: &str) -> String {
    let known = [
        ("hlink", "hyperlink"),
        ("vmerge", "vMerge"),
        ("hmerge", "hMerge"),
        ("ilfo", "numId"),
        ("ilst", "abstractNumId"),
        ("listDef", "abstractNum"),
        ("listDefId", "abstractNumId"),
        ("list", "num"),
        ("lists", "numbering"),
        ("listPr", "numPr"),
        ("nfc", "numFmt"),
        ("listStyleLink", "numStyleLink"),
    ];
    if let Some((_, name)) = known.iter().find(|(own, _)| *own == local) {
        return (*name).to_owned();
    }
    // `h-ansi` is `hAnsi` now.
    let mut parts = local.split('-');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        name + &letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default() + letters.as_str()
    })
}

/// The name of an attribute.
fn attribute_of(element: &str, key: &str) -> String {
    match key.split_once(':') {
        Some(("wml", "listDefId")) if element == "wml:listDef" => "w:abstractNumId".to_owned(),
        Some(("wml", local)) => format!("w:{}", renamed(local)),
        _ => key.to_owned(),
    }
}

/// The value of an attribute: some are numbers or capitalised there, and names here.
fn value_of(element: &str, key: &str, value: &str) -> String {
    match (element, key) {
        ("wml:nfc", "wml:val") => match value {
            "1" => "upperRoman",
            "2" => "lowerRoman",
            "3" => "upperLetter",
            "4" => "lowerLetter",
            "22" => "decimalZero",
            "23" => "bullet",
            "255" => "none",
            _ => "decimal",
        }
        .to_owned(),
        ("wml:suff", "wml:val") => value.to_lowercase(),
        ("wml:style", "wml:default") if value == "on" => "1".to_owned(),
        (_, "wml:line-rule" | "wml:lineRule") if value == "at-least" => "atLeast".to_owned(),
        _ => value.to_owned(),
    }
}
