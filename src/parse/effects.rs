//! Effects (hiệu lực): when a decision comes into force, what it replaces, repeals or amends.

use super::context::{Context, find};
use crate::inline::citation::citations;
use crate::inline::effect::{Force, effect, in_force, joins, leading, leading_through, list_effect, own_effect};
use crate::model::{Block, Citation, Effect, EffectKind, OriginId, Text};
use crate::words::{Folded, FoldedStr, Vocabulary};

/// `Effect` of `decision.ebnf`: read from the articles of a decision, quoted wording left out.
pub(crate) fn effects(blocks: &[Block], words: &Vocabulary) -> Vec<Effect> {
    let mut reader = Reader { words, effects: Vec::new(), impossible: None };
    reader.walk(blocks, None);
    reader.effects
}

/// As [`effects`]; says where the day of coming into force is none.
pub(crate) fn effects_said(blocks: &[Block], context: &mut Context) -> Vec<Effect> {
    let mut reader = Reader { words: context.words, effects: Vec::new(), impossible: None };
    reader.walk(blocks, None);
    if let Some((day, origin)) = reader.impossible {
        let at = find(context.text, context.origins.spans(origin), &day);
        context.warn("date-impossible", &[&day], &at, origin);
    }
    reader.effects
}

struct Reader<'w> {
    words: &'w Vocabulary,
    effects: Vec<Effect>,
    /// A day of coming into force that no calendar has, and where it stands.
    impossible: Option<(String, OriginId)>,
}

impl Reader<'_> {
    /// Reads blocks, of which the labelled ones may be the list of a sentence above them that said what befalls their documents.
    fn walk(&mut self, blocks: &[Block], above: Option<EffectKind>) {
        let mut listed = above;
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let goes_on = listed.filter(|_| paragraph.text.as_str().ends_with(';'));
                    listed = self.read(&paragraph.text, &paragraph.citations, listed).or(goes_on);
                }
                Block::Division(division) => {
                    let led = division.heading.as_ref().and_then(|heading| self.read(heading, &[], None));
                    self.walk(&division.body, led.or(listed));
                }
                _ => listed = None,
            }
        }
    }

    /// Adds an effect, once.
    fn add(&mut self, kind: EffectKind, citation: &Citation) {
        let same = |effect: &Effect| {
            effect.kind == kind
                && effect.citation.as_ref().is_some_and(|other| {
                    (&other.kind, &other.number, &other.date, &other.pinpoint)
                        == (&citation.kind, &citation.number, &citation.date, &citation.pinpoint)
                })
        };
        if !self.effects.iter().any(same) {
            self.effects.push(Effect { kind, date: None, citation: Some(citation.clone()) });
        }
    }

    /// Reads a text, which may be the item of a list; what it says of a list behind it.
    fn read(&mut self, text: &Text, cited: &[Citation], listed: Option<EffectKind>) -> Option<EffectKind> {
        let (raw, origin) = (text.as_str(), text.origin);
        let has_force = raw.contains("hiệu lực") || raw.contains("Hiệu lực");
        if !has_force && cited.is_empty() && !raw.starts_with(['S', 'B']) && !raw.ends_with(':') {
            return None;
        }
        let folded = Folded::new(raw);
        let whole = FoldedStr::new(raw, &folded);
        if has_force
            && let Ok((_, Force { date, impossible })) = in_force(whole)
            && !self.effects.iter().any(|effect| effect.kind == EffectKind::InForce)
        {
            self.impossible = impossible.map(|day| (day.to_owned(), origin));
            self.effects.push(Effect { kind: EffectKind::InForce, date, citation: None });
        }
        let in_heading;
        let cited = if cited.is_empty() && whole.folded().starts_with("sua doi") {
            in_heading = citations(raw, false, self.words).citations;
            in_heading.as_slice()
        } else {
            cited
        };
        let (mut rest, mut last) = (whole, None);
        for (index, citation) in cited.iter().enumerate() {
            let Ok((at, before)) = leading(&citation.text)(rest) else { continue };
            let (after, _) = leading_through(&citation.text)(at).unwrap_or((at, at));
            rest = at;
            let item = listed.filter(|_| index == 0 && before.raw().trim().is_empty());
            let said = item.or_else(|| effect(before).ok()).or_else(|| own_effect(before, after).ok());
            // `… thay thế Quyết định số 1 và Quyết định số 2`.
            last = said.or(last.filter(|_| joins(before)));
            if let Some(kind) = last {
                self.add(kind, citation);
            }
        }
        list_effect(whole).ok()
    }
}
