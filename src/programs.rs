//! External programs: found at run time, run without a shell, for so long and no longer.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a program gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It is not installed.
    Missing,
    /// It took longer than it may.
    TimedOut,
    /// It ended with an error: what it said.
    Failed(String),
}

/// How often we look whether a program has ended.
const STEP: Duration = Duration::from_millis(5);

/// The most bytes that are taken of what a program writes.
const MOST_WRITTEN: u64 = 1 << 30;

/// Where programs stand on Windows when they are not on the path.
const PLACES: [(&str, &str); 3] = [
    ("tesseract", "C:\\Program Files\\Tesseract-OCR\\tesseract.exe"),
    ("soffice", "C:\\Program Files\\LibreOffice\\program\\soffice.exe"),
    ("soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
];

/// The names under which a program may be called.
fn candidates(program: &str) -> impl Iterator<Item = PathBuf> {
    let places = PLACES.iter().filter(move |(name, _)| *name == program).map(|(_, place)| PathBuf::from(place));
    std::iter::once(PathBuf::from(program)).chain(places)
}

/// Runs a program in a folder and gives what it wrote to standard output.
pub(crate) fn run(program: &str, arguments: &[&str], folder: &Path, limit: Duration) -> Result<Vec<u8>, Failure> {
    for candidate in candidates(program) {
        match run_one(&candidate, arguments, folder, limit) {
            Err(Failure::Missing) => {}
            done => return done,
        }
    }
    Err(Failure::Missing)
}

fn run_one(program: &Path, arguments: &[&str], folder: &Path, limit: Duration) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::Missing,
        _ => Failure::Failed(error.to_string()),
    };
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        // One page a process: the cores are shared out by us.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // A full pipe would stop the program: both are read as it runs.
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let reader = std::thread::spawn(move || whole(out));
    let complaints = std::thread::spawn(move || whole(err));
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(failed)? {
            break status;
        }
        if begun.elapsed() > limit {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Failure::TimedOut);
        }
        std::thread::sleep(STEP);
    };
    let out = reader.join().unwrap_or_default();
    let err = complaints.join().unwrap_or_default();
    if status.success() {
        return Ok(out);
    }
    let said = String::from_utf8_lossy(&err);
    let said: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // The last lines say what it was.
    let last = said[said.len().saturating_sub(3)..].join(" / ");
    Err(Failure::Failed(if last.is_empty() { status.to_string() } else { last }))
}

fn whole(from: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        let _ = from.take(MOST_WRITTEN).read_to_end(&mut bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_there_is_missing() {
        let found = run("no-such-program-anywhere", &[], Path::new("."), Duration::from_secs(1));
        assert_eq!(found, Err(Failure::Missing));
    }
}
