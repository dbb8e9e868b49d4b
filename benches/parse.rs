//! How long text takes to become a `Parsed`, as ratios within one run: beside NFC-normalising the same
//! bytes, ten times as much text beside as much, and memory beside the input.
//!
//! `cargo bench --bench parse`. Times are of one thread; the fastest of several rounds counts.

mod common;

use common::{MEGABYTE, decisions, fastest};
use unicode_normalization::UnicodeNormalization;
use vanban::model::Provenance;
use vanban::words::Language;

/// One decision whose body goes on and on.
fn long_decision(bytes: usize) -> String {
    let sample = decisions(1).remove(0);
    let (head, tail) = sample.split_once("Điều 2.").unwrap_or((&sample, ""));
    let mut text = head.to_owned();
    let mut number = 2;
    while text.len() < bytes {
        text.push_str(&format!(
            "Điều {number}. Trách nhiệm thi hành\n1. Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành thực hiện Quyết định số 25/2017/QĐ-UBND \
             ngày 19 tháng 5 năm 2017 của Ủy ban nhân dân tỉnh;\na) Báo cáo trước ngày 15 tháng 12 hằng năm;\nb) Công khai kết quả.\n2. Các cơ quan \
             liên quan chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân tỉnh.\n"
        ));
        number += 1;
    }
    text.push_str("Điều 2.");
    text.push_str(tail);
    text
}

/// The peak memory of this process in bytes, where the system says it.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes * 1024.0)
}

fn parse(text: &str) -> vanban::model::Parsed {
    vanban::parse(text.as_bytes()).unwrap_or_default()
}

fn main() {
    // Memory first, before other rounds raise the peak.
    let long = long_decision(20 * MEGABYTE);
    let before = peak();
    let parsed = parse(&long);
    let written = vanban::write::write_json(&mut std::io::sink(), &parsed, Provenance::Fields, Language::English);
    drop((parsed, written));
    if let (Some(before), Some(after)) = (before, peak()) {
        println!(
            "peak memory of one 20 MB decision, JSON with --provenance fields: {:.1} times the input",
            (after - before) / long.len() as f64
        );
    }

    let small = decisions(2 * MEGABYTE);
    let size = small.iter().map(String::len).sum::<usize>() as f64;
    let parsed = fastest(7, || small.iter().for_each(|text| drop(std::hint::black_box(parse(text)))));
    let normalised = fastest(7, || {
        small.iter().for_each(|text| drop(std::hint::black_box(text.nfc().collect::<String>())));
    });
    println!(
        "parse of 2 MB of decisions: {:.2} times NFC-normalising them, {:.1} MB/s",
        parsed / normalised,
        size / parsed / 1e6
    );
    let large = decisions(20 * MEGABYTE);
    let ten = fastest(3, || large.iter().for_each(|text| drop(std::hint::black_box(parse(text)))));
    println!("parse of 20 MB of decisions: {:.1} times that of 2 MB", ten / parsed);

    let short = long_decision(2 * MEGABYTE);
    let one = fastest(5, || drop(std::hint::black_box(parse(&short))));
    let ten = fastest(3, || drop(std::hint::black_box(parse(&long))));
    println!(
        "parse of one 20 MB decision: {:.1} times that of one of 2 MB, {:.1} MB/s",
        ten / one,
        long.len() as f64 / ten / 1e6
    );
}
