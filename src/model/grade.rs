//! How sure a value is (contract, "grade"): what speaks for it is said here, and how often that was right is looked up
//! in a table that was measured.
//!
//! Evidence has three parts: the field, how well its words were read, and what stands for or against it. The parts are
//! the same for a reader of the JSON and for the script that measured the table.

use super::cited_in::{CitedIn, words_of};
use super::known_acts::KnownActs;
use super::{Citation, Depth, DocumentKind, OriginId, Parsed, Reading, Severity, Span, visit, visit_citations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// How sure a value is, by how often values of the same evidence were right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Wrong at most about once in fifty.
    Sure,
    /// Wrong at most about once in ten.
    Likely,
    /// More often wrong than that, or too seldom seen to know.
    Doubtful,
}

/// What stands for or against a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Another place says the same.
    Agreed,
    /// It stands alone, as it was read.
    Plain,
    /// It was changed by a repair.
    Repaired,
    /// A part of it is missing.
    Partial,
    /// It was taken from another place.
    Inferred,
    /// Another place says otherwise, or a diagnostic warns of it.
    Doubted,
}

impl Standing {
    fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Plain => "plain",
            Self::Repaired => "repaired",
            Self::Partial => "partial",
            Self::Inferred => "inferred",
            Self::Doubted => "doubted",
        }
    }
}

/// What speaks for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// The class of the field: `number`, `citation`, `cell` …
    pub field: &'static str,
    /// How well its words were read.
    pub reading: Reading,
    /// What stands for or against it.
    pub standing: Standing,
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.field, self.reading.name(), self.standing.name())
    }
}

/// How often values of some evidence were right and wrong.
pub type Tally = (u32, u32);

/// The measured table, by [`Evidence`] as it is displayed, and what is known of acts.
#[derive(Clone, Debug, Default)]
pub struct Grades {
    tallies: HashMap<String, Tally>,
    /// All fields together, by reading and standing.
    any: HashMap<(String, String), Tally>,
    acts: KnownActs,
}

/// At least this share, by the rule of succession, is sure, and likely.
const SURE: f64 = 0.97;
const LIKELY: f64 = 0.85;
/// Below this confidence an engine guesses: of digits that is worth nothing.
const GUESSED: u8 = 50;
/// So few values tell nothing of a field: all fields are asked, or, where something stands against the value or it was
/// hardly recognised, it is doubtful.
const FEW: u32 = 8;

impl Grades {
    /// The table of measured tallies, and the acts that are known.
    pub fn new(tallies: BTreeMap<String, Tally>, acts: KnownActs) -> Self {
        let mut any: HashMap<(String, String), Tally> = HashMap::new();
        for (evidence, (right, wrong)) in &tallies {
            let mut parts = evidence.split(' ').skip(1);
            let key = (parts.next().unwrap_or("").to_owned(), parts.next().unwrap_or("").to_owned());
            let sum = any.entry(key).or_default();
            *sum = (sum.0 + right, sum.1 + wrong);
        }
        Self { tallies: tallies.into_iter().collect(), any, acts }
    }

    /// The grade of what this evidence speaks for.
    pub fn grade(&self, evidence: &Evidence) -> Grade {
        let own = self.tallies.get(&evidence.to_string()).copied().unwrap_or_default();
        let any = || {
            let key = (evidence.reading.name().to_owned(), evidence.standing.name().to_owned());
            self.any.get(&key).copied().unwrap_or_default()
        };
        let is_few = own.0 + own.1 < FEW;
        if is_few && (evidence.standing >= Standing::Partial || evidence.reading == Reading::Poor) {
            return Grade::Doubtful;
        }
        let (right, wrong) = if is_few { any() } else { own };
        let share = f64::from(right + 1) / f64::from(right + wrong + 2);
        match share {
            _ if share >= SURE => Grade::Sure,
            _ if share >= LIKELY => Grade::Likely,
            _ => Grade::Doubtful,
        }
    }
}

/// Tells what speaks for the values of one parse.
pub struct Judge<'p> {
    parsed: &'p Parsed,
    acts: &'p KnownActs,
    /// Values of which a diagnostic warns.
    doubted: HashSet<OriginId>,
    /// Number and date as `(Kèm theo …)` has them.
    witnesses: Vec<(Option<&'p str>, Option<&'p str>)>,
    /// The dates with which each number is cited.
    cited: HashMap<String, HashSet<String>>,
}

impl<'p> Judge<'p> {
    /// Of a parse.
    pub fn new(parsed: &'p Parsed, grades: &'p Grades) -> Self {
        let warned = parsed.diagnostics.iter().filter(|own| own.severity < Severity::Note);
        let issued = parsed.document.attachments.iter().filter_map(|own| own.issued_with.as_ref());
        let mut cited: HashMap<String, HashSet<String>> = HashMap::new();
        visit_citations(&parsed.document, &mut |_, _, citation, _| {
            if let (Some(number), Some(date)) = (&citation.number, &citation.date) {
                cited.entry(number.clone()).or_default().insert(date.clone());
            }
        });
        Self {
            parsed,
            acts: &grades.acts,
            doubted: warned.map(|own| own.about).filter(|about| *about != OriginId::NONE).collect(),
            witnesses: issued.map(|own| (own.number.as_deref(), own.date.as_deref())).collect(),
            cited,
        }
    }

    /// What speaks for an owner's value.
    pub fn value(&self, pointer: &str, id: OriginId) -> Evidence {
        let field = field(pointer);
        let origin = self.parsed.origins.get(id);
        let standing = if self.doubted.contains(&id) {
            Standing::Doubted
        } else if origin.is_some_and(|origin| origin.inferred_from.is_some()) {
            Standing::Inferred
        } else if self.is_witnessed(pointer) {
            Standing::Agreed
        } else if matches!(field, "number" | "date") && self.is_guessed(self.parsed.origins.spans(id)) {
            Standing::Doubted
        } else if pointer == "/header/date" && self.parsed.document.header.date.as_ref().is_some_and(is_partial) {
            Standing::Partial
        } else if origin.is_some_and(|origin| !origin.repairs.is_empty()) {
            Standing::Repaired
        } else {
            Standing::Plain
        };
        Evidence { field, reading: self.reading(self.parsed.origins.spans(id)), standing }
    }

    /// What speaks for the next citation in the value of an origin, which stands in these spans.
    pub(super) fn citation(&self, own: &Citation, owner: OriginId, spans: &[Span], cited: &mut CitedIn) -> Evidence {
        let words = || spans.iter().flat_map(|span| words_of(self.parsed, *span));
        // The number and the date make it wrong, not the words around them.
        let telling = words().filter(|word| tells(word.span.of(&self.parsed.text)));
        let least = telling.filter_map(|word| word.confidence).min().map(Reading::of_confidence);
        let reading = least.unwrap_or_else(|| self.reading(spans));
        let standing = match self.standing_of(own) {
            Standing::Plain if reading != Reading::Typed && !is_abbreviated(own, owner, cited) => Standing::Doubted,
            Standing::Plain if self.is_guessed(spans) => Standing::Doubted,
            standing => standing,
        };
        Evidence { field: "citation", reading, standing }
    }

    fn standing_of(&self, citation: &Citation) -> Standing {
        let (number, date) = (citation.number.as_deref(), citation.date.as_deref());
        let own = self.parsed.document.header.date.as_ref().map(|date| date.as_str());
        let later = matches!((date, own), (Some(date), Some(own)) if own.len() == 10 && date > own);
        let several = number.and_then(|number| self.cited.get(number)).is_some_and(|dates| dates.len() > 1);
        if later || several {
            return Standing::Doubted;
        }
        if let Some(agrees) = self.acts.agrees(citation) {
            return if agrees { Standing::Agreed } else { Standing::Doubted };
        }
        let year_of_number = number.and_then(|number| number.split('/').nth(1)).filter(|part| is_year(part));
        if let (Some(year), Some(date)) = (year_of_number, date) {
            return if date.starts_with(year) { Standing::Agreed } else { Standing::Doubted };
        }
        let is_law = citation.kind.as_ref().is_some_and(DocumentKind::is_law);
        let whole = |date: Option<&str>| date.is_some_and(|date| date.len() == 10);
        if is_law && (whole(date) || number.is_some()) || number.is_some() && whole(date) {
            return Standing::Plain;
        }
        Standing::Partial
    }

    fn is_witnessed(&self, pointer: &str) -> bool {
        let header = &self.parsed.document.header;
        let number = header.number.as_ref().map(|number| number.text.as_str());
        let date = header.date.as_ref().map(|date| date.as_str());
        match pointer {
            "/header/number" => self.witnesses.iter().any(|own| own.0.is_some() && own.0 == number),
            "/header/date" => {
                self.witnesses.iter().any(|own| own.1.is_some_and(|own| own.len() == 10) && own.1 == date)
            }
            _ => false,
        }
    }

    /// True where the engine only guessed a word with digits.
    fn is_guessed(&self, spans: &[Span]) -> bool {
        let words = spans.iter().flat_map(|span| words_of(self.parsed, *span));
        let digits = words.filter(|word| word.span.of(&self.parsed.text).contains(|c: char| c.is_ascii_digit()));
        digits.filter_map(|word| word.confidence).any(|own| own < GUESSED)
    }

    /// How well the words of some spans were read: by the engine's confidence, else by the document's dirt.
    fn reading(&self, spans: &[Span]) -> Reading {
        let words = spans.iter().flat_map(|span| words_of(self.parsed, *span));
        match words.filter_map(|word| word.confidence).min() {
            Some(least) => Reading::of_confidence(least),
            None => self.parsed.reading,
        }
    }
}

/// True where every letter of a proposal's symbol behind its kind begins a word of the value in which it is cited:
/// `TTr-PVHTT` of a Phòng Văn hóa và Thông tin. The office's name itself may be abbreviated in the value: `UBND`.
fn is_abbreviated(citation: &Citation, owner: OriginId, cited: &mut CitedIn) -> bool {
    let symbol = citation.number.as_deref().and_then(|number| number.split_once('-')).map_or("", |(_, symbol)| symbol);
    citation.kind != Some(DocumentKind::ToTrinh) || symbol.is_empty() || cited.has_initials(symbol, owner)
}

/// True for a word of a number, a symbol or a date.
fn tells(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals > 1 || word.contains(|c: char| c.is_ascii_digit() || c == '/')
}

fn is_partial(date: &super::Text) -> bool {
    date.as_str().len() < 10
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The class of a field, by its pointer without the places in lists.
fn field(pointer: &str) -> &'static str {
    let named = pointer.rsplit('/').find(|part| !part.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or("");
    let first = pointer.split('/').nth(1).unwrap_or("");
    match (first, named) {
        (_, "number") => "number",
        (_, "date") => "date",
        (_, "parent_agency" | "agency") => "agency",
        (_, "place") => "place",
        (_, "name") if pointer.contains("/signature") => "signatory",
        (_, "name") if pointer.contains("/columns/") => "column",
        (_, "name") => "name",
        ("bases", _) => "basis",
        (_, "position" | "other_position") => "post",
        (_, "authority") if pointer.contains("/signature") => "capacity",
        _ if pointer.contains("/recipients/") => "recipient",
        _ if pointer.contains("/cells/") => "cell",
        _ if pointer.contains("/rows/") => "cell",
        (_, "subject") => "subject",
        (_, "authority") => "authority",
        (_, "filing") => "filing",
        (_, "label") => "label",
        (_, "heading") => "heading",
        (_, "title") => "title",
        (_, "text") => "text",
        _ => "other",
    }
}

/// The evidence of every value and citation of a parse, in the order of the document, with its pointer.
pub fn evidence(parsed: &Parsed, grades: &Grades) -> Vec<(String, Evidence)> {
    let judge = Judge::new(parsed, grades);
    let mut found = Vec::new();
    visit(&parsed.document, &mut |pointer, _, _, id| {
        if parsed.origins.get(id).is_some() {
            found.push((pointer.to_owned(), judge.value(pointer, id)));
        }
    });
    let mut cited = CitedIn::new(parsed);
    visit_citations(&parsed.document, &mut |pointer, _: Depth, citation, owner| {
        let spans = cited.spans(citation, owner);
        found.push((pointer.to_owned(), judge.citation(citation, owner, &spans, &mut cited)));
    });
    found
}

/// The document of a parse has its own reading: `Reading::Typed` where nothing was recognised.
pub fn is_recognised(parsed: &Parsed) -> bool {
    parsed.reading != Reading::Typed || parsed.words.iter().any(|word| word.confidence.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_by_their_pointers() {
        for (pointer, expected) in [
            ("/header/number", "number"),
            ("/attachments/0/header/agency", "agency"),
            ("/signatures/0/authority/1", "capacity"),
            ("/signatures/0/name", "signatory"),
            ("/authority", "authority"),
            ("/recipients/3/items/0", "recipient"),
            ("/attachments/1/body/0/rows/2/cells/1/text", "cell"),
            ("/body/0/body/0/text", "text"),
        ] {
            assert_eq!(field(pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn shares_become_grades() {
        let rows = [("number clear plain", (98, 0)), ("number worn plain", (30, 3)), ("date worn plain", (0, 9))];
        let rows = rows.map(|(key, tally)| (key.to_owned(), tally)).into_iter().collect();
        let grades = Grades::new(rows, KnownActs::default());
        let grade = |field, reading| grades.grade(&Evidence { field, reading, standing: Standing::Plain });
        assert_eq!(grade("number", Reading::Clear), Grade::Sure);
        assert_eq!(grade("number", Reading::Worn), Grade::Likely);
        assert_eq!(grade("date", Reading::Worn), Grade::Doubtful);
        // Seldom seen: as all fields together, or not at all.
        assert_eq!(grade("place", Reading::Clear), Grade::Sure);
        assert_eq!(grade("place", Reading::Poor), Grade::Doubtful);
    }
}
