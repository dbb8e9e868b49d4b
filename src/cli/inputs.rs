//! From the arguments to the inputs that they name.

use super::Stop;
use crate::errors::Code;
use crate::read::Format;
use glob::{MatchOptions, glob_with};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

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

    /// Its place below the folder in which it was found.
    pub(crate) fn below(&self) -> &Path {
        match self {
            Self::Standard => Path::new("stdin"),
            Self::File { below, .. } => below,
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

/// The arguments, one with stars as the files that it names: shells of Windows leave that to the program. Those of Unix do
/// it themselves, and a name with a star is a name there.
pub(crate) fn expanded(arguments: &[PathBuf]) -> Vec<PathBuf> {
    if cfg!(windows) { arguments.iter().flat_map(|argument| matching(argument)).collect() } else { arguments.to_vec() }
}

/// The files that a name with `*` or `?` stands for, in order; the name itself where there are none. Brackets are no more
/// than letters: names on Windows often have them, and never the other two.
fn matching(argument: &Path) -> Vec<PathBuf> {
    let Some(pattern) = argument.to_str().filter(|name| name.contains(['*', '?'])) else {
        return vec![argument.to_owned()];
    };
    let options =
        MatchOptions { case_sensitive: false, require_literal_separator: true, require_literal_leading_dot: true };
    let files = glob_with(&pattern.replace('[', "[[]"), options).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = files.collect();
    if found.is_empty() {
        found.push(argument.to_owned());
    }
    found
}

/// True for an argument that names a folder.
pub(crate) fn is_folder(argument: &Path) -> bool {
    argument.is_dir() && argument.as_os_str() != "-"
}

/// The inputs that the arguments name: files as they are, folders with all files of known endings below
/// them, in the order of their names. The flag says that a folder was among them.
pub(crate) fn inputs(arguments: &[PathBuf]) -> Result<(Vec<Input>, bool), Stop> {
    let mut found = Vec::new();
    let arguments = expanded(arguments);
    for argument in &arguments {
        walk(argument, &mut |input, _| {
            found.push(input);
            Ok(())
        })?;
    }
    Ok((found, arguments.iter().any(|argument| is_folder(argument))))
}

/// Gives each input that an argument names, and whether it is a link in a folder: where that leads, nobody knows.
///
/// # Errors
/// Where a folder cannot be read or has no input, and those of `found`.
pub(crate) fn walk(argument: &Path, found: &mut dyn FnMut(Input, bool) -> Result<(), Stop>) -> Result<(), Stop> {
    if !is_folder(argument) {
        return found(Input::of(argument), false);
    }
    let mut is_empty = true;
    walk_folder(argument, Path::new(""), &mut |input, is_link| {
        is_empty = false;
        found(input, is_link)
    })?;
    if is_empty {
        let endings: Vec<&str> = Format::all_endings().collect();
        return Err(Stop::failed(Code::FolderEmpty, &[&argument.display().to_string(), &endings.join(", .")]));
    }
    Ok(())
}

fn walk_folder(
    folder: &Path,
    below: &Path,
    found: &mut dyn FnMut(Input, bool) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let failed = |error: std::io::Error| {
        Stop::failed(Code::InputUnreadable, &[&folder.display().to_string(), &error.to_string()])
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        entries.push((entry.file_name(), entry.file_type().map_err(failed)?));
    }
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (name, kind) in entries {
        if is_out_of_sight(&name) {
            continue;
        }
        let (path, below) = (folder.join(&name), below.join(&name));
        // A link to a folder is not followed: it may lead back.
        if kind.is_dir() {
            walk_folder(&path, &below, found)?;
        } else if has_known_ending(&path) {
            found(Input::File { path, below }, kind.is_symlink())?;
        }
    }
    Ok(())
}

/// True for the names of folders and files that are not looked at: hidden ones, and those of programs that have a file open.
fn is_out_of_sight(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().starts_with(b"~")
}

/// True where `below` a folder a file is an input by its name.
pub(crate) fn is_input_by_name(below: &Path) -> bool {
    has_known_ending(below) && !below.iter().any(is_out_of_sight)
}

/// True for the names of what is read where it lies in a folder.
pub(super) fn has_known_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| Format::all_endings().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A path below a folder, parted by `/` on every system.
fn slashed(below: &Path) -> String {
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_name_files_and_brackets_are_letters() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["1.docx", "[1].docx", "2.DOCX", ".3.docx", "4.txt"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        let found = |pattern: &str| -> Vec<String> {
            let found = matching(&folder.path().join(pattern));
            found.iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect()
        };
        assert_eq!(found("*.docx"), ["1.docx", "2.DOCX", "[1].docx"]);
        assert_eq!(found("[?].docx"), ["[1].docx"]);
        assert_eq!(found("[1].docx"), ["[1].docx"]);
        assert_eq!(found("*.pdf"), ["*.pdf"]);
    }
}
