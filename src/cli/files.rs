//! Reading inputs and writing outputs: whole or not at all, never over an input.

use super::folder::is_input_by_name;
use super::inputs::Input;
use super::{Stop, say};
use crate::errors::Code;
use crate::read::Limits;
use crate::words::{Language, message};
use std::collections::HashSet;
use std::fs::{File, FileType, OpenOptions};
use std::io::{BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The bytes of an input.
pub(crate) fn bytes(input: &Input) -> Result<Vec<u8>, Stop> {
    let failed = |error: std::io::Error| Stop::failed(Code::InputUnreadable, &[&input.name(), &error.to_string()]);
    let read = match input {
        Input::Standard => whole(std::io::stdin().lock(), 0),
        Input::File { path, .. } => {
            not_special(path)?;
            File::open(path).and_then(|file| {
                let size = file.metadata()?.len();
                whole(file, size)
            })
        }
    };
    let bytes = read.map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Stop::failed(
            Code::InputTooLarge,
            &[&input.name(), &bytes.len().to_string(), &LARGEST.to_string()],
        ));
    }
    Ok(bytes)
}

/// A pipe or a device would be waited for, a folder has no bytes. What a shell hands over as a path is a pipe, too, and
/// wanted.
fn not_special(path: &Path) -> Result<(), Stop> {
    let Ok(found) = std::fs::metadata(path) else { return Ok(()) };
    let shown = path.display().to_string();
    if found.is_dir() {
        return Err(Stop::failed(Code::InputIsFolder, &[&shown]));
    }
    if found.is_file() || is_handed(path) { Ok(()) } else { Err(Stop::failed(Code::InputSpecial, &[&shown])) }
}

/// True for the names under which a system hands over what is open already.
fn is_handed(path: &Path) -> bool {
    let names = ["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd", "/proc/self/fd"];
    names.iter().any(|own| path.starts_with(own))
}

/// What exists, is neither a file nor a folder nor a link to one, and has no bytes that could be kept: whether it takes
/// what is written to it.
fn special(path: &Path) -> Option<bool> {
    let found = std::fs::metadata(path).ok().filter(|found| !found.is_dir())?;
    if is_handed(path) {
        return Some(true);
    }
    (!found.is_file()).then(|| takes_bytes(found.file_type()))
}

/// True for pipes and for devices without places, as `/dev/null`. To write to a disk as such is to lose what is on it.
#[cfg(unix)]
fn takes_bytes(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_fifo() || kind.is_char_device()
}

/// Windows keeps names for its devices, and those are refused.
#[cfg(not(unix))]
fn takes_bytes(_: FileType) -> bool {
    false
}

/// More is never taken into memory, whatever limit is set: a device may have no end, and state no length.
const LARGEST: u64 = Limits::MOST.bytes;

fn whole(from: impl Read, size: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(LARGEST + 1) as usize);
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes the folder of an output where there is none, and says so: a name that was mistyped is seen.
pub(crate) fn make_folder_of(output: &Path, language: Language) -> Result<(), Stop> {
    match output.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => make_folder(folder, language),
        _ => Ok(()),
    }
}

/// Makes a folder where there is none, and says so.
pub(crate) fn make_folder(folder: &Path, language: Language) -> Result<(), Stop> {
    if folder.is_dir() {
        return Ok(());
    }
    let shown = folder.display().to_string();
    std::fs::create_dir_all(folder)
        .map_err(|error| Stop::failed(Code::OutputUnwritable, &[&shown, &error.to_string()]))?;
    say(&message("output-folder-made", &[shown], language));
    Ok(())
}

/// Writes a file as a whole: into a neighbour first, then by its name. A pipe or a device is written to as it is: a file
/// in its place would take it away from everybody.
pub(crate) fn write(
    path: &Path,
    contents: &dyn Fn(&mut (dyn Write + Send)) -> std::io::Result<()>,
) -> Result<(), Stop> {
    let failed = |error: std::io::Error| {
        Stop::failed(Code::OutputUnwritable, &[&path.display().to_string(), &error.to_string()])
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    match special(path) {
        Some(true) => {
            // What was written already to an open file stays.
            let mut to = BufWriter::new(OpenOptions::new().append(true).open(path).map_err(failed)?);
            return contents(&mut to).and_then(|()| to.flush()).map_err(failed);
        }
        Some(false) => return no_special(path),
        None => {}
    }
    let (file, part) = neighbour(path).map_err(failed)?;
    let mut file = BufWriter::new(file);
    let written = contents(&mut file).and_then(|()| file.into_inner()?.sync_all());
    let renamed = written.and_then(|()| std::fs::rename(&part, path));
    renamed.map_err(|error| {
        let _ = std::fs::remove_file(&part);
        failed(error)
    })
}

/// A new file beside another one. What has its name already, be it a link to somewhere else, is never written to: a
/// process that was killed may have left it.
fn neighbour(path: &Path) -> std::io::Result<(File, PathBuf)> {
    for attempt in 0.. {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}-{attempt}.part", std::process::id()));
        let part = path.with_file_name(name);
        match File::create_new(&part) {
            Ok(file) => return Ok((file, part)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < 100 => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// The places of inputs: no output may be one of them.
#[derive(Default)]
pub(crate) struct Taken {
    /// Links followed.
    files: HashSet<PathBuf>,
    /// Folders, of which every file with the name of an input is one.
    folders: Vec<PathBuf>,
}

impl Taken {
    /// Adds a file, links followed.
    pub(crate) fn add(&mut self, file: &Path) {
        self.files.extend(file.canonicalize());
    }

    /// Adds all inputs below a folder, but for those that are links.
    pub(crate) fn add_folder(&mut self, folder: &Path) {
        self.folders.extend(folder.canonicalize());
    }

    fn has(&self, place: &Path) -> bool {
        let is_below = |folder: &PathBuf| place.strip_prefix(folder).is_ok_and(is_input_by_name);
        self.files.contains(place) || self.folders.iter().any(is_below)
    }
}

/// An output that is kept must be a file, or not be there yet.
pub(crate) fn no_special(output: &Path) -> Result<(), Stop> {
    match special(output) {
        Some(_) => Err(Stop::usage(Code::OutputSpecial, &[&output.display().to_string()])),
        None => Ok(()),
    }
}

/// An output must be no input, and no file that exists unless `force` is given. In a pipe or a device nothing is lost.
pub(crate) fn free(output: &Path, taken: &Taken, force: bool) -> Result<(), Stop> {
    let shown = output.display().to_string();
    if is_reserved(output) {
        return Err(Stop::usage(Code::OutputReserved, &[&shown]));
    }
    let Ok(there) = output.canonicalize() else { return Ok(()) };
    if taken.has(&there) {
        return Err(Stop::usage(Code::OutputIsInput, &[&shown]));
    }
    match special(output) {
        Some(true) => return Ok(()),
        Some(false) => return no_special(output),
        None => {}
    }
    if there.is_dir() {
        return Err(Stop::usage(Code::OutputIsFolder, &[&shown]));
    }
    if force { Ok(()) } else { Err(Stop::usage(Code::OutputExists, &[&shown])) }
}

/// True for the names that Windows keeps for devices, whatever their ending: `aux.json`.
pub(crate) fn is_reserved(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let numbered = |kind: &str| {
        stem.strip_prefix(kind)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit() && rest != "0")
    };
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_reserved() {
        let is = |name: &str| is_reserved(&Path::new("out").join(name));
        assert!(["CON", "aux.json", "Nul.tar.gz", "com1.docx", "LPT9"].into_iter().all(is));
        assert!(!["con-so.json", "com10.docx", "com0", "lpt", "auxiliary"].into_iter().any(is));
    }
}
