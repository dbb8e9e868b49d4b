//! What tests of the program share: where the samples are, a folder for what it writes, and the tools of others that some
//! of them need.

#![allow(dead_code, reason = "every test binary uses its own part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs the program, with nothing to read on its standard input.
pub fn vanban(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vanban")).args(arguments).stdin(Stdio::null()).output().expect("the program runs")
}

/// Runs the program with a text on its standard input.
pub fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_vanban"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut to = child.stdin.take().expect("standard input");
    std::thread::scope(|scope| {
        // A program that refuses its arguments ends without reading.
        scope.spawn(move || to.write_all(input));
        child.wait_with_output().expect("the program ends")
    })
}

/// A path as an argument.
pub fn shown(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// What the program printed.
pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// A sample's path.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// An empty folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs a tool of others in a folder. False where it is missing or fails: that is said, and where `VANBAN_REQUIRE_TOOLS`
/// is set it is a failure of the test.
pub fn tool(folder: &Path, program: &str, arguments: &[&str]) -> bool {
    let done = Command::new(program).args(arguments).current_dir(folder).output();
    let missing = match done {
        Ok(done) if done.status.success() => return true,
        Ok(done) => format!("{program} failed: {}", String::from_utf8_lossy(&done.stderr)),
        Err(_) => format!("{program} is not installed"),
    };
    assert!(std::env::var_os("VANBAN_REQUIRE_TOOLS").is_none(), "{missing}");
    eprintln!("skipped: {missing}");
    false
}

/// Has LibreOffice convert files into a folder; false as [`tool`].
pub fn converted(files: &[PathBuf], filter: &str, folder: &Path) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let files: Vec<&str> = files.iter().filter_map(|file| file.to_str()).collect();
    let outside = folder.to_str().unwrap_or(".");
    let arguments = [&[&profile, "--headless", "--convert-to", filter, "--outdir", outside], files.as_slice()].concat();
    tool(folder, "soffice", &arguments)
}
