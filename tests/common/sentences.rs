//! Sentences of `grammars/decision.ebnf`: the grammar as data, sentences made of it, and whether words are one.
//!
//! Used by the tests of the grammar and by the fuzzer. Who makes sentences gives the choices: a number below another. The same
//! choices make the same sentence.

#![allow(dead_code, reason = "every user uses its own part")]

use std::collections::{BTreeMap, BTreeSet};

const GRAMMAR: &str = include_str!("../../grammars/decision.ebnf");
const LISTS: [&str; 7] = [
    include_str!("../../grammars/words/kinds.toml"),
    include_str!("../../grammars/words/formulas.toml"),
    include_str!("../../grammars/words/signing.toml"),
    include_str!("../../grammars/words/agencies.toml"),
    include_str!("../../grammars/words/marks.toml"),
    include_str!("../../grammars/words/recipients.toml"),
    include_str!("../../grammars/words/columns.toml"),
];

/// Words that mean nothing to the parser.
const PLAIN: [&str; 12] = ["vườn", "cây", "xanh", "bên", "sông", "nước", "suối", "gió", "mát", "lành", "nắng", "ấm"];
/// Names of places, and of agencies behind their first words.
const NAMES: [&str; 6] = ["Bình Lâm", "Yên Khê", "Thanh Giang", "Xuân Lộc", "Vĩnh Hải", "Phú Mỹ"];
/// So deep may productions stand in each other before the shortest way out is taken.
const DEEPEST: usize = 12;
/// The most that `{ … }` repeats.
const MOST: usize = 3;

/// The right side of a production.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Words in quotation marks.
    Words(String),
    /// A phrase of a word list.
    List(String),
    /// A production.
    Name(String),
    /// What is said in words.
    Special(String),
    Sequence(Vec<Rule>),
    Choice(Vec<Rule>),
    Optional(Box<Rule>),
    Repeated(Box<Rule>),
}

/// A word, phrase or run of text of a sentence, and the rule that it follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    pub rule: Rule,
    pub text: String,
}

/// A leaf as one sees it, and whether it stands right behind the one before.
struct Seen {
    text: String,
    joined: bool,
}

/// How a sentence follows from a production.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Leaf(Leaf),
    Node { name: String, parts: Vec<Tree> },
}

/// The grammar, with what its comments say to those who make sentences of it.
pub struct Grammar {
    pub productions: BTreeMap<String, Rule>,
    /// `Begin a line`, `In capitals`, `Without blanks`, `Loose`: names of productions.
    pub said: BTreeMap<String, BTreeSet<String>>,
    /// Phrases of the word lists; those of one use or key also under `list.key`.
    pub lists: BTreeMap<String, Vec<String>>,
    heights: BTreeMap<String, usize>,
}

impl Grammar {
    /// The grammar of the project.
    pub fn read() -> Self {
        let productions = productions(&without_comments(GRAMMAR));
        let heights = heights(&productions);
        Self { productions, said: said(GRAMMAR), lists: lists(), heights }
    }

    /// True where a comment lists a production.
    pub fn is(&self, said: &str, production: &str) -> bool {
        self.said.get(said).is_some_and(|names| names.contains(production))
    }

    /// A sentence of a production.
    pub fn sentence(&self, production: &str, choose: &mut dyn FnMut(usize) -> usize) -> Tree {
        let mut parts = Vec::new();
        let capitals = self.is("In capitals", production);
        Maker { grammar: self, choose }.make(&Rule::Name(production.to_owned()), 0, capitals, &mut parts);
        parts.pop().expect("a name makes one node")
    }

    /// A sentence as it is written.
    pub fn text(&self, tree: &Tree) -> String {
        let mut out = Out::default();
        self.write(tree, None, &mut out);
        out.text
    }

    fn write(&self, tree: &Tree, glued: Option<usize>, out: &mut Out) {
        match tree {
            Tree::Leaf(leaf) => out.push(&leaf.text, glued),
            Tree::Node { name, parts } => {
                out.begins |= self.is("Begin a line", name);
                out.nodes += 1;
                let glued = glued.or_else(|| self.is("Without blanks", name).then_some(out.nodes));
                parts.iter().for_each(|part| self.write(part, glued, out));
            }
        }
    }

    /// True where the words of a tree are a sentence of a production, be it by other rules than those of the tree. Digits with
    /// nothing between them may be one number, and running text may be any words.
    pub fn allows(&self, production: &str, tree: &Tree) -> bool {
        let mut out = Out::default();
        self.write(tree, None, &mut out);
        let seen: Vec<Seen> =
            tree.leaves().into_iter().zip(out.joined).map(|(leaf, joined)| Seen { text: leaf.text, joined }).collect();
        self.ends(&Rule::Name(production.to_owned()), &seen, 0, 0).contains(&seen.len())
    }

    /// Where a rule may end that begins at a leaf.
    fn ends(&self, rule: &Rule, leaves: &[Seen], from: usize, depth: usize) -> BTreeSet<usize> {
        let is = |words: &str| leaves.get(from).is_some_and(|leaf| leaf.text.to_lowercase() == words.to_lowercase());
        let one = |holds: bool| if holds { BTreeSet::from([from + 1]) } else { BTreeSet::new() };
        match rule {
            _ if depth > 4 * DEEPEST => BTreeSet::new(),
            Rule::Words(words) => one(is(words)),
            Rule::List(list) => one(self.lists[list].iter().any(|phrase| is(phrase))),
            Rule::Special(special) if is_running(special) => (from + 1..=leaves.len()).collect(),
            Rule::Special(special) => {
                let (mut text, mut ends) = (String::new(), BTreeSet::new());
                for (at, leaf) in
                    leaves.iter().enumerate().skip(from).take_while(|(at, leaf)| *at == from || leaf.joined)
                {
                    text.push_str(&leaf.text);
                    if is_special(special, &text) {
                        ends.insert(at + 1);
                    }
                }
                ends
            }
            Rule::Name(name) => self.ends(&self.productions[name], leaves, from, depth + 1),
            Rule::Sequence(rules) => rules.iter().fold(BTreeSet::from([from]), |places, rule| {
                places.into_iter().flat_map(|at| self.ends(rule, leaves, at, depth)).collect()
            }),
            Rule::Choice(rules) => rules.iter().flat_map(|rule| self.ends(rule, leaves, from, depth)).collect(),
            Rule::Optional(inner) => {
                let mut places = self.ends(inner, leaves, from, depth);
                places.insert(from);
                places
            }
            Rule::Repeated(inner) => {
                let (mut all, mut new) = (BTreeSet::from([from]), vec![from]);
                while let Some(at) = new.pop() {
                    new.extend(self.ends(inner, leaves, at, depth).into_iter().filter(|end| all.insert(*end)));
                }
                all
            }
        }
    }

    /// A text of phrases of the grammar: cut, repeated, joined with and without blanks, in any order.
    pub fn scrambled(&self, choose: &mut dyn FnMut(usize) -> usize) -> String {
        let names: Vec<&String> = self.productions.keys().collect();
        let mut out = String::new();
        for _ in 0..=choose(12) {
            let name = names[choose(names.len())].clone();
            let sentence = self.text(&self.sentence(&name, choose));
            let chars: Vec<char> = sentence.chars().collect();
            let (from, to) = match choose(4) {
                0 => (choose(chars.len() + 1), chars.len()),
                1 => (0, choose(chars.len() + 1)),
                _ => (0, chars.len()),
            };
            let phrase: String = chars[from..to.max(from)].iter().collect();
            for _ in 0..=usize::from(choose(8) == 0) {
                out.push_str(&phrase);
                out.push_str(["\n", " ", " ", "", "\n\n", "  ", ", ", "\t"][choose(8)]);
            }
        }
        out
    }
}

impl Tree {
    /// The leaves from left to right.
    pub fn leaves(&self) -> Vec<Leaf> {
        match self {
            Self::Leaf(leaf) => vec![leaf.clone()],
            Self::Node { parts, .. } => parts.iter().flat_map(Self::leaves).collect(),
        }
    }

    /// The tree without one of its leaves.
    pub fn without(&self, leaf: usize) -> Self {
        fn pruned(tree: &Tree, at: &mut usize, leaf: usize) -> Option<Tree> {
            match tree {
                Tree::Leaf(_) => {
                    *at += 1;
                    (*at - 1 != leaf).then(|| tree.clone())
                }
                Tree::Node { name, parts } => {
                    let parts: Vec<Tree> = parts.iter().filter_map(|part| pruned(part, at, leaf)).collect();
                    Some(Tree::Node { name: name.clone(), parts })
                }
            }
        }
        pruned(self, &mut 0, leaf).unwrap_or_else(|| self.clone())
    }

    /// All nodes of a production, the outer before the inner.
    pub fn all(&self, production: &str) -> Vec<&Self> {
        let Self::Node { name, parts } = self else { return Vec::new() };
        let own = (name == production).then_some(self);
        own.into_iter().chain(parts.iter().flat_map(|part| part.all(production))).collect()
    }

    /// The first node of a production.
    pub fn first(&self, production: &str) -> Option<&Self> {
        self.all(production).into_iter().next()
    }

    /// The names of the productions that it follows.
    pub fn names(&self, into: &mut BTreeSet<String>) {
        if let Self::Node { name, parts } = self {
            into.insert(name.clone());
            parts.iter().for_each(|part| part.names(into));
        }
    }
}

/// A sentence that is being written.
#[derive(Default)]
struct Out {
    text: String,
    nodes: usize,
    /// The next leaf begins a line.
    begins: bool,
    /// In which node without blanks the last leaf stands.
    glued: Option<usize>,
    /// Of each leaf, whether it stands right behind the one before.
    joined: Vec<bool>,
}

impl Out {
    fn push(&mut self, leaf: &str, glued: Option<usize>) {
        let ends = |signs: &[char]| self.text.ends_with(signs) || leaf.starts_with(signs);
        let begins = std::mem::take(&mut self.begins);
        let joined = glued.is_some() && glued == self.glued
            || self.text.ends_with(['(', '[', '“'])
            || leaf.starts_with([',', ';', ':', '.', ')', ']', '”']);
        if self.text.is_empty() || ends(&['\n']) {
        } else if begins {
            self.text.push('\n');
        } else if !joined {
            self.text.push(' ');
        }
        self.joined.push(joined && !begins);
        self.text.push_str(leaf);
        self.glued = glued;
    }
}

/// Makes one sentence.
struct Maker<'g, 'c> {
    grammar: &'g Grammar,
    choose: &'c mut dyn FnMut(usize) -> usize,
}

impl Maker<'_, '_> {
    fn make(&mut self, rule: &Rule, depth: usize, capitals: bool, into: &mut Vec<Tree>) {
        let deep = depth > DEEPEST;
        let mut leaf = |text: String, cased: bool| {
            let text = if capitals && cased { text.to_uppercase() } else { text };
            into.push(Tree::Leaf(Leaf { rule: rule.clone(), text }));
        };
        match rule {
            Rule::Words(words) => leaf(words.clone(), true),
            Rule::List(list) => {
                let phrases = &self.grammar.lists[list];
                leaf(phrases[(self.choose)(phrases.len())].clone(), true);
            }
            Rule::Special(special) => leaf(special_text(special, self.choose), is_running(special)),
            Rule::Name(name) => {
                let mut parts = Vec::new();
                let capitals = capitals || self.grammar.is("In capitals", name);
                let right = self.grammar.productions.get(name).unwrap_or_else(|| panic!("{name} is no production"));
                self.make(right, depth + 1, capitals, &mut parts);
                into.push(Tree::Node { name: name.clone(), parts });
            }
            Rule::Sequence(rules) => rules.iter().for_each(|rule| self.make(rule, depth, capitals, into)),
            Rule::Choice(rules) if deep => {
                let shortest = rules.iter().min_by_key(|rule| height(rule, &self.grammar.heights));
                shortest.into_iter().for_each(|rule| self.make(rule, depth, capitals, into));
            }
            Rule::Choice(rules) => {
                let rule = &rules[(self.choose)(rules.len())];
                self.make(rule, depth, capitals, into);
            }
            Rule::Optional(_) | Rule::Repeated(_) if deep => {}
            Rule::Optional(inner) => {
                if (self.choose)(2) == 0 {
                    self.make(inner, depth, capitals, into);
                }
            }
            Rule::Repeated(inner) => self.repeat(inner, depth, capitals, into),
        }
    }

    /// Some of what may be repeated; of a choice none twice.
    fn repeat(&mut self, inner: &Rule, depth: usize, capitals: bool, into: &mut Vec<Tree>) {
        let Rule::Choice(rules) = inner else {
            for _ in 0..(self.choose)(MOST) {
                self.make(inner, depth, capitals, into);
            }
            return;
        };
        let mut left: Vec<&Rule> = rules.iter().collect();
        for _ in 0..(self.choose)(rules.len().max(MOST) + 1).min(rules.len()) {
            let rule = left.remove((self.choose)(left.len()));
            self.make(rule, depth, capitals, into);
        }
    }
}

/// True for what runs on to the end of a line or paragraph.
fn is_running(special: &str) -> bool {
    special.starts_with("the rest of")
}

/// A text of which the grammar says in words what it is.
fn special_text(special: &str, choose: &mut dyn FnMut(usize) -> usize) -> String {
    let between = |from: usize, to: usize, choose: &mut dyn FnMut(usize) -> usize| from + choose(to - from + 1);
    let pick = |letters: &str, choose: &mut dyn FnMut(usize) -> usize| {
        let letters: Vec<char> = letters.chars().collect();
        letters[choose(letters.len())].to_string()
    };
    match special {
        "one or more of 0 to 9" => between(1, 9999, choose).to_string(),
        "1 to 99" => between(1, 99, choose).to_string(),
        "1 to 28" => between(1, 28, choose).to_string(),
        "1 to 12" => between(1, 12, choose).to_string(),
        "1945 to 2100" => between(1945, 2100, choose).to_string(),
        "a Roman number below 60" => roman(between(1, 59, choose)),
        "a Roman number below 20" => roman(between(1, 19, choose)),
        "a capital letter" => pick("ABCDĐEGHKLMNOPQRSTUVXY", choose),
        "a capital letter of A to Z" => pick("ABCDEGHKLMNOPQRSTUVXY", choose),
        "a letter of a to h" => pick("abcdegh", choose),
        "a small letter, in the order a b c d đ e g h i k l m n o p q r s t u v x y" => {
            pick("abcdđeghiklmnopqrstuvxy", choose)
        }
        "the rest of a line, a name" => NAMES[choose(NAMES.len())].to_owned(),
        _ if is_running(special) => {
            let words: Vec<&str> = (0..=2 + choose(5)).map(|_| PLAIN[choose(PLAIN.len())]).collect();
            let mut text = words.join(" ");
            if special.ends_with("paragraph") {
                text = text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect();
            }
            text
        }
        _ => panic!("the grammar says {special:?}, and nobody knows what that is"),
    }
}

/// True where a text is what the grammar says in words.
fn is_special(special: &str, text: &str) -> bool {
    let number = text.parse::<usize>().ok();
    let within = |from, to| number.is_some_and(|number| (from..=to).contains(&number));
    let letter = || (text.chars().count() == 1).then(|| text.chars().next()).flatten();
    match special {
        "one or more of 0 to 9" => text.bytes().all(|byte| byte.is_ascii_digit()),
        "1 to 99" => within(1, 99),
        "1 to 28" => within(1, 28),
        "1 to 12" => within(1, 12),
        "1945 to 2100" => within(1945, 2100),
        "a Roman number below 60" => (1..60).any(|number| roman(number) == text),
        "a Roman number below 20" => (1..20).any(|number| roman(number) == text),
        "a capital letter" => letter().is_some_and(char::is_uppercase),
        "a capital letter of A to Z" => letter().is_some_and(|c| c.is_ascii_uppercase()),
        _ => letter().is_some_and(char::is_lowercase),
    }
}

fn roman(mut number: usize) -> String {
    let mut out = String::new();
    for (value, digits) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            out.push_str(digits);
            number -= value;
        }
    }
    out
}

fn without_comments(grammar: &str) -> String {
    let outside = grammar.split("(*").map(|part| part.split_once("*)").map_or(part, |(_, rest)| rest));
    outside.collect()
}

/// What comments say: `(* Begin a line: A, B, C *)`, or a line each with a reason, `A: because …`.
fn said(grammar: &str) -> BTreeMap<String, BTreeSet<String>> {
    let comments = grammar.split("(*").skip(1).filter_map(|part| part.split_once("*)"));
    let is_name = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let names = |list: &str| -> BTreeSet<String> {
        let reasons = list.lines().filter(|line| line.contains(": "));
        let reasons: Vec<&str> = reasons.filter_map(|line| line.split_once(':')).map(|(name, _)| name.trim()).collect();
        let plain = list.split([',', '\n']).map(str::trim);
        if reasons.is_empty() {
            plain.filter(is_name).map(str::to_owned).collect()
        } else {
            reasons.into_iter().filter(is_name).map(str::to_owned).collect()
        }
    };
    let kinds = ["Begin a line", "In capitals", "Without blanks", "Loose"];
    let listed = comments.filter_map(|(comment, _)| comment.trim().split_once(':'));
    listed.filter(|(kind, _)| kinds.contains(kind)).map(|(kind, list)| (kind.to_owned(), names(list))).collect()
}

fn lists() -> BTreeMap<String, Vec<String>> {
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in LISTS {
        let file: toml::Table = file.parse().expect("a word list");
        for (name, list) in file {
            for entry in list.as_array().into_iter().flatten() {
                let (key, words) = match entry {
                    toml::Value::String(words) => (None, vec![words.clone()]),
                    entry => {
                        let text = |field: &str| entry.get(field).and_then(|value| value.as_str()).map(str::to_owned);
                        let listed = entry.get("words").and_then(|words| words.as_array()).into_iter().flatten();
                        let words =
                            listed.filter_map(|word| word.as_str()).map(str::to_owned).chain(text("name")).collect();
                        (text("use").or_else(|| text("key")).or_else(|| text("role")), words)
                    }
                };
                if let Some(key) = key {
                    lists.entry(format!("{name}.{key}")).or_default().extend(words.clone());
                }
                lists.entry(name.clone()).or_default().extend(words);
            }
        }
    }
    lists
}

/// The productions of a grammar without comments.
fn productions(grammar: &str) -> BTreeMap<String, Rule> {
    let mut reader = Reader { tokens: tokens(grammar), at: 0 };
    let mut found = BTreeMap::new();
    while let Some(name) = reader.next() {
        assert_eq!(reader.next().as_deref(), Some("="), "behind {name}");
        let rule = reader.choice();
        assert_eq!(reader.next().as_deref(), Some(";"), "at the end of {name}");
        assert!(found.insert(name.clone(), rule).is_none(), "{name} stands twice");
    }
    found
}

fn tokens(grammar: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = grammar.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '?' => rest[1..].find(first).expect("a closing sign") + 2,
            c if c.is_ascii_alphabetic() => {
                rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '_').unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

struct Reader {
    tokens: Vec<String>,
    at: usize,
}

impl Reader {
    fn next(&mut self) -> Option<String> {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned()
    }

    fn skip(&mut self, token: &str) -> bool {
        let there = self.tokens.get(self.at).is_some_and(|next| next == token);
        self.at += usize::from(there);
        there
    }

    fn choice(&mut self) -> Rule {
        let mut rules = vec![self.sequence()];
        while self.skip("|") {
            rules.push(self.sequence());
        }
        if rules.len() == 1 { rules.remove(0) } else { Rule::Choice(rules) }
    }

    fn sequence(&mut self) -> Rule {
        let mut rules = vec![self.term()];
        while self.skip(",") {
            rules.push(self.term());
        }
        if rules.len() == 1 { rules.remove(0) } else { Rule::Sequence(rules) }
    }

    fn term(&mut self) -> Rule {
        let token = self.next().expect("a term");
        let inner = |reader: &mut Self, end: &str| {
            let rule = reader.choice();
            assert!(reader.skip(end), "{end} is missing behind {rule:?}");
            rule
        };
        match token.as_str() {
            "(" => inner(self, ")"),
            "[" => Rule::Optional(Box::new(inner(self, "]"))),
            "{" => Rule::Repeated(Box::new(inner(self, "}"))),
            words if words.starts_with('"') => Rule::Words(words.trim_matches('"').to_owned()),
            special if special.starts_with('?') => Rule::Special(special.trim_matches(['?', ' ']).to_owned()),
            name => match name.strip_prefix("words.") {
                Some(list) => Rule::List(list.to_owned()),
                None => Rule::Name(name.to_owned()),
            },
        }
    }
}

/// How many productions a sentence of each needs at least, one in another.
fn heights(productions: &BTreeMap<String, Rule>) -> BTreeMap<String, usize> {
    let mut heights: BTreeMap<String, usize> = productions.keys().map(|name| (name.clone(), usize::MAX)).collect();
    loop {
        let new: BTreeMap<String, usize> =
            productions.iter().map(|(name, rule)| (name.clone(), height(rule, &heights).saturating_add(1))).collect();
        if new == heights {
            return heights;
        }
        heights = new;
    }
}

fn height(rule: &Rule, heights: &BTreeMap<String, usize>) -> usize {
    match rule {
        Rule::Words(_) | Rule::List(_) | Rule::Special(_) | Rule::Optional(_) | Rule::Repeated(_) => 0,
        Rule::Name(name) => heights.get(name).copied().unwrap_or(usize::MAX),
        Rule::Sequence(rules) => rules.iter().map(|rule| height(rule, heights)).max().unwrap_or(0),
        Rule::Choice(rules) => rules.iter().map(|rule| height(rule, heights)).min().unwrap_or(0),
    }
}

/// Choices from a seed: the same on every machine.
pub fn seeded(mut state: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % below.max(1) as u64) as usize
    }
}
