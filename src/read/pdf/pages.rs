//! The pages of a PDF: words with their places as they are drawn, lines from the page's picture; pages without a text
//! layer, or with one that is no Vietnamese, recognised anew.

use super::super::positions::{self, COARSE, Sheet};
use super::super::recognise::{self, Reader, Shown};
use super::super::rulings::{Picture, rulings};
use super::super::{Engine, Limits, Ocr, Options, legacy};
use super::file::{File, drawn, fitting, grey};
use super::glyphs::{Seen, seen};
use super::layer::Layer;
use super::pictures::{are_too_large, resolution};
use super::{attached, coarse, layer, unseen};
use crate::errors::{Code, Error};
use crate::source::{PagePicture, Source};
use hayro::hayro_syntax::page::Page as PdfPage;
use rayon::prelude::*;

/// Dots an inch at which drawn lines are looked for.
const RESOLUTION: f32 = 100.0;
/// Our own recogniser reads a scan drawn twice as fine as it is, where that is no more dots an inch than these: the edges of
/// letters are smoother. Other multiples would put some dots between two.
const FINEST: f32 = 500.0;

/// Reads a PDF, and names the files that it carries.
pub(in super::super) fn source(bytes: &[u8], options: &Options) -> Result<Source, Error> {
    let file = File::opened(bytes, &options.limits)?;
    let numbers: Vec<usize> = (1..=file.pages()).collect();
    let mut pages: Vec<Page> = numbers.into_par_iter().map(|number| Page::of(&file, number, options.ocr)).collect();
    let reader = Reader::new(bytes, pages.iter().filter(|page| page.anew).count(), options);
    pages.par_iter_mut().filter(|page| page.anew).try_for_each(|page| page.recognise(&file, &reader))?;
    let broken: Vec<u32> = pages.iter().filter(|page| page.broken).map(|page| page.number as u32).collect();
    let is_cut = is_cut(bytes);
    if broken.len() == pages.len() || (is_cut && pages.iter().all(|page| page.sheet.words.is_empty())) {
        return Err(Code::InputBroken.with("PDF"));
    }
    let source = positions::source(pages.into_iter().map(|page| page.sheet).collect())?;
    let mut notices = source.notices;
    notices.extend(is_cut.then_some("pdf-cut"));
    Ok(Source { attached: attached::attached(bytes, &file), broken_pages: broken, notices, ..source })
}

/// True where the file has no end: its mark stands within the last kilobyte (ISO 32000-1, 7.5.5 and annex H), and the
/// library makes do without it.
fn is_cut(bytes: &[u8]) -> bool {
    let last = &bytes[bytes.len().saturating_sub(1024)..];
    memchr::memmem::find(last, b"%%EOF").is_none()
}

/// A page, and how it is to be read.
struct Page {
    /// From 1.
    number: usize,
    sheet: Sheet,
    /// The dots an inch of its scan, where it is one.
    resolution: Option<f32>,
    /// True where it is recognised from its picture.
    anew: bool,
    /// True where the library reads nothing of it.
    broken: bool,
}

impl Page {
    fn of(file: &File, number: usize, ocr: Ocr) -> Self {
        let read = file.of_page(number, move |page| {
            let Seen { mut sheet, pictures, lines } = seen(page);
            decode(&mut sheet);
            let size = (sheet.width, sheet.height);
            let resolution = resolution(&pictures, size);
            let anew = match (ocr, layer::layer(&sheet, &pictures)) {
                (Ocr::Never, _) | (Ocr::Auto, Layer::Text) => false,
                (Ocr::Always, _) | (Ocr::Auto, Layer::Picture) => true,
                (Ocr::Auto, Layer::Ink) => layer::has_ink(&small(page)),
            };
            // Its words are set aside anyway, or its pictures cannot be unpacked.
            if !anew && !are_too_large(&pictures) {
                let shown = small(page);
                let fitting = fitting(size, RESOLUTION);
                // The lines of a scan are in its picture.
                let ruled = if resolution.is_some() { &shown } else { &lines.picture(size, fitting) };
                sheet.rulings = rulings(ruled, fitting);
                unseen::take_outside(&mut sheet);
                unseen::take_inkless(&mut sheet, &shown);
            }
            (sheet, resolution, anew, are_too_large(&pictures))
        });
        match read {
            Ok((sheet, resolution, anew, too_large)) => {
                Self { number, sheet, resolution, anew: anew && !too_large, broken: too_large }
            }
            Err(_) => Self { number, sheet: Sheet::default(), resolution: None, anew: false, broken: true },
        }
    }

    /// Reads the page anew from its picture, in points as the others.
    ///
    /// # Errors
    /// Where nothing can be recognised at all, or what was recognised cannot be kept.
    fn recognise(&mut self, file: &File, reader: &Reader) -> Result<(), Error> {
        let own = self.resolution.unwrap_or(recognise::RESOLUTION).min(recognise::RESOLUTION);
        let is_coarse = own < COARSE;
        let engine = reader.engine();
        let wanted = match engine {
            Engine::Own if own * 2.0 <= FINEST => own * 2.0,
            Engine::Own => own,
            Engine::Tesseract if is_coarse => own,
            Engine::Tesseract => recognise::RESOLUTION,
        };
        let draw = || {
            let draw = move |page: &PdfPage| {
                let (drawing, resolution) = drawn(page, wanted);
                (grey(&drawing, if engine == Engine::Own { recognise::ink } else { recognise::brightness }), resolution)
            };
            let (picture, scanned) = file.of_page(self.number, draw).ok()?;
            let enlarge = engine == Engine::Tesseract && is_coarse;
            let large = enlarge.then(|| coarse::enlarged(&picture, scanned, recognise::RESOLUTION)).flatten();
            Some(Shown::Drawn { picture: large.unwrap_or(picture), scanned })
        };
        match reader.page(self.number, draw)? {
            Some(read) => {
                let read = read.into_iter().next().unwrap_or_default();
                let point = self.sheet.width / read.width.max(1.0);
                self.sheet = read.scaled(point);
            }
            None => self.broken = true,
        }
        Ok(())
    }
}

/// A small picture of a page.
fn small(page: &PdfPage) -> Picture {
    grey(&drawn(page, RESOLUTION).0, recognise::brightness)
}

/// Pictures of all pages, to look at.
pub(in super::super) fn pictures(
    bytes: &[u8],
    sizes: &[(f32, f32)],
    limits: &Limits,
) -> Result<Vec<PagePicture>, Error> {
    let file = File::opened(bytes, limits)?;
    let picture = |(index, (width, height)): (usize, &(f32, f32))| {
        let drawn = file.of_page(index + 1, |page| drawn(page, RESOLUTION).0.into_png())?;
        let image = drawn.map_err(|error| Code::InputBroken.with("PDF").because(&std::io::Error::other(error)))?;
        Ok(PagePicture { width: *width, height: *height, image: Some(("png", image)) })
    };
    sizes.par_iter().enumerate().map(picture).collect()
}

/// Decodes the words of a page that are in an encoding before Unicode.
fn decode(sheet: &mut Sheet) {
    let Some(decoded) = legacy::words(sheet.words.iter().map(|word| word.text.as_str())) else { return };
    for (word, text) in sheet.words.iter_mut().zip(decoded) {
        word.legacy = word.text != text;
        word.text = text;
    }
    for line in sheet.words.chunk_by_mut(|a, b| a.line == b.line) {
        if legacy::is_in_capitals(line.iter().map(|word| word.text.as_str())) {
            line.iter_mut().filter(|word| word.legacy).for_each(|word| word.text = word.text.to_uppercase());
        }
    }
}
