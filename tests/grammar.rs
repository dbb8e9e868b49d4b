//! The grammar file and the parsers stay in step: every production that a parser names is in
//! `grammars/decision.ebnf`, every production there is used there, and every part of a decision has a
//! parser that names it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The productions of the grammar file: name and right side, comments and quoted text left out.
fn productions() -> BTreeMap<String, String> {
    let file = std::fs::read_to_string(root().join("grammars/decision.ebnf")).expect("the grammar file");
    let mut bare = String::new();
    let mut rest = file.as_str();
    while let Some(start) = rest.find("(*") {
        bare.push_str(&rest[..start]);
        let end = rest[start..].find("*)").expect("a comment that ends");
        rest = &rest[start + end + 2..];
    }
    bare.push_str(rest);
    let unquoted: String =
        bare.split('"').step_by(2).collect::<Vec<_>>().join(" ").split('?').step_by(2).collect::<Vec<_>>().join(" ");
    unquoted
        .split(';')
        .filter_map(|production| production.split_once('='))
        .map(|(name, right)| (name.trim().to_owned(), right.to_owned()))
        .collect()
}

fn sources(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).expect("the parsers") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push_str(&std::fs::read_to_string(&path).expect("a source file"));
        }
    }
}

/// Names in backticks at the start of a doc comment's phrase, `X` of `decision.ebnf`, and the rules under
/// which origins are recorded.
fn named(source: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let of = regex::Regex::new(r"`([A-Z][A-Za-z]+)` of `decision\.ebnf`").expect("a pattern");
    let rule = regex::Regex::new(r#""([A-Z][A-Za-z]+)", (?:Repairs|repairs|context|read\.)|, "([A-Z][A-Za-z]+)"\)"#)
        .expect("a pattern");
    let productions = of.captures_iter(source).map(|found| found[1].to_owned()).collect();
    let rules = rule
        .captures_iter(source)
        .filter_map(|found| found.get(1).or(found.get(2)).map(|name| name.as_str().to_owned()))
        .filter(|name| name.chars().any(char::is_lowercase))
        .collect();
    (productions, rules)
}

#[test]
fn every_production_is_defined_and_used() {
    let productions = productions();
    let words = regex::Regex::new(r"\b[A-Z][A-Za-z]+\b").expect("a pattern");
    let mut used = BTreeSet::from(["Document".to_owned(), "Effect".to_owned()]);
    for (name, right) in &productions {
        for word in words.find_iter(right) {
            assert!(productions.contains_key(word.as_str()), "{} of {name} is not defined", word.as_str());
            used.insert(word.as_str().to_owned());
        }
    }
    for name in productions.keys() {
        let by_closing = name == "Signatures";
        assert!(used.contains(name) || by_closing, "{name} is defined and never used");
    }
}

#[test]
fn parsers_and_grammar_name_the_same_productions() {
    let productions = productions();
    let mut source = String::new();
    for room in ["src/marks", "src/parse"] {
        sources(&root().join(room), &mut source);
    }
    let (named, rules) = named(&source);
    assert!(named.len() > 15, "the parsers name their productions: {named:?}");
    assert!(rules.len() > 15, "origins are recorded under the names of productions: {rules:?}");
    for name in named.iter().chain(&rules) {
        assert!(productions.contains_key(name), "{name} is no production of decision.ebnf");
    }
    let parts = [
        "Letterhead",
        "Number",
        "Date",
        "Title",
        "Bases",
        "LegalBasis",
        "Citation",
        "Body",
        "Label",
        "Table",
        "Closing",
        "Signatures",
        "Attachment",
        "Effect",
    ];
    for part in parts {
        assert!(named.contains(part), "no parser names {part} of decision.ebnf");
    }
}

/// Every pattern that is built in is one: a broken pattern ends the program where it is first used. Patterns that are put
/// together are made by the tests of their files.
#[test]
fn every_pattern_is_one() {
    let mut source = String::new();
    sources(&root().join("src"), &mut source);
    let written = regex::Regex::new(r##"(?s)\bpattern\(\s*r(?:"([^"]+)"|#"(.+?)"#)\s*,?\s*\)"##).expect("a pattern");
    let mut count = 0;
    for found in written.captures_iter(&source) {
        let text = found.get(1).or(found.get(2)).map_or("", |text| text.as_str());
        regex::Regex::new(text).unwrap_or_else(|error| panic!("{error}"));
        count += 1;
    }
    assert!(count > 10, "{count} patterns");
    assert!(!source.contains("Regex>>"), "a pattern that may be missing switches its rule off without a word");
}

/// Every code that the program can print has its message in both languages, and none is listed in vain.
#[test]
fn codes_and_messages_are_in_step() {
    let listed: toml::Table =
        std::fs::read_to_string(root().join("grammars/diagnostics.toml")).expect("the messages").parse().expect("TOML");
    let mut source = String::new();
    sources(&root().join("src"), &mut source);
    for (code, message) in &listed {
        assert!(source.contains(&format!("\"{code}\"")), "{code} is printed nowhere");
        let holes = |language: &str| {
            let text = message[language].as_str().expect("a message");
            (0..4).filter(|hole| text.contains(&format!("{{{hole}}}"))).collect::<Vec<_>>()
        };
        assert_eq!(holes("vi"), holes("en"), "{code} says the same in both languages");
    }
    let pattern =
        regex::Regex::new(r#"(?s)(?:diagnose\(\s*Severity::\w+,\s*|say\(|Stop::(?:usage|failed)\(\s*)"([a-z-]+)""#)
            .expect("a pattern");
    let printed: BTreeSet<&str> =
        pattern.captures_iter(&source).filter_map(|found| found.get(1)).map(|code| code.as_str()).collect();
    assert!(printed.len() > 20, "{printed:?}");
    // Help has keys of one word, codes have two and more.
    for code in printed.into_iter().filter(|code| code.contains('-')) {
        assert!(listed.contains_key(code), "{code} has no message");
    }
}
