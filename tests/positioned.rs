//! Input with places: what an engine makes of stamps, scrawls and page ends is told from the document's own words.

mod common;

use vanban::model::{Block, Document, DocumentKind, FurnitureKind, Parsed};

/// A word: its page from 1, left, top, the engine's confidence, and its text.
type Placed<'t> = (u32, u32, u32, u32, &'t str);

/// The hOCR of words (those at one height of a page are a line), rulings and pictures, on pages of 2480 by 3508 dots.
fn hocr(words: &[Placed], separators: &[(u32, [u32; 4])], photos: &[(u32, [u32; 4])]) -> String {
    let mut out = String::from("<html><body>");
    let last = words.iter().map(|word| word.0).max().unwrap_or(1);
    for page in 1..=last {
        out.push_str("<div class='ocr_page' title='bbox 0 0 2480 3508'>");
        for (class, boxes) in [("ocr_separator", separators), ("ocr_photo", photos)] {
            for (_, [left, top, right, bottom]) in boxes.iter().filter(|own| own.0 == page) {
                out.push_str(&format!("<div class='{class}' title='bbox {left} {top} {right} {bottom}'></div>"));
            }
        }
        let mut own: Vec<&Placed> = words.iter().filter(|word| word.0 == page).collect();
        own.sort_by_key(|word| (word.2, word.1));
        let mut line = None;
        for (_, left, top, confidence, text) in own {
            let before = line.replace(top);
            if before != Some(top) {
                out.push_str(if before.is_some() {
                    "</span><span class='ocr_line'>"
                } else {
                    "<span class='ocr_line'>"
                });
            }
            let (right, bottom) = (left + 22 * text.chars().count() as u32, top + 40);
            out.push_str(&format!(
                "<span class='ocrx_word' title='bbox {left} {top} {right} {bottom}; x_wconf {confidence}'>{text}</span> "
            ));
        }
        out.push_str("</span></div>");
    }
    out + "</body></html>"
}

/// The words of a line, side by side, all of which the engine is sure of.
fn line<'t>(page: u32, left: u32, top: u32, text: &'t str) -> Vec<Placed<'t>> {
    let mut at = left;
    text.split(' ')
        .map(|word| {
            let own = (page, at, top, 95, word);
            at += 22 * (word.chars().count() as u32 + 1);
            own
        })
        .collect()
}

fn read(text: &str) -> Parsed {
    let parsed = vanban::parse(text.as_bytes()).expect("a document");
    assert_eq!(common::faults(&parsed), Vec::<String>::new());
    parsed
}

fn letterhead() -> Vec<Placed<'static>> {
    [
        line(1, 300, 200, "SỞ Y TẾ BÌNH LÂM"),
        line(1, 1300, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        line(1, 1450, 270, "Độc lập - Tự do - Hạnh phúc"),
        line(1, 300, 340, "Số: 15/QĐ-SYT"),
        line(1, 1450, 340, "Bình Lâm, ngày 9 tháng 9 năm 2025"),
        line(1, 1100, 480, "QUYẾT ĐỊNH"),
        line(1, 900, 550, "Về việc thành lập Hội đồng"),
        line(1, 900, 640, "GIÁM ĐỐC SỞ Y TẾ BÌNH LÂM"),
    ]
    .concat()
}

#[test]
fn scraps_break_no_line() {
    let mut words = letterhead();
    words.extend(line(1, 350, 760, "Căn cứ Luật Dược ngày 06 tháng 4 năm 2016 và các văn bản hướng dẫn thi hành"));
    // A scrawl between two lines of one basis, and a letter of dirt in the second.
    words.extend([(1, 1200, 795, 12, "Ấ"), (1, 1500, 795, 30, "„"), (1, 900, 830, 4, "h")]);
    words.extend(line(1, 300, 830, "luật này có hiệu lực;"));
    words.push((1, 1050, 830, 95, "đang"));
    words.extend(line(1, 1100, 930, "QUYẾT ĐỊNH:"));
    words.extend(line(1, 350, 1020, "Điều 1. Thành lập Hội đồng."));
    let parsed = read(&hocr(&words, &[], &[]));
    assert_eq!(parsed.document.bases.len(), 1);
    let text = parsed.document.bases[0].text.as_str();
    assert!(!text.contains('„') && !text.contains('Ấ') && !text.contains(" h "), "{text}");
    let aside = parsed.furniture.iter().filter(|own| own.kind == FurnitureKind::SealNoise).count();
    assert_eq!(aside, 3);
}

#[test]
fn a_picture_is_named_where_it_hides_text() {
    let mut words = letterhead();
    words.extend(line(1, 350, 760, "Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;"));
    words.extend(line(1, 350, 1020, "Điều 1. Thành lập Hội đồng."));
    let parsed = read(&hocr(&words, &[], &[(1, [1400, 1100, 2100, 1500])]));
    let codes: Vec<&str> = parsed.diagnostics.iter().map(|own| own.code).collect();
    assert!(codes.contains(&"picture-unread"), "{codes:?}");
}

/// A ruled table of three columns from a height on, a row a hundred dots.
fn rulings(page: u32, top: u32, rows: u32) -> Vec<(u32, [u32; 4])> {
    let bottom = top + rows * 100;
    let level = (0..=rows).map(|row| (page, [300, top + row * 100, 2200, top + row * 100 + 4]));
    level.chain([300, 500, 1500, 2200].map(|x| (page, [x, top, x + 4, bottom]))).collect()
}

fn row<'t>(page: u32, top: u32, cells: [&'t str; 3]) -> Vec<Placed<'t>> {
    [320, 520, 1520].iter().zip(cells).flat_map(|(left, cell)| line(page, *left, top + 30, cell)).collect()
}

#[test]
fn a_table_goes_on_over_a_page() {
    let mut words = letterhead();
    words.extend(line(1, 350, 760, "Điều 1. Giao nhiệm vụ theo bảng sau:"));
    words.extend(row(1, 900, ["STT", "Nội dung", "Thời gian"]));
    words.extend(row(1, 1000, ["1", "Lập danh sách", "Quý I"]));
    // The page's number, the header again, the rest of the table.
    words.push((2, 1200, 150, 90, "2"));
    words.extend(row(2, 300, ["STT", "Nội dung", "Thời gian"]));
    words.extend(row(2, 400, ["2", "Tổ chức tập huấn", "Quý II"]));
    words.extend(line(2, 350, 700, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."));
    let parsed = read(&hocr(&words, &[rulings(1, 900, 2), rulings(2, 300, 2)].concat(), &[]));
    let tables = tables(&parsed.document);
    let shapes: Vec<(usize, usize)> = tables.iter().map(|own| (own.columns.len(), own.rows.len())).collect();
    assert_eq!(shapes, [(3, 2)]);
    let heads = parsed.furniture.iter().filter(|own| own.kind == FurnitureKind::RunningHead).count();
    assert_eq!(heads, 3);
}

/// A row that is higher than what is left of a page goes on over the next ones; its running number stands once.
#[test]
fn a_cell_goes_on_over_pages() {
    let mut words = letterhead();
    words.extend(line(1, 350, 760, "Điều 1. Giao nhiệm vụ theo bảng sau:"));
    words.extend(row(1, 900, ["STT", "Nội dung", "Thời gian"]));
    words.extend(row(1, 1000, ["1", "Lập danh sách các hộ dân", "Quý I"]));
    words.extend(row(2, 300, ["", "của từng thôn;", ""]));
    words.extend(row(3, 300, ["", "- Niêm yết tại nhà văn hóa", ""]));
    words.extend(row(4, 300, ["", "của từng thôn.", ""]));
    words.extend(row(4, 400, ["2", "Tổ chức tập huấn", "Quý II"]));
    words.extend(line(4, 350, 700, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."));
    let ruled = [rulings(1, 900, 2), rulings(2, 300, 1), rulings(3, 300, 1), rulings(4, 300, 2)].concat();
    let parsed = read(&hocr(&words, &ruled, &[]));
    let tables = tables(&parsed.document);
    let [table] = &tables[..] else { panic!("{tables:?}") };
    let cells: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| shown(&cell.text)).collect()).collect();
    let content = "Lập danh sách các hộ dân của từng thôn;\n- Niêm yết tại nhà văn hóa của từng thôn.";
    assert_eq!(cells, [["1", content, "Quý I"], ["2", "Tổ chức tập huấn", "Quý II"]]);
}

/// Running heads and numbers stand between the pages of a table, and a page may have a drawn line more than others.
#[test]
fn a_table_goes_on_behind_running_heads() {
    let mut words = letterhead();
    words.extend(line(1, 350, 760, "Điều 1. Giao nhiệm vụ theo bảng sau:"));
    words.extend(row(1, 900, ["STT", "Nội dung", "Thời gian"]));
    words.extend(row(1, 1000, ["1", "Lập danh sách", "Quý I"]));
    let mut ruled = rulings(1, 900, 2);
    for (page, number, head) in
        [(2, "2", "3 TẬP SAN BÌNH LÂM"), (3, "3", "TẬP SAN BÌNH LÂM 4"), (4, "4", "5 TẬP SAN BÌNH LÂM")]
    {
        words.extend(line(page, 350, 150, head));
        words.extend(row(page, 300, ["STT", "Nội dung", "Thời gian"]));
        words.extend(row(page, 400, [number, "Tuyên truyền, tập huấn", "Quý II"]));
        ruled.extend(rulings(page, 300, 2));
    }
    // A line through the words of one row ends no cell.
    ruled.push((3, [551, 400, 555, 500]));
    words.extend(line(4, 350, 700, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."));
    let parsed = read(&hocr(&words, &ruled, &[]));
    let shapes: Vec<(usize, usize)> =
        tables(&parsed.document).iter().map(|table| (table.columns.len(), table.rows.len())).collect();
    assert_eq!(shapes, [(3, 4)]);
    let heads = parsed.furniture.iter().filter(|own| own.kind == FurnitureKind::RunningHead);
    assert_eq!(heads.filter(|own| own.span.of(&parsed.text).contains("TẬP SAN")).count(), 3);
}

/// A row without a running number that says something of its own is a row of its own, at the top of a page, too.
#[test]
fn a_row_at_the_top_of_a_page_is_its_own() {
    let mut words = letterhead();
    words.extend(line(1, 350, 760, "Điều 1. Giao nhiệm vụ theo bảng sau:"));
    words.extend(row(1, 900, ["STT", "Nội dung", "Thời gian"]));
    words.extend(row(1, 1000, ["1", "Lập danh sách.", "Quý I."]));
    words.extend(row(2, 300, ["", "Niêm yết danh sách.", "Quý II."]));
    words.extend(row(2, 400, ["2", "Tổ chức tập huấn.", "Quý II."]));
    words.extend(line(2, 350, 700, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."));
    let parsed = read(&hocr(&words, &[rulings(1, 900, 2), rulings(2, 300, 2)].concat(), &[]));
    let rows: Vec<usize> = tables(&parsed.document).iter().map(|table| table.rows.len()).collect();
    assert_eq!(rows, [3]);
}

fn tables(document: &Document) -> Vec<vanban::model::Table> {
    fn below(blocks: &[Block], into: &mut Vec<vanban::model::Table>) {
        for block in blocks {
            match block {
                Block::Table(table) => into.push(table.clone()),
                Block::Division(division) => below(&division.body, into),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    below(&document.body, &mut found);
    found
}

const HEAD: &str = "SỞ Y TẾ BÌNH LÂM\nSố: 15/QĐ-SYT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
    Bình Lâm, ngày 9 tháng 9 năm 2025\n\n";
const BODY: &str = "Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập Hội đồng.\n\n\
    Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.\n\n";
const CLOSING: &str = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Khải\n\n";

fn shown(text: &Option<vanban::model::Text>) -> &str {
    text.as_ref().map_or("", |text| text.as_str())
}

#[test]
fn an_appendix_is_headed_above_its_letterhead() {
    // One column below the other, and both on the same lines.
    for letterhead in [
        "SỞ Y TẾ BÌNH LÂM\nPHÒNG TỔ CHỨC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
        "SỞ Y TẾ BÌNH LÂM\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHÒNG TỔ CHỨC\tĐộc lập - Tự do - Hạnh phúc\n",
    ] {
        let text = format!(
            "{HEAD}QUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n\nGIÁM ĐỐC SỞ Y TẾ BÌNH LÂM\n\n{BODY}{CLOSING}\x0CPhụ lục 1. Biên bản họp\n\
            {letterhead}\nBIÊN BẢN HỌP\n\nI. THÀNH PHẦN\n1. Chủ trì\nII. NỘI DUNG\n"
        );
        let parsed = read(&text);
        let [appendix] = &parsed.document.attachments[..] else { panic!("{:?}", parsed.document.attachments) };
        assert_eq!(appendix.kind, Some(DocumentKind::PhuLuc));
        assert_eq!((shown(&appendix.label), shown(&appendix.title)), ("1", "Biên bản họp"));
        let header = appendix.header.as_ref().expect("a letterhead");
        assert_eq!((shown(&header.parent_agency), shown(&header.agency)), ("SỞ Y TẾ BÌNH LÂM", "PHÒNG TỔ CHỨC"));
        let Some(Block::Paragraph(first)) = appendix.body.first() else { panic!("{:?}", appendix.body) };
        assert_eq!(first.text.as_str(), "BIÊN BẢN HỌP");
        // And so it is written: what is read back is the same.
        let form = vanban::forms::writing(&parsed.document).expect("a form");
        let back = vanban::parse(&vanban::write::docx(&parsed.document, form)).expect("a document");
        assert_eq!(back.document.attachments, parsed.document.attachments);
    }
}

#[test]
fn a_lost_name_leaves_subject_and_authority() {
    let parsed = read(&format!("{HEAD}Về việc thành lập Hội đồng\n\nGIÁM ĐỐC SỞ Y TẾ BÌNH LÂM\n\n{BODY}{CLOSING}"));
    assert_eq!(shown(&parsed.document.subject), "Về việc thành lập Hội đồng");
    assert_eq!(shown(&parsed.document.authority), "GIÁM ĐỐC SỞ Y TẾ BÌNH LÂM");
    assert_eq!(parsed.document.kind, None);
}

#[test]
fn an_authority_is_told_by_the_issuer() {
    let parsed =
        read(&format!("{HEAD}QUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n\nGIẤM sS SỞ Y TẾ BÌNH LÂM\n\n{BODY}{CLOSING}"));
    assert_eq!(shown(&parsed.document.subject), "Về việc thành lập Hội đồng");
    assert_eq!(shown(&parsed.document.authority), "GIẤM sS SỞ Y TẾ BÌNH LÂM");
}

#[test]
fn a_heading_with_a_misread_letter() {
    let text = format!(
        "{HEAD}QUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n\nGIÁM ĐỐC SỞ Y TẾ BÌNH LÂM\n\n{BODY}{CLOSING}\x0Cị HƯƠNG TRÌNH CÔNG TÁC\n\
        năm 2026\n(Kèm theo Quyết định số 15/QĐ-SYT ngày 9/9/2025 của Giám đốc Sở Y tế Bình Lâm)\n\nI. MỤC ĐÍCH\n1. Mục đích\nII. NHIỆM VỤ\n"
    );
    let parsed = read(&text);
    let kinds: Vec<Option<&str>> =
        parsed.document.attachments.iter().map(|own| own.kind.as_ref().map(DocumentKind::key)).collect();
    assert_eq!(kinds, [Some("chuong-trinh")]);
}

#[test]
fn a_misread_closing() {
    let text = format!(
        "{HEAD}QUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n\nGIÁM ĐỐC SỞ Y TẾ BÌNH LÂM\n\n{BODY}Nơi nhộn:\tM. ỦY BAN NHÂN DÂN\n\
        - Như Điều 2;\tCHỦ TỊCH\n- Lưu: VT.\n\n\tTrần Văn Khải\n"
    );
    let parsed = read(&text);
    let names: Vec<&str> = parsed.document.recipients.iter().map(|own| own.text.as_str()).collect();
    assert_eq!(names, ["Như Điều 2"]);
    let signature = &parsed.document.signatures[0];
    assert_eq!(signature.authority[0].of.as_str(), "ỦY BAN NHÂN DÂN");
    assert_eq!((shown(&signature.position), shown(&signature.name)), ("CHỦ TỊCH", "Trần Văn Khải"));
}

#[test]
fn a_number_under_a_pen_is_absent() {
    let parsed = read(&format!("{HEAD}{BODY}{CLOSING}").replace("Số: 15/QĐ-SYT", "Só;,1560/QĐ-SYT"));
    assert_eq!(parsed.document.header.number, None);
    assert!(parsed.diagnostics.iter().any(|own| own.code == "number-unreadable"));
}

#[test]
fn citations_through_dirt() {
    let bases = "Căn cứ Quyết định số 63/2021/QĐ-UBND: ngày. 14 tháng 11 .-năm. 2021 của Ủy ban nhân dân tỉnh;\n\
        Căn cứ Luật Dược ngày 09 e m. năm 2016;\nTheo đề nghị của Vụ trưởng tại Tờ trình SỐ s 87/TIT-TCKT hgày 11 tháng 5 năm 2018;\n";
    let text =
        format!("{HEAD}QUYẾT ĐỊNH\nVề việc thành lập Hội đồng\n\nGIÁM ĐỐC SỞ Y TẾ BÌNH LÂM\n\n{bases}{BODY}{CLOSING}");
    let parsed = read(&text);
    let cited: Vec<(Option<&str>, Option<&str>)> = parsed.document.bases[..3]
        .iter()
        .flat_map(|basis| &basis.citations)
        .map(|own| (own.number.as_deref(), own.date.as_deref()))
        .collect();
    assert_eq!(
        cited,
        [(Some("63/2021/QĐ-UBND"), Some("2021-11-14")), (None, None), (Some("87/TTr-TCKT"), Some("2018-05-11")),]
    );
}
