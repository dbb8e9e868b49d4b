//! HTML: a page as a browser shows it, whoever wrote it: a site, or Word as "Web page".
//!
//! html5ever builds the tree, `css` and `look` say how its elements are shown, `show` makes paragraphs and tables of them.
//! Nothing is fetched, and no script runs: style sheets and frames in files of their own are not read.

mod css;
mod look;
mod menus;
mod show;
mod tables;
mod tree;

use super::entry::{Entry, Kind};
use super::{Limits, legacy, markup};
use crate::errors::{Code, Error};
use crate::model::Span;
use crate::source::Source;
use css::Sheets;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1258};
use tree::{DOCUMENT, Data, Tree};

pub(super) const FORMAT: Entry = Entry {
    key: "html",
    name: "HTML",
    endings: &["html", "htm", "xhtml"],
    kind: Kind::Markup { is: is_html, read: |bytes, options| source(bytes, None, &[], &options.limits) },
};

/// So far into a file the name of its encoding is looked for.
const HEAD: usize = 8192;
/// A share of characters that cannot be decoded, above which the encoding that a file names is not its own.
const MOST_REPLACED: f64 = 0.02;
/// Elements with which a piece of a page may begin.
const BEGINNINGS: [&str; 40] = [
    "head",
    "body",
    "meta",
    "title",
    "style",
    "link",
    "p",
    "div",
    "table",
    "tbody",
    "tr",
    "td",
    "span",
    "font",
    "center",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "br",
    "hr",
    "pre",
    "section",
    "article",
    "main",
    "header",
    "nav",
    "blockquote",
    "form",
    "a",
    "img",
];

/// True where bytes are a page, or a piece of one, and not what an engine writes in HTML's shape.
fn is_html(bytes: &[u8]) -> bool {
    let head = markup::head(bytes);
    let start = head[..head.floor_char_boundary(HEAD.min(head.len()))].to_lowercase();
    if start.contains("ocr_page") || start.contains("ocr-system") {
        return false;
    }
    let trimmed = start.trim_start();
    if trimmed.starts_with("<!doctype html")
        || start.contains("<html") && (trimmed.starts_with('<') || start.contains("<body"))
    {
        return true;
    }
    let name = markup::root(&start).and_then(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric()).next());
    name.is_some_and(|name| BEGINNINGS.contains(&name)) && is_marked_up(&head)
}

/// True where most lines have tags: a piece of a page, and no text that shows one.
fn is_marked_up(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_tagged = |line: &str| line.contains('<') && line.contains('>');
    let (mut all, mut tagged) = (0usize, 0usize);
    lines.by_ref().take(400).for_each(|line| {
        all += 1;
        tagged += usize::from(is_tagged(line));
    });
    head.contains("</") && tagged * 2 >= all && !head.contains("**")
}

/// Reads a page. `stated` is the encoding that stands beside it, `sheets` are style sheets that belong to it.
pub(super) fn source(bytes: &[u8], stated: Option<&str>, sheets: &[&str], limits: &Limits) -> Result<Source, Error> {
    let Decoded { text, replaced, is_legacy } = decoded(bytes, stated);
    let tree = Tree::parse(&text, limits)?;
    let nesting = limits.nesting as usize;
    let mut own = Sheets::default();
    sheets.iter().for_each(|css| own.add(css));
    for node in tree.below(DOCUMENT).filter(|node| tree.name(*node) == "style") {
        for child in tree.children(node) {
            if let Data::Text(css) = tree.data(child) {
                own.add(css);
            }
        }
    }
    let mut source = show::source(&tree, own, nesting);
    let is_empty = |source: &Source| {
        let aside: usize = source.furniture.iter().map(|own| own.span.of(&source.text).trim().len()).sum();
        source.text.trim().len() <= aside + source.furniture.len()
    };
    // A page that scripts would uncover.
    if is_empty(&source) {
        source = show::source(&tree, Sheets::default(), nesting);
    }
    if source.text.trim().is_empty() {
        return Err(Code::InputEmpty.into());
    }
    if is_legacy {
        source.legacy = vec![Span::new(0, source.text.len())];
    }
    Ok(Source { replaced, ..source })
}

/// A file's text.
struct Decoded {
    text: String,
    /// True where bytes could not be decoded.
    replaced: bool,
    /// True where the encoding is one of before Unicode.
    is_legacy: bool,
}

/// Decodes a page: by its byte order mark, as UTF-8 where it is that, by the name of an encoding beside it or in it, else
/// by which encoding gives Vietnamese syllables.
fn decoded(bytes: &[u8], stated: Option<&str>) -> Decoded {
    let unicode = |text: String, replaced: bool| Decoded { text, replaced, is_legacy: false };
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, replaced) = encoding.decode_without_bom_handling(&bytes[length..]);
        return unicode(text.into_owned(), replaced);
    }
    let in_pairs = markup::without_mark(bytes);
    if in_pairs != UTF_8 {
        let (text, replaced) = in_pairs.decode_without_bom_handling(bytes);
        return unicode(text.into_owned(), replaced);
    }
    let lossy = match std::str::from_utf8(bytes) {
        Ok(text) => return unicode(text.to_owned(), false),
        Err(_) => String::from_utf8_lossy(bytes),
    };
    let named = stated.map(str::to_owned).or_else(|| named(bytes));
    let named = named.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let share = |text: &str| text.matches('\u{FFFD}').count() as f64 / text.chars().count().max(1) as f64;
    let encoding = match named {
        Some(own) if own == UTF_8 && share(&lossy) <= MOST_REPLACED => return unicode(lossy.into_owned(), true),
        // Names for the same eight bits, which say little: the letters may be those of a typeface.
        Some(own)
            if own != UTF_8
                && own != WINDOWS_1252
                && own.name() != "x-user-defined"
                && !own.name().starts_with("UTF-16") =>
        {
            own
        }
        _ if legacy::is_windows_1258(bytes) => WINDOWS_1258,
        _ => WINDOWS_1252,
    };
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded { text: text.into_owned(), replaced, is_legacy: encoding == WINDOWS_1258 }
}

/// The encoding that a page names: in a `meta` element or its XML declaration.
fn named(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    let start = head.trim_start();
    let after = |text: &str, mark: &str| -> Option<String> {
        let rest = text.split_once(mark)?.1.trim_start().strip_prefix('=')?;
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
        (!name.is_empty()).then_some(name)
    };
    let declared = start.strip_prefix("<?xml").and_then(|rest| after(rest.split("?>").next()?, "encoding"));
    declared.or_else(|| head.split("<meta").skip(1).find_map(|rest| after(rest.split('>').next()?, "charset")))
}

#[cfg(test)]
mod tests;
