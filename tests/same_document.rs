//! A .doc or .rtf that LibreOffice makes of a .docx sample gives the same document. Needs LibreOffice: skipped with a
//! message where it is missing, unless `VANBAN_REQUIRE_TOOLS` is set.

mod common;

use std::path::Path;
use std::process::Command;

#[test]
fn older_formats_give_the_same_document() {
    let samples = common::samples_as("docx");
    for (ending, filter) in [("doc", "doc:MS Word 97"), ("rtf", "rtf:Rich Text Format")] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("same-{ending}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let done = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", filter, "--outdir"])
            .arg(&folder)
            .args(&samples)
            .output();
        if done.is_err() {
            assert!(std::env::var_os("VANBAN_REQUIRE_TOOLS").is_none(), "LibreOffice (soffice) is missing");
            eprintln!("skipped: LibreOffice (soffice) is not installed");
            return;
        }
        for sample in &samples {
            let read = |path: &Path| vanban::parse(&std::fs::read(path).expect("a file")).expect("a document");
            let converted = folder.join(sample.file_name().expect("a name")).with_extension(ending);
            let parsed = read(&converted);
            assert_eq!(parsed.document, read(sample).document, "{}", converted.display());
            assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{}", converted.display());
        }
    }
}
