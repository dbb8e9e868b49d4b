//! The grammars: texts composed of what decisions are made of, so that every part of them is met; what is parsed keeps
//! the invariants, and everything that works on it (findings, tasks, plans, writers) bears it.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use vanban::model::Provenance;
use vanban::words::{Language, Vocabulary};
use vanban::{check, draft, forms, status, tasks, write};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let text = shared::text(rest);
    let Ok(parsed) = vanban::parse(text.as_bytes()) else {
        assert!(!text.contains(char::is_alphanumeric), "text that is not read");
        return;
    };
    shared::hold(&parsed);
    let words = Vocabulary::builtin();
    let document = &parsed.document;
    match kind % 4 {
        0 => {}
        1 => {
            check::check(&parsed, None, words);
            tasks::tasks(document, words);
            let options = draft::Options { year: 2026, date: None, province: None, tasks: None, language: Language::Vietnamese };
            draft::plan(&parsed, &options, words, status::Status::builtin());
        }
        2 => {
            write::json(&parsed, Provenance::All, Language::English);
            write::yaml(&parsed, Provenance::All, Language::Vietnamese);
        }
        _ => {
            let Some(form) = forms::writing(document) else { return };
            write::html(document, form);
            let again = vanban::read::source(&write::docx(document, form));
            assert!(again.as_ref().err().is_none_or(|error| error.code == vanban::Code::InputEmpty), "{:?}", again.err());
            let written = write::text(document, write::PageStyle::default());
            if let Ok(again) = vanban::parse(written.as_bytes()) {
                shared::hold(&again);
            }
        }
    }
});
