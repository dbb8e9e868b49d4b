//! The lines that a page draws: thin boxes that are filled, sides of boxes and lines that are drawn. They are put on a
//! picture of their own, on which the pieces of a table's ruling meet and no letter is taken for one.

use super::super::positions::Rect;
use super::super::rulings::Picture;
use hayro::hayro_interpret::{DrawMode, Paint};
use hayro::kurbo::{Affine, BezPath, PathEl, Point, Shape};

/// A filled box is a line where it is thinner than this, in points.
const THIN: f64 = 3.0;
/// A colour is seen on paper where it is darker than this, and as opaque as that, of 255.
const PALE: u8 = 230;
const OPAQUE: u8 = 40;
/// The most lines of a page that are taken.
const MOST: usize = 200_000;

/// The lines of a page, in points from its upper left corner.
#[derive(Default)]
pub(super) struct Lines(Vec<Rect>);

impl Lines {
    /// Takes the lines of a path that is drawn with a transformation.
    pub(super) fn add(&mut self, path: &BezPath, transform: Affine, paint: &Paint, mode: &DrawMode) {
        if !is_seen(paint) || self.0.len() >= MOST {
            return;
        }
        let path = transform * path;
        match mode {
            DrawMode::Fill(_) => self.add_filled(&path),
            DrawMode::Stroke(_) => self.add_drawn(&path),
            DrawMode::FillAndStroke(..) => {
                self.add_filled(&path);
                self.add_drawn(&path);
            }
            DrawMode::Invisible => {}
        }
    }

    /// Each part of a filled path that is thin.
    fn add_filled(&mut self, path: &BezPath) {
        for part in path.elements().chunk_by(|_, next| !matches!(next, PathEl::MoveTo(_))) {
            let around = part.bounding_box();
            if around.width().min(around.height()) < THIN {
                self.push((around.x0, around.y0).into(), (around.x1, around.y1).into());
            }
        }
    }

    /// The straight lines of a path that are level or upright.
    fn add_drawn(&mut self, path: &BezPath) {
        for line in path.segments().filter_map(|own| own.as_line()) {
            if (line.p0.x - line.p1.x).abs().min((line.p0.y - line.p1.y).abs()) < THIN {
                self.push(line.p0, line.p1);
            }
        }
    }

    fn push(&mut self, a: Point, b: Point) {
        let (left, right) = (a.x.min(b.x) as f32, a.x.max(b.x) as f32);
        self.0.push(Rect { left, top: a.y.min(b.y) as f32, right, bottom: a.y.max(b.y) as f32 });
    }

    /// The lines alone on a page of so many points, each at least a dot thick.
    pub(super) fn picture(&self, (width, height): (f32, f32), resolution: f32) -> Picture {
        let dots = |length: f32| (length * resolution / 72.0).round().max(0.0) as usize;
        let (width, height) = (dots(width), dots(height));
        let mut picture = Picture { width, height, dots: vec![255; width * height] };
        for own in &self.0 {
            let range = |from: f32, to: f32, most: usize| {
                let from = dots(from).min(most);
                from..dots(to).max(from + 1).min(most)
            };
            let columns = range(own.left, own.right, width);
            for row in range(own.top, own.bottom, height) {
                picture.dots[row * width..][columns.clone()].fill(0);
            }
        }
        picture
    }
}

/// True for what is seen on white paper.
fn is_seen(paint: &Paint) -> bool {
    match paint {
        Paint::Color(own) => {
            let [red, green, blue, opaque] = own.to_rgba().to_rgba8();
            red.min(green).min(blue) < PALE && opaque > OPAQUE
        }
        Paint::Pattern(_) => true,
    }
}
