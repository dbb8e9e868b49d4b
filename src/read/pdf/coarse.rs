//! Pages scanned with few dots an inch: a renderer enlarges them by repeating dots, and no engine reads that. They are
//! drawn dot by dot as they are, and enlarged by a filter that keeps the strokes of letters smooth.

use super::super::rulings::Picture;
use image::imageops::{FilterType, resize};
use image::{GrayImage, ImageBuffer};

/// Below so many dots an inch a page is drawn at its own resolution.
const COARSE: f32 = 150.0;
/// Fewer are no scan.
const LEAST: f32 = 30.0;
/// A page is a scan where its pictures cover so much of it.
const COVERED: f32 = 0.6;
/// The most dots of a page that is enlarged.
const MOST_DOTS: usize = 200_000_000;

/// A picture in the list that poppler's `pdfimages` writes.
struct Listed {
    width: f32,
    height: f32,
    across: f32,
    down: f32,
}

/// The dots an inch of a page's largest picture, by the list of its pictures, where it is a scan with few of them. The
/// page's size is in points.
pub(super) fn resolution(list: &str, page: (f32, f32)) -> Option<u32> {
    let pictures: Vec<Listed> = list.lines().skip(2).filter_map(listed).collect();
    let covered: f32 = pictures.iter().map(|own| own.width / own.across * own.height / own.down * 72.0 * 72.0).sum();
    let largest = pictures.iter().max_by(|a, b| (a.width * a.height).total_cmp(&(b.width * b.height)))?;
    let coarse = (LEAST..COARSE).contains(&largest.across) && covered >= page.0 * page.1 * COVERED;
    coarse.then_some(largest.across.round() as u32)
}

/// `page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio`. A mask lies on a picture.
fn listed(line: &str) -> Option<Listed> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<f32>().ok().filter(|number| *number > 0.0);
    let drawn = *fields.get(2)? == "image";
    let own = Listed { width: number(3)?, height: number(4)?, across: number(12)?, down: number(13)? };
    drawn.then_some(own)
}

/// A picture (PGM) of so many dots an inch enlarged to `wanted` of them, as PGM; `None` where it is none, or would be too
/// large.
pub(super) fn enlarged(picture: &[u8], own: u32, wanted: u32) -> Option<Vec<u8>> {
    let picture = Picture::pgm(picture)?;
    let grown = |length: usize| u32::try_from(length.checked_mul(wanted as usize)? / own.max(1) as usize).ok();
    let (width, height) = (grown(picture.width)?, grown(picture.height)?);
    if (width as usize).checked_mul(height as usize)? > MOST_DOTS {
        return None;
    }
    let dots: GrayImage = ImageBuffer::from_raw(picture.width as u32, picture.height as u32, picture.dots)?;
    let large = resize(&dots, width, height, FilterType::Lanczos3);
    let mut written = format!("P5\n{width} {height}\n255\n").into_bytes();
    written.extend_from_slice(large.as_raw());
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio\n----\n";

    #[test]
    fn only_a_coarse_scan_is_drawn_as_it_is() {
        let of = |lines: &str| resolution(&format!("{HEAD}{lines}"), (595.0, 842.0));
        let scan = "   1     0 image     620   877  gray    1   8  jpeg   no        7  0    75    75 69.6K 4.7%\n";
        let mask = "   1     1 smask     900   900  gray    1   8  jpeg   no       10  0    20    20 24.7K  47%\n";
        let logo = "   1     0 image     150   110  rgb     3   8  image  no       10  0    72    72 24.7K  47%\n";
        let fine = "   1     0 image    1654  2339  gray    1   8  jpeg   no        7  0   200   200 69.6K 4.7%\n";
        let strip = "   1     0 image     620   300  gray    1   8  jpeg   no        7  0    75    75 69.6K 4.7%\n";
        assert_eq!(of(scan), Some(75));
        assert_eq!(of(&format!("{scan}{mask}")), Some(75));
        assert_eq!(of(&strip.repeat(3)), Some(75));
        // A seal on a page whose letters are drawn.
        assert_eq!(of(logo), None);
        assert_eq!(of(fine), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn an_enlarged_stroke_is_smooth() {
        // A slanting stroke of three dots on white.
        let mut small = b"P5\n5 5\n255\n".to_vec();
        small.extend((0..25).map(|dot| if [6, 12, 18].contains(&dot) { 0u8 } else { 255 }));
        let large = enlarged(&small, 75, 300).and_then(|large| Picture::pgm(&large)).expect("a picture");
        assert_eq!((large.width, large.height), (20, 20));
        // Repeated dots would be black or white.
        assert!(large.dots.iter().any(|dot| (60..200).contains(dot)));
        assert_eq!(enlarged(b"P6\n", 75, 300), None);
    }
}
