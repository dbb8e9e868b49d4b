//! Pages scanned with few dots an inch, for an engine that does not read them: enlarged by a filter that keeps the strokes
//! of letters smooth.

use super::super::rulings::Picture;
use image::imageops::{FilterType, resize};
use image::{GrayImage, ImageBuffer};

/// The most dots of a page that is enlarged.
const MOST_DOTS: usize = 200_000_000;

/// A picture of a given resolution, in dots an inch, enlarged to `wanted`; `None` where it would be too large.
pub(super) fn enlarged(picture: &Picture, own: f32, wanted: f32) -> Option<Picture> {
    let grown = |length: usize| (length as f32 * wanted / own.max(1.0)).round() as usize;
    let (width, height) = (grown(picture.width), grown(picture.height));
    if width.checked_mul(height)? > MOST_DOTS {
        return None;
    }
    let dots: GrayImage = ImageBuffer::from_raw(picture.width as u32, picture.height as u32, picture.dots.clone())?;
    let large = resize(&dots, width as u32, height as u32, FilterType::Lanczos3);
    Some(Picture { width, height, dots: large.into_raw() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enlarged_stroke_is_smooth() {
        // A slanting stroke of three dots on white.
        let dots = (0..25).map(|dot| if [6, 12, 18].contains(&dot) { 0u8 } else { 255 }).collect();
        let large = enlarged(&Picture { width: 5, height: 5, dots }, 75.0, 300.0).expect("a picture");
        assert_eq!((large.width, large.height), (20, 20));
        // Repeated dots would be black or white.
        assert!(large.dots.iter().any(|dot| (60..200).contains(dot)));
    }
}
