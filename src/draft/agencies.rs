//! Agencies, levels of government and provinces that are no more on the day of the draft.

use super::Planner;
use super::owners::{Owner, lowered};
use super::reasons::{reason, shown_date, words};
use super::rows::{Class, Decision, Proposal};
use crate::model::Document;
use crate::status::{Agency, Change, Commune, Finder, Status, communes};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// The province of a document's issuer, by its letterhead.
pub(super) fn province_of(document: &Document, status: &Status) -> Option<String> {
    let header = &document.header;
    let named = [&header.parent_agency, &header.agency, &document.authority, &header.place];
    let text = named.into_iter().flatten().map(|own| lowered(own.as_str())).collect::<Vec<_>>().join("\n");
    let found = status.provinces.iter().map(|row| row.name.as_str()).filter(|name| {
        let name = lowered(name);
        text.match_indices(&name).any(|(at, _)| {
            let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            whole(text[..at].chars().next_back()) && whole(text[at + name.len()..].chars().next())
        })
    });
    // `Quảng Nam` before `Nam`: the longest name.
    found.max_by_key(|name| name.len()).map(str::to_owned)
}

/// A mention of an agency that is gone.
struct Gone<'s> {
    owner: usize,
    within: Range<usize>,
    row: &'s Agency,
    /// Other rows that hold here just as well, with other successors.
    rivals: Vec<&'s Agency>,
    /// The function of a split agency that the text is about: its word, and where it went.
    function: Option<(&'s String, &'s String)>,
}

impl Planner<'_> {
    pub(super) fn agencies(&self) -> Vec<Proposal> {
        let finder = Finder::new(self.status);
        let mut gone = Vec::new();
        let mut functions = self.functions();
        // The names of living agencies by the unit of text in which they stand.
        let mut living: HashSet<(String, String)> = HashSet::new();
        for (index, owner) in self.owners.iter().enumerate() {
            for mention in finder.mentions(&owner.value) {
                let Some(row) = self.chosen(&mention.rows) else { continue };
                if row.is_gone(&self.date) {
                    let rivals = self.rivals(row, &mention.rows);
                    let function = match row.change {
                        Some(Change::Split) => functions.of(owner, row),
                        _ => None,
                    };
                    gone.push(Gone { owner: index, within: mention.within, row, rivals, function });
                }
            }
        }
        let successors: HashSet<&str> =
            gone.iter().flat_map(|own| own.row.successors.iter().map(String::as_str)).collect();
        for owner in &self.owners {
            for name in &successors {
                if owner.lower.contains(&lowered(name)) {
                    living.insert((unit(&owner.pointer).to_owned(), (*name).to_owned()));
                }
            }
        }
        let mut taken: HashMap<(String, String), &str> = HashMap::new();
        let mut found = Vec::new();
        for own in &gone {
            let owner = &self.owners[own.owner];
            if let Some(mut proposal) = self.agency(owner, own) {
                let key = (unit(&owner.pointer).to_owned(), proposal.new.clone());
                // Two that are one now, or one that meets its successor.
                let other = taken.insert(key.clone(), &own.row.name);
                let itself = living.contains(&key) || other.is_some_and(|other| other != own.row.name);
                if itself && own.row.change != Some(Change::Abolished) && proposal.class != Class::Keep {
                    proposal.decision = Decision::Open;
                    proposal.code = "agency-itself";
                    proposal.reason += &format!(" {}", reason("agency-itself", &[&proposal.new], self.language));
                }
                found.push(proposal);
            }
        }
        found.extend(self.provinces());
        found.extend(self.communes());
        found
    }

    /// Communes of the office's province that are part of others now. Names come back, so a person decides.
    fn communes(&self) -> Vec<Proposal> {
        let Some(province) = self.province.as_deref() else { return Vec::new() };
        // The resolutions are those of today's provinces.
        let into = self.status.provinces.iter().find(|row| row.name == province && row.into.is_some());
        let province = into.and_then(|row| row.into.as_deref()).unwrap_or(province);
        let mut by_name: BTreeMap<String, Vec<Commune>> = BTreeMap::new();
        for now in communes(Some(province)).filter(|own| own.from <= self.date.as_str()) {
            for old in &now.made_of {
                let old = lowered(old.split(" (").next().unwrap_or(old));
                by_name.entry(old).or_default().push(now.clone());
            }
        }
        // What has its name still is no name that is gone.
        let alive: HashSet<String> = communes(Some(province)).map(|own| lowered(&own.name)).collect();
        by_name.retain(|old, _| !alive.contains(old));
        let mut found = Vec::new();
        for owner in
            self.owners.iter().filter(|own| ["xã ", "phường ", "thị trấn "].iter().any(|kind| own.lower.contains(kind)))
        {
            for (old, now) in &by_name {
                found.extend(
                    owner
                        .lower
                        .match_indices(old.as_str())
                        .filter_map(|(at, _)| self.commune(owner, at..at + old.len(), now)),
                );
            }
        }
        found
    }

    fn commune(&self, owner: &Owner, within: Range<usize>, now: &[Commune]) -> Option<Proposal> {
        let behind = &owner.lower[within.end..];
        let whole = behind.chars().next().is_none_or(|c| !c.is_alphanumeric()) && !goes_on(&owner.value, within.end);
        if !whole || owner.cites(&within) || is_marked_old(behind) {
            return None;
        }
        let mut own = Proposal::of(owner, within, Class::Agency, Decision::Open)?;
        let names = now.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join("; ");
        let from = shown_date(now.first()?.from, self.language);
        own.code = "commune";
        own.reason = reason(own.code, &[&own.old, &names, &from, &now.first()?.source], self.language);
        // Two units of this name: which one is meant, nobody can tell.
        own.new = match now {
            [one] => in_the_case_of(&own.old, &one.name),
            _ => String::new(),
        };
        Some(own)
    }

    /// The row that holds here: one of the province before a general one, one of today's agencies before one that ended.
    fn chosen<'s>(&self, rows: &[&'s Agency]) -> Option<&'s Agency> {
        let here = |row: &&&Agency| row.province.is_some() && row.province == self.province;
        let general = |row: &&&Agency| row.province.is_none();
        let alive =
            |row: &&&Agency| row.until.is_none() && row.from.as_deref().is_none_or(|from| from <= self.date.as_str());
        let of = |wanted: &dyn Fn(&&&Agency) -> bool| {
            rows.iter().find(|row| wanted(row) && alive(row)).or_else(|| rows.iter().find(|row| wanted(row)))
        };
        of(&here).or_else(|| of(&general)).copied()
    }

    /// The rows that hold here just as well as the chosen one, and say otherwise.
    fn rivals<'s>(&self, chosen: &Agency, rows: &[&'s Agency]) -> Vec<&'s Agency> {
        let rival = |row: &&&Agency| {
            row.province == chosen.province && row.is_gone(&self.date) && row.successors != chosen.successors
        };
        rows.iter().filter(rival).copied().collect()
    }

    fn agency(&self, owner: &Owner, gone: &Gone) -> Option<Proposal> {
        let row = gone.row;
        let until = shown_date(row.until.as_deref().unwrap_or(""), self.language);
        let trust = self.trust(row.reliability);
        let written = owner.value.get(gone.within.clone())?;
        if owner.cites(&gone.within) || is_marked_old(&owner.lower[gone.within.end..]) {
            let mut own = Proposal::of(owner, gone.within.clone(), Class::Keep, Decision::Keep)?;
            own.code = "keep-citation";
            own.reason = reason(own.code, &[], self.language);
            return Some(own);
        }
        // The number of districts is not the number of communes.
        let counted = owner.before(gone.within.start, 4).trim_end().ends_with(|c: char| c.is_ascii_digit());
        let sure = row.reliability.is_verified() && !counted;
        let all = row.successors.join("; ");
        let (code, arguments, new, decision) = match (row.change, gone.function) {
            (Some(Change::Abolished), _) => ("agency-abolished", vec![&row.name, &until, &trust], None, Decision::Open),
            (Some(Change::Split), Some((word, to))) => {
                ("agency-function", vec![&row.name, &until, word, to, &trust], Some(to), Decision::Open)
            }
            (Some(Change::Split), None) => {
                ("agency-split", vec![&row.name, &until, &all, &trust], row.successors.first(), Decision::Open)
            }
            _ => {
                let decision = if sure { Decision::Accept } else { Decision::Open };
                ("agency", vec![&row.name, &until, &all, &trust], row.successors.first(), decision)
            }
        };
        let mut own = Proposal::of(owner, gone.within.clone(), Class::Agency, decision)?;
        let arguments: Vec<&str> = arguments.into_iter().map(String::as_str).collect();
        own.code = code;
        own.reason = reason(code, &arguments, self.language);
        if let Some(note) = row.note.as_deref().filter(|_| self.language == crate::words::Language::Vietnamese) {
            own.reason += &format!(" {note}");
        }
        own.new = new.map_or_else(String::new, |new| in_the_case_of(written, new));
        if !gone.rivals.is_empty() {
            // Where several rules hold, a person chooses.
            let several = gone.rivals.iter().chain([&row]).flat_map(|row| &row.successors);
            let several = several.map(String::as_str).collect::<Vec<_>>().join("; ");
            own.reason += &format!(" {}", reason("agency-several", &[&several], self.language));
            own.new.clear();
            own.decision = Decision::Open;
        }
        Some(own)
    }

    fn functions<'s>(&self) -> Functions<'s> {
        let mut rows: HashMap<String, String> = HashMap::new();
        for owner in &self.owners {
            if let Some((row, _)) = owner.pointer.split_once("/cells/") {
                rows.entry(row.to_owned()).or_default().push_str(&owner.lower);
            }
        }
        let subject = self.parsed.document.subject.as_ref().map_or(String::new(), |own| lowered(own.as_str()));
        Functions { rows, subject, known: HashMap::new() }
    }

    /// Provinces that are part of others now, where they are named as provinces.
    fn provinces(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        let gone = self
            .status
            .provinces
            .iter()
            .filter(|row| row.until.as_deref().is_some_and(|until| until <= self.date.as_str()));
        for row in gone {
            let Some(into) = &row.into else { continue };
            let name = lowered(&row.name);
            for owner in self.owners.iter().filter(|own| own.lower.contains(&name)) {
                for kind in ["tỉnh ", "thành phố "] {
                    let phrase = format!("{kind}{name}");
                    for (at, _) in owner.lower.match_indices(&phrase) {
                        let within = at..at + phrase.len();
                        let whole = owner.lower[within.end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                        if !whole || owner.cites(&within) || is_marked_old(&owner.lower[within.end..]) {
                            continue;
                        }
                        let until = shown_date(row.until.as_deref().unwrap_or(""), self.language);
                        let Some(mut own) = Proposal::of(owner, within, Class::Agency, Decision::Open) else {
                            continue;
                        };
                        let today = self.status.province(into, &self.date);
                        let kind =
                            today.map_or("tỉnh", |row| if row.kind == "thanh-pho" { "thành phố" } else { "tỉnh" });
                        own.code = "province";
                        own.reason =
                            reason(own.code, &[&row.name, into, &until, &self.trust(row.reliability)], self.language);
                        own.new = in_the_case_of(&own.old, &format!("{kind} {into}"));
                        found.push(own);
                    }
                }
            }
        }
        found
    }
}

/// Which of a split agency's functions a text is about. What was looked for once is kept: a long text may name one agency
/// many times.
struct Functions<'s> {
    /// The small letters of each row of a table.
    rows: HashMap<String, String>,
    /// Those of the document's subject.
    subject: String,
    /// By the name of a text and the agency.
    known: HashMap<(String, *const Agency), Option<(&'s String, &'s String)>>,
}

impl<'s> Functions<'s> {
    /// The word that tells the function, and where it went: in the text itself, else in its table's row, else in the
    /// document's subject.
    fn of(&mut self, owner: &Owner, row: &'s Agency) -> Option<(&'s String, &'s String)> {
        let Self { rows, subject, known } = self;
        let unit = unit(&owner.pointer);
        let around = rows.get(unit).map_or(owner.lower.as_str(), String::as_str);
        let texts = [(owner.pointer.as_str(), owner.lower.as_str()), (unit, around), ("", subject.as_str())];
        texts.into_iter().find_map(|(name, text)| {
            *known.entry((name.to_owned(), std::ptr::from_ref(row))).or_insert_with(|| function_in(text, row))
        })
    }
}

/// The one function of an agency that a text names; two at once tell nothing.
fn function_in<'s>(text: &str, row: &'s Agency) -> Option<(&'s String, &'s String)> {
    let mut named = row
        .functions
        .iter()
        .filter_map(|function| Some((function.words.iter().find(|word| text.contains(&lowered(word)))?, &function.to)));
    let one = named.next();
    one.filter(|_| named.next().is_none())
}

/// True where a name goes on behind a place: `xã Yên` of `xã Yên Xuân`.
fn goes_on(text: &str, at: usize) -> bool {
    let mut behind = text.get(at..).unwrap_or("").chars();
    behind.next() == Some(' ') && behind.next().is_some_and(char::is_uppercase)
}

/// True where the text says itself that a name is an old one, at the end of its list: `tỉnh A, tỉnh B (cũ)`.
fn is_marked_old(behind: &str) -> bool {
    let end = behind.char_indices().nth(60).map_or(behind.len(), |(at, _)| at);
    let near = behind[..end].split([';', '.', '\n']).next().unwrap_or("");
    words().old.iter().any(|mark| near.contains(mark.as_str()))
}

/// The part of a document within which an agency meets another: the row of a table, else the value itself.
fn unit(pointer: &str) -> &str {
    match pointer.find("/cells/") {
        Some(at) => &pointer[..at],
        None => pointer,
    }
}

/// New words in the case of the old: all capitals, or a capital first.
fn in_the_case_of(old: &str, new: &str) -> String {
    let letters = || old.chars().filter(|c| c.is_alphabetic());
    if letters().filter(|c| c.is_uppercase()).count() * 10 >= letters().count() * 9 && old.contains(' ') {
        return new.to_uppercase();
    }
    let mut chars = new.chars();
    match (letters().next(), chars.next()) {
        (Some(first), Some(own)) if first.is_uppercase() && own.is_lowercase() => {
            own.to_uppercase().chain(chars).collect()
        }
        _ => new.to_owned(),
    }
}
