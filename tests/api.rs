//! All that the library's front page promises, name by name, is listed in `docs/api.txt`: what is added, taken away or changed
//! there shows in a review, and has a line in `CHANGELOG.md`. `VANBAN_ACCEPT=1 cargo test --test api` writes the list anew.
//!
//! The list is made of the source: public items that can be reached from `src/lib.rs`, what `#[doc(hidden)]` marks left out,
//! whatever feature they ask for.

use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::{Attribute, Fields, ImplItem, Item, TraitItem, UseTree, Visibility};

/// A module of the source by its path: `["model", "text"]`.
type Module = Vec<String>;

/// What a public `use` names, and what it is called there.
struct Import {
    path: Vec<String>,
    name: String,
    public: bool,
}

#[derive(Default)]
struct Source {
    items: BTreeMap<Module, Vec<Item>>,
    imports: BTreeMap<Module, Vec<Import>>,
}

fn has(attributes: &[Attribute], name: &str, word: &str) -> bool {
    attributes.iter().any(|own| own.path().is_ident(name) && own.to_token_stream().to_string().contains(word))
}

fn is_left_out(attributes: &[Attribute]) -> bool {
    has(attributes, "doc", "hidden")
        || attributes.iter().any(|own| own.to_token_stream().to_string() == "# [cfg (test)]")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(own) => &own.attrs,
        Item::Enum(own) => &own.attrs,
        Item::Fn(own) => &own.attrs,
        Item::Impl(own) => &own.attrs,
        Item::Macro(own) => &own.attrs,
        Item::Mod(own) => &own.attrs,
        Item::Static(own) => &own.attrs,
        Item::Struct(own) => &own.attrs,
        Item::Trait(own) => &own.attrs,
        Item::Type(own) => &own.attrs,
        Item::Use(own) => &own.attrs,
        _ => &[],
    }
}

impl Source {
    fn read(&mut self, file: &Path, module: Module) {
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.add(parsed.items, module);
    }

    fn add(&mut self, items: Vec<Item>, module: Module) {
        let mut kept = Vec::new();
        for item in items {
            if is_left_out(attributes(&item)) {
                continue;
            }
            match item {
                Item::Mod(own) => {
                    let mut inner = module.clone();
                    inner.push(own.ident.to_string());
                    match own.content {
                        Some((_, items)) => self.add(items, inner),
                        None => self.read(&file_of(&inner), inner),
                    }
                    let marker = syn::parse_quote!(
                        #[allow(unused)]
                        mod placeholder {}
                    );
                    let Item::Mod(mut marker) = marker else { continue };
                    (marker.ident, marker.vis) = (own.ident, own.vis);
                    kept.push(Item::Mod(marker));
                }
                Item::Use(own) => {
                    let public = matches!(own.vis, Visibility::Public(_));
                    let mut found = Vec::new();
                    imports(&own.tree, &mut Vec::new(), &mut found);
                    let found = found.into_iter().map(|(path, name)| Import { path, name, public });
                    self.imports.entry(module.clone()).or_default().extend(found);
                }
                item => kept.push(item),
            }
        }
        self.items.insert(module, kept);
    }

    /// Where a name of a module is defined.
    fn defined(&self, module: &Module, name: &str) -> Option<(Module, String)> {
        if self.items.get(module)?.iter().any(|item| names(item).iter().any(|own| own == name)) {
            return Some((module.clone(), name.to_owned()));
        }
        let import = self.imports.get(module)?.iter().find(|import| import.name == name)?;
        let (last, path) = import.path.split_last()?;
        self.defined(&self.module(module, path)?, last)
    }

    /// The module that a path of a module leads to.
    fn module(&self, from: &Module, path: &[String]) -> Option<Module> {
        let mut at = from.clone();
        for part in path {
            match part.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()),
                name => {
                    at.push(name.to_owned());
                    // A name that the module imports, as a module that is imported itself.
                    if !self.items.contains_key(&at) {
                        at.pop();
                        let import = self.imports.get(&at)?.iter().find(|import| import.name == *name)?;
                        at = self.module(&at, &import.path)?;
                    }
                }
            }
        }
        self.items.contains_key(&at).then_some(at)
    }

    /// Lists what can be reached of a module under a path.
    fn list(&self, module: &Module, shown: &str, listed: &mut BTreeSet<String>, public: &mut Public) {
        for item in self.items.get(module).into_iter().flatten() {
            if let Item::Mod(own) = item
                && matches!(own.vis, Visibility::Public(_))
            {
                let mut inner = module.clone();
                inner.push(own.ident.to_string());
                listed.insert(format!("mod {shown}::{}", own.ident));
                self.list(&inner, &format!("{shown}::{}", own.ident), listed, public);
            } else {
                public.item(item, module, (shown, None), listed);
            }
        }
        for import in self.imports.get(module).into_iter().flatten().filter(|import| import.public) {
            let found =
                import.path.split_last().and_then(|(last, path)| self.defined(&self.module(module, path)?, last));
            let Some((home, name)) = found else {
                listed.insert(format!("use {shown}::{} = {}", import.name, import.path.join("::")));
                continue;
            };
            for item in self.items.get(&home).into_iter().flatten() {
                if names(item).contains(&name) {
                    public.item(item, &home, (shown, Some(&import.name)), listed);
                }
            }
        }
    }
}

fn file_of(module: &Module) -> PathBuf {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module.join("/"));
    let folder = place.join("mod.rs");
    if folder.is_file() { folder } else { place.with_extension("rs") }
}

fn imports(tree: &UseTree, above: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    match tree {
        UseTree::Path(own) => {
            above.push(own.ident.to_string());
            imports(&own.tree, above, found);
            above.pop();
        }
        UseTree::Name(own) if own.ident == "self" => {
            found.push((above.clone(), above.last().cloned().unwrap_or_default()));
        }
        UseTree::Name(own) => {
            found.push(([above.as_slice(), &[own.ident.to_string()]].concat(), own.ident.to_string()))
        }
        UseTree::Rename(own) => {
            found.push(([above.as_slice(), &[own.ident.to_string()]].concat(), own.rename.to_string()));
        }
        UseTree::Group(own) => own.items.iter().for_each(|inner| imports(inner, above, found)),
        UseTree::Glob(_) => {}
    }
}

/// The names that an item defines: one, or that of the enum that a macro makes.
fn names(item: &Item) -> Vec<String> {
    match item {
        Item::Const(own) => vec![own.ident.to_string()],
        Item::Enum(own) => vec![own.ident.to_string()],
        Item::Fn(own) => vec![own.sig.ident.to_string()],
        Item::Static(own) => vec![own.ident.to_string()],
        Item::Struct(own) => vec![own.ident.to_string()],
        Item::Trait(own) => vec![own.ident.to_string()],
        Item::Type(own) => vec![own.ident.to_string()],
        Item::Macro(own) => made(&own.mac.tokens.to_string()).map(|(name, _)| name).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The enum that a macro makes of its lines, and the lines: `pub enum Format : Entry { Docx = docx :: FORMAT , … }`.
fn made(tokens: &str) -> Option<(String, Vec<String>)> {
    let (_, rest) = tokens.split_once("pub enum ")?;
    let name = rest.split([' ', ':']).next()?.to_owned();
    let body = rest.split_once('{')?.1.rsplit_once('}')?.0;
    let line = |line: &str| {
        let bare = line.trim().rsplit("] ").next().unwrap_or(line).trim();
        (!bare.is_empty()).then(|| bare.split(' ').next().unwrap_or(bare).to_owned())
    };
    Some((name, body.split(" ,").filter_map(line).collect()))
}

/// Tokens as people write them.
fn written(tokens: impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    let closer = [(" :: ", "::"), (":: ", "::"), (" < ", "<"), ("< ", "<"), (" > ", "> "), (" >", ">"), ("& ", "&")];
    let marks =
        [(" ,", ","), (" ;", ";"), (" :", ":"), ("( ", "("), (" (", "("), (" )", ")"), ("[ ", "["), (" ]", "]")];
    let last = [(",)", ")"), (", >", ">"), ("' ", "'"), ("> (", ">("), ("->", " -> "), ("  ", " "), (" - >", " ->")];
    for (from, to) in closer.into_iter().chain(marks).chain(last) {
        text = text.replace(from, to);
    }
    text
}

/// The types that are public, by where they are defined: the paths under which they are.
#[derive(Default)]
struct Public(BTreeMap<(Module, String), BTreeSet<String>>);

impl Public {
    fn item(
        &mut self,
        item: &Item,
        module: &Module,
        (shown, name): (&str, Option<&str>),
        listed: &mut BTreeSet<String>,
    ) {
        let is_public = |vis: &Visibility| matches!(vis, Visibility::Public(_));
        let path = |own: &syn::Ident| format!("{shown}::{}", name.unwrap_or(&own.to_string()));
        let mut add = |own: &syn::Ident, line: String| {
            self.0.entry((module.clone(), own.to_string())).or_default().insert(path(own));
            listed.insert(line);
        };
        match item {
            Item::Const(own) if is_public(&own.vis) => {
                listed.insert(format!("const {}: {}", path(&own.ident), written(&own.ty)));
            }
            Item::Static(own) if is_public(&own.vis) => {
                listed.insert(format!("static {}: {}", path(&own.ident), written(&own.ty)));
            }
            Item::Fn(own) if is_public(&own.vis) => {
                let signature = written(&own.sig).replacen(&own.sig.ident.to_string(), &path(&own.sig.ident), 1);
                listed.insert(signature);
            }
            Item::Type(own) if is_public(&own.vis) => {
                listed.insert(format!("type {} = {}", path(&own.ident), written(&own.ty)));
            }
            Item::Struct(own) if is_public(&own.vis) => {
                add(&own.ident, format!("struct {}{}", path(&own.ident), written(&own.generics)));
                fields(&own.fields, &path(&own.ident), true, listed);
                derives(&own.attrs, &path(&own.ident), listed);
            }
            Item::Enum(own) if is_public(&own.vis) => {
                add(&own.ident, format!("enum {}{}", path(&own.ident), written(&own.generics)));
                for variant in &own.variants {
                    let of = format!("{}::{}", path(&own.ident), variant.ident);
                    listed.insert(format!("variant {of}"));
                    fields(&variant.fields, &of, false, listed);
                }
                derives(&own.attrs, &path(&own.ident), listed);
            }
            Item::Trait(own) if is_public(&own.vis) => {
                add(&own.ident, format!("trait {}", path(&own.ident)));
                for inner in &own.items {
                    if let TraitItem::Fn(method) = inner {
                        listed.insert(format!("{} in trait {}", written(&method.sig), path(&own.ident)));
                    }
                }
            }
            Item::Macro(own) => {
                let Some((enumeration, lines)) = made(&own.mac.tokens.to_string()) else { return };
                let of = format!("{shown}::{}", name.unwrap_or(&enumeration));
                let makes = own.mac.path.to_token_stream().to_string();
                self.0.entry((module.clone(), enumeration)).or_default().insert(of.clone());
                listed.insert(format!("enum {of}, by {makes}!"));
                listed.extend(lines.iter().map(|line| format!("variant {of}::{line}")));
            }
            _ => {}
        }
    }

    /// Lists the methods and traits of the public types, wherever they stand.
    fn implementations(&self, source: &Source, listed: &mut BTreeSet<String>) {
        for (module, items) in &source.items {
            for item in items {
                let Item::Impl(own) = item else { continue };
                let syn::Type::Path(of) = &*own.self_ty else { continue };
                let Some(name) = of.path.segments.last().map(|segment| segment.ident.to_string()) else { continue };
                let Some(paths) = source.defined(module, &name).and_then(|home| self.0.get(&home)) else { continue };
                for path in paths {
                    implementation(own, path, listed);
                }
            }
        }
    }
}

fn implementation(own: &syn::ItemImpl, path: &str, listed: &mut BTreeSet<String>) {
    if let Some((_, of, _)) = &own.trait_ {
        listed.insert(format!("impl {} for {path}", written(of)));
        return;
    }
    for inner in own.items.iter() {
        match inner {
            ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) && !is_left_out(&method.attrs) => {
                let name = method.sig.ident.to_string();
                listed.insert(written(&method.sig).replacen(&name, &format!("{path}::{name}"), 1));
            }
            ImplItem::Const(constant) if matches!(constant.vis, Visibility::Public(_)) => {
                listed.insert(format!("const {path}::{}: {}", constant.ident, written(&constant.ty)));
            }
            _ => {}
        }
    }
}

fn fields(fields: &Fields, path: &str, asks: bool, listed: &mut BTreeSet<String>) {
    for (index, field) in fields.iter().enumerate() {
        if asks && !matches!(field.vis, Visibility::Public(_)) {
            continue;
        }
        let name = field.ident.as_ref().map_or(index.to_string(), ToString::to_string);
        listed.insert(format!("field {path}::{name}: {}", written(&field.ty)));
    }
}

fn derives(attributes: &[Attribute], path: &str, listed: &mut BTreeSet<String>) {
    for attribute in attributes.iter().filter(|own| own.path().is_ident("derive")) {
        let _ = attribute.parse_nested_meta(|own| {
            listed.insert(format!("impl {} for {path}", written(&own.path)));
            Ok(())
        });
    }
    if has(attributes, "non_exhaustive", "") {
        listed.insert(format!("non_exhaustive {path}"));
    }
}

fn api() -> String {
    let mut source = Source::default();
    source.read(&file_of(&vec!["lib".to_owned()]), Vec::new());
    let (mut listed, mut public) = (BTreeSet::new(), Public::default());
    source.list(&Vec::new(), "vanban", &mut listed, &mut public);
    public.implementations(&source, &mut listed);
    // By name, each with what is of it.
    let mut lines: Vec<String> = listed.into_iter().collect();
    lines.sort_by_cached_key(|line| line.split_once("vanban::").map(|(kind, path)| (path.to_owned(), kind.to_owned())));
    lines.into_iter().map(|line| line + "\n").collect()
}

#[test]
fn the_public_names_are_those_that_are_listed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/api.txt");
    let found = api();
    if std::env::var_os("VANBAN_ACCEPT").is_some() {
        std::fs::write(&path, &found).expect("the list is written");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let (known, found): (BTreeSet<&str>, BTreeSet<&str>) = (known.lines().collect(), found.lines().collect());
    let gone: Vec<&&str> = known.difference(&found).collect();
    let new: Vec<&&str> = found.difference(&known).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "the public names have changed. Say so in CHANGELOG.md, then run `VANBAN_ACCEPT=1 cargo test --test api`.\n\
         gone: {gone:#?}\nnew: {new:#?}"
    );
}
