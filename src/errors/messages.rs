//! The messages of `grammars/diagnostics.toml` and `grammars/findings.toml`, in Vietnamese and English.

use crate::grammars::{grammar, table};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vietnamese,
    /// English.
    English,
}

#[derive(Deserialize)]
struct Message {
    vi: String,
    en: String,
}

fn messages() -> &'static BTreeMap<String, Message> {
    static MESSAGES: OnceLock<BTreeMap<String, Message>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        let files = [grammar!("diagnostics"), grammar!("findings")];
        files.iter().flat_map(|file| table::<BTreeMap<String, Message>>(file)).collect()
    })
}

/// What systems and readers of data say, in Vietnamese.
#[derive(Deserialize)]
struct Foreign {
    unix: BTreeMap<String, String>,
    windows: BTreeMap<String, String>,
    phrases: BTreeMap<String, String>,
}

fn foreign() -> &'static Foreign {
    static FOREIGN: OnceLock<Foreign> = OnceLock::new();
    FOREIGN.get_or_init(|| table(grammar!("foreign")))
}

/// Codes whose arguments are what a reader of data says, behind the names of files and keys.
const SAID_BY_READERS: [&str; 6] =
    ["words-wrong", "words-unreadable", "status-wrong", "status-unreadable", "model-syntax", "record-wrong"];

/// An argument in Vietnamese, as far as it is what the system or a reader of data says.
fn in_vietnamese(code: &str, argument: &str) -> String {
    let foreign = foreign();
    if let Some((_, rest)) = argument.rsplit_once("(os error ")
        && let Some((number, behind)) = rest.split_once(')')
    {
        let known = if cfg!(windows) { &foreign.windows } else { &foreign.unix };
        let Some(said) = known.get(number) else { return argument.to_owned() };
        return format!("{said}{behind}");
    }
    if !SAID_BY_READERS.contains(&code) {
        return argument.to_owned();
    }
    let mut phrases: Vec<(&String, &String)> = foreign.phrases.iter().collect();
    phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    phrases.iter().fold(argument.to_owned(), |text, (phrase, said)| text.replace(phrase.as_str(), said))
}

/// The message of a code, its `{0}`, `{1}` … filled in; the code itself where it has none.
pub fn message(code: &str, arguments: &[String], language: Language) -> String {
    let Some(message) = messages().get(code) else { return code.to_owned() };
    let template = match language {
        Language::Vietnamese => &message.vi,
        Language::English => &message.en,
    };
    arguments.iter().enumerate().fold(template.clone(), |text, (index, argument)| {
        let said = match language {
            Language::Vietnamese if index > 0 => &in_vietnamese(code, argument),
            _ => argument,
        };
        text.replace(&format!("{{{index}}}"), said)
    })
}
