//! Forms (thể thức): the rule tables of `grammars/forms`, a standard a file. `write` lays out by them, `check` judges
//! by them; neither has a size, a margin or a clause of its own.
//!
//! [`metrics`] measures text as Times New Roman sets it, so that lines are broken and columns made where they fit.

pub mod metrics;

use crate::grammars::{grammar, table};
use crate::model::{Document, DocumentKind, DocumentNumber};
use crate::words::Vocabulary;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The forms by their keys: what only asks for those reads none.
const FILES: [(&str, &str); 4] = [
    (CURRENT, grammar!("forms/nd30-2020")),
    (BEFORE, grammar!("forms/tt01-2011")),
    ("quy-pham", grammar!("forms/quy-pham")),
    ("quy-pham-2016", grammar!("forms/quy-pham-2016")),
];
const COMMON: &str = grammar!("forms/common");

/// The key of the form that is in force, which an undated document follows.
pub const CURRENT: &str = "nd30-2020";
/// The key of the form that was in force before it.
const BEFORE: &str = "tt01-2011";

/// A standard of layout.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Form {
    /// `nd30-2020`.
    pub key: String,
    /// The document that lays it down.
    pub name: String,
    /// Documents of this ISO date and later follow it.
    pub from: String,
    /// Documents up to this ISO date follow it.
    pub until: Option<String>,
    /// True where none of its rules was read in the standard's own text.
    #[serde(default)]
    pub provisional: bool,
    /// True where it is for normative documents, which have the year in their number.
    #[serde(default)]
    pub normative: bool,
    /// Rules of the form that it is based on which it does not ask.
    #[serde(default)]
    pub without: Vec<String>,
    /// Keys of the kinds of document that it is for.
    pub kinds: Vec<DocumentKind>,
    /// Paper, margins, typeface.
    pub page: Page,
    /// Sizes in points of components that go together, the preferred set first.
    pub sizes: Vec<BTreeMap<String, f32>>,
    /// Where page numbers stand.
    pub page_number: PageNumber,
    /// The marks that close bases and text.
    pub punctuation: Punctuation,
    /// How each component looks, by its key.
    pub components: BTreeMap<String, Component>,
    /// What is asked, by the code of the finding.
    pub rules: BTreeMap<String, Rule>,
    /// The key of the form whose rules hold where this one says nothing.
    #[serde(default)]
    pub based_on: Option<String>,
}

/// Paper and margins in millimetres: what is allowed from and to, and what is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The sheet's width, upright.
    pub width: f32,
    /// The sheet's height, upright.
    pub height: f32,
    /// The margin above, from and to.
    pub top: [f32; 2],
    /// The margin below, from and to.
    pub bottom: [f32; 2],
    /// The margin on the left, from and to.
    pub left: [f32; 2],
    /// The margin on the right, from and to.
    pub right: [f32; 2],
    /// The margins that are written.
    pub set: Margins,
    /// The typeface.
    pub font: String,
    /// The language of the text, as `vi-VN`.
    pub language: String,
}

/// Four margins in millimetres.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Above.
    pub top: f32,
    /// Below.
    pub bottom: f32,
    /// On the left.
    pub left: f32,
    /// On the right.
    pub right: f32,
}

/// Where page numbers stand, and their size in points.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// The place.
    pub place: NumberPlace,
    /// From and to.
    pub size: [f32; 2],
    /// What is written.
    pub set: f32,
    /// How sure the rule is.
    #[serde(default)]
    pub source: Source,
}

/// A place for page numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberPlace {
    /// In the middle of the margin above.
    TopCenter,
    /// On the right of the margin below.
    BottomRight,
}

/// The marks that close bases and text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Punctuation {
    /// Behind a basis.
    pub basis: String,
    /// Behind the last basis.
    pub last_basis: String,
    /// Behind the last word of the text.
    pub end: String,
    /// How an attachment says with what it was issued: `Kèm theo`.
    pub issued_with: String,
}

/// How a component looks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Component {
    /// The display name of its Word style.
    pub name: String,
    /// Sizes in points, from and to.
    pub size: [f32; 2],
    /// The size that is written.
    pub set: f32,
    /// Bold.
    pub bold: bool,
    /// True where the label alone is bold: `Điều 1.`.
    #[serde(default)]
    pub bold_label: bool,
    /// Italic.
    pub italic: bool,
    /// In capitals.
    #[serde(default)]
    pub upper: bool,
    /// On which side the lines are even.
    pub align: Align,
    /// The first line's indent in millimetres, as written.
    #[serde(default)]
    pub first_line: f32,
    /// The first line's indents that are allowed, in millimetres; none where nothing is said.
    #[serde(default)]
    pub first_line_allowed: Vec<f32>,
    /// Points before.
    #[serde(default)]
    pub before: f32,
    /// Points behind.
    #[serde(default)]
    pub after: f32,
    /// Line spacing in lines, from and to; empty where nothing is said.
    #[serde(default)]
    pub line: Vec<f32>,
    /// Kept on the page of what follows.
    #[serde(default)]
    pub keep_next: bool,
    /// The level in Word's navigation pane, from 1.
    #[serde(default)]
    pub outline: Option<usize>,
    /// A rule below, its length as a share of the text line, from and to.
    #[serde(default)]
    pub rule: Option<[f32; 2]>,
    /// The clause.
    #[serde(default)]
    pub clause: String,
    /// How sure the rule is.
    pub source: Source,
}

/// Alignment of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// On the left.
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
    /// On both sides.
    Justify,
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Source {
    /// The standard's own text was read.
    #[default]
    P,
    /// Real documents were read.
    D,
    /// Measured on real files.
    M,
    /// A secondary page.
    S,
    /// Background knowledge.
    K,
    /// Sources conflict.
    C,
}

impl Source {
    /// True where a rule so grounded gives notes only.
    pub fn is_provisional(self) -> bool {
        matches!(self, Self::S | Self::K | Self::C)
    }
}

/// A rule of the checker.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The clause within the standard; empty where a document must only agree with itself.
    pub clause: String,
    /// How sure the rule is.
    pub source: Source,
    /// How much a breach weighs where the source is sure.
    pub severity: Weight,
}

/// How much a breach weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// The document must not be signed so.
    Error,
    /// It should be put right.
    Warning,
    /// Worth knowing.
    Note,
}

/// The rules that hold whatever the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    lines: Lines,
    rules: BTreeMap<String, Rule>,
}

/// Where names are broken over lines.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// Words before which a line may begin.
    pub before: Vec<String>,
    /// Words that a line never cuts apart.
    pub together: Vec<String>,
}

fn common() -> &'static Common {
    static COMMONS: OnceLock<Common> = OnceLock::new();
    COMMONS.get_or_init(|| table(COMMON))
}

/// Where names of agencies and posts are broken over lines.
pub fn lines() -> &'static Lines {
    &common().lines
}

fn forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    // A test holds that every built-in file is well-formed.
    FORMS.get_or_init(|| read().unwrap_or_default())
}

fn read() -> Result<Vec<Form>, serde_json::Error> {
    let tables: Vec<Map<String, Value>> =
        FILES.iter().map(|(_, file)| serde_json::from_str(file)).collect::<Result<_, _>>()?;
    let find = |key: &str| tables.iter().find(|table| table.get("key").and_then(|own| own.as_str()) == Some(key));
    let whole = |table: &Map<String, Value>| {
        let base = table.get("based-on").and_then(|base| base.as_str()).and_then(find);
        let mut merged = base.cloned().unwrap_or_default();
        merge(&mut merged, table);
        serde_json::from_value(Value::Object(merged))
    };
    tables.iter().map(whole).collect()
}

/// Lays one table over another, entry by entry.
fn merge(below: &mut Map<String, Value>, above: &Map<String, Value>) {
    for (key, value) in above {
        match (below.get_mut(key), value) {
            (Some(Value::Object(below)), Value::Object(above)) => merge(below, above),
            _ => {
                below.insert(key.clone(), value.clone());
            }
        }
    }
}

/// A form by its key.
pub fn by_key(key: &str) -> Option<&'static Form> {
    forms().iter().find(|form| form.key == key)
}

/// The keys of all forms.
pub fn keys() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(key, _)| *key)
}

/// The rule of a finding that holds whatever the form.
pub fn common_rule(code: &str) -> Option<&'static Rule> {
    common().rules.get(code)
}

/// Every code that a finding may have, of all forms and of none.
pub fn codes() -> Vec<&'static str> {
    let own = forms().iter().flat_map(|form| form.rules.keys());
    let mut codes: Vec<&str> = own.chain(common().rules.keys()).map(String::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The form that judges a document, by its kind, issuer and date; `None` where no form for it is known: a Party
/// document, a law, one older than the oldest form. One without a date follows the form in force.
pub fn judging(document: &Document) -> Option<&'static Form> {
    let number = document.header.number.as_ref();
    let symbol = number.map_or("", |number| number.text.as_str());
    // The Party's documents have a hyphen before the kind and a committee behind the slash: 26-NQ/TW.
    let party = symbol.split_once('/').is_some_and(|(serial, _)| serial.contains('-'));
    // A kind that is left out shows in the symbol.
    let kind = document.kind.as_ref().or_else(|| number.and_then(kind_of))?;
    if party || !by_key(CURRENT)?.kinds.iter().any(|known| known == kind) {
        return None;
    }
    let date = document.header.date.as_ref().map_or("", |date| date.as_str());
    let normative = number.is_some_and(|number| number.year.is_some())
        && matches!(kind, DocumentKind::QuyetDinh | DocumentKind::NghiQuyet);
    // The forms in force stand before those that they replaced.
    forms().iter().find(|form| form.normative == normative && (date.is_empty() || form.covers(date)))
}

/// The kind whose abbreviation a symbol has: `QĐ-UBND`.
fn kind_of(number: &DocumentNumber) -> Option<&'static DocumentKind> {
    let abbreviation = number.symbol.as_deref()?.split('-').next()?;
    let kinds = &Vocabulary::builtin().kinds;
    kinds.iter().find(|kind| kind.symbol.as_deref() == Some(abbreviation)).map(|kind| &kind.key)
}

/// The form by which a document is written: the one that judges it; else, where none is known for it, the one before
/// the form in force for dates up to its day, and the form in force.
pub fn writing(document: &Document) -> Option<&'static Form> {
    let current = by_key(CURRENT)?;
    let date = document.header.date.as_ref().map_or("", |date| date.as_str());
    let old = !date.is_empty() && date < current.from.as_str() && !current.covers(date);
    judging(document).or_else(|| by_key(BEFORE).filter(|_| old)).or(Some(current))
}

impl Form {
    /// True where documents of an ISO date, whole or partly blank, follow this form. A year or month alone counts
    /// where any of its days does.
    pub fn covers(&self, date: &str) -> bool {
        let head = |bound: &str| bound.get(..date.len().min(bound.len())).unwrap_or(bound).to_owned();
        date >= head(&self.from).as_str() && self.until.as_deref().is_none_or(|until| date <= head(until).as_str())
    }

    /// A component's look. The keys are fixed in the writer and the checker; a test holds that every form has each.
    pub fn component(&self, key: &str) -> &Component {
        static PLAIN: OnceLock<Component> = OnceLock::new();
        self.components.get(key).unwrap_or_else(|| PLAIN.get_or_init(Component::plain))
    }

    /// The rule of a finding, where this form asks it.
    pub fn rule(&self, code: &str) -> Option<&Rule> {
        self.rules.get(code).filter(|_| !self.without.iter().any(|other| other == code))
    }
}

impl Component {
    fn plain() -> Self {
        Self {
            name: String::new(),
            size: [13.0, 14.0],
            set: 14.0,
            bold: false,
            bold_label: false,
            italic: false,
            upper: false,
            align: Align::Left,
            first_line: 0.0,
            first_line_allowed: Vec::new(),
            before: 0.0,
            after: 0.0,
            line: Vec::new(),
            keep_next: false,
            outline: None,
            rule: None,
            clause: String::new(),
            source: Source::K,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Header;

    #[test]
    fn every_built_in_form_is_well_formed() {
        let forms = read().expect("forms");
        assert!(keys().eq(forms.iter().map(|form| form.key.as_str())));
        crate::grammars::written::<Common>("forms/common");
        for form in &forms {
            assert!(form.sizes.iter().flat_map(BTreeMap::keys).all(|key| form.components.contains_key(key)));
        }
    }

    fn dated(date: &str, number: &str, year: Option<u16>) -> Document {
        let number = DocumentNumber { text: number.into(), year, ..Default::default() };
        let header =
            Header { date: (!date.is_empty()).then(|| date.into()), number: Some(number), ..Default::default() };
        Document { kind: Some("quyet-dinh".into()), header, ..Default::default() }
    }

    #[test]
    fn the_form_follows_date_kind_and_issuer() {
        let key = |date: &str, number: &str, year| judging(&dated(date, number, year)).map(|form| form.key.as_str());
        assert_eq!(key("2020-03-05", "1/QĐ-UBND", None), Some("nd30-2020"));
        assert_eq!(key("2020-03-04", "1/QĐ-UBND", None), Some("tt01-2011"));
        assert_eq!(key("2019", "1/QĐ-UBND", None), Some("tt01-2011"));
        assert_eq!(key("", "1/QĐ-UBND", None), Some("nd30-2020"));
        assert_eq!(key("2009-02-01", "1/QĐ-UBND", None), None);
        assert_eq!(key("2025-04-01", "25/2025/QĐ-UBND", Some(2025)), Some("quy-pham"));
        assert_eq!(key("", "/2025/QĐ-UBND", Some(2025)), Some("quy-pham"));
        assert_eq!(key("2025-02-01", "25/2025/QĐ-UBND", Some(2025)), Some("quy-pham-2016"));
        assert_eq!(key("2016-02-01", "25/2016/QĐ-UBND", Some(2016)), None);
        assert_eq!(key("2025-02-01", "25-QĐ/TU", None), None);
        let written = |date: &str| writing(&dated(date, "1/QĐ-UBND", None)).map(|form| form.key.as_str());
        assert_eq!(
            [written("2009-02-01"), written("2020"), written("")],
            [Some("tt01-2011"), Some("nd30-2020"), Some("nd30-2020")]
        );
        let law = Document { kind: Some("luat".into()), ..dated("2025-01-01", "1/QĐ-UBND", None) };
        assert!(judging(&law).is_none());
    }
}
