//! Effects (hiệu lực): when a decision comes into force, what it replaces, repeals or amends.

use super::inline::citation::citations;
use super::inline::date::date;
use crate::model::{Block, Citation, Effect, EffectKind};
use crate::words::{Vocabulary, fold};

/// The formulas of effects, as folded words, and the kind that each gives.
const FORMULAS: [(&str, EffectKind); 8] = [
    ("thay the", EffectKind::Replaces),
    ("bai bo", EffectKind::Repeals),
    ("huy bo", EffectKind::Repeals),
    ("het hieu luc", EffectKind::Repeals),
    ("sua doi, bo sung", EffectKind::Amends),
    ("sua doi", EffectKind::Amends),
    ("bo sung", EffectKind::Amends),
    ("dinh chinh", EffectKind::Amends),
];

/// How far before a citation its verb may stand, in bytes.
const LONGEST_SENTENCE: usize = 1200;

/// `Effect` of `decision.ebnf`: read from the articles of a decision, quoted wording left out.
pub(crate) fn effects(blocks: &[Block], words: &Vocabulary) -> Vec<Effect> {
    let mut found = Vec::new();
    walk(blocks, words, &mut found);
    found
}

fn walk(blocks: &[Block], words: &Vocabulary, found: &mut Vec<Effect>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => read(paragraph.text.as_str(), &paragraph.citations, words, found),
            Block::Division(division) => {
                if let Some(heading) = &division.heading {
                    read(heading.as_str(), &[], words, found);
                }
                walk(&division.body, words, found);
            }
            _ => {}
        }
    }
}

fn read(text: &str, cited: &[Citation], words: &Vocabulary, found: &mut Vec<Effect>) {
    let has_force = text.contains("hiệu lực") || text.contains("Hiệu lực");
    if !has_force && cited.is_empty() && !text.starts_with(['S', 'B']) {
        return;
    }
    let folded = fold(text);
    if has_force {
        in_force(&folded, found);
    }
    let own;
    let cited = if cited.is_empty() && folded.starts_with("sua doi") {
        own = citations(text, false, words).citations;
        own.as_slice()
    } else {
        cited
    };
    let mut from = 0;
    for citation in cited {
        let Some(at) = text[from..].find(&citation.text).map(|at| from + at) else { continue };
        let start = text.floor_char_boundary(at.saturating_sub(LONGEST_SENTENCE).max(from));
        from = at;
        let before = fold(&text[start..at]);
        let sentence = before.rsplit(['.', ';']).next().unwrap_or("");
        let kind = FORMULAS
            .iter()
            .filter_map(|(formula, kind)| sentence.rfind(formula).map(|at| (at, *kind)))
            .max_by_key(|(at, _)| *at);
        let Some((at, kind)) = kind else { continue };
        let between = &sentence[at..];
        // `được sửa đổi, bổ sung bởi …` is what befell the cited act, not what this one does.
        let passive =
            sentence[..at].trim_end().ends_with("duoc") || between.contains(" boi ") || between.contains("can cu");
        let ours = sentence.contains("quyet dinh nay")
            || kind != EffectKind::Amends
            || sentence.trim_start().starts_with("sua doi")
            || sentence.trim_start().starts_with("bo sung");
        if !passive && ours {
            found.push(Effect { kind, date: None, citation: Some(citation.clone()) });
        }
    }
}

/// `có hiệu lực (thi hành) (kể) từ ngày …`
fn in_force(folded: &str, found: &mut Vec<Effect>) {
    let Some(at) = folded.find("co hieu luc") else { return };
    let before = &folded[..at];
    let ours = ["quyet dinh nay", "quyet dinh", "nghi quyet nay", "chi thi nay", "quy dinh nay", "ke hoach nay"];
    if !ours.iter().any(|own| before.contains(own)) {
        return;
    }
    let rest = &folded[at..folded.len().min(at + 90)];
    let Some(from) = rest.find("tu ngay").or_else(|| rest.find("ngay")) else { return };
    let day = rest[from..].strip_prefix("tu ").unwrap_or(&rest[from..]);
    let date = date(day).ok().and_then(|(_, read)| read.iso());
    let known = date.is_some() || day.contains("ky") || day.contains("ban hanh");
    if known && !found.iter().any(|effect| effect.kind == EffectKind::InForce) {
        found.push(Effect { kind: EffectKind::InForce, date, citation: None });
    }
}
