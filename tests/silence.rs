//! Nothing passes in silence: what was skipped, damaged, hidden or not checked is said, and every command is bounded.

#![cfg(feature = "cli")]

#[path = "common/pdf.rs"]
mod pdf;
#[path = "common/program.rs"]
mod program;
#[path = "common/word.rs"]
mod word;

use pdf::pdf_of;
use program::{folder, sample, shown, text, vanban};
use std::path::Path;
use std::time::{Duration, Instant};
use vanban::check;
use vanban::words::{Language, Vocabulary};

/// A decision of a few lines, with a body.
fn decision(body: &str) -> String {
    format!(
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH BÌNH LÂM\tĐộc lập - Tự do - Hạnh phúc\nSố: 7/QĐ-UBND\tBình Lâm, ngày 5 \
         tháng 3 năm 2024\nQUYẾT ĐỊNH\nVề việc thành lập Hội đồng\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Thi đua, khen thưởng ngày \
         15 tháng 6 năm 2022;\nCăn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ;\nQUYẾT ĐỊNH:\n{body}\nNơi nhận:\n- \
         Như Điều 2;\n- Lưu: VT.\tCHỦ TỊCH\n\tNguyễn Văn An\n"
    )
}

const BODY: &str = "Điều 1. Thành lập Hội đồng gồm các ông, bà.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.";

fn codes(text: &str) -> Vec<&'static str> {
    let parsed = vanban::parse(text.as_bytes()).expect("a document");
    assert_eq!((parsed.document.bases.len(), parsed.document.articles().len()), (2, 2), "{text}");
    parsed.diagnostics.iter().map(|own| own.code).collect()
}

#[test]
fn what_deceives_is_read_through_and_said() {
    let clean = decision(BODY);
    let told = codes(&clean);
    for (from, to, code) in [
        ("Điều 2.", "Đi\u{AD}ều 2.", "text-invisible"),
        ("Điều 2.", "Điều\u{200B} 2.", "text-invisible"),
        ("QUYẾT ĐỊNH:", "QUYẾT\u{200B} ĐỊNH:", "text-invisible"),
        ("QUYẾT ĐỊNH:", "QUYẾT\u{202E} ĐỊNH:", "text-direction"),
        ("Số: 7/", "Số: \u{FF17}/", "text-full-width"),
        ("Căn cứ Luật", "\u{421}ăn cứ Luật", "text-look-alike"),
        ("7/QĐ-UBND", "7/QĐ-U\u{412}ND", "text-look-alike"),
        ("Điều 1.", "Đi\u{FFFD}u 1.", "text-damaged"),
        ("Điều 2.", "\u{FFFD}iều 2.", "text-damaged"),
        ("Căn cứ Nghị", "C\u{FFFD}n cứ Nghị", "text-damaged"),
        ("Hội đồng", "Hội\u{1} đồng", "text-control"),
        ("Hội đồng", "Hội\0 đồng", "text-control"),
    ] {
        assert!(!told.contains(&code), "{code} of clean text");
        let found = codes(&clean.replacen(from, to, 1));
        assert!(found.contains(&code), "{to:?}: {found:?}");
    }
}

/// What `check` says of a table of costs.
fn judged(rows: &[(&str, &str, &str)]) -> Vec<(&'static str, Vec<String>)> {
    let mut table = String::from("Điều 1. Dự toán như sau:\n| STT | Nội dung | Kinh phí (đồng) |\n|---|---|---|\n");
    rows.iter().for_each(|(number, what, cost)| table.push_str(&format!("| {number} | {what} | {cost} |\n")));
    table.push_str("\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.");
    let parsed = vanban::parse(decision(&table).as_bytes()).expect("a document");
    let report = check::check(&parsed, None, Vocabulary::builtin());
    let of_tables = report.findings.into_iter().filter(|own| own.code.starts_with("table-"));
    of_tables.map(|own| (own.code, own.arguments)).collect()
}

#[test]
fn totals_are_judged_in_every_shape_of_numbers() {
    let differs = |rows: &[(&str, &str, &str)]| judged(rows).iter().any(|(code, _)| *code == "table-total");
    let rows = |costs: [&'static str; 4]| {
        [
            ("1", "Tập huấn", costs[0]),
            ("2", "In tài liệu", costs[1]),
            ("3", "Đi lại", costs[2]),
            ("", "Tổng cộng", costs[3]),
        ]
    };
    for right in [
        ["1.000.000", "2.500.000", "500.000", "4.000.000"],
        ["1.000.000 đ", "2.500.000 đ", "500.000 đ", "4.000.000 đồng"],
        ["1,000,000", "2,500,000", "500,000", "4,000,000"],
        ["1.000.000*", "2.500.000", "500.000", "4.000.000"],
        ["1 000 000", "2 500 000", "500 000", "4 000 000"],
        ["1,5", "2,25", "0,25", "4"],
    ] {
        assert_eq!(judged(&rows(right)), [], "{right:?}");
        let mut wrong = right;
        wrong[0] = wrong[1];
        assert!(differs(&rows(wrong)), "{wrong:?}");
    }
    let lettered = judged(&rows(["1.000.000", "2.5OO.000", "500.000", "4.000.000"]));
    assert_eq!(lettered.iter().map(|own| own.0).collect::<Vec<_>>(), ["table-amount-letters"]);
    let unread = judged(&rows(["1.000.000", "theo thực tế", "500.000", "4.000.000"]));
    assert_eq!(unread, [("table-total-unread", vec!["Kinh phí (đồng)".to_owned(), "theo thực tế".to_owned()])]);
}

#[test]
fn groups_and_the_whole_add_up() {
    let rows = [
        ("I", "Tuyên truyền", "3.000.000"),
        ("1", "Pa nô", "1.000.000"),
        ("2", "Tờ rơi", "2.000.000"),
        ("II", "Tập huấn", "4.000.000"),
        ("1", "Cấp tỉnh", "1.500.000"),
        ("2", "Cấp xã", "2.500.000"),
        ("", "Tổng cộng", "7.000.000"),
    ];
    assert_eq!(judged(&rows), []);
    for (at, wrong) in [(0, "3.100.000"), (5, "2.600.000"), (6, "7.700.000")] {
        let mut rows = rows;
        rows[at].2 = wrong;
        assert!(judged(&rows).iter().any(|(code, _)| *code == "table-total"), "{wrong}");
    }
    let mut rows = rows;
    rows[1].0 = "";
    rows[2].0 = "";
    assert!(judged(&rows).iter().all(|(code, _)| *code == "table-total-unnumbered"), "{:?}", judged(&rows));
}

fn of_word(bytes: &[u8]) -> Vec<&'static str> {
    vanban::parse(bytes)
        .map_or_else(|error| vec![error.code.key()], |own| own.diagnostics.iter().map(|own| own.code).collect())
}

#[test]
fn what_a_word_file_holds_unread_is_said() {
    let paragraphs: String =
        decision(BODY).lines().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    let with = |body: &str, others: &[(&str, &str, &str)]| of_word(&word::word(&format!("{paragraphs}{body}"), others));
    let picture = r#"<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"#;
    let none = with("", &[]);
    for (code, found) in [
        ("word-chunk", with(r#"<w:altChunk/>"#, &[])),
        ("word-pictures", with(picture, &[])),
        ("word-objects", with("<w:p><w:r><w:object/></w:r></w:p>", &[])),
        ("word-charts", with("", &[("chart", "charts/chart1.xml", "<c/>")])),
        ("word-diagrams", with("", &[("diagramData", "diagrams/data1.xml", "<c/>")])),
    ] {
        assert!(!none.contains(&code) && found.contains(&code), "{code}: {found:?}");
    }
    assert_eq!(of_word(&word::word(picture, &[])), ["input-pictures"]);
    let entity = word::with_part(&word::word(&paragraphs, &[]), "word/document.xml", |xml| {
        format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{xml}")
    });
    assert!(of_word(&entity).contains(&"word-entities"));
}

/// A package of parts that are stored as they are, one of them with a byte changed behind its checksum.
fn flipped(parts: &[(&str, &str)], name: &str, (from, to): (u8, u8)) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, own) in parts {
        writer.start_file(*name, options).expect("a part");
        writer.write_all(own.as_bytes()).expect("its bytes");
    }
    let mut file = writer.finish().expect("a zip").into_inner();
    let own = parts.iter().find(|(own, _)| *own == name).expect("the part").1.as_bytes();
    let at = file.windows(own.len()).position(|found| found == own).expect("its bytes");
    let byte = file[at..at + own.len()].iter_mut().find(|byte| **byte == from).expect("the byte");
    *byte = to;
    file
}

#[test]
fn a_checksum_that_fails_in_a_package_is_said() {
    let paragraphs: String =
        decision(BODY).lines().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    let document = format!("<w:document {}><w:body>{paragraphs}</w:body></w:document>", word::NAMESPACES);
    let relations = r#"<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
    let parts_of_word = [
        ("[Content_Types].xml", "<Types></Types>"),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", "<w:styles/>"),
        ("word/media/image1.png", "picture"),
        ("docProps/app.xml", "<Properties/>"),
    ];
    let paragraphs: String = decision(BODY).lines().map(|line| format!("<text:p>{line}</text:p>")).collect();
    let content = ODT.replace("BODY", &paragraphs);
    let parts_of_odt = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_str()),
        ("styles.xml", "<office:styles/>"),
        ("Pictures/1.png", "picture"),
    ];
    for (parts, body) in [(parts_of_word.as_slice(), "word/document.xml"), (&parts_of_odt, "content.xml")] {
        let whole = of_word(&flipped(parts, body, (b'7', b'7')));
        assert!(!whole.contains(&"package-damaged") && !whole.contains(&"input-broken"), "{whole:?}");
        for (name, _) in parts.iter().filter(|(name, _)| *name != "mimetype") {
            // The number of the decision in its body; a letter that every other part has.
            let (change, expected) =
                if *name == body { ((b'7', b'8'), "input-broken") } else { ((b'e', b'f'), "package-damaged") };
            let found = of_word(&flipped(parts, name, change));
            assert!(found.contains(&expected), "{name}: {found:?}");
        }
    }
}

const ODT: &str = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-prefix="Điều " style:num-suffix="." style:num-format="1"/></text:list-style></office:automatic-styles><office:body><office:text>BODY</office:text></office:body></office:document-content>"#;

#[test]
fn odt_is_read_with_its_numbers_and_tables() {
    let paragraph =
        |line: &str| format!("<text:p><text:span>{}</text:span></text:p>", line.replace('\t', "<text:tab/>"));
    let mut body = String::new();
    for line in decision(BODY).lines() {
        match line.strip_prefix("Điều ").and_then(|rest| rest.split_once(". ")) {
            Some((_, rest)) => body.push_str(&format!(
                r#"<text:list text:style-name="L" text:continue-numbering="true"><text:list-item>{}</text:list-item></text:list>"#,
                paragraph(rest)
            )),
            None => body.push_str(&paragraph(line)),
        }
    }
    let table = "<table:table><table:table-row><table:table-cell table:number-columns-spanned=\"2\"><text:p>a</text:p></table:table-cell>\
                 <table:covered-table-cell/></table:table-row></table:table>";
    let content = ODT.replace("BODY", &(body + table));
    let file =
        word::package(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())]);
    let parsed = vanban::parse(&file).expect("a document");
    let articles: Vec<&str> = parsed.document.articles().iter().map(|own| own.label.as_str()).collect();
    assert_eq!(articles, ["Điều 1.", "Điều 2."]);
    assert_eq!(parsed.document.header.number.as_ref().map(|own| own.text.as_str()), Some("7/QĐ-UBND"));
}

/// A folder with all that a real one may have.
fn hostile(name: &str) -> std::path::PathBuf {
    let place = folder(name);
    let write = |name: &str, bytes: &[u8]| std::fs::write(place.join(name), bytes).expect("a file");
    let whole = decision(BODY);
    let word = word::word("<w:p><w:r><w:t>Điều 1. Chữ.</w:t></w:r></w:p>", &[]);
    write("a.txt", whole.as_bytes());
    write("b.docm", &word);
    write("c", whole.as_bytes());
    write("d. Quyết định", &word);
    write("e.bin", &word);
    write("empty.txt", b"");
    write("g.csv", b"a,b");
    write("h.xlsx", &word::package(&[("xl/workbook.xml", b"<a/>")]));
    write("Thumbs.db", b"x");
    write("desktop.ini", b"x");
    write("~$a.docx", b"x");
    write("huge.txt", "Điều 1. Chữ. ".repeat(20_000).as_bytes());
    for format in vanban::read::Format::all_endings() {
        write(&format!("of.{format}"), &whole.as_bytes()[..whole.floor_char_boundary(90)]);
    }
    #[cfg(unix)]
    {
        let made = std::process::Command::new("mkfifo").arg(place.join("pipe.txt")).status();
        assert!(made.is_ok_and(|status| status.success()));
        std::os::unix::net::UnixListener::bind(place.join("socket.docx")).expect("a socket");
        std::os::unix::fs::symlink(".", place.join("loop")).expect("a link");
        std::os::unix::fs::symlink("nowhere", place.join("broken.txt")).expect("a link");
    }
    place
}

#[test]
fn every_command_over_a_hostile_folder_ends_and_names_what_it_skipped() {
    let place = hostile("silence-hostile");
    let out = folder("silence-out");
    let to = |name: &str| shown(&out.join(name)).to_owned();
    let whole = shown(&place).to_owned();
    let mut commands = vec![
        vec!["parse".to_owned(), whole.clone(), "-o".to_owned(), to("files"), "--report".to_owned(), to("report.csv")],
        vec!["parse".to_owned(), whole.clone(), "-o".to_owned(), to("lines.jsonl")],
        vec!["show".to_owned(), whole.clone()],
        vec!["check".to_owned(), whole.clone()],
        vec!["tasks".to_owned(), whole.clone(), "-o".to_owned(), to("tasks.csv")],
        vec!["register".to_owned(), whole.clone(), "-o".to_owned(), to("register.csv")],
    ];
    if cfg!(feature = "index") {
        commands.push(vec!["index".to_owned(), whole.clone(), "-o".to_owned(), to("archive.db")]);
    }
    for command in commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).chain(["--ocr", "never"]).collect();
        let begun = Instant::now();
        let done = vanban(&arguments);
        assert!(begun.elapsed() < Duration::from_secs(60), "{command:?}");
        let said = text(&done.stderr);
        assert!(matches!(done.status.code(), Some(1)) && !said.contains("panicked"), "{command:?}: {said}");
        let mut skipped = vec!["g.csv", "h.xlsx", "empty.txt"];
        if cfg!(unix) {
            skipped.extend(["pipe.txt", "socket.docx", "loop", "broken.txt"]);
        }
        skipped.iter().for_each(|name| assert!(said.contains(name), "{command:?} is silent of {name}: {said}"));
        ["Thumbs.db", "desktop.ini", "~$"].iter().for_each(|name| assert!(!said.contains(name), "{command:?}: {name}"));
    }
    for name in ["a.json", "b.json", "c.json", "d. Quyết định.json", "e.json"] {
        assert!(out.join("files").join(name).exists(), "{name}");
    }
    let report = std::fs::read_to_string(out.join("report.csv")).expect("a report");
    assert!(report.contains("g.csv,skipped") && report.contains("empty.txt,failed"), "{report}");
}

#[cfg(unix)]
#[test]
fn a_single_file_that_is_none_costs_nothing() {
    let place = hostile("silence-special");
    let pipe = place.join("pipe.txt");
    for command in [
        vec!["parse"],
        vec!["show"],
        vec!["check"],
        vec!["template", "fields"],
        vec!["draft", "plan", "--year", "2026"],
    ] {
        for (path, word) in [(&pipe, "ống dẫn"), (&place, "thư mục")] {
            if path == &place && matches!(command[0], "parse" | "show" | "check") {
                continue;
            }
            let arguments: Vec<&str> = command.iter().copied().chain([shown(path)]).collect();
            let done = vanban(&arguments);
            assert!(text(&done.stderr).contains(word), "{arguments:?}: {}", text(&done.stderr));
            assert_eq!(done.status.code(), Some(1));
        }
    }
}

#[test]
fn a_document_that_takes_too_long_ends_the_command() {
    let place = folder("silence-slow");
    let slow = place.join("slow.txt");
    std::fs::write(&slow, "Điều 1. Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024; ".repeat(400_000)).expect("a file");
    let begun = Instant::now();
    let done = vanban(&["show", shown(&slow), "--time-limit", "1"]);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(text(&done.stderr).contains("--time-limit"), "{}", text(&done.stderr));
    assert_eq!(done.status.code(), Some(1));
}

/// A mistake: what is typed, the exit status, a word of the answer in Vietnamese and one in English.
type Mistake = (&'static [&'static str], i32, &'static str, &'static str);

/// `@` stands before what lies in the folder of the mistakes.
const MISTAKES: &[Mistake] = &[
    (&["parse"], 2, "thiếu", "missing"),
    (&["pars", "@a.txt"], 2, "Không có lệnh", "no command"),
    (&["parse", "@a.txt", "--formt", "yaml"], 2, "không có lựa chọn", "no option"),
    (&["parse", "@a.txt", "--format", "xls"], 2, "không nhận giá trị", "does not take"),
    (&["parse", "@a.txt", "--format"], 2, "thiếu giá trị", "is missing"),
    (&["parse", "@a.txt", "--jobs", "nhiều"], 2, "không hợp lệ", "will not do"),
    (&["parse", "@a.txt", "--time-limit", "-1"], 2, "", ""),
    (&["parse", "@a.txt", "--format", "json", "--format", "yaml"], 2, "hai lần", "twice"),
    (&["parse", "@a.txt", "--lang", "fr"], 2, "không nhận giá trị", "does not take"),
    (&["parse", "@a.txt", "--ocr", "maybe"], 2, "không nhận giá trị", "does not take"),
    (&["parse", "@a.txt", "--limit", "pages=many"], 2, "--limit", "--limit"),
    (&["parse", "@a.txt", "--limit", "page=3"], 2, "--limit", "--limit"),
    (&["parse", "@none.txt"], 1, "không có tệp", "No such file|cannot find"),
    (&["parse", "@empty.txt"], 1, "không có nội dung", "no content"),
    (&["parse", "@noise.txt"], 1, "không phải là văn bản", "not text"),
    (&["parse", "@sheet.xlsx"], 1, "XLSX", "XLSX"),
    (&["parse", "@cut.docx"], 1, "bị hỏng", "broken"),
    (&["parse", "@picture.docx"], 1, "chỉ có hình", "pictures and no words"),
    (&["parse", "@folder"], 2, "-o", "-o"),
    (&["parse", "@nothing", "-o", "@out"], 1, "thư mục", "folder"),
    (&["parse", "@sheets", "-o", "@out"], 1, "không đọc được tệp nào", "no file of this folder"),
    (&["parse", "@a.txt", "@folder/b.txt"], 2, "-o", "-o"),
    (&["parse", "@a.txt", "-o", "@a.txt"], 2, "đầu vào", "input"),
    (&["parse", "@a.txt", "-o", "@there.json"], 2, "đã có", "exists"),
    (&["parse", "@a.txt", "--words", "@none.toml"], 2, "không có tệp", "No such file|cannot find"),
    (&["parse", "@a.txt", "--words", "@bad.toml"], 2, "sai cú pháp TOML", "TOML parse error"),
    (&["parse", "@a.txt", "--words", "@key.toml"], 2, "không có khóa", "unknown field"),
    (&["parse", "@a.txt", "--resume"], 2, "nhiều tệp", "several files"),
    (&["parse", "@a.txt", "--report", "@report.csv"], 2, "nhiều tệp", "several files"),
    (&["parse", "@a.txt", "-o", "@aux.json"], 2, "Windows dành riêng", "Windows keeps"),
    (&["parse", "@cut.pdf"], 1, "bị cắt cụt. Hãy chép lại", "copy it again"),
    (&["parse", "@scan.pdf", "--ocr", "never"], 1, "bản quét", "a scan"),
    (&["doctor", "--ocr", "never"], 2, "không có tác dụng với lệnh doctor", "does nothing"),
    (&["template", "fields", "@plain.docx", "--ocr", "never"], 2, "không có tác dụng", "does nothing"),
    (&["render", "@a.yaml", "-o", "@b.docx", "--keep-ocr", "@kept"], 2, "không có tác dụng", "does nothing"),
    (&["help", "pars"], 2, "Không có lệnh", "no command"),
    (&["show"], 2, "thiếu", "missing"),
    (&["show", "@none.txt"], 1, "không có tệp", "No such file|cannot find"),
    (&["show", "@a.txt", "--html", "@a.html"], 1, "không có vị trí", "no places"),
    (&["show", "@a.txt", "@folder/b.txt", "--html", "@a.html"], 2, "mỗi lần một tệp", "one file at a time"),
    (&["check", "@a.txt", "--fix"], 2, "thiếu", "missing"),
    (&["check", "@a.txt", "--fix", "-o", "@fixed.docx"], 1, "chỉ sửa được", ".docx files only"),
    (&["tasks", "@a.txt"], 2, "thiếu", "missing"),
    (&["tasks", "@a.txt", "-o", "@tasks.doc"], 2, "bảng tính", "sheet"),
    (&["register", "@a.txt", "-o", "@register.json"], 2, "bảng tính", "sheet"),
    (&["register", "@empty.txt", "-o", "@register.csv"], 1, "không ghi", "not written"),
    (&["render", "@a.yaml"], 2, "thiếu", "missing"),
    (&["render", "@none.yaml", "-o", "@b.docx"], 1, "không có tệp", "No such file|cannot find"),
    (&["render", "@bad.yaml", "-o", "@b.docx"], 1, "dòng", "line"),
    (&["render", "@key.yaml", "-o", "@b.docx"], 1, "không có khóa", "has no key"),
    (&["render", "@a.yaml", "-o", "@b.odt"], 2, "odt", "odt"),
    (&["render", "@a.yaml", "-o", "@b.xlsx"], 2, "xlsx", "xlsx"),
    (&["render", "@a.yaml", "-o", "@b.txt"], 2, "txt", "txt"),
    (&["render", "@a.yaml", "-o", "@b.docx", "--form", "nd31"], 2, "không nhận giá trị", "does not take"),
    (&["draft", "plan", "@a.txt"], 2, "thiếu", "missing"),
    (&["draft", "plan", "@a.txt", "--year", "27"], 2, "", ""),
    (&["draft", "plan", "@a.txt", "--year", "2027", "--date", "15/1/2027"], 2, "2027-01-15", "2027-01-15"),
    (&["template", "fields", "@a.txt"], 1, ".docx", ".docx"),
    (&["template", "fields", "@plain.docx"], 1, "không có trường nào", "no fields"),
    (&["template", "fill", "@plain.docx", "@a.yaml", "-o", "@c.docx"], 1, "không có trường nào", "no fields"),
    (
        &["template", "fill", "@plain.docx", "@none.yaml", "-o", "@c.docx"],
        1,
        "không có tệp",
        "No such file|cannot find",
    ),
];

/// A page without words.
fn pdf() -> Vec<u8> {
    pdf_of(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
    ])
}

/// A name in the tree of the catalogue, in UTF-16; a note on a page; and a PDF that carries nothing.
#[test]
fn files_that_a_pdf_carries_are_named() {
    let place = folder("silence-carried");
    let drawing = "BT /F 12 Tf 72 700 Td (Dieu 1. Giao dat.) Tj ET";
    let stream = format!("<</Length {}>>\nstream\n{drawing}\nendstream\n", drawing.len());
    let page = |notes: &str| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>{notes}>>"
        )
    };
    let said = |catalog: &str, notes: &str| {
        let file = place.join("a.pdf");
        let objects = [
            catalog,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            &page(notes),
            &stream,
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(kinh phi.xlsx)/EF<</F 8 0 R>>>>>>",
            // `Phụ lục.docx`.
            "<</Type/Filespec/UF<FEFF005000681EE50020006C1EE50063002E0064006F00630078>/F(x)/EF<</F 8 0 R>>>>",
            "<</Type/EmbeddedFile/Length 1>>\nstream\nx\nendstream\n",
        ];
        let count = if catalog.contains("Names") { objects.len() } else { 5 };
        std::fs::write(&file, pdf_of(&objects[..count])).expect("a file");
        let done = vanban(&["parse", shown(&file), "--ocr", "never", "--format", "json"]);
        assert!(done.status.success(), "{}", text(&done.stderr));
        let output: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
        let all = output["diagnostics"].as_array().expect("diagnostics").clone();
        all.into_iter().filter(|own| own["code"] == "pdf-files").map(|own| own.to_string()).collect::<Vec<_>>()
    };
    let named = "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 7 0 R]>>>>>>";
    let found = said(named, "/Annots[6 0 R]");
    assert!(
        matches!(found.as_slice(), [one] if one.contains("có 2 tệp") && one.contains("kinh phi.xlsx, Phụ lục.docx")),
        "{found:?}"
    );
    assert_eq!(said("<</Type/Catalog/Pages 2 0 R>>", ""), Vec::<String>::new());
}

fn make_mistakes(place: &Path) {
    let write = |name: &str, bytes: &[u8]| {
        let path = place.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    };
    let noise: Vec<u8> = (0..9000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let plain = word::word("<w:p><w:r><w:t>Điều 1. Chữ.</w:t></w:r></w:p>", &[]);
    write("a.txt", decision(BODY).as_bytes());
    write("folder/b.txt", decision(BODY).as_bytes());
    write("sheets/c.xlsx", &word::package(&[("xl/workbook.xml", b"<a/>")]));
    write("sheet.xlsx", &word::package(&[("xl/workbook.xml", b"<a/>")]));
    write("empty.txt", b"");
    write("noise.txt", &noise);
    write("plain.docx", &plain);
    write("cut.docx", &plain[..plain.len() / 2]);
    write("cut.pdf", &pdf()[..200]);
    write("scan.pdf", &pdf());
    write("picture.docx", &word::word("<w:p><w:r><w:pict><v:imagedata/></w:pict></w:r></w:p>", &[]));
    write("there.json", b"{}");
    write("bad.toml", b"totals = [");
    write("key.toml", b"totels = []\n");
    write("bad.yaml", b"schema: vanban/1\ndocument: [\n");
    write("key.yaml", b"schema: vanban/1\ndocument:\n  subjekt: x\n");
    std::fs::create_dir_all(place.join("nothing")).expect("a folder");
    std::fs::copy(sample("chuong-trinh-nam-2026.yaml"), place.join("a.yaml")).expect("a copy");
}

/// English words that no answer in Vietnamese has.
const FOREIGN: [&str; 12] = [
    " error",
    "expected",
    "required",
    "invalid",
    "Usage",
    "unknown",
    "cannot",
    " file",
    "directory",
    "try ",
    "found",
    "value",
];

#[test]
fn usual_mistakes_are_answered_in_both_languages() {
    let place = folder("silence-mistakes");
    make_mistakes(&place);
    let at = |word: &str| word.strip_prefix('@').map_or(word.to_owned(), |name| shown(&place.join(name)).to_owned());
    let mut faults = Vec::new();
    assert!(MISTAKES.len() >= 44);
    for (typed, status, vietnamese, english) in MISTAKES {
        for (language, wanted) in [(Language::Vietnamese, vietnamese), (Language::English, english)] {
            let mut arguments: Vec<String> = typed.iter().map(|word| at(word)).collect();
            let twice = arguments.iter().any(|own| own == "--lang");
            if !twice && language == Language::English {
                arguments.extend(["--lang".to_owned(), "en".to_owned()]);
            }
            if twice && language == Language::English {
                continue;
            }
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let done = vanban(&arguments);
            let said = text(&done.stderr).replace(shown(&place), "");
            let is_answer = wanted.split('|').any(|word| said.contains(word)) && !said.trim().is_empty();
            let has_remedy = language == Language::English
                || ["Hãy", "Cách dùng", "hãy", "dùng được"].iter().any(|word| said.contains(word));
            let foreign = FOREIGN.iter().find(|word| language == Language::Vietnamese && said.contains(*word));
            if done.status.code() != Some(*status) || !is_answer || !has_remedy || foreign.is_some() {
                faults.push(format!("{typed:?} {:?} {foreign:?}\n{said}", done.status.code()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_page_of_a_scan_shows_what_is_missing() {
    let place = folder("silence-missing");
    let scan = place.join("scan.hocr");
    let word = "<span class='ocrx_word' title='bbox 10 10 200 40; x_wconf 90'>QUYẾT ĐỊNH</span>";
    let page = format!(
        "<html><meta name='ocr-system' content='x'/><body><div class='ocr_page' title='bbox 0 0 1000 1400'><span class='ocr_line' \
         title='bbox 10 10 200 40'>{word}</span></div></body></html>"
    );
    std::fs::write(&scan, page).expect("a file");
    let shows = place.join("scan.html");
    let done = vanban(&["show", shown(&scan), "--html", shown(&shows)]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let page = std::fs::read_to_string(shows).expect("a page");
    for label in ["Cơ quan ban hành", "Số, ký hiệu", "Địa danh", "Ngày", "Trích yếu", "Nơi nhận", "Chữ ký"]
    {
        assert!(page.contains(&format!("<th>{label} <em>")), "{label}: {page}");
    }
    assert!(page.contains("Vị trí: trang một, dưới tên cơ quan"), "{page}");
}

#[test]
fn help_is_a_command_too() {
    let done = vanban(&["help", "check"]);
    assert_eq!(done.status.code(), Some(0));
    assert_eq!(done.stdout, vanban(&["check", "--help"]).stdout);
}

#[test]
fn one_clash_of_names_costs_one_file() {
    let place = folder("silence-clash");
    let write = |name: &str| {
        let path = place.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, decision(BODY)).expect("a file");
    };
    ["one/a.txt", "two/A.txt", "two/b.txt", "two/aux.txt"].into_iter().for_each(write);
    let (one, two, out) = (place.join("one"), place.join("two"), place.join("out"));
    let done = vanban(&["parse", shown(&one), shown(&two), "-o", shown(&out)]);
    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("A.txt sẽ cùng ghi vào") && said.contains("Đã đọc 3 tệp"), "{said}");
    for name in ["a.txt.json", "b.json", "aux_.json"] {
        assert!(out.join(name).exists(), "{name}: {said}");
    }
}

#[test]
fn a_folder_is_made_with_a_word_and_a_complete_run_is_said_to_be() {
    let place = folder("silence-complete");
    let (input, out) = (place.join("in"), place.join("out/new"));
    std::fs::create_dir_all(&input).expect("a folder");
    std::fs::write(input.join("a.txt"), decision(BODY)).expect("a file");
    let run = |more: &[&str], output: &Path| {
        let arguments = [&["parse", shown(&input), "-o", shown(output)], more].concat();
        let done = vanban(&arguments);
        (done.status.code(), text(&done.stderr).to_owned())
    };
    for output in [out.clone(), place.join("lines/all.jsonl")] {
        let (status, said) = run(&[], &output);
        assert!(status == Some(0) && said.contains("Đã tạo thư mục"), "{said}");
        let (status, said) = run(&["--resume"], &output);
        assert!(status == Some(0) && said.contains("đã xong") && said.contains("1 trong 1 tệp"), "{said}");
        assert_eq!(run(&[], &output).0, Some(2));
    }
    std::fs::write(input.join("b.txt"), b"").expect("a file");
    let (status, said) = run(&["--resume"], &out);
    assert!(status == Some(1) && said.contains("1 trong 2 tệp") && said.contains("1 tệp không có kết quả"), "{said}");
}

#[test]
fn plan_and_report_count_alike() {
    let plan = folder("silence-counts").join("plan.yaml");
    let last = sample("chuong-trinh-bang-word.docx");
    let planned = vanban(&["draft", "plan", shown(&last), "--year", "2027", "-o", shown(&plan)]);
    let reported = vanban(&["draft", "report", shown(&last), shown(&plan)]);
    let numbers = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_digit()).filter(|own| !own.is_empty()).map(str::to_owned).collect()
    };
    let rows = std::fs::read_to_string(&plan).expect("a plan").matches("\n- id:").count();
    let said = text(&planned.stderr).replace(shown(&plan), "");
    let line =
        text(&reported.stdout).lines().find(|line| line.contains("chỗ trong kế hoạch")).expect("counts").to_owned();
    assert_eq!(numbers(&said), numbers(&line));
    assert_eq!(numbers(&line).first(), Some(&rows.to_string()));
}

#[test]
fn pages_without_words_are_said_where_none_is_recognised() {
    let place = folder("silence-never");
    let mixed = sample("quyet-dinh-quet-va-chu.pdf");
    let out = place.join("a.json");
    let done = vanban(&["parse", shown(&mixed), "--ocr", "never", "-o", shown(&out)]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert!(std::fs::read_to_string(out).expect("JSON").contains("\"pages-unread\""));
}

/// Commands that take one file, over each file of the hostile folder: what is typed before the file, and behind it.
#[test]
fn commands_of_one_file_end_on_every_file_of_a_hostile_folder() {
    let place = hostile("silence-each");
    let out = folder("silence-each-out");
    let to = |name: &str| shown(&out.join(name)).to_owned();
    let model = shown(&sample("chuong-trinh-nam-2026.yaml")).to_owned();
    let (draft, form, made) = (to("draft.docx"), to("form.docx"), to("made.docx"));
    let commands: [(&[&str], &[&str]); 7] = [
        (&["draft", "plan"], &["--year", "2026"]),
        (&["draft", "apply"], &[&model, "-o", &draft]),
        (&["render"], &["-o", &made, "--force"]),
        (&["template", "fields"], &[]),
        (&["template", "fill"], &[&model, "-o", &form]),
        (&["template", "make"], &["-o", &form]),
        (&["check", "--fix", "-o", &made, "--force"], &[]),
    ];
    let mut files: Vec<_> = std::fs::read_dir(&place).expect("a folder").flatten().map(|own| own.path()).collect();
    files.sort();
    for (before, behind) in commands {
        let begun = Instant::now();
        for file in &files {
            let arguments = [before, &[shown(file)], behind].concat();
            let done = vanban(&arguments);
            let said = text(&done.stderr);
            let is_answer = matches!(done.status.code(), Some(0..=3)) && !said.contains("panicked");
            assert!(is_answer && (done.status.success() || !said.trim().is_empty()), "{arguments:?}: {said}");
        }
        assert!(begun.elapsed() < Duration::from_secs(120), "{before:?}: {:?}", begun.elapsed());
    }
}
