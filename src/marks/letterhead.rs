//! The lines of a letterhead: national title and motto (quốc hiệu, tiêu ngữ), number (số, ký hiệu), place and date.

/// The national title, or the Party's, whole or cut by a line's end, a few letters misread.
pub(super) fn is_national_title(bare: &str) -> bool {
    bare.starts_with("cong hoa xa hoi")
        || bare.contains("xa hoi chu nghia viet nam")
        || bare.starts_with("dang cong san viet nam")
        || bare == "chu nghia viet nam"
        || bare.len() >= 30
            && bare.len() < 60
            && crate::words::distance(bare, "cong hoa xa hoi chu nghia viet nam") <= 6
}

/// `Độc lập - Tự do - Hạnh phúc`.
pub(super) fn is_motto(bare: &str) -> bool {
    bare.contains("doc lap") && bare.contains("tu do")
}

/// `Số: …`, `Só2624/…`: a number follows, a symbol, or blanks for one.
pub(super) fn is_number_line(bare: &str, slice: &str) -> bool {
    // `§ố:` is what an engine makes of it.
    let section = || slice.contains("§").then(|| bare.strip_prefix("o:")).flatten();
    let rest = bare.strip_prefix("so").or_else(|| bare.strip_prefix("5o:")).or_else(section);
    let Some(rest) = rest else { return false };
    let labelled = rest.trim_start().starts_with([':', ';']);
    let next = rest.trim_start_matches([' ', ':', ';', '.', '_']).bytes().next();
    let symbol = slice.contains(['/', '⁄']) || slice.contains('-');
    bare.len() < 90
        && (labelled && (symbol || next.is_none())
            || symbol && next.is_some_and(|byte| byte.is_ascii_digit() || byte == b'/'))
}

/// `Hà Tĩnh, ngày … tháng … năm …`, whole or partly blank.
pub(super) fn is_place_date(bare: &str) -> bool {
    let Some(at) = bare.find("ngay") else { return false };
    let rest = &bare[at..];
    (rest.contains("thang") && (rest.contains("nam") || rest.len() < 40)
        || rest.matches('/').count() == 2 && rest.len() < 20)
        && at < 45
        && !bare.starts_with("so")
        && !bare.starts_with('(')
}
