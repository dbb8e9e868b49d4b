//! Every rule of the checker has a document that breaks it and one that does not: a good document has no finding, and
//! one change to it gives the one finding that the change asks for. The rules on layout are in `check_layout.rs`.

#![cfg(feature = "cli")]

mod common {
    pub mod check_cases;
    pub mod facts_cases;
    pub mod good;
    pub mod layout_cases;
    pub mod program;
}

use common::check_cases::{Edit, models, moves, texts};
use common::{facts_cases, good, layout_cases, program};
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use vanban::check::{Report, check, check_model};
use vanban::forms;
use vanban::model::{Document, Severity};
use vanban::words::{Language, Vocabulary};

/// The first occurrence of each text is replaced, which must be there.
fn edited(text: &str, edits: &[Edit]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the good document has no {from:?}");
        text.replacen(from, to, 1)
    })
}

fn document(text: &str) -> Document {
    vanban::parse(text.as_bytes()).expect("a document").document
}

fn judged(text: &str) -> Report {
    check(&vanban::parse(text.as_bytes()).expect("a document"), None, Vocabulary::builtin())
}

fn key(report: &Report) -> Option<&str> {
    report.form.map(|form| form.key.as_str())
}

fn codes(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|found| found.code).collect()
}

fn shown(report: &Report) -> String {
    let lines = report.findings.iter().map(|found| {
        format!("\n    {:?} {} at {:?}: {:?}", found.severity, found.code, found.pointer, found.arguments)
    });
    lines.collect()
}

/// What is wrong with a report that should hold one finding.
fn fault(report: &Report, code: &str, pointer: &str, says: &[&str]) -> Option<String> {
    let right = match report.findings.as_slice() {
        [found] => {
            let said = |(index, own): (usize, &&str)| {
                own.is_empty() || found.arguments.get(index).is_some_and(|said| said == own)
            };
            found.code == code && found.pointer == pointer && says.iter().enumerate().all(said)
        }
        _ => false,
    };
    (!right).then(|| format!("{code} alone should be found, at {pointer:?} with {says:?}:{}", shown(report)))
}

#[test]
fn good_documents_have_no_finding() {
    for (name, text) in good::ALL {
        for report in [judged(text), check_model(&document(text), Vocabulary::builtin())] {
            assert!(report.findings.is_empty(), "{name}:{}", shown(&report));
            assert_eq!(key(&report), Some("nd30-2020"), "{name}");
        }
    }
}

#[test]
fn one_change_gives_its_finding_alone() {
    let cases = texts();
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|case| fault(&judged(&edited(case.of, case.edits)), case.code, case.pointer, case.says))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn one_value_changed_gives_its_finding_alone() {
    let broken = |of: &str, change: fn(&mut Document)| {
        let mut document = document(of);
        change(&mut document);
        check_model(&document, Vocabulary::builtin())
    };
    let cases = models();
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|(code, of, change, pointer)| fault(&broken(of, *change), code, pointer, &[]))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn components_far_from_their_places_are_out_of_order() {
    let mut faults = Vec::new();
    for case in moves() {
        let (from, to) = case.part;
        let start = case.of.find(from).expect("the part");
        let end = start + case.of[start..].find(to).expect("its end");
        let rest = format!("{}{}", &case.of[..start], &case.of[end..]);
        let text = rest.replacen(case.before, &format!("{}{}", &case.of[start..end], case.before), 1);
        assert_ne!(text, rest, "{:?} is not there", case.before);
        let report = judged(&text);
        let found = report.findings.iter().any(|found| found.code == "order" && found.arguments == case.says);
        if !found {
            faults.push(format!("{from:?} before {:?} should give {:?}:{}", case.before, case.says, shown(&report)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    let texts = texts();
    let models = models();
    let layout = layout_cases::cases();
    let tested: BTreeSet<&str> = texts
        .iter()
        .map(|case| case.code)
        .chain(models.iter().map(|(code, ..)| *code))
        .chain(layout.iter().map(|case| case.code))
        .chain(facts_cases::CASES.iter().flat_map(|case| case.finds).map(|(code, ..)| *code))
        .chain(facts_cases::BY_OWN_ROWS)
        .collect();
    let rules: BTreeSet<&str> = forms::codes().into_iter().collect();
    assert_eq!(rules.difference(&tested).collect::<Vec<_>>(), Vec::<&&str>::new(), "rules without a case");
    assert_eq!(tested.difference(&rules).collect::<Vec<_>>(), Vec::<&&str>::new(), "cases without a rule");
}

#[test]
fn every_rule_has_its_words_in_both_languages() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/grammars/findings.toml");
    let file = std::fs::read_to_string(path).expect("the messages");
    let messages: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(&file).expect("TOML");
    let rules: BTreeSet<&str> = forms::codes().into_iter().collect();
    let said: BTreeSet<&str> = messages.keys().map(String::as_str).collect();
    assert_eq!(rules, said);
    for (code, words) in &messages {
        assert!(["vi", "en"].iter().all(|language| words.get(*language).is_some_and(|own| !own.is_empty())), "{code}");
    }
    // No argument is left to be filled in.
    for case in texts() {
        for found in &judged(&edited(case.of, case.edits)).findings {
            for language in [Language::Vietnamese, Language::English] {
                assert!(!found.message(language).contains('{'), "{}: {}", found.code, found.message(language));
            }
        }
    }
}

#[test]
fn forms_that_were_not_read_give_notes_only() {
    let broken = [
        ("tháng 3 năm 2025", "tháng 3 năm 2019"),
        ("KT. TRƯỞNG BAN", "              "),
        ("11 năm 2006;", "11 năm 2006,"),
    ];
    let report = judged(&edited(good::DECISION, &broken));
    assert_eq!(key(&report), Some("tt01-2011"));
    let of_form = report.findings.iter().filter(|found| !found.clause.is_empty());
    assert!(of_form.clone().count() >= 2, "{}", shown(&report));
    assert!(of_form.clone().all(|found| found.severity == Severity::Note), "{}", shown(&report));
    for (date, form) in [("22 tháng 7 năm 2025", "quy-pham"), ("22 tháng 7 năm 2024", "quy-pham-2016")] {
        let text = good::REGULATION.replace("58/QĐ", "58/2025/QĐ").replace("22 tháng 7 năm 2025", date);
        let report = judged(&text.replace("- Lưu: VT, VP.\n", "").replace("KT. CHỦ TỊCH", "             "));
        assert_eq!(key(&report), Some(form));
        let of_form = report.findings.iter().filter(|found| found.clause.contains("văn bản quy phạm pháp luật"));
        assert!(of_form.clone().any(|found| found.code == "deputy-without-kt"), "{}", shown(&report));
        assert!(of_form.clone().all(|found| found.severity == Severity::Note), "{}", shown(&report));
    }
}

#[test]
fn where_no_form_is_known_only_the_common_rules_are_asked() {
    let old = good::REGULATION.replace("năm 2025", "năm 2009");
    let party = good::REGULATION.replace("58/QĐ-UBND", "26-QĐ/TU");
    let law = good::PLAN.replace("KẾ HOẠCH\n", "LUẬT\n").replace("45/KH-UBND", "45/2025/QH15");
    for text in [old, party, law] {
        // Two breaches: of a form, and of agreement.
        let broken = text
            .replace("- Lưu: VT, VP.\n", "")
            .replace("2. Mỗi việc", "3. Mỗi việc")
            .replace("3. Phòng Kinh", "4. Phòng Kinh");
        let report = judged(&broken);
        assert_eq!(key(&report), None, "{broken}");
        assert_eq!(codes(&report), ["label-sequence"], "{broken}");
    }
}

#[test]
fn the_exit_status_is_3_where_there_are_errors() {
    let folder = program::folder("check");
    let run = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
        command.arg("check").arg(&path).stdin(Stdio::null());
        command.output().expect("the program runs").status.code()
    };
    assert_eq!(run("good.txt", good::PLAN), Some(0));
    // A warning is no error.
    assert_eq!(run("warning.txt", &good::PLAN.replace("của xã./.", "của xã.")), Some(0));
    assert_eq!(run("error.txt", &good::PLAN.replace("45/KH-UBND", "45/QĐ-UBND")), Some(3));
}
