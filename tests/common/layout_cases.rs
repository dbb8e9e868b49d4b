//! What breaks each rule on the layout of a Word file that the program wrote, and what it then says.

#![allow(dead_code, reason = "every test binary uses its own part")]

use super::good;
use regex::Regex;

/// A change to a part of a Word file, and the finding that it gives.
pub struct Case {
    pub code: &'static str,
    pub of: &'static str,
    pub part: &'static str,
    /// The change is made between these words and the next of the second ones; everywhere where they are empty.
    pub within: (&'static str, &'static str),
    /// A pattern, and what is put in the place of its first match.
    pub change: (&'static str, &'static str),
    pub says: &'static [&'static str],
}

const BODY: &str = "word/document.xml";
const HEAD: &str = "word/header1.xml";

/// A change to what a style says.
const fn style(
    code: &'static str,
    style: &'static str,
    change: (&'static str, &'static str),
    says: &'static [&'static str],
) -> Case {
    Case { code, of: good::DECISION, part: "word/styles.xml", within: (style, "</w:style>"), change, says }
}

/// A change to another part.
const fn part(
    code: &'static str,
    part: &'static str,
    within: (&'static str, &'static str),
    change: (&'static str, &'static str),
    says: &'static [&'static str],
) -> Case {
    Case { code, of: good::DECISION, part, within, change, says }
}

/// All cases.
pub fn cases() -> Vec<Case> {
    vec![
        part(
            "page-size",
            BODY,
            ("", ""),
            ("w:w=\"11906\" w:h=\"16838\"", "w:w=\"12240\" w:h=\"15840\""),
            &["215,9 × 279,4 mm"],
        ),
        part("margins", BODY, ("", ""), ("w:top=\"\\d+\"", "w:top=\"567\""), &["trên", "10 mm", "20–25 mm"]),
        part(
            "margins",
            BODY,
            ("", ""),
            ("w:left=\"1701\" w:header", "w:left=\"1134\" w:header"),
            &["trái", "20 mm", "30–35 mm"],
        ),
        style(
            "font",
            "<w:rPrDefault>",
            ("Times New Roman\" w:hAnsi=\"Times New Roman", "Arial\" w:hAnsi=\"Arial"),
            &["Arial", "Times New Roman"],
        ),
        style(
            "size",
            "w:styleId=\"kind\"",
            ("<w:sz w:val=\"28\"/>", "<w:sz w:val=\"32\"/>"),
            &["Tên loại văn bản", "16", "13–14"],
        ),
        style(
            "size",
            "w:styleId=\"number\"",
            ("<w:sz w:val=\"26\"/>", "<w:sz w:val=\"28\"/>"),
            &["Số và ký hiệu", "14", "13"],
        ),
        style(
            "size",
            "w:styleId=\"recipient\"",
            ("<w:sz w:val=\"22\"/>", "<w:sz w:val=\"24\"/>"),
            &["Danh sách nơi nhận", "12", "11"],
        ),
        style(
            "size",
            "w:styleId=\"article\"",
            ("<w:sz w:val=\"28\"/>", "<w:sz w:val=\"24\"/>"),
            &["Nội dung", "12", "13–14"],
        ),
        style("size-set", "w:styleId=\"place-date\"", ("<w:sz w:val=\"28\"/>", "<w:sz w:val=\"26\"/>"), &["13/14/13"]),
        style("weight", "w:styleId=\"subject\"", ("<w:b/>", ""), &["Trích yếu nội dung", "chữ thường", "chữ đậm"]),
        style(
            "weight",
            "w:styleId=\"parent-agency\"",
            ("<w:rPr>", "<w:rPr><w:b/>"),
            &["Cơ quan chủ quản", "chữ đậm", "chữ thường"],
        ),
        style("slant", "w:styleId=\"basis\"", ("<w:i/>", ""), &["Căn cứ ban hành", "chữ đứng", "chữ nghiêng", "4"]),
        style(
            "slant",
            "w:styleId=\"place-date\"",
            ("<w:i/>", ""),
            &["Địa danh và thời gian", "chữ đứng", "chữ nghiêng"],
        ),
        style("slant", "w:styleId=\"article\"", ("<w:rPr>", "<w:rPr><w:i/>"), &["Nội dung", "chữ nghiêng", "chữ đứng"]),
        style(
            "alignment",
            "w:styleId=\"kind\"",
            ("w:val=\"center\"", "w:val=\"left\""),
            &["Tên loại văn bản", "canh trái", "canh giữa"],
        ),
        style(
            "alignment",
            "w:styleId=\"place-date\"",
            ("w:val=\"center\"", "w:val=\"right\""),
            &["Địa danh và thời gian", "canh phải", "canh giữa"],
        ),
        style(
            "first-line",
            "w:styleId=\"article\"",
            ("w:firstLine=\"567\"", "w:firstLine=\"284\""),
            &["Nội dung", "5 mm", "10 mm / 12,7 mm"],
        ),
        style(
            "spacing",
            "w:styleId=\"article\"",
            ("w:before=\"120\"", "w:before=\"40\""),
            &["Nội dung", "2 pt", "≥ 6 pt"],
        ),
        style(
            "line-spacing",
            "w:styleId=\"article\"",
            ("w:line=\"240\"", "w:line=\"480\""),
            &["Nội dung", "2", "1–1,5 dòng"],
        ),
        part(
            "rule-missing",
            BODY,
            ("w:val=\"agency\"", "</w:tc>"),
            ("<w:pBdr>.*?</w:pBdr>", ""),
            &["Cơ quan ban hành"],
        ),
        part("rule-missing", BODY, ("w:val=\"motto\"", "</w:tc>"), ("<w:pBdr>.*?</w:pBdr>", ""), &["Tiêu ngữ"]),
        part(
            "rule-typed",
            BODY,
            ("w:val=\"agency\"", "</w:tc>"),
            ("<w:pBdr>.*?</w:pPr>", "</w:pPr><w:r><w:t>__________</w:t></w:r>"),
            &[],
        ),
        part(
            "rule-missing",
            BODY,
            ("w:val=\"subject\"", "w:val=\"authority\""),
            ("<w:pBdr>.*?</w:pBdr>", ""),
            &["Trích yếu nội dung"],
        ),
        part("page-number-missing", HEAD, ("", ""), ("PAGE", "AUTHOR"), &["giữa, lề trên"]),
        part(
            "page-number-place",
            HEAD,
            ("", ""),
            ("w:jc w:val=\"center\"", "w:jc w:val=\"right\""),
            &["lề trên", "giữa, lề trên"],
        ),
    ]
}

impl Case {
    /// The part with its change.
    pub fn changed(&self, xml: &str) -> String {
        let pattern = Regex::new(self.change.0).expect("a pattern");
        let (from, to) = self.within;
        let start = xml.find(from).unwrap_or_else(|| panic!("{}: no {from:?}", self.code));
        let end = if to.is_empty() { xml.len() } else { start + xml[start..].find(to).expect("its end") };
        let found = &xml[start..end];
        assert!(pattern.is_match(found), "{}: no {:?} in {found}", self.code, self.change.0);
        let changed = if to.is_empty() {
            pattern.replace_all(found, self.change.1)
        } else {
            pattern.replace(found, self.change.1)
        };
        format!("{}{changed}{}", &xml[..start], &xml[end..])
    }
}
