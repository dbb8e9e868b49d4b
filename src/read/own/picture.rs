//! Files of pictures become grey ones. A red stamp is taken for paper: text under it stays.

use super::super::rulings::Picture;
use image::{DynamicImage, ImageReader, Limits};
use std::io::Cursor;
use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};

/// The longest side of a picture, in dots, and the bytes that it may unpack to.
const LONGEST: u32 = 30_000;
const MOST: u64 = 512 << 20;

/// The picture of a file; `within` is the place in a TIFF of many, from 0. `None` where it is broken or too large.
pub(in crate::read) fn picture(bytes: &[u8], within: Option<usize>) -> Option<Picture> {
    if let Some(within) = within {
        return of_tiff(bytes, within);
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MOST);
    reader.limits(limits);
    Some(grey(&reader.decode().ok()?))
}

/// What is as bright as the red of a dot, where that is brighter than the dot: ink of a stamp is paper.
fn grey(picture: &DynamicImage) -> Picture {
    let luma = picture.to_luma8();
    let (width, height) = (luma.width() as usize, luma.height() as usize);
    let mut dots = luma.into_raw();
    if picture.color().has_color() {
        dots.iter_mut().zip(picture.to_rgb8().pixels()).for_each(|(dot, colour)| *dot = (*dot).max(colour.0[0]));
    }
    Picture { width, height, dots }
}

/// One of the pictures of a TIFF: of one bit or one byte a dot, grey or in colour.
fn of_tiff(bytes: &[u8], within: usize) -> Option<Picture> {
    let mut limits = tiff::decoder::Limits::default();
    limits.decoding_buffer_size = MOST as usize;
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?.with_limits(limits);
    decoder.seek_to_image(within).ok()?;
    let (width, height) = decoder.dimensions().ok()?;
    if width == 0 || width.max(height) > LONGEST {
        return None;
    }
    let (width, height) = (width as usize, height as usize);
    let colour = decoder.colortype().ok()?;
    let DecodingResult::U8(read) = decoder.read_image().ok()? else { return None };
    let dots: Vec<u8> = match colour {
        ColorType::Gray(8) => read,
        ColorType::Gray(1) => {
            let row = |row: &[u8]| (0..width).map(|x| 255 * (row[x / 8] >> (7 - x % 8) & 1)).collect::<Vec<u8>>();
            read.chunks_exact(width.div_ceil(8)).flat_map(row).collect()
        }
        ColorType::RGB(8) => read.chunks_exact(3).map(|own| own[0].max(own[1] / 2 + own[2] / 2)).collect(),
        _ => return None,
    };
    (dots.len() >= width * height).then_some(Picture { width, height, dots })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_paper_and_blue_ink_is_ink() {
        let mut image = image::RgbImage::from_pixel(3, 1, image::Rgb([255, 255, 255]));
        image.put_pixel(0, 0, image::Rgb([220, 40, 40]));
        image.put_pixel(1, 0, image::Rgb([30, 40, 160]));
        let mut bytes = Vec::new();
        image.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
        let read = picture(&bytes, None).expect("a picture");
        assert!(read.dots[0] > 200 && read.dots[1] < 100 && read.dots[2] == 255, "{:?}", read.dots);
        assert!(picture(&bytes[..20], None).is_none() && picture(b"II*\0", Some(3)).is_none());
    }
}
