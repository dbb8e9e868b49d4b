//! The grammars of `src/inline` and `src/parse` are combinators: what moves a place in a text by itself is counted, whatever the type of the
//! function in which it stands, and the count of a file only falls.
//!
//! Counted are byte and character indices, searches, splits and slices; a slice of pieces counts as one of text, since the
//! source does not tell them apart. There are none in the grammars. In `words/combinators.rs` stand the few of which the
//! combinators themselves are made: they have a level, so that no grammar moves there.
//!
//! Not counted are the files that are no grammars, each with the reason beside its name.

#[path = "common/sources.rs"]
mod sources;

use regex::Regex;
use sources::{code, rust_files};
use std::path::Path;
use std::sync::LazyLock;

/// The cursors of which the combinators are made.
const COMBINATORS: usize = 20;

/// Files of `src/parse` that are no grammars, with what they are.
const NO_GRAMMARS: [(&str, &str); 8] = [
    ("attachment_landmarks.rs", "chooses the starts of attachments by what stands around them"),
    ("damage.rs", "judges single characters"),
    ("form_end.rs", "chooses the end of a form by what stands around it"),
    ("grammar_tests.rs", "tests"),
    ("labels.rs", "chooses labels by their sequence"),
    ("landmarks.rs", "chooses the boundaries of parts by weight, and cuts there"),
    ("pieces.rs", "makes pieces the input of nom"),
    ("repeated.rs", "compares the lines of a file with those before them"),
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
fn section_grammars_move_no_cursor() {
    let mut files = rust_files("src/parse");
    for (name, reason) in NO_GRAMMARS {
        assert!(files.remove(Path::new(name)).is_some(), "there is no {name}, which {reason}");
    }
    assert!(files.len() > 15, "the section grammars are not found");
    for (file, code) in files {
        assert_eq!(cursors(&code, &SECTION), [], "{}: make a combinator of it", file.display());
    }
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
