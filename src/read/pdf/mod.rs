//! PDF: words with their places by poppler's `pdftotext`; drawn lines from the page's picture; pages without a text
//! layer, or with one that is no Vietnamese, recognised anew. Where poppler is missing, `inside` reads what it can.

#[cfg(feature = "pdf-without-poppler")]
mod attached;
mod coarse;
#[cfg(feature = "pdf-without-poppler")]
mod inside;
mod layer;
mod listed;
mod unseen;

use super::entry::{Entry, Kind};
use super::positions::{self, Sheet};
use super::recognise::Drawn;
use super::rulings::{Picture, rulings};
use super::{Limits, Ocr, Options, legacy, of_program, recognise};
use crate::errors::{Code, Error};
use crate::programs::{Failure, run};
use crate::source::{PagePicture, Source};
use layer::{Layer, layer};
use listed::{Listed, of_page};
use rayon::prelude::*;
use std::path::Path;

/// Dots an inch at which drawn lines are looked for.
const RESOLUTION: u32 = 100;

pub(super) const FORMAT: Entry =
    Entry { key: "pdf", name: "PDF", endings: &["pdf"], kind: Kind::Binary { is: is_pdf, read: source } };

/// True where bytes are a PDF: its mark stands within the first kilobyte.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Reads a PDF, and names the files that it carries.
fn source(bytes: &[u8], options: &Options) -> Result<Source, Error> {
    let source = pages(bytes, options)?;
    #[cfg(feature = "pdf-without-poppler")]
    let source = Source { attached: attached::attached(bytes, &options.limits), ..source };
    Ok(source)
}

/// Reads the pages of a PDF.
fn pages(bytes: &[u8], options: &Options) -> Result<Source, Error> {
    let folder = tempfile::tempdir().map_err(|error| Code::ProgramFailed.with("pdftotext").because(&error))?;
    std::fs::write(folder.path().join("in.pdf"), bytes)
        .map_err(|error| Code::ProgramFailed.with("pdftotext").because(&error))?;
    let mut sheets = match run("pdftotext", &["-tsv", "in.pdf", "-"], folder.path(), options.limits.time()) {
        Ok(written) => positions::tsv::sheets(&String::from_utf8_lossy(&written))?,
        Err(Failure::Missing) => return without_poppler(bytes, &options.limits),
        Err(failure) => return Err(failed(failure, &options.limits)),
    };
    sheets.iter_mut().for_each(decode);
    if sheets.len() as u64 > options.limits.pages {
        return Err(Code::InputManyPages.with(options.limits.pages));
    }
    let pictures = listed::pictures(folder.path(), &options.limits);
    let pages: Vec<(usize, Sheet, bool)> = sheets
        .into_iter()
        .enumerate()
        .map(|(index, sheet)| {
            let number = index + 1;
            let anew = match options.ocr {
                Ocr::Always => true,
                Ocr::Never => false,
                Ocr::Auto => is_scan(number, &sheet, of_page(&pictures, number), folder.path(), &options.limits),
            };
            (number, sheet, anew)
        })
        .collect();
    let scans = pages.iter().filter(|(.., anew)| *anew).count();
    let reader = recognise::Reader::new(bytes, scans, options);
    let read: Vec<Sheet> = pages
        .into_par_iter()
        .map(|(number, sheet, anew)| {
            if anew {
                return recognised(number, &sheet, of_page(&pictures, number), folder.path(), &reader);
            }
            Ok(seen(sheet, small_picture(number, folder.path(), &options.limits).as_ref()))
        })
        .collect::<Result<_, _>>()?;
    positions::source(read)
}

/// Without the library there is nothing to read with.
#[cfg(not(feature = "pdf-without-poppler"))]
fn without_poppler(_: &[u8], _: &Limits) -> Result<Source, Error> {
    Err(Code::PopplerMissing.with("pdftotext"))
}

/// What a library reads, where poppler is not installed: text with its places, no scans.
#[cfg(feature = "pdf-without-poppler")]
fn without_poppler(bytes: &[u8], limits: &Limits) -> Result<Source, Error> {
    let mut sheets = inside::sheets(bytes, limits)?;
    sheets.iter_mut().for_each(|sheet| {
        decode(sheet);
        unseen::take_outside(sheet);
    });
    // Letters without one of Vietnamese are a font's codes, or a stamp on a scan.
    if !layer::are_legible(&sheets) {
        return Err(Code::PopplerMissing.with("pdftotext"));
    }
    let source = positions::source(sheets)?;
    Ok(Source { notices: vec!["poppler-absent"], ..source })
}

fn failed(failure: Failure, limits: &Limits) -> Error {
    match failure {
        Failure::Missing => Code::PopplerMissing.with("pdftotext"),
        Failure::TimedOut => Code::ProgramSlow.with("pdftotext").with(limits.seconds),
        Failure::Failed(said) if said.contains("assword") => Error::from(Code::InputEncrypted),
        Failure::Failed(_) => Code::InputBroken.with("PDF"),
    }
}

/// Pictures of all pages, to look at.
pub(super) fn pictures(bytes: &[u8], sizes: &[(f32, f32)], limits: &Limits) -> Result<Vec<PagePicture>, Error> {
    let failed = |error: std::io::Error| Code::ProgramFailed.with("pdftoppm").because(&error);
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
            let image = drawn(index).map_err(|failure| of_program("pdftoppm", failure, limits))?;
            Ok(PagePicture { width: *width, height: *height, image: Some(("png", image)) })
        })
        .collect()
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

/// True where a page is to be recognised anew from its picture.
fn is_scan(number: usize, sheet: &Sheet, pictures: &[Listed], folder: &Path, limits: &Limits) -> bool {
    match layer(sheet, pictures) {
        Layer::Text => false,
        Layer::Picture => true,
        Layer::Ink => small_picture(number, folder, limits).is_some_and(|picture| layer::has_ink(&picture)),
    }
}

/// A page of words with what its picture shows: the drawn lines, and which of the words are seen. Without a picture there
/// are no lines, and all words are taken for seen.
fn seen(mut sheet: Sheet, picture: Option<&Picture>) -> Sheet {
    if let Some(picture) = picture {
        sheet.rulings = rulings(picture, RESOLUTION as f32);
        unseen::turn(&mut sheet, picture);
        unseen::take_outside(&mut sheet);
        unseen::take_inkless(&mut sheet, picture);
    }
    sheet
}

/// The picture of a page with few dots, grey.
fn small_picture(number: usize, folder: &Path, limits: &Limits) -> Option<Picture> {
    let (page, resolution) = (number.to_string(), RESOLUTION.to_string());
    let arguments = ["-gray", "-r", &resolution, "-f", &page, "-l", &page, "in.pdf"];
    run("pdftoppm", &arguments, folder, limits.time()).ok().and_then(|bytes| Picture::pgm(&bytes))
}

/// A page read anew from its picture, in points as the others.
fn recognised(
    number: usize,
    sheet: &Sheet,
    pictures: &[Listed],
    folder: &Path,
    reader: &recognise::Reader,
) -> Result<Sheet, Error> {
    let limits = reader.limits();
    let coarse = coarse::resolution(pictures, (sheet.width, sheet.height));
    let page = number.to_string();
    let resolution = recognise::RESOLUTION.to_string();
    let name = format!("page-{number}");
    let (looks, ending) = reader.drawing();
    let mut arguments = vec!["-r", &resolution, "-f", &page, "-l", &page, "-singlefile"];
    arguments.extend(looks);
    arguments.extend(["in.pdf", &name]);
    let draw = || {
        if let Some(resolution) = coarse
            && let Some(drawn) = drawn_large(number, resolution, folder, limits)?
        {
            return Ok(drawn);
        }
        run("pdftoppm", &arguments, folder, limits.time())
            .map_err(|failure| of_program("pdftoppm", failure, limits))?;
        Ok(Drawn { name: format!("{name}.{ending}"), scanned: None })
    };
    let pages = reader.page(folder, number, None, &draw)?;
    let point = 72.0 / recognise::RESOLUTION as f32;
    let Some(own) = pages.into_iter().next() else { return Ok(sheet.clone()) };
    Ok(own.scaled(point))
}

/// The picture of a page that was scanned with few dots an inch, enlarged; `None` where it would be too large.
fn drawn_large(number: usize, own: u32, folder: &Path, limits: &Limits) -> Result<Option<Drawn>, Error> {
    let (page, resolution) = (number.to_string(), own.to_string());
    let arguments = ["-gray", "-r", &resolution, "-f", &page, "-l", &page, "in.pdf"];
    let small = run("pdftoppm", &arguments, folder, limits.time())
        .map_err(|failure| of_program("pdftoppm", failure, limits))?;
    let Some(large) = coarse::enlarged(&small, own, recognise::RESOLUTION) else { return Ok(None) };
    let name = format!("page-{number}.pgm");
    std::fs::write(folder.join(&name), large).map_err(|error| Code::ProgramFailed.with("pdftoppm").because(&error))?;
    Ok(Some(Drawn { name, scanned: Some(own) }))
}
