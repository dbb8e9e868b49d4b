//! PDF: words with their places by poppler's `pdftotext`; drawn lines from the page's picture; pages without a text
//! layer, or with one that is no Vietnamese, recognised anew. Where poppler is missing, `inside` reads what it can.

mod coarse;
#[cfg(feature = "pdf-without-poppler")]
mod inside;

use super::positions::{self, Sheet};
use super::recognise::Drawn;
use super::rulings::{Picture, rulings};
use super::{Error, Limits, Ocr, Options, PagePicture, Source, legacy, recognise};
use crate::programs::{Failure, run};
use rayon::prelude::*;
use std::path::Path;

/// Dots an inch at which drawn lines are looked for.
const RESOLUTION: u32 = 100;
/// Fewer letters are a stamp's text, not a page's.
const FEW_LETTERS: usize = 200;
/// Vietnamese text has about one letter in four with a mark; another engine's bad layer has far fewer.
const MARKED: f32 = 0.10;

/// True where bytes are a PDF: its mark stands within the first kilobyte.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Reads a PDF.
pub(super) fn source(bytes: &[u8], options: &Options) -> Result<Source, Error> {
    let folder = tempfile::tempdir().map_err(|error| Error::ProgramFailed("pdftotext", error.to_string()))?;
    std::fs::write(folder.path().join("in.pdf"), bytes)
        .map_err(|error| Error::ProgramFailed("pdftotext", error.to_string()))?;
    let mut sheets = match run("pdftotext", &["-tsv", "in.pdf", "-"], folder.path(), options.limits.time()) {
        Ok(written) => positions::tsv(&String::from_utf8_lossy(&written))?,
        Err(Failure::Missing) => return without_poppler(bytes, &options.limits),
        Err(failure) => return Err(failed(failure, &options.limits)),
    };
    sheets.iter_mut().for_each(decode);
    if sheets.len() as u64 > options.limits.pages {
        return Err(Error::TooMany("pages", options.limits.pages));
    }
    let judged: Vec<bool> = sheets.iter().map(is_legible).collect();
    let text = judged.iter().filter(|legible| **legible).count() * 2 >= sheets.len();
    let pages: Vec<(usize, Sheet, bool)> = sheets
        .into_iter()
        .zip(judged)
        .enumerate()
        .map(|(index, (sheet, legible))| {
            // Among pages of text, one with few words is the end of the document.
            let short = text && letters(&sheet).0 < FEW_LETTERS;
            let anew = match options.ocr {
                Ocr::Always => true,
                Ocr::Never => false,
                Ocr::Auto => !legible && !short,
            };
            (index + 1, sheet, anew)
        })
        .collect();
    let scans = pages.iter().filter(|(.., anew)| *anew).count();
    let reader = recognise::Reader::new(bytes, scans, options);
    let read: Vec<Sheet> = pages
        .into_par_iter()
        .map(|(number, sheet, anew)| {
            if anew {
                return recognised(number, &sheet, folder.path(), &reader, &options.limits);
            }
            Ok(Sheet { rulings: drawn(number, folder.path(), &options.limits), ..sheet })
        })
        .collect::<Result<_, _>>()?;
    positions::source(read)
}

/// Without the library there is nothing to read with.
#[cfg(not(feature = "pdf-without-poppler"))]
fn without_poppler(_: &[u8], _: &Limits) -> Result<Source, Error> {
    Err(Error::ProgramMissing("pdftotext"))
}

/// What a library reads, where poppler is not installed: text with its places, no scans.
#[cfg(feature = "pdf-without-poppler")]
fn without_poppler(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let mut sheets = inside::sheets(bytes, limits)?;
    sheets.iter_mut().for_each(decode);
    // Letters without one of Vietnamese are a font's codes, or a stamp on a scan.
    let (all, marked) = sheets.iter().map(letters).fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
    if all < FEW_LETTERS || (marked as f32) < all as f32 * MARKED {
        return Err(Error::ProgramMissing("pdftotext"));
    }
    let source = positions::source(sheets)?;
    Ok(Source { notices: vec!["poppler-absent"], ..source })
}

fn failed(failure: Failure, limits: &Limits) -> Error {
    match failure {
        Failure::Missing => Error::ProgramMissing("pdftotext"),
        Failure::TimedOut => Error::ProgramSlow("pdftotext", limits.seconds),
        Failure::Failed(said) if said.contains("assword") => Error::Encrypted,
        Failure::Failed(_) => Error::Broken("PDF"),
    }
}

/// Pictures of all pages, to look at.
pub(super) fn pictures(bytes: &[u8], sizes: &[(f32, f32)], limits: &Limits) -> Result<Vec<PagePicture>, Error> {
    let failed = |error: std::io::Error| Error::ProgramFailed("pdftoppm", error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    std::fs::write(folder.path().join("in.pdf"), bytes).map_err(failed)?;
    let drawn = |index: usize| {
        let (page, resolution) = ((index + 1).to_string(), RESOLUTION.to_string());
        let arguments = ["-r", &resolution, "-f", &page, "-l", &page, "-png", "in.pdf"];
        run("pdftoppm", &arguments, folder.path(), limits.time())
    };
    sizes
        .par_iter()
        .enumerate()
        .map(|(index, (width, height))| {
            let image = drawn(index).map_err(|failure| Error::of_program("pdftoppm", failure, limits))?;
            Ok(PagePicture { width: *width, height: *height, image: Some(("png", image)) })
        })
        .collect()
}

/// Letters of a page, and those among them with a Vietnamese mark.
fn letters(sheet: &Sheet) -> (usize, usize) {
    let all = sheet.words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic());
    all.fold((0, 0), |(all, marked), c| (all + 1, marked + usize::from(is_marked(c))))
}

fn is_marked(c: char) -> bool {
    matches!(c, '\u{1EA0}'..='\u{1EF9}') || "ăâđêôơưàáãèéìíòóõùúýĂÂĐÊÔƠƯÀÁÃÈÉÌÍÒÓÕÙÚÝĨĩŨũ".contains(c)
}

/// Decodes the words of a page that are in an encoding before Unicode.
fn decode(sheet: &mut Sheet) {
    let Some(decoded) = legacy::words(sheet.words.iter().map(|word| word.text.as_str())) else { return };
    for (word, text) in sheet.words.iter_mut().zip(decoded) {
        word.legacy = word.text != text;
        word.text = text;
    }
}

/// True where a page has a text layer worth keeping.
fn is_legible(sheet: &Sheet) -> bool {
    let (all, marked) = letters(sheet);
    all >= FEW_LETTERS && marked as f32 >= all as f32 * MARKED
}

/// The drawn lines of a page; none where its picture cannot be made.
fn drawn(number: usize, folder: &Path, limits: &Limits) -> Vec<positions::Rect> {
    let (page, resolution) = (number.to_string(), RESOLUTION.to_string());
    let arguments = ["-gray", "-r", &resolution, "-f", &page, "-l", &page, "in.pdf"];
    let picture = run("pdftoppm", &arguments, folder, limits.time()).ok().and_then(|bytes| Picture::pgm(&bytes));
    picture.map(|picture| rulings(&picture, RESOLUTION as f32)).unwrap_or_default()
}

/// A page read anew from its picture, in points as the others.
fn recognised(
    number: usize,
    sheet: &Sheet,
    folder: &Path,
    reader: &recognise::Reader,
    limits: &Limits,
) -> Result<Sheet, Error> {
    let page = number.to_string();
    let resolution = recognise::RESOLUTION.to_string();
    let name = format!("page-{number}");
    let arguments = ["-gray", "-r", &resolution, "-f", &page, "-l", &page, "-singlefile", "-png", "in.pdf", &name];
    let draw = || {
        if let Some(drawn) = drawn_large(number, sheet, folder, limits)? {
            return Ok(drawn);
        }
        run("pdftoppm", &arguments, folder, limits.time())
            .map_err(|failure| Error::of_program("pdftoppm", failure, limits))?;
        Ok(Drawn { name: format!("{name}.png"), scanned: None })
    };
    let pages = reader.page(folder, number, None, &draw)?;
    let point = 72.0 / recognise::RESOLUTION as f32;
    let Some(own) = pages.into_iter().next() else { return Ok(sheet.clone()) };
    Ok(own.scaled(point))
}

/// The picture of a page that was scanned with few dots an inch, enlarged; `None` where it has enough, or poppler does
/// not list its pictures.
fn drawn_large(number: usize, sheet: &Sheet, folder: &Path, limits: &Limits) -> Result<Option<Drawn>, Error> {
    let page = number.to_string();
    let list =
        run("pdfimages", &["-list", "-f", &page, "-l", &page, "in.pdf"], folder, limits.time()).unwrap_or_default();
    let own = coarse::resolution(&String::from_utf8_lossy(&list), (sheet.width, sheet.height));
    let Some(own) = own else { return Ok(None) };
    let resolution = own.to_string();
    let arguments = ["-gray", "-r", &resolution, "-f", &page, "-l", &page, "in.pdf"];
    let small = run("pdftoppm", &arguments, folder, limits.time())
        .map_err(|failure| Error::of_program("pdftoppm", failure, limits))?;
    let Some(large) = coarse::enlarged(&small, own, recognise::RESOLUTION) else { return Ok(None) };
    let name = format!("page-{number}.pgm");
    std::fs::write(folder.join(&name), large).map_err(|error| Error::ProgramFailed("pdftoppm", error.to_string()))?;
    Ok(Some(Drawn { name, scanned: Some(own) }))
}
