//! What benches share: documents of any size made of samples, and how a time is taken.

#![allow(dead_code, reason = "every bench uses its own part")]

use std::time::Instant;
use vanban::model::{Document, canonical, read_document};
use vanban::words::Vocabulary;

/// Bytes in a mebibyte.
pub const MEGABYTE: usize = 1 << 20;

/// A decision of one page.
pub const ONE_PAGE: &str = include_str!("../../samples/bo-nhiem.txt");

/// The samples of plain text, over and over, up to a size.
pub fn decisions(bytes: usize) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let samples: Vec<String> = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let mut found: Vec<String> = Vec::new();
    let mut size = 0;
    for sample in samples.iter().cycle().take_while(|_| !samples.is_empty()) {
        if size >= bytes {
            break;
        }
        size += sample.len();
        found.push(sample.clone());
    }
    found
}

/// A decision with an attached table of so many rows, from its YAML.
pub fn programme(rows: usize) -> Document {
    let mut model = String::from(include_str!("../../samples/chuong-trinh-nam-2026.yaml"));
    for row in 0..rows {
        model.push_str(&format!(
            "            - cells:\n                - text: \"{}\"\n                - text: Rà soát, bổ sung kế hoạch thực hiện mục tiêu về bình đẳng giới tại cơ quan, đơn vị\n                - text: Sở Nội vụ\n                - text: Các sở, ban, ngành\n                - text: Quý II/2026\n                - text: Báo cáo\n                - text: \"15\"\n                - {{}}\n",
            row + 5
        ));
    }
    let read = read_document(&model).expect("the sample is a model");
    canonical(vanban::parse::derived(read, Vocabulary::builtin()))
}

/// The fastest of several rounds, in seconds: whatever else the machine does only adds.
pub fn fastest(rounds: usize, mut round: impl FnMut()) -> f64 {
    let times = (0..rounds).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}
