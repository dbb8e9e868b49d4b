//! How a paragraph looks.

use std::sync::Arc;

/// How a paragraph looks, for reading and for checking against the decree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// True where nine of ten characters are bold.
    pub bold: bool,
    /// True where most letters are slanted.
    pub italic: bool,
    /// True where most letters are shown as capitals, whatever they are typed as.
    pub capitals: bool,
    /// The typeface of most letters, where the file names one.
    pub font: Option<Arc<str>>,
    /// Their size in half points.
    pub size: Option<u32>,
    /// On which side the lines are even.
    pub alignment: Alignment,
    /// The indent from the left margin, in twentieths of a point.
    pub left: i32,
    /// The indent from the right margin, in twentieths of a point.
    pub right: i32,
    /// How much farther the first line is indented, in twentieths of a point; below 0 where it hangs.
    pub first_line: i32,
    /// Space above, in twentieths of a point.
    pub before: i32,
    /// Space below, in twentieths of a point.
    pub after: i32,
    /// The height of its lines.
    pub line: Line,
    /// True where a rule is drawn below.
    pub rule: bool,
}

/// The height of the lines of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A share of a single line, in 240ths.
    Multiple(i32),
    /// So many twentieths of a point.
    Exact(i32),
    /// As high as its letters ask, and no less than some bound.
    AtLeast,
}

impl Default for Line {
    fn default() -> Self {
        Self::Multiple(240)
    }
}

/// On which side the lines of a paragraph are even.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// On the left.
    #[default]
    Left,
    /// Each line in the middle.
    Center,
    /// On the right.
    Right,
    /// On both sides.
    Justified,
}
