//! Whether letters make a Vietnamese syllable: by its structure, onset, vowels, coda and tone, not by a list of words.

use super::{is_alphanumeric, is_lowercase, letters};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 29] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu",
    "r", "s", "t", "th", "tr", "v", "x", "q",
];
/// Vowels that may stand before a coda.
const CLOSED: [&str; 24] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "iê", "yê", "oa", "oă", "oe", "oo", "uâ", "uê", "uô",
    "uy", "uyê", "ươ",
];
/// Vowels that may end a syllable.
const OPEN: [&str; 46] = [
    "a", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu",
    "iêu", "yêu", "oa", "oai", "oay", "oao", "oe", "oeo", "oi", "ôi", "ơi", "ua", "ui", "uê", "uơ", "uy", "uya", "uyu",
    "uôi", "uây", "uai", "uay", "ưa", "ưi", "ưu", "ươi",
];
/// As [`OPEN`], the rare ones.
const OPEN_RARE: [&str; 2] = ["ươu", "uao"];
const CODAS: [&str; 8] = ["c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Vowels that carry a mark of their own and đ, behind the 26 letters of ASCII.
const MARKED: [char; 7] = ['ă', 'â', 'đ', 'ê', 'ô', 'ơ', 'ư'];
/// Bits of one letter in a packed word.
const BITS: u32 = 6;
/// The longest syllable has seven letters: nghiêng.
const LONGEST: u32 = 7;
/// The longest onset has three: ngh.
const LONGEST_ONSET: u32 = 3;
/// The longest rhyme has five: uyêng.
const LONGEST_RHYME: u32 = 5;

/// What a character is in a syllable.
#[derive(Clone, Copy, Default)]
struct Letter {
    /// From 1; 0 for what is no letter of a syllable.
    code: u8,
    /// 0 for none.
    tone: u8,
}

const ACUTE: u8 = 2;
const DOT_BELOW: u8 = 5;

fn tone_of(c: char) -> Option<u8> {
    ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'].iter().position(|tone| *tone == c).map(|at| at as u8 + 1)
}

fn code_of(letter: char) -> Option<u8> {
    match letter {
        'a'..='z' => Some(letter as u8 - b'a' + 1),
        _ => MARKED.iter().position(|own| *own == letter).map(|at| at as u8 + 27),
    }
}

/// Letters by their characters, and the parts of syllables without their tones, packed and sorted.
struct Tables {
    letters: Vec<Letter>,
    onsets: Vec<u64>,
    rhymes: Vec<u64>,
}

/// A word as a number, six bits a letter.
fn packed(word: &str) -> u64 {
    word.chars().fold(0, |packed, letter| (packed << BITS) | u64::from(code_of(letter).unwrap_or_default()))
}

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let with = |vowels: &str, coda: &str| (packed(vowels) << (BITS * coda.len() as u32)) | packed(coda);
        let closed = CLOSED.iter().flat_map(|vowels| CODAS.iter().map(move |coda| with(vowels, coda)));
        let sorted = |mut parts: Vec<u64>| {
            parts.sort_unstable();
            parts
        };
        Tables {
            letters: letters::table(letter),
            onsets: sorted(ONSETS.iter().map(|onset| packed(onset)).collect()),
            rhymes: sorted(OPEN.iter().chain(&OPEN_RARE).map(|vowels| packed(vowels)).chain(closed).collect()),
        }
    });
    &TABLES
}

/// The letter that a character is by itself, its tone apart.
fn letter(c: char) -> Letter {
    let mut tone = None;
    let mut bare = String::new();
    for part in std::iter::once(c).nfd() {
        match tone_of(part) {
            Some(own) => tone = Some(own),
            None => bare.extend(part.to_lowercase()),
        }
    }
    let mut bare = bare.nfc();
    match (bare.next().and_then(code_of), bare.next()) {
        (Some(code), None) => Letter { code, tone: tone.unwrap_or_default() },
        _ => Letter::default(),
    }
}

/// True where a word, in letters of any case, composed or decomposed, is built as a Vietnamese syllable.
pub fn is_syllable(word: &str) -> bool {
    let letters = &tables().letters;
    let mut built = Built::default();
    if word.chars().all(|c| letters::place(c) < letters.len()) {
        return word.chars().all(|c| built.add(letters[letters::place(c)])) && built.is_syllable();
    }
    // A tone may stand between a vowel and its own mark.
    let (tones, bare): (Vec<char>, Vec<char>) = word.nfd().partition(|c| tone_of(*c).is_some());
    tones.into_iter().all(|tone| built.say(tone_of(tone).unwrap_or_default()))
        && bare.into_iter().nfc().all(|c| built.add(letters.get(letters::place(c)).copied().unwrap_or_default()))
        && built.is_syllable()
}

/// A word as far as it may be a syllable.
#[derive(Default)]
struct Built {
    packed: u64,
    length: u32,
    tone: u8,
}

impl Built {
    /// Adds a letter; false where no syllable has it there.
    fn add(&mut self, letter: Letter) -> bool {
        self.packed = (self.packed << BITS) | u64::from(letter.code);
        self.length += 1;
        letter.code != 0 && self.length <= LONGEST && (letter.tone == 0 || self.say(letter.tone))
    }

    /// Takes a tone; a syllable has one.
    fn say(&mut self, tone: u8) -> bool {
        std::mem::replace(&mut self.tone, tone) == 0
    }

    fn is_syllable(&self) -> bool {
        let code = |at: u32| ((self.packed >> (BITS * at)) & 0x3F) as u8;
        let ends = |coda: &str| coda.bytes().rev().enumerate().all(|(at, byte)| code(at as u32) == byte - b'a' + 1);
        // A syllable that ends in a stop has one of two tones.
        let stopped = ["c", "ch", "p", "t"].into_iter().any(ends);
        let tables = tables();
        let parted = |rhyme: u32| {
            let bits = BITS * rhyme;
            let (onset, rhyme) = (self.packed >> bits, self.packed & ((1 << bits) - 1));
            tables.onsets.binary_search(&onset).is_ok() && tables.rhymes.binary_search(&rhyme).is_ok()
        };
        let rhymes = self.length.saturating_sub(LONGEST_ONSET).max(1)..=self.length.min(LONGEST_RHYME);
        (!stopped || matches!(self.tone, ACUTE | DOT_BELOW)) && rhymes.rev().any(parted)
    }
}

/// The share of a text's words in small letters that are built as no Vietnamese syllable: what an engine made of dirt.
pub(crate) fn dirt(text: &str) -> f32 {
    let (mut all, mut odd) = (0u32, 0u32);
    for word in text.split(|c| !is_alphanumeric(c)).filter(|word| word.chars().nth(1).is_some()) {
        if word.chars().all(is_lowercase) {
            all += 1;
            odd += u32::from(!is_syllable(word));
        }
    }
    odd as f32 / all.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::is_syllable;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn syllables_and_others() {
        for word in
            "quyết định nghiêng ĐIỀU khoản giêng gì quý uỷ ủy huỳnh thuở rượu khuya ngoằn xoong quốc ươm yêu".split(' ')
        {
            assert!(is_syllable(word), "{word}");
            assert!(is_syllable(&word.nfd().collect::<String>()), "{word}, decomposed");
            assert!(is_syllable(&word.to_uppercase()), "{word}, in capitals");
        }
        assert!(is_syllable("qu\u{65}\u{301}\u{302}t"), "the tone before the vowel's mark");
        for word in
            "nghiêngg q1 phê- phó1 bat phac ậ́t QuyÕt Müller cafộ zürich cat việtt ôquoted ñieàu bt ắấ quyếc̉t".split(' ')
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
