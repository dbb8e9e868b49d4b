//! An office's own Word form: its fields are found wherever Word has put them, filled in place or not at all.

#![cfg(feature = "cli")]

mod common {
    pub mod forms;
    pub mod program;
    pub mod word;
}

use common::forms;
use common::program::{folder, shown, text, vanban};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use vanban::template::{Data, FieldKind, Filling, fields, fill};
use zip::ZipArchive;

fn parts(package: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("a package");
    let count = archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).expect("a part");
        let mut own = String::new();
        part.read_to_string(&mut own).expect("UTF-8");
        (part.name().to_owned(), own)
    };
    (0..count).map(read).collect()
}

fn part(package: &[u8], name: &str) -> String {
    parts(package).into_iter().find(|(found, _)| found == name).expect("the part").1
}

fn data(yaml: &str) -> Data {
    Data::of_keys(yaml).expect("YAML")
}

/// Fills a form, and keeps the file for another program to open.
fn filled(name: &str, form: &[u8], yaml: &str) -> Vec<u8> {
    let Filling { file, issues, unused, .. } = fill(form, &data(yaml), false).expect("a form");
    assert_eq!(issues, []);
    assert_eq!(unused, Vec::<String>::new());
    let file = file.expect("a file");
    let path = folder(&format!("templates-{name}")).join("filled.docx");
    std::fs::write(path, &file).expect("written");
    file
}

fn words(file: &[u8]) -> String {
    vanban::read::source(file).expect("our own reader reads it").text
}

const FIRST: &str = "
so_ky_hieu: 12/QĐ-SNV
co_quan_ban_hanh: Sở Nội vụ
dia_danh: Bình Lâm
ngay_ban_hanh: 2026-01-05
trich_yeu: \"ban hành <Quy chế> R&D\\nvà \\\"kế hoạch\\\" \"
kinh_phi: 24500000
noi_nhan: [Như Điều 3, Bộ Nội vụ]
";

#[test]
fn marks_cut_into_runs_are_filled_in_place() {
    let form = forms::cut_into_runs();
    let file = filled("runs", &form, FIRST);
    let document = part(&file, "word/document.xml");
    let read = words(&file);
    for line in [
        "SỞ NỘI VỤ",
        "Số: 12/QĐ-SNV",
        "Bình Lâm, ngày 05 tháng 01 năm 2026",
        "Về việc ban hành <Quy chế> R&D\nvà \"kế hoạch\" ",
        "Kinh phí 24.500.000 đồng (bằng chữ: Hai mươi tư triệu năm trăm nghìn đồng).",
        "Nơi nhận: Như Điều 3; Bộ Nội vụ.",
        "Ký ngày 05/01/2026.",
        "Quyết định 12/QĐ-SNV",
    ] {
        assert!(read.contains(line), "{line:?} in {read}");
    }
    // A value looks like the first character of its mark; runs with nothing left are gone, blanks are kept.
    assert!(document.contains("Số: 12/QĐ-SNV</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:proofErr"), "{document}");
    assert!(document.contains("<w:t xml:space=\"preserve\">Về việc ban hành &lt;Quy chế&gt; R&amp;D</w:t><w:br/>"));
}

#[test]
fn what_is_no_field_stays_byte_for_byte() {
    let form = forms::cut_into_runs();
    let file = filled("bytes", &form, FIRST);
    let (before, after) = (parts(&form), parts(&file));
    assert_eq!(before.len(), after.len());
    for ((name, old), (new_name, new)) in before.iter().zip(&after) {
        assert_eq!(name, new_name);
        let has_marks = ["word/document.xml", "word/header1.xml", "word/footnotes.xml"].contains(&name.as_str());
        assert!(has_marks != (old == new), "{name}");
    }
    let paragraphs = |xml: &str| -> Vec<String> {
        let parts = xml.split("<w:p>").skip(1);
        parts.map(|part| part.split("</w:p>").next().expect("its end").to_owned()).collect()
    };
    let (old, new) = (paragraphs(&part(&form, "word/document.xml")), paragraphs(&part(&file, "word/document.xml")));
    assert_eq!(old.len(), new.len());
    let same: Vec<bool> = old.iter().zip(&new).map(|(old, new)| old == new).collect();
    assert_eq!(same, [false, false, true, true, false, true, false, true, false, false]);
}

const SECOND: &str = "
so_ky_hieu: 7/KH-UBND
tong_so: 2
ghi_chu:
tasks:
  - { noi_dung: 'Rà soát & sửa', chu_tri: Sở Tư pháp, san_pham: Báo cáo, thoi_han: Quý I }
  - { noi_dung: Tổng kết, chu_tri: \"Văn phòng\\nSở Nội vụ\", san_pham: 'Tờ trình', thoi_han: 15/12 }
";

#[test]
fn a_text_box_is_filled_twice_and_told_once_and_a_row_is_repeated() {
    let form = forms::text_box_and_tasks();
    let (found, issues) = fields(&form).expect("a form");
    assert_eq!(issues, []);
    let number: Vec<_> = found.iter().filter(|field| field.name == "so_ky_hieu").collect();
    assert_eq!((number.len(), number[0].places.len()), (1, 1));
    assert!(number[0].places[0].0.text_box);
    let task = found.iter().find(|field| field.name == "noi_dung").expect("a column");
    assert_eq!((task.within.as_slice(), task.places[0].0.cell), (["nhiem_vu".to_owned()].as_slice(), Some([1, 2, 2])));

    let file = filled("box", &form, SECOND);
    let document = part(&file, "word/document.xml");
    assert_eq!(document.matches("Số 7/KH-UBND").count(), 2, "for Word, and for older programs");
    assert_eq!(document.matches("<w:tr").count(), 4);
    assert_eq!(document.matches("w14:paraId=\"0A0B0C0D\"").count(), 1, "an id stands once");
    assert!(document.contains("Văn phòng</w:t><w:br/><w:t xml:space=\"preserve\">Sở Nội vụ"));
    let read = words(&file);
    for line in ["1\nRà soát & sửa\nSở Tư pháp", "2\nTổng kết\n", "Tổng số: 2 nhiệm vụ\nKhông có ghi chú."]
    {
        assert!(read.contains(line), "{line:?} in {read}");
    }
    assert!(!read.contains("Ghi chú:"));
}

const THIRD: &str = "
number: 3/QĐ-X
ngay_ban_hanh: 2026-02-09
khan: hoa-toc
mat: true
trich_yeu: Về việc A & B
can_cu: [Căn cứ Luật A;, Căn cứ Luật B]
hieu_luc: 2026-03-01
kinh_gui: [{ ten: Sở A }, { ten: Sở B }]
recipients: [{ text: Bộ Nội vụ, note: để báo cáo }, { text: Như Điều 3 }]
luu: VT
signatory: Nguyễn Văn An
";

#[test]
fn controls_conditions_and_lists() {
    let form = forms::controls();
    let (found, issues) = fields(&form).expect("a form");
    assert_eq!(issues, []);
    assert!(found.iter().any(|field| field.name == "nguoi_ky" && matches!(field.kind, FieldKind::Control(_))));
    let file = filled("controls", &form, THIRD);
    let read = words(&file);
    for line in [
        "Số: 3/QĐ-X, ngày 09 tháng 02 năm 2026\nMức độ: Hỏa tốc Mật: ☒\nVề việc A & B\nCăn cứ Luật A;\nCăn cứ Luật B.\n",
        "Quyết định có hiệu lực từ ngày 01 tháng 3 năm 2026.\nKính gửi: Sở A, Sở B, và các đơn vị.\n",
        "Nơi nhận:\n- Bộ Nội vụ (để báo cáo);\n- Như Điều 3;\n- Lưu: VT.\nNguyễn Văn An\n",
    ] {
        assert!(read.contains(line), "{line:?} in {read}");
    }
    let document = part(&file, "word/document.xml");
    assert!(document.contains("w:fullDate=\"2026-02-09T00:00:00Z\""));
    assert!(!document.contains("showingPlcHdr") && !document.contains("PlaceholderText"), "no hint is left");
    assert!(document.contains("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">3/QĐ-X</w:t>"));

    let without = THIRD.replace("hieu_luc: 2026-03-01", "hieu_luc:").replace("mat: true", "mat: false");
    let read = words(&filled("controls-without", &form, &without));
    assert!(read.contains("Mật: ☐") && read.contains("Quyết định có hiệu lực kể từ ngày ký.\n"));
    assert!(!read.contains("hiệu lực từ ngày"));
}

#[test]
fn the_model_fills_a_form_by_the_names_of_both_languages() {
    let sample = common::program::sample("chuong-trinh-nam-2026.yaml");
    let form = common::word::word(
        &[
            "{{so_ky_hieu}} / {{header.number.symbol}} / {{subject}}",
            "{{#bases}}{{text}};{{/bases}}",
            "{{quyen_han}} {{chuc_vu}} {{signatory}}",
            "{{#dieu}}{{nhan}} {{noi_dung}}{{/dieu}}",
            "{{#tasks}}{{stt}}. {{task}}: {{lead}}{{/tasks}}",
        ]
        .map(common::word::p)
        .concat(),
        &[],
    );
    let folder = folder("templates-model");
    let (blank, output) = (folder.join("form.docx"), folder.join("out.docx"));
    std::fs::write(&blank, form).expect("a form");
    let said = vanban(&["template", "fill", shown(&blank), shown(&sample), "-o", shown(&output)]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let read = words(&std::fs::read(&output).expect("the file"));
    for line in [
        "/QĐ-BVSTBPN / QĐ-BVSTBPN / Ban hành Chương trình",
        "Thực hiện Kế hoạch số 41/KH-UBND",
        "KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN THƯỜNG TRỰC Đoàn Thị Thu Ngân",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
    ] {
        assert!(read.contains(line), "{line:?} in {read}");
    }
    assert!(read.lines().any(|line| line.starts_with("1. ") && line.contains(": ")), "{read}");
}

fn issues(form: &[u8], yaml: &str) -> Vec<(&'static str, String, Vec<Vec<usize>>)> {
    let Filling { file, issues, .. } = fill(form, &data(yaml), false).expect("a form");
    assert_eq!(file, None);
    issues.into_iter().map(|issue| (issue.code, issue.arguments[0].clone(), issue.entries)).collect()
}

#[test]
fn all_that_is_wrong_with_the_data_is_told_at_once() {
    let form = forms::text_box_and_tasks();
    let yaml = "
tong_so: hai
ghi_chu: [a, b]
tasks:
  - { noi_dung: A, chu_tri: B, san_pham: C, thoi_han: D }
  - { noi_dung: A, chu_tri: '', thoi_han: { quy: 1 } }
  - { noi_dung: 'x {{y}}', chu_tri: ' ', thoi_han: D }
";
    let found = issues(&form, yaml);
    let told = |code: &str, name: &str| found.iter().find(|(own, field, _)| *own == code && field == name);
    for (code, name) in [
        ("template-missing", "so_ky_hieu"),
        ("template-no-number", "tong_so"),
        ("template-list", "ghi_chu"),
        ("template-not-text", "thoi_han"),
        ("template-mark-in-value", "noi_dung"),
    ] {
        assert!(told(code, name).is_some(), "{code} {name}: {found:?}");
    }
    assert_eq!(told("template-empty", "chu_tri").map(|own| own.2.clone()), Some(vec![vec![2], vec![3]]));
    assert_eq!(told("template-missing", "san_pham").map(|own| own.2.clone()), Some(vec![vec![2], vec![3]]));
    assert_eq!(found.len(), 7, "{found:?}");
}

#[test]
fn all_that_is_wrong_with_the_form_is_told_at_once() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", common::word::p(text));
    let body = [
        common::word::p("{{so_ki_hieu}} {{trich_yeu | hoaa}} {{}} {{luu"),
        common::word::p("{{#can_cu}}{{noi_dung}}"),
        common::word::p("{{/noi_nhan}} {{#luu}}{{.}}{{/luu}}"),
        common::word::p("{{?trich_yeu}} bắt đầu"),
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("{{/trich_yeu}}"), cell("{{nguoi_ky}}")),
        forms::plain("{{?khong_co}}{{nguoi_ky}}{{/khong_co}}"),
    ]
    .concat();
    let form = common::word::word(&body, &[]);
    let yaml = "trich_yeu: a\nluu: VT\ncan_cu: [x]\nnguoi_ky: A\nsignatory: B\n";
    let found = issues(&form, yaml);
    let mut codes: Vec<(&str, &str)> = found.iter().map(|(code, name, _)| (*code, name.as_str())).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            ("template-column", "noi_dung"),
            ("template-filter-unknown", "trich_yeu"),
            ("template-mark-broken", "{{"),
            ("template-mark-broken", "{{}}"),
            ("template-mark-crossed", "trich_yeu"),
            ("template-mark-end", "noi_nhan"),
            ("template-mark-open", "can_cu"),
            ("template-not-list", "luu"),
            ("template-several", "nguoi_ky"),
            ("template-unknown", "khong_co"),
            ("template-unknown-near", "so_ki_hieu"),
        ]
    );
}

/// A form made of a sample and filled with what was read of the sample says the same again.
#[test]
fn a_form_made_of_a_sample_and_filled_again_says_the_same() {
    let folder = folder("templates-make");
    for name in ["chuong-trinh-bang-word", "ban-chi-dao-danh-so-tu-dong"] {
        let sample = common::program::sample(&format!("{name}.docx"));
        let paths = ["form.docx", "model.json", "out.docx"].map(|end| folder.join(format!("{name}-{end}")));
        let [form, model, output] = &paths;
        let made = vanban(&["template", "make", shown(&sample), "-o", shown(form)]);
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        assert!(!text(&made.stdout).contains("tự đánh dấu"), "all is marked: {}", text(&made.stdout));
        vanban(&["parse", shown(&sample), "--provenance", "none", "-o", shown(model)]);
        let filled = vanban(&["template", "fill", shown(form), shown(model), "-o", shown(output)]);
        assert_eq!(filled.status.code(), Some(0), "{}", text(&filled.stderr));

        let read = |path: &Path| std::fs::read(path).expect("a file");
        let parsed = |path: &Path| vanban::parse(&read(path)).expect("a document").document;
        let (mut before, mut after) = (parsed(&sample), parsed(output));
        for document in [&mut before, &mut after] {
            // Nobody has signed the new one.
            document.signatures.iter_mut().for_each(|signature| signature.mark = None);
        }
        assert_eq!(before, after, "{name}");

        let (old, new) = (parts(&read(&sample)), parts(&read(form)));
        for ((part, old), (_, new)) in old.iter().zip(&new) {
            assert!(part == "word/document.xml" || old == new, "{part}");
        }
        let article = |xml: &str| {
            let at = xml.find("Quyết định này có hiệu lực").or_else(|| xml.find("Ban Chỉ đạo có")).expect("an article");
            let start = xml[..at].rfind("<w:p>").expect("its paragraph");
            let end = xml[at..].find("</w:p>").expect("its end");
            xml[start..at + end].to_owned()
        };
        assert_eq!(
            article(&part(&read(&sample), "word/document.xml")),
            article(&part(&read(form), "word/document.xml"))
        );
    }
    let (found, _) =
        fields(&std::fs::read(folder.join("chuong-trinh-bang-word-form.docx")).expect("a form")).expect("fields");
    let lead = found.iter().find(|field| field.name == "chu_tri").expect("a column");
    assert_eq!(lead.within, ["nhom_nhiem_vu", "nhiem_vu"]);
    let text_sample = common::program::sample("bo-nhiem.txt");
    let refused = vanban(&["template", "make", shown(&text_sample), "-o", shown(&folder.join("x.docx"))]);
    assert!(refused.status.code() == Some(1) && !folder.join("x.docx").exists());
}

/// Two conditions or loops may hold the same paragraph or row.
#[test]
fn what_is_nested_in_one_paragraph_or_row() {
    let row = |text: &str| {
        format!(
            "<w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc><w:tcPr/>{}</w:tc></w:tr>",
            common::word::p(text),
            common::word::p("x")
        )
    };
    let body = [
        common::word::p("{{?ds}}{{#ds}}- {{.}}{{/ds}}{{/ds}}"),
        common::word::p("{{#nhom}}"),
        common::word::p("{{ten}}: {{#muc}}[{{stt}} {{ten}}{{?ghi}} ({{ghi}}){{/ghi}}]{{/muc}}"),
        common::word::p("{{/nhom}}"),
        format!(
            "<w:tbl><w:tblPr/>{}{}</w:tbl>",
            row("{{?trong}}{{#trong}}{{.}}{{/trong}}{{/trong}}"),
            row("{{?trong}}y{{/trong}}")
        ),
        format!(
            "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc><w:tcPr/>{}</w:tc></w:tr></w:tbl>",
            common::word::p("{{?trong}}"),
            common::word::p("{{/trong}}")
        ),
        common::word::p("hết"),
    ]
    .concat();
    let form = common::word::word(&body, &[]);
    let yaml = "ds: [a, b]\nnhom:\n- ten: N\n  muc: [{ ten: A, ghi: g }, { ten: B, ghi: }]\ntrong:\n";
    let file = filled("nested", &form, yaml);
    assert_eq!(words(&file).trim(), "- a\n- b\nN: [1 A (g)][2 B]\n\nx\n\nx\nhết");
    let document = part(&file, "word/document.xml");
    assert_eq!((document.matches("<w:tbl>").count(), document.matches("<w:p/>").count()), (1, 2), "{document}");
}

/// A mark where no paragraph is read is not left standing in silence.
#[test]
fn a_mark_that_cannot_be_filled_is_told() {
    let drawing = "<w:p><w:r><w:drawing><a:p xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:r><a:t>{{so_ky_hieu}}</a:t></a:r></a:p></w:drawing></w:r></w:p>";
    let form = common::word::word(&[common::word::p("{{luu}}"), drawing.to_owned()].concat(), &[]);
    assert_eq!(issues(&form, "luu: VT"), [("template-mark-left", "{{".to_owned(), Vec::new())]);
}

/// Whatever a form looks like inside, it is filled or refused.
#[test]
fn no_form_breaks_the_program() {
    for (form, yaml) in
        [(forms::cut_into_runs(), FIRST), (forms::text_box_and_tasks(), SECOND), (forms::controls(), THIRD)]
    {
        let whole = part(&form, "word/document.xml");
        let tags: Vec<usize> = whole.match_indices('<').map(|(at, _)| at).collect();
        for (index, at) in tags.iter().enumerate().step_by(3) {
            let cut = whole[..*at].to_owned();
            let end = tags.get(index + 1 + index % 5).copied().unwrap_or(whole.len());
            let without = whole[..*at].to_owned() + &whole[end..];
            for broken in [cut, without] {
                let form = common::word::with_part(&form, "word/document.xml", |_| broken.clone());
                if let Ok(Filling { file: Some(file), .. }) = fill(&form, &data(yaml), true) {
                    let _ = vanban::read::source(&file);
                }
                let Ok(source) = vanban::read::source(&form) else { continue };
                let blocks = source.blocks.clone().unwrap_or_default();
                let parsed = vanban::parse(&form).expect("it was read");
                let _ = vanban::template::make(&form, &parsed, &blocks, &["/body/0/rows/0".to_owned()]);
            }
        }
    }
}

#[test]
fn a_transcript_of_the_three_commands() {
    let folder = folder("templates-transcript");
    let path = |name: &str| -> PathBuf { folder.join(name) };
    let (form, yaml, output) = (path("form.docx"), path("data.yaml"), path("out.docx"));
    std::fs::write(&form, forms::cut_into_runs()).expect("a form");

    let listed = vanban(&["template", "fields", shown(&form)]);
    assert_eq!(listed.status.code(), Some(0));
    let page = text(&listed.stdout);
    assert!(
        page.contains("so_ky_hieu")
            && page.contains("số, ký hiệu")
            && page.contains("bảng 1, dòng 1, ô 1, đoạn 2 và 1 chỗ nữa"),
        "{page}"
    );
    assert!(page.contains("kinh_phi | so") && page.contains("trường riêng"), "{page}");
    let listed = vanban(&["template", "fields", shown(&form), "--format", "json", "--lang", "en"]);
    let json: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    assert_eq!(json[1]["name"], "so_ky_hieu");
    assert_eq!(json[1]["places"][1][0]["room"], "header");

    std::fs::write(&yaml, FIRST.replace("trich_yeu", "trich_yieu").replace("2026-01-05", "hôm nay")).expect("data");
    let arguments = ["template", "fill", shown(&form), shown(&yaml), "-o", shown(&output)];
    let wrong = vanban(&arguments);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(!output.exists(), "nothing is written");
    let said = text(&wrong.stderr);
    for words in [
        "lỗi[template-missing-near]: Số liệu không có \"trich_yeu\". Có khóa \"trich_yieu\" gần giống",
        "form.docx: thân văn bản, đoạn 2: Về việc {{trich_yeu}}",
        "lỗi[template-no-date]",
        "thân văn bản, bảng 1, dòng 1, ô 2, đoạn 3: {{dia_danh}}, ngày {{ngay_ban_hanh | ngay}}",
        "chú thích cuối trang, đoạn 1: Ký ngày {{ngay_ban_hanh | ngay_ngan}}.",
        "form.docx: 3 lỗi, không ghi tệp nào",
        "khóa \"trich_yieu\" mà biểu mẫu không dùng",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }

    std::fs::write(&yaml, FIRST).expect("data");
    let fine = vanban(&arguments);
    assert_eq!(fine.status.code(), Some(0), "{}", text(&fine.stderr));
    assert!(text(&fine.stderr).contains("Đã điền 10 chỗ"), "{}", text(&fine.stderr));
    assert!(words(&std::fs::read(&output).expect("the file")).contains("Số: 12/QĐ-SNV"));
    assert_eq!(vanban(&arguments).status.code(), Some(2), "what exists is not overwritten");
    for over in [&form, &yaml] {
        let arguments = ["template", "fill", shown(&form), shown(&yaml), "-o", shown(over), "--force"];
        assert_eq!(vanban(&arguments).status.code(), Some(2), "an input is never overwritten");
    }
    let (sample, made) = (common::program::sample("ban-chi-dao-danh-so-tu-dong.docx"), path("made.docx"));
    let making = vanban(&["--lang", "en", "template", "make", shown(&sample), "-o", shown(&made)]);
    assert_eq!(making.status.code(), Some(0));
    let page = text(&making.stdout);
    for words in ["now the field {{so_ky_hieu}}: 1573/QĐ-UBND", "now the field {{nguoi_ky}}", "12 places marked"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let no_form = vanban(&["template", "fields", shown(&yaml)]);
    assert!(no_form.status.code() == Some(1) && text(&no_form.stderr).contains(".docx"));
}
