//! The measured table of grades, `grammars/grades.toml`.

use super::lookup::has_year;
use super::tables::builtin_acts;
use crate::grammars::grammar;
use crate::model::{Grades, KnownActs, Tally};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Table {
    tallies: BTreeMap<String, Tally>,
}

/// The table, read once; a test reads it, so that here a broken one is an empty one: all values doubtful.
pub fn grades() -> &'static Grades {
    static GRADES: LazyLock<Grades> = LazyLock::new(|| {
        let table: Option<Table> = serde_json::from_str(grammar!("grades")).ok();
        Grades::new(table.map_or_else(BTreeMap::new, |table| table.tallies), known_acts())
    });
    &GRADES
}

/// The days of acts whose number is one act's alone (it holds a year, and no other act has it), and of laws by name.
fn known_acts() -> KnownActs {
    let mut known = KnownActs::default();
    let mut times: HashMap<&str, usize> = HashMap::new();
    builtin_acts().iter().for_each(|act| *times.entry(&act.number).or_default() += 1);
    for act in builtin_acts().iter().filter(|act| act.reliability.is_verified()) {
        let Some(date) = &act.date else { continue };
        if has_year(&act.number) && times.get(act.number.as_str()) == Some(&1) {
            known.add_number(&act.number, date);
        }
        if act.kind.is_law() {
            act.name.iter().chain(&act.also).for_each(|name| known.add_law(name, date));
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let table: Table = crate::grammars::written("grades");
        assert!(table.tallies.keys().all(|key| key.split(' ').count() == 3));
    }
}
