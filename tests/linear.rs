//! Invariant 3: work grows as the input does. Work is counted in instructions by valgrind, which are the same however busy
//! the machine is; where valgrind is missing, that is said and nothing counted.

#![cfg(feature = "cli")]

mod common {
    pub mod program;
    pub mod word;
}

use common::program::{folder, shown, text};
use common::word::{p, word};
use std::path::Path;
use std::process::Command;
use vanban::check::check;
use vanban::draft::{Draft, Options, Plan, apply, plan};
use vanban::forms::writing;
use vanban::model::{Block, Parsed, Provenance, read_data};
use vanban::status::Status;
use vanban::tasks::tasks;
use vanban::template::{Data, fill};
use vanban::words::{Language, Vocabulary};
use vanban::write;

/// Names the work of [`work_to_be_counted`], and how many of its things there are: `plan 240`.
const WORK: &str = "VANBAN_WORK";

/// The smallest input; the others are twice and four times as long.
const FEW: usize = 60;

/// Where one thing is much work, there are so many times fewer.
const FEWER: usize = 4;

/// The second doubling may cost so many times what the first one did: twice where work grows as the input, four times where
/// it grows as the square. At this bound the square's share in the smallest input is 2 %.
const MOST: f64 = 2.1;

fn work(name: &str) -> Work {
    WORKS.iter().find(|(known, _)| *known == name).expect("a work").1
}

/// Asserts that a work's instructions grow as its input does.
fn grows(name: &str) {
    // It must hold by itself where nothing is counted.
    work(name)(FEW);
    let folder = folder(&format!("linear-{name}"));
    let mut counts = Vec::new();
    for count in [FEW, 2 * FEW, 4 * FEW] {
        let Some(instructions) = counted(&folder, name, count) else { return };
        counts.push(instructions);
    }
    let (first, second) = (counts[1] - counts[0], counts[2] - counts[1]);
    println!("{name}: {counts:?}, {:.3}", second / first);
    assert!(
        first > 0.0 && second < first * MOST,
        "{name}: {counts:?} instructions for {FEW}, twice and four times as many"
    );
}

/// The instructions of this program doing one work alone; none where valgrind is missing.
fn counted(folder: &Path, name: &str, count: usize) -> Option<f64> {
    let own = std::env::current_exe().expect("this program");
    let out = folder.join(format!("{count}.txt"));
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no"]).arg(format!("--cachegrind-out-file={}", shown(&out)));
    valgrind.arg(own).args(["--exact", "work_to_be_counted", "--ignored"]).env(WORK, format!("{name} {count}"));
    let Ok(done) = valgrind.output() else {
        assert!(std::env::var_os("VANBAN_REQUIRE_TOOLS").is_none(), "valgrind is not installed");
        eprintln!("skipped: valgrind is not installed");
        return None;
    };
    let (said, complained) = (text(&done.stdout), text(&done.stderr));
    assert!(done.status.success() && said.contains("1 passed"), "{said}\n{complained}");
    let written = std::fs::read_to_string(out).expect("what valgrind counted");
    let total = written.lines().find_map(|line| line.strip_prefix("summary: ")).expect("a sum");
    Some(total.trim().parse().expect("a number"))
}

fn programme(rows: usize) -> String {
    let rows: String = (1..=rows)
        .map(|number| format!("| {number} | Kiểm tra đơn vị {number} năm 2025 | Sở Nội vụ | Sở Y tế | Quý I/2025 |\n"))
        .collect();
    format!(
        "CHƯƠNG TRÌNH CÔNG TÁC NĂM 2025\n\n| TT | Nội dung | Chủ trì | Phối hợp | Thời gian |\n|---|---|---|---|---|\n{rows}"
    )
}

fn planned(rows: usize) -> Plan {
    plan(&parsed(&programme(rows)), &options(), Vocabulary::builtin(), Status::builtin())
}

fn options() -> Options<'static> {
    Options { year: 2026, date: None, province: None, tasks: None, language: Language::Vietnamese }
}

/// A decision with so many of all that may be many: bases, articles with points, recipients, rows of a programme.
fn decision(count: usize) -> String {
    let many = |line: &dyn Fn(usize) -> String| (1..=count).map(line).collect::<String>();
    let bases =
        many(&|number| format!("Căn cứ Nghị định số {number}/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;\n"));
    let articles = many(&|number| {
        format!(
            "Điều {number}. Trách nhiệm\n1. Sở Nội vụ chủ trì, báo cáo theo Điều 1 Quyết định số {number}/QĐ-UBND:\na) Trước ngày \
             15/12/2025;\nb) Với kinh phí {number}.000.000 đồng.\n"
        )
    });
    let recipients = many(&|number| format!("- Phòng Y tế huyện số {number};\n"));
    let programme = programme(count);
    format!(
        "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n    TỈNH BÌNH LÂM            Độc lập - Tự do - Hạnh phúc\n\
         Số: 12/QĐ-UBND         Bình Lâm, ngày 05 tháng 3 năm 2025\n\nQUYẾT ĐỊNH\nBan hành Chương trình công tác năm 2025\n\n\
         CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM\n\n{bases}\nQUYẾT ĐỊNH:\n\n{articles}\nNơi nhận:\n{recipients}- Lưu: VT.\n\n\
         CHỦ TỊCH\n\nTrần Văn Lâm\n\n{programme}"
    )
}

fn parsed(text: &str) -> Parsed {
    vanban::parse(text.as_bytes()).expect("a text")
}

fn read_decision(count: usize) {
    let document = parsed(&decision(count)).document;
    assert_eq!((document.bases.len(), document.articles().len(), document.attachments.len()), (count, count, 1));
    assert!(document.recipients.len() >= count);
}

/// Lines that no rule knows.
fn read_prose(count: usize) {
    let lines: String =
        (1..=count).map(|number| format!("Trong kỳ đã có {number} hộ được xét, theo danh sách.\n")).collect();
    assert_eq!(parsed(&lines).document.body.len(), count);
}

/// A table whose columns are parted by blanks, every cell of two lines.
fn read_blanks(count: usize) {
    let rows: String = (1..=count)
        .map(|number| {
            format!(
                "{number:<6}Kiểm tra việc thực hiện    Sở Nội vụ       Quý I/2025\n      chế độ tại đơn vị {number:<9}                \
                 năm nay\n"
            )
        })
        .collect();
    let parsed = parsed(&format!("DANH SÁCH\n\nTT    Nội dung                   Chủ trì         Thời gian\n{rows}"));
    let blocks = parsed.document.attachments.iter().flat_map(|own| &own.body).chain(&parsed.document.body);
    let rows: Vec<usize> = blocks
        .filter_map(|block| if let Block::Table(table) = block { Some(table.rows.len()) } else { None })
        .collect();
    assert_eq!(rows, [count]);
}

/// What an engine of recognition prints: five lines each, thirty on a page.
fn read_recognised(count: usize) {
    let count = count * 5;
    let line = |number: usize| {
        let top = 100 + number % 30 * 60;
        let words: String = (0..4)
            .map(|word| {
                let left = 200 + word * 150;
                format!(
                    "<span class='ocrx_word' title='bbox {left} {top} {} {}; x_wconf 91'>từ{word}</span> ",
                    left + 100,
                    top + 40
                )
            })
            .collect();
        format!("<span class='ocr_line' title='bbox 200 {top} 1400 {}'>{words}</span>\n", top + 40)
    };
    let pages: String = (0..count.div_ceil(30))
        .map(|page| {
            let lines: String = (page * 30..count.min(page * 30 + 30)).map(line).collect();
            format!("<div class='ocr_page' title='image \"\"; bbox 0 0 1654 2339; ppageno {page}'>{lines}</div>\n")
        })
        .collect();
    let parsed =
        parsed(&format!("<html><head><meta name='ocr-system' content='x'/></head><body>{pages}</body></html>"));
    assert_eq!(parsed.words.len(), count * 4);
}

fn check_decision(count: usize) {
    assert!(!check(&parsed(&decision(count)), None, Vocabulary::builtin()).findings.is_empty());
}

fn list_tasks(count: usize) {
    assert!(tasks(&parsed(&decision(count)).document, Vocabulary::builtin()).len() >= count);
}

fn write_decision(count: usize) {
    let parsed = parsed(&decision(count / FEWER));
    let form = writing(&parsed.document).expect("a form");
    let json = write::json(&parsed, Provenance::All, Language::Vietnamese);
    let word = write::docx(&parsed.document, form);
    let html = write::html(&parsed.document, form);
    let markdown = write::markdown(&parsed.document);
    let akn = write::akn(&parsed.document);
    assert!([json.len(), word.len(), html.len(), markdown.len(), akn.len()].iter().all(|length| *length > count * 10));
}

/// A Word file as our own writer makes it.
fn read_word(count: usize) {
    let document = parsed(&decision(count / FEWER)).document;
    let word = write::docx(&document, writing(&document).expect("a form"));
    assert_eq!(vanban::parse(&word).expect("a Word file").document.bases.len(), count / FEWER);
}

/// One paragraph and one basis of all that a plan asks about: persons, agencies, communes, years, bodies, citations.
fn plan_paragraph(count: usize) {
    let letter = |number: usize| char::from(b'A' + (number % 26) as u8);
    let many = |of: &dyn Fn(usize) -> String| (1..=count).map(of).collect::<Vec<_>>().join(", ");
    let body = many(&|number| {
        format!(
            "ông Nguyễn Văn An của Sở Lao động - Thương binh và Xã hội, xã Tân Lập, tỉnh Bình Dương, năm 2024 đạt {number}%, Ban \
             {}{}XYZ theo Quyết định số {number}/QĐ-UBND ngày 5 tháng 3 năm 2020",
            letter(number),
            letter(number / 26)
        )
    });
    let bases = many(&|number| format!("Kế hoạch số {number}/KH-UBND ngày 5 tháng 3 năm 2024 về công tác năm 2024"));
    let text = format!(
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH DƯƠNG\tĐộc lập - Tự do - Hạnh phúc\nSố: 7/QĐ-UBND\tBình \
         Dương, ngày 5 tháng 3 năm 2024\nQUYẾT ĐỊNH\nBan hành Kế hoạch năm 2024\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ {bases};\n\
         QUYẾT ĐỊNH:\nĐiều 1. Giao {body}.\nNơi nhận:\n- Lưu: VT.\tCHỦ TỊCH\n\tNguyễn Văn An\n"
    );
    let own = plan(&parsed(&text), &options(), Vocabulary::builtin(), Status::builtin());
    assert!(own.rows.len() >= 4 * count, "{}", own.rows.len());
}

fn apply_plan(count: usize) {
    let body: String =
        (1..=count).map(|number| p(&format!("Điều {number}. Giao Sở Nội vụ thực hiện trong năm 2025."))).collect();
    let file = word(
        &format!(
            "{}{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:left=\"1701\" w:right=\"1134\" w:bottom=\"1134\"/></w:sectPr>",
            p("QUYẾT ĐỊNH")
        ),
        &[],
    );
    let source = vanban::read::source(&file).expect("a Word file");
    let look = source.look().expect("a look");
    let parsed = vanban::parse::document(source, Vocabulary::builtin());
    let own = plan(&parsed, &options(), Vocabulary::builtin(), Status::builtin());
    assert!(own.rows.len() >= count);
    let draft = Draft { author: "a", date: "2026-01-05T00:00:00Z" };
    apply(&file, &parsed, &look, &own, &draft).expect("a draft");
}

/// Fills a form whose body has so many fields.
fn fill_fields(count: usize, field: impl Fn(usize) -> String) {
    let keys: String = (0..count).map(|number| format!("truong_{number}: x\n")).collect();
    let data = Data::of_keys(&keys).expect("data");
    let body: String = (0..count).map(field).collect();
    assert!(fill(&word(&body, &[]), &data, false).expect("a form").file.is_some());
}

fn fill_marks(count: usize) {
    fill_fields(count, |number| p(&format!("{{{{truong_{number}}}}}")));
}

fn fill_controls(count: usize) {
    fill_fields(count, |number| {
        format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"truong_{number}\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("x")
        )
    });
}

/// What is done, with so many things.
type Work = fn(usize);

const WORKS: [(&str, Work); 13] = [
    ("decision", read_decision),
    ("prose", read_prose),
    ("blanks", read_blanks),
    ("recognised", read_recognised),
    ("word", read_word),
    ("check", check_decision),
    ("tasks", list_tasks),
    ("write", write_decision),
    ("plan", |count| assert!(planned(count).rows.len() >= count)),
    ("paragraph", plan_paragraph),
    ("apply", apply_plan),
    ("marks", fill_marks),
    ("controls", fill_controls),
];

#[test]
#[ignore = "only run by the tests below, where its instructions are counted"]
fn work_to_be_counted() {
    let told = std::env::var(WORK).expect("the name of a work, and how many");
    let (name, count) = told.split_once(' ').expect("a name and a number");
    work(name)(count.parse().expect("a number"));
}

#[test]
fn reading_takes_work_as_the_parts_of_a_decision() {
    grows("decision");
}

#[test]
fn reading_takes_work_as_the_lines_that_no_rule_knows() {
    grows("prose");
}

#[test]
fn reading_takes_work_as_the_rows_of_a_table_by_blanks() {
    grows("blanks");
}

#[test]
fn reading_takes_work_as_the_lines_of_recognition() {
    grows("recognised");
}

#[test]
fn reading_takes_work_as_the_paragraphs_of_a_word_file() {
    grows("word");
}

#[test]
fn checking_takes_work_as_the_parts_of_a_decision() {
    grows("check");
}

#[test]
fn listing_takes_work_as_the_tasks() {
    grows("tasks");
}

#[test]
fn writing_takes_work_as_the_parts_of_a_decision() {
    grows("write");
}

#[test]
fn planning_takes_work_as_the_rows_of_a_programme() {
    grows("plan");
}

#[test]
fn planning_takes_work_as_the_names_in_a_paragraph() {
    grows("paragraph");
}

#[test]
fn applying_takes_work_as_the_rows_of_a_plan() {
    grows("apply");
}

#[test]
fn filling_marks_takes_work_as_their_number() {
    grows("marks");
}

#[test]
fn filling_controls_takes_work_as_their_number() {
    grows("controls");
}

/// A plan of many rows is read again: its length bounds it, not a number of values.
#[test]
fn a_long_plan_is_read_again() {
    let written = planned(3_000);
    let text = serde_json::to_string_pretty(&written).expect("JSON");
    assert_eq!(read_data::<Plan>(&text).expect("a plan"), written);
    let yaml: String = (0..130_000).map(|number| format!("- {number}\n- a\n")).collect();
    assert_eq!(read_data::<Vec<String>>(&yaml).map(|read| read.len()).ok(), Some(260_000));
}
