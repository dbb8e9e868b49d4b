//! A page turned upright: by quarters as it was laid on the glass, and by the few degrees that it lay askew.

use super::super::rulings::Picture;

/// The most that a page lies askew, in degrees, and the least that is worth turning it.
const MOST: f32 = 8.0;
const LEAST: f32 = 0.15;
/// Rounds of the search for the skew: the degrees to both sides, and the steps.
const ROUNDS: [(f32, f32); 3] = [(MOST, 0.5), (0.5, 0.1), (0.1, 0.02)];
/// The height of the strips in which ink is counted, in dots.
const STRIP: f32 = 2.0;

/// The degrees by which a cleaned picture must be turned clockwise so that its lines are level; 0 where they are.
pub(super) fn skew(clean: &Picture) -> f32 {
    let ink: Vec<(f32, f32)> = (0..clean.dots.len())
        .filter(|at| clean.dots[*at] == 0)
        .map(|at| ((at % clean.width) as f32, (at / clean.width) as f32))
        .collect();
    let reach = clean.width as f32 * MOST.to_radians().tan();
    let strips = ((clean.height as f32 + 2.0 * reach) / STRIP) as usize + 2;
    let mut counts = vec![0f32; strips];
    // Between lines that are level nothing is inked: neighbouring strips differ most.
    let mut apart = |degrees: f32| {
        counts.fill(0.0);
        let slope = degrees.to_radians().tan();
        for (x, y) in &ink {
            counts[(((y + x * slope + reach) / STRIP).max(0.0) as usize).min(strips - 1)] += 1.0;
        }
        counts.windows(2).map(|own| (own[0] - own[1]).powi(2)).sum::<f32>()
    };
    let mut best = 0.0;
    for (reach, step) in ROUNDS {
        let steps = (reach / step) as i32;
        let near = (-steps..=steps).map(|at| best + at as f32 * step).filter(|own| own.abs() <= MOST);
        let scored: Vec<(f32, f32)> = near.map(|degrees| (apart(degrees), degrees)).collect();
        best = scored.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).map_or(best, |own| own.1);
    }
    if best.abs() < LEAST { 0.0 } else { best }
}

/// The picture turned clockwise by quarters.
pub(super) fn quartered(page: &Picture, quarters: usize) -> Picture {
    let (width, height) =
        if quarters.is_multiple_of(2) { (page.width, page.height) } else { (page.height, page.width) };
    let mut dots = Vec::with_capacity(page.dots.len());
    for y in 0..height {
        for x in 0..width {
            let (from_x, from_y) = match quarters % 4 {
                0 => (x, y),
                1 => (y, page.height - 1 - x),
                2 => (page.width - 1 - x, page.height - 1 - y),
                _ => (page.width - 1 - y, x),
            };
            dots.push(page.dots[from_y * page.width + from_x]);
        }
    }
    Picture { width, height, dots }
}

/// A turn of a page around its middle.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    /// Clockwise.
    pub degrees: f32,
    sine: f32,
    cosine: f32,
    middle: (f32, f32),
}

impl Turn {
    /// The turn of a page by so many degrees clockwise.
    pub(super) fn of(page: &Picture, degrees: f32) -> Self {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        Self { degrees, sine, cosine, middle: (page.width as f32 / 2.0, page.height as f32 / 2.0) }
    }

    /// Where a place of the turned page stands on the page as it lies.
    pub(super) fn from(&self, x: f32, y: f32) -> (f32, f32) {
        let (right, down) = (x - self.middle.0, y - self.middle.1);
        let (x, y) = (right * self.cosine + down * self.sine, down * self.cosine - right * self.sine);
        (x + self.middle.0, y + self.middle.1)
    }
}

/// The turned picture; what comes in from beyond its edges is as the edges are.
pub(super) fn turned(page: &Picture, turn: &Turn) -> Picture {
    let place = |at: usize| turn.from((at % page.width) as f32 + 0.5, (at / page.width) as f32 + 0.5);
    let dot = |at: usize| {
        let (x, y) = place(at);
        between(page, x, y).round() as u8
    };
    Picture { width: page.width, height: page.height, dots: (0..page.dots.len()).map(dot).collect() }
}

/// The brightness at a place, between the middles of the four dots around it; the edges of a page go on beyond it.
pub(super) fn between(page: &Picture, x: f32, y: f32) -> f32 {
    let dot = |x: i64, y: i64| {
        let within = |at: i64, most: usize| at.clamp(0, most as i64 - 1) as usize;
        f32::from(page.dots[within(y, page.height) * page.width + within(x, page.width)])
    };
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right, low) = (x - left, y - top);
    let (left, top) = (left as i64, top as i64);
    let upper = dot(left, top) * (1.0 - right) + dot(left + 1, top) * right;
    let lower = dot(left, top + 1) * (1.0 - right) + dot(left + 1, top + 1) * right;
    upper * (1.0 - low) + lower * low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of ink every 30 dots.
    fn lines() -> Picture {
        let (width, height) = (500, 400);
        let is_ink = |at: usize| {
            (50..350).contains(&(at / width)) && (at / width) % 30 < 10 && (60..440).contains(&(at % width))
        };
        Picture { width, height, dots: (0..width * height).map(|at| if is_ink(at) { 0 } else { 255 }).collect() }
    }

    #[test]
    fn a_page_askew_is_made_level() {
        assert_eq!(skew(&lines()), 0.0);
        for degrees in [-6.0, -1.3, 0.5, 3.0] {
            let mut askew = turned(&lines(), &Turn::of(&lines(), degrees));
            askew.dots.iter_mut().for_each(|dot| *dot = if *dot < 128 { 0 } else { 255 });
            assert!((skew(&askew) + degrees).abs() < 0.15, "{degrees}: {}", skew(&askew));
        }
    }

    #[test]
    fn four_quarters_are_a_whole() {
        let page = Picture { width: 3, height: 2, dots: vec![1, 2, 3, 4, 5, 6] };
        let once = quartered(&page, 1);
        assert_eq!((once.width, once.height, once.dots.as_slice()), (2, 3, &[4, 1, 5, 2, 6, 3][..]));
        assert_eq!(quartered(&once, 3).dots, page.dots);
        assert_eq!(quartered(&quartered(&page, 2), 2).dots, page.dots);
    }
}
