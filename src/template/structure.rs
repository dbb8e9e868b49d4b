//! What belongs together in a part: marks and controls as a tree, and what of the part each loop and condition takes.
//!
//! A loop or condition takes the row of a table where both its marks stand in cells of that row; all rows between, where
//! they stand in several rows; the paragraphs between, where they stand in several paragraphs of one cell or story; the
//! paragraph, where it begins and ends with them; else the words between. Paragraphs and rows that hold nothing but a
//! mark go with it.

use super::controls::Control;
use super::issues::Issue;
use super::lines::{Line, Scan};
use super::marks::{Found, Kind, Mark, marks};
use super::places::Place;
use std::ops::Range;

/// A mark where it stands.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub mark: Mark,
    /// The line, by index.
    pub line: usize,
    /// Where in the line's text.
    pub range: Range<usize>,
    /// Where in the part.
    pub source: Range<usize>,
}

/// A node of the tree.
pub(super) enum Node<'t> {
    /// A mark for a value.
    Value(Spot),
    /// A mark of a loop or condition that goes, while what is around it stays.
    Gone(Spot),
    /// A content control, and the fields in it.
    Control(Control<'t>, Vec<Node<'t>>),
    /// A loop or condition over whole paragraphs or rows.
    Region(Region<'t>),
    /// A loop or condition over words of a paragraph.
    Words(Words<'t>),
}

/// A loop or condition over whole paragraphs or rows.
pub(super) struct Region<'t> {
    pub opened: Spot,
    /// What it takes, its marks' own paragraphs or rows among it.
    pub outer: Range<usize>,
    /// What is repeated or kept.
    pub body: Range<usize>,
    pub inside: Vec<Node<'t>>,
}

/// A loop or condition over words of a line.
pub(super) struct Words<'t> {
    pub opened: Spot,
    pub closed: Spot,
    pub inside: Vec<Node<'t>>,
}

impl Node<'_> {
    /// What of the part it takes.
    pub(super) fn source(&self) -> Range<usize> {
        match self {
            Node::Value(spot) | Node::Gone(spot) => spot.source.clone(),
            Node::Control(control, _) => control.range(),
            Node::Region(region) => region.outer.clone(),
            Node::Words(words) => words.opened.source.start..words.closed.source.end,
        }
    }
}

/// A mark or control in the order of the part.
enum Item<'t> {
    Mark(Spot),
    Control(Control<'t>),
}

impl Item<'_> {
    fn source(&self) -> Range<usize> {
        match self {
            Item::Mark(spot) => spot.source.clone(),
            Item::Control(control) => control.range(),
        }
    }
}

/// A loop, condition or control that is not ended yet.
enum Open<'t> {
    Mark(Spot, Vec<Node<'t>>),
    Control(Control<'t>, Vec<Node<'t>>),
}

/// The tree of a part.
pub(super) struct Structure<'t> {
    pub lines: Vec<Line>,
    pub nodes: Vec<Node<'t>>,
    pub unique: Vec<Range<usize>>,
    /// What is wrong with the marks themselves.
    pub issues: Vec<Issue>,
}

/// Builds the tree of a part.
pub(super) fn structure(scan: Scan<'_>) -> Structure<'_> {
    let Scan { lines, controls, unique } = scan;
    let mut items: Vec<Item> = controls.into_iter().map(Item::Control).collect();
    let mut issues = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        for (range, mark) in marks(&line.text) as Vec<Found> {
            match mark {
                Some(mark) => {
                    let source = line.source(&range);
                    items.push(Item::Mark(Spot { mark, line: index, range, source }));
                }
                None => issues.push(Issue::at("template-mark-broken", line, &range, &line.text[range.clone()])),
            }
        }
    }
    items.sort_by_key(|item| (item.source().start, usize::MAX - item.source().end));
    let mut builder = Builder { lines: &lines, open: Vec::new(), nodes: Vec::new(), issues };
    for item in items {
        builder.leave_controls(item.source().start);
        match item {
            Item::Control(control) => builder.open.push(Open::Control(control, Vec::new())),
            Item::Mark(spot) => match spot.mark.kind {
                Kind::Value => builder.add(Node::Value(spot)),
                Kind::Loop | Kind::With | Kind::Without => builder.open.push(Open::Mark(spot, Vec::new())),
                Kind::End => builder.end(spot),
            },
        }
    }
    builder.leave_controls(usize::MAX);
    while let Some(open) = builder.open.pop() {
        builder.abandon(open);
    }
    let Builder { mut nodes, mut issues, .. } = builder;
    crossings(&mut nodes, &(0..usize::MAX), &lines, &mut issues);
    Structure { lines, nodes, unique, issues }
}

struct Builder<'b, 't> {
    lines: &'b [Line],
    open: Vec<Open<'t>>,
    nodes: Vec<Node<'t>>,
    issues: Vec<Issue>,
}

impl<'t> Builder<'_, 't> {
    fn add(&mut self, mut node: Node<'t>) {
        let siblings = match self.open.last_mut() {
            Some(Open::Mark(_, inside) | Open::Control(_, inside)) => inside,
            None => &mut self.nodes,
        };
        let start = node.source().start;
        match (&mut node, siblings.last_mut()) {
            // A region takes whole rows and paragraphs, and with them what stands before its first mark there …
            (Node::Region(region), Some(_)) => {
                let within =
                    |node: &Node| !matches!(node, Node::Region(_)) && node.source().start >= region.outer.start;
                let first = siblings.iter().rposition(|node| !within(node)).map_or(0, |at| at + 1);
                let before = siblings.split_off(first);
                region.inside.splice(0..0, before);
            }
            // … and behind its last.
            (_, Some(Node::Region(region))) if start < region.outer.end => {
                region.inside.push(node);
                return;
            }
            _ => {}
        }
        siblings.push(node);
    }

    /// Ends the controls that end before a place, and what was begun in them and not ended.
    fn leave_controls(&mut self, at: usize) {
        let ended = |open: &Open| matches!(open, Open::Control(control, _) if control.range().end <= at);
        while let Some(last) = self.open.iter().rposition(ended) {
            while self.open.len() > last + 1 {
                if let Some(open) = self.open.pop() {
                    self.abandon(open);
                }
            }
            if let Some(Open::Control(control, inside)) = self.open.pop() {
                self.add(Node::Control(control, inside));
            }
        }
    }

    /// What was begun and never ended.
    fn abandon(&mut self, open: Open<'t>) {
        match open {
            Open::Mark(spot, inside) => {
                self.issue("template-mark-open", &spot, &spot.mark.name.clone());
                inside.into_iter().for_each(|node| self.add(node));
            }
            Open::Control(control, inside) => self.add(Node::Control(control, inside)),
        }
    }

    fn issue(&mut self, code: &'static str, spot: &Spot, argument: &str) {
        self.issues.push(Issue::at(code, &self.lines[spot.line], &spot.range, argument));
    }

    fn end(&mut self, spot: Spot) {
        match self.open.pop() {
            Some(Open::Mark(opened, inside)) if opened.mark.name == spot.mark.name => {
                if let Some(node) = self.joined(opened, spot, inside) {
                    self.add(node);
                }
            }
            other => {
                self.issue("template-mark-end", &spot, &spot.mark.name.clone());
                self.open.extend(other);
            }
        }
    }

    /// A loop or condition between its two marks.
    fn joined(&mut self, opened: Spot, closed: Spot, mut inside: Vec<Node<'t>>) -> Option<Node<'t>> {
        let (first, last) = (&self.lines[opened.line], &self.lines[closed.line]);
        if opened.line == closed.line {
            let whole = holds_marks_alone(&first.text[..opened.range.start])
                && holds_marks_alone(&first.text[closed.range.end..]);
            if !whole {
                return Some(Node::Words(Words { opened, closed, inside }));
            }
            let range = first.element.clone();
            gone(opened.clone(), &mut inside);
            gone(closed, &mut inside);
            return Some(Node::Region(Region { opened, outer: range.clone(), body: range, inside }));
        }
        let Some((outer_first, outer_last)) = ends(first, last) else {
            self.issue("template-mark-crossed", &opened, &opened.mark.name.clone());
            return None;
        };
        let alone = |spot: &Spot, outer: &Range<usize>| alone(self.lines, spot, outer);
        let outer = outer_first.start..outer_last.end;
        let mut body = outer.clone();
        if outer_first != outer_last && alone(&opened, &outer_first) {
            body.start = outer_first.end;
        } else {
            gone(opened.clone(), &mut inside);
        }
        if outer_first != outer_last && alone(&closed, &outer_last) {
            body.end = outer_last.start;
        } else {
            gone(closed, &mut inside);
        }
        Some(Node::Region(Region { opened, outer, body, inside }))
    }
}

/// True where a text holds blanks and marks of loops and conditions, and nothing else.
fn holds_marks_alone(text: &str) -> bool {
    let mut at = 0;
    for (range, mark) in marks(text) {
        if mark.is_none_or(|mark| mark.kind == Kind::Value) || !text[at..range.start].trim().is_empty() {
            return false;
        }
        at = range.end;
    }
    text[at..].trim().is_empty()
}

/// Adds a mark that goes: to the innermost region that takes the place where it stands.
fn gone(spot: Spot, inside: &mut Vec<Node>) {
    let taken = |node: &Node| match node {
        Node::Region(region) => region.body.start <= spot.source.start && spot.source.end <= region.body.end,
        _ => false,
    };
    match inside.iter().position(taken).map(|at| &mut inside[at]) {
        Some(Node::Region(region)) => gone(spot, &mut region.inside),
        _ => inside.push(Node::Gone(spot)),
    }
}

/// The rows or paragraphs with which a region over two lines begins and ends; `None` where the lines do not stand side
/// by side in one story.
fn ends(first: &Line, last: &Line) -> Option<(Range<usize>, Range<usize>)> {
    let common = first.path.iter().zip(&last.path).take_while(|(a, b)| a == b).count();
    let of = |names: &[&str]| first.path[..common].iter().rposition(|step| names.contains(&step.name.as_str()));
    let story = of(&["w:tc", "w:txbxContent"]);
    let inner = |at: Option<usize>| at.filter(|at| story.is_none_or(|story| story < *at));
    if let Some(row) = inner(of(&["w:tr"])) {
        let row = first.path[row].place.clone();
        return Some((row.clone(), row));
    }
    let (a, b) = (first.path.get(common)?, last.path.get(common)?);
    let is_row = |name: &str| matches!(name, "w:tr" | "w:sdt" | "w:ins" | "w:customXml");
    let in_table = inner(of(&["w:tbl"])).is_some();
    let paragraphs = a.name == "w:p" && b.name == "w:p";
    let fits = if in_table { is_row(&a.name) && is_row(&b.name) } else { paragraphs };
    fits.then(|| (a.place.clone(), b.place.clone()))
}

/// True where a paragraph or row holds a mark and nothing else.
fn alone(lines: &[Line], spot: &Spot, outer: &Range<usize>) -> bool {
    let inside = lines.iter().filter(|line| outer.start <= line.element.start && line.element.end <= outer.end);
    let mut letters = String::new();
    for line in inside {
        if !line.only_text {
            return false;
        }
        letters.push_str(line.text.trim());
    }
    letters == lines[spot.line].text[spot.range.clone()]
}

/// Leaves out what overlaps what stands before it, or reaches out of what it stands in.
fn crossings(nodes: &mut Vec<Node>, around: &Range<usize>, lines: &[Line], issues: &mut Vec<Issue>) {
    let mut end = around.start;
    nodes.retain_mut(|node| {
        let own = node.source();
        let opened = match node {
            Node::Region(region) => &region.opened,
            Node::Words(words) => &words.opened,
            Node::Control(control, inside) => {
                crossings(inside, &control.range(), lines, issues);
                return true;
            }
            Node::Value(_) | Node::Gone(_) => return true,
        };
        // A region takes its marks' whole row, and so may reach back over what stands before them.
        if own.start < end || own.start < around.start || own.end > around.end {
            issues.push(Issue::at("template-mark-crossed", &lines[opened.line], &opened.range, &opened.mark.name));
            return false;
        }
        end = own.end;
        match node {
            Node::Region(region) => crossings(&mut region.inside, &region.body.clone(), lines, issues),
            Node::Words(words) => crossings(&mut words.inside, &own, lines, issues),
            _ => {}
        }
        true
    });
}

impl Issue {
    /// An issue of a mark.
    pub(super) fn at(code: &'static str, line: &Line, range: &Range<usize>, argument: &str) -> Self {
        Self::new(code, line.place.clone(), line.around(range), vec![argument.to_owned()])
    }
}

/// Where a node stands, and the words around it.
pub(super) fn shown(spot: &Spot, lines: &[Line]) -> (Place, String) {
    let line = &lines[spot.line];
    (line.place.clone(), line.around(&spot.range))
}
