//! Pictures of pages: recognised by the program `tesseract` with its Vietnamese data.

use super::positions::{self, Sheet};
use super::{Error, Ocr, Options, Source};
use crate::programs::{Failure, run};
use std::path::Path;
use std::time::Duration;

/// Dots an inch at which pages are drawn for recognition.
pub(super) const RESOLUTION: u32 = 300;
/// How long a page may take.
const LIMIT: Duration = Duration::from_secs(180);

/// The name of a picture's format, where bytes are one that is read.
pub(super) fn picture_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("PNG"),
        [0xFF, 0xD8, 0xFF, ..] => Some("JPEG"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("TIFF"),
        _ => None,
    }
}

/// Reads a picture, or a TIFF of many.
pub(super) fn source(bytes: &[u8], format: &'static str, options: &Options) -> Result<Source, Error> {
    if options.ocr == Ocr::Never {
        return Err(Error::OcrOff);
    }
    let failed = |error: std::io::Error| Error::ProgramFailed("tesseract", error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    let name = format!("in.{format}");
    let broken = |error: Error| match error {
        // The picture itself is at fault.
        Error::ProgramFailed(_, said) if said.contains("read") || said.contains("pix") => Error::Broken(format),
        other => other,
    };
    std::fs::write(folder.path().join(&name), bytes).map_err(failed)?;
    positions::source(picture(folder.path(), &name, 1, options).map_err(broken)?)
}

/// The pages of a picture in a folder. What the engine wrote is kept where that is asked.
pub(super) fn picture(folder: &Path, name: &str, number: usize, options: &Options) -> Result<Vec<Sheet>, Error> {
    let resolution = RESOLUTION.to_string();
    let arguments = [name, "-", "-l", "vie", "--dpi", &resolution, "hocr"];
    let written = run("tesseract", &arguments, folder, LIMIT).map_err(|failure| match failure {
        Failure::Missing => Error::ProgramMissing("tesseract"),
        Failure::TimedOut => Error::ProgramSlow("tesseract"),
        Failure::Failed(said) if said.contains("vie") || said.contains("language") => {
            Error::ProgramMissing("tesseract-vie")
        }
        Failure::Failed(said) => Error::ProgramFailed("tesseract", said),
    })?;
    if let Some(kept) = &options.keep_ocr {
        let file = kept.with_file_name(format!(
            "{}-{number}.hocr",
            kept.file_name().map_or("page".into(), |name| name.to_string_lossy())
        ));
        std::fs::write(&file, &written).map_err(|error| Error::ProgramFailed("tesseract", error.to_string()))?;
    }
    positions::hocr(&String::from_utf8_lossy(&written))
}
