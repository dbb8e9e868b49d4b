//! A folder as offices on Windows have it: names in decomposed letters, deep paths, files of other programs, locks.

#![cfg(feature = "cli")]

#[path = "common/program.rs"]
mod program;
#[path = "common/word.rs"]
mod word;

use program::{folder, shown, text, vanban};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

const DECISION: &str =
    "QUYẾT ĐỊNH\nVề việc giao đất\nĐiều 1. Giao đất.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n";

/// A name as macOS and some programs for archives write it: letters apart from their signs.
fn apart(name: &str) -> String {
    let apart: String = name.nfd().collect();
    assert_ne!(apart, name, "the name has no signs");
    apart
}

fn put(file: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    std::fs::write(file, bytes).expect("a file");
}

/// The report of a run, its rows parted.
fn rows(report: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(report).expect("a report");
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

#[test]
fn names_in_decomposed_letters_are_inputs_and_outputs() {
    let place = folder("folders-apart");
    let (below, file) = (apart("Sở Nội vụ"), apart("Quyết định số 7.txt"));
    let input = place.join("in").join(&below).join(&file);
    put(&input, DECISION.as_bytes());
    let one = place.join(apart("kết quả.json"));
    let done = vanban(&["parse", shown(&input), "-o", shown(&one)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let all = place.join(apart("tất cả"));
    let done = vanban(&["parse", shown(&place.join("in")), "-o", shown(&all)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let output = all.join(&below).join(apart("Quyết định số 7.json"));
    assert_eq!(std::fs::read(&one).expect("one result"), std::fs::read(&output).expect("the other"));
    // The name of an input is the one that its folder has, letter by letter.
    let lines = place.join("lines.jsonl");
    let done = vanban(&["parse", shown(&place.join("in")), "-o", shown(&lines)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let lines = std::fs::read_to_string(&lines).expect("lines");
    assert!(lines.contains(&format!("{below}/{file}")), "{lines}");
    // The same output, asked for again, is there already: by this name, too.
    let done = vanban(&["parse", shown(&input), "-o", shown(&one)]);
    assert_eq!(done.status.code(), Some(2), "{}", text(&done.stderr));
}

#[test]
fn files_of_other_programs_are_named_with_their_reason_and_those_of_windows_are_not() {
    let place = folder("folders-windows");
    let input = place.join("in");
    put(&input.join("a.txt"), DECISION.as_bytes());
    put(&input.join("nén.zip"), &word::package(&[("a.txt", DECISION.as_bytes())]));
    put(&input.join("bảng.xlsx"), &word::package(&[("xl/workbook.xml", b"<a/>")]));
    for name in ["Thumbs.db", "thumbs.DB", "desktop.ini", "Desktop.ini", "~$a.docx", "~$ định.docx", "~WRL0001.tmp"]
    {
        put(&input.join(name), b"x");
    }
    put(&input.join("cũ").join("Thumbs.db"), b"x");
    let report = place.join("report.csv");
    let done = vanban(&["parse", shown(&input), "-o", shown(&place.join("out")), "--report", shown(&report)]);
    let said = text(&done.stderr);
    assert!(done.status.success(), "{said}");
    for (name, reason) in [("nén.zip", "ZIP"), ("bảng.xlsx", "XLSX")] {
        let named: Vec<&str> = said.lines().filter(|line| line.contains(name)).collect();
        assert!(matches!(named.as_slice(), [line] if line.contains(reason)), "{name}: {said}");
    }
    for name in ["Thumbs", "thumbs", "esktop", "~"] {
        assert!(!said.contains(name), "{name}: {said}");
    }
    let mut skipped: Vec<(String, String, String)> = rows(&report)
        .into_iter()
        .filter(|row| row[1] != "doubtful")
        .map(|row| (row[0].clone(), row[1].clone(), row[4].clone()))
        .collect();
    skipped.sort();
    let row = |name: &str| (name.to_owned(), "skipped".to_owned(), "skipped-format".to_owned());
    assert_eq!(skipped, [row("bảng.xlsx"), row("nén.zip")]);
}

/// A folder so deep that a path to its file has more than the 260 characters that Windows allowed for long.
fn deep(root: &Path) -> PathBuf {
    (0..12).fold(root.to_owned(), |path, number| path.join(format!("{number:02} Văn bản đã ban hành trong năm")))
}

#[test]
fn paths_above_260_characters_are_read_and_written() {
    let place = folder("folders-deep");
    let input = deep(&place.join("in")).join("Quyết định.txt");
    assert!(input.to_string_lossy().chars().count() > 360);
    put(&input, DECISION.as_bytes());
    let out = place.join("out");
    let done = vanban(&["parse", shown(&place.join("in")), "-o", shown(&out)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let all = std::fs::read(deep(&out).join("Quyết định.json")).expect("a result");
    let one = deep(&place.join("one")).join("Quyết định.json");
    let done = vanban(&["parse", shown(&input), "-o", shown(&one)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert_eq!(std::fs::read(one).expect("a result"), all);
}
