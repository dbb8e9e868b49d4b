//! Plain text of an engine: what stamps, scrawls and dirt do to labels, signatures, recipients, numbers and tables.

mod common;

use vanban::model::{Block, Document, DocumentKind, Parsed};

/// A decision with some articles and a closing.
fn decision(articles: &str, closing: &str) -> Parsed {
    let text = format!(
        "SỞ Y TẾ BÌNH LÂM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 4/QĐ-SYT Bình Lâm, ngày 9 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\n\
         Về việc thành lập Hội đồng\n\nGIÁM ĐỐC SỞ Y TẾ BÌNH LÂM\n\nCăn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n\nQUYẾT ĐỊNH:\n\n\
         {articles}\n\n{closing}\n"
    );
    read(&text)
}

fn read(text: &str) -> Parsed {
    let parsed = vanban::parse(text.as_bytes()).expect("a document");
    assert_eq!(common::faults(&parsed), Vec::<String>::new());
    parsed
}

fn labels(document: &Document) -> Vec<String> {
    fn walk(blocks: &[Block], into: &mut Vec<String>) {
        for block in blocks {
            if let Block::Division(division) = block {
                into.push(division.label.as_str().to_owned());
                walk(&division.body, into);
            }
        }
    }
    let mut found = Vec::new();
    walk(&document.body, &mut found);
    document.attachments.iter().for_each(|own| walk(&own.body, &mut found));
    found
}

fn recipients(document: &Document) -> Vec<&str> {
    document.recipients.iter().map(|own| own.text.as_str()).collect()
}

const CLOSING: &str = "Nơi nhận: GIÁM ĐỐC\n- Như Điều 3;\n- Lưu: VT.\nLò Văn Tám";

#[test]
fn articles_behind_stray_signs() {
    let articles = "“Điều 1 Thành lập Hội đồng Khoa học.\n- Điều 2. Hội đồng có nhiệm vụ:\n_1. Tư vấn về chuyên môn.\n\
                    ::2, Báo cáo Giám đốc Sở.\n-3: Việc khác được giao.\n\"Điều 3. Các phòng thi hành Quyết định này.";
    let parsed = decision(articles, CLOSING);
    assert_eq!(labels(&parsed.document), ["Điều 1.", "Điều 2.", "1.", "2.", "3.", "Điều 3."]);
}

/// What an amending decision quotes stays a quotation; an item that names an article is an item.
#[test]
fn quoted_articles_and_items_are_none() {
    let articles = "Điều 1. Sửa đổi, bổ sung như sau:\n“Điều 2. Hội đồng họp mỗi quý.”\nĐiều 2. Các phòng thi hành:\n\
                    - Điều 7 Luật Dược;\n- 2. không phải là số thứ tự.";
    let parsed = decision(articles, CLOSING);
    assert_eq!(labels(&parsed.document), ["Điều 1.", "Điều 2.", "-", "-"]);
}

#[test]
fn roman_numbers_by_their_row() {
    let text = "KẾ HOẠCH\nPhát triển y tế cơ sở\n\nSở Y tế ban hành kế hoạch như sau:\n\nL MỤC ĐÍCH, YÊU CẦU\nNâng cao chất lượng.\n\nII. NHIỆM VỤ TRỌNG TÂM\nĐào tạo cán bộ.\n\n\
                _:IHI. TỔ CHỨC THỰC HIỆN\nCác đơn vị thi hành.\n";
    assert_eq!(labels(&read(text).document), ["I.", "II.", "III."]);
    let attached = "QUY CHẾ\nHoạt động của Hội đồng\n(Kèm theo Quyết định số 4/QĐ-SYT ngày 9/9/2025 của Giám đốc Sở Y tế)\n\n\
                    'Chương 1\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi.\n\nChương H\nTRÁCH NHIỆM\nĐiều 2. Chủ tịch.\n\n\
                    Chương III\nTHI HÀNH\nĐiều 3. Hiệu lực.";
    let found = labels(&decision("Điều 1. Ban hành Quy chế.", &format!("{CLOSING}\n\u{c}{attached}")).document);
    let found = &found[1..];
    assert_eq!(found, ["Chương I", "Điều 1.", "Chương II", "Điều 2.", "Chương III", "Điều 3."]);
}

#[test]
fn signatures_under_stamps() {
    let signed = |closing: &str| {
        let parsed = decision("Điều 1. Thành lập Hội đồng.\nĐiều 2. Thi hành.", closing);
        let signature = parsed.document.signatures.first().cloned().unwrap_or_default();
        let of: Vec<String> =
            signature.authority.iter().map(|link| format!("{:?} {}", link.capacity, link.of.as_str())).collect();
        let shown = |text: &Option<vanban::model::Text>| text.as_ref().map_or("", |text| text.as_str()).to_owned();
        (of, shown(&signature.position), shown(&signature.name))
    };
    let expected = |of: &[&str], position: &str, name: &str| {
        (of.iter().map(|of| (*of).to_owned()).collect::<Vec<_>>(), position.to_owned(), name.to_owned())
    };
    let left = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\n";
    assert_eq!(
        signed(&format!("{left}ĂM. KT. HIỆU TRƯỞNG\n“?HÓ HIỆU TRƯỞNG\n\nLò Văn Tám")),
        expected(&["KT HIỆU TRƯỞNG"], "PHÓ HIỆU TRƯỞNG", "Lò Văn Tám")
    );
    assert_eq!(
        signed(&format!("{left}KT)ÂHIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\n\nven K4 Lò Văn Tám")),
        expected(&["KT HIỆU TRƯỞNG"], "PHÓ HIỆU TRƯỞNG", "Lò Văn Tám")
    );
    assert_eq!(
        signed(&format!("{left}TL. GIÁM ĐỐC\nTRNG PHÒNG'TỔ CHỨC\n\nLò Văn Tám")),
        expected(&["TL GIÁM ĐỐC"], "TRNG PHÒNG'TỔ CHỨC", "Lò Văn Tám")
    );
    assert_eq!(
        signed(&format!("{left}TM. ỦY BAN NHÂN DÂN\nRL NGHỦ TỊCH\n\nLò Văn Tám")),
        expected(&["TM ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "Lò Văn Tám")
    );
    assert_eq!(
        signed(&format!("{left}.ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n- Lò Thị Tám'")),
        expected(&["TM ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "Lò Thị Tám")
    );
}

#[test]
fn recipients_among_dirt() {
    let closing = "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Nhự Điều2, xà Ấ*œ, KT. GHỦ TỊCH\n= Sở Nội vụ\n~ Chủ tịch (để báo cáo)\n\
                   - Lừu: VT; TH.\nPHÓ CHỦ TỊCH\n\nLò Văn Tám";
    let document = decision("Điều 1. Thành lập Hội đồng.\nĐiều 2. Thi hành.", closing).document;
    assert_eq!(recipients(&document), ["Như Điều 2", "Sở Nội vụ", "Chủ tịch"]);
    assert_eq!(document.filing.as_ref().map(|own| own.as_str()), Some("VT; TH"));
    assert_eq!(document.signatures.len(), 1);
    assert_eq!(document.signatures[0].authority.len(), 2);
}

#[test]
fn a_number_whose_label_is_a_sign() {
    let text = "BỘ XÂY DỰNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n_ §ố:47 /QĐ-BXD - . Hà Nội, ngày 9 tháng 4 năm 2012\n\nQUYẾT ĐỊNH\n\
                Thành lập Hội đồng\n\nBỘ TRƯỞNG BỘ XÂY DỰNG\n\nCăn cứ Luật Tổ chức Chính phủ hgày 25 tháng 12 năm 2001;\n\nQUYẾT ĐỊNH:\n\n\
                Điều 1. Thành lập Hội đồng.\n";
    let document = read(text).document;
    assert_eq!(document.header.number.map(|number| number.text.as_str().to_owned()).as_deref(), Some("47/QĐ-BXD"));
    assert_eq!(document.header.agency.as_ref().map(|own| own.as_str()), Some("BỘ XÂY DỰNG"));
    assert_eq!(document.bases[0].citations[0].date.as_deref(), Some("2001-12-25"));
}

/// A title that an engine put before the page's number and `PHỤ LỤC`, and one behind a stray dash.
#[test]
fn titles_of_appendices() {
    let body = "Điều 1. Ban hành danh mục.\nĐiều 2. Thi hành./.";
    for appendix in [
        "\u{c}DANH MỤC THUỐC THIẾT YẾU NĂM 2025\n\n4\n\nPHỤ LỤC\n\n(Kèm theo Quyết định số 4/QĐ-SYT ngày 9/9/2025 của Giám đốc Sở Y tế)\n\n1. Thuốc.\n",
        "\u{c}PHỤ LỤC\n-- PHÂN CÔNG NHIỆM VỤ NĂM 2025\n(Kèm theo Quyết định số 4/QĐ-SYT ngày 9/9/2025 của Giám đốc Sở Y tế)\n\n1. Thuốc.\n",
    ] {
        let appendix = appendix.replace("DANH MỤC THUỐC THIẾT YẾU", "PHÂN CÔNG NHIỆM VỤ");
        let document = decision(body, &format!("{CLOSING}\n{appendix}")).document;
        assert_eq!(document.attachments.len(), 1, "{appendix}");
        let title = document.attachments[0].title.as_ref().map(|own| own.as_str());
        assert_eq!(title, Some("PHÂN CÔNG NHIỆM VỤ NĂM 2025"), "{appendix}");
        assert_eq!(document.attachments[0].kind, Some(DocumentKind::PhuLuc));
    }
}
