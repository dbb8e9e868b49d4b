//! The lines of a closing that name its lists: `Nơi nhận:`, `- Lưu: VT`.

use crate::words::Vocabulary;

/// `Nơi nhận:`, or a misread one before a colon.
pub(super) fn is_recipients(bare: &str, words: &Vocabulary) -> bool {
    if words.recipient_labels.longest_prefix(bare).is_some() {
        return true;
    }
    let head = bare.split([':', ';']).next().unwrap_or("").trim();
    head.len() >= 7 && head.len() <= 10 && words.recipient_labels.nearest(head, 2).is_some() && bare.contains(':')
}

/// `- Lưu: VT`, `Lưu VT`, `Lưu Văn thư`.
pub(super) fn is_filing(bare: &str, folded: &str, words: &Vocabulary) -> bool {
    let Some(phrase) = words.filing.longest_prefix(bare) else { return false };
    let rest = bare[phrase.folded.len()..].trim_start();
    let bulleted = folded.len() > bare.len();
    bare.len() < 120
        && (rest.starts_with(':')
            || rest.starts_with("vt")
            || rest.starts_with("van thu")
            || rest.starts_with("vp")
            || bulleted && bare.len() < 40)
}
