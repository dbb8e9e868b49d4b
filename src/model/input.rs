//! A document from the contract's JSON or its YAML form, as a program or a person wrote it. What is wrong is named with
//! its line and its key.

use super::{Block, Division, Document, Note, Paragraph, Quote, SCHEMA, Table, canonical};
use crate::errors::{Code, Error};
use serde::de::DeserializeOwned;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// So deep may blocks stand in each other, the outermost counted, also in the canonical form. Deeper ones could be written and
/// not be read again: readers of JSON have bounds of their own, of 128 levels here, and a block takes two.
pub const MOST_LEVELS: usize = 48;

/// The whole of what `vanban parse` prints; all but the document is passed over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(deserialize_with = "schema")]
    #[expect(dead_code, reason = "read to be checked")]
    schema: (),
    document: Document,
    #[expect(dead_code, reason = "known, and passed over")]
    provenance: Option<IgnoredAny>,
    #[expect(dead_code, reason = "known, and passed over")]
    furniture: Option<IgnoredAny>,
    #[expect(dead_code, reason = "known, and passed over")]
    unplaced: Option<IgnoredAny>,
    #[expect(dead_code, reason = "known, and passed over")]
    diagnostics: Option<IgnoredAny>,
}

fn schema<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    let found = String::deserialize(deserializer)?;
    if found == SCHEMA { Ok(()) } else { Err(D::Error::invalid_value(Unexpected::Str(&found), &SCHEMA)) }
}

/// Reads the JSON of the contract, or its YAML form.
///
/// # Errors
/// Where the text is neither, or has keys or values that the contract does not know.
///
/// ```
/// let error = vanban::model::read_document("schema: vanban/1\ndocument:\n  subjekt: x\n").unwrap_err();
/// assert_eq!(error.code, vanban::Code::ModelUnknownKey);
/// assert_eq!((error.place.line, error.place.key.as_deref()), (Some(3), Some("document.subjekt")));
/// ```
pub fn read_document(text: &str) -> Result<Document, Error> {
    let document = read_data::<Whole>(text)?.document;
    if let Some(key) = deepest(&document) {
        return Err(deep(key));
    }
    // In the canonical form what follows a division stands in it, which may be deeper.
    if let Some(key) = deepest(&canonical(document.clone())) {
        let key = key.split(".body[").next().unwrap_or(&key);
        return Err(deep(format!("{key}.body")));
    }
    Ok(document)
}

/// The error of a block that stands too deep.
fn deep(key: String) -> Error {
    Code::ModelTooDeep.with(key.as_str()).with(MOST_LEVELS).at(None, Some(key))
}

/// The first block that stands too deep.
fn deepest(document: &Document) -> Option<String> {
    let attached = document.attachments.iter().enumerate();
    std::iter::once(("document".to_owned(), &document.body))
        .chain(attached.map(|(at, own)| (format!("document.attachments[{at}]"), &own.body)))
        .find_map(|(above, body)| too_deep(body, &above, MOST_LEVELS))
}

/// The first of some blocks that stand deeper than a number of levels.
fn too_deep(blocks: &[Block], above: &str, levels: usize) -> Option<String> {
    let Some(below) = levels.checked_sub(1) else {
        return (!blocks.is_empty()).then(|| format!("{above}.body[0]"));
    };
    let found = |(at, block): (usize, &Block)| too_deep(block.children(), &format!("{above}.body[{at}]"), below);
    blocks.iter().enumerate().find_map(found)
}

/// Reads data of any type, as JSON or as YAML.
///
/// # Errors
/// As [`read_document`].
pub fn read_data<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let text = text.trim_start_matches('\u{FEFF}');
    let data: T = if text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(text);
        let data = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let path = error.path().to_string();
            let inner = error.into_inner();
            wrong(inner.line(), path, &inner.to_string())
        })?;
        json.end().map_err(|error| wrong(error.line(), String::new(), &error.to_string()))?;
        data
    } else {
        let mut key = String::new();
        let read = serde_saphyr::with_deserializer_from_str_with_options(text, bounded(text), |yaml| {
            serde_path_to_error::deserialize(yaml).map_err(|error| {
                key = error.path().to_string();
                error.into_inner()
            })
        });
        read.map_err(|error| {
            let line = error.location().map_or(0, |location| location.line() as usize);
            wrong(line, std::mem::take(&mut key), &error.without_snippet().to_string())
        })?
    };
    Ok(data)
}

/// As many values as the text may hold: its length bounds them. What is repeated by aliases keeps the narrow bounds of the
/// library.
pub(crate) fn bounded(text: &str) -> serde_saphyr::Options {
    let most = text.len().max(1 << 16);
    serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_nodes: most, max_events: most.saturating_mul(2), max_total_scalar_bytes: most },
    }
}

/// The error of data that are wrong at a line and a key. serde words its errors in a fixed way: unknown field `x`, expected
/// one of `a`, `b`.
fn wrong(line: usize, key: String, message: &str) -> Error {
    let message = message.split(" at line ").next().unwrap_or(message);
    let find = |start: &str| message.find(start).map(|at| &message[at..]);
    let place = |error: Error, key: String| error.at(Some(line).filter(|line| *line > 0), Some(key));
    if let Some(found) = find("unknown field `") {
        let (name, known) = (quoted(found), expected(found));
        let key = below(key, &name);
        let error = Code::ModelUnknownKey.with(line).with(key.as_str()).with(name.as_str());
        return place(error.with(nearest(&name, &known)).with(known.as_str()), key);
    }
    if let Some(found) = find("missing field `") {
        let name = quoted(found);
        let key = below(key, &name);
        return place(Code::ModelMissingKey.with(line).with(key.as_str()).with(name), key);
    }
    for start in ["invalid type: ", "invalid value: ", "unknown variant "] {
        if let Some(found) = find(start) {
            let is = found[start.len()..].split(", expected ").next().unwrap_or("").replace('`', "\"");
            return place(Code::ModelWrongValue.with(line).with(key.as_str()).with(is).with(expected(found)), key);
        }
    }
    place(Code::ModelSyntax.with(line).with(message), key)
}

/// The path of a key below another, which may be the path itself.
fn below(key: String, name: &str) -> String {
    if key.ends_with(name) {
        return key;
    }
    let dot = if key.is_empty() || key == "." { "" } else { "." };
    format!("{}{dot}{name}", key.trim_matches('.'))
}

/// The name that a message of serde quotes first.
fn quoted(message: &str) -> String {
    message.split('`').nth(1).unwrap_or("").to_owned()
}

/// What a message of serde expects.
fn expected(message: &str) -> String {
    let list = message.split_once("expected ").map_or("", |(_, list)| list);
    list.trim_start_matches("one of ").replace('`', "")
}

/// The known key that is most like one that is not.
fn nearest<'k>(key: &str, known: &'k str) -> &'k str {
    known.split(", ").min_by_key(|known| strsim::levenshtein(key, known)).unwrap_or("")
}

const BLOCK_TYPES: &[&str] = &["paragraph", "division", "table", "quote", "note"];

/// A block is read as it comes where its first key is `type`, as the program writes it: so an error within it has its
/// own line. Otherwise it is held in memory until its type is known.
impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BlockVisitor)
    }
}

struct BlockVisitor;

impl<'de> Visitor<'de> for BlockVisitor {
    type Value = Block;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a block with a \"type\"")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Block, A::Error> {
        let mut held = serde_json::Map::new();
        let kind = loop {
            match map.next_key::<String>()? {
                Some(key) if key == "type" => break map.next_value::<String>()?,
                Some(key) => {
                    held.insert(key, map.next_value()?);
                }
                None => return Err(A::Error::missing_field("type")),
            }
        };
        if held.is_empty() {
            return block(&kind, MapAccessDeserializer::new(map));
        }
        while let Some((key, value)) = map.next_entry()? {
            held.insert(key, value);
        }
        block(&kind, serde_json::Value::Object(held)).map_err(A::Error::custom)
    }
}

fn block<'de, D: Deserializer<'de>>(kind: &str, rest: D) -> Result<Block, D::Error> {
    Ok(match kind {
        "paragraph" => Block::Paragraph(Paragraph::deserialize(rest)?),
        "division" => Block::Division(Division::deserialize(rest)?),
        "table" => Block::Table(Table::deserialize(rest)?),
        "quote" => Block::Quote(Quote::deserialize(rest)?),
        "note" => Block::Note(Note::deserialize(rest)?),
        other => return Err(D::Error::unknown_variant(other, BLOCK_TYPES)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, path and code of an error, and the arguments behind line and path.
    fn problem(text: &str) -> (usize, String, Code, Vec<String>) {
        let error = read_document(text).expect_err("an error");
        let rest = error.values().into_iter().skip(3).collect();
        (error.place.line.unwrap_or(0), error.place.key.unwrap_or_default(), error.code, rest)
    }

    #[test]
    fn what_is_wrong_is_named_with_line_and_key() {
        let json = "{ \"schema\": \"vanban/1\",\n \"document\": { \"body\": [\n { \"type\": \"division\",\n \"level\": \"dieu\",\n \"lable\": \"Điều 1.\" } ] } }";
        let (line, key, code, rest) = problem(json);
        assert_eq!((line, key.as_str(), code), (5, "document.body[0].lable", Code::ModelUnknownKey));
        assert!(rest[..2] == ["lable", "label"] && rest[2].contains("label"), "{rest:?}");
        let yaml = "schema: vanban/1\ndocument:\n  header:\n    date: 14/3/2025\n";
        let (line, key, code, _) = problem(yaml);
        assert_eq!((line, key.as_str(), code), (4, "document.header.date", Code::ModelWrongValue));
        let missing = problem("schema: vanban/1\ndocument:\n  body:\n    - type: division\n      level: dieu\n");
        assert_eq!((missing.2, missing.3), (Code::ModelMissingKey, vec!["label".to_owned()]));
        let typed = problem("schema: vanban/1\ndocument:\n  recipients: Như Điều 3\n");
        assert_eq!((typed.0, typed.1.as_str()), (3, "document.recipients"));
        let level = problem("schema: vanban/1\ndocument:\n  body:\n    - type: division\n      level: điều\n");
        assert_eq!((level.0, level.1.as_str()), (5, "document.body[0].level"));
        assert_eq!(problem("schema: vanban/2\ndocument: {}\n").2, Code::ModelWrongValue);
        assert_eq!(problem("{").2, Code::ModelSyntax);
    }

    /// Found by the fuzzers: what stood just deep enough to be read could not be read again when citations had been found in it.
    #[test]
    fn what_is_read_can_be_read_again() {
        let nested = |levels: usize| {
            let (open, close) = ("{\"type\":\"quote\",\"body\":[", "]}");
            let text = "{\"type\":\"paragraph\",\"text\":\"Luật Đất đai\",\"citations\":[{\"text\":\"Luật Đất đai\"}]}";
            let body = format!("{}{text}{}", open.repeat(levels - 1), close.repeat(levels - 1));
            format!("{{\"schema\":\"vanban/1\",\"document\":{{\"attachments\":[{{\"body\":[{body}]}}]}}}}")
        };
        assert!(read_document(&nested(MOST_LEVELS)).is_ok());
        let (line, key, code, _) = problem(&nested(MOST_LEVELS + 1));
        assert_eq!((line, code), (0, Code::ModelTooDeep));
        assert!(key.starts_with("document.attachments[0].body[0].body[0]"), "{key}");
        assert_eq!(key.matches(".body[").count(), MOST_LEVELS + 1);
    }

    /// Found by the fuzzers: what followed a division stood deeper in the canonical form, and that could not be read again.
    #[test]
    fn what_is_read_can_be_read_again_in_its_canonical_form() {
        let labelled = "\"type\":\"division\",\"level\":\"dieu\",\"label\":\"Điều 1.\"";
        let nested = |levels: usize, innermost: &str| {
            let body =
                format!("{}{innermost}{}", format!("{{{labelled},\"body\":[").repeat(levels), "]}".repeat(levels));
            format!("{{\"schema\":\"vanban/1\",\"document\":{{\"body\":[{body}]}}}}")
        };
        // A paragraph behind the outermost division of these sinks into the innermost; a heading alone becomes a paragraph.
        let behind = |levels: usize| {
            let text = nested(levels, "{\"type\":\"paragraph\",\"text\":\"a\"}");
            text.replace("]}}", ",{\"type\":\"quote\",\"body\":[{\"type\":\"paragraph\",\"text\":\"b\"}]}]}}")
        };
        let headed = |levels: usize| nested(levels, &format!("{{{labelled},\"heading\":\"a\",\"body\":[]}}"));
        for text in [behind(MOST_LEVELS - 2), headed(MOST_LEVELS - 2)] {
            let document = canonical(read_document(&text).expect("a model"));
            let whole = serde_json::json!({ "schema": SCHEMA, "document": document }).to_string();
            assert_eq!(canonical(read_document(&whole).expect("read again")), document);
        }
        for text in [behind(MOST_LEVELS - 1), headed(MOST_LEVELS - 1)] {
            let (line, key, code, _) = problem(&text);
            assert_eq!((line, key.as_str(), code), (0, "document.body", Code::ModelTooDeep));
        }
    }

    #[test]
    fn the_type_of_a_block_may_stand_anywhere() {
        let read = read_document(
            "{\"schema\":\"vanban/1\",\"document\":{\"body\":[{\"text\":\"a\",\"type\":\"paragraph\"}]}}",
        );
        assert_eq!(read.expect("a document").body.len(), 1);
    }
}
