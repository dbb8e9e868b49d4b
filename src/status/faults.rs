//! What cannot be in a table of facts: impossible days, an end before its beginning, circles, an act that replaces itself.

use super::{Act, Status};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// No day of the calendar: what is written.
    Day(String),
    /// It ends before it begins, or on the day on which it begins.
    EndsFirst,
    /// It is replaced by itself.
    Itself,
    /// It is replaced in a circle: the numbers of the circle.
    Circle(Vec<String>),
    /// It is repealed, and yet replaced.
    Repealed,
    /// Its end is given and said to be unknown.
    KnownEnd,
    /// Another row is about the same.
    Twice,
    /// It has no source.
    NoSource,
}

/// A row that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The number of the act, or the name of the agency or province.
    pub row: String,
    /// What is wrong with it.
    pub problem: Problem,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let row = &self.row;
        match &self.problem {
            Problem::Day(day) => write!(out, "{row}: \"{day}\" ≠ YYYY-MM-DD"),
            Problem::EndsFirst => write!(out, "{row}: until ≤ from"),
            Problem::Itself => write!(out, "{row}: replaced-by = {row}"),
            Problem::Circle(numbers) => write!(out, "{row}: replaced-by: {} → {}", numbers.join(" → "), numbers[0]),
            Problem::Repealed => write!(out, "{row}: repealed, replaced-by"),
            Problem::KnownEnd => write!(out, "{row}: until, end-unknown"),
            Problem::Twice => write!(out, "{row}: ×2"),
            Problem::NoSource => write!(out, "{row}: source = \"\""),
        }
    }
}

impl Status {
    /// All rows that cannot be.
    pub fn faults(&self) -> Vec<Fault> {
        let mut found = Vec::new();
        for act in &self.acts {
            found.extend(of_act(act).into_iter().map(|problem| Fault { row: act.number.clone(), problem }));
        }
        let agencies = self.agencies.iter().map(|row| (&row.name, &row.from, &row.until, &row.source));
        let provinces = self.provinces.iter().map(|row| (&row.name, &row.from, &row.until, &row.source));
        for (name, from, until, source) in agencies.chain(provinces) {
            let problems = of_days(from.as_deref(), until.as_deref()).into_iter().chain(no_source(source));
            found.extend(problems.map(|problem| Fault { row: name.clone(), problem }));
        }
        found.extend(self.twice());
        found.extend(self.circles());
        found
    }

    /// Acts of which two rows are: one number of one kind, and of one date where the number comes back every year.
    fn twice(&self) -> Vec<Fault> {
        let mut seen = BTreeSet::new();
        let key = |act: &Act| (act.kind.key().to_owned(), act.number.clone(), act.date.clone());
        let again = self.acts.iter().filter(|act| !seen.insert(key(act)));
        again.map(|act| Fault { row: act.number.clone(), problem: Problem::Twice }).collect()
    }

    /// Acts that are replaced by others which they replace themselves.
    fn circles(&self) -> Vec<Fault> {
        let next: BTreeMap<&str, Vec<&str>> = self
            .acts
            .iter()
            .map(|act| (act.number.as_str(), act.replaced_by.iter().map(String::as_str).collect()))
            .collect();
        let mut found = Vec::new();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        for start in next.keys() {
            let mut way: Vec<&str> = vec![start];
            let mut open: Vec<Vec<&str>> = vec![next[start].clone()];
            while let Some(ahead) = open.last_mut() {
                let Some(number) = ahead.pop() else {
                    open.pop();
                    done.extend(way.pop());
                    continue;
                };
                if let Some(at) = way.iter().position(|own| *own == number) {
                    // An act that replaces itself is said by itself.
                    if way.len() - at > 1 {
                        let circle = way[at..].iter().map(|own| (*own).to_owned()).collect();
                        found.push(Fault { row: number.to_owned(), problem: Problem::Circle(circle) });
                    }
                } else if let Some(ahead) = next.get(number).filter(|_| !done.contains(number)) {
                    way.push(number);
                    open.push(ahead.clone());
                }
            }
        }
        found
    }
}

fn of_act(act: &Act) -> Vec<Problem> {
    let amended = act.amended_by.iter().flat_map(|own| [&own.date, &own.from]);
    let mut found: Vec<Problem> =
        [&act.date].into_iter().chain(amended).flatten().filter_map(|day| no_day(day)).collect();
    found.extend(of_days(act.from.as_deref(), act.until.as_deref()));
    for part in &act.parts {
        found.extend(of_days(part.from.as_deref(), part.until.as_deref()));
    }
    // An act may reach back before its date, but not end before it.
    if let (Some(date), Some(until)) = (&act.date, &act.until)
        && until < date
    {
        found.push(Problem::EndsFirst);
    }
    let problems = [
        (act.replaced_by.contains(&act.number), Problem::Itself),
        (act.repealed && !act.replaced_by.is_empty(), Problem::Repealed),
        (act.end_unknown && act.until.is_some(), Problem::KnownEnd),
    ];
    found.extend(problems.into_iter().filter(|(is, _)| *is).map(|(_, problem)| problem));
    found.extend(no_source(&act.source));
    found
}

fn no_source(source: &str) -> Option<Problem> {
    source.trim().is_empty().then_some(Problem::NoSource)
}

/// What is wrong with the first and the last day of something.
fn of_days(from: Option<&str>, until: Option<&str>) -> Vec<Problem> {
    let mut found: Vec<Problem> = [from, until].into_iter().flatten().filter_map(no_day).collect();
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        found.push(Problem::EndsFirst);
    }
    found
}

fn no_day(day: &str) -> Option<Problem> {
    // Days are compared as text: none may be written shorter.
    (day.len() != 10 || day.parse::<Date>().is_err()).then(|| Problem::Day(day.to_owned()))
}
