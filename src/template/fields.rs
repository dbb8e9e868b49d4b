//! The fields of a form: what `vanban template fields` lists.

use super::controls::ControlKind;
use super::issues::{Issue, add};
use super::lines::scan;
use super::marks::Kind;
use super::names::{Entry, named, names, nearest};
use super::parts::parts;
use super::places::Place;
use super::structure::{Node, Spot, shown, structure};
use crate::errors::Error;
use crate::words::Language;
use serde::Serialize;

/// How a field stands in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A mark for a value.
    Mark,
    /// A mark that repeats what is between it and its end.
    Loop,
    /// A mark on which it depends whether something stands there.
    Condition,
    /// A content control.
    Control(ControlKind),
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Its name; for a content control its tag.
    pub name: String,
    /// How it stands there.
    pub kind: FieldKind,
    /// The loops around it, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// Its filters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// True where the program knows the field, so that a document's data has it.
    pub known: bool,
    /// The known name most like it, where it is not known itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// Where it stands, and the words around it.
    pub places: Vec<(Place, String)>,
    #[serde(skip)]
    entry: Option<&'static Entry>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names && self.path == other.path
    }
}

impl Field {
    /// What the field is, in words; empty where it is not known.
    pub fn description(&self, language: Language) -> &'static str {
        self.entry.map_or("", |entry| entry.description(language))
    }
}

/// The fields of a form, in the order in which they stand there, and what is wrong with its marks.
///
/// # Errors
/// Where the form is no Word file.
pub fn fields(form: &[u8]) -> Result<(Vec<Field>, Vec<Issue>), Error> {
    let mut found = Vec::new();
    let mut issues = Vec::new();
    for part in parts(form)? {
        let structure = structure(scan(&part));
        for issue in &structure.issues {
            add(&mut issues, issue.clone(), Vec::new());
        }
        let shown = |spot: &Spot| shown(spot, &structure.lines);
        list(&structure.nodes, &mut Vec::new(), &shown, &mut found);
    }
    Ok((found, issues))
}

/// The loops around a field: names, and what the table says of them.
type Loops<'n> = Vec<(&'n str, Option<&'static Entry>)>;

fn list<'n>(
    nodes: &'n [Node],
    loops: &mut Loops<'n>,
    shown: &dyn Fn(&Spot) -> (Place, String),
    found: &mut Vec<Field>,
) {
    for node in nodes {
        let (name, written, kind, filters, place, inside): (&str, &str, _, Vec<String>, _, &[Node]) = match node {
            Node::Value(spot) => {
                let filters = spot.mark.filters.iter().map(|filter| filter.name.clone()).collect();
                (&spot.mark.name, &spot.mark.name, FieldKind::Mark, filters, shown(spot), &[])
            }
            Node::Gone(_) => continue,
            Node::Control(control, inside) => {
                let place = (control.place.clone(), control.shown());
                (&control.name, &control.tag, FieldKind::Control(control.kind), Vec::new(), place, inside)
            }
            Node::Region(region) => opened(&region.opened, &region.inside, shown),
            Node::Words(words) => opened(&words.opened, &words.inside, shown),
        };
        let entry = entry(name, loops);
        let position = !loops.is_empty() && names().position.iter().any(|own| own == name);
        let known = entry.is_some() || position || name == "." || name.contains('.');
        let columns = loops.iter().filter_map(|(_, list)| *list).flat_map(|list| &list.columns);
        let all = columns.chain(&names().fields).flat_map(|entry| &entry.names).map(String::as_str);
        let near = (!known).then(|| nearest(name, all)).flatten();
        let within: Vec<String> = loops.iter().map(|(name, _)| (*name).to_owned()).collect();
        let same = |field: &&mut Field| field.name == written && field.kind == kind && field.within == within;
        match found.iter_mut().find(same) {
            // In a text box, the same text stands twice, for older programs, too.
            Some(field) if field.places.contains(&place) => {}
            Some(field) => field.places.push(place),
            None => found.push(Field {
                name: written.to_owned(),
                kind,
                within,
                filters,
                known,
                nearest: near,
                places: vec![place],
                entry,
            }),
        }
        let repeats = kind == FieldKind::Loop
            || matches!(node, Node::Control(..)) && entry.is_some_and(|entry| !entry.columns.is_empty());
        if repeats {
            let whole = entry.filter(|own| own.columns.is_empty()).and_then(|_| named(&names().fields, name));
            loops.push((name, whole.or(entry)));
        }
        list(inside, loops, shown, found);
        if repeats {
            loops.pop();
        }
    }
}

type Opened<'n, 't> = (&'n str, &'n str, FieldKind, Vec<String>, (Place, String), &'n [Node<'t>]);

fn opened<'n, 't>(spot: &'n Spot, inside: &'n [Node<'t>], shown: &dyn Fn(&Spot) -> (Place, String)) -> Opened<'n, 't> {
    let kind = if spot.mark.kind == Kind::Loop { FieldKind::Loop } else { FieldKind::Condition };
    (&spot.mark.name, &spot.mark.name, kind, Vec::new(), shown(spot), inside)
}

fn entry(name: &str, loops: &Loops) -> Option<&'static Entry> {
    let columns = loops.iter().rev().filter_map(|(_, list)| *list);
    columns.into_iter().find_map(|list| named(&list.columns, name)).or_else(|| named(&names().fields, name))
}
