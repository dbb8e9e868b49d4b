//! Rendering, checking and mending as a user meets them: files in, files out, messages, exit status.

#![cfg(feature = "cli")]

#[path = "common/program.rs"]
mod program;

use program::{folder, sample};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn vanban(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vanban")).args(arguments).stdin(Stdio::null()).output().expect("the program runs")
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The commented sample as a Word file in a folder of its own.
fn rendered(name: &str) -> std::path::PathBuf {
    let file = folder(name).join("van-ban.docx");
    let done = vanban(&["render", shown(&sample("chuong-trinh-nam-2026.yaml")), "-o", shown(&file)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    file
}

/// The parts of a package by name.
fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).expect("a zip");
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            (part.name().to_owned(), bytes)
        })
        .collect()
}

fn package(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

/// The codes of what was found, without notes on what became of acts: these change with the table of facts.
fn findings(entry: &serde_json::Value) -> Vec<&str> {
    let found = entry["findings"].as_array().expect("a list").iter();
    found.filter_map(|finding| finding["code"].as_str()).filter(|code| *code != "basis-amended").collect()
}

#[test]
fn the_commented_sample_renders_and_has_no_finding() {
    let file = rendered("writing-sample");
    let checked = vanban(&["check", shown(&sample("chuong-trinh-nam-2026.yaml")), shown(&file), "--format", "json"]);
    assert!(checked.status.success());
    let entries: serde_json::Value = serde_json::from_slice(&checked.stdout).expect("JSON");
    for entry in entries.as_array().expect("a list") {
        assert_eq!((&entry["form"], findings(entry)), (&"nd30-2020".into(), Vec::<&str>::new()), "{entry}");
    }
}

#[test]
fn html_is_one_file_with_everything_escaped() {
    let folder = folder("writing-html");
    let model = folder.join("m.yaml");
    std::fs::write(&model, "schema: vanban/1\ndocument:\n  subject: Về <b>việc</b> & \"khác\"\n").expect("a model");
    let page = folder.join("m.html");
    assert!(vanban(&["render", shown(&model), "-o", shown(&page)]).status.success());
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.contains("Về &lt;b&gt;việc&lt;/b&gt; &amp;") && !page.contains("<b>việc"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("href="));
}

#[test]
fn a_wrong_model_is_refused_with_line_key_and_remedy_and_nothing_is_written() {
    let folder = folder("writing-wrong");
    let model = folder.join("m.yaml");
    let output = folder.join("m.docx");
    let cases = [
        ("schema: vanban/1\ndocument:\n  subjekt: x\n", ["dòng 3", "document.subjekt", "\"subject\""]),
        (
            "schema: vanban/1\ndocument:\n  body:\n    - type: division\n      level: dieu\n",
            ["dòng", "label", "Hãy thêm"],
        ),
        (
            "schema: vanban/1\ndocument:\n  header:\n    date: 14/3/2025\n",
            ["dòng 4", "document.header.date", "2025-03-14"],
        ),
        ("{ \"schema\": \"vanban/1\",\n \"document\": [1 }", ["dòng 2", "document", ""]),
        ("{ \"schema\": \"vanban/1\",\n \"document\": { \"subject\": \"a }", ["dòng 2", "JSON", ""]),
    ];
    for (content, wanted) in cases {
        std::fs::write(&model, content).expect("a model");
        let done = vanban(&["render", shown(&model), "-o", shown(&output)]);
        assert_eq!(done.status.code(), Some(1), "{content}");
        let said = text(&done.stderr);
        assert!(wanted.iter().all(|word| said.contains(word)), "{said}");
        assert!(!output.exists());
    }
}

#[test]
fn an_output_is_not_overwritten_and_forms_are_named() {
    let file = rendered("writing-force");
    let model = sample("chuong-trinh-nam-2026.yaml");
    assert_eq!(vanban(&["render", shown(&model), "-o", shown(&file)]).status.code(), Some(2));
    assert!(vanban(&["render", shown(&model), "-o", shown(&file), "--force", "--form", "tt01-2011"]).status.success());
    assert_eq!(vanban(&["render", shown(&model), "-o", shown(&file), "--force", "--form", "x"]).status.code(), Some(2));
}

#[test]
fn errors_give_status_3_and_a_document_without_a_form_says_so() {
    let folder = folder("writing-status");
    let bad = folder.join("a.txt");
    std::fs::write(&bad, "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH LÂM\tĐộc lập - Tự do - Hạnh phúc\nSố: 7/KH-UBND\tBình Lâm, ngày 5 tháng 3 năm 2009\nQUYẾT ĐỊNH\nVề việc thành lập Hội đồng\nĐiều 1. Thành lập Hội đồng.\nĐiều 3. Các sở chịu trách nhiệm thi hành.\n").expect("a file");
    let done = vanban(&["check", shown(&bad)]);
    assert_eq!(done.status.code(), Some(3));
    let said = text(&done.stdout);
    assert!(said.contains("article-sequence") && said.contains("không có biểu mẫu để đối chiếu"), "{said}");
    assert!(!said.contains("number-zero"), "a form's rule without a form: {said}");
}

#[test]
fn fix_changes_what_it_says_and_nothing_else() {
    let file = rendered("writing-fix");
    let good = parts(&std::fs::read(&file).expect("a file"));
    let document = String::from_utf8(good["word/document.xml"].clone()).expect("UTF-8");
    // Margins, the alignment of a title, the mark of a basis, the end of the text.
    let broken = document.replace("w:top=\"1134\"", "w:top=\"600\"").replacen("năm 2006;", "năm 2006,", 1).replacen(
        "thi hành Quyết định này./.",
        "thi hành Quyết định này.",
        1,
    );
    assert_ne!(broken, document);
    let mut parts_broken = good.clone();
    parts_broken.insert("word/document.xml".to_owned(), broken.clone().into_bytes());
    let source = file.with_file_name("sai.docx");
    std::fs::write(&source, package(&parts_broken)).expect("a file");
    assert_eq!(vanban(&["check", shown(&source)]).status.code(), Some(3));
    let mended = file.with_file_name("da-sua.docx");
    let done = vanban(&["check", shown(&source), "--fix", "-o", shown(&mended), "--format", "json"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let entries: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
    let codes: Vec<&str> =
        entries[0]["mended"].as_array().expect("a list").iter().filter_map(|mend| mend["code"].as_str()).collect();
    assert_eq!(codes, ["margins", "basis-mark", "end-mark"]);
    assert_eq!(findings(&entries[0]), Vec::<&str>::new());
    let fixed = parts(&std::fs::read(&mended).expect("a file"));
    assert_eq!(fixed.keys().collect::<Vec<_>>(), good.keys().collect::<Vec<_>>());
    for (name, bytes) in &good {
        // The nearest margin that is allowed is the one that was there.
        assert!(&fixed[name] == bytes, "{name} is not as it was");
    }
    // The file that was given is untouched.
    assert_eq!(parts(&std::fs::read(&source).expect("a file"))["word/document.xml"], broken.into_bytes());
}

#[test]
fn odd_models_give_a_file_or_an_error_and_no_panic() {
    let folder = folder("writing-odd");
    let model = folder.join("m.json");
    let output = folder.join("m.docx");
    let long = "x ".repeat(300);
    let wide = vec!["{\"text\":\"a\"}"; 64].join(",");
    let table = |cells: &str| {
        format!("{{\"body\":[{{\"type\":\"table\",\"columns\":[],\"rows\":[{{\"cells\":[{cells}]}}]}}]}}")
    };
    let cases = [
        ("{}".to_owned(), 0),
        (
            format!(
                "{{\"header\":{{\"agency\":\"{long}\",\"number\":{{\"text\":\"/\"}},\"place\":\"{long}\"}},\"subject\":\"{long}\"}}"
            ),
            0,
        ),
        ("{\"subject\":\"a\\u0000b\\u0001 <&>\"}".to_owned(), 0),
        (table("{\"text\":\"a\",\"col_span\":60,\"row_span\":999},{}"), 0),
        (table(&wide), 1),
        ("{\"attachments\":[{\"part_of\":7,\"title\":\"t\",\"issued_with\":{}}]}".to_owned(), 0),
    ];
    for (document, status) in cases {
        std::fs::write(&model, format!("{{\"schema\":\"vanban/1\",\"document\":{document}}}")).expect("a model");
        let done = vanban(&["render", shown(&model), "-o", shown(&output), "--force"]);
        assert_eq!(done.status.code(), Some(status), "{document}: {}", text(&done.stderr));
        if status == 0 {
            let parts = parts(&std::fs::read(&output).expect("a file"));
            let written = String::from_utf8(parts["word/document.xml"].clone()).expect("UTF-8");
            assert!(!written.contains(['\u{0}', '\u{1}']), "{document}");
        }
    }
}

/// The body of the Word file that a model gives.
fn body_of(name: &str, model: &str) -> String {
    let folder = folder(name);
    let (yaml, file) = (folder.join("m.yaml"), folder.join("m.docx"));
    std::fs::write(&yaml, model).expect("written");
    let done = vanban(&["render", shown(&yaml), "-o", shown(&file)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let parts = parts(&std::fs::read(&file).expect("a file"));
    String::from_utf8(parts["word/document.xml"].clone()).expect("UTF-8")
}

const MODEL: &str = "schema: vanban/1
document:
  kind: quyet-dinh
  name: QUYẾT ĐỊNH
  body:
    - type: division
      level: dieu
      label: Điều 1.
      body:
        - type: paragraph
          text: Thành lập Tổ công tác.
";

#[test]
fn the_end_mark_is_written_once_and_where_the_text_ends() {
    let once = |body: &str| body.matches("./.").count();
    assert_eq!(once(&body_of("writing-end", MODEL)), 1);
    let marked = MODEL.replace("Tổ công tác.", "Tổ công tác./.");
    let body = body_of("writing-end-marked", &marked);
    assert!(body.contains("Tổ công tác./.<") && !body.contains("././."), "{body}");
    // A label alone ends no text, and an attachment without a body marks nothing before it.
    let alone = MODEL.replace("      body:\n        - type: paragraph\n          text: Thành lập Tổ công tác.\n", "");
    let body = body_of("writing-end-label", &alone);
    assert_eq!(once(&body), 0, "{body}");
    let attached =
        format!("{MODEL}  attachments:\n    - kind: phu-luc\n      name: PHỤ LỤC\n      title: DANH SÁCH.\n");
    let body = body_of("writing-end-attached", &attached);
    assert!(body.contains("Tổ công tác./.<") && !body.contains("DANH SÁCH./."), "{body}");
}

#[test]
fn a_turned_table_at_the_end_leaves_no_empty_page() {
    let wide: String = (0..14).map(|at| format!("            - name: Cột có tên rất dài thứ {at}\n")).collect();
    let cells: String = (0..14).map(|_| "                - text: \"123.456.789\"\n").collect();
    let model = format!(
        "{MODEL}    - type: table\n      columns:\n{}      rows:\n        - cells:\n{}",
        wide.replace("            - name", "        - name"),
        cells.replace("                - text", "            - text")
    );
    let body = body_of("writing-turned", &model);
    assert!(body.contains("w:orient=\"landscape\""));
    // The last section is the table's own.
    let last = &body[body.rfind("<w:sectPr").expect("a section")..];
    assert!(last.contains("landscape"), "{last}");
}

#[test]
fn numbers_beyond_all_bounds_are_checked_without_a_fault() {
    let folder = folder("writing-bounds");
    let model = format!(
        "{MODEL}    - type: table
      columns: [{{ name: TT }}, {{ name: Nội dung }}]
      rows:
        - cells: [{{ text: \"4294967295\", col_span: 4294967295 }}, {{ text: a }}]
        - cells: [{{ text: \"7\" }}, {{ text: b }}]
"
    )
    .replace("label: Điều 1.", "label: Điều 4294967295.\n      number: \"4294967295\"");
    let yaml = folder.join("m.yaml");
    std::fs::write(&yaml, model).expect("written");
    let done = vanban(&["check", shown(&yaml)]);
    let said = text(&done.stderr);
    assert!(matches!(done.status.code(), Some(0 | 1 | 3)) && !said.contains("panicked"), "{said}");
}
