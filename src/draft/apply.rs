//! The decided changes of a plan are made in a Word file: a clean draft, one with Word's tracked changes, one with the
//! changes marked for print.

use super::numbers::{self, NEW_TASK};
use super::rows::{Class, Decision, Plan, Row};
use crate::errors::{Code, Error};
use crate::model::{Column, ColumnRole, Parsed, Span, table_at};
use crate::package::{Misplaced, Replacement, Revision, Shown};
use crate::source::{Look, Paragraph, Paragraphs};

/// Who made the tracked changes, and when.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'d> {
    /// The author's name in Word.
    pub author: &'d str,
    /// The moment, as `2026-01-05T00:00:00Z`.
    pub date: &'d str,
}

/// The files of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The clean draft.
    pub clean: Vec<u8>,
    /// With Word's own insertions and deletions, and a comment on every row that asks.
    pub tracked: Vec<u8>,
    /// With the changes on a coloured ground.
    pub highlighted: Vec<u8>,
    /// How many rows changed something, and how many stay open.
    pub changed: usize,
    /// Slots that a person has still to fill.
    pub open: usize,
}

/// Makes the decided changes of a plan in the file of which it was made.
///
/// # Errors
/// Where the plan does not fit the document, or a row has no place in the file.
pub fn apply(file: &[u8], parsed: &Parsed, look: &Look, plan: &Plan, draft: &Draft) -> Result<Applied, Error> {
    if plan.source_length != parsed.text.len() {
        return Err(Code::PlanOtherDocument.into());
    }
    let mut seen = std::collections::HashSet::new();
    if let Some(row) = plan.rows.iter().find(|row| !seen.insert(row.id)) {
        // The first of the two is named.
        let first = plan.rows.iter().find(|own| own.id == row.id).unwrap_or(row);
        return Err(of_row(Code::PlanRowTwice, first));
    }
    let mut revision = Revision::open(file).map_err(uneditable)?;
    let mut maker = Maker { parsed, paragraphs: Paragraphs::of(&look.blocks), revision: &mut revision };
    let (mut changed, mut open) = (0, 0);
    let (numbers, given) = numbers::renumbered(parsed, plan);
    for row in &plan.rows {
        check(row, parsed)?;
        let Some(replacement) = replacement(row)? else {
            match row.decision {
                Decision::Drop => maker.drop(row)?,
                Decision::Accept | Decision::Edit if row.code == NEW_TASK => maker.add(row, given.get(&row.id))?,
                _ => continue,
            }
            changed += 1;
            continue;
        };
        if replacement.open || replacement.text.contains("[[") {
            open += 1;
        }
        changed += 1;
        maker.change(Some(row), &row.spans(), replacement)?;
    }
    for number in numbers {
        // A number that the plan changes itself is not changed twice.
        let own =
            |row: &Row| row.spans().iter().any(|a| number.spans.iter().any(|b| a.start < b.end && b.start < a.end));
        let by_hand =
            plan.rows.iter().any(|row| row.class != Class::Task && row.decision != Decision::Keep && own(row));
        if !by_hand {
            let replacement = Replacement { text: number.new, open: false, comment: None };
            maker.change(None, &number.spans, replacement)?;
            changed += 1;
        }
    }
    let finish = |shown| revision.finish(shown).map_err(uneditable);
    Ok(Applied {
        clean: finish(Shown::Clean)?,
        tracked: finish(Shown::Tracked { author: draft.author, date: draft.date })?,
        highlighted: finish(Shown::Highlighted)?,
        changed,
        open,
    })
}

/// The old words of a row must be what stands at its place, but for blanks.
/// A row that is not applied: its number and its old words.
fn of_row(code: Code, row: &Row) -> Error {
    code.with(row.id).with(row.old.as_str())
}

/// Words that have no place in the file: of a row, or of the document's number, which has none.
fn misplaced(row: Option<&Row>, why: Misplaced) -> Error {
    let code = match why {
        Misplaced::Overlap => Code::PlanRowOverlaps,
        Misplaced::Tracked => Code::PlanRowTracked,
        Misplaced::NotThere => Code::PlanRowNotThere,
    };
    row.map_or_else(|| code.with(0u32).with(""), |row| of_row(code, row))
}

fn uneditable(_: Error) -> Error {
    Code::FixFailed.into()
}

fn check(row: &Row, parsed: &Parsed) -> Result<(), Error> {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let there: String = row.spans().iter().map(|span| solid(span.of(&parsed.text))).collect();
    if there == solid(&row.old) { Ok(()) } else { Err(of_row(Code::PlanRowDiffers, row)) }
}

/// What a row puts in the place of its words; `None` where it changes none.
fn replacement(row: &Row) -> Result<Option<Replacement>, Error> {
    let comment = matches!(
        row.class,
        Class::Ask | Class::Basis | Class::AnnualBasis | Class::Agency | Class::SourceFault | Class::Task
    )
    .then(|| row.reason.clone());
    let of = |text: &str, open: bool| Some(Replacement { text: text.to_owned(), open, comment: comment.clone() });
    Ok(match row.decision {
        Decision::Keep | Decision::Drop => None,
        Decision::Accept if row.class == Class::Task => None,
        Decision::Edit if row.code == NEW_TASK => None,
        // A cell that the sheet of tasks has emptied.
        Decision::Accept if row.new.is_empty() && row.code == EMPTIED => of("", false),
        // A blank's new words may be a slot themselves.
        Decision::Accept if row.new.is_empty() && row.class != Class::Blank => None,
        Decision::Accept => of(&row.new, row.new.contains("[[")),
        Decision::Edit if row.new.is_empty() => return Err(of_row(Code::PlanRowNothingNew, row)),
        Decision::Edit => of(&row.new, row.new.contains("[[")),
        // A question about a task as a whole is a comment, not a slot over all of its words.
        Decision::Open if row.class == Class::Task => None,
        Decision::Open => of(&open_slot(row), true),
    })
}

/// What an open row shows: its question in the text, never the old words as if they were settled.
fn open_slot(row: &Row) -> String {
    let old = row.old.replace('\n', " ");
    match row.new.as_str() {
        "" => format!("[[{old}?]]"),
        new if new.starts_with("[[") => new.to_owned(),
        new => format!("[[{old} → {new}?]]"),
    }
}

/// The code of a row that follows the sheet of tasks.
const EMPTIED: &str = "task-sheet";

struct Maker<'m, 'b> {
    parsed: &'m Parsed,
    paragraphs: Paragraphs,
    revision: &'m mut Revision<'b>,
}

impl Maker<'_, '_> {
    fn change(&mut self, row: Option<&Row>, spans: &[Span], replacement: Replacement) -> Result<(), Error> {
        let mut rest = Some(replacement);
        for span in spans {
            let mut at = span.start;
            while at < span.end {
                let there = self.paragraphs.at(at).ok_or_else(|| misplaced(row, Misplaced::NotThere))?;
                let Paragraph { span: paragraph, element } = there.clone();
                let end = span.end.min(paragraph.end);
                let read = paragraph.of(&self.parsed.text);
                let within = (at - paragraph.start) as usize..(end - paragraph.start) as usize;
                let blank = read.get(within.clone()).is_none_or(|slice| slice.trim().is_empty());
                if !blank {
                    // The new words stand where the old ones began.
                    let own = rest.take().unwrap_or(Replacement { text: String::new(), open: false, comment: None });
                    self.revision.change(element, read, within, own).map_err(|why| misplaced(row, why))?;
                }
                at = end.max(at + 1);
            }
        }
        Ok(())
    }

    fn drop(&mut self, row: &Row) -> Result<(), Error> {
        let start = row.spans().first().map_or(0, |span| span.start);
        let there = self.paragraphs.at(start).ok_or_else(|| misplaced(Some(row), Misplaced::NotThere))?;
        self.revision.drop_row(&there.element).map_err(|why| misplaced(Some(row), why))
    }

    /// A new row of the table below the one in which the words stand: its cells are parted by ` | `, in the order of
    /// number, task, lead, support, product, deadline, budget.
    fn add(&mut self, row: &Row, number: Option<&String>) -> Result<(), Error> {
        let start = row.spans().first().map_or(0, |span| span.start);
        let there = self.paragraphs.at(start).ok_or_else(|| misplaced(Some(row), Misplaced::NotThere))?;
        let mut cells: Vec<String> = row.new.split(" | ").map(|cell| cell.trim().to_owned()).collect();
        if let (Some(number), Some(first)) = (number, cells.first_mut()) {
            first.clone_from(number);
        }
        let table = self.roles(&row.place);
        let texts: Vec<String> =
            table.iter().map(|role| role.and_then(|at| cells.get(at)).cloned().unwrap_or_default()).collect();
        self.revision.add_row(&there.element, texts).map_err(|why| misplaced(Some(row), why))
    }

    /// Which part of a new task stands in each column of the table of a row.
    fn roles(&self, place: &str) -> Vec<Option<usize>> {
        const ROLES: [ColumnRole; 7] = [
            ColumnRole::Ordinal,
            ColumnRole::Content,
            ColumnRole::Lead,
            ColumnRole::Support,
            ColumnRole::Product,
            ColumnRole::Deadline,
            ColumnRole::Budget,
        ];
        let table = place.find("/rows/").map_or("", |at| &place[..at]);
        let role = |column: &Column| ROLES.iter().position(|role| column.role == Some(*role));
        table_at(&self.parsed.document, table).map_or_else(Vec::new, |own| own.columns.iter().map(role).collect())
    }
}
