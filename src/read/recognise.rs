//! Pictures of pages: recognised by the program `tesseract` with its Vietnamese data, or by the library itself, all cores
//! at once.

#[cfg(feature = "ocr")]
use super::apart::apart;
use super::entry::{Entry, Kind};
use super::positions::{self, Sheet};
use super::rulings::Picture;
use super::{Engine, Limits, Ocr, Options, of_program};
use crate::errors::{Code, Error};
use crate::programs::{Failure, run};
use crate::source::Source;
use rayon::prelude::*;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Dots an inch at which pages are drawn for recognition.
pub(super) const RESOLUTION: f32 = 300.0;

pub(super) const PNG: Entry = Entry {
    key: "png",
    name: "PNG",
    endings: &["png"],
    kind: Kind::Binary {
        is: |bytes| bytes.starts_with(b"\x89PNG"),
        read: |bytes, options| source(bytes, "PNG", options),
    },
};

pub(super) const JPEG: Entry = Entry {
    key: "jpeg",
    name: "JPEG",
    endings: &["jpg", "jpeg"],
    kind: Kind::Binary {
        is: |bytes| bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
        read: |bytes, options| source(bytes, "JPEG", options),
    },
};

pub(super) const TIFF: Entry = Entry {
    key: "tiff",
    name: "TIFF",
    endings: &["tif", "tiff"],
    kind: Kind::Binary {
        is: |bytes| bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*"),
        read: |bytes, options| source(bytes, "TIFF", options),
    },
};

/// Reads a picture, or a TIFF of many.
fn source(bytes: &[u8], format: &'static str, options: &Options) -> Result<Source, Error> {
    if options.ocr == Ocr::Never {
        return Err(Error::from(Code::OcrOff));
    }
    let most = options.limits.pages;
    let pages = if format == "TIFF" { tiff_pages(bytes, most as usize + 1).max(1) } else { 1 };
    if pages as u64 > most {
        return Err(Code::InputManyPages.with(most));
    }
    let reader = Reader::new(bytes, pages, options);
    let bytes: Arc<[u8]> = bytes.into();
    let page = |number: usize| {
        let within = (pages > 1).then_some(number);
        reader.page(number + 1, || Some(Shown::File { bytes: Arc::clone(&bytes), format, within }))
    };
    // Where the engine is there and has its language, the picture itself is at fault.
    let broken = |error: Error| if error.code == Code::ProgramFailed { Code::InputBroken.with(format) } else { error };
    let read: Vec<_> = (0..pages).into_par_iter().map(page).collect::<Result<_, _>>().map_err(broken)?;
    let broken: Vec<u32> = (1..).zip(&read).filter(|(_, read)| read.is_none()).map(|(number, _)| number).collect();
    if broken.len() == pages {
        return Err(Code::InputBroken.with(format));
    }
    let source = positions::source(read.into_iter().flat_map(Option::unwrap_or_default).collect())?;
    Ok(Source { broken_pages: broken, ..source })
}

/// How many pictures a TIFF holds, and no more than `most`: the length of the chain of its directories (TIFF 6.0, section 2).
fn tiff_pages(bytes: &[u8], most: usize) -> usize {
    let little = bytes.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<usize> {
        let own = bytes.get(at..at.checked_add(length)?)?;
        let digit = |value: usize, byte: &u8| value << 8 | usize::from(*byte);
        Some(if little { own.iter().rev().fold(0, digit) } else { own.iter().fold(0, digit) })
    };
    let mut pages = 0;
    let mut at = number(4, 4).unwrap_or(0);
    while at != 0 && pages < most {
        let Some(entries) = number(at, 2) else { break };
        pages += 1;
        at = number(at + 2 + entries * 12, 4).unwrap_or(0);
    }
    pages
}

/// What is recognised.
pub(super) enum Shown {
    /// A file of pictures, or one of the pictures in it, from 0.
    File { bytes: Arc<[u8]>, format: &'static str, within: Option<usize> },
    /// A page that was drawn, and the dots an inch with which it was scanned.
    Drawn { picture: Picture, scanned: f32 },
}

/// What recognises the pages of one file.
pub(super) struct Reader<'o> {
    options: &'o Options,
    /// Told apart from other files of the same name by its bytes.
    mark: String,
    pages: usize,
    done: AtomicUsize,
}

impl<'o> Reader<'o> {
    /// For a file and the number of its pages to be recognised.
    pub(super) fn new(bytes: &[u8], pages: usize, options: &'o Options) -> Self {
        let mark = options.keep_ocr.as_ref().map_or(String::new(), |_| mark(bytes, options.engine));
        Self { options, mark, pages, done: AtomicUsize::new(0) }
    }

    /// What recognises the pages.
    pub(super) fn engine(&self) -> Engine {
        self.options.engine
    }

    /// The page of a number, from what `draw` shows; `None` where that cannot be shown or recognised. What the engine wrote
    /// is kept where that is asked, and not asked for again.
    pub(super) fn page(&self, number: usize, draw: impl Fn() -> Option<Shown>) -> Result<Option<Vec<Sheet>>, Error> {
        let kept = self.options.keep_ocr.as_deref().map(|kept| kept_file(kept, number));
        let before = kept.as_deref().map_or(Ok(None), |file| before(file, &self.mark))?;
        let written = match before {
            Some(written) => written,
            None => {
                let Some(shown) = draw() else { return Ok(None) };
                let written = match self.options.engine {
                    Engine::Tesseract => Some(engine(shown, &self.options.limits)?),
                    Engine::Own => own(shown, &self.options.limits)?,
                };
                let Some(written) = written else { return Ok(None) };
                if let Some(file) = kept {
                    keep(&file, &(written.clone() + &self.mark))
                        .map_err(|error| Code::OcrKeepFailed.with(file.display().to_string()).because(&error))?;
                }
                written
            }
        };
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(progress) = &self.options.progress {
            progress(done, self.pages);
        }
        positions::hocr::sheets(&written).map(Some)
    }
}

/// The file in which a page's hOCR is kept.
fn kept_file(kept: &Path, number: usize) -> PathBuf {
    let name = kept.file_name().map_or("page".into(), |name| name.to_string_lossy());
    kept.with_file_name(format!("{name}-{number}.hocr"))
}

/// What was kept of a page of these bytes before; `None` where nothing was, or that of another file of its name.
///
/// # Errors
/// Where the file is none that was kept: it stays as it is.
fn before(file: &Path, mark: &str) -> Result<Option<String>, Error> {
    if std::fs::symlink_metadata(file).is_err() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(file).unwrap_or_default();
    if !is_marked(&text) {
        return Err(Code::OcrKeepTaken.with(file.display().to_string()));
    }
    Ok(Some(text).filter(|text| text.ends_with(mark)))
}

/// Writes a file as a whole, with the folders above it: what lies deep in a folder is kept as it lies there.
fn keep(file: &Path, text: &str) -> std::io::Result<()> {
    file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    // A process that was killed may have left it; what has its name is never written to.
    let part = file.with_extension(format!("{}.part", std::process::id()));
    let _ = std::fs::remove_file(&part);
    let written = File::create_new(&part).and_then(|mut to| to.write_all(text.as_bytes()));
    written.and_then(|()| std::fs::rename(&part, file)).inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })
}

/// The last line of a file that was kept: whose page it is, and who read it.
fn mark(bytes: &[u8], engine: Engine) -> String {
    format!("<!-- {:016x} -->\n", fingerprint(bytes) ^ engine as u64)
}

/// True for the text of a file that was kept, of whatever bytes.
fn is_marked(text: &str) -> bool {
    let own = text.strip_suffix(" -->\n").and_then(|rest| rest.rsplit_once("<!-- "));
    own.is_some_and(|(_, mark)| mark.len() == 16 && mark.bytes().all(|own| own.is_ascii_hexdigit()))
}

/// FNV-1a of bytes: tells files apart, and guards against nothing.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Runs the program on what is shown, in a folder of its own.
fn engine(shown: Shown, limits: &Limits) -> Result<String, Error> {
    let failed = |error: std::io::Error| Code::ProgramFailed.with("tesseract").because(&error);
    let folder = tempfile::tempdir().map_err(failed)?;
    let (name, bytes, within, scanned) = match shown {
        Shown::File { bytes, format, within } => (format!("in.{format}"), bytes.to_vec(), within, None),
        Shown::Drawn { picture, scanned } => ("in.pgm".to_owned(), picture.to_pgm(), None, Some(scanned)),
    };
    std::fs::write(folder.path().join(&name), bytes).map_err(failed)?;
    let resolution = RESOLUTION.to_string();
    let page = format!("tessedit_page_number={}", within.unwrap_or(0));
    let mut arguments = vec![name.as_str(), "-", "-l", "vie", "--dpi", &resolution];
    if within.is_some() {
        arguments.extend(["-c", &page]);
    }
    arguments.push("hocr");
    match run("tesseract", &arguments, folder.path(), limits.time()) {
        // What was enlarged says so, here and where it is kept.
        Ok(written) => {
            let scanned = scanned.unwrap_or(RESOLUTION).round();
            let written = String::from_utf8_lossy(&written);
            Ok(written
                .replace(&format!("scan_res {RESOLUTION} {RESOLUTION}"), &format!("scan_res {scanned} {scanned}")))
        }
        Err(Failure::Failed(_)) if !has_vietnamese(folder.path(), limits) => {
            Err(Code::TesseractVieMissing.with("tesseract-vie"))
        }
        Err(failure) => Err(of_program("tesseract", failure, limits)),
    }
}

/// How dark the ink of a dot is: red ink is a stamp's, and taken for paper.
pub(super) fn ink(red: u8, green: u8, blue: u8) -> u8 {
    brightness(red, green, blue).max(red)
}

/// How bright a colour is (ITU-R BT.601).
pub(super) fn brightness(red: u8, green: u8, blue: u8) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000) as u8
}

/// Reads what is shown by the library itself, apart; `None` where it is no picture, or too large.
#[cfg(feature = "ocr")]
fn own(shown: Shown, limits: &Limits) -> Result<Option<String>, Error> {
    let read = move || {
        let (page, resolution) = match shown {
            Shown::File { bytes, within, .. } => {
                let page = super::own::picture(&bytes, within)?;
                let resolution = super::own::resolution(&page);
                (page, resolution)
            }
            Shown::Drawn { picture, scanned } => (picture, scanned),
        };
        Some(super::own::hocr(&page, resolution))
    };
    match apart("ocr", limits, read) {
        Err(error) if error.code == Code::ProgramFailed => Ok(None),
        read => read,
    }
}

/// The library was built without its recogniser.
#[cfg(not(feature = "ocr"))]
fn own(_: Shown, _: &Limits) -> Result<Option<String>, Error> {
    Err(Code::EngineAbsent.into())
}

/// True where the engine lists its Vietnamese data.
fn has_vietnamese(folder: &Path, limits: &Limits) -> bool {
    let listed = run("tesseract", &["--list-langs"], folder, limits.time()).unwrap_or_default();
    String::from_utf8_lossy(&listed).lines().any(|line| line.trim() == "vie")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_replaces_only_what_was_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = kept_file(&folder.path().join("2025/a"), 3);
        let (one, other) = (mark(b"one", Engine::Tesseract), mark(b"other", Engine::Tesseract));
        assert_ne!(one, mark(b"one", Engine::Own));
        assert!(matches!(before(&file, &one), Ok(None)));
        keep(&file, &format!("<html/>\n{one}")).expect("a file");
        assert_eq!(before(&file, &one).expect("ours"), Some(format!("<html/>\n{one}")));
        // Another scan of the same name.
        assert!(matches!(before(&file, &other), Ok(None)));
        keep(&file, &format!("<html>2</html>\n{other}")).expect("a file");
        assert!(matches!(before(&file, &one), Ok(None)));
        // What an office recognised itself, or anything else.
        for own in ["<html><!-- of the office --></html>\n", "", "<!-- 12 -->\n"] {
            std::fs::write(&file, own).expect("a file");
            assert_eq!(before(&file, &one).map_err(|error| error.code), Err(Code::OcrKeepTaken), "{own}");
        }
        std::fs::write(&file, b"\xff").expect("a file");
        assert_eq!(before(&file, &one).map_err(|error| error.code), Err(Code::OcrKeepTaken));
    }

    #[test]
    fn pages_of_a_tiff() {
        // A directory at 8 without entries, another at 14, none behind it.
        let little = b"II*\0\x08\0\0\0\0\0\x0E\0\0\0\0\0\0\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\0\0\0\0\x0E\0\0\0\0\0\0";
        assert_eq!((tiff_pages(little, 9), tiff_pages(big, 9)), (2, 2));
        // One that leads back to itself ends somewhere.
        assert_eq!(tiff_pages(b"II*\0\x08\0\0\0\0\0\x08\0\0\0", 9), 9);
    }
}
