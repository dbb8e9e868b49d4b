//! The searchable archive: `vanban index` and `vanban find`.

#![cfg(feature = "cli")]
#![cfg(feature = "index")]

mod common {
    pub mod program;
}

use common::program::{folder, sample, vanban};
use rusqlite::Connection;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use unicode_normalization::UnicodeNormalization;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A decision of an invented province, with its number, date, bases, articles and signatory.
fn decision(number: &str, date: &str, bases: &[&str], articles: &[&str], name: &str) -> String {
    let bases: String = bases.iter().map(|basis| format!("{basis};\n")).collect();
    let articles: String = articles.iter().enumerate().map(|(at, text)| format!("Điều {}. {text}\n", at + 1)).collect();
    format!(
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BÌNH LÂM                Độc lập - Tự do - Hạnh phúc
Số: {number}          Bình Lâm, {date}

QUYẾT ĐỊNH
Về việc kiện toàn Hội đồng định giá

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM
{bases}QUYẾT ĐỊNH:
{articles}
Nơi nhận:                               KT. CHỦ TỊCH
- Như Điều 1;                           PHÓ CHỦ TỊCH
- Lưu: VT.

                                        {name}
"
    )
}

const CITING: &str = "Căn cứ Quyết định số 25/2017/QĐ-UBND ngày 10 tháng 5 năm 2017 của Ủy ban nhân dân tỉnh Bình Lâm";
const OLD_LAW: &str = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015";

/// A folder with three decisions and a programme, and its index beside it.
fn archive(name: &str) -> (PathBuf, PathBuf) {
    let base = folder(name);
    let documents = base.join("documents");
    std::fs::create_dir_all(documents.join("2026")).expect("a folder");
    let put = |path: &str, text: String| std::fs::write(documents.join(path), text).expect("a file");
    let day = "ngày 05 tháng 3 năm 2026";
    put(
        "2026/a.txt",
        decision("12/QĐ-UBND", day, &[OLD_LAW, CITING], &["Kiện toàn Hội đồng tại Hoà Khê."], "Trần Văn Đức"),
    );
    let replacing = "Quyết định này thay thế Quyết định số 25/2017/QĐ-UBND ngày 10 tháng 5 năm 2017.";
    let articles = ["Ban hành Đề án đo đạc.", replacing];
    put("b.txt", decision("07/2025/QĐ-UBND", "ngày 10 tháng 01 năm 2025", &[], &articles, "Trần Văn Dực"));
    put(
        "c.txt",
        decision("9/QĐ-UBND", day, &[], &["Ban hành kế hoạch.\n=1+1 là công thức trong kế hoạch."], "Lê Thị Bình"),
    );
    std::fs::copy(sample("chuong-trinh-binh-dang-gioi.txt"), documents.join("d.txt")).expect("a copy");
    (documents, base.join("archive.db"))
}

fn index(documents: &Path, archive: &Path, more: &[&str]) -> Output {
    let paths = [documents, archive].map(|path| path.to_str().expect("a path"));
    vanban(&[&["index", "--lang", "en", paths[0], "-o", paths[1]], more].concat())
}

/// The last line of what a run said: what it read, left, dropped and could not read.
fn counts(output: &Output) -> [usize; 4] {
    let said = said(output);
    let line = said.lines().last().unwrap_or_default().rsplit("archive.db: ").next().unwrap_or_default().to_owned();
    let numbers: Vec<usize> = line.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    numbers.try_into().unwrap_or_else(|_| panic!("{said}"))
}

fn find(archive: &Path, question: &[&str]) -> Vec<Value> {
    let output = vanban(&[&["find", "--format", "json", archive.to_str().expect("a path")], question].concat());
    assert!(output.status.success(), "{question:?}: {}", said(&output));
    serde_json::from_slice(&output.stdout).expect("a JSON array")
}

/// The names of the files in which answers were found.
fn files(answers: &[Value]) -> Vec<String> {
    let name =
        |answer: &Value| answer["file"].as_str().and_then(|file| Some(file.rsplit_once(['/', '\\'])?.1.to_owned()));
    answers.iter().filter_map(name).collect()
}

fn number(archive: &Path, query: &str) -> i64 {
    Connection::open(archive).expect("a database").query_row(query, [], |row| row.get(0)).expect(query)
}

#[test]
fn the_four_questions_are_answered_with_their_places() {
    let (documents, archive) = archive("index-questions");
    let output = index(&documents, &archive, &[]);
    assert_eq!((output.status.code(), counts(&output)), (Some(0), [4, 0, 0, 0]), "{}", said(&output));

    for spelling in ["25/2017/QĐ-UBND", "25/2017/qd-ubnd", "Quyết định số 25/2017/QĐ–UBND"] {
        let found = find(&archive, &["--cites", spelling]);
        assert_eq!(files(&found)[0], "a.txt", "{spelling}");
        assert_eq!((&found[0]["pointer"], &found[0]["in_basis"]), (&"/bases/1/citations/0".into(), &true.into()));
        // The spans lead back to the words.
        let text =
            vanban(&["parse", documents.join("2026/a.txt").to_str().expect("a path"), "--format", "text"]).stdout;
        let span = |at: usize| found[0]["spans"][0][at].as_u64().expect("a place") as usize;
        assert!(String::from_utf8_lossy(&text[span(0)..span(1)]).contains("25/2017/QĐ-UBND"));
    }
    assert_eq!(files(&find(&archive, &["--cites", "to chuc chinh quyen dia phuong"])), ["a.txt"]);
    assert!(find(&archive, &["--cites", "5/2017/QĐ-UBND"]).is_empty());

    let tasks = find(&archive, &["--tasks-of", "Sở Nội vụ", "--year", "2025"]);
    assert!(
        tasks.len() >= 4
            && tasks.iter().all(|task| task["written"].as_str().is_some_and(|own| own.contains("Sở Nội vụ")))
    );
    assert_eq!(tasks, find(&archive, &["--tasks-of", "so noi vu", "--year", "2025"]));
    let leads = find(&archive, &["--tasks-of", "Sở Nội vụ", "--year", "2025", "--role", "lead"]);
    let supports = find(&archive, &["--tasks-of", "Sở Nội vụ", "--year", "2025", "--role", "support"]);
    assert_eq!(leads.len() + supports.len(), tasks.len());
    assert!(leads.iter().all(|task| task["lead"].as_str().is_some_and(|lead| lead.contains("Sở Nội vụ"))));
    assert!(find(&archive, &["--tasks-of", "Sở Nội vụ", "--year", "2031"]).is_empty());
    assert!(find(&archive, &["--tasks-of", "Số Nội vụ"]).is_empty());

    let outdated = find(&archive, &["--out-of-date", "--date", "2026-03-05", "--year", "2026"]);
    let told: Vec<(&str, &str)> =
        outdated.iter().map(|own| (own["by"][0].as_str().unwrap_or(""), own["since"].as_str().unwrap_or(""))).collect();
    // The law by the program's table; the decision by the one of the archive that replaced it.
    assert_eq!(told, [("72/2025/QH15", "2025-03-01"), ("07/2025/QĐ-UBND", "2025-01-10")]);
    assert!(outdated[1]["told_by"].as_str().is_some_and(|file| file.ends_with("b.txt")));
    assert!(find(&archive, &["--out-of-date", "--date", "2024-12-31", "--year", "2026"]).is_empty());

    assert_eq!(files(&find(&archive, &["--signed-by", "Trần Văn Đức"])), ["a.txt"]);
    assert_eq!(files(&find(&archive, &["--signed-by", "tran van duc"])), ["a.txt", "b.txt"]);
    assert_eq!(find(&archive, &["--signed-by", "Trần Văn Đức"])[0]["grade"], "sure");
}

#[test]
fn words_without_diacritics_find_all_and_with_them_only_these() {
    let (documents, archive) = archive("index-words");
    index(&documents, &archive, &[]);
    let found = |words: &str| {
        let mut found = files(&find(&archive, &[words]));
        found.dedup();
        found
    };
    assert_eq!(found("do dac"), ["b.txt"]);
    assert_eq!(found("ĐO ĐẠC"), ["b.txt"]);
    assert!(found("do đac").is_empty() && found("đo đắc").is_empty());
    // Two spellings of one word; letters and marks apart, as some keyboards give them.
    assert_eq!(found("Hòa Khê"), ["a.txt"]);
    assert_eq!(found(&"hoà khê".nfd().collect::<String>()), ["a.txt"]);
    assert_eq!(found("hoà khe"), ["a.txt"], "word by word");
    // Words of one argument stand together, arguments in one piece of text.
    assert!(found("Kiện Hội").is_empty());
    assert_eq!(files(&find(&archive, &["Hội đồng tại", "kiện toàn"])), ["a.txt"]);
    let most = vanban(&["find", archive.to_str().expect("a path"), "hoi dong", "--most", "1", "--lang", "en"]);
    assert!(said(&most).contains("there are more") && said(&most).contains("1 answers"), "{}", said(&most));
}

#[test]
fn nothing_that_is_typed_is_taken_for_a_query() {
    let (documents, archive) = archive("index-typed");
    index(&documents, &archive, &[]);
    for typed in ["\"", "a\" OR exact:b*", "NEAR(a b)", "'; DROP TABLE files; --", "%", "_", "-a", "a*", "^a", "{a}:b"]
    {
        for question in [["--cites", typed], ["--tasks-of", typed], ["--signed-by", typed]] {
            if !typed.starts_with('-') {
                assert!(find(&archive, &question).is_empty(), "{question:?}");
            }
        }
        let output = vanban(&["find", archive.to_str().expect("a path"), "--lang", "en", "--", typed]);
        let none = said(&output).contains("nothing found") || said(&output).contains("there is no word");
        assert!(none, "{typed:?}: {}", said(&output));
    }
    assert_eq!(number(&archive, "SELECT count(*) FROM files"), 4);
}

#[test]
fn a_sheet_of_answers_holds_no_formula() {
    let (documents, archive) = archive("index-sheet");
    index(&documents, &archive, &[]);
    let sheet = archive.with_file_name("answers.csv");
    let paths = [&archive, &sheet].map(|path| path.to_str().expect("a path"));
    let command = ["find", paths[0], "công thức trong kế hoạch", "--format", "csv", "-o", paths[1]];
    assert!(vanban(&command).status.success());
    let bytes = std::fs::read(&sheet).expect("a sheet");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(rows.len() == 1 && rows[0].iter().any(|cell| cell.starts_with("'=1+1")), "{rows:?}");
    assert_eq!(vanban(&command).status.code(), Some(2), "the file is there already");
}

#[test]
fn only_what_changed_is_read_again() {
    let (documents, archive) = archive("index-again");
    std::fs::write(documents.join("broken.docx"), b"PK\x03\x04 no archive").expect("a file");
    let first = index(&documents, &archive, &[]);
    assert_eq!((first.status.code(), counts(&first)), (Some(1), [4, 0, 0, 1]));
    assert_eq!(
        number(&archive, "SELECT count(*) FROM files WHERE code IS NOT NULL AND message LIKE '%broken.docx%'"),
        1
    );
    let again = index(&documents, &archive, &[]);
    assert_eq!((again.status.code(), counts(&again)), (Some(1), [0, 5, 0, 0]), "what failed is said still");
    assert!(said(&again).contains("--retry"));
    assert_eq!(counts(&index(&documents, &archive, &["--retry"])), [0, 4, 0, 1]);

    // Another text of the same length; a file that is gone; one that took its place.
    let path = documents.join("2026/a.txt");
    let text = std::fs::read_to_string(&path).expect("a file").replace("25/2017", "26/2017");
    std::fs::write(&path, text).expect("a file");
    std::fs::rename(documents.join("broken.docx"), documents.join("c2.txt")).expect("another name");
    std::fs::copy(documents.join("c.txt"), documents.join("c2.txt")).expect("a copy");
    assert_eq!(counts(&index(&documents, &archive, &[])), [2, 3, 1, 0]);
    assert_eq!(files(&find(&archive, &["--cites", "26/2017/QĐ-UBND"])), ["a.txt"]);
    assert!(!files(&find(&archive, &["--cites", "25/2017/QĐ-UBND"])).contains(&"a.txt".to_owned()));
    for path in ["2026/a.txt", "b.txt", "c2.txt"] {
        std::fs::remove_file(documents.join(path)).expect("a file");
    }
    assert_eq!(counts(&index(&documents, &archive, &[])), [0, 2, 3, 0]);
    assert!(find(&archive, &["Hòa Khê"]).is_empty());
    // Nothing of them stays behind, neither in the full text.
    let left = "SELECT count(*) FROM full_text WHERE rowid NOT IN (SELECT id FROM passages)";
    assert_eq!((number(&archive, left), number(&archive, "SELECT count(*) FROM decisions")), (0, 2));

    // A folder without documents may be a drive that is not there: nothing is dropped.
    for path in ["c.txt", "d.txt"] {
        std::fs::remove_file(documents.join(path)).expect("a file");
    }
    assert_eq!(index(&documents, &archive, &[]).status.code(), Some(1));
    assert_eq!(number(&archive, "SELECT count(*) FROM decisions"), 2);
}

#[test]
fn other_versions_are_read_again_or_refused_and_other_files_left_alone() {
    let (documents, archive) = archive("index-versions");
    index(&documents, &archive, &[]);
    let change = |statement: &str| {
        Connection::open(&archive).and_then(|own| own.execute_batch(statement)).expect("a changed database");
    };
    change("UPDATE files SET reader = '0.0.1'");
    let asked = vanban(&["find", archive.to_str().expect("a path"), "hoi dong", "--lang", "en"]);
    assert!(said(&asked).contains("run index again"), "{}", said(&asked));
    let again = index(&documents, &archive, &[]);
    assert!(counts(&again) == [4, 0, 0, 0] && said(&again).contains("another version"), "{}", said(&again));

    change("PRAGMA user_version = 999");
    let before = std::fs::read(&archive).expect("a file");
    assert_eq!(index(&documents, &archive, &[]).status.code(), Some(2));
    assert_eq!(vanban(&["find", archive.to_str().expect("a path"), "a"]).status.code(), Some(2));
    assert_eq!(std::fs::read(&archive).expect("a file"), before);
    assert_eq!(counts(&index(&documents, &archive, &["--rebuild"])), [4, 0, 0, 0]);

    // Other people's files: a text, and a database.
    let other = archive.with_file_name("other.db");
    for make in [(|path: &Path| std::fs::write(path, "no database").expect("a file")) as fn(&Path), |path| {
        let _ = std::fs::remove_file(path);
        Connection::open(path).and_then(|own| own.execute_batch("CREATE TABLE a (b)")).expect("a database");
    }] {
        make(&other);
        let before = std::fs::read(&other).expect("a file");
        for more in [&[][..], &["--rebuild"]] {
            let output = index(&documents, &other, more);
            assert_eq!(output.status.code(), Some(2));
            assert!(said(&output).contains("left alone"), "{}", said(&output));
        }
        assert_eq!(std::fs::read(&other).expect("a file"), before);
        assert_eq!(vanban(&["find", other.to_str().expect("a path"), "a"]).status.code(), Some(2));
    }
    let missing = archive.with_file_name("missing.db");
    assert_eq!(vanban(&["find", missing.to_str().expect("a path"), "a"]).status.code(), Some(2));
    assert!(!missing.exists());
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_index_and_the_next_one_goes_on() {
    let base = folder("index-killed");
    let (documents, archive) = (base.join("documents"), base.join("archive.db"));
    std::fs::create_dir_all(&documents).expect("a folder");
    let text = std::fs::read(sample("chuong-trinh-binh-dang-gioi.txt")).expect("a sample");
    let all = 400;
    for at in 0..all {
        std::fs::write(documents.join(format!("{at:03}.txt")), &text).expect("a file");
    }
    let mut killed = 0;
    for patience in [5, 40, 120] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_vanban"))
            .args(["index".as_ref(), documents.as_os_str(), "-o".as_ref(), archive.as_os_str()])
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(std::time::Duration::from_millis(patience));
        run.kill().expect("an end");
        killed += usize::from(!run.wait().expect("an end").success());
        if archive.exists() && std::fs::metadata(&archive).is_ok_and(|data| data.len() > 0) {
            let connection = Connection::open(&archive).expect("a database");
            let whole: String =
                connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
            assert_eq!(whole, "ok");
        }
    }
    assert!(killed > 0, "no run was killed");
    let [read, unchanged, gone, failed] = counts(&index(&documents, &archive, &[]));
    assert_eq!((read + unchanged, gone, failed), (all, 0, 0));
    assert_eq!(number(&archive, "SELECT count(*) FROM decisions"), all as i64);
    assert_eq!(counts(&index(&documents, &archive, &[])), [0, all, 0, 0]);
}

#[test]
fn a_file_that_hangs_costs_only_itself() {
    let (documents, archive) = archive("index-hangs");
    let text = "Điều 1. Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024; ".repeat(1_000_000);
    std::fs::write(documents.join("2026/slow.txt"), text).expect("a file");
    let output = index(&documents, &archive, &["--time-limit", "3"]);
    assert_eq!((output.status.code(), counts(&output)), (Some(1), [4, 0, 0, 1]), "{}", said(&output));
    assert_eq!(number(&archive, "SELECT count(*) FROM files WHERE code = 'time-limit'"), 1);
    assert_eq!(number(&archive, "SELECT count(*) FROM decisions"), 4);
}

#[test]
fn rows_are_the_same_in_another_process() {
    let words = vanban::words::Vocabulary::builtin();
    let mut count = 0;
    for entry in std::fs::read_dir(sample("")).expect("samples") {
        let path = entry.expect("a file").path();
        let Ok(parsed) = vanban::parse(&std::fs::read(&path).unwrap_or_default()) else { continue };
        let rows = vanban::index::Rows::new(parsed, vanban::status::grades(), words);
        let sent = serde_json::to_vec(&rows).expect("JSON");
        assert!(serde_json::from_slice::<vanban::index::Rows>(&sent).expect("rows") == rows, "{}", path.display());
        count += 1;
    }
    assert!(count > 10, "{count}");
}
