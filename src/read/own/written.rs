//! What is read as hOCR, as other engines write it.

use super::super::positions::Rect;
use super::super::rulings::Picture;
use super::lines::Line;
use super::words::Word;
use std::fmt::Write;

/// What was read of a page.
pub(super) struct Read {
    pub lines: Vec<(Line, Vec<Word>)>,
    pub rulings: Vec<Rect>,
    /// The degrees by which the page was turned clockwise to be read: places are those of the turned page.
    pub turned: f32,
}

/// A page of so many dots an inch as hOCR. `x_turned` is no property of the standard: other readers show the places as
/// those of the page turned upright.
pub(super) fn hocr(page: &Picture, resolution: f32, read: &Read) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head><title/><meta name=\"ocr-system\" content=\"vanban\"/></head>\n<body>\n",
    );
    let (width, height, dots) = (page.width, page.height, resolution.round());
    let turned = if read.turned == 0.0 { String::new() } else { format!("; x_turned {:.2}", read.turned) };
    let _ = writeln!(out, "<div class='ocr_page' title='bbox 0 0 {width} {height}; scan_res {dots} {dots}{turned}'>");
    let boxed = |own: &Rect| format!("bbox {:.0} {:.0} {:.0} {:.0}", own.left, own.top, own.right, own.bottom);
    for (line, words) in &read.lines {
        let place = |left: f32, right: f32| {
            let lower = line.slope * (left + right) / 2.0;
            Rect { left, top: line.top + lower, right, bottom: line.bottom + lower }
        };
        let _ = writeln!(out, "<span class='ocr_line' title='{}'>", boxed(&place(line.left, line.right)));
        for word in words {
            let place = boxed(&place(word.left, word.right.max(word.left + 1.0)));
            let (sure, text) = (100.0 * word.sure, html_escape::encode_text(&word.text));
            let _ = writeln!(out, "<span class='ocrx_word' title='{place}; x_wconf {sure:.0}'>{text}</span>");
        }
        out.push_str("</span>\n");
    }
    for own in &read.rulings {
        let _ = writeln!(out, "<div class='ocr_separator' title='{}'></div>", boxed(own));
    }
    out + "</div>\n</body>\n</html>\n"
}
