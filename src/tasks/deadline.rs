//! Deadlines (thời hạn) as dates, months, quarters or recurrences.

use crate::grammars::pattern;
use crate::words::fold;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// When a task is due. Where the text names no year, none is made up: `--12-10`, `--05`, `Q4`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Deadline {
    /// A day: ISO 8601.
    Date {
        /// The day; the first of a range.
        start: String,
        /// The last day of a range.
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<String>,
    },
    /// A month: `2025-05`.
    Month {
        /// The month; the first of a range.
        start: String,
        /// The last month of a range.
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<String>,
    },
    /// A quarter: `2025-Q4`.
    Quarter {
        /// The quarter; the first of a range.
        start: String,
        /// The last quarter of a range.
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<String>,
    },
    /// A year: `2025`.
    Year {
        /// The year.
        start: String,
    },
    /// Again and again: `continuous`, `weekly`, `monthly`, `quarterly`, `half-yearly`, `yearly`.
    Recurring {
        /// How often.
        every: String,
    },
}

/// A day and its month, with a year or without; all patterns are of folded text.
static DATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,2})\s*(?:/|-|\.|\s*thang\s*)(\d{1,2})(?:\s*(?:/|-|\.|\s*nam\s*)(\d{4}))?"));
static MONTH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"thang\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?(?:\s*/?\s*(?:nam\s*)?(\d{4}))?"));
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"quy\s*(iv|i{1,3}|[1-4])\b(?:\s*[,&-]?\s*(?:va\s*)?(iv|i{1,3})\b)?(?:\s*/?\s*(?:nam\s*)?(\d{4}))?")
});
/// A year alone.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\D*(\d{4})\D*$"));
/// Half a year, with the quarter or the words that say which.
static HALF: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^\d ] *)0?6 thang\b\s*(\d|dau nam|cuoi nam)?(?:\s*(\d{4}))?"));

/// The deadline that a cell's text gives; `None` where it gives none that is known.
pub fn deadline(text: &str) -> Option<Deadline> {
    let folded = fold(text);
    let year = YEAR.captures(&folded).map(|found| found[1].to_owned());
    if let Some(often) = often(&folded, year.is_some()) {
        return Some(Deadline::Recurring { every: often.to_owned() });
    }
    if let Some(half) = half_year(&folded) {
        return Some(half);
    }
    if QUARTER.is_match(&folded) {
        return quarters(&folded);
    }
    let of_month = folded.trim_start().starts_with("thang") && !folded.contains("ngay");
    if let Some((start, end)) = ends(dates(&folded)).filter(|_| !of_month) {
        return Some(Deadline::Date { start, end });
    }
    if MONTH.is_match(&folded) {
        return months(&folded);
    }
    year.map(|start| Deadline::Year { start })
}

/// How often a task comes again. `Trong năm 2025` is that year, and no word of this kind.
fn often(folded: &str, has_year: bool) -> Option<&'static str> {
    const RECURRING: [(&str, &str); 7] = [
        ("hang tuan", "weekly"),
        ("hang thang", "monthly"),
        ("hang quy", "quarterly"),
        ("hang nam", "yearly"),
        ("thuong xuyen", "continuous"),
        ("ca nam", "continuous"),
        ("trong nam", "continuous"),
    ];
    let is_of_year = |words: &str| has_year && words.ends_with(" nam") && words != "hang nam";
    let found = RECURRING.iter().find(|(words, _)| folded.contains(words) && !is_of_year(words));
    found.map(|(_, often)| *often)
}

/// Six months: those of a year's half, or such that come again and again. `16 tháng 6` and `06 tháng 12` are days.
fn half_year(folded: &str) -> Option<Deadline> {
    let half = HALF.captures(folded).filter(|_| !folded.contains("ngay"))?;
    let year = half.get(2).map_or("-", |year| year.as_str());
    let months = |start: &str, end: &str| {
        Some(Deadline::Month { start: format!("{year}-{start}"), end: Some(format!("{year}-{end}")) })
    };
    match half.get(1).map(|part| part.as_str()) {
        None => Some(Deadline::Recurring { every: "half-yearly".to_owned() }),
        Some("dau nam") => months("01", "06"),
        Some("cuoi nam") => months("07", "12"),
        Some(_) => None,
    }
}

/// The first and, where there are several, the last.
fn ends(mut found: Vec<String>) -> Option<(String, Option<String>)> {
    found.dedup();
    let end = (found.len() > 1).then(|| found.pop()).flatten();
    found.into_iter().next().map(|start| (start, end))
}

/// The days that a text names, with `-` for a year that it does not.
fn dates(folded: &str) -> Vec<String> {
    let date = |found: regex::Captures| {
        let (day, month): (u8, u8) = (found[1].parse().ok()?, found[2].parse().ok()?);
        let year = found.get(3).map_or("-", |year| year.as_str());
        ((1..=31).contains(&day) && (1..=12).contains(&month)).then(|| format!("{year}-{month:02}-{day:02}"))
    };
    DATE.captures_iter(folded).filter_map(date).collect()
}

fn quarters(folded: &str) -> Option<Deadline> {
    let number = |value: &str| match value {
        "i" | "1" => "1",
        "ii" | "2" => "2",
        "iii" | "3" => "3",
        _ => "4",
    };
    let found = QUARTER.captures_iter(folded).flat_map(|found| {
        let year = found.get(3).map(|year| format!("{}-", year.as_str())).unwrap_or_default();
        let values = [found.get(1), found.get(2)].into_iter().flatten();
        values.map(|value| format!("{year}Q{}", number(value.as_str()))).collect::<Vec<_>>()
    });
    let (start, end) = ends(found.collect())?;
    Some(Deadline::Quarter { start, end })
}

fn months(folded: &str) -> Option<Deadline> {
    let found = MONTH.captures_iter(folded).flat_map(|found| {
        let year = found.get(3).map_or("-", |year| year.as_str()).to_owned();
        let values = [found.get(1), found.get(2)].into_iter().flatten();
        let months =
            values.filter_map(|value| value.as_str().parse::<u8>().ok()).filter(|month| (1..=12).contains(month));
        months.map(|month| format!("{year}-{month:02}")).collect::<Vec<_>>()
    });
    let (start, end) = ends(found.collect())?;
    Some(Deadline::Month { start, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_deadline() {
        let date =
            |start: &str, end: Option<&str>| Some(Deadline::Date { start: start.into(), end: end.map(str::to_owned) });
        let month =
            |start: &str, end: Option<&str>| Some(Deadline::Month { start: start.into(), end: end.map(str::to_owned) });
        let quarter = |start: &str, end: Option<&str>| {
            Some(Deadline::Quarter { start: start.into(), end: end.map(str::to_owned) })
        };
        let every = |every: &str| Some(Deadline::Recurring { every: every.into() });
        for (text, expected) in [
            ("Trước 30/4/2025", date("2025-04-30", None)),
            ("Trước ngày 10 tháng 12 năm 2025", date("2025-12-10", None)),
            ("Từ 15/11 đến 15/12", date("--11-15", Some("--12-15"))),
            ("Tháng 5/2025", month("2025-05", None)),
            ("Tháng 5 - 8/2025", month("2025-05", Some("2025-08"))),
            ("Tháng 12", month("--12", None)),
            ("Quý IV/2025", quarter("2025-Q4", None)),
            ("Quý II - Quý III", quarter("Q2", Some("Q3"))),
            ("Hằng tháng", every("monthly")),
            ("Thường xuyên", every("continuous")),
            ("Năm 2025", Some(Deadline::Year { start: "2025".into() })),
            ("Theo kế hoạch", None),
            ("Trước ngày 16 tháng 6 năm 2025", date("2025-06-16", None)),
            ("06 tháng 12 năm 2025", date("2025-12-06", None)),
            ("ngày 26 tháng 3", date("--03-26", None)),
            ("6 tháng, năm", every("half-yearly")),
            ("Định kỳ 06 tháng một lần", every("half-yearly")),
            ("6 tháng đầu năm 2025", month("2025-01", Some("2025-06"))),
            ("6 tháng cuối năm", month("--07", Some("--12"))),
            ("Hằng tháng trong năm 2025", every("monthly")),
            ("Trong năm", every("continuous")),
            ("Trong năm 2025", Some(Deadline::Year { start: "2025".into() })),
        ] {
            assert_eq!(deadline(text), expected, "{text}");
        }
    }
}
