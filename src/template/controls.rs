//! Content controls (`w:sdt`) with a tag: what they are, and how a value is put into them.

use super::content::content;
use super::filters::date;
use super::names::{key, names};
use super::places::Place;
use crate::package::{Edit, Element};
use serde::Serialize;
use std::ops::Range;

/// What a content control takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlKind {
    /// Text in one look.
    Text,
    /// Text in any look, or paragraphs and tables.
    RichText,
    /// A date.
    Date,
    /// One of a list.
    Choice,
    /// One of a list, or something else.
    Combo,
    /// A box that is ticked or not.
    Checkbox,
}

/// What a content control stands around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Inline,
    Block,
    Row,
    Cell,
}

/// A content control that names a field.
pub(super) struct Control<'t> {
    pub element: Element<'t>,
    /// The tag as the form has it, or the title where it has no tag.
    pub tag: String,
    /// The name as names are compared.
    pub name: String,
    pub kind: ControlKind,
    pub extent: Extent,
    pub place: Place,
}

/// Why a control does not take a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Not in the control's list, which is given.
    NoChoice(String),
    /// Not true or false.
    NoTruth,
}

/// The control that an element is; `None` where it names no field.
pub(super) fn control(element: Element<'_>, in_paragraph: bool, place: Place) -> Option<Control<'_>> {
    let properties = element.child("w:sdtPr")?;
    let tag = properties.value("w:tag").filter(|tag| !tag.trim().is_empty());
    let tag = tag.or_else(|| properties.value("w:alias"))?.to_owned();
    let name = key(&tag);
    if name.is_empty() || names().ignored_tags.iter().any(|start| tag.starts_with(start)) {
        return None;
    }
    let mut kind = ControlKind::RichText;
    for child in properties.children() {
        kind = match child.name() {
            "w:text" => ControlKind::Text,
            "w:date" => ControlKind::Date,
            "w:dropDownList" => ControlKind::Choice,
            "w:comboBox" => ControlKind::Combo,
            "w14:checkbox" => ControlKind::Checkbox,
            // Word's own, or nothing that a text may be put into.
            "w:picture" | "w:docPartObj" | "w:docPartList" | "w:citation" | "w:bibliography" | "w:equation" => {
                return None;
            }
            _ => continue,
        };
    }
    let extent = extent(element).unwrap_or(if in_paragraph { Extent::Inline } else { Extent::Block });
    Some(Control { element, tag, name, kind, extent, place })
}

/// What the content of a control is; `None` where there are runs, or nothing.
fn extent(element: Element) -> Option<Extent> {
    let mut content = element.child("w:sdtContent");
    for _ in 0..8 {
        let Some(inside) = content else { break };
        let first = inside.children().find(|child| !child.name().starts_with("w:bookmark"));
        match first.map(|first| (first.name(), first)) {
            Some(("w:tr", _)) => return Some(Extent::Row),
            Some(("w:tc", _)) => return Some(Extent::Cell),
            Some(("w:p" | "w:tbl", _)) => return Some(Extent::Block),
            Some(("w:sdt", inner)) => content = inner.child("w:sdtContent"),
            _ => break,
        }
    }
    None
}

impl Control<'_> {
    /// Where it stands in the part.
    pub(super) fn range(&self) -> Range<usize> {
        self.element.place()
    }

    /// What stands in it, without the element around.
    pub(super) fn inside(&self) -> Option<Range<usize>> {
        let content = self.element.child("w:sdtContent")?;
        let (first, last) = (content.contents().next()?, content.contents().last()?);
        Some(first.place().start..last.place().end)
    }

    /// The words that it shows now.
    pub(super) fn shown(&self) -> String {
        let content = self.element.child("w:sdtContent");
        let texts = content.into_iter().flat_map(|content| content.descendants());
        let shown: String = texts.filter(|element| element.name() == "w:t").map(|element| element.text()).collect();
        shown.chars().take(60).collect()
    }

    /// The pattern of a control for dates, where it has one of its own.
    fn date_format(&self) -> Option<&str> {
        let properties = self.element.child("w:sdtPr")?;
        properties.child("w:date")?.value("w:dateFormat").filter(|_| self.kind == ControlKind::Date)
    }

    /// A value as the control shows it: a date by its own pattern, the words of a choice, a ticked box.
    pub(super) fn displayed(&self, value: &str) -> Result<String, Unfit> {
        let properties = self.element.child("w:sdtPr");
        match self.kind {
            ControlKind::Date => {
                let spelled = self.date_format().zip(date(value)).and_then(|(format, date)| by_pattern(format, &date));
                Ok(spelled.unwrap_or_else(|| value.to_owned()))
            }
            ControlKind::Choice => {
                let list = properties.and_then(|properties| properties.child("w:dropDownList"));
                let mut known = Vec::new();
                for item in list.into_iter().flat_map(|list| list.children()) {
                    let (own, shown) = (item.attribute("w:value"), item.attribute("w:displayText"));
                    let shown = shown.or(own).unwrap_or("");
                    if own == Some(value) || shown == value {
                        return Ok(shown.to_owned());
                    }
                    known.extend(Some(shown.to_owned()).filter(|shown| !shown.is_empty()));
                }
                Err(Unfit::NoChoice(known.join(", ")))
            }
            ControlKind::Checkbox => {
                let on = value.parse::<bool>().map_err(|_| Unfit::NoTruth)?;
                let state = if on { "w14:checkedState" } else { "w14:uncheckedState" };
                let checkbox = properties.and_then(|properties| properties.child("w14:checkbox"));
                let code = checkbox.and_then(|own| own.child(state)?.attribute("w14:val"));
                let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
                Ok(sign.unwrap_or(if on { '☒' } else { '☐' }).to_string())
            }
            ControlKind::Text | ControlKind::RichText | ControlKind::Combo => Ok(value.to_owned()),
        }
    }

    /// Puts a shown value into it, in the look of what stands there. `value` is the value itself.
    pub(super) fn filled(&self, value: &str, shown: &str, source: &str) -> Vec<Edit> {
        let raw = |element: Option<Element>| element.and_then(|own| source.get(own.place())).unwrap_or("").to_owned();
        let (properties, content_of) = (self.element.child("w:sdtPr"), self.element.child("w:sdtContent"));
        let (Some(properties), Some(inside)) = (properties, content_of) else { return Vec::new() };
        let mut edits = self.settled(properties, value, source);
        let hint = properties.child("w:showingPlcHdr").is_some();
        let paragraph = inside.descendants().find(|element| element.name() == "w:p");
        let run = inside.descendants().find(|element| element.name() == "w:r");
        let look = run.and_then(|run| run.child("w:rPr"));
        // The look of the hint is not that of a value.
        let look = match look {
            Some(_) if hint && properties.child("w:rPr").is_some() => raw(properties.child("w:rPr")),
            Some(look) if hint => raw(Some(look)).replace(&raw(look.child("w:rStyle")), ""),
            look => raw(look),
        };
        let run = format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", content(shown, false));
        let own = || format!("<w:p>{}{run}</w:p>", raw(paragraph.and_then(|own| own.child("w:pPr"))));
        let new = match self.extent {
            Extent::Inline => run,
            Extent::Block | Extent::Row => own(),
            Extent::Cell => {
                let cell = inside.descendants().find(|element| element.name() == "w:tc");
                format!("<w:tc>{}{}</w:tc>", raw(cell.and_then(|cell| cell.child("w:tcPr"))), own())
            }
        };
        edits.push(match self.inside() {
            Some(range) => Edit { range, text: new },
            None => Edit { range: inside.place(), text: format!("<w:sdtContent>{new}</w:sdtContent>") },
        });
        edits
    }

    /// What the properties say of the old value goes: that it is a hint, that another part holds it, its date, its tick.
    fn settled(&self, properties: Element, value: &str, source: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let checkbox = properties.child("w14:checkbox");
        if let Some(tick) = checkbox.and_then(|checkbox| checkbox.child("w14:checked")) {
            let text = format!("<w14:checked w14:val=\"{}\"/>", u8::from(value == "true"));
            edits.push(Edit { range: tick.place(), text });
        }
        for child in properties.children() {
            match child.name() {
                "w:showingPlcHdr" | "w:dataBinding" | "w15:dataBinding" => {
                    edits.push(Edit { range: child.place(), text: String::new() });
                }
                "w:date" => {
                    let start = child.place().start;
                    let tag = source[start..].split('>').next().unwrap_or("");
                    let Some(at) = tag.find(" w:fullDate=\"") else { continue };
                    let from = at + " w:fullDate=\"".len();
                    let Some(length) = tag[from..].find('"') else { continue };
                    let whole = date(value).filter(|parts| parts.len() == 3);
                    edits.push(match whole {
                        Some(parts) => Edit {
                            range: start + from..start + from + length,
                            text: format!("{}T00:00:00Z", parts.join("-")),
                        },
                        None => Edit { range: start + at..start + from + length + 1, text: String::new() },
                    });
                }
                _ => {}
            }
        }
        edits
    }
}

/// A whole date by a pattern of Word: `dd/MM/yyyy`, `'ngày' d 'tháng' M 'năm' yyyy`. `None` for names of days and months.
fn by_pattern(pattern: &str, date: &[String]) -> Option<String> {
    let [year, month, day] = date else { return None };
    let bare = |part: &str| part.trim_start_matches('0').to_owned();
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let (words, after) = rest[1..].split_once('\'')?;
            out.push_str(words);
            rest = after;
            continue;
        }
        let length = rest.chars().take_while(|c| *c == first).count();
        match (first, length) {
            ('d', 1) => out.push_str(&bare(day)),
            ('d', 2) => out.push_str(day),
            ('M', 1) => out.push_str(&bare(month)),
            ('M', 2) => out.push_str(month),
            ('y', 2) => out.push_str(year.get(2..)?),
            ('y', 4) => out.push_str(year),
            ('d' | 'M' | 'y', _) => return None,
            _ => out.extend(std::iter::repeat_n(first, length)),
        }
        rest = &rest[first.len_utf8() * length..];
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_by_the_patterns_of_word() {
        let date = date("2026-01-05").expect("a date");
        for (pattern, shown) in [
            ("dd/MM/yyyy", Some("05/01/2026")),
            ("d.M.yy", Some("5.1.26")),
            ("'ngày' dd 'tháng' MM 'năm' yyyy", Some("ngày 05 tháng 01 năm 2026")),
            ("dddd, d MMMM yyyy", None),
        ] {
            assert_eq!(by_pattern(pattern, &date).as_deref(), shown, "{pattern}");
        }
        assert_eq!(by_pattern("yyyy", &["2026".to_owned()]), None);
    }
}
