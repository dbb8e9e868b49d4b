//! What a room imports is what `DESIGN.md` allows it, and no files of one room import each other in a circle.
//!
//! An import is a path that begins with `crate::`, `super::` or `self::`, in a `use` line or elsewhere; tests within a file do
//! not count. Between a file and the folder in which it stands there is no circle: the folder's `mod.rs` names its files.

#[path = "common/sources.rs"]
mod sources;

use regex::Regex;
use sources::{code, rust_files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

/// A file as a module: `["read", "pdf", "layer"]`.
type Module = Vec<String>;

/// The files of a crate.
struct Crate {
    files: BTreeMap<Module, String>,
}

static PATH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(crate|self|super)((?:::super)*)::(\w+|\{)").expect("a pattern"));
static EXPORT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)\buse (?:self::)?(\w+)::([^;]*);").expect("a pattern"));
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+").expect("a pattern"));

impl Crate {
    fn read(folder: &str) -> Self {
        let files = rust_files(folder).into_iter().map(|(path, code)| (module(&path), code));
        let files = files.filter(|(module, _)| module.last().is_none_or(|name| name != "tests"));
        Self { files: files.collect() }
    }

    /// The modules to which a file's paths lead: for each its module, and the name below it.
    fn imports(&self, module: &Module) -> BTreeSet<(Module, String)> {
        let mut found = BTreeSet::new();
        let text = &self.files[module];
        for path in PATH.captures_iter(text) {
            let mut from = match &path[1] {
                "crate" => Module::new(),
                "self" => module.clone(),
                _ => module.split_last().map_or_else(Module::new, |(_, above)| above.to_vec()),
            };
            (0..path[2].matches("super").count()).for_each(|_| drop(from.pop()));
            let end = path.get(3).map_or(0, |name| name.start());
            if &path[3] == "{" {
                found.extend(first_names(&text[end..]).into_iter().map(|name| (from.clone(), name)));
            } else {
                // `super::name::{…}` and `super::Name` begin alike.
                found.insert((from, path[3].to_owned()));
            }
        }
        found
    }

    /// The file that defines a name of a module: the file of that name, or the one of which the module imports it.
    fn file_of(&self, module: &Module, name: &str) -> Module {
        let below = [module.as_slice(), &[name.to_owned()]].concat();
        if self.files.contains_key(&below) {
            return below;
        }
        let exports = self.files.get(module).map_or("", String::as_str);
        let from = EXPORT.captures_iter(exports).find_map(|line| {
            let file = [module.as_slice(), &[line[1].to_owned()]].concat();
            let has = WORD.find_iter(&line[2]).any(|word| word.as_str() == name);
            (has && self.files.contains_key(&file)).then_some(file)
        });
        from.unwrap_or_else(|| module.clone())
    }

    /// The files that a file imports, those of which it is a part and those that are a part of it left out.
    fn uses(&self, module: &Module) -> BTreeSet<Module> {
        let files = self.imports(module).into_iter().map(|(from, name)| self.file_of(&from, &name));
        files.filter(|file| !file.starts_with(module) && !module.starts_with(file)).collect()
    }

    /// Files that import each other, each with a way back to itself.
    fn circles(&self) -> Vec<Vec<String>> {
        let uses: BTreeMap<&Module, BTreeSet<Module>> = self.files.keys().map(|file| (file, self.uses(file))).collect();
        let reached = |from: &Module| {
            let mut seen: BTreeSet<&Module> = BTreeSet::new();
            let mut open: Vec<&Module> = uses[from].iter().collect();
            while let Some(next) = open.pop() {
                if seen.insert(next) {
                    open.extend(uses.get(next).into_iter().flatten());
                }
            }
            seen
        };
        let all: BTreeMap<&Module, BTreeSet<&Module>> = self.files.keys().map(|file| (file, reached(file))).collect();
        let mut circles = BTreeSet::new();
        for (file, ahead) in all.iter().filter(|(file, ahead)| ahead.contains(*file)) {
            let circle = ahead.iter().filter(|other| all.get(*other).is_some_and(|back| back.contains(file)));
            circles.insert(circle.map(|other| other.join("/")).collect::<Vec<_>>());
        }
        circles.into_iter().collect()
    }
}

fn module(path: &Path) -> Module {
    let parts = path.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| !matches!(part.as_str(), "mod" | "lib")).collect()
}

/// The first names of a group of paths: `{a::B, c, d::{E, F}}` has a, c and d.
fn first_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut first) = (0, true);
    for token in Regex::new(r"\w+|[{},]").expect("a pattern").find_iter(group) {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => break,
            "}" => depth -= 1,
            "," if depth == 1 => first = true,
            "," => {}
            name if depth == 1 && first => {
                names.push(name.to_owned());
                first = false;
            }
            _ => {}
        }
    }
    names
}

/// The rooms of `DESIGN.md` and what each may use.
fn allowed() -> BTreeMap<String, BTreeSet<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DESIGN.md");
    let design = std::fs::read_to_string(path).expect("the design");
    let lines = design.lines().skip_while(|line| *line != "| room | may use |").skip(2);
    let rows = lines.map_while(|line| line.strip_prefix("| ")?.strip_suffix('|')?.split_once('|'));
    let mut allowed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (room, uses) in rows {
        let named = uses.split(',').map(str::trim).filter(|used| !used.is_empty());
        let used = named.flat_map(|used| match used {
            "all above" => allowed.keys().cloned().collect(),
            one => vec![one.to_owned()],
        });
        let used: BTreeSet<String> = used.collect();
        allowed.insert(room.trim().to_owned(), used);
    }
    assert!(allowed.len() > 15, "the table of rooms is not found");
    allowed
}

#[test]
fn rooms_import_what_the_design_allows() {
    let source = Crate::read("src");
    let allowed = allowed();
    let mut faults = BTreeSet::new();
    for module in source.files.keys() {
        let Some(room) = module.first().filter(|room| *room != "main") else { continue };
        let Some(may) = allowed.get(room) else { continue };
        for (from, name) in source.imports(module) {
            let used = from.first().unwrap_or(&name);
            if used != room && allowed.contains_key(used) && !may.contains(used) {
                faults.insert(format!("{room} may not use {used}, and does in {}", module.join("/")));
            }
        }
    }
    assert_eq!(faults, BTreeSet::new());
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    for folder in ["src", "python/src"] {
        assert_eq!(Crate::read(folder).circles(), Vec::<Vec<String>>::new(), "{folder}");
    }
}

#[test]
fn a_circle_is_found() {
    let file = |module: &[&str], text: &str| (module.iter().map(|part| (*part).to_owned()).collect(), code(text));
    let files = [
        file(&["a"], "mod one;\nmod two;\npub use one::{One, Other};\n"),
        file(&["a", "one"], "use super::two::Two;\n"),
        file(&["a", "two"], "use super::{Other, Own};\n// use super::one::One;\n"),
        file(&["b"], "use crate::a::One;\n#[cfg(test)]\nmod tests {\n    use crate::c;\n}\n"),
    ];
    let made = Crate { files: files.into_iter().collect() };
    assert_eq!(made.circles(), [vec!["a/one".to_owned(), "a/two".to_owned()]]);
    let names: Vec<String> = made.imports(&vec!["b".to_owned()]).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["a"]);
}
