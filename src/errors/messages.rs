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

/// The message of a code, its `{0}`, `{1}` … filled in; the code itself where it has none.
pub fn message(code: &str, arguments: &[String], language: Language) -> String {
    let Some(message) = messages().get(code) else { return code.to_owned() };
    let template = match language {
        Language::Vietnamese => &message.vi,
        Language::English => &message.en,
    };
    arguments
        .iter()
        .enumerate()
        .fold(template.clone(), |text, (index, argument)| text.replace(&format!("{{{index}}}"), argument))
}
