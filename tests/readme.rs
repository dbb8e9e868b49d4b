//! The documentation holds: the README's example is what the program prints, every command on a page is one that the
//! program takes, and every link leads somewhere.

#![cfg(feature = "cli")]

#[path = "common/program.rs"]
mod program;

use program::{sample, text, vanban};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The longest that the README may be, in lines.
const README_LINES: usize = 149;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The pages, by their paths from the root: those beside the README, and those in `docs/`.
fn pages() -> Vec<String> {
    let of = |folder: &str| {
        let entries = std::fs::read_dir(root().join(folder)).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let mut found = of("");
    found.extend(of("docs").into_iter().map(|name| format!("docs/{name}")));
    found.push("python/README.md".to_owned());
    found.retain(|name| name.ends_with(".md"));
    found.sort();
    found
}

/// The lines of a page with what they are: `None` outside of a fence, else the fence's language.
fn lines(page: &str) -> Vec<(Option<&str>, &str)> {
    let mut fence = None;
    let mut found = Vec::new();
    for line in page.lines() {
        match (line.strip_prefix("```"), fence) {
            (Some(language), None) => fence = Some(language),
            (Some(_), Some(_)) => fence = None,
            (None, _) => found.push((fence, line)),
        }
    }
    found
}

/// The first fenced text of a language.
fn fenced(page: &str, language: &str) -> String {
    let start = format!("```{language}\n");
    let (_, rest) = page.split_once(&start).unwrap_or_else(|| panic!("no fence of {language}"));
    rest.split_once("```").expect("a fence that ends").0.to_owned()
}

/// JSON without the blanks between its tokens.
fn squeezed(json: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let kept = |c: &char| {
        if *c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = *c == '\\' && !escaped;
        quoted || !c.is_whitespace()
    };
    json.chars().filter(kept).collect()
}

#[test]
fn the_example_is_what_the_program_prints() {
    let readme = page("README.md");
    let file = sample("to-cong-tac.txt");
    assert_eq!(fenced(&readme, "text"), std::fs::read_to_string(&file).expect("the sample"));
    assert!(readme.contains("`vanban parse samples/to-cong-tac.txt --provenance none`"));
    let output = vanban(&["parse", program::shown(&file), "--provenance", "none"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(squeezed(&fenced(&readme, "json")), squeezed(text(&output.stdout)));
    // Whole and undamaged: nothing is left over, nothing is in doubt.
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(json.get("unplaced").is_none() && json.get("diagnostics").is_none());
}

#[test]
fn the_readme_is_short_and_leads_to_every_page() {
    let readme = page("README.md");
    assert!(readme.lines().count() <= README_LINES, "{} lines", readme.lines().count());
    for name in pages().iter().filter(|name| name.starts_with("docs/")) {
        assert!(readme.contains(&format!("]({name})")), "{name} is not in the README's index");
    }
}

/// A command of the program as its help describes it.
#[derive(Default)]
struct Help {
    commands: Vec<String>,
    /// By name: `None` where the option takes no value, else its possible values, none of them where any is taken.
    options: BTreeMap<String, Option<Vec<String>>>,
}

/// What the help of a command says; `path` names it, nothing for the program itself.
fn help(path: &[&str]) -> Help {
    let output = vanban(&[path, &["--help", "--lang", "en"]].concat());
    assert_eq!(output.status.code(), Some(0), "vanban {}", path.join(" "));
    let mut help = Help::default();
    let mut section = "";
    for line in text(&output.stdout).lines() {
        if !line.starts_with(' ') {
            section = line;
        } else if section == "Commands:" {
            help.commands.extend(line.split_whitespace().next().map(str::to_owned));
        } else if section == "Options:" {
            let values = line.split_once("[possible values: ").and_then(|(_, rest)| rest.split_once(']'));
            let values = values.map_or_else(Vec::new, |(list, _)| list.split(", ").map(str::to_owned).collect());
            let names = line.split_whitespace().take_while(|word| word.starts_with(['-', '<']));
            let names: Vec<&str> = names.map(|name| name.trim_end_matches(',')).collect();
            let taken = names.iter().any(|name| name.starts_with('<')).then_some(values);
            for name in names.into_iter().filter(|name| name.starts_with('-')) {
                help.options.insert(name.to_owned(), taken.clone());
            }
        }
    }
    assert!(help.options.contains_key("--help"), "vanban {}", path.join(" "));
    help
}

/// The words of a command as a shell parts them, up to a comment or a redirection.
fn words(command: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = command.trim_start();
    while !rest.is_empty() && !rest.starts_with(['#', '<', '>', '|']) {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or_else(|| panic!("{command}: a quotation without an end")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        found.push(word.to_owned());
        rest = after.trim_start();
    }
    found
}

/// The commands that a page gives: lines of its fences, and code within its text.
fn commands(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (fence, line) in lines(page) {
        let within: Vec<&str> = if fence.is_some() { vec![line] } else { line.split('`').skip(1).step_by(2).collect() };
        for code in within {
            let command = code.strip_prefix("cargo run -- ").or_else(|| code.strip_prefix("vanban "));
            found.extend(command.map(str::to_owned));
        }
    }
    found
}

/// What is wrong with a command; `known` keeps the helps that were asked for.
fn fault(command: &str, known: &mut BTreeMap<String, Help>) -> Option<String> {
    let mut path: Vec<String> = Vec::new();
    let mut words = words(command).into_iter();
    while let Some(word) = words.next() {
        let help =
            known.entry(path.join(" ")).or_insert_with(|| help(&path.iter().map(String::as_str).collect::<Vec<_>>()));
        let (name, value) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (word.as_str(), None),
        };
        if name.starts_with('-') && name != "-" {
            let Some(takes) = help.options.get(name) else { return Some(format!("no option {name}")) };
            let Some(values) = takes else { continue };
            let Some(value) = value.or_else(|| words.next()) else { return Some(format!("{name} without a value")) };
            if !values.is_empty() && !values.contains(&value) {
                return Some(format!("{name} does not take {value}"));
            }
        } else if !help.commands.is_empty() {
            if !help.commands.contains(&word) {
                return Some(format!("no command {word}"));
            }
            path.push(word);
        }
    }
    None
}

#[test]
#[cfg(feature = "index")]
fn every_command_is_one_that_the_program_takes() {
    let mut known = BTreeMap::new();
    let mut faults = Vec::new();
    let mut counted = BTreeMap::new();
    for name in pages() {
        for command in commands(&page(&name)) {
            *counted.entry(name.clone()).or_insert(0) += 1;
            faults.extend(fault(&command, &mut known).map(|fault| format!("{name}: vanban {command}: {fault}")));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(counted["README.md"] >= 11 && counted["docs/reading.md"] >= 10, "commands are found: {counted:?}");
    // The check itself can fail.
    for (command, wrong) in [
        ("parze a.txt", "no command parze"),
        ("draft plam a.docx", "no command plam"),
        ("parse a.txt --formal yaml", "no option --formal"),
        ("parse a.txt --format=pdf", "--format does not take pdf"),
        ("render a.yaml -o", "-o without a value"),
    ] {
        assert_eq!(fault(command, &mut known).as_deref(), Some(wrong));
    }
}

/// The anchors of a page: its headings in small letters, blanks as hyphens, other marks left out.
fn anchors(page: &str) -> Vec<String> {
    let heading = |line: &str| {
        let text = line.trim_start_matches('#').strip_prefix(' ')?;
        let kept = |c: char| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            _ => None,
        };
        Some(text.to_lowercase().chars().filter_map(kept).collect::<String>())
    };
    let outside = lines(page).into_iter().filter(|(fence, line)| fence.is_none() && line.starts_with('#'));
    outside.filter_map(|(_, line)| heading(line)).collect()
}

/// The targets of a page's links and pictures.
fn targets(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (fence, line) in lines(page) {
        if fence.is_none() {
            found.extend(line.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())));
        }
    }
    found
}

/// True where a link of a page leads to a file, and to a heading of it where it names one.
fn leads(page_name: &str, target: &str) -> bool {
    let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    let place: PathBuf = match file {
        "" => root().join(page_name),
        file => root().join(page_name).parent().expect("a folder").join(file),
    };
    let headed = |anchor: &str| {
        let text = std::fs::read_to_string(&place).unwrap_or_default();
        anchors(&text).iter().any(|known| known == anchor)
    };
    place.exists() && anchor.is_none_or(headed)
}

#[test]
fn every_link_leads_somewhere() {
    let mut lost = Vec::new();
    let mut counted = 0;
    for name in pages() {
        for target in targets(&page(&name)).into_iter().filter(|target| !target.starts_with("http")) {
            counted += 1;
            if !leads(&name, &target) {
                lost.push(format!("{name}: {target}"));
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
    assert!(counted > 40, "{counted} links are found");
    assert!(!leads("README.md", "docs/writing.md") && !leads("README.md", "docs/limits.md#size"));
}
