//! From the arguments to a list of inputs, and from inputs to the names of their outputs.

use super::Stop;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What is in a folder is read where its name ends so.
const KNOWN_ENDINGS: [&str; 13] =
    ["txt", "docx", "doc", "rtf", "md", "pdf", "png", "jpg", "jpeg", "tif", "tiff", "hocr", "tsv"];

/// One input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// `-`.
    Standard,
    /// A file, and its place below the folder in which it was found.
    File { path: PathBuf, below: PathBuf },
}

impl Input {
    /// The input that an argument names: a file, or `-`.
    pub(crate) fn of(argument: &Path) -> Self {
        if argument.as_os_str() == "-" {
            return Self::Standard;
        }
        let below = argument.file_name().map(PathBuf::from).unwrap_or_default();
        Self::File { path: argument.to_owned(), below }
    }

    /// The input's name in results: its place below the folder in which it was found, parted by `/` on every system.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Standard => "-".to_owned(),
            Self::File { below, .. } => slashed(below),
        }
    }

    /// The input's name in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Standard => "-".to_owned(),
            Self::File { path, .. } => path.display().to_string(),
        }
    }
}

/// The inputs that the arguments name: files as they are, folders with all files of known endings below
/// them, in the order of their names. The flag says that a folder was among them.
pub(crate) fn inputs(arguments: &[PathBuf]) -> Result<(Vec<Input>, bool), Stop> {
    let mut found = Vec::new();
    let mut folders = false;
    for argument in arguments {
        if argument.is_dir() && argument.as_os_str() != "-" {
            folders = true;
            let before = found.len();
            walk(argument, Path::new(""), &mut found)?;
            if found.len() == before {
                return Err(Stop::failed(
                    "folder-empty",
                    &[&argument.display().to_string(), &KNOWN_ENDINGS.join(", .")],
                ));
            }
        } else {
            found.push(Input::of(argument));
        }
    }
    Ok((found, folders))
}

fn walk(folder: &Path, below: &Path, found: &mut Vec<Input>) -> Result<(), Stop> {
    let failed =
        |error: std::io::Error| Stop::failed("input-unreadable", &[&folder.display().to_string(), &error.to_string()]);
    let mut entries: Vec<_> = std::fs::read_dir(folder).map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (name, path) = (entry.file_name(), entry.path());
        if name.to_string_lossy().starts_with(['.', '~']) {
            continue;
        }
        // A link to a folder is not followed: it may lead back.
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            walk(&path, &below.join(&name), found)?;
        } else if has_known_ending(&path) {
            found.push(Input::File { path, below: below.join(&name) });
        }
    }
    Ok(())
}

fn has_known_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| KNOWN_ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// The output file of every input below a folder: `a.txt` → `a.json`; where `a.docx` and `a.pdf` lie side by side, as a
/// decision and its scan do, `a.docx.json` and `a.pdf.json`.
///
/// # Errors
/// Where two inputs would give the same file still.
pub(crate) fn outputs(inputs: &[Input], folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Stop> {
    let mut shared: HashMap<String, usize> = HashMap::new();
    for input in inputs {
        *shared.entry(key(&below(input).with_extension(""))).or_default() += 1;
    }
    // `a.docx.txt` would take the name that `a.docx` may need.
    let is_shared = |path: &Path| {
        let stem = path.with_extension("");
        has_known_ending(&stem) || shared.get(&key(&stem)).is_some_and(|count| *count > 1)
    };
    let mut names: HashMap<String, &Input> = HashMap::new();
    let mut found = Vec::with_capacity(inputs.len());
    for input in inputs {
        let below = below(input);
        let mut path = folder.join(below.with_extension(ending));
        if is_shared(below) && below.extension().is_some() {
            let mut name = below.file_name().unwrap_or_default().to_owned();
            name.push(".");
            name.push(ending);
            path = folder.join(below.with_file_name(name));
        }
        if let Some(other) = names.insert(key(&path), input) {
            return Err(Stop::usage("outputs-clash", &[&other.name(), &input.name(), &path.display().to_string()]));
        }
        found.push(path);
    }
    Ok(found)
}

/// A path below a folder, parted by `/` on every system.
fn slashed(below: &Path) -> String {
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn below(input: &Input) -> &Path {
    match input {
        Input::Standard => Path::new("stdin"),
        Input::File { below, .. } => below,
    }
}

/// Windows and macOS do not tell capitals from small letters in names.
fn key(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Input {
        Input::File { path: path.into(), below: Path::new(path).file_name().map(PathBuf::from).unwrap_or_default() }
    }

    #[test]
    fn outputs_keep_names_and_clashes_are_errors() {
        let given = outputs(&[file("x/a.txt"), file("b.txt")], Path::new("out"), "json");
        assert_eq!(given.ok(), Some(vec![PathBuf::from("out/a.json"), PathBuf::from("out/b.json")]));
        let given =
            outputs(&[file("a.docx"), file("A.pdf"), file("a.docx.txt"), file("b.txt")], Path::new("out"), "json");
        let wanted = ["out/a.docx.json", "out/A.pdf.json", "out/a.docx.txt.json", "out/b.json"];
        assert_eq!(given.ok(), Some(wanted.map(PathBuf::from).to_vec()));
        assert!(outputs(&[file("x/a.txt"), file("y/A.txt")], Path::new("out"), "json").is_err());
    }
}
