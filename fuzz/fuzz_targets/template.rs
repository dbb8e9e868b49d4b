//! Forms: a body of marks, controls, tables and words made of the bytes, or the bytes as XML; the data, behind a zero
//! byte, as it is. What is filled is read again, and a form that is made of any file has no broken marks.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use vanban::Code;
use vanban::template::{Data, fields, fill, make};

const DATA: &str = "so_ky_hieu: 12/QĐ-UBND\nngay_ban_hanh: 2025-02-31\nkinh_phi: -24500000.5\nnoi_nhan: [a, '{{b}}']\nnhiem_vu:\n  - noi_dung: <w:p>\n    chu_tri: 'x\n\n      y'\n  - noi_dung: \"]]>\\u0001\"\ntrich_yeu: ''\n";

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let at = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
    let (form, data) = rest.split_at(at);
    let body = match kind % 3 {
        0 => String::from_utf8_lossy(form).into_owned(),
        1 => marked(form),
        _ => shared::body(form),
    };
    let file = shared::word(&body);
    let _ = fields(&file);
    let text = String::from_utf8_lossy(data.get(1..).unwrap_or_default());
    let data = Data::of_keys(&text).or_else(|_| Data::of_keys(DATA)).expect("data");
    for allow_empty in [false, true] {
        let Ok(filling) = fill(&file, &data, allow_empty) else { return };
        assert_eq!(filling.file.is_some(), filling.issues.is_empty(), "all or nothing");
        if let Some(filled) = filling.file {
            let again = vanban::read::source(&filled);
            assert!(again.as_ref().err().is_none_or(|error| error.code == Code::InputEmpty), "{:?}", again.err());
        }
    }
    let Ok(source) = vanban::read::source(&file) else { return };
    let Some(look) = source.look() else { return };
    let words = vanban::words::Vocabulary::builtin();
    let parsed = vanban::parse::document(source, words);
    let rows: Vec<String> = vanban::tasks::tasks(&parsed.document, words).into_iter().map(|task| task.row).collect();
    if let Ok(made) = make(&file, &parsed, &look.blocks, &rows) {
        let again = vanban::read::source(&made.file);
        assert!(again.as_ref().err().is_none_or(|error| error.code == Code::InputEmpty), "{:?}", again.err());
    }
});

/// Marks in paragraphs, cells and runs, one a byte.
fn marked(bytes: &[u8]) -> String {
    const MARKS: [&str; 32] = [
        "{{so_ky_hieu}}",
        "{{ngay_ban_hanh | ngay}}",
        "{{kinh_phi | so}}",
        "{{kinh_phi | bang_chu}}",
        "{{#nhiem_vu}}",
        "{{/nhiem_vu}}",
        "{{noi_dung}}",
        "{{chu_tri | viet_hoa}}",
        "{{?kinh_phi}}",
        "{{/kinh_phi}}",
        "{{^kinh_phi}}",
        "{{?trich_yeu}}",
        "{{/trich_yeu}}",
        "{{#noi_nhan}}",
        "{{/noi_nhan}}",
        "{{noi_nhan}}",
        "{{stt}}",
        "{{",
        "}}",
        "{{#",
        "{{|}}",
        "{{a | mac_dinh \"x\"}}",
        "{{.}}",
        "{",
        "</w:t></w:r><w:r><w:t>",
        "</w:t></w:r></w:p><w:p><w:r><w:t>",
        "</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>",
        "</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>",
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:tbl><w:tr><w:tc><w:p><w:r><w:t>",
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>",
        "</w:t></w:r><w:sdt><w:sdtPr><w:tag w:val=\"kinh_phi\"/><w:date/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>",
        "chữ ",
    ];
    let inside: String = bytes.iter().map(|byte| MARKS[usize::from(*byte) % MARKS.len()]).collect();
    format!("<w:p><w:r><w:t>{inside}</w:t></w:r></w:p><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr>")
}
