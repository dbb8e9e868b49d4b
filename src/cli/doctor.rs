//! `vanban doctor`: which external programs are there, and what each makes possible.

use super::{FINE, Stop, print};
use crate::programs::{Failure, run};
use crate::words::{Language, message};
use std::time::Duration;

/// How long a program may take to say its version.
const LIMIT: Duration = Duration::from_secs(20);

/// A program, how it is asked for itself, and the code of what it enables.
const PROGRAMS: [(&str, &[&str], &str); 2] =
    [("tesseract", &["--list-langs"], "doctor-tesseract"), ("soffice", &["--version"], "doctor-soffice")];

/// Nothing that is missing is an error: what needs no other program works without any.
pub(crate) fn run_doctor(language: Language) -> Result<u8, Stop> {
    let folder = std::env::temp_dir();
    let mut out = String::new();
    if cfg!(feature = "ocr") {
        out.push_str(&message("doctor-own", &[], language));
        out.push('\n');
    }
    for (program, arguments, enables) in PROGRAMS {
        let found = run(program, arguments, &folder, LIMIT);
        let code = match &found {
            Err(Failure::Missing) => "doctor-missing",
            Ok(said) if program == "tesseract" && !lists_vietnamese(said) => "doctor-no-vietnamese",
            _ => "doctor-found",
        };
        let enables = message(enables, &[], language);
        out.push_str(&message(code, &[program.to_owned(), enables], language));
        out.push('\n');
    }
    print(&out)?;
    Ok(FINE)
}

fn lists_vietnamese(said: &[u8]) -> bool {
    String::from_utf8_lossy(said).lines().any(|line| line.trim() == "vie")
}
