//! Next year's draft: what the plan proposes, what the change leaves untouched, and what is refused.

#![cfg(feature = "cli")]

#[path = "common/program.rs"]
mod program;

use program::{converted, folder, tool};
use regex::Regex;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use vanban::Code;
use vanban::draft::{Class, Decision, Draft, Options, Plan, apply, plan};
use vanban::model::Parsed;
use vanban::source::Look;
use vanban::status::Status;
use vanban::words::{Language, Vocabulary};

const SAMPLE: &str = "samples/chuong-trinh-bang-word.docx";
const WHO: Draft = Draft { author: "Người soạn", date: "2026-01-05T00:00:00Z" };

fn sample(path: &str) -> (Vec<u8>, Parsed, Look) {
    let file = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a sample");
    let source = vanban::read::source(&file).expect("a source");
    let look = source.look().expect("a Word file");
    (file, vanban::parse::document(source, Vocabulary::builtin()), look)
}

fn planned(parsed: &Parsed, year: i32) -> Plan {
    let options = Options { year, date: None, province: None, tasks: None, language: Language::Vietnamese };
    plan(parsed, &options, Vocabulary::builtin(), Status::builtin())
}

fn text(file: &[u8]) -> String {
    vanban::read::source(file).expect("a source").text
}

#[test]
fn what_is_proposed_for_a_programme() {
    let (_, parsed, _) = sample(SAMPLE);
    let mut listed = String::new();
    for row in &planned(&parsed, 2026).rows {
        let old: String = row.old.chars().take(60).collect();
        let _ =
            writeln!(listed, "{:?} {:?} {} | {old} → {} | {}", row.class, row.decision, row.code, row.new, row.reason);
    }
    insta::assert_snapshot!(listed);
}

#[test]
fn every_number_that_looks_like_a_year_is_looked_at() {
    let years = Regex::new(r"(?:19|20)\d{2}").expect("a pattern");
    for path in [SAMPLE, "samples/ban-chi-dao-danh-so-tu-dong.docx"] {
        let (_, parsed, _) = sample(path);
        let rows = planned(&parsed, 2027).rows;
        let furniture = |at: usize| {
            parsed.furniture.iter().any(|own| (own.span.start as usize..own.span.end as usize).contains(&at))
        };
        for year in years.find_iter(&parsed.text).filter(|year| !furniture(year.start())) {
            // `1200` of `12000` is none, nor is the tail of a longer number.
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if digit(parsed.text[..year.start()].chars().next_back()) || digit(parsed.text[year.end()..].chars().next())
            {
                continue;
            }
            let covered = rows.iter().filter(|row| row.class != Class::Task).any(|row| {
                row.spans().iter().any(|span| span.start as usize <= year.start() && year.end() <= span.end as usize)
            });
            let around = parsed.text[..year.end()].lines().last().unwrap_or("");
            assert!(covered, "{path}: no row looks at {} in {around:?}", year.as_str());
        }
    }
}

#[test]
fn nothing_decided_changes_nothing() {
    let (file, parsed, look) = sample(SAMPLE);
    let mut own = planned(&parsed, 2026);
    own.rows.iter_mut().for_each(|row| row.decision = Decision::Keep);
    let applied = apply(&file, &parsed, &look, &own, &WHO).expect("applied");
    assert_eq!((applied.changed, applied.open), (0, 0));
    for made in [&applied.clean, &applied.tracked, &applied.highlighted] {
        assert_eq!(text(made), parsed.text);
    }
}

#[test]
fn a_draft_has_the_new_year_open_slots_and_no_signature() {
    let (file, parsed, look) = sample(SAMPLE);
    let applied = apply(&file, &parsed, &look, &planned(&parsed, 2026), &WHO).expect("applied");
    let draft = vanban::parse(&applied.clean).expect("a draft");
    let document = &draft.document;
    assert!(document.subject.as_ref().is_some_and(|own| own.as_str().contains("năm 2026")));
    assert!(document.attachments.iter().all(|own| own.title.as_ref().is_none_or(|own| !own.as_str().contains("2025"))));
    assert!(document.signatures.iter().all(|own| own.mark.is_none()));
    assert!(draft.text.contains("[[số]]") && draft.text.contains("ngày [[ngày]] tháng [[tháng]] năm 2026"));
    let report = vanban::check::check(&draft, None, Vocabulary::builtin());
    let slots = report.findings.iter().filter(|found| found.code == "open-slot").count();
    assert!(slots >= applied.open, "{slots} slots found, {} open", applied.open);
    // What is tracked is there in both states.
    assert!(text(&applied.tracked).contains("năm 2026"));
    assert_eq!(text(&applied.highlighted), draft.text);
}

#[test]
fn a_row_is_dropped_and_another_added() {
    let (file, parsed, look) = sample(SAMPLE);
    let mut own = planned(&parsed, 2026);
    own.rows.retain(|row| row.class == Class::Task && row.place.contains("/rows/"));
    own.rows.iter_mut().for_each(|row| row.decision = Decision::Keep);
    own.rows[0].decision = Decision::Drop;
    let gone = own.rows[0].old.clone();
    own.rows[1].code = "task-new".to_owned();
    own.rows[1].decision = Decision::Accept;
    own.rows[1].new = "8 | Nhiệm vụ <mới> & khác | Sở Y tế".to_owned();
    let applied = apply(&file, &parsed, &look, &own, &WHO).expect("applied");
    let tasks = |file: &[u8]| {
        let document = vanban::parse(file).expect("a document").document;
        vanban::tasks::tasks(&document, Vocabulary::builtin())
    };
    let (before, after) = (tasks(&file), tasks(&applied.clean));
    assert_eq!(after.len(), before.len());
    assert!(after.iter().all(|task| task.task != gone));
    let new = after.iter().find(|task| task.task == "Nhiệm vụ <mới> & khác").expect("the new task");
    assert_eq!(new.lead.as_deref(), Some("Sở Y tế"));
    // The running numbers go on without a gap.
    let numbers: Vec<&str> = after.iter().filter_map(|task| task.ordinal.as_deref()).collect();
    let expected: Vec<String> = (1..=after.len()).map(|number| number.to_string()).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn what_does_not_fit_is_refused() {
    let (file, parsed, look) = sample(SAMPLE);
    let good = planned(&parsed, 2026);
    let tried = |change: &dyn Fn(&mut Plan)| {
        let mut own = good.clone();
        change(&mut own);
        let error = apply(&file, &parsed, &look, &own, &WHO).expect_err("refused");
        (error.code, error.arguments.first().map(ToString::to_string))
    };
    let row = |code: Code, id: u32| (code, Some(id.to_string()));
    assert_eq!(tried(&|plan| plan.rows[2].old.push('x')), row(Code::PlanRowDiffers, 3));
    assert_eq!(tried(&|plan| plan.source_length += 1), (Code::PlanOtherDocument, None));
    assert_eq!(tried(&|plan| plan.rows[3].id = 1), row(Code::PlanRowTwice, 1));
    let nothing = tried(&|plan| {
        plan.rows[0].decision = Decision::Edit;
        plan.rows[0].new.clear();
    });
    assert_eq!(nothing, row(Code::PlanRowNothingNew, 1));
    let overlap = tried(&|plan| {
        let mut twin = plan.rows.iter().find(|row| row.class == Class::Shift).expect("a shift").clone();
        twin.id = 999;
        plan.rows.push(twin);
    });
    assert_eq!(overlap, row(Code::PlanRowOverlaps, 999));
}

#[test]
fn nothing_of_2025_reaches_a_draft_for_2020() {
    let text = "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
        TỈNH BÌNH LÂM            Độc lập - Tự do - Hạnh phúc\n\
        Số: 12/QĐ-UBND         Bình Lâm, ngày 05 tháng 3 năm 2019\n\nQUYẾT ĐỊNH\n\
        Ban hành Kế hoạch kiểm tra năm 2019\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM\n\n\
        Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n\n\
        QUYẾT ĐỊNH:\n\nĐiều 1. Sở Lao động - Thương binh và Xã hội kiểm tra các huyện, thành phố, thị xã năm 2019.\n";
    let parsed = vanban::parse(text.as_bytes()).expect("a document");
    let rows = |year| planned(&parsed, year).rows;
    assert!(rows(2020).iter().all(|row| row.class != Class::Agency && row.code != "basis-replaced"));
    let later = rows(2026);
    let agencies: Vec<&str> =
        later.iter().filter(|row| row.class == Class::Agency).map(|row| row.old.as_str()).collect();
    assert_eq!(agencies, ["Sở Lao động - Thương binh và Xã hội", "các huyện, thành phố, thị xã"]);
    let basis = later.iter().find(|row| row.code == "basis-replaced").expect("a replaced law");
    assert!(basis.new.contains("16 tháng 6 năm 2025"), "{}", basis.new);
}

fn vanban(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vanban")).args(arguments).current_dir(folder).output().expect("the program")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// The sheet goes out and comes in again: what was edited in it changes, and nothing else.
#[test]
fn a_sheet_of_tasks_comes_back() {
    let folder = folder("draft-sheet");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE), folder.join("last.docx")).expect("copied");
    for sheet in ["t.csv", "t.xlsx"] {
        assert!(vanban(&folder, &["tasks", "last.docx", "-o", sheet]).status.success());
        let plain = vanban(&folder, &["draft", "plan", "last.docx", "--year", "2026"]);
        let same = vanban(&folder, &["draft", "plan", "last.docx", "--year", "2026", "--tasks", sheet]);
        assert_eq!(said(&same), said(&plain), "{sheet}");
    }
    let edited =
        std::fs::read_to_string(folder.join("t.csv")).expect("a sheet").replacen("Thanh tra tỉnh", "Sở Y tế", 1);
    std::fs::write(folder.join("t.csv"), edited).expect("written");
    let changed = said(&vanban(&folder, &["draft", "plan", "last.docx", "--year", "2026", "--tasks", "t.csv"]));
    assert_eq!(changed.matches("code: task-sheet").count(), 1);
    std::fs::write(folder.join("x.csv"), "A,B\n1,2\n").expect("written");
    let wrong = vanban(&folder, &["draft", "plan", "last.docx", "--year", "2026", "--tasks", "x.csv"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said(&wrong).contains("Nhiệm vụ"));
}

/// A wrong edit of the plan is an error with its line, and no file is written.
#[test]
fn a_wrong_edit_is_named_with_its_line() {
    let folder = folder("draft-errors");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE), folder.join("last.docx")).expect("copied");
    assert!(vanban(&folder, &["draft", "plan", "last.docx", "--year", "2026", "-o", "plan.yaml"]).status.success());
    let plan = std::fs::read_to_string(folder.join("plan.yaml")).expect("a plan");
    for (from, to, expected) in [
        ("decision: accept", "decision: maybe", "plan.yaml"),
        ("old: \"2025\"", "old: \"2024\"", "mục"),
        ("  code: shift\n", "  colour: red\n", "colour"),
    ] {
        assert!(plan.contains(from), "{from}");
        std::fs::write(folder.join("plan.yaml"), plan.replacen(from, to, 1)).expect("written");
        let done = vanban(&folder, &["draft", "apply", "last.docx", "plan.yaml", "-o", "next.docx"]);
        let message = said(&done);
        assert_eq!(done.status.code(), Some(1), "{message}");
        assert!(message.contains(expected) && message.contains("dòng"), "{message}");
        assert!(!folder.join("next.docx").exists());
    }
}

/// The whole path as an office goes it: a scan, its plan, the draft, the check before signing.
#[test]
fn from_a_scan_to_a_draft() {
    let folder = folder("draft-scan");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE), folder.join("last.docx")).expect("copied");

    if !tool(&folder, "tesseract", &["--version"])
        || !converted(&[folder.join("last.docx")], "pdf", &folder)
        || !tool(&folder, "pdftoppm", &["-r", "200", "-gray", "-tiff", "last.pdf", "page"])
    {
        return;
    }
    // The first page is scanned by itself: its letterhead, bases and articles.
    let page = std::fs::read_dir(&folder)
        .expect("a folder")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| name.ends_with(".tif"))
        .min()
        .expect("a page");
    let parsed = vanban(&folder, &["parse", &page, "-o", "last.json"]);
    assert!(parsed.status.success(), "{}", said(&parsed));
    let planned = vanban(&folder, &["draft", "plan", &page, "--year", "2026", "-o", "plan.yaml"]);
    assert!(planned.status.success(), "{}", said(&planned));
    let applied =
        vanban(&folder, &["draft", "apply", &page, "plan.yaml", "-o", "next.docx", "--tracked", "review.docx"]);
    assert!(applied.status.success(), "{}", said(&applied));
    let signing = vanban(&folder, &["check", "--for-signing", "next.docx"]);
    assert_eq!(signing.status.code(), Some(3));
    assert!(said(&signing).contains("[[số]]"), "{}", said(&signing));
    let report = vanban(&folder, &["draft", "report", &page, "plan.yaml"]);
    assert!(said(&report).contains("2026") && report.status.success());
}
