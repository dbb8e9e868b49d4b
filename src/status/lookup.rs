//! What became of an act or an agency by a day: looked up in the rows, never guessed.

use super::{Act, Agency, Change, Province, Status};
use crate::model::Citation;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::ops::Range;

/// Whether an act is in force on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing<'s> {
    /// In force, as far as the rows know.
    InForce(&'s Act),
    /// In force, and amended by then: the numbers of what amended it.
    Amended(&'s Act, Vec<&'s str>),
    /// No longer: the act, and the rows of what stands in its place by then; their numbers where there is no row.
    Replaced(&'s Act, Vec<&'s Act>, Vec<&'s str>),
    /// No longer, and nothing took its place.
    Repealed(&'s Act),
    /// Not yet.
    NotYet(&'s Act),
    /// No row is about it.
    Unknown,
}

impl Status {
    /// The row of a cited act: by number and kind, with the date where the number may come back; else by name and date.
    pub fn act(&self, citation: &Citation) -> Option<&Act> {
        let date = citation.date.as_deref();
        let agrees = |act: &Act| match (date, &act.date) {
            (Some(date), Some(known)) => known.starts_with(date) || date.starts_with(known.as_str()),
            _ => true,
        };
        let same_kind = |act: &Act| citation.kind.as_ref().is_none_or(|kind| *kind == act.kind);
        if let Some(number) = citation.number.as_deref() {
            let number = normal(number);
            let recurring = !has_year(&number);
            let mut found = self.acts.iter().filter(|act| normal(&act.number) == number && same_kind(act));
            // A number without a year comes back every year: only with its date is it this act.
            return found.find(|act| agrees(act) && (!recurring || date.is_some() && act.date.is_some()));
        }
        let title = citation.title.as_deref()?;
        let wanted = normal(title);
        let named = |act: &&Act| {
            let names = act.name.iter().chain(&act.also).map(|name| normal(name));
            same_kind(act) && names.into_iter().any(|name| name == wanted || without_kind(&name) == wanted)
        };
        let candidates: Vec<&Act> = self.acts.iter().filter(named).collect();
        match (date, candidates.as_slice()) {
            (Some(_), several) => several.iter().copied().find(|act| act.date.is_some() && agrees(act)),
            (None, [one]) => Some(one),
            // A law without a date may be any of its name.
            _ => None,
        }
    }

    /// Whether a cited act is in force on a day, ISO 8601.
    pub fn standing(&self, citation: &Citation, day: &str) -> Standing<'_> {
        let Some(act) = self.act(citation) else { return Standing::Unknown };
        if act.from.as_deref().is_some_and(|from| from > day) {
            return Standing::NotYet(act);
        }
        if act.until.as_deref().is_some_and(|until| until <= day) {
            if act.replaced_by.is_empty() {
                return Standing::Repealed(act);
            }
            let mut rows = Vec::new();
            let mut numbers = Vec::new();
            self.successors(act, day, &mut rows, &mut numbers, 0);
            return Standing::Replaced(act, rows, numbers);
        }
        let amended: Vec<&str> = act
            .amended_by
            .iter()
            .filter(|own| own.from.as_deref().or(own.date.as_deref()).is_some_and(|from| from <= day))
            .map(|own| own.number.as_str())
            .collect();
        if amended.is_empty() { Standing::InForce(act) } else { Standing::Amended(act, amended) }
    }

    /// What stands in an act's place on a day: through those that were replaced themselves by then.
    fn successors<'s>(
        &'s self,
        act: &'s Act,
        day: &str,
        rows: &mut Vec<&'s Act>,
        numbers: &mut Vec<&'s str>,
        depth: usize,
    ) {
        for number in &act.replaced_by {
            // Numbers are those of acts of the same kind, where there is one.
            let same =
                |kind: bool| self.acts.iter().find(move |own| own.number == *number && (!kind || own.kind == act.kind));
            match same(true).or_else(|| same(false)) {
                Some(next) if next.until.as_deref().is_some_and(|until| until <= day) && depth < 8 => {
                    self.successors(next, day, rows, numbers, depth + 1);
                }
                Some(next) => rows.push(next),
                None => numbers.push(number),
            }
        }
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

fn has_year(number: &str) -> bool {
    number.split('/').nth(1).is_some_and(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A name without its kind: `luật đất đai` is cited as `Đất đai`.
fn without_kind(name: &str) -> &str {
    let kinds = ["bộ luật ", "luật ", "pháp lệnh ", "nghị định ", "nghị quyết ", "quyết định ", "thông tư "];
    kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// As names are compared: small letters, one kind of dash without blanks, single blanks, the old place of the tone.
fn normal(text: &str) -> String {
    folded(text).0.trim().to_owned()
}

/// The same with the place of every byte in the text.
fn folded(text: &str) -> (String, Vec<usize>) {
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
    (out, places)
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
        let old = law("Tổ chức chính quyền địa phương", Some("2015-06-19"), None);
        assert!(matches!(status.standing(&old, "2020-01-01"), Standing::InForce(_) | Standing::Amended(..)));
        // Through the law of February 2025, which was replaced itself.
        let Standing::Replaced(_, rows, _) = status.standing(&old, "2026-01-01") else { panic!("replaced") };
        assert_eq!(rows[0].number, "72/2025/QH15");
        assert_eq!(status.standing(&law("Phong tục", None, None), "2026-01-01"), Standing::Unknown);
        let gender = law("Bình đẳng giới", Some("2006-11-29"), None);
        assert!(matches!(status.standing(&gender, "2026-01-01"), Standing::InForce(_) | Standing::Amended(..)));
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
