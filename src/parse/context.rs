//! What every section parser carries: the source, the words, and the report that it writes.

use super::pieces;
use crate::inline::stamp::signed_at;
use crate::layout::Grid;
use crate::model::{
    Diagnostic, Furniture, FurnitureKind, Note, OriginId, Origins, Repair, Repairs, Severity, Span, Text,
    is_single_blanked,
};
use crate::words::combinators::ReadRaw;
use crate::words::{Folded, FoldedStr, Vocabulary};
use nom::Parser;
use nom::bytes::complete::{tag, take_until};
use nom::sequence::preceded;

/// The source and the growing report of a parse.
pub(crate) struct Context<'t> {
    pub text: &'t str,
    pub words: &'t Vocabulary,
    /// The tables, by the index that their pieces have.
    pub grids: &'t [Grid],
    pub origins: Origins,
    pub furniture: Vec<Furniture>,
    pub diagnostics: Vec<Diagnostic>,
    /// Footnotes that are still to find the paragraph with their mark.
    pub notes: Vec<Note>,
    /// When the document was signed digitally, by the signature's own text; it is the signer's, never the
    /// document's date.
    pub signed_at: Option<Text>,
    /// True where lines are those of pages, on which a wrap and the end of a paragraph look alike.
    pub paged: bool,
    /// True where the source says where its paragraphs begin, as a Word file does.
    pub typed: bool,
    /// True where an engine says how sure it is of the words.
    pub recognised: bool,
}

impl<'t> Context<'t> {
    pub(crate) fn new(text: &'t str, grids: &'t [Grid], words: &'t Vocabulary) -> Self {
        Self {
            text,
            words,
            grids,
            origins: Origins::default(),
            furniture: Vec::new(),
            diagnostics: Vec::new(),
            notes: Vec::new(),
            signed_at: None,
            paged: false,
            typed: false,
            recognised: false,
        }
    }

    /// The span of a part of the source's text.
    pub(crate) fn span_of(&self, part: &str) -> Span {
        pieces::span_of(part, self.text)
    }

    /// A value: its spans put together, hard wraps joined.
    pub(crate) fn value(&mut self, spans: &[Span], rule: &'static str) -> Text {
        let mut repairs = Repairs::NONE;
        let value = joined(self.text, spans, &mut repairs);
        self.owned(value, spans, rule, repairs)
    }

    /// A value that was worked out, with the spans that it owns.
    pub(crate) fn owned(&mut self, value: String, spans: &[Span], rule: &'static str, mut repairs: Repairs) -> Text {
        let value = if has_look_alike(&value) { plain_letters(&value).collect() } else { value };
        for span in spans.iter().filter(|span| has_look_alike(span.of(self.text))) {
            let alike = span.of(self.text).chars().filter_map(look_alike);
            alike.filter(|(letter, _)| value.contains(*letter)).for_each(|(_, repair)| repairs.add(repair));
        }
        let origin = self.origins.add(spans.iter().copied(), rule, repairs);
        Text::new(value, origin)
    }

    /// Sets a span aside.
    pub(crate) fn set_aside(&mut self, kind: FurnitureKind, span: Span) {
        if !span.of(self.text).trim().is_empty() {
            self.furniture.push(Furniture { kind, span });
        }
    }

    /// Sets a stamp's line aside; one that says when the document was signed is kept for the signature.
    pub(crate) fn stamp(&mut self, span: Span) {
        let slice = span.of(self.text);
        let folded = Folded::new(slice);
        match signed_at(FoldedStr::new(slice, &folded)) {
            Ok((_, moment)) if self.signed_at.is_none() => {
                self.signed_at = Some(self.owned(moment.to_owned(), &[span], "SignedAt", Repairs::NONE));
            }
            _ => self.set_aside(FurnitureKind::Stamp, span),
        }
    }

    /// Adds a diagnostic of what a reader should look at: its code, the values of its message, its places, and the value
    /// that it is about.
    pub(crate) fn warn(&mut self, code: &'static str, arguments: &[&str], spans: &[Span], about: OriginId) {
        self.diagnostics.push(warning(code, arguments, spans, about));
    }

    /// Adds a diagnostic of what a reader may want to know; otherwise as [`Context::warn`].
    pub(crate) fn note(&mut self, code: &'static str, arguments: &[&str], spans: &[Span], about: OriginId) {
        let severity = Severity::Note;
        self.diagnostics.push(Diagnostic { severity, ..warning(code, arguments, spans, about) });
    }
}

fn warning(code: &'static str, arguments: &[&str], spans: &[Span], about: OriginId) -> Diagnostic {
    let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    Diagnostic { code, severity: Severity::Warning, arguments, spans: spans.to_vec(), about }
}

/// The spans' words with single blanks; a word or symbol broken at a line's hyphen is put together.
pub(crate) fn joined(text: &str, spans: &[Span], repairs: &mut Repairs) -> String {
    let length: usize = spans.iter().map(|span| span.end.saturating_sub(span.start) as usize + 1).sum();
    let mut out = String::with_capacity(length);
    for span in spans {
        for line in span.of(text).lines() {
            if is_single_blanked(line) && !has_look_alike(line) {
                if !out.is_empty() && !breaks_word(&out, line) {
                    out.push(' ');
                }
                out.push_str(line);
                continue;
            }
            let mut words = line.split_whitespace();
            let Some(first) = words.next() else { continue };
            if !out.is_empty() && !breaks_word(&out, first) {
                out.push(' ');
            }
            push_word(&mut out, first, repairs);
            for word in words {
                out.push(' ');
                push_word(&mut out, word, repairs);
            }
        }
    }
    out
}

/// Values of groups of spans, each on a line of its own, trimmed; empty ones are left out.
pub(crate) fn lined<'s>(
    text: &str,
    groups: impl Iterator<Item = &'s [Span]>,
    trim: impl Fn(&str) -> &str,
    repairs: &mut Repairs,
) -> String {
    let lines = groups.map(|group| trim(&joined(text, group, repairs)).to_owned());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// True where a line ends with a hyphen right behind a letter or digit, and the next goes on with one.
fn breaks_word(before: &str, next: &str) -> bool {
    let mut ends = before.chars().rev();
    ends.next().is_some_and(|c| matches!(c, '-' | '/'))
        && ends.next().is_some_and(char::is_alphanumeric)
        && next.starts_with(char::is_alphanumeric)
}

fn push_word(out: &mut String, word: &str, repairs: &mut Repairs) {
    if has_look_alike(word) {
        word.chars().filter_map(look_alike).for_each(|(_, repair)| repairs.add(repair));
        out.extend(plain_letters(word));
    } else {
        out.push_str(word);
    }
}

/// The letter of Vietnamese that another looks like.
fn look_alike(c: char) -> Option<(char, Repair)> {
    match c {
        'Ð' | 'Ɖ' => Some(('Đ', Repair::DStroke)),
        'ƣ' => Some(('ư', Repair::LegacyEncoding)),
        'Ƣ' => Some(('Ư', Repair::LegacyEncoding)),
        _ => None,
    }
}

/// A text with the letters of Vietnamese for those that look like them.
fn plain_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| look_alike(c).map_or(c, |(letter, _)| letter))
}

/// True where a text has a letter that looks like one of Vietnamese: for Đ the Icelandic U+00D0 and the African U+0189, for
/// ư U+01A3 of fonts before Unicode.
fn has_look_alike(text: &str) -> bool {
    let bytes = text.as_bytes();
    let other: [&[u8]; 4] = [&[0xC3, 0x90], &[0xC6, 0x89], &[0xC6, 0xA2], &[0xC6, 0xA3]];
    memchr::memchr2(0xC3, 0xC6, bytes).is_some() && bytes.windows(2).any(|pair| other.contains(&pair))
}

/// Where words stand in the spans, for a diagnostic to point at; the spans where they cannot be found.
pub(crate) fn find(text: &str, spans: &[Span], words: &str) -> Vec<Span> {
    let place = |span: &Span| -> ReadRaw<&str> { preceded(take_until(words), tag(words)).parse(span.of(text)) };
    let found = spans.iter().find_map(|span| place(span).ok());
    found.map_or_else(|| spans.to_vec(), |(_, found)| vec![pieces::span_of(found, text)])
}

/// A run of spans as groups: each item of a span but its first begins another. `items` gives the items of a text, in order,
/// which take the whole of it.
pub(crate) fn regrouped(spans: &[Span], text: &str, items: impl Fn(&str) -> Vec<Span>) -> Vec<Vec<Span>> {
    let mut groups: Vec<Vec<Span>> = Vec::new();
    for span in spans {
        for (index, item) in items(span.of(text)).into_iter().enumerate() {
            match groups.last_mut().filter(|_| index == 0) {
                Some(begun) => begun.push(item),
                None => groups.push(vec![item]),
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use crate::model::Repair;

    #[test]
    fn letters_that_look_like_others_are_put_right_and_said_so() {
        let text = "SỞ Y TẾ\nSố: 4/QÐ-SYT\n\nQUYẾT ĐỊNH\nVề việc cử đi học\n\nĐiều 1. Cử đi học.\n\nNơi nhận:\n- Nhƣ Điều 1;\n\
            - Lƣu: VT.\n\nGIÁM ĐỐC\n\nTrần Thị Hƣờng\n";
        let parsed = crate::parse(text.as_bytes()).expect("a document");
        let document = &parsed.document;
        let name = document.signatures[0].name.as_ref().expect("a name");
        assert_eq!((document.recipients[0].text.as_str(), name.as_str()), ("Như Điều 1", "Trần Thị Hường"));
        assert_eq!(document.filing.as_ref().map(|filing| filing.as_str()), Some("VT"));
        let repaired: Vec<&str> = parsed.origins.get(name.origin).expect("an origin").repairs.names().collect();
        assert_eq!(
            repaired,
            [Repair::ALL.iter().find(|(repair, _)| *repair == Repair::LegacyEncoding).expect("a name").1]
        );
    }
}
