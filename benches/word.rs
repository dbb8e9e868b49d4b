//! How long a Word file takes to become a `Parsed`, beside python-docx only reading it: a decision of one page and
//! one of 400 articles. Ratios within one run; the fastest of several rounds of one thread counts.
//!
//! `cargo bench --bench word`. Needs `python3` with `python-docx`; without it, only our own times are told.

mod common;
#[path = "../tests/common/word.rs"]
mod word;

use common::fastest;
use std::process::Command;
use word::{p, word};

/// A decision of some articles, letterhead and closing in tables.
fn decision(articles: usize) -> Vec<u8> {
    let two = |left: &[&str], right: &[&str]| {
        let cell = |lines: &[&str]| format!("<w:tc>{}</w:tc>", lines.iter().map(|line| p(line)).collect::<String>());
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(left), cell(right))
    };
    let mut body = two(
        &["UBND TỈNH BÌNH LÂM", "SỞ NỘI VỤ", "Số: 15/QĐ-SNV"],
        &["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bình Lâm, ngày 03 tháng 02 năm 2025"],
    );
    for line in [
        "QUYẾT ĐỊNH",
        "Về việc phân công nhiệm vụ",
        "GIÁM ĐỐC SỞ NỘI VỤ",
        "Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010;",
        "QUYẾT ĐỊNH:",
    ] {
        body.push_str(&p(line));
    }
    for number in 1..=articles {
        body.push_str(&p(&format!("Điều {number}. Trách nhiệm thi hành")));
        body.push_str(&p("1. Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành thực hiện Quyết định số 25/2017/QĐ-UBND ngày 19 tháng 5 năm 2017 của Ủy ban nhân dân tỉnh;"));
        body.push_str(&p("2. Báo cáo kết quả trước ngày 15 tháng 12 hằng năm."));
    }
    body.push_str(&two(&["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT."], &["GIÁM ĐỐC", "", "Lê Thị Hồng Vân"]));
    word(&body, &[])
}

const PYTHON: &str = r#"
import sys, time, docx
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    document = docx.Document(sys.argv[1])
    text = [p.text for p in document.paragraphs]
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    times.append(time.perf_counter() - start)
print(min(times))
"#;

fn main() {
    for (name, articles, rounds) in [("one page", 4, 41), ("400 articles", 400, 11)] {
        let bytes = decision(articles);
        let path = std::env::temp_dir().join(format!("vanban-bench-{articles}.docx"));
        if std::fs::write(&path, &bytes).is_err() {
            println!("{name}: no place to write {}", path.display());
            continue;
        }
        let ours = fastest(rounds, || {
            let read = std::fs::read(&path).unwrap_or_default();
            drop(std::hint::black_box(vanban::parse(&read)));
        });
        let theirs = Command::new("python3").args(["-c", PYTHON]).arg(&path).arg(rounds.to_string()).output().ok();
        let theirs = theirs.and_then(|done| String::from_utf8_lossy(&done.stdout).trim().parse::<f64>().ok());
        match theirs {
            Some(theirs) => println!(
                "{name}: python-docx takes {:.1} times as long to read it as we to parse it ({:.2} ms)",
                theirs / ours,
                ours * 1e3
            ),
            None => println!("{name}: {:.2} ms; python-docx is missing, nothing to compare with", ours * 1e3),
        }
        let _ = std::fs::remove_file(&path);
    }
}
