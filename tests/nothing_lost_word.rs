//! Invariants 1 and 2 on damaged Word files: elements dropped, doubled, swapped, misnamed, parts cut off or bytes
//! changed. Nothing is lost or invented, and nothing panics.

mod common;
#[path = "common/word.rs"]
mod word;

use proptest::prelude::*;
use std::io::Read;
use word::package;

#[derive(Clone, Debug)]
enum Damage {
    Drop(usize),
    Double(usize),
    Swap(usize, usize),
    Rename(usize, &'static str),
    CutOff(usize),
}

const NAMES: [&str; 12] = [
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:p>",
    "</w:p>",
    "<w:vMerge/>",
    "<w:vMerge w:val=\"restart\"/>",
    "<w:gridSpan w:val=\"99999999\"/>",
    "<w:numId w:val=\"1\"/>",
    "<w:vanish/>",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<usize>();
    prop_oneof![
        4 => at.prop_map(Damage::Drop),
        2 => at.prop_map(Damage::Double),
        2 => (at, any::<usize>()).prop_map(|(a, b)| Damage::Swap(a, b)),
        4 => (at, prop::sample::select(NAMES.to_vec())).prop_map(|(at, name)| Damage::Rename(at, name)),
        1 => at.prop_map(Damage::CutOff),
    ]
}

/// The parts of a Word file, in their order.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a sample");
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            (part.name().to_owned(), bytes)
        })
        .collect()
}

fn damaged(xml: &str, damage: &[Damage]) -> String {
    // A piece is a tag with the text behind it.
    let mut pieces: Vec<String> = xml.split_inclusive('>').map(str::to_owned).collect();
    for damage in damage {
        let count = pieces.len();
        if count == 0 {
            break;
        }
        match damage {
            Damage::Drop(at) => drop(pieces.remove(at % count)),
            Damage::Double(at) => pieces.insert(at % count, pieces[at % count].clone()),
            Damage::Swap(a, b) => pieces.swap(a % count, b % count),
            Damage::Rename(at, name) => pieces[at % count] = (*name).to_owned(),
            Damage::CutOff(at) => pieces.truncate(count / 2 + at % count),
        }
    }
    pieces.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_word_files_keep_the_invariants(sample in any::<prop::sample::Index>(), which in 0..4usize, damage in prop::collection::vec(damage(), 1..16)) {
        let samples = common::samples_as("docx");
        let mut parts = parts(&std::fs::read(sample.get(&samples)).expect("a sample"));
        let name = if which == 0 { "word/numbering.xml" } else { "word/document.xml" };
        let part = parts.iter_mut().find(|(found, _)| found == name).expect("the part");
        part.1 = damaged(std::str::from_utf8(&part.1).expect("XML"), &damage).into_bytes();
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        if let Ok(parsed) = vanban::parse(&package(&parts)) {
            prop_assert_eq!(common::faults(&parsed), Vec::<String>::new());
        }
    }

    #[test]
    fn changed_bytes_keep_the_invariants(sample in any::<prop::sample::Index>(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), keep in any::<prop::sample::Index>()) {
        let samples = common::samples_as("docx");
        let mut bytes = std::fs::read(sample.get(&samples)).expect("a sample");
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let faults = |bytes: &[u8]| vanban::parse(bytes).map(|parsed| common::faults(&parsed)).unwrap_or_default();
        prop_assert_eq!(faults(&bytes), Vec::<String>::new());
        bytes.truncate(keep.index(bytes.len()));
        prop_assert_eq!(faults(&bytes), Vec::<String>::new());
    }
}
