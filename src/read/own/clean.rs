//! The picture of a page made ready to look for lines: fewer dots, even light, ink or paper and nothing between.

use super::super::rulings::Picture;

/// Dots an inch at which lines are looked for.
pub(super) const RESOLUTION: f32 = 150.0;
/// The side of the squares in which the paper's brightness is taken, in dots.
const SQUARE: usize = 40;
/// Paper is at least so bright: darker squares are pictures or black borders.
const PAPER: f32 = 60.0;
/// Nothing brighter is ink, once the light is even.
const BRIGHTEST_INK: u8 = 205;
/// Ink is somewhat brighter than the best threshold: thin strokes are grey.
const THIN: u8 = 15;

/// The picture with so many of its dots put together that it has about [`RESOLUTION`]: ink is 0, paper 255. The second
/// value is how many dots of the page a dot of it has.
pub(super) fn cleaned(page: &Picture, resolution: f32) -> (Picture, f32) {
    let by = (resolution / RESOLUTION).max(0.25);
    let mut small = resized(page, by);
    let paper = paper(&small);
    let across = small.width.div_ceil(SQUARE);
    for (at, dot) in small.dots.iter_mut().enumerate() {
        let (x, y) = (at % small.width, at / small.width);
        *dot = (f32::from(*dot) * 255.0 / light(&paper, across, x, y)).min(255.0) as u8;
    }
    let threshold = threshold(&small.dots).saturating_add(THIN).min(BRIGHTEST_INK);
    small.dots.iter_mut().for_each(|dot| *dot = if *dot < threshold { 0 } else { 255 });
    (small, by)
}

/// The picture with each dot the mean of a square of dots of it.
fn resized(page: &Picture, by: f32) -> Picture {
    let size = |own: usize| ((own as f32 / by) as usize).max(1);
    let (width, height) = (size(page.width), size(page.height));
    let side = (by.ceil() as usize).max(1);
    let mut dots = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let (left, top) = ((x as f32 * by) as usize, (y as f32 * by) as usize);
            let (right, bottom) = ((left + side).min(page.width), (top + side).min(page.height));
            let rows = (top..bottom).map(|row| &page.dots[row * page.width + left..row * page.width + right]);
            let (sum, count) = rows.fold((0usize, 0usize), |(sum, count), row| {
                (sum + row.iter().map(|dot| usize::from(*dot)).sum::<usize>(), count + row.len())
            });
            dots.push((sum / count.max(1)) as u8);
        }
    }
    Picture { width, height, dots }
}

/// How bright the paper is in each square: brighter than most of its dots.
fn paper(page: &Picture) -> Vec<f32> {
    let (across, down) = (page.width.div_ceil(SQUARE), page.height.div_ceil(SQUARE));
    let square = |at: usize| {
        let (left, top) = (at % across * SQUARE, at / across * SQUARE);
        let (right, bottom) = ((left + SQUARE).min(page.width), (top + SQUARE).min(page.height));
        let rows = (top..bottom).flat_map(|row| &page.dots[row * page.width + left..row * page.width + right]);
        let mut own: Vec<u8> = rows.copied().collect();
        own.sort_unstable();
        f32::from(own[(own.len() - 1) * 9 / 10]).max(PAPER)
    };
    (0..across * down).map(square).collect()
}

/// The paper's brightness at a dot, between the middles of the squares around it.
fn light(paper: &[f32], across: usize, x: usize, y: usize) -> f32 {
    let down = paper.len() / across;
    let place = |own: usize, count: usize| {
        let at = (own as f32 / SQUARE as f32 - 0.5).clamp(0.0, (count - 1) as f32);
        (at as usize, (at as usize + 1).min(count - 1), at.fract())
    };
    let ((left, right, more), (upper, lower, low)) = (place(x, across), place(y, down));
    let row = |y: usize| paper[y * across + left] * (1.0 - more) + paper[y * across + right] * more;
    row(upper) * (1.0 - low) + row(lower) * low
}

/// Otsu's threshold: the brightness that holds dark and bright dots apart best.
fn threshold(dots: &[u8]) -> u8 {
    let mut counts = [0f64; 256];
    dots.iter().for_each(|dot| counts[usize::from(*dot)] += 1.0);
    let (all, weight) =
        counts.iter().enumerate().fold((0.0, 0.0), |sum, (value, n)| (sum.0 + n, sum.1 + n * value as f64));
    let (mut dark, mut dark_weight, mut best) = (0.0, 0.0, (0.0, 128));
    for (value, count) in counts.iter().enumerate().take(255) {
        dark += count;
        dark_weight += count * value as f64;
        if dark == 0.0 || dark == all {
            continue;
        }
        let apart = dark_weight / dark - (weight - dark_weight) / (all - dark);
        let spread = dark * (all - dark) * apart * apart;
        if spread > best.0 {
            best = (spread, value as u8);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_found_in_shadow_and_in_light() {
        // The light falls from left to right; two strokes have half the brightness of their paper.
        let (width, height) = (400, 80);
        let mut dots: Vec<u8> = (0..width * height).map(|at| 250 - (at % width / 4) as u8).collect();
        for x in [50, 350] {
            for y in 20..60 {
                for x in x..x + 6 {
                    dots[y * width + x] /= 2;
                }
            }
        }
        let (clean, by) = cleaned(&Picture { width, height, dots }, 150.0);
        assert_eq!(by, 1.0);
        let ink: Vec<usize> = (0..width).filter(|x| clean.dots[40 * width + x] == 0).collect();
        assert_eq!(ink, (50..56).chain(350..356).collect::<Vec<_>>());
    }
}
