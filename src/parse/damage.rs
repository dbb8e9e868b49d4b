//! Damaged and deceiving characters: what could not be decoded, what is no character of a text, letters of other scripts
//! that look like Latin ones. Values keep them as they are; each is said, with its places.

use super::context::Context;
use crate::model::{OriginId, Span};
use crate::words::{is_alphabetic, look_alike};

/// So many places of a kind are given; all are counted.
const MOST_PLACES: usize = 50;

/// Diagnoses the characters of a text.
pub(super) fn diagnose(text: &str, context: &mut Context) {
    let damaged = places(text, |c| c == char::REPLACEMENT_CHARACTER);
    say("text-damaged", &damaged, context);
    let control = places(text, |c| c.is_control() && !matches!(c, '\n' | '\t' | '\r' | '\x0C'));
    say("text-control", &control, context);
    let foreign = deceiving(text);
    say("text-look-alike", &foreign, context);
}

fn say(code: &'static str, places: &[Span], context: &mut Context) {
    let Some(first) = places.first() else { return };
    let around = around(context.text, *first);
    let arguments = [places.len().to_string(), around];
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    context.warn(code, &arguments, &places[..places.len().min(MOST_PLACES)], OriginId::NONE);
}

/// Runs of characters of a kind.
fn places(text: &str, is: impl Fn(char) -> bool) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is(*c)) {
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.end as usize == at => last.end = end as u32,
            _ => found.push(Span::new(at, end)),
        }
    }
    found
}

/// Words in which a letter of another script passes for a Latin one: they have Latin letters too, or none that does not.
fn deceiving(text: &str) -> Vec<Span> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_alphabetic(c) || look_alike(c).is_some() {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            let word = &text[start..at];
            let other = |c: char| !c.is_ascii() && look_alike(c).is_none() && matches!(c, '\u{370}'..='\u{52F}');
            if word.chars().any(|c| look_alike(c).is_some()) && !word.chars().any(other) {
                found.push(Span::new(start, at));
            }
        }
    }
    found
}

/// The words around a place, to show it.
fn around(text: &str, place: Span) -> String {
    let (start, end) = (place.start as usize, place.end as usize);
    let before: Vec<char> = text[..start].chars().rev().take_while(|c| *c != '\n').take(15).collect();
    let after = text[end..].chars().take_while(|c| *c != '\n').take(15);
    let shown = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    before
        .into_iter()
        .rev()
        .chain(text[start..end].chars())
        .chain(after)
        .map(shown)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_two_scripts_deceive_and_those_of_one_do_not() {
        let of = |text: &str| deceiving(text).iter().map(|own| own.of(text).to_owned()).collect::<Vec<_>>();
        assert_eq!(of("Số 12/QĐ-UB\u{412}"), ["UB\u{412}"]);
        assert_eq!(of("\u{421}\u{410}"), ["\u{421}\u{410}"]);
        // A name in Russian, a formula.
        assert_eq!(of("\u{41C}\u{43E}\u{441}\u{43A}\u{432}\u{430}, 5 \u{3bc}g"), Vec::<String>::new());
        assert_eq!(of("Quyết định của Ủy ban"), Vec::<String>::new());
    }
}
