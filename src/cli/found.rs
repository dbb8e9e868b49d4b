//! Answers of an index on a terminal, as JSON and as a sheet.

use crate::index::{Answer, Ending, Found, Source};
use crate::words::{Language, message};
use crate::write::{Sheet, SheetCell};
use std::fmt::Write;
use std::path::Path;

/// So many characters are shown on either side of what was found.
const AROUND: usize = 70;

/// Answers and the language in which they are shown.
pub(super) struct Shown<'a> {
    pub answers: &'a [Answer],
    pub language: Language,
}

impl Shown<'_> {
    fn say(&self, vietnamese: &'static str, english: &'static str) -> &'static str {
        if self.language == Language::Vietnamese { vietnamese } else { english }
    }
}

/// The answers as a JSON array.
pub(super) fn json(shown: &Shown) -> String {
    let mut text = serde_json::to_string_pretty(shown.answers).unwrap_or_default();
    text.push('\n');
    text
}

/// The answers for a person: a document's together, each with its place.
pub(super) fn text(shown: &Shown) -> String {
    let mut out = String::new();
    let mut above: Option<&Source> = None;
    for answer in shown.answers {
        if above != Some(&answer.source) {
            if above.is_some() {
                out.push('\n');
            }
            heading(&answer.source, shown, &mut out);
            above = Some(&answer.source);
        }
        let _ = writeln!(out, "  - {}", line(&answer.found, shown));
        let page = answer.page.map(|page| format!("{} {page}", shown.say("trang", "page")));
        let grade = answer.grade.as_deref().map(|grade| grade_name(grade, shown).to_owned());
        let place: Vec<String> = [Some(answer.pointer.clone()), page, grade].into_iter().flatten().collect();
        let _ = writeln!(out, "      {}", place.join(", "));
    }
    out
}

fn heading(source: &Source, shown: &Shown, out: &mut String) {
    let number = source.number.as_deref().unwrap_or(shown.say("(không có số)", "(no number)"));
    let _ = write!(out, "{number}");
    if let Some(date) = &source.date {
        let _ = write!(out, " {} {}", shown.say("ngày", "of"), written_day(date));
    }
    for said in [&source.agency, &source.subject].into_iter().flatten() {
        let _ = write!(out, ", {}", flat(said));
    }
    let folder = std::env::current_dir().unwrap_or_default();
    let file = Path::new(&source.file);
    let _ = writeln!(out, "\n  {}", file.strip_prefix(&folder).unwrap_or(file).display());
}

/// What was found, in a line.
fn line(found: &Found, shown: &Shown) -> String {
    match found {
        Found::Citation { text, context, .. } => {
            let at = context.find(text.as_str()).map(|at| [at, at + text.len()]);
            at.map_or_else(|| flat(text), |at| around(context, at))
        }
        Found::Text { text, at } => around(text, *at),
        Found::Task { .. } => task_line(found, shown),
        Found::Outdated { .. } => outdated_line(found, shown),
        Found::Signature { name, authority, post, is_copy } => {
            let parts = [authority.as_deref(), post.as_deref(), Some(name.as_str())];
            let mut out = parts.into_iter().flatten().map(flat).collect::<Vec<_>>().join(", ");
            if *is_copy {
                let _ = write!(out, " ({})", shown.say("ký bản sao", "certified the copy"));
            }
            out
        }
    }
}

/// A task: its role, its ordinal, what is to be done, by whom and by when.
fn task_line(found: &Found, shown: &Shown) -> String {
    let Found::Task { role, ordinal, task, deadline, product, lead, support, years, years_from, .. } = found else {
        return String::new();
    };
    let ordinal = ordinal.as_ref().map(|ordinal| format!("{}. ", ordinal.trim_end_matches('.')));
    let mut out =
        format!("[{}] {}{}", role_name(role, shown), ordinal.unwrap_or_default(), flat(task).trim_end_matches('.'));
    let add = |label: &str, value: &Option<String>, out: &mut String| {
        if let Some(value) = value {
            let _ = write!(out, "; {label}: {}", flat(value));
        }
    };
    add(shown.say("chủ trì", "lead"), lead, &mut out);
    add(shown.say("phối hợp", "support"), support, &mut out);
    add(shown.say("sản phẩm", "product"), product, &mut out);
    add(shown.say("thời hạn", "deadline"), deadline, &mut out);
    // The deadline tells its own year.
    if let Some(years) = years.filter(|_| years_from.as_deref() != Some("deadline")) {
        let _ = write!(out, "; {} {}", shown.say("năm", "year"), span(years));
    }
    out
}

/// An outdated basis: the act, what became of it, and who says so.
fn outdated_line(found: &Found, shown: &Shown) -> String {
    let Found::Outdated { basis, act, ending, since, by, told_by, source, reliability, .. } = found else {
        return String::new();
    };
    let at = basis.find(act.as_str()).map(|at| [at, at + act.len()]);
    let mut out = at.map_or_else(|| flat(act), |at| around(basis, at));
    let _ = write!(out, ": {}", ending_name(*ending, shown));
    if let Some(since) = since {
        let _ = write!(out, " {} {}", shown.say("từ", "since"), written_day(since));
    }
    if !by.is_empty() {
        let lead = match ending {
            Ending::Lapsed => shown.say("cùng", "with"),
            Ending::Ended | Ending::EndedInPart => shown.say("thay bằng", "replaced by"),
        };
        let _ = write!(out, ", {lead} {}", by.join(", "));
    }
    let teller = told_by.as_ref().or(source.as_ref());
    let trust = reliability.map(|own| message(own.message_key(), &[], shown.language));
    if let Some(teller) = teller {
        let _ = write!(out, " ({} {teller}", shown.say("theo", "told by"));
        let _ = match trust {
            Some(trust) => write!(out, "; {trust})"),
            None => write!(out, ")"),
        };
    }
    out
}

/// A place of a text with what stands around it.
fn around(text: &str, at: [usize; 2]) -> String {
    let (before, rest) = text.split_at_checked(at[0]).unwrap_or(("", text));
    let (found, after) = rest.split_at_checked(at[1] - at[0]).unwrap_or((rest, ""));
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    // Words stay whole.
    let from = if from == 0 { 0 } else { before[from..].find(' ').map_or(from, |blank| from + blank + 1) };
    let to = if to == after.len() { to } else { after[..to].rfind(' ').unwrap_or(to) };
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let line = format!("{}{}«{found}»{}{}", cut(from > 0), &before[from..], &after[..to], cut(to < after.len()));
    flat(&line)
}

/// The answers as a sheet: the document, what was found, its place.
pub(super) fn sheet(shown: &Shown) -> Sheet {
    let column = |vietnamese, english, width| (shown.say(vietnamese, english).to_owned(), width);
    let mut columns = vec![
        column("Tệp", "File", 30.0),
        column("Số, ký hiệu", "Number", 20.0),
        column("Ngày", "Date", 12.0),
        column("Cơ quan ban hành", "Agency", 30.0),
        column("Trích yếu", "Subject", 48.0),
    ];
    let own = shown.answers.first().map(|answer| cells(&answer.found, shown)).unwrap_or_default();
    columns.extend(own.into_iter().map(|(title, _)| (title.to_owned(), 30.0)));
    columns.push(column("Vị trí", "Place", 24.0));
    columns.push(column("Trang", "Page", 8.0));
    columns.push(column("Độ tin cậy", "Grade", 12.0));
    let row = |answer: &Answer| {
        let source = &answer.source;
        let mut cells_of_row = vec![SheetCell::new(source.file.as_str())];
        let known = [&source.number, &source.date, &source.agency, &source.subject];
        cells_of_row.extend(known.map(|value| SheetCell::new(value.as_deref().map(flat).unwrap_or_default())));
        cells_of_row.extend(cells(&answer.found, shown).into_iter().map(|(_, value)| SheetCell::new(value)));
        cells_of_row.push(SheetCell::new(answer.pointer.as_str()));
        cells_of_row.push(SheetCell::new(answer.page.map_or(String::new(), |page| page.to_string())));
        let grade = answer.grade.as_deref().map_or("", |grade| grade_name(grade, shown));
        cells_of_row.push(SheetCell { doubtful: answer.grade.as_deref() == Some("doubtful"), ..SheetCell::new(grade) });
        cells_of_row
    };
    Sheet {
        name: shown.say("Kết quả", "Answers").to_owned(), columns, rows: shown.answers.iter().map(row).collect()
    }
}

/// The columns of what was found; the same ones for all answers to one question.
fn cells(found: &Found, shown: &Shown) -> Vec<(&'static str, String)> {
    let shown_text = |value: &Option<String>| value.as_deref().map(flat).unwrap_or_default();
    match found {
        Found::Citation { text, context, .. } => {
            vec![(shown.say("Viện dẫn", "Citation"), flat(text)), (shown.say("Trong câu", "Stands in"), flat(context))]
        }
        Found::Text { text, .. } => vec![(shown.say("Đoạn", "Text"), flat(text))],
        Found::Task { role, group, ordinal, task, lead, support, product, deadline, years, .. } => vec![
            (shown.say("Vai trò", "Role"), role_name(role, shown).to_owned()),
            (shown.say("Nhóm", "Group"), shown_text(group)),
            (shown.say("TT", "No."), shown_text(ordinal)),
            (shown.say("Nhiệm vụ", "Task"), flat(task)),
            (shown.say("Chủ trì", "Lead"), shown_text(lead)),
            (shown.say("Phối hợp", "Support"), shown_text(support)),
            (shown.say("Sản phẩm", "Product"), shown_text(product)),
            (shown.say("Thời hạn", "Deadline"), shown_text(deadline)),
            (shown.say("Năm", "Year"), years.map(span).unwrap_or_default()),
        ],
        Found::Outdated { basis, act, ending, since, by, told_by, source, reliability, .. } => vec![
            (shown.say("Căn cứ", "Basis"), flat(basis)),
            (shown.say("Văn bản", "Act"), flat(act)),
            (shown.say("Tình trạng", "State"), ending_name(*ending, shown).to_owned()),
            (shown.say("Hết hiệu lực từ", "Out of force since"), shown_text(since)),
            (shown.say("Thay bằng", "Replaced by"), by.join(", ")),
            (shown.say("Theo", "Told by"), told_by.as_ref().or(source.as_ref()).cloned().unwrap_or_default()),
            (
                shown.say("Nguồn tin cậy đến đâu", "Reliability"),
                reliability.map(|own| message(own.message_key(), &[], shown.language)).unwrap_or_default(),
            ),
        ],
        Found::Signature { name, authority, post, is_copy } => vec![
            (shown.say("Người ký", "Signatory"), flat(name)),
            (shown.say("Quyền hạn ký", "Authority"), shown_text(authority)),
            (shown.say("Chức vụ", "Post"), shown_text(post)),
            (
                shown.say("Ký", "Signed"),
                if *is_copy { shown.say("bản sao", "the copy") } else { shown.say("văn bản", "the document") }
                    .to_owned(),
            ),
        ],
    }
}

fn ending_name(ending: Ending, shown: &Shown) -> &'static str {
    match ending {
        Ending::Ended => shown.say("hết hiệu lực", "no longer in force"),
        Ending::EndedInPart => shown.say("hết hiệu lực một phần", "no longer in force, but for a part"),
        Ending::Lapsed => shown.say("có thể hết hiệu lực theo luật", "may have lapsed with its law"),
    }
}

fn role_name(role: &str, shown: &Shown) -> &'static str {
    if role == "lead" { shown.say("chủ trì", "lead") } else { shown.say("phối hợp", "support") }
}

fn grade_name(grade: &str, shown: &Shown) -> &'static str {
    match grade {
        "sure" => shown.say("chắc chắn", "sure"),
        "likely" => shown.say("có lẽ đúng", "likely"),
        _ => shown.say("cần xem lại", "doubtful"),
    }
}

fn span([from, to]: [u16; 2]) -> String {
    if from == to { from.to_string() } else { format!("{from}–{to}") }
}

/// An ISO date as clerks write it.
fn written_day(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}

fn flat(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn around_a_place_words_stay_whole() {
        let text = format!("{}bình đẳng giới{}", "một hai ".repeat(20), " ba bốn".repeat(20));
        let at = text.find("bình").expect("a place");
        let line = around(&text, [at, at + "bình đẳng giới".len()]);
        assert!(line.starts_with("…") && line.ends_with('…') && line.contains(" hai «bình đẳng giới» ba "), "{line}");
        let words = line.trim_matches('…').split(' ').all(|word| "một hai ba bốn «bình đẳng giới»".contains(word));
        assert!(words, "{line}");
        assert_eq!(around("ăn", [0, 999]), "«ăn»");
    }
}
