//! PDF, made for these tests: what a page draws, in whatever order and however often, is read once and where it stands; what
//! is broken or cut off is said.

#![cfg(feature = "pdf")]

mod common;
#[path = "common/pdf.rs"]
mod objects;

use objects::pdf_of;
use std::fmt::Write as _;
use vanban::model::Parsed;

/// A page as its drawing, and what its resources name beside the font.
struct Page {
    drawing: String,
    resources: &'static str,
}

/// Letters of which each has a code of its own, and a table that says what it stands for.
#[derive(Default)]
struct Font(Vec<char>);

impl Font {
    /// A line of letters at a place, in points from the lower left corner.
    fn line(&mut self, (x, y): (f32, f32), text: &str) -> String {
        format!("BT /F 12 Tf {x} {y} Td {} Tj ET\n", self.string(text))
    }

    fn string(&mut self, text: &str) -> String {
        let mut out = "<".to_owned();
        for letter in text.chars() {
            // The blank has its own code: it is drawn as one.
            let code = match self.0.iter().position(|own| *own == letter) {
                _ if letter == ' ' => 32,
                Some(place) => place + 33,
                None => {
                    self.0.push(letter);
                    self.0.len() + 32
                }
            };
            let _ = write!(out, "{code:02X}");
        }
        out + ">"
    }

    /// The map from codes to Unicode (ISO 32000-1, 9.10.3).
    fn map(&self) -> String {
        let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n\
             1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfchar <20> <0020> endbfchar\n"
            .to_owned();
        for (place, letter) in self.0.iter().enumerate() {
            let _ = writeln!(map, "1 beginbfchar <{:02X}> <{:04X}> endbfchar", place + 33, *letter as u32);
        }
        map + "endcmap end end"
    }
}

/// The bytes of a PDF of such pages.
fn pdf(font: &Font, pages: &[Page]) -> Vec<u8> {
    let stream = |own: &str| format!("<</Length {}>>\nstream\n{own}\nendstream\n", own.len());
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 5 + page * 2)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), kids.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 4 0 R>>".to_owned(),
        stream(&font.map()),
    ];
    for (index, page) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>{}>>>>",
            6 + index * 2,
            page.resources
        ));
        objects.push(stream(&page.drawing));
    }
    // A picture said to be larger than any scan.
    objects.push(
        "<</Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\n\
         stream\nx\nendstream\n"
            .to_owned(),
    );
    pdf_of(&objects.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The letterhead of a decision without its serial, and its first article.
fn decision(font: &mut Font) -> String {
    [
        ((80.0, 780.0), "UBND TỈNH BÌNH LÂM"),
        ((330.0, 780.0), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ((100.0, 764.0), "SỞ Y TẾ"),
        ((370.0, 764.0), "Độc lập - Tự do - Hạnh phúc"),
        ((80.0, 730.0), "Số:"),
        ((140.0, 730.0), "/QĐ-SYT"),
        ((330.0, 730.0), "Bình Lâm, ngày 05 tháng 3 năm 2026"),
        ((260.0, 690.0), "QUYẾT ĐỊNH"),
        ((200.0, 670.0), "Về việc thành lập Tổ công tác"),
        ((240.0, 640.0), "GIÁM ĐỐC SỞ Y TẾ"),
        ((90.0, 610.0), "Theo đề nghị của Chánh Văn phòng Sở."),
        ((250.0, 580.0), "QUYẾT ĐỊNH:"),
        ((90.0, 550.0), "Điều 1. Thành lập Tổ công tác gồm 05 thành viên."),
    ]
    .into_iter()
    .map(|(place, text)| font.line(place, text))
    .collect()
}

fn page(drawing: String) -> Page {
    Page { drawing, resources: "" }
}

fn never() -> vanban::read::Options {
    vanban::read::Options { ocr: vanban::read::Ocr::Never, ..Default::default() }
}

fn read(file: &[u8]) -> Parsed {
    let source = vanban::read::source_with(file, &never()).expect("a source");
    vanban::parse::document(source, vanban::words::Vocabulary::builtin())
}

/// The codes of what is said about a reading, with its values.
fn said(parsed: &Parsed) -> Vec<String> {
    parsed.diagnostics.iter().map(|own| format!("{} {:?}", own.code, own.arguments)).collect()
}

fn number(parsed: &Parsed) -> Option<&str> {
    parsed.document.header.number.as_ref().map(|own| own.text.as_str())
}

/// The words of the whole source, each line by itself.
fn lines(parsed: &Parsed) -> Vec<&str> {
    parsed.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[test]
fn a_number_that_was_stamped_last_stands_in_its_line() {
    let mut font = Font::default();
    let drawing = decision(&mut font) + &font.line((105.0, 731.0), "127");
    let parsed = read(&pdf(&font, &[page(drawing)]));
    assert_eq!(number(&parsed), Some("127/QĐ-SYT"), "{:?}", lines(&parsed));
    assert_eq!(parsed.document.header.date.map(|own| own.to_string()).as_deref(), Some("2026-03-05"));
}

#[test]
fn letters_drawn_twice_are_read_once() {
    let mut font = Font::default();
    let once = decision(&mut font) + &font.line((105.0, 730.0), "127");
    let written = read(&pdf(&font, &[page(once.clone())]));
    // Each line again, a third of a point to its right.
    let parsed = read(&pdf(&font, &[page(format!("{once} q 1 0 0 1 0.3 0 cm {once} Q"))]));
    assert_eq!(parsed.document, written.document);
    assert_eq!(lines(&parsed), lines(&written));
}

#[test]
fn a_text_that_stands_for_a_drawing_is_read_in_its_place() {
    let mut font = Font::default();
    let drawn = font.string("ffx");
    let drawing = decision(&mut font)
        + &format!("BT /F 12 Tf 105 730 Td /Span <</ActualText <FEFF003100320037>>> BDC {drawn} Tj EMC ET\n");
    assert_eq!(number(&read(&pdf(&font, &[page(drawing)]))), Some("127/QĐ-SYT"));
}

#[test]
fn words_are_parted_by_gaps_and_lines_by_places() {
    let mut font = Font::default();
    let (one, two) = (font.string("Phụ"), font.string("lục"));
    // A gap of a quarter of the size, and one of a hundredth, which is none.
    let drawing = format!("BT /F 12 Tf 90 700 Td [{one} -250 {two}] TJ 0 -20 Td [{one} -10 {two}] TJ ET");
    assert_eq!(lines(&read(&pdf(&font, &[page(drawing)]))), ["Phụ lục", "Phụlục"]);
}

/// Hairlines, boxes without colour, thin filled boxes: each draws the same table.
#[test]
fn drawn_lines_make_a_table_however_they_are_drawn() {
    let cells = [["STT", "Nhiệm vụ", "Đơn vị"], ["1", "Rà soát hồ sơ", "Phòng A"], ["2", "Lập báo cáo", "Phòng B"]];
    let (columns, rows) = ([90.0, 140.0, 320.0, 480.0], [500.0, 470.0, 440.0, 410.0]);
    let level = |draw: &dyn Fn([f32; 4]) -> String| {
        let across = rows.iter().map(|y| draw([columns[0], *y, columns[3], *y]));
        let down = columns.iter().map(|x| draw([*x, rows[3], *x, rows[0]]));
        across.chain(down).collect::<String>()
    };
    let hairlines = level(&|[x, y, right, top]| format!("0 w {x} {y} m {right} {top} l S\n"));
    let thin = level(&|[x, y, right, top]| format!("{x} {y} {} {} re f\n", right - x + 0.4, top - y + 0.4));
    let boxes: String = (0..3)
        .flat_map(|row| (0..3).map(move |column| (row, column)))
        .map(|(row, column)| {
            let (x, y) = (columns[column], rows[row + 1]);
            format!("0.5 w {x} {y} {} 30 re S\n", columns[column + 1] - x)
        })
        .collect();
    for (name, drawn) in [("hairlines", hairlines), ("thin boxes", thin), ("boxes", boxes)] {
        let mut font = Font::default();
        let mut drawing = decision(&mut font) + &drawn;
        for (row, y) in cells.iter().zip(rows) {
            for (text, x) in row.iter().zip(columns) {
                drawing += &font.line((x + 6.0, y - 20.0), text);
            }
        }
        let parsed = read(&pdf(&font, &[page(drawing)]));
        let json = serde_json::to_string(&parsed.document).expect("JSON");
        assert!(json.contains(r#""name":"Nhiệm vụ""#) && json.contains(r#"{"text":"Phòng B"}"#), "{name}: {json}");
    }
}

#[test]
fn a_page_that_cannot_be_read_is_named_and_the_others_are_read() {
    let mut font = Font::default();
    let drawing = decision(&mut font) + &font.line((105.0, 730.0), "127");
    // The last object of three pages is the picture.
    let large = Page { drawing: "q 595 0 0 842 0 0 cm /I Do Q".to_owned(), resources: "/XObject<</I 11 0 R>>" };
    let last = page(font.line((90.0, 700.0), "Điều 2. Quyết định này có hiệu lực từ ngày ký."));
    let parsed = read(&pdf(&font, &[page(drawing), large, last]));
    assert_eq!(number(&parsed), Some("127/QĐ-SYT"));
    assert_eq!(parsed.document.body.len(), 2);
    assert!(said(&parsed).iter().any(|own| own == r#"pages-broken ["2"]"#), "{:?}", said(&parsed));
}

#[test]
fn a_file_that_was_cut_off_is_said_to_be() {
    let mut font = Font::default();
    let drawing = decision(&mut font) + &font.line((105.0, 730.0), "127");
    let whole = pdf(&font, &[page(drawing)]);
    let is_said = |file: &[u8]| said(&read(file)).iter().any(|own| own.starts_with("pdf-cut"));
    assert!(!is_said(&whole));
    let table = whole.windows(4).rposition(|own| own == b"xref").expect("a table") - 30;
    assert!(is_said(&whole[..table]));
}

/// Whatever byte of a file is another one, it is refused, or read with nothing lost or invented.
#[test]
fn damaged_files_do_no_harm() {
    let mut font = Font::default();
    let drawing = decision(&mut font);
    let whole = pdf(&font, &[page(drawing)]);
    let mut count = 0;
    for at in (9..whole.len()).step_by(97) {
        let mut file = whole.clone();
        file[at] ^= 0x15;
        if let Ok(source) = vanban::read::source_with(&file, &never()) {
            let parsed = vanban::parse::document(source, vanban::words::Vocabulary::builtin());
            assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{at}");
            count += 1;
        }
    }
    assert!(count > 10, "{count} were read");
}
