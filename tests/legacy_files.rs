//! What offices keep from before .docx and Unicode: Word 97–2003 files, RTF, TCVN3, VNI, windows-1258.

mod common;
#[path = "common/legacy.rs"]
mod legacy;

use legacy::{Letters, compound, rtf, windows_1258, word_97, word_97_streams};
use proptest::prelude::*;
use vanban::model::{Block, FurnitureKind, Parsed, Repair, Table};
use vanban::source;
use vanban::{Code, read};

fn parse(bytes: &[u8]) -> Parsed {
    vanban::parse(bytes).expect("a document")
}

/// The text that is shown: without what is set aside.
fn shown(bytes: &[u8]) -> String {
    let source = read::source(bytes).expect("a source");
    let mut text = source.text.clone();
    let mut aside = source.furniture;
    aside.sort_by_key(|furniture| std::cmp::Reverse(furniture.span.start));
    for furniture in aside {
        text.replace_range(furniture.span.start as usize..furniture.span.end as usize, "");
    }
    text.trim().to_owned()
}

fn plain(body: &str) -> Vec<u8> {
    format!("{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0\\fcharset0 Arial;}}{{\\f1\\fcharset163 Arial (Vietnamese);}}{{\\f2\\fcharset2 Symbol;}}}}{body}}}").into_bytes()
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)).expect("a sample")
}

fn tables(blocks: &[source::Block]) -> Vec<&source::Table> {
    blocks.iter().filter_map(|block| if let source::Block::Table(table) = block { Some(table) } else { None }).collect()
}

fn cells(text: &str, table: &source::Table) -> Vec<Vec<String>> {
    let block = |block: &source::Block| match block {
        source::Block::Paragraph { span, .. } => span.of(text).to_owned(),
        source::Block::Table(inner) => format!("{:?}", cells(text, inner)),
    };
    let cell = |cell: &source::Cell| {
        let words: Vec<String> = cell.blocks.iter().map(block).filter(|text| !text.is_empty()).collect();
        format!("{}@{}+{}x{}", words.join("|"), cell.column, cell.columns, cell.rows)
    };
    table.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}

#[test]
fn characters_of_rtf() {
    for (body, expected) in [
        ("a\\tab b\\line c\\_d\\-e\\~f\\endash\\bullet\\{\\}\\\\", "a\tb\nc-de f–•{}\\"),
        ("Quy\\u7871?t \\u273 d\\u7883\\'3fnh", "Quyết định"),
        ("\\uc2 \\u272 ??\\uc0\\u7879 n", "Đện"),
        ("\\u-10179?\\u-8704?", "😀"),
        ("caf\\'e9 {\\f1 Quy\\'ea\\'ect \\'f0i\\'f2nh}", "café Quyết định"),
        ("\\f2\\'b7\\f0  x", "• x"),
        ("Quy\\u7871\r\n{\\b\\u7883?}nh", "Quyếịnh"),
        ("{\\upr{cu}{\\*\\ud m\\u7899?i}}", "mới"),
        ("a{\\pict\\bin3 }}}b}c", "ac"),
        ("a{\\*\\unknown b}c{\\info{\\title d}}e", "ace"),
        ("s\\'1", "s1"),
    ] {
        assert_eq!(shown(&plain(body)), expected, "{body}");
    }
}

#[test]
fn fields_show_their_results() {
    let body = "{\\field{\\*\\fldinst HYPERLINK \"x\"{\\field{\\*\\fldinst IF}{\\fldrslt no}}}{\\fldrslt 05}} trang";
    assert_eq!(shown(&plain(body)), "05 trang");
}

#[test]
fn what_rtf_does_not_show_is_set_aside() {
    let bytes = plain(
        "S\\u7889? {\\deleted 12}15{\\v  m\\u7853?t}{\\header \\qc {\\field{\\*\\fldinst PAGE}{\\fldrslt 2}}\\par}\\par",
    );
    assert_eq!(shown(&bytes), "Số 15");
    let source = read::source(&bytes).expect("a source");
    let mut found: Vec<(FurnitureKind, &str)> =
        source.furniture.iter().map(|own| (own.kind, own.span.of(&source.text).trim())).collect();
    found.sort_by_key(|(_, text)| *text);
    let expected = [(FurnitureKind::Deleted, "12"), (FurnitureKind::PageNumber, "2"), (FurnitureKind::Hidden, "mật")];
    assert_eq!(found, expected);
    assert_eq!(source.page_numbers, Some((true, source::Alignment::Center)));
}

#[test]
fn footnotes_of_rtf_stand_behind_with_their_mark() {
    let body = "Giao{\\super\\chftn{\\footnote\\pard {\\super\\chftn} Theo b\\u225?o c\\u225?o.}} \\u273?\\u7845?t.\\par Xong.\\par";
    assert_eq!(shown(&plain(body)), "Giao[1] đất.\nXong.\n[1] Theo báo cáo.");
}

#[test]
fn text_boxes_of_rtf_stand_before_their_paragraph() {
    let body = "S\\u7889? 1{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv x}}{\\shptxt \\pard D\\u7920? TH\\u7842?O\\par}}{\\shprslt no}}/Q\\par";
    assert_eq!(shown(&plain(body)), "DỰ THẢO\nSố 1/Q");
}

#[test]
fn numbers_of_rtf_are_written_out_or_counted() {
    let written = "{\\listtext\\pard\\plain \\u272?i\\u7873?u 1.\\tab}\\ls1 Giao \\u273?\\u7845?t.\\par";
    assert_eq!(shown(&plain(written)), "Điều 1. Giao đất.");
    let tables = "{\\*\\listtable{\\list{\\listlevel\\levelnfc0\\levelstartat1{\\leveltext\\'07\\u272?i\\u7873?u \\'00.;}{\\levelnumbers\\'06;}}\\listid7}}\
        {\\*\\listoverridetable{\\listoverride\\listid7\\listoverridecount0\\ls1}}";
    let body = format!("{tables}\\pard\\ls1 M\\u7897?t.\\par \\pard Hai\\par \\pard\\ls1 Ba.\\par");
    assert_eq!(shown(&plain(&body)), "Điều 1. Một.\nHai\nĐiều 2. Ba.");
}

#[test]
fn tables_of_rtf_have_their_merges() {
    let row = |cells: &str, text: &str| format!("\\trowd {cells}\\pard\\intbl {text}\\row\n");
    let body = [
        row("\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000", "A\\cell B\\cell \\cell"),
        row("\\clvmrg\\cellx1000\\cellx2000\\cellx3000", "\\cell C\\par D\\cell E\\cell"),
        row("\\cellx1000\\cellx3010", "F\\cell G\\cell"),
    ]
    .concat();
    let source = read::source(&plain(&(body + "\\pard Sau.\\par"))).expect("a source");
    let blocks = source.blocks.expect("blocks");
    let table = tables(&blocks)[0];
    let expected = [vec!["A@0+1x2", "B@1+2x1"], vec!["C|D@1+1x1", "E@2+1x1"], vec!["F@0+1x1", "G@1+2x1"]];
    assert_eq!(cells(&source.text, table), expected);
    assert!(matches!(blocks.last(), Some(source::Block::Paragraph { .. })));
}

#[test]
fn nested_tables_of_rtf_are_in_their_cell() {
    let body = "\\trowd\\cellx3000\\pard\\intbl X\\par \\pard\\intbl\\itap2 Y\\nestcell Z\\nestcell{\\*\\nesttableprops\\trowd\\cellx1000\\cellx2000\\nestrow}{\\nonesttables\\par no}\
        \\pard\\intbl\\itap1 W\\cell\\row\\pard Sau\\par";
    let source = read::source(&plain(body)).expect("a source");
    let blocks = source.blocks.expect("blocks");
    assert_eq!(cells(&source.text, tables(&blocks)[0]), [[r#"X|[["Y@0+1x1", "Z@1+1x1"]]|W@0+1x1"#]]);
}

#[test]
fn groups_of_any_depth_are_read() {
    let mut bytes = b"{\\rtf1 ".to_vec();
    bytes.extend(vec![b'{'; 2_000_000]);
    bytes.extend(b"a");
    bytes.extend(vec![b'}'; 2_000_000]);
    bytes.extend(b"b}");
    assert_eq!(shown(&bytes), "ab");
}

#[test]
fn rtf_that_is_cut_off_is_broken() {
    assert_eq!(read::source(b"{\\rtf1 {\\b Quy").err(), Some(Code::InputBroken.with("RTF")));
    assert_eq!(read::source(b"{\\rtf1 {\\b }}").err(), Some(Code::InputEmpty.into()));
    // The last brace alone is often missing.
    assert_eq!(shown(b"{\\rtf1 Quy{\\b t}"), "Quyt");
}

#[test]
fn samples_in_legacy_fonts_are_those_in_unicode() {
    let mut windows_files = 0;
    for path in common::samples() {
        let text = std::fs::read_to_string(&path).expect("a sample");
        let unicode = parse(&rtf(&text, Letters::Unicode));
        for letters in [Letters::Tcvn3, Letters::Vni] {
            let decoded = parse(&rtf(&text, letters));
            assert_eq!(decoded.text, unicode.text, "{} {letters:?}", path.display());
            assert_eq!(decoded.document, unicode.document, "{} {letters:?}", path.display());
            assert_eq!(common::faults(&decoded), Vec::<String>::new(), "{} {letters:?}", path.display());
        }
        let windows = windows_1258(&text);
        if !windows.contains(&b'?') {
            windows_files += 1;
            assert_eq!(
                read::source(&windows).expect("a source").text,
                read::source(text.as_bytes()).expect("a source").text
            );
        }
    }
    assert!(windows_files >= 5, "{windows_files}");
}

#[test]
fn decoded_values_say_so() {
    let parsed = parse(&rtf("QUYẾT ĐỊNH\nVề việc giao đất\n\nĐiều 1. Giao đất cho ông An.\n", Letters::Tcvn3));
    let subject = parsed.document.subject.as_ref().expect("a subject");
    let repairs = parsed.origins.get(subject.origin).expect("an origin").repairs;
    let name = Repair::ALL.iter().find(|(repair, _)| *repair == Repair::LegacyEncoding).expect("a name").1;
    assert!(repairs.names().any(|own| own == name));
    assert_eq!(name, "legacy-encoding");
}

#[test]
fn characters_of_word_97() {
    let found = shown(&word_97(&[
        ("Qu\u{13}PAGE\u{14}y\u{15}\u{1E}c\x0Bd\u{1F}e\u{A0}f\r", false),
        ("ết định😀\x07x\r", true),
    ]));
    assert_eq!(found, "Quy-c\nde f\nết định😀\nx");
    assert_eq!(shown(&word_97(&[("Quy\u{D5}t ®Þnh cña Thñ t\u{AD}íng\r", false)])), "Quyết định của Thủ tướng");
}

#[test]
fn samples_of_word_97_are_those_of_docx() {
    for (old, new) in [
        ("ban-chi-dao-word-97.doc", "ban-chi-dao-danh-so-tu-dong.docx"),
        ("chuong-trinh-word-97.doc", "chuong-trinh-bang-word.docx"),
        ("ban-chi-dao.rtf", "ban-chi-dao-danh-so-tu-dong.docx"),
    ] {
        let (old_parsed, new_parsed) = (parse(&sample(old)), parse(&sample(new)));
        assert_eq!(old_parsed.document, new_parsed.document, "{old}");
        assert_eq!(common::faults(&old_parsed), Vec::<String>::new(), "{old}");
        assert!(old_parsed.unplaced.is_empty(), "{old}");
    }
    // Cells merged both ways are among them.
    let spans = |table: &Table| {
        table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.col_span.is_some() || cell.row_span.is_some())
    };
    fn all(blocks: &[Block]) -> Vec<&Table> {
        fn of(block: &Block) -> Vec<&Table> {
            if let Block::Table(table) = block { vec![table] } else { all(block.children()) }
        }
        blocks.iter().flat_map(of).collect()
    }
    let document = parse(&sample("chuong-trinh-word-97.doc")).document;
    assert!(document.attachments.iter().flat_map(|own| all(&own.body)).any(spans));
}

#[test]
fn other_files_are_named() {
    let error = |bytes: &[u8]| read::source(bytes).err();
    assert_eq!(error(&compound(&[("Workbook", b"x")])), Some(Code::InputUnsupported.with("XLS")));
    assert_eq!(error(&compound(&[("PowerPoint Document", b"x")])), Some(Code::InputUnsupported.with("PPT")));
    assert_eq!(error(&compound(&[("Other", b"x")])), Some(Code::InputUnsupported.with("OLE")));
    assert_eq!(error(&compound(&[("EncryptedPackage", b"x")])), Some(Code::InputEncrypted.into()));
    let (main, table) = word_97_streams(&[("Quy\r", false)]);
    let file = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut main = main.clone();
        change(&mut main);
        error(&compound(&[("WordDocument", &main), ("0Table", &table)]))
    };
    assert_eq!(file(&|_| {}), None);
    assert_eq!(file(&|main| main[11] |= 1), Some(Code::InputEncrypted.into()));
    assert_eq!(file(&|main| main[0] = 0xDC), Some(Code::InputUnsupported.with("DOC (Word 6/95)")));
    assert_eq!(file(&|main| main[1] = 0), Some(Code::InputBroken.with("DOC")));
    assert_eq!(file(&|main| main.truncate(64)), Some(Code::InputBroken.with("DOC")));
    assert_eq!(error(&compound(&[("WordDocument", &main)])), Some(Code::InputBroken.with("DOC")));
    assert_eq!(error(&word_97(&[("\r \r", false)])), Some(Code::InputEmpty.into()));
    assert_eq!(error(&word_97(&[("Quy\r", false)])[..700]), Some(Code::InputBroken.with("DOC")));
}

/// Pieces that name the same bytes again and again, or more than there are, are a trap.
#[test]
fn pieces_that_lie_give_no_more_than_the_file_has() {
    let many: Vec<(&str, bool)> = vec![("a", false); 5000];
    let (main, mut table) = word_97_streams(&many);
    let places = 5 + 5001 * 4;
    for at in 0..5000usize {
        table[5 + at * 4..9 + at * 4].copy_from_slice(&(at as u32 * 4000).to_le_bytes());
        table[places + at * 8 + 2..places + at * 8 + 6].copy_from_slice(&0x4000_0800u32.to_le_bytes());
    }
    table[5 + 5000 * 4..9 + 5000 * 4].copy_from_slice(&20_000_000u32.to_le_bytes());
    if let Ok(source) = read::source(&compound(&[("WordDocument", &main), ("0Table", &table)])) {
        assert!(source.text.len() < 100_000, "{}", source.text.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_keep_the_invariants(which in 0..3usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24), keep in any::<prop::sample::Index>()) {
        let mut bytes = sample(["ban-chi-dao-word-97.doc", "chuong-trinh-word-97.doc", "ban-chi-dao.rtf"][which]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let faults = |bytes: &[u8]| vanban::parse(bytes).map(|parsed| common::faults(&parsed)).unwrap_or_default();
        prop_assert_eq!(faults(&bytes), Vec::<String>::new());
        bytes.truncate(keep.index(bytes.len()));
        prop_assert_eq!(faults(&bytes), Vec::<String>::new());
    }

    /// Damage within the streams, which a whole file's damage seldom leaves readable.
    #[test]
    fn damaged_streams_keep_the_invariants(which in 0..2usize, stream in 0..2usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..32), keep in any::<prop::sample::Index>(), cut in any::<bool>()) {
        use std::io::Read;
        let bytes = sample(["ban-chi-dao-word-97.doc", "chuong-trinh-word-97.doc"][which]);
        let mut file = cfb::CompoundFile::open(std::io::Cursor::new(bytes)).expect("a sample");
        let mut read = |name: &str| {
            let mut found = Vec::new();
            if let Ok(mut stream) = file.open_stream(name) {
                stream.read_to_end(&mut found).expect("its bytes");
            }
            found
        };
        let mut streams = [read("WordDocument"), read("1Table"), read("0Table"), read("Data")];
        let table = if streams[1].is_empty() { 2 } else { 1 };
        let damaged = &mut streams[if stream == 0 { 0 } else { table }];
        for (at, byte) in changes {
            let at = at.index(damaged.len());
            damaged[at] = byte;
        }
        if cut {
            damaged.truncate(keep.index(damaged.len()));
        }
        let bytes = compound(&[("WordDocument", &streams[0]), ("1Table", &streams[1]), ("0Table", &streams[2]), ("Data", &streams[3])]);
        if let Ok(parsed) = vanban::parse(&bytes) {
            prop_assert_eq!(common::faults(&parsed), Vec::<String>::new());
        }
    }

    #[test]
    fn changed_rtf_keeps_the_invariants(pieces in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "\\row", "\\cell", "\\trowd", "\\cellx900", "\\clmrg", "\\clvmrg", "\\intbl", "\\itap3", "\\nestcell", "\\nestrow", "\\pard ", "\\par ",
        "{\\footnote ", "{\\header ", "{\\shptxt ", "{\\listtext ", "\\u7871?", "\\'ad", "\\f1 ", "{\\*\\nesttableprops", "Điều 1. ", "QUYẾT ĐỊNH", "\\v ", "\\deleted ", "\\bin5 ", "a",
        "\\sect ", "\\page ", "{\\fldinst ", "\\ls1 ", "{\\upr", "\\ud ",
    ]), 0..64)) {
        let bytes = [b"{\\rtf1{\\fonttbl{\\f1 .VnTime;}}".to_vec(), pieces.concat().into_bytes(), vec![b'}'; 64]].concat();
        if let Ok(parsed) = vanban::parse(&bytes) {
            prop_assert_eq!(common::faults(&parsed), Vec::<String>::new());
        }
    }
}
