//! What breaks each rule of the checker, and what it then says: a table for `check.rs`.

use super::good;
use vanban::model::{AuthorityLink, Capacity, Document};

/// Text put in the place of other text.
pub type Edit = (&'static str, &'static str);

/// A change to a good document, and the finding that it gives.
pub struct Case {
    pub code: &'static str,
    pub of: &'static str,
    pub edits: &'static [Edit],
    pub pointer: &'static str,
    /// Arguments of the message that tell; none where the code alone does.
    pub says: &'static [&'static str],
}

const fn case(
    code: &'static str,
    of: &'static str,
    edits: &'static [Edit],
    pointer: &'static str,
    says: &'static [&'static str],
) -> Case {
    Case { code, of, edits, pointer, says }
}

const D: &str = good::DECISION;
const R: &str = good::REGULATION;
const P: &str = good::PLAN;

const AUTHORITY: &str = "          TRƯỞNG BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ TỈNH BÌNH LÂM\n\n";
const FORMULA: &str = "                                  QUYẾT ĐỊNH:\n\n";
const BEHIND_BASES: &str =
    "          TRƯỞNG BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ TỈNH BÌNH LÂM\n\n                                  QUYẾT ĐỊNH:\n\n";
const TITLE_ISSUED: &str = "     Công tác năm 2025 của Ban Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm
  (Kèm theo Quyết định số 07/QĐ-BVSTBPN ngày 14 tháng 3 năm 2025 của Trưởng Ban
              Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm)
";
const ISSUED_TITLE: &str = "  (Kèm theo Quyết định số 07/QĐ-BVSTBPN ngày 14 tháng 3 năm 2025 của Trưởng Ban
              Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm)
     Công tác năm 2025 của Ban Vì sự tiến bộ của phụ nữ tỉnh Bình Lâm
";

/// What is read of the document as text.
pub fn texts() -> Vec<Case> {
    vec![
        case(
            "order",
            D,
            &[(AUTHORITY, ""), (FORMULA, BEHIND_BASES)],
            "/authority",
            &["Thẩm quyền ban hành", "Căn cứ ban hành"],
        ),
        case(
            "order",
            D,
            &[(TITLE_ISSUED, ISSUED_TITLE)],
            "/attachments/0",
            &["Trích yếu văn bản kèm theo", "Kèm theo"],
        ),
        case("number-form", P, &[("Số: 45/KH-UBND", "Số: 45/UBND")], "/header/number", &["45/UBND"]),
        case("number-zero", P, &[("Số: 45/KH", "Số: 5/KH")], "/header/number", &["5/KH-UBND", "05/KH-UBND"]),
        case("symbol-kind", P, &[("Số: 45/KH-UBND", "Số: 45/QĐ-UBND")], "/header/number", &["QĐ", "KH"]),
        case(
            "symbol-issuer",
            P,
            &[("Số: 45/KH-UBND", "Số: 45/KH-STC")],
            "/header/number",
            &["STC", "ỦY BAN NHÂN DÂN XÃ YÊN HẠC"],
        ),
        case("place-missing", P, &[("Yên Hạc, ngày", "ngày")], "", &[]),
        case(
            "date-form",
            D,
            &[("Bình Lâm, ngày 14 tháng 3 năm", "Bình Lâm, ngày 14 tháng 03 năm")],
            "/header/date",
            &["ngày 14 tháng 03", "ngày 14 tháng 3"],
        ),
        case("national-title-missing", P, &[("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "")], "", &[]),
        case("motto-missing", P, &[("Độc lập - Tự do - Hạnh phúc", "")], "", &[]),
        case(
            "authority-missing",
            R,
            &[("                        ỦY BAN NHÂN DÂN XÃ THANH LĨNH\n\nCăn", "Căn")],
            "",
            &[],
        ),
        case("basis-mark", D, &[("11 năm 2006;", "11 năm 2006.")], "/bases/0/text", &[".", ";"]),
        case("last-basis-mark", D, &[("10 tháng 3 năm 2025.", "10 tháng 3 năm 2025,")], "/bases/3/text", &[",", "."]),
        case(
            "basis-law-number",
            D,
            &[("Luật Bình đẳng giới ngày 29 tháng 11 năm 2006", "Luật Bình đẳng giới số 73/2006/QH11")],
            "/bases/0/text",
            &["", "73/2006/QH11"],
        ),
        case(
            "basis-incomplete",
            D,
            &[("số 15/QĐ-BVSTBPN ngày 08 tháng 9 năm 2022 của", "số 15/QĐ-BVSTBPN của")],
            "/bases/2/text",
            &["", "ngày, tháng, năm"],
        ),
        case(
            "basis-incomplete",
            D,
            &[("Quyết định số 15/QĐ-BVSTBPN ngày", "Quyết định ngày")],
            "/bases/2/text",
            &["", "số, ký hiệu"],
        ),
        case(
            "basis-after-date",
            D,
            &[("92/TTr-SNV ngày 10", "92/TTr-SNV ngày 20")],
            "/bases/3/text",
            &["", "20/03/2025", "14/03/2025"],
        ),
        case("end-mark", D, &[("thi hành Quyết định này./.", "thi hành Quyết định này.")], "/body", &[]),
        case("end-mark", P, &[("năm 2025 của xã./.", "năm 2025 của xã.")], "/body", &[]),
        case("filing-missing", D, &[("- Lưu: VT, BĐG.\n", "")], "", &[]),
        case("signatory-rank", P, &[("Bạch Công Thuận", "TS. Bạch Công Thuận")], "/signatures/0/rank", &["TS."]),
        case("post-undefined", R, &[("PHÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC")], "/signatures/0/position", &[]),
        case(
            "deputy-without-kt",
            R,
            &[("                                       KT. CHỦ TỊCH", "")],
            "/signatures/0/position",
            &["PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"],
        ),
        case(
            "head-with-kt",
            R,
            &[("   PHÓ CHỦ TỊCH", "   CHỦ TỊCH")],
            "/signatures/0/position",
            &["CHỦ TỊCH", "CHỦ TỊCH"],
        ),
        case(
            "authority-head-with-tm",
            R,
            &[
                ("   ỦY BAN NHÂN DÂN XÃ THANH LĨNH\n\nCăn", "   CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ THANH LĨNH\n\nCăn"),
                ("                      của Ủy ban", "                      của Chủ tịch Ủy ban"),
            ],
            "/signatures/0/position",
            &["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ THANH LĨNH", "TM. ỦY BAN NHÂN DÂN"],
        ),
        case(
            "authority-body-without-tm",
            R,
            &[
                ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
                ("KT. CHỦ TỊCH\n- UBND", "PHÓ CHỦ TỊCH\n- UBND"),
                ("                           PHÓ CHỦ TỊCH\n- Thường", "\n- Thường"),
            ],
            "/signatures/0/position",
            &["ỦY BAN NHÂN DÂN XÃ THANH LĨNH"],
        ),
        case(
            "article-sequence",
            D,
            &[("Điều 3. Giám đốc", "Điều 4. Giám đốc"), ("- Như Điều 3;", "- Như Điều 4;")],
            "/body/2/label",
            &["Điều 4", "Điều 3"],
        ),
        case(
            "article-sequence",
            R,
            &[
                ("Điều 3. Những", "Điều 2. Những"),
                ("Điều 4. Trách", "Điều 3. Trách"),
                ("theo Điều 4 Quy", "theo Điều 3 Quy"),
            ],
            "/attachments/0/body/1/body/0/label",
            &["Điều 2", "Điều 3"],
        ),
        case(
            "label-sequence",
            D,
            &[("c) Tránh", "d) Tránh")],
            "/attachments/0/body/0/body/1/body/2/label",
            &["d)", "c)"],
        ),
        case("label-sequence", D, &[("III. TỔ CHỨC", "IV. TỔ CHỨC")], "/attachments/0/body/2/label", &["IV.", "III."]),
        case(
            "label-sequence",
            R,
            &[("Chương II\n", "Chương III\n")],
            "/attachments/0/body/1/label",
            &["Chương III", "Chương II"],
        ),
        case("label-sequence", P, &[("1.3. Tăng", "1.4. Tăng")], "/body/0/body/0/body/2/label", &["1.4.", "1.3."]),
        // The label lost its first number; the next one goes on as if it had not.
        case("label-sequence", P, &[("1.3. Tăng", "3. Tăng")], "/body/0/body/1/label", &["3.", "1.3."]),
        case(
            "article-reference",
            R,
            &[("theo Điều 1 Quyết định này", "theo Điều 9 Quyết định này")],
            "/body/1/body/0/text",
            &["Điều 9 Quyết định này", "3"],
        ),
        case(
            "article-reference",
            R,
            &[("theo Điều 4 Quy chế này", "theo Điều 14 Quy chế này")],
            "/attachments/0/body/0/body/1/body/1/body/0/text",
            &["Điều 14 Quy chế này", "4"],
        ),
        case("recipient-article", D, &[("- Như Điều 3;", "- Như Điều 5;")], "/recipients/0/text", &["Như Điều 5", "3"]),
        case(
            "recipient-not-enforcement",
            D,
            &[("- Như Điều 3;", "- Như Điều 2;")],
            "/recipients/0/text",
            &["Như Điều 2", "Như Điều 3"],
        ),
        case("appendix-number", D, &[("Phụ lục II\n", "Phụ lục 2\n")], "/attachments/2/name", &["2"]),
        case(
            "issued-with-formula",
            D,
            &[("(Kèm theo", "(Ban hành kèm theo")],
            "/attachments/0/issued_with",
            &["Ban hành kèm theo", "Kèm theo"],
        ),
        case(
            "attachment-number",
            R,
            &[("(Kèm theo Quyết định số 58/", "(Kèm theo Quyết định số 85/")],
            "/attachments/0/issued_with",
            &["85/QĐ-UBND", "58/QĐ-UBND"],
        ),
        case(
            "attachment-date",
            R,
            &[("58/QĐ-UBND ngày 22 tháng", "58/QĐ-UBND ngày 23 tháng")],
            "/attachments/0/issued_with",
            &["23/07/2025", "22/07/2025"],
        ),
        // The head is named where the committee decides; another body is named.
        case(
            "attachment-issuer",
            R,
            &[("                      của Ủy ban", "                      của Chủ tịch Ủy ban")],
            "/attachments/0/issued_with",
            &["Chủ tịch Ủy ban nhân dân xã Thanh Lĩnh", "ỦY BAN NHÂN DÂN XÃ THANH LĨNH"],
        ),
        case(
            "attachment-issuer",
            R,
            &[("                      của Ủy ban nhân dân xã Thanh Lĩnh)", "                      của Sở Tài chính)")],
            "/attachments/0/issued_with",
            &["Sở Tài chính", "ỦY BAN NHÂN DÂN XÃ THANH LĨNH"],
        ),
        case(
            "attachment-title",
            R,
            &[("       Làm việc của Ủy ban nhân dân xã Thanh Lĩnh\n", "       Quản lý chợ và bến bãi\n")],
            "/attachments/0/title",
            &["Quản lý chợ và bến bãi"],
        ),
        case(
            "attachment-year",
            D,
            &[("     Công tác năm 2025 của", "     Công tác năm 2024 của")],
            "/attachments/0/title",
            &["2024", "2025"],
        ),
        case(
            "subject-article",
            R,
            &[(
                "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Ủy ban nhân dân xã Thanh Lĩnh.",
                "Điều 1. Thành lập Tổ quản lý chợ và bến bãi.",
            )],
            "/subject",
            &[],
        ),
        case(
            "cited-two-ways",
            D,
            &[("1. Ít nhất 65%", "1. Theo Nghị quyết số 28/NQ-CP ngày 05 tháng 3 năm 2021, ít nhất 65%")],
            "/attachments/0/body/1/body/0/body/0/text",
            &[],
        ),
        case(
            "cited-two-ways",
            D,
            &[("1. Ít nhất 65%", "1. Theo Luật Bình đẳng giới ngày 29 tháng 11 năm 2016, ít nhất 65%")],
            "/attachments/0/body/1/body/0/body/0/text",
            &[],
        ),
        case(
            "effect-before-date",
            D,
            &[("kể từ ngày 15 tháng 3", "kể từ ngày 01 tháng 3")],
            "/body/1/body/0/text",
            &["01/03/2025", "14/03/2025"],
        ),
        case(
            "body-named-two-ways",
            D,
            &[("| Hội Liên hiệp Phụ nữ tỉnh | Công an", "| Hội Liên hiệp phụ nữ tỉnh | Công an")],
            "/attachments/1/body/0/rows/2",
            &[],
        ),
        case(
            "open-slot",
            D,
            &[("Hội Liên hiệp Phụ nữ tỉnh | Công an", "[[Hội nào?]] | Công an")],
            "/attachments/1/body/0/rows/2/cells/2/text",
            &["Hội nào?"],
        ),
        case(
            "table-total",
            D,
            &[("137.750.000", "137.570.000")],
            "/attachments/2/body/0/rows/3",
            &["Kinh phí (đồng)", "137.570.000", "137.750.000"],
        ),
        case(
            "table-total",
            D,
            &[("137.750.000", "137.570.000 đ*")],
            "/attachments/2/body/0/rows/3",
            &["Kinh phí (đồng)", "137.570.000", "137.750.000"],
        ),
        case(
            "table-total-unread",
            D,
            &[("Báo Bình Lâm | 35.000.000", "Báo Bình Lâm | theo thực tế")],
            "/attachments/2/body/0/rows/3",
            &["Kinh phí (đồng)", "theo thực tế"],
        ),
        case(
            "table-amount-letters",
            D,
            &[("| Sở Nội vụ | 62.500.000", "| Sở Nội vụ | 62.5OO.000")],
            "/attachments/2/body/0/rows/3",
            &["Kinh phí (đồng)", "62.5OO.000"],
        ),
        case(
            "table-total-unnumbered",
            D,
            &[
                (
                    "2 | Chuyên mục về bình đẳng giới | Báo Bình Lâm | 35",
                    "| Chuyên mục về bình đẳng giới | Báo Bình Lâm | 35",
                ),
                ("| 3 | Lễ phát động Tháng", "| 2 | Lễ phát động Tháng"),
            ],
            "/attachments/2/body/0/rows/3",
            &[],
        ),
        case(
            "table-ordinals",
            D,
            &[("| 3 | Giám sát", "| 5 | Giám sát"), ("| 4 | Lễ", "| 6 | Lễ")],
            "/attachments/1/body/0/rows/2",
            &["5", "3"],
        ),
    ]
}

/// A part of a good document put before another part, and the two components that are then the wrong way round. More is
/// found: what is far from its place is missed in its own.
pub struct Move {
    pub of: &'static str,
    /// The part's first words, and the first words behind it.
    pub part: (&'static str, &'static str),
    /// The words before which it is put.
    pub before: &'static str,
    pub says: [&'static str; 2],
}

/// Components far from their places.
pub fn moves() -> Vec<Move> {
    let moved = |of, part, before, says| Move { of, part, before, says };
    let letterhead = ("       Số: 07/", "                                   QUYẾT ĐỊNH\n");
    let bases = ("Căn cứ Luật Bình", FORMULA);
    let closing = ("Nơi nhận:", "                                CHƯƠNG TRÌNH\n");
    let subject = ("              Ban hành Chương", AUTHORITY);
    let issued = ("  (Kèm theo", "I. MỤC ĐÍCH");
    vec![
        moved(D, letterhead, AUTHORITY, ["Số và ký hiệu", "Trích yếu nội dung"]),
        moved(
            D,
            subject,
            "                                   QUYẾT ĐỊNH\n",
            ["Tên loại văn bản", "Trích yếu nội dung"],
        ),
        moved(D, bases, "Điều 2.", ["Căn cứ ban hành", "Nội dung"]),
        moved(D, bases, "Điều 1.", ["Căn cứ ban hành", "Quyết định (lệnh ban hành)"]),
        moved(D, closing, "Căn cứ Luật Bình", ["Căn cứ ban hành", "Danh sách nơi nhận"]),
        moved(D, issued, "                                CHƯƠNG TRÌNH\n", ["Trích yếu văn bản kèm theo", "Kèm theo"]),
    ]
}

fn tuq() -> AuthorityLink {
    AuthorityLink { capacity: Capacity::TUQ, of: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH".into() }
}

/// A change to the data of a good document, and the finding that it gives.
pub type ModelCase = (&'static str, &'static str, fn(&mut Document), &'static str);

pub fn models() -> Vec<ModelCase> {
    vec![
        ("agency-missing", P, |d| d.header.agency = None, ""),
        ("number-missing", P, |d| d.header.number = None, ""),
        ("date-missing", P, |d| d.header.date = None, ""),
        ("kind-missing", P, |d| (d.kind, d.name) = (None, None), ""),
        ("subject-missing", P, |d| d.subject = None, ""),
        ("bases-missing", D, |d| d.bases.clear(), ""),
        ("formula-missing", D, |d| d.enacting_formula = None, ""),
        ("attachment-missing", R, |d| d.attachments.clear(), "/attachments"),
        ("articles-missing", R, |d| (d.body, d.recipients[0].text) = (Vec::new(), "Bộ Nội vụ".into()), ""),
        ("recipients-missing", P, |d| d.recipients.clear(), ""),
        ("signature-missing", P, |d| d.signatures.clear(), ""),
        ("signatory-missing", P, |d| d.signatures[0].name = None, "/signatures/0/position"),
        ("tuq-redelegated", D, |d| d.signatures[0].authority.insert(0, tuq()), "/signatures/0/position"),
        ("issued-with-missing", R, |d| d.attachments[0].issued_with = None, "/attachments/0/name"),
        ("appendix-number", D, |d| d.attachments[2].label = None, "/attachments/2/name"),
        ("case", P, |d| d.header.agency = Some("Ủy ban nhân dân xã Yên Hạc".into()), "/header/agency"),
        ("case", P, |d| d.signatures[0].position = Some("Chủ tịch".into()), "/signatures/0/position"),
    ]
}
