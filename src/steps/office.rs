//! LibreOffice as an external program.

use crate::errors::{Code, Error};
use crate::programs::{Failure, run};
use crate::read::Limits;

/// Converts a Word file to another format, in a folder of its own: `format` is what LibreOffice calls it.
///
/// # Errors
/// Where LibreOffice is missing, fails, or takes longer than it may.
pub(super) fn converted(docx: &[u8], format: &str, limits: &Limits) -> Result<Vec<u8>, Error> {
    let io = |error: std::io::Error| Code::OfficeFailed.with(error.to_string());
    let folder = tempfile::tempdir().map_err(io)?;
    std::fs::write(folder.path().join("vanban.docx"), docx).map_err(io)?;
    // A URL has forward slashes, and one before the letter of a drive.
    let place = folder.path().join("profile").display().to_string().replace('\\', "/");
    let profile = format!("-env:UserInstallation=file:///{}", place.trim_start_matches('/'));
    let arguments = [profile.as_str(), "--headless", "--convert-to", format, "vanban.docx"];
    let mut done = run("soffice", &arguments, folder.path(), limits.time());
    if done == Err(Failure::Missing) {
        done = run("libreoffice", &arguments, folder.path(), limits.time());
    }
    match done {
        Ok(_) => std::fs::read(folder.path().join("vanban").with_extension(format)).map_err(io),
        Err(Failure::Missing) => Err(Code::OfficeMissing.into()),
        Err(Failure::TimedOut) => Err(Code::ProgramSlow.with("LibreOffice").with(limits.seconds)),
        Err(Failure::Failed(said)) => Err(Code::OfficeFailed.with(said)),
    }
}
