//! The formulas of a decision: how a legal basis (căn cứ) begins, and what enacts it (QUYẾT ĐỊNH:).

use super::view::View;
use crate::words::combinators::{Read, at_most, first, phrase, within};
use crate::words::{Folded, FoldedStr, Phrase, Vocabulary, is_alphabetic, is_capitals, is_lowercase, is_uppercase};
use nom::Parser;
use nom::branch::alt;
use nom::character::complete::char;
use nom::combinator::{peek, rest, value, verify};

/// The formula with which a text begins as a legal basis.
pub(super) fn basis<'w>(view: &View, words: &'w Vocabulary) -> Option<&'w Phrase<String>> {
    // `Đề án` is no `Để`: the tone tells.
    let purpose = |key: &str| {
        key != "de-dap-ung"
            || view.slice.chars().skip(view.skipped).take(2).eq("Để".chars())
            || view.bare.starts_with("nham")
    };
    words.bases.longest_prefix(view.bare).filter(|phrase| view.starts_upper && purpose(&phrase.key))
}

/// True for the sentence that enacts a normative decision: `… ban hành Quyết định …`, or one that begins with the issuer,
/// whatever it does: `Ủy ban nhân dân tỉnh ban hành Quy chế …`, `Bộ Tài chính hướng dẫn … như sau:`.
pub(super) fn is_enacting_sentence(view: &View, words: &Vocabulary) -> bool {
    let issuers = [&words.posts, &words.bodies, &words.agency_heads];
    let is_issuer = || issuers.iter().any(|names| names.longest_prefix(view.bare).is_some());
    // What is issued has its kind in a capital, other than in the subject of an act that is cited.
    let names_kind = || view.slice.split("ban hành ").skip(1).any(|rest| rest.starts_with(is_uppercase));
    let leads = || {
        let text = view.slice.trim_start_matches(|c: char| !c.is_alphanumeric());
        if !text.trim_end().ends_with(':') {
            return false;
        }
        let folded = Folded::new(text);
        issuers_clause(words)(FoldedStr::new(text, &folded)).is_ok()
    };
    let issues = || view.starts_upper && view.bare.contains(" ban hanh ") && names_kind() && is_issuer();
    !view.capitals
        && (words.enacting_sentences.iter().any(|phrase| view.folded.contains(phrase.as_str())) || issues() || leads())
}

/// How many characters the issuer and what stands between it and its verb may take.
const ISSUER: usize = 160;

/// `IssuersClause` of `decision.ebnf`: what a text begins with.
pub(crate) fn issuers_clause<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let issuer = alt((
            value((), phrase(&words.posts)),
            value((), phrase(&words.bodies)),
            value((), phrase(&words.agency_heads)),
        ));
        let issues = within(at_most(ISSUER), first(ISSUER, (char(' '), phrase(&words.issuing))));
        let capital = verify(rest, |rest: &FoldedStr| rest.raw().starts_with(is_uppercase));
        let ended = verify(rest, |rest: &FoldedStr| rest.raw().trim_end().ends_with(':'));
        value((), (peek(capital), issuer, issues, ended)).parse(input)
    }
}

/// Where a legal basis begins behind a subject in capitals on the same line, in bytes.
pub(crate) fn basis_behind_capitals(slice: &str, folded: &Folded, words: &Vocabulary) -> Option<usize> {
    let plain = folded.text.as_str();
    plain.match_indices(' ').map(|(blank, _)| blank + 1).find_map(|at| {
        words.bases.longest_prefix(&plain[at..])?;
        let start = folded.at(at);
        let mut letters = slice[start..].chars();
        let written = letters.next().is_some_and(is_uppercase) && letters.next().is_some_and(is_lowercase);
        let before = slice[..start].trim_end().rsplit(' ').next().unwrap_or("");
        (written && before.chars().count() > 1 && is_capitals(before)).then_some(start)
    })
}

/// The letters at the end of a formula of which at least one is a capital.
const FORMULA_END: usize = 4;

/// Where the enacting formula begins with which a basis or an authority line ends, in bytes.
pub(crate) fn enacting_at_end(slice: &str, words: &Vocabulary) -> Option<usize> {
    // The formula is in capitals, but for a letter or two that was misread.
    if !slice.chars().rev().filter(|c| is_alphabetic(*c)).take(FORMULA_END).any(is_uppercase) {
        return None;
    }
    let folded = Folded::new(slice);
    let plain = folded.text.trim_end_matches([':', ' ', '.']);
    words.enacting.iter().filter(|phrase| plain.len() > phrase.folded.len() + 3).find_map(|phrase| {
        let before = plain.strip_suffix(phrase.folded.as_str())?;
        let at = folded.at(before.len());
        let apart = before.trim_end().ends_with([';', ',', '.']) || is_capitals(slice);
        (apart && is_capitals(&slice[at..])).then_some(at)
    })
}
