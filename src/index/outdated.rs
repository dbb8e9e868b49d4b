//! Which bases of the indexed decisions are out of date on a day: by the table of acts, and by what the indexed decisions
//! themselves replace and repeal.

use super::answer::{Answer, Ending, Found};
use super::ask::{OWN, answer, statement};
use super::store::Index;
use super::terms::number_normal;
use crate::errors::Error;
use crate::model::{Citation, DocumentKind};
use crate::status::{Force, Reliability, Status};
use rusqlite::Row;
use std::collections::HashMap;
use std::path::Path;

/// What became of an act.
#[derive(Clone, Debug)]
struct Fate {
    ending: Ending,
    since: Option<String>,
    by: Vec<String>,
    verified: bool,
    told_by: Option<String>,
    source: Option<String>,
    reliability: Option<Reliability>,
}

impl Fate {
    /// The answer about an act in a basis.
    fn found(self, basis: String, act: String) -> Found {
        let Self { ending, since, by, verified, told_by, source, reliability } = self;
        Found::Outdated { basis, act, ending, since, by, verified, told_by, source, reliability }
    }
}

/// A decision of the index that replaces or repeals another.
struct Effect {
    decision: i64,
    file: String,
    number: Option<String>,
    /// From when on.
    since: String,
    /// The date of the other one.
    cited_date: Option<String>,
}

impl Index {
    /// The bases that are out of date on a day, ISO 8601; of the documents of one year where it is given. What no table
    /// knows is not said to be in force: it is left out.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn outdated(&self, status: &Status, day: &str, year: Option<u16>) -> Result<Vec<Answer>, Error> {
        let endings = self.endings(day)?;
        let own = "own.text, own.kind, own.number, own.date, own.title, bases.text, own.decision";
        let filter = "own.relation IS NULL AND (?1 IS NULL OR substr(decisions.date, 1, 4) = CAST(?1 AS TEXT))";
        let query = statement(own, "citations AS own JOIN bases ON bases.id = own.basis", filter);
        let mut statement = self.connection.prepare(&query)?;
        let mut rows = statement.query([year])?;
        let mut fates: HashMap<Citation, Option<Fate>> = HashMap::new();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let citation = citation(row)?;
            // Acts are cited again and again: each is looked up once.
            let identity = Citation { text: String::new(), ..citation.clone() };
            let known = fates.entry(identity).or_insert_with(|| fate(status, &citation, day)).clone();
            let decision: i64 = row.get(OWN + 6)?;
            let Some(fate) = known.or_else(|| ended(&endings, &citation, decision)) else { continue };
            found.push(answer(row, fate.found(row.get(OWN + 5)?, citation.text))?);
        }
        Ok(found)
    }

    /// What the indexed decisions have replaced or repealed by a day, by its number.
    fn endings(&self, day: &str) -> Result<HashMap<String, Vec<Effect>>, Error> {
        let query =
            "SELECT own.number_normal, folders.path, files.path, decisions.number, own.cited_date, own.decision,
            coalesce((SELECT date FROM effects WHERE kind = 'in-force' AND decision = own.decision), decisions.date)
            FROM effects AS own JOIN decisions ON decisions.id = own.decision JOIN files ON files.id = decisions.id
            JOIN folders ON folders.id = files.folder
            WHERE own.kind IN ('replaces', 'repeals') AND own.number_normal IS NOT NULL";
        let mut statement = self.connection.prepare(query)?;
        let mut rows = statement.query([])?;
        let mut found: HashMap<String, Vec<Effect>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let since: Option<String> = row.get(6)?;
            // A draft without a date has replaced nothing yet.
            let Some(since) = since.filter(|since| since.len() == 10 && since.as_str() <= day) else { continue };
            let (folder, path): (String, String) = (row.get(1)?, row.get(2)?);
            found.entry(row.get(0)?).or_default().push(Effect {
                decision: row.get(5)?,
                file: Path::new(&folder).join(path).display().to_string(),
                number: row.get(3)?,
                since,
                cited_date: row.get(4)?,
            });
        }
        Ok(found)
    }
}

fn citation(row: &Row) -> rusqlite::Result<Citation> {
    Ok(Citation {
        text: row.get(OWN)?,
        kind: row.get::<_, Option<String>>(OWN + 1)?.map(|key| DocumentKind::from(key.as_str())),
        number: row.get(OWN + 2)?,
        date: row.get(OWN + 3)?,
        title: row.get(OWN + 4)?,
        ..Citation::default()
    })
}

fn fate(status: &Status, citation: &Citation, day: &str) -> Option<Fate> {
    let standing = status.standing(citation, day)?;
    let act = standing.act;
    let (ending, by, since) = match &standing.force {
        Force::Replaced(by) => (Ending::Ended, by.all(), act.until.clone()),
        Force::Repealed => (Ending::Ended, Vec::new(), act.until.clone()),
        Force::StaysInPart(by) => (Ending::EndedInPart, by.all(), act.until.clone()),
        Force::Lapsed(law) => (Ending::Lapsed, vec![law.number.as_str()], law.until.clone()),
        Force::InForce | Force::Unsure | Force::NotYet => return None,
    };
    Some(Fate {
        ending,
        since,
        by: by.into_iter().map(str::to_owned).collect(),
        verified: act.reliability.is_verified(),
        told_by: None,
        source: Some(act.source.clone()),
        reliability: Some(act.reliability),
    })
}

/// What an indexed decision says of a cited one. A number without a year comes back every year: only with its date is it
/// the same decision.
fn ended(endings: &HashMap<String, Vec<Effect>>, citation: &Citation, decision: i64) -> Option<Fate> {
    let number = number_normal(citation.number.as_deref()?);
    let has_year = number.split('/').nth(1).is_some_and(|part| part.len() == 4 && part.parse::<u16>().is_ok());
    let same = |own: &&Effect| match (&own.cited_date, &citation.date) {
        // The decision that replaces it cites it, too.
        _ if own.decision == decision => false,
        (Some(known), Some(cited)) => known == cited,
        _ => has_year,
    };
    let own = endings.get(&number)?.iter().filter(same).min_by(|a, b| a.since.cmp(&b.since))?;
    Some(Fate {
        ending: Ending::Ended,
        since: Some(own.since.clone()),
        by: own.number.iter().cloned().collect(),
        verified: true,
        told_by: Some(own.file.clone()),
        source: None,
        reliability: None,
    })
}
