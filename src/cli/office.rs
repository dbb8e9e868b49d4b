//! LibreOffice as an external program.

use super::Stop;
use crate::programs::{Failure, run};
use std::time::Duration;

/// How long a conversion may take.
const LIMIT: Duration = Duration::from_secs(120);

/// Converts a Word file to PDF, in a folder of its own. `output` is named in messages.
///
/// # Errors
/// Where LibreOffice is missing, fails, or takes longer than [`LIMIT`].
pub(super) fn pdf(docx: &[u8], output: &str) -> Result<Vec<u8>, Stop> {
    let failed = |reason: String| Stop::failed("office-failed", &[output, &reason]);
    let io = |error: std::io::Error| failed(error.to_string());
    let folder = tempfile::tempdir().map_err(io)?;
    std::fs::write(folder.path().join("vanban.docx"), docx).map_err(io)?;
    // A URL has forward slashes, and one before the letter of a drive.
    let place = folder.path().join("profile").display().to_string().replace('\\', "/");
    let profile = format!("-env:UserInstallation=file:///{}", place.trim_start_matches('/'));
    let arguments = [profile.as_str(), "--headless", "--convert-to", "pdf", "vanban.docx"];
    let mut done = run("soffice", &arguments, folder.path(), LIMIT);
    if done == Err(Failure::Missing) {
        done = run("libreoffice", &arguments, folder.path(), LIMIT);
    }
    match done {
        Ok(_) => std::fs::read(folder.path().join("vanban.pdf")).map_err(io),
        Err(Failure::Missing) => Err(Stop::failed("office-missing", &[output])),
        Err(Failure::TimedOut) => Err(failed(format!("> {} s", LIMIT.as_secs()))),
        Err(Failure::Failed(said)) => Err(failed(said)),
    }
}
