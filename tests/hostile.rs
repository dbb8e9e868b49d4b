//! Hostile input: files made to read others, to fill memory or time, to put markup or formulas into what is written, or to
//! have an output written where it must not be. What each gave is a row of the table in SECURITY.md, which is held to it.

#![cfg(feature = "cli")]

mod common {
    pub mod program;
    pub mod word;
}

use common::program::{folder, shown, vanban};
use common::word::{NAMESPACES, p, package, word};
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use vanban::model::{Parsed, read_document};
use vanban::read::{self, Limits, Options};

/// No hostile input may take longer: those that are bounded by size take a second or so unoptimised.
const LONGEST: Duration = Duration::from_secs(30);

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn parsed(bytes: &[u8]) -> Result<Parsed, vanban::Error> {
    let begun = Instant::now();
    let done = vanban::parse(bytes);
    assert!(begun.elapsed() < LONGEST, "{:?}", begun.elapsed());
    done
}

/// What came of reading: `read`, or the code of the error.
fn outcome(bytes: &[u8]) -> String {
    match parsed(bytes) {
        Ok(_) => "read".to_owned(),
        Err(error) => format!("refused, `{}`", error.code.key()),
    }
}

fn limited(bytes: &[u8], limits: &str) -> String {
    let mut own = Limits::default();
    own.set(limits).expect("limits");
    match read::source_with(bytes, &Options { limits: own, ..Options::default() }) {
        Ok(_) => "read".to_owned(),
        Err(error) => format!("refused, `{}`", error.code.key()),
    }
}

/// What is read has the words, and none of the secret.
fn without_secret(bytes: &[u8]) -> String {
    let text = parsed(bytes).expect("a document").text;
    assert!(text.contains("Điều 1. Giao đất"), "{text}");
    assert!(!text.contains(SECRET) && text.len() < 1000, "{text}");
    "read without the entity".to_owned()
}

const SECRET: &str = "BI-MAT-CUA-MAY";

/// A document type with an external entity and one that doubles itself thirty times.
fn document_type(secret: &Path) -> String {
    let mut entities = format!("<!ENTITY x SYSTEM \"file://{}\"><!ENTITY l0 \"ha\">", secret.display());
    for level in 1..=30 {
        entities.push_str(&format!("<!ENTITY l{level} \"&l{0};&l{0};\">", level - 1));
    }
    format!("<!DOCTYPE d [{entities}]>")
}

fn hocr(words: &str) -> String {
    format!(
        "<html><body><div class='ocr_page' title='bbox 0 0 2480 3508'><span class='ocr_line' title='bbox 10 10 900 60'>{words}</span></div></body></html>"
    )
}

fn hocr_word(left: usize, word: &str) -> String {
    format!("<span class='ocrx_word' title='bbox {left} 10 {} 60; x_wconf 90'>{word}</span> ", left + 90)
}

/// Every row of the table: the input, and what it gave.
fn rows() -> Vec<(&'static str, String)> {
    let place = folder("hostile");
    let secret = place.join("secret.txt");
    std::fs::write(&secret, SECRET).expect("written");
    let doctype = document_type(&secret);
    let mut rows: Vec<(&'static str, String)> = Vec::new();

    let body = format!("{}{}", p("Điều 1. Giao đất."), p("&x;&l30;"));
    let docx = |document: &str| package(&[("word/document.xml", document.as_bytes())]);
    let whole = format!("{doctype}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    rows.push((".docx: external entity, entities that double thirty times", without_secret(&docx(&whole))));
    let words: String = ["Điều", "1.", "Giao", "đất.", "&x;&l30;"]
        .iter()
        .enumerate()
        .map(|(at, word)| hocr_word(at * 100 + 10, word))
        .collect();
    rows.push(("hOCR: the same", without_secret(format!("{doctype}{}", hocr(&words)).as_bytes())));
    let strings: String = ["Điều", "1.", "Giao", "đất.", "&x;&l30;"]
        .iter()
        .enumerate()
        .map(|(at, word)| {
            format!("<String HPOS='{}' VPOS='10' WIDTH='90' HEIGHT='40' CONTENT='{word}'/>", at * 100 + 10)
        })
        .collect();
    let alto = format!(
        "{doctype}<alto><Layout><Page WIDTH='2480' HEIGHT='3508'><TextLine>{strings}</TextLine></Page></Layout></alto>"
    );
    rows.push(("ALTO: the same", without_secret(alto.as_bytes())));

    let blanks = vec![b' '; 4 << 20];
    let bomb = package(&[("word/document.xml", &blanks)]);
    assert!(bomb.len() < 1 << 16);
    rows.push((".docx: a part that unpacks a thousandfold", limited(&bomb, "unpacked=2M")));
    rows.push((".docx: the same, its size stated as 1 byte", limited(&lying(&bomb, 4 << 20), "unpacked=2M")));
    let header = format!("<w:hdr>{}</w:hdr>", p(&"x".repeat(200_000)));
    let names: Vec<String> = (0..40).map(|number| format!("header{number}.xml")).collect();
    let others: Vec<(&str, &str, &str)> = names.iter().map(|name| ("header", name.as_str(), header.as_str())).collect();
    let many = word(&p("Điều 1. Giao đất."), &others);
    rows.push((
        ".docx: forty headers, each small enough, together more than may be unpacked",
        limited(&many, "unpacked=2M"),
    ));
    let once = with_relations(&word(&p("Điều 1. Giao đất."), &others[..1]), 10_000);
    let read = parsed(&once).expect("a document").text.len();
    assert!(read < 300_000, "{read}");
    rows.push((".docx: one header named ten thousand times", "read once".to_owned()));
    rows.push((".docx: 20,001 parts", outcome(&crowded())));

    let outside = place.parent().expect("a folder").join("vanban-evil.txt");
    let _ = std::fs::remove_file(&outside);
    let slip = package(&[
        ("word/document.xml", format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("Số: {{so_ky_hieu}}")).as_bytes()),
        ("../vanban-evil.txt", b"x"),
        ("/vanban-evil.txt", b"x"),
        ("word/_rels/document.xml.rels", b"<Relationships><Relationship Id=\"r\" Type=\"x/header\" Target=\"../../../../etc/hostname\"/></Relationships>"),
    ]);
    let form = place.join("slip.docx");
    std::fs::write(&form, &slip).expect("written");
    std::fs::write(place.join("data.yaml"), "so_ky_hieu: 1/QĐ\n").expect("written");
    let filled = vanban(&[
        "template",
        "fill",
        shown(&form),
        shown(&place.join("data.yaml")),
        "-o",
        shown(&place.join("filled.docx")),
    ]);
    assert!(filled.status.success(), "{}", text(&filled.stderr));
    assert!(!outside.exists() && !Path::new("/vanban-evil.txt").exists());
    rows.push((
        ".docx: members named `../…` and `/…`, a relation to `../../../../etc/hostname`",
        "read and filled; nothing is unpacked to disk".to_owned(),
    ));

    let nested = |open: &str, close: &str, depth: usize| {
        format!("{}{}{}", open.repeat(depth), p("Điều 1. Giao đất."), close.repeat(depth))
    };
    for (name, open, close) in [
        (".docx: 20,000 tables in each other", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        (".docx: 20,000 content controls in each other", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        (
            ".docx: 20,000 text boxes in each other",
            "<w:p><w:r><w:pict><w:txbxContent>",
            "</w:txbxContent></w:pict></w:r></w:p>",
        ),
        (".docx: 20,000 unknown elements in each other", "<w:smartTag>", "</w:smartTag>"),
    ] {
        let own = parsed(&word(&nested(open, close, 20_000), &[])).expect("a document");
        assert!(own.text.contains("Điều 1. Giao đất."), "{name}: {}", own.text);
        rows.push((name, "read: the words without the structure".to_owned()));
    }
    rows.extend(pages());
    let groups = format!("{{\\rtf1 {}Dieu 1. Giao dat.{}}}", "{".repeat(100_000), "}".repeat(100_000));
    rows.push((".rtf: 100,000 groups in each other", outcome(groups.as_bytes())));
    let deep = |open: &str, close: &str| {
        let text = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        if read_document(&text).is_err() { "refused with line and key".to_owned() } else { "read".to_owned() }
    };
    rows.push(("model in JSON: 100,000 lists in each other", deep("{\"document\":[", "]}")));
    rows.push(("model in YAML: 100,000 lists in each other", deep("[", "]")));
    let aliases: String =
        (1..30).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}, *a{0}]\n", level - 1)).collect();
    let laughs = read_document(&format!("schema: vanban/1\nx: &a0 ha\n{aliases}document: {{}}\n"));
    assert!(laughs.is_err());
    rows.push(("model in YAML: aliases that treble themselves thirty times", "refused with line and key".to_owned()));

    let cell =
        |span: &str| format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr>{}</w:tc>", p("Điều 1. Giao đất."));
    let rows_of = |span: &str, rows: usize| format!("<w:tr>{}</w:tr>", cell(span)).repeat(rows);
    let table = |rows: &str| word(&format!("<w:tbl>{rows}</w:tbl>"), &[]);
    rows.push((".docx: `gridSpan` of 2,000,000,000", outcome(&table(&rows_of("2000000000", 2)))));
    rows.push((
        ".docx: 3,000 rows of 1,000 columns each, in one cell a row but the first",
        outcome(&table(&format!("<w:tr>{}</w:tr>{}", cell("1").repeat(1000), rows_of("1000", 2999)))),
    ));
    let model = |cell: &str| {
        let text = format!(
            "{{\"schema\":\"vanban/1\",\"document\":{{\"body\":[{{\"type\":\"table\",\"columns\":[],\"rows\":[{{\"cells\":[{cell}]}}]}}]}}}}"
        );
        let path = place.join("spans.json");
        std::fs::write(&path, text).expect("written");
        let done = vanban(&["render", shown(&path), "-o", shown(&place.join("spans.docx")), "--force", "--lang", "en"]);
        if done.status.success() {
            "rendered".to_owned()
        } else {
            format!("refused: {}", text_after(&done.stderr, ": "))
        }
    };
    rows.push(("model: a cell over 4,294,967,295 rows", model("{\"text\":\"x\",\"row_span\":4294967295}")));
    rows.push(("model: a cell over 4,294,967,295 columns", model("{\"text\":\"x\",\"col_span\":4294967295}")));
    let model = read_document(
        "{\"schema\":\"vanban/1\",\"document\":{\"body\":[{\"type\":\"table\",\"columns\":[],\"rows\":[{\"cells\":[{\"text\":\"x\",\"col_span\":4294967295}]}]}]}}",
    );
    let written = vanban::write::text(&model.expect("a model"), vanban::write::PageStyle::default());
    assert!(written.len() < 10_000, "{}", written.len());
    rows.push(("the same, written as text by the library", "written, 1,000 columns wide".to_owned()));
    let wild: String = ["1e30", "-1e30", "nan", "inf", "99999999999999999999"]
        .iter()
        .map(|number| format!("<span class='ocrx_word' title='bbox {number} {number} {number} {number}; x_wconf {number}'>Điều</span> "))
        .collect();
    let read = parsed(hocr(&wild).as_bytes()).expect("a document").text;
    assert_eq!(read.matches("Điều").count(), 5, "{read}");
    rows.push((
        "hOCR: places that are no numbers, or beyond all",
        "read: every word behind the one before it".to_owned(),
    ));
    let mut cyclic = b"II*\0\x08\0\0\0\0\0\x08\0\0\0".to_vec();
    cyclic.extend([0; 64]);
    rows.push((".tif: a chain of pages that leads back to itself", outcome(&cyclic)));
    rows.push(("text: zero bytes alone", outcome(&[0; 4096])));
    rows.push(("`--limit bytes=100` and a file of 101 bytes", limited(&[b'a'; 101], "bytes=100")));

    rows.push(("values with `<script>` in `render` to .html", html(&place)));
    rows.push(("words with `<script>` in `show --html`", evidence(&place)));
    rows.push(("values with `</w:t>` in `render` to .docx", markup_in_docx(&place)));
    rows.push(("values with `{{…}}` and `</w:t>` in `template fill`", markup_in_template(&place)));
    rows.push(("cells that begin with `=`, `+`, `-`, `@` in .csv", formulas(&place, "csv")));
    rows.push(("the same in .xlsx", formulas(&place, "xlsx")));
    rows.push(("words with codes that steer a terminal in `show` and `check`", steering(&place)));
    rows
}

/// Rows of pages: HTML, MHTML.
fn pages() -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    let deep = format!("{}Điều 1. Giao đất.", "<div><table><tr><td>".repeat(30_000));
    let own = parsed(format!("<html>{deep}").as_bytes()).expect("a document");
    assert!(own.text.contains("Điều 1. Giao đất."), "{}", own.text);
    rows.push(("HTML: 120,000 elements in each other", "read: the words without the structure".to_owned()));
    let open: String = (0..100).map(|size| format!("<font size={size}>")).collect();
    let again = format!("<html><p>{open}{}", "<p>Giao đất.".repeat(20_000));
    rows.push((
        "HTML: a hundred tags that each of 20,000 paragraphs repeats",
        limited(again.as_bytes(), "unpacked=16M"),
    ));
    let wide =
        "<html><table border=1><tr><td colspan=4294967295 rowspan=4294967295>Điều 1.<td>Giao đất.<tr><td>2</table>";
    rows.push(("HTML: `colspan` and `rowspan` of 4,294,967,295", outcome(wide.as_bytes())));
    let rules: String =
        (0..200).map(|at| format!("{} p{{color:red}}", "div ".repeat(7) + &format!(".c{at}"))).collect();
    let styled = format!("<html><style>{rules}</style>{}<p class=c1>Giao đất.", "<div>".repeat(150));
    rows.push(("HTML: 200 rules of style, each of eight elements in each other", outcome(styled.as_bytes())));
    let mut parts = String::from("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b0\"\r\n\r\n");
    for level in 1..5000 {
        parts.push_str(&format!("--b{}\r\nContent-Type: multipart/related; boundary=\"b{level}\"\r\n\r\n", level - 1));
    }
    parts.push_str("--b4999\r\nContent-Type: text/html\r\n\r\n<p>Điều 1. Giao đất.</p>\r\n");
    rows.push(("MHTML: 5,000 parts in each other", outcome(parts.as_bytes())));
    rows
}

/// What stands behind the first mark, without the blanks and line ends.
fn text_after(bytes: &[u8], mark: &str) -> String {
    let text = text(bytes);
    text.split_once(mark).map_or(text.as_str(), |(_, rest)| rest).trim().to_owned()
}

/// A zip in which the only part's length is said to be 1 byte, both before it and in the table at the end.
fn lying(zip: &[u8], length: u32) -> Vec<u8> {
    let mut out = zip.to_vec();
    let places: Vec<usize> =
        out.windows(4).enumerate().filter(|(_, own)| *own == length.to_le_bytes()).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        out[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
    }
    out
}

/// The same package, in which a header is named so many times.
fn with_relations(bytes: &[u8], count: usize) -> Vec<u8> {
    common::word::with_part(bytes, "word/_rels/document.xml.rels", |rels| {
        let at = rels.find("<Relationship ").expect("one");
        let one = &rels[at..rels.find("</Relationships>").expect("the end")];
        format!("{}{}</Relationships>", &rels[..at], one.repeat(count))
    })
}

fn crowded() -> Vec<u8> {
    let names: Vec<String> = (0..20_001).map(|number| format!("{number}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    package(&parts)
}

const SCRIPT: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\" onload=\\\"alert(1)";

/// No element or attribute of a page comes from a value.
fn is_inert(page: &str) -> bool {
    !page.contains("<script") && !page.contains("<img src=x") && !page.contains("\" onload=\"")
}

fn html(place: &Path) -> String {
    let model = place.join("script.json");
    let body = format!("{{\"type\":\"paragraph\",\"text\":\"{SCRIPT}\"}}");
    let table = format!(
        "{{\"type\":\"table\",\"columns\":[{{\"name\":\"{SCRIPT}\"}}],\"rows\":[{{\"cells\":[{{\"text\":\"{SCRIPT}\"}}]}}]}}"
    );
    let text = format!(
        "{{\"schema\":\"vanban/1\",\"document\":{{\"name\":\"{SCRIPT}\",\"subject\":\"{SCRIPT}\",\"body\":[{body},{table}]}}}}"
    );
    std::fs::write(&model, text).expect("written");
    let page = place.join("script.html");
    let done = vanban(&["render", shown(&model), "-o", shown(&page)]);
    assert!(done.status.success(), "{}", self::text(&done.stderr));
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.contains("&lt;script&gt;") && is_inert(&page), "{page}");
    "text on the page".to_owned()
}

fn evidence(place: &Path) -> String {
    // Windows has no such names.
    let (name, escaped) =
        if cfg!(windows) { ("&script.hocr", "&amp;script.hocr") } else { ("<b>script.hocr", "&lt;b&gt;script.hocr") };
    let file = place.join(name);
    let words: String =
        ["Số:", "12/QĐ-&lt;script&gt;alert(1)&lt;/script&gt;", "QUYẾT", "ĐỊNH", "Điều", "1.", "&lt;script&gt;"]
            .iter()
            .enumerate()
            .map(|(at, word)| hocr_word(at * 100 + 10, word))
            .collect();
    std::fs::write(&file, hocr(&words)).expect("written");
    let page = place.join("evidence.html");
    let done = vanban(&["show", shown(&file), "--html", shown(&page)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.contains(escaped) && is_inert(&page) && !page.contains("<b>script"), "{page}");
    "text on the page".to_owned()
}

const MARKUP: &str = "a</w:t></w:r></w:p><w:p><w:r><w:t>b & c";

fn markup_in_docx(place: &Path) -> String {
    let (model, file) = (place.join("markup.json"), place.join("markup.docx"));
    let text = format!(
        "{{\"schema\":\"vanban/1\",\"document\":{{\"body\":[{{\"type\":\"paragraph\",\"text\":\"{MARKUP}\"}}]}}}}"
    );
    std::fs::write(&model, text).expect("written");
    assert!(vanban(&["render", shown(&model), "-o", shown(&file)]).status.success());
    let read = read::source(&std::fs::read(file).expect("a file")).expect("a Word file").text;
    assert!(read.contains(MARKUP), "{read}");
    "text in the file".to_owned()
}

fn markup_in_template(place: &Path) -> String {
    let (form, data, file) = (place.join("form.docx"), place.join("markup.yaml"), place.join("form-filled.docx"));
    std::fs::write(&form, word(&p("Số: {{so_ky_hieu}}"), &[])).expect("written");
    std::fs::write(&data, format!("so_ky_hieu: \"{MARKUP}\"\n")).expect("written");
    let fill = |data: &Path| vanban(&["template", "fill", shown(&form), shown(data), "-o", shown(&file), "--force"]);
    assert!(fill(&data).status.success());
    let read = read::source(&std::fs::read(&file).expect("a file")).expect("a Word file").text;
    assert!(read.contains(MARKUP), "{read}");
    let before = std::fs::read(&file).expect("a file");
    std::fs::write(&data, "so_ky_hieu: \"{{so}}\"\n").expect("written");
    let done = fill(&data);
    assert_eq!(done.status.code(), Some(1), "a mark in a value is not left as a mark");
    assert_eq!(std::fs::read(&file).expect("a file"), before);
    "markup is text in the file; a mark in a value is refused".to_owned()
}

/// A programme whose tasks are formulas, as a sheet.
fn formulas(place: &Path, ending: &str) -> String {
    let file = place.join("=1+1.txt");
    let cells = ["=cmd|'/c calc'!A1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://x\")"];
    let mut text =
        String::from("CHƯƠNG TRÌNH CÔNG TÁC NĂM 2025\n\n| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n");
    for (index, cell) in cells.iter().enumerate() {
        text.push_str(&format!("| {} | {} | {cell} | Quý I |\n", index + 1, cell.replace('|', "/")));
    }
    std::fs::write(&file, text).expect("written");
    let sheet = place.join(format!("formulas.{ending}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    let done =
        command.current_dir(place).args(["tasks", "=1+1.txt", "-o", shown(&sheet), "--force"]).output().expect("runs");
    assert!(done.status.success(), "{}", self::text(&done.stderr));
    let bytes = std::fs::read(&sheet).expect("a sheet");
    if ending == "csv" {
        let mut read = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let cells: Vec<String> =
            read.records().flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(cells.iter().any(|cell| cell.contains("SUM(A1)")), "{cells:?}");
        let bad: Vec<&String> =
            cells.iter().filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])).collect();
        assert!(bad.is_empty(), "{bad:?}");
        return "text, an apostrophe before it".to_owned();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut own = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").expect("the sheet").read_to_string(&mut own).expect("XML");
    assert!(!own.contains("<f") && !own.contains("hyperlink"), "{own}");
    "text, no formula".to_owned()
}

fn steering(place: &Path) -> String {
    let file = place.join("steering.txt");
    let words = "\u{1B}]0;x\u{7}\u{1B}[2J\u{202E}";
    std::fs::write(
        &file,
        format!("Số: 12/QĐ-UBND{words}\nQUYẾT ĐỊNH\nVề việc giao đất {words}\nĐiều 1. Giao {words} đất.\n{words}\n"),
    )
    .expect("written");
    for command in [["show", shown(&file)], ["check", shown(&file)]] {
        let done = vanban(&command);
        for out in [text(&done.stdout), text(&done.stderr)] {
            assert!(!out.contains(['\u{1B}', '\u{7}', '\u{202E}']), "{out:?}");
        }
    }
    "shown as U+FFFD".to_owned()
}

/// The table of SECURITY.md says of every input what it really gave.
#[test]
fn what_hostile_inputs_gave_is_what_security_md_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("SECURITY.md");
    let rows: Vec<String> = rows().into_iter().map(|(input, gave)| format!("| {input} | {gave} |")).collect();
    let written = std::fs::read_to_string(path).expect("SECURITY.md");
    let found: Vec<&str> = written
        .split_once("| Hostile input | What it gave |\n|---|---|\n")
        .map_or("", |(_, rest)| rest)
        .lines()
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert_eq!(found, rows, "the table should be:\n{}\n", rows.join("\n"));
}
