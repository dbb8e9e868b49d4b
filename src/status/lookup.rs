//! What became of an act or an agency by a day: looked up in the rows, never guessed.

use super::{Act, Agency, Amendment, Change, Part, Province, Status};
use crate::model::Citation;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What the rows know of a cited act on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'s> {
    /// Its row.
    pub act: &'s Act,
    /// Whether it is in force.
    pub force: Force<'s>,
    /// What amended it by then, in the order of the row.
    pub amended_by: Vec<&'s Amendment>,
    /// Its parts that are otherwise than the act on that day: gone before it, not yet in force, or outliving it.
    pub parts: Vec<&'s Part>,
    /// The first day on which it will no longer be in force, where that comes before the end of the day's year.
    pub ends: Option<&'s str>,
}

/// Whether an act is in force on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Force<'s> {
    /// Not yet.
    NotYet,
    /// In force, as far as the rows know; its `parts` excepted.
    InForce,
    /// It has begun, and nothing is known of its end.
    Unsure,
    /// No longer, but for its `parts`.
    StaysInPart(Successors<'s>),
    /// No longer: what stands in its place by then.
    Replaced(Successors<'s>),
    /// No longer, and nothing took its place.
    Repealed,
    /// The laws that it carries out are no longer in force, and it with the last of them, unless something keeps it
    /// (Luật 64/2025/QH15, Điều 57). That law.
    Lapsed(&'s Act),
}

/// What stands in the place of an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Successors<'s> {
    /// The rows of the acts.
    pub rows: Vec<&'s Act>,
    /// The numbers of those that have no row.
    pub numbers: Vec<&'s str>,
}

impl<'s> Successors<'s> {
    /// The numbers of all.
    pub fn all(&self) -> Vec<&'s str> {
        self.rows.iter().map(|row| row.number.as_str()).chain(self.numbers.iter().copied()).collect()
    }
}

impl Status {
    /// The row of a cited act: by number and kind, with the date where the number may come back; else by name and date.
    pub fn act(&self, citation: &Citation) -> Option<&Act> {
        let date = citation.date.as_deref();
        let agrees = |act: &Act| match (date, &act.date) {
            (Some(date), Some(known)) => known.starts_with(date) || date.starts_with(known.as_str()),
            _ => true,
        };
        if let Some(number) = citation.number.as_deref() {
            let recurring = !has_year(number);
            // A number without a year comes back every year: only with its date is it this act.
            return self
                .numbered(citation, number)
                .find(|act| agrees(act) && (!recurring || date.is_some() && act.date.is_some()));
        }
        match (date, self.named(citation).as_slice()) {
            (Some(_), several) => several.iter().copied().find(|act| act.date.is_some() && agrees(act)),
            (None, [one]) => Some(one),
            // A law without a date may be any of its name.
            _ => None,
        }
    }

    /// The rows of a number, of the citation's kind.
    pub(super) fn numbered<'s>(&'s self, citation: &Citation, number: &str) -> impl Iterator<Item = &'s Act> {
        self.acts.iter().filter(move |act| is_kind(act, citation) && same_number(&act.number, number))
    }

    /// The rows of the name by which an act is cited.
    pub(super) fn named(&self, citation: &Citation) -> Vec<&Act> {
        let Some(wanted) = citation.title.as_deref().map(normal) else { return Vec::new() };
        let named = |act: &&Act| {
            let mut names = act.name.iter().chain(&act.also).map(|name| normal(name));
            is_kind(act, citation) && names.any(|name| name == wanted || without_kind(&name) == wanted)
        };
        self.acts.iter().filter(named).collect()
    }

    /// The rows of a number, of any kind.
    pub fn acts_numbered(&self, number: &str) -> Vec<&Act> {
        self.acts.iter().filter(|act| same_number(&act.number, number)).collect()
    }

    /// The rows of a name, with or without its kind: `Luật Đất đai`, `đất đai`.
    pub fn acts_named(&self, name: &str) -> Vec<&Act> {
        self.named(&Citation { title: Some(name.to_owned()), ..Citation::default() })
    }

    /// The rows of a province by its name, with or without its kind.
    pub fn provinces_named(&self, name: &str) -> Vec<&Province> {
        let name = normal(name);
        let bare = ["tỉnh ", "thành phố "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(&name);
        self.provinces.iter().filter(|row| normal(&row.name) == bare).collect()
    }

    /// What is known of a cited act on a day, ISO 8601; `None` where no row is about it.
    pub fn standing(&self, citation: &Citation, day: &str) -> Option<Standing<'_>> {
        self.act(citation).map(|act| self.standing_of(act, day))
    }

    /// What is known of an act on a day, ISO 8601.
    pub fn standing_of<'s>(&'s self, act: &'s Act, day: &str) -> Standing<'s> {
        let has_ended = ended(act, day);
        let force = if act.from.as_deref().is_some_and(|from| from > day) {
            Force::NotYet
        } else if has_ended && act.parts.iter().any(|part| outlives(part, day)) {
            Force::StaysInPart(self.successors(act, day))
        } else if has_ended && act.replaced_by.is_empty() {
            Force::Repealed
        } else if has_ended {
            Force::Replaced(self.successors(act, day))
        } else if let Some(law) = self.lapsed_with(act, day) {
            Force::Lapsed(law)
        } else if act.end_unknown {
            Force::Unsure
        } else {
            Force::InForce
        };
        let by_then = |own: &&Amendment| own.from.as_deref().or(own.date.as_deref()).is_some_and(|from| from <= day);
        let otherwise = |part: &&Part| if has_ended { outlives(part, day) } else { is_absent(part, act, day) };
        let ends = act.until.as_deref().filter(|until| !has_ended && is_before_new_year(until, day));
        Standing {
            act,
            force,
            amended_by: act.amended_by.iter().filter(by_then).collect(),
            parts: act.parts.iter().filter(otherwise).collect(),
            ends,
        }
    }

    /// The last of the laws that an act carries out, where all of them have ended by a day, nothing keeps it and no end of its
    /// own is known.
    fn lapsed_with(&self, act: &Act, day: &str) -> Option<&Act> {
        if act.until.is_some() || act.kept_by.is_some() || act.implements.is_empty() {
            return None;
        }
        let row = |number: &String| self.acts.iter().find(|law| law.number == *number);
        let laws: Option<Vec<&Act>> = act.implements.iter().map(row).collect();
        let laws = laws.filter(|laws| laws.iter().all(|law| ended(law, day)))?;
        laws.into_iter().max_by(|a, b| a.until.cmp(&b.until))
    }

    /// What stands in an act's place on a day: through those that were replaced themselves by then.
    fn successors<'s>(&'s self, act: &'s Act, day: &str) -> Successors<'s> {
        let mut found = Successors::default();
        let mut seen = HashSet::from([act.number.as_str()]);
        let mut open: Vec<(&Act, &String)> = act.replaced_by.iter().rev().map(|number| (act, number)).collect();
        while let Some((before, number)) = open.pop() {
            if !seen.insert(number) {
                continue;
            }
            // Numbers are those of acts of the same kind, where there is one.
            let same = |kind: bool| {
                self.acts.iter().find(move |own| own.number == *number && (!kind || own.kind == before.kind))
            };
            match same(true).or_else(|| same(false)) {
                Some(next) if ended(next, day) && !next.replaced_by.is_empty() => {
                    open.extend(next.replaced_by.iter().rev().map(|number| (next, number)));
                }
                Some(next) => found.rows.push(next),
                None => found.numbers.push(number),
            }
        }
        found
    }

    /// The row of a province by its name, as it was on a day.
    pub fn province(&self, name: &str, day: &str) -> Option<&Province> {
        let wanted = normal(name);
        let alive = |row: &&Province| {
            row.from.as_deref().is_none_or(|from| from <= day) && row.until.as_deref().is_none_or(|until| until > day)
        };
        let named = |row: &&Province| normal(&row.name) == wanted;
        let mut rows = self.provinces.iter().filter(named);
        rows.clone().find(alive).or_else(|| rows.next())
    }

    /// The rows of an agency by any of its names.
    pub fn agencies_named(&self, name: &str) -> Vec<&Agency> {
        let wanted = normal(name);
        let named = |row: &&Agency| std::iter::once(&row.name).chain(&row.also).any(|own| normal(own) == wanted);
        self.agencies.iter().filter(named).collect()
    }

    /// The agencies that became a part of one, or took its name, by a day.
    pub fn made_of(&self, name: &str, day: &str) -> Vec<&Agency> {
        let wanted = normal(name);
        let became = |row: &&Agency| row.is_gone(day) && row.successors.iter().any(|own| normal(own) == wanted);
        self.agencies.iter().filter(became).collect()
    }
}

fn is_kind(act: &Act, citation: &Citation) -> bool {
    citation.kind.as_ref().is_none_or(|kind| *kind == act.kind)
}

fn ended(act: &Act, day: &str) -> bool {
    act.until.as_deref().is_some_and(|until| until <= day)
}

/// True for a part that is in force behind the end of its act.
fn outlives(part: &Part, day: &str) -> bool {
    part.stays || part.until.as_deref().is_some_and(|until| until > day)
}

/// True for a part that is not in force though its act is, or that is though its act is not yet.
fn is_absent(part: &Part, act: &Act, day: &str) -> bool {
    let not_yet = |from: &Option<String>| from.as_deref().is_some_and(|from| from > day);
    let gone = part.until.as_deref().is_some_and(|until| until <= day);
    gone || part.from.is_some() && not_yet(&part.from) != not_yet(&act.from)
}

/// True for a day up to the first of the year that follows another day's.
fn is_before_new_year(until: &str, day: &str) -> bool {
    let year = |day: &str| day.get(..4).and_then(|year| year.parse::<u16>().ok());
    match (year(until), year(day)) {
        (Some(ends), Some(year)) => ends == year || ends == year + 1 && until.ends_with("-01-01"),
        _ => false,
    }
}

/// True for numbers that differ in case, blanks and the kind of dash alone.
fn same_number(a: &str, b: &str) -> bool {
    fn plain(number: &str) -> impl Iterator<Item = char> {
        let dash = |c: char| if matches!(c, '–' | '—' | '‑') { '-' } else { c };
        number.chars().filter(|c| !c.is_whitespace()).map(dash).flat_map(char::to_lowercase)
    }
    plain(a).eq(plain(b))
}

/// A mention of an agency or a level of government in a text.
#[derive(Clone, Debug)]
pub struct Mention<'s> {
    /// The bytes of the text.
    pub within: Range<usize>,
    /// The rows that have this name.
    pub rows: Vec<&'s Agency>,
}

/// Finds agencies by all their names.
pub struct Finder<'s> {
    names: Option<AhoCorasick>,
    rows: Vec<Vec<&'s Agency>>,
}

impl<'s> Finder<'s> {
    /// Of all rows.
    pub fn new(status: &'s Status) -> Self {
        let mut by_name: HashMap<String, Vec<&Agency>> = HashMap::new();
        for row in &status.agencies {
            for name in std::iter::once(&row.name).chain(&row.also) {
                by_name.entry(normal(name)).or_default().push(row);
            }
        }
        let mut names: Vec<(String, Vec<&Agency>)> = by_name.into_iter().collect();
        names.sort_by(|a, b| a.0.cmp(&b.0));
        let patterns: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok();
        Self { names: finder, rows: names.into_iter().map(|(_, rows)| rows).collect() }
    }

    /// The mentions in a text, as whole words, the longest first.
    pub fn mentions(&self, text: &str) -> Vec<Mention<'s>> {
        let Some(names) = &self.names else { return Vec::new() };
        let (plain, places) = folded(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(own) = names.find(aho_corasick::Input::new(plain.as_str()).span(at..plain.len())) {
            let before = plain[..own.start()].chars().next_back();
            let after = plain[own.end()..].chars().next();
            if before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric()) {
                let end = places.get(own.end()).copied().unwrap_or(text.len());
                let within = places[own.start()]..text[..end].trim_end().len();
                found.push(Mention { within, rows: self.rows[own.pattern().as_usize()].clone() });
                at = own.end();
            } else {
                // Not a whole word: what begins a letter later may be one.
                at = own.start() + plain[own.start()..].chars().next().map_or(1, char::len_utf8);
            }
        }
        found
    }
}

impl Agency {
    /// True where it is gone by a day, for a document of another day.
    pub fn is_gone(&self, day: &str) -> bool {
        self.until.as_deref().is_some_and(|until| until <= day)
            && matches!(self.change, Some(Change::Renamed | Change::Merged | Change::Split | Change::Abolished))
    }
}

pub(super) fn has_year(number: &str) -> bool {
    number.split('/').nth(1).is_some_and(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A name without its kind: `luật đất đai` is cited as `Đất đai`.
fn without_kind(name: &str) -> &str {
    let kinds = ["bộ luật ", "luật ", "pháp lệnh ", "nghị định ", "nghị quyết ", "quyết định ", "thông tư "];
    kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// As names are compared: small letters, one kind of dash without blanks, single blanks, the old place of the tone.
pub(super) fn normal(text: &str) -> String {
    folded(text).0.trim().to_owned()
}

/// Syllables with the tone in its new place and in its old one.
const TONES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// The same with the place of every byte in the text.
fn folded(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut places: Vec<usize> = Vec::with_capacity(text.len() + 1);
    let mut push = |out: &mut String, c: char, at: usize| {
        let before = out.len();
        out.push(c);
        places.extend(std::iter::repeat_n(at, out.len() - before));
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let c = match c {
            '–' | '—' | '‑' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' '
            && (out.is_empty()
                || out.ends_with([' ', '-'])
                || chars.peek().is_some_and(|(_, next)| "-–—‑".contains(*next)))
        {
            continue;
        }
        c.to_lowercase().for_each(|small| push(&mut out, small, at));
    }
    places.push(text.len());
    (with_old_tones(out), places)
}

/// The text with every tone in its old place; no byte more or less.
fn with_old_tones(mut out: String) -> String {
    for (new, old) in TONES {
        // `quý` has its tone on the only vowel.
        if out.contains(new) {
            let mut replaced = String::with_capacity(out.len());
            let mut rest = out.as_str();
            while let Some(at) = rest.find(new) {
                let after = rest[at + new.len()..].chars().next();
                let onset = rest[..at].ends_with('q') || replaced.ends_with('q') && at == 0;
                let open = after.is_none_or(|c| !c.is_alphabetic());
                replaced.push_str(&rest[..at]);
                replaced.push_str(if open && !onset { old } else { new });
                rest = &rest[at + new.len()..];
            }
            replaced.push_str(rest);
            out = replaced;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocumentKind;

    fn law(title: &str, date: Option<&str>, number: Option<&str>) -> Citation {
        Citation {
            kind: Some(DocumentKind::Luat),
            title: Some(title.to_owned()),
            date: date.map(str::to_owned),
            number: number.map(str::to_owned),
            ..Citation::default()
        }
    }

    #[test]
    fn laws_by_day() {
        let status = Status::builtin();
        let force = |citation: &Citation, day: &str| status.standing(citation, day).map(|own| own.force);
        let old = law("Tổ chức chính quyền địa phương", Some("2015-06-19"), None);
        assert_eq!(force(&old, "2020-01-01"), Some(Force::InForce));
        // Through the law of February 2025, which was replaced itself.
        let Some(Force::Replaced(by)) = force(&old, "2026-01-01") else { panic!("replaced") };
        assert_eq!(by.all(), ["72/2025/QH15"]);
        assert_eq!(force(&law("Phong tục", None, None), "2026-01-01"), None);
        let gender = law("Bình đẳng giới", Some("2006-11-29"), None);
        assert_eq!(force(&gender, "2026-01-01"), Some(Force::InForce));
    }

    #[test]
    fn agencies_by_all_their_names() {
        let finder = Finder::new(Status::builtin());
        let names = |text: &str| -> Vec<String> {
            let gone = |own: &&Mention| own.rows.iter().any(|row| row.is_gone("2026-01-01"));
            finder.mentions(text).iter().filter(gone).map(|own| text[own.within.clone()].to_owned()).collect()
        };
        let text = "Sở Lao động – Thương binh và Xã hội, SỞ KẾ HOẠCH VÀ ĐẦU TƯ; Ban ở các huyện, thành phố,  thị xã";
        let found = names(text);
        assert_eq!(found[..2], ["Sở Lao động – Thương binh và Xã hội", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ"]);
        assert!(found[2].ends_with("huyện, thành phố,  thị xã"), "{found:?}");
        assert!(names("cơ quan quân sự, Sở Nội vụ").is_empty());
    }
}
