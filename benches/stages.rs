//! How long each stage of the work takes on one thread: folding, reading, layout, parsing, JSON, checking, planning,
//! writing.
//!
//! `cargo bench --bench stages` prints a line a stage, parted by tabs: its name, bytes of input, milliseconds (the fastest
//! of several rounds), megabytes a second. `cargo bench --bench stages -- NAME` repeats one stage alone, for a profiler.

mod common;

use common::{MEGABYTE, ONE_PAGE, decisions, fastest, programme};
use std::hint::black_box;
use vanban::internals::layout;
use vanban::model::{Parsed, Provenance};
use vanban::source::Source;
use vanban::status::Status;
use vanban::words::{Language, Vocabulary, fold};
use vanban::{check, draft, forms, parse, read, write};

struct Stage<'s> {
    name: &'static str,
    bytes: usize,
    rounds: usize,
    work: Box<dyn Fn() + 's>,
}

fn main() {
    let words = Vocabulary::builtin();
    let texts = decisions(2 * MEGABYTE);
    let size: usize = texts.iter().map(String::len).sum();
    let sources: Vec<Source> = texts.iter().filter_map(|text| read::source(text.as_bytes()).ok()).collect();
    let parsed: Vec<Parsed> = sources.iter().map(|source| parse::document(source.clone(), words)).collect();
    let model = programme(200);
    let form = forms::writing(&model).expect("a form");
    let word = write::docx(&model, form);
    let word_page = write::docx(&vanban::parse(ONE_PAGE.as_bytes()).unwrap_or_default().document, form);
    let planned = vanban::parse(&word).unwrap_or_default();
    let options = draft::Options { year: 2027, date: None, province: None, tasks: None, language: Language::English };
    let json = |own| write::write_json(&mut std::io::sink(), own, Provenance::Fields, Language::English);
    let plan = || draft::plan(&planned, &options, words, Status::builtin());

    let mut stages: Vec<Stage> = Vec::new();
    let mut add = |name, bytes, rounds, work| stages.push(Stage { name, bytes, rounds, work });
    add("fold", size, 11, Box::new(|| texts.iter().for_each(|text| drop(black_box(fold(text))))));
    add("read", size, 11, Box::new(|| texts.iter().for_each(|text| drop(black_box(read::source(text.as_bytes()))))));
    add("layout", size, 7, Box::new(|| sources.iter().for_each(|own| drop(black_box(layout::arrange(own, words))))));
    add("parse", size, 7, Box::new(|| texts.iter().for_each(|text| drop(black_box(vanban::parse(text.as_bytes()))))));
    add("json", size, 7, Box::new(|| parsed.iter().for_each(|own| drop(black_box(json(own))))));
    add("check", size, 7, Box::new(|| parsed.iter().for_each(|own| drop(black_box(check::check(own, None, words))))));
    add("page", ONE_PAGE.len(), 101, Box::new(|| drop(black_box(vanban::parse(ONE_PAGE.as_bytes())))));
    add("word-page", word_page.len(), 101, Box::new(|| drop(black_box(vanban::parse(&word_page)))));
    add("word-read", word.len(), 21, Box::new(|| drop(black_box(read::source(&word)))));
    add("word-parse", word.len(), 21, Box::new(|| drop(black_box(vanban::parse(&word)))));
    add("word-write", word.len(), 21, Box::new(|| drop(black_box(write::docx(&model, form)))));
    add("plan", word.len(), 11, Box::new(|| drop(black_box(plan()))));

    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    for stage in stages.iter().filter(|stage| only.as_deref().is_none_or(|name| stage.name == name)) {
        let seconds = fastest(stage.rounds, &stage.work);
        let rate = stage.bytes as f64 / seconds / 1e6;
        println!("{}\t{}\t{:.3}\t{rate:.1}", stage.name, stage.bytes, seconds * 1e3);
    }
}
