//! Names of places before the date, whatever their first word looks like: every province, and districts, towns and communes
//! whose names begin like a label, a kind, a formula, a motto, or not like Vietnamese at all.

use std::collections::BTreeSet;

/// Names that begin like something else of a letterhead, by what they look like.
const PLACES: &[(&str, &[&str])] = &[
    ("Số", &["Sơn La", "Sóc Trăng", "Sóc Sơn", "Sông Công", "Sông Cầu", "Sông Hinh", "Sông Lô", "Sông Mã", "Sốp Cộp"]),
    (
        "Số, of more letters",
        &["Sông Đốc", "Sơn Tây", "Sơn Hòa", "Sơn Động", "Sơn Trà", "Sơn Tịnh", "Sa Pa", "Sa Đéc", "Sở Dầu"],
    ),
    (
        "ngày",
        &[
            "Ngã Bảy",
            "Ngã Năm",
            "Ngân Sơn",
            "Nga Sơn",
            "Ngọc Hồi",
            "Ngọc Lặc",
            "Nghi Lộc",
            "Nguyên Bình",
            "Ngũ Hành Sơn",
        ],
    ),
    ("tháng", &["Tháp Mười", "Thăng Bình", "Thạnh Phú", "Thanh Ba", "Thành Sơn", "Thác Bà", "Thắng Lợi"]),
    ("năm", &["Năm Căn", "Nam Đàn", "Nam Trà My", "Nam Sách", "Nậm Pồ", "Nậm Nhùn", "Nấm Dẩn"]),
    ("Điều", &["Điện Biên", "Điện Biên Phủ", "Điện Bàn", "Điềm Thụy", "Điền Xá", "Điền Hải"]),
    ("Chương, Mục, Khoản", &["Chương Mỹ", "Chương Dương", "Mục Sơn", "Khoan Dụ", "Khoái Châu", "Khoen On"]),
    (
        "Mẫu, Phụ lục",
        &["Mẫu Sơn", "Mậu A", "Mậu Đức", "Phụng Hiệp", "Phụng Công", "Phục Hòa", "Phù Cát", "Phú Lộc", "Phúc Thọ"],
    ),
    (
        "Ban, Sở, Bộ, Cục",
        &["Bản Bo", "Bản Ngoại", "Bàn Đạt", "Ba Chẽ", "Ba Vì", "Bố Trạch", "Bố Hạ", "Cúc Đường", "Trung Tâm"],
    ),
    ("Căn cứ, Xét, Theo", &["Cần Giờ", "Cần Đước", "Cần Thơ", "Can Lộc", "Cán Tỷ", "Căn Co"]),
    (
        "a kind",
        &["Quyết Thắng", "Quyết Tiến", "Nghị Đức", "Kế Sách", "Kế An", "Thông Nông", "Thông Thụ", "Đề Thám", "Văn Bàn"],
    ),
    ("a list, a copy, a seal", &["Lưu Kiếm", "Lưu Vĩnh Sơn", "Lưu Phương", "Sao Vàng", "Kinh Môn", "Ký Phú"]),
    ("the motto", &["Độc Lập", "Tự Do", "Hạnh Phúc", "Cộng Hòa", "Hòa Bình", "Việt Trì", "Việt Yên"]),
    (
        "a number",
        &["Quận 1", "Quận 12", "Phường 5", "Thứ Ba", "Thứ Mười Một", "Tam Kỳ", "Tứ Kỳ", "Thất Khê", "Một Ngàn"],
    ),
    (
        "no Vietnamese",
        &["Ea H'leo", "Ea Súp", "Krông Búk", "Cư M'gar", "M'Đrắk", "Đắk R'lấp", "Đăk Tô", "Kon Plông", "Ia H'Drai"],
    ),
    (
        "no Vietnamese, of one part",
        &["Huế", "KBang", "Ô Môn", "A Lưới", "Si Ma Cai", "Đạ Tẻh", "Ayun Pa", "Y Tý", "Ấm Hạ"],
    ),
    (
        "more than one name",
        &["Phan Rang - Tháp Chàm", "Bà Rịa - Vũng Tàu", "TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Thừa Thiên Huế"],
    ),
];

/// How number, place and date stand below the issuer.
const LAYOUTS: &[(&str, &str)] = &[
    (
        "a tab",
        "SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\tĐộc lập - Tự do - Hạnh phúc\nSố: 12/QĐ-SYT\tPLACE, ngày 05 tháng 3 năm 2025\n",
    ),
    (
        "blanks",
        "SỞ Y TẾ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n                    Độc lập - Tự do - Hạnh phúc\nSố: 12/QĐ-SYT        PLACE, ngày 05 tháng 3 năm 2025\n",
    ),
    (
        "one blank",
        "SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/QĐ-SYT PLACE, ngày 05 tháng 3 năm 2025\n",
    ),
    (
        "lines",
        "SỞ Y TẾ\nSố: 12/QĐ-SYT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nPLACE, ngày 05 tháng 3 năm 2025\n",
    ),
    (
        "pipes",
        "| SỞ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc |\n|---|---|\n| Số: 12/QĐ-SYT | PLACE, ngày 05 tháng 3 năm 2025 |\n",
    ),
    (
        "a blank number",
        "SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\tĐộc lập - Tự do - Hạnh phúc\nSố:      /QĐ-SYT\tPLACE, ngày 05 tháng 3 năm 2025\n",
    ),
];

const REST: &str = "\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\n\nGIÁM ĐỐC SỞ Y TẾ\n\nCăn cứ Luật Dược ngày 06 tháng 4 năm 2016;\n\nQUYẾT ĐỊNH:\n\n\
    Điều 1. Thành lập Tổ công tác.\n\nĐiều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.\n";

/// Pairs of layout and place that are misread, each with what is wrong: a pair that is read has to go.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("one blank", "A Lưới", LETTER),
    ("one blank", "Y Tý", LETTER),
    ("one blank", "Ô Môn", LETTER),
    ("one blank", "Mậu A", LETTER),
    ("one blank", "Quận 1", LETTER),
    ("one blank", "Quận 12", LETTER),
    ("one blank", "Phường 5", LETTER),
];
const LETTER: &str = "behind a number and one blank, a letter or a number alone is no part of a name";

/// The names of all provinces that are or were.
fn provinces() -> BTreeSet<String> {
    let file: toml::Table = include_str!("../grammars/status/provinces.toml").parse().expect("a table");
    let rows = file["province"].as_array().expect("provinces");
    rows.iter().filter_map(|row| row["name"].as_str()).map(str::to_owned).collect()
}

#[test]
fn a_place_is_read_whatever_its_first_word_looks_like() {
    let provinces = provinces();
    assert!(provinces.len() >= 63, "{}", provinces.len());
    let others = PLACES.iter().flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned()));
    let places: BTreeSet<String> = provinces.into_iter().chain(others).collect();
    let mut wrong = Vec::new();
    for (layout, head) in LAYOUTS {
        for place in &places {
            let known = EXCEPTIONS.iter().any(|own| own.0 == *layout && own.1 == place);
            let fault = fault(&(head.replace("PLACE", place) + REST), place);
            match fault {
                Some(fault) if !known => wrong.push(format!("{place} behind {layout}: {fault}")),
                None if known => wrong.push(format!("{place} behind {layout} is read now: take it out")),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong in the reading of a letterhead.
fn fault(text: &str, place: &str) -> Option<String> {
    let header = vanban::parse(text.as_bytes()).expect("a document").document.header;
    let number = if text.contains("Số: 12") { "12/QĐ-SYT" } else { "/QĐ-SYT" };
    let shown = |text: Option<&vanban::model::Text>| text.map_or(String::new(), |text| text.as_str().to_owned());
    let read = [
        shown(header.place.as_ref()),
        shown(header.date.as_ref()),
        shown(header.number.as_ref().map(|number| &number.text)),
        shown(header.agency.as_ref()),
    ];
    (read != [place, "2025-03-05", number, "SỞ Y TẾ"]).then(|| format!("{read:?}"))
}
