//! Invariant 3: time grows as the input does. Four times as much may take six times as long, for caches and noise; what is
//! quadratic takes sixteen.

mod common {
    pub mod word;
}

use common::word::{p, word};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use vanban::draft::{Draft, Options, Plan, apply, plan};
use vanban::model::read_data;
use vanban::status::Status;
use vanban::template::{Data, fill};
use vanban::words::{Language, Vocabulary};

/// What else the machine does takes time, too: what grows as it should does so in one of these rounds.
const ROUNDS: usize = 6;

fn time(work: &dyn Fn()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn grows(name: &str, work: &dyn Fn(usize)) {
    // One after the other, so that they do not take each other's time.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (few, many) = (1_000, 4_000);
    let (mut short, mut long) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        // Never one run alone: a slow one would let what is quadratic pass.
        for _ in 0..3 {
            short = short.min(time(&|| work(few)));
        }
        long = long.min(time(&|| work(many)));
        if long < short * 8 {
            return;
        }
    }
    panic!("{name}: {short:?} for {few}, {long:?} for {many}");
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
    let parsed = vanban::parse(programme(rows).as_bytes()).expect("a programme");
    let options = Options { year: 2026, date: None, province: None, tasks: None, language: Language::Vietnamese };
    plan(&parsed, &options, Vocabulary::builtin(), Status::builtin())
}

#[test]
fn reading_text_takes_time_as_its_length() {
    grows("articles", &|count| {
        let articles: String = (1..=count)
            .map(|number| format!("Điều {number}. Giao Sở Nội vụ thực hiện Nghị định số {number}/2020/NĐ-CP.\n"))
            .collect();
        vanban::parse(format!("QUYẾT ĐỊNH\nVề việc giao đất\n{articles}").as_bytes()).expect("a decision");
    });
    grows("rows", &|count| drop(vanban::parse(programme(count).as_bytes())));
}

#[test]
fn planning_takes_time_as_the_rows_of_a_programme() {
    grows("plan", &|count| drop(planned(count)));
}

#[test]
fn applying_takes_time_as_the_rows_of_a_plan() {
    grows("apply", &|count| {
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
        let options = Options { year: 2026, date: None, province: None, tasks: None, language: Language::Vietnamese };
        let own = plan(&parsed, &options, Vocabulary::builtin(), Status::builtin());
        assert!(own.rows.len() >= count);
        let draft = Draft { author: "a", date: "2026-01-05T00:00:00Z" };
        apply(&file, &parsed, &look, &own, &draft).expect("a draft");
    });
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

#[test]
fn filling_takes_time_as_the_fields_of_a_form() {
    let data = |count: usize| {
        let keys: String = (0..count).map(|number| format!("truong_{number}: x\n")).collect();
        Data::of_keys(&keys).expect("data")
    };
    grows("marks", &|count| {
        let body: String = (0..count).map(|number| p(&format!("{{{{truong_{number}}}}}"))).collect();
        assert!(fill(&word(&body, &[]), &data(count), false).expect("a form").file.is_some());
    });
    grows("controls", &|count| {
        let control = |number| {
            format!(
                "<w:sdt><w:sdtPr><w:tag w:val=\"truong_{number}\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                p("x")
            )
        };
        let body: String = (0..count).map(control).collect();
        assert!(fill(&word(&body, &[]), &data(count), false).expect("a form").file.is_some());
    });
}
