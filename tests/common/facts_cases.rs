//! Citations with a planted fault, or beside one: the day of the decision, its basis, and what is found.

#![allow(dead_code, reason = "every test binary uses its own part")]

use vanban::model::Severity::{self, Error, Note, Warning};

/// A planted case.
pub struct Case {
    /// The day of the decision, as its place line has it.
    pub day: &'static str,
    /// The basis.
    pub basis: &'static str,
    /// Code, weight, and words of the message, for each finding on cited acts.
    pub finds: &'static [(&'static str, Severity, &'static [&'static str])],
}

type Finds = &'static [(&'static str, Severity, &'static [&'static str])];

const fn case(day: &'static str, basis: &'static str, finds: Finds) -> Case {
    Case { day, basis, finds }
}

/// A decision of a day with bases.
pub fn document(day: &str, bases: &str) -> String {
    format!(
        "   ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
          SỞ NỘI VỤ                              Độc lập - Tự do - Hạnh phúc

       Số: 07/QĐ-SNV                          Bình Lâm, ngày {day}

                                   QUYẾT ĐỊNH
              Về việc công nhận kết quả công tác năm

                        GIÁM ĐỐC SỞ NỘI VỤ

{bases};
Theo đề nghị của Trưởng phòng Tổng hợp.

                                  QUYẾT ĐỊNH:

Điều 1. Công nhận kết quả công tác năm của Phòng Tổng hợp.

Điều 2. Trưởng phòng Tổng hợp chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:                                              GIÁM ĐỐC
- Như Điều 2;
- Lưu: VT.

                                                     Đoàn Thị Thu Ngân
"
    )
}

/// What no built-in row gives: the rows of an office's own do.
pub const BY_OWN_ROWS: [&str; 1] = ["basis-repealed"];

const REPLACED: &str = "basis-replaced";

pub const CASES: &[Case] = &[
    // Dead for a day, and alive for a day still.
    case(
        "01 tháng 3 năm 2025",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
        &[(REPLACED, Error, &["từ 01/03/2025", "thay bằng 65/2025/QH15", "Theo:", "văn bản khác viện dẫn như vậy"])],
    ),
    case(
        "28 tháng 02 năm 2025",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
        &[("basis-ends", Note, &["từ 01/03/2025"]), ("basis-amended", Note, &["21/2017/QH14", "47/2019/QH14"])],
    ),
    case(
        "16 tháng 6 năm 2025",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025",
        &[(REPLACED, Error, &["từ 16/06/2025", "thay bằng 72/2025/QH15"])],
    ),
    case(
        "15 tháng 6 năm 2025",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025",
        &[("basis-ends", Note, &["từ 16/06/2025"])],
    ),
    case("16 tháng 6 năm 2025", "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", &[]),
    // Through a law that was replaced itself.
    case(
        "01 tháng 12 năm 2026",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
        &[(REPLACED, Error, &["thay bằng 72/2025/QH15"])],
    ),
    case(
        "01 tháng 8 năm 2024",
        "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013",
        &[(REPLACED, Error, &["từ 01/08/2024", "31/2024/QH15", "đã đọc trong văn bản"])],
    ),
    case(
        "31 tháng 7 năm 2024",
        "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013",
        &[("basis-ends", Note, &["từ 01/08/2024"])],
    ),
    case(
        "01 tháng 7 năm 2026",
        "Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010",
        &[(REPLACED, Error, &["129/2025/QH15", "theo nguồn khác, chưa đọc văn bản"])],
    ),
    case(
        "30 tháng 6 năm 2026",
        "Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010; Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức ngày 25 tháng 11 năm 2019",
        &[("basis-ends", Note, &["từ 01/07/2026"]), ("basis-ends", Note, &["từ 01/07/2026"])],
    ),
    case(
        "05 tháng 3 năm 2020",
        "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư",
        &[(REPLACED, Error, &["từ 05/03/2020", "30/2020/NĐ-CP", "điều khoản bãi bỏ của Nghị định 30/2020/NĐ-CP"])],
    ),
    case(
        "04 tháng 3 năm 2020",
        "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư",
        &[("basis-ends", Note, &["từ 05/03/2020"]), ("basis-amended", Note, &["Nghị định số 09/2010/NĐ-CP"])],
    ),
    case(
        "05 tháng 3 năm 2020",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
        &[],
    ),
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008",
        &[(REPLACED, Error, &["80/2025/QH15"])],
    ),
    case("01 tháng 7 năm 2025", "Căn cứ Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025", &[]),
    case(
        "01 tháng 01 năm 2017",
        "Căn cứ Bộ luật Dân sự ngày 14 tháng 6 năm 2005",
        &[(REPLACED, Error, &["91/2015/QH13"])],
    ),
    case(
        "01 tháng 9 năm 2026",
        "Căn cứ Luật Tiếp cận thông tin ngày 06 tháng 4 năm 2016",
        &[(REPLACED, Error, &["01/2026/QH16"])],
    ),
    case(
        "31 tháng 12 năm 2026",
        "Căn cứ Luật Tín ngưỡng, tôn giáo ngày 18 tháng 11 năm 2016",
        &[("basis-ends", Note, &["từ 01/01/2027"])],
    ),
    case("01 tháng 7 năm 2025", "Căn cứ Luật Tín ngưỡng, tôn giáo ngày 18 tháng 11 năm 2016", &[]),
    // What nobody looked up, and what sources differ on, weighs less.
    case(
        "01 tháng 7 năm 2020",
        "Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2005",
        &[(REPLACED, Warning, &["43/2019/QH14", "chưa kiểm chứng"])],
    ),
    case(
        "01 tháng 7 năm 2026",
        "Căn cứ Luật Thi hành án dân sự ngày 14 tháng 11 năm 2008",
        &[(REPLACED, Note, &["106/2025/QH15", "các nguồn không thống nhất"])],
    ),
    case(
        "01 tháng 7 năm 2026",
        "Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014",
        &[(REPLACED, Note, &["các nguồn không thống nhất"])],
    ),
    // Not yet.
    case(
        "31 tháng 12 năm 2025",
        "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025",
        &[("basis-not-yet", Note, &["đến 01/01/2026 mới có hiệu lực"])],
    ),
    case("01 tháng 01 năm 2026", "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2025", &[]),
    case(
        "31 tháng 7 năm 2024",
        "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024",
        &[("basis-not-yet", Note, &["đến 01/08/2024"])],
    ),
    // Amended.
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 19 tháng 02 năm 2025",
        &[("basis-amended", Note, &["(được sửa đổi, bổ sung bởi Luật số 87/2025/QH15)"])],
    ),
    case("30 tháng 6 năm 2025", "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 19 tháng 02 năm 2025", &[]),
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15",
        &[],
    ),
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Nghị định số 60/2021/NĐ-CP ngày 21 tháng 6 năm 2021 của Chính phủ quy định cơ chế tự chủ tài chính của đơn vị sự nghiệp công lập",
        &[("basis-amended", Note, &["Nghị định số 111/2025/NĐ-CP", "Theo:"])],
    ),
    case(
        "30 tháng 6 năm 2025",
        "Căn cứ Nghị định số 60/2021/NĐ-CP ngày 21 tháng 6 năm 2021 của Chính phủ quy định cơ chế tự chủ tài chính của đơn vị sự nghiệp công lập",
        &[],
    ),
    case(
        "17 tháng 02 năm 2025",
        "Căn cứ Luật Tổ chức Quốc hội ngày 20 tháng 11 năm 2014",
        &[("basis-amended", Note, &["65/2020/QH14", "62/2025/QH15"])],
    ),
    case("01 tháng 12 năm 2025", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", &[]),
    // Partly standing.
    case(
        "01 tháng 3 năm 2026",
        "Căn cứ Luật Đầu tư ngày 17 tháng 6 năm 2020",
        &[("basis-stays-in-part", Warning, &["từ 01/03/2026", "143/2025/QH15", "chỉ còn áp dụng: Điều 7"])],
    ),
    case(
        "01 tháng 7 năm 2026",
        "Căn cứ Luật Đầu tư ngày 17 tháng 6 năm 2020",
        &[(REPLACED, Error, &["143/2025/QH15"])],
    ),
    case(
        "01 tháng 8 năm 2026",
        "Căn cứ Nghị định số 90/2020/NĐ-CP ngày 13 tháng 8 năm 2020 của Chính phủ về đánh giá, xếp loại chất lượng cán bộ, công chức, viên chức",
        &[("basis-stays-in-part", Warning, &["đánh giá, xếp loại năm 2026"])],
    ),
    case(
        "01 tháng 8 năm 2026",
        "Căn cứ Nghị định số 111/2022/NĐ-CP ngày 30 tháng 12 năm 2022 của Chính phủ về hợp đồng",
        &[("basis-in-part", Note, &["trừ: hợp đồng trong đơn vị sự nghiệp công lập"])],
    ),
    case(
        "01 tháng 8 năm 2026",
        "Căn cứ Luật Dân số ngày 10 tháng 12 năm 2025",
        &[("basis-in-part", Note, &["điểm c, điểm d khoản 1 Điều 14"])],
    ),
    case(
        "15 tháng 7 năm 2025",
        "Căn cứ Nghị định số 188/2025/NĐ-CP ngày 01 tháng 7 năm 2025 của Chính phủ hướng dẫn Luật Bảo hiểm y tế",
        &[("basis-begins-in-part", Note, &["đến 15/08/2025", "trừ: Điều 1 đến Điều 11"])],
    ),
    // Lapsed with its law.
    case(
        "01 tháng 7 năm 2026",
        "Căn cứ Nghị định số 71/2007/NĐ-CP ngày 03 tháng 5 năm 2007 của Chính phủ về công nghiệp công nghệ thông tin",
        &[("basis-lapsed", Warning, &["67/2006/QH11", "từ 01/07/2026", "trừ khi được giữ lại"])],
    ),
    case(
        "30 tháng 6 năm 2026",
        "Căn cứ Nghị định số 71/2007/NĐ-CP ngày 03 tháng 5 năm 2007 của Chính phủ về công nghiệp công nghệ thông tin",
        &[],
    ),
    // Cited with another's date or issuer.
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 03 tháng 5 năm 2020 của Chính phủ về công tác văn thư",
        &[("basis-date", Error, &["ghi ngày 03/05/2020", "là 05/03/2020"])],
    ),
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Luật Đất đai ngày 28 tháng 01 năm 2024",
        &[("basis-date", Error, &["ghi ngày 28/01/2024", "là 18/01/2024"])],
    ),
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 19 tháng 6 năm 2025",
        &[("basis-date", Error, &["là 16/06/2025"])],
    ),
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Thủ tướng Chính phủ về công tác văn thư",
        &[("basis-issuer", Error, &["ghi cơ quan ban hành là Thủ tướng Chính phủ, đúng là Chính phủ"])],
    ),
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Thông tư số 02/2017/TT-VPCP ngày 31 tháng 10 năm 2017 của Chính phủ hướng dẫn về nghiệp vụ kiểm soát thủ tục hành chính",
        &[("basis-issuer", Error, &["đúng là Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"])],
    ),
    // An end that nobody knows gives nothing, and is nowhere said to be in force.
    case(
        "01 tháng 7 năm 2025",
        "Căn cứ Thông tư số 02/2017/TT-VPCP ngày 31 tháng 10 năm 2017 của Văn phòng Chính phủ hướng dẫn về nghiệp vụ kiểm soát thủ tục hành chính",
        &[],
    ),
    case("01 tháng 7 năm 2025", "Căn cứ Luật Phong tục ngày 01 tháng 01 năm 2020", &[]),
    // Consolidated texts.
    case(
        "01 tháng 8 năm 2026",
        "Căn cứ Văn bản hợp nhất số 6050/2026/VBHN-BTP ngày 01 tháng 7 năm 2026 của Bộ Tư pháp",
        &[("basis-consolidated", Note, &["một cách hiểu Pháp lệnh 01/2026/UBTVQH16"])],
    ),
    case(
        "01 tháng 8 năm 2025",
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính (hợp nhất tại Văn bản hợp nhất số 6050/2026/VBHN-BTP)",
        &[],
    ),
];
