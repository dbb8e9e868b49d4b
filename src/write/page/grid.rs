//! Tables: columns as wide as what stands in them asks, merged cells, header rows.

use super::{Grid, GridCell, GridRow, MILLIMETRE, Paragraph};
use crate::forms::Form;
use crate::forms::metrics::{Face, lines, widest_word, width};
use crate::model::{Cell, Column, ColumnRole, Row, Table};
use crate::words::Vocabulary;

/// Left and right of the text of a cell.
pub(crate) const CELL_MARGIN: f32 = 4.0;
/// More columns than this a cell never takes, whatever its span says.
const MOST_COLUMNS: usize = 1000;
/// Upright, more lines than this in the middle row of a table, and it is turned on its side.
const MOST_LINES: usize = 6;
/// A column of running text is narrow below this, in millimetres.
const NARROW: f32 = 22.0;

/// A table as a grid of places: which cell begins where.
pub(crate) struct Places<'t> {
    pub columns: usize,
    pub header: Vec<Vec<HeaderCell>>,
    pub rows: Vec<(&'t Row, Vec<Placed<'t>>)>,
}

/// A cell of the header and the places that it takes.
pub(crate) struct HeaderCell {
    pub text: String,
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    pub covered: bool,
}

/// A cell of a row and the places that it takes; `None` for a place that is covered from above.
pub(crate) struct Placed<'t> {
    pub cell: Option<&'t Cell>,
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
}

/// Draws a table into a given width, in points.
pub(super) fn grid(table: &Table, form: &Form, room: f32) -> Grid {
    let places = places(table);
    let widths = widths(&places, table, form, room);
    let mut rows: Vec<GridRow> = places
        .header
        .iter()
        .map(|row| {
            let cells = row.iter().map(|cell| GridCell {
                columns: cell.columns,
                rows: cell.rows,
                covered: cell.covered,
                paragraphs: vec![Paragraph::new("table-header", if cell.covered { "" } else { &cell.text })],
            });
            GridRow { header: true, whole: true, cells: cells.collect() }
        })
        .collect();
    let roles: Vec<Option<ColumnRole>> = table.columns.iter().map(|column| column.role).collect();
    let tall = form.page.width * MILLIMETRE / 2.0;
    for (row, placed) in &places.rows {
        let component = if row.group { "table-group" } else { "table-cell" };
        let total = placed.iter().take(3).any(|placed| is_total(placed.cell));
        let height = height(placed, &widths, form);
        let cells = placed.iter().map(|placed| {
            let text = placed.cell.and_then(|cell| cell.text.as_ref()).map_or("", |text| text.as_str());
            let component = if row.group { component } else { component_of(text, roles.get(placed.column)) };
            let bold = total.then_some(true);
            let paragraph = |line: &str| {
                let mut made = Paragraph::new(component, line);
                made.runs[0].bold = bold;
                made
            };
            let paragraphs = text.split('\n').map(paragraph).collect();
            GridCell { columns: placed.columns, rows: placed.rows, covered: placed.cell.is_none(), paragraphs }
        });
        rows.push(GridRow { header: false, whole: height < tall, cells: cells.collect() });
    }
    Grid { widths, rows }
}

/// Running numbers stand in the middle, amounts on the right, where their digits are below each other.
fn component_of(text: &str, role: Option<&Option<ColumnRole>>) -> &'static str {
    let amount = text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '%' | '\n'));
    match role.copied().flatten() {
        Some(ColumnRole::Ordinal) => "table-ordinal",
        Some(ColumnRole::Budget | ColumnRole::Quantity) if amount => "table-number",
        Some(_) => "table-cell",
        None if amount && text.len() > 3 => "table-number",
        None => "table-cell",
    }
}

fn is_total(cell: Option<&Cell>) -> bool {
    cell.and_then(|cell| cell.text.as_ref()).is_some_and(|text| Vocabulary::builtin().is_total(text.as_str()))
}

/// True for a table that an upright page is too narrow for.
pub(super) fn is_wide(table: &Table, form: &Form, room: f32) -> bool {
    let places = places(table);
    if places.columns < 5 {
        return false;
    }
    let widths = widths(&places, table, form, room);
    let look = form.component("table-cell");
    let needed: f32 = least(&places, form).iter().sum();
    if needed > room {
        return true;
    }
    let mut counts: Vec<usize> = places
        .rows
        .iter()
        .map(|(_, placed)| (height(placed, &widths, form) / (look.set * LINE)).round() as usize)
        .collect();
    counts.sort_unstable();
    let middle = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let worst = counts.get(counts.len() * 9 / 10).copied().unwrap_or(0);
    let narrow = widths.iter().skip(1).filter(|width| **width < NARROW * MILLIMETRE).count();
    middle > MOST_LINES || worst > 2 * MOST_LINES || narrow > 3 && places.columns > 7
}

/// The height of a line, as a share of the size.
const LINE: f32 = 1.15;

fn height(placed: &[Placed], widths: &[f32], form: &Form) -> f32 {
    let look = form.component("table-cell");
    let cells = placed.iter().filter(|placed| placed.rows == 1).filter_map(|placed| {
        let text = placed.cell?.text.as_ref()?;
        let own: f32 = widths.get(placed.column..placed.column + placed.columns)?.iter().sum();
        let room = own - 2.0 * CELL_MARGIN;
        let count: usize =
            text.as_str().split('\n').map(|line| lines(line, look.face(), look.set, room, 0.0).len()).sum();
        Some(count as f32 * look.set * LINE)
    });
    cells.fold(look.set * LINE, f32::max)
}

/// The least width of each column: its longest word.
fn least(places: &Places, form: &Form) -> Vec<f32> {
    let (head, body) = (form.component("table-header"), form.component("table-cell"));
    let mut least = vec![2.0 * CELL_MARGIN + body.set; places.columns];
    let mut ask = |column: usize, columns: usize, width: f32| {
        if columns == 1 && column < least.len() {
            least[column] = least[column].max(width + 2.0 * CELL_MARGIN + 1.0);
        }
    };
    for cell in places.header.iter().flatten().filter(|cell| !cell.covered) {
        ask(cell.column, cell.columns, widest_word(&cell.text, head.face(), head.set));
    }
    for placed in places.rows.iter().flat_map(|(_, placed)| placed) {
        let text = placed.cell.and_then(|cell| cell.text.as_ref()).map_or("", |text| text.as_str());
        ask(placed.column, placed.columns, widest_word(text, Face::Bold, body.set));
    }
    least
}

/// Shares the room out: each column its longest word, the rest by how much text it has.
fn widths(places: &Places, table: &Table, form: &Form, room: f32) -> Vec<f32> {
    let count = places.columns.max(1);
    let mut least = least(places, form);
    least.resize(count, 2.0 * CELL_MARGIN);
    let sum: f32 = least.iter().sum();
    if sum >= room {
        // Words will break: narrow columns stay readable, wide ones give.
        let even = room / count as f32;
        let small: f32 = least.iter().filter(|own| **own <= even).sum();
        let large: f32 = sum - small;
        let left = (room - small).max(1.0);
        return least.iter().map(|own| if *own <= even { *own } else { own * left / large.max(1.0) }).collect();
    }
    // A column's wish: the square root of its text's area makes rows of even height.
    let look = form.component("table-cell");
    let mut wish = vec![0.0f32; count];
    let mut longest = vec![0.0f32; count];
    for placed in places.rows.iter().flat_map(|(_, placed)| placed).filter(|placed| placed.columns == 1) {
        let text = placed.cell.and_then(|cell| cell.text.as_ref()).map_or("", |text| text.as_str());
        let own = text.split('\n').map(|line| width(line, look.face(), look.set)).sum::<f32>();
        let widest = text.split('\n').map(|line| width(line, look.face(), look.set)).fold(0.0, f32::max);
        wish[placed.column] += own;
        longest[placed.column] = longest[placed.column].max(widest + 2.0 * CELL_MARGIN + 1.0);
    }
    for (index, column) in table.columns.iter().enumerate().take(count) {
        let name = width(column.name.as_str(), Face::Bold, look.set) / 2.0;
        longest[index] = longest[index].max(name);
    }
    let rows = places.rows.len().max(1) as f32;
    let weights: Vec<f32> = wish.iter().map(|own| (own / rows).max(1.0).sqrt()).collect();
    let mut widths = least.clone();
    // No column gets more than its longest line asks, as long as another can use the room.
    let mut rest = room - sum;
    for _ in 0..count {
        let open: Vec<usize> = (0..count).filter(|at| widths[*at] + 0.5 < longest[*at]).collect();
        let total: f32 = open.iter().map(|at| weights[*at]).sum();
        if open.is_empty() || rest < 0.5 {
            break;
        }
        let share = rest / total.max(f32::EPSILON);
        for at in open {
            let more = (weights[at] * share).min(longest[at] - widths[at]);
            widths[at] += more;
            rest -= more;
        }
    }
    if rest > 0.5 {
        let total: f32 = weights.iter().sum();
        widths.iter_mut().zip(&weights).for_each(|(width, weight)| *width += rest * weight / total);
    }
    widths
}

/// Where each cell begins; covered places are filled in.
pub(crate) fn places(table: &Table) -> Places<'_> {
    let cells = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len());
    // A row may have its own cells and places that are covered from above.
    let most = 2 * (table.width().min(MOST_COLUMNS) + cells).max(1);
    let mut rows = Vec::with_capacity(table.rows.len());
    // For each column: how many rows below a cell still covers, and how wide that cell is.
    let mut open: Vec<(usize, usize)> = vec![(0, 1); most];
    let mut columns = table.columns.len().min(most);
    for row in &table.rows {
        let mut placed = Vec::new();
        let mut own = row.cells.iter();
        let mut at = 0;
        while at < most {
            let (rows_open, wide) = open[at];
            if rows_open > 0 {
                placed.push(Placed { cell: None, column: at, columns: wide, rows: 1 });
                open[at].0 -= 1;
                at += wide;
                continue;
            }
            let Some(cell) = own.next() else {
                // Behind the last cell only what is covered from above goes on.
                if open[at..].iter().all(|(rows, _)| *rows == 0) {
                    break;
                }
                placed.push(Placed { cell: Some(&EMPTY), column: at, columns: 1, rows: 1 });
                at += 1;
                continue;
            };
            let reach = (at + 1..most).find(|next| open[*next].0 > 0).unwrap_or(most) - at;
            let wide = (cell.col_span.unwrap_or(1).max(1) as usize).min(MOST_COLUMNS).min(reach);
            let high = cell.row_span.unwrap_or(1).max(1) as usize;
            open[at] = (high - 1, wide);
            placed.push(Placed { cell: Some(cell), column: at, columns: wide, rows: high });
            at += wide;
        }
        columns = columns.max(at);
        rows.push((row, placed));
    }
    Places { columns: columns.max(1), header: header(&table.columns, most), rows }
}

static EMPTY: Cell = Cell { text: None, row_span: None, col_span: None };

/// The header rows: names that columns share over one cell, names of fewer levels down to the last row.
fn header(columns: &[Column], most: usize) -> Vec<Vec<HeaderCell>> {
    let path = |column: &Column| -> Vec<String> {
        if column.path.is_empty() { vec![column.name.as_str().to_owned()] } else { column.path.clone() }
    };
    let paths: Vec<Vec<String>> = columns.iter().map(path).collect();
    let levels = paths.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows: Vec<Vec<HeaderCell>> = Vec::with_capacity(levels);
    for level in 0..levels {
        let mut row: Vec<HeaderCell> = Vec::new();
        for (index, path) in paths.iter().enumerate().take(most) {
            let shared = index > 0 && {
                let before = &paths[index - 1];
                let same = path.len() > level && before.len() > level && path[..=level] == before[..=level];
                let last = level + 1 == path.len() || level + 1 == before.len();
                same && (!last || columns[index].name.is_empty())
            };
            let deep = path.len() <= level;
            match row.last_mut() {
                Some(cell) if shared => cell.columns += 1,
                // Below a name of fewer levels: covered, as wide as the cell above.
                Some(cell) if deep && cell.covered && covers(&rows, index) => cell.columns += 1,
                _ => row.push(HeaderCell {
                    text: path.get(level).cloned().unwrap_or_default(),
                    column: index,
                    columns: 1,
                    rows: if level + 1 == path.len() { levels - level } else { 1 },
                    covered: deep,
                }),
            }
        }
        rows.push(row);
    }
    rows
}

/// True where the cell of the row above that holds a column began before it.
fn covers(rows: &[Vec<HeaderCell>], column: usize) -> bool {
    let above = rows.last().and_then(|row| row.iter().find(|cell| column < cell.column + cell.columns));
    above.is_some_and(|cell| cell.column < column)
}
