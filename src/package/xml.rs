//! XML as a tree in arenas: read in one pass without recursion, so that no depth of nesting overflows.
//!
//! Names keep their prefix (`w:p`); which namespace it stands for is settled before (`names`). Entities of a document type are not expanded.

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::ops::Range;

/// The most elements that a tree may have.
const MOST_NODES: usize = 20_000_000;

#[derive(Clone, Debug)]
struct Node {
    /// The element's name; empty for text.
    name: Range<u32>,
    /// The text of a text node.
    text: Range<u32>,
    attributes: Range<u32>,
    first_child: u32,
    last_child: u32,
    next: u32,
    /// Where it stands in the part, tags included.
    place: Range<u32>,
}

const NONE: u32 = u32::MAX;

/// A parsed part.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<(Range<u32>, Range<u32>)>,
    strings: String,
}

impl Tree {
    /// Parses a part in UTF-8 or UTF-16; `None` where it is no XML, or has too many elements to hold. What stands before a fault is kept: a
    /// part that is cut off gives what there is of it.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        Self::of_text(&decoded(bytes))
    }

    /// As [`Self::parse`], of a text without a byte order mark.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut tree = Self::default();
        tree.nodes.push(Node {
            name: 0..0,
            text: 0..0,
            attributes: 0..0,
            first_child: NONE,
            last_child: NONE,
            next: NONE,
            place: 0..0,
        });
        let mut open: Vec<u32> = vec![0];
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        loop {
            let before = reader.buffer_position() as u32;
            let event = reader.read_event();
            let place = before..reader.buffer_position() as u32;
            match event {
                Ok(Event::Start(start)) => {
                    let node = tree.element(&start, *open.last()?, place);
                    open.push(node);
                }
                Ok(Event::Empty(start)) => {
                    tree.element(&start, *open.last()?, place);
                }
                Ok(Event::End(_)) if open.len() > 1 => {
                    if let Some(closed) = open.pop() {
                        tree.nodes[closed as usize].place.end = place.end;
                    }
                }
                Ok(Event::Text(text)) => tree.text(&text.decode().ok()?, *open.last()?, place),
                Ok(Event::CData(text)) => tree.text(&text.decode().ok()?, *open.last()?, place),
                Ok(Event::GeneralRef(reference)) => {
                    let character = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character),
                        _ => match &*reference {
                            b"amp" => Some('&'),
                            b"lt" => Some('<'),
                            b"gt" => Some('>'),
                            b"quot" => Some('"'),
                            b"apos" => Some('\''),
                            _ => None,
                        },
                    };
                    if let Some(character) = character {
                        tree.text(character.encode_utf8(&mut [0; 4]), *open.last()?, place);
                    }
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
            if tree.nodes.len() > MOST_NODES {
                return None;
            }
        }
        (tree.nodes.len() > 1).then_some(tree)
    }

    fn string(&mut self, value: &str) -> Range<u32> {
        let start = self.strings.len() as u32;
        self.strings.push_str(value);
        start..self.strings.len() as u32
    }

    fn add(&mut self, node: Node, parent: u32) -> u32 {
        let index = self.nodes.len() as u32;
        self.nodes.push(node);
        let last = self.nodes[parent as usize].last_child;
        if last == NONE {
            self.nodes[parent as usize].first_child = index;
        } else {
            self.nodes[last as usize].next = index;
        }
        self.nodes[parent as usize].last_child = index;
        index
    }

    fn element(&mut self, start: &BytesStart, parent: u32, place: Range<u32>) -> u32 {
        let name = self.string(&String::from_utf8_lossy(start.name().as_ref()));
        let first = self.attributes.len() as u32;
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = self.string(&String::from_utf8_lossy(attribute.key.as_ref()));
            let raw = String::from_utf8_lossy(&attribute.value);
            let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.to_string(), |value| value.into_owned());
            let value = self.string(&value);
            self.attributes.push((key, value));
        }
        let attributes = first..self.attributes.len() as u32;
        let (first_child, last_child, next) = (NONE, NONE, NONE);
        self.add(Node { name, text: 0..0, attributes, first_child, last_child, next, place }, parent)
    }

    fn text(&mut self, value: &str, parent: u32, place: Range<u32>) {
        let text = self.string(value);
        let (first_child, last_child, next) = (NONE, NONE, NONE);
        self.add(Node { name: 0..0, text, attributes: 0..0, first_child, last_child, next, place }, parent);
    }

    /// The elements that begin where a range does, and end with it: found without a walk through the tree, whose nodes
    /// stand in the order of the part.
    pub(super) fn at<'t>(&'t self, place: &Range<usize>) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let place = place.clone();
        let from = self.nodes.partition_point(|node| (node.place.start as usize) < place.start);
        let starts = self.nodes[from..].iter().take_while({
            let start = place.start;
            move |node| node.place.start as usize == start
        });
        let elements = (from as u32..).zip(starts).filter(|(_, node)| !node.name.is_empty());
        elements.map(|(index, _)| Element { tree: self, index }).filter(move |element| element.place() == place)
    }

    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        let document = Element { tree: self, index: 0 };
        document.children().next().unwrap_or(document)
    }
}

/// The text of a part in UTF-8 or UTF-16, without its byte order mark.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, from) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = &bytes[from..];
    match std::str::from_utf8(body) {
        Ok(text) if encoding == UTF_8 => Cow::Borrowed(text),
        _ => encoding.decode_without_bom_handling(body).0,
    }
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Element<'t> {
    tree: &'t Tree,
    index: u32,
}

impl<'t> Element<'t> {
    fn node(&self) -> &'t Node {
        &self.tree.nodes[self.index as usize]
    }

    fn of(&self, range: &Range<u32>) -> &'t str {
        &self.tree.strings[range.start as usize..range.end as usize]
    }

    /// The name with its prefix.
    pub fn name(&self) -> &'t str {
        self.of(&self.node().name)
    }

    /// The name without its prefix.
    pub fn local_name(&self) -> &'t str {
        self.name().rsplit(':').next().unwrap_or("")
    }

    /// The value of an attribute, by its name with its prefix.
    pub fn attribute(&self, name: &str) -> Option<&'t str> {
        let range = self.node().attributes.clone();
        let attributes = &self.tree.attributes[range.start as usize..range.end as usize];
        attributes.iter().find(|(key, _)| self.of(key) == name).map(|(_, value)| self.of(value))
    }

    /// Where it stands in the part, tags included: bytes of the part as UTF-8 without a byte order mark.
    pub fn place(&self) -> Range<usize> {
        let place = &self.node().place;
        place.start as usize..place.end as usize
    }

    /// All attributes: name and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let tree = self.tree;
        let range = self.node().attributes.clone();
        let of = |range: &Range<u32>| &tree.strings[range.start as usize..range.end as usize];
        tree.attributes[range.start as usize..range.end as usize].iter().map(move |(key, value)| (of(key), of(value)))
    }

    /// Elements and texts directly below; a text has an empty name.
    pub fn contents(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.nodes()
    }

    /// The text of a text.
    pub fn own_text(&self) -> &'t str {
        self.of(&self.node().text)
    }

    fn nodes(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let tree = self.tree;
        let first = self.node().first_child;
        std::iter::successors((first != NONE).then_some(first), move |index| {
            let next = tree.nodes[*index as usize].next;
            (next != NONE).then_some(next)
        })
        .map(move |index| Element { tree, index })
    }

    /// The elements directly below.
    pub fn children(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.nodes().filter(|element| !element.node().name.is_empty())
    }

    /// All elements below, in the order of the document, without recursion.
    pub fn descendants(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let mut open: Vec<Element<'t>> = self.children().collect();
        open.reverse();
        std::iter::from_fn(move || {
            let next = open.pop()?;
            let below = open.len();
            open.extend(next.children());
            open[below..].reverse();
            Some(next)
        })
    }

    /// The first element of a name directly below.
    pub fn child(&self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// The text directly below, put together.
    pub fn text(&self) -> String {
        self.nodes().filter(|node| node.node().name.is_empty()).map(|node| node.of(&node.node().text)).collect()
    }

    /// The `w:val` of a child: `<w:jc w:val="center"/>`.
    pub fn value(&self, name: &str) -> Option<&'t str> {
        self.child(name)?.attribute("w:val")
    }

    /// True where a child switches something on: `<w:b/>`, `<w:b w:val="1"/>`.
    pub fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|child| !matches!(child.attribute("w:val"), Some("0" | "false" | "off" | "none")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_text_entities_and_attributes() {
        let tree = Tree::parse("<a x:y=\"1 &amp; 2\"><b>R &amp; D &#272;</b><b/></a>".as_bytes()).expect("XML");
        let root = tree.root();
        assert_eq!((root.name(), root.attribute("x:y")), ("a", Some("1 & 2")));
        assert_eq!(root.children().map(|child| child.text()).collect::<Vec<_>>(), ["R & D Đ", ""]);
    }

    #[test]
    fn utf_16_deep_and_broken_parts() {
        let utf16: Vec<u8> = "\u{FEFF}<a>Đ</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Tree::parse(&utf16).expect("XML").root().text(), "Đ");
        let deep = "<a>".repeat(100_000);
        assert!(Tree::parse(deep.as_bytes()).is_some());
        let text_alone = Tree::parse(b"no markup").expect("a tree of text");
        assert!(text_alone.root().children().next().is_none());
        assert!(Tree::parse(b"").is_none());
    }
}
