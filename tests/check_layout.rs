//! The rules on layout: a Word file that the program writes has no finding, and one change to its parts gives the one
//! finding that the change asks for.

mod common {
    pub mod good;
    pub mod layout_cases;
    pub mod word;
}

use common::{good, layout_cases, word};
use vanban::check::{Report, check};
use vanban::forms::by_key;
use vanban::model::Document;
use vanban::words::Vocabulary;
use vanban::{parse, read, write};

fn document(text: &str) -> Document {
    vanban::parse(text.as_bytes()).expect("a document").document
}

fn written(document: &Document, form: &str) -> Vec<u8> {
    write::docx(document, by_key(form).expect("a form"))
}

fn judged(bytes: &[u8]) -> Report {
    let source = read::source(bytes).expect("a Word file");
    let look = source.look();
    check(&parse::document(source, Vocabulary::builtin()), look.as_ref(), Vocabulary::builtin())
}

fn shown(report: &Report) -> String {
    let lines = report
        .findings
        .iter()
        .map(|found| format!("\n    {} at {:?}: {:?}", found.code, found.pointer, found.arguments));
    lines.collect()
}

#[test]
fn what_the_program_writes_has_no_finding() {
    for (name, text) in good::ALL {
        let report = judged(&written(&document(text), "nd30-2020"));
        assert!(report.findings.is_empty(), "{name}:{}", shown(&report));
        assert!(report.form.is_some(), "{name}");
    }
}

#[test]
fn one_change_gives_its_finding_alone() {
    let mut faults = Vec::new();
    for case in layout_cases::cases() {
        let bytes = word::with_part(&written(&document(case.of), "nd30-2020"), case.part, |xml| case.changed(xml));
        let report = judged(&bytes);
        let right = match report.findings.as_slice() {
            [found] => found.code == case.code && case.says.iter().zip(&found.arguments).all(|(own, said)| own == said),
            _ => false,
        };
        if !right {
            faults.push(format!("{} alone should be found with {:?}:{}", case.code, case.says, shown(&report)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The circular of 2011 has page numbers below on the right and upright bases, and gives notes alone.
#[test]
fn the_form_of_2011_asks_for_its_own_places() {
    let text = good::REGULATION.replace("năm 2025", "năm 2018").replace("18 tháng 7 năm 2018.", "18 tháng 7 năm 2018,");
    let document = document(&text);
    let codes = |bytes: &[u8]| judged(bytes).findings.iter().map(|found| found.code).collect::<Vec<_>>();
    assert_eq!(codes(&written(&document, "tt01-2011")), Vec::<&str>::new());
    let other = codes(&written(&document, "nd30-2020"));
    assert!(other.contains(&"page-number-place") && other.contains(&"slant"), "{other:?}");
}

/// Rules that are drawn as shapes are rules.
#[test]
fn a_drawn_line_is_a_rule() {
    let bytes = written(&document(good::DECISION), "nd30-2020");
    let drawn = word::with_part(&bytes, "word/document.xml", |xml| {
        let line = "<w:r><w:pict><v:line from=\"0,0\" to=\"60pt,0\"/></w:pict></w:r>";
        let borders = regex::Regex::new("<w:pBdr>.*?</w:pBdr>").expect("a pattern");
        borders.replace_all(xml, "").replacen("</w:pPr></w:p>", &format!("</w:pPr>{line}</w:p>"), 1)
    });
    let report = judged(&drawn);
    assert!(report.findings.is_empty(), "{}", shown(&report));
}
