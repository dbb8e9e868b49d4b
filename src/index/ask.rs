//! Questions to an index. What a person types is bound as a value, never put into a statement.

use super::answer::{Answer, Found, Source};
use super::store::Index;
use super::terms::{Phrase, folded, number_normal, words_of};
use crate::errors::Error;
use crate::tasks::normal_form;
use crate::words::Vocabulary;
use rusqlite::Row;
use std::path::Path;

/// The columns that every answer has, of a table `own`; the question's own begin at [`OWN`].
const COMMON: &str =
    "SELECT folders.path, files.path, decisions.number, decisions.date, decisions.agency, decisions.subject,
    own.pointer, own.page, own.grade, own.spans";
const DOCUMENT: &str = "JOIN decisions ON decisions.id = own.decision JOIN files ON files.id = decisions.id JOIN folders ON folders.id = files.folder";
const NEWEST_FIRST: &str = "ORDER BY decisions.date DESC, folders.path, files.path, own.position";
pub(super) const OWN: usize = 10;

/// What an agency does in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Support,
}

/// Answers from the full text.
#[derive(Debug, Default)]
pub struct TextAnswers {
    /// The best ones first.
    pub answers: Vec<Answer>,
    /// True where there are more than were asked for.
    pub has_more: bool,
}

/// A statement over a table, with what every answer needs.
pub(super) fn statement(own: &str, from: &str, filter: &str) -> String {
    format!("{COMMON}, {own} FROM {from} {DOCUMENT} WHERE {filter} {NEWEST_FIRST}")
}

/// The answer of a row.
pub(super) fn answer(row: &Row, found: Found) -> rusqlite::Result<Answer> {
    let (folder, path): (String, String) = (row.get(0)?, row.get(1)?);
    let spans: Option<String> = row.get(9)?;
    Ok(Answer {
        source: Source {
            file: Path::new(&folder).join(path).display().to_string(),
            number: row.get(2)?,
            date: row.get(3)?,
            agency: row.get(4)?,
            subject: row.get(5)?,
        },
        pointer: row.get(6)?,
        page: row.get(7)?,
        grade: row.get(8)?,
        spans: spans.and_then(|spans| serde_json::from_str(&spans).ok()).unwrap_or_default(),
        found,
    })
}

/// The year of a document, where one is asked for.
const OF_YEAR: &str = "(?2 IS NULL OR substr(decisions.date, 1, 4) = CAST(?2 AS TEXT))";

impl Index {
    /// Where a document is cited: by its number where the words have one, else by words of the citation, as laws are
    /// cited. Newest documents first; of one year where it is given.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn citing(&self, cited: &str, year: Option<u16>) -> Result<Vec<Answer>, Error> {
        let by_number = cited.contains('/');
        let Some(phrase) = Phrase::new(cited) else { return Ok(Vec::new()) };
        let (filter, wanted) = if by_number {
            ("own.number_normal = ?1", number_normal(cited))
        } else {
            ("instr(' ' || own.text_normal || ' ', ?1) > 0", format!(" {} ", phrase.folded()))
        };
        let context = "(SELECT text FROM passages WHERE passages.decision = own.decision
            AND passages.pointer = substr(own.pointer, 1, instr(own.pointer, '/citations/') - 1) || '/text')";
        let own = format!("own.text, {context}, own.basis IS NOT NULL");
        let query = statement(&own, "citations AS own", &format!("{filter} AND {OF_YEAR}"));
        let mut statement = self.connection.prepare(&query)?;
        let mut rows = statement.query((wanted, year))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(OWN)?;
            if !by_number && !phrase.is_in(&text) {
                continue;
            }
            let context: Option<String> = row.get(OWN + 1)?;
            let context = context.unwrap_or_else(|| text.clone());
            found.push(answer(row, Found::Citation { text, context, in_basis: row.get(OWN + 2)? })?);
        }
        Ok(found)
    }

    /// The tasks of an agency, however it is spelled; of one role and of one year where they are given.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn tasks_of(
        &self,
        agency: &str,
        role: Option<Role>,
        year: Option<u16>,
        words: &Vocabulary,
    ) -> Result<Vec<Answer>, Error> {
        // Also as it was typed: a normal form may hold a short form that was joined to another word.
        let normal = normal_form(agency, words);
        let phrases: Vec<Phrase> = [normal.as_str(), agency].into_iter().filter_map(Phrase::new).collect();
        let own = "by.role, by.written, by.normal, own.group_name, own.ordinal, own.task, own.lead, own.support,
            own.product, own.deadline, own.year_from, own.year_to, own.year_source";
        // A name goes on behind a blank, and '!' is the character behind it.
        let filter = "(by.agency_normal IN (?1, ?4) OR by.agency_normal >= ?1 || ' ' AND by.agency_normal < ?1 || '!'
                OR by.agency_normal >= ?4 || ' ' AND by.agency_normal < ?4 || '!')
            AND (?2 IS NULL OR ?2 BETWEEN own.year_from AND own.year_to) AND (?3 IS NULL OR by.role = ?3)";
        let query = statement(own, "task_agencies AS by JOIN tasks AS own ON own.id = by.task", filter);
        let mut statement = self.connection.prepare(&query)?;
        let role = role.map(|role| if role == Role::Lead { "lead" } else { "support" });
        let mut rows = statement.query((folded(&normal), year, role, folded(agency)))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(OWN + 2)?;
            if !phrases.iter().any(|phrase| is_agency(phrase, &name)) {
                continue;
            }
            let (from, to): (Option<u16>, Option<u16>) = (row.get(OWN + 10)?, row.get(OWN + 11)?);
            let task = Found::Task {
                role: row.get(OWN)?,
                written: row.get(OWN + 1)?,
                group: row.get(OWN + 3)?,
                ordinal: row.get(OWN + 4)?,
                task: row.get(OWN + 5)?,
                lead: row.get(OWN + 6)?,
                support: row.get(OWN + 7)?,
                product: row.get(OWN + 8)?,
                deadline: row.get(OWN + 9)?,
                years: from.zip(to).map(|(from, to)| [from, to]),
                years_from: row.get(OWN + 12)?,
            };
            found.push(answer(row, task)?);
        }
        Ok(found)
    }

    /// What a person signed, by the whole name or words of it that stand together; also what the person certified as a
    /// copy, which is distinguished.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn signed_by(&self, person: &str, year: Option<u16>) -> Result<Vec<Answer>, Error> {
        let Some(phrase) = Phrase::new(person) else { return Ok(Vec::new()) };
        let filter = format!("instr(' ' || own.name_normal || ' ', ?1) > 0 AND {OF_YEAR}");
        let own = "own.name, own.rank, own.authority, own.post, own.is_copy";
        let query = statement(own, "signatures AS own", &filter);
        let mut statement = self.connection.prepare(&query)?;
        let mut rows = statement.query((format!(" {} ", phrase.folded()), year))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(OWN)?;
            if !phrase.is_in(&name) {
                continue;
            }
            let rank: Option<String> = row.get(OWN + 1)?;
            let signature = Found::Signature {
                name: rank.map_or(name.clone(), |rank| format!("{rank} {name}")),
                authority: row.get(OWN + 2)?,
                post: row.get(OWN + 3)?,
                is_copy: row.get(OWN + 4)?,
            };
            found.push(answer(row, signature)?);
        }
        Ok(found)
    }

    /// The pieces of text in which all phrases stand, the best ones first, up to a greatest number.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn text(&self, phrases: &[Phrase], year: Option<u16>, most: usize) -> Result<TextAnswers, Error> {
        let Some(first) = phrases.first() else { return Ok(TextAnswers::default()) };
        let asked: Vec<String> = phrases.iter().map(Phrase::query).collect();
        let query = format!(
            "{COMMON}, own.text FROM full_text JOIN passages AS own ON own.id = full_text.rowid {DOCUMENT}
            WHERE full_text MATCH ?1 AND {OF_YEAR} ORDER BY full_text.rank, own.id"
        );
        let mut statement = self.connection.prepare(&query)?;
        let mut rows = statement.query((asked.join(" AND "), year))?;
        let mut found = TextAnswers::default();
        while let Some(row) = rows.next()? {
            let text: String = row.get(OWN)?;
            let words = words_of(&text);
            let Some(at) = first.find(&words).filter(|_| phrases.iter().all(|own| own.find(&words).is_some())) else {
                continue;
            };
            if found.answers.len() == most {
                found.has_more = true;
                break;
            }
            found.answers.push(answer(row, Found::Text { text, at: [at.start, at.end] })?);
        }
        Ok(found)
    }

    /// The day that the computer's clock shows, ISO 8601.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn today(&self) -> Result<String, Error> {
        Ok(self.connection.query_row("SELECT date('now', 'localtime')", [], |row| row.get(0))?)
    }

    /// How many files were read by another version of the program or its words than this one.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn read_by_others(&self, reader: &str) -> Result<i64, Error> {
        let query = "SELECT count(*) FROM files WHERE reader <> ?1";
        Ok(self.connection.query_row(query, [reader], |row| row.get(0))?)
    }
}

/// What may follow an agency's name that was asked for: where it is.
const PLACES: [&str; 9] = ["tinh", "thanh pho", "tp", "huyen", "quan", "thi xa", "thi tran", "xa", "phuong"];

/// True where a name is the agency of the phrase, or that of a place: `Sở Nội vụ tỉnh Bình Lâm` is `Sở Nội vụ`,
/// `Ban Dân tộc và Tôn giáo` is not `Ban Dân tộc`.
fn is_agency(phrase: &Phrase, name: &str) -> bool {
    let words = words_of(name);
    let Some(at) = phrase.find(&words).filter(|at| words.first().is_some_and(|word| word.at.start == at.start)) else {
        return false;
    };
    let rest = folded(&name[at.end..]);
    rest.is_empty() || PLACES.iter().any(|place| rest.strip_prefix(place).is_some_and(|name| name.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_of_a_place_is_that_agency() {
        let is = |asked: &str, name: &str| is_agency(&Phrase::new(asked).expect("a phrase"), name);
        assert!(is("Sở Nội vụ", "Sở Nội vụ") && is("so noi vu", "Sở Nội vụ tỉnh Bình Lâm"));
        assert!(!is("Sở Nội vụ", "Lãnh đạo Sở Nội vụ") && !is("Ban Dân tộc", "Ban Dân tộc và Tôn giáo"));
        assert!(!is("Sở Y", "Sở Y tế") && !is("Sở Nội vụ", "Sở Nội Vu"));
        assert!(!is("Ủy ban nhân dân", "Ủy ban nhân dân tỉnh"), "a level is another agency");
    }
}
