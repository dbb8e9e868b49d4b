//! Namespaces: what a name means is decided by the namespace that its prefix stands for, never by the letters of the prefix.
//!
//! [`usual`] writes a part with the prefixes that Word itself uses, so that everybody behind it may ask for `w:p`. A part
//! that has them already, as nearly all do, stays as it is. The namespaces of ISO/IEC 29500 Strict get the prefixes of
//! the transitional ones.

use super::Element;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Namespaces and their usual prefixes; an empty one is for parts whose names have none.
const USUAL: [(&str, &str); 26] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    (STRICT, "w"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingGroup", "wpg"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas", "wpc"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing", "wp14"),
    ("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
    ("http://schemas.microsoft.com/office/word/2012/wordml", "w15"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:schemas-microsoft-com:office:office", "o"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", ""),
    ("http://schemas.openxmlformats.org/package/2006/content-types", ""),
    ("http://schemas.microsoft.com/office/2006/xmlPackage", "pkg"),
    ("http://schemas.microsoft.com/office/word/2003/wordml", "wml"),
    ("http://schemas.microsoft.com/office/word/2003/auxHint", "wx"),
    ("http://schemas.microsoft.com/aml/2001/core", "aml"),
    ("http://schemas.microsoft.com/office/word/2003/wordml/sp2", "wsp"),
];

/// Attributes whose values are prefixes.
const LISTS: [&str; 5] = ["Ignorable", "MustUnderstand", "ProcessContent", "PreserveElements", "Requires"];

/// The namespace of WordprocessingML in ISO/IEC 29500 Strict.
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// True where a part, of which this is the outermost element in the usual prefixes, is one of ISO/IEC 29500 Strict.
pub(super) fn is_strict(root: Element) -> bool {
    root.attribute("xmlns:w") == Some(STRICT)
}

/// A part, without its byte order mark, in the usual prefixes.
pub fn usual(text: &str) -> Cow<'_, str> {
    if declarations(text).all(|(prefix, namespace)| usual_prefix(prefix, namespace) == prefix) {
        return Cow::Borrowed(text);
    }
    let mut names = Names { out: String::with_capacity(text.len()), ..Names::default() };
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut done = 0;
    loop {
        let event = reader.read_event();
        let end = reader.buffer_position() as usize;
        match event {
            Ok(Event::Start(tag)) => names.start(&tag),
            Ok(Event::Empty(tag)) => names.empty(&tag),
            Ok(Event::End(tag)) => names.end(&String::from_utf8_lossy(tag.name().as_ref())),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => names.out.push_str(text.get(done..end).unwrap_or("")),
        }
        done = end;
    }
    // What stands behind a fault is kept as it is.
    names.out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(names.out)
}

/// The prefix by which a namespace is usually called. Another namespace keeps its own prefix, unless that is a usual one.
fn usual_prefix<'n>(prefix: &'n str, namespace: &str) -> Cow<'n, str> {
    match USUAL.iter().find(|(known, _)| *known == namespace) {
        Some((_, usual)) => Cow::Borrowed(*usual),
        None if !prefix.is_empty() && USUAL.iter().any(|(_, usual)| *usual == prefix) => {
            Cow::Owned(format!("other-{prefix}"))
        }
        None => Cow::Borrowed(prefix),
    }
}

/// What looks like a declaration of a namespace in a text: its prefix and the namespace.
fn declarations(text: &str) -> impl Iterator<Item = (&str, &str)> {
    memchr::memmem::find_iter(text.as_bytes(), "xmlns").filter_map(|at| {
        let rest = &text[at + "xmlns".len()..];
        let (name, value) = rest.split_once('=')?;
        let prefix = name.trim_end().strip_prefix(':').or(name.trim().is_empty().then_some(""))?;
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        Some((prefix, value[1..].split(quote).next()?))
    })
}

#[derive(Default)]
struct Names {
    out: String,
    /// What is written for a prefix of the file, the innermost meaning last.
    usual: HashMap<String, Vec<String>>,
    /// The prefixes that each open element declares.
    open: Vec<Vec<String>>,
}

impl Names {
    /// The usual form of a name; one without a prefix stands in the default namespace where it is an element's.
    fn name(&self, name: &str, of_element: bool) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        if prefix.is_empty() && !of_element {
            return name.to_owned();
        }
        match self.usual.get(prefix).and_then(|own| own.last()) {
            Some(own) if own.is_empty() => local.to_owned(),
            Some(own) => format!("{own}:{local}"),
            None => name.to_owned(),
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        let declared = self.tag(tag);
        self.out.push('>');
        self.open.push(declared);
    }

    fn empty(&mut self, tag: &BytesStart) {
        let declared = self.tag(tag);
        self.out.push_str("/>");
        self.forget(&declared);
    }

    fn end(&mut self, name: &str) {
        let own = self.name(name, true);
        self.out.push_str(&format!("</{own}>"));
        if let Some(declared) = self.open.pop() {
            self.forget(&declared);
        }
    }

    /// The end of the element that declares these prefixes.
    fn forget(&mut self, declared: &[String]) {
        for prefix in declared {
            if let Some(own) = self.usual.get_mut(prefix) {
                own.pop();
            }
        }
    }

    /// Writes a tag but for its end; gives the prefixes that it declares.
    fn tag(&mut self, tag: &BytesStart) -> Vec<String> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes: Vec<(String, String)> = tag
            .attributes()
            .with_checks(false)
            .flatten()
            .map(|own| (text(own.key.as_ref()), text(&own.value)))
            .collect();
        let prefix_of = |name: &str| name.strip_prefix("xmlns:").or((name == "xmlns").then_some("")).map(str::to_owned);
        let mut declared = Vec::new();
        let mut taken: HashMap<String, &str> = HashMap::new();
        for (prefix, namespace) in attributes.iter().filter_map(|(name, value)| Some((prefix_of(name)?, value))) {
            let mut usual = usual_prefix(&prefix, namespace).into_owned();
            // Of two namespaces with one usual prefix the second is called otherwise.
            if taken.get(&usual).is_some_and(|other| other != namespace) {
                usual = format!("other-{prefix}");
            }
            taken.insert(usual.clone(), namespace);
            self.usual.entry(prefix.clone()).or_default().push(usual);
            declared.push(prefix);
        }
        self.out.push('<');
        self.out.push_str(&self.name(&text(tag.name().as_ref()), true));
        let mut written = HashSet::new();
        for (name, value) in attributes {
            let (name, value) = match prefix_of(&name) {
                Some(prefix) => match self.usual.get(&prefix).and_then(|own| own.last()) {
                    Some(own) if !own.is_empty() => (format!("xmlns:{own}"), value),
                    _ => ("xmlns".to_owned(), value),
                },
                None => (self.name(&name, false), self.value(&name, value)),
            };
            let quote = if value.contains('"') { '\'' } else { '"' };
            if written.insert(name.clone()) {
                self.out.push_str(&format!(" {name}={quote}{value}{quote}"));
            }
        }
        declared
    }

    /// The value of an attribute; where it is a list of prefixes, the usual ones.
    fn value(&self, name: &str, value: String) -> String {
        if !LISTS.contains(&name.rsplit(':').next().unwrap_or("")) {
            return value;
        }
        let usual = |token: &str| match self.usual.get(token).and_then(|own| own.last()) {
            Some(own) => own.clone(),
            None => self.name(token, false),
        };
        value.split_whitespace().map(usual).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tree;
    use super::*;

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

    #[test]
    fn usual_names_stay_as_they_are() {
        let part = format!(
            "<?xml version='1.0'?>\n<w:document xmlns:w='{WORD}' xmlns:x=\"urn:x\"><w:p  a = 'b'/></w:document>"
        );
        assert!(matches!(usual(&part), Cow::Borrowed(own) if own == part));
    }

    #[test]
    fn other_prefixes_become_the_usual_ones() {
        let part = format!(
            "<?xml version=\"1.0\"?><ns0:document xmlns:ns0=\"{WORD}\" xmlns:w=\"urn:not-word\"><!-- <ns0:p> --><ns0:p ns0:rsid='\"'>\
             <w:p/>a &lt;ns0:p> b<ns0:r/></ns0:p></ns0:document>\n"
        );
        let expected = format!(
            "<?xml version=\"1.0\"?><w:document xmlns:w=\"{WORD}\" xmlns:other-w=\"urn:not-word\"><!-- <ns0:p> --><w:p w:rsid='\"'>\
             <other-w:p/>a &lt;ns0:p> b<w:r/></w:p></w:document>\n"
        );
        assert_eq!(usual(&part), expected);
    }

    #[test]
    fn no_prefix_strict_names_and_inner_scopes() {
        let part = format!("<document xmlns=\"{STRICT}\" xmlns:s=\"{STRICT}\"><p s:val=\"1\" val=\"2\"/></document>");
        assert_eq!(usual(&part), format!("<w:document xmlns:w=\"{STRICT}\"><w:p w:val=\"1\" val=\"2\"/></w:document>"));
        let strict = |part: &str| is_strict(Tree::of_text(&usual(part)).expect("XML").root());
        assert!(strict(&part) && !strict(&format!("<w:p xmlns:w=\"{WORD}\"/>")));
        let part = format!("<a><q:p xmlns:q=\"{WORD}\"><q:r/></q:p><q:p/><q:t xmlns:q=\"urn:q\"/></a>");
        assert_eq!(usual(&part), format!("<a><w:p xmlns:w=\"{WORD}\"><w:r/></w:p><q:p/><q:t xmlns:q=\"urn:q\"/></a>"));
    }

    #[test]
    fn lists_of_prefixes_follow() {
        let part = format!(
            "<x:document xmlns:x=\"{WORD}\" xmlns:c=\"{COMPATIBILITY}\" xmlns:n=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
             c:Ignorable=\"n gone\"><c:Choice Requires=\"n\"/></x:document>"
        );
        let named = usual(&part);
        assert!(
            named.contains("mc:Ignorable=\"w14 gone\"") && named.contains("<mc:Choice Requires=\"w14\"/>"),
            "{named}"
        );
    }
}
