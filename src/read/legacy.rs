//! Encodings from before Unicode, which office files still have: TCVN3, VNI, VIQR, windows-1258.
//!
//! The tables are in `grammars/encodings`. A run is decoded by the name of its font, and against it only where the
//! text speaks for Unicode; without such a name by which decoding gives Vietnamese syllables.

use super::normal::normalised;
use crate::grammars::{grammar, table};
use crate::words::{is_alphabetic, is_syllable};
use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

/// An encoding whose letters are the characters of Latin-1, in a font that draws them as others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// A byte a letter; capitals where the font draws all letters so.
    Tcvn3 {
        /// True for a font that draws small letters as capitals.
        capitals: bool,
    },
    /// A letter, then a byte for its marks.
    Vni,
}

const TABLES: [Encoding; 2] = [Encoding::Tcvn3 { capitals: false }, Encoding::Vni];

/// A piece of a paragraph as its file has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    pub text: &'t str,
    /// The encoding that its font is made for.
    pub encoding: Option<Encoding>,
    /// True where it is shown as capitals.
    pub upper: bool,
}

/// A paragraph's text, and which ranges of it were decoded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Joined {
    pub text: String,
    pub legacy: Vec<Range<usize>>,
}

/// What is written behind a font's name for another script's part of it.
const SCRIPTS: [&str; 7] = [" Tur", " CE", " Cyr", " Greek", " Baltic", " (Hebrew)", " (Arabic)"];

/// The encoding that a font is made for, by its name.
pub(super) fn of_font(name: &str) -> Option<Encoding> {
    let starts = |start: &str| name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    if starts(".vn") {
        let plain = SCRIPTS.iter().find_map(|script| name.strip_suffix(script)).unwrap_or(name);
        return Some(Encoding::Tcvn3 { capitals: plain.trim_end().ends_with('H') });
    }
    starts("vni-").then_some(Encoding::Vni)
}

/// Puts a paragraph together: decoded, normalised, without optional hyphens.
pub(super) fn joined(pieces: &[Piece]) -> Joined {
    let mut out = Joined::default();
    if pieces.iter().all(|piece| piece.encoding.is_none() && !piece.text.chars().any(is_suspicious)) {
        let mut text = String::new();
        pieces.iter().for_each(|piece| shown(piece.text, piece.upper, &mut text));
        out.text = normalised(&text);
        return out;
    }
    // Fonts change within words, so each encoding is judged by all its pieces of the paragraph.
    let kinds = [None, Some(TABLES[0]), Some(TABLES[1])];
    let chosen = kinds.map(|kind| {
        let own = pieces.iter().filter(|piece| piece.encoding.map(Encoding::table) == kind);
        let text: String = own.map(|piece| piece.text).collect();
        choose(&text, kind)
    });
    let encoding = |piece: &Piece| {
        let kind = piece.encoding.map(Encoding::table);
        let table = kinds.iter().position(|own| *own == kind).and_then(|at| chosen[at])?;
        // The case is the font's.
        Some(if kind == Some(table) { piece.encoding.unwrap_or(table) } else { table })
    };
    // A letter and its mark may stand in pieces of two fonts, so those that are decoded alike are one.
    for group in pieces.chunk_by(|a, b| encoding(a) == encoding(b) && a.upper == b.upper) {
        let Some(first) = group.first() else { continue };
        let text: String = group.iter().map(|piece| piece.text).collect();
        let mut part = String::new();
        let decoded = encoding(first).map(|encoding| encoding.decoded(&text)).filter(|decoded| *decoded != text);
        shown(decoded.as_deref().unwrap_or(&text), first.upper, &mut part);
        let part = normalised(&part);
        if part.chars().next().is_some_and(is_combining_mark) && !out.text.is_empty() {
            // The letter is in the group before: normalised with it, positions may move.
            let letter = out.text.char_indices().rev().take(MOST_MARKS).find(|(_, c)| !is_combining_mark(*c));
            let at = letter.map_or(out.text.len(), |(at, _)| at);
            let tail = out.text.split_off(at) + &part;
            out.text.push_str(&normalised(&tail));
            match out.legacy.last_mut() {
                Some(last) if last.end > at => last.end = out.text.len(),
                _ if decoded.is_some() => out.legacy.push(at..out.text.len()),
                _ => {}
            }
            continue;
        }
        let start = out.text.len();
        out.text.push_str(&part);
        if decoded.is_some() {
            out.legacy.push(start..out.text.len());
        }
    }
    out
}

/// What is shown of a piece: no optional hyphens, plain blanks, capitals where it is set so.
fn shown(text: &str, upper: bool, into: &mut String) {
    let kept = text.chars().filter(|c| *c != SOFT_HYPHEN).map(|c| if c == '\u{A0}' { ' ' } else { c });
    if upper { into.extend(kept.flat_map(char::to_uppercase)) } else { into.extend(kept) }
}

/// More marks than any letter has.
const MOST_MARKS: usize = 32;

const SOFT_HYPHEN: char = '\u{AD}';

/// The encoding of a text whose font says `prior`; `None` for Unicode.
fn choose(text: &str, prior: Option<Encoding>) -> Option<Encoding> {
    let unicode = text.chars().any(is_unicode_only);
    if prior.is_none() && (unicode || !text.chars().any(is_suspicious)) {
        return None;
    }
    let raw = Score::of(text);
    if let Some(prior) = prior {
        let decoded = Score::of(&prior.decoded(text));
        let wins = if unicode { decoded.points() > raw.points() } else { decoded.points() >= raw.points() };
        return wins.then_some(prior);
    }
    let scored = TABLES.map(|table| (table, Score::of(&table.decoded(text))));
    let (table, score) = scored.into_iter().rev().max_by_key(|(_, score)| score.points())?;
    let enough = score.good >= 2 || score.good == 1 && raw.good == 0 && score.bad == 0 && raw.bad > 0;
    (enough && score.good >= 4 * score.bad && score.points() > raw.points()).then_some(table)
}

/// How many of a text's words with other letters than those of ASCII are built as Vietnamese syllables.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    good: i64,
    bad: i64,
}

impl Score {
    fn of(text: &str) -> Self {
        let mut score = Self::default();
        let of_word = |c: char| is_alphabetic(c) || is_combining_mark(c) || byte_of(c).is_some_and(|byte| byte > 0xA0);
        for word in text.split(|c: char| !of_word(c)).filter(|word| !word.is_ascii()) {
            // One letter alone may be a sign: ½, ®.
            if word.chars().nth(1).is_none() {
                continue;
            }
            if is_syllable(word) {
                score.good += 1;
            } else {
                score.bad += 1;
            }
        }
        score
    }

    /// True where most words are built so, and not one by chance.
    fn is_vietnamese(self) -> bool {
        self.good >= 2 && self.good >= 4 * self.bad
    }

    fn points(self) -> i64 {
        self.good - 2 * self.bad
    }
}

/// The words of a page, decoded, where they are of such an encoding: a PDF's fonts are not known here, so the whole page
/// must speak for it.
#[cfg(feature = "pdf")]
pub(super) fn words<'t>(words: impl Iterator<Item = &'t str> + Clone) -> Option<Vec<String>> {
    if !words.clone().any(|word| word.chars().any(is_suspicious)) {
        return None;
    }
    let page: String = words.clone().flat_map(|word| [word, " "]).collect();
    let encoding = choose(&page, None)?;
    Some(words.map(|word| encoding.decoded(word)).collect())
}

/// So many capitals without a mark, and no small letter beside them, make a line one in capitals.
#[cfg(feature = "pdf")]
const CAPITALS: usize = 4;

/// True for a decoded line that was set in capitals, by its letters without marks: a typeface of capitals shows the small
/// letters of the encoding, which has nearly no other ones, as such. A number's line is left as it is: `Số: 12/QĐ-UBND`.
#[cfg(feature = "pdf")]
pub(super) fn is_in_capitals<'t>(words: impl Iterator<Item = &'t str> + Clone) -> bool {
    let letters = || words.clone().flat_map(str::chars).filter(char::is_ascii_alphabetic);
    let digits = words.clone().any(|word| word.contains(|c: char| c.is_ascii_digit()));
    !digits && letters().all(|c| c.is_ascii_uppercase()) && letters().take(CAPITALS).count() == CAPITALS
}

/// True for a character of Latin-1 that no Vietnamese text in Unicode has as a letter.
fn is_suspicious(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{FF}' | '\u{F0A1}'..='\u{F0FF}')
        && !matches!(c, '§' | '«' | '»' | '°' | '±' | '²' | '³' | '·' | '½' | '¼' | '¾' | '×')
        && !matches!(c, 'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý' | 'ð')
        && !matches!(c, 'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý' | 'Ð')
}

/// True for a letter or sign that only Vietnamese text in Unicode has.
fn is_unicode_only(c: char) -> bool {
    matches!(c, '\u{1EA0}'..='\u{1EF9}' | 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư')
        || matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// The byte that a character stands for: one of Latin-1, of a symbol font's private use, or a byte that was taken for
/// one of windows-1258.
fn byte_of(c: char) -> Option<u8> {
    Some(match c {
        '\u{A1}'..='\u{FF}' => u8::try_from(u32::from(c)).ok()?,
        '\u{F020}'..='\u{F0FF}' => u8::try_from(u32::from(c) - 0xF000).ok()?,
        'Ă' => 0xC3,
        '\u{300}' => 0xCC,
        'Đ' => 0xD0,
        '\u{309}' => 0xD2,
        'Ơ' => 0xD5,
        'Ư' => 0xDD,
        '\u{303}' => 0xDE,
        'ă' => 0xE3,
        '\u{301}' => 0xEC,
        'đ' => 0xF0,
        '\u{323}' => 0xF2,
        'ơ' => 0xF5,
        'ư' => 0xFD,
        '₫' => 0xFE,
        // As PDF readers name the glyphs of those bytes.
        '\u{2212}' => 0xAD,
        '\u{2219}' => 0xB7,
        'μ' => 0xB5,
        _ => return None,
    })
}

#[derive(Deserialize)]
struct ByteTable {
    bytes: String,
    letters: String,
    #[serde(default)]
    marks: HashMap<char, String>,
}

impl ByteTable {
    fn letters(&self) -> HashMap<char, char> {
        self.bytes.chars().zip(self.letters.chars()).collect()
    }
}

struct Tables {
    tcvn3: HashMap<char, char>,
    vni: HashMap<char, char>,
    vni_marks: HashMap<char, String>,
    viqr: Viqr,
}

#[derive(Default, Deserialize)]
struct Viqr {
    letters: HashMap<char, char>,
    tones: HashMap<char, char>,
}

/// The tables of `grammars/encodings`.
static ALL: LazyLock<Tables> = LazyLock::new(|| {
    let vni: ByteTable = table(grammar!("encodings/vni"));
    let capital = |(mark, signs): (&char, &String)| Some((mark.to_uppercase().next()?, signs.clone()));
    let mut vni_marks: HashMap<char, String> = vni.marks.iter().filter_map(capital).collect();
    vni_marks.extend(vni.marks.clone());
    Tables {
        tcvn3: table::<ByteTable>(grammar!("encodings/tcvn3")).letters(),
        vni: vni.letters(),
        vni_marks,
        viqr: table(grammar!("encodings/viqr")),
    }
});

impl Encoding {
    /// The same without the case.
    fn table(self) -> Self {
        match self {
            Self::Tcvn3 { .. } => Self::Tcvn3 { capitals: false },
            Self::Vni => Self::Vni,
        }
    }

    fn decoded(self, text: &str) -> String {
        match self {
            Self::Tcvn3 { capitals } => {
                let letters = text.chars().map(|c| {
                    let byte = byte_of(c).map_or(c, char::from);
                    ALL.tcvn3.get(&byte).copied().unwrap_or(if byte.is_ascii() { byte } else { c })
                });
                if capitals { letters.flat_map(char::to_uppercase).collect() } else { letters.collect() }
            }
            Self::Vni => vni(text),
        }
    }
}

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        let byte = byte_of(c).map_or(c, char::from);
        let marked = ALL.vni_marks.get(&byte).zip(out.chars().next_back()).and_then(|(signs, base)| {
            // Only where all make one letter.
            let mut letters = std::iter::once(base).chain(signs.chars()).nfc();
            letters.next().filter(|_| letters.next().is_none())
        });
        if let Some(letter) = marked {
            out.pop();
            out.push(letter);
        } else {
            out.push(ALL.vni.get(&byte).copied().unwrap_or(if byte.is_ascii() { byte } else { c }));
        }
    }
    out
}

/// VIQR to Unicode. A stop or question mark that ends a sentence is no tone.
fn viqr(text: &str) -> String {
    let viqr = &ALL.viqr;
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let next = rest.chars().next();
        if c == '\\' && next.is_some_and(|next| viqr.tones.contains_key(&next) || viqr.letters.contains_key(&next)) {
            out.extend(next);
            rest = &rest[1..];
            continue;
        }
        if matches!((c, next), ('d', Some('d')) | ('D', Some('d' | 'D'))) {
            out.push(if c == 'd' { 'đ' } else { 'Đ' });
            rest = &rest[1..];
            continue;
        }
        let mut letter = c;
        for (marks, is_tone) in [(&viqr.letters, false), (&viqr.tones, true)] {
            let vowel = matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
            let Some(mark) = rest.chars().next().filter(|_| vowel) else { break };
            if is_tone && matches!(mark, '.' | '?') && ends_sentence(&rest[1..]) {
                break;
            }
            if let Some(marked) = marks.get(&mark).and_then(|sign| compose(letter, *sign)) {
                letter = marked;
                rest = &rest[1..];
            }
        }
        out.push(letter);
    }
    out
}

fn ends_sentence(behind: &str) -> bool {
    let next = behind.char_indices().find(|(_, c)| *c == '\n' || !c.is_whitespace());
    next.is_none_or(|(at, c)| c == '\n' || at > 0 && (c.is_ascii_uppercase() || c == '-'))
}

/// A text file that is no Unicode: its text, where it is in one of the encodings. `decoded` is what UTF-8 makes of its
/// bytes, `broken` says that it could not.
pub(super) fn plain<'t>(bytes: &[u8], decoded: &'t str, broken: bool) -> Option<Cow<'t, str>> {
    if !broken && decoded.is_ascii() {
        return viqr_text(decoded).map(Cow::Owned);
    }
    let latin = if broken { WINDOWS_1252.decode_without_bom_handling(bytes).0 } else { Cow::Borrowed(decoded) };
    if !broken && !latin.chars().any(is_suspicious) {
        return None;
    }
    let raw = Score::of(&latin);
    let mut best: (Score, Option<Encoding>) = (raw, None);
    for table in TABLES {
        let score = Score::of(&table.decoded(&latin));
        if score.points() > best.0.points() && score.is_vietnamese() {
            best = (score, Some(table));
        }
    }
    if broken {
        let windows: String = WINDOWS_1258.decode_without_bom_handling(bytes).0.nfc().collect();
        let score = Score::of(&windows);
        if score.points() > best.0.points() && score.is_vietnamese() {
            return Some(Cow::Owned(windows));
        }
    }
    match best.1 {
        // Another text of eight bits, as one in French: better than none of its letters.
        None if broken => None,
        // Lines in Unicode stay as they are.
        prior => {
            let lines = latin.split_inclusive('\n').map(|line| match choose(line, prior) {
                Some(encoding) => Cow::Owned(encoding.decoded(line)),
                None => Cow::Borrowed(line),
            });
            let text: String = lines.collect();
            (text != decoded).then_some(Cow::Owned(text))
        }
    }
}

/// True where bytes give Vietnamese syllables in windows-1258, more than in the encodings of typefaces.
pub(super) fn is_windows_1258(bytes: &[u8]) -> bool {
    let windows: String = WINDOWS_1258.decode_without_bom_handling(bytes).0.nfc().collect();
    let latin = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let others = TABLES.map(|table| Score::of(&table.decoded(&latin)).points());
    let score = Score::of(&windows);
    score.is_vietnamese() && others.into_iter().chain([Score::of(&latin).points()]).all(|own| score.points() > own)
}

fn viqr_text(text: &str) -> Option<String> {
    let signs = text.bytes().filter(|byte| matches!(byte, b'^' | b'\'' | b'`' | b'~' | b'+')).take(3).count();
    if signs < 3 {
        return None;
    }
    let decoded = viqr(text);
    let score = Score::of(&decoded);
    let words = text.split_whitespace().count() as i64;
    (score.good >= 3 && score.good >= 6 * score.bad && score.good * 5 >= words).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, font: &str) -> String {
        joined(&[Piece { text, encoding: of_font(font), upper: false }]).text
    }

    #[test]
    fn every_letter_has_its_bytes() {
        assert_eq!(ALL.tcvn3.len(), 74);
        assert_eq!(ALL.vni.len(), 18);
        assert_eq!(ALL.vni_marks.len(), 34);
        assert_eq!((ALL.viqr.letters.len(), ALL.viqr.tones.len()), (4, 5));
    }

    #[test]
    fn fonts_say_what_their_letters_are() {
        assert_eq!(text("Quy\u{D5}t ®Þnh cña Thñ t\u{AD}íng", ".VnTime"), "Quyết định của Thủ tướng");
        assert_eq!(text("ñy ban nh©n d©n", ".VnTimeH"), "ỦY BAN NHÂN DÂN");
        assert_eq!(text("ñy ban", ".VnTimeH Tur"), "ỦY BAN");
        assert_eq!(text("Quyeát ñònh cuûa Thuû töôùng, NGHÒ ÑÒNH", "VNI-Times"), "Quyết định của Thủ tướng, NGHỊ ĐỊNH");
        assert_eq!(text("Quyết định của Thủ tướng", ".VnTime"), "Quyết định của Thủ tướng");
        assert_eq!(text("hoá đơn, quá hạn", "VNI-Times"), "hoá đơn, quá hạn");
        assert_eq!(text("Quy\u{F0D5}t \u{F0AE}Þnh", ".VnTime"), "Quyết định");
        // Bytes that were taken for windows-1258: ư is 0xFD there, ý is ư's byte of TCVN3 … and ứ's.
        assert_eq!(text("Quy\u{1A0}t ®\u{303}nh", ".VnTime"), "Quyết định");
    }

    #[test]
    fn without_such_a_font_syllables_decide() {
        assert_eq!(text("Quy\u{D5}t ®Þnh cña Thñ t\u{AD}íng", "Times New Roman"), "Quyết định của Thủ tướng");
        assert_eq!(text("Quyeát ñònh cuûa Thuû töôùng", "Arial"), "Quyết định của Thủ tướng");
        for same in ["Điều 5 của Nghị định", "Müller, Köln và Curaçao", "5 m² × 7 °C, ½ ® Windows®", "và cả cá"]
        {
            assert_eq!(text(same, "Times New Roman"), same);
        }
        assert_eq!(text("Qu\u{AD}yết", "Arial"), "Quyết");
    }

    #[test]
    fn a_letter_and_its_mark_in_two_fonts() {
        let piece = |text, font| Piece { text, encoding: of_font(font), upper: false };
        let found = joined(&[piece("cô sô", "VNI-Times"), piece("û ñoù", "Times New Roman")]);
        assert_eq!(found.text, "cơ sở đó");
    }

    #[test]
    fn decoded_ranges_are_known() {
        let piece = |text, font| Piece { text, encoding: of_font(font), upper: false };
        let found = joined(&[piece("Ông ", "Arial"), piece("NguyÔn V¨n An", ".VnTime"), piece(", Hà Nội", "Arial")]);
        assert_eq!(found.text, "Ông Nguyễn Văn An, Hà Nội");
        assert_eq!(found.legacy.iter().map(|range| &found.text[range.clone()]).collect::<Vec<_>>(), ["Nguyễn Văn An"]);
    }

    #[test]
    fn whole_files() {
        let decoded = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let broken = std::str::from_utf8(bytes).is_err();
            plain(bytes, &text, broken).map(Cow::into_owned)
        };
        let latin = |text: &str| -> Vec<u8> { text.chars().map(|c| u32::from(c) as u8).collect() };
        let expected = "Quyết định của Thủ tướng";
        assert_eq!(decoded(&latin("Quy\u{D5}t ®Þnh cña Thñ t\u{AD}íng")).as_deref(), Some(expected));
        assert_eq!(decoded(&latin("Quyeát ñònh cuûa Thuû töôùng")).as_deref(), Some(expected));
        assert_eq!(decoded(b"Quy\xEA\xECt \xF0i\xF2nh cu\xD2a Thu\xD2 t\xFD\xF5\xECng").as_deref(), Some(expected));
        assert_eq!(decoded("Quy\u{D5}t ®Þnh cña Thñ t\u{AD}íng".as_bytes()).as_deref(), Some(expected));
        assert_eq!(decoded(b"Quye^'t ddi.nh cu?a Thu? tu+o+'ng").as_deref(), Some(expected));
        assert_eq!(decoded(expected.as_bytes()), None);
        assert_eq!(decoded(b"It's what you're told. Isn't it? He'd say 'no'."), None);
    }

    #[test]
    #[cfg(feature = "pdf")]
    fn lines_in_capitals() {
        let is = |line: &str| is_in_capitals(line.split(' '));
        assert!(is("ủY BAN NHâN DâN") && is("Sở Y Tế LONG AN") && is("QUYếT ĐịNH:"));
        assert!(!is("Lê Tố Hà") && !is("Ủy ban nhân dân") && !is("Số: 12/QĐ-UBND") && !is(""));
    }
}
