//! The data that a form is filled with: a document of the contract, or an office's own keys; and where in it a field's
//! value stands.

use super::names::{Entry, key, named, names};
use crate::errors::{Code, Error};
use crate::model::{Block, Document, Row, SCHEMA, table_at};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// The data of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Data {
    root: Value,
    /// True for a document of the contract, in which what holds nothing is left out.
    is_document: bool,
}

impl Data {
    /// The data of a document; `tasks` as `vanban tasks` gives them, with the other columns of their tables by role.
    pub fn of_document(document: &Document, tasks: Value) -> Self {
        let mut root = serde_json::to_value(document).unwrap_or_default();
        if let Some(root) = root.as_object_mut() {
            root.insert("task_groups".to_owned(), groups(document, &tasks));
            root.insert("tasks".to_owned(), tasks);
            root.insert("articles".to_owned(), articles(document));
        }
        Self { root, is_document: true }
    }

    /// Data in JSON or YAML whose keys are the names of fields.
    ///
    /// # Errors
    /// Where the text is neither, or no object of keys and values.
    pub fn of_keys(text: &str) -> Result<Self, Error> {
        Ok(Self { root: read(text)?, is_document: false })
    }

    /// True where a text is a document of the contract and no data of an office's own keys.
    pub fn is_document(text: &str) -> bool {
        let schema = read(text).ok().and_then(|root| root.get("schema").and_then(Value::as_str).map(str::to_owned));
        let family = SCHEMA.split('/').next().unwrap_or(SCHEMA);
        schema.is_some_and(|schema| schema.starts_with(family))
    }
}

fn read(text: &str) -> Result<Value, Error> {
    let text = text.trim_start_matches('\u{FEFF}');
    let syntax =
        |line: usize, said: &str| Code::ModelSyntax.with(line).with(said).at(Some(line).filter(|line| *line > 0), None);
    let root: Value = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|error| {
            let message = error.to_string();
            syntax(error.line(), message.split(" at line ").next().unwrap_or_default())
        })?
    } else {
        // "N" and "Y", "no" and "on" are words here.
        let mut options = crate::model::bounded(text);
        options.strict_booleans = true;
        serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let line = error.location().map_or(0, |location| location.line() as usize);
            syntax(line, &error.without_snippet().to_string())
        })?
    };
    if root.is_object() {
        return Ok(root);
    }
    let found: String = text.lines().next().unwrap_or("").chars().take(40).collect();
    let wrong = Code::ModelWrongValue.with(1u64).with("").with(found).with("trich_yeu: …");
    Err(wrong.at(Some(1), None))
}

/// Tasks below one row that heads them.
struct Group<'d> {
    head: Option<&'d Row>,
    own: Map<String, Value>,
    tasks: Vec<Value>,
}

/// The tasks by the rows that head them; those before the first such row have a group without a name.
fn groups(document: &Document, tasks: &Value) -> Value {
    let mut groups: Vec<Group> = Vec::new();
    for task in tasks.as_array().into_iter().flatten() {
        let place = task.get("row").and_then(Value::as_str).and_then(|row| row.rsplit_once("/rows/"));
        let head = place.and_then(|(pointer, row)| {
            let above = table_at(document, pointer)?.rows.get(..row.parse().ok()?)?;
            above.iter().rfind(|row| row.group)
        });
        let same = |known: Option<&Row>| match (known, head) {
            (Some(known), Some(head)) => std::ptr::eq(known, head),
            (known, head) => known.is_none() && head.is_none(),
        };
        if groups.last().is_none_or(|group| !same(group.head)) {
            let texts = head.into_iter().flat_map(|row| &row.cells).filter_map(|cell| cell.text.as_ref());
            let texts: Vec<String> = texts.map(|text| text.to_string()).collect();
            let mut own = Map::new();
            match texts.as_slice() {
                [] => {}
                [title] => drop(own.insert("title".to_owned(), json!(title))),
                [ordinal, title @ ..] => {
                    own.insert("ordinal".to_owned(), json!(ordinal));
                    own.insert("title".to_owned(), json!(title.join(" ")));
                }
            }
            groups.push(Group { head, own, tasks: Vec::new() });
        }
        groups.last_mut().into_iter().for_each(|group| group.tasks.push(task.clone()));
    }
    let whole = |Group { mut own, tasks, .. }| {
        own.insert("tasks".to_owned(), Value::Array(tasks));
        Value::Object(own)
    };
    groups.into_iter().map(whole).collect()
}

/// The articles with their words, a line a block.
fn articles(document: &Document) -> Value {
    let lines = |body: &[Block]| {
        let mut lines = Vec::new();
        words(body, &mut lines);
        lines.join("\n")
    };
    let articles = document.articles();
    let article = |article: &&crate::model::Division| {
        let mut own = Map::new();
        own.insert("label".to_owned(), json!(article.label.as_str()));
        own.extend(article.heading.as_ref().map(|heading| ("heading".to_owned(), json!(heading.as_str()))));
        own.insert("text".to_owned(), json!(lines(&article.body)));
        Value::Object(own)
    };
    articles.iter().map(article).collect()
}

fn words(body: &[Block], lines: &mut Vec<String>) {
    for block in body {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.to_string()),
            Block::Note(note) => lines.push(format!("[{}] {}", note.label, note.text)),
            Block::Division(division) => {
                let before = lines.len();
                lines.extend(division.heading.as_ref().map(|heading| heading.to_string()));
                words(&division.body, lines);
                match lines.get_mut(before) {
                    Some(first) => *first = format!("{} {first}", division.label),
                    None => lines.push(division.label.to_string()),
                }
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells = row.cells.iter().map(|cell| cell.text.as_ref().map_or("", |text| text.as_str()));
                    lines.push(cells.collect::<Vec<_>>().join("\t").replace('\n', " "));
                }
            }
            Block::Quote(quote) => words(&quote.body, lines),
        }
    }
}

/// The entry of a list in which a form stands.
#[derive(Clone, Debug)]
pub(super) struct Scope<'d> {
    /// What the table says of the list.
    pub list: Option<&'static Entry>,
    /// The list's name in the data.
    pub name: String,
    pub entry: &'d Value,
    /// Which one of how many, from 0.
    pub index: usize,
    pub count: usize,
}

/// What the data has for a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Held<'d> {
    /// A value, and its name in the data.
    Is(Cow<'d, Value>, String),
    /// Several that are not the same.
    Several(Vec<String>),
    /// A field that is known, and not in the data.
    Absent,
    /// Neither known nor in the data.
    Unknown,
}

/// Looks up names, and notes which keys of the data were asked for.
pub(super) struct Lookup<'d> {
    pub data: &'d Data,
    used: BTreeSet<String>,
    /// The keys at the root of the data by the names that they are for a field, in the order of the data.
    root: HashMap<String, Vec<(usize, &'d String, &'d Value)>>,
}

impl<'d> Lookup<'d> {
    pub(super) fn new(data: &'d Data) -> Self {
        let mut root: HashMap<String, Vec<(usize, &String, &Value)>> = HashMap::new();
        for (index, (name, value)) in data.root.as_object().into_iter().flatten().enumerate() {
            root.entry(key(name)).or_default().push((index, name, value));
        }
        Self { data, used: BTreeSet::new(), root }
    }

    /// True where what holds nothing is not in the data at all.
    pub(super) fn leaves_out_empty(&self) -> bool {
        self.data.is_document
    }

    /// The value of a name, in the innermost scope that has it.
    pub(super) fn find(&mut self, name: &str, scopes: &[Scope<'d>]) -> Held<'d> {
        if name == "." {
            let entry = scopes.last().map(|scope| scope.entry);
            return entry.map_or(Held::Unknown, |entry| Held::Is(Cow::Borrowed(entry), ".".to_owned()));
        }
        for scope in scopes.iter().rev() {
            if let Some(found) = self.in_scope(name, scope) {
                return found;
            }
        }
        let own = named(&names().fields, name);
        let root = &self.data.root;
        if !self.data.is_document
            && let Some(found) = self.by_root_key(name, own)
        {
            return found;
        }
        let paths = own.map(|own| own.path.as_str()).into_iter().chain([name]);
        for path in paths {
            let found = walk(root, path);
            if found.is_empty() {
                continue;
            }
            self.used.insert(key(path.split('.').next().unwrap_or(path)));
            return one(found, own, path);
        }
        if own.is_some() { Held::Absent } else { Held::Unknown }
    }

    fn in_scope(&mut self, name: &str, scope: &Scope<'d>) -> Option<Held<'d>> {
        let own = scope.list.and_then(|list| named(&list.columns, name));
        let position = || Held::Is(Cow::Owned(json!(scope.index + 1)), name.to_owned());
        let places = || names().position.iter().any(|own| own == name);
        let entry = scope.entry;
        if let Some(found) = self.by_key(name, own, entry, &scope.name) {
            return Some(found);
        }
        if let Some(own) = own {
            let is_text = !entry.is_object() && !entry.is_array();
            if own.main && is_text {
                return Some(Held::Is(Cow::Borrowed(entry), own.name().to_owned()));
            }
            let found = walk(entry, &own.path);
            if !found.is_empty() {
                self.used.insert(format!("{}/{}", scope.name, key(&own.path)));
                return Some(one(found, Some(own), &own.path));
            }
            return Some(if own.position { position() } else { Held::Absent });
        }
        let below = walk(entry, name);
        if !below.is_empty() {
            return Some(one(below, None, name));
        }
        places().then(position)
    }

    /// As [`Self::by_key`], of the keys at the root: an office's form may have thousands.
    fn by_root_key(&mut self, name: &str, own: Option<&'static Entry>) -> Option<Held<'d>> {
        let others = own.into_iter().flat_map(|own| &own.names).map(String::as_str).filter(|other| *other != name);
        let names = std::iter::once(name).chain(others);
        let mut all: Vec<(usize, &String, &Value)> =
            names.filter_map(|name| self.root.get(name)).flatten().copied().collect();
        all.sort_by_key(|(index, ..)| *index);
        all.dedup_by_key(|(index, ..)| *index);
        all.iter().for_each(|(_, found, _)| {
            self.used.insert(key(found));
        });
        let name = key(all.first()?.1);
        Some(one(all.into_iter().map(|(.., value)| value).collect(), own, &name))
    }

    /// The values of all keys of a list's entry that are a name of a field.
    fn by_key(&mut self, name: &str, own: Option<&'static Entry>, within: &'d Value, list: &str) -> Option<Held<'d>> {
        let is_name = |found: &str| {
            let found = key(found);
            found == name || own.is_some_and(|own| own.names.contains(&found))
        };
        let all: Vec<(&String, &Value)> = within.as_object()?.iter().filter(|(found, _)| is_name(found)).collect();
        for (found, _) in &all {
            self.used.insert(format!("{list}/{}", key(found)));
        }
        let (first, _) = all.first()?;
        let name = key(first);
        Some(one(all.into_iter().map(|(_, value)| value).collect(), own, &name))
    }

    /// The names that the data has where a form stands, for what is misspelt.
    pub(super) fn keys(&self, scopes: &[Scope<'d>]) -> Vec<String> {
        let entries = scopes.iter().map(|scope| scope.entry);
        let places = entries.chain((!self.data.is_document).then_some(&self.data.root));
        places.filter_map(Value::as_object).flat_map(|own| own.keys().map(|own| key(own))).collect()
    }

    /// The keys of the data that no field asked for, those of the entries of lists among them.
    pub(super) fn unused(&self) -> Vec<String> {
        let mut found = BTreeSet::new();
        for (name, value) in self.data.root.as_object().into_iter().flatten().filter(|_| !self.data.is_document) {
            let list = key(name);
            if !self.used.contains(&list) {
                found.insert(name.clone());
                continue;
            }
            let entries = value.as_array().into_iter().flatten().filter_map(Value::as_object);
            for own in entries.flat_map(Map::keys) {
                // A list that was asked for as a whole has none of its own keys asked for.
                let prefix = format!("{list}/");
                let asked = self.used.iter().any(|used| used.starts_with(&prefix));
                if asked && !self.used.contains(&format!("{prefix}{}", key(own))) {
                    found.insert(format!("{name}.{own}"));
                }
            }
        }
        found.into_iter().collect()
    }
}

/// What a path leads to; several values where it goes through every entry of a list.
fn walk<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![value];
    for step in path.split('.').filter(|step| !step.is_empty()) {
        found = found
            .into_iter()
            .flat_map(|value| -> Vec<&Value> {
                match value {
                    Value::Array(entries) if step == "[]" => entries.iter().collect(),
                    Value::Array(entries) => {
                        step.parse().ok().and_then(|at: usize| entries.get(at)).into_iter().collect()
                    }
                    Value::Object(own) => {
                        let exact = own.get(step);
                        exact
                            .or_else(|| own.iter().find(|(name, _)| key(name) == step).map(|(_, own)| own))
                            .into_iter()
                            .collect()
                    }
                    _ => Vec::new(),
                }
            })
            .collect();
    }
    found
}

/// One value of those found; several that differ are none.
fn one<'d>(found: Vec<&'d Value>, own: Option<&'static Entry>, name: &str) -> Held<'d> {
    let Some(first) = found.first().copied() else { return Held::Absent };
    if found.iter().any(|other| *other != first) {
        return Held::Several(found.into_iter().map(plain).collect());
    }
    let joined = own.and_then(|own| Some(own.each.as_deref()?).zip(first.as_array()).map(|made| (own, made)));
    let Some((own, (each, entries))) = joined else { return Held::Is(Cow::Borrowed(first), name.to_owned()) };
    let texts: Vec<String> = entries.iter().map(|entry| worded(each, entry)).collect();
    Held::Is(Cow::Owned(Value::String(texts.join(&own.join))), name.to_owned())
}

/// `{capacity}. {of}` with what an entry of a list has; a plain text is itself.
fn worded(pattern: &str, entry: &Value) -> String {
    let Some(own) = entry.as_object() else { return plain(entry) };
    let mut text = String::new();
    for part in pattern.split_inclusive('}') {
        let (words, name) = part.split_once('{').unwrap_or((part, ""));
        text.push_str(words);
        text.push_str(&own.get(name.trim_end_matches('}')).map(plain).unwrap_or_default());
    }
    text.trim_end().to_owned()
}

/// A value as a text, to be shown.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// True where a value holds nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(entries) => entries.is_empty(),
        Value::Object(own) => own.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
