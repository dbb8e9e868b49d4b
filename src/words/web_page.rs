//! What a web page has around a document: which of its lines are the document.
//!
//! Sites print a table of attributes (number, issuer, signer) before the text, and lists of other documents, notices and
//! comments behind it. Lines inside the text are left to `layout`.

use super::{Vocabulary, fold, fold_head, is_capitals};
use std::collections::BTreeSet;
use std::ops::Range;

/// Fewer attributes than these may stand in any text.
const FEWEST_ATTRIBUTES: usize = 3;
/// The longest line that begins what stands behind the document, in bytes.
const LONGEST_END: usize = 160;
/// How many lines the name may take that a site gives a document.
const NAME_LINES: usize = 8;
/// How many characters of a line tell what it begins with.
const HEAD: usize = 48;
/// How the national title (quốc hiệu) begins and ends, folded, also over two lines: where it stands, a document begins.
const NATIONAL_TITLE: [&str; 2] = ["cong hoa xa", "chu nghia viet nam"];

/// The lines of a page that are its document, by their index; all of them where no site is recognised. A line has no
/// marks of emphasis; one that separates cells has no letter.
pub(crate) fn document_lines<'l>(lines: impl Iterator<Item = &'l str> + Clone, words: &Vocabulary) -> Range<usize> {
    let attributes = Attributes::of(lines.clone(), words);
    let start = attributes.as_ref().map_or(0, |attributes| behind_report(lines.clone(), attributes.end));
    let count = lines.clone().count();
    let Some(end) = end(lines.clone().skip(start), words).map(|end| start + end) else { return start..count };
    // The site's own name of the document stands right before it, in whatever lines.
    let named = attributes.and_then(|attributes| {
        let before: Vec<(usize, &str)> = lines.enumerate().take(end).skip(start).collect();
        let mut name = before.into_iter().rev().filter(|(_, line)| !is_empty(line)).take(NAME_LINES);
        name.find(|(_, line)| names(line, attributes.number, words)).map(|(at, _)| at)
    });
    start..named.unwrap_or(end)
}

/// A line this long that stands before a letterhead is running text, in bytes.
const RUNNING: usize = 200;

/// Where the letterhead begins behind a line, where a site's own report stands before it.
fn behind_report<'l>(lines: impl Iterator<Item = &'l str>, start: usize) -> usize {
    let mut letterhead = start;
    let mut report = false;
    for (index, line) in lines.enumerate().skip(start) {
        if is_national_title(line) {
            return if report { letterhead } else { start };
        }
        report |= line.len() > RUNNING;
        // The issuer's lines stand right above the national title.
        if !(is_empty(line) || is_capitals(line)) {
            letterhead = index + 1;
        }
    }
    start
}

/// The attributes of a page.
struct Attributes<'l> {
    /// The document's number as the site gives it.
    number: &'l str,
    /// The line behind the last value.
    end: usize,
}

impl<'l> Attributes<'l> {
    /// The attributes before the first national title.
    fn of(lines: impl Iterator<Item = &'l str> + Clone, words: &Vocabulary) -> Option<Self> {
        let mut labels = BTreeSet::new();
        let mut found = Attributes { number: "", end: 0 };
        let mut open = None;
        for (index, line) in lines.enumerate() {
            if is_empty(line) {
                continue;
            }
            if let Some(label) = attribute(line, words) {
                open = None;
                found.end = index + 1;
                let value = line.split_once(':').map_or("", |(_, value)| value.trim());
                if value.is_empty() {
                    open = Some(label);
                } else if labels.is_empty() {
                    found.number = value;
                }
                labels.insert(label);
            } else if open.take().is_some() {
                found.end = index + 1;
                if labels.len() == 1 {
                    found.number = line;
                }
            } else if is_national_title(line) {
                break;
            }
        }
        (labels.len() >= FEWEST_ATTRIBUTES).then_some(found)
    }
}

/// The attribute that a line names: `Số hiệu:`, alone or before its value.
fn attribute<'w>(line: &str, words: &'w Vocabulary) -> Option<&'w str> {
    let folded = fold_head(line.trim(), HEAD);
    let phrase = words.site_attributes.longest_prefix(&folded)?;
    folded[phrase.folded.len()..].trim_start().starts_with(':').then_some(phrase.folded.as_str())
}

/// Where the document has ended: the first line that only a site prints, with no national title behind it.
fn end<'l>(lines: impl Iterator<Item = &'l str>, words: &Vocabulary) -> Option<usize> {
    let mut end = None;
    for (index, line) in lines.enumerate() {
        if line.len() > LONGEST_END {
            continue;
        }
        let line = line.trim();
        if end.is_none() && words.site_ends.longest_prefix(&fold_head(line, HEAD)).is_some() {
            end = Some(index);
        } else if end.is_some() && is_national_title(line) {
            end = None;
        }
    }
    end
}

/// True where a line names the document as sites do: the name of a kind, and the number without `số`.
fn names(line: &str, number: &str, words: &Vocabulary) -> bool {
    let folded = fold(line.trim());
    let number = fold(number.trim());
    !number.is_empty()
        && words
            .kinds
            .iter()
            .any(|kind| folded.strip_prefix(&kind.folded).is_some_and(|rest| rest.trim_start().starts_with(&number)))
}

/// True where the national title stands in a line, or one of its two halves.
fn is_national_title(line: &str) -> bool {
    let folded = fold(line);
    NATIONAL_TITLE.iter().any(|half| folded.contains(half))
}

/// True for a line without a letter or digit.
fn is_empty(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(page: &str) -> String {
        let lines: Vec<&str> = page.lines().collect();
        lines[document_lines(page.lines(), Vocabulary::builtin())].join("\n")
    }

    const TEXT: &str = "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUYẾT ĐỊNH\nĐiều 1. Giao đất.";

    #[test]
    fn attributes_stand_before_the_text() {
        let page = "Trang chủ\nSố hiệu:\n|\n4/QĐ-UBND\n|\nNơi ban hành:\n|\nTỉnh Bình Lâm\nNgười ký: Trần An\n";
        assert_eq!(kept(&(page.to_owned() + TEXT)), TEXT);
        // The list of other documents has labels of the same names.
        let wrapped = TEXT.replace("CỘNG HÒA XÃ HỘI", "CỘNG HÒA XÃ\nHỘI") + "\nNgày ban hành: 5/6/2025";
        assert_eq!(kept(&(page.to_owned() + &wrapped)), wrapped);
        // A scan's stamp has as few.
        let stamp = "Người ký: Trần An\nCơ quan: UBND\n".to_owned() + TEXT;
        assert_eq!(kept(&stamp), stamp);
    }

    #[test]
    fn a_report_of_the_site_stands_before_the_text() {
        let page = "Số hiệu: 4/QĐ-UBND\nNơi ban hành: Tỉnh\nNgười ký: Trần An\nGIAO ĐẤT CHO BA XÃ\n".to_owned()
            + &"Theo đó, Ủy ban nhân dân quyết định giao đất cho ba xã. ".repeat(5)
            + "\n- Xã Phú Lai\n|\n|\n";
        assert_eq!(kept(&(page + TEXT)), "|\n|\n".to_owned() + TEXT);
    }

    #[test]
    fn what_the_site_says_of_other_documents_stands_behind_it() {
        let page = "Số hiệu: 4/QĐ-UBND\nNơi ban hành: Tỉnh\nNgày ban hành: 2/3/2025\n".to_owned() + TEXT;
        let behind =
            "\n|\nQuyết định 4/QĐ-UBND năm 2025 giao đất\nVăn bản này chưa cập nhật nội dung Tiếng Anh\nQuyết định 5";
        assert_eq!(kept(&(page.clone() + behind)), TEXT.to_owned() + "\n|");
        let wrapped = behind.replace(" giao", "\ngiao");
        assert_eq!(kept(&(page.clone() + &wrapped)), TEXT.to_owned() + "\n|");
        // Without attributes nothing tells the site's name from the text.
        assert!(kept(&(TEXT.to_owned() + behind)).ends_with("giao đất"));
        // A second document on the page is not lost.
        let two = TEXT.to_owned() + "\nVăn bản này chưa cập nhật nội dung Tiếng Anh\n" + TEXT;
        assert_eq!(kept(&two), two);
    }
}
