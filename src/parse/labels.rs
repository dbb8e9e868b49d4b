//! Which of the candidates are labels, and how deep each opens.
//!
//! One pure function: it sees the candidates of a body in order and keeps the outline open so far. A
//! candidate at a paragraph's start is a label even where paper misnumbers it (8, 8, 9, 11); one at
//! the start of a wrapped line, or behind scan noise, is a label only where it is the next of its row.

use crate::marks::label::{Label, Level};

/// A label that may be one.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub label: Label,
    /// True at the start of a paragraph, where its form leaves no doubt; else the sequence decides.
    pub certain: bool,
    /// True at the start of a paragraph.
    pub begins: bool,
    /// The label behind what looks like a bullet, which may be a stray sign: `- Điều 1.`, `-I. TỔ CHỨC`.
    pub behind: Option<Label>,
    /// True where the words behind the label are in capitals.
    pub capitals: bool,
}

/// A label that holds: its depth in the outline, and its level where the sequence corrects it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub depth: usize,
    pub level: Level,
    /// The number where the sequence corrects it: `H.` between I. and III. is 2.
    pub corrected: Option<u32>,
    /// True where the label is the one behind the sign.
    pub behind: bool,
}

/// The candidates among which the next of a row is looked for.
const FOLLOWING: usize = 60;

/// One open division.
#[derive(Clone, Copy)]
struct Open {
    level: Level,
    depth: u8,
    style: u8,
    ordinal: u32,
}

impl Open {
    fn of(label: &Label) -> Self {
        // Only a bracket tells two rows of numbers apart; a dot and a hyphen are the same hand.
        let style = match label.level {
            Level::Bullet => label.style,
            Level::Arabic if label.style == b')' => b')',
            _ => 0,
        };
        Self { level: label.level, depth: label.depth, style, ordinal: label.ordinal }
    }

    fn same_row(&self, other: &Self) -> bool {
        (self.level, self.depth, self.style) == (other.level, other.depth, other.style)
    }
}

/// Chooses the labels among the candidates; `None` where a candidate is none.
pub(crate) fn choose(candidates: &[Candidate]) -> Vec<Option<Chosen>> {
    let mut open: Vec<Open> = Vec::new();
    candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| {
            let later = &candidates[index + 1..];
            if let Some(behind) = &candidate.behind {
                let inner = Candidate { label: behind.clone(), certain: false, behind: None, ..candidate.clone() };
                if let Some(chosen) = chosen(&inner, later, &mut open) {
                    return Some(Chosen { behind: true, ..chosen });
                }
            }
            chosen(candidate, later, &mut open)
        })
        .collect()
}

/// Opens a candidate where it holds.
fn chosen(candidate: &Candidate, later: &[Candidate], open: &mut Vec<Open>) -> Option<Chosen> {
    let label = corrected(candidate, later, open);
    let new = Open::of(&label);
    let row = open.iter().rposition(|division| division.same_row(&new));
    let next = row.is_some_and(|at| open[at].ordinal.checked_add(1) == Some(new.ordinal));
    let holds = match label.level {
        Level::Bullet => candidate.certain,
        _ => {
            candidate.certain && !label.repaired_mark()
                || next
                || candidate.certain && label.level <= Level::Article
                || row.is_none() && candidate.begins && is_first(&label, candidate, later, open)
                || row.is_none() && is_first_behind_heading(&label, later, open)
        }
    };
    if !holds || label.ordinal == 0 && label.level == Level::Roman {
        return None;
    }
    let depth = depth(open, &new, row, candidate.capitals);
    open.truncate(depth);
    open.push(new);
    let changed = label.level != candidate.label.level
        || label.ordinal != candidate.label.ordinal
        || label.number != candidate.label.number;
    Some(Chosen { depth, level: label.level, corrected: changed.then_some(label.ordinal), behind: false })
}

/// True for the first of a row that is behind a stray sign or has another mark than it should: its successor tells, or
/// there is nothing else that it could be.
fn is_first(label: &Label, candidate: &Candidate, later: &[Candidate], open: &[Open]) -> bool {
    let is_next = |next: &Label| next.level == label.level && next.ordinal == label.ordinal + 1;
    let followed = || {
        let mut labels = later.iter().take(FOLLOWING).flat_map(|next| [Some(&next.label), next.behind.as_ref()]);
        labels.any(|next| next.is_some_and(is_next))
    };
    match label.level {
        Level::Article => label.ordinal == 1,
        Level::Part | Level::Chapter | Level::Section => label.ordinal == 1 && followed(),
        Level::Roman => label.ordinal == 1 && candidate.capitals && followed(),
        // Its predecessor may be lost: `_2. Yêu cầu` right below I.
        Level::Arabic => {
            label.depth == 1
                && (label.ordinal == 1 && followed() || label.ordinal == 2)
                && open.last().is_some_and(|above| matches!(above.level, Level::Roman | Level::Article))
        }
        _ => false,
    }
}

/// True for the first of a row at the start of a line that may go on with a long heading: the next of its row begins a
/// paragraph, and nothing else could be the first.
fn is_first_behind_heading(label: &Label, later: &[Candidate], open: &[Open]) -> bool {
    let row = Open::of(label);
    let heads = open.last().is_some_and(|above| match label.level {
        Level::Arabic if label.depth > 1 => above.level == Level::Arabic && above.depth + 1 == label.depth,
        Level::Arabic => label.style == b'.' && matches!(above.level, Level::Article | Level::Roman | Level::Capital),
        Level::Letter => label.style == b')' && matches!(above.level, Level::Article | Level::Arabic),
        _ => false,
    });
    let next = later
        .iter()
        .take(FOLLOWING)
        .take_while(|next| next.label.level > Level::Article)
        .find(|next| Open::of(&next.label).same_row(&row));
    heads && label.ordinal == 1 && next.is_some_and(|next| next.label.ordinal == 2 && next.begins)
}

/// What OCR makes of Roman numbers, put right by the row: `H.` behind I., `1.` before II. where both
/// head capitals; and letters that are Roman numbers too: `C.` behind B., `I.` behind H.
fn corrected(candidate: &Candidate, later: &[Candidate], open: &[Open]) -> Label {
    let label = &candidate.label;
    let last = |level| open.iter().rfind(|division| division.level == level).map(|division| division.ordinal);
    let first = label.number.as_deref().and_then(|number| number.chars().next());
    let as_level = |level, ordinal| Label { level, ordinal, ..label.clone() };
    match label.level {
        // Letters that are no Roman number, where the row has a next one.
        Level::Roman if label.ordinal == 0 => match last(Level::Roman) {
            Some(before @ 1..50) => as_level(Level::Roman, before + 1),
            _ => label.clone(),
        },
        // No list has fifty: `L.` before II. is the first.
        Level::Roman if label.ordinal >= 40 && last(Level::Capital).is_none() && last(Level::Roman).is_none() => {
            let second = later.iter().take(FOLLOWING).find(|next| next.label.level == Level::Roman);
            let first = second.is_some_and(|next| next.label.ordinal == 2);
            if first { Label { number: Some("I".to_owned()), ..as_level(Level::Roman, 1) } } else { label.clone() }
        }
        // `Chương 1` above Chương II.
        Level::Chapter if label.number.as_deref() == Some("1") && last(Level::Chapter).is_none() => {
            let second = later.iter().find(|next| next.label.level == Level::Chapter);
            let roman = second.is_some_and(|next| next.label.number.as_deref() == Some("II"));
            if roman { Label { number: Some("I".to_owned()), ..label.clone() } } else { label.clone() }
        }
        Level::Capital if first == Some('H') && last(Level::Capital).is_none() && last(Level::Roman) == Some(1) => {
            as_level(Level::Roman, 2)
        }
        Level::Roman if label.length == 2 => {
            let place = first.map_or(0, |letter| u32::from(letter as u8 - b'A') + 1);
            if last(Level::Capital).is_some_and(|before| before > 1 && before.checked_add(1) == Some(place))
                && last(Level::Roman).is_none_or(|before| before.checked_add(1) != Some(label.ordinal))
            {
                as_level(Level::Capital, place)
            } else {
                label.clone()
            }
        }
        Level::Arabic
            if label.ordinal == 1 && label.depth == 1 && candidate.capitals && last(Level::Roman).is_none() =>
        {
            let second = later.iter().take(FOLLOWING).find(|next| next.label.level <= Level::Roman);
            let roman = second.is_some_and(|next| next.label.level == Level::Roman && next.label.ordinal == 2);
            if roman { as_level(Level::Roman, 1) } else { label.clone() }
        }
        _ => label.clone(),
    }
}

/// How deep a label opens: beside its row where that is open, else below what outranks it.
fn depth(open: &[Open], new: &Open, row: Option<usize>, capitals: bool) -> usize {
    if let Some(at) = row {
        let restarts = new.ordinal == 1 && open[at].ordinal >= 1 && new.level == Level::Arabic && new.depth == 1;
        let inner = open.last().is_some_and(|last| last.level == Level::Letter) && open.len() > at + 1;
        return if restarts && inner { open.len() } else { at };
    }
    let begins = new.ordinal == 1 && !capitals;
    let mut depth = open.len();
    while depth > 0 {
        let above = &open[depth - 1];
        let outranks = match (above.level, new.level) {
            (Level::Bullet, Level::Bullet) => true,
            (Level::Letter, Level::Arabic) | (Level::Arabic, Level::Roman | Level::Capital) => begins,
            _ => rank(above) < rank(new),
        };
        if outranks {
            break;
        }
        depth -= 1;
    }
    depth
}

fn rank(division: &Open) -> (Level, u8) {
    (division.level, division.depth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks::label::label;
    use crate::marks::misread::misread;

    fn outline(lines: &[&str]) -> Vec<Option<usize>> {
        let candidates: Vec<Candidate> = lines
            .iter()
            .map(|line| {
                let (certain, raw) = match line.strip_prefix('~') {
                    Some(raw) => (false, raw),
                    None => (true, *line),
                };
                let label = label(raw).unwrap_or_else(|| panic!("{raw} is a label"));
                let capitals = raw.chars().skip(label.length).filter(|c| c.is_alphabetic()).all(char::is_uppercase);
                Candidate { label, certain, begins: certain, behind: None, capitals }
            })
            .collect();
        choose(&candidates).into_iter().map(|chosen| chosen.map(|chosen| chosen.depth)).collect()
    }

    #[test]
    fn rows_nest_by_rank_and_by_what_is_open() {
        assert_eq!(
            outline(&["I. A B", "1. c", "a) d", "- e", "+ f", "- g", "b) h", "2. i", "II. K L", "1. m"]),
            [0, 1, 2, 3, 4, 3, 2, 1, 0, 1].map(Some)
        );
        assert_eq!(
            outline(&["Chương I", "Điều 1. a", "1. b", "Điều 2. c", "Chương II", "Điều 3. d"]),
            [0, 1, 2, 1, 0, 1].map(Some)
        );
        assert_eq!(outline(&["1. a", "1.1. b", "1.2. c", "2. d"]), [0, 1, 1, 0].map(Some));
    }

    #[test]
    fn misnumbered_rows_hold_and_wrapped_lines_need_their_turn() {
        assert_eq!(outline(&["8. a", "8. b", "9. c", "11. d"]), [0, 0, 0, 0].map(Some));
        assert_eq!(outline(&["Điều 1. a", "~Điều 7. b", "Điều 2. c", "~Điều 3. d"]), [Some(0), None, Some(0), Some(0)]);
        assert_eq!(outline(&["1. a", "~12. b", "~2. c"]), [Some(0), None, Some(0)]);
    }

    #[test]
    fn a_first_with_a_misread_mark_is_told_by_a_second_behind_a_sign() {
        let candidate = |line: &str, behind: Option<&str>| {
            let of = |raw: &str| label(raw).or_else(|| misread(raw)).unwrap_or_else(|| panic!("{raw} is a label"));
            Candidate {
                label: of(line),
                certain: !line.contains(','),
                begins: true,
                behind: behind.map(of),
                capitals: false,
            }
        };
        let rows =
            [candidate("II. a", None), candidate("1, Nội dung", None), candidate("- 2. Mục tiêu", Some("2. Mục tiêu"))];
        let chosen = choose(&rows);
        assert_eq!(
            chosen.iter().map(|own| own.map(|own| (own.depth, own.behind))).collect::<Vec<_>>(),
            [Some((0, false)), Some((1, false)), Some((1, true))]
        );
    }

    #[test]
    fn misread_roman_numbers_are_put_right_by_their_row() {
        let read = |lines: &[&str]| {
            let candidates: Vec<Candidate> = lines
                .iter()
                .filter_map(|line| {
                    let of = |label| Candidate { label, certain: true, begins: true, behind: None, capitals: true };
                    label(line).map(of)
                })
                .collect();
            choose(&candidates).into_iter().flatten().map(|chosen| (chosen.level, chosen.corrected)).collect::<Vec<_>>()
        };
        assert_eq!(read(&["I. A", "H. B", "III. C"])[1], (Level::Roman, Some(2)));
        assert_eq!(read(&["1. A", "II. B"])[0], (Level::Roman, Some(1)));
        assert_eq!(read(&["B. A", "C. B"])[1], (Level::Capital, None));
    }
}
