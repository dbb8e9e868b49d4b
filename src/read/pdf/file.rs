//! A PDF as the library `hayro` holds it, and its pages drawn.
//!
//! The library forbids unsafe code, but may panic or run long on a hostile file: whatever it does for a file or a page is
//! done apart.

use super::super::apart::apart;
use super::super::rulings::Picture;
use crate::errors::{Code, Error};
use crate::read::Limits;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use std::sync::Arc;

/// The name by which messages call the library.
const LIBRARY: &str = "hayro";
/// The most dots of a page that is drawn: A2 at 300 dots an inch. Larger pages are drawn with fewer an inch.
const MOST_DOTS: f32 = 36e6;

/// A PDF that has been opened.
#[derive(Clone)]
pub(super) struct File {
    pdf: Arc<Pdf>,
    limits: Limits,
}

impl File {
    /// Opens the bytes of a PDF.
    ///
    /// # Errors
    /// Where they are no PDF that the library reads, or ask for a password, or have too many pages.
    pub(super) fn opened(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let bytes = bytes.to_vec();
        let open = move || {
            Pdf::new(bytes).map(|pdf| {
                let pages = pdf.pages().len();
                (Arc::new(pdf), pages)
            })
        };
        match apart(LIBRARY, limits, open).map_err(broken)? {
            Ok((_, pages)) if pages as u64 > limits.pages => Err(Code::InputManyPages.with(limits.pages)),
            Ok((pdf, 1..)) => Ok(Self { pdf, limits: *limits }),
            Err(LoadPdfError::Decryption(_)) => Err(Error::from(Code::InputEncrypted)),
            Ok(_) | Err(LoadPdfError::Invalid) => Err(Code::InputBroken.with("PDF")),
        }
    }

    /// How many pages it has.
    pub(super) fn pages(&self) -> usize {
        self.pdf.pages().len()
    }

    /// What is made of the file as a whole.
    ///
    /// # Errors
    /// Where the library panics or takes too long.
    pub(super) fn of_all<T: Send + 'static>(&self, work: impl FnOnce(&Pdf) -> T + Send + 'static) -> Result<T, Error> {
        let pdf = Arc::clone(&self.pdf);
        apart(LIBRARY, &self.limits, move || work(&pdf)).map_err(broken)
    }

    /// What is made of a page, whose number counts from 1.
    ///
    /// # Errors
    /// Where there is no such page, or the library panics or takes too long.
    pub(super) fn of_page<T: Send + 'static>(
        &self,
        number: usize,
        work: impl FnOnce(&Page) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let made = self.of_all(move |pdf| pdf.pages().get(number.wrapping_sub(1)).map(work))?;
        made.ok_or_else(|| Code::InputBroken.with("PDF"))
    }
}

/// Where the library panics, the file is at fault.
fn broken(error: Error) -> Error {
    if error.code == Code::ProgramFailed { Code::InputBroken.with("PDF") } else { error }
}

/// As many dots an inch as wanted, or fewer where a page of so many points would be too large.
pub(super) fn fitting((width, height): (f32, f32), wanted: f32) -> f32 {
    let most = (MOST_DOTS / (width * height / 72.0 / 72.0).max(1e-6)).sqrt();
    let longest = f32::from(u16::MAX - 1) / (width.max(height) / 72.0).max(1e-6);
    wanted.min(most).min(longest)
}

/// A page drawn with so many dots an inch, and how many it was drawn with: fewer where it would be too large.
pub(super) fn drawn(page: &Page, wanted: f32) -> (Pixmap, f32) {
    let resolution = fitting(page.render_dimensions(), wanted);
    let scale = resolution / 72.0;
    let paper = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let (settings, cache) = (RenderSettings::default(), RenderCache::new());
    (render(page, &cache, &InterpreterSettings::default(), &settings, &paper), resolution)
}

/// A drawing in grey, each dot made of its red, green and blue.
pub(super) fn grey(drawing: &Pixmap, of: impl Fn(u8, u8, u8) -> u8) -> Picture {
    let dots = drawing.data().iter().map(|dot| of(dot.r, dot.g, dot.b)).collect();
    Picture { width: usize::from(drawing.width()), height: usize::from(drawing.height()), dots }
}
