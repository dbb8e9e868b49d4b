//! The program as its users meet it: output, exit status, messages, what happens to bad input.

#![cfg(feature = "cli")]

#[path = "common/program.rs"]
mod program;

use program::{folder, sample, shown, text, vanban, with_input};

#[test]
fn one_input_goes_to_standard_output_and_fits_the_schema() {
    let schema: serde_json::Value = serde_json::from_slice(&vanban(&["schema"]).stdout).expect("a JSON Schema");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let folder = std::fs::read_dir(sample("")).expect("the samples");
    for path in folder.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()) {
        // A model is no document to read.
        if path.extension().is_some_and(|ending| ending == "yaml") {
            continue;
        }
        for provenance in ["none", "fields", "all"] {
            let output = vanban(&["parse", shown(&path), "--provenance", provenance]);
            assert_eq!(output.status.code(), Some(0), "{}", path.display());
            let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            let faults: Vec<String> =
                validator.iter_errors(&json).map(|error| format!("{} {error}", error.instance_path())).collect();
            assert_eq!(faults, Vec::<String>::new(), "{}", path.display());
            assert_eq!(json["schema"], "vanban/1");
            assert_eq!(json.get("provenance").is_some(), provenance != "none");
        }
    }
}

#[test]
fn yaml_text_and_standard_input() {
    let path = sample("mat-tieu-de.txt");
    let bytes = std::fs::read(&path).expect("a sample");
    let output = with_input(&["parse", "-", "--format", "yaml", "--provenance", "none"], &bytes);
    assert!(text(&output.stdout).contains("text: 61/QĐ-BCĐSL"));
    let output = with_input(&["parse", "-", "--format", "text"], &bytes);
    assert_eq!(output.stdout, bytes);
}

#[test]
fn exchange_formats_for_a_folder_and_by_the_name_of_what_is_rendered() {
    let folder = folder("exchange");
    let (inputs, outputs) = (folder.join("in"), folder.join("out"));
    std::fs::create_dir_all(&inputs).expect("a folder");
    std::fs::copy(sample("bo-nhiem.txt"), inputs.join("a.txt")).expect("a copy");
    std::fs::copy(sample("qd-phang.txt"), inputs.join("b.txt")).expect("a copy");
    let starts = |name: &str, start: &str| {
        let found = std::fs::read_to_string(folder.join(name)).expect("a file");
        assert!(found.contains(start), "{name}: {found}");
    };
    for (format, ending, start) in [
        ("akn", "akn.xml", "<act name=\"quyet-dinh\""),
        ("metadata", "meta.xml", "<OutgoingDocument>"),
        ("markdown", "md", "# QUYẾT ĐỊNH"),
        ("html", "html", "<!DOCTYPE html>"),
    ] {
        let output = vanban(&["parse", shown(&inputs), "-o", shown(&outputs), "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        starts(&format!("out/a.{ending}"), start);
        starts(&format!("out/b.{ending}"), start);
    }
    let model = sample("chuong-trinh-nam-2026.yaml");
    for (name, start) in [
        ("c.akn", "<akomaNtoso "),
        ("c.xml", "<akomaNtoso "),
        ("c.meta.xml", "<OutgoingDocument>"),
        ("c.md", "# QUYẾT ĐỊNH"),
    ] {
        let output = vanban(&["render", shown(&model), "-o", shown(&folder.join(name))]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        starts(name, start);
    }
}

#[test]
fn several_inputs_need_a_folder_keep_their_names_and_survive_a_bad_one() {
    let folder = folder("several");
    let (inputs, outputs) = (folder.join("in"), folder.join("out"));
    std::fs::create_dir_all(inputs.join("2025")).expect("a folder");
    std::fs::copy(sample("bo-nhiem.txt"), inputs.join("a.txt")).expect("a copy");
    std::fs::copy(sample("qd-phang.txt"), inputs.join("2025/b.TXT")).expect("a copy");
    std::fs::write(inputs.join("c.txt"), b"").expect("a file");
    std::fs::write(inputs.join("picture.png"), b"\x89PNG").expect("a file");

    let output = vanban(&["parse", shown(&inputs)]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("-o"), "the remedy is named: {}", text(&output.stderr));

    let output = vanban(&["parse", shown(&inputs), "-o", shown(&outputs)]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(errors.contains("c.txt") && errors.contains("Đã đọc 2 tệp"), "{errors}");
    assert!(outputs.join("a.json").is_file() && outputs.join("2025/b.json").is_file());
    assert!(!outputs.join("c.json").exists(), "nothing half-written");

    let again = vanban(&["parse", shown(&inputs), "-o", shown(&outputs)]);
    assert_eq!(again.status.code(), Some(2), "what exists is not overwritten");
    let forced = vanban(&["--lang", "en", "parse", shown(&inputs), "-o", shown(&outputs), "--force"]);
    assert!(text(&forced.stderr).contains("2 files read"), "{}", text(&forced.stderr));
}

#[test]
fn a_clash_of_names_costs_the_later_file_alone() {
    let folder = folder("clash");
    for name in ["x", "y"] {
        std::fs::create_dir_all(folder.join(name)).expect("a folder");
        std::fs::copy(sample("bo-nhiem.txt"), folder.join(name).join("a.txt")).expect("a copy");
    }
    let out = folder.join("out");
    let (x, y) = (folder.join("x/a.txt"), folder.join("y/a.txt"));
    let output = vanban(&["parse", shown(&x), shown(&y), "-o", shown(&out)]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("y/a.txt sẽ cùng ghi vào") || said.contains("y\\a.txt sẽ cùng ghi vào"), "{said}");
    assert!(out.join("a.txt.json").exists());
}

#[test]
fn an_input_is_never_overwritten() {
    let folder = folder("over");
    let path = folder.join("a.txt");
    std::fs::copy(sample("bo-nhiem.txt"), &path).expect("a copy");
    let before = std::fs::read(&path).expect("the file");
    let output = vanban(&["parse", shown(&path), "-o", shown(&path), "--force"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(std::fs::read(&path).expect("the file"), before);
}

#[test]
fn bad_input_is_named_with_a_remedy() {
    let folder = folder("bad");
    let noise: Vec<u8> = (0..9000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let cases: [(&str, &[u8], &str); 5] = [
        ("empty.txt", b"", "không có nội dung"),
        ("blank.txt", b" \n\n\x0c", "không có nội dung"),
        // Where tesseract is missing, that is what is said.
        ("picture.txt", b"\x89PNG\r\n\x1a\n........", "PNG|tesseract"),
        ("archive.txt", b"\x1F\x8B\x08........", "GZIP"),
        ("noise.txt", &noise, "không phải là văn bản"),
    ];
    for (name, bytes, words) in cases {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a file");
        let output = vanban(&["parse", shown(&path)]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        let message = text(&output.stderr);
        assert!(
            message.contains(name) && words.split('|').any(|word| message.contains(word)) && message.contains("Hãy"),
            "{name}: {message}"
        );
        assert!(output.stdout.is_empty(), "{name}");
    }
    let output = vanban(&["parse", shown(&folder.join("missing.txt"))]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(vanban(&["parse"]).status.code(), Some(2));
    assert_eq!(vanban(&["unknown"]).status.code(), Some(2));
}

#[test]
fn long_inputs_are_read_whole() {
    let lines = "- Như Điều 3;\n".repeat(200_000);
    let output = with_input(&["parse", "-", "--format", "text"], lines.as_bytes());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), lines.len()));
    let line = "Điều 1. Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024 ".repeat(40_000);
    let output = with_input(&["parse", "-", "--format", "json", "--provenance", "all"], line.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(json["document"].is_object());
}

#[test]
fn show_says_what_is_doubtful_with_the_place_marked() {
    let path = sample("mat-tieu-de.txt");
    let output = vanban(&["show", shown(&path)]);
    let page = text(&output.stdout);
    for words in ["61/QĐ-BCĐSL", "2025-04-11", "KT.", "Điều 3.", "Chi cục Quản lý lưu vực", "number-inferred", "^^^"]
    {
        assert!(page.contains(words) || words == "KT.", "{words} is shown:\n{page}");
    }
    let english = vanban(&["show", shown(&path), "--lang", "en"]);
    assert!(text(&english.stdout).contains("Legal bases"));
}

/// The mark stands below the words that it marks, on a line with Vietnamese before it, NFC or NFD.
#[test]
fn marks_stand_below_their_words() {
    let line = "Số: 12/QĐ-UBND\tBình Lâm, ngày 31 tháng 02 năm 2020";
    let document = format!("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{line}\nQUYẾT ĐỊNH\nĐiều 1. A.\n");
    let output = with_input(&["show", "-"], document.as_bytes());
    let page = text(&output.stdout);
    let lines: Vec<&str> = page.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("tháng 02 năm 2020") && line.contains('|'))
        .expect("the source line");
    let column = |line: &str, words: &str| line.find(words).map(|at| line[..at].chars().count());
    assert_eq!(column(lines[at + 1], "^"), column(lines[at], "ngày 31"), "{page}");
}

#[test]
fn an_office_adds_words_without_a_rebuild() {
    let folder = folder("words");
    let words = folder.join("words.toml");
    std::fs::write(&words, "columns = [{ role = \"lead\", words = [\"Ai làm\"] }]\n").expect("a file");
    let document =
        "QUYẾT ĐỊNH\nĐiều 1. Như sau:\n| TT | Nội dung | Ai làm |\n|---|---|---|\n| 1 | Báo cáo | Sở Nội vụ |\n";
    let role = |arguments: &[&str]| {
        let output = with_input(arguments, document.as_bytes());
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        json["document"]["body"][0]["body"][1]["columns"][2]["role"].clone()
    };
    assert_eq!(role(&["parse", "-"]), serde_json::Value::Null);
    assert_eq!(role(&["parse", "-", "--words", shown(&words)]), "lead");
    std::fs::write(&words, "columms = []\n").expect("a file");
    let output = with_input(&["parse", "-", "--words", shown(&words)], b"x");
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr);
    assert!(
        message.contains("dòng 1") && message.contains("columms") && message.contains("grammars/words"),
        "{message}"
    );
}

#[test]
fn help_is_in_vietnamese_and_in_english() {
    assert!(text(&vanban(&["--help"]).stdout).contains("Ví dụ"));
    assert!(text(&vanban(&["--help", "--lang", "en"]).stdout).contains("Examples"));
    assert!(text(&vanban(&["completions", "bash"]).stdout).contains("vanban"));
}

/// Shells of Unix do it themselves, and a name with a star is a name there.
#[test]
fn stars_in_names_are_expanded_where_shells_leave_them_to_the_program() {
    let folder = folder("stars");
    for name in ["bo-nhiem.txt", "qd-phang.txt"] {
        std::fs::copy(sample(name), folder.join(name)).expect("a copy");
    }
    let done = vanban(&["show", shown(&folder.join("*.txt"))]);
    let found = text(&done.stdout).lines().filter(|line| line.ends_with(".txt")).count();
    assert_eq!(found, if cfg!(windows) { 2 } else { 0 }, "{}", text(&done.stderr));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_and_a_strange_name_are_no_panic() {
    use std::os::unix::ffi::OsStrExt;
    use std::process::{Command, Stdio};
    let folder = folder("unix");
    let name = std::ffi::OsStr::from_bytes(b"t\xE0i li\xEAu.txt");
    let path = folder.join(name);
    std::fs::copy(sample("qd-phang.txt"), &path).expect("a copy");
    let output = Command::new(env!("CARGO_BIN_EXE_vanban")).arg("parse").arg(&path).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    let mut child = Command::new(env!("CARGO_BIN_EXE_vanban"))
        .arg("parse")
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
}

#[test]
fn older_word_files_are_checked_and_not_mended() {
    let to = folder("older-word").join("mended.docx");
    for name in ["ban-chi-dao-word-97.doc", "ban-chi-dao.rtf"] {
        let path = sample(name);
        let output = vanban(&["check", shown(&path), "--format", "json"]);
        assert!(!output.stdout.is_empty(), "{name}: {}", text(&output.stderr));
        let output = vanban(&["check", shown(&path), "--fix", "-o", shown(&to)]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(text(&output.stderr).contains(".docx"), "{name}: {}", text(&output.stderr));
        assert!(!to.exists(), "{name}");
    }
}
