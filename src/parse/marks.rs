//! What a piece might be, by its words alone. Several may hold; `landmarks` decides.

use super::inline::label::{Label, Level, label};
use super::inline::misread::stray_article;
use super::kinds::misread_kind;
use crate::model::Capacity;
use crate::words::{
    Vocabulary, cut_post, fold, fold_char, is_alphabetic, is_lowercase, is_name, is_uppercase, name_at_end,
    nearest_post, ranked, same_tones,
};

/// What a piece might be, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u32);

impl Marks {
    pub(crate) const NATIONAL_TITLE: u32 = 1;
    pub(crate) const MOTTO: u32 = 1 << 1;
    pub(crate) const NUMBER: u32 = 1 << 2;
    pub(crate) const PLACE_DATE: u32 = 1 << 3;
    /// The name of a kind, in capitals or alone.
    pub(crate) const KIND: u32 = 1 << 4;
    pub(crate) const BASIS: u32 = 1 << 5;
    pub(crate) const FORMULA: u32 = 1 << 6;
    pub(crate) const ARTICLE: u32 = 1 << 7;
    /// A label of any other level.
    pub(crate) const LABEL: u32 = 1 << 8;
    pub(crate) const BULLET: u32 = 1 << 9;
    pub(crate) const RECIPIENTS: u32 = 1 << 10;
    pub(crate) const FILING: u32 = 1 << 11;
    pub(crate) const CAPACITY: u32 = 1 << 12;
    pub(crate) const POST: u32 = 1 << 13;
    pub(crate) const SIGNED: u32 = 1 << 14;
    pub(crate) const NAME: u32 = 1 << 15;
    pub(crate) const ISSUED_WITH: u32 = 1 << 16;
    pub(crate) const STAMP: u32 = 1 << 17;
    pub(crate) const AGENCY: u32 = 1 << 18;
    pub(crate) const CAPITALS: u32 = 1 << 19;
    /// `PHỤ LỤC I`, `Mẫu số 47`: a heading by itself.
    pub(crate) const APPENDIX: u32 = 1 << 20;
    /// `Phụ lục 1. Biên bản …` with its title on the line: a heading only where the page says so.
    pub(crate) const TITLED_APPENDIX: u32 = 1 << 21;
    pub(crate) const QUOTE: u32 = 1 << 22;
    pub(crate) const COPY: u32 = 1 << 23;
    /// `Kính gửi:`
    pub(crate) const ADDRESSEES: u32 = 1 << 24;
    /// `“Điều 1 Ban hành`, `- Điều 1. …`: an article only where nothing else can stand.
    pub(crate) const STRAY_ARTICLE: u32 = 1 << 25;

    pub(crate) fn has(self, mark: u32) -> bool {
        self.0 & mark != 0
    }

    fn add(&mut self, mark: u32, holds: bool) {
        if holds {
            self.0 |= mark;
        }
    }
}

/// So many scraps may stand before a capacity.
const MOST_SCRAPS: usize = 4;

/// The marks of a piece's text.
pub(crate) fn marks(slice: &str, words: &Vocabulary) -> Marks {
    let mut marks = Marks::default();
    let mut buffer = [0u8; 200];
    let mut length = 0;
    let (mut upper, mut lower) = (0, 0);
    for (slot, c) in buffer.iter_mut().zip(slice.chars()) {
        *slot = fold_char(c);
        length += 1;
        upper += usize::from(is_uppercase(c));
        lower += usize::from(is_lowercase(c));
    }
    let folded = std::str::from_utf8(&buffer[..length]).unwrap_or("");
    let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let skipped = folded.len() - bare.len();
    let first = slice.chars().nth(skipped);
    let starts_upper = first.is_some_and(is_uppercase);
    let capitals = upper >= 2 && upper > lower * 6;
    let ending = bare.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    marks.add(Marks::CAPITALS, capitals);
    if let Some(found) = label(slice).or_else(|| noisy_label(slice, skipped)) {
        let mark = match found.level {
            Level::Article => Marks::ARTICLE,
            Level::Bullet => Marks::BULLET,
            _ => Marks::LABEL,
        };
        marks.add(mark, true);
    }
    if bare.starts_with("dieu ") && !marks.has(Marks::ARTICLE) {
        let stray = stray_article(slice, |text| super::groups::names_document(text, words));
        marks.add(Marks::STRAY_ARTICLE, stray.is_some_and(|label| label.ordinal == 1));
    }
    marks.add(Marks::QUOTE, folded.starts_with('"'));
    marks.add(Marks::NATIONAL_TITLE, upper >= 12 && is_national_title(bare));
    marks.add(Marks::MOTTO, length < 80 && bare.contains("doc lap") && bare.contains("tu do"));
    marks.add(Marks::NUMBER, is_number_line(bare, slice));
    marks.add(Marks::PLACE_DATE, length < 90 && is_place_date(bare));
    // `Đề án` is no `Để`.
    let purpose = |key: &str| {
        key != "de-dap-ung" || slice.chars().skip(skipped).take(2).eq("Để".chars()) || bare.starts_with("nham")
    };
    marks
        .add(Marks::BASIS, starts_upper && words.bases.longest_prefix(bare).is_some_and(|phrase| purpose(&phrase.key)));
    marks.add(Marks::FORMULA, starts_upper && upper > lower && words.enacting.exact(ending).is_some());
    marks.add(Marks::RECIPIENTS, starts_upper && length < 60 && is_recipients(bare, words));
    marks.add(Marks::ADDRESSEES, starts_upper && words.addressee_labels.longest_prefix(bare).is_some());
    marks.add(Marks::FILING, is_filing(bare, folded, words));
    marks.add(Marks::ISSUED_WITH, is_issued_with(folded));
    marks.add(
        Marks::STAMP,
        words
            .stamps
            .longest_prefix(bare)
            .is_some_and(|phrase| length < 120 && !capitals | phrase.folded.starts_with("den")),
    );
    let mut named = false;
    let kind = if starts_upper { words.kinds.iter().find(|kind| is_kind(&kind.folded, bare)) } else { None };
    if let Some(kind) = kind {
        let length = kind.folded.len();
        let name: String = slice.chars().skip(skipped).take(length).collect();
        let shouted = !name.chars().any(char::is_lowercase);
        let alone = ending.len() <= length + 1;
        named = alone && same_tones(&name.to_uppercase(), &kind.name.to_uppercase());
        marks.add(Marks::KIND, shouted && (capitals || length > 5 && bare.len() > length + 3) || alone);
        let rest = bare[length..].trim_start_matches([' ', '.', ':']);
        let labelled = rest.split([' ', '.', ':']).next().is_some_and(is_appendix_label);
        let appendix = matches!(kind.key.as_str(), "phu-luc" | "mau" | "bieu" | "bieu-mau");
        marks.add(Marks::TITLED_APPENDIX, appendix && labelled && length < 160);
        marks.add(
            Marks::APPENDIX,
            appendix
                && (shouted || labelled && length + 6 > ending.len().min(30))
                && (kind.key == "phu-luc" || labelled),
        );
    }
    // A heading in capitals with a letter misread, where it can be nothing else.
    if kind.is_none()
        && capitals
        && length <= 70
        && let Some((kind, _)) = misread_kind(slice, words)
    {
        marks.add(Marks::KIND, true);
        marks.add(Marks::APPENDIX, kind.key == "phu-luc");
    }
    if capitals && length < 160 {
        marks.add(Marks::CAPACITY, is_capacity(bare, words));
        marks.add(
            Marks::POST,
            words.posts.longest_prefix(bare).is_some()
                || length < 40 && (nearest_post(slice, words).is_some() || cut_post(slice, words, false).is_some()),
        );
        // The name of a kind is none of an agency: TỜ TRÌNH is no TỔ.
        marks.add(Marks::AGENCY, !named && words.agency_heads.longest_prefix(bare).is_some());
        marks.add(Marks::COPY, words.marks.longest_prefix(bare).is_some_and(|phrase| phrase.key == "copy"));
    }
    if length < 60 {
        marks.add(Marks::SIGNED, words.signed.exact(ending).is_some());
        let named = is_name(slice.trim_matches(|c: char| !is_alphabetic(c)), words);
        let ranked = || starts_upper && ranked(slice, words).is_some();
        marks.add(Marks::NAME, named || ranked() || name_at_end(slice, words).is_some());
    }
    marks
}

/// The label behind scan noise: `... Điều 1.`, `ñ Chương I`. Only labels that are words stand out
/// enough to be found there.
pub(crate) fn noisy_label(slice: &str, skipped: usize) -> Option<Label> {
    if skipped == 0 || skipped > 8 || slice.starts_with(['"', '“', '(']) {
        return None;
    }
    let at = slice.char_indices().nth(skipped)?.0;
    label(&slice[at..]).filter(|label| label.level <= Level::Article).map(|label| Label {
        length: label.length + skipped,
        repaired: true,
        ..label
    })
}

fn is_kind(kind: &str, bare: &str) -> bool {
    bare.starts_with(kind) && bare.as_bytes().get(kind.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric())
}

pub(crate) fn is_appendix_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    !word.is_empty()
        && word.len() <= 6
        && (word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
            || word.bytes().any(|b| b.is_ascii_digit())
            || word.len() == 1)
}

fn is_national_title(bare: &str) -> bool {
    bare.starts_with("cong hoa xa hoi")
        || bare.contains("xa hoi chu nghia viet nam")
        || bare.starts_with("dang cong san viet nam")
        || bare == "chu nghia viet nam"
        || bare.len() >= 30
            && bare.len() < 60
            && crate::words::distance(bare, "cong hoa xa hoi chu nghia viet nam") <= 6
}

/// `Số: …`, `Só2624/…`: a number follows, a symbol, or blanks for one.
fn is_number_line(bare: &str, slice: &str) -> bool {
    // `§ố:` is what an engine makes of it.
    let section = || slice.contains("§").then(|| bare.strip_prefix("o:")).flatten();
    let rest = bare.strip_prefix("so").or_else(|| bare.strip_prefix("5o:")).or_else(section);
    let Some(rest) = rest else { return false };
    let labelled = rest.trim_start().starts_with([':', ';']);
    let next = rest.trim_start_matches([' ', ':', ';', '.', '_']).bytes().next();
    let symbol = slice.contains(['/', '⁄']) || slice.contains('-');
    bare.len() < 90
        && (labelled && (symbol || next.is_none())
            || symbol && next.is_some_and(|byte| byte.is_ascii_digit() || byte == b'/'))
}

/// `Hà Tĩnh, ngày … tháng … năm …`, whole or partly blank.
fn is_place_date(bare: &str) -> bool {
    let Some(at) = bare.find("ngay") else { return false };
    let rest = &bare[at..];
    (rest.contains("thang") && (rest.contains("nam") || rest.len() < 40)
        || rest.matches('/').count() == 2 && rest.len() < 20)
        && at < 45
        && !bare.starts_with("so")
        && !bare.starts_with('(')
}

fn is_recipients(bare: &str, words: &Vocabulary) -> bool {
    if words.recipient_labels.longest_prefix(bare).is_some() {
        return true;
    }
    let head = bare.split([':', ';']).next().unwrap_or("").trim();
    head.len() >= 7 && head.len() <= 10 && words.recipient_labels.nearest(head, 2).is_some() && bare.contains(':')
}

/// `- Lưu: VT`, `Lưu VT`, `Lưu Văn thư`.
fn is_filing(bare: &str, folded: &str, words: &Vocabulary) -> bool {
    let Some(phrase) = words.filing.longest_prefix(bare) else { return false };
    let rest = bare[phrase.folded.len()..].trim_start();
    let bulleted = folded.len() > bare.len();
    bare.len() < 120
        && (rest.starts_with(':')
            || rest.starts_with("vt")
            || rest.starts_with("van thu")
            || rest.starts_with("vp")
            || bulleted && bare.len() < 40)
}

/// `(Kèm theo Quyết định số …`, `(Ban hành kèm theo …`, `(Đính kèm …`, with the parenthesis lost too.
fn is_issued_with(folded: &str) -> bool {
    let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c != '(');
    let parenthesis = bare.starts_with('(');
    let inside = bare.trim_start_matches(['(', ' ']);
    ["kem theo ", "ban hanh kem theo ", "dinh kem ", "ban hanh theo quyet dinh", "kem quyet dinh", "ban hanh kem "]
        .iter()
        .any(|start| inside.starts_with(start))
        && (parenthesis
            || ["so", "quyet dinh", "van ban", "ke hoach", "cong van", "nghi quyet"]
                .iter()
                .any(|word| inside.contains(word))
                && inside.contains("so")
                && inside.len() < 200)
}

/// `TM. …`, `KT. …`, `T/M …`, `Q. GIÁM ĐỐC`.
fn is_capacity(bare: &str, words: &Vocabulary) -> bool {
    capacity_at(bare, words).is_some()
}

/// Where the capacity begins in a folded string, where what it is for begins, and its key. Scraps of a stamp may stand
/// before one that is whole, with a post behind it: `ĂM. KT. HIỆU TRƯỞNG`.
pub(crate) fn capacity_at(bare: &str, words: &Vocabulary) -> Option<(usize, usize, Capacity)> {
    if let Some((length, key)) = capacity_length(bare, words) {
        return Some((0, length, key));
    }
    let scrap = |word: &&str| word.bytes().filter(u8::is_ascii_alphanumeric).count() <= 3;
    let mut at = 0;
    for word in bare.split(' ').take(MOST_SCRAPS).take_while(scrap) {
        at += word.len() + 1;
        let rest = bare.get(at..)?;
        let from = at + rest.len() - rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len();
        let phrase = words.capacities.longest_prefix(&bare[from..]).filter(|phrase| phrase.key != Capacity::Q);
        let Some(phrase) = phrase else { continue };
        let Some(of) = bare[from + phrase.folded.len()..].strip_prefix(['.', '/', ',']) else { continue };
        let of = of.trim_start();
        let known = words.bodies.longest_prefix(of).is_some_and(|body| body.folded.len() > 4)
            || words.posts.longest_prefix(of).is_some()
            || of.len() >= 7 && words.posts.nearest(of.trim_end(), 1).is_some();
        if known {
            return Some((from, bare.len() - of.len(), phrase.key));
        }
    }
    None
}

/// The characters of the capacity at the start of a folded string, with its full stop, and its key.
fn capacity_length(bare: &str, words: &Vocabulary) -> Option<(usize, Capacity)> {
    let Some(phrase) = words.capacities.longest_prefix(bare) else { return misread_capacity(bare, words) };
    let rest = &bare[phrase.folded.len()..];
    let marked = rest.trim_start_matches([' ']).starts_with(['.', ',', '/', ':']);
    let text = rest.trim_start_matches([' ', '.', ',', '/', ':']);
    let known = words.posts.longest_prefix(text).is_some()
        || words.bodies.longest_prefix(text).is_some()
        || words.agency_heads.longest_prefix(text).is_some();
    let spelled = phrase.folded.len() > 4;
    (text.starts_with(|c: char| c.is_ascii_alphabetic())
        && (marked || known)
        && (!(spelled || phrase.key == Capacity::Q) || known))
        .then(|| (bare.len() - text.len(), phrase.key))
        .or_else(|| misread_capacity(bare, words))
}

/// A capacity that OCR made something else of, by the list: only with its full stop, before a post or a body. A scrap may
/// be glued to the post: `KT)ÂHIỆU TRƯỞNG`.
fn misread_capacity(bare: &str, words: &Vocabulary) -> Option<(usize, Capacity)> {
    let end = bare.find(['.', ',', ')'])?;
    let written = bare[..end].trim_end();
    let exact = || words.capacities.exact(written).map(|phrase| phrase.key).filter(|key| *key != Capacity::Q);
    let key = words.capacity_repairs.get(written).copied().or_else(exact)?;
    let text = bare[end..].trim_start_matches(['.', ',', ')', ' ', '\u{1}']);
    let list = if key == Capacity::TM { &words.bodies } else { &words.posts };
    if list.longest_prefix(text).is_some() {
        return Some((bare.len() - text.len(), key));
    }
    let glued = (1..=2).filter_map(|length| text.get(length..));
    let text = glued.into_iter().find(|text| list.longest_prefix(text).is_some_and(|own| own.folded.len() >= 8))?;
    Some((bare.len() - text.len(), key))
}

/// A body alone on its line behind a stray mark, or on a `paged` source without one: what a stamp left of
/// `TM. ỦY BAN NHÂN DÂN`.
pub(crate) fn is_bare_body(slice: &str, paged: bool, words: &Vocabulary) -> bool {
    let marked = slice.starts_with(['.', '_', ',', '\'', '`', '-']);
    let folded = fold(slice);
    let bare = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    (marked || paged) && words.bodies.exact(bare).is_some_and(|body| body.folded.len() > 6)
}
