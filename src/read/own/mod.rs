//! The program's own recogniser: the picture of a page becomes lines of words with places and confidences, and needs no
//! other program. It knows letters and how usual words are; what a line is for is left to `layout` and `parse`.
//!
//! `upright` turns a page, `clean` makes ink and paper of it, `stamps` takes round stamps away, `parts` finds what touches,
//! `lines` puts letters together, `strip` cuts a line out, `letters` is the network, `beam` and `syllables` choose the best
//! reading, `words` are its words, and `written` is the page as hOCR.

mod beam;
mod clean;
mod letters;
mod lines;
mod parts;
mod picture;
mod stamps;
mod strip;
mod syllables;
mod upright;
mod words;
mod written;

use super::positions::Rect;
use super::rulings::{Picture, rulings};
use letters::Network;
use lines::{Line, Upright};
pub(super) use picture::picture;
use upright::Turn;
use words::{Word, words};

/// The least length of a ruling, in dots of the cleaned picture: strokes of large capitals are shorter (9.3 mm).
const RULING: f32 = 55.0;
/// A4, in inches: the size of a page that does not say its own.
const PAPER: (f32, f32) = (8.27, 11.69);
/// The longest lines of a page tell whether it stands upright: they are read with at least this confidence. Otherwise
/// other quarters are tried, and one is taken that is read better by so much.
const TOLD_BY: usize = 8;
const UPRIGHT: f32 = 0.85;
const BETTER: f32 = 0.1;
/// The confidence of a document's own number, which may be written by pen: of such, half are right.
const PEN: f32 = 0.4;

/// The dots an inch of a page that has the size of A4.
pub(super) fn resolution(page: &Picture) -> f32 {
    let (short, long) = (page.width.min(page.height) as f32, page.width.max(page.height) as f32);
    (short / PAPER.0).max(long / PAPER.1)
}

/// Reads the picture of a page of so many dots an inch, and writes what it reads as hOCR, as other engines do: so it is
/// kept, and read again, by the same code.
pub(super) fn hocr(page: &Picture, resolution: f32) -> String {
    let network = Network::new();
    let laid = |quarters: usize| Laid::new(upright::quartered(page, quarters), resolution);
    let mut best = laid(0);
    let mut quarters = 0;
    let mut likely = best.likely(&network);
    if likely < UPRIGHT {
        for turned in 1..4 {
            let other = laid(turned);
            let own = other.likely(&network);
            if own > likely + BETTER {
                (best, quarters, likely) = (other, turned, own);
            }
        }
    }
    let read = |line: &Line| Some((*line, with_doubted_pen(words(&best.page, &best.turn, line, &network)?)));
    let lines = best.lines.iter().filter_map(read).collect();
    let turned = best.turn.degrees + 90.0 * quarters as f32;
    written::hocr(page, resolution, &written::Read { lines, rulings: best.rulings, turned })
}

/// The words of a line, the number of a document behind "Số:" doubted: it is often written by pen, which the network is as
/// sure of as of print, and reads wrongly far more often.
fn with_doubted_pen(mut words: Vec<Word>) -> Vec<Word> {
    if words.first().is_some_and(|own| own.text.starts_with("Số")) {
        let bare =
            |own: &Word| own.text.trim_start_matches(['S', 'ố', ':', '.']).starts_with(|c: char| c.is_ascii_digit());
        words.iter_mut().take(3).filter(|own| bare(own)).for_each(|own| own.sure = own.sure.min(PEN));
    }
    words
}

/// A page as it is tried, with the lines of the page turned level; all lengths in its dots.
struct Laid {
    page: Picture,
    /// What makes it level.
    turn: Turn,
    lines: Vec<Line>,
    rulings: Vec<Rect>,
}

impl Laid {
    /// The page with its lines and rulings.
    fn new(page: Picture, resolution: f32) -> Self {
        let (mut clean, by) = clean::cleaned(&page, resolution);
        let turn = Turn::of(&page, upright::skew(&clean));
        if turn.degrees != 0.0 {
            clean = clean::cleaned(&upright::turned(&page, &turn), resolution).0;
        }
        let scale = clean::RESOLUTION / 72.0;
        let drawn = rulings(&clean, clean::RESOLUTION);
        let ruled: Vec<Rect> = drawn.iter().map(|own| scaled(own, scale)).filter(is_ruling).collect();
        ruled.iter().for_each(|own| erase(&mut clean, own));
        let stamps = stamps::stamps(&clean, clean::RESOLUTION);
        stamps.iter().for_each(|own| own.erase_ring(&mut clean));
        let uprights = ruled.iter().filter(|own| own.height() > own.width());
        let uprights: Vec<Upright> =
            uprights.map(|own| Upright { x: own.left, top: own.top, bottom: own.bottom }).collect();
        let mut lines = lines::lines(&parts::parts(&clean), &uprights);
        lines.retain(|line| !stamps.iter().any(|own| own.holds(line)));
        let lines = lines.iter().map(|own| own.scaled(by)).collect();
        Self { page, turn, lines, rulings: ruled.iter().map(|own| scaled(own, by)).collect() }
    }

    /// How likely the letters of the longest lines are, from 0 to 1.
    fn likely(&self, network: &Network) -> f32 {
        let mut longest: Vec<&Line> = self.lines.iter().collect();
        longest.sort_by(|a, b| (b.right - b.left).total_cmp(&(a.right - a.left)));
        longest.truncate(TOLD_BY);
        let sure = |line: &&Line| {
            let words = words(&self.page, &self.turn, line, network).unwrap_or_default();
            words.iter().map(|own| own.sure).sum::<f32>() / words.len().max(1) as f32
        };
        longest.iter().map(sure).sum::<f32>() / longest.len().max(1) as f32
    }
}

/// True for what is no stroke of a letter.
fn is_ruling(own: &Rect) -> bool {
    own.height().max(own.width()) >= RULING
}

fn scaled(own: &Rect, by: f32) -> Rect {
    Rect { left: own.left * by, top: own.top * by, right: own.right * by, bottom: own.bottom * by }
}

/// Makes paper of a ruling and of the dots at its edges.
fn erase(page: &mut Picture, ruling: &Rect) {
    let within = |own: f32, most: usize| (own.max(0.0) as usize).min(most);
    let (left, right) = (within(ruling.left - 1.0, page.width), within(ruling.right + 1.0, page.width));
    for y in within(ruling.top - 1.0, page.height)..within(ruling.bottom + 1.0, page.height) {
        page.dots[y * page.width + left..y * page.width + right].fill(255);
    }
}

#[cfg(test)]
mod tests {
    use super::upright::{quartered, turned};
    use super::*;

    /// The first page of the sample `bo-nhiem.txt` as a fax: 200 dots an inch, black and white.
    fn fax() -> Picture {
        picture(include_bytes!("../../../tests/data/bo-nhiem-quet.png"), None).expect("a picture")
    }

    /// What is wrong in a page's reading.
    fn faults(page: &Picture, resolution: f32) -> Vec<String> {
        let read = crate::parse(hocr(page, resolution).as_bytes()).expect("a document");
        let header = &read.document.header;
        let text = |own: Option<&crate::model::Text>| own.map(|own| own.as_str().to_owned()).unwrap_or_default();
        let found = [
            ("number", header.number.as_ref().map(|own| own.text.to_string()).unwrap_or_default(), "318/QĐ-SYT"),
            ("date", text(header.date.as_ref()), "2025-08-05"),
            ("place", text(header.place.as_ref()), "Bình Lâm"),
            ("agency", text(header.agency.as_ref()), "SỞ Y TẾ"),
            ("authority", text(read.document.authority.as_ref()), "GIÁM ĐỐC SỞ Y TẾ TỈNH BÌNH LÂM"),
            ("bases", read.document.bases.len().to_string(), "6"),
        ];
        let is_wrong = |own: &&(&str, String, &str)| own.1 != own.2;
        found.iter().filter(is_wrong).map(|own| format!("{}: {:?}", own.0, own.1)).collect()
    }

    /// The page with only so many of its dots in a row as `resolution` says.
    fn coarse(page: &Picture, by: f32) -> Picture {
        let (width, height) = ((page.width as f32 / by) as usize, (page.height as f32 / by) as usize);
        let dot = |at: usize| {
            let (x, y) = ((at % width) as f32 * by, (at / width) as f32 * by);
            let near =
                (0..4).map(|part| upright::between(page, x + (part % 2) as f32 + 0.5, y + (part / 2) as f32 + 0.5));
            (near.sum::<f32>() / 4.0) as u8
        };
        Picture { width, height, dots: (0..width * height).map(dot).collect() }
    }

    #[test]
    fn a_fax_is_read_however_it_lies() {
        for quarters in 1..4 {
            assert_eq!(faults(&quartered(&fax(), quarters), 200.0), [""; 0], "{quarters} quarters");
        }
        for degrees in [-7.5, 3.0] {
            let askew = turned(&fax(), &Turn::of(&fax(), degrees));
            assert_eq!(faults(&askew, 200.0), [""; 0], "{degrees} degrees");
        }
    }

    #[test]
    fn a_coarse_page_and_one_in_shadow_are_read() {
        assert_eq!(faults(&coarse(&fax(), 2.0), 100.0), [""; 0]);
        let mut shaded = fax();
        let (width, height) = (shaded.width, shaded.height);
        for (at, dot) in shaded.dots.iter_mut().enumerate() {
            let shade = (at % width) as f32 / width as f32 * 0.5 + (at / width) as f32 / height as f32 * 0.2;
            *dot = ((f32::from(*dot) * 0.7 + 60.0) * (1.0 - shade)) as u8;
        }
        assert_eq!(faults(&shaded, 200.0), [""; 0]);
    }

    #[test]
    fn a_word_keeps_its_place_on_the_page_as_it_lies() {
        let place = |page: &Picture| {
            let read = crate::parse(hocr(page, 200.0).as_bytes()).expect("a document");
            let word = read.words.iter().find(|own| own.span.of(&read.text).contains("318"));
            word.expect("the number").place
        };
        let (own, fax) = (place(&fax()), fax());
        let turned = place(&quartered(&fax, 2));
        let (width, height) = (fax.width as i32, fax.height as i32);
        let expected = [width - own[2], height - own[3], width - own[0], height - own[1]];
        assert!(turned.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 6), "{turned:?} {expected:?}");
    }

    #[test]
    fn a_number_that_a_pen_may_have_written_is_doubted() {
        let word = |text: &str| Word { text: text.into(), left: 0.0, right: 9.0, sure: 0.9 };
        let sure = |line: &str| -> Vec<f32> {
            with_doubted_pen(line.split(' ').map(word).collect()).iter().map(|own| own.sure).collect()
        };
        assert_eq!(sure("Số: 12/QĐ-UBND Hà Nội, ngày 5"), [0.9, PEN, 0.9, 0.9, 0.9, 0.9]);
        assert_eq!(sure("Số:12/QĐ-UBND"), [PEN]);
        assert_eq!(sure("Căn cứ Quyết định số 12/QĐ-UBND"), [0.9; 6]);
    }

    #[test]
    fn pages_without_text_are_read_as_such() {
        for (width, height) in [(1, 1), (3, 500), (400, 300)] {
            for dot in [0, 255] {
                let written = hocr(&Picture { width, height, dots: vec![dot; width * height] }, 200.0);
                assert!(!written.contains("ocrx_word"), "{written}");
            }
        }
    }
}
