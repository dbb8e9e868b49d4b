//! What is compiled for a library that asks for no feature: nothing of the command line, of SQLite and of PDF.

use std::process::Command;

/// What only the features bring. (annotate-snippets is a part of the reader of YAML, too.)
const BY_FEATURE: [&str; 9] =
    ["clap", "clap_complete", "glob", "indicatif", "sha2", "rusqlite", "libsqlite3-sys", "hayro", "rten"];

/// The names of all crates that are compiled into the library on this system: those of others may not be on the disk.
fn crates(features: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none"])
        .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .args(features)
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8_lossy(&output.stdout);
    listed.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
}

#[test]
fn a_library_compiles_no_command_line() {
    let all = crates(&[]);
    let bare = crates(&["--no-default-features"]);
    for name in BY_FEATURE {
        assert!(all.iter().any(|own| own == name), "{name} is of no feature");
        assert!(!bare.iter().any(|own| own == name), "{name} is compiled without any feature");
    }
}
