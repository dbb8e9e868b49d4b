//! Invariant 4: a document written as plain text reads back as it was, in every layout, for documents of
//! every kind and nesting; and invariants 1 and 2 hold on all of it.

mod common;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use vanban::model::{
    Attachment, AuthorityLink, Block, Capacity, Cell, Column, Division, Document, DocumentNumber, Header, IssuedWith,
    LegalBasis, Mark, Note, Paragraph, Quote, Recipient, Row, Signature, Table, Text, canonical,
};
use vanban::parse::derived;
use vanban::words::Vocabulary;
use vanban::write::{Columns, PageStyle, text};

/// Words of running text: plain ones, and such as begin like something else.
fn words() -> impl Strategy<Value = String> {
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
fn sentence() -> impl Strategy<Value = String> {
    (
        prop::sample::select(vec!["Rà", "Tổ chức", "Bảo đảm", "Giao", "Phối hợp"]),
        words(),
        prop::sample::select(vec![".", ";", ":"]),
    )
        .prop_map(|(first, rest, mark)| format!("{first} {rest}{mark}"))
}

fn ended() -> impl Strategy<Value = String> {
    sentence().prop_map(|sentence| format!("{}.", sentence.trim_end_matches(['.', ';', ':'])))
}

/// A title without a closing mark, short enough for a line.
fn title() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Phạm vi điều chỉnh", "Mục đích", "Tổ chức thực hiện", "Kinh phí năm 2025", "Yêu cầu"])
        .prop_map(str::to_owned)
}

fn capital_title() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["QUY ĐỊNH CHUNG", "TỔ CHỨC THỰC HIỆN", "MỤC ĐÍCH, YÊU CẦU", "KINH PHÍ"])
        .prop_map(str::to_owned)
}

fn paragraph(text: String) -> Block {
    Block::Paragraph(Paragraph { text: text.into(), citations: Vec::new() })
}

fn division(
    level: &'static str,
    label: String,
    number: Option<String>,
    heading: Option<String>,
    body: Vec<Block>,
) -> Block {
    Block::Division(Division {
        level: level.into(),
        label: label.into(),
        number,
        heading: heading.map(Text::from),
        body,
    })
}

const LETTERS: [&str; 7] = ["a", "b", "c", "d", "đ", "e", "g"];

/// Bullets, some with bullets of another sign below.
fn bullets() -> impl Strategy<Value = Vec<Block>> {
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
fn letters(level: &'static str) -> impl Strategy<Value = Vec<Block>> {
    vec((sentence(), option::weighted(0.2, bullets())), 1..5).prop_map(move |items| {
        let points = items.into_iter().zip(LETTERS).map(|((text, below), letter)| {
            let mut body = vec![paragraph(text)];
            body.extend(below.into_iter().flatten());
            division(level, format!("{letter})"), Some(letter.to_owned()), None, body)
        });
        points.collect()
    })
}

fn table() -> impl Strategy<Value = Block> {
    let cell = prop::sample::select(vec![
        "Sở Nội vụ",
        "Quý I/2025",
        "Báo cáo",
        "",
        "Sở Y tế\nCông an tỉnh",
        "1.200.000",
        "(nếu có)",
    ]);
    let row = (ended(), vec(cell, 3));
    (vec((row, any::<bool>(), any::<bool>()), 1..5), any::<bool>(), option::of(Just("Đơn vị tính: đồng"))).prop_map(
        |(rows, two_levels, unit)| {
            let text = |value: &str| Cell { text: (!value.is_empty()).then(|| value.into()), ..Cell::default() };
            let mut made: Vec<Row> = Vec::new();
            for (index, ((task, cells), group, continued)) in rows.into_iter().enumerate() {
                if group {
                    let mut cells = vec![text("II"), text("Nhóm nhiệm vụ chung")];
                    cells.resize(5, Cell::default());
                    made.push(Row { group: true, cells });
                }
                let mut row = vec![text(&(index + 1).to_string()), text(&task)];
                row.extend(cells.iter().map(|cell| text(cell)));
                made.push(Row { group: false, cells: row });
                if continued {
                    if let Some(above) = made.last_mut() {
                        above.cells[0].row_span = Some(2);
                        above.cells[1].row_span = Some(2);
                    }
                    made.push(Row {
                        group: false, cells: vec![text("Sở Tư pháp"), Cell::default(), Cell::default()]
                    });
                }
            }
            let column = |name: &str, path: &[&str]| Column {
                name: name.into(),
                path: path.iter().map(|name| (*name).to_owned()).collect(),
                role: None,
            };
            let mut columns = vec![column("TT", &[]), column("Nội dung", &[])];
            if two_levels {
                columns.push(column("Chủ trì", &["Phân công", "Chủ trì"]));
                columns.push(column("Phối hợp", &["Phân công", "Phối hợp"]));
            } else {
                columns.push(column("Chủ trì", &[]));
                columns.push(column("Phối hợp", &[]));
            }
            columns.push(column("Ghi chú", &[]));
            Block::Table(Table { caption: None, unit: unit.map(Text::from), columns, rows: made })
        },
    )
}

/// Khoản: numbered, with points below, headings, a table at the end of one.
fn clauses(level: &'static str, points: &'static str) -> impl Strategy<Value = Vec<Block>> {
    let clause = prop_oneof![
        3 => sentence().prop_map(|text| (None, vec![paragraph(text)])),
        2 => (sentence(), letters(points)).prop_map(|(text, below)| {
            let mut body = vec![paragraph(text)];
            body.extend(below);
            (None, body)
        }),
        1 => (title(), bullets()).prop_map(|(title, below)| (Some(title), below)),
        1 => (sentence(), table()).prop_map(|(text, table)| (None, vec![paragraph(text), table])),
        1 => (sentence(), sentence()).prop_map(|(first, second)| (None, vec![paragraph(first), paragraph(second)])),
    ];
    vec(clause, 1..4).prop_map(move |clauses| {
        let numbered = clauses.into_iter().enumerate().map(|(index, (heading, body))| {
            division(level, format!("{}.", index + 1), Some((index + 1).to_string()), heading, body)
        });
        numbered.collect()
    })
}

/// What an article holds: a sentence, khoản, a heading with khoản, quoted wording.
fn article_bodies() -> impl Strategy<Value = Vec<(Option<String>, Vec<Block>)>> {
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
        3 => (sentence(), clauses("khoan", "diem")).prop_map(|(text, below)| {
            let mut body = vec![paragraph(text)];
            body.extend(below);
            (None, body)
        }),
        2 => (title(), clauses("khoan", "diem")).prop_map(|(title, below)| (Some(title), below)),
        1 => clauses("khoan", "diem").prop_map(|below| (None, below)),
        1 => quoted,
        1 => (sentence(), sentence()).prop_map(|(first, note)| {
            let marked = format!("{}[1].", first.trim_end_matches(['.', ';', ':']));
            (None, vec![paragraph(marked), Block::Note(Note { label: "1".into(), text: note.into() })])
        }),
    ];
    vec(body, 1..5)
}

fn articles() -> impl Strategy<Value = Vec<Block>> {
    (article_bodies(), prop::sample::select(vec![".", ":"])).prop_map(|(bodies, mark)| {
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
fn chapters() -> impl Strategy<Value = Vec<Block>> {
    vec((capital_title(), vec((title(), clauses("khoan", "diem")), 1..3)), 1..4).prop_map(|chapters| {
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

/// The sections of a programme: I. / 1. / a) / -.
fn sections() -> impl Strategy<Value = Vec<Block>> {
    vec((capital_title(), clauses("number", "letter")), 1..4).prop_map(|sections| {
        let made = sections.into_iter().zip(["I", "II", "III"]).map(|((heading, body), roman)| {
            division("roman", format!("{roman}."), Some(roman.to_owned()), Some(heading), body)
        });
        made.collect()
    })
}

fn signatory() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Nguyễn Văn An", "Trần Thị Bích Hòa", "Lê Đức", "Y Nhàn", "Đoàn Thị Thu Ngân"])
        .prop_map(str::to_owned)
}

fn signature() -> impl Strategy<Value = Signature> {
    let link = |capacity, of: &str| AuthorityLink { capacity, of: of.into() };
    let authority = prop::sample::select(vec![
        (vec![], "CHỦ TỊCH"),
        (vec![link(Capacity::TM, "ỦY BAN NHÂN DÂN")], "CHỦ TỊCH"),
        (vec![link(Capacity::TM, "ỦY BAN NHÂN DÂN"), link(Capacity::KT, "CHỦ TỊCH")], "PHÓ CHỦ TỊCH"),
        (vec![link(Capacity::KT, "TRƯỞNG BAN")], "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"),
        (vec![link(Capacity::TL, "BỘ TRƯỞNG"), link(Capacity::KT, "CHÁNH VĂN PHÒNG")], "PHÓ CHÁNH VĂN PHÒNG"),
        (vec![link(Capacity::TUQ, "GIÁM ĐỐC")], "TRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ"),
        (vec![link(Capacity::Q, "")], "GIÁM ĐỐC"),
    ]);
    let second = option::weighted(0.3, Just("GIÁM ĐỐC\nSỞ NỘI VỤ"));
    (authority, any::<bool>(), second, option::weighted(0.9, signatory()), option::weighted(0.1, Just("Đại tá")))
        .prop_map(|((authority, position), signed, second, name, rank)| Signature {
            authority,
            position: Some(position.into()),
            other_position: second.filter(|_| signed).map(Text::from),
            mark: (signed || name.is_none()).then(|| "Đã ký".into()),
            rank: rank.filter(|_| name.is_some()).map(Text::from),
            name: name.map(Text::from),
            ..Signature::default()
        })
}

fn recipients() -> impl Strategy<Value = Vec<Recipient>> {
    let name = prop::sample::select(vec![
        "Như Điều 3",
        "Bộ Nội vụ",
        "Các sở, ban, ngành",
        "Cục Kiểm tra văn bản (Bộ Tư pháp)",
        "UBND các huyện, thành phố, thị xã",
        "Đ/c Chủ tịch, các PCT.UBND tỉnh",
        "Vụ Bình đẳng giới - Bộ LĐTBXH",
    ]);
    let note = option::weighted(0.3, prop::sample::select(vec!["để báo cáo", "b/c", "để t/h"]));
    vec((name, note, vec(Just("Văn phòng Tỉnh ủy"), 0..2)), 1..6).prop_map(|recipients| {
        let made = recipients.into_iter().map(|(name, note, items)| Recipient {
            text: name.into(),
            items: if note.is_none() { items.into_iter().map(Text::from).collect() } else { Vec::new() },
            note: note.map(Text::from),
        });
        made.collect()
    })
}

fn header() -> impl Strategy<Value = Header> {
    let agency = prop::sample::select(vec![
        (None, "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM"),
        (Some("UBND TỈNH BÌNH LÂM"), "SỞ Y TẾ"),
        (Some("ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM\nSỞ Y TẾ"), "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"),
        (None, "BỘ TÀI CHÍNH\nBỘ NỘI VỤ"),
        (None, "UỶ BAN NHÂN DÂN XÃ HOÀ KHÊ"),
    ]);
    let number = prop::sample::select(vec!["02/QĐ-UBND", "25/2017/QĐ-UBND", "/QĐ-SYT", "1195/QĐ-BTC", "12a/QĐ-SNV&TC"]);
    let date = prop::sample::select(vec!["2019-03-25", "2025-01-05", "2025-12-31", "2025-03", "2025"]);
    (agency, number, option::weighted(0.9, date)).prop_map(|((parent, agency), number, date)| Header {
        parent_agency: parent.map(Text::from),
        agency: Some(agency.into()),
        number: Some(DocumentNumber { text: number.into(), ..DocumentNumber::default() }),
        place: Some("Bình Lâm".into()),
        date: date.map(Text::from),
    })
}

fn bases() -> impl Strategy<Value = Vec<LegalBasis>> {
    let basis = prop::sample::select(vec![
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025",
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15",
        "Căn cứ Luật Bảo hiểm y tế ngày 14 tháng 11 năm 2008; Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế ngày 13 tháng 6 năm 2014",
        "Thực hiện Kế hoạch số 36/KH-UBND ngày 24 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh về công tác bình đẳng giới",
        "Căn cứ Quyết định số 411/QĐ-TTg của Thủ tướng Chính phủ ngày 31/3/2022 phê duyệt Chiến lược",
        "Xét đơn của ông Trần Văn Bình",
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số /TTr-SNV",
    ]);
    vec(basis, 1..5).prop_map(|bases| {
        bases.into_iter().map(|text| LegalBasis { text: text.into(), ..LegalBasis::default() }).collect()
    })
}

fn attachment() -> impl Strategy<Value = Attachment> {
    let body = prop_oneof![chapters(), sections(), table().prop_map(|table| vec![table])];
    let issued = IssuedWith {
        number: Some("02/QĐ-UBND".into()),
        date: Some("2019-03-25".into()),
        issuer: Some("Ủy ban nhân dân tỉnh Bình Lâm".into()),
        ..IssuedWith::default()
    };
    let named = prop::sample::select(vec![
        ("chuong-trinh", "CHƯƠNG TRÌNH", None),
        ("quy-che", "QUY CHẾ", None),
        ("ke-hoach", "KẾ HOẠCH", None),
        ("phu-luc", "PHỤ LỤC", Some("II")),
    ]);
    let title = prop::sample::select(vec!["Công tác năm 2025 của Ban Chỉ đạo", "LÀM VIỆC CỦA ỦY BAN NHÂN DÂN XÃ"]);
    (named, title, body, option::weighted(0.2, signature())).prop_map(
        move |((kind, name, label), title, body, signature)| Attachment {
            kind: Some(kind.to_owned()),
            name: Some(name.into()),
            label: label.map(Text::from),
            title: Some(title.into()),
            issued_with: Some(issued.clone()),
            body,
            signatures: signature.into_iter().collect(),
            ..Attachment::default()
        },
    )
}

/// An attachment says number and date of its decision: those that the letterhead has, whole.
fn issued(mut attachment: Attachment, header: &Header) -> Attachment {
    if let Some(issued) = &mut attachment.issued_with {
        let number = header.number.as_ref().map(|number| number.text.to_string());
        issued.number = number.filter(|number| !number.starts_with('/'));
        issued.date = header.date.as_ref().map(Text::to_string).filter(|date| date.len() == 10);
    }
    attachment
}

/// A decision: every component that it may have, in every combination.
fn decision() -> impl Strategy<Value = Document> {
    let subject = prop::sample::select(vec![
        "Về việc thành lập Ban Chỉ đạo",
        "V/v bổ nhiệm cán bộ",
        "Ban hành Quy chế làm việc của Ủy ban nhân dân xã Hoà Khê nhiệm kỳ 2021 - 2026",
    ]);
    let authority = prop::sample::select(vec![
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
        "GIÁM ĐỐC SỞ Y TẾ",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
    ]);
    let draft = option::weighted(0.2, Just(Mark { kind: "draft".into(), text: "DỰ THẢO".into() }));
    let body = prop_oneof![3 => articles(), 1 => chapters()];
    (
        (header(), draft, subject, authority, bases(), body),
        (recipients(), option::of(Just("VT, NC (03b)")), option::weighted(0.2, Just("PL.(300)"))),
        (
            vec(
                signature()
                    .prop_filter("only the last signature may lack its name", |signature| signature.name.is_some()),
                0..2,
            ),
            signature(),
        )
            .prop_map(|(mut signatures, last)| {
                signatures.push(last);
                signatures
            }),
        vec(attachment(), 0..3),
    )
        .prop_map(
            |(
                (header, draft, subject, authority, bases, body),
                (recipients, filing, mark),
                signatures,
                attachments,
            )| {
                let attachments = attachments.into_iter().map(|attachment| issued(attachment, &header)).collect();
                Document {
                    kind: Some("quyet-dinh".to_owned()),
                    name: Some("QUYẾT ĐỊNH".into()),
                    header,
                    marks: draft.into_iter().collect(),
                    subject: Some(subject.into()),
                    authority: Some(authority.into()),
                    bases,
                    enacting_formula: Some("QUYẾT ĐỊNH:".into()),
                    body,
                    recipients,
                    drafter_mark: mark.filter(|_| filing.is_some()).map(Text::from),
                    filing: filing.map(Text::from),
                    signatures,
                    attachments,
                    ..Document::default()
                }
            },
        )
}

/// A plan or programme that stands alone.
fn plan() -> impl Strategy<Value = Document> {
    (header(), sections(), recipients(), signature()).prop_map(|(mut header, body, recipients, signature)| {
        header.number = Some(DocumentNumber { text: "45/KH-UBND".into(), ..DocumentNumber::default() });
        Document {
            kind: Some("ke-hoach".to_owned()),
            name: Some("KẾ HOẠCH".into()),
            header,
            subject: Some("Công tác bình đẳng giới năm 2025".into()),
            body,
            recipients,
            filing: Some("VT".into()),
            signatures: vec![signature],
            ..Document::default()
        }
    })
}

fn style() -> impl Strategy<Value = PageStyle> {
    let columns = prop::sample::select(vec![Columns::Tabs, Columns::Blanks]);
    (columns, option::of(70usize..100)).prop_map(|(columns, width)| PageStyle { columns, width })
}

/// The first line in which two documents' JSON differ, with the lines around it.
fn difference(read: &Document, expected: &Document) -> Option<String> {
    let json = |document: &Document| serde_json::to_string_pretty(document).unwrap_or_default();
    let (read, expected) = (json(read), json(expected));
    let (read, expected): (Vec<&str>, Vec<&str>) = (read.lines().collect(), expected.lines().collect());
    let at = (0..read.len().max(expected.len())).find(|at| read.get(*at) != expected.get(*at))?;
    let around = |lines: &[&str]| lines[at.saturating_sub(6).min(lines.len())..(at + 3).min(lines.len())].join("\n");
    Some(format!("read:\n{}\nexpected:\n{}", around(&read), around(&expected)))
}

/// Two or three wrapped lines do not show a page's width: such a document is written unwrapped.
fn wrapped_enough(document: &Document, style: PageStyle) -> PageStyle {
    let unwrapped = text(document, PageStyle { width: None, ..style });
    let long = |width: usize| {
        unwrapped
            .lines()
            .filter(|line| !line.starts_with('|') && !line.contains("   ") && line.chars().count() > width)
            .count()
    };
    PageStyle { width: style.width.filter(|width| long(*width) >= 5), ..style }
}

fn reads_back(document: Document, style: PageStyle) -> Result<(), TestCaseError> {
    let expected = canonical(derived(document, Vocabulary::builtin()));
    let written = text(&expected, wrapped_enough(&expected, style));
    let parsed = vanban::parse(written.as_bytes()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    if let Some(difference) = difference(&parsed.document, &expected) {
        return Err(TestCaseError::fail(format!("{difference}\n--- written {style:?}:\n{written}")));
    }
    prop_assert_eq!(common::faults(&parsed), Vec::<String>::new());
    prop_assert_eq!(
        difference(&canonical(parsed.document.clone()), &parsed.document),
        None,
        "canonical form is idempotent"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_read_back(document in decision(), style in style()) {
        reads_back(document, style)?;
    }

    #[test]
    fn plans_read_back(document in plan(), style in style()) {
        reads_back(document, style)?;
    }
}
