//! The style sheet and the font table. [MS-DOC] 2.9.271 (STSH), 2.9.286 (SttbfFfn).

use super::bytes::{slice, u8_at, u16_at};
use super::sprms::{Character, Paragraph, sprms};
use std::sync::Arc;

/// How long a chain of styles based on each other may be.
const LONGEST_CHAIN: usize = 32;
/// No style.
const NONE: u16 = 0xFFF;

/// A style with what it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub paragraph: Paragraph,
    pub character: Character,
    /// A character style's own modifiers.
    own: Vec<u8>,
}

/// All styles, by their index.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    styles: Vec<Style>,
}

/// A style as the file has it.
struct Raw<'b> {
    base: u16,
    paragraph: &'b [u8],
    character: &'b [u8],
    is_character: bool,
}

impl Sheet {
    /// Reads a STSH.
    pub(super) fn new(bytes: &[u8]) -> Self {
        let length = usize::from(u16_at(bytes, 0).unwrap_or(0));
        let head = slice(bytes, 2, length);
        let count = usize::from(u16_at(head, 0).unwrap_or(0));
        let fixed = usize::from(u16_at(head, 2).unwrap_or(10)).max(10);
        let mut defaults = Style::default();
        defaults.character.fonts = [u16_at(head, 12), u16_at(head, 16).or(u16_at(head, 12))];
        defaults.character.size = Some(20);
        let mut raw = Vec::new();
        let mut at = 2 + length;
        for _ in 0..count.min(usize::from(NONE)) {
            let Some(size) = u16_at(bytes, at).map(usize::from) else { break };
            raw.push(style(slice(bytes, at + 2, size), fixed));
            at += 2 + size + size % 2;
        }
        let mut styles: Vec<Option<Style>> = vec![None; raw.len()];
        for index in 0..raw.len() {
            // From the far end of its chain to the style itself.
            let mut chain = Vec::new();
            let mut next = index;
            while let Some(Some(found)) = raw.get(next) {
                if styles[next].is_some() || chain.contains(&next) || chain.len() == LONGEST_CHAIN {
                    break;
                }
                chain.push(next);
                next = usize::from(found.base);
            }
            for own in chain.into_iter().rev() {
                let Some(found) = &raw[own] else { continue };
                let base = styles.get(usize::from(found.base)).and_then(Option::as_ref);
                styles[own] = Some(inherited(base.unwrap_or(&defaults), found));
            }
        }
        Self { styles: styles.into_iter().map(|style| style.unwrap_or_else(|| defaults.clone())).collect() }
    }

    /// A style by its index; the first, Normal, where there is none such.
    pub(super) fn get(&self, index: u16) -> Style {
        self.styles.get(usize::from(index)).or(self.styles.first()).cloned().unwrap_or_default()
    }

    /// Puts a character style on a paragraph style's characters.
    pub(super) fn character(&self, index: u16, paragraph: &Character) -> Character {
        let mut found = paragraph.clone();
        if let Some(style) = self.styles.get(usize::from(index)) {
            sprms(&style.own).for_each(|(code, operand)| found.apply(code, operand, paragraph));
        }
        found
    }
}

fn inherited(base: &Style, raw: &Raw) -> Style {
    let mut style = Style { own: Vec::new(), ..base.clone() };
    sprms(raw.paragraph).for_each(|(code, operand)| style.paragraph.apply(code, operand));
    sprms(raw.character).for_each(|(code, operand)| style.character.apply(code, operand, &base.character));
    if raw.is_character {
        style.own = [&base.own, raw.character].concat();
        // A long chain of styles that each repeat the last would grow without bound.
        style.own.truncate(4096);
    }
    style
}

/// A STD. [MS-DOC] 2.9.258: a fixed part, the name, the modifiers.
fn style(bytes: &[u8], fixed: usize) -> Option<Raw<'_>> {
    let kind = u16_at(bytes, 2)? & 0xF;
    let base = u16_at(bytes, 2)? >> 4;
    let name = usize::from(u16_at(bytes, fixed)?);
    let mut at = fixed + 2 + name * 2 + 2;
    let mut part = || {
        let size = usize::from(u16_at(bytes, at).unwrap_or(0));
        let own = slice(bytes, at + 2, size);
        at += 2 + size + size % 2;
        own
    };
    Some(match kind {
        // The modifiers of a paragraph follow the style's own index.
        1 => {
            let paragraph = part();
            Raw { base, paragraph: slice(paragraph, 2, paragraph.len()), character: part(), is_character: false }
        }
        2 => Raw { base, paragraph: &[], character: part(), is_character: true },
        _ => return None,
    })
}

/// The names of the fonts.
pub(super) fn fonts(bytes: &[u8]) -> Vec<Arc<str>> {
    let count = usize::from(u16_at(bytes, 0).unwrap_or(0));
    let mut fonts = Vec::new();
    let mut at = 4;
    for _ in 0..count {
        let Some(size) = u8_at(bytes, at).map(usize::from) else { break };
        let units = slice(bytes, at + 1, size).get(39..).unwrap_or(&[]).chunks_exact(2);
        let units = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take_while(|unit| *unit != 0);
        fonts.push(Arc::from(char::decode_utf16(units).filter_map(Result::ok).collect::<String>()));
        at += 1 + size;
    }
    fonts
}
