//! An office's own words (`--words`): every list of `grammars/words` is given one invented word, and the document that has
//! it is read otherwise than without. A list that nothing asks, or that one room asks and another does not, fails here.

use std::collections::BTreeSet;
use vanban::model::{Block, Furniture, Parsed, Row};
use vanban::words::Vocabulary;

const DECISION: &str = "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BÌNH LÂM            Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND         Bình Lâm, ngày 05 tháng 3 năm 2025

QUYẾT ĐỊNH
Về việc thành lập Ban Chỉ đạo

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM

Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;
Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 7/TTr-SYT ngày 03 tháng 3 năm 2025;

QUYẾT ĐỊNH:

Điều 1. Thành lập Ban Chỉ đạo theo Quyết định số 9/QĐ-UBND ngày 01 tháng 3 năm 2025.
Điều 2. Quyết định có hiệu lực kể từ ngày ký.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Khang
";

const TABLE: &str = "
PHỤ LỤC I
NHIỆM VỤ NĂM 2025
(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh)

Đơn vị tính: đồng
| STT | Nội dung | Chủ trì |
|---|---|---|
| 1 | Tuyên truyền | Sở Y tế |
| 2 | Tập huấn | Sở Nội vụ |
| Tổng cộng | 2 | |
";

/// A list with one word of its own, what a document has in its place, and what is looked at.
struct Case {
    list: &'static str,
    words: &'static str,
    edits: &'static [(&'static str, &'static str)],
    look: fn(&Parsed) -> String,
    /// What is seen with the word.
    seen: &'static str,
}

fn text(value: &Option<vanban::model::Text>) -> String {
    value.as_ref().map_or(String::new(), |text| text.as_str().to_owned())
}

fn json(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value).expect("JSON")
}

fn kind(parsed: &Parsed) -> String {
    json(&parsed.document.kind)
}

fn authority(parsed: &Parsed) -> String {
    text(&parsed.document.authority)
}

fn formula(parsed: &Parsed) -> String {
    let count = parsed.document.bases.len();
    format!("{count} {}", text(&parsed.document.enacting_formula))
}

fn signature(parsed: &Parsed) -> String {
    let shown = |own: &vanban::model::Signature| {
        let links: Vec<String> =
            own.authority.iter().map(|link| format!("{:?} {}", link.capacity, link.of.as_str())).collect();
        [links.join(","), text(&own.position), text(&own.mark), text(&own.rank), text(&own.name)].join("|")
    };
    parsed.document.signatures.iter().map(shown).collect::<Vec<_>>().join("; ")
}

fn agencies(parsed: &Parsed) -> String {
    format!("{}|{}", text(&parsed.document.header.parent_agency), text(&parsed.document.header.agency))
        .replace('\n', "/")
}

fn issuers(parsed: &Parsed) -> String {
    let cited = parsed.document.bases.iter().flat_map(|basis| &basis.citations);
    cited.filter_map(|citation| citation.issuer.as_deref()).collect::<Vec<_>>().join("|")
}

fn furniture(parsed: &Parsed) -> String {
    let shown = |own: &Furniture| format!("{:?}: {}", own.kind, own.span.of(&parsed.text).trim());
    parsed.furniture.iter().map(shown).filter(|shown| shown.contains("TÔ VẼ")).collect::<Vec<_>>().join("; ")
}

fn recipients(parsed: &Parsed) -> String {
    let list: Vec<String> = parsed
        .document
        .recipients
        .iter()
        .map(|own| format!("{}({})", own.text.as_str(), own.note.as_ref().map_or("", |note| note.as_str())))
        .collect();
    format!("{} – {}", list.join(";"), text(&parsed.document.filing))
}

fn table(parsed: &Parsed) -> String {
    let table = parsed.document.attachments.iter().flat_map(|own| &own.body).find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let Some(table) = table else { return String::new() };
    let roles: Vec<String> = table.columns.iter().map(|column| json(column.role)).collect();
    let group = |row: &&Row| row.group;
    let groups = table.rows.iter().filter(group).count();
    format!("{}|{}|{}|{groups}", text(&table.caption), text(&table.unit), roles.join(","))
}

fn citations(parsed: &Parsed) -> String {
    let cited = parsed.document.bases.iter().flat_map(|basis| &basis.citations);
    cited.map(|own| own.number.clone().unwrap_or_else(|| json(&own.kind))).collect::<Vec<_>>().join(",")
}

const CASES: &[Case] = &[
    Case {
        list: "kinds",
        words: r#"kinds = [{ key = "to-ve", name = "Tô vẽ", use = "document" }]"#,
        edits: &[("QUYẾT ĐỊNH\nVề", "TÔ VẼ\nVề")],
        look: kind,
        seen: "\"to-ve\"",
    },
    Case {
        list: "bases",
        words: r#"bases = [{ key = "to-ve", words = ["Tô vẽ"] }]"#,
        edits: &[
            ("Căn cứ Luật", "Tô vẽ Luật"),
            ("Theo đề nghị của", "Tô vẽ đề nghị của"),
            ("2025;\n\nQUYẾT ĐỊNH:", "2025; QUYẾT ĐỊNH:"),
        ],
        look: formula,
        seen: "2 QUYẾT ĐỊNH:",
    },
    Case {
        list: "basis_open_ends",
        words: r#"basis_open_ends = ["trục"]"#,
        edits: &[("tại Tờ trình số", "tô trục.\nSở Nội vụ tại Tờ trình số")],
        look: formula,
        seen: "2 QUYẾT ĐỊNH:",
    },
    Case {
        list: "open_ends",
        words: r#"open_ends = ["trục"]"#,
        edits: &[("Điều 1. Thành lập Ban Chỉ đạo theo", "Điều 1. Thành lập tô trục\nBan Chỉ đạo theo")],
        look: |parsed| {
            format!("{:?}", parsed.text.contains("tô trục") && parsed.document.articles()[0].heading.is_none())
        },
        seen: "true",
    },
    Case {
        list: "enacting",
        words: r#"enacting = ["Tô vẽ"]"#,
        edits: &[("2025;\n\nQUYẾT ĐỊNH:", "2025; TÔ VẼ:")],
        look: formula,
        seen: "2 TÔ VẼ:",
    },
    Case {
        list: "enacting_sentences",
        words: r#"enacting_sentences = ["tô vẽ ra quy định"]"#,
        edits: &[("QUYẾT ĐỊNH:\n", "Ủy ban nhân dân tỉnh tô vẽ ra quy định về Ban Chỉ đạo.\n")],
        look: formula,
        seen: "2 Ủy ban nhân dân tỉnh tô vẽ ra quy định về Ban Chỉ đạo.",
    },
    Case {
        list: "issuing",
        words: r#"issuing = ["tô vẽ"]"#,
        edits: &[
            (
                "QUYẾT ĐỊNH\nVề việc thành lập Ban Chỉ đạo\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
                "KẾ HOẠCH\nThành lập Ban",
            ),
            ("QUYẾT ĐỊNH:\n", "Ủy ban nhân dân tỉnh tô vẽ như sau:\n"),
            ("Điều 1. ", "1. "),
            ("Điều 2. ", "2. "),
        ],
        look: formula,
        seen: "2 Ủy ban nhân dân tỉnh tô vẽ như sau:",
    },
    Case {
        list: "subjects",
        words: r#"subjects = ["Tô vẽ"]"#,
        edits: &[("QUYẾT ĐỊNH\nVề việc", "Tô vẽ việc")],
        look: |parsed| text(&parsed.document.subject),
        seen: "Tô vẽ việc thành lập Ban Chỉ đạo",
    },
    Case {
        list: "capacities",
        words: r#"capacities = [{ key = "KT", words = ["TVE"] }]"#,
        edits: &[("KT. CHỦ TỊCH", "TVE. CHỦ TỊCH")],
        look: signature,
        seen: "KT CHỦ TỊCH|PHÓ CHỦ TỊCH|Đã ký||Trần Văn Khang",
    },
    Case {
        list: "capacity_repairs",
        words: r#"capacity_repairs = { k2q = "KT" }"#,
        edits: &[("KT. CHỦ TỊCH", "K2Q. CHỦ TỊCH")],
        look: signature,
        seen: "KT CHỦ TỊCH|PHÓ CHỦ TỊCH|Đã ký||Trần Văn Khang",
    },
    Case {
        list: "posts",
        words: r#"posts = ["HỌA SĨ TRƯỞNG"]"#,
        edits: &[("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM\n", "HỌA SĨ TRƯỞNG TỈNH BÌNH LÂM\n")],
        look: authority,
        seen: "HỌA SĨ TRƯỞNG TỈNH BÌNH LÂM",
    },
    Case {
        list: "bodies",
        words: r#"bodies = ["THƯ HỌA ĐOÀN"]"#,
        edits: &[("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "THAY MẶT THƯ HỌA ĐOÀN\nCHỦ TỊCH")],
        look: signature,
        seen: "TM THƯ HỌA ĐOÀN|CHỦ TỊCH|Đã ký||Trần Văn Khang",
    },
    Case {
        list: "signed",
        words: r#"signed = ["Tô vẽ xong"]"#,
        edits: &[("(Đã ký)", "(Tô vẽ xong)")],
        look: signature,
        seen: "KT CHỦ TỊCH|PHÓ CHỦ TỊCH|Tô vẽ xong||Trần Văn Khang",
    },
    Case {
        list: "ranks",
        words: r#"ranks = ["HSĨ"]"#,
        edits: &[("Trần Văn Khang", "HSĨ. Trần Văn Khang")],
        look: signature,
        seen: "KT CHỦ TỊCH|PHÓ CHỦ TỊCH|Đã ký|HSĨ.|Trần Văn Khang",
    },
    Case {
        list: "surnames",
        words: r#"surnames = ["Tôvẽ"]"#,
        edits: &[("Trần Văn Khang", "Tôvẽ Văn Khang")],
        look: signature,
        seen: "KT CHỦ TỊCH|PHÓ CHỦ TỊCH|Đã ký||Tôvẽ Văn Khang",
    },
    Case {
        list: "agency_heads",
        words: r#"agency_heads = ["HỌA XƯỞNG"]"#,
        edits: &[("\nTỈNH BÌNH LÂM  ", "\nHỌA XƯỞNG A    ")],
        look: agencies,
        seen: "ỦY BAN NHÂN DÂN|HỌA XƯỞNG A",
    },
    Case {
        list: "agency_tails",
        words: r#"agency_tails = ["HỘI HỌA"]"#,
        edits: &[("\nTỈNH BÌNH LÂM  ", "\nHỘI HỌA VIÊN   ")],
        look: agencies,
        seen: "|ỦY BAN NHÂN DÂN HỘI HỌA VIÊN",
    },
    Case {
        list: "agency_fields",
        words: r#"agency_fields = ["tô vẽ"]"#,
        edits: &[("03 tháng 3 năm 2025;", "03 tháng 3 năm 2025 của Sở Hội họa và tô vẽ;")],
        look: issuers,
        seen: "Sở Hội họa và tô vẽ",
    },
    Case {
        list: "agency_open_ends",
        words: r#"agency_open_ends = ["TRỤC"]"#,
        edits: &[("ỦY BAN NHÂN DÂN   ", "ỦY BAN TÔ TRỤC   "), ("\nTỈNH BÌNH LÂM  ", "\nSỞ BÌNH LÂM    ")],
        look: agencies,
        seen: "|ỦY BAN TÔ TRỤC SỞ BÌNH LÂM",
    },
    Case {
        list: "agency_parents",
        words: r#"agency_parents = ["HỌA XƯỞNG"]"#,
        edits: &[("ỦY BAN NHÂN DÂN      CỘNG", "HỌA XƯỞNG TÔ - CỘNG"), ("\nTỈNH BÌNH LÂM  ", "\nSỞ BÌNH LÂM    ")],
        look: agencies,
        seen: "HỌA XƯỞNG TÔ|SỞ BÌNH LÂM",
    },
    Case {
        list: "marks",
        words: r#"marks = [{ key = "draft", words = ["BẢN TÔ VẼ"] }]"#,
        edits: &[("Số: 12", "BẢN TÔ VẼ\nSố: 12")],
        look: |parsed| json(&parsed.document.marks),
        seen: r#"[{"kind":"draft","text":"BẢN TÔ VẼ"}]"#,
    },
    Case {
        list: "stamps",
        words: r#"stamps = ["TÔ VẼ bởi"]"#,
        edits: &[("ỦY BAN NHÂN DÂN      CỘNG", "TÔ VẼ bởi máy của văn thư\nỦY BAN NHÂN DÂN      CỘNG")],
        look: furniture,
        seen: "Stamp: TÔ VẼ bởi máy của văn thư",
    },
    Case {
        list: "site_noise",
        words: r#"site_noise = ["TÔ VẼ trang"]"#,
        edits: &[("Điều 2.", "TÔ VẼ trang này\nĐiều 2.")],
        look: furniture,
        seen: "SiteNoise: TÔ VẼ trang này",
    },
    Case {
        list: "site_attributes",
        words: r#"site_attributes = ["TÔ VẼ thứ"]"#,
        edits: &[(
            "ỦY BAN NHÂN DÂN      CỘNG",
            "Số hiệu: 12/QĐ-UBND\nLoại văn bản: Quyết định\nTÔ VẼ thứ:\nBỘ CÔNG THƯƠNG\nỦY BAN NHÂN DÂN      CỘNG",
        )],
        look: agencies,
        seen: "|ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
    },
    Case {
        list: "site_ends",
        words: r#"site_ends = ["TÔ VẼ trang"]"#,
        edits: &[("Trần Văn Khang\n", "Trần Văn Khang\nTÔ VẼ trang này\nĐiều 3. Người ta bình luận.\n")],
        look: furniture,
        seen: "SiteNoise: TÔ VẼ trang này",
    },
    Case {
        list: "recipient_labels",
        words: r#"recipient_labels = ["Tô vẽ cho"]"#,
        edits: &[("Nơi nhận:", "Tô vẽ cho:")],
        look: |parsed| format!("{:?}", parsed.furniture.iter().any(|own| own.span.of(&parsed.text) == "Tô vẽ cho:")),
        seen: "true",
    },
    Case {
        list: "filing",
        words: r#"filing = ["Tô vẽ"]"#,
        edits: &[("- Lưu: VT.", "- Tô vẽ: VT.")],
        look: recipients,
        seen: "Như Điều 2() – VT",
    },
    Case {
        list: "filing_repairs",
        words: r#"filing_repairs = { VWT = "VT" }"#,
        edits: &[("- Lưu: VT.", "- Lưu: VWT.")],
        look: recipients,
        seen: "Như Điều 2() – VT",
    },
    Case {
        list: "addressee_labels",
        words: r#"addressee_labels = ["Tô vẽ gửi"]"#,
        edits: &[("Về việc thành lập Ban Chỉ đạo\n", "Về việc thành lập Ban Chỉ đạo\n\nTô vẽ gửi: Sở Y tế\n")],
        look: |parsed| json(&parsed.document.addressees),
        seen: r#"["Sở Y tế"]"#,
    },
    Case {
        list: "recipient_articles",
        words: r#"recipient_articles = ["Tô vẽ Điều"]"#,
        edits: &[("- Như Điều 2;", "- Tô vễ Điêu2;")],
        look: recipients,
        seen: "Tô vẽ Điều 2() – VT",
    },
    Case {
        list: "notes",
        words: r#"notes = ["để tô vẽ"]"#,
        edits: &[("- Như Điều 2;", "- Sở Y tế (để tô vẽ);")],
        look: recipients,
        seen: "Sở Y tế(để tô vẽ) – VT",
    },
    Case {
        list: "columns",
        words: r#"columns = [{ role = "lead", words = ["Ai tô vẽ"] }]"#,
        edits: &[("| Chủ trì |", "| Ai tô vẽ |")],
        look: table,
        seen: r#"|Đơn vị tính: đồng|"ordinal","content","lead"|0"#,
    },
    Case {
        list: "units",
        words: r#"units = ["Tô vẽ bằng"]"#,
        edits: &[("Đơn vị tính: đồng", "Tô vẽ bằng: đồng")],
        look: table,
        seen: r#"|Tô vẽ bằng: đồng|"ordinal","content","lead"|0"#,
    },
    Case {
        list: "captions",
        words: r#"captions = ["Tô vẽ"]"#,
        edits: &[("Đơn vị tính: đồng", "Tô vẽ 1. Nhiệm vụ")],
        look: table,
        seen: r#"Tô vẽ 1. Nhiệm vụ||"ordinal","content","lead"|0"#,
    },
    Case {
        list: "totals",
        words: r#"totals = ["Tô vẽ hết"]"#,
        edits: &[("| Tổng cộng | 2 | |", "| Tô vẽ hết | | |")],
        look: table,
        seen: r#"|Đơn vị tính: đồng|"ordinal","content","lead"|0"#,
    },
    Case {
        list: "symbol_repairs",
        words: r#"symbol_repairs = { TVT = "TTr" }"#,
        edits: &[("7/TTr-SYT", "7/TVT-SYT")],
        look: citations,
        seen: "\"luat\",7/TTr-SYT",
    },
    Case {
        list: "no_kinds",
        words: r#"no_kinds = ["luật tô vẽ"]"#,
        edits: &[("Căn cứ Luật Dược ngày", "Căn cứ đơn của Luật tô vẽ ngày")],
        look: citations,
        seen: "7/TTr-SYT",
    },
];

/// The list whose words no reading asks, only the sheet of tasks.
const ELSEWHERE: &[&str] = &["agency_forms"];

fn read(text: &str, words: &Vocabulary) -> Parsed {
    vanban::parse::document(vanban::read::source(text.as_bytes()).expect("a text"), words)
}

#[test]
fn every_list_of_words_is_asked_wherever_it_matters() {
    let document = format!("{DECISION}{TABLE}");
    let mut faults = Vec::new();
    for case in CASES {
        let mut text = document.clone();
        for (old, new) in case.edits {
            assert!(text.contains(old), "{}: {old}", case.list);
            text = text.replacen(old, new, 1);
        }
        let words = Vocabulary::with(case.words).expect("a list");
        let with = (case.look)(&read(&text, &words));
        let without = (case.look)(&read(&text, Vocabulary::builtin()));
        if with != case.seen {
            faults.push(format!("{}: {with:?} with the word, and not {:?}", case.list, case.seen));
        }
        if without == case.seen {
            faults.push(format!("{}: {without:?} without the word, too", case.list));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn short_forms_of_agencies_are_asked_by_the_tasks() {
    let text = format!("{DECISION}{TABLE}").replace("Sở Nội vụ |", "Sở TVE |");
    let leads = |words: &Vocabulary| -> Vec<String> {
        let tasks = vanban::tasks::tasks(&read(&text, words).document, words);
        tasks.iter().flat_map(|task| &task.leads).map(|agency| agency.normal.clone()).collect()
    };
    let words = Vocabulary::with(r#"agency_forms = [{ short = "TVE", long = "Tô vẽ" }]"#).expect("a list");
    assert_eq!(leads(&words), ["Sở Y tế", "Sở Tô vẽ"]);
    assert_eq!(leads(Vocabulary::builtin()), ["Sở Y tế", "Sở TVE"]);
}

#[test]
fn every_list_has_a_case() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("grammars/words");
    let mut lists = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the lists") {
        let file = std::fs::read_to_string(entry.expect("a list").path()).expect("a file");
        lists.extend(file.parse::<toml::Table>().expect("TOML").keys().cloned());
    }
    let held: BTreeSet<String> =
        CASES.iter().map(|case| case.list).chain(ELSEWHERE.iter().copied()).map(str::to_owned).collect();
    assert_eq!(lists, held);
}
