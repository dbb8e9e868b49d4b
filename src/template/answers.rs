//! What stands in the data for what a mark or control asks for, or why nothing does.

use super::data::{Held, Lookup, Scope, is_empty, plain};
use super::filters::{Refused, canonical, filtered};
use super::issues::{Issue, add};
use super::marks::Filter;
use super::names::{Entry, named, names, nearest};
use super::places::Place;
use serde_json::Value;
use std::borrow::Cow;

/// What a mark or control asks for.
pub(super) struct Asked<'a> {
    pub name: &'a str,
    /// The name as the form has it.
    pub written: &'a str,
    pub filters: &'a [Filter],
    pub place: Place,
    pub around: String,
}

/// Looks up what is asked for, and collects what is wrong.
pub(super) struct Answers<'f, 'd> {
    pub lookup: &'f mut Lookup<'d>,
    /// The entries of loops that are being made, the outermost first.
    pub scopes: Vec<Scope<'d>>,
    pub issues: &'f mut Vec<Issue>,
    pub allow_empty: bool,
    /// True in what is left out: only names that are not known are reported.
    pub dry: bool,
}

impl<'d> Answers<'_, 'd> {
    /// Notes something that is wrong.
    pub(super) fn issue(&mut self, code: &'static str, asked: &Asked, more: &[&str]) {
        let arguments = std::iter::once(asked.written).chain(more.iter().copied()).map(str::to_owned).collect();
        let entry = self.scopes.iter().map(|scope| scope.index + 1).collect();
        add(self.issues, Issue::new(code, asked.place.clone(), asked.around.clone(), arguments), entry);
    }

    /// A name that is neither known nor in the data, with the one most like it.
    fn unknown(&mut self, asked: &Asked) {
        let has = |list: &&Entry| named(&list.columns, asked.name).is_some();
        let lists: Vec<&str> = names().fields.iter().filter(has).map(Entry::name).collect();
        if !lists.is_empty() {
            return self.issue("template-column", asked, &[lists[0], &lists.join(", ")]);
        }
        let keys = self.lookup.keys(&self.scopes);
        let columns = self.scopes.iter().filter_map(|scope| scope.list).flat_map(|list| &list.columns);
        let known = names().fields.iter().chain(columns).flat_map(|entry| &entry.names).chain(&keys);
        match nearest(asked.name, known.map(String::as_str)) {
            Some(near) => self.issue("template-unknown-near", asked, &[&near]),
            None => self.issue("template-unknown", asked, &[]),
        }
    }

    /// A name that is known, and for which the data has nothing.
    fn missing(&mut self, asked: &Asked) {
        let keys = self.lookup.keys(&self.scopes);
        match nearest(asked.name, keys.iter().map(String::as_str)) {
            _ if self.lookup.leaves_out_empty() => self.issue("template-empty", asked, &[]),
            Some(near) => self.issue("template-missing-near", asked, &[&near]),
            None => self.issue("template-missing", asked, &[]),
        }
    }

    /// What the table says of a list: of that of its name in the document, where it is a column itself.
    pub(super) fn list(&self, name: &str) -> Option<&'static Entry> {
        let own = self.entry(name);
        let whole = own.filter(|own| own.columns.is_empty()).and_then(|_| named(&names().fields, name));
        whole.or(own)
    }

    /// What the table says of a name where it stands.
    pub(super) fn entry(&self, name: &str) -> Option<&'static Entry> {
        let columns = self.scopes.iter().rev().filter_map(|scope| scope.list);
        columns.into_iter().find_map(|list| named(&list.columns, name)).or_else(|| named(&names().fields, name))
    }

    /// The value of a field, or an issue.
    pub(super) fn held(&mut self, asked: &Asked) -> Option<Cow<'d, Value>> {
        let known = asked.filters.iter().find(|filter| canonical(&filter.name).is_none());
        if let Some(filter) = known {
            let all = names().filters.iter().flat_map(|entry| &entry.names).map(String::as_str);
            let near = nearest(&filter.name, all).unwrap_or_default();
            self.issue("template-filter-unknown", asked, &[&filter.name, &near]);
            return None;
        }
        let usual = asked.filters.iter().find(|filter| canonical(&filter.name) == Some("mac_dinh"));
        let usual = usual.map(|filter| filter.arguments.first().cloned().unwrap_or_default());
        let found = self.lookup.find(asked.name, &self.scopes);
        let nothing = match &found {
            Held::Is(value, _) => is_empty(value),
            Held::Absent | Held::Unknown => true,
            Held::Several(_) => false,
        };
        if let Some(usual) = usual.filter(|_| nothing) {
            return Some(Cow::Owned(Value::String(usual)));
        }
        match found {
            Held::Unknown => self.unknown(asked),
            _ if self.dry => {}
            Held::Is(value, _) if !nothing => return Some(value),
            Held::Is(..) if self.allow_empty => return Some(Cow::Owned(Value::String(String::new()))),
            Held::Absent if self.allow_empty && self.lookup.leaves_out_empty() => {
                return Some(Cow::Owned(Value::String(String::new())));
            }
            Held::Is(..) => self.issue("template-empty", asked, &[]),
            Held::Absent => self.missing(asked),
            Held::Several(values) => self.issue("template-several", asked, &[&values.join("; ")]),
        }
        None
    }

    /// A value as the text that stands in place of a field, or an issue. Only a `tick` may be true or false.
    pub(super) fn text(&mut self, asked: &Asked, value: &Value, tick: bool) -> Option<String> {
        let named = |name: &str| asked.filters.iter().find(|filter| canonical(&filter.name) == Some(name));
        let joined = named("noi");
        let text = match value {
            Value::Array(entries) => match joined {
                Some(filter) if entries.iter().all(|entry| !entry.is_object() && !entry.is_array()) => {
                    let joint = filter.arguments.first().map_or(", ", String::as_str);
                    entries.iter().map(plain).collect::<Vec<_>>().join(joint)
                }
                _ => {
                    self.issue("template-list", asked, &[&entries.len().to_string()]);
                    return None;
                }
            },
            Value::Object(_) | Value::Bool(_) if !(tick && value.is_boolean()) => {
                self.issue("template-not-text", asked, &[&short(&plain(value))]);
                return None;
            }
            other => plain(other),
        };
        if text.contains("{{") || text.contains("}}") {
            self.issue("template-mark-in-value", asked, &[&short(&text)]);
            return None;
        }
        self.filtered(asked, text)
    }

    fn filtered(&mut self, asked: &Asked, mut text: String) -> Option<String> {
        let last = self.scopes.last().is_none_or(|scope| scope.index + 1 == scope.count);
        let shaping = |filter: &&Filter| !matches!(canonical(&filter.name), Some("mac_dinh" | "noi"));
        let filters: Vec<&Filter> = asked.filters.iter().filter(shaping).collect();
        if filters.is_empty() || text.is_empty() {
            let usual = self.entry(asked.name).and_then(|entry| entry.filter.clone());
            let usual = usual.map(|name| Filter { name, arguments: Vec::new() });
            let shaped = usual.and_then(|usual| filtered(&text, &usual, last).ok());
            return Some(shaped.unwrap_or(text));
        }
        for filter in filters {
            match filtered(&text, filter, last) {
                Ok(shaped) => text = shaped,
                Err(Refused::NoDate(value)) => {
                    self.issue("template-no-date", asked, &[&filter.name, &short(&value)]);
                    return None;
                }
                Err(Refused::NoNumber(value)) => {
                    self.issue("template-no-number", asked, &[&filter.name, &short(&value)]);
                    return None;
                }
            }
        }
        Some(text)
    }

    /// The entries of a list and its name in the data, or an issue.
    pub(super) fn entries(&mut self, asked: &Asked) -> Option<(Vec<&'d Value>, String)> {
        match self.lookup.find(asked.name, &self.scopes) {
            Held::Is(value, name) if !is_empty(&value) => match value {
                Cow::Borrowed(Value::Array(entries)) => Some((entries.iter().collect(), name)),
                Cow::Borrowed(value) if value.is_object() || self.dry => Some((vec![value], name)),
                value => {
                    self.issue("template-not-list", asked, &[&short(&plain(&value))]);
                    None
                }
            },
            Held::Unknown => {
                self.unknown(asked);
                None
            }
            _ if self.dry || self.allow_empty && self.lookup.leaves_out_empty() => Some((Vec::new(), String::new())),
            Held::Is(_, name) if self.allow_empty => Some((Vec::new(), name)),
            Held::Is(..) => {
                self.issue("template-empty", asked, &[]);
                None
            }
            Held::Absent => {
                self.missing(asked);
                None
            }
            Held::Several(values) => {
                self.issue("template-several", asked, &[&values.join("; ")]);
                None
            }
        }
    }

    /// True where a field has a value; `None` where the field is not known.
    pub(super) fn holds(&mut self, asked: &Asked) -> Option<bool> {
        match self.lookup.find(asked.name, &self.scopes) {
            Held::Unknown => {
                self.unknown(asked);
                None
            }
            Held::Absent => Some(false),
            Held::Several(_) => Some(true),
            Held::Is(value, _) => Some(!is_empty(&value) && *value != Value::Bool(false)),
        }
    }
}

/// The first words of a value, to be shown.
pub(super) fn short(value: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = value.chars().take(MOST).collect::<String>().replace('\n', " ");
    if value.chars().count() > MOST {
        shown.push('…');
    }
    shown
}
