//! One decision in every form gives the same document: as text, .docx, .doc, .rtf and PDF, and its scan as hOCR, ALTO and
//! TSV. Needs LibreOffice, poppler and tesseract: skipped with a message where one is missing, unless
//! `VANBAN_REQUIRE_TOOLS` is set.

#![cfg(feature = "cli")]

mod common;
#[path = "common/program.rs"]
mod program;

use program::{converted, folder, sample, tool};
use std::path::Path;

#[test]
fn older_formats_give_the_same_document() {
    let samples = common::samples_as("docx");
    for (ending, filter) in [("doc", "doc:MS Word 97"), ("rtf", "rtf:Rich Text Format")] {
        let folder = folder(&format!("same-{ending}"));
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
    let folder = folder("same-features");
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

/// Text written as a Word file, and that turned into every other form, in the samples' words.
#[test]
fn every_form_of_a_text_gives_the_same_document() {
    let folder = folder("same-forms");
    let read = |path: &Path| vanban::parse(&std::fs::read(path).expect("a file")).expect("a document");
    let mut word = Vec::new();
    for name in ["thanh-lap-ban-chi-dao", "bo-nhiem", "chuong-trinh-binh-dang-gioi"] {
        let text = sample(&format!("{name}.txt"));
        let document = read(&text).document;
        let form = vanban::forms::writing(&document).expect("a form");
        let path = folder.join(name).with_extension("docx");
        std::fs::write(&path, vanban::write::docx(&document, form)).expect("written");
        word.push((path, document));
    }
    let files: Vec<_> = word.iter().map(|(path, _)| path.clone()).collect();
    for (ending, filter) in [("doc", "doc:MS Word 97"), ("rtf", "rtf:Rich Text Format"), ("pdf", "pdf")] {
        if !converted(&files, filter, &folder) {
            return;
        }
        for (path, document) in &word {
            assert_eq!(read(path).document, *document, "{}", path.display());
            let path = path.with_extension(ending);
            let parsed = read(&path);
            assert_eq!(parsed.document, *document, "{}", path.display());
            assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{}", path.display());
        }
    }
}

/// What tesseract reads of a clean page, in three forms of one run.
#[test]
fn a_scan_gives_the_same_document_as_hocr_alto_and_tsv() {
    let folder = folder("same-scan");
    let sample = sample("chuong-trinh-bang-word.docx");
    if !converted(&[sample], "pdf", &folder)
        || !tool(&folder, "pdftoppm", &["-r", "200", "-gray", "-png", "chuong-trinh-bang-word.pdf", "page"])
    {
        return;
    }
    let mut pages: Vec<String> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".png"))
        .collect();
    pages.sort();
    std::fs::write(folder.join("pages.txt"), pages.join("\n")).expect("written");
    if !tool(&folder, "tesseract", &["pages.txt", "scan", "-l", "vie", "--dpi", "200", "hocr", "alto", "tsv"]) {
        return;
    }
    let read = |name: &str| vanban::parse(&std::fs::read(folder.join(name)).expect("a file")).expect("a document");
    let hocr = read("scan.hocr");
    assert_eq!(read("scan.xml").document, hocr.document);
    assert_eq!(read("scan.tsv").document, hocr.document);
    assert!(hocr.document.header.number.is_some() && !hocr.document.attachments.is_empty());
}

/// A page of 72 dots an inch is read as far as its letterhead: enlarged by repeated dots it is not.
#[test]
fn a_scan_with_few_dots_is_read() {
    let folder = folder("same-coarse");
    let sample = sample("chuong-trinh-bang-word.docx");
    if !converted(std::slice::from_ref(&sample), "pdf", &folder) {
        return;
    }
    let arguments = ["-r", "72", "-gray", "-l", "1", "-singlefile", "chuong-trinh-bang-word.pdf", "page"];
    if !tool(&folder, "pdftoppm", &arguments) || !tool(&folder, "tesseract", &["--version"]) {
        return;
    }
    let scan = scanned(&std::fs::read(folder.join("page.pgm")).expect("a picture"), 72);
    let read = vanban::parse(&scan).expect("a document").document;
    let written = vanban::parse(&std::fs::read(&sample).expect("a file")).expect("a document").document;
    assert_eq!(read.kind, written.kind);
    assert_eq!(read.header.agency, written.header.agency);
    assert_eq!(read.header.date, written.header.date);
}

/// A scanned page before pages of text, and behind them, is read like them: each page is judged by itself.
#[test]
fn a_scanned_page_among_pages_of_text_is_read() {
    let folder = folder("same-mixed");
    let sample = sample("chuong-trinh-bang-word.docx");
    if !converted(std::slice::from_ref(&sample), "pdf", &folder) || !tool(&folder, "tesseract", &["--version"]) {
        return;
    }
    let text = "chuong-trinh-bang-word.pdf";
    let file = |name: &str| std::fs::read(folder.join(name)).expect("a file");
    let written = vanban::parse(&std::fs::read(&sample).expect("a file")).expect("a document").document;
    if !tool(&folder, "pdfseparate", &[text, "page-%d.pdf"]) {
        return;
    }
    let last = (1..).take_while(|page| folder.join(format!("page-{page}.pdf")).exists()).count();
    assert!(last > 1, "the sample has pages");
    for page in [1, last] {
        let (number, name) = (page.to_string(), format!("page-{page}.pdf"));
        let arguments = ["-r", "200", "-gray", "-f", &number, "-l", &number, "-singlefile", text, "scan"];
        assert!(tool(&folder, "pdftoppm", &arguments));
        let typed = file(&name);
        std::fs::write(folder.join(&name), scanned(&file("scan.pgm"), 200)).expect("written");
        let pages: Vec<String> =
            (1..=last).map(|page| format!("page-{page}.pdf")).chain(["mixed.pdf".to_owned()]).collect();
        assert!(tool(&folder, "pdfunite", &pages.iter().map(String::as_str).collect::<Vec<_>>()));
        let read = vanban::parse(&file("mixed.pdf")).expect("a document").document;
        assert_eq!(read.header.number.map(|own| own.text), written.header.number.clone().map(|own| own.text), "{page}");
        assert_eq!(read.header.date, written.header.date, "{page}");
        assert_eq!(read.bases.len(), written.bases.len(), "{page}");
        assert_eq!(read.body.len(), written.body.len(), "{page}");
        assert_eq!(read.attachments.len(), written.attachments.len(), "{page}");
        std::fs::write(folder.join(&name), typed).expect("written");
    }
}

/// A PDF of one page that is a picture (PGM) of so many dots an inch.
fn scanned(picture: &[u8], resolution: u32) -> Vec<u8> {
    let mut lines = picture.splitn(4, |byte| *byte == b'\n');
    let mut line = || lines.next().expect("a picture");
    let (_, size, _, dots) = (line(), String::from_utf8_lossy(line()).into_owned(), line(), line());
    let (width, height) = size.split_once(' ').expect("a size");
    let points = |dots: &str| dots.parse::<f32>().expect("a number") * 72.0 / resolution as f32;
    let (across, down) = (points(width), points(height));
    let drawn = format!("q {across} 0 0 {down} 0 0 cm /P Do Q");
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {across} {down}] /Contents 4 0 R \
             /Resources << /XObject << /P 5 0 R >> >> >>"
        )
        .into_bytes(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()).into_bytes(),
        [
            format!(
                "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray \
                 /BitsPerComponent 8 /Length {} >>\nstream\n",
                dots.len()
            )
            .as_bytes(),
            dots,
            b"\nendstream",
        ]
        .concat(),
    ];
    let mut written = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(written.len());
        written.extend(format!("{} 0 obj\n", index + 1).bytes());
        written.extend(object);
        written.extend(b"\nendobj\n");
    }
    let table = written.len();
    written.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| written.extend(format!("{place:010} 00000 n \n").bytes()));
    written
        .extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes());
    written
}
