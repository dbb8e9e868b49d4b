//! Fills a form in place. All that is wrong is collected; where anything is, nothing is made.

use super::answers::{Answers, Asked, short};
use super::content::content;
use super::controls::{Control, ControlKind, Extent, Unfit};
use super::data::{Data, Lookup, Scope, plain};
use super::issues::{Issue, add};
use super::lines::{Fragment, Line, scan};
use super::marks::Kind;
use super::parts::{Part, parts};
use super::places::Place;
use super::settle::settled;
use super::structure::{Node, Region, Spot, Structure, Words, shown, structure};
use crate::errors::Error;
use crate::package::{Edit, edited_parts, escape, overlaid};
use serde_json::Value;
use std::collections::HashMap;
use std::ops::Range;

/// What came of filling a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filling {
    /// The filled file; `None` where anything is wrong.
    pub file: Option<Vec<u8>>,
    /// All that is wrong, in the order of the form.
    pub issues: Vec<Issue>,
    /// Keys of the data that no field of the form asked for.
    pub unused: Vec<String>,
    /// How many marks and controls were filled.
    pub filled: usize,
}

/// Fills a form with data. What is empty is an issue unless `allow_empty` is given.
///
/// # Errors
/// Where the form is no Word file that can be edited.
pub fn fill(form: &[u8], data: &Data, allow_empty: bool) -> Result<Filling, Error> {
    let parts = parts(form)?;
    let mut lookup = Lookup::new(data);
    let mut filling = Filling::default();
    let mut edits: Vec<(&str, Vec<Edit>)> = Vec::new();
    let structures: Vec<(&Part, Structure)> = parts.iter().map(|part| (part, structure(scan(part)))).collect();
    kinds(&structures, &mut filling.issues);
    for (part, structure) in &structures {
        for issue in &structure.issues {
            add(&mut filling.issues, issue.clone(), Vec::new());
        }
        let mut filler = Filler {
            source: &part.source,
            lines: &structure.lines,
            unique: &structure.unique,
            answers: Answers {
                lookup: &mut lookup,
                scopes: Vec::new(),
                issues: &mut filling.issues,
                allow_empty,
                dry: false,
            },
            filled: 0,
            copy: false,
        };
        let own = filler.edits(&structure.nodes);
        filling.filled += filler.filled;
        if !own.is_empty() {
            edits.push((&part.name, own));
        }
    }
    filling.unused = lookup.unused();
    if filling.issues.is_empty() {
        let file = settled(edited_parts(form, &edits)?)?;
        left(&file, &mut filling.issues)?;
        filling.file = Some(file).filter(|_| filling.issues.is_empty());
    }
    Ok(filling)
}

/// Controls of one tag that take different things.
fn kinds(structures: &[(&Part, Structure)], issues: &mut Vec<Issue>) {
    fn controls<'s, 't>(nodes: &'s [Node<'t>], found: &mut Vec<&'s Control<'t>>) {
        for node in nodes {
            match node {
                Node::Control(control, inside) => {
                    found.push(control);
                    controls(inside, found);
                }
                Node::Region(region) => controls(&region.inside, found),
                Node::Words(words) => controls(&words.inside, found),
                Node::Value(_) | Node::Gone(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    structures.iter().for_each(|(_, structure)| controls(&structure.nodes, &mut found));
    let kind = |control: &Control| match control.kind {
        ControlKind::RichText => ControlKind::Text,
        kind => kind,
    };
    // The kind of the first of a name, and whether another one has another.
    let mut named: HashMap<&str, (ControlKind, bool)> = HashMap::new();
    for control in &found {
        let (first, several) = named.entry(&control.name).or_insert((kind(control), false));
        *several |= *first != kind(control);
    }
    for control in &found {
        if named.get(control.name.as_str()).is_some_and(|(_, several)| *several) {
            let arguments = vec![control.tag.clone()];
            add(issues, Issue::new("template-kinds", control.place.clone(), control.shown(), arguments), Vec::new());
        }
    }
}

/// Marks that are still there when all is done: they stand where no line is read.
fn left(file: &[u8], issues: &mut Vec<Issue>) -> Result<(), Error> {
    for part in parts(file)? {
        let words = part.words();
        for line in words.lines().filter(|line| line.contains("{{")) {
            let place = Place { room: part.room, part: part.name.clone(), text_box: false, cell: None, paragraph: 0 };
            add(issues, Issue::new("template-mark-left", place, short(line), vec!["{{".to_owned()]), Vec::new());
        }
    }
    Ok(())
}

struct Filler<'f, 'd> {
    source: &'f str,
    lines: &'f [Line],
    unique: &'f [Range<usize>],
    answers: Answers<'f, 'd>,
    filled: usize,
    /// True in all entries of a loop but its first.
    copy: bool,
}

impl<'d> Filler<'_, 'd> {
    fn edits(&mut self, nodes: &[Node]) -> Vec<Edit> {
        let mut edits = Vec::new();
        for node in nodes {
            match node {
                Node::Value(spot) => {
                    let value = self.mark(spot);
                    edits.extend(value.into_iter().flat_map(|value| self.replaced(spot, Some(&value))));
                }
                Node::Gone(spot) => edits.extend(self.replaced(spot, None)),
                Node::Control(control, inside) if inside.is_empty() => edits.extend(self.control(control)),
                Node::Control(control, inside) => edits.extend(self.around(control, inside)),
                Node::Region(region) => edits.extend(self.region(region)),
                Node::Words(words) => edits.extend(self.words(words)),
            }
        }
        edits
    }

    fn replaced(&self, spot: &Spot, value: Option<&str>) -> Vec<Edit> {
        self.lines[spot.line].replaced(&spot.range, value)
    }

    fn asked<'a>(&self, spot: &'a Spot) -> Asked<'a> {
        let (place, around) = shown(spot, self.lines);
        Asked { name: &spot.mark.name, written: &spot.mark.name, filters: &spot.mark.filters, place, around }
    }

    fn mark(&mut self, spot: &Spot) -> Option<String> {
        let asked = self.asked(spot);
        let value = self.answers.held(&asked)?;
        let text = self.answers.text(&asked, &value, false)?;
        self.filled += 1;
        Some(text)
    }

    fn control(&mut self, control: &Control) -> Vec<Edit> {
        let (place, around) = (control.place.clone(), control.shown());
        let asked = Asked { name: &control.name, written: &control.tag, filters: &[], place, around };
        let Some(value) = self.answers.held(&asked) else { return Vec::new() };
        let tick = control.kind == ControlKind::Checkbox;
        let Some(text) = self.answers.text(&asked, &value, tick) else { return Vec::new() };
        let raw = plain(&value);
        // A date goes in as the data has it where the control has a pattern of its own, else by the field's filter.
        let own = if control.kind == ControlKind::Date { control.displayed(&raw) } else { control.displayed(&text) };
        match own {
            _ if text.is_empty() => control.filled("", "", self.source),
            Ok(displayed) => {
                self.filled += 1;
                let shown = if displayed == raw { &text } else { &displayed };
                control.filled(&raw, shown, self.source)
            }
            Err(Unfit::NoChoice(known)) => {
                self.answers.issue("template-choice", &asked, &[&short(&text), &known]);
                Vec::new()
            }
            Err(Unfit::NoTruth) => {
                self.answers.issue("template-tick", &asked, &[&short(&text)]);
                Vec::new()
            }
        }
    }

    /// A control around other fields: a loop where its tag is a list, else nothing of its own.
    fn around(&mut self, control: &Control, inside: &[Node]) -> Vec<Edit> {
        let (place, around) = (control.place.clone(), control.shown());
        let asked = Asked { name: &control.name, written: &control.tag, filters: &[], place, around };
        let body = control.inside().filter(|_| control.extent != Extent::Cell);
        let Some((body, entries)) = body.and_then(|body| Some((body, self.answers.entries(&asked)?))) else {
            return Vec::new();
        };
        let text = self.repeated(&asked, &body, inside, entries);
        vec![Edit { range: body, text }]
    }

    /// Calls `each` for every entry, in its scope.
    fn for_each(&mut self, asked: &Asked, (entries, name): (Vec<&'d Value>, String), each: &mut dyn FnMut(&mut Self)) {
        let list = self.answers.list(asked.name);
        let count = entries.len();
        let copy = self.copy;
        for (index, entry) in entries.into_iter().enumerate() {
            self.answers.scopes.push(Scope { list, name: name.clone(), entry, index, count });
            self.copy = copy || index > 0;
            each(self);
            self.answers.scopes.pop();
        }
        self.copy = copy;
    }

    /// A range of the part once for every entry.
    fn repeated(
        &mut self,
        asked: &Asked,
        body: &Range<usize>,
        inside: &[Node],
        entries: (Vec<&'d Value>, String),
    ) -> String {
        let mut text = String::new();
        self.for_each(asked, entries, &mut |filler| text.push_str(&filler.rendered(asked, body, inside)));
        text
    }

    /// A range of the part with the fields in it filled.
    fn rendered(&mut self, asked: &Asked, body: &Range<usize>, inside: &[Node]) -> String {
        let mut edits = self.edits(inside);
        if self.copy {
            let within = |spot: &&Range<usize>| body.start <= spot.start && spot.end <= body.end;
            let free = |spot: &&Range<usize>| {
                !edits.iter().any(|edit| edit.range.start <= spot.start && spot.end <= edit.range.end)
            };
            let unique: Vec<Range<usize>> = self.unique.iter().filter(within).filter(free).cloned().collect();
            edits.extend(unique.into_iter().map(|range| Edit { range, text: String::new() }));
        }
        let made = self.source.get(body.clone()).and_then(|slice| overlaid(slice, body.start, edits));
        if made.is_none() {
            self.answers.issue("template-mark-crossed", asked, &[]);
        }
        made.unwrap_or_default()
    }

    /// Looks through what is left out for names that are not known. What stands in a loop there is not looked at.
    fn look_through(&mut self, nodes: &[Node]) {
        let dry = std::mem::replace(&mut self.answers.dry, true);
        let filled = self.filled;
        self.edits(nodes);
        (self.answers.dry, self.filled) = (dry, filled);
    }

    fn region(&mut self, region: &Region) -> Vec<Edit> {
        let asked = self.asked(&region.opened);
        let text = if region.opened.mark.kind == Kind::Loop {
            let Some(entries) = self.answers.entries(&asked).filter(|_| !self.answers.dry) else { return Vec::new() };
            self.repeated(&asked, &region.body, &region.inside, entries)
        } else {
            let Some(holds) = self.answers.holds(&asked) else { return Vec::new() };
            if holds == (region.opened.mark.kind == Kind::With) {
                self.rendered(&asked, &region.body, &region.inside)
            } else {
                self.look_through(&region.inside);
                String::new()
            }
        };
        vec![Edit { range: region.outer.clone(), text }]
    }

    fn words(&mut self, words: &Words) -> Vec<Edit> {
        let asked = self.asked(&words.opened);
        let line = &self.lines[words.opened.line];
        let whole = words.opened.range.start..words.closed.range.end;
        if words.opened.mark.kind == Kind::Loop {
            let Some(entries) = self.answers.entries(&asked).filter(|_| !self.answers.dry) else { return Vec::new() };
            let mut runs = Vec::new();
            self.for_each(&asked, entries, &mut |filler| filler.inline(&asked, words, &mut runs));
            return if runs.is_empty() {
                line.replaced(&whole, None)
            } else {
                line.runs_put(&whole, &self.joined(runs), self.source)
            };
        }
        let Some(holds) = self.answers.holds(&asked) else { return Vec::new() };
        if holds == (words.opened.mark.kind == Kind::With) {
            let mut edits = self.replaced(&words.opened, None);
            edits.extend(self.replaced(&words.closed, None));
            edits.extend(self.edits(&words.inside));
            return edits;
        }
        self.look_through(&words.inside);
        line.replaced(&whole, None)
    }

    /// What stands between the marks of an inline loop, as the contents of runs and their properties.
    fn inline(&mut self, asked: &Asked, words: &Words, runs: &mut Vec<(Option<Range<usize>>, String)>) {
        let line = &self.lines[words.opened.line];
        let source = self.source;
        let literal = |range: Range<usize>, runs: &mut Vec<(Option<Range<usize>>, String)>| {
            for (properties, fragment) in line.fragments(&range) {
                let xml = match fragment {
                    Fragment::Text(own) => format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(&line.text[own])),
                    Fragment::Element(place) => source.get(place).unwrap_or("").to_owned(),
                };
                runs.push((properties, xml));
            }
        };
        let mut at = words.opened.range.end;
        for node in &words.inside {
            let own = match node {
                Node::Value(spot) | Node::Gone(spot) if spot.line == words.opened.line => spot.range.clone(),
                Node::Words(inner) if inner.opened.line == words.opened.line => {
                    inner.opened.range.start..inner.closed.range.end
                }
                _ => {
                    self.answers.issue("template-mark-crossed", asked, &[]);
                    continue;
                }
            };
            literal(at..own.start, runs);
            at = own.end;
            match node {
                Node::Value(spot) => {
                    let text = self.mark(spot).unwrap_or_default();
                    let xml = format!("<w:t xml:space=\"preserve\">{}</w:t>", content(&text, false));
                    runs.push((line.properties(own.start), xml));
                }
                Node::Words(inner) => {
                    let asked = self.asked(&inner.opened);
                    if inner.opened.mark.kind == Kind::Loop {
                        let Some(entries) = self.answers.entries(&asked) else { continue };
                        self.for_each(&asked, entries, &mut |filler| filler.inline(&asked, inner, runs));
                    } else if self.answers.holds(&asked) == Some(inner.opened.mark.kind == Kind::With) {
                        self.inline(&asked, inner, runs);
                    }
                }
                _ => {}
            }
        }
        literal(at..words.closed.range.start, runs);
    }

    /// Runs, those of one look together.
    fn joined(&self, contents: Vec<(Option<Range<usize>>, String)>) -> String {
        let mut out = String::new();
        let mut before: Option<Option<Range<usize>>> = None;
        for (properties, xml) in contents {
            if before.as_ref() != Some(&properties) {
                let look = properties.clone().and_then(|place| self.source.get(place)).unwrap_or("");
                out.push_str(if before.is_some() { "</w:r>" } else { "" });
                out.push_str(&format!("<w:r>{look}"));
                before = Some(properties);
            }
            out.push_str(&xml);
        }
        out + if before.is_some() { "</w:r>" } else { "" }
    }
}
