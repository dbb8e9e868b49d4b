//! Word's automatic numbers: a table of cases, each with what Word shows, compared as well with what LibreOffice
//! shows where it is installed.

#![cfg(feature = "cli")]

mod common {
    pub mod program;
    pub mod word;
}

use common::word::{NAMESPACES, p, word};
use std::path::PathBuf;

/// A case: its name, the lists, the paragraphs, the lines shown.
struct Case {
    name: &'static str,
    lists: String,
    body: String,
    shown: &'static [&'static str],
}

fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:suff w:val=\"space\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn list(id: u32, levels: &[String]) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{}</w:abstractNum>",
        levels.concat()
    )
}

fn number(id: u32, list: u32, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{list}\"/>{more}</w:num>")
}

fn numbered(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const STYLES: &str = "<w:style w:type=\"paragraph\" w:styleId=\"Linked\"><w:name w:val=\"Linked\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Dieu\"><w:name w:val=\"Dieu\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Khoan\"><w:name w:val=\"Khoan\"/><w:basedOn w:val=\"Dieu\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";

/// `w:isLgl` (ECMA-376-1, 17.9.4) shows all numbers of a level as Arabic ones; LibreOffice does not know it.
const LEGAL: &str = "numbers of several levels together, as Arabic ones where the level is a legal one";
/// `w:lvlRestart` of 0 (ECMA-376-1, 17.9.10) lets a level count on; LibreOffice starts it anew.
const COUNTING_ON: &str = "clauses that count through all articles";

/// `w:pStyle` of a level (ECMA-376-1, 17.9.23) gives the style its level, whatever the style says; LibreOffice
/// goes by the style alone, in which Word writes the level as well.
const LINKED: &str = "a level linked to a style that names the list alone";
/// An empty paragraph's number is shown, and is no text of the document: only its count is compared.
const EMPTY: &str = "an empty paragraph counts";

fn cases() -> Vec<Case> {
    let articles = || {
        list(
            0,
            &[level(0, "decimal", "Điều %1.", ""), level(1, "decimal", "%2.", ""), level(2, "lowerLetter", "%3)", "")],
        )
    };
    let start = |at: u32, from: u32| {
        format!("<w:lvlOverride w:ilvl=\"{at}\"><w:startOverride w:val=\"{from}\"/></w:lvlOverride>")
    };
    let case = |name, lists: &[String], body: &[String], shown| Case {
        name,
        lists: lists.concat(),
        body: body.concat(),
        shown,
    };
    vec![
        case(
            "articles, clauses and points, each level anew below the one above",
            &[articles(), number(1, 0, "")],
            &[numbered(1, 0, "A"), numbered(1, 1, "B"), numbered(1, 2, "C"), numbered(1, 2, "D"), numbered(1, 1, "E"), numbered(1, 0, "F"), numbered(1, 1, "G")],
            &["Điều 1. A", "1. B", "a) C", "b) D", "2. E", "Điều 2. F", "1. G"],
        ),
        case(
            "a list goes on behind plain text",
            &[articles(), number(1, 0, "")],
            &[numbered(1, 0, "A"), p("giữa"), numbered(1, 0, "B")],
            &["Điều 1. A", "giữa", "Điều 2. B"],
        ),
        case(
            "two numbers of one list count on together",
            &[articles(), number(1, 0, ""), number(2, 0, "")],
            &[numbered(1, 0, "A"), numbered(2, 0, "B")],
            &["Điều 1. A", "Điều 2. B"],
        ),
        case(
            "an override starts anew, once",
            &[articles(), number(1, 0, ""), number(2, 0, &start(0, 1))],
            &[numbered(1, 0, "A"), numbered(1, 0, "B"), numbered(2, 0, "C"), numbered(2, 0, "D")],
            &["Điều 1. A", "Điều 2. B", "Điều 1. C", "Điều 2. D"],
        ),
        case(
            "an override starts at five",
            &[articles(), number(1, 0, ""), number(2, 0, &start(0, 5))],
            &[numbered(1, 0, "A"), numbered(2, 0, "B"), numbered(2, 0, "C")],
            &["Điều 1. A", "Điều 5. B", "Điều 6. C"],
        ),
        case(
            "an override replaces a level's format",
            &[
                articles(),
                number(1, 0, &format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperRoman", "%1.", ""))),
            ],
            &[numbered(1, 0, "A"), numbered(1, 0, "B"), numbered(1, 1, "C")],
            &["I. A", "II. B", "1. C"],
        ),
        case(
            LEGAL,
            &[list(0, &[level(0, "upperRoman", "%1.", ""), level(1, "decimal", "%1.%2.", ""), level(2, "decimal", "%1.%2.%3.", "<w:isLgl/>")]), number(1, 0, "")],
            &[numbered(1, 0, "A"), numbered(1, 1, "B"), numbered(1, 2, "C"), numbered(1, 0, "D"), numbered(1, 1, "E"), numbered(1, 2, "F")],
            &["I. A", "I.1. B", "1.1.1. C", "II. D", "II.1. E", "2.1.1. F"],
        ),
        case(
            "numbers of several levels together",
            &[list(0, &[level(0, "upperRoman", "%1.", ""), level(1, "decimal", "%1.%2.", "")]), number(1, 0, "")],
            &[numbered(1, 0, "A"), numbered(1, 1, "B"), numbered(1, 0, "C"), numbered(1, 1, "D")],
            &["I. A", "I.1. B", "II. C", "II.1. D"],
        ),
        case(
            COUNTING_ON,
            &[list(0, &[level(0, "decimal", "Điều %1.", ""), level(1, "decimal", "%2.", "<w:lvlRestart w:val=\"0\"/>")]), number(1, 0, "")],
            &[numbered(1, 0, "A"), numbered(1, 1, "B"), numbered(1, 0, "C"), numbered(1, 1, "D")],
            &["Điều 1. A", "1. B", "Điều 2. C", "2. D"],
        ),
        case(
            "lists linked to styles",
            &[articles(), number(1, 0, "")],
            &[styled("Dieu", "A"), styled("Khoan", "B"), styled("Khoan", "C"), styled("Dieu", "D"), styled("Khoan", "E")],
            &["Điều 1. A", "1. B", "2. C", "Điều 2. D", "1. E"],
        ),
        case(
            "letters, leading zeros, dashes",
            &[
                list(0, &[level(0, "upperLetter", "%1.", ""), level(1, "lowerRoman", "(%2)", ""), level(2, "bullet", "-", "")]),
                list(1, &[level(0, "decimalZero", "%1/", "")]),
                number(1, 0, ""),
                number(2, 1, ""),
            ],
            &[numbered(1, 0, "A"), numbered(1, 1, "B"), numbered(1, 1, "C"), numbered(1, 2, "D"), numbered(1, 0, "E"), numbered(2, 0, "F")],
            &["A. A", "(i) B", "(ii) C", "- D", "B. E", "01/ F"],
        ),
        case(
            "numbering taken away from a paragraph",
            &[articles(), number(1, 0, "")],
            &[
                styled("Dieu", "A"),
                "<w:p><w:pPr><w:pStyle w:val=\"Dieu\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>B</w:t></w:r></w:p>".to_owned(),
                styled("Dieu", "C"),
            ],
            &["Điều 1. A", "B", "Điều 2. C"],
        ),
        case(
            EMPTY,
            &[articles(), number(1, 0, "")],
            &[numbered(1, 0, "A"), numbered(1, 0, ""), numbered(1, 0, "B")],
            &["Điều 1. A", "Điều 3. B"],
        ),
        case(
            LINKED,
            &[
                list(
                    0,
                    &[
                        level(0, "decimal", "Điều %1.", "<w:pStyle w:val=\"Dieu\"/>"),
                        level(1, "decimal", "%2.", "<w:pStyle w:val=\"Linked\"/>"),
                    ],
                ),
                number(1, 0, ""),
            ],
            &[styled("Dieu", "A"), styled("Linked", "B"), styled("Linked", "C"), styled("Dieu", "D"), styled("Linked", "E")],
            &["Điều 1. A", "1. B", "2. C", "Điều 2. D", "1. E"],
        ),
        case(
            "typed and automatic numbers mixed",
            &[articles(), number(1, 0, "")],
            &[numbered(1, 0, "A"), p("1. B"), p("a) C"), numbered(1, 0, "D"), p("Điều 3. E")],
            &["Điều 1. A", "1. B", "a) C", "Điều 2. D", "Điều 3. E"],
        ),
    ]
}

fn file(case: &Case) -> Vec<u8> {
    let numbering = format!("<w:numbering {NAMESPACES}>{}</w:numbering>", case.lists);
    let styles = format!("<w:styles {NAMESPACES}>{STYLES}</w:styles>");
    word(&case.body, &[("numbering", "numbering.xml", &numbering), ("styles", "styles.xml", &styles)])
}

/// The lines of a text, blanks made single.
fn lines(text: &str) -> Vec<String> {
    text.trim_start_matches('\u{FEFF}')
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn numbers_are_those_that_word_shows() {
    for case in cases() {
        let parsed = vanban::parse(&file(&case)).expect("a document");
        assert_eq!(lines(&parsed.text), case.shown, "{}", case.name);
    }
}

/// Needs LibreOffice: skipped with a message where it is missing, unless `VANBAN_REQUIRE_TOOLS` is set.
#[test]
fn libreoffice_shows_the_same_numbers() {
    let folder = common::program::folder("numbering");
    let mut inputs: Vec<PathBuf> = Vec::new();
    for (index, case) in cases().iter().enumerate() {
        let path = folder.join(format!("{index:02}.docx"));
        std::fs::write(&path, file(case)).expect("a file");
        inputs.push(path);
    }
    if !common::program::converted(&inputs, "txt:Text (encoded):UTF8", &folder) {
        return;
    }
    for (case, input) in
        cases().iter().zip(&inputs).filter(|(case, _)| ![LEGAL, COUNTING_ON, LINKED].contains(&case.name))
    {
        let text = std::fs::read_to_string(input.with_extension("txt")).expect("LibreOffice's text");
        // Its text export has glyphs of its own for bullets.
        let text = text.replace('▪', "-");
        let shown = lines(&text);
        let shown: Vec<&String> = shown.iter().filter(|line| case.name != EMPTY || *line != "Điều 2.").collect();
        assert_eq!(shown, case.shown, "{}", case.name);
    }
}

#[test]
fn articles_by_words_automatic_list_are_articles() {
    let case = &cases()[0];
    let document = vanban::parse(&file(case)).expect("a document").document;
    let numbers: Vec<&str> = document.articles().iter().filter_map(|article| article.number.as_deref()).collect();
    assert_eq!(numbers, ["1", "2"]);
}
