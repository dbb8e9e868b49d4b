//! Folders: every file below one is an input, or is skipped for a reason that is said. Only what programs keep for
//! themselves is passed over: hidden files, locks of open ones, what Windows and macOS put beside.

use super::inputs::{Input, expanded, is_folder, slashed};
use super::{Stop, say};
use crate::errors::Code;
use crate::package;
use crate::read::Format;
use crate::words::{Language, message};
use std::ffi::OsStr;
use std::fs::{File, FileType};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// So much of a file without a known ending is looked at.
const HEAD: u64 = 64 << 10;
/// So many skipped files are kept by their names; more are counted.
const MOST_KEPT: usize = 100_000;
/// So many skipped files are named on a terminal.
const MOST_SAID: usize = 20;
/// What systems put into folders, in small letters.
const OF_SYSTEMS: [&str; 6] =
    ["thumbs.db", "desktop.ini", "ehthumbs.db", "$recycle.bin", "system volume information", "__macosx"];

/// What stands in a folder.
pub(crate) enum Found {
    /// An input, and whether it is a link: where that leads, nobody knows.
    Input(Input, bool),
    /// What is not read.
    Skipped(Skipped),
}

/// A file or folder that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Skipped {
    /// Its place below the folder.
    pub id: String,
    /// A code of `grammars/diagnostics.toml`.
    pub code: &'static str,
    /// What the message's `{0}`, `{1}` … stand for.
    pub arguments: Vec<String>,
}

/// All that is skipped.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllSkipped {
    kept: Vec<Skipped>,
    pub count: u64,
}

impl AllSkipped {
    pub(crate) fn add(&mut self, skipped: Skipped) {
        self.count += 1;
        if self.kept.len() < MOST_KEPT {
            self.kept.push(skipped);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Skipped> {
        self.kept.iter()
    }

    /// True where one would perhaps be read if the system let it.
    pub(crate) fn has_failed(&self) -> bool {
        self.kept.iter().any(|own| matches!(own.code, "skipped-folder" | "skipped-unreadable"))
    }

    /// Names them, with their reasons, and says how many there are.
    pub(crate) fn say(&self, language: Language) {
        for own in self.kept.iter().take(MOST_SAID) {
            say(&message(own.code, &own.arguments, language));
        }
        if self.count > 0 {
            say(&message("skipped-summary", &[self.count.to_string()], language));
        }
    }
}

/// What arguments name.
pub(crate) struct Named {
    /// Files as they are, of folders all that is read below them, in the order of their names.
    pub inputs: Vec<Input>,
    /// True where a folder was among the arguments.
    pub folders: bool,
    /// What stands in folders and is not read.
    pub skipped: AllSkipped,
}

/// The inputs that the arguments name.
///
/// # Errors
/// Where a folder cannot be read or has no input.
pub(crate) fn inputs(arguments: &[PathBuf]) -> Result<Named, Stop> {
    let arguments = expanded(arguments);
    let folders = arguments.iter().any(|argument| is_folder(argument));
    let mut named = Named { inputs: Vec::new(), folders, skipped: AllSkipped::default() };
    for argument in &arguments {
        walk(argument, &mut |found| {
            match found {
                Found::Input(input, _) => named.inputs.push(input),
                Found::Skipped(own) => named.skipped.add(own),
            }
            Ok(())
        })?;
    }
    Ok(named)
}

/// Gives everything that an argument names: a file as it is, of a folder all that is below it, in the order of names.
///
/// # Errors
/// Where the folder cannot be read or has no input, and those of `found`.
pub(crate) fn walk(argument: &Path, found: &mut dyn FnMut(Found) -> Result<(), Stop>) -> Result<(), Stop> {
    if !is_folder(argument) {
        return found(Found::Input(Input::of(argument), false));
    }
    let (mut inputs, mut skipped) = (0usize, Vec::new());
    let mut passed = |own: Found| {
        match &own {
            Found::Input(..) => inputs += 1,
            Found::Skipped(own) if skipped.len() < 5 => skipped.push(own.id.clone()),
            Found::Skipped(_) => {}
        }
        found(own)
    };
    let shown = argument.display().to_string();
    entries(argument, Path::new(""), &mut passed)?
        .map_err(|error| Stop::failed(Code::InputUnreadable, &[&shown, &error.to_string()]))?;
    match (inputs, skipped.is_empty()) {
        (0, true) => {
            let endings: Vec<&str> = Format::all_endings().collect();
            Err(Stop::failed(Code::FolderEmpty, &[&shown, &endings.join(", .")]))
        }
        (0, false) => Err(Stop::failed(Code::FolderSkipped, &[&shown, &skipped.join(", ")])),
        _ => Ok(()),
    }
}

/// All that is below a folder. The inner error is the folder's own.
fn entries(
    folder: &Path,
    below: &Path,
    found: &mut dyn FnMut(Found) -> Result<(), Stop>,
) -> Result<std::io::Result<()>, Stop> {
    let listed = std::fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))).collect()
    });
    let mut listed: Vec<_> = match listed {
        Ok(listed) => listed,
        Err(error) => return Ok(Err(error)),
    };
    listed.sort_by(|(one, _): &(_, FileType), (other, _)| one.cmp(other));
    for (name, kind) in listed {
        if is_out_of_sight(&name) {
            continue;
        }
        let (path, below) = (folder.join(&name), below.join(&name));
        // A link to a folder is not followed: it may lead back.
        if kind.is_dir() {
            if let Err(error) = entries(&path, &below, found)? {
                found(Found::Skipped(skipped(&path, &below, "skipped-folder", error.to_string())))?;
            }
            continue;
        }
        found(match reason(&path, kind) {
            None => Found::Input(Input::File { path, below }, kind.is_symlink()),
            Some((code, said)) => Found::Skipped(skipped(&path, &below, code, said)),
        })?;
    }
    Ok(Ok(()))
}

fn skipped(path: &Path, below: &Path, code: &'static str, said: String) -> Skipped {
    Skipped { id: slashed(below), code, arguments: vec![path.display().to_string(), said] }
}

/// Why a file of a folder is no input; `None` where it is one.
fn reason(path: &Path, kind: FileType) -> Option<(&'static str, String)> {
    let mut kind = kind;
    if kind.is_symlink() {
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => return Some(("skipped-link", String::new())),
            Ok(found) => kind = found.file_type(),
            Err(error) => return Some(("skipped-broken-link", error.to_string())),
        }
    }
    if !kind.is_file() {
        return Some(("skipped-special", String::new()));
    }
    match ending(path) {
        // Its name says nothing: what it is, its bytes will.
        None => None,
        Some(own) if is_known(own) => None,
        Some(own) => match kind_of(path) {
            Ok(None) => None,
            Ok(Some("")) => Some(("skipped-ending", own.to_owned())),
            Ok(Some(name)) => Some(("skipped-format", name.to_owned())),
            Err(error) => Some(("skipped-unreadable", error.to_string())),
        },
    }
}

/// What the bytes of a file are that is not read, as far as they say; `None` where it is read.
fn kind_of(path: &Path) -> std::io::Result<Option<&'static str>> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut head)?;
    Ok(match Format::of_bytes(&head) {
        Some(Format::Docx | Format::Odt) => {
            file.rewind()?;
            package::held(file).filter(|held| !matches!(*held, "DOCX" | "ODT"))
        }
        // Excel, and much else, has containers of the same kind.
        Some(Format::Doc) => (!has_word(&head)).then_some("OLE"),
        Some(_) => None,
        None if head.starts_with(b"GIF8") => Some("GIF"),
        None => Some(""),
    })
}

/// True where a compound file names the stream of a Word document.
fn has_word(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

/// True for the names of folders and files that are not looked at.
fn is_out_of_sight(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(b".") || bytes.starts_with(b"~") || OF_SYSTEMS.iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// The ending of a file's name; what stands behind the point of `12. Quyết định` is none.
pub(crate) fn ending(path: &Path) -> Option<&str> {
    let ending = path.extension()?.to_str()?;
    let is_plain = ending.len() <= 5 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_letter = ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    (is_plain && has_letter).then_some(ending)
}

/// A path without the ending of its file's name.
pub(crate) fn stem(path: &Path) -> PathBuf {
    if ending(path).is_some() { path.with_extension("") } else { path.to_owned() }
}

fn is_known(ending: &str) -> bool {
    Format::all_endings().any(|known| ending.eq_ignore_ascii_case(known))
}

/// True for names with the ending of a format that is read.
pub(crate) fn has_known_ending(path: &Path) -> bool {
    ending(path).is_some_and(is_known)
}

/// True where `below` a folder a file is an input by its name.
pub(crate) fn is_input_by_name(below: &Path) -> bool {
    ending(below).is_none_or(is_known) && !below.iter().any(is_out_of_sight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_short_and_plain() {
        let of = |name: &str| ending(Path::new(name)).map(str::to_owned);
        assert_eq!(of("a.DOCX").as_deref(), Some("DOCX"));
        assert_eq!(of("12. Quyết định"), None);
        assert_eq!(of("số 12.2025"), None);
        assert_eq!(of("QD"), None);
        assert_eq!(stem(Path::new("2. Quyết định")), Path::new("2. Quyết định"));
    }
}
