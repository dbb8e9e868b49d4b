//! One document in every shape of markup gives the same document: Flat OPC, Word 2003 XML, HTML and MHTML, whatever
//! the file is called and however its letters are written.

mod common;
#[path = "common/legacy.rs"]
mod legacy;
#[path = "common/markup.rs"]
mod markup;

use markup::Transfer;
use vanban::Code;
use vanban::model::{Document, FurnitureKind, Parsed};
use vanban::read::{self, Format, Options};
use vanban::source::Source;

fn parse(bytes: &[u8]) -> Parsed {
    vanban::parse(bytes).expect("a document")
}

/// Each sample in a shape gives what it gives as a Word file, every letter in one place.
fn each_is_the_same(shape: &str, written: impl Fn(&[u8], &Source) -> Vec<u8>) {
    for (name, docx) in common::word_samples() {
        let expected: Document = parse(&docx).document;
        let source = read::source(&docx).expect("a source");
        let parsed = parse(&written(&docx, &source));
        assert_eq!(parsed.document, expected, "{name} as {shape}");
        assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{name} as {shape}");
    }
}

#[test]
fn flat_opc_gives_the_same_document() {
    each_is_the_same("Flat OPC", |docx, _| markup::flat_opc(docx).into_bytes());
}

#[test]
fn word_2003_gives_the_same_document() {
    each_is_the_same("Word 2003 XML", |_, source| markup::word_2003(source).into_bytes());
}

#[test]
fn html_gives_the_same_document() {
    each_is_the_same("HTML", |_, source| markup::html(source).into_bytes());
}

#[test]
fn mhtml_gives_the_same_document() {
    for transfer in [Transfer::QuotedPrintable, Transfer::Base64, Transfer::EightBits] {
        each_is_the_same("MHTML", |_, source| markup::mhtml(markup::html(source).as_bytes(), "utf-8", transfer));
    }
}

#[test]
fn every_charset_gives_the_same_document() {
    let windows =
        |source: &Source| legacy::windows_1258(&markup::html(source).replace("charset=utf-8", "charset=windows-1258"));
    each_is_the_same("HTML in windows-1258", |_, source| windows(source));
    each_is_the_same("MHTML in windows-1258", |_, source| {
        markup::mhtml(&windows(source), "windows-1258", Transfer::QuotedPrintable)
    });
    each_is_the_same("HTML in UTF-16", |_, source| {
        let page = format!("\u{FEFF}{}", markup::html(source));
        page.encode_utf16().flat_map(u16::to_le_bytes).collect()
    });
    each_is_the_same("HTML in numbers of letters", |_, source| {
        let of = |c: char| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) };
        markup::html(source).chars().map(of).collect::<String>().into_bytes()
    });
}

const DECISION: &str = "<p>ỦY BAN NHÂN DÂN<br>XÃ AN PHÚ</p><p>Số: 12/QĐ-UBND</p><p>QUYẾT ĐỊNH</p><p>Về việc giao đất</p>\
                        <p>Điều 1. Giao đất cho ông An.</p>";

#[test]
fn a_caller_may_know_that_a_text_is_a_page() {
    let bytes = format!("Bản lưu {DECISION}");
    let as_text = read::source(bytes.as_bytes()).expect("a source").text;
    assert!(as_text.contains("<p>"), "{as_text}");
    let options = Options { format: Some(Format::Html), ..Options::default() };
    let as_page = read::source_with(bytes.as_bytes(), &options).expect("a source").text;
    assert!(as_page.contains("\nSố: 12/QĐ-UBND\n"), "{as_page}");
}

#[test]
fn a_text_about_markup_is_text() {
    for text in [
        "Điều 1. Thẻ <p> mở một đoạn, </p> kết thúc.",
        "# QUYẾT ĐỊNH\n\n<table><tr><td>1</td></tr></table>\n\n**Điều 1.** Giao đất.",
        "<p align=\"center\">**QUYẾT ĐỊNH**</p>\n\nVề việc giao đất\n\nĐiều 1. Giao đất.",
        "< 5 ha: UBND xã quyết định.",
    ] {
        assert_eq!(Format::of_bytes(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn what_is_broken_is_refused_with_its_name() {
    let flat = "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"></pkg:package>";
    assert_eq!(read::source(flat.as_bytes()).err(), Some(Code::InputBroken.with("Word XML")));
    assert_eq!(read::source(b"<html><body><p> </p></body></html>").err(), Some(Code::InputEmpty.into()));
    let other = "<?xml version=\"1.0\"?>\n<akomaNtoso><p>Điều 1. Giao đất.</p></akomaNtoso>";
    assert_eq!(read::source(other.as_bytes()).err(), Some(Code::InputUnsupported.with("XML")));
    let message = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\n\r\n--x--";
    assert_eq!(read::source(message.as_bytes()).err(), Some(Code::InputBroken.with("MHTML")));
}

/// A table of HTML in Markdown is the table that it is in a page.
#[test]
fn markdown_has_the_tables_of_html() {
    let before =
        "**SỞ Y TẾ BÌNH LÂM**\n\nSố: 15/QĐ-SYT\n\n**QUYẾT ĐỊNH**\n\nVề việc giao việc\n\nĐiều 1. Giao việc như sau:\n";
    let after = "\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n";
    let table = "<table>\n<tr><th rowspan=\"2\">TT</th><th rowspan=\"2\">**Nội dung**</th><th colspan=\"2\">Phân công</th></tr>\n\
                 <tr><th>Chủ trì</th><th>Phối hợp</th></tr>\n<tr><td>1</td><td>Lập danh sách<br>các hộ</td><td>Văn phòng</td><td></td></tr>\n</table>\n";
    let parsed = parse(format!("{before}{table}{after}").as_bytes());
    assert_eq!(common::faults(&parsed), Vec::<String>::new());
    let [vanban::model::Block::Division(first), vanban::model::Block::Division(_)] = &parsed.document.body[..] else {
        panic!("{:?}", parsed.document.body)
    };
    let found: Vec<&vanban::model::Table> = first
        .body
        .iter()
        .filter_map(|block| match block {
            vanban::model::Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let [table] = &found[..] else { panic!("{:?}", first.body) };
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["TT", "Nội dung", "Chủ trì", "Phối hợp"]);
    assert_eq!(table.columns[3].path, ["Phân công", "Phối hợp"]);
    assert_eq!(table.rows.len(), 1);
}

/// What a page has cut off, whichever its shape, gives what there is of it or an error, and never a panic.
#[test]
fn pages_cut_anywhere_never_panic() {
    let (_, docx) = common::word_samples().swap_remove(0);
    let source = read::source(&docx).expect("a source");
    let page = markup::html(&source);
    let shapes = [
        markup::mhtml(page.as_bytes(), "utf-8", Transfer::QuotedPrintable),
        markup::mhtml(page.as_bytes(), "utf-8", Transfer::Base64),
        page.into_bytes(),
        markup::word_2003(&source).into_bytes(),
        markup::flat_opc(&docx).into_bytes(),
    ];
    for bytes in shapes {
        for end in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
            if let Ok(parsed) = vanban::parse(&bytes[..end]) {
                assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{end}");
            }
        }
    }
}

#[test]
fn word_2003_has_notes_lists_and_changes() {
    let page = "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\">\
        <w:lists><w:listDef w:listDefId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:nfc w:val=\"1\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:listDef><w:list w:ilfo=\"1\"><w:ilst w:val=\"0\"/></w:list></w:lists>\
        <w:body><wx:sect><w:p><w:pPr><w:listPr><w:ilvl w:val=\"0\"/><w:ilfo w:val=\"1\"/></w:listPr></w:pPr><w:r><w:t>Mục đích</w:t></w:r></w:p>\
        <wx:sub-section><w:p><w:pPr><w:listPr><wx:t wx:val=\"b)\"/><w:ilfo w:val=\"9\"/></w:listPr></w:pPr><w:r><w:t>Yêu cầu</w:t></w:r></w:p></wx:sub-section>\
        <w:p><w:r><w:t>Giao đất</w:t></w:r><w:r><w:footnote><w:p><w:r><w:t>Theo hồ sơ.</w:t></w:r></w:p></w:footnote></w:r>\
        <aml:annotation aml:id=\"0\" w:type=\"Word.Deletion\"><aml:content><w:r><w:delText> cũ</w:delText></w:r></aml:content></aml:annotation>\
        <aml:annotation aml:id=\"1\" w:type=\"Word.Insertion\"><aml:content><w:r><w:t> mới</w:t></w:r></aml:content></aml:annotation></w:p>\
        </wx:sect></w:body></w:wordDocument>";
    let source = read::source(page.as_bytes()).expect("a source");
    assert!(source.text.starts_with("I. Mục đích\nb) Yêu cầu\nGiao đất[1] mới\n"), "{}", source.text);
    assert!(source.text.contains("[1] Theo hồ sơ."), "{}", source.text);
    let kinds: Vec<FurnitureKind> = source.furniture.iter().map(|own| own.kind).collect();
    assert_eq!(kinds, [FurnitureKind::Deleted], "{}", source.text);
}
