//! Menus of a site: lists and boxes of nothing but short links.

use super::tree::{DOCUMENT, Data, NONE, Tree};

/// So many links are a menu.
const LINKS: usize = 3;
/// The most letters of a menu's link, and of all its links on average.
const LONGEST: usize = 80;
const USUAL: usize = 30;

/// What stands in an element.
#[derive(Clone, Copy, Default)]
struct Words {
    letters: usize,
    linked: usize,
    links: usize,
    longest: usize,
}

/// The menus of a page.
pub(super) struct Menus {
    /// For each node whether it is one.
    is: Vec<bool>,
    /// True where a part of the page calls itself the main one.
    pub has_main: bool,
}

impl Menus {
    /// True for an element that is a menu.
    pub(super) fn has(&self, node: u32) -> bool {
        self.is[node as usize]
    }
}

/// Finds the menus of a page.
pub(super) fn menus(tree: &Tree) -> Menus {
    let order: Vec<u32> = tree.below(DOCUMENT).collect();
    let mut words = vec![Words::default(); tree.len()];
    // From the last to the first: what is below an element is counted before it.
    for node in order.iter().rev() {
        let mut own = words[*node as usize];
        if let Data::Text(text) = tree.data(*node) {
            own.letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        }
        if tree.name(*node) == "a" && tree.attribute(*node, "href").is_some() {
            own = Words { linked: own.letters, links: 1, longest: own.letters, ..own };
        }
        words[*node as usize] = own;
        let parent = tree.parent(*node);
        if parent != NONE {
            let sum = &mut words[parent as usize];
            sum.letters += own.letters;
            sum.linked += own.linked;
            sum.links += own.links;
            sum.longest = sum.longest.max(own.longest);
        }
    }
    let mut found = Menus { is: vec![false; tree.len()], has_main: false };
    for node in order {
        let is_box = matches!(tree.name(node), "ul" | "ol" | "menu" | "dl" | "div" | "nav" | "section" | "p" | "td");
        found.is[node as usize] = is_box && is_menu(words[node as usize]);
        found.has_main |= matches!(tree.name(node), "main" | "article");
    }
    found
}

fn is_menu(own: Words) -> bool {
    own.links >= LINKS
        && own.longest <= LONGEST
        && own.linked <= own.links * USUAL
        && own.linked * 10 >= own.letters * 9
}
