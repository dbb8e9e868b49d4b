//! Names of kinds (tên loại): as they are written, and as an engine misread them.

use crate::words::{Folded, Kind, Usage, Vocabulary, fold, fold_head, is_capitals, is_within, starts_alike};

/// True where a folded text begins with the name of a kind, as words of their own.
pub(super) fn begins_with(kind: &str, bare: &str) -> bool {
    bare.starts_with(kind) && bare.as_bytes().get(kind.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

/// True where a text begins with the name of a kind of document: `Điều 7 Luật …` is another's article.
pub(crate) fn names_document(text: &str, words: &Vocabulary) -> bool {
    let plain = fold_head(text, 40);
    words.kinds.iter().any(|kind| begins_with(&kind.folded, &plain))
}

/// The longest name of a kind, in characters.
const LONGEST_NAME: usize = 30;

/// Where the subject begins behind the name of a kind in capitals (`QUYẾT ĐỊNH V/V …`), in bytes; the name begins at a
/// character of the line.
pub(crate) fn subject_behind_name(slice: &str, folded: &Folded, from: usize, words: &Vocabulary) -> Option<usize> {
    let rest = &folded.text[from..];
    rest.match_indices(' ').map(|(blank, _)| blank + 1).find_map(|at| {
        words.subjects.longest_prefix(rest[at..].trim_start_matches('('))?;
        let name = slice[folded.at(from)..folded.at(from + at)].trim();
        (is_capitals(name) && name.chars().count() <= LONGEST_NAME).then(|| folded.at(from + at))
    })
}

/// The kind whose name a short line in capitals begins with, one letter misread or its blank lost, a scrap before it
/// left out: `ị CHƯƠNG TRÌNH`, `HƯƠNG TRÌNH`, `PHỤLỤC`. The range is in characters.
pub(crate) fn misread_kind<'w>(slice: &str, words: &'w Vocabulary) -> Option<(&'w Kind, std::ops::Range<usize>)> {
    if slice.len() > 200 || slice.chars().count() > 70 {
        return None;
    }
    let folded = fold(slice);
    let first = folded.find(|c: char| c.is_ascii_alphanumeric())?;
    // `I. QUY ĐỊNH CHUNG`: what has a mark behind it is a label, and no scrap.
    let is_label = |end: usize| folded[first..first + end].ends_with(['.', ')', '/', ':', '-']);
    let scrap = folded[first..].find(' ').filter(|end| *end <= 2 && !is_label(*end)).map(|end| first + end + 1);
    std::iter::once(first).chain(scrap).find_map(|start| {
        if !is_capitals(slice.get(Folded::new(slice).at(start)..)?) {
            return None;
        }
        let (letters, places): (String, Vec<usize>) =
            folded.char_indices().skip(start).filter(|(_, c)| c.is_ascii_alphanumeric()).map(|(at, c)| (c, at)).unzip();
        let kinds = words.kinds.iter().filter(|kind| matches!(kind.usage, Usage::Document | Usage::Attachment));
        let near = |kind: &&Kind| starts_alike(kind.letters.as_bytes(), letters.as_bytes());
        kinds.into_iter().filter(near).filter(|kind| kind.letters.len() >= 6).find_map(|kind| {
            let name = kind.letters.as_str();
            let edits = usize::from(name.len() >= 8);
            let lengths = [name.len(), name.len() - edits, name.len() + edits];
            lengths.into_iter().find_map(|length| {
                let end = places.get(length - 1)? + 1;
                let whole = folded.as_bytes().get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric());
                (whole && is_within(&letters[..length], name, edits)).then_some((kind, places[0]..end))
            })
        })
    })
}

/// The kind of whose name a stamp left the last word at the start of a line in capitals (`SÁCH THÀNH VIÊN` of DANH SÁCH),
/// where one kind alone ends so. The range is in characters.
pub(crate) fn cut_kind<'w>(slice: &str, words: &'w Vocabulary) -> Option<(&'w Kind, std::ops::Range<usize>)> {
    let folded = fold(slice);
    let first = folded.find(|c: char| c.is_ascii_alphanumeric())?;
    let word = folded[first..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if word.len() < 4 || !is_capitals(slice) || slice.chars().count() > 120 {
        return None;
    }
    let kinds = words.kinds.iter().filter(|kind| matches!(kind.usage, Usage::Document | Usage::Attachment));
    let mut found = kinds.filter(|kind| kind.folded.split_once(' ').is_some_and(|(_, last)| last == word));
    let kind = found.next().filter(|_| found.next().is_none())?;
    Some((kind, first..first + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_which_the_end_is_left() {
        let words = Vocabulary::builtin();
        let kind = |slice: &str| cut_kind(slice, words).map(|(kind, range)| (kind.key.key(), range));
        assert_eq!(kind("` SÁCH THÀNH VIÊN BAN CHỈ ĐẠO"), Some(("danh-sach", 2..6)));
        assert_eq!(kind("TRÌNH THỦ TƯỚNG CHÍNH PHỦ"), None);
        assert_eq!(kind("Sách giáo khoa lớp Một"), None);
    }

    #[test]
    fn a_scrap_is_left_out_and_a_label_is_not() {
        let words = Vocabulary::builtin();
        let kind = |slice: &str| misread_kind(slice, words).map(|(kind, _)| kind.key.key());
        assert_eq!(kind("ị CHƯƠNG TRÌNH"), Some("chuong-trinh"));
        assert_eq!(kind("I. QUY ĐỊNH CHUNG"), None);
    }
}
