//! `vanban facts`, and an office's own rows from a .csv and an .xlsx, as the program answers them.

#![cfg(feature = "cli")]

use rust_xlsxwriter::Workbook;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROWS: [&[&str]; 3] = [
    &["Loại", "Số, ký hiệu", "Tên", "Ngày ban hành", "Hết hiệu lực từ", "Bãi bỏ", "Nguồn", "Độ tin cậy"],
    &[
        "Quyết định",
        "12/2020/QĐ-UBND",
        "Quyết định về giá nước",
        "05/3/2020",
        "01/7/2025",
        "x",
        "Quyết định 9/2025/QĐ-UBND, Điều 2",
        "Đã đọc văn bản",
    ],
    &[
        "Nghị định",
        "30/2020/NĐ-CP",
        "Nghị định về công tác văn thư",
        "05/3/2020",
        "01/7/2025",
        "x",
        "một văn bản khác, Điều 1",
        "Đã đọc văn bản",
    ],
];

fn facts(arguments: &[&str], status: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    command.arg("facts").args(arguments);
    if let Some(status) = status {
        command.arg("--status").arg(status);
    }
    command.output().expect("the program runs")
}

fn said(output: &Output) -> (String, String) {
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn csv(folder: &Path, rows: &[&[&str]]) -> PathBuf {
    let path = folder.join("dữ liệu.csv");
    let mut writer = csv::Writer::from_path(&path).expect("a file");
    rows.iter().for_each(|row| writer.write_record(*row).expect("a row"));
    writer.flush().expect("a file");
    path
}

fn xlsx(folder: &Path, rows: &[&[&str]]) -> PathBuf {
    let path = folder.join("dữ liệu.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
    workbook.save(&path).expect("a file");
    path
}

#[test]
fn an_act_is_told_with_its_day_and_its_source() {
    let output = facts(&["30/2020/NĐ-CP", "--date", "2025-01-01"], None);
    let (out, err) = said(&output);
    assert!(output.status.success(), "{err}");
    assert!(out.contains("01/01/2025: có hiệu lực") && out.contains("theo: "), "{out}");
    assert!(err.contains("đến ngày "), "the day up to which the table is known: {err}");
    let (out, _) = said(&facts(&["30/2020/NĐ-CP", "--date", "2019-01-01", "--lang", "en"], None));
    assert!(out.contains("not yet in force"), "{out}");
    let json = facts(&["tỉnh Hà Nam", "--date", "2025-08-01", "--format", "json"], None);
    let rows: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!((&rows[0]["table"], &rows[0]["asked"]), (&"province".into(), &"tỉnh Hà Nam".into()));
}

#[test]
fn an_unknown_act_is_never_in_force() {
    let output = facts(&["999/2030/NĐ-CP"], None);
    let (out, err) = said(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(out.is_empty() && err.contains("không có dữ liệu; không có nghĩa là còn hiệu lực"), "{out}{err}");
}

#[test]
fn rows_of_an_office_are_read_from_both_kinds_of_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    for sheet in [csv(folder.path(), &ROWS), xlsx(folder.path(), &ROWS)] {
        for (number, day, answer) in [
            ("12/2020/QĐ-UBND", "2025-06-30", "có hiệu lực"),
            ("12/2020/QĐ-UBND", "2025-07-01", "hết hiệu lực"),
            // The office's row stands before the built-in one.
            ("30/2020/NĐ-CP", "2025-07-01", "hết hiệu lực"),
        ] {
            let (out, err) = said(&facts(&[number, "--date", day], Some(&sheet)));
            let first = out.lines().nth(1).unwrap_or("");
            assert!(first.trim_start().ends_with(answer), "{}: {number} {day}: {out}{err}", sheet.display());
        }
    }
}

#[test]
fn a_row_that_cannot_be_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = |place: usize, value: &'static str| -> Vec<&'static str> {
        let mut row = ROWS[1].to_vec();
        row[place] = value;
        row
    };
    for (row, problem) in [
        (wrong(3, "31/02/2020"), "12/2020/QĐ-UBND: \"2020-02-31\""),
        (wrong(4, "01/7/2019"), "12/2020/QĐ-UBND"),
        (wrong(7, "Chắc chắn"), "2: không có giá trị `chắc chắn`"),
    ] {
        let rows: [&[&str]; 2] = [ROWS[0], &row];
        for sheet in [csv(folder.path(), &rows), xlsx(folder.path(), &rows)] {
            let output = facts(&["12/2020/QĐ-UBND"], Some(&sheet));
            let (out, err) = said(&output);
            assert!(!output.status.success() && out.is_empty(), "{problem}: {out}");
            assert!(err.contains("dữ liệu.") && err.contains(problem), "{problem}: {err}");
        }
    }
}
