//! How much of the parser is nom, and where it still moves a cursor by hand.
//!
//! `cargo test --test combinators -- --nocapture` prints both, file by file.

use regex::Regex;
use std::path::{Path, PathBuf};

/// What moves a cursor by hand: searches that give an index, slices by ranges, an input cut at an index. The combinators that
/// need one are in `words/combinators.rs`, and the inputs in `words/folded_str.rs` and `parse/pieces.rs`.
const CURSORS: [&str; 9] = [
    r"\.r?find\(",
    r"\.(?:split_at|take_from|take_split|split_off|split_first|floor_char_boundary)\(",
    r"\.r?split(?:n|_once|_terminator|_inclusive)?\(",
    r"\.r?match_indices\(",
    r"\.(?:char_indices|byte_offset|position|rposition|nth)\(",
    r"[\w)\]]\[[^\[\]]*\.\.[^\[\]]*\]",
    r"\.get\([^()]*\.\.",
    r"\.as_bytes\(\)",
    r"\bbyte_at\(|\bfolded\.(?:at|range|character)\(",
];

/// Of so many cursors that the parser moves by hand none is in an inline grammar. Most choose among pieces: landmarks and
/// labels, which are chosen by weight and by the best sequence. There may be fewer, not more.
const MOST_CURSORS: usize = 200;

/// The least share of the parser's code in nom parsers, in percent.
const LEAST_SHARE: f64 = 10.0;

/// A file of the parser.
struct Source {
    /// Below `src/parse`.
    name: String,
    /// Its lines without comments, literals and tests.
    code: Vec<String>,
}

impl Source {
    fn is_inline(&self) -> bool {
        self.name.starts_with("inline")
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/parse");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files.sort();
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("a source file");
        let name = file.strip_prefix(&root).expect("a file below the folder").to_string_lossy().into_owned();
        Source { name, code: code(&text) }
    };
    files.into_iter().map(read).filter(|source| !source.name.ends_with("_tests.rs")).collect()
}

fn rust_files(path: &Path, into: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.for_each(|entry| rust_files(&entry, into));
    } else if path.extension().is_some_and(|ending| ending == "rs") {
        into.push(path.to_owned());
    }
}

/// A source without comments, literals and tests, line by line.
fn code(source: &str) -> Vec<String> {
    let literal = Regex::new(r#""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.[^']*)'"#).expect("a pattern");
    let (program, _) = source.split_once("#[cfg(test)]\nmod tests {").unwrap_or((source, ""));
    let bare = program
        .lines()
        .map(|line| literal.replace_all(line, "\"\"").split("//").next().unwrap_or_default().trim_end().to_owned());
    bare.filter(|line| !line.is_empty()).collect()
}

/// The places of a line that move a cursor.
fn moved(line: &str) -> usize {
    static PATTERNS: std::sync::LazyLock<Vec<Regex>> =
        std::sync::LazyLock::new(|| CURSORS.iter().map(|pattern| Regex::new(pattern).expect("a pattern")).collect());
    PATTERNS.iter().map(|pattern| pattern.find_iter(line).count()).sum()
}

#[test]
fn inline_grammars_move_no_cursor_by_hand() {
    for line in ["text[at..]", "text.find(':')", "&self.raw[from..to]", "text.get(..4)", "input.take_from(3)"] {
        assert!(moved(line) > 0, "{line} moves a cursor");
    }
    for line in ["while let [name, following @ ..] = names {", "take_until(\"\")", "finder.find_iter(text)"] {
        assert_eq!(moved(line), 0, "{line} moves none");
    }
    let sources = sources();
    assert!(sources.iter().filter(|source| source.is_inline()).count() > 10, "the inline grammars are found");
    let mut left = 0;
    for source in &sources {
        let lines: Vec<&String> = source.code.iter().filter(|line| moved(line) > 0).collect();
        assert!(!source.is_inline() || lines.is_empty(), "{}: {lines:#?}", source.name);
        let count = lines.iter().map(|line| moved(line)).sum::<usize>();
        if count > 0 {
            println!("{count:3} cursors in {}", source.name);
        }
        left += count;
    }
    println!("{left:3} cursors in all");
    assert!(left <= MOST_CURSORS, "{left} cursors are moved by hand");
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
    let count = |sources: &[&Source]| -> (usize, usize) {
        sources.iter().fold((0, 0), |(nom, all), source| (nom + lines_of_nom(&source.code), all + source.code.len()))
    };
    let sources = sources();
    let (nom, all) = count(&sources.iter().collect::<Vec<_>>());
    let (inline_nom, inline) = count(&sources.iter().filter(|source| source.is_inline()).collect::<Vec<_>>());
    println!("src/parse: {nom} of {all} lines of code are in nom parsers, {:.1} %", share(nom, all));
    println!("src/parse/inline: {inline_nom} of {inline}, {:.1} %", share(inline_nom, inline));
    assert!(share(nom, all) >= LEAST_SHARE, "{nom} of {all}");
}
