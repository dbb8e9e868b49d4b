//! How an element of a page is shown: what browsers do by its name, what style sheets say, what its attributes say.

use super::css::{Declaration, Sheets};
use super::tree::Tree;
use crate::model::FurnitureKind;
use crate::read::flow::Face;
use crate::source::Alignment;
use std::sync::Arc;

/// What box an element makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Display {
    /// A part of a line.
    #[default]
    Inline,
    /// A paragraph, or what holds paragraphs.
    Block,
    /// An item of a list.
    Item,
    /// A table, and what it is made of.
    Table,
    /// Rows, before all others where they are the table's head, behind them where its foot.
    Rows,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// What stands above a table.
    Caption,
    /// Nothing that is ever shown: scripts, style sheets, the head of the page.
    Nowhere,
}

/// How blanks and line ends of the file are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Blanks {
    /// Runs of them as one blank.
    #[default]
    Collapsed,
    /// As they are.
    Kept,
    /// Line ends as they are, runs of blanks as one.
    Lines,
}

/// The mark before the items of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Marker {
    /// None.
    None,
    /// A bullet.
    #[default]
    Bullet,
    /// A dash.
    Dash,
    /// The number in one of Word's formats, by its name there.
    Number(&'static str),
}

/// How an element is shown; but for its box, what is in it is shown so, too.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    pub display: Display,
    /// True where the elements in it are boxes of their own, whatever they are elsewhere.
    pub is_flexible: bool,
    pub face: Face,
    /// True where it stands in what is not displayed, and where it is displayed as nothing but its room.
    is_gone: bool,
    is_veiled: bool,
    pub alignment: Alignment,
    pub blanks: Blanks,
    pub marker: Marker,
    /// What it is where it is no part of the document.
    pub aside: Option<FurnitureKind>,
    /// True for the number of a list that Word wrote into the text.
    pub is_label: bool,
    /// So many tabs of Word.
    pub tabs: usize,
}

impl Look {
    /// The look of an element in one that looks like this.
    pub(super) fn of(&self, tree: &Tree, node: u32, sheets: &mut Sheets) -> Self {
        let name = tree.name(node);
        let mut look = Self { display: display(name), is_flexible: false, tabs: 0, ..self.clone() };
        look.by_name(name);
        let (inherited, mut floats) = (look.is_gone, false);
        look.by_attributes(tree, node);
        for (property, value) in sheets.of(tree, node) {
            floats |= matches!(property.as_str(), "float" if value != "none")
                || property == "position" && matches!(value.as_str(), "absolute" | "fixed");
            look.declare(&(property, value), inherited);
        }
        // Boxes beside each other, and those taken out of the lines, are no part of a line.
        if look.display == Display::Inline && (floats || self.is_flexible) {
            look.display = Display::Block;
        }
        look.face.hidden = look.is_gone || look.is_veiled;
        look
    }

    fn by_name(&mut self, name: &str) {
        match name {
            "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.face.bold = true,
            "i" | "em" | "cite" | "var" | "dfn" => self.face.italic = true,
            "del" => self.face.deleted = true,
            "pre" | "listing" | "xmp" | "plaintext" => self.blanks = Blanks::Kept,
            "center" => self.alignment = Alignment::Center,
            "ul" | "menu" | "dir" => self.marker = Marker::Bullet,
            "ol" => self.marker = Marker::Number("decimal"),
            // Shown by other means, or only where those fail.
            "noscript" | "iframe" | "object" | "video" | "audio" | "canvas" | "select" | "textarea" | "noembed"
            | "noframes" => self.is_gone = true,
            "nav" | "aside" => self.aside = Some(FurnitureKind::SiteNoise),
            _ => {}
        }
    }

    fn by_attributes(&mut self, tree: &Tree, node: u32) {
        let attribute = |name: &str| tree.attribute(node, name).map(str::trim);
        if let Some(align) = attribute("align") {
            self.align(&align.to_lowercase());
        }
        if tree.name(node) == "font"
            && let Some(face) = attribute("face")
        {
            self.typeface(face);
        }
        let hides = |value: &str| !value.eq_ignore_ascii_case("false");
        self.is_gone |= attribute("hidden").is_some_and(hides);
        self.is_gone |= tree.name(node) == "dialog" && attribute("open").is_none();
        self.marker = match (tree.name(node), attribute("type")) {
            ("ol" | "li", Some("a")) => Marker::Number("lowerLetter"),
            ("ol" | "li", Some("A")) => Marker::Number("upperLetter"),
            ("ol" | "li", Some("i")) => Marker::Number("lowerRoman"),
            ("ol" | "li", Some("I")) => Marker::Number("upperRoman"),
            ("ol" | "li", Some("1")) => Marker::Number("decimal"),
            ("ul" | "li", Some("disc" | "circle" | "square")) => Marker::Bullet,
            _ => self.marker,
        };
        // Parts of the page that say themselves what they are for.
        if matches!(attribute("role"), Some("navigation" | "banner" | "contentinfo" | "search" | "complementary")) {
            self.aside = Some(FurnitureKind::SiteNoise);
        }
    }

    /// One property of a style; `inherited` says whether the element stands in hidden ones.
    fn declare(&mut self, (property, value): &Declaration, inherited: bool) {
        match property.as_str() {
            "display" => self.set_display(value, inherited),
            "visibility" => self.is_veiled = matches!(value.as_str(), "hidden" | "collapse"),
            "mso-hide" if value == "all" => self.is_gone = true,
            "font-weight" => {
                self.face.bold = value.starts_with("bold") || value.parse().is_ok_and(|own: u32| own >= 600)
            }
            "font-style" => self.face.italic = matches!(value.as_str(), "italic" | "oblique"),
            "font-family" => self.typeface(value),
            "font" => {
                let typeface = value.rsplit_once(|c: char| c.is_ascii_digit() || c == '%').map(|(_, behind)| behind);
                let behind = typeface.and_then(|own| own.split_once(' ')).map(|(_, names)| names);
                if let Some(names) = behind.filter(|names| !names.trim().is_empty()) {
                    self.typeface(names);
                }
            }
            "text-align" => self.align(value),
            "text-transform" => self.face.capitals = value == "uppercase",
            "white-space" => {
                self.blanks = match value.as_str() {
                    "pre" | "pre-wrap" | "break-spaces" => Blanks::Kept,
                    "pre-line" => Blanks::Lines,
                    _ => Blanks::Collapsed,
                }
            }
            "list-style" | "list-style-type" => self.set_marker(value),
            "mso-list" => self.is_label = value == "ignore",
            "mso-tab-count" => {
                self.tabs = value.split_whitespace().next().and_then(|own| own.parse().ok()).unwrap_or(1)
            }
            _ => {}
        }
    }

    fn set_display(&mut self, value: &str, inherited: bool) {
        self.is_flexible = matches!(value, "flex" | "inline-flex" | "grid" | "inline-grid");
        let shown = match value {
            "none" => {
                self.is_gone = true;
                return;
            }
            "inline" | "inline-block" | "inline-flex" | "inline-grid" | "contents" => Display::Inline,
            "block" | "flex" | "grid" | "flow-root" => Display::Block,
            "list-item" => Display::Item,
            "table" | "inline-table" => Display::Table,
            "table-row-group" | "table-header-group" | "table-footer-group" => Display::Rows,
            "table-row" => Display::Row,
            "table-cell" => Display::Cell,
            "table-caption" => Display::Caption,
            _ => self.display,
        };
        // Elements of a table stay what they are; what is in hidden ones stays hidden.
        let is_tabular = matches!(self.display, Display::Rows | Display::Row | Display::Cell | Display::Nowhere);
        if !is_tabular {
            self.display = shown;
        }
        self.is_gone = inherited;
    }

    fn set_marker(&mut self, value: &str) {
        for word in value.split_whitespace() {
            self.marker = match word {
                "none" => Marker::None,
                "disc" | "circle" | "square" => Marker::Bullet,
                "decimal" => Marker::Number("decimal"),
                "decimal-leading-zero" => Marker::Number("decimalZero"),
                "lower-alpha" | "lower-latin" => Marker::Number("lowerLetter"),
                "upper-alpha" | "upper-latin" => Marker::Number("upperLetter"),
                "lower-roman" => Marker::Number("lowerRoman"),
                "upper-roman" => Marker::Number("upperRoman"),
                dash if dash.trim_matches(['"', '\'']).starts_with(['-', '–', '—']) => Marker::Dash,
                _ => continue,
            }
        }
    }

    fn align(&mut self, value: &str) {
        self.alignment = match value {
            "center" | "middle" | "-webkit-center" => Alignment::Center,
            "right" | "end" => Alignment::Right,
            "justify" => Alignment::Justified,
            "left" | "start" => Alignment::Left,
            _ => return,
        };
    }

    fn typeface(&mut self, names: &str) {
        let first = names.split(',').next().unwrap_or("").trim().trim_matches(['"', '\'']);
        self.face.font = (!first.is_empty()).then(|| Arc::from(first));
    }
}

/// The box that browsers make of an element by its name.
fn display(name: &str) -> Display {
    match name {
        "head" | "script" | "style" | "template" | "title" | "meta" | "link" | "base" | "datalist" | "param"
        | "area" => Display::Nowhere,
        "table" => Display::Table,
        "thead" | "tbody" | "tfoot" => Display::Rows,
        "tr" => Display::Row,
        "td" | "th" => Display::Cell,
        "caption" => Display::Caption,
        "li" => Display::Item,
        "html" | "body" | "address" | "article" | "aside" | "blockquote" | "center" | "dd" | "details" | "dialog"
        | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "frameset"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "legend" | "listing" | "main"
        | "menu" | "nav" | "ol" | "optgroup" | "option" | "p" | "plaintext" | "pre" | "search" | "section"
        | "summary" | "ul" | "xmp" => Display::Block,
        _ => Display::Inline,
    }
}
