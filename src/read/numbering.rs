//! Word's automatic numbers, computed in one pass as Word shows them: levels, restarts, overrides, lists
//! linked to styles. The numbers are not in a file's text.

use crate::package::{Element, Tree};
use std::collections::HashMap;

/// A level of a list.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub start: u32,
    /// As WordprocessingML names it: `decimal`, `upperRoman`, `bullet`.
    pub format: String,
    /// `Điều %1.`: `%n` stands for the number of level n.
    pub text: String,
    /// What stands between number and text.
    pub suffix: &'static str,
    /// Legal numbering: all numbers as Arabic ones.
    pub legal: bool,
    /// The level whose next number starts this one anew; 0 for never.
    pub restart: Option<u32>,
    /// The paragraph style that is this level's.
    pub style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            suffix: " ",
            legal: false,
            restart: None,
            style: None,
        }
    }
}

const LEVELS: usize = 9;
/// The most characters of a level's text that are read: it is repeated on every paragraph of the list.
pub(super) const LONGEST_TEXT: usize = 255;

/// A list as one `w:num` gives it.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// The abstract list, whose count it goes on with.
    pub abstract_id: String,
    pub levels: HashMap<usize, Level>,
    /// Levels that this list starts anew.
    pub overrides: HashMap<usize, u32>,
}

/// All lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    /// By abstract list: the counters of its levels, `None` before the first.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// The lists whose overrides have been applied.
    begun: HashMap<String, [bool; LEVELS]>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn new(tree: &Tree) -> Self {
        let root = tree.root();
        let mut abstracts: HashMap<String, (HashMap<usize, Level>, Option<String>)> = HashMap::new();
        for list in root.children().filter(|child| child.name() == "w:abstractNum") {
            let Some(id) = list.attribute("w:abstractNumId") else { continue };
            let levels = list.children().filter(|child| child.name() == "w:lvl").filter_map(level).collect();
            abstracts.insert(id.to_owned(), (levels, list.value("w:numStyleLink").map(str::to_owned)));
        }
        // A list may take its levels from the list that a style is linked to.
        let by_style: HashMap<String, String> = root
            .children()
            .filter(|child| child.name() == "w:abstractNum")
            .filter_map(|list| {
                Some((list.value("w:styleLink")?.to_owned(), list.attribute("w:abstractNumId")?.to_owned()))
            })
            .collect();
        let mut numbering = Self::default();
        for list in root.children().filter(|child| child.name() == "w:num") {
            let (Some(id), Some(abstract_id)) = (list.attribute("w:numId"), list.value("w:abstractNumId")) else {
                continue;
            };
            let linked =
                abstracts.get(abstract_id).and_then(|(_, link)| link.as_ref()).and_then(|link| by_style.get(link));
            let abstract_id = linked.map_or(abstract_id, String::as_str);
            let mut levels = abstracts.get(abstract_id).map(|(levels, _)| levels.clone()).unwrap_or_default();
            let mut overrides = HashMap::new();
            for change in list.children().filter(|child| child.name() == "w:lvlOverride") {
                let Some(at) = change.attribute("w:ilvl").and_then(|at| at.parse::<usize>().ok()) else { continue };
                if let Some((at, level)) = change.child("w:lvl").and_then(level) {
                    levels.insert(at, level);
                }
                if let Some(start) = change.value("w:startOverride").and_then(|start| start.parse().ok()) {
                    overrides.insert(at, start);
                }
            }
            numbering.add(id.to_owned(), List { abstract_id: abstract_id.to_owned(), levels, overrides });
        }
        numbering
    }

    /// Adds a list, whatever format it comes from.
    pub(super) fn add(&mut self, id: String, list: List) {
        self.lists.insert(id, list);
    }

    /// The level of a list that is a paragraph style's.
    pub(super) fn linked_level(&self, list_id: &str, style_id: &str) -> Option<usize> {
        let levels = &self.lists.get(list_id)?.levels;
        levels.iter().filter(|(_, level)| level.style.as_deref() == Some(style_id)).map(|(at, _)| *at).min()
    }

    /// The number of the next paragraph of a list on a level, with what stands behind it; empty where the
    /// list shows none.
    pub(super) fn next(&mut self, list_id: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some(list) = self.lists.get(list_id) else { return String::new() };
        let counters = self.counters.entry(list.abstract_id.clone()).or_default();
        let begun = self.begun.entry(list_id.to_owned()).or_default();
        let of = |at: usize| list.levels.get(&at).cloned().unwrap_or_default();
        let here = of(level);
        let forced = list.overrides.get(&level).filter(|_| !begun[level]);
        counters[level] = Some(match (forced, counters[level]) {
            (Some(start), _) => *start,
            (None, Some(number)) => number.saturating_add(1),
            (None, None) => here.start,
        });
        begun[level] = true;
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restart = of(deeper).restart;
            if restart != Some(0) && restart.is_none_or(|above| level < above as usize) {
                *counter = None;
            }
        }
        for (above, counter) in counters.iter_mut().enumerate().take(level) {
            counter.get_or_insert_with(|| of(above).start);
        }
        if here.format == "none" && !here.text.contains('%') {
            return if here.text.is_empty() { String::new() } else { format!("{}{}", here.text, here.suffix) };
        }
        if here.format == "bullet" {
            return format!("{}{}", bullet(&here.text), here.suffix);
        }
        let mut shown = String::new();
        let mut rest = here.text.as_str();
        while let Some(at) = rest.find('%') {
            shown.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let Some(place) =
                rest.chars().next().and_then(|digit| digit.to_digit(10)).filter(|digit| (1..=9).contains(digit))
            else {
                shown.push('%');
                continue;
            };
            rest = &rest[1..];
            let place = place as usize - 1;
            let format = if here.legal { "decimal".to_owned() } else { of(place).format };
            shown.push_str(&formatted(counters[place].unwrap_or(1), &format));
        }
        shown.push_str(rest);
        if shown.is_empty() { shown } else { shown + here.suffix }
    }
}

fn level(element: Element) -> Option<(usize, Level)> {
    let at = element.attribute("w:ilvl")?.parse().ok()?;
    let number = |name: &str| element.value(name).and_then(|value| value.parse().ok());
    Some((
        at,
        Level {
            start: number("w:start").unwrap_or(1),
            format: element.value("w:numFmt").unwrap_or("decimal").to_owned(),
            text: element.value("w:lvlText").unwrap_or("").chars().take(LONGEST_TEXT).collect(),
            suffix: if element.value("w:suff") == Some("nothing") { "" } else { " " },
            legal: element.is_on("w:isLgl"),
            restart: number("w:lvlRestart"),
            style: element.value("w:pStyle").map(str::to_owned),
        },
    ))
}

/// Bullets are glyphs of symbol fonts: those in use stand for dashes and dots.
pub(super) fn bullet(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F076}' | '\u{F0FC}' | 'o' | '§' | '·' => '•',
            '\u{F02D}' => '-',
            c => c,
        })
        .collect()
}

/// A number in one of Word's formats.
pub(super) fn formatted(number: u32, format: &str) -> String {
    let letters = |first: u8| {
        // After z come aa, bb: the letter again, as often as the alphabet has been gone through.
        let (round, letter) = ((number.max(1) - 1) / 26, (number.max(1) - 1) % 26);
        char::from(first + letter as u8).to_string().repeat(round.min(40) as usize + 1)
    };
    match format {
        "lowerLetter" => letters(b'a'),
        "upperLetter" => letters(b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

fn roman(mut number: u32) -> String {
    if number == 0 || number > 3999 {
        return number.to_string();
    }
    let mut out = String::new();
    let digits = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    for (value, letters) in digits {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(levels: &str, nums: &str) -> Numbering {
        let xml =
            format!("<w:numbering><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>{nums}</w:numbering>");
        Numbering::new(&Tree::parse(xml.as_bytes()).expect("XML"))
    }

    fn lvl(at: usize, format: &str, text: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    }

    #[test]
    fn articles_points_and_nested_numbers() {
        let levels =
            [lvl(0, "decimal", "Điều %1."), lvl(1, "decimal", "%1.%2."), lvl(2, "lowerLetter", "%3)")].concat();
        let mut numbering = numbering(&levels, "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>");
        let shown: Vec<String> = [0, 1, 1, 2, 2, 0, 1, 2].iter().map(|level| numbering.next("1", *level)).collect();
        assert_eq!(shown, ["Điều 1. ", "1.1. ", "1.2. ", "a) ", "b) ", "Điều 2. ", "2.1. ", "a) "]);
    }

    #[test]
    fn a_list_goes_on_unless_its_start_is_overridden() {
        let nums = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num>\
            <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";
        let mut numbering = numbering(&lvl(0, "upperRoman", "%1."), nums);
        let shown: Vec<String> = ["1", "1", "2", "3", "3", "9"].iter().map(|list| numbering.next(list, 0)).collect();
        assert_eq!(shown, ["I. ", "II. ", "III. ", "V. ", "VI. ", ""]);
    }
}
