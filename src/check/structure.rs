//! Articles and labels in their order, and references to articles that are there.

use super::{Checker, Place, all_blocks, at, blocks};
use crate::grammars::pattern;
use crate::model::{Attachment, Block, Division, DivisionLevel, DocumentKind, Text};
use crate::words::fold;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn check(checker: &mut Checker) {
    let document = checker.document;
    articles(checker, &document.body, "");
    for (index, attachment) in document.attachments.iter().enumerate() {
        articles(checker, &attachment.body, &format!("/attachments/{index}"));
    }
    sequences(checker, &document.body, "");
    for (index, attachment) in document.attachments.iter().enumerate() {
        sequences(checker, &attachment.body, &format!("/attachments/{index}"));
        appendix_number(checker, index, attachment);
    }
    references(checker);
    recipients(checker);
}

/// The articles of a body with their pointers, those of quoted wording left out.
fn articles_of<'b>(body: &'b [Block], pointer: &str) -> Vec<(&'b Division, String)> {
    let mut found = Vec::new();
    for (index, block) in body.iter().enumerate() {
        if let Block::Division(division) = block {
            let own = format!("{pointer}/body/{index}");
            if division.level == DivisionLevel::Article {
                found.push((division, own));
            } else {
                found.extend(articles_of(&division.body, &own));
            }
        }
    }
    found
}

fn number(division: &Division) -> Option<u32> {
    division.number.as_deref()?.parse().ok()
}

/// Articles are numbered through from 1.
fn articles(checker: &mut Checker, body: &[Block], pointer: &str) {
    let mut expected = 1;
    for (article, own) in articles_of(body, pointer) {
        let Some(found) = number(article) else { continue };
        if found != expected {
            let place = at(format!("{own}/label"), &article.label);
            checker.find("article-sequence", place, &[&format!("Điều {found}"), &format!("Điều {expected}")]);
        }
        expected = found.saturating_add(1);
    }
}

/// Letters of điểm in their order (Phụ lục I, II.6).
const LETTERS: [&str; 23] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x", "y"];

/// The sequence of a label and its place there: `2.3` is the third of the sequence `2`.
fn place_of(division: &Division) -> Option<(&str, usize)> {
    let number = division.number.as_deref()?;
    let place = match division.level {
        DivisionLevel::Roman | DivisionLevel::Chapter | DivisionLevel::Part => {
            roman(number).or_else(|| number.parse().ok())
        }
        DivisionLevel::Point | DivisionLevel::Letter => {
            LETTERS.iter().position(|letter| *letter == number).map(|place| place + 1)
        }
        DivisionLevel::Clause | DivisionLevel::Number | DivisionLevel::Section | DivisionLevel::Subsection => {
            let (sequence, last) = number.rsplit_once('.').unwrap_or(("", number));
            return last.parse().ok().map(|place| (sequence, place));
        }
        _ => None,
    };
    place.map(|place| ("", place))
}

fn roman(number: &str) -> Option<usize> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let values: Vec<usize> = number.chars().map(value).collect::<Option<_>>()?;
    let signed = values.iter().enumerate().map(|(at, own)| {
        if values.get(at + 1).is_some_and(|next| next > own) { -(*own as isize) } else { *own as isize }
    });
    usize::try_from(signed.sum::<isize>()).ok()
}

/// Neighbours of one level follow each other. A list that begins again at its first label is another list.
fn sequences(checker: &mut Checker, body: &[Block], pointer: &str) {
    let mut before: Option<(&Division, &str, usize)> = None;
    // Where the last label was out of place, the next may go on from the one before it.
    let mut skipped: Option<usize> = None;
    for (index, block) in body.iter().enumerate() {
        let own = format!("{pointer}/body/{index}");
        let Block::Division(division) = block else {
            continue;
        };
        if let Some((sequence, place)) = place_of(division) {
            if let Some((above, _, last)) =
                before.filter(|(last, other, _)| last.level == division.level && *other == sequence)
                && place != last.saturating_add(1)
                && place != 1
                && skipped.is_none_or(|skipped| place != skipped.saturating_add(1))
            {
                skipped = Some(last);
                let label = at(format!("{own}/label"), &division.label);
                let right =
                    continued(above, division, place).unwrap_or_else(|| expected(division, last.saturating_add(1)));
                if !within(above, &right) {
                    checker.find("label-sequence", label, &[division.label.as_str(), &right]);
                }
            } else {
                skipped = None;
            }
            before = Some((division, sequence, place));
        }
        sequences(checker, &division.body, &own);
    }
}

/// `9.` behind `2.8.` lost its first number: the label is `2.9.`.
fn continued(above: &Division, division: &Division, place: usize) -> Option<String> {
    let divisions = above.body.iter().rev().filter_map(|block| match block {
        Block::Division(below) => Some(below),
        _ => None,
    });
    let (sequence, last) = divisions.map(place_of).next()??;
    let number = division.number.as_deref()?;
    let goes_on = Some(sequence) == above.number.as_deref() && place == last.saturating_add(1);
    goes_on.then(|| division.label.as_str().replacen(number, &format!("{sequence}.{number}"), 1))
}

/// True where a label stands within the text of a division: its line was glued to the one before.
fn within(division: &Division, label: &str) -> bool {
    let glued = |text: &str| text.split_whitespace().skip(1).any(|word| word == label);
    let mut found = division.heading.as_ref().is_some_and(|heading| glued(heading.as_str()));
    blocks(&division.body, "", &mut |block, _| {
        found |= match block {
            Block::Paragraph(paragraph) => glued(paragraph.text.as_str()),
            Block::Division(below) => below.heading.as_ref().is_some_and(|heading| glued(heading.as_str())),
            _ => false,
        };
    });
    found
}

/// The label that should stand there, in the shape of the one that does.
fn expected(division: &Division, place: usize) -> String {
    let number = division.number.as_deref().unwrap_or("");
    let number = number.rsplit('.').next().unwrap_or(number);
    let right = match division.level {
        DivisionLevel::Point | DivisionLevel::Letter => {
            LETTERS.get(place - 1).map_or(String::new(), |letter| (*letter).to_owned())
        }
        DivisionLevel::Roman | DivisionLevel::Chapter | DivisionLevel::Part if roman(number).is_some() => {
            (1..90).map(to_roman).nth(place.saturating_sub(1)).unwrap_or_default()
        }
        _ => place.to_string(),
    };
    let label = division.label.as_str();
    // The last of the numbers of `1.1.` is its own.
    let Some(own) = label.rfind(number) else { return right };
    format!("{}{right}{}", &label[..own], &label[own + number.len()..])
}

fn to_roman(mut number: usize) -> String {
    let mut out = String::new();
    for (value, letters) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            out.push_str(letters);
            number -= value;
        }
    }
    out
}

/// Appendices are numbered in Roman numerals where there are two or more (Phụ lục I, III.1).
fn appendix_number(checker: &mut Checker, index: usize, attachment: &Attachment) {
    if attachment.kind != Some(DocumentKind::PhuLuc) {
        return;
    }
    let alike = |other: &&Attachment| other.kind == attachment.kind && other.part_of == attachment.part_of;
    let several = checker.document.attachments.iter().filter(alike).count() > 1;
    let name = attachment.name.clone().unwrap_or_default();
    let place = at(format!("/attachments/{index}/name"), &name);
    match &attachment.label {
        None if several => checker.find("appendix-number", place, &["(không có số)"]),
        Some(label) if several && roman(label.as_str().trim_end_matches(['.', ':'])).is_none() => {
            checker.find("appendix-number", place, &[label.as_str()]);
        }
        _ => {}
    }
}

static OWN_ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "quyết định|quy chế|quy định|điều lệ|nội quy";
    pattern(&format!(r"(?i)điều\s+(\d+)(?:\s+của)?\s+({kinds})\s+này"))
});

/// `Điều 9 Quyết định này` in a decision of three articles.
fn references(checker: &mut Checker) {
    let document = checker.document;
    let bodies = std::iter::once((&document.body, document.kind.as_ref(), String::new())).chain(
        document
            .attachments
            .iter()
            .enumerate()
            .map(|(index, own)| (&own.body, own.kind.as_ref(), format!("/attachments/{index}"))),
    );
    let mut found: Vec<(Place, String, String)> = Vec::new();
    for (body, kind, pointer) in bodies {
        let own: Vec<u32> = articles_of(body, &pointer).iter().filter_map(|(article, _)| number(article)).collect();
        if own.is_empty() {
            continue;
        }
        blocks(body, &pointer, &mut |block, at_block| {
            let Block::Paragraph(paragraph) = block else { return };
            for captures in OWN_ARTICLE.captures_iter(paragraph.text.as_str()) {
                let named = fold(&captures[2]).replace(' ', "-");
                let cited: Option<u32> = captures[1].parse().ok();
                if kind.is_some_and(|kind| kind.key() == named) && cited.is_some_and(|cited| !own.contains(&cited)) {
                    let place = at(format!("{at_block}/text"), &paragraph.text);
                    found.push((place, captures[0].to_owned(), count(&own)));
                }
            }
        });
    }
    for (place, cited, count) in found {
        checker.find("article-reference", place, &[&cited, &count]);
    }
}

fn count(articles: &[u32]) -> String {
    articles.iter().max().map_or(String::new(), u32::to_string)
}

static AS_ARTICLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^như điều\s+(\d+)"));

/// `Như Điều 4` with three articles; `Như Điều 2` where Điều 3 says who carries the decision out.
fn recipients(checker: &mut Checker) {
    let document = checker.document;
    let articles = articles_of(&document.body, "");
    let numbers: Vec<u32> = articles.iter().filter_map(|(article, _)| number(article)).collect();
    if numbers.is_empty() {
        return;
    }
    let enforcing: Vec<u32> =
        articles.iter().filter(|(article, _)| enforces(&article.body)).filter_map(|(own, _)| number(own)).collect();
    for (index, recipient) in document.recipients.iter().enumerate() {
        let text: &Text = &recipient.text;
        let Some(captures) = AS_ARTICLE.captures(text.as_str()) else { continue };
        let Ok(cited) = captures[1].parse::<u32>() else { continue };
        let place = at(format!("/recipients/{index}/text"), text);
        if !numbers.contains(&cited) {
            checker.find("recipient-article", place, &[text.as_str(), &count(&numbers)]);
        } else if !enforcing.is_empty() && !enforcing.iter().any(|own| names(text.as_str(), *own)) {
            let right = format!("Như Điều {}", enforcing[enforcing.len() - 1]);
            checker.find("recipient-not-enforcement", place, &[text.as_str(), &right]);
        }
    }
}

/// True where a text has a number as a whole: `Như Điều 13` does not name Article 1.
fn names(text: &str, number: u32) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|own| own.parse() == Ok(number))
}

/// True where a body says who carries the decision out.
fn enforces(body: &[Block]) -> bool {
    let mut found = false;
    blocks(body, "", &mut |block, _| {
        if let Block::Paragraph(paragraph) = block {
            let folded = fold(paragraph.text.as_str());
            let formulas = [
                "chiu trach nhiem thi hanh",
                "chiu trach nhiem to chuc thuc hien",
                "can cu quyet dinh thi hanh",
                "chiu trach nhiem thuc hien",
            ];
            found |= formulas.iter().any(|formula| folded.contains(formula));
        }
    });
    found
}

/// All texts of the document that may name something: bases, paragraphs, headings.
pub(super) fn texts(checker: &Checker) -> Vec<(String, Text)> {
    let document = checker.document;
    let mut found: Vec<(String, Text)> = Vec::new();
    for (index, basis) in document.bases.iter().enumerate() {
        found.push((format!("/bases/{index}/text"), basis.text.clone()));
    }
    all_blocks(document, &mut |block, pointer| match block {
        Block::Paragraph(paragraph) => found.push((format!("{pointer}/text"), paragraph.text.clone())),
        Block::Division(division) => {
            found.extend(division.heading.iter().map(|heading| (format!("{pointer}/heading"), heading.clone())));
        }
        _ => {}
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_both_ways() {
        for number in 1..90 {
            assert_eq!(roman(&to_roman(number)), Some(number));
        }
        assert_eq!(roman("A"), None);
    }
}
