//! Numbers that look like years, dates, periods, percentages and persons: which move with the year, which stay, and
//! which only a person knows.

use super::Planner;
use super::owners::{Owner, lowered};
use super::reasons::{label, reason, words};
use super::rows::{Class, Decision, Proposal};
use crate::grammars::pattern;
use crate::model::Document;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Numbers with a year, dates, months, quarters, periods, years; the first that fits is taken.
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?:19|20)\d{2}";
    let parts = [
        format!(r"(?P<number>\b\d+\s?/\s?{year}\s?/\s?[a-zđ])"),
        format!(r"(?P<date>(?:ngày\s+)?\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*(?P<date_year>{year})\b)"),
        format!(r"(?P<words>ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+(?P<words_year>{year})\b)"),
        format!(
            r"(?P<month>(?:tháng\s+)?\b\d{{1,2}}(?:\s*[-–,]\s*\d{{1,2}})?\s*(?:/|năm\s+)\s*(?P<month_year>{year})\b)"
        ),
        format!(
            r"(?P<quarter>quý\s+[ivx1-4]+(?:\s*(?:[-–,;]|và)\s*(?:quý\s+)?[ivx1-4]+)*\s*(?:/|năm\s+|,\s*)?\s*(?P<quarter_year>{year})\b)"
        ),
        format!(r"(?P<period>\b(?P<first>{year})\s*(?:-|–|—|đến|tới|÷)\s*(?:hết\s+)?(?:năm\s+)?(?P<last>{year})\b)"),
        format!(r"\b(?P<year>{year})\b"),
    ];
    pattern(&parts.join("|"))
});

static PERCENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d+(?:[.,]\d+)?\s?%"));

/// The letters of Vietnamese names in capitals and small.
static PERSON: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s+(?P<name>\p{Lu}[\p{L}']+(?:\s+\p{Lu}[\p{L}']*){1,4})"));

/// How many characters before a year tell what it is.
const BEFORE: usize = 40;
/// So near before a period stands the word that tells a term: `nhiệm kỳ X (2024 - 2029)`.
const NEAR: usize = 16;
/// Lunar New Year lies between these days: month and day.
const TET: Range<(i32, i32)> = (1, 20)..(2, 22);

/// The year of a document's programme: the one that its subject, or an attachment's title, names.
pub(super) fn base_year(document: &Document) -> Option<i32> {
    let titles = document.attachments.iter().filter_map(|own| own.title.as_ref());
    let named = document.subject.iter().chain(titles);
    named.filter_map(|title| year_in(&lowered(title.as_str()))).next()
}

/// The last year of a title that is no part of a period or a date: `… năm 2025`.
fn year_in(lower: &str) -> Option<i32> {
    let found = YEARS.captures_iter(lower).filter_map(|own| own.name("year")?.as_str().parse().ok());
    found.last()
}

/// What was decided of a year.
struct Verdict {
    class: Class,
    decision: Decision,
    code: &'static str,
    arguments: Vec<String>,
    new: String,
}

fn verdict(class: Class, decision: Decision, code: &'static str) -> Verdict {
    Verdict { class, decision, code, arguments: Vec::new(), new: String::new() }
}

fn keep(code: &'static str) -> Verdict {
    verdict(Class::Keep, Decision::Keep, code)
}

fn ask(code: &'static str, new: String) -> Verdict {
    Verdict { new, ..verdict(Class::Ask, Decision::Open, code) }
}

impl Verdict {
    fn with(self, arguments: &[&str]) -> Self {
        Self { arguments: arguments.iter().map(|own| (*own).to_owned()).collect(), ..self }
    }
}

impl Planner<'_> {
    /// Every number that looks like a year, with what it is; percentages and persons named.
    pub(super) fn years(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        let header = ["/header/", "/bases/", "/recipients/"];
        for owner in &self.owners {
            if owner.pointer.ends_with("/date") || owner.pointer.ends_with("/number") {
                continue;
            }
            for captures in YEARS.captures_iter(&owner.lower) {
                let Some(whole) = captures.get(0) else { continue };
                let verdict = self.verdict(owner, &captures, whole.range());
                // Of a number, serial and year are looked at; the first letter behind only tells that it is one.
                let range = match captures.name("number") {
                    Some(number) => number.start()..number.start() + number.as_str().rfind('/').unwrap_or(number.len()),
                    None => whole.range(),
                };
                found.extend(self.proposal(owner, range, verdict));
            }
            if header.iter().any(|start| owner.pointer.starts_with(start)) {
                continue;
            }
            for percent in PERCENT.find_iter(&owner.lower) {
                if !owner.cites(&percent.range()) {
                    let verdict = ask("percentage", String::new());
                    found.extend(self.proposal(owner, percent.range(), verdict));
                }
            }
            found.extend(self.persons(owner));
        }
        found
    }

    fn proposal(&self, owner: &Owner, range: Range<usize>, verdict: Verdict) -> Option<Proposal> {
        let mut own = Proposal::of(owner, range, verdict.class, verdict.decision)?;
        let arguments: Vec<&str> = verdict.arguments.iter().map(String::as_str).collect();
        own.new = verdict.new;
        own.code = verdict.code;
        own.reason = reason(verdict.code, &arguments, self.language);
        Some(own)
    }

    fn verdict(&self, owner: &Owner, captures: &regex::Captures, range: Range<usize>) -> Verdict {
        let number = |name: &str| captures.name(name).and_then(|own| own.as_str().parse::<i32>().ok());
        let written = &owner.value[range.clone()];
        if captures.name("number").is_some() {
            return keep("keep-number");
        }
        if owner.cites(&range) {
            return keep("keep-citation");
        }
        let before = owner.before(range.start, BEFORE);
        let has = |list: &[String]| list.iter().any(|word| before.contains(word.as_str()));
        let list = words();
        if let (Some(first), Some(last)) = (number("first"), number("last")) {
            return self.period(first, last, written, before);
        }
        let moved = |year: i32| written.replace(&year.to_string(), &(year + self.delta()).to_string());
        if let Some(year) = number("date_year").or_else(|| number("words_year")) {
            return self.date(year, written, moved(year));
        }
        if let Some(year) = number("month_year").or_else(|| number("quarter_year")) {
            if year < self.base - 1 {
                return keep("keep-history");
            }
            return ask("month", if (year - self.base).abs() <= 1 { moved(year) } else { String::new() });
        }
        let Some(year) = number("year") else { return keep("keep-history") };
        let next = moved(year);
        if ends_with_any(before, &list.goal) && year > self.base {
            return if year > self.year {
                keep("keep-goal")
            } else {
                ask("goal-past", String::new()).with(&[&self.year.to_string()])
            };
        }
        match year - self.base {
            0 | 1 if has(&list.school) => ask("school-year", next),
            0 if has(&list.budget) => ask("budget-year", next),
            0 => Verdict { new: next.clone(), ..verdict(Class::Shift, Decision::Accept, "shift") }
                .with(&[written, &next]),
            1 => Verdict { new: next, ..verdict(Class::Shift, Decision::Accept, "shift-next") },
            -1 if has(&list.results) => {
                Verdict { new: next, ..verdict(Class::ShiftBack, Decision::Accept, "shift-back") }
            }
            -1 => ask("year-before", next),
            ..-1 => keep("keep-history"),
            _ if year > self.year => keep("keep-goal"),
            _ => ask("goal-past", String::new()).with(&[&self.year.to_string()]),
        }
    }

    fn delta(&self) -> i32 {
        self.year - self.base
    }

    fn period(&self, first: i32, last: i32, written: &str, before: &str) -> Verdict {
        let list = words();
        let (from, to) = (first.min(last), first.max(last));
        let target = self.year.to_string();
        // The word next before tells, not one that belongs to another period.
        let near = &before[before.char_indices().rev().take(NEAR).last().map_or(0, |(at, _)| at)..];
        if list.term.iter().any(|word| near.contains(word.as_str())) {
            return if to < self.base {
                keep("keep-finished")
            } else {
                ask("term", String::new()).with(&[written, &target])
            };
        }
        if ends_with_any(before, &list.school) {
            let shifted = |year: i32| (year + self.delta()).to_string();
            let near = (from - self.base).abs() <= 1;
            let new = written.replace(&to.to_string(), &shifted(to)).replace(&from.to_string(), "\u{0}");
            let new = new.replace('\u{0}', &shifted(from));
            return if near { ask("school-year", new) } else { keep("keep-finished") };
        }
        if to < self.base {
            return keep("keep-finished");
        }
        let code = if to < self.year { "period-ended" } else { "period" };
        ask(code, String::new()).with(&[written, &target])
    }

    /// A day: history stays; a day of the programme's time is asked, with what speaks against the same day next year.
    fn date(&self, year: i32, written: &str, moved: String) -> Verdict {
        if year < self.base - 1 {
            return keep("keep-history");
        }
        if (year - self.base).abs() > 1 {
            return ask("date", String::new());
        }
        let numbers: Vec<i32> =
            written.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
        let [day, month, ..] = numbers.as_slice() else { return ask("date", moved) };
        let target = year + self.delta();
        let Some(weekday) = weekday(target, *month, *day) else { return ask("date-impossible", String::new()) };
        if TET.contains(&(*month, *day)) {
            return ask("date-tet", moved);
        }
        match weekday {
            5 => ask("date-weekend", moved).with(&[label("weekend-saturday", self.language)]),
            6 => ask("date-weekend", moved).with(&[label("weekend-sunday", self.language)]),
            _ => ask("date", moved),
        }
    }

    /// `ông Nguyễn Văn A`.
    fn persons(&self, owner: &Owner) -> Vec<Proposal> {
        let mut found = Vec::new();
        for title in &words().persons {
            for (at, _) in owner.lower.match_indices(title.as_str()) {
                let end = at + title.len();
                let begins = owner.lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                let rest = owner.value.get(end..).unwrap_or("");
                if let (true, Some(name)) = (begins, PERSON.captures(rest).and_then(|own| own.name("name"))) {
                    let range = end + name.start()..end + name.end();
                    found.extend(self.proposal(owner, range, ask("person", String::new())));
                }
            }
        }
        found
    }
}

/// True where a text ends with one of some words, with nothing but blanks and `năm` behind it.
fn ends_with_any(before: &str, list: &[String]) -> bool {
    let bare = before.trim_end();
    let without_year = bare.strip_suffix("năm").unwrap_or(bare).trim_end();
    list.iter().any(|word| bare.ends_with(word.as_str()) || without_year.ends_with(word.as_str()))
}

/// The day of the week from Monday, 0, to Sunday, 6; `None` for a day that is in no calendar.
fn weekday(year: i32, month: i32, day: i32) -> Option<i8> {
    let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    Some(date.weekday().to_monday_zero_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week() {
        assert_eq!(weekday(2026, 11, 25), Some(2));
        assert_eq!(weekday(2026, 1, 3), Some(5));
        assert_eq!(weekday(2025, 2, 29), None);
        assert_eq!(weekday(2024, 2, 29), Some(3));
    }

    #[test]
    fn the_year_of_a_title() {
        assert_eq!(year_in("kế hoạch công tác năm 2025"), Some(2025));
        assert_eq!(year_in("chương trình giai đoạn 2021 - 2025"), None);
        assert_eq!(year_in("kế hoạch năm 2026 thực hiện đề án giai đoạn 2021-2030"), Some(2026));
    }
}
