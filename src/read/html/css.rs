//! So much of CSS as says what of a page is shown and how: of style sheets the rules whose selectors name elements,
//! classes and identifiers, and of `style` attributes the same properties.
//!
//! Left out: rules for other media, and selectors with attributes, states or siblings.

use super::tree::{NONE, Tree};
use std::collections::HashMap;

/// The most rules of all style sheets of a page.
const MOST_RULES: usize = 20_000;
/// How deep blocks are looked into.
const DEEPEST: usize = 4;
/// The most steps by which selectors are compared with elements; behind them no rule holds.
const MOST_STEPS: usize = 50_000_000;

/// A property and its value in small letters, but for names of typefaces.
pub(super) type Declaration = (String, String);

/// The style sheets of a page.
#[derive(Default)]
pub(super) struct Sheets {
    rules: Vec<Rule>,
    /// Rules by what their selector names last: `#id`, `.class`, `name`, `*`.
    by_key: HashMap<String, Vec<usize>>,
    steps: usize,
}

struct Rule {
    /// From the element outwards; true where the next one outwards is its parent.
    selector: Vec<(Simple, bool)>,
    specificity: [usize; 3],
    declarations: std::rc::Rc<Vec<Declaration>>,
}

/// `p.MsoNormal#a`: what is said of one element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Simple {
    name: String,
    id: String,
    classes: Vec<String>,
}

impl Sheets {
    /// Adds a style sheet.
    pub(super) fn add(&mut self, css: &str) {
        self.block(&without_comments(css), 0);
    }

    /// Adds the rules of a block that stands at a given depth.
    fn block(&mut self, css: &str, depth: usize) {
        let mut rest = css;
        while let Some(open) = rest.find('{') {
            let Some(end) = closing(&rest[open..]) else { break };
            let (head, body) = (rest[..open].trim(), &rest[open + 1..open + end]);
            // What stands before a rule without one of its own: `@import …;`, `}`.
            let head = head.rsplit([';', '}']).next().unwrap_or("").trim();
            rest = &rest[open + end + 1..];
            match head.strip_prefix('@') {
                Some(at) if is_for_screens(at) && depth < DEEPEST => self.block(body, depth + 1),
                Some(_) => {}
                None => self.rule(head, body),
            }
        }
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        let declarations = std::rc::Rc::new(declarations(body));
        if declarations.is_empty() {
            return;
        }
        for selector in selectors.split(',').filter_map(selector) {
            if self.rules.len() >= MOST_RULES {
                return;
            }
            let Some((own, _)) = selector.first() else { continue };
            let key = match own {
                Simple { id, .. } if !id.is_empty() => format!("#{id}"),
                Simple { classes, .. } if !classes.is_empty() => format!(".{}", classes[0]),
                Simple { name, .. } if !name.is_empty() => name.clone(),
                _ => "*".to_owned(),
            };
            let count = |of: fn(&Simple) -> usize| selector.iter().map(|(own, _)| of(own)).sum::<usize>();
            let specificity = [
                count(|own| usize::from(!own.id.is_empty())),
                count(|own| own.classes.len()),
                count(|own| usize::from(!own.name.is_empty())),
            ];
            self.by_key.entry(key).or_default().push(self.rules.len());
            self.rules.push(Rule { selector, specificity, declarations: declarations.clone() });
        }
    }

    /// What holds for an element, by rules and by its own attribute: what is said last counts.
    pub(super) fn of(&mut self, tree: &Tree, node: u32) -> Vec<Declaration> {
        let mut found: Vec<([usize; 3], usize)> = Vec::new();
        if !self.rules.is_empty() {
            let classes = tree.attribute(node, "class").unwrap_or("").split_whitespace();
            let id = tree.attribute(node, "id").map(|id| format!("#{id}"));
            let keys = classes.map(|class| format!(".{class}")).chain(id);
            for key in keys.chain([tree.name(node).to_owned(), "*".to_owned()]) {
                for index in self.by_key.get(&key).into_iter().flatten() {
                    self.steps += 1;
                    if self.steps < MOST_STEPS && holds(&self.rules[*index].selector, tree, node, &mut self.steps) {
                        found.push((self.rules[*index].specificity, *index));
                    }
                }
            }
        }
        found.sort_unstable();
        let mut all: Vec<Declaration> =
            found.iter().flat_map(|(_, index)| self.rules[*index].declarations.iter().cloned()).collect();
        all.extend(tree.attribute(node, "style").map(declarations).unwrap_or_default());
        all
    }
}

/// True for a block of rules that hold on a screen.
fn is_for_screens(at: &str) -> bool {
    let query = at.strip_prefix("media").map(str::trim);
    query.is_some_and(|query| matches!(query, "" | "all" | "screen")) || at.starts_with("layer")
}

fn holds(selector: &[(Simple, bool)], tree: &Tree, node: u32, steps: &mut usize) -> bool {
    let Some(((own, child), outer)) = selector.split_first() else { return true };
    if !own.is(tree, node) {
        return false;
    }
    if outer.is_empty() {
        return true;
    }
    let mut parent = tree.parent(node);
    while parent != NONE {
        *steps += 1;
        if outer[0].0.is(tree, parent) && holds(outer, tree, parent, steps) {
            return true;
        }
        if *child || *steps > MOST_STEPS {
            return false;
        }
        parent = tree.parent(parent);
    }
    false
}

impl Simple {
    fn is(&self, tree: &Tree, node: u32) -> bool {
        (self.name.is_empty() || tree.name(node) == self.name)
            && (self.id.is_empty() || tree.attribute(node, "id") == Some(&self.id))
            && self.classes.iter().all(|class| {
                tree.attribute(node, "class").is_some_and(|own| own.split_whitespace().any(|own| own == class))
            })
    }
}

/// The parts of a selector from the element outwards; `None` for one that asks for more than names.
fn selector(text: &str) -> Option<Vec<(Simple, bool)>> {
    let spaced = text.replace('>', " > ");
    let mut parts: Vec<(Simple, bool)> = Vec::new();
    let mut is_child = false;
    for word in spaced.split_whitespace() {
        if word == ">" {
            is_child = true;
            continue;
        }
        parts.push((simple(word)?, std::mem::take(&mut is_child)));
    }
    parts.reverse();
    (!parts.is_empty() && parts.len() <= 8).then_some(parts)
}

fn simple(word: &str) -> Option<Simple> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '*');
    if !word.chars().all(is_plain) {
        return None;
    }
    let mut own = Simple::default();
    let end = word.find(['.', '#']).unwrap_or(word.len());
    word[..end].trim_matches('*').to_lowercase().clone_into(&mut own.name);
    let mut rest = &word[end..];
    while let Some(mark) = rest.chars().next() {
        let end = rest[1..].find(['.', '#']).map_or(rest.len(), |end| end + 1);
        let name = rest[1..end].to_owned();
        if mark == '#' {
            own.id = name
        } else {
            own.classes.push(name)
        }
        rest = &rest[end..];
    }
    Some(own)
}

/// The declarations of a block or a `style` attribute.
pub(super) fn declarations(body: &str) -> Vec<Declaration> {
    let one = |part: &str| {
        let (name, value) = part.split_once(':')?;
        let name = name.trim().to_lowercase();
        let value = value.trim().trim_end_matches("!important").trim_end();
        let keeps_case = matches!(name.as_str(), "font-family" | "font");
        let value = if keeps_case { value.to_owned() } else { value.to_lowercase() };
        (!value.is_empty()).then_some((name, value))
    };
    parts(body).filter_map(one).collect()
}

/// A block cut at its semicolons, those in quotes or brackets left out.
fn parts(body: &str) -> impl Iterator<Item = &str> {
    let (mut quote, mut depth) = (None, 0usize);
    body.split(move |c: char| {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') => return depth == 0,
            _ => {}
        }
        false
    })
}

/// Where the bracket that opens a text is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Without comments, and without the marks of comments that hid style sheets from old browsers.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("/*") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find("*/").map_or("", |end| &rest[at + end + 2..]);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::super::tree::DOCUMENT;
    use super::*;
    use crate::read::Limits;

    /// What holds for the first element of a name.
    fn of(css: &str, html: &str, name: &str) -> Vec<String> {
        let mut sheets = Sheets::default();
        sheets.add(css);
        let tree = Tree::parse(html, &Limits::default()).expect("a tree");
        let node = tree.below(DOCUMENT).find(|node| tree.name(*node) == name).expect("the element");
        sheets.of(&tree, node).into_iter().map(|(name, value)| format!("{name}:{value}")).collect()
    }

    #[test]
    fn what_names_an_element_most_closely_is_said_last() {
        let css =
            "<!-- #a{display:none} /* x { */ p.b{Display:Block} p{display:inline;color:red} .c p{a:1} .d > p{a:2} -->";
        assert_eq!(of(css, "<p id=a class=b>", "p"), ["display:inline", "color:red", "display:block", "display:none"]);
        assert_eq!(of(css, "<div class=d><p style='b:2'>", "p"), ["display:inline", "color:red", "a:2", "b:2"]);
        assert_eq!(of(css, "<div class=c><div><p>", "p"), ["display:inline", "color:red", "a:1"]);
        assert_eq!(of(css, "<div class=d><div><p>", "p"), ["display:inline", "color:red"]);
    }

    #[test]
    fn what_is_not_for_screens_or_asks_for_more_is_left_out() {
        let css = "@import 'x.css'; @media print{p{a:1}} @media screen{p{a:2}} @page Section1{size:1} p:hover{a:3} p[x]{a:4} a+p{a:5} p{a:6;;b}";
        assert_eq!(of(css, "<p>", "p"), ["a:2", "a:6"]);
        for broken in ["p{a:1", "{", "}", "p{}}p{a:1}", "p{a:1}{", "@media{"] {
            let _ = of(broken, "<p>", "p");
        }
    }

    #[test]
    fn values_may_hold_semicolons() {
        let found = declarations("font-family:\".VnTime;x\";background:url(a;b);MSO-LIST:L0 level1 lfo1 !important");
        let found: Vec<String> = found.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(found, ["font-family=\".VnTime;x\"", "background=url(a;b)", "mso-list=l0 level1 lfo1"]);
    }
}
