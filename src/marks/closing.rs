//! The lines of a closing that name its lists: `Nơi nhận:`, `- Lưu: VT`.

use super::view::View;
use crate::words::{Vocabulary, fold_head, is_uppercase};

/// The longest line with the label of the recipients and no colon behind it, in characters.
const LONGEST_LABEL: usize = 60;

/// The length of the label `Nơi nhận` at the start of a folded text; one that is misread only before a colon.
pub(crate) fn recipients_label(bare: &str, words: &Vocabulary) -> Option<usize> {
    if let Some(label) = words.recipient_labels.longest_prefix(bare) {
        return Some(label.folded.len());
    }
    let head = bare.split([':', ';']).next().unwrap_or("").trim_end();
    let colon =
        bare.contains(':') && bare.get(head.len()..).is_some_and(|rest| rest.trim_start().starts_with([':', ';']));
    let near = (7..=10).contains(&head.len()) && words.recipient_labels.nearest(head, 2).is_some();
    (colon && near).then_some(head.len())
}

/// `Nơi nhận:` with whatever stands behind it; without a colon only a short line.
pub(super) fn is_recipients(view: &View, words: &Vocabulary) -> bool {
    // `ơi nhận:` has lost its capital.
    let begins =
        view.starts_upper || words.recipient_labels.iter().any(|label| view.bare.starts_with(&label.folded[1..]));
    let Some(length) = recipients_label(view.bare, words).filter(|_| begins) else { return false };
    view.length < LONGEST_LABEL || view.bare[length..].trim_start().starts_with([':', ';'])
}

/// `Như Điều 3`, `Như Điêu3`: the recipients who carry a decision out, by the article that names them.
pub(super) fn is_article_recipient(bare: &str, words: &Vocabulary) -> bool {
    words.recipient_articles.iter().any(|phrase| bare.starts_with(&phrase.folded))
}

/// `- Lưu: VT`, `Lưu VT`, `Lưu Văn thư`, and `Lưu K` with the unit in capitals: a person's name has small letters.
pub(super) fn is_filing(view: &View, words: &Vocabulary) -> bool {
    let View { bare, folded, .. } = *view;
    let Some(phrase) = words.filing.longest_prefix(bare) else { return false };
    let length = phrase.folded.len();
    let rest = bare[length..].trim_start();
    let bulleted = folded.len() > bare.len();
    let unit = || view.slice.chars().skip(view.skipped + length).collect::<String>();
    bare.len() < 120
        && (rest.starts_with(':')
            || !view.capitals && is_unit(&unit())
            || rest.starts_with("vt")
            || rest.starts_with("van thu")
            || rest.starts_with("vp")
            || bulleted && bare.len() < 40)
}

/// True for a list of recipients on one line that ends with the filing; its label may be lost.
pub(super) fn is_whole_list(view: &View, words: &Vocabulary) -> bool {
    let Some((before, last)) = view.slice.rsplit_once("; -") else { return false };
    let last = fold_head(last.trim_start(), LONGEST_LABEL);
    before.starts_with(['-', '–']) && words.filing.longest_prefix(&last).is_some()
}

/// True for the abbreviations of units, all in capitals: `K`, `TH, NC.`
fn is_unit(rest: &str) -> bool {
    rest.contains(is_uppercase)
        && rest.chars().all(|c| is_uppercase(c) || matches!(c, ' ' | ',' | ';' | '.' | '-' | '&'))
}
