//! The pictures on a page: how much of it they cover, and with how many dots an inch.

/// A page is a scan where its pictures cover so much of it.
pub(super) const COVERED: f32 = 0.6;
/// Fewer dots an inch are no scan.
const LEAST: f32 = 30.0;
/// The most dots of a picture that is unpacked.
const MOST_DOTS: f32 = 200e6;

/// A picture on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// Its size in dots.
    pub width: f32,
    pub height: f32,
    /// Its size on the page, in points.
    pub across: f32,
    pub down: f32,
}

/// The share of a page, whose size is in points, that its pictures cover; above 1 where they overlap.
pub(super) fn covered(pictures: &[Placed], page: (f32, f32)) -> f32 {
    pictures.iter().map(|own| own.across * own.down).sum::<f32>() / (page.0 * page.1).max(1.0)
}

/// The dots an inch of a scan: those of the picture with the most dots, where pictures cover the page.
pub(super) fn resolution(pictures: &[Placed], page: (f32, f32)) -> Option<f32> {
    let largest = pictures.iter().max_by(|a, b| (a.width * a.height).total_cmp(&(b.width * b.height)))?;
    let own = largest.width / (largest.across / 72.0).max(1e-6);
    (own >= LEAST && covered(pictures, page) >= COVERED).then_some(own)
}

/// True where a picture is larger than any scan: it is not unpacked.
pub(super) fn are_too_large(pictures: &[Placed]) -> bool {
    pictures.iter().any(|own| own.width * own.height > MOST_DOTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: (f32, f32) = (595.0, 842.0);

    fn picture(width: f32, height: f32, resolution: f32) -> Placed {
        Placed { width, height, across: width / resolution * 72.0, down: height / resolution * 72.0 }
    }

    #[test]
    fn a_scan_is_known_by_its_pictures() {
        let scan = picture(620.0, 877.0, 75.0);
        let of = |pictures: &[Placed]| resolution(pictures, PAGE).map(f32::round);
        assert!(covered(&[scan], PAGE) > 0.99);
        assert_eq!(of(&[scan]), Some(75.0));
        assert_eq!(of(&[picture(620.0, 300.0, 75.0); 3]), Some(75.0));
        // Layers: letters stand out in more dots than the paper behind them.
        assert_eq!(of(&[scan, picture(2480.0, 3508.0, 300.0)]), Some(300.0));
        // A seal on a page whose letters are drawn.
        assert_eq!(of(&[picture(150.0, 110.0, 72.0)]), None);
        assert_eq!(of(&[]), None);
        assert!(are_too_large(&[picture(100_000.0, 100_000.0, 300.0)]) && !are_too_large(&[scan]));
    }
}
