//! The marks of a form: `{{so_ky_hieu}}`, `{{kinh_phi | so}}`, `{{#nhiem_vu}} … {{/nhiem_vu}}`, `{{?x}}`, `{{^x}}`.
//!
//! ```text
//! Mark   = "{{" [ "#" | "?" | "^" | "/" ] Name { "|" Filter } "}}" .
//! Filter = Word { ":" Argument } .
//! Name   = "." | words, in which "." leads into a part .
//! ```

use super::names::key;
use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while};
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, map, opt, recognize};
use nom::multi::many0;
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};
use std::ops::Range;

/// What a mark is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands for a value.
    Value,
    /// Begins what is repeated for each entry of a list.
    Loop,
    /// Begins what stands only where there is a value.
    With,
    /// Begins what stands only where there is none.
    Without,
    /// Ends one of them.
    End,
}

/// A filter and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub name: String,
    pub arguments: Vec<String>,
}

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub kind: Kind,
    /// The name as names are compared; `.` for the entry of the loop itself.
    pub name: String,
    pub filters: Vec<Filter>,
}

/// A mark where it stands in a text; `None` where what stands there is no whole mark.
pub(super) type Found = (Range<usize>, Option<Mark>);

/// All marks of a text, in order, those that are broken among them.
pub(super) fn marks(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|start| at + start) {
        stray(text, at..start, &mut found);
        let inner = &text[start + 2..];
        let end = inner.find("}}").filter(|end| !inner[..*end].contains("{{"));
        let Some(end) = end.map(|end| start + 2 + end) else {
            found.push((start..start + 2, None));
            at = start + 2;
            continue;
        };
        let mark = all_consuming(mark).parse(&text[start + 2..end]).ok().map(|(_, mark)| mark);
        found.push((start..end + 2, mark.filter(|mark| !mark.name.is_empty())));
        at = end + 2;
    }
    stray(text, at..text.len(), &mut found);
    found
}

/// Ends of marks that never began.
fn stray(text: &str, range: Range<usize>, found: &mut Vec<Found>) {
    let ends = text[range.clone()].match_indices("}}");
    found.extend(ends.map(|(at, _)| (range.start + at..range.start + at + 2, None)));
}

fn blank(input: &str) -> IResult<&str, &str> {
    take_while(char::is_whitespace).parse(input)
}

fn mark(input: &str) -> IResult<&str, Mark> {
    let (input, _) = blank(input)?;
    let (input, kind) = opt(one_of("#?^/")).parse(input)?;
    let (input, name) = is_not("|:{}\"").parse(input)?;
    let (input, filters) = many0(preceded((char('|'), blank), filter)).parse(input)?;
    let kind = match kind {
        Some('#') => Kind::Loop,
        Some('?') => Kind::With,
        Some('^') => Kind::Without,
        Some(_) => Kind::End,
        None => Kind::Value,
    };
    let name = if name.trim() == "." { ".".to_owned() } else { key(name) };
    Ok((input, Mark { kind, name, filters }))
}

fn filter(input: &str) -> IResult<&str, Filter> {
    let (input, name) = is_not("|:{}\"").parse(input)?;
    let (input, arguments) = many0(preceded((char(':'), blank), argument)).parse(input)?;
    Ok((input, Filter { name: name.trim().to_owned(), arguments }))
}

/// In quotation marks of either kind, as Word changes what is typed; or a bare word.
fn argument(input: &str) -> IResult<&str, String> {
    let quote = || alt((tag("\""), tag("“"), tag("”"), tag("„")));
    let quoted = delimited(quote(), recognize(opt(is_not("\"“”„"))), (quote(), blank));
    alt((map(quoted, str::to_owned), map(is_not("|:{}\""), |bare: &str| bare.trim().to_owned()))).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<Mark> {
        let found = marks(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.into_iter().next().and_then(|(_, mark)| mark)
    }

    #[test]
    fn reads_names_filters_and_arguments() {
        let mark = one("Số: {{ Số, ký hiệu }}.").expect("a mark");
        assert_eq!((mark.kind, mark.name.as_str()), (Kind::Value, "so_ky_hieu"));
        let mark = one("{{kinh_phi|so:2 | hoa }}").expect("a mark");
        assert_eq!(mark.filters[0], Filter { name: "so".to_owned(), arguments: vec!["2".to_owned()] });
        assert_eq!(mark.filters[1].name, "hoa");
        let mark = one("{{noi_dung | dau_cau:“; ”:\"./.\"}}").expect("a mark");
        assert_eq!(mark.filters[0].arguments, ["; ", "./."]);
        assert_eq!(one("{{x | mac_dinh:\"\"}}").expect("a mark").filters[0].arguments, [""]);
        for (text, kind) in
            [("{{#a}}", Kind::Loop), ("{{?a}}", Kind::With), ("{{^a}}", Kind::Without), ("{{/a}}", Kind::End)]
        {
            assert_eq!(one(text).expect("a mark").kind, kind);
        }
        assert_eq!(one("{{.}}").expect("a mark").name, ".");
        assert_eq!(one("{{signatures.0.name}}").expect("a mark").name, "signatures.0.name");
    }

    #[test]
    fn broken_marks_are_found() {
        for text in ["{{a", "a}}", "{{}}", "{{ }}", "{{a|}}", "{{a:b}}", "{{#}}"] {
            assert_eq!(one(text), None, "{text}");
        }
        let found = marks("{{a {{b}} c}}");
        assert_eq!(found.iter().map(|(_, mark)| mark.is_some()).collect::<Vec<_>>(), [false, true, false]);
    }
}
