//! Word files as people make them: each case is made here, read, and its text or data compared with what Word
//! shows.

mod common {
    pub mod word;
}

use common::word::{NAMESPACES, p, package, word};
use vanban::Code;
use vanban::model::{Block, ColumnRole, FurnitureKind, Parsed, Table};

fn parse(bytes: &[u8]) -> Parsed {
    vanban::parse(bytes).expect("a document")
}

/// The text that is shown: without what is set aside.
fn shown(bytes: &[u8]) -> String {
    let parsed = parse(bytes);
    let mut text = parsed.text.clone();
    let mut aside: Vec<_> =
        parsed.furniture.iter().filter(|f| matches!(f.kind, FurnitureKind::Deleted | FurnitureKind::Hidden)).collect();
    aside.sort_by_key(|furniture| std::cmp::Reverse(furniture.span.start));
    for furniture in aside {
        text.replace_range(furniture.span.start as usize..furniture.span.end as usize, "");
    }
    text.trim().to_owned()
}

fn tables(blocks: &[Block]) -> Vec<&Table> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Table(table) => vec![table],
            other => tables(other.children()),
        })
        .collect()
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let cell = |cell: &vanban::model::Cell| {
        let spans = match (cell.col_span, cell.row_span) {
            (None, None) => String::new(),
            (columns, rows) => format!(" {}x{}", columns.unwrap_or(1), rows.unwrap_or(1)),
        };
        format!("{}{spans}", cell.text.as_ref().map_or("", |text| text.as_str()))
    };
    table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect()
}

#[test]
fn runs_split_anywhere_are_one_text() {
    let body = "<w:p><w:r><w:t>QUY</w:t></w:r><w:r><w:t>ẾT </w:t></w:r><w:proofErr/><w:r><w:t>ĐỊNH &amp; &#272;</w:t></w:r></w:p>";
    assert_eq!(shown(&word(body, &[])), "QUYẾT ĐỊNH & Đ");
}

#[test]
fn decomposed_letters_in_runs_of_their_own_are_composed() {
    assert_eq!(shown(&word("<w:p><w:r><w:t>Quyê</w:t></w:r><w:r><w:t>\u{301}t</w:t></w:r></w:p>", &[])), "Quyết");
}

#[test]
fn tabs_breaks_hyphens_and_symbols() {
    let body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e\u{AD}f</w:t>\
        <w:sym w:font=\"Symbol\" w:char=\"F0B7\"/></w:r></w:p>";
    assert_eq!(shown(&word(body, &[])), "a\tb\nc-def•");
}

#[test]
fn insertions_are_taken_and_deletions_set_aside() {
    let body = "<w:p><w:r><w:t>Số </w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins><w:r><w:t>15</w:t></w:r></w:ins></w:p>";
    let bytes = word(body, &[]);
    assert_eq!(shown(&bytes), "Số 15");
    let deleted =
        parse(&bytes).furniture.into_iter().find(|furniture| furniture.kind == FurnitureKind::Deleted).expect("listed");
    assert_eq!(deleted.span.of(&parse(&bytes).text), "12");
}

#[test]
fn hidden_text_is_set_aside() {
    let body = "<w:p><w:r><w:t>thấy</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t> lại</w:t></w:r></w:p>";
    assert_eq!(shown(&word(body, &[])), "thấy lại");
}

#[test]
fn field_codes_are_not_shown_their_results_are() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE \\@ \"dd\"</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF 1</w:instrText></w:r><w:r><w:t>mã</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>05</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:fldSimple w:instr=\"PAGE\"><w:r><w:t> trang</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(shown(&word(body, &[])), "05 trang");
}

#[test]
fn links_controls_and_smart_tags_are_looked_into() {
    let body = "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>một</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t> hai</w:t></w:r></w:smartTag>\
        <w:sdt><w:sdtContent><w:r><w:t> ba</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>";
    assert_eq!(shown(&word(body, &[])), "một hai ba");
}

#[test]
fn a_text_box_is_read_once() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p("DỰ THẢO"));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Số: 1/QĐ-X</w:t></w:r></w:p>"
    );
    assert_eq!(shown(&word(&body, &[])), "DỰ THẢO\nSố: 1/QĐ-X");
}

#[test]
fn capitals_that_word_shows_are_read() {
    assert_eq!(shown(&word("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Quyết định</w:t></w:r></w:p>", &[])), "QUYẾT ĐỊNH");
    let styles = format!(
        "<w:styles {NAMESPACES}><w:style w:type=\"paragraph\" w:styleId=\"T\"><w:rPr><w:caps/></w:rPr></w:style></w:styles>"
    );
    let body = "<w:p><w:pPr><w:pStyle w:val=\"T\"/></w:pPr><w:r><w:t>quyết định</w:t></w:r></w:p>";
    assert_eq!(shown(&word(body, &[("styles", "styles.xml", &styles)])), "QUYẾT ĐỊNH");
}

#[test]
fn footnotes_stand_behind_the_paragraph_with_their_mark() {
    let notes = format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:id=\"0\" w:type=\"separator\"/><w:footnote w:id=\"7\">{}</w:footnote></w:footnotes>",
        p("Theo báo cáo.")
    );
    let body = "<w:p><w:r><w:t>QUYẾT ĐỊNH</w:t></w:r></w:p><w:p><w:r><w:t>Điều 1. Giao</w:t></w:r><w:r><w:footnoteReference w:id=\"7\"/></w:r><w:r><w:t> đất.</w:t></w:r></w:p>";
    let parsed = parse(&word(body, &[("footnotes", "footnotes.xml", &notes)]));
    let article = parsed.document.articles()[0];
    assert!(
        matches!(&article.body[..], [Block::Paragraph(text), Block::Note(note)]
        if text.text.as_str() == "Giao[1] đất." && note.text.as_str() == "Theo báo cáo."),
        "{article:?}"
    );
}

#[test]
fn headers_are_furniture() {
    let header = format!("<w:hdr {NAMESPACES}>{}</w:hdr>", p("2"));
    let parsed = parse(&word(&p("Điều 1. Giao đất."), &[("header", "header1.xml", &header)]));
    assert!(
        parsed.furniture.iter().any(|furniture| furniture.kind == FurnitureKind::PageNumber),
        "{:?}",
        parsed.furniture
    );
}

fn table(rows: &[&[&str]]) -> String {
    let rows = rows.iter().map(|row| format!("<w:tr>{}</w:tr>", row.concat())).collect::<String>();
    format!("<w:tbl>{rows}</w:tbl>")
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

#[test]
fn cells_merged_both_ways() {
    let (span, start, on) = ("<w:gridSpan w:val=\"2\"/>", "<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let c = |text: &str| cell("", text);
    let rows = table(&[
        &[&cell(start, "TT"), &cell(start, "Nội dung"), &cell(span, "Phân công")],
        &[&cell(on, ""), &cell(on, ""), &c("Chủ trì"), &c("Phối hợp")],
        &[&cell(start, "1"), &cell(start, "Báo cáo"), &c("Sở Nội vụ"), &c("Sở Y tế")],
        &[&cell(on, ""), &cell(on, ""), &c("Sở Tư pháp"), &c("")],
        &[&cell("<w:gridSpan w:val=\"3\"/>", "Tổng cộng"), &c("2")],
    ]);
    let parsed = parse(&word(&format!("{}{}{rows}", p("QUYẾT ĐỊNH"), p("Điều 1. Phân công như sau:")), &[]));
    let found = tables(&parsed.document.body);
    let paths: Vec<String> = found[0]
        .columns
        .iter()
        .map(|column| column.path.join("/") + if column.path.is_empty() { column.name.as_str() } else { "" })
        .collect();
    assert_eq!(paths, ["TT", "Nội dung", "Phân công/Chủ trì", "Phân công/Phối hợp"]);
    assert_eq!(
        cells(found[0]),
        [vec!["1 1x2", "Báo cáo 1x2", "Sở Nội vụ", "Sở Y tế"], vec!["Sở Tư pháp", ""], vec!["Tổng cộng 3x1", "2"]]
    );
}

/// Word keeps a column a hair wide where a merged row reaches further than the others.
#[test]
fn columns_that_no_row_uses_are_none() {
    let c = |text: &str| cell("", text);
    let body = format!(
        "{}{}",
        p("Điều 1. Như sau:"),
        table(&[
            &[&c("Thời gian"), &c("Nội dung"), &c("Người phụ trách")],
            &[&cell("<w:gridSpan w:val=\"4\"/>", "Buổi chiều: họp tại nhà văn hóa")],
            &[&c("14h00"), &c("Khai mạc"), &c("Bà Lê Thị Nhàn")],
            &[&c("15h30"), &cell("<w:gridSpan w:val=\"2\"/>", "Nghỉ giữa giờ")],
        ])
    );
    let parsed = parse(&word(&body, &[]));
    let found = tables(&parsed.document.body);
    let names: Vec<&str> = found[0].columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["Thời gian", "Nội dung", "Người phụ trách"]);
    let expected: [&[&str]; 3] = [
        &["Buổi chiều: họp tại nhà văn hóa 3x1"],
        &["14h00", "Khai mạc", "Bà Lê Thị Nhàn"],
        &["15h30", "Nghỉ giữa giờ 2x1"],
    ];
    assert_eq!(cells(found[0]), expected);
    assert!(found[0].rows[0].group);
}

/// What Word repeats on every page with the header, and what is one cell over all columns, is the group of what follows.
#[test]
fn a_merged_row_below_the_header_is_a_group() {
    let c = |text: &str| cell("", text);
    let wide = cell("<w:gridSpan w:val=\"3\"/>", "I. Công tác tuyên truyền");
    let repeated = |cells: &str| format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{cells}</w:tr>");
    let names = [c("TT"), c("Nội dung"), c("Chủ trì")].concat();
    let row = format!("<w:tr>{}{}{}</w:tr>", c("1"), c("Phát thanh"), c("Văn phòng"));
    let body = format!("{}<w:tbl>{}{}{row}</w:tbl>", p("Điều 1. Như sau:"), repeated(&names), repeated(&wide));
    let parsed = parse(&word(&body, &[]));
    let found = tables(&parsed.document.body);
    let paths: Vec<usize> = found[0].columns.iter().map(|column| column.path.len()).collect();
    assert_eq!(paths, [0, 0, 0]);
    let groups: Vec<bool> = found[0].rows.iter().map(|row| row.group).collect();
    assert_eq!(groups, [true, false]);
}

/// An automatic number is what a cell without words says; in a paragraph below words it is nothing.
#[test]
fn numbers_of_cells_without_words_are_read() {
    let list = |format: &str, text: &str| {
        format!(
            "<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"6\"/>\
             <w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
        )
    };
    let bare = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    let (c, numbered) = (|text: &str| cell("", text), format!("<w:tc>{bare}</w:tc>"));
    let worded = format!("<w:tc>{}{bare}</w:tc>", p("Phòng Tổng hợp"));
    let body = format!(
        "{}{}",
        p("Điều 1. Như sau:"),
        table(&[
            &[&c("TT"), &c("Họ và tên"), &c("Đơn vị")],
            &[&numbered, &c("Lê Thị Nhàn"), &c("Văn phòng")],
            &[&numbered, &c("Vũ Đình Cẩn"), &worded],
            &[&numbered, &c("Hồ Thị Sen"), &c("Văn phòng")],
        ])
    );
    let first = |list: &str| -> Vec<String> {
        let parsed = parse(&word(&body, &[("numbering", "numbering.xml", list)]));
        cells(tables(&parsed.document.body)[0]).into_iter().map(|row| row.join("|")).collect()
    };
    assert_eq!(
        first(&list("decimal", "%1")),
        ["6|Lê Thị Nhàn|Văn phòng", "7|Vũ Đình Cẩn|Phòng Tổng hợp", "9|Hồ Thị Sen|Văn phòng"]
    );
    assert_eq!(first(&list("bullet", "•"))[0], "|Lê Thị Nhàn|Văn phòng");
}

#[test]
fn a_table_of_dates_and_numbers_is_no_letterhead() {
    let c = |text: &str| cell("", text);
    let body = format!(
        "{}{}",
        p("Điều 1. Như sau:"),
        table(&[
            &[&c("TT"), &c("Nội dung"), &c("Thời hạn")],
            &[&c("1"), &c("Số hóa hồ sơ: đợt 1"), &c("Từ ngày 05 tháng 3")],
            &[&c("2"), &c("Số hóa hồ sơ: đợt 2"), &c("Từ ngày 12 tháng 9")],
        ])
    );
    let parsed = parse(&word(&body, &[]));
    let found = tables(&parsed.document.body);
    assert_eq!((found.len(), found[0].columns.len(), found[0].rows.len()), (1, 3, 2));
}

/// A column's name stands where its header cell does; a column that only shares the cell of the one before it has
/// the cell in its path alone, so that no name is made twice of one.
#[test]
fn a_header_cell_over_two_columns_names_the_first() {
    let c = |text: &str| cell("", text);
    let body = format!(
        "{}{}",
        p("Điều 1. Như sau:"),
        table(&[
            &[&c("TT"), &c("Nội dung"), &cell("<w:gridSpan w:val=\"2\"/>", "Cơ quan chủ trì")],
            &[&c("1"), &c("Việc"), &c("Sở Y tế"), &c("Sở Nội vụ")],
        ])
    );
    let parsed = parse(&word(&body, &[]));
    let columns = &tables(&parsed.document.body)[0].columns;
    let shown: Vec<_> = columns
        .iter()
        .map(|column| (column.name.as_str(), column.path.join(" / "), column.role.map(ColumnRole::key)))
        .collect();
    assert_eq!(shown[2], ("Cơ quan chủ trì", String::new(), Some("lead")));
    assert_eq!(shown[3], ("", "Cơ quan chủ trì".to_owned(), Some("lead")));
}

#[test]
fn a_table_that_runs_on_over_two_tables_is_one() {
    let head = [cell("", "TT"), cell("", "Nội dung"), cell("", "Chủ trì")];
    let row = |number: &str| [cell("", number), cell("", "Việc"), cell("", "Sở Y tế")];
    let body = format!(
        "{}{}{}{}",
        p("Điều 1. Như sau:"),
        table(&[&[&head[0], &head[1], &head[2]], &[&row("1")[0], &row("1")[1], &row("1")[2]]]),
        "<w:p/>",
        table(&[&[&row("2")[0], &row("2")[1], &row("2")[2]]])
    );
    let parsed = parse(&word(&body, &[]));
    let found = tables(&parsed.document.body);
    assert_eq!((found.len(), found[0].rows.len()), (1, 2));
}

#[test]
fn nested_tables_give_their_words_to_the_cell() {
    let inner = format!("<w:tc>{}{}</w:tc>", table(&[&[&cell("", "a"), &cell("", "b")]]), "<w:p/>");
    let body = table(&[
        &[&cell("", "TT"), &cell("", "Nội dung"), &cell("", "Ghi chú")],
        &[&cell("", "1"), &inner, &cell("", "c")],
    ]);
    let parsed = parse(&word(&body, &[]));
    let text = cells(tables(&parsed.document.body)[0]);
    assert_eq!(text, [["1", "a\nb", "c"]]);
}

#[test]
fn letterhead_and_closing_in_tables() {
    let two = |left: &[&str], right: &[&str]| {
        let lines = |lines: &[&str]| lines.iter().map(|line| p(line)).collect::<String>();
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", lines(left), lines(right))
    };
    let body = [
        two(
            &["UBND TỈNH BÌNH LÂM", "SỞ Y TẾ", "Số: 12/QĐ-SYT"],
            &[
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Bình Lâm, ngày 05 tháng 3 năm 2025",
            ],
        ),
        p("QUYẾT ĐỊNH"),
        p("Về việc bổ nhiệm"),
        p("GIÁM ĐỐC SỞ Y TẾ"),
        p("Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010;"),
        p("QUYẾT ĐỊNH:"),
        p("Điều 1. Bổ nhiệm ông A."),
        two(&["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT."], &["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "Nguyễn Văn An"]),
    ]
    .concat();
    let document = parse(&word(&body, &[])).document;
    assert_eq!(document.header.parent_agency.as_ref().map(|agency| agency.as_str()), Some("UBND TỈNH BÌNH LÂM"));
    assert_eq!(document.header.number.as_ref().map(|number| number.text.as_str()), Some("12/QĐ-SYT"));
    assert_eq!(document.header.date.as_ref().map(|date| date.as_str()), Some("2025-03-05"));
    assert_eq!(document.recipients.len(), 1);
    let signature = &document.signatures[0];
    assert_eq!(signature.position.as_ref().map(|position| position.as_str()), Some("PHÓ GIÁM ĐỐC"));
    assert_eq!(signature.name.as_ref().map(|name| name.as_str()), Some("Nguyễn Văn An"));
}

#[test]
fn a_part_in_utf_16() {
    let document = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("Điều 1. Giao đất."));
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(document.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(shown(&package(&[("word/document.xml", &utf16)])), "Điều 1. Giao đất.");
}

#[test]
fn parts_that_are_missing_or_loop_are_done_without() {
    let style = format!(
        "<w:styles {NAMESPACES}><w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style></w:styles>"
    );
    let body = "<w:p><w:pPr><w:pStyle w:val=\"A\"/><w:numPr><w:numId w:val=\"9\"/></w:numPr></w:pPr><w:r><w:t>Giao</w:t><w:footnoteReference w:id=\"3\"/></w:r></w:p>";
    assert_eq!(shown(&word(body, &[("styles", "styles.xml", &style)])), "Giao[1]");
}

#[test]
fn deep_nesting_is_bounded() {
    let deep = format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(5_000), p("sâu"), "</w:tc></w:tr></w:tbl>".repeat(5_000));
    let text = parse(&word(&format!("{}{deep}", p("Điều 1. Giao đất.")), &[])).text;
    assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Điều", "1.", "Giao", "đất.", "sâu"]);
    let runs =
        format!("<w:p>{}{}{}</w:p>", "<w:ins>".repeat(10_000), "<w:r><w:t>x</w:t></w:r>", "</w:ins>".repeat(10_000));
    assert_eq!(shown(&word(&runs, &[])), "x");
}

#[test]
fn entities_are_not_expanded() {
    let document = format!(
        "<!DOCTYPE w [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
        p("Điều 1. &b;&c; Giao.")
    );
    assert_eq!(shown(&package(&[("word/document.xml", document.as_bytes())])), "Điều 1.  Giao.");
}

#[test]
fn broken_files_are_named() {
    let whole = word(&p("Điều 1. Giao đất."), &[]);
    assert_eq!(vanban::parse(&whole[..whole.len() / 2]).err(), Some(Code::InputBroken.with("DOCX")));
    assert_eq!(vanban::parse(b"PK\x03\x04 no zip").err(), Some(Code::InputBroken.with("DOCX")));
    assert_eq!(vanban::parse(&package(&[("mimetype", b"x")])).err(), Some(Code::InputUnsupported.with("ZIP")));
    assert_eq!(
        vanban::parse(&package(&[("word/document.xml", b"no markup")])).err().map(|error| error.code),
        Some(Code::InputUnsupported)
    );
    assert_eq!(vanban::parse(&word("", &[])).err(), Some(Code::InputEmpty.into()));
    let mut compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(vanban::parse(&compound).err(), Some(Code::InputEncrypted.into()));
    for cut in 0..whole.len().min(600) {
        let mut bytes = whole.clone();
        bytes[cut] ^= 0x55;
        // Whatever the byte was, the words are those of the file or there is an error.
        let found = vanban::parse(&bytes).map(|parsed| parsed.text);
        assert!(found.is_err() || found.as_deref() == Ok("Điều 1. Giao đất.\n"), "byte {cut}: {found:?}");
    }
}

/// A part of 300 MB of blanks, a few hundred kilobytes in the file.
#[test]
fn a_bomb_is_refused() {
    let bomb = package(&[("word/document.xml", &vec![b' '; 300 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(vanban::parse(&bomb).err(), Some(Code::InputPartTooLarge.with(256u64 << 20)));
}

#[test]
fn looks_come_from_runs_paragraphs_styles_and_defaults() {
    use vanban::read::source;
    use vanban::source::{Alignment, Block, Page};
    let styles = format!(
        "<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\"/><w:sz w:val=\"28\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:styleId=\"A\"><w:pPr><w:jc w:val=\"both\"/><w:ind w:firstLine=\"567\"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/><w:rPr><w:sz w:val=\"26\"/></w:rPr></w:style></w:styles>"
    );
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>QUYẾT ĐỊNH</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"B\"/><w:ind w:left=\"100\" w:hanging=\"50\"/></w:pPr><w:r><w:t>Căn cứ</w:t></w:r><w:r><w:rPr><w:i w:val=\"0\"/><w:rFonts w:ascii=\"Arial\"/></w:rPr><w:t> Luật Viên chức</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"A\"/><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>giữa</w:t></w:r></w:p>\
        <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" w:left=\"1701\"/></w:sectPr>";
    let read = source(&word(body, &[("styles", "styles.xml", &styles)])).expect("a source");
    let looks: Vec<_> = read
        .blocks
        .iter()
        .flatten()
        .filter_map(|block| match block {
            Block::Paragraph { style, .. } => Some(style.clone()),
            Block::Table(_) => None,
        })
        .collect();
    let face = |at: usize| (looks[at].font.as_deref(), looks[at].size, looks[at].bold, looks[at].italic);
    assert_eq!(face(0), (Some("Times New Roman"), Some(28), true, false));
    assert_eq!(face(1), (Some("Arial"), Some(26), false, false));
    assert_eq!(face(2), (Some("Times New Roman"), Some(28), false, true));
    let place = |at: usize| (looks[at].alignment, looks[at].left, looks[at].first_line);
    assert_eq!(place(0), (Alignment::Left, 0, 0));
    assert_eq!(place(1), (Alignment::Justified, 100, -50));
    assert_eq!(place(2), (Alignment::Center, 0, 567));
    let page = Page { width: 11906, height: 16838, top: 1134, right: 851, bottom: 1134, left: 1701 };
    assert_eq!(read.pages, vec![page]);
}

#[test]
fn a_footnote_that_refers_to_itself_is_read_once() {
    let notes = format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:id=\"7\"><w:p><w:r><w:t>Theo báo cáo.</w:t><w:footnoteReference w:id=\"7\"/></w:r></w:p></w:footnote></w:footnotes>"
    );
    let body = "<w:p><w:r><w:t>Điều 1. Giao</w:t><w:footnoteReference w:id=\"7\"/><w:t> đất.</w:t></w:r></w:p>";
    let text = parse(&word(body, &[("footnotes", "footnotes.xml", &notes)])).text;
    assert_eq!(text, "Điều 1. Giao[1] đất.\n[1] Theo báo cáo.\n");
}

#[test]
fn a_row_that_is_deleted_is_no_row() {
    let c = |text: &str| cell("", text);
    let deleted = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del></w:p></w:tc><w:tc><w:p><w:del><w:r><w:delText>Cũ</w:delText></w:r></w:del></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>";
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table =
        [row(&[c("TT"), c("Nội dung"), c("Chủ trì")]), deleted.to_owned(), row(&[c("1"), c("Mới"), c("Sở Y tế")])]
            .concat();
    let parsed = parse(&word(&format!("{}<w:tbl>{table}</w:tbl>", p("Điều 1. Như sau:")), &[]));
    assert_eq!(cells(tables(&parsed.document.body)[0]), [["1", "Mới", "Sở Y tế"]]);
    assert!(parsed.furniture.iter().any(|found| found.kind == FurnitureKind::Deleted));
}

#[test]
fn pages_begin_where_a_paragraph_or_a_section_says() {
    let before = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>hai</w:t></w:r></w:p>";
    let section = |kind: &str| format!("<w:p><w:pPr><w:sectPr>{kind}</w:sectPr></w:pPr><w:r><w:t>ba</w:t></w:r></w:p>");
    let body = [&p("một"), before, &section("<w:type w:val=\"continuous\"/>"), &section(""), &p("bốn")].concat();
    assert_eq!(parse(&word(&body, &[])).text, "một\n\u{C}hai\nba\nba\n\u{C}bốn\n");
}

#[test]
fn rows_wider_than_any_are_bounded() {
    let before = "<w:trPr><w:gridBefore w:val=\"18446744073709551615\"/></w:trPr>";
    let wide = cell("<w:gridSpan w:val=\"4294967295\"/>", "rộng");
    let body = format!("{}<w:tbl><w:tr>{before}{wide}{}</w:tr></w:tbl>", p("Điều 1. Như sau:"), cell("", "hẹp"));
    let text = parse(&word(&body, &[])).text;
    assert!(text.contains("rộng") && text.contains("hẹp"), "{text}");
}

#[test]
fn a_paragraph_that_cites_without_a_formula_is_a_basis_of_its_own() {
    let read = |lines: &[&str]| -> Vec<String> {
        let body: String = ["SỞ Y TẾ BÌNH LÂM", "Số: 4/QĐ-SYT", "QUYẾT ĐỊNH", "Về việc mua sắm", "GIÁM ĐỐC SỞ Y TẾ"]
            .iter()
            .chain(lines)
            .chain(&["QUYẾT ĐỊNH:", "Điều 1. Phê duyệt việc mua sắm."])
            .map(|line| p(line))
            .collect();
        parse(&word(&body, &[])).document.bases.iter().map(|basis| basis.text.to_string()).collect()
    };
    let (first, second) = (
        "Căn cứ Nghị quyết số 17/2025/NQ-HĐND ngày 17 tháng 9 năm 2025 của Hội đồng nhân dân tỉnh",
        "Quyết định số 42/2025/QĐ-UBND ngày 20 tháng 9 năm 2025 của Ủy ban nhân dân tỉnh",
    );
    assert_eq!(read(&[first, second, "Xét đề nghị của Chánh Văn phòng;"]).len(), 3);
    // Behind a word that asks for more it goes on.
    let open = format!("{first} sửa đổi, bổ sung một số nội dung của");
    assert_eq!(
        read(&[&open, second, "Xét đề nghị của Chánh Văn phòng;"]),
        [format!("{open} {second}"), "Xét đề nghị của Chánh Văn phòng".to_owned()]
    );
}
