//! Files into the index: rows of those that were read, the reasons of those that could not be, nothing of those that are
//! gone.

use super::rows::{Place, Rows, due};
use super::store::Index;
use super::terms::{folded, number_normal};
use crate::errors::Error;
use crate::model::{Document, DocumentKind, Header, Relation, Signature, Text};
use crate::tasks::Agency;
use rusqlite::{OptionalExtension, ToSql, Transaction, params};

/// A file as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Bytes.
    pub size: Option<i64>,
    /// Nanoseconds since 1970; `None` where they say nothing.
    pub modified: Option<i64>,
    /// Of its bytes, in hexadecimal.
    pub sha256: Option<String>,
    /// Which version of the program and its words read it.
    pub reader: String,
    /// True where it could not be read.
    pub has_failed: bool,
}

/// What came of a file.
#[derive(Debug)]
pub enum Outcome {
    /// Its bytes are what they were: only its time changed.
    Touched,
    /// It was read.
    Read(Box<Rows>),
    /// It could not be read: a code of `grammars/diagnostics.toml`, and its message.
    Failed {
        /// The code.
        code: String,
        /// For a person.
        message: String,
    },
}

/// A file that was looked at.
#[derive(Debug)]
pub struct Looked {
    /// Below the folder, parted by `/`.
    pub path: String,
    /// Bytes.
    pub size: Option<i64>,
    /// Nanoseconds since 1970; `None` where they may not tell the next change.
    pub modified: Option<i64>,
    /// Of its bytes, in hexadecimal.
    pub sha256: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}

impl Index {
    /// The row of a folder, made where there is none.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn folder(&self, path: &str) -> Result<i64, Error> {
        let find = "SELECT id FROM folders WHERE path = ?1";
        let found = self.connection.query_row(find, [path], |row| row.get(0)).optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        self.connection.execute("INSERT INTO folders (path) VALUES (?1)", [path])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Begins to go through a folder: no file has been seen.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn begin(&self) -> Result<(), Error> {
        let seen = "CREATE TEMP TABLE IF NOT EXISTS seen (path TEXT PRIMARY KEY) WITHOUT ROWID; DELETE FROM seen;";
        Ok(self.connection.execute_batch(seen)?)
    }

    /// Notes that a file of a folder is there, and gives what the index knows of it.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn seen(&self, folder: i64, path: &str) -> Result<Option<Known>, Error> {
        self.connection.prepare_cached("INSERT OR IGNORE INTO seen VALUES (?1)")?.execute([path])?;
        let query =
            "SELECT size, modified, sha256, reader, code IS NOT NULL FROM files WHERE folder = ?1 AND path = ?2";
        let mut statement = self.connection.prepare_cached(query)?;
        let known = statement.query_row(params![folder, path], |row| {
            Ok(Known {
                size: row.get(0)?,
                modified: row.get(1)?,
                sha256: row.get(2)?,
                reader: row.get(3)?,
                has_failed: row.get(4)?,
            })
        });
        Ok(known.optional()?)
    }

    /// Puts files of a folder into the index, all or none of them: what it had of them before goes.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn store(&mut self, folder: i64, reader: &str, files: &[Looked]) -> Result<(), Error> {
        let transaction = self.connection.transaction()?;
        for file in files {
            let id = file_row(&transaction, folder, reader, file)?;
            match &file.outcome {
                Outcome::Touched => {}
                Outcome::Failed { .. } => forget(&transaction, id)?,
                Outcome::Read(rows) => {
                    forget(&transaction, id)?;
                    Writer { on: &transaction, decision: id }.document(rows)?;
                }
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Takes out of the index what it has of a folder and was not seen; says how many files these are.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn remove_unseen(&self, folder: i64) -> Result<usize, Error> {
        let gone = "DELETE FROM files WHERE folder = ?1 AND path NOT IN (SELECT path FROM seen)";
        Ok(self.connection.execute(gone, [folder])?)
    }
}

fn forget(on: &Transaction, id: i64) -> rusqlite::Result<()> {
    on.prepare_cached("DELETE FROM decisions WHERE id = ?1")?.execute([id])?;
    Ok(())
}

fn file_row(on: &Transaction, folder: i64, reader: &str, file: &Looked) -> rusqlite::Result<i64> {
    if matches!(file.outcome, Outcome::Touched) {
        let update = "UPDATE files SET size = ?3, modified = ?4 WHERE folder = ?1 AND path = ?2 RETURNING id";
        let values = params![folder, file.path, file.size, file.modified];
        return on.prepare_cached(update)?.query_row(values, |row| row.get(0));
    }
    let (code, message) = match &file.outcome {
        Outcome::Failed { code, message } => (Some(code), Some(message)),
        _ => (None, None),
    };
    let put = "INSERT INTO files (folder, path, size, modified, sha256, reader, code, message)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (folder, path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
            sha256 = excluded.sha256, reader = excluded.reader, code = excluded.code, message = excluded.message
        RETURNING id";
    let values = params![folder, file.path, file.size, file.modified, file.sha256, reader, code, message];
    on.prepare_cached(put)?.query_row(values, |row| row.get(0))
}

/// Writes the rows of one document.
struct Writer<'t> {
    on: &'t Transaction<'t>,
    decision: i64,
}

impl Writer<'_> {
    /// Puts a row in and gives its number.
    fn put(&self, statement: &str, values: &[&dyn ToSql]) -> rusqlite::Result<i64> {
        self.on.prepare_cached(statement)?.insert(values)
    }

    fn document(&self, rows: &Rows) -> rusqlite::Result<()> {
        self.decision(rows)?;
        let attachments = self.attachments(rows)?;
        self.values(rows)?;
        let bases = self.bases(rows)?;
        self.citations(rows, &bases)?;
        self.effects(rows)?;
        self.articles(rows, &attachments)?;
        self.recipients(rows, &attachments)?;
        self.signatures(rows, &attachments)?;
        self.tasks(rows)?;
        self.passages(rows)
    }

    fn decision(&self, rows: &Rows) -> rusqlite::Result<()> {
        let Document {
            kind,
            name,
            header: Header { parent_agency, agency, number, place, date },
            subject,
            authority,
            // Rows of tables of their own.
            bases: _,
            body: _,
            effects: _,
            recipients: _,
            signatures: _,
            attachments: _,
            copy: _,
            // Fields, with the others.
            marks: _,
            received: _,
            addressees: _,
            enacting_formula: _,
            filing: _,
            drafter_mark: _,
        } = &rows.document;
        let number = number.as_ref();
        self.put(
            "INSERT INTO decisions (id, kind, name, number, number_normal, serial, year, symbol, date, parent_agency,
                agency, agency_normal, place, subject, authority)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            &[
                &self.decision,
                &kind.as_ref().map(DocumentKind::key),
                &text(name),
                &number.map(|number| number.text.as_str()),
                &number.map(|number| number_normal(number.text.as_str())),
                &number.and_then(|number| number.serial.as_deref()),
                &number.and_then(|number| number.year),
                &number.and_then(|number| number.symbol.as_deref()),
                &text(date),
                &text(parent_agency),
                &text(agency),
                &rows.agency_normal,
                &text(place),
                &text(subject),
                &text(authority),
            ],
        )?;
        Ok(())
    }

    fn attachments(&self, rows: &Rows) -> rusqlite::Result<Vec<i64>> {
        let put = "INSERT INTO attachments (decision, position, pointer, kind, name, label, title)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let own = rows.document.attachments.iter().enumerate().map(|(at, own)| {
            let pointer = format!("/attachments/{at}");
            let (name, label, title) = (text(&own.name), text(&own.label), text(&own.title));
            self.put(
                put,
                &[
                    &self.decision,
                    &position(at),
                    &pointer,
                    &own.kind.as_ref().map(DocumentKind::key),
                    &name,
                    &label,
                    &title,
                ],
            )
        });
        own.collect()
    }

    fn values(&self, rows: &Rows) -> rusqlite::Result<()> {
        let put = "INSERT INTO fields (decision, pointer, grade, spans, page, value, inferred_from)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        for (place, value, from) in &rows.fields {
            let Place { pointer, grade, spans, page } = place;
            self.put(put, &[&self.decision, pointer, grade, spans, page, value, from])?;
        }
        Ok(())
    }

    fn bases(&self, rows: &Rows) -> rusqlite::Result<Vec<i64>> {
        let put = "INSERT INTO bases (decision, position, pointer, grade, spans, page, formula, text)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let own = rows.document.bases.iter().zip(&rows.bases).enumerate().map(|(at, (basis, place))| {
            let Place { grade, spans, page, .. } = place;
            let pointer = format!("/bases/{at}");
            let text = basis.text.as_str();
            self.put(put, &[&self.decision, &position(at), &pointer, grade, spans, page, &basis.formula, &text])
        });
        own.collect()
    }

    fn citations(&self, rows: &Rows, bases: &[i64]) -> rusqlite::Result<()> {
        for (at, row) in rows.citations.iter().enumerate() {
            let Place { pointer, grade, spans, page } = &row.place;
            let own = &row.citation;
            self.put(
                "INSERT INTO citations (decision, position, pointer, grade, spans, page, basis, text, text_normal, kind,
                    number, number_normal, date, issuer, title, pinpoint, relation)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                &[
                    &self.decision,
                    &position(at),
                    pointer,
                    grade,
                    spans,
                    page,
                    &row.basis.and_then(|basis| bases.get(basis)),
                    &own.text,
                    &folded(&own.text),
                    &own.kind.as_ref().map(DocumentKind::key),
                    &own.number,
                    &row.number_normal(),
                    &own.date,
                    &own.issuer,
                    &own.title,
                    &own.pinpoint,
                    &own.relation.map(Relation::key),
                ],
            )?;
        }
        Ok(())
    }

    fn effects(&self, rows: &Rows) -> rusqlite::Result<()> {
        let put =
            "INSERT INTO effects (decision, position, pointer, kind, date, text, number, number_normal, cited_date)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        for (at, own) in rows.document.effects.iter().enumerate() {
            let cited = own.citation.as_ref();
            let number = cited.and_then(|cited| cited.number.as_deref());
            let (text, date) = (cited.map(|cited| &cited.text), cited.and_then(|cited| cited.date.as_deref()));
            let (pointer, normal) = (format!("/effects/{at}"), number.map(number_normal));
            let values: [&dyn ToSql; 9] =
                [&self.decision, &position(at), &pointer, &own.kind.key(), &own.date, &text, &number, &normal, &date];
            self.put(put, &values)?;
        }
        Ok(())
    }

    fn articles(&self, rows: &Rows, attachments: &[i64]) -> rusqlite::Result<()> {
        let put =
            "INSERT INTO articles (decision, attachment, position, pointer, grade, spans, page, number, label, heading,
            text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        for (at, own) in rows.articles.iter().enumerate() {
            let Place { pointer, grade, spans, page } = &own.place;
            let attachment = own.attachment.and_then(|at| attachments.get(at));
            let values: [&dyn ToSql; 7] = [&self.decision, &attachment, &position(at), pointer, grade, spans, page];
            let own: [&dyn ToSql; 4] = [&own.number, &own.label, &own.heading, &own.text];
            self.put(put, &[&values[..], &own].concat())?;
        }
        Ok(())
    }

    fn recipients(&self, rows: &Rows, attachments: &[i64]) -> rusqlite::Result<()> {
        let put = "INSERT INTO recipients (decision, attachment, position, pointer, grade, spans, page, item_of, text,
            text_normal, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        let mut above = None;
        for (at, own) in rows.recipients.iter().enumerate() {
            let Place { pointer, grade, spans, page } = &own.place;
            let attachment = own.attachment.and_then(|at| attachments.get(at));
            let item_of = above.filter(|_| own.is_item);
            let values: [&dyn ToSql; 7] = [&self.decision, &attachment, &position(at), pointer, grade, spans, page];
            let words: [&dyn ToSql; 4] = [&item_of, &own.text, &own.normal(), &own.note];
            let id = self.put(put, &[&values[..], &words].concat())?;
            if !own.is_item {
                above = Some(id);
            }
        }
        Ok(())
    }

    fn signatures(&self, rows: &Rows, attachments: &[i64]) -> rusqlite::Result<()> {
        let put = "INSERT INTO signatures (decision, attachment, position, pointer, grade, spans, page, is_copy, name,
            name_normal, rank, authority, post, other_position, mark, agency, role, signed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
        for (at, row) in rows.signatures.iter().enumerate() {
            let Place { pointer, grade, spans, page } = &row.place;
            // The chain of authority is a value of the row, worded.
            let Signature { agency, role, authority: _, position: post, other_position, mark, rank, name, signed_at } =
                &row.signature;
            let attachment = row.attachment.and_then(|at| attachments.get(at));
            let values: [&dyn ToSql; 7] = [&self.decision, &attachment, &position(at), pointer, grade, spans, page];
            let words: [&dyn ToSql; 11] = [
                &row.is_copy,
                &text(name),
                &name.as_ref().map(|name| folded(name.as_str())),
                &text(rank),
                &row.authority,
                &text(post),
                &text(other_position),
                &text(mark),
                &text(agency),
                &text(role),
                &text(signed_at),
            ];
            self.put(put, &[&values[..], &words].concat())?;
        }
        Ok(())
    }

    fn tasks(&self, rows: &Rows) -> rusqlite::Result<()> {
        let put = "INSERT INTO tasks (decision, position, pointer, grade, spans, page, group_name, ordinal, task, lead,
            support, product, deadline, due_kind, due_start, due_end, budget, continued, year_from, year_to, year_source)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)";
        for (at, row) in rows.tasks.iter().enumerate() {
            let Place { pointer, grade, spans, page } = &row.place;
            let own = &row.task;
            let due = own.due.as_ref().map(due);
            let values: [&dyn ToSql; 6] = [&self.decision, &position(at), pointer, grade, spans, page];
            let words: [&dyn ToSql; 15] = [
                &own.group,
                &own.ordinal,
                &own.task,
                &own.lead,
                &own.support,
                &own.product,
                &own.deadline,
                &due.map(|(kind, ..)| kind),
                &due.map(|(_, start, _)| start),
                &due.and_then(|(.., end)| end),
                &own.budget,
                &own.continued,
                &row.years.as_ref().map(|years| years.from),
                &row.years.as_ref().map(|years| years.to),
                &row.years.as_ref().map(|years| &years.source),
            ];
            let task = self.put(put, &[&values[..], &words].concat())?;
            self.agencies(task, "lead", &own.leads)?;
            self.agencies(task, "support", &own.supports)?;
        }
        Ok(())
    }

    fn agencies(&self, task: i64, role: &str, agencies: &[Agency]) -> rusqlite::Result<()> {
        let put = "INSERT INTO task_agencies (task, role, written, normal, agency_normal) VALUES (?1, ?2, ?3, ?4, ?5)";
        for own in agencies {
            self.put(put, &[&task, &role, &own.written, &own.normal, &folded(&own.normal)])?;
        }
        Ok(())
    }

    fn passages(&self, rows: &Rows) -> rusqlite::Result<()> {
        let put = "INSERT INTO passages (decision, pointer, grade, spans, page, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        for own in &rows.passages {
            let Place { pointer, grade, spans, page } = &own.place;
            let id = self.put(put, &[&self.decision, pointer, grade, spans, page, &own.text])?;
            self.put(
                "INSERT INTO full_text (rowid, exact, folded) VALUES (?1, ?2, ?3)",
                &[&id, &own.exact, &own.folded],
            )?;
        }
        Ok(())
    }
}

fn text(value: &Option<Text>) -> Option<&str> {
    value.as_ref().map(Text::as_str)
}

fn position(at: usize) -> i64 {
    at as i64
}
