//! In which years a task is to be done.

use super::terms::folded;
use crate::tasks::Deadline;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The first and the last year, and who says so: `deadline`, `title`, `date`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Years {
    pub from: u16,
    pub to: u16,
    pub source: Cow<'static, str>,
}

/// The years of a task: those that its deadline names, else those of the title of its programme, else the year in which
/// the decision was issued.
pub(super) fn years(
    due: Option<&Deadline>,
    deadline: Option<&str>,
    titles: &[&str],
    date: Option<&str>,
) -> Option<Years> {
    let ends = match due {
        Some(Deadline::Date { start, end } | Deadline::Month { start, end } | Deadline::Quarter { start, end }) => {
            [year_of(start), end.as_deref().and_then(year_of)]
        }
        Some(Deadline::Year { start }) => [year_of(start), None],
        Some(Deadline::Recurring { .. }) | None => [None, None],
    };
    let own = match ends {
        [Some(from), Some(to)] => Some((from, to)),
        [one, other] => one.or(other).map(|year| (year, year)),
    };
    let said = |(from, to): (u16, u16), source: &'static str| Years { from, to: to.max(from), source: source.into() };
    own.or_else(|| named(deadline?))
        .map(|own| said(own, "deadline"))
        .or_else(|| titles.iter().find_map(|title| named(title)).map(|own| said(own, "title")))
        .or_else(|| year_of(date?).map(|year| said((year, year), "date")))
}

fn year_of(iso: &str) -> Option<u16> {
    iso.get(..4)?.parse().ok()
}

/// The years that a text names: `năm 2026`, `giai đoạn 2021 - 2025`, `năm 2025 và 2026`.
fn named(text: &str) -> Option<(u16, u16)> {
    static NAMED: OnceLock<Regex> = OnceLock::new();
    let pattern = r"\b(?:nam|giai doan|thoi ky)(?: tu)? ((?:19|20)\d\d)(?:(?: den| va)?(?: nam)? ((?:19|20)\d\d))?\b";
    let found = NAMED.get_or_init(|| crate::grammars::pattern(pattern));
    let plain = folded(text);
    let found = found.captures(&plain)?;
    let from: u16 = found[1].parse().ok()?;
    Some((from, found.get(2).and_then(|to| to.as_str().parse().ok()).unwrap_or(from)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::deadline;

    #[test]
    fn deadline_then_title_then_date() {
        let of_task = |text: &str, title: &str| {
            let found = years(deadline(text).as_ref(), Some(text), &[title], Some("2025-12-30"));
            found.map(|own| (own.from, own.to, own.source.into_owned()))
        };
        assert_eq!(of_task("Trước 30/4/2027", "Chương trình năm 2026"), Some((2027, 2027, "deadline".to_owned())));
        assert_eq!(of_task("Từ 15/11 đến 15/12/2027", ""), Some((2027, 2027, "deadline".to_owned())));
        assert_eq!(of_task("Hằng tháng trong năm 2027", ""), Some((2027, 2027, "deadline".to_owned())));
        assert_eq!(of_task("Quý II", "Chương trình công tác năm 2026"), Some((2026, 2026, "title".to_owned())));
        assert_eq!(of_task("Quý II", "Kế hoạch giai đoạn 2021 – 2025"), Some((2021, 2025, "title".to_owned())));
        assert_eq!(of_task("Quý II", "Kế hoạch từ năm 2026 đến năm 2030"), Some((2026, 2030, "title".to_owned())));
        assert_eq!(of_task("Quý II", "Kế hoạch"), Some((2025, 2025, "date".to_owned())));
        assert_eq!(years(None, None, &[], None), None);
    }
}
