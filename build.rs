//! Makes JSON of the tables of `grammars`. People read and correct them as TOML; a program reads JSON in a tenth of the time,
//! and every command reads some of the tables before it begins. A table that is no TOML ends the build, with its file and line.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=grammars");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    convert(Path::new("grammars"), &out)
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
