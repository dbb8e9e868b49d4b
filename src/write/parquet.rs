//! Apache Parquet: the results of a run as one table, a row a document, for the programs of data teams.
//!
//! | column | what it is |
//! |---|---|
//! | `id` | the document's place below its folder |
//! | `error_code`, `error_message` | why it was not read; all else is empty then |
//! | `kind`, `number`, `place`, `parent_agency`, `agency`, `subject` | identity, as in the JSON |
//! | `date` | a day (`date32`); empty where it is not known to the day |
//! | `date_text` | the same as text: `2025-04-11`, `2025-04`, `2025` |
//! | `bases` | list of `formula`, `text` and `citations` (kind, number, date, issuer, title, pinpoint, relation) |
//! | `articles` | list of `number`, `label`, `heading`, `text`, a line a paragraph; the document's own |
//! | `recipients` | list of `text`, `note`, `items` |
//! | `signatures` | list of `name`, `position` |
//! | `tasks` | list of tasks, as [`Task`] has them |
//! | `doubtful` | JSON Pointers of the values whose grade is `doubtful`; none where provenance was not asked for |
//! | `diagnostics` | their codes |
//! | `result` | what `vanban parse` prints, whole, as JSON: nothing of it is lost |
//!
//! The mapping from Rust to columns is arrow's own; what is read, and when, is the caller's.

use crate::model::{Document, DocumentKind, Grade, LegalBasis, Recipient, Text, lines_of};
use crate::tasks::{Task, tasks};
use crate::words::{Vocabulary, day};
use arrow_json::reader::{Decoder, ReaderBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::io::{BufRead, Error, Write};
use std::sync::Arc;

/// The most documents, and the most bytes of their lines, that are encoded at once.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 64 << 20;
/// The bytes of memory at which a group of rows is written.
const GROUP: usize = 64 << 20;

/// Writes lines of results, as `parse -o results.jsonl` gives them, as a table. Memory does not grow with their number.
///
/// # Errors
/// Those of reading and of writing; a line that is no result.
pub fn parquet(lines: impl BufRead, to: impl Write + Send, words: &Vocabulary) -> std::io::Result<()> {
    let schema = Arc::new(schema());
    let decoder = ReaderBuilder::new(schema.clone()).with_batch_size(BATCH).build_decoder().map_err(of_arrow)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let writer = ArrowWriter::try_new(to, schema, Some(properties)).map_err(of_parquet)?;
    let mut table = Table { decoder, writer, waiting: 0, bytes: 0 };
    for line in lines.lines() {
        table.line(&line?, words)?;
    }
    table.flush()?;
    table.writer.close().map(|_| ()).map_err(of_parquet)
}

struct Table<W: Write + Send> {
    decoder: Decoder,
    writer: ArrowWriter<W>,
    /// Rows that are not encoded yet, and the bytes of their lines.
    waiting: usize,
    bytes: usize,
}

impl<W: Write + Send> Table<W> {
    fn line(&mut self, line: &str, words: &Vocabulary) -> std::io::Result<()> {
        self.bytes += line.len();
        let line: Line = serde_json::from_str(line)?;
        self.decoder.serialize(&[row(&line, words)?]).map_err(of_arrow)?;
        self.waiting += 1;
        if self.waiting == BATCH || self.bytes > BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        (self.waiting, self.bytes) = (0, 0);
        if let Some(batch) = self.decoder.flush().map_err(of_arrow)? {
            self.writer.write(&batch).map_err(of_parquet)?;
        }
        if self.writer.in_progress_size() > GROUP { self.writer.flush().map_err(of_parquet) } else { Ok(()) }
    }
}

fn of_arrow(error: ArrowError) -> Error {
    Error::other(error)
}

fn of_parquet(error: ParquetError) -> Error {
    match error {
        // A full disk is one, whoever writes.
        ParquetError::External(own) => match own.downcast::<Error>() {
            Ok(own) => *own,
            Err(own) => Error::other(own),
        },
        other => Error::other(other),
    }
}

/// A line of results.
#[derive(Deserialize)]
struct Line<'l> {
    id: String,
    #[serde(borrow, default)]
    result: Option<&'l RawValue>,
    #[serde(default)]
    error: Option<Failure>,
}

#[derive(Deserialize)]
struct Failure {
    code: String,
    message: String,
}

/// What of a result stands in columns.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Outcome {
    document: Document,
    provenance: BTreeMap<String, Graded>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
struct Graded {
    #[serde(default)]
    grade: Option<Grade>,
}

#[derive(Deserialize)]
struct Diagnostic {
    code: String,
}

/// A row, with the names of the columns.
#[derive(Default, Serialize)]
struct Row<'r> {
    id: &'r str,
    error_code: Option<&'r str>,
    error_message: Option<&'r str>,
    kind: Option<String>,
    number: Option<String>,
    date: Option<String>,
    date_text: Option<String>,
    place: Option<String>,
    parent_agency: Option<String>,
    agency: Option<String>,
    subject: Option<String>,
    bases: Vec<LegalBasis>,
    articles: Vec<ArticleRow>,
    recipients: Vec<Recipient>,
    signatures: Vec<SignatureRow>,
    tasks: Vec<Task>,
    doubtful: Vec<String>,
    diagnostics: Vec<String>,
    result: Option<&'r str>,
}

#[derive(Serialize)]
struct ArticleRow {
    number: Option<String>,
    label: String,
    heading: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct SignatureRow {
    name: Option<String>,
    position: Option<String>,
}

fn row<'r>(line: &'r Line, words: &Vocabulary) -> std::io::Result<Row<'r>> {
    let failed = line.error.as_ref();
    let empty = Row {
        id: &line.id,
        error_code: failed.map(|error| error.code.as_str()),
        error_message: failed.map(|error| error.message.as_str()),
        ..Row::default()
    };
    let Some(result) = line.result else { return Ok(empty) };
    let Outcome { document, provenance, diagnostics } = serde_json::from_str(result.get())?;
    let text = |value: &Option<Text>| value.as_ref().map(Text::to_string);
    let article = |own: &&crate::model::Division| ArticleRow {
        number: own.number.clone(),
        label: own.label.to_string(),
        heading: text(&own.heading),
        text: lines_of(&own.body).join("\n"),
    };
    let date_text = text(&document.header.date);
    Ok(Row {
        kind: document.kind.as_ref().map(DocumentKind::to_string),
        number: document.header.number.as_ref().map(|number| number.text.to_string()),
        date: date_text.clone().filter(|date| day(date).is_some()),
        date_text,
        place: text(&document.header.place),
        parent_agency: text(&document.header.parent_agency),
        agency: text(&document.header.agency),
        subject: text(&document.subject),
        articles: document.articles().iter().map(article).collect(),
        tasks: tasks(&document, words),
        signatures: document
            .signatures
            .iter()
            .map(|own| SignatureRow { name: text(&own.name), position: text(&own.position) })
            .collect(),
        bases: document.bases,
        recipients: document.recipients,
        doubtful: provenance
            .into_iter()
            .filter(|(_, own)| own.grade == Some(Grade::Doubtful))
            .map(|own| own.0)
            .collect(),
        diagnostics: diagnostics.into_iter().map(|own| own.code).collect(),
        result: Some(result.get()),
        ..empty
    })
}

fn schema() -> Schema {
    let required = |name: &str| Field::new(name, DataType::Utf8, false);
    let agencies = || list(DataType::Struct(Fields::from(vec![required("written"), required("normal")])));
    let citation = texts(["text", "kind", "number", "date", "issuer", "title", "pinpoint", "relation"]);
    let bases =
        vec![text("formula"), required("text"), Field::new("citations", list(DataType::Struct(citation)), true)];
    let recipients = vec![required("text"), text("note"), Field::new("items", list(DataType::Utf8), true)];
    let task = vec![
        text("decision"),
        text("decision_date"),
        text("group"),
        text("ordinal"),
        required("task"),
        text("lead"),
        Field::new("leads", agencies(), true),
        text("support"),
        Field::new("supports", agencies(), true),
        text("product"),
        text("deadline"),
        Field::new("due", DataType::Struct(texts(["kind", "start", "end", "every"])), true),
        text("budget"),
        Field::new("rows", DataType::UInt32, true),
        Field::new("continued", DataType::Boolean, true),
        required("row"),
    ];
    let of = |fields: Vec<Field>| list(DataType::Struct(Fields::from(fields)));
    let mut fields = vec![required("id")];
    fields.extend(["error_code", "error_message", "kind", "number"].map(text));
    fields.push(Field::new("date", DataType::Date32, true));
    fields.extend(["date_text", "place", "parent_agency", "agency", "subject"].map(text));
    fields.extend([
        Field::new("bases", of(bases), false),
        Field::new("articles", of(vec![text("number"), required("label"), text("heading"), required("text")]), false),
        Field::new("recipients", of(recipients), false),
        Field::new("signatures", of(vec![text("name"), text("position")]), false),
        Field::new("tasks", of(task), false),
        Field::new("doubtful", list(DataType::Utf8), false),
        Field::new("diagnostics", list(DataType::Utf8), false),
        text("result"),
    ]);
    Schema::new(fields)
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn texts<const N: usize>(names: [&str; N]) -> Fields {
    names.map(text).into_iter().collect()
}

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", of, true)))
}
