//! The clerk's sheets: `vanban tasks` and `vanban register`, read again by another program's library.

#![cfg(feature = "cli")]

mod common {
    pub mod program;
    pub mod word;
}

use calamine::{Data, Reader, Xlsx};
use common::program::{folder, sample};
use std::path::Path;
use std::process::{Command, Output};

fn vanban(arguments: &[&str], inputs: &[&Path], output: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    command.args(arguments).args(inputs).arg("-o").arg(output).output().expect("the program runs")
}

/// A row and a column.
type Place = (u32, u32);

/// The first sheet of an .xlsx, and its merged cells as first and last place.
fn sheet(path: &Path) -> (Vec<Vec<Data>>, Vec<(Place, Place)>) {
    let mut workbook: Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let range = workbook.worksheet_range_at(0).expect("a sheet").expect("its cells");
    let merged = workbook.merge_cells_by_sheet_id(0).expect("merged cells");
    let merged = merged.iter().map(|cells| (cells.start, cells.end)).collect();
    (range.rows().map(<[Data]>::to_vec).collect(), merged)
}

fn csv(path: &Path) -> Vec<Vec<String>> {
    let bytes = std::fs::read(path).expect("a file");
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark, which spreadsheets need");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// A decision with a task table in which one task has two leads, and cells that begin like formulas.
fn word_programme() -> Vec<u8> {
    use common::word::{p, word};
    let cell = |text: &str, merge: &str| format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[(&str, &str)]| {
        let cells: String = cells.iter().map(|(text, merge)| cell(text, merge)).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let (start, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let table: String = [
        row(&[("TT", ""), ("Nhiệm vụ", ""), ("Cơ quan chủ trì", ""), ("Sản phẩm", ""), ("Thời hạn", "")]),
        row(&[("1", start), ("Rà soát hồ sơ", start), ("Sở LĐTBXH", ""), ("=1+1", ""), ("Quý II/2025", "")]),
        row(&[("", on), ("", on), ("Sở Tư pháp", ""), ("- Báo cáo", ""), ("Hằng tháng", "")]),
        row(&[("2", ""), ("Tổng kết", ""), ("Văn phòng Sở", ""), ("@a", ""), ("15/12/2025", "")]),
    ]
    .concat();
    let head = [
        "UBND TỈNH BÌNH LÂM",
        "SỞ NỘI VỤ",
        "Số: 15/QĐ-SNV",
        "Bình Lâm, ngày 03 tháng 02 năm 2025",
        "QUYẾT ĐỊNH",
        "Về việc phân công nhiệm vụ",
        "GIÁM ĐỐC SỞ NỘI VỤ",
        "QUYẾT ĐỊNH:",
        "Điều 1. Phân công nhiệm vụ như sau:",
    ];
    let head: String = head.iter().map(|line| p(line)).collect();
    let end: String = ["Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.", "GIÁM ĐỐC", "Lê Thị Hồng Vân"]
        .iter()
        .map(|line| p(line))
        .collect();
    word(
        &format!(
            "{head}<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>{table}</w:tbl>{end}"
        ),
        &[],
    )
}

#[test]
fn tasks_of_a_word_file_keep_merged_cells_agencies_and_deadlines() {
    let folder = folder("tasks-word");
    let input = folder.join("phan-cong.docx");
    std::fs::write(&input, word_programme()).expect("a file");

    let output = folder.join("a.xlsx");
    assert_eq!(vanban(&["tasks"], &[&input], &output).status.code(), Some(0));
    let (rows, merged) = sheet(&output);
    let row = |row: usize| rows[row].iter().skip(1).map(ToString::to_string).collect::<Vec<_>>();
    let first = [
        "15/QĐ-SNV",
        "2025-02-03",
        "",
        "1",
        "Rà soát hồ sơ",
        "Sở LĐTBXH",
        "Sở Lao động - Thương binh và Xã hội",
        "",
        "",
        "=1+1",
        "Quý II/2025",
        "2025-Q2",
        "2025-Q2",
        "",
    ];
    assert_eq!(row(1), first);
    assert!(matches!(rows[1][10], Data::String(_)), "a formula stays text");
    let second = [
        "15/QĐ-SNV",
        "2025-02-03",
        "",
        "",
        "",
        "Sở Tư pháp",
        "Sở Tư pháp",
        "",
        "",
        "- Báo cáo",
        "Hằng tháng",
        "monthly",
        "",
        "",
    ];
    assert_eq!(row(2), second);
    assert_eq!(row(3)[11..13], ["2025-12-15", "2025-12-15"]);
    assert_eq!(merged, [((1, 4), (2, 4)), ((1, 5), (2, 5))], "ordinal and task cover both rows");

    let output = folder.join("a.csv");
    assert_eq!(vanban(&["tasks"], &[&input], &output).status.code(), Some(0));
    let rows = csv(&output);
    assert_eq!(rows.iter().map(|row| row[10].as_str()).collect::<Vec<_>>(), ["Sản phẩm", "'=1+1", "'- Báo cáo", "'@a"]);
    assert_eq!(
        (rows[2][4].as_str(), rows[2][5].as_str()),
        ("1", "Rà soát hồ sơ"),
        "without merges, the value is repeated"
    );

    let output = folder.join("a.json");
    assert_eq!(vanban(&["tasks"], &[&input], &output).status.code(), Some(0));
    let tasks: serde_json::Value = serde_json::from_slice(&std::fs::read(&output).expect("a file")).expect("JSON");
    assert_eq!(tasks[0]["due"], serde_json::json!({ "kind": "quarter", "start": "2025-Q2" }));
    assert_eq!(tasks[0]["leads"][0]["written"], "Sở LĐTBXH");
    assert_eq!(tasks.as_array().map(Vec::len), Some(3));
}

/// A merged task over rows with numbers of their own, over a group row and over a total: what the sheet merges are
/// the rows that it has, and no number is lost.
#[test]
fn merges_over_rows_of_other_kinds_keep_every_number() {
    use common::word::{p, word};
    let cell = |text: &str, merge: &str| format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[(&str, &str)]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|(text, merge)| cell(text, merge)).collect::<String>())
    };
    let (start, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let table: String = [
        row(&[("TT", ""), ("Nhiệm vụ", ""), ("Cơ quan chủ trì", "")]),
        row(&[("1", ""), ("Rà soát", start), ("Sở Y tế", "")]),
        row(&[("2", ""), ("", on), ("Sở Nội vụ", "")]),
        row(&[("3", start), ("Tổng kết", start), ("Sở Tư pháp", "")]),
        row(&[("", on), ("", on), ("Sở Công Thương", "")]),
        row(&[("", ""), ("Tổng cộng", ""), ("", "")]),
    ]
    .concat();
    let folder = folder("merges");
    let input = folder.join("a.docx");
    let bytes = word(&format!("{}<w:tbl>{table}</w:tbl>", p("Điều 1. Như sau:")), &[]);
    std::fs::write(&input, bytes).expect("a file");
    let output = folder.join("a.csv");
    assert_eq!(vanban(&["tasks"], &[&input], &output).status.code(), Some(0));
    let shown: Vec<_> =
        csv(&output).into_iter().skip(1).map(|row| format!("{} {} {}", row[4], row[5], row[6])).collect();
    assert_eq!(
        shown,
        ["1 Rà soát Sở Y tế", "2 Rà soát Sở Nội vụ", "3 Tổng kết Sở Tư pháp", "3 Tổng kết Sở Công Thương"]
    );
    let output = folder.join("a.xlsx");
    assert_eq!(vanban(&["tasks"], &[&input], &output).status.code(), Some(0));
    assert_eq!(sheet(&output).1, [((3, 4), (4, 4)), ((3, 5), (4, 5))]);
}

#[test]
fn tasks_of_many_programmes_make_one_sheet() {
    let folder = folder("tasks-many");
    let input = folder.join("phan-cong.docx");
    std::fs::write(&input, word_programme()).expect("a file");
    let output = folder.join("a.csv");
    let done = vanban(
        &["tasks", "--lang", "en"],
        &[&sample("chuong-trinh-binh-dang-gioi.txt"), &input, &sample("bo-nhiem.txt")],
        &output,
    );
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("files read: 3"), "{said}");
    let rows = csv(&output);
    assert_eq!(rows[0][..4], ["File", "Decision", "Date", "Group"]);
    assert!(rows[1][0].ends_with("chuong-trinh-binh-dang-gioi.txt"));
    assert_eq!(rows.iter().filter(|row| row[1] == "15/QĐ-SNV").count(), 3);
    assert!(rows.iter().all(|row| !row[0].contains("bo-nhiem")), "a decision without tasks adds none");
}

#[test]
fn the_register_has_a_row_a_document_and_marks_doubts() {
    let folder = folder("register");
    let output = folder.join("so.csv");
    let done = vanban(&["register"], &[&sample("bo-nhiem.txt"), &sample("ocr-tang-giay-khen.txt")], &output);
    assert_eq!(done.status.code(), Some(0));
    let rows = csv(&output);
    assert_eq!(rows.len(), 3);
    assert_eq!(
        rows[1][1..9],
        [
            "QUYẾT ĐỊNH",
            "318/QĐ-SYT",
            "2025-08-05",
            "SỞ Y TẾ",
            "Về việc bổ nhiệm viên chức giữ chức vụ Phó Giám đốc Trung tâm Kiểm soát bệnh tật tỉnh Bình Lâm",
            "GIÁM ĐỐC",
            "Phan Đình Lục",
            "2025-08-15"
        ]
    );
    assert_eq!(rows[1][13], "");
    assert!(rows[2][13].contains("2025-09-16"), "{}", rows[2][13]);

    let output = folder.join("so.xlsx");
    assert_eq!(vanban(&["register"], &[&sample("ocr-tang-giay-khen.txt")], &output).status.code(), Some(0));
    let (rows, _) = sheet(&output);
    assert_eq!(rows[1][2].to_string(), "118/QĐ-UBND");
}

#[test]
fn a_wrong_ending_is_refused_and_a_bad_file_told() {
    let folder = folder("sheets-wrong");
    for (command, ending) in [("tasks", "pdf"), ("register", "json"), ("register", "")] {
        let output = folder.join("a").with_extension(ending);
        let done = vanban(&[command], &[&sample("bo-nhiem.txt")], &output);
        assert_eq!(done.status.code(), Some(2), "{command} {ending}");
        assert!(String::from_utf8_lossy(&done.stderr).contains(".xlsx, .csv"), "the remedy is named");
        assert!(!output.exists());
    }
    let broken = folder.join("hong.docx");
    std::fs::write(&broken, &word_programme()[..200]).expect("a file");
    let output = folder.join("a.csv");
    let done = vanban(&["register"], &[&broken, &sample("bo-nhiem.txt")], &output);
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&done.stderr).contains("hong.docx"));
    assert_eq!(csv(&output).len(), 2, "the good one is in the sheet");
    let nothing = folder.join("b.csv");
    assert_eq!(vanban(&["tasks"], &[&broken], &nothing).status.code(), Some(1));
    assert!(!nothing.exists(), "a sheet of nothing is not written");
    let done = vanban(&["register"], &[&sample("bo-nhiem.txt")], &output);
    assert_eq!(done.status.code(), Some(2), "what exists is not overwritten");
}
