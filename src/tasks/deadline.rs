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
    let recurring = [
        ("hang tuan", "weekly"),
        ("hang thang", "monthly"),
        ("hang quy", "quarterly"),
        ("hang nam", "yearly"),
        ("thuong xuyen", "continuous"),
        ("ca nam", "continuous"),
        ("trong nam", "continuous"),
    ];
    let year = YEAR.captures(&folded).map(|found| found[1].to_owned());
    let every = |every: &str| Some(Deadline::Recurring { every: every.to_owned() });
    // `Trong năm 2025` is that year.
    let holds =
        |words: &str| folded.contains(words) && !(year.is_some() && words.ends_with(" nam") && words != "hang nam");
    if let Some((_, often)) = recurring.iter().find(|(words, _)| holds(words)) {
        return every(often);
    }
    // `16 tháng 6` and `06 tháng 12` are days; six months are those of a year's half, or come again and again.
    if let Some(half) = HALF.captures(&folded).filter(|_| !folded.contains("ngay")) {
        let months = |start: &str, end: &str| {
            let year = half.get(2).map_or("-", |year| year.as_str());
            Some(Deadline::Month { start: format!("{year}-{start}"), end: Some(format!("{year}-{end}")) })
        };
        match half.get(1).map(|part| part.as_str()) {
            None => return every("half-yearly"),
            Some("dau nam") => return months("01", "06"),
            Some("cuoi nam") => return months("07", "12"),
            Some(_) => {}
        }
    }
    let ends = |mut found: Vec<String>| {
        found.dedup();
        let end = (found.len() > 1).then(|| found.pop()).flatten();
        found.into_iter().next().map(|start| (start, end))
    };
    let dates = DATE.captures_iter(&folded).filter_map(|found| {
        let (day, month): (u8, u8) = (found[1].parse().ok()?, found[2].parse().ok()?);
        let year = found.get(3).map(|year| year.as_str());
        (1..=31).contains(&day).then_some(())?;
        (1..=12).contains(&month).then(|| format!("{}-{month:02}-{day:02}", year.unwrap_or("-")))
    });
    if QUARTER.is_match(&folded) {
        let number = |value: &str| match value {
            "i" | "1" => "1",
            "ii" | "2" => "2",
            "iii" | "3" => "3",
            _ => "4",
        };
        let found = QUARTER.captures_iter(&folded).flat_map(|found| {
            let year = found.get(3).map(|year| format!("{}-", year.as_str())).unwrap_or_default();
            let values = [found.get(1), found.get(2)].into_iter().flatten();
            values.map(|value| format!("{year}Q{}", number(value.as_str()))).collect::<Vec<_>>()
        });
        let (start, end) = ends(found.collect())?;
        return Some(Deadline::Quarter { start, end });
    }
    if let Some((start, end)) =
        ends(dates.collect()).filter(|_| !folded.trim_start().starts_with("thang") || folded.contains("ngay"))
    {
        return Some(Deadline::Date { start, end });
    }
    if MONTH.is_match(&folded) {
        let found = MONTH.captures_iter(&folded).flat_map(|found| {
            let year = found.get(3).map_or("-".to_owned(), |year| year.as_str().to_owned());
            let values = [found.get(1), found.get(2)]
                .into_iter()
                .flatten()
                .filter_map(|value| value.as_str().parse::<u8>().ok());
            values
                .filter(|month| (1..=12).contains(month))
                .map(|month| format!("{year}-{month:02}"))
                .collect::<Vec<_>>()
        });
        let (start, end) = ends(found.collect())?;
        return Some(Deadline::Month { start, end });
    }
    year.map(|start| Deadline::Year { start })
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
