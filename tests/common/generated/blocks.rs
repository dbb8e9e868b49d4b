//! Blocks: running text, articles with khoản and điểm, chapters, sections, quotations, footnotes, effects.

use super::Carrier;
use super::tables::tables;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use vanban::model::{Block, Division, DivisionLevel, Note, Paragraph, Quote, Text};

/// Words of running text: plain ones, and such as begin like something else.
pub fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "rà soát",
        "các",
        "nhiệm vụ",
        "Sở Nội vụ",
        "Điều 7 của Quy chế",
        "căn cứ",
        "hồ sơ",
        "quyết định",
        "thực hiện",
        "Ủy ban nhân dân",
        "kế hoạch",
        "năm 2025",
        "(nếu có)",
        "100%",
        "1.250.000 đồng",
        "khoản 2 Điều này",
        "và",
        "đ/c",
        "TM. phó",
        "“một cửa”",
        "nơi nhận",
        "phụ lục",
        "12/QĐ-UBND",
        "Nghị quyết số 28/NQ-CP ngày 03 tháng 3 năm 2021",
        "tiến độ - chất lượng",
        "cấp I, II",
        "Luật Đất đai ngày 18 tháng 01 năm 2024",
    ]);
    vec(word, 1..14).prop_map(|words| words.join(" "))
}

/// A sentence with its closing mark.
pub fn sentence() -> impl Strategy<Value = String> {
    (
        prop::sample::select(vec!["Rà", "Tổ chức", "Bảo đảm", "Giao", "Phối hợp"]),
        words(),
        prop::sample::select(vec![".", ";", ":"]),
    )
        .prop_map(|(first, rest, mark)| format!("{first} {rest}{mark}"))
}

pub fn ended() -> impl Strategy<Value = String> {
    sentence().prop_map(|sentence| format!("{}.", sentence.trim_end_matches(['.', ';', ':'])))
}

/// A title without a closing mark, short enough for a line.
pub fn title() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Phạm vi điều chỉnh", "Mục đích", "Tổ chức thực hiện", "Kinh phí năm 2025", "Yêu cầu"])
        .prop_map(str::to_owned)
}

pub fn capital_title() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["QUY ĐỊNH CHUNG", "TỔ CHỨC THỰC HIỆN", "MỤC ĐÍCH, YÊU CẦU", "KINH PHÍ"])
        .prop_map(str::to_owned)
}

pub fn paragraph(text: String) -> Block {
    Block::Paragraph(Paragraph { text: text.into(), citations: Vec::new() })
}

pub fn division(
    level: &'static str,
    label: String,
    number: Option<String>,
    heading: Option<String>,
    body: Vec<Block>,
) -> Block {
    Block::Division(Division {
        level: DivisionLevel::by_key(level).expect("a level"),
        label: label.into(),
        number,
        heading: heading.map(Text::from),
        body,
    })
}

const LETTERS: [&str; 7] = ["a", "b", "c", "d", "đ", "e", "g"];

/// Bullets, some with bullets of another sign below.
pub fn bullets() -> impl Strategy<Value = Vec<Block>> {
    vec((sentence(), vec(sentence(), 0..3)), 1..4).prop_map(|items| {
        items
            .into_iter()
            .map(|(text, below)| {
                let mut body = vec![paragraph(text)];
                body.extend(
                    below.into_iter().map(|text| division("bullet", "+".into(), None, None, vec![paragraph(text)])),
                );
                division("bullet", "-".into(), None, None, body)
            })
            .collect()
    })
}

/// Points a), b) …, under an article or not.
pub fn letters(level: &'static str) -> impl Strategy<Value = Vec<Block>> {
    vec((sentence(), option::weighted(0.2, bullets())), 1..5).prop_map(move |items| {
        let points = items.into_iter().zip(LETTERS).map(|((text, below), letter)| {
            let mut body = vec![paragraph(text)];
            body.extend(below.into_iter().flatten());
            division(level, format!("{letter})"), Some(letter.to_owned()), None, body)
        });
        points.collect()
    })
}

/// Khoản: numbered, with points below, headings, a table at the end of one.
pub fn clauses(level: &'static str, points: &'static str, carrier: Carrier) -> impl Strategy<Value = Vec<Block>> {
    let clause = prop_oneof![
        3 => sentence().prop_map(|text| (None, vec![paragraph(text)])),
        2 => (sentence(), letters(points)).prop_map(|(text, below)| {
            let mut body = vec![paragraph(text)];
            body.extend(below);
            (None, body)
        }),
        1 => (title(), bullets()).prop_map(|(title, below)| (Some(title), below)),
        1 => (sentence(), tables(carrier)).prop_map(|(text, tables)| {
            let mut body = vec![paragraph(text)];
            body.extend(tables);
            (None, body)
        }),
        1 => (sentence(), sentence()).prop_map(|(first, second)| (None, vec![paragraph(first), paragraph(second)])),
    ];
    vec(clause, 1..4).prop_map(move |clauses| {
        let numbered = clauses.into_iter().enumerate().map(|(index, (heading, body))| {
            division(level, format!("{}.", index + 1), Some((index + 1).to_string()), heading, body)
        });
        numbered.collect()
    })
}

/// What puts a decision into force.
fn effect() -> impl Strategy<Value = String> {
    let effects = vec![
        "Quyết định này có hiệu lực kể từ ngày ký.",
        "Quyết định này có hiệu lực từ ngày 15 tháng 11 năm 2025.",
        "Quyết định này có hiệu lực kể từ ngày 01 tháng 01 năm 2026 và thay thế Quyết định số 12/2020/QĐ-UBND ngày 05 tháng 3 năm 2020 của Ủy ban nhân dân tỉnh Bình Lâm.",
    ];
    prop::sample::select(effects).prop_map(str::to_owned)
}

/// What an article holds: a sentence, khoản, a heading with khoản, quoted wording.
fn article_bodies(carrier: Carrier) -> impl Strategy<Value = Vec<(Option<String>, Vec<Block>)>> {
    let quoted =
        (1u32..40, title(), sentence(), vec(sentence(), 1..3)).prop_map(|(number, heading, first, clauses)| {
            let below = clauses.into_iter().enumerate().map(|(index, text)| {
                division("khoan", format!("{}.", index + 1), Some((index + 1).to_string()), None, vec![paragraph(text)])
            });
            let article =
                division("dieu", format!("Điều {number}."), Some(number.to_string()), Some(heading), below.collect());
            let first = first.trim_end_matches(['.', ';', ':']).to_owned();
            (None, vec![paragraph(format!("{first}:")), Block::Quote(Quote { body: vec![article] })])
        });
    let body = prop_oneof![
        4 => sentence().prop_map(|text| (None, vec![paragraph(text)])),
        3 => (sentence(), clauses("khoan", "diem", carrier)).prop_map(|(text, below)| {
            let mut body = vec![paragraph(text)];
            body.extend(below);
            (None, body)
        }),
        2 => (title(), clauses("khoan", "diem", carrier)).prop_map(|(title, below)| (Some(title), below)),
        1 => clauses("khoan", "diem", carrier).prop_map(|below| (None, below)),
        1 => quoted,
        1 => effect().prop_map(|text| (None, vec![paragraph(text)])),
        1 => (sentence(), sentence()).prop_map(|(first, note)| {
            let marked = format!("{}[1].", first.trim_end_matches(['.', ';', ':']));
            (None, vec![paragraph(marked), Block::Note(Note { label: "1".into(), text: note.into() })])
        }),
    ];
    vec(body, 1..5)
}

pub fn articles(carrier: Carrier) -> impl Strategy<Value = Vec<Block>> {
    (article_bodies(carrier), prop::sample::select(vec![".", ":"])).prop_map(|(bodies, mark)| {
        let mut noted = false;
        let numbered = bodies.into_iter().enumerate().map(|(index, (heading, mut body))| {
            // One footnote a document: its number may not come twice.
            if body.iter().any(|block| matches!(block, Block::Note(_))) && std::mem::replace(&mut noted, true) {
                body.truncate(1);
                if let Some(Block::Paragraph(paragraph)) = body.first_mut() {
                    paragraph.text = paragraph.text.as_str().replace("[1]", "").into();
                }
            }
            let number = (index + 1).to_string();
            division("dieu", format!("Điều {number}{mark}"), Some(number), heading, body)
        });
        numbered.collect()
    })
}

/// Chapters with articles numbered through.
pub fn chapters(carrier: Carrier) -> impl Strategy<Value = Vec<Block>> {
    vec((capital_title(), vec((title(), clauses("khoan", "diem", carrier)), 1..3)), 1..4).prop_map(|chapters| {
        let mut number = 0;
        let made = chapters.into_iter().zip(["I", "II", "III"]).map(|((heading, articles), roman)| {
            let below = articles.into_iter().map(|(title, body)| {
                number += 1;
                division("dieu", format!("Điều {number}."), Some(number.to_string()), Some(title), body)
            });
            let below: Vec<Block> = below.collect();
            division("chuong", format!("Chương {roman}"), Some(roman.to_owned()), Some(heading), below)
        });
        made.collect()
    })
}

/// The articles of a regulation in Chương and Mục, or in Phần and Chương, numbered through.
pub fn regulation(carrier: Carrier) -> impl Strategy<Value = Vec<Block>> {
    let article = (title(), clauses("khoan", "diem", carrier));
    let inner = vec((capital_title(), vec(article, 1..3)), 1..3);
    let outer = prop::sample::select(vec![("chuong", "Chương", "muc", "Mục"), ("phan", "Phần", "chuong", "Chương")]);
    (outer, vec((capital_title(), inner), 1..3)).prop_map(|((level, label, below_level, below_label), parts)| {
        let (mut article, mut chapter) = (0, 0);
        let mut made = Vec::new();
        for ((heading, inner), roman) in parts.into_iter().zip(["I", "II"]) {
            let mut body = Vec::new();
            for (index, (heading, articles)) in inner.into_iter().enumerate() {
                chapter += 1;
                let number = match below_level {
                    "chuong" => ["I", "II", "III", "IV"][(chapter - 1) % 4].to_owned(),
                    _ => (index + 1).to_string(),
                };
                let below = articles.into_iter().map(|(title, body)| {
                    article += 1;
                    division("dieu", format!("Điều {article}."), Some(article.to_string()), Some(title), body)
                });
                let below: Vec<Block> = below.collect();
                body.push(division(below_level, format!("{below_label} {number}"), Some(number), Some(heading), below));
            }
            made.push(division(level, format!("{label} {roman}"), Some(roman.to_owned()), Some(heading), body));
        }
        made
    })
}

/// The sections of a programme: I. / 1. / a) / -.
pub fn sections(carrier: Carrier) -> impl Strategy<Value = Vec<Block>> {
    vec((capital_title(), clauses("number", "letter", carrier)), 1..4).prop_map(|sections| {
        let made = sections.into_iter().zip(["I", "II", "III"]).map(|((heading, body), roman)| {
            division("roman", format!("{roman}."), Some(roman.to_owned()), Some(heading), body)
        });
        made.collect()
    })
}

/// Sections in parts: A. / I. / 1. / 1.1.
pub fn lettered_sections(carrier: Carrier) -> impl Strategy<Value = Vec<Block>> {
    let numbered = vec((title(), vec(sentence(), 1..3)), 1..3).prop_map(|sections| {
        let made = sections.into_iter().zip(1..).map(|((heading, below), number)| {
            let below = below.into_iter().zip(1..).map(|(text, inner)| {
                let number = format!("{number}.{inner}");
                division("number", format!("{number}."), Some(number), None, vec![paragraph(text)])
            });
            division("number", format!("{number}."), Some(number.to_string()), Some(heading), below.collect())
        });
        made.collect::<Vec<Block>>()
    });
    let inner = vec((capital_title(), prop_oneof![numbered, clauses("number", "letter", carrier)]), 1..3);
    vec((capital_title(), inner), 1..3).prop_map(|parts| {
        let made = parts.into_iter().zip(["A", "B"]).map(|((heading, inner), letter)| {
            let below = inner.into_iter().zip(["I", "II"]).map(|((heading, body), roman)| {
                division("roman", format!("{roman}."), Some(roman.to_owned()), Some(heading), body)
            });
            division("capital", format!("{letter}."), Some(letter.to_owned()), Some(heading), below.collect())
        });
        made.collect()
    })
}
