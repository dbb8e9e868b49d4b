//! Every sample reads as its snapshot says, and keeps the invariants.

mod common;

use vanban::model::{Provenance, Severity};
use vanban::words::Language;
use vanban::write;

#[test]
fn every_sample_reads_as_its_snapshot() {
    let samples = [common::samples(), common::samples_as("md"), common::samples_as("docx")].concat();
    assert!(samples.len() >= 10, "the samples are there");
    for path in samples {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let parsed = vanban::parse(&std::fs::read(&path).expect("a sample")).expect("a document");
        assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{name}");
        assert!(parsed.unplaced.is_empty(), "{name}: {:?}", parsed.unplaced);
        assert!(parsed.diagnostics.iter().all(|found| found.severity > Severity::Error), "{name}");
        insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, write::yaml(&parsed, Provenance::Fields, Language::English));
        });
    }
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
    let read = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
        vanban::parse(&std::fs::read(path).expect("a sample")).expect("a document").document
    };
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
