//! Reading inputs and writing outputs: whole or not at all, never over an input.

use super::Stop;
use super::inputs::Input;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

/// The bytes of an input.
pub(crate) fn bytes(input: &Input) -> Result<Vec<u8>, Stop> {
    let failed = |error: std::io::Error| Stop::failed("input-unreadable", &[&input.name(), &error.to_string()]);
    match input {
        Input::Standard => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(crate::read::LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
            Ok(bytes)
        }
        Input::File { path, .. } => {
            let size = std::fs::metadata(path).map_err(failed)?.len();
            if size > crate::read::LIMIT {
                return Err(Stop::failed("file-too-large", &[&input.name(), &size.to_string()]));
            }
            std::fs::read(path).map_err(failed)
        }
    }
}

/// Writes a file as a whole: into a neighbour first, then by its name.
pub(crate) fn write(path: &Path, contents: &dyn Fn(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Stop> {
    let failed =
        |error: std::io::Error| Stop::failed("output-unwritable", &[&path.display().to_string(), &error.to_string()]);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = std::fs::File::create(&part).and_then(|file| {
        let mut file = BufWriter::new(file);
        contents(&mut file)?;
        file.into_inner()?.sync_all()
    });
    let renamed = written.and_then(|()| std::fs::rename(&part, path));
    renamed.map_err(|error| {
        let _ = std::fs::remove_file(&part);
        failed(error)
    })
}

/// An output must be no input, and no file that exists unless `force` is given.
pub(crate) fn free(output: &Path, inputs: &[Input], force: bool) -> Result<(), Stop> {
    let Ok(there) = output.canonicalize() else { return Ok(()) };
    let shown = output.display().to_string();
    let is_input = inputs.iter().any(|input| match input {
        Input::Standard => false,
        Input::File { path, .. } => path.canonicalize().is_ok_and(|path| path == there),
    });
    if is_input {
        return Err(Stop::usage("output-is-input", &[&shown]));
    }
    if there.is_dir() {
        return Err(Stop::usage("output-is-folder", &[&shown]));
    }
    if force { Ok(()) } else { Err(Stop::usage("output-exists", &[&shown])) }
}
