//! Reads every file of a folder into one table, a row a decision, on standard output:
//! `cargo run --example folder_to_table samples > decisions.csv`

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: folder_to_table FOLDER")?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    let mut table = csv::Writer::from_writer(std::io::stdout());
    table.write_record(["file", "number", "date", "agency", "subject", "signatory", "articles", "doubts"])?;
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let parsed = match vanban::parse(&std::fs::read(&file)?) {
            Ok(parsed) => parsed,
            Err(error) => {
                eprintln!("{name}: {error}");
                continue;
            }
        };
        let document = &parsed.document;
        let text = |value: Option<&vanban::model::Text>| value.map_or(String::new(), ToString::to_string);
        table.write_record([
            name,
            text(document.header.number.as_ref().map(|number| &number.text)),
            text(document.header.date.as_ref()),
            text(document.header.agency.as_ref()),
            text(document.subject.as_ref()),
            text(document.signatures.iter().find_map(|own| own.name.as_ref())),
            document.articles().len().to_string(),
            parsed.diagnostics.len().to_string(),
        ])?;
    }
    Ok(table.flush()?)
}
