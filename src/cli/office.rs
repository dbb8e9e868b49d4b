//! LibreOffice as an external program: found at run time, run without a shell in a folder of its own, for so long and
//! no longer.

use super::Stop;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a conversion may take.
const LIMIT: Duration = Duration::from_secs(120);
/// How often we look whether it has ended.
const STEP: Duration = Duration::from_millis(50);

/// Where the program is installed when it is not on the path.
const PLACES: [&str; 3] = [
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
];

/// Converts a Word file to PDF. `output` is named in messages.
///
/// # Errors
/// Where LibreOffice is missing, fails, or takes longer than [`LIMIT`].
pub(super) fn pdf(docx: &[u8], output: &str) -> Result<Vec<u8>, Stop> {
    let failed = |reason: String| Stop::failed("office-failed", &[output, &reason]);
    let io = |error: std::io::Error| failed(error.to_string());
    let folder = tempfile::tempdir().map_err(io)?;
    let file = folder.path().join("vanban.docx");
    std::fs::write(&file, docx).map_err(io)?;
    let programs = ["soffice", "libreoffice"].map(PathBuf::from).into_iter().chain(PLACES.map(PathBuf::from));
    for program in programs {
        match convert(&program, folder.path(), &file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(io(error)),
            Ok(()) => {
                return std::fs::read(file.with_extension("pdf"))
                    .map_err(|_| failed("LibreOffice".to_owned() + " wrote no file"));
            }
        }
    }
    Err(Stop::failed("office-missing", &[output]))
}

fn convert(program: &Path, folder: &Path, file: &Path) -> std::io::Result<()> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut child = Command::new(program)
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder, file])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let begun = Instant::now();
    while child.try_wait()?.is_none() {
        if begun.elapsed() > LIMIT {
            child.kill()?;
            child.wait()?;
            return Err(std::io::ErrorKind::TimedOut.into());
        }
        std::thread::sleep(STEP);
    }
    Ok(())
}
