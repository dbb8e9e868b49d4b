//! Dates in words, as the decree writes them.

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
