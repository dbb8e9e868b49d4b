//! Folding: a string as plain lower-case ASCII, one byte a character, with the way back.
//!
//! `ỦY BAN`, `UỶ BAN` and `Ủy bạn` fold to `uy ban`. What OCR does to Vietnamese is mostly loss or
//! change of diacritics, so that folded words compare equal where their letters survived; the rest
//! is for [`distance`].

use super::letters;
use std::sync::LazyLock;
use unicode_normalization::char::decompose_canonical;

/// The byte that stands for a character that has no folded form.
pub const OTHER: u8 = 0x01;

/// Folded bytes by [`letters::place`].
static FOLDS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut folds = letters::table(base);
    for (c, fold) in [
        ('đ', b'd'),
        ('Đ', b'd'),
        ('Ð', b'd'),
        ('ð', b'd'),
        ('Ɖ', b'd'),
        ('ƣ', b'u'),
        ('Ƣ', b'u'),
        ('ø', b'o'),
        ('Ø', b'o'),
        ('œ', b'o'),
        ('Œ', b'o'),
        ('æ', b'a'),
        ('ß', b'b'),
        ('ı', b'i'),
        ('ł', b'l'),
        ('¡', b'i'),
        ('\u{A0}', b' '),
        ('\u{AD}', b'-'),
        ('·', b'*'),
        ('«', b'"'),
        ('»', b'"'),
        ('´', b'\''),
        ('¬', b'-'),
        ('¦', b'|'),
        ('°', b'o'),
    ] {
        folds[letters::place(c)] = fold;
    }
    folds
});

/// The letter of ASCII, in lower case, that a Cyrillic or Greek one looks like.
pub(crate) fn look_alike(c: char) -> Option<u8> {
    Some(match c {
        '\u{410}' | '\u{430}' | '\u{391}' => b'a',
        '\u{412}' | '\u{392}' => b'b',
        '\u{421}' | '\u{441}' => b'c',
        '\u{415}' | '\u{435}' | '\u{395}' => b'e',
        '\u{41D}' | '\u{397}' => b'h',
        '\u{406}' | '\u{456}' | '\u{399}' => b'i',
        '\u{408}' | '\u{458}' => b'j',
        '\u{41A}' | '\u{39A}' => b'k',
        '\u{41C}' | '\u{39C}' => b'm',
        '\u{39D}' => b'n',
        '\u{41E}' | '\u{43E}' | '\u{39F}' | '\u{3BF}' => b'o',
        '\u{420}' | '\u{440}' | '\u{3A1}' => b'p',
        '\u{405}' | '\u{455}' => b's',
        '\u{422}' | '\u{3A4}' => b't',
        '\u{425}' | '\u{445}' | '\u{3A7}' => b'x',
        '\u{423}' | '\u{443}' | '\u{3A5}' => b'y',
        '\u{396}' => b'z',
        _ => return None,
    })
}

/// The letter that a character is without its marks, where it is one of ASCII.
fn base(c: char) -> u8 {
    let mut base = None;
    decompose_canonical(c, |part| base = base.or(Some(part)));
    base.filter(char::is_ascii).map_or(OTHER, |base| base.to_ascii_lowercase() as u8)
}

/// The folded byte of a character: lower-case ASCII, or [`OTHER`].
pub fn fold_char(c: char) -> u8 {
    if c.is_ascii() {
        return c.to_ascii_lowercase() as u8;
    }
    // Read through, so that no formula or label is missed; that they are there is said by `parse`.
    if let Some(fold) = matches!(c, '\u{370}'..='\u{4FF}').then(|| look_alike(c)).flatten() {
        return fold;
    }
    if let Some(fold) = FOLDS.get(letters::place(c)) {
        return *fold;
    }
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '─' | '━' => b'-',
        '“' | '”' | '„' | '‟' | '″' => b'"',
        '‘' | '’' | '‚' | '‛' | '′' => b'\'',
        '…' | '․' => b'.',
        '⁄' | '∕' | '／' => b'/',
        '•' | '●' | '▪' | '■' | '◦' | '\u{F0B7}' | '\u{F0A7}' | '♦' | '✓' | '➢' | '❖' => b'*',
        '∣' | '│' | '｜' => b'|',
        '\u{2000}'..='\u{200B}' | '\u{202F}' | '\u{3000}' | '\u{FEFF}' => b' ',
        'ˆ' => b'^',
        '˜' => b'~',
        '\0'..'\u{2000}' => base(c),
        _ => OTHER,
    }
}

/// The characters of one [`Block`].
const BLOCK: usize = 16;

/// Where a run of [`BLOCK`] characters begins in the original, and how long each of them is there: half a byte a character,
/// where the place of each would take four.
#[derive(Clone, Copy, Debug)]
struct Block {
    /// The byte of the first character.
    start: u32,
    /// Two bits a character, the first lowest: its length in UTF-8 less one.
    lengths: u32,
}

impl Block {
    /// The byte at which a character of the block starts.
    fn at(self, character: usize) -> usize {
        let before = self.lengths & ((1 << (2 * character)) - 1);
        let (ones, twos) = (before & 0x5555_5555, before & 0xAAAA_AAAA);
        self.start as usize + character + ones.count_ones() as usize + 2 * twos.count_ones() as usize
    }
}

/// A folded string. Byte `i` of [`text`](Self::text) is character `i` of the original.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// Lower-case ASCII, one byte a character.
    pub text: String,
    /// One for every [`BLOCK`] characters, and one for the place behind the last.
    blocks: Vec<Block>,
}

impl Folded {
    /// Folds a string.
    pub fn new(original: &str) -> Self {
        let mut folded = Self::default();
        folded.set(original);
        folded
    }

    /// Folds another string into the same buffers.
    pub fn set(&mut self, original: &str) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.clear();
        bytes.reserve(original.len());
        self.blocks.clear();
        self.blocks.reserve(original.len() / BLOCK + 1);
        let (mut block, mut place, mut at) = (Block { start: 0, lengths: 0 }, 0, 0);
        for c in original.chars() {
            if place == BLOCK {
                self.blocks.push(block);
                (block, place) = (Block { start: at, lengths: 0 }, 0);
            }
            let width = c.len_utf8() as u32;
            block.lengths |= (width - 1) << (2 * place);
            at += width;
            place += 1;
            bytes.push(fold_char(c));
        }
        self.blocks.push(block);
        if place == BLOCK {
            self.blocks.push(Block { start: at, lengths: 0 });
        }
        self.text = ascii(bytes);
    }

    /// The byte of the original at which character `index` starts; its length past the end.
    pub fn at(&self, index: usize) -> usize {
        let index = index.min(self.text.len());
        self.blocks.get(index / BLOCK).map_or(0, |block| block.at(index % BLOCK))
    }

    /// The original's bytes of the folded range.
    pub fn range(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        self.at(from)..self.at(to)
    }

    /// The character of the original that starts at a byte, or the first behind it.
    pub fn character(&self, byte: usize) -> usize {
        let block = self.blocks.partition_point(|block| block.start as usize <= byte).saturating_sub(1);
        let inside = self.blocks.get(block).map_or(0, |found| (0..BLOCK).filter(|at| found.at(*at) < byte).count());
        (block * BLOCK + inside).min(self.text.len())
    }
}

/// The folded string alone.
pub fn fold(original: &str) -> String {
    let mut bytes = Vec::with_capacity(original.len());
    bytes.extend(original.chars().map(fold_char));
    ascii(bytes)
}

/// Folded bytes are ASCII.
fn ascii(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

/// The folded start of a string: at most the given number of characters.
pub fn fold_head(original: &str, characters: usize) -> String {
    let mut bytes = Vec::with_capacity(characters.min(original.len()));
    bytes.extend(original.chars().take(characters).map(fold_char));
    ascii(bytes)
}

/// Letters and digits of the folded string alone.
pub fn skeleton(original: &str) -> String {
    ascii(original.chars().map(fold_char).filter(u8::is_ascii_alphanumeric).collect())
}

/// True where two folded strings are no more than a number of edits apart, as [`distance`] counts them.
pub fn is_within(a: &str, b: &str, edits: usize) -> bool {
    if a.len().abs_diff(b.len()) > edits {
        return false;
    }
    match edits {
        0 => a == b,
        1 => {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            if !starts_alike(a, b) {
                return false;
            }
            let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
            let (a, b) = (&a[start..], &b[start..]);
            let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
            match (&a[..a.len() - end], &b[..b.len() - end]) {
                ([], [] | [_]) | ([_], [] | [_]) => true,
                ([first, second], [other, another]) => first == another && second == other,
                _ => false,
            }
        }
        _ => distance(a, b) <= edits,
    }
}

/// False where the first letters alone make two folded strings more than one edit apart, as they do for most pairs: one of
/// the first two is where it was, or beside it.
pub(crate) fn starts_alike(a: &[u8], b: &[u8]) -> bool {
    let ([first, second, ..], [own, other, ..]) = (a, b) else { return true };
    first == own || second == other || first == other || second == own
}

/// Optimal string alignment distance of two folded strings, in characters.
pub fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_one_byte_a_character() {
        let original = "Quyết định số 02⁄QÐ–UBND “Ủy”";
        let folded = Folded::new(original);
        assert_eq!(folded.text, "quyet dinh so 02/qd-ubnd \"uy\"");
        assert_eq!(&original[folded.range(6, 10)], "định");
        assert_eq!(folded.at(999), original.len());
    }

    #[test]
    fn every_character_has_its_byte_and_every_byte_its_character() {
        let characters = "a\u{301}đẠ€😀 Ω";
        for length in 0..70 {
            let original: String = characters.chars().cycle().take(length).collect();
            let folded = Folded::new(&original);
            let starts: Vec<usize> = original.char_indices().map(|(at, _)| at).chain([original.len()]).collect();
            for (character, start) in starts.iter().enumerate() {
                assert_eq!(folded.at(character), *start, "{character} of {length}");
                assert_eq!(folded.character(*start), character, "{start} of {length}");
            }
            let inside = starts.windows(2).filter(|pair| pair[1] - pair[0] > 1).map(|pair| pair[1] - 1);
            assert!(inside.into_iter().all(|byte| starts.contains(&folded.at(folded.character(byte)))));
            assert_eq!((folded.at(length + 1), folded.character(original.len() + 1)), (original.len(), length));
        }
        assert_eq!(Folded::default().at(3), 0);
    }

    #[test]
    fn letters_in_and_outside_the_table() {
        assert_eq!(fold("ẠặĐđÐø\u{A0}ˆ˜«Ω\u{301}Å\u{212B}ⱥⅳ"), "aadddo ^~\"\u{1}\u{1}a\u{1}\u{1}\u{1}");
    }

    #[test]
    fn both_places_of_the_tone_fold_alike() {
        assert_eq!(fold("HÒA HOÀ thuỷ thủy"), "hoa hoa thuy thuy");
    }

    #[test]
    fn one_edit_is_one_edit() {
        let words =
            ["", "a", "b", "ab", "ba", "abc", "acb", "abcd", "bacd", "abdc", "aabc", "xabc", "abxc", "xbcy", "cba"];
        for a in words {
            for b in words {
                for edits in 0..3 {
                    assert_eq!(is_within(a, b, edits), distance(a, b) <= edits, "{a} {b} {edits}");
                }
            }
        }
    }
}
