//! Makes JSON of the tables of `grammars`. People read and correct them as TOML; a program reads JSON in a tenth of the time,
//! and every command reads some of the tables before it begins. A table that is no TOML ends the build, with its file and line.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=grammars");
    let out = env::var_os("OUT_DIR").ok_or_else(|| "cargo sets OUT_DIR".into());
    match out.and_then(|out| convert(Path::new("grammars"), Path::new(&out))) {
        Ok(()) => ExitCode::SUCCESS,
        // Returned from here it would be printed on one line.
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the JSON of all tables below a folder.
fn convert(folder: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            convert(&path, &out.join(name))?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let table: toml::Table =
                fs::read_to_string(&path)?.parse().map_err(|error| format!("{}: {error}", path.display()))?;
            fs::write(out.join(name).with_extension("json"), serde_json::to_string(&table)?)?;
        }
    }
    Ok(())
}
