//! Forms as an office has them: marks that Word has cut into runs, in headers, text boxes and tables; content controls.

#![allow(dead_code, reason = "every test binary uses its own part")]

use super::word::{NAMESPACES, word};

/// A run with properties.
pub fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A paragraph of runs.
pub fn paragraph(properties: &str, runs: &[String]) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", runs.concat())
}

/// A plain paragraph.
pub fn plain(text: &str) -> String {
    paragraph("", &[run("", text)])
}

fn cell(width: u32, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>")
}

fn table(border: &str, widths: &[u32], rows: &[String]) -> String {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let borders: String = sides.map(|side| format!("<w:{side} w:val=\"{border}\" w:sz=\"4\"/>")).concat();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

const BOLD: &str = "<w:b/>";
const ITALIC: &str = "<w:i/>";
const CENTER: &str = "<w:jc w:val=\"center\"/>";
/// Fonts and size, as an office's form has them.
const STYLES: &str = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"28\"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>";

fn section(reference: &str) -> String {
    format!(
        "<w:sectPr>{reference}<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"851\" w:bottom=\"1134\" w:left=\"1701\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    )
}

/// Marks cut into runs of several looks, in the document and in its header and footnote.
pub fn cut_into_runs() -> Vec<u8> {
    let header = format!(
        "<w:hdr {NAMESPACES}>{}</w:hdr>",
        paragraph("", &[run(ITALIC, "Quyết định {{"), run("", "so_ky"), run("", "_hieu}}")])
    );
    let footnotes = format!(
        "<w:footnotes {NAMESPACES}><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        plain("Ký ngày {{ngay_ban_hanh | ngay_ngan}}.")
    );
    let proof = "<w:proofErr w:type=\"spellStart\"/>".to_owned();
    let letterhead = table(
        "none",
        &[4200, 5400],
        &[row(&[
            cell(
                4200,
                &[
                    paragraph(CENTER, &[run(BOLD, "{{co_quan_ban_hanh | hoa}}")]),
                    paragraph(
                        CENTER,
                        &[run("", "Số: {"), proof.clone(), run(BOLD, "{so_ky"), proof, run("", "_hieu}"), run("", "}")],
                    ),
                ]
                .concat(),
            ),
            cell(
                5400,
                &[
                    paragraph(CENTER, &[run(BOLD, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]),
                    paragraph(CENTER, &[run(BOLD, "Độc lập - Tự do - Hạnh phúc")]),
                    paragraph(
                        CENTER,
                        &[
                            run(ITALIC, "{{dia_danh}}, ngày {{ngay_"),
                            run(ITALIC, "ban_hanh | "),
                            run("", "ngay}}"),
                            "<w:r><w:t> </w:t></w:r>".to_owned(),
                        ],
                    ),
                ]
                .concat(),
            ),
        ])],
    );
    let body = [
        letterhead,
        paragraph(CENTER, &[run(BOLD, "QUYẾT ĐỊNH")]),
        paragraph(CENTER, &["<w:r><w:rPr><w:b/></w:rPr><w:t>Về việc {{trich_yeu}}</w:t></w:r>".to_owned()]),
        plain("Điều 1. Giữ nguyên đoạn này, R&amp;D &lt; 5."),
        paragraph(
            "",
            &[
                run("", "Điều 2. Kinh phí {{kinh_phi | so}} đồng (bằng chữ: {{kinh_phi | bang_chu"),
                run("", " | hoa_dau}} đồng)."),
                "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".to_owned(),
            ],
        ),
        paragraph("", &[run("", "Nơi nhận: {{noi_nhan | noi:“; ”}}.")]),
        section("<w:headerReference w:type=\"default\" r:id=\"x0\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/>"),
    ]
    .concat();
    word(
        &body,
        &[
            ("header", "header1.xml", &header),
            ("footnotes", "footnotes.xml", &footnotes),
            ("styles", "styles.xml", STYLES),
        ],
    )
}

/// A text box as Word writes it: for itself, and again for older programs.
fn text_box(content: &str) -> String {
    let drawing = format!(
        "<w:drawing><wp:anchor xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"114300\" distR=\"114300\" simplePos=\"0\" relativeHeight=\"2\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" allowOverlap=\"1\"><wp:simplePos x=\"0\" y=\"0\"/><wp:positionH relativeFrom=\"column\"><wp:posOffset>3600000</wp:posOffset></wp:positionH><wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx=\"2160000\" cy=\"720000\"/><wp:wrapSquare wrapText=\"bothSides\"/><wp:docPr id=\"1\" name=\"Text Box 1\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"2160000\" cy=\"720000\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    );
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{drawing}</mc:Choice><mc:Fallback><w:pict><v:shape style=\"width:170pt;height:57pt\"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
}

/// A text box, and a table with a row for each task.
pub fn text_box_and_tasks() -> Vec<u8> {
    let widths = [800, 3600, 2000, 1800, 1400];
    let heads = ["STT", "Nhiệm vụ", "Chủ trì", "Sản phẩm", "Thời hạn"];
    let head: Vec<String> =
        heads.iter().zip(widths).map(|(text, width)| cell(width, &paragraph(CENTER, &[run(BOLD, text)]))).collect();
    let marks = [
        paragraph("", &[run("", "{{#nhiem"), run("", "_vu}}{{stt}}")]),
        paragraph("", &[run("", "{{noi_"), run(BOLD, "dung"), run("", "}}")]),
        plain("{{chu_tri}}"),
        paragraph("", &[run(ITALIC, "{{san_pham}}")]),
        plain("{{thoi_han}}{{/nhiem_vu}}"),
    ];
    let each: Vec<String> = marks.iter().zip(widths).map(|(own, width)| cell(width, own)).collect();
    let pattern = format!(
        "<w:tr w14:paraId=\"0A0B0C0D\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\">{}</w:tr>",
        each.concat()
    );
    let last = [cell(800, &plain("")), cell(8800, &plain("Tổng số: {{tong_so | so}} nhiệm vụ"))];
    let body = [
        paragraph("", &[run("", "Kèm theo "), text_box(&plain("Số {{so_ky_hieu}}")), run("", "quyết định")]),
        paragraph(CENTER, &[run(BOLD, "PHỤ LỤC")]),
        table("single", &widths, &[row(&head), pattern, row(&last)]),
        plain("{{?ghi_chu}}"),
        plain("Ghi chú: {{ghi_chu}}"),
        plain("{{/ghi_chu}}"),
        plain("{{^ghi_chu}}Không có ghi chú.{{/ghi_chu}}"),
        section(""),
    ]
    .concat();
    word(&body, &[("styles", "styles.xml", STYLES)])
}

/// A content control: its properties behind the tag, and its content.
fn control(tag: &str, properties: &str, content: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr><w:tag w:val=\"{tag}\"/><w:id w:val=\"{}\"/>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>",
        tag.bytes().map(u32::from).sum::<u32>()
    )
}

/// Content controls around words, paragraphs and a cell; conditions; loops over bases and recipients.
pub fn controls() -> Vec<u8> {
    let hint = run("<w:rStyle w:val=\"PlaceholderText\"/><w:color w:val=\"808080\"/>", "Bấm để nhập");
    let date = "<w:date w:fullDate=\"2020-01-01T00:00:00Z\"><w:dateFormat w:val=\"'ngày' dd 'tháng' MM 'năm' yyyy\"/></w:date>";
    let choice = "<w:dropDownList><w:listItem w:displayText=\"Hỏa tốc\" w:value=\"hoa-toc\"/><w:listItem w:displayText=\"Khẩn\" w:value=\"khan\"/></w:dropDownList>";
    let tick = "<w14:checkbox xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w14:checked w14:val=\"0\"/></w14:checkbox>";
    let number = control("Số, ký hiệu", "<w:text/>", &[run(BOLD, "12"), run("", "/QĐ-X")].concat());
    let subject = control("trich_yeu", "<w:showingPlcHdr/>", &paragraph(CENTER, &[hint]));
    let signatory = control("nguoi_ky", "<w:text/>", &cell(4800, &paragraph(CENTER, &[run(BOLD, "Họ và tên")])));
    let recipients = control("noi_nhan", "", &plain("- {{ten}}{{?ghi_chu}} ({{ghi_chu}}){{/ghi_chu}};"));
    let body = [
        paragraph(
            "",
            &[run("", "Số: "), number, run("", ", "), control("ngay_ban_hanh", date, &run(ITALIC, "01/01/2020"))],
        ),
        paragraph(
            "",
            &[
                run("", "Mức độ: "),
                control("khan", choice, &run("", "Khẩn")),
                run("", " Mật: "),
                control("mat", tick, &run("", "☐")),
            ],
        ),
        subject,
        paragraph("", &[run(ITALIC, "{{#can_cu}}{{noi_dung | dau"), run(ITALIC, "_cau}}{{/can_cu}}")]),
        plain("{{?hieu_luc}}"),
        plain("Quyết định có hiệu lực từ ngày {{hieu_luc | ngay}}."),
        plain("{{/hieu_luc}}"),
        plain("{{^hieu_luc}}"),
        plain("Quyết định có hiệu lực kể từ ngày ký."),
        plain("{{/hieu_luc}}"),
        plain("Kính gửi: {{#kinh_gui}}{{ten}}, {{/kinh_gui}}và các đơn vị."),
        table(
            "none",
            &[4800, 4800],
            &[row(&[cell(4800, &[plain("Nơi nhận:"), recipients, plain("- Lưu: {{luu}}.")].concat()), signatory])],
        ),
        plain(""),
        section(""),
    ]
    .concat();
    word(&body, &[("styles", "styles.xml", STYLES)])
}
