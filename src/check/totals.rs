//! Totals that add up: of the whole table, of its groups, and of the rows above a sub-total.
//!
//! Only what a row of totals states is judged. Where a column's total cannot be checked, that is said, with the reason.

use super::amounts::{Amount, Marks, amount, is_blank, marks, written};
use super::{Checker, Place};
use crate::model::{Cell, ColumnRole, OriginId, Row, Table};
use crate::words::fold;

/// No table has more columns: a model may say anything.
const MOST_COLUMNS: usize = 1000;
/// No cell reaches over more rows that count here.
const MOST_ROWS: usize = 100_000;

/// A row on the grid.
struct Line<'t> {
    /// Its cells by column, each in the first of its columns and rows.
    cells: Vec<Option<&'t Cell>>,
    /// How deep it stands among the numbered rows; `None` where nothing says.
    level: Option<usize>,
    is_total: bool,
}

impl<'t> Line<'t> {
    fn text(&self, column: usize) -> &'t str {
        self.cells.get(column).copied().flatten().and_then(|cell| cell.text.as_ref()).map_or("", |text| text.as_str())
    }
}

/// How a running number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Capital,
    Roman,
    /// A number with its parts counted: `1` 1, `1.1` 2.
    Number(usize),
    Letter,
    Bullet,
}

/// What came of a column.
enum Judged {
    /// It adds up, or has no totals.
    Fine,
    /// Of a row: what is stated, and what the rows add up to.
    Differs(usize, i128, i128),
    /// Why it could not be checked, and the words that stand in the way.
    Unchecked(&'static str, String),
}

pub(super) fn check(checker: &mut Checker, table: &Table, pointer: &str) {
    let lines = lines(table, |text| checker.words.is_total(text));
    if !lines.iter().any(|line| line.is_total) {
        return;
    }
    let width = table.columns.len().max(lines.iter().map(|line| line.cells.len()).max().unwrap_or(0));
    for column in 0..width.min(MOST_COLUMNS) {
        let role = table.columns.get(column).and_then(|own| own.role);
        let is_amount = matches!(role, Some(ColumnRole::Budget | ColumnRole::Quantity));
        // A column of names, dates or running numbers has no total, whatever stands in that row.
        if role.is_some_and(|role| role != ColumnRole::Note && role != ColumnRole::Unit) && !is_amount {
            continue;
        }
        let own = Column { lines: &lines, column, marks: marks(lines.iter().map(|line| line.text(column))) };
        let name = table.columns.get(column).map_or(String::new(), |own| own.name.as_str().replace('\n', " "));
        for judged in own.judge(is_amount) {
            say(checker, &lines, column, pointer, (&name, judged));
        }
    }
}

fn say(checker: &mut Checker, lines: &[Line], column: usize, pointer: &str, (name, judged): (&str, Judged)) {
    let place = |row: usize| {
        let cell = lines[row].cells.get(column).copied().flatten().and_then(|cell| cell.text.as_ref());
        Place { pointer: format!("{pointer}/rows/{row}"), origin: cell.map_or(OriginId::NONE, |text| text.origin) }
    };
    match judged {
        Judged::Fine => {}
        Judged::Differs(row, stated, sum) => {
            checker.find("table-total", place(row), &[name, &written(stated), &written(sum)]);
        }
        Judged::Unchecked(code, words) => {
            let row = lines.iter().position(|line| line.is_total).unwrap_or(0);
            checker.find(code, place(row), &[name, &words]);
        }
    }
}

/// The rows on the grid, each with its depth.
fn lines<'t>(table: &'t Table, is_total: impl Fn(&str) -> bool) -> Vec<Line<'t>> {
    let rows = on_grid(&table.rows);
    let text = |cells: &[Option<&'t Cell>], column: usize| {
        cells.get(column).copied().flatten().and_then(|cell| cell.text.as_ref()).map_or("", |text| text.as_str())
    };
    let ordinal = table.columns.iter().position(|column| column.role == Some(ColumnRole::Ordinal)).or_else(|| {
        let numbered = rows.iter().filter(|cells| style(text(cells, 0), &[]).is_some()).count();
        (numbered * 2 > rows.len()).then_some(0)
    });
    let has_groups = table.rows.iter().any(|row| row.group);
    let mut open: Vec<Style> = Vec::new();
    let (mut last, mut covered) = (None, 0usize);
    let mut found = Vec::with_capacity(rows.len());
    for (cells, row) in rows.into_iter().zip(&table.rows) {
        let own = ordinal.map(|column| text(&cells, column));
        let is_total = (0..3).any(|column| is_total(text(&cells, column)));
        let level = match own {
            None => Some(usize::from(has_groups && !row.group)),
            Some(own) => match style(own, &open) {
                Some(style) => Some(opened(&mut open, style)),
                // Below a number that holds for several rows.
                None if covered > 0 => last,
                None => None,
            },
        };
        let span = ordinal.and_then(|column| cells.get(column).copied().flatten()).and_then(|cell| cell.row_span);
        covered = span.map_or(covered.saturating_sub(1), |span| span.saturating_sub(1) as usize);
        last = level.or(last);
        found.push(Line { cells, level, is_total });
    }
    found
}

/// The cells of each row by column; where a cell of this row or one above covers the place, nothing.
fn on_grid(rows: &[Row]) -> Vec<Vec<Option<&Cell>>> {
    let mut covered: Vec<usize> = Vec::new();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let mut cells: Vec<Option<&Cell>> = Vec::new();
        let mut begun: Vec<(usize, usize)> = Vec::new();
        for cell in &row.cells {
            while covered.get(cells.len()).is_some_and(|rows| *rows > 0) {
                cells.push(None);
            }
            let width = (cell.col_span.unwrap_or(1).max(1) as usize).min(MOST_COLUMNS);
            let height = (cell.row_span.unwrap_or(1).max(1) as usize).min(MOST_ROWS);
            begun.extend((0..width).map(|offset| (cells.len() + offset, height)));
            cells.push(Some(cell));
            cells.extend(std::iter::repeat_n(None, width - 1));
            if cells.len() > MOST_COLUMNS {
                break;
            }
        }
        covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (column, height) in begun {
            if covered.len() <= column {
                covered.resize(column + 1, 0);
            }
            covered[column] = height - 1;
        }
        found.push(cells);
    }
    found
}

/// The style of a running number; `open` are those above it.
fn style(ordinal: &str, open: &[Style]) -> Option<Style> {
    let bare = ordinal.trim().trim_end_matches(['.', ')', '/', '-']).trim_start_matches('(');
    if bare.is_empty() {
        return matches!(ordinal.trim(), "-" | "+" | "•" | "*").then_some(Style::Bullet);
    }
    let is_number = |part: &&str| !part.is_empty() && part.len() < 5 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = bare.split('.').collect();
    if parts.iter().all(is_number) {
        return Some(Style::Number(parts.len()));
    }
    let roman = bare.bytes().all(|byte| b"IVX".contains(&byte)) && bare.len() < 6;
    if roman && !(open.contains(&Style::Capital) && !open.contains(&Style::Roman) && bare.len() == 1 && bare != "I") {
        return Some(Style::Roman);
    }
    let mut letters = bare.chars();
    match (letters.next(), letters.next()) {
        (Some(one), None) if one.is_uppercase() => Some(Style::Capital),
        (Some(one), None) if one.is_lowercase() => Some(Style::Letter),
        _ => None,
    }
}

/// The depth at which a style stands, once it is open.
fn opened(open: &mut Vec<Style>, style: Style) -> usize {
    match open.iter().position(|own| *own == style) {
        Some(at) => open.truncate(at + 1),
        None => open.push(style),
    }
    open.len() - 1
}

/// A column of amounts.
struct Column<'l, 't> {
    lines: &'l [Line<'t>],
    column: usize,
    marks: Marks,
}

impl Column<'_, '_> {
    fn text(&self, row: usize) -> &str {
        self.lines[row].text(self.column)
    }

    fn amount(&self, row: usize) -> Option<Amount> {
        amount(self.text(row), self.marks)
    }

    fn judge(&self, is_amount: bool) -> Vec<Judged> {
        let totals: Vec<usize> = (0..self.lines.len()).filter(|row| self.lines[*row].is_total).collect();
        let stated: Vec<usize> = totals.iter().copied().filter(|row| !is_blank(self.text(*row))).collect();
        let items: Vec<usize> =
            (0..self.lines.len()).filter(|row| !self.lines[*row].is_total && !is_blank(self.text(*row))).collect();
        if stated.is_empty() || items.len() < 2 {
            return Vec::new();
        }
        let unread = items.iter().chain(&stated).find(|row| self.amount(**row).is_none());
        if let Some(row) = unread {
            let readable = items.iter().filter(|row| self.amount(**row).is_some()).count();
            let said = is_amount || readable * 2 > items.len();
            let short: String = self.text(*row).chars().take(40).collect();
            return if said { vec![Judged::Unchecked("table-total-unread", short)] } else { Vec::new() };
        }
        let mut found: Vec<Judged> = self.lettered(&items, &stated).into_iter().collect();
        if items.iter().any(|row| self.lines[*row].level.is_none()) {
            found.push(Judged::Unchecked("table-total-unnumbered", String::new()));
            return found;
        }
        found.extend(stated.iter().map(|row| self.total(*row, &items, &totals)));
        found.extend(items.iter().enumerate().map(|(at, row)| self.group(*row, &items[at + 1..])));
        found
    }

    /// A number that was read with letters for digits.
    fn lettered(&self, items: &[usize], stated: &[usize]) -> Option<Judged> {
        let row = items.iter().chain(stated).find(|row| self.amount(**row).is_some_and(|amount| amount.lettered))?;
        Some(Judged::Unchecked("table-amount-letters", self.text(*row).to_owned()))
    }

    /// A row of totals: the sum of all rows where it is the first or the last, else of those since the one before it.
    fn total(&self, row: usize, items: &[usize], totals: &[usize]) -> Judged {
        let Some(stated) = self.amount(row).map(|amount| amount.value) else { return Judged::Fine };
        let before = totals.iter().copied().filter(|other| *other < row).max();
        let above: Vec<usize> = items.iter().copied().filter(|item| *item < row).collect();
        let since: Vec<usize> =
            above.iter().copied().filter(|item| before.is_none_or(|before| *item > before)).collect();
        let below = || items.iter().copied().filter(|item| *item > row);
        let is_last = below().next().is_none();
        let parts: Vec<Vec<usize>> = match (is_last, above.is_empty()) {
            (_, true) => {
                let next = totals.iter().copied().find(|other| *other > row);
                vec![items.to_vec(), below().filter(|item| next.is_none_or(|next| *item < next)).collect()]
            }
            (true, false) => vec![above, since],
            (false, false) => vec![since, above],
        };
        let sums: Vec<i128> = parts.iter().flat_map(|part| [self.sum(part), self.leaves(part)]).collect();
        match sums.first() {
            Some(sum) if parts[0].len() > 1 && !sums.contains(&stated) => Judged::Differs(row, stated, *sum),
            _ => Judged::Fine,
        }
    }

    /// A row whose parts stand below it, one deeper.
    fn group(&self, row: usize, below: &[usize]) -> Judged {
        let level = self.lines[row].level;
        let own: Vec<usize> = below.iter().copied().take_while(|item| self.lines[*item].level > level).collect();
        let Some(stated) = self.amount(row).map(|amount| amount.value).filter(|_| own.len() > 1) else {
            return Judged::Fine;
        };
        // Parts that are named as some of the whole are not all of it.
        let is_part = |item: usize| {
            let mut cells = self.lines[item].cells.iter().flatten().filter_map(|cell| cell.text.as_ref());
            cells.any(|text| fold(text.as_str()).contains("trong do"))
        };
        let sums = [self.sum(&own), self.leaves(&own)];
        let is_partial = is_part(row) || own.iter().any(|item| is_part(*item));
        // Rows of another total may stand between.
        let broken = own.last().is_some_and(|last| (row..*last).any(|at| self.lines[at].is_total));
        if is_partial || broken || sums.contains(&stated) {
            Judged::Fine
        } else {
            Judged::Differs(row, stated, sums[0])
        }
    }

    /// The sum of the highest rows; where one of them has no amount, it is not among these, and its parts count.
    fn sum(&self, rows: &[usize]) -> i128 {
        let mut sum = 0;
        let mut above: Option<usize> = None;
        let mut before: Option<usize> = None;
        for row in rows {
            let level = self.lines[*row].level;
            let from = before.map_or(0, |before| before + 1);
            // A row between that heads others and has no amount ends what stands above.
            let headed =
                (from..*row).filter(|at| !self.lines[*at].is_total).filter_map(|at| self.lines[at].level).min();
            if headed.is_some_and(|headed| Some(headed) <= above) {
                above = None;
            }
            if above.is_none_or(|above| level <= Some(above)) {
                sum += self.amount(*row).map_or(0, |amount| amount.value);
                above = level;
            }
            before = Some(*row);
        }
        sum
    }

    /// The sum of the rows below which no deeper one follows.
    fn leaves(&self, rows: &[usize]) -> i128 {
        let level = |row: usize| self.lines[row].level;
        let is_leaf = |at: usize| rows.get(at + 1).is_none_or(|next| level(*next) <= level(rows[at]));
        let leaves = rows.iter().enumerate().filter(|(at, _)| is_leaf(*at));
        leaves.filter_map(|(_, row)| self.amount(*row)).map(|amount| amount.value).sum()
    }
}
