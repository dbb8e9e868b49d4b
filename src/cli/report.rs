//! Diagnostics on a terminal: the message, the source line, the place marked.

use super::visible;
use crate::check::Finding;
use crate::model::{Diagnostic, Parsed, Severity, Span};
use crate::words::{Language, message};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Write;

/// The longest line shown, in characters: a paragraph on one line is shown around its mark.
const LONGEST_LINE: usize = 100;

/// All diagnostics of a parse, those that matter most first.
pub(crate) fn diagnostics(parsed: &Parsed, name: &str, language: Language, colour: bool) -> String {
    let mut sorted: Vec<&Diagnostic> = parsed.diagnostics.iter().collect();
    sorted.sort_by_key(|found| found.severity);
    let mut out = String::new();
    for found in sorted {
        let _ = writeln!(out, "{}", diagnostic(found, parsed, name, language, colour));
    }
    out
}

fn diagnostic(found: &Diagnostic, parsed: &Parsed, name: &str, language: Language, colour: bool) -> String {
    let said = Said {
        code: found.code,
        severity: found.severity,
        spans: &found.spans,
        text: message(found.code, &found.arguments, language),
    };
    shown(&said, parsed, name, language, colour)
}

/// A finding of the checker, with its clause, the line where it stands, and the place marked.
pub(crate) fn finding(found: &Finding, parsed: &Parsed, name: &str, language: Language) -> String {
    let clause = if found.clause.is_empty() { String::new() } else { format!(" ({})", found.clause) };
    let text = format!("{}{clause}", found.message(language));
    let said = Said { code: found.code, severity: found.severity, spans: &found.spans, text };
    shown(&said, parsed, name, language, false)
}

/// What is said of one place.
struct Said<'s> {
    code: &'s str,
    severity: Severity,
    spans: &'s [Span],
    text: String,
}

fn shown(found: &Said, parsed: &Parsed, name: &str, language: Language, colour: bool) -> String {
    let title = visible(&found.text);
    let level = match (found.severity, language) {
        (Severity::Error, Language::Vietnamese) => Level::ERROR.with_name("lỗi"),
        (Severity::Warning, Language::Vietnamese) => Level::WARNING.with_name("chú ý"),
        (Severity::Note, Language::Vietnamese) => Level::NOTE.with_name("ghi chú"),
        (Severity::Error, Language::English) => Level::ERROR,
        (Severity::Warning, Language::English) => Level::WARNING,
        (Severity::Note, Language::English) => Level::NOTE,
    };
    let title = level.primary_title(title).id(found.code);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let Some(span) = found.spans.first().filter(|span| !span.is_empty()) else {
        return renderer.render(&[Group::with_title(title)]);
    };
    let (line, start, mark) = line_around(&parsed.text, *span);
    let snippet =
        Snippet::source(line).line_start(start).path(visible(name)).annotation(AnnotationKind::Primary.span(mark));
    renderer.render(&[title.element(snippet)])
}

/// The line on which a span begins, cut to what can be shown, its number from 1, and the mark in it.
fn line_around(text: &str, span: Span) -> (String, usize, std::ops::Range<usize>) {
    let start = span.start as usize;
    let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let number = memchr::memchr_iter(b'\n', &text.as_bytes()[..begin]).count() + 1;
    let marked = &text[start..end.min(span.end as usize)];
    let before: Vec<char> = text[begin..start].chars().collect();
    let kept = before.len().saturating_sub(LONGEST_LINE / 2);
    let mut line: String = if kept > 0 { "…".to_owned() } else { String::new() };
    line.extend(before[kept..].iter().map(|c| if c.is_control() { ' ' } else { *c }));
    let from = line.len();
    let mut shown: String = marked.chars().take(LONGEST_LINE).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if marked.chars().nth(LONGEST_LINE).is_some() {
        shown.push('…');
    }
    line.push_str(&shown);
    let to = line.len();
    let after = &text[(start + marked.len()).min(end)..end];
    let room = LONGEST_LINE.saturating_sub(shown.chars().count());
    line.extend(after.chars().take(room).map(|c| if c.is_control() { ' ' } else { c }));
    if after.chars().nth(room).is_some() {
        line.push('…');
    }
    (line, number, from..to)
}
