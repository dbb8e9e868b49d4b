//! The tree of an HTML file, as html5ever builds it: a sink of nodes in an arena.
//!
//! Bounded: elements below a depth are not opened, their words stay with the deepest one that is; more nodes than may be,
//! or more time, are refused.

use crate::errors::{Code, Error};
use crate::read::Limits;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, LocalName, QualName, TokenizerResult, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

/// What people call the library.
const LIBRARY: &str = "html5ever";
/// How deep elements may stand in each other. Pages of sites have about fifty.
const DEEPEST: u32 = 192;
/// So much is parsed before bounds are looked at again, in bytes.
const STEP: usize = 4096;

/// The index of a node that is none.
pub(super) const NONE: u32 = u32::MAX;
/// The index of the document itself.
pub(super) const DOCUMENT: u32 = 0;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// An element: its name in small letters, and its attributes.
    Element { name: LocalName, attributes: Vec<(LocalName, StrTendril)> },
    /// Text, its entities decoded.
    Text(String),
    /// The document, a comment, a document type.
    Other,
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: u32,
    first: u32,
    last: u32,
    before: u32,
    next: u32,
    depth: u32,
}

/// The tree of a page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// True where elements stood deeper than may be.
    pub flattened: bool,
}

impl Tree {
    /// Parses a page.
    ///
    /// # Errors
    /// Where it makes too many nodes, or takes too long.
    pub(super) fn parse(text: &str, limits: &Limits) -> Result<Self, Error> {
        let begun = Instant::now();
        let options = TreeBuilderOpts { scripting_enabled: false, drop_doctype: true, ..TreeBuilderOpts::default() };
        let builder = TreeBuilder::new(Sink::new(), options);
        let sink = Bounded { builder, dropped: RefCell::default(), flattened: Cell::new(false) };
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let queue = BufferQueue::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (step, behind) = rest.split_at(rest.floor_char_boundary(STEP.min(rest.len())));
            rest = behind;
            queue.push_back(StrTendril::from(step));
            while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
            // A few tags left open are repeated in every paragraph behind them.
            let nodes = tokenizer.sink.builder.sink.nodes.borrow().len() as u64;
            if nodes * size_of::<Node>() as u64 > limits.unpacked {
                return Err(Code::InputPartTooLarge.with(limits.unpacked));
            }
            if begun.elapsed() > limits.time() {
                return Err(Code::ProgramSlow.with(LIBRARY).with(limits.seconds));
            }
        }
        tokenizer.end();
        let flattened = tokenizer.sink.flattened.get();
        Ok(Self { nodes: tokenizer.sink.builder.sink.nodes.take(), flattened })
    }

    /// What a node is.
    pub(super) fn data(&self, node: u32) -> &Data {
        &self.nodes[node as usize].data
    }

    /// The name of an element; empty for other nodes.
    pub(super) fn name(&self, node: u32) -> &str {
        match self.data(node) {
            Data::Element { name, .. } => name,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, node: u32, wanted: &str) -> Option<&str> {
        let Data::Element { attributes, .. } = self.data(node) else { return None };
        attributes.iter().find(|(name, _)| **name == *wanted).map(|(_, value)| &**value)
    }

    /// The element in which a node stands; [`NONE`] for the document.
    pub(super) fn parent(&self, node: u32) -> u32 {
        self.nodes[node as usize].parent
    }

    /// The nodes directly below another.
    pub(super) fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let next = |at: u32| Some(at).filter(|at| *at != NONE);
        std::iter::successors(next(self.nodes[node as usize].first), move |at| next(self.nodes[*at as usize].next))
    }

    /// The node behind another one, below the same element.
    pub(super) fn next(&self, node: u32) -> Option<u32> {
        Some(self.nodes[node as usize].next).filter(|next| *next != NONE)
    }

    /// All nodes below another, in the order of the page, without recursion.
    pub(super) fn below(&self, node: u32) -> impl Iterator<Item = u32> {
        let mut at = node;
        std::iter::from_fn(move || {
            let own = &self.nodes[at as usize];
            at = match own.first {
                NONE => {
                    while at != node && self.nodes[at as usize].next == NONE {
                        at = self.nodes[at as usize].parent;
                    }
                    if at == node {
                        return None;
                    }
                    self.nodes[at as usize].next
                }
                first => first,
            };
            Some(at)
        })
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }
}

/// A node as html5ever knows it.
#[derive(Clone)]
struct Handle {
    index: u32,
    name: Rc<QualName>,
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    document: Handle,
    /// How deep the element is that is open.
    depth: Cell<u32>,
}

impl Sink {
    fn new() -> Self {
        let name = Rc::new(QualName::new(None, ns!(), local_name!("")));
        let sink = Self { nodes: RefCell::default(), document: Handle { index: DOCUMENT, name }, depth: Cell::new(0) };
        sink.add(Data::Other);
        sink
    }

    fn add(&self, data: Data) -> u32 {
        let mut nodes = self.nodes.borrow_mut();
        let index = nodes.len() as u32;
        nodes.push(Node { data, parent: NONE, first: NONE, last: NONE, before: NONE, next: NONE, depth: 0 });
        index
    }

    /// A node of no interest.
    fn other(&self) -> Handle {
        Handle { index: self.add(Data::Other), name: self.document.name.clone() }
    }

    /// Puts a node or a text below another: before one of its children, or behind all.
    fn put(&self, parent: u32, before: u32, child: NodeOrText<Handle>) {
        let mut nodes = self.nodes.borrow_mut();
        let nodes = &mut *nodes;
        let last = if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].before };
        let index = match child {
            NodeOrText::AppendNode(handle) => {
                detach(nodes, handle.index);
                handle.index
            }
            NodeOrText::AppendText(text) => {
                // Texts beside each other are one.
                if last != NONE
                    && let Data::Text(own) = &mut nodes[last as usize].data
                {
                    own.push_str(&text);
                    return;
                }
                let (data, index) = (Data::Text(text.to_string()), nodes.len() as u32);
                nodes.push(Node { data, parent: NONE, first: NONE, last: NONE, before: NONE, next: NONE, depth: 0 });
                index
            }
        };
        // Another node may have been the last before this one was taken out.
        let last = if before == NONE { nodes[parent as usize].last } else { nodes[before as usize].before };
        let depth = nodes[parent as usize].depth + 1;
        let own = &mut nodes[index as usize];
        (own.parent, own.before, own.next, own.depth) = (parent, last, before, depth);
        if let Data::Element { name, .. } = &own.data
            && !is_void(name)
        {
            self.depth.set(depth);
        }
        match last {
            NONE => nodes[parent as usize].first = index,
            last => nodes[last as usize].next = index,
        }
        match before {
            NONE => nodes[parent as usize].last = index,
            before => nodes[before as usize].before = index,
        }
    }
}

/// Takes a node out of where it stands.
fn detach(nodes: &mut [Node], index: u32) {
    let Node { parent, before, next, .. } = nodes[index as usize];
    if parent == NONE {
        return;
    }
    match before {
        NONE => nodes[parent as usize].first = next,
        before => nodes[before as usize].next = next,
    }
    match next {
        NONE => nodes[parent as usize].last = before,
        next => nodes[next as usize].before = before,
    }
    let own = &mut nodes[index as usize];
    (own.parent, own.before, own.next) = (NONE, NONE, NONE);
}

/// True for an element that holds nothing: it does not stay open.
fn is_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes = attributes.into_iter().map(|own| (own.name.local, own.value)).collect();
        let index = self.add(Data::Element { name: name.local.clone(), attributes });
        Handle { index, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.index, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[element.index as usize].parent;
        match parent {
            NONE => self.put(before.index, NONE, child),
            parent => self.put(parent, element.index, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Handle) {
        self.depth.set(self.nodes.borrow()[node.index as usize].depth.saturating_sub(1));
    }

    /// What a template holds is not shown: it stands nowhere.
    fn get_template_contents(&self, _: &Handle) -> Handle {
        self.other()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.index == other.index
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        let parent = self.nodes.borrow()[sibling.index as usize].parent;
        if parent != NONE {
            self.put(parent, sibling.index, node);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[target.index as usize].data {
            for own in more {
                if attributes.iter().all(|(name, _)| *name != own.name.local) {
                    attributes.push((own.name.local, own.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        detach(&mut self.nodes.borrow_mut(), target.index);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        loop {
            let first = self.nodes.borrow()[node.index as usize].first;
            if first == NONE {
                break;
            }
            let moved = Handle { index: first, name: self.document.name.clone() };
            self.put(parent.index, NONE, NodeOrText::AppendNode(moved));
        }
    }
}

/// Hands tokens on to the builder, but for tags that would open elements deeper than may be.
struct Bounded {
    builder: TreeBuilder<Handle, Sink>,
    /// How many tags of a name were not opened, and whose ends are still to come.
    dropped: RefCell<HashMap<LocalName, usize>>,
    flattened: Cell<bool>,
}

impl Bounded {
    /// True for a tag that is left out.
    fn leaves_out(&self, tag: &Tag) -> bool {
        // What follows these is no markup, or they hold nothing.
        let is_leaf = is_void(&tag.name)
            || matches!(
                &*tag.name,
                "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext"
            );
        match tag.kind {
            TagKind::StartTag if self.builder.sink.depth.get() >= DEEPEST && !is_leaf => {
                *self.dropped.borrow_mut().entry(tag.name.clone()).or_default() += 1;
                self.flattened.set(true);
                true
            }
            TagKind::EndTag if self.flattened.get() => {
                let mut dropped = self.dropped.borrow_mut();
                let open = dropped.get_mut(&tag.name).filter(|open| **open > 0);
                open.map(|open| *open -= 1).is_some()
            }
            _ => false,
        }
    }
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match &token {
            Token::TagToken(tag) if self.leaves_out(tag) => TokenSinkResult::Continue,
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                // The builder does not say of every element that it has ended: where it says nothing, one has. Should that
                // be wrong, the next element that is put somewhere sets it right.
                let depth = self.builder.sink.depth.get();
                let result = self.builder.process_token(token, line);
                if self.builder.sink.depth.get() == depth {
                    self.builder.sink.depth.set(depth.saturating_sub(1));
                }
                result
            }
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let tree = Tree::parse(text, &Limits::default()).expect("a tree");
        tree.below(DOCUMENT)
            .map(|node| match tree.data(node) {
                Data::Text(text) => format!("{text:?}"),
                Data::Element { name, .. } => format!("{name}/{}", tree.children(node).count()),
                Data::Other => String::new(),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn tags_left_open_and_misplaced_are_settled_as_browsers_do() {
        assert_eq!(shown("<p>a<p>b &amp; c"), "html/2 head/0 body/2 p/1 \"a\" p/1 \"b & c\"");
        assert_eq!(shown("<table><tr><td>1</table>"), "html/2 head/0 body/1 table/1 tbody/1 tr/1 td/1 \"1\"");
        // Words in a table and outside its cells stand before it.
        assert_eq!(shown("<table>x<tr><td>1</table>"), "html/2 head/0 body/2 \"x\" table/1 tbody/1 tr/1 td/1 \"1\"");
        assert_eq!(shown("<b>1<p>2</b>3"), "html/2 head/0 body/2 b/1 \"1\" p/2 b/1 \"2\" \"3\"");
    }

    #[test]
    fn elements_in_each_other_are_bounded_and_their_words_stay() {
        let deep = format!("{}sâu{}<p>sau", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let tree = Tree::parse(&deep, &Limits::default()).expect("a tree");
        assert!(tree.flattened && tree.len() < 1000);
        let texts: Vec<&str> = tree
            .below(DOCUMENT)
            .filter_map(|node| match tree.data(node) {
                Data::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, ["sâu", "sau"]);
        let after = tree.below(DOCUMENT).find(|node| tree.name(*node) == "p").expect("the paragraph");
        assert_eq!(tree.name(tree.parent(after)), "body");
    }

    #[test]
    fn tags_that_are_repeated_in_every_paragraph_are_bounded() {
        let fonts: String = (0..100).map(|size| format!("<font size={size}>")).collect();
        let bomb = format!("<p>{fonts}{}", "<p>x".repeat(10_000));
        let limits = Limits { unpacked: 16 << 20, ..Limits::default() };
        assert_eq!(Tree::parse(&bomb, &limits).err(), Some(Code::InputPartTooLarge.with(16u64 << 20)));
    }
}
