//! The measured table of grades, `grammars/grades.toml`.

use super::tables::builtin_acts;
use crate::grammars::grammar;
use crate::model::{Grades, Tally};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Table {
    tallies: BTreeMap<String, Tally>,
}

/// The table, read once; a test reads it, so that here a broken one is an empty one: all values doubtful.
pub fn grades() -> &'static Grades {
    static GRADES: LazyLock<Grades> = LazyLock::new(|| {
        let table: Option<Table> = serde_json::from_str(grammar!("grades")).ok();
        Grades::new(table.map_or_else(BTreeMap::new, |table| table.tallies), dates())
    });
    &GRADES
}

/// The dates of acts whose number is one act's alone: it holds a year, and no other act has it.
fn dates() -> HashMap<String, String> {
    let mut seen = HashSet::new();
    let mut twice = HashSet::new();
    let mut found = HashMap::new();
    for act in builtin_acts() {
        if !seen.insert(&act.number) {
            twice.insert(&act.number);
        }
        let year = act.number.split('/').nth(1).filter(|part| part.len() == 4 && part.parse::<u16>().is_ok());
        if let (Some(date), Some(_), true) = (&act.date, year, act.reliability.is_verified()) {
            found.insert(act.number.clone(), date.clone());
        }
    }
    found.retain(|number, _| !twice.contains(number));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let table: Table = crate::grammars::written("grades");
        assert!(table.tallies.keys().all(|key| key.split(' ').count() == 3));
        assert!(dates().len() > 30);
    }
}
