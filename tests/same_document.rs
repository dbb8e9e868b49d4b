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
        if !converted(&samples, filter, &folder) {
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

/// Footnotes, text boxes, hidden and deleted text, capitals, merged and nested tables: what no sample has.
#[test]
fn a_doc_has_what_its_rtf_has() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same-features");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let rtf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/features.rtf");
    if !converted(std::slice::from_ref(&rtf), "doc:MS Word 97", &folder) {
        return;
    }
    let read = |path: &Path| vanban::parse(&std::fs::read(path).expect("a file")).expect("a document");
    let (old, new) = (read(&rtf), read(&folder.join("features.doc")));
    let aside = |parsed: &vanban::model::Parsed| -> Vec<String> {
        let of = |own: &vanban::model::Furniture| format!("{:?} {}", own.kind, own.span.of(&parsed.text).trim());
        parsed.furniture.iter().map(of).collect()
    };
    assert_eq!(new.text, old.text);
    assert_eq!(new.document, old.document);
    assert_eq!(aside(&new), aside(&old));
    let expected = ["Giao[1] dat.", "DU THAO", "So 1", "mot  hai ba HOA"];
    assert_eq!(new.text.lines().take(4).collect::<Vec<_>>(), expected);
}

/// Has LibreOffice convert files into a folder; `false` where it is missing and may be.
fn converted(files: &[std::path::PathBuf], filter: &str, folder: &Path) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let done = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", filter, "--outdir"])
        .arg(folder)
        .args(files)
        .output();
    if done.is_err() {
        assert!(std::env::var_os("VANBAN_REQUIRE_TOOLS").is_none(), "LibreOffice (soffice) is missing");
        eprintln!("skipped: LibreOffice (soffice) is not installed");
    }
    done.is_ok()
}
