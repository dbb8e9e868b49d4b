//! Tables: what in a grid is header, group, total and body, and what each column holds.

use super::context::{Context, joined, lined};
use crate::inline::column::{number, role};
use crate::layout::{Grid, GridCell};
use crate::model::{Cell, Column, ColumnRole, FurnitureKind, OriginId, Repair, Repairs, Row, Span, Table, Text};
use crate::words::{Phrases, fold, same_tones};

/// The most columns that are distinguished.
const MOST_COLUMNS: usize = 4096;
/// The most rows that a header is taken to have, its column numbers left out.
const MOST_HEADER_ROWS: usize = 4;

/// `Table` of `decision.ebnf`.
pub(crate) fn table(grid: &Grid, context: &mut Context) -> Table {
    for rule in &grid.rules {
        context.set_aside(FurnitureKind::Rule, *rule);
    }
    for head in &grid.repeated {
        context.set_aside(FurnitureKind::RunningHead, *head);
    }
    let header = header_rows(grid, context);
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = columns(grid, header, width, context);
    let spanned = |row: &Vec<GridCell>| row.iter().map(|cell| cell.columns as usize).sum();
    let wide: usize = grid.rows.iter().map(spanned).max().unwrap_or(0);
    let mut rows: Vec<Row> = Vec::new();
    let mut covered_to = 0;
    for (index, row) in grid.rows.iter().skip(header).enumerate() {
        let cells = row.iter().map(|cell| Cell {
            text: cell_text(cell, grid.paragraphs, "Cell", context),
            row_span: (cell.rows > 1).then_some(cell.rows),
            col_span: (cell.columns > 1).then_some(cell.columns),
        });
        let mut row = Row { group: false, cells: cells.collect() };
        // A row that has few cells since others cover it from above goes on with those.
        row.group = covered_to <= index && is_group(&row, wide, context);
        covered_to = row
            .cells
            .iter()
            .filter_map(|cell| cell.row_span)
            .fold(covered_to, |end, rows| end.max(index + rows as usize));
        rows.push(row);
    }
    if columns.first().is_some_and(|column| column.role == Some(ColumnRole::Ordinal)) {
        super::ordinals::put_right(&mut rows, context);
    }
    merge_continued(&mut rows, &columns, context);
    if grid.doubtful {
        let spans: Vec<Span> = grid.rows.iter().flatten().flat_map(|cell| cell.spans.iter().copied()).take(1).collect();
        context.warn("table-columns-doubtful", &[], &spans, OriginId::NONE);
    }
    Table { caption: None, unit: None, columns, rows }
}

/// The text of a cell; `None` for an empty one.
fn cell_text(cell: &GridCell, paragraphs: bool, rule: &'static str, context: &mut Context) -> Option<Text> {
    let mut repairs = Repairs::NONE;
    let value = cell_value(cell, paragraphs, context.text, &mut repairs);
    if value.is_empty() {
        for span in &cell.spans {
            context.set_aside(FurnitureKind::Rule, *span);
        }
        return None;
    }
    Some(context.owned(value, &cell.spans, rule, repairs))
}

fn cell_value(cell: &GridCell, paragraphs: bool, text: &str, repairs: &mut Repairs) -> String {
    if !paragraphs {
        return bare(&joined(text, &cell.spans, repairs)).to_owned();
    }
    lined(text, cell.spans.chunk_by(|_, next| cell.goes_on.contains(&next.start)), bare, repairs)
}

/// Without the lines drawn around a cell; a bracket that nothing closes is one of them.
fn bare(value: &str) -> &str {
    let bare = value.trim_matches(|c: char| matches!(c, '|' | ' ' | '\t' | '¦' | '│'));
    let drawn = bare.strip_prefix(['[', '{']).filter(|rest| !rest.contains([']', '}']));
    drawn.unwrap_or(bare).trim_start()
}

/// The words of a cell, for looking at.
fn peek(cell: &GridCell, context: &Context) -> String {
    cell_value(cell, false, context.text, &mut Repairs::default())
}

/// How many rows from the top are header: those above a drawn rule, those without a running number
/// under known column names, and a row of column numbers.
fn header_rows(grid: &Grid, context: &Context) -> usize {
    let limit = grid.rows.len().min(MOST_HEADER_ROWS + 1);
    let numbered = (0..limit).find(|index| is_column_numbers(&grid.rows[*index], context));
    if let Some(numbered) = numbered.filter(|index| *index > 0) {
        return numbered + 1;
    }
    let named = grid.rows.first().is_some_and(|row| has_known_name(row, context));
    let ruled = match grid.header {
        Some(0) => return 0,
        Some(rows) => rows,
        None if named => 1,
        None => return 0,
    };
    if grid.explicit {
        let first = grid.rows.first().map_or(1, |row| row.iter().map(|cell| cell.rows as usize).max().unwrap_or(1));
        let rows = ruled.max(first.min(MOST_HEADER_ROWS)).min(grid.rows.len());
        return rows - groups_below(grid, rows);
    }
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = ruled.min(grid.rows.len());
    while rows < limit.min(grid.rows.len()) && rows < ruled + 2 {
        let row = &grid.rows[rows];
        let first = row.first().map_or(String::new(), |cell| peek(cell, context));
        let spanned = open_header_columns(grid, width).len();
        let plain = row.iter().all(|cell| !peek(cell, context).contains(|c: char| c.is_ascii_digit()));
        let below = spanned > 1
            && plain
            && named
            && (first.is_empty() || row.len() < width)
            && row.iter().any(|cell| !cell.is_empty());
        if !below {
            break;
        }
        rows += 1;
    }
    rows
}

/// How many rows at the end of a header are one cell over the whole width: Word repeats them with the header, and they are
/// the group of the rows below.
fn groups_below(grid: &Grid, header: usize) -> usize {
    let width = |row: &Vec<GridCell>| row.iter().map(|cell| cell.columns as usize).sum::<usize>();
    let header = grid.rows.iter().take(header);
    let widest = header.clone().map(width).max().unwrap_or(0);
    let is_group = |row: &&Vec<GridCell>| row.len() == 1 && widest > 2 && width(row) == widest && !row[0].is_empty();
    header.skip(1).rev().take_while(is_group).count()
}

fn has_known_name(row: &[GridCell], context: &Context) -> bool {
    let known = row.iter().filter(|cell| role(&peek(cell, context), &context.words.columns).is_some()).count();
    let first = row.first().map_or(String::new(), |cell| peek(cell, context));
    known >= 1 && !first.starts_with(|c: char| c.is_ascii_digit()) && row.len() >= 2
}

/// How many numbers may be missing between two columns.
const MOST_MISSING: u32 = 2;

/// `(1) (2) (3)`, `1 2 3`, `(4) = (5) + …`: consecutive numbers in every cell.
fn is_column_numbers(row: &[GridCell], context: &Context) -> bool {
    let mut expected = None;
    let mut count = 0;
    for cell in row {
        let value = peek(cell, context);
        if count == 0 && matches!(value.as_str(), "A" | "B" | "(A)" | "a" | "b") {
            continue;
        }
        let Ok((_, number)) = number(&value) else { return false };
        // A column that was taken out leaves a gap.
        if expected.is_some_and(|expected| !(expected..=expected + MOST_MISSING).contains(&number)) {
            return false;
        }
        expected = Some(number + 1);
        count += 1;
    }
    count >= 3
}

/// The columns over which cells of the first header row stretch: those under a name with nothing beside it.
fn open_header_columns(grid: &Grid, width: usize) -> Vec<usize> {
    let Some(row) = grid.rows.first() else { return Vec::new() };
    let empty = |index: usize| row.get(index).is_none_or(GridCell::is_empty);
    (0..width)
        .filter(|index| {
            let next_empty = *index + 1 < width && empty(index + 1);
            empty(*index) || next_empty
        })
        .collect()
}

fn columns(grid: &Grid, header: usize, width: usize, context: &mut Context) -> Vec<Column> {
    if header == 0 {
        return Vec::new();
    }
    let numbered = header > 1 && is_column_numbers(&grid.rows[header - 1], context);
    let named = if numbered { header - 1 } else { header };
    if grid.explicit {
        return explicit_columns(grid, named, numbered, context);
    }
    let mut paths: Vec<Vec<(String, GridCell)>> = vec![Vec::new(); width];
    for (level, row) in grid.rows.iter().take(named).enumerate() {
        let open = if level > 0 && row.len() < width { Some(open_header_columns(grid, width)) } else { None };
        let mut above: Option<String> = None;
        for (index, cell) in row.iter().enumerate() {
            let Some(at) = open.as_ref().map_or(Some(index), |open| open.get(index).copied()) else { continue };
            let mut name = cell_value(cell, grid.paragraphs, context.text, &mut Repairs::default());
            if name.contains('\n') {
                name = name.replace('\n', " ");
            }
            if !name.is_empty() {
                above = Some(name.clone());
                paths[at].push((name, cell.clone()));
            } else if level + 1 < named
                && let Some(above) = &above
                && grid.rows.iter().take(named).skip(level + 1).any(|below| stands_below(below, at, width, grid))
            {
                paths[at].push((above.clone(), GridCell::default()));
            }
        }
    }
    let numbers = if numbered { grid.rows[header - 1].clone() } else { Vec::new() };
    made(paths, &numbers, context)
}

/// The columns of a table whose source says which columns and rows a header cell covers.
fn explicit_columns(grid: &Grid, named: usize, numbered: bool, context: &mut Context) -> Vec<Column> {
    let width = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.columns as usize).sum())
        .max()
        .unwrap_or(0)
        .min(MOST_COLUMNS);
    let mut paths: Vec<Vec<(String, GridCell)>> = vec![Vec::new(); width];
    let mut taken: Vec<u32> = vec![0; width];
    for row in grid.rows.iter().take(named) {
        let mut at = 0;
        for cell in row {
            while at < width && taken[at] > 0 {
                at += 1;
            }
            let name = cell_value(cell, grid.paragraphs, context.text, &mut Repairs::default()).replace('\n', " ");
            for index in at..width.min(at + cell.columns as usize) {
                taken[index] = cell.rows;
                if !name.is_empty() {
                    let own = if index == at { cell.clone() } else { GridCell::default() };
                    paths[index].push((name.clone(), own));
                }
            }
            at += cell.columns as usize;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }
    let numbers = if numbered { grid.rows[named].clone() } else { Vec::new() };
    made(paths, &numbers, context)
}

/// Columns of their header cells from the top down, and of the row of column numbers below.
fn made(paths: Vec<Vec<(String, GridCell)>>, numbers: &[GridCell], context: &mut Context) -> Vec<Column> {
    paths
        .into_iter()
        .enumerate()
        .map(|(index, path)| {
            // A header cell over several columns is the name of the first of them; the others have it in their path.
            let shared = path.last().is_some_and(|(_, cell)| cell.spans.is_empty());
            let name = path.last().filter(|_| !shared).map_or(String::new(), |(name, _)| name.clone());
            let mut spans: Vec<Span> = path.iter().flat_map(|(_, cell)| cell.spans.iter().copied()).collect();
            if let Some(cell) = numbers.get(index) {
                spans.extend(&cell.spans);
            }
            let names: Vec<String> = path.into_iter().map(|(name, _)| name).collect();
            let role = role(&names.join(" "), &context.words.columns);
            let (name, repairs) = match known_name(&name, &context.words.columns) {
                Some(right) => (right, Repairs::NONE.with(Repair::Word)),
                None => (name, Repairs::NONE),
            };
            let name = context.owned(name, &spans, "Column", repairs);
            Column { name, path: if names.len() > 1 || shared { names } else { Vec::new() }, role }
        })
        .collect()
}

/// A name of the list whose blanks an engine lost (`Chứcvụ`), or a long one whose tones it changed; `None` where it is
/// written as it should be, or is another.
fn known_name(name: &str, columns: &Phrases<ColumnRole>) -> Option<String> {
    fn glued(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().filter(|byte| *byte != b' ')
    }
    let folded = fold(name);
    let known =
        columns.iter().find(|phrase| glued(&phrase.folded).eq(glued(&folded)) && phrase.folded.contains(' '))?;
    let long = known.folded.matches(' ').count() >= 2;
    let lost = folded.matches(' ').count() < known.folded.matches(' ').count();
    let capitals = !name.chars().any(char::is_lowercase);
    let right = if capitals { known.words.to_uppercase() } else { known.words.clone() };
    let same = name.to_lowercase() == right.to_lowercase() || same_tones(&name.to_lowercase(), &right.to_lowercase());
    ((lost || long) && !same).then_some(right)
}

/// True where a lower header row has a name in a column.
fn stands_below(row: &[GridCell], at: usize, width: usize, grid: &Grid) -> bool {
    if row.len() < width {
        let open = open_header_columns(grid, width);
        return open.iter().zip(row).any(|(column, cell)| *column == at && !cell.is_empty());
    }
    row.get(at).is_some_and(|cell| !cell.is_empty())
}

/// A row that only heads the rows below it: nothing but an ordinal that is no Arabic number and a
/// text, or a text alone.
fn is_group(row: &Row, width: usize, context: &Context) -> bool {
    if width < 3 {
        return false;
    }
    let texts: Vec<(usize, &str)> = row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| cell.text.as_ref().map(|text| (at, text.as_str())))
        .collect();
    let total = |text: &str| context.words.is_total(text);
    match texts.as_slice() {
        [(at, text)] => *at <= 1 && !total(text) && text.chars().any(char::is_alphabetic) && text.chars().count() > 3,
        [(0, ordinal), (1, text)] => {
            let label = ordinal.trim_end_matches(['.', ')', '/']);
            let letters = !label.is_empty() && label.chars().count() <= 5 && label.chars().all(char::is_alphabetic);
            letters && !total(text) && !total(ordinal)
        }
        _ => false,
    }
}

/// A row whose ordinal and content are empty goes on with the row above: both cells span it.
fn merge_continued(rows: &mut [Row], columns: &[Column], context: &Context) {
    let [Column { role: Some(ColumnRole::Ordinal), .. }, Column { role: Some(ColumnRole::Content), .. }, ..] = columns
    else {
        return;
    };
    let (ordinal, content) = (0, 1);
    let mut above: Option<usize> = None;
    for index in 0..rows.len() {
        let text = |at: usize| rows[index].cells.get(at).and_then(|cell| cell.text.as_ref());
        let filled = rows[index].cells.iter().filter(|cell| cell.text.is_some()).count();
        if text(ordinal).is_none() && text(content).is_none() && filled > 0 && rows[index].cells.len() == columns.len()
        {
            if let Some(above) = above {
                for at in [ordinal, content] {
                    let cell = &mut rows[above].cells[at];
                    cell.row_span = Some(cell.row_span.unwrap_or(1) + 1);
                }
                rows[index].cells.drain(ordinal..=content);
            }
        } else {
            let total = text(content).or(text(ordinal)).is_some_and(|text| context.words.is_total(text.as_str()));
            let whole = !rows[index].group && !total && text(ordinal).is_some() && text(content).is_some();
            above = whole.then_some(index);
        }
    }
}
