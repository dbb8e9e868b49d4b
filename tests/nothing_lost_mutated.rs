//! Invariants 1 to 3 on real documents that are damaged: text, Markdown, hOCR and Word files of the samples and, where the
//! measuring corpus lies beside the repository, of that. Lines are dropped, doubled, swapped, joined side by side; words
//! deleted; letters damaged. The mutations are the same in every run; `VANBAN_MUTATIONS=20000` tries more of them.

mod common;
#[path = "common/word.rs"]
mod word;

use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug)]
enum Damage {
    Drop(usize),
    Double(usize),
    Swap(usize, usize),
    /// Two lines side by side, as where columns are read as one.
    Join(usize, usize),
    DeleteWord(usize, usize),
    /// A letter of a line becomes another one, or its mark goes.
    Letter(usize, usize, usize),
    /// All letters of a kind become others, as a bad scan has them.
    Letters(usize),
}

/// What a letter becomes.
const LETTERS: [&str; 24] = [
    "é", "ô", "ó", "d", "Ð", "l", "I", "1", "0", "O", ";", ":", ".", "⁄", "—", "|", "“", "(", " ", "a\u{301}", "€",
    "\u{FFFD}", "H", "",
];

/// What engines take for each other.
const CONFUSED: [(&str, &str); 12] = [
    ("ế", "é"),
    ("ố", "ô"),
    ("Đ", "Ð"),
    ("1", "l"),
    ("0", "O"),
    ("II.", "H."),
    ("/", "⁄"),
    (";", ":"),
    ("- ", "— "),
    ("Điều", "Điêu"),
    ("ứ", "ử"),
    (".", ","),
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<usize>();
    prop_oneof![
        3 => at.prop_map(Damage::Drop),
        2 => at.prop_map(Damage::Double),
        2 => (at, any::<usize>()).prop_map(|(a, b)| Damage::Swap(a, b)),
        2 => (at, any::<usize>()).prop_map(|(a, b)| Damage::Join(a, b)),
        4 => (at, any::<usize>()).prop_map(|(a, b)| Damage::DeleteWord(a, b)),
        6 => (at, any::<usize>(), any::<usize>()).prop_map(|(a, b, c)| Damage::Letter(a, b, c)),
        1 => at.prop_map(Damage::Letters),
    ]
}

/// How the lines of a format are found, and what of them are words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Hocr,
    Word,
}

/// The lines of a text: of hOCR its elements of lines, of a Word file its paragraphs.
fn lines(text: &str, format: Format) -> Vec<Range<usize>> {
    let (start, end) = match format {
        Format::Text => {
            let mut at = 0;
            return text
                .split_inclusive('\n')
                .map(|line| {
                    at += line.len();
                    at - line.len()..at
                })
                .collect();
        }
        Format::Hocr => ("<span class='ocr_line'", "\n     </span>"),
        Format::Word => ("<w:p", "</w:p>"),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(own) = text[at..].find(start) {
        let from = at + own;
        let begins = format != Format::Word || text[from + start.len()..].starts_with([' ', '>']);
        let Some(length) = text[from..].find(end).filter(|_| begins) else {
            at = from + start.len();
            continue;
        };
        found.push(from..from + length + end.len());
        at = from + length + end.len();
    }
    found
}

/// The places of letters in a line: none of its markup, nor of the blanks between its elements.
fn letters(line: &str, format: Format) -> Vec<Range<usize>> {
    let opens = match format {
        Format::Text => "",
        Format::Hocr => "<span class='ocrx_word'",
        Format::Word => "<w:t",
    };
    let (mut inside, mut word) = (false, format == Format::Text);
    let mut found = Vec::new();
    for (at, c) in line.char_indices() {
        match c {
            '<' if format != Format::Text => {
                inside = true;
                word = line[at..].strip_prefix(opens).is_some_and(|rest| rest.starts_with([' ', '>']));
            }
            '>' if inside => inside = false,
            // An entity stays one.
            '&' if format != Format::Text => word = false,
            '\n' => {}
            _ if word && !inside => found.push(at..at + c.len_utf8()),
            _ => {}
        }
    }
    found
}

fn damaged(text: &str, format: Format, damage: &[Damage]) -> String {
    let mut text = text.to_owned();
    for own in damage {
        let places = lines(&text, format);
        if places.is_empty() {
            break;
        }
        let of = |at: usize| places[at % places.len()].clone();
        match own {
            Damage::Drop(at) => text.replace_range(of(*at), ""),
            Damage::Double(at) => {
                let line = text[of(*at)].to_owned();
                text.insert_str(of(*at).end, &line);
            }
            Damage::Swap(a, b) => {
                let (a, b) = (of(*a), of(*b));
                let (a, b) = if a.start < b.start { (a, b) } else { (b, a) };
                if a != b {
                    let (first, second) = (text[a.clone()].to_owned(), text[b.clone()].to_owned());
                    text.replace_range(b, &first);
                    text.replace_range(a, &second);
                }
            }
            Damage::Join(a, b) => {
                // The words of one line stand behind those of another.
                let (into, from) = (of(*a), of(*b));
                let words: String =
                    letters(&text[from.clone()], format).into_iter().map(|own| &text[from.clone()][own]).collect();
                let end = letters(&text[into.clone()], format).last().map(|own| into.start + own.end);
                if let Some(end) = end.filter(|_| into != from) {
                    text.insert_str(end, &format!("    {}", words.replace('\n', " ")));
                }
            }
            Damage::DeleteWord(at, nth) => {
                let line = of(*at);
                let places = letters(&text[line.clone()], format);
                let is_blank = |own: &&Range<usize>| text[line.clone()][(*own).clone()].trim().is_empty();
                let words: Vec<&[Range<usize>]> =
                    places.split(|own| is_blank(&own)).filter(|word| !word.is_empty()).collect();
                if let Some(word) = (!words.is_empty()).then(|| words[nth % words.len()].to_vec()) {
                    for own in word.into_iter().rev() {
                        text.replace_range(line.start + own.start..line.start + own.end, "");
                    }
                }
            }
            Damage::Letter(at, nth, other) => {
                let line = of(*at);
                let places = letters(&text[line.clone()], format);
                if !places.is_empty() {
                    let own = places[nth % places.len()].clone();
                    text.replace_range(line.start + own.start..line.start + own.end, LETTERS[other % LETTERS.len()]);
                }
            }
            // Markup has none of these letters but stops and digits.
            Damage::Letters(at) => {
                let (right, wrong) = CONFUSED[at % CONFUSED.len()];
                if format == Format::Text || !right.is_ascii() {
                    text = text.replace(right, wrong);
                }
            }
        }
    }
    text
}

/// A document: its name, its format, what is damaged of it, and for a Word file all parts.
struct Document {
    path: PathBuf,
    format: Format,
    text: String,
    parts: Vec<(String, Vec<u8>)>,
}

const BODY: &str = "word/document.xml";

fn document(path: &Path) -> Option<Document> {
    let bytes = std::fs::read(path).ok()?;
    let path = path.to_owned();
    match path.extension()?.to_str()? {
        "txt" | "md" => {
            Some(Document { path, format: Format::Text, text: String::from_utf8(bytes).ok()?, parts: Vec::new() })
        }
        "hocr" => {
            Some(Document { path, format: Format::Hocr, text: String::from_utf8(bytes).ok()?, parts: Vec::new() })
        }
        "docx" => {
            let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
            let mut parts = Vec::new();
            for index in 0..zip.len() {
                let mut part = zip.by_index(index).ok()?;
                let mut own = Vec::new();
                part.read_to_end(&mut own).ok()?;
                parts.push((part.name().to_owned(), own));
            }
            let at = parts.iter().position(|(name, _)| name == BODY)?;
            let text = String::from_utf8(parts.remove(at).1).ok()?;
            Some(Document { path, format: Format::Word, text, parts })
        }
        _ => None,
    }
}

impl Document {
    fn bytes(&self, text: &str) -> Vec<u8> {
        if self.format != Format::Word {
            return text.as_bytes().to_vec();
        }
        let body = [(BODY, text.as_bytes())];
        let others = self.parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let parts: Vec<(&str, &[u8])> = others.chain(body).collect();
        word::package(&parts)
    }
}

fn documents(folder: &Path, found: &mut Vec<Document>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            documents(&path, found);
        } else {
            found.extend(document(&path));
        }
    }
}

/// Tries so many mutations of the documents; gives how many were read.
fn tried(documents: &[Document], cases: u32) -> u32 {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(30_2020),
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    };
    let read = std::cell::Cell::new(0);
    let strategy = (any::<prop::sample::Index>(), prop::collection::vec(damage(), 1..16));
    let result = TestRunner::new(config).run(&strategy, |(which, damage)| {
        let own = which.get(documents);
        let text = damaged(&own.text, own.format, &damage);
        match vanban::parse(&own.bytes(&text)) {
            Ok(parsed) => {
                read.set(read.get() + 1);
                let faults = common::faults(&parsed);
                let fail = || TestCaseError::fail(format!("{}: {faults:?}", own.path.display()));
                if faults.is_empty() { Ok(()) } else { Err(fail()) }
            }
            // Parsing never fails on readable text: only what has no word left may be empty.
            Err(error) => Err(TestCaseError::fail(format!("{}: {error:?}", own.path.display()))),
        }
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    read.get()
}

fn cases(few: u32) -> u32 {
    std::env::var("VANBAN_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

#[test]
fn mutated_samples_keep_the_invariants() {
    let mut found = Vec::new();
    documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), &mut found);
    assert!(found.len() >= 12 && found.iter().any(|own| own.format == Format::Word), "{} samples", found.len());
    let cases = cases(1_000);
    assert_eq!(tried(&found, cases), cases);
}

#[test]
fn mutated_documents_of_the_corpus_keep_the_invariants() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let mut found = Vec::new();
    documents(&corpus, &mut found);
    if found.is_empty() {
        eprintln!("skipped: {} is not there", corpus.display());
        return;
    }
    for format in [Format::Text, Format::Hocr, Format::Word] {
        assert!(found.iter().any(|own| own.format == format), "{format:?}");
    }
    let cases = cases(400);
    assert_eq!(tried(&found, cases), cases);
}

/// Lines, words and letters of each format are told from their markup, or nothing would be tried above.
#[test]
fn what_is_damaged_are_lines_words_and_letters() {
    let hocr = "<div><span class='ocr_line' id='l'>\n      <span class='ocrx_word' title='bbox 1 2 3 4'>Điều</span>\n      <span class='ocrx_word'>1.</span>\n     </span></div>";
    assert_eq!(damaged(hocr, Format::Hocr, &[Damage::Letter(0, 1, 3)]), hocr.replace("Điều", "Đdều"));
    assert_eq!(damaged(hocr, Format::Hocr, &[Damage::Drop(0)]), "<div></div>");
    let word = "<w:body><w:p w:x=\"1\"><w:pPr/><w:r><w:t>Điều 1.</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Giao đất</w:t></w:r></w:p></w:body>";
    assert_eq!(damaged(word, Format::Word, &[Damage::DeleteWord(1, 1)]), word.replace("đất", ""));
    assert_eq!(damaged(word, Format::Word, &[Damage::Join(0, 1)]), word.replace("Điều 1.", "Điều 1.    Giao đất"));
    assert_eq!(damaged("a\nb\n", Format::Text, &[Damage::Swap(0, 1), Damage::Double(1)]), "b\na\na\n");
}
