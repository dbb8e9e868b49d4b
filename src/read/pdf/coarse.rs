//! Pages scanned with few dots an inch: a renderer enlarges them by repeating dots, and no engine reads that. They are
//! drawn dot by dot as they are, and enlarged by a filter that keeps the strokes of letters smooth.

use super::super::positions::COARSE;
use super::super::rulings::Picture;
use super::layer::COVERED;
use super::listed::{Listed, covered};
use image::imageops::{FilterType, resize};
use image::{GrayImage, ImageBuffer};

/// Fewer are no scan.
const LEAST: f32 = 30.0;
/// The most dots of a page that is enlarged.
const MOST_DOTS: usize = 200_000_000;

/// The dots an inch of a page's largest picture, where the page is a scan with few of them. Its size is in points.
pub(super) fn resolution(pictures: &[Listed], page: (f32, f32)) -> Option<u32> {
    let largest = pictures.iter().max_by(|a, b| (a.width * a.height).total_cmp(&(b.width * b.height)))?;
    let coarse = (LEAST..COARSE).contains(&largest.across) && covered(pictures, page) >= COVERED;
    coarse.then_some(largest.across.round() as u32)
}

/// A picture (PGM) of a given resolution, in dots an inch, enlarged to `wanted`, as PGM; `None` where it is none, or would
/// be too large.
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
    use super::super::listed;
    use super::*;

    const HEAD: &str =
        "page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio\n----\n";

    #[test]
    fn only_a_coarse_scan_is_drawn_as_it_is() {
        let of = |lines: &str| resolution(&listed::read(&format!("{HEAD}{lines}")), (595.0, 842.0));
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
