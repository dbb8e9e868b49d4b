//! XML as it is written out, element by element. What XML 1.0 cannot hold at all (control characters) is left out, so
//! that whatever stands in a document, the XML is well-formed.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The attributes of an element: names and values.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A piece of XML that grows.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
}

impl Xml {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { writer: Writer::new(Vec::new()), open: Vec::new() }
    }

    /// The declaration, before all else.
    pub(super) fn declaration(&mut self) {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    }

    fn event(&mut self, event: Event) {
        // Writing to memory cannot fail.
        let _ = self.writer.write_event(event);
    }

    /// Begins an element on a line of its own.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes) {
        self.line();
        self.begin(name, attributes);
    }

    /// Begins an element within a line.
    pub(super) fn begin(&mut self, name: &'static str, attributes: Attributes) {
        self.event(Event::Start(start(name, attributes)));
        self.open.push(name);
    }

    /// Ends the innermost open element, on a line of its own.
    pub(super) fn close(&mut self) {
        self.line();
        self.end();
    }

    /// Ends the innermost open element within a line.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element without content, on a line of its own.
    pub(super) fn empty(&mut self, name: &'static str, attributes: Attributes) {
        self.line();
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element that holds text alone, on a line of its own.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.end();
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&allowed(text))));
    }

    /// A comment; two hyphens, which a comment cannot hold, are set apart by a blank.
    pub(super) fn comment(&mut self, text: &str) {
        self.line();
        let mut text = allowed(text);
        while text.contains("--") {
            text = text.replace("--", "- -");
        }
        self.event(Event::Comment(BytesText::from_escaped(format!(" {text} "))));
    }

    /// How long it is so far, in bytes.
    pub(super) fn length(&self) -> usize {
        self.writer.get_ref().len()
    }

    /// What another piece of XML holds.
    pub(super) fn append(&mut self, other: Self) {
        self.writer.get_mut().extend(other.writer.into_inner());
    }

    /// The XML, with a line end behind it.
    pub(super) fn finish(mut self) -> String {
        self.line();
        String::from_utf8(self.writer.into_inner()).unwrap_or_default()
    }

    fn line(&mut self) {
        self.writer.get_mut().push(b'\n');
    }
}

fn start<'n>(name: &'n str, attributes: Attributes) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        // Line ends in an attribute are read as blanks anyhow.
        start.push_attribute((*key, allowed(value).replace('\n', " ").as_str()));
    }
    start
}

/// The text without what XML 1.0 cannot hold (production 2, Char).
fn allowed(text: &str) -> String {
    let is_char = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(is_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_markup_and_control_characters_are_left_out() {
        let mut xml = Xml::new();
        xml.open("p", &[("title", "\"A\" & <b>\u{0}\nC")]);
        xml.text("1 < 2 & 3 > 2 ]]> \u{1}\u{B}\u{FFFE}Đ");
        xml.comment("a -- b --- c-");
        xml.end();
        let text = xml.finish();
        assert_eq!(
            text,
            "\n<p title=\"&quot;A&quot; &amp; &lt;b&gt; C\">1 &lt; 2 &amp; 3 &gt; 2 ]]&gt; Đ\n<!-- a - - b - - - c- --></p>\n"
        );
        let tree = crate::package::Tree::parse(text.trim().as_bytes()).expect("XML");
        assert_eq!(tree.root().attribute("title"), Some("\"A\" & <b> C"));
    }
}
