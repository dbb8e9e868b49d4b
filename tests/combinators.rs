//! How much of the parser is nom; `cargo test --test combinators -- --nocapture` prints it. Where it moves a cursor by hand
//! is counted in `cursors.rs`.

#[path = "common/sources.rs"]
mod sources;

use regex::Regex;
use sources::rust_files;
use std::path::PathBuf;

/// The least share of the parser's code in nom parsers, in percent.
const LEAST_SHARE: f64 = 10.0;

/// The lines of a room's files that hold code, by file.
fn parser(room: &str) -> Vec<(PathBuf, Vec<String>)> {
    let lines = |code: String| code.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    let files = rust_files(room).into_iter().filter(|(file, _)| !file.ends_with("grammar_tests.rs"));
    files.map(|(file, code)| (file, lines(code))).collect()
}

/// The lines of functions that are parsers or make one.
fn lines_of_nom(code: &[String]) -> usize {
    let parser = Regex::new(r"-> .*\b(?:IResult|Read|ReadRaw|Section|Parser)<").expect("a pattern");
    let function = Regex::new(r"^\s*(?:pub(?:\([a-z]+\))? )?fn ").expect("a pattern");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (mut nom, mut at) = (0, 0);
    while let Some(line) = code.get(at) {
        at += 1;
        if !function.is_match(line) {
            continue;
        }
        let mut signature = line.clone();
        let from = at - 1;
        while !signature.ends_with('{') && !signature.ends_with(';') && at < code.len() {
            signature.push_str(&code[at]);
            at += 1;
        }
        let ends = |last: &String| last.trim() == "}" && indent(last) == indent(line);
        let end = code[at..].iter().position(ends).map_or(code.len(), |length| at + length + 1);
        if parser.is_match(&signature) {
            nom += end - from;
            at = end;
        }
    }
    nom
}

#[test]
fn a_share_of_the_parser_is_nom() {
    let share = |of: usize, all: usize| 100.0 * of as f64 / all.max(1) as f64;
    let count = |files: &[&(PathBuf, Vec<String>)]| -> (usize, usize) {
        files.iter().fold((0, 0), |(nom, all), (_, code)| (nom + lines_of_nom(code), all + code.len()))
    };
    let (sections, inline) = (parser("src/parse"), parser("src/inline"));
    let (inline_nom, inline_all) = count(&inline.iter().collect::<Vec<_>>());
    let (nom, all) = count(&sections.iter().chain(&inline).collect::<Vec<_>>());
    println!("src/parse and src/inline: {nom} of {all} lines of code are in nom parsers, {:.1} %", share(nom, all));
    println!("src/inline: {inline_nom} of {inline_all}, {:.1} %", share(inline_nom, inline_all));
    assert!(share(nom, all) >= LEAST_SHARE, "{nom} of {all}");
}
