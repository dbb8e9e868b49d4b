//! The grammars of `src/inline` and `src/parse` are combinators: what moves a place in a text by itself is counted, whatever the type of the
//! function in which it stands, and the count of a file only falls.
//!
//! Counted are byte and character indices, searches, splits and slices. In the inline grammars there are none. In the files
//! of sections they have a level each; a slice of pieces counts as one of text, since the source does not tell them apart. In
//! `words/combinators.rs` stand the few of which the combinators themselves are made: they have a level too, so that no
//! grammar moves there.
//!
//! Not counted are the files that are no grammars: `landmarks`, `attachment_landmarks`, `labels` and `form_end` choose places
//! by weight and sequence, `pieces` makes pieces nom's input, `damage` looks at single characters.

#[path = "common/sources.rs"]
mod sources;

use regex::Regex;
use sources::{code, rust_files};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How many cursors each file of sections has. A number only falls: who takes one out lowers it.
const LEVELS: [(&str, usize); 6] =
    [("copy.rs", 1), ("issuer_title.rs", 1), ("notes.rs", 1), ("ordinals.rs", 2), ("repeated.rs", 3), ("table.rs", 13)];

/// The cursors of which the combinators are made.
const COMBINATORS: usize = 20;

/// Files of `src/parse` that are no grammars.
const NO_GRAMMARS: [&str; 7] = [
    "damage.rs",
    "landmarks.rs",
    "attachment_landmarks.rs",
    "labels.rs",
    "form_end.rs",
    "pieces.rs",
    "grammar_tests.rs",
];

/// What moves a place in a text or in a list.
const CURSORS: [&str; 8] = [
    // Places as numbers, and cuts at them.
    r"\.(?:split_at\w*|split_once|rsplit_once|r?match_indices|char_indices|(?:floor|ceil|is)_char_boundary)\(",
    r"\.(?:find_substring|find_iter|split_off|r?position|offset|slice_index|take_from|take_split|as_ptr)\(",
    r"\.r?split(?:n|_terminator|_inclusive)?\(",
    // A search for words or characters; one through a list, with a closure of its items, is none.
    r"\.r?find\(\s*(?:[^|\s]|\|&?\w+: ?char\||\|c\|)",
    // Slices.
    r"[\w)\]?]\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\.\.",
    r"\.get(?:_mut)?\([^()]*(?:\([^()]*\)[^()]*)*\.\.",
    // Sums with lengths.
    r"\.(?:len|input_len|count)\(\)(?: as \w+)?\s*(?:[-+]|\.(?:saturating|checked|wrapping)_)|[-+]=?\s*[\w.&*]+\.(?:len|input_len)\(\)",
    // Functions of this room that take a number of bytes or characters.
    r"\b(?:(?:head|tail|byte_at|of_bytes)|folded\.(?:at|range|character))\(",
];

/// What else does in an inline grammar: there is no list but that of the words, and no place but nom's.
const INLINE: [&str; 3] =
    [r"\.(?:take|nth|enumerate|as_bytes|find)\(", r"\b[a-z]\w*\[", r"\.bytes\(\)\.(?:start|end)\b"];

static SECTION: LazyLock<Regex> = LazyLock::new(|| any(&CURSORS));
static STRICT: LazyLock<Regex> = LazyLock::new(|| any(&[&CURSORS[..], &INLINE[..]].concat()));
/// Strings and characters, of which nothing counts, and the heads of functions.
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"'(?:\\.|[^'\\])'|"(?:\\.|[^"\\])*"|\bfn \w+"#).expect("a pattern"));

fn any(patterns: &[&str]) -> Regex {
    Regex::new(&patterns.join("|")).expect("a pattern")
}

/// The lines of a file's code that have a cursor, with how many each has.
fn cursors(code: &str, pattern: &Regex) -> Vec<(String, usize)> {
    let code = QUOTED.replace_all(code, "\"\"");
    let lines = code.lines().map(|line| (line.trim().to_owned(), pattern.find_iter(line).count()));
    lines.filter(|(_, count)| *count > 0).collect()
}

fn count(lines: &[(String, usize)]) -> usize {
    lines.iter().map(|(_, count)| count).sum()
}

#[test]
fn inline_grammars_move_no_cursor() {
    let files = rust_files("src/inline");
    assert!(files.len() > 15, "the inline grammars are not found");
    for (file, code) in files {
        assert_eq!(cursors(&code, &STRICT), [], "{}", file.display());
    }
}

#[test]
fn cursors_of_sections_only_become_fewer() {
    let mut levels: BTreeMap<&str, usize> = LEVELS.into_iter().collect();
    let mut faults = Vec::new();
    for (file, code) in rust_files("src/parse") {
        let name = file.to_string_lossy().into_owned();
        if NO_GRAMMARS.contains(&name.as_str()) {
            continue;
        }
        let (level, lines) = (levels.remove(name.as_str()).unwrap_or(0), cursors(&code, &SECTION));
        if count(&lines) != level {
            faults.push(format!("{name} has {} cursors, its level is {level}: {lines:#?}", count(&lines)));
        }
    }
    assert!(faults.is_empty(), "Make a combinator of what is new, or lower the level:\n{}", faults.join("\n"));
    assert!(levels.is_empty(), "no such files: {levels:?}");
}

#[test]
fn combinators_move_no_more_cursors_than_they_are_made_of() {
    let files = rust_files("src/words/combinators.rs");
    let lines: Vec<_> = files.values().flat_map(|code| cursors(code, &STRICT)).collect();
    assert_eq!(count(&lines), COMBINATORS, "{lines:#?}");
}

/// A cursor is one in a function of nom's type, in a closure, or behind another name.
#[test]
fn a_cursor_is_counted_wherever_it_stands() {
    for written in [
        "fn date(input: FoldedStr) -> Read<Date> { let at = input.folded().find(\"ngay\")?; }",
        "fn date(input: FoldedStr) -> Read<Date> { Ok((input.take_from(4), Date)) }",
        "fn date(raw: &str) -> ReadRaw<&str> { Ok((&raw[at..], &raw[..at])) }",
        "fn date(raw: &str) -> ReadRaw<&str> { Ok((raw.get(at + 1..).unwrap_or(raw), raw)) }",
        "map(rest, |text| text.split_at(4))",
        "map(rest, |text| text.find(|c: char| c.is_alphabetic()))",
        "let at = raw.len() - rest.len();",
        "from += word.len();",
        "let year = bytes[at];",
        "for (at, c) in raw.char_indices() {}",
        "let next = rest.chars().nth(at);",
        "let (before, behind) = text.split_once('/')?;",
    ] {
        assert!(count(&cursors(&code(written), &STRICT)) > 0, "{written}");
    }
    for written in [
        "// let at = text.find(\"ngay\");\n",
        "alt((take_until(\".find(\"), tag(\"[..]\"))).parse(input)",
        "while let [name, following @ ..] = names {}",
        "verify(rest, |text: &FoldedStr| text.input_len() < LONGEST)",
        "words.kinds.iter().find_map(named)",
    ] {
        assert_eq!(cursors(&code(written), &STRICT), [], "{written}");
    }
}
