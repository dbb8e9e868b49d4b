//! What opens an attachment (văn bản, phụ lục kèm theo): its label, and the line that names what it is issued with.

/// True for a word that labels an appendix: `I`, `3`, `2a`.
pub(crate) fn is_appendix_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    !word.is_empty()
        && word.len() <= 6
        && (word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
            || word.bytes().any(|b| b.is_ascii_digit())
            || word.len() == 1)
}

/// `(Kèm theo Quyết định số …`, `(Ban hành kèm theo …`, `(Đính kèm …`, with the parenthesis lost too.
pub(super) fn is_issued_with(folded: &str) -> bool {
    let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c != '(');
    let parenthesis = bare.starts_with('(');
    let inside = bare.trim_start_matches(['(', ' ']);
    ["kem theo ", "ban hanh kem theo ", "dinh kem ", "ban hanh theo quyet dinh", "kem quyet dinh", "ban hanh kem "]
        .iter()
        .any(|start| inside.starts_with(start))
        && (parenthesis
            || ["so", "quyet dinh", "van ban", "ke hoach", "cong van", "nghi quyet"]
                .iter()
                .any(|word| inside.contains(word))
                && inside.contains("so")
                && inside.len() < 200)
}
