//! Letters put together to lines: each beside its neighbours, the marks above and below vowels with their letters.

use super::parts::Part;

/// A stretch of text without a wide gap. Its top and bottom are those at the page's left edge: further right they stand
/// lower by `slope` for each dot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    pub slope: f32,
}

impl Line {
    /// The line in dots of the page, from one in dots of a picture with fewer.
    pub(super) fn scaled(&self, by: f32) -> Self {
        let Self { left, right, top, bottom, slope } = *self;
        Self { left: left * by, right: right * by, top: top * by, bottom: bottom * by, slope }
    }
}

/// Sizes of letters beside the usual one: less is a mark or a dot, more a drawing.
const MARK: f32 = 0.55;
const TALL: f32 = 3.2;
const WIDE: f32 = 14.0;
/// A wider gap ends a line, by the usual height.
const GAP: f32 = 2.0;
/// More letters are no page of text, but a picture or noise.
const MOST: usize = 20_000;
/// Steeper lines are no lines: the page was straightened, or cannot be.
const STEEP: f32 = 0.03;

/// A chain of letters while it grows.
struct Chain {
    letters: Vec<Part>,
    marks: Vec<Part>,
    slope: f32,
}

/// An upright ruling: text does not go over it.
#[derive(Clone, Copy)]
pub(super) struct Upright {
    pub x: f32,
    pub top: f32,
    pub bottom: f32,
}

/// The lines of a page's parts, from the top. All lengths in dots.
pub(super) fn lines(parts: &[Part], uprights: &[Upright]) -> Vec<Line> {
    let parts: Vec<Part> = parts.iter().filter(|own| own.dots >= 3).copied().collect();
    let Some(usual) = usual_height(&parts) else { return Vec::new() };
    let is_letter = |own: &&Part| (MARK * usual..=TALL * usual).contains(&own.height()) && own.width() <= WIDE * usual;
    let mut letters: Vec<Part> = parts.iter().filter(is_letter).copied().collect();
    letters.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut marks: Vec<Part> = parts.iter().filter(|own| own.height() < MARK * usual).copied().collect();
    if letters.len() > MOST {
        return Vec::new();
    }
    let chains = chains(letters, usual, uprights);
    // A mark above a vowel may be as tall as a small letter: short chains over or under a line are its marks.
    let is_loose = |own: &Chain| own.letters.len() <= 2 && own.letters.iter().all(|own| own.height() < 0.95 * usual);
    let (loose, mut chains): (Vec<Chain>, Vec<Chain>) = chains.into_iter().partition(is_loose);
    marks.extend(loose.iter().flat_map(|own| own.letters.iter().copied()));
    chains.iter_mut().for_each(|own| own.slope = slope(&own.letters, usual));
    let left = with_marks(&mut chains, &marks, usual);
    // What no line takes is a line of its own, where it was a chain.
    let alone = loose.into_iter().filter(|own| own.letters.iter().all(|own| left.contains(own)));
    chains.extend(alone);
    let mut found: Vec<Line> = chains.iter().map(|own| line(own, usual)).collect();
    found.sort_by(|a, b| a.top.total_cmp(&b.top).then(a.left.total_cmp(&b.left)));
    found
}

/// The height that more than half of the letters have.
fn usual_height(parts: &[Part]) -> Option<f32> {
    let may_be = |own: &&Part| (7.0..=40.0).contains(&own.height()) && (4.0..=60.0).contains(&own.width());
    let mut heights: Vec<f32> = parts.iter().filter(may_be).map(Part::height).collect();
    heights.sort_by(f32::total_cmp);
    heights.get(heights.len() * 55 / 100).copied()
}

/// The middle of some values.
fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Letters in chains, from the left: each goes to the chain whose last letters stand most nearly on its height.
fn chains(letters: Vec<Part>, usual: f32, uprights: &[Upright]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for letter in letters {
        let fit = |own: &Chain| fit(own, &letter, usual, uprights);
        let fits = chains.iter().enumerate().filter_map(|(at, own)| Some((at, fit(own)?)));
        match fits.max_by(|a, b| a.1.total_cmp(&b.1)) {
            Some((at, _)) => chains[at].letters.push(letter),
            None => chains.push(Chain { letters: vec![letter], marks: Vec::new(), slope: 0.0 }),
        }
    }
    chains
}

/// How well a letter goes on a chain; `None` where it does not.
fn fit(chain: &Chain, letter: &Part, usual: f32, uprights: &[Upright]) -> Option<f32> {
    let end = &chain.letters[chain.letters.len().saturating_sub(4)..];
    let last = end.last()?;
    let right = end.iter().rev().take(3).map(|own| own.right).fold(f32::MIN, f32::max);
    let gap = letter.left - right;
    if !(-6.0 * usual..=GAP * usual).contains(&gap) {
        return None;
    }
    let (top, bottom) = (median(end.iter().map(|own| own.top)), median(end.iter().map(|own| own.bottom)));
    let shared = bottom.min(letter.bottom) - top.max(letter.top);
    if shared < 0.5 * (bottom - top).min(letter.height()) {
        return None;
    }
    let middle = (letter.top + letter.bottom) / 2.0;
    let parted = uprights
        .iter()
        .any(|own| (last.right - 2.0..=letter.left + 2.0).contains(&own.x) && (own.top..=own.bottom).contains(&middle));
    (!parted).then(|| shared / (bottom - top).max(letter.height()) - gap.max(0.0) / (8.0 * usual))
}

/// How much lower a chain's letters stand for each dot further right: the line of least squares through their feet, those
/// that stand off left out.
fn slope(letters: &[Part], usual: f32) -> f32 {
    let mut feet: Vec<(f32, f32)> = letters.iter().map(|own| ((own.left + own.right) / 2.0, own.bottom)).collect();
    let length = |feet: &[(f32, f32)]| feet.last().map_or(0.0, |last| last.0 - feet[0].0);
    let mut found = 0.0;
    for _ in 0..3 {
        if feet.len() < 4 || length(&feet) < 8.0 * usual {
            break;
        }
        let count = feet.len() as f32;
        let (x, y) = feet.iter().fold((0.0, 0.0), |sum, own| (sum.0 + own.0 / count, sum.1 + own.1 / count));
        let (up, across) =
            feet.iter().fold((0.0, 0.0), |sum, own| (sum.0 + (own.0 - x) * (own.1 - y), sum.1 + (own.0 - x).powi(2)));
        found = up / across.max(1.0);
        let off = |own: &(f32, f32)| own.1 - y - found * (own.0 - x);
        let middle = median(feet.iter().map(off));
        feet.retain(|own| (off(own) - middle).abs() < 0.25 * usual);
    }
    if found.abs() > STEEP { 0.0 } else { found }
}

/// Gives marks to the chains that they stand at, and gives back those that none takes.
fn with_marks(chains: &mut [Chain], marks: &[Part], usual: f32) -> Vec<Part> {
    let reach: Vec<Line> = chains.iter().map(|own| line(own, usual)).collect();
    let mut left = Vec::new();
    for mark in marks {
        let x = (mark.left + mark.right) / 2.0;
        let far = |own: &Line| {
            if !(own.left - 1.6 * usual..=own.right + 1.6 * usual).contains(&x) {
                return None;
            }
            let (top, bottom) = (mark.top - own.slope * x, mark.bottom - own.slope * x);
            // Marks above are more than those below.
            let far = (own.top - bottom).max(0.0) + 1.6 * (top - own.bottom).max(0.0);
            (far < 0.55 * usual).then_some(far)
        };
        let near = reach.iter().enumerate().filter_map(|(at, own)| Some((at, far(own)?)));
        match near.min_by(|a, b| a.1.total_cmp(&b.1)) {
            Some((at, _)) => chains[at].marks.push(*mark),
            None => left.push(*mark),
        }
    }
    left
}

/// The line of a chain and its marks; no mark makes it much taller than its letters.
fn line(chain: &Chain, usual: f32) -> Line {
    let level = |own: &Part| (own.top - chain.slope * own.left, own.bottom - chain.slope * own.left);
    let all = || chain.letters.iter().chain(&chain.marks);
    let top = all().map(|own| level(own).0).fold(f32::MAX, f32::min);
    let bottom = all().map(|own| level(own).1).fold(f32::MIN, f32::max);
    Line {
        left: all().map(|own| own.left).fold(f32::MAX, f32::min),
        right: all().map(|own| own.right).fold(f32::MIN, f32::max),
        top: top.max(median(chain.letters.iter().map(|own| level(own).0)) - 1.1 * usual),
        bottom: bottom.min(median(chain.letters.iter().map(|own| level(own).1)) + 0.75 * usual),
        slope: chain.slope,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(left: f32, top: f32, width: f32, height: f32) -> Part {
        Part { left, top, right: left + width, bottom: top + height, dots: 20 }
    }

    /// Two lines of ten letters with a mark above the third, a wide gap in the second.
    fn page() -> Vec<Part> {
        let mut parts: Vec<Part> = (0..10).map(|at| part(10.0 + at as f32 * 14.0, 20.0, 10.0, 12.0)).collect();
        parts.push(part(38.0, 12.0, 8.0, 5.0));
        parts.extend((0..5).map(|at| part(10.0 + at as f32 * 14.0, 50.0, 10.0, 12.0)));
        parts.extend((0..5).map(|at| part(120.0 + at as f32 * 14.0, 50.0, 10.0, 12.0)));
        parts
    }

    #[test]
    fn letters_and_marks_are_lines_and_wide_gaps_end_them() {
        let places = |uprights: &[Upright]| -> Vec<[i32; 4]> {
            let found = lines(&page(), uprights);
            found.iter().map(|own| [own.left, own.top, own.right, own.bottom].map(|own| own as i32)).collect()
        };
        assert_eq!(places(&[]), [[10, 12, 146, 32], [10, 50, 76, 62], [120, 50, 186, 62]]);
        let upright = Upright { x: 79.0, top: 0.0, bottom: 40.0 };
        assert_eq!(places(&[upright]).len(), 4);
    }

    #[test]
    fn no_letters_are_no_lines() {
        assert_eq!(lines(&[], &[]), []);
        assert_eq!(lines(&[part(0.0, 0.0, 900.0, 900.0)], &[]), []);
    }
}
