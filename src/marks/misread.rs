//! Labels behind stray signs and with misread marks or numbers, which only their place in a row can confirm.

use super::label::{Label, Level, as_roman, label, roman};
use crate::words::{fold, fold_head};

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

/// A label that only its place in a row can confirm: behind scan noise (`', 1. Công tác`, `_2. Yêu cầu`, `-3. Tên`), with
/// another mark than a full stop (`::2, Yêu cầu`), or a Roman number misread or without its mark before capitals
/// (`II TỔ CHỨC THỰC HIỆN`, `HH. TỔ CHỨC`).
pub(crate) fn misread(raw: &str) -> Option<Label> {
    let skipped = raw.chars().take_while(|c| !c.is_alphanumeric() && *c != '|').count();
    if skipped > 4 || raw.starts_with(['"', '“', '(', '[', '+', '%']) {
        return None;
    }
    let at = raw.char_indices().nth(skipped)?.0;
    let inner = &raw[at..];
    // A dash and a blank begin an item, but for a number that its row expects: `- 2. Yêu cầu` behind 1.
    let item = raw[..at].starts_with(['-', '–', '—']) && raw[..at].ends_with(' ');
    let behind = |label: Label| Label { length: label.length + skipped, repaired: true, ..label };
    let row = |label: &Label| matches!(label.level, Level::Arabic | Level::Roman | Level::Letter);
    let in_item = |label: &Label| !item || label.level == Level::Arabic && label.depth == 1;
    if skipped > 0
        && let Some(found) = label(inner).filter(row).filter(in_item)
    {
        return Some(behind(found));
    }
    if !item && let Some(found) = other_mark(inner) {
        return Some(behind(found));
    }
    misread_roman(inner).or_else(|| misread_part(inner)).map(behind)
}

/// `2, Yêu cầu`, `2: Yêu cầu`: a number of a list whose full stop was misread.
fn other_mark(inner: &str) -> Option<Label> {
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let after = inner[digits..].strip_prefix([',', ';', ':'])?;
    let text = after.strip_prefix(' ').filter(|text| text.starts_with(char::is_uppercase))?;
    let ordinal = inner[..digits].parse().ok().filter(|_| digits <= 2 && text.len() > 3)?;
    Some(Label {
        level: Level::Arabic,
        ordinal,
        depth: 1,
        style: b'.',
        number: Some(inner[..digits].to_owned()),
        length: digits + 1,
        repaired: true,
    })
}

/// A Roman number before capitals whose mark or strokes were misread: `II TỔ CHỨC`, `L MỤC ĐÍCH`, `HH. TỔ CHỨC`. Its
/// ordinal is 0 where its letters make no number.
fn misread_roman(inner: &str) -> Option<Label> {
    let (word, rest) = inner.split_once(' ')?;
    let letters = word.trim_end_matches(['.', ',', '/', ':', '-']);
    let capitals = rest.chars().filter(|c| c.is_alphabetic()).take(12).all(char::is_uppercase);
    let marked = letters.len() < word.len();
    if !capitals || rest.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return None;
    }
    let written: String = roman_strokes(letters)?;
    let exact = written == letters;
    let ordinal = match roman(&written.to_ascii_lowercase()) {
        Some(ordinal) => ordinal,
        None if marked && letters.len() > 1 => 0,
        None => return None,
    };
    // One stroke alone may be any scrap: only the row's first, or one that is written as it should be.
    (exact || ordinal != 1 || letters.chars().all(|c| matches!(c, 'L' | '1' | 'l' | '|'))).then(|| Label {
        level: Level::Roman,
        ordinal,
        depth: 1,
        style: b'.',
        number: (ordinal > 0).then(|| as_roman(ordinal)),
        length: word.chars().count(),
        repaired: true,
    })
}

/// The Roman digits that strokes may be: `H` is two of I, `1` and `l` are one. `None` where another letter is among them.
fn roman_strokes(word: &str) -> Option<String> {
    let stroke = |c: char| match c {
        'I' | 'l' | '1' | '|' | 'L' | 'Í' | 'Ï' => Some("I"),
        'H' => Some("II"),
        'V' => Some("V"),
        'X' => Some("X"),
        _ => None,
    };
    let strokes: String = word.chars().map(stroke).collect::<Option<Vec<_>>>()?.concat();
    (!strokes.is_empty() && word.chars().count() <= 4).then_some(strokes)
}

/// `Chương H`: the number of a chapter or section whose Roman strokes were misread.
fn misread_part(inner: &str) -> Option<Label> {
    let (word, rest) = inner.split_once(' ')?;
    let level = match fold(word).as_str() {
        "chuong" => Level::Chapter,
        "muc" => Level::Section,
        "phan" => Level::Part,
        _ => return None,
    };
    let number = rest.split([' ', '.', ':']).next().filter(|_| word.starts_with(char::is_uppercase))?;
    let ordinal = roman(&roman_strokes(number)?.to_ascii_lowercase())?;
    let length = word.chars().count() + 1 + number.chars().count();
    let style = b' ';
    Some(Label { level, ordinal, depth: 1, style, number: Some(as_roman(ordinal)), length, repaired: true })
}

/// An article behind stray signs, or without the mark behind its number: `“Điều 1 Ban hành`, `- Điều 2. Quyết định`. Only
/// its place in the row can confirm it: an item or a quotation may begin so. `other` tells what a sentence about another
/// document's article goes on with (`Điều 7 Luật Xây dựng`).
pub(crate) fn stray_article(raw: &str, other: impl Fn(&str) -> bool) -> Option<Label> {
    let skipped = raw.chars().take_while(|c| !c.is_alphanumeric()).count();
    let at = raw.char_indices().nth(skipped).filter(|_| skipped <= 8)?.0;
    let inner = &raw[at..];
    let found = label(inner).filter(|label| label.level == Level::Article && skipped > 0);
    let found = found.or_else(|| {
        let folded = fold_head(inner, 16);
        let number = folded.strip_prefix("dieu ").filter(|_| inner.starts_with('Đ'))?;
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let rest: String = inner.chars().skip("dieu ".len() + digits).collect();
        let text = rest.strip_prefix(' ').filter(|text| text.starts_with(char::is_uppercase) && !other(text))?;
        let ordinal = number[..digits].parse().ok().filter(|_| digits <= 3 && text.len() > 10)?;
        Some(Label {
            level: Level::Article,
            ordinal,
            depth: 1,
            style: b'.',
            number: Some(number[..digits].to_owned()),
            length: "dieu ".len() + digits,
            repaired: true,
        })
    })?;
    Some(Label { length: found.length + skipped, repaired: true, ..found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_a_row_can_confirm() {
        let read = |raw: &str| {
            misread(raw).map(|label| (label.level, label.ordinal, raw.chars().take(label.length).collect::<String>()))
        };
        for (raw, level, ordinal, text) in [
            ("_2. Nội dung", Level::Arabic, 2, "_2."),
            ("::2, Nội dung", Level::Arabic, 2, "::2,"),
            ("-2: Nội dung này", Level::Arabic, 2, "-2:"),
            ("- 2. Nội dung", Level::Arabic, 2, "- 2."),
            ("4, Bà Lò Thị Tám", Level::Arabic, 4, "4,"),
            ("-I. PHẠM VI", Level::Roman, 1, "-I."),
            ("II PHẠM VI", Level::Roman, 2, "II"),
            ("HI. PHẠM VI", Level::Roman, 3, "HI."),
            ("_:IHI. PHẠM VI", Level::Roman, 0, "_:IHI."),
            ("L PHẠM VI", Level::Roman, 1, "L"),
            ("Chương H", Level::Chapter, 2, "Chương H"),
        ] {
            assert_eq!(read(raw), Some((level, ordinal, text.to_owned())), "{raw}");
        }
        for raw in [
            "- II. Nội dung",
            "- a) Nội dung",
            "2,5 triệu đồng",
            "5, 6 và 7",
            "\"2. Nội dung",
            "Chương trình",
            "HÀ NỘI NĂM",
        ] {
            assert_eq!(read(raw), None, "{raw}");
        }
        let article = |raw: &str| {
            let other = |text: &str| text.starts_with("Luật");
            stray_article(raw, other).map(|label| (label.ordinal, raw.chars().take(label.length).collect::<String>()))
        };
        assert_eq!(article("“Điều 1 Thành lập Hội đồng"), Some((1, "“Điều 1".to_owned())));
        assert_eq!(article("- Điều 2. Hội đồng có"), Some((2, "- Điều 2.".to_owned())));
        assert_eq!(article("Điều 7 Luật Xây dựng năm"), None);
        assert_eq!(article("Điều 7 của Nghị định"), None);
    }
}
