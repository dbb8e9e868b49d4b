//! Every sample reads as its snapshot says, and keeps the invariants.

mod common;
#[cfg(feature = "cli")]
#[path = "common/program.rs"]
mod program;

use std::fmt::Write as _;
use std::path::Path;
use vanban::draft::{Options, plan};
use vanban::model::{Parsed, Provenance, Severity};
use vanban::status::Status;
use vanban::words::{Language, Vocabulary};
use vanban::write;

#[test]
fn every_sample_reads_as_its_snapshot() {
    let samples: Vec<_> = ["txt", "md", "docx", "html"].into_iter().flat_map(common::samples_as).collect();
    assert!(samples.len() >= 10, "the samples are there");
    for path in samples {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let parsed = vanban::parse(&std::fs::read(&path).expect("a sample")).expect("a document");
        reads_as(&name, &parsed);
    }
}

fn reads_as(name: &str, parsed: &Parsed) {
    assert_eq!(common::faults(parsed), Vec::<String>::new(), "{name}");
    assert!(parsed.unplaced.is_empty(), "{name}: {:?}", parsed.unplaced);
    assert!(parsed.diagnostics.iter().all(|found| found.severity > Severity::Error), "{name}");
    snapshot(name, &write::yaml(parsed, Provenance::Fields, Language::English));
}

fn snapshot(name: &str, shown: &str) {
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, shown);
    });
}

/// The layouts that come from the web and from forms, written, checked and drafted: what one command reads wrongly all do.
#[test]
fn layouts_are_written_checked_and_drafted_as_their_snapshots() {
    for name in
        ["trang-web.md", "trang-thong-tin.html", "cong-bao.txt", "bieu-mau-phu-luc.txt", "bang-moi-o-mot-dong.txt"]
    {
        let file = std::fs::read(sample(name)).expect("a sample");
        serves(name.split_once('.').expect("an ending").0, &vanban::parse(&file).expect("a document"));
    }
}

/// A PDF with a scanned page before one of text. What the engine recognised is kept beside the test, so that another
/// version of it reads the same.
#[test]
#[cfg(feature = "cli")]
fn a_scanned_page_before_one_of_text_reads_as_its_snapshot() {
    const NAME: &str = "quyet-dinh-quet-va-chu";
    let folder = program::folder("samples-mixed");
    let page = format!("{NAME}-1.hocr");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(&page);
    std::fs::copy(&kept, folder.join(&page)).expect("a copy");
    let engine = vanban::read::Engine::Tesseract;
    let options = vanban::read::Options { keep_ocr: Some(folder.join(NAME)), engine, ..Default::default() };
    let file = std::fs::read(sample(&format!("{NAME}.pdf"))).expect("a sample");
    let source = vanban::read::source_with(&file, &options).expect("a source");
    let again = "the page was recognised again: tests/make_mixed_pdf.py writes both files";
    assert!(std::fs::read(&kept).expect("a file") == std::fs::read(folder.join(&page)).expect("a file"), "{again}");
    let parsed = vanban::parse::document(source, Vocabulary::builtin());
    reads_as(NAME, &parsed);
    serves(NAME, &parsed);
}

/// What the other commands make of a reading: its text as it is written, its findings, the plan of next year's draft.
fn serves(name: &str, parsed: &Parsed) {
    let words = Vocabulary::builtin();
    snapshot(&format!("{name}.text"), &write::text(&parsed.document, write::PageStyle::default()));
    let report = vanban::check::check(parsed, None, words);
    let mut shown = format!("form {}\n", report.form.map_or("none", |form| form.key.as_str()));
    for found in &report.findings {
        let _ = writeln!(shown, "{:?} {} {} {:?}", found.severity, found.code, found.pointer, found.arguments);
    }
    snapshot(&format!("{name}.check"), &shown);
    let options = Options { year: 2027, date: None, province: None, tasks: None, language: Language::English };
    let mut shown = String::new();
    for row in plan(parsed, &options, words, Status::builtin()).rows {
        let old: String = row.old.chars().take(60).collect();
        let _ = writeln!(shown, "{:?} {:?} {} | {old} → {}", row.class, row.decision, row.code, row.new);
    }
    snapshot(&format!("{name}.draft"), &shown);
}

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name)
}

/// The same document gives the same data whichever Unicode form, line end or encoding it comes in.
#[test]
fn every_form_of_text_gives_the_same_document() {
    use unicode_normalization::UnicodeNormalization;
    for path in [common::samples(), common::samples_as("md")].concat() {
        let text = std::fs::read_to_string(&path).expect("a sample");
        let expected = vanban::parse(text.as_bytes()).expect("a document").document;
        let decomposed: String = text.nfd().collect();
        let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [
            decomposed.into_bytes(),
            text.replace('\n', "\r\n").into_bytes(),
            format!("\u{FEFF}{text}").into_bytes(),
            utf16,
        ] {
            assert_eq!(vanban::parse(&bytes).expect("a document").document, expected, "{}", path.display());
        }
    }
}

/// A Word file gives the same data as its text; only how a table's group rows are merged does text not say.
#[test]
fn a_word_file_gives_the_same_data_as_its_text() {
    use vanban::model::{Block, Document};
    let read =
        |name: &str| vanban::parse(&std::fs::read(sample(name)).expect("a sample")).expect("a document").document;
    let same = |word: &str, text: &str, compared: &dyn Fn(&mut Document)| {
        let (mut word, mut text) = (read(word), read(text));
        let words = vanban::words::Vocabulary::builtin();
        assert_eq!(vanban::tasks::tasks(&word, words), vanban::tasks::tasks(&text, words));
        compared(&mut word);
        compared(&mut text);
        assert_eq!(word, text);
    };
    same("ban-chi-dao-danh-so-tu-dong.docx", "thanh-lap-ban-chi-dao.txt", &|_| ());
    same("chuong-trinh-bang-word.docx", "chuong-trinh-binh-dang-gioi.txt", &|document| {
        let appendix = document.attachments.last_mut().expect("the appendix");
        assert!(matches!(appendix.body[..], [Block::Table(_)]));
        appendix.body.clear();
    });
}
