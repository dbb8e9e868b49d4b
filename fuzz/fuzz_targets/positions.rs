//! Words with places: hOCR, ALTO, PAGE XML and TSV. The first byte chooses. The rest is the file's own text behind what tells the
//! format; or words, places and lines made of it, since damaged markup seldom leaves a page.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fmt::Write;

/// Words of which decisions, stamps and tables are made.
const WORDS: [&str; 32] = [
    "QUYẾT",
    "ĐỊNH",
    "Căn",
    "cứ",
    "Điều",
    "1.",
    "2.",
    "“Điều",
    "-",
    "=",
    "Nơi",
    "nhận:",
    "KT.",
    "CHỦ",
    "TỊCH",
    "Lưu:",
    "VT;",
    "STT",
    "Nội",
    "dung",
    "I.",
    "PHỤ",
    "LỤC",
    "(Kèm",
    "theo)",
    "Số:",
    "4/QĐ-X",
    "ngày",
    "9/9/2025",
    "|",
    "a)",
    "Ấ*œ",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let text = match kind % 7 {
        0 => format!("<html><div class='ocr_page' title='bbox 0 0 2480 3508'>{}", String::from_utf8_lossy(rest)),
        1 => format!("<alto><Page WIDTH='2480' HEIGHT='3508'>{}", String::from_utf8_lossy(rest)),
        2 => format!("{TSV}{}", String::from_utf8_lossy(rest)),
        3 => hocr(rest),
        4 => alto(rest),
        5 => page_xml(rest),
        _ => tsv(rest),
    };
    let _ = vanban::parse(text.as_bytes());
});

const TSV: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

/// A mark of the page: its kind, left, top, width, height, confidence, and a word.
struct Mark(u8, [i32; 4], u8, &'static str);

/// A mark of every eight bytes.
fn marks(bytes: &[u8]) -> impl Iterator<Item = Mark> {
    bytes.chunks_exact(8).map(|own| {
        let place = [own[1], own[2], own[3], own[4]].map(|byte| i32::from(byte) * 10);
        let place = [place[0], place[1] + i32::from(own[6]), place[2], place[3] / 8];
        Mark(own[0], place, own[5] % 101, WORDS[usize::from(own[7]) % WORDS.len()])
    })
}

fn hocr(bytes: &[u8]) -> String {
    let mut out = String::from("<html><body><div class='ocr_page' title='bbox 0 0 2480 3508'><span class='ocr_line'>");
    for Mark(kind, [left, top, width, height], sure, word) in marks(bytes) {
        let place = format!("bbox {left} {top} {} {}", left + width, top + height);
        let _ = match kind % 12 {
            0 => write!(out, "</span></div><div class='ocr_page' title='bbox 0 0 2480 3508'><span class='ocr_line'>"),
            1 => write!(
                out,
                "<div class='ocr_separator' title='bbox {left} {top} {} {}'></div>",
                left + width * 8,
                top + 3
            ),
            2 => write!(
                out,
                "<div class='ocr_separator' title='bbox {left} {top} {} {}'></div>",
                left + 3,
                top + width * 8
            ),
            3 => write!(out, "<div class='ocr_photo' title='{place}'></div>"),
            4 => write!(out, "</span><span class='ocr_line'>"),
            _ => write!(out, "<span class='ocrx_word' title='{place}; x_wconf {sure}'>{word}</span>"),
        };
    }
    out + "</span></div></body></html>"
}

fn alto(bytes: &[u8]) -> String {
    let mut out = String::from("<alto><Page WIDTH='2480' HEIGHT='3508'><TextLine>");
    for Mark(kind, [left, top, width, height], sure, word) in marks(bytes) {
        let place = format!("HPOS='{left}' VPOS='{top}' WIDTH='{width}' HEIGHT='{height}'");
        let word = word.replace('&', "&amp;").replace('<', "&lt;");
        let _ = match kind % 12 {
            0 => write!(out, "</TextLine></Page><Page WIDTH='2480' HEIGHT='3508'><TextLine>"),
            1 => write!(out, "<GraphicalElement {place}/>"),
            2 => write!(out, "<Illustration {place}/>"),
            3 => write!(out, "<HYP CONTENT='-'/>"),
            4 => write!(out, "</TextLine><TextLine>"),
            _ => write!(out, "<String {place} WC='0.{sure}' CONTENT='{word}'/>"),
        };
    }
    out + "</TextLine></Page></alto>"
}

fn page_xml(bytes: &[u8]) -> String {
    let mut out = String::from("<PcGts><Page imageWidth='2480' imageHeight='3508'><TextLine>");
    for Mark(kind, [left, top, width, height], sure, word) in marks(bytes) {
        let (right, bottom) = (left + width, top + height);
        let place = format!("<Coords points='{left},{top} {right},{top} {right},{bottom}'/>");
        let word = word.replace('&', "&amp;").replace('<', "&lt;");
        let text = format!("<TextEquiv conf='0.{sure}'><Unicode>{word}</Unicode></TextEquiv>");
        let _ = match kind % 12 {
            0 => write!(out, "</TextLine></Page><Page imageWidth='2480' imageHeight='3508'><TextLine>"),
            1 => write!(out, "<SeparatorRegion>{place}</SeparatorRegion>"),
            2 => write!(out, "<ImageRegion>{place}</ImageRegion>"),
            3 => write!(out, "</TextLine><TextLine>{place}{text}"),
            4 => write!(out, "</TextLine><TextLine>"),
            _ => write!(out, "<Word>{place}{text}</Word>"),
        };
    }
    out + "</TextLine></Page></PcGts>"
}

fn tsv(bytes: &[u8]) -> String {
    let mut out = String::from(TSV);
    for Mark(kind, [left, top, width, height], sure, word) in marks(bytes) {
        let level = match kind % 12 {
            0 => 1,
            1 | 2 => 2,
            3 => 4,
            _ => 5,
        };
        let _ = writeln!(out, "{level}\t1\t1\t1\t1\t1\t{left}\t{top}\t{width}\t{height}\t{sure}\t{word}");
    }
    out
}
