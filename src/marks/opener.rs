//! What opens an attachment (văn bản, phụ lục kèm theo): its label, and the line that names what it is issued with.

use crate::words::{fold_head, is_capitals};

/// True for a word that labels an appendix or a form: `I`, `3`, `2a`, `01-ĐĐK-CT`.
pub(crate) fn is_appendix_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    is_form_code(word)
        || !word.is_empty()
            && word.len() <= 6
            && (word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
                || word.bytes().any(|b| b.is_ascii_digit())
                || word.len() == 1)
}

/// `FormCode` of `decision.ebnf`, folded: a number, and short names that hyphens join to it.
pub(crate) fn is_form_code(word: &str) -> bool {
    let is_name = |name: &str| (1..=5).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase());
    word.split_once('-').is_some_and(|(number, names)| {
        (1..=2).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
            && names.split('-').count() <= 2
            && names.split('-').all(is_name)
    })
}

/// How the line that names what an attachment is issued with begins, folded.
const ISSUED_WITH: [&str; 6] =
    ["kem theo ", "ban hanh kem theo ", "dinh kem ", "ban hanh theo quyet dinh", "kem quyet dinh", "ban hanh kem "];

/// Where `(Kèm theo …)` begins behind a title in capitals on the same line, in bytes.
pub(crate) fn issued_with_behind_title(slice: &str) -> Option<usize> {
    let mut opens = slice.match_indices('(').map(|(at, _)| at).filter(|at| *at > 0);
    opens.find(|at| {
        let inside = fold_head(&slice[at + 1..], 30);
        ISSUED_WITH.iter().any(|start| inside.trim_start().starts_with(start)) && is_capitals(&slice[..*at])
    })
}

/// `(Kèm theo Quyết định số …`, `(Ban hành kèm theo …`, `(Đính kèm …`, with the parenthesis lost too.
pub(super) fn is_issued_with(folded: &str) -> bool {
    let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c != '(');
    let parenthesis = bare.starts_with('(');
    let inside = bare.trim_start_matches(['(', ' ']);
    ISSUED_WITH.iter().any(|start| inside.starts_with(start))
        && (parenthesis
            || ["so", "quyet dinh", "van ban", "ke hoach", "cong van", "nghi quyet"]
                .iter()
                .any(|word| inside.contains(word))
                && inside.contains("so")
                && inside.len() < 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_letters_and_codes_are_labels() {
        for label in ["iv", "3", "2a", "b", "00-dct", "01-dct-cm"] {
            assert!(is_appendix_label(label), "{label}");
        }
        for other in ["", "kem", "2024-2025", "01-dct-cm-x", "01-thoigian"] {
            assert!(!is_appendix_label(other), "{other}");
        }
    }
}
