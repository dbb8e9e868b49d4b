//! Copies of web pages as Markdown whose letterhead and closing are tables of one row, each cell run together on one line, and
//! attachments that are known by what stands around their heading.

use vanban::model::{Document, Text};

const LETTERHEAD: &str =
    "| SỞ Y TẾ BÌNH LÂM ----- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ----- |
|---|---|
| Số: 5/QĐ-SYT | Bình Lâm, ngày 26 tháng 11 năm 2024 |

QUYẾT ĐỊNH

VỀ VIỆC NÂNG MỨC TRỢ CẤP

GIÁM ĐỐC SỞ Y TẾ

Căn cứ Luật Dược ngày 06 tháng 4 năm 2016;

QUYẾT ĐỊNH:

Điều 1. Nâng mức trợ cấp.

Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.

";

fn read(text: &str) -> Document {
    vanban::parse(text.as_bytes()).expect("a document").document
}

fn shown(text: &Option<Text>) -> &str {
    text.as_ref().map_or("", Text::as_str)
}

/// Capacities, position and name of the signatures.
fn signed(document: &Document) -> Vec<String> {
    let one = |signature: &vanban::model::Signature| {
        let links = signature.authority.iter().map(|link| format!("{:?} ", link.capacity)).collect::<String>();
        format!("{links}{}|{}", shown(&signature.position), shown(&signature.name))
    };
    document.signatures.iter().map(one).collect()
}

fn recipients(document: &Document) -> Vec<&str> {
    document.recipients.iter().map(|recipient| recipient.text.as_str()).collect()
}

#[test]
fn a_letterhead_of_one_line_a_cell_is_read() {
    let document = read(LETTERHEAD);
    assert_eq!(shown(&document.header.agency), "SỞ Y TẾ BÌNH LÂM");
    assert_eq!(document.header.number.as_ref().map(|number| number.text.as_str()), Some("5/QĐ-SYT"));
    assert_eq!(shown(&document.header.date), "2024-11-26");
    assert_eq!(shown(&document.header.place), "Bình Lâm");
}

#[test]
fn a_closing_of_one_line_a_cell_is_read() {
    for (cell, seen) in [
        ("GIÁM ĐỐC Trần Văn Khang", "GIÁM ĐỐC|Trần Văn Khang"),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Thị Hồng", "KT PHÓ GIÁM ĐỐC|Lê Thị Hồng"),
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Thị Thu Hằng", "TM KT PHÓ CHỦ TỊCH|Nguyễn Thị Thu Hằng"),
    ] {
        let listed =
            read(&format!("{LETTERHEAD}| Nơi nhận: - Như Điều 2; - Sở Tài chính; - Lưu: VT. | {cell} |\n|---|---|\n"));
        assert_eq!(signed(&listed), [seen], "{cell}");
        assert_eq!(recipients(&listed), ["Như Điều 2", "Sở Tài chính"], "{cell}");
        assert_eq!(shown(&listed.filing), "VT", "{cell}");
    }
}

#[test]
fn a_signature_beside_an_empty_cell_is_read() {
    for cell in ["KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Thị Hồng", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Thị Hồng"]
    {
        let document = read(&format!("{LETTERHEAD}|  | {cell} |\n|---|---|\n"));
        assert_eq!(document.signatures.len(), 1, "{cell}");
        assert_eq!(shown(&document.signatures[0].name), "Lê Thị Hồng", "{cell}");
        assert_eq!(document.articles().len(), 2, "{cell}");
    }
}

#[test]
fn a_post_of_several_words_in_a_cell_is_not_cut() {
    let document = read(&format!(
        "{LETTERHEAD}| Nơi nhận: - Như Điều 2; - Lưu: VT. | PHÓ GIÁM ĐỐC THƯỜNG TRỰC<br>Trần Văn Khang |\n|---|---|\n"
    ));
    assert_eq!(signed(&document), ["PHÓ GIÁM ĐỐC THƯỜNG TRỰC|Trần Văn Khang"]);
}

#[test]
fn a_table_of_data_with_a_header_and_rows_stays_one() {
    let text = format!(
        "{LETTERHEAD}PHỤ LỤC\nDANH SÁCH\n\n| STT | Chức vụ |\n|---|---|\n| 1 | GIÁM ĐỐC |\n| 2 | PHÓ GIÁM ĐỐC |\n"
    );
    let document = read(&text);
    assert_eq!(document.attachments.len(), 1);
    let tables = document.attachments[0].body.iter().filter(|block| matches!(block, vanban::model::Block::Table(_)));
    assert_eq!(tables.count(), 1);
}

const SIGNED: &str = "**KT. GIÁM ĐỐC**\n\n**PHÓ GIÁM ĐỐC**\n\n**Trần Văn Khang**\n\n";

#[test]
fn a_bracketed_line_may_stand_between_a_title_and_what_it_is_issued_with() {
    let issued = "(Kèm theo Quyết định số 5/QĐ-SYT ngày 26 tháng 11 năm 2024 của Giám đốc Sở Y tế)";
    let table = "| TT | Nội dung |\n|---|---|\n| 1 | Thu |\n";
    for between in ["", "(Quý I năm 2025)\n", "(Quý I)\n(Năm 2025)\n"] {
        let text =
            format!("{LETTERHEAD}{SIGNED}---\n\nĐÁNH GIÁ THỰC HIỆN DỰ TOÁN THU, CHI\n{between}{issued}\n\n{table}");
        let document = read(&text);
        let issued = document.attachments.first().and_then(|attachment| attachment.issued_with.as_ref());
        assert_eq!(issued.and_then(|issued| issued.number.as_deref()), Some("5/QĐ-SYT"), "{between:?}");
    }
}

#[test]
fn a_form_behind_a_blank_line_begins_and_its_mention_does_not() {
    let form = "Mẫu số 01. Đơn đề nghị trợ cấp\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\nBình Lâm,\nngày … tháng … năm …\n\nĐƠN ĐỀ NGHỊ\n\n1. Họ và tên: ……\n";
    let appendix =
        "PHỤ LỤC\nQUY TRÌNH\n(Kèm theo Quyết định số 5/QĐ-SYT ngày 26 tháng 11 năm 2024)\n\n1. Thành phần hồ sơ:\n\n";
    let mention = "Mẫu số 01. Đơn đề nghị, ban hành kèm theo Quyết định này.\n\n";
    let document = read(&format!("{LETTERHEAD}{SIGNED}{appendix}{mention}{form}"));
    let labels: Vec<&str> = document.attachments.iter().map(|attachment| shown(&attachment.label)).collect();
    assert_eq!(labels, ["", "01"]);
    let text = serde_json::to_string(&document.attachments[1].body).expect("JSON");
    assert!(!text.contains("Bình Lâm"), "place and date are the form's letterhead: {text}");
    assert_eq!(shown(&document.header.date), "2024-11-26");
}

/// A copy whose lines are broken at random, with what stands between the kind and the bases.
fn titled(title: &str) -> Document {
    let text = LETTERHEAD.replace("VỀ VIỆC NÂNG MỨC TRỢ CẤP\n\nGIÁM ĐỐC SỞ Y TẾ\n", title);
    read(&text.replace("SỞ Y TẾ BÌNH LÂM", "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM"))
}

#[test]
fn the_lines_of_a_subject_are_no_authority() {
    let issuer = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM";
    for (title, subject, authority) in [
        (
            "BÃI\nBỎ CÁC QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM\n",
            "BÃI BỎ CÁC QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
            "",
        ),
        ("GIAO MỘT\nSỐ NHIỆM VỤ CỦA ỦY BAN NHÂN DÂN TỈNH\n", "GIAO MỘT SỐ NHIỆM VỤ CỦA ỦY BAN NHÂN DÂN TỈNH", ""),
        (
            "GIAO NHIỆM VỤ THUỘC ỦY\nBAN NHÂN DÂN TỈNH BÌNH LÂM\n",
            "GIAO NHIỆM VỤ THUỘC ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
            "",
        ),
        (&format!("VỀ\nVIỆC GIAO ĐẤT TỈNH BÌNH LÂM\n**{issuer}**\n"), "VỀ VIỆC GIAO ĐẤT TỈNH BÌNH LÂM", issuer),
        (
            "VỀ VIỆC GIAO ĐẤT TỈNH CAO BẰNG\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n",
            "VỀ VIỆC GIAO ĐẤT TỈNH CAO BẰNG",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        ),
        (
            "VỀ VIỆC LẬP\nTỔ TUẦN TRA BẢO VỆ RỪNG ỦY BAN NHÂN\nDÂN TỈNH BÌNH LÂM\n",
            "VỀ VIỆC LẬP TỔ TUẦN TRA BẢO VỆ RỪNG",
            "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM",
        ),
    ] {
        let document = titled(title);
        assert_eq!((shown(&document.subject), shown(&document.authority)), (subject, authority), "{title}");
    }
}

#[test]
fn articles_behind_a_table_a_cell_a_line_are_articles() {
    let table = "Điều 1. Nâng mức trợ cấp như sau:\n|\n|\nSTT\n|\nĐơn vị\n|\n|\n1\n|\nTrạm Y tế\n|\n|\n2\n|\nSơn Bình\n|\n\
        **Điều 2.** Chánh Văn phòng chịu\ntrách nhiệm thi hành Quyết định này./.\n|\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n|\n\
        **GIÁM ĐỐC**\nTrần Văn Khang\n|\n|\n";
    let text = LETTERHEAD
        .replace("Điều 1. Nâng mức trợ cấp.\n", table)
        .replace("\nĐiều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.\n", "");
    let document = read(&text);
    assert_eq!(document.articles().len(), 2);
    assert_eq!(signed(&document), ["GIÁM ĐỐC|Trần Văn Khang"]);
    assert_eq!(recipients(&document), ["Như Điều 2"]);
}

#[test]
fn the_letterhead_of_a_form_may_stand_above_it_or_below_its_title() {
    let appendix =
        "PHỤ LỤC\nQUY TRÌNH\n(Kèm theo Quyết định số 5/QĐ-SYT ngày 26 tháng 11 năm 2024)\n\n1. Lập danh sách.\n\n";
    let head = "TÊN ĐƠN VỊ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\tĐộc lập - Tự do - Hạnh phúc\n\n";
    for form in [
        format!("Mẫu số 02\nDANH SÁCH ĐỀ NGHỊ TRỢ CẤP\n\n{head}1. Nội dung\n"),
        format!("{head}Mẫu số 02\nDANH SÁCH ĐỀ NGHỊ TRỢ CẤP\n\n1. Nội dung\n"),
    ] {
        let document = read(&format!("{LETTERHEAD}{SIGNED}{appendix}{form}"));
        let last = document.attachments.last().expect("the form");
        assert_eq!((shown(&last.label), shown(&last.title)), ("02", "DANH SÁCH ĐỀ NGHỊ TRỢ CẤP"), "{form}");
        assert_eq!(last.header.as_ref().map(|header| shown(&header.agency)), Some("TÊN ĐƠN VỊ"), "{form}");
    }
}

#[test]
fn a_national_title_may_end_in_a_line_of_its_own() {
    for (upper, lower) in [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM")]
    {
        let head = format!(
            "ỦY BAN NHÂN DÂN TỈNH\t{upper}\nBÌNH LÂM\t{lower}\nSỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\nSố: 5/QĐ-SYT\tBình Lâm, ngày 26 tháng 11 năm 2024\n"
        );
        let document = read(&format!("{head}{}", &LETTERHEAD[LETTERHEAD.find("\n\nQUYẾT").expect("the title")..]));
        assert_eq!(shown(&document.header.parent_agency), "ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM");
        assert_eq!(shown(&document.header.agency), "SỞ Y TẾ");
    }
}

/// A form whose `(Kèm theo …)` stands between its label and its letterhead is one attachment, and a letter in it has no title.
#[test]
fn what_a_form_is_issued_with_may_stand_above_its_letterhead() {
    let issued = "(Kèm theo Thông tư số 7/2011/TT-BVHTTDL ngày 07 tháng 6 năm 2011)";
    let head = "TÊN TỔ CHỨC\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n";
    let form =
        format!("MẪU 27\n{issued}\n\n{head}ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP\nKính\ngửi: Sở Du lịch.\n\n1. Tên tổ chức: ……\n");
    let document = read(&format!("{LETTERHEAD}{SIGNED}{form}"));
    let attachments: Vec<_> =
        document.attachments.iter().map(|form| (shown(&form.label), shown(&form.title))).collect();
    assert_eq!(attachments, [("27", "ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP")]);
    assert!(document.attachments[0].issued_with.is_some());
    assert_eq!(document.attachments[0].body.len(), 2);
}
