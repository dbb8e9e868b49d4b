//! The header of a table of which only the words are left: its names on one line, or on two.

use super::lines::{Line, Zone, trimmed};
use super::table::GridCell;
use crate::model::{ColumnRole, Span};
use crate::words::{Folded, Phrases, Vocabulary, fold};

/// A column of the header.
pub(super) struct Heading {
    /// Its words, of which a second line may have a part; none where its name was lost.
    pub spans: Vec<Span>,
    pub role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Ordinal,
    Amount,
    Deadline,
    /// Agencies: who leads, who supports.
    Agency,
    Text,
}

/// A header as it was read.
pub(super) struct Header {
    pub headings: Vec<Heading>,
    /// Its rows of cells, as many in each as there are columns.
    pub rows: Vec<Vec<GridCell>>,
    /// How many lines it takes.
    pub lines: usize,
    /// True where it was put together of two lines, or its first name is lost: the rows must fit.
    pub guessed: bool,
}

impl Header {
    fn of(headings: Vec<Heading>, guessed: bool) -> Self {
        let row = headings.iter().map(|heading| GridCell::new(heading.spans.clone())).collect();
        Self { headings, rows: vec![row], lines: 1, guessed }
    }
}

/// The header that begins at a line.
pub(super) fn header(text: &str, lines: &[Line], zones: &[Zone], first: usize, words: &Vocabulary) -> Option<Header> {
    let line = &lines[first];
    let slice = line.text(text);
    let initial = slice.chars().find(|c| c.is_alphanumeric())?;
    if matches!(initial, 'S' | 'T' | 's')
        && let Some(headings) = headings(text, line, words, false)
    {
        return Some(Header::of(headings, false));
    }
    // Names have capitals, and no digits.
    let names = slice.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count();
    if names < 2 || slice.len() > 200 || slice.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let next = lines.get(first + 1).filter(|_| matches!(zones.get(first + 1), Some(Zone::Body | Zone::Bases)));
    if let Some(next) = next.filter(|next| next.text(text).len() <= 300 && !next.page)
        && let Some(header) = two_lines(text, line, next, words)
    {
        return Some(header);
    }
    headings(text, line, words, true).map(|headings| Header::of(headings, true))
}

/// What stands on a line of a header of two.
struct Unit {
    span: Span,
    /// The role of a known name.
    role: Option<Role>,
    /// True for `Tổng cộng`, which no other name stands over.
    total: bool,
    /// True for small letters or parentheses: the rest of a name.
    rest: bool,
    /// True for who leads, who supports, and for both together.
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    Both,
    One,
}

/// The names and parts of names of a line; scraps of a letter are set aside.
fn units(text: &str, line: &Line, words: &Vocabulary) -> Vec<Unit> {
    let slice = line.text(text);
    let folded = Folded::new(slice);
    let plain = folded.text.as_str();
    let (mut found, mut at): (Vec<Unit>, usize) = (Vec::new(), 0);
    while at < plain.len() {
        let skipped = plain[at..].find(|c: char| c.is_ascii_alphanumeric() || c == '(').unwrap_or(plain.len() - at);
        at += skipped;
        if at == plain.len() {
            break;
        }
        let capital = slice[folded.at(at)..].starts_with(char::is_uppercase);
        let known = column(&plain[at..], &words.columns).filter(|_| capital);
        let length = known.map_or(plain[at..].find([' ', '|', '\t']).unwrap_or(plain.len() - at), |(length, _)| length);
        let range = folded.range(at, at + length);
        let span = Span::new(line.start as usize + range.start, line.start as usize + range.end);
        let letters = plain[at..at + length].bytes().filter(u8::is_ascii_alphanumeric).count();
        let glued = found.last().is_some_and(|last| last.rest || last.role.is_none());
        let own = &plain[at..at + length];
        at += length;
        if known.is_none() && letters < 2 {
            continue;
        }
        match found.last_mut() {
            Some(last) if known.is_none() && !capital && (glued || own.starts_with('(')) => last.span.end = span.end,
            _ => found.push(Unit {
                span,
                role: known.map(|(_, role)| kind(Some(role))),
                total: own.starts_with("tong"),
                rest: known.is_none() && !capital,
                part: match known {
                    Some((_, ColumnRole::LeadSupport)) => Part::Both,
                    Some((_, ColumnRole::Lead | ColumnRole::Support)) => Part::One,
                    _ => Part::None,
                },
            }),
        }
    }
    found
}

/// A header whose first line has the names over several columns and the first lines of long names: `Phân công thực hiện`
/// over `Chủ trì` and `Phối hợp`, `Thời gian hoàn` over `thành`.
fn two_lines(text: &str, upper: &Line, lower: &Line, words: &Vocabulary) -> Option<Header> {
    let below = units(text, lower, words);
    if below.first()?.role != Some(Role::Ordinal) || below.iter().filter(|unit| unit.role.is_some()).count() < 3 {
        return None;
    }
    let mut above: Vec<Unit> = Vec::new();
    for unit in units(text, upper, words) {
        match above.last_mut() {
            // `Thời gian hoàn`: small letters go on with a name.
            Some(last) if unit.rest => last.span.end = unit.span.end,
            _ if unit.role.is_some() => above.push(unit),
            // What no name is must be short to be a scrap.
            _ if unit.span.of(text).chars().count() > 4 => return None,
            _ => {}
        }
    }
    if above.is_empty() {
        return None;
    }
    let mut rests = below.iter().filter(|unit| unit.rest).count();
    let mut above = std::collections::VecDeque::from(above);
    let (mut headings, mut top, mut low): (Vec<Heading>, Vec<GridCell>, Vec<GridCell>) = Default::default();
    let mut at = 0;
    while at < below.len() {
        let unit = &below[at];
        let over = above.front().filter(|_| rests < above.len()).map(|name| covered(name, &below[at..])).unwrap_or(0);
        if over >= 2 {
            let name = above.pop_front()?;
            for (index, own) in below[at..at + over].iter().enumerate() {
                top.push(if index == 0 { GridCell::new(vec![name.span]) } else { GridCell::default() });
                low.push(GridCell::new(vec![own.span]));
                headings.push(Heading { spans: vec![own.span], role: own.role.or(name.role).unwrap_or(Role::Text) });
            }
            at += over;
            continue;
        }
        at += 1;
        if unit.rest {
            rests -= 1;
        }
        let (spans, role) = match (unit.rest, unit.rest.then(|| above.pop_front()).flatten()) {
            (true, Some(name)) => (vec![name.span, unit.span], name.role),
            (true, None) => {
                top.last_mut()?.spans.push(unit.span);
                headings.last_mut()?.spans.push(unit.span);
                continue;
            }
            (false, _) => (vec![unit.span], unit.role),
        };
        top.push(GridCell::new(spans.clone()));
        low.push(GridCell::default());
        headings.push(Heading { spans, role: role.unwrap_or(Role::Text) });
    }
    let whole = above.is_empty() && headings.len() >= 3;
    let rows = if low.iter().all(GridCell::is_empty) { vec![top] } else { vec![top, low] };
    whole.then_some(Header { headings, rows, lines: 2, guessed: true })
}

/// Over how many of the next names a name of the line above may stand: who leads and who supports below both, sums below
/// a sum.
fn covered(name: &Unit, below: &[Unit]) -> usize {
    let fits = |unit: &&Unit| {
        if name.part == Part::Both {
            return unit.part == Part::One;
        }
        let sum = name.role == Some(Role::Amount);
        sum && !unit.rest && !unit.total && unit.role.is_none_or(|role| role == Role::Amount)
    };
    below.iter().take_while(fits).count()
}

/// The known names of a header line: the ordinal's and at least two more. With `lost`, the ordinal's may be misread or
/// missing where there are four more.
pub(super) fn headings(text: &str, line: &Line, words: &Vocabulary, lost: bool) -> Option<Vec<Heading>> {
    let slice = line.text(text);
    let folded = Folded::new(slice);
    let plain = folded.text.as_str();
    let mut found: Vec<(usize, usize, Option<ColumnRole>)> = Vec::new();
    let mut at = plain.len() - plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len();
    let mut known = 0;
    while at < plain.len() {
        let rest = &plain[at..];
        let capital = slice[folded.at(at)..].starts_with(char::is_uppercase);
        let phrase = if capital { column(rest, &words.columns) } else { None };
        let length = match phrase {
            Some((length, role)) => {
                known += 1;
                found.push((at, at + length, Some(role)));
                length
            }
            None => {
                let length = rest.find(' ').unwrap_or(rest.len()).max(1);
                let word = &rest[..length];
                let noise = !word.chars().any(|c| c.is_ascii_alphanumeric());
                match found.last_mut() {
                    Some(last)
                        if !noise && (!capital || word.starts_with('(')) && last.2 != Some(ColumnRole::Ordinal) =>
                    {
                        last.1 = at + length;
                    }
                    _ if noise => {}
                    _ => found.push((at, at + length, None)),
                }
                length
            }
        };
        at += length;
        at += plain[at..].len() - plain[at..].trim_start_matches([' ', '|', '\t', '"', '\'', '`', '_']).len();
    }
    let ordinal = found.first().is_some_and(|first| first.2 == Some(ColumnRole::Ordinal));
    let enough = if ordinal { known >= 3 && found.len() >= 3 } else { lost && known >= 4 && known + 1 >= found.len() };
    if !enough {
        return None;
    }
    let mut headings: Vec<Heading> = found
        .into_iter()
        .map(|(from, to, role)| {
            let range = folded.range(from, to);
            let span = Span::new(line.start as usize + range.start, line.start as usize + range.end);
            Heading { spans: vec![trimmed(text, span)], role: kind(role) }
        })
        .collect();
    if !ordinal {
        // A short scrap is what was made of its name.
        let scrap = headings[0].role == Role::Text && column(&plain_of(text, &headings[0]), &words.columns).is_none();
        match headings.first_mut() {
            Some(first) if scrap && first.spans[0].of(text).chars().count() <= 4 => first.role = Role::Ordinal,
            _ if scrap => return None,
            _ => headings.insert(0, Heading { spans: Vec::new(), role: Role::Ordinal }),
        }
    }
    Some(headings)
}

/// A heading's words, folded.
fn plain_of(text: &str, heading: &Heading) -> String {
    heading.spans.iter().map(|span| fold(span.of(text))).collect::<Vec<_>>().join(" ")
}

/// A second header line whose amounts stand below one amount of the first: `Nguồn vốn` over `Ngân
/// sách` and `Huy động`. Small letters before them go on with the text column's name.
pub(super) fn second_header(
    text: &str,
    line: &Line,
    headings: &mut Vec<Heading>,
    rows: &mut Vec<Vec<GridCell>>,
    words: &Vocabulary,
) -> bool {
    let folded = Folded::new(line.text(text));
    let plain = folded.text.as_str();
    let (mut below, mut before, mut at) = (Vec::new(), None, 0);
    while at < plain.len() {
        let capital = line.text(text)[folded.at(at)..].starts_with(char::is_uppercase);
        let found = column(&plain[at..], &words.columns).filter(|_| capital);
        let length = found.map_or(plain[at..].find(' ').unwrap_or(plain.len() - at), |(length, _)| length).max(1);
        let range = folded.range(at, at + length);
        let span = Span::new(line.start as usize + range.start, line.start as usize + range.end);
        match found {
            Some((_, role)) if kind(Some(role)) == Role::Amount => below.push(span),
            _ if below.is_empty() => {
                before = Some(Span { start: before.map_or(span.start, |before: Span| before.start), end: span.end })
            }
            _ => return false,
        }
        at += length;
        at += plain[at..].len() - plain[at..].trim_start_matches([' ', '|']).len();
    }
    let over = headings.iter().position(|heading| heading.role == Role::Amount);
    let Some(over) = over.filter(|over| below.len() >= 2 && *over >= 2) else { return false };
    let mut lower = vec![GridCell::default(); headings.len() + below.len() - 1];
    for (index, span) in below.iter().enumerate() {
        lower[over + index].spans.push(*span);
        if index > 0 {
            headings.insert(over + index, Heading { spans: vec![*span], role: Role::Amount });
            rows[0].insert(over + index, GridCell::default());
        }
    }
    if let Some(before) = before {
        rows[0][over - 1].spans.push(before);
    }
    rows.push(lower);
    true
}

fn kind(role: Option<ColumnRole>) -> Role {
    use ColumnRole::{Budget, Deadline, Lead, LeadSupport, Monitor, Ordinal, Quantity, Support};
    match role {
        Some(Ordinal) => Role::Ordinal,
        Some(Budget | Quantity) => Role::Amount,
        Some(Deadline) => Role::Deadline,
        Some(Lead | Support | LeadSupport | Monitor) => Role::Agency,
        _ => Role::Text,
    }
}

/// The longest column name at the start of a folded string, and its role.
fn column(rest: &str, columns: &Phrases<ColumnRole>) -> Option<(usize, ColumnRole)> {
    columns.longest_prefix(rest).map(|phrase| (phrase.folded.len(), phrase.key))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn names(text: &str) -> Option<Vec<Vec<String>>> {
        let lines = lines::lines(text);
        let words = Vocabulary::builtin();
        let zones = vec![lines::Zone::Body; lines.len()];
        let cell = |cell: &GridCell| cell.spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ");
        header(text, &lines, &zones, 0, words)
            .map(|header| header.rows.iter().map(|row| row.iter().map(cell).collect()).collect())
    }

    #[test]
    fn names_over_names_and_names_on_two_lines() {
        assert_eq!(
            names("` Phân công thực hiện Thời hạn hoàn , z\nTT Nhiệm vụ Chủ trì Phối hợp thành Sản phẩm\n"),
            Some(vec![
                ["TT", "Nhiệm vụ", "Phân công thực hiện", "", "Thời hạn hoàn thành", "Sản phẩm"]
                    .map(String::from)
                    .to_vec(),
                ["", "", "Chủ trì", "Phối hợp", "", ""].map(String::from).to_vec(),
            ])
        );
        assert_eq!(
            names("Hạng mục Nguồn vốn (triệu)\nSTT chính Ngân sách Huy động Tổng cộng\n"),
            Some(vec![
                ["STT", "Hạng mục chính", "Nguồn vốn (triệu)", "", "Tổng cộng"].map(String::from).to_vec(),
                ["", "", "Ngân sách", "Huy động", ""].map(String::from).to_vec(),
            ])
        );
    }

    #[test]
    fn a_lost_name_of_the_running_number() {
        let found = names("“ME Nội dung công việc Cơ quan chủ trì Thời gian Kinh phí\n");
        assert_eq!(
            found,
            Some(vec![
                ["ME", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", "Kinh phí"].map(String::from).to_vec()
            ])
        );
        assert_eq!(names("Ủy ban nhân dân Sở Nội vụ Thời gian\n"), None);
    }
}
