//! Drawn lines on the picture of a page: long thin runs of dark dots. For pages whose words are known and whose lines
//! are not, as a PDF's.

use super::positions::Rect;

/// A dot darker than this is ink.
const DARK: u8 = 140;
/// The least length of a level line, and of an upright one, in millimetres.
const LEVEL: f32 = 6.0;
const UPRIGHT: f32 = 3.5;
/// Thicker lines are bars, in millimetres.
const THICK: f32 = 1.5;

/// A grey picture, a byte a dot, row by row.
pub(super) struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) dots: Vec<u8>,
}

impl Picture {
    /// The picture as a binary PGM (`P5`), the simplest format of pictures.
    pub(super) fn to_pgm(&self) -> Vec<u8> {
        let mut written = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        written.extend_from_slice(&self.dots);
        written
    }

    /// The picture on its side, so that upright lines are level.
    fn turned(&self) -> Self {
        let mut dots = Vec::with_capacity(self.dots.len());
        for x in 0..self.width {
            dots.extend((0..self.height).map(|y| self.dots[y * self.width + x]));
        }
        Self { width: self.height, height: self.width, dots }
    }
}

/// The lines of a picture, in points, from its resolution in dots an inch.
pub(super) fn rulings(picture: &Picture, resolution: f32) -> Vec<Rect> {
    let dots = |millimetres: f32| (millimetres * resolution / 25.4).max(1.0);
    let point = 72.0 / resolution;
    let scaled = |own: &Rect| Rect {
        left: own.left * point,
        top: own.top * point,
        right: own.right * point,
        bottom: own.bottom * point,
    };
    let mut found: Vec<Rect> = level(picture, dots(LEVEL), dots(THICK)).iter().map(scaled).collect();
    let upright = level(&picture.turned(), dots(UPRIGHT), dots(THICK));
    found.extend(
        upright.iter().map(|own| scaled(&Rect { left: own.top, top: own.left, right: own.bottom, bottom: own.right })),
    );
    found
}

/// Level lines: runs of ink, those of neighbouring rows put together.
fn level(picture: &Picture, least: f32, thick: f32) -> Vec<Rect> {
    let mut open: Vec<Rect> = Vec::new();
    let mut found = Vec::new();
    for (y, row) in picture.dots.chunks_exact(picture.width.max(1)).enumerate() {
        let mut next: Vec<Rect> = Vec::new();
        let mut x = 0;
        while x < row.len() {
            let length = row[x..].iter().take_while(|dot| **dot < DARK).count();
            if length as f32 >= least {
                let (left, right) = (x as f32, (x + length) as f32);
                let same = open.iter().position(|own| own.left < right && left < own.right);
                next.push(match same {
                    Some(index) => {
                        let own = open.swap_remove(index);
                        Rect {
                            left: own.left.min(left),
                            top: own.top,
                            right: own.right.max(right),
                            bottom: y as f32 + 1.0,
                        }
                    }
                    None => Rect { left, top: y as f32, right, bottom: y as f32 + 1.0 },
                });
            }
            x += length.max(1);
        }
        found.append(&mut open);
        open = next;
    }
    found.append(&mut open);
    found.retain(|own| own.height() <= thick);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_and_letters_are_not() {
        let (width, height) = (200, 100);
        let mut dots = vec![255u8; width * height];
        for x in 10..190 {
            dots[20 * width + x] = 0;
            dots[21 * width + x] = 0;
        }
        for y in 20..90 {
            dots[y * width + 50] = 0;
        }
        for x in 100..106 {
            dots[60 * width + x] = 0;
        }
        let picture = Picture { width, height, dots };
        let found = rulings(&picture, 72.0);
        let rounded: Vec<[i32; 4]> =
            found.iter().map(|own| [own.left, own.top, own.right, own.bottom].map(|length| length as i32)).collect();
        assert_eq!(rounded, [[10, 20, 190, 22], [50, 20, 51, 90]]);
        assert!(picture.to_pgm().starts_with(b"P5\n200 100\n255\n\xFF"));
    }
}
