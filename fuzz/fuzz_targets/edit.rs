//! Edits in place: what a file made of the bytes asks for is mended, and a plan for next year applied. The new files are
//! read again and keep the invariants; a plan that keeps everything changes no word.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use vanban::draft::{Decision, Draft, Options, apply, plan};
use vanban::{Code, read};
use vanban::words::{Language, Vocabulary};
use vanban::{check, parse, status};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let body = if kind % 3 == 0 { String::from_utf8_lossy(rest).into_owned() } else { shared::body(rest) };
    let file = shared::word(&format!("{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"100\" w:left=\"100\"/></w:sectPr>"));
    let Ok(source) = read::source(&file) else { return };
    let words = Vocabulary::builtin();
    let Some(look) = source.look() else { return };
    let before = source.text.clone();
    let parsed = parse::document(source, words);
    let report = check::check(&parsed, Some(&look), words);
    if let Some(mended) = check::fix(&file, &parsed, &look, &report).expect("a package") {
        held(&mended.file);
    }
    let options = Options { year: 2026, date: None, province: None, tasks: None, language: Language::English };
    let mut own = plan(&parsed, &options, words, status::Status::builtin());
    let draft = Draft { author: "a & b", date: "2026-01-05T00:00:00Z" };
    if let Ok(applied) = apply(&file, &parsed, &look, &own, &draft) {
        for file in [&applied.clean, &applied.tracked, &applied.highlighted] {
            held(file);
        }
    }
    for (index, row) in own.rows.iter_mut().enumerate() {
        row.decision = match (kind / 3, index % 4) {
            (0..=40, _) => Decision::Keep,
            (_, 0) => Decision::Drop,
            (_, 1) => Decision::Edit,
            (_, 2) => Decision::Accept,
            _ => Decision::Open,
        };
    }
    if let Ok(applied) = apply(&file, &parsed, &look, &own, &draft) {
        held(&applied.clean);
        if kind / 3 <= 40 && applied.changed == 0 {
            let again = read::source(&applied.clean).expect("what was read before");
            assert_eq!(again.text, before, "a plan that keeps everything");
        }
    }
});

fn held(file: &[u8]) {
    match vanban::parse(file) {
        Ok(parsed) => shared::hold(&parsed),
        Err(error) if error.code == Code::InputEmpty => {}
        Err(error) => panic!("{error:?}"),
    }
}
