//! What several targets share: the invariants, as the tests check them, and Word files made of an input's bytes, since
//! damaged markup seldom leaves a document.

#![allow(dead_code, reason = "every target uses its own part")]

#[path = "../../../tests/common/mod.rs"]
mod tests;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use vanban::model::Parsed;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Words of which decisions and their tables are made.
pub const WORDS: [&str; 64] = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN",
    "TỈNH BÌNH LÂM",
    "Số:",
    "12/QĐ-UBND",
    "Bình Lâm, ngày 05 tháng 3 năm 2025",
    "QUYẾT ĐỊNH",
    "QUYẾT ĐỊNH:",
    "Về việc",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN",
    "Căn cứ Luật",
    "Theo đề nghị của",
    "ngày 19 tháng 02 năm 2025",
    "Điều 1.",
    "Điều 2.",
    "Điều",
    "Khoản 1",
    "Chương I",
    "Mục 1",
    "Phần",
    "I.",
    "II.",
    "A.",
    "1.",
    "1.1.",
    "a)",
    "-",
    "+",
    "•",
    "Nơi nhận:",
    "- Như Điều 3;",
    "- Lưu: VT, TH.",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "TM. ỦY BAN NHÂN DÂN",
    "(Đã ký)",
    "Trần Văn A",
    "PHỤ LỤC",
    "Phụ lục I",
    "(Kèm theo Quyết định số 12/QĐ-UBND)",
    "CHƯƠNG TRÌNH CÔNG TÁC",
    "KẾ HOẠCH",
    "STT",
    "TT",
    "Nội dung",
    "Chủ trì",
    "Thời gian",
    "Quý I/2025",
    "năm 2025",
    "31/12/2025",
    "./.",
    "/.",
    ";",
    ",",
    ":",
    "“",
    "”",
    "(",
    ")",
    "Kính gửi:",
    "SAO Y",
    "có hiệu lực kể từ ngày ký",
    "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ",
];

/// Ends the run where an invariant does not hold.
pub fn hold(parsed: &Parsed) {
    let faults = tests::faults(parsed);
    assert!(faults.is_empty(), "{faults:?}");
}

/// A text of words, blanks and line ends, one a byte.
pub fn text(bytes: &[u8]) -> String {
    let mut out = String::new();
    for byte in bytes {
        match byte {
            0..=127 => {
                out.push_str(WORDS[usize::from(*byte) % WORDS.len()]);
                out.push(if *byte < 64 { ' ' } else { '\n' });
            }
            128..=139 => out.push('\n'),
            140..=149 => out.push_str("          "),
            150..=153 => out.push('\t'),
            154..=156 => out.push('\x0C'),
            157..=160 => out.push_str("| "),
            161..=163 => out.push_str("---|---\n"),
            164..=173 => out.push(char::from(b'0' + (byte - 164))),
            // Letters, with and without their marks.
            _ => out.push_str(["a", "ă", "ế", "Đ", "đ", "Ð", "ớ", "x", "Q", "l", "I", "€", "\u{301}", "\u{FFFD}"][usize::from(*byte) % 14]),
        }
    }
    out
}

/// A body of paragraphs, tables, boxes, lists, fields and tracked changes, an element a byte, words between them.
pub fn body(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    let run = |out: &mut String, properties: &str, text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = write!(out, "<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text} </w:t></w:r>");
    };
    let in_paragraph = |open: &[&str]| open.iter().rev().any(|tag| *tag == "w:p");
    for pair in bytes.chunks(2) {
        let (kind, more) = (pair[0], pair.get(1).copied().unwrap_or(0));
        if kind < 128 {
            if !in_paragraph(&open) {
                out.push_str("<w:p>");
                open.push("w:p");
            }
            let looks = ["", "<w:b/>", "<w:i/>", "<w:caps/>", "<w:vanish/>", "<w:rFonts w:ascii=\".VnTime\"/>", "<w:sz w:val=\"26\"/>"];
            run(&mut out, looks[usize::from(more) % looks.len()], WORDS[usize::from(kind) % WORDS.len()]);
            continue;
        }
        let mut start = |out: &mut String, tag: &'static str, rest: &str| {
            let _ = write!(out, "<{tag}{rest}>");
            open.push(tag);
        };
        match kind % 24 {
            0..=3 => {
                while let Some(tag) = open.pop() {
                    let _ = write!(out, "</{tag}>");
                    if tag == "w:p" {
                        break;
                    }
                }
            }
            4 => start(&mut out, "w:p", ""),
            5 => start(&mut out, "w:tbl", ""),
            6 => start(&mut out, "w:tr", ""),
            7 => {
                start(&mut out, "w:tc", "");
                let spans = ["1", "2", "63", "2000000000", "-1", "x"];
                let _ = write!(out, "<w:tcPr><w:gridSpan w:val=\"{}\"/></w:tcPr>", spans[usize::from(more) % spans.len()]);
            }
            8 => {
                start(&mut out, "w:tc", "");
                out.push_str(["<w:tcPr><w:vMerge/></w:tcPr>", "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>"][usize::from(more) % 2]);
            }
            9 => {
                start(&mut out, "w:sdt", "");
                out.push_str("<w:sdtPr><w:tag w:val=\"so_ky_hieu\"/></w:sdtPr>");
                out.push_str("<w:sdtContent>");
                open.push("w:sdtContent");
            }
            10 => start(&mut out, "w:del", ""),
            11 => start(&mut out, "w:ins", ""),
            12 => start(&mut out, "w:hyperlink", ""),
            13 => start(&mut out, "w:txbxContent", ""),
            14 => start(&mut out, "w:pPr", ""),
            15 => {
                let _ = write!(out, "<w:pPr><w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"{}\"/></w:numPr></w:pPr>", more % 10, more % 3);
            }
            16 => out.push_str(["<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:r><w:br w:type=\"page\"/></w:r>", "<w:r><w:sym w:char=\"F0B7\"/></w:r>"][usize::from(more) % 4]),
            17 => {
                let kinds = ["begin", "separate", "end"];
                let _ = write!(out, "<w:r><w:fldChar w:fldCharType=\"{}\"/></w:r>", kinds[usize::from(more) % 3]);
            }
            18 => out.push_str("<w:r><w:footnoteReference w:id=\"1\"/></w:r>"),
            19 => out.push_str("<w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1\" w:left=\"1\"/></w:sectPr>"),
            20 => out.push_str("<w:pPr><w:jc w:val=\"center\"/><w:rPr><w:b/></w:rPr></w:pPr>"),
            21 => start(&mut out, "mc:AlternateContent", ""),
            22 => start(&mut out, "mc:Choice", ""),
            _ => start(&mut out, "w:smartTag", ""),
        }
    }
    while let Some(tag) = open.pop() {
        let _ = write!(out, "</{tag}>");
    }
    out
}

const NUMBERING: &str = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"Điều %1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl><w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.%2.%3\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

const NOTES: &str = "<w:footnotes><w:footnote w:id=\"1\"><w:p><w:r><w:t>Chú thích</w:t></w:r></w:p></w:footnote></w:footnotes>";

/// A Word file of a body.
pub fn word(body: &str) -> Vec<u8> {
    parts(&[
        ("word/document.xml", format!("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>").as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
        ("word/footnotes.xml", NOTES.as_bytes()),
    ])
}

/// A package of parts, with the relations to those that a reader looks for.
pub fn parts(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let kinds = ["numbering", "styles", "footnotes", "header1", "comments"];
    let mut relations = String::from("<Relationships>");
    for (index, name) in kinds.iter().enumerate() {
        let kind = name.trim_end_matches('1');
        let _ = write!(relations, "<Relationship Id=\"r{index}\" Type=\"x/{kind}\" Target=\"{name}.xml\"/>");
    }
    relations.push_str("</Relationships>");
    let root = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let fixed: [(&str, &[u8]); 2] = [("_rels/.rels", root.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes())];
    for (name, bytes) in fixed.iter().chain(parts) {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, options).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a zip").into_inner()
}
