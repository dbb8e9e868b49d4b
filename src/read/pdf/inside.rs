//! Words and drawn lines of a PDF without another program, by `pdf-extract`: what is read where poppler is missing.
//!
//! The library panics on some files and may run long on others: it works on a thread of its own, for so long and no
//! longer.

use crate::errors::{Code, Error};
use crate::read::Limits;
use crate::read::positions::{Rect, Sheet, Word};
use pdf_extract::{ColorSpace, Document, MediaBox, OutputDev, OutputError, Path, PathOp, Transform, output_doc};
use std::sync::mpsc;

/// The name by which messages call the library.
const LIBRARY: &str = "pdf-extract";
/// Deep structures need a deep stack, in bytes.
const STACK: usize = 256 << 20;
/// A gap of this share of the letters' size parts words.
const WORD_GAP: f64 = 0.12;
/// Letters whose base lines differ by more than this share of their size stand on different lines.
const LINE_GAP: f64 = 0.5;
/// How far letters reach above and below their base line, as shares of their size.
const ASCENT: f64 = 0.9;
const DESCENT: f64 = 0.22;
/// The most words that are taken.
const MOST_WORDS: usize = 2_000_000;

/// The pages of a PDF.
///
/// # Errors
/// Where the bytes are no PDF that the library reads, or ask for a password, or take too long.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Error> {
    apart(bytes, limits, read)
}

/// What the library makes of a file, on a thread of its own.
///
/// # Errors
/// Those of `read`, and where the library panics or takes too long.
pub(super) fn apart<T: Send + 'static>(
    bytes: &[u8],
    limits: &Limits,
    read: fn(&[u8]) -> Result<T, Error>,
) -> Result<T, Error> {
    let bytes = bytes.to_vec();
    let (send, receive) = mpsc::channel();
    let work = move || {
        let _ = send.send(read(&bytes));
    };
    let thread = std::thread::Builder::new().name(LIBRARY.to_owned()).stack_size(STACK).spawn(work);
    thread.map_err(|error| Code::ProgramFailed.with(LIBRARY).because(&error))?;
    match receive.recv_timeout(limits.time()) {
        Ok(read) => read,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Code::ProgramSlow.with(LIBRARY).with(limits.seconds)),
        // It panicked.
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Code::InputBroken.with("PDF")),
    }
}

/// A file as the library holds it.
///
/// # Errors
/// Where the bytes are no PDF that the library reads, or ask for a password.
pub(super) fn opened(bytes: &[u8]) -> Result<Document, Error> {
    let mut document = Document::load_mem(bytes).map_err(|_| Code::InputBroken.with("PDF"))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Error::from(Code::InputEncrypted));
    }
    Ok(document)
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    let document = opened(bytes)?;
    let mut pages =
        Pages { sheets: Vec::new(), flip: Transform::identity(), open: None, last: None, line: 0, words: 0 };
    output_doc(&document, &mut pages).map_err(|_| Code::InputBroken.with("PDF"))?;
    Ok(pages.sheets)
}

struct Pages {
    sheets: Vec<Sheet>,
    /// From the PDF's lower left corner to our upper left one.
    flip: Transform,
    open: Option<Open>,
    /// Where the last character ended, blank or not: its right side and its base line.
    last: Option<(f64, f64)>,
    line: u32,
    words: usize,
}

/// A word whose end has not come.
struct Open {
    text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

impl Pages {
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let Some(sheet) = self.sheets.last_mut() else { return };
        if open.text.trim().is_empty() || self.words >= MOST_WORDS {
            return;
        }
        self.words += 1;
        let place = Rect {
            left: open.left as f32,
            top: (open.base - open.size * ASCENT) as f32,
            right: open.right as f32,
            bottom: (open.base + open.size * DESCENT) as f32,
        };
        if [place.left, place.top, place.right, place.bottom].iter().all(|length| length.abs() < 1e6) {
            sheet.words.push(Word::new(open.text, place, self.line));
        }
    }

    /// A drawn path: its lines and thin boxes, which may rule a table.
    fn drawn(&mut self, transform: &Transform, path: &Path) {
        let flip = self.flip;
        let Some(sheet) = self.sheets.last_mut() else { return };
        let point = |x: f64, y: f64| {
            let at = transform.transform_point((x, y).into());
            let at = flip.transform_point(at);
            (at.x as f32, at.y as f32)
        };
        let mut line = |a: (f32, f32), b: (f32, f32)| {
            let place = Rect { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) };
            let (width, height) = (place.width(), place.height());
            let thin = width.min(height) < 3.0 && width.max(height) > 4.0;
            if thin && width.max(height) < 1e6 {
                sheet.rulings.push(place);
            }
        };
        let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
        for step in &path.ops {
            match *step {
                PathOp::MoveTo(x, y) => (start, at) = (point(x, y), point(x, y)),
                PathOp::LineTo(x, y) => {
                    line(at, point(x, y));
                    at = point(x, y);
                }
                PathOp::CurveTo(.., x, y) => at = point(x, y),
                PathOp::Rect(x, y, width, height) => {
                    let (a, b) = (point(x, y), point(x + width, y + height));
                    if (a.0 - b.0).abs().min((a.1 - b.1).abs()) < 3.0 {
                        line(a, b);
                    } else {
                        let corners = [a, (b.0, a.1), b, (a.0, b.1)];
                        (0..4).for_each(|side| line(corners[side], corners[(side + 1) % 4]));
                    }
                }
                PathOp::Close => {
                    line(at, start);
                    at = start;
                }
            }
        }
    }
}

impl OutputDev for Pages {
    fn begin_page(&mut self, _: u32, page: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.flip = Transform::row_major(1.0, 0.0, 0.0, -1.0, -page.llx, page.ury);
        let (width, height) = ((page.urx - page.llx) as f32, (page.ury - page.lly) as f32);
        self.sheets.push(Sheet { width, height, ..Sheet::default() });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.close();
        self.line += 1;
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        letters: &str,
    ) -> Result<(), OutputError> {
        let at = place.post_transform(&self.flip);
        let grown = place.transform_vector((font_size, font_size).into());
        // The side of the square of the same area: letters may be stretched.
        let size = (grown.x * grown.y).abs().sqrt();
        let (x, base) = (at.m31, at.m32);
        let right = x + width * size;
        if let Some((last, last_base)) = self.last.replace((right, base)) {
            let gap = x - last;
            let other_line = (last_base - base).abs() > size * LINE_GAP || gap < -size;
            if other_line || gap > size * WORD_GAP {
                self.close();
            }
            if other_line {
                self.line += 1;
            }
        }
        let blank = letters.trim().is_empty();
        match &mut self.open {
            _ if blank => self.close(),
            Some(open) => {
                open.text.push_str(letters);
                open.right = right;
                open.size = open.size.max(size);
            }
            None => self.open = Some(Open { text: letters.to_owned(), left: x, right, base, size }),
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(&mut self, transform: &Transform, _: &ColorSpace, _: &[f64], path: &Path) -> Result<(), OutputError> {
        self.drawn(transform, path);
        Ok(())
    }

    fn fill(&mut self, transform: &Transform, _: &ColorSpace, _: &[f64], path: &Path) -> Result<(), OutputError> {
        self.drawn(transform, path);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of objects, the last a stream of drawing.
    fn file(objects: &[&str], drawing: &str) -> Vec<u8> {
        let stream = format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len());
        let (mut out, mut places) = (String::from("%PDF-1.4\n"), Vec::new());
        for (index, object) in objects.iter().copied().chain([stream.as_str()]).enumerate() {
            places.push(out.len());
            out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
        }
        let table = out.len();
        out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
        places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
        out.push_str(&format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1));
        out.into_bytes()
    }

    /// Found by fuzzing: the library panics where a font names an object that is not there.
    #[test]
    fn a_panic_of_the_library_is_a_broken_file() {
        let drawing = "BT /F 12 Tf 72 700 Td (Quyet dinh) Tj ET";
        let font =
            |encoding: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding} >>");
        let read = |font: &str| {
            let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R \
                        /Resources << /Font << /F 4 0 R >> >> >>";
            let pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
            sheets(&file(&["<< /Type /Catalog /Pages 2 0 R >>", pages, page, font], drawing), &Limits::default())
        };
        let whole = read(&font("/WinAnsiEncoding")).expect("a page");
        assert_eq!(whole[0].words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["Quyet", "dinh"]);
        assert_eq!(read(&font("15 0 R")), Err(Code::InputBroken.with("PDF")));
    }
}
