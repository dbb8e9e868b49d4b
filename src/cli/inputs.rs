//! From the arguments to the inputs that they name.

use glob::{MatchOptions, glob_with};
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

/// A path below a folder, parted by `/` on every system.
pub(crate) fn slashed(below: &Path) -> String {
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
