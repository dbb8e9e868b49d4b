//! Dots of ink that touch each other: letters, or parts of letters.

use super::super::rulings::Picture;

/// The smallest rectangle around a part, in dots; `right` and `bottom` lie behind its last dots.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Part {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
    pub dots: usize,
}

impl Part {
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// A run of ink in a row.
struct Run {
    left: usize,
    right: usize,
    part: usize,
}

/// The parts of a picture whose ink is 0, from the top.
pub(super) fn parts(page: &Picture) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut same: Vec<usize> = Vec::new();
    let mut before: Vec<Run> = Vec::new();
    for (y, row) in page.dots.chunks_exact(page.width.max(1)).enumerate() {
        let mut now = Vec::new();
        let mut first = 0;
        for (left, right) in runs(row) {
            first += before[first..].iter().take_while(|own| own.right < left).count();
            let mut part = None;
            for above in before[first..].iter().take_while(|own| own.left <= right) {
                let above = root(&mut same, above.part);
                match part {
                    None => part = Some(above),
                    Some(own) if own != above => {
                        same[above.max(own)] = above.min(own);
                        part = Some(above.min(own));
                    }
                    Some(_) => {}
                }
            }
            let part = part.unwrap_or_else(|| {
                parts.push(Part { left: f32::MAX, top: y as f32, ..Part::default() });
                same.push(same.len());
                parts.len() - 1
            });
            let own = &mut parts[part];
            own.left = own.left.min(left as f32);
            own.right = own.right.max(right as f32);
            own.bottom = y as f32 + 1.0;
            own.dots += right - left;
            now.push(Run { left, right, part });
        }
        before = now;
    }
    joined(parts, &mut same)
}

/// The runs of ink of a row.
fn runs(row: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < row.len() {
        let length = row[at..].iter().take_while(|dot| **dot == 0).count();
        if length > 0 {
            found.push((at, at + length));
        }
        at += length.max(1);
    }
    found
}

/// The first of the parts that are one with a part.
fn root(same: &mut [usize], mut part: usize) -> usize {
    while same[part] != part {
        same[part] = same[same[part]];
        part = same[part];
    }
    part
}

/// The parts with those put together that are one.
fn joined(mut parts: Vec<Part>, same: &mut [usize]) -> Vec<Part> {
    for at in (0..parts.len()).rev() {
        let first = root(same, at);
        if first != at {
            let other = parts[at];
            let own = &mut parts[first];
            own.left = own.left.min(other.left);
            own.top = own.top.min(other.top);
            own.right = own.right.max(other.right);
            own.bottom = own.bottom.max(other.bottom);
            own.dots += other.dots;
        }
    }
    parts.into_iter().enumerate().filter(|(at, _)| same[*at] == *at).map(|(_, own)| own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_is_one_part() {
        let drawn = ["#.#..", "#.#.#", "###..", ".....", "...#."];
        let dots = drawn.iter().flat_map(|row| row.bytes().map(|own| if own == b'#' { 0 } else { 255 })).collect();
        let found = parts(&Picture { width: 5, height: 5, dots });
        let places: Vec<[usize; 5]> = found
            .iter()
            .map(|own| [own.left as usize, own.top as usize, own.right as usize, own.bottom as usize, own.dots])
            .collect();
        assert_eq!(places, [[0, 0, 3, 3, 7], [4, 1, 5, 2, 1], [3, 4, 4, 5, 1]]);
    }
}
