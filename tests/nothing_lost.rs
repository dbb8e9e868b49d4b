//! Invariants 1 to 3 on damaged documents: nothing is lost or invented, and nothing panics, whatever is
//! dropped, doubled, swapped, cut, glued or misread.

mod common;

use proptest::prelude::*;

/// What OCR, copying and hurried hands do to letters.
const CONFUSIONS: [(&str, &str); 22] = [
    ("QUYẾT ĐỊNH", "QUYÉT ĐỊNH"),
    ("GIÁM ĐỐC", "GIÁM ĐÓC"),
    ("CỘNG HÒA", "CỌNG HÒA"),
    ("KẾ HOẠCH", "KÉ HOẠCH"),
    ("QĐ-", "QĐÐ-"),
    ("Số: ", "Só"),
    ("ngày 1", "ngàyl"),
    ("Điều 1.", "Điều L."),
    ("Điều 2", "Điêu 2"),
    ("Căn cứ", "Căn cử"),
    ("Nơi nhận", "Noi nhân"),
    ("ế", "é"),
    ("ố", "ô"),
    ("ộ", "ó"),
    ("đ", "d"),
    (";", ":"),
    ("./.", ". aM⁄Z"),
    ("/", "⁄"),
    ("- ", "— "),
    ("Đ", "Ð"),
    ("II.", "H."),
    ("1.", "l."),
];

#[derive(Clone, Debug)]
enum Damage {
    DropLine(usize),
    DoubleLine(usize),
    SwapLines(usize, usize),
    GlueLines(usize),
    CutAt(usize),
    Confuse(usize),
    MergeColumns,
    OneLine,
    Indent(usize),
    FormFeed(usize),
    Insert(usize, String),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<usize>();
    prop_oneof![
        at.prop_map(Damage::DropLine),
        at.prop_map(Damage::DoubleLine),
        (at, any::<usize>()).prop_map(|(a, b)| Damage::SwapLines(a, b)),
        at.prop_map(Damage::GlueLines),
        at.prop_map(Damage::CutAt),
        at.prop_map(Damage::Confuse),
        Just(Damage::MergeColumns),
        Just(Damage::OneLine),
        at.prop_map(Damage::Indent),
        at.prop_map(Damage::FormFeed),
        (
            at,
            prop::sample::select(vec![
                "|",
                "||||",
                "[1]",
                "“",
                "Điều",
                "Điều 1",
                "1.",
                "(",
                "Số:",
                "KT.",
                "\t\t\t",
                "§¶",
                "\u{0}",
                "😀",
                "a\u{301}\u{323}"
            ])
        )
            .prop_map(|(at, text)| Damage::Insert(at, text.to_owned())),
    ]
}

fn damaged(text: &str, damage: &[Damage]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for damage in damage {
        let count = lines.len();
        if count == 0 {
            break;
        }
        match damage {
            Damage::DropLine(at) => {
                lines.remove(at % count);
            }
            Damage::DoubleLine(at) => {
                let line = lines[at % count].clone();
                lines.insert(at % count, line);
            }
            Damage::SwapLines(a, b) => lines.swap(a % count, b % count),
            Damage::GlueLines(at) => {
                let line = lines.remove(at % count);
                if let Some(next) = lines.get_mut(at % count) {
                    *next = format!("{line} {next}");
                }
            }
            Damage::CutAt(at) => {
                let line = &mut lines[at % count];
                let keep = line.chars().count() / 2;
                *line = line.chars().take(keep).collect();
            }
            Damage::Confuse(at) => {
                let (right, wrong) = CONFUSIONS[at % CONFUSIONS.len()];
                for line in &mut lines {
                    *line = line.replace(right, wrong);
                }
            }
            Damage::MergeColumns => {
                for line in &mut lines {
                    *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            Damage::OneLine => lines = vec![lines.join(" ")],
            Damage::Indent(at) => lines[at % count].insert_str(0, "                              "),
            Damage::FormFeed(at) => lines[at % count].insert(0, '\x0C'),
            Damage::Insert(at, text) => {
                let line = &mut lines[at % count];
                let place = line.char_indices().nth(at % 7).map_or(line.len(), |(place, _)| place);
                line.insert_str(place, text);
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_samples_keep_the_invariants(sample in any::<prop::sample::Index>(), damage in prop::collection::vec(damage(), 0..12)) {
        let samples = [common::samples(), common::samples_as("md")].concat();
        let path = sample.get(&samples);
        let text = std::fs::read_to_string(path).expect("a sample");
        let text = damaged(&text, &damage);
        if let Ok(parsed) = vanban::parse(text.as_bytes()) {
            prop_assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{}\n{}", path.display(), text);
        }
    }

    #[test]
    fn any_text_keeps_the_invariants(text in "(?s)[ \\t\\n.:;/|\\-+\"“”()\\[\\]0-9a-zA-ZĐđƯưẾếỘộÐ]{0,300}") {
        if let Ok(parsed) = vanban::parse(text.as_bytes()) {
            prop_assert_eq!(common::faults(&parsed), Vec::<String>::new());
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = vanban::parse(&bytes);
    }
}

/// Texts that once ended the program.
#[test]
fn what_once_was_a_fault_keeps_the_invariants() {
    for text in [
        "QUYẾT ĐỊNH CUA ỦY BAN NHÂN DÂN TỈNH\nVề việc giao đất\n\nĐiều 1. Giao đất.\n",
        "QUYẾT ĐỊNH CÙA ỦY BAN NHÂN DÂN TỈNH\nVề việc giao đất\n\nĐiều 1. Giao đất.\n",
        "Điều 1. Như sau:\n\n| a<br<br> b | c | d |\n| 1 | 2 | 3 |\n",
        "Điều 4294967295. Giao đất.\nĐiều 2. Thi hành.\n",
        "Điều 1. Như sau:\n\n| TT | Nội dung | Chủ trì |\n| 4294967295 | 2 | 3 |\n| 1 | x | y |\n",
    ] {
        let parsed = vanban::parse(text.as_bytes()).expect("a document");
        assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{text}");
    }
}
