//! The tables of dated facts: every row can be, and names what our own grammar reads; planted citations are found.

mod common {
    pub mod facts_cases;
}

use common::facts_cases::{BY_OWN_ROWS, CASES, document};
use std::collections::BTreeSet;
use vanban::check::{Facts, check, check_with};
use vanban::model::{DocumentKind, Severity};
use vanban::status::{OwnFile, Reliability, Status};
use vanban::words::{Language, Vocabulary};

/// Numbers of successors that have no row: nothing but their number is known.
const WITHOUT_ROW: [&str; 1] = ["232/2026/NĐ-CP"];
/// Acts in force from a day before their date: so they say themselves.
const REACHING_BACK: [&str; 1] = ["55/2025/NĐ-CP"];

#[test]
fn every_row_can_be() {
    let status = Status::builtin();
    // Days that are none, ends before beginnings, circles, two rows for an act, no source.
    let faults: Vec<String> = status.faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(status.as_of.len(), 10);
    let numbers: BTreeSet<&str> = status.acts.iter().map(|act| act.number.as_str()).collect();
    let mut wrong = Vec::new();
    for act in &status.acts {
        let after = act.replaced_by.iter().map(String::as_str);
        wrong.extend(
            after
                .filter(|own| !numbers.contains(own) && !WITHOUT_ROW.contains(own))
                .map(|own| format!("{}: replaced by {own}, which has no row", act.number)),
        );
        let laws = act.implements.iter().filter(|own| !numbers.contains(own.as_str()));
        wrong.extend(laws.map(|own| format!("{}: carries out {own}, which has no row", act.number)));
        if let (Some(date), Some(from)) = (&act.date, &act.from)
            && from < date
            && !REACHING_BACK.contains(&act.number.as_str())
        {
            wrong.push(format!("{}: in force from {from}, before its date {date}", act.number));
        }
    }
    assert!(
        WITHOUT_ROW.iter().all(|own| !numbers.contains(own)),
        "a number that has a row now is taken out of the list"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_source_is_an_act_and_never_a_place() {
    let status = Status::builtin();
    let acts = status.acts.iter().map(|row| &row.source);
    let agencies = status.agencies.iter().map(|row| &row.source);
    let sources = acts.chain(agencies).chain(status.provinces.iter().map(|row| &row.source));
    for source in sources {
        let place = ["http", "www", ".md", ".json", ".txt", ".pdf", "github", ".com", ".vn/", "excerpt", "file"];
        assert!(!place.iter().any(|part| source.contains(part)), "{source}");
    }
    // What nobody looked up is little, and is less than a fifth.
    let background = status.acts.iter().filter(|act| act.reliability == Reliability::Background).count();
    assert!(background <= 100, "{background}");
}

#[test]
fn a_row_is_what_our_grammar_reads_of_its_citation() {
    let status = Status::builtin();
    let words = Vocabulary::builtin();
    let name = |kind: &DocumentKind| words.kinds.iter().find(|own| own.key == *kind).map(|own| own.name.clone());
    let mut wrong = Vec::new();
    for acts in status.acts.chunks(40) {
        let bases: Vec<String> = acts
            .iter()
            .map(|act| {
                let law = act.name.clone().filter(|_| act.kind.is_law());
                let head = law.or_else(|| name(&act.kind)).expect("a kind with a name");
                format!("Căn cứ {head} số {}", act.number)
            })
            .collect();
        let parsed =
            vanban::parse(document("01 tháng 12 năm 2026", &bases.join(";\n")).as_bytes()).expect("a document");
        for (act, basis) in acts.iter().zip(&parsed.document.bases) {
            let read = basis
                .citations
                .iter()
                .any(|own| own.number.as_deref() == Some(&act.number) && own.kind.as_ref() == Some(&act.kind));
            if !read {
                wrong.push(format!("{} {}: {:?}", act.kind.key(), act.number, basis.citations));
            }
        }
        // The last is what was proposed.
        assert_eq!(parsed.document.bases.len(), acts.len() + 1);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn planted_cases_are_found() {
    assert!(CASES.len() >= 40);
    let mut wrong = Vec::new();
    for case in CASES {
        let parsed = vanban::parse(document(case.day, case.basis).as_bytes()).expect("a document");
        let report = check(&parsed, None, Vocabulary::builtin());
        let about = ["basis-replaced", "basis-repealed", "basis-stays-in-part", "basis-lapsed", "basis-in-part"];
        let more = [
            "basis-not-yet",
            "basis-begins-in-part",
            "basis-ends",
            "basis-amended",
            "basis-date",
            "basis-issuer",
            "basis-consolidated",
        ];
        let found: Vec<(&str, Severity, String)> = report
            .findings
            .iter()
            .filter(|own| about.contains(&own.code) || more.contains(&own.code))
            .map(|own| (own.code, own.severity, own.message(Language::Vietnamese)))
            .collect();
        let codes: Vec<&str> = found.iter().map(|own| own.0).collect();
        let expected: Vec<&str> = case.finds.iter().map(|own| own.0).collect();
        let says = case
            .finds
            .iter()
            .zip(&found)
            .all(|(wanted, own)| own.1 == wanted.1 && wanted.2.iter().all(|words| own.2.contains(words)));
        if codes != expected || !says {
            wrong.push(format!("{} ({}):\n  expected {:?}\n  found {found:#?}", case.basis, case.day, case.finds));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

/// An office's own rows, as a sheet: one ends an act without a successor, one ends an act that the built-in rows keep.
#[test]
fn rows_of_an_office_come_before_the_built_in_ones() {
    let sheet = [
        "Loại;Số, ký hiệu;Ngày ban hành;Hết hiệu lực từ;Bãi bỏ;Nguồn;Độ tin cậy",
        "Quyết định;12/2020/QĐ-UBND;05/3/2020;01/7/2025;x;Quyết định 9/2025/QĐ-UBND, Điều 2;Đã đọc văn bản",
        "Nghị định;30/2020/NĐ-CP;05/3/2020;01/7/2025;x;một văn bản khác, Điều 1;Đã đọc văn bản",
    ];
    let cells = sheet.iter().map(|line| line.split(';').map(str::to_owned).collect()).collect();
    let status = Status::with_files(&[OwnFile::Sheet(cells)]).expect("rows");
    let bases = "Căn cứ Quyết định số 12/2020/QĐ-UBND ngày 05 tháng 3 năm 2020 của Ủy ban nhân dân tỉnh về giá;\n\
                 Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư";
    let parsed = vanban::parse(document("01 tháng 7 năm 2025", bases).as_bytes()).expect("a document");
    let facts = Facts { status: &status, ..Facts::default() };
    let report = check_with(&parsed, None, Vocabulary::builtin(), facts);
    let found: Vec<&str> =
        report.findings.iter().map(|own| own.code).filter(|code| code.starts_with("basis-")).collect();
    assert_eq!(found, [BY_OWN_ROWS[0], BY_OWN_ROWS[0]]);
    let said = report.findings[0].message(Language::Vietnamese);
    assert!(said.contains("Theo: Quyết định 9/2025/QĐ-UBND, Điều 2 (đã đọc trong văn bản)"), "{said}");
}

#[test]
fn a_draft_without_a_date_is_judged_by_the_given_day() {
    let basis = "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013";
    for (day, codes) in [("    tháng     năm 2026", vec!["basis-replaced"]), ("    tháng     năm 2020", vec![])] {
        let parsed = vanban::parse(document(day, basis).as_bytes()).expect("a document");
        let facts = Facts { day: Some("2026-03-01"), ..Facts::default() };
        let report = check_with(&parsed, None, Vocabulary::builtin(), facts);
        let found: Vec<&str> =
            report.findings.iter().map(|own| own.code).filter(|code| code.starts_with("basis-")).collect();
        assert_eq!(found, codes, "{day}");
    }
}

/// What is read of a consolidated text behind its act is kept in data, and in what is written.
#[test]
fn a_consolidated_text_is_kept() {
    let basis = "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính \
                 (hợp nhất tại Văn bản hợp nhất số 6050/2026/VBHN-BTP)";
    let read = vanban::parse(document("01 tháng 8 năm 2026", basis).as_bytes()).expect("a document").document;
    let json = serde_json::to_string(&read).expect("JSON");
    assert!(json.contains(r#""relation":"consolidated-in""#), "{json}");
    assert_eq!(serde_json::from_str::<vanban::model::Document>(&json).expect("a document"), read);
    let written = vanban::write::text(&read, vanban::write::PageStyle::default());
    let again = vanban::parse(written.as_bytes()).expect("a document").document;
    assert_eq!(again.bases[0], read.bases[0]);
}

/// Findings on real documents that were judged by eye: an act that was judged right ends on that day still.
#[test]
fn what_was_judged_right_still_ends_on_its_day() {
    let file =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/facts_review.toml")).expect("a list");
    let list: toml::Table = file.parse().expect("TOML");
    let findings = list["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 50);
    for own in findings.iter().filter(|own| own["verdict"].as_str() == Some("right")) {
        let (act, since) = (own["act"].as_str().expect("a number"), own["since"].as_str().expect("a day"));
        let status = Status::builtin();
        let ends = status.acts_numbered(act).into_iter().any(|row| {
            let by = row.implements.iter().flat_map(|law| status.acts_numbered(law)).map(|law| &law.until);
            std::iter::once(&row.until).chain(by).any(|until| until.as_deref() == Some(since))
        });
        assert!(ends, "{act} {since}");
    }
}
