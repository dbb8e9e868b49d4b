//! Dates: days of the calendar, and dates in words as the decree writes them.

use jiff::civil::Date;

/// The day of an ISO date that is whole and in the calendar: `2025-03-14`. `None` for part of a date, and for a day that
/// no calendar has.
pub fn day(iso: &str) -> Option<Date> {
    let day: Date = if iso.len() == 10 { iso.parse().ok()? } else { return None };
    (day.year() > 0).then_some(day)
}

/// Room for a day or a month that is written in by hand.
const BLANK: &str = "     ";

/// An ISO date, whole or in part, in words: `ngày 05 tháng 01 năm 2020`, with a leading zero only for days below 10 and
/// months 1 and 2 (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 4).
pub fn spelled_date(iso: &str) -> String {
    let mut parts = iso.split('-');
    let (year, month, day) = (parts.next().unwrap_or(""), parts.next(), parts.next());
    let day = day.unwrap_or(BLANK);
    let month = month.map_or_else(|| BLANK.to_owned(), spelled_month);
    format!("ngày {day} tháng {month} năm {year}").trim_end().to_owned()
}

/// The number of a month as the decree writes it: `01`, `02`, `3`.
pub fn spelled_month(month: &str) -> String {
    match month.trim_start_matches('0') {
        month @ ("1" | "2") => format!("0{month}"),
        month => month.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar_and_no_others() {
        for (date, is) in [
            ("2025-04-11", true),
            ("2024-02-29", true),
            ("2025-02-29", false),
            ("1900-02-29", false),
            ("2025-13-01", false),
            ("2025-04-00", false),
            ("0000-01-01", false),
            ("2025-04", false),
            ("2025", false),
            ("25-4-11", false),
            ("2025-04-1", false),
            ("20250-4-11", false),
            ("2025041100", false),
            ("", false),
        ] {
            assert_eq!(day(date).is_some(), is, "{date}");
        }
    }
}
