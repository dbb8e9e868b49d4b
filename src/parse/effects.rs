//! Effects (hiệu lực): when a decision comes into force, what it replaces, repeals or amends.

use super::inline::citation::citations;
use super::inline::effect::{effect, in_force, leading};
use crate::model::{Block, Citation, Effect, EffectKind};
use crate::words::{Folded, FoldedStr, Vocabulary};

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
    let folded = Folded::new(text);
    let mut rest = FoldedStr::new(text, &folded);
    if has_force
        && let Ok((_, date)) = in_force(rest)
        && !found.iter().any(|effect| effect.kind == EffectKind::InForce)
    {
        found.push(Effect { kind: EffectKind::InForce, date, citation: None });
    }
    let in_heading;
    let cited = if cited.is_empty() && rest.folded().starts_with("sua doi") {
        in_heading = citations(text, false, words).citations;
        in_heading.as_slice()
    } else {
        cited
    };
    for citation in cited {
        let Ok((at, before)) = leading(&citation.text)(rest) else { continue };
        rest = at;
        if let Ok(kind) = effect(before) {
            found.push(Effect { kind, date: None, citation: Some(citation.clone()) });
        }
    }
}
