//! Which characters are letters, digits, capitals and small letters: as Unicode says, by a table for the scripts of these
//! documents. The standard library's search is for all scripts alike, and Vietnamese has most of its letters far from
//! the start of it.

use std::sync::LazyLock;

const ALPHABETIC: u8 = 1;
const ALPHANUMERIC: u8 = 1 << 1;
const UPPERCASE: u8 = 1 << 2;
const LOWERCASE: u8 = 1 << 3;
/// The blocks that hold the letters of these documents: Latin up to its Extended-B, and Latin Extended Additional. Few
/// enough that a program which reads one page does not wait for its tables.
const BLOCKS: [std::ops::Range<u32>; 2] = [0..0x250, 0x1E00..0x1F00];

/// A value for each character of the blocks.
pub(super) fn table<T>(of: impl Fn(char) -> T + Copy) -> Vec<T> {
    BLOCKS.into_iter().flatten().filter_map(char::from_u32).map(of).collect()
}

/// The place of a character in a [`table`]; beyond its end for what is in no block.
pub(super) fn place(c: char) -> usize {
    match c as u32 {
        code @ 0..0x250 => code as usize,
        code @ 0x1E00..0x1F00 => (code - 0x1E00 + 0x250) as usize,
        _ => usize::MAX,
    }
}

static CLASSES: LazyLock<Vec<u8>> = LazyLock::new(|| table(class));

fn class(c: char) -> u8 {
    let holds = [c.is_alphabetic(), c.is_alphanumeric(), c.is_uppercase(), c.is_lowercase()];
    let bits = [ALPHABETIC, ALPHANUMERIC, UPPERCASE, LOWERCASE];
    holds.into_iter().zip(bits).filter(|(holds, _)| *holds).map(|(_, bit)| bit).sum()
}

fn is(c: char, wanted: u8) -> bool {
    CLASSES.get(place(c)).copied().unwrap_or_else(|| class(c)) & wanted != 0
}

/// As [`char::is_alphabetic`].
pub fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is(c, ALPHABETIC) }
}

/// As [`char::is_alphanumeric`].
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { is(c, ALPHANUMERIC) }
}

/// As [`char::is_uppercase`].
pub fn is_uppercase(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { is(c, UPPERCASE) }
}

/// As [`char::is_lowercase`].
pub fn is_lowercase(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_lowercase() } else { is(c, LOWERCASE) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn as_the_standard_library_says() {
        for c in (0..0x3_0000).filter_map(char::from_u32) {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c}");
            assert_eq!(super::is_alphanumeric(c), c.is_alphanumeric(), "{c}");
            assert_eq!(super::is_uppercase(c), c.is_uppercase(), "{c}");
            assert_eq!(super::is_lowercase(c), c.is_lowercase(), "{c}");
        }
    }
}
