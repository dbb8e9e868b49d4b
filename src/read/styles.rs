//! Word's styles: how a paragraph looks once its own properties, its runs', its styles and the document's defaults
//! are put together. Lengths are twentieths of a point, sizes half points, as in the file.

use crate::package::{Element, Tree, twips};
use crate::source::{Alignment, Line, Page, Style};
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
    before: Option<i32>,
    after: Option<i32>,
    line: Option<Line>,
    rule: Option<bool>,
}

impl Facts {
    /// Reads the properties of a paragraph (`w:pPr`) and of a run (`w:rPr`).
    pub(super) fn of(paragraph: Option<Element>, run: Option<Element>) -> Self {
        let list = paragraph.and_then(|paragraph| paragraph.child("w:numPr"));
        let indent = paragraph.and_then(|paragraph| paragraph.child("w:ind"));
        let on = |name: &str| run.and_then(|run| run.child(name).map(|_| run.is_on(name)));
        let length = |names: &[&str]| {
            let value = names.iter().find_map(|name| indent?.attribute(name));
            value.and_then(twips)
        };
        let spacing = paragraph.and_then(|paragraph| paragraph.child("w:spacing"));
        // Word's automatic space between paragraphs is 14 points.
        let space = |name: &str, automatic: &str| -> Option<i32> {
            let spacing = spacing?;
            match spacing.attribute(automatic) {
                Some("1" | "true" | "on") => Some(280),
                _ => twips(spacing.attribute(name)?),
            }
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
            size: run.and_then(|run| run.value("w:sz")).and_then(half_points),
            page: paragraph
                .and_then(|found| found.child("w:pageBreakBefore").map(|_| found.is_on("w:pageBreakBefore"))),
            alignment: paragraph.and_then(|paragraph| paragraph.value("w:jc")).map(alignment),
            before: space("w:before", "w:beforeAutospacing"),
            after: space("w:after", "w:afterAutospacing"),
            line: spacing.and_then(line),
            rule: paragraph.and_then(|paragraph| paragraph.child("w:pBdr")).map(|borders| {
                borders
                    .child("w:bottom")
                    .is_some_and(|side| !matches!(side.attribute("w:val"), None | Some("nil" | "none")))
            }),
            left: length(&["w:left", "w:start"]),
            right: length(&["w:right", "w:end"]),
            first_line: length(&["w:firstLine"]).or(length(&["w:hanging"]).and_then(i32::checked_neg)),
        }
    }
}

fn line(spacing: Element) -> Option<Line> {
    let height = twips(spacing.attribute("w:line")?)?;
    Some(match spacing.attribute("w:lineRule") {
        Some("exact") => Line::Exact(height),
        Some("atLeast") => Line::AtLeast,
        _ => Line::Multiple(height),
    })
}

/// The size of letters: in half points, or with a unit.
fn half_points(value: &str) -> Option<u32> {
    value.parse().ok().or_else(|| u32::try_from(twips(value)? / 10).ok())
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

    /// The typeface of a paragraph's style.
    pub(super) fn font<'s>(&'s self, id: Option<&'s str>) -> Option<&'s str> {
        self.chain(id).chain([&self.defaults]).find_map(|style| style.font.as_deref())
    }

    /// The typeface that a run names itself or by its style.
    pub(super) fn run_font<'s>(&'s self, style: Option<&str>, properties: Option<Element<'s>>) -> Option<&'s str> {
        let fonts = properties.and_then(|properties| properties.child("w:rFonts"));
        // The font of letters that are none of ASCII's is the one that counts.
        let own = fonts.and_then(|fonts| fonts.attribute("w:hAnsi").or(fonts.attribute("w:ascii")));
        own.or_else(|| style.and_then(|id| self.facts.get(id)?.font.as_deref()))
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
            before: own.before.or_else(|| below().find_map(|style| style.before)).unwrap_or(0),
            after: own.after.or_else(|| below().find_map(|style| style.after)).unwrap_or(0),
            line: own.line.or_else(|| below().find_map(|style| style.line)).unwrap_or_default(),
            rule: own.rule.or_else(|| below().find_map(|style| style.rule)).unwrap_or(false),
        }
    }
}

/// The pages of all sections, in order.
pub(super) fn pages(body: Element) -> Vec<Page> {
    let sections = body.descendants().filter(|element| element.name() == "w:sectPr");
    sections.filter_map(page).collect()
}

fn page(section: Element) -> Option<Page> {
    let length = |element: &str, name: &str| -> Option<i32> { twips(section.child(element)?.attribute(name)?) };
    Some(Page {
        width: length("w:pgSz", "w:w")?,
        height: length("w:pgSz", "w:h")?,
        top: length("w:pgMar", "w:top")?,
        right: length("w:pgMar", "w:right")?,
        bottom: length("w:pgMar", "w:bottom")?,
        left: length("w:pgMar", "w:left")?,
    })
}

/// Where a header or footer has the number of the page: on which side; `None` where it has none.
pub(super) fn page_number(margin: Element) -> Option<Alignment> {
    let is_number = |element: &Element| match element.name() {
        "w:instrText" => element.text().trim_start().starts_with("PAGE"),
        "w:fldSimple" => element.attribute("w:instr").is_some_and(|code| code.trim_start().starts_with("PAGE")),
        "w:pgNum" => true,
        _ => false,
    };
    let mut paragraphs = margin.descendants().filter(|element| element.name() == "w:p");
    let paragraph = paragraphs.find(|paragraph| paragraph.descendants().any(|element| is_number(&element)))?;
    let properties = paragraph.child("w:pPr");
    let framed = properties.and_then(|own| own.child("w:framePr")).and_then(|frame| frame.attribute("w:xAlign"));
    let own = framed.or_else(|| properties.and_then(|own| own.value("w:jc")));
    Some(own.map_or(Alignment::Left, alignment))
}
