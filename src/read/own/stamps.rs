//! Round stamps (con dấu) of a black and white scan: their rings join the letters that they cross, and the letters of
//! their own go round, and are no lines. In colour a stamp is paper already.

use super::super::rulings::Picture;
use super::lines::Line;
use std::f32::consts::TAU;

/// The radius of a stamp, in millimetres; by trial on scans.
const SMALLEST: f32 = 14.0;
const LARGEST: f32 = 23.0;
/// How much of a ring is ink.
const RING: f32 = 0.6;
/// The places round a circle that are looked at.
const AROUND: usize = 240;
/// A ring is so thick, in dots to both sides of its middle.
const THICK: f32 = 3.0;
/// A line within a stamp that is shorter than this share of its diameter is its own.
const OWN: f32 = 0.6;
/// More stamps on a page are drawings.
const MOST: usize = 4;
/// Centres nearer to each other than this, in dots, are one; and how many are tried: letters get votes as well.
const APART: f32 = 9.0;
const TRIED: usize = 80;
/// An edge is level or upright where its direction is nearer to it than this sine.
const SLANT: f32 = 0.2;
/// The votes for a centre that are worth a look, as a share of its circle's dots.
const VOTES: f32 = 0.3;

/// A round stamp: its centre and the radius of its ring, in dots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stamp {
    x: f32,
    y: f32,
    radius: f32,
}

impl Stamp {
    /// True for a short line that lies in the stamp as a whole.
    pub(super) fn holds(&self, line: &Line) -> bool {
        let lower = line.slope * (line.left + line.right) / 2.0;
        let within = |x: f32, y: f32| (x - self.x).hypot(y - self.y) <= self.radius + THICK;
        let corners = [line.left, line.right].into_iter().flat_map(|x| [line.top, line.bottom].map(|y| (x, y + lower)));
        line.right - line.left < OWN * 2.0 * self.radius && corners.into_iter().all(|(x, y)| within(x, y))
    }

    /// Makes paper of the ring's dots.
    pub(super) fn erase_ring(&self, page: &mut Picture) {
        let most = self.radius + THICK;
        let range = |middle: f32, most_of: usize| {
            ((middle - most).max(0.0) as usize).min(most_of)..((middle + most + 1.0).max(0.0) as usize).min(most_of)
        };
        for y in range(self.y, page.height) {
            for x in range(self.x, page.width) {
                let far = (x as f32 - self.x).hypot(y as f32 - self.y);
                if (far - self.radius).abs() <= THICK {
                    page.dots[y * page.width + x] = 255;
                }
            }
        }
    }
}

/// The stamps of a cleaned picture of so many dots an inch.
pub(super) fn stamps(page: &Picture, resolution: f32) -> Vec<Stamp> {
    let radii = [SMALLEST, LARGEST].map(|millimetres| (millimetres * resolution / 25.4) as usize);
    let votes = votes(page, radii);
    let least = VOTES * TAU * radii[0] as f32;
    let mut places: Vec<(u16, usize)> = votes
        .iter()
        .enumerate()
        .filter(|(_, count)| f32::from(**count) >= least)
        .map(|(at, count)| (*count, at))
        .collect();
    places.sort_unstable_by(|a, b| b.cmp(a));
    let across = page.width.div_ceil(CELL);
    let (mut found, mut tried): (Vec<Stamp>, Vec<(f32, f32)>) = (Vec::new(), Vec::new());
    for (_, at) in places {
        let (x, y) = ((at % across * CELL) as f32, (at / across * CELL) as f32);
        let is_known = found.iter().any(|own| (own.x - x).hypot(own.y - y) < own.radius);
        if is_known || tried.iter().any(|own| (own.0 - x).hypot(own.1 - y) < APART) {
            continue;
        }
        tried.push((x, y));
        found.extend(ring(page, (x, y), radii));
        if found.len() == MOST || tried.len() == TRIED {
            break;
        }
    }
    found
}

/// The side of the squares that centres are voted for in, in dots.
const CELL: usize = 4;

/// How many edges of ink look to each square from the distance of a radius.
fn votes(page: &Picture, [least, most]: [usize; 2]) -> Vec<u16> {
    let (width, height) = (page.width, page.height);
    let across = width.div_ceil(CELL);
    let mut votes = vec![0u16; across * height.div_ceil(CELL)];
    let dot = |x: usize, y: usize| f32::from(page.dots[y * width + x]);
    for y in 2..height.saturating_sub(2) {
        for x in 2..width.saturating_sub(2) {
            if page.dots[y * width + x] > 0 {
                continue;
            }
            // The slope of brightness over five dots: the stroke of a ring is thin, and seen from both sides.
            let (mut right, mut low) = (0.0, 0.0);
            for step in 1..=2 {
                for along in 0..5 {
                    right += dot(x + step, y + along - 2) - dot(x - step, y + along - 2);
                    low += dot(x + along - 2, y + step) - dot(x + along - 2, y - step);
                }
            }
            let length = right.hypot(low);
            // Strokes of letters are level or upright, and say nothing.
            if length < 255.0 || right.abs().min(low.abs()) < SLANT * length {
                continue;
            }
            for radius in least..=most {
                for side in [-1.0, 1.0] {
                    let far = side * radius as f32 / length;
                    let (x, y) = (x as f32 + right * far, y as f32 + low * far);
                    if x >= 0.0 && y >= 0.0 && (x as usize) < width && (y as usize) < height {
                        let cell = &mut votes[y as usize / CELL * across + x as usize / CELL];
                        *cell = cell.saturating_add(1);
                    }
                }
            }
        }
    }
    around(&votes, across)
}

/// The sum of each square and the eight around it: the middle of a ring that is not quite round is not one dot.
fn around(votes: &[u16], across: usize) -> Vec<u16> {
    let row = |at: usize| {
        let at = at as i64;
        [-1, 0, 1]
            .iter()
            .filter_map(|side| votes.get(usize::try_from(at + side).ok()?))
            .fold(0u16, |sum, own| sum.saturating_add(*own))
    };
    let level: Vec<u16> = (0..votes.len()).map(row).collect();
    let sum = |at: usize| {
        let above = at.checked_sub(across).map_or(0, |at| level[at]);
        above.saturating_add(level[at]).saturating_add(level.get(at + across).copied().unwrap_or(0))
    };
    (0..votes.len()).map(sum).collect()
}

/// The ring around a place, its middle looked for in the dots near it.
fn ring(page: &Picture, (x, y): (f32, f32), [least, most]: [usize; 2]) -> Option<Stamp> {
    let reach = CELL as i32 + 2;
    let near = |at: usize| {
        let off = |at: usize| at as i32 * 2 - reach;
        let side = reach as usize + 1;
        (x + off(at % side) as f32, y + off(at / side) as f32)
    };
    let mut best: Option<(f32, Stamp)> = None;
    for at in 0..(reach as usize + 1).pow(2) {
        let (x, y) = near(at);
        for radius in least..=most {
            let own = Stamp { x, y, radius: radius as f32 };
            // One place of six tells most circles apart from rings.
            if covered(page, &own, 6) >= RING {
                let whole = covered(page, &own, 1);
                if whole >= best.map_or(RING, |best| best.0) {
                    best = Some((whole, own));
                }
            }
        }
    }
    best.map(|own| own.1)
}

/// The share of a circle that is ink, by one of so many places round it.
fn covered(page: &Picture, own: &Stamp, each: usize) -> f32 {
    let is_ink = |place: &usize| {
        let (down, right) = (*place as f32 * TAU / AROUND as f32).sin_cos();
        (-1i32..=1).any(|off| {
            let far = own.radius + off as f32;
            let (x, y) = (own.x + far * right, own.y + far * down);
            let within = x >= 0.0 && y >= 0.0 && (x as usize) < page.width && (y as usize) < page.height;
            within && page.dots[y as usize * page.width + x as usize] == 0
        })
    };
    let places = || (0..AROUND).step_by(each);
    places().filter(is_ink).count() as f32 / places().count() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of lines of letters, with a ring where one is asked for.
    fn page(ring: Option<(f32, f32, f32)>) -> Picture {
        let (width, height) = (600, 500);
        let mut dots = vec![255u8; width * height];
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let is_letter = y % 40 < 14 && x % 12 < 8 && (x % 12 < 2 || y % 40 < 3);
            let far = |(left, top, radius): (f32, f32, f32)| ((x as f32 - left).hypot(y as f32 - top) - radius).abs();
            if is_letter || ring.is_some_and(|own| far(own) <= 1.5) {
                dots[y * width + x] = 0;
            }
        }
        Picture { width, height, dots }
    }

    #[test]
    fn a_ring_is_found_among_letters_and_erased() {
        let mut drawn = page(Some((301.0, 243.0, 106.0)));
        let found = stamps(&drawn, 150.0);
        let [own] = found[..] else { panic!("{found:?}") };
        assert!((own.x - 301.0).hypot(own.y - 243.0) < 3.0 && (own.radius - 106.0).abs() < 2.5, "{own:?}");
        own.erase_ring(&mut drawn);
        assert_eq!(stamps(&drawn, 150.0), []);
        let line = |left: f32, right: f32| Line { left, right, top: 240.0, bottom: 260.0, slope: 0.0 };
        assert!(own.holds(&line(260.0, 340.0)) && !own.holds(&line(260.0, 420.0)) && !own.holds(&line(20.0, 90.0)));
    }

    #[test]
    fn letters_alone_are_no_stamp() {
        assert_eq!(stamps(&page(None), 150.0), []);
    }
}
