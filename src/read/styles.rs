//! Word's styles: how a paragraph looks once its own properties, its runs', its styles and the document's defaults
//! are put together. Lengths are twentieths of a point, sizes half points, as in the file.

use super::{Alignment, Page, Style};
use crate::package::{Element, Tree};
use std::collections::HashMap;
use std::sync::Arc;

/// How long a chain of styles based on each other may be.
const LONGEST_CHAIN: usize = 32;

/// What a style, a paragraph or a run says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    based_on: Option<String>,
    pub list: Option<String>,
    pub level: Option<usize>,
    pub caps: Option<bool>,
    pub bold: Option<bool>,
    pub hidden: bool,
    italic: Option<bool>,
    font: Option<Arc<str>>,
    size: Option<u32>,
    alignment: Option<Alignment>,
    left: Option<i32>,
    right: Option<i32>,
    first_line: Option<i32>,
    page: Option<bool>,
}

impl Facts {
    /// Reads the properties of a paragraph (`w:pPr`) and of a run (`w:rPr`).
    pub(super) fn of(paragraph: Option<Element>, run: Option<Element>) -> Self {
        let list = paragraph.and_then(|paragraph| paragraph.child("w:numPr"));
        let indent = paragraph.and_then(|paragraph| paragraph.child("w:ind"));
        let on = |name: &str| run.and_then(|run| run.child(name).map(|_| run.is_on(name)));
        let length = |names: &[&str]| {
            let value = names.iter().find_map(|name| indent?.attribute(name));
            value.and_then(|value| value.parse::<i32>().ok())
        };
        let fonts = run.and_then(|run| run.child("w:rFonts"));
        Self {
            based_on: None,
            list: list.and_then(|list| list.value("w:numId")).map(str::to_owned),
            level: list.and_then(|list| list.value("w:ilvl")).and_then(|level| level.parse().ok()),
            caps: on("w:caps"),
            bold: on("w:b"),
            hidden: on("w:vanish").unwrap_or(false),
            italic: on("w:i"),
            font: fonts.and_then(|fonts| fonts.attribute("w:ascii").or(fonts.attribute("w:hAnsi"))).map(Arc::from),
            size: run.and_then(|run| run.value("w:sz")).and_then(|size| size.parse().ok()),
            page: paragraph
                .and_then(|found| found.child("w:pageBreakBefore").map(|_| found.is_on("w:pageBreakBefore"))),
            alignment: paragraph.and_then(|paragraph| paragraph.value("w:jc")).map(alignment),
            left: length(&["w:left", "w:start"]),
            right: length(&["w:right", "w:end"]),
            first_line: length(&["w:firstLine"]).or(length(&["w:hanging"]).and_then(i32::checked_neg)),
        }
    }
}

fn alignment(value: &str) -> Alignment {
    match value {
        "center" => Alignment::Center,
        "right" | "end" => Alignment::Right,
        "both" | "distribute" => Alignment::Justified,
        _ => Alignment::Left,
    }
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    facts: HashMap<String, Facts>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    /// What holds where no style says anything.
    defaults: Facts,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn new(tree: &Tree) -> Self {
        let mut styles = Self::default();
        if let Some(defaults) = tree.root().child("w:docDefaults") {
            let paragraph = defaults.child("w:pPrDefault").and_then(|found| found.child("w:pPr"));
            let run = defaults.child("w:rPrDefault").and_then(|found| found.child("w:rPr"));
            styles.defaults = Facts::of(paragraph, run);
        }
        for style in tree.root().children().filter(|child| child.name() == "w:style") {
            let Some(id) = style.attribute("w:styleId") else { continue };
            let facts = Facts {
                based_on: style.value("w:basedOn").map(str::to_owned),
                ..Facts::of(style.child("w:pPr"), style.child("w:rPr"))
            };
            if style.attribute("w:default") == Some("1") && style.attribute("w:type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            styles.facts.insert(id.to_owned(), facts);
        }
        styles
    }

    /// A style by its identifier.
    pub(super) fn get(&self, id: &str) -> Option<&Facts> {
        self.facts.get(id)
    }

    /// The style of a paragraph and those that it is based on, from the near to the far.
    pub(super) fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Facts> {
        self.named(id).map(|(_, facts)| facts)
    }

    /// As [`Styles::chain`], each with its identifier.
    pub(super) fn named<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Facts)> {
        let style = |id: &'s str| self.facts.get(id).map(|facts| (id, facts));
        let first = id.or(self.default.as_deref()).and_then(style);
        std::iter::successors(first, move |(_, facts)| style(facts.based_on.as_deref()?)).take(LONGEST_CHAIN)
    }

    pub(super) fn caps(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|style| style.caps).unwrap_or(false)
    }

    pub(super) fn bold(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|style| style.bold).unwrap_or(false)
    }

    /// True where a paragraph begins a page.
    pub(super) fn begins_page(&self, id: Option<&str>, own: &Facts) -> bool {
        own.page.or_else(|| self.chain(id).find_map(|style| style.page)).unwrap_or(false)
    }

    /// What a run looks like: its own properties, then those of its style.
    pub(super) fn run(&self, style: Option<&str>, properties: Option<Element>) -> Facts {
        let own = Facts::of(None, properties);
        let Some(style) = style.and_then(|id| self.facts.get(id)) else { return own };
        Facts {
            italic: own.italic.or(style.italic),
            font: own.font.or_else(|| style.font.clone()),
            size: own.size.or(style.size),
            caps: own.caps.or(style.caps),
            ..own
        }
    }

    /// How a paragraph looks whose most letters are in a run that looks so.
    pub(super) fn style(&self, id: Option<&str>, own: &Facts, run: &Facts) -> Style {
        let below = || self.chain(id).chain([&self.defaults]);
        Style {
            bold: false,
            italic: run.italic.or_else(|| below().find_map(|style| style.italic)).unwrap_or(false),
            capitals: run.caps.or_else(|| below().find_map(|style| style.caps)).unwrap_or(false),
            font: run.font.clone().or_else(|| below().find_map(|style| style.font.clone())),
            size: run.size.or_else(|| below().find_map(|style| style.size)),
            alignment: own.alignment.or_else(|| below().find_map(|style| style.alignment)).unwrap_or_default(),
            left: own.left.or_else(|| below().find_map(|style| style.left)).unwrap_or(0),
            right: own.right.or_else(|| below().find_map(|style| style.right)).unwrap_or(0),
            first_line: own.first_line.or_else(|| below().find_map(|style| style.first_line)).unwrap_or(0),
        }
    }
}

/// The page of the body's last section.
pub(super) fn page(body: Element) -> Option<Page> {
    let section = body.child("w:sectPr")?;
    let length = |element: &str, name: &str| -> Option<i32> { section.child(element)?.attribute(name)?.parse().ok() };
    Some(Page {
        width: length("w:pgSz", "w:w")?,
        height: length("w:pgSz", "w:h")?,
        top: length("w:pgMar", "w:top")?,
        right: length("w:pgMar", "w:right")?,
        bottom: length("w:pgMar", "w:bottom")?,
        left: length("w:pgMar", "w:left")?,
    })
}
