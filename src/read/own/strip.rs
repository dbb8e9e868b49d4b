//! A line of a page as the network takes it: cut out along its slope, of one height, dark letters as high values.

use super::super::rulings::Picture;
use super::lines::Line;
use super::upright::{Turn, between};

/// Dots of a strip from top to bottom.
pub(super) const HEIGHT: usize = 40;
/// A strip is narrower than its line by this share: letters keep their shapes, and there are fewer steps.
const NARROWER: f32 = 0.8;
/// The room above, below and beside a line, by its height.
const ABOVE: f32 = 0.07;
const BESIDE: f32 = 0.22;
/// The least difference of paper and ink: less is an empty strip.
const CONTRAST: f32 = 25.0;
/// No line is longer, in dots of a strip.
const LONGEST: usize = 8_000;

/// A line cut out of its page.
pub(super) struct Strip {
    pub width: usize,
    /// Row by row: 0 is paper, 255 ink.
    pub ink: Vec<u8>,
    /// Where its left edge stands on the page, and how many of the page's dots a dot of it has.
    pub left: f32,
    pub scale: f32,
}

impl Strip {
    /// Cuts a line of a turned page out of the page as it lies: its dots are mixed once, not twice.
    pub(super) fn cut(page: &Picture, turn: &Turn, line: &Line) -> Self {
        let height = (line.bottom - line.top).max(4.0);
        let (top, left) = (line.top - ABOVE * height, line.left - BESIDE * height);
        let (tall, wide) = (height * (1.0 + 2.0 * ABOVE), line.right - line.left + 2.0 * BESIDE * height);
        let down = tall / HEIGHT as f32;
        let width = ((wide / down * NARROWER).round() as usize).clamp(16, LONGEST);
        let across = wide / width as f32;
        // Each dot is the mean of as many places as dots of the page come to it.
        let fine = (down.max(across).ceil() as usize).clamp(1, 4);
        let mut dots = Vec::with_capacity(width * HEIGHT);
        for y in 0..HEIGHT {
            for x in 0..width {
                let mut sum = 0.0;
                for (dy, dx) in (0..fine * fine).map(|at| (at / fine, at % fine)) {
                    let part = |whole: usize, part: usize| whole as f32 + (part as f32 + 0.5) / fine as f32;
                    let at_x = left + part(x, dx) * across;
                    let (from_x, from_y) = turn.from(at_x, top + part(y, dy) * down + line.slope * at_x);
                    sum += between(page, from_x, from_y);
                }
                dots.push(sum / (fine * fine) as f32);
            }
        }
        Self { width, ink: inked(&dots), left, scale: across }
    }

    /// True where a column has ink.
    pub(super) fn has_ink(&self, column: usize) -> bool {
        (0..HEIGHT).any(|row| self.ink[row * self.width + column] > 110)
    }
}

/// Brightness as ink, so that the paper is 0 and the darkest letters 255.
fn inked(dots: &[f32]) -> Vec<u8> {
    let mut sorted = dots.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = |share: usize| sorted[(sorted.len() - 1) * share / 100];
    let (dark, light) = (at(2).min(at(85) - CONTRAST), at(85));
    dots.iter().map(|dot| ((light - dot) * 255.0 / (light - dark)).clamp(0.0, 255.0) as u8).collect()
}
