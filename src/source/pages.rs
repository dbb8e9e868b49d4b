//! Pages: their paper and margins, and what stands on them beside text.

/// A page and its margins, in twentieths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The sheet's width.
    pub width: i32,
    /// The sheet's height.
    pub height: i32,
    /// The margin above.
    pub top: i32,
    /// The margin on the right.
    pub right: i32,
    /// The margin below.
    pub bottom: i32,
    /// The margin on the left.
    pub left: i32,
}

/// A picture on a recognised page: a stamp as a rule, with whatever words it hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureAt {
    /// Its page, from 1.
    pub page: u32,
    /// The byte of the text beside which it begins.
    pub at: u32,
}

/// A page to look at, and its size in the unit of the boxes of [`crate::model::PageBox`].
#[derive(Clone, Debug, Default)]
pub struct PagePicture {
    /// The page's width.
    pub width: f32,
    /// The page's height.
    pub height: f32,
    /// The picture's format as browsers name it, and its bytes; `None` where there is none, as for an engine's own output.
    pub image: Option<(&'static str, Vec<u8>)>,
}
