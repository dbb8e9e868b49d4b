//! The pictures that a PDF's pages hold, by the list that poppler's `pdfimages` writes.

use super::super::Limits;
use crate::programs::run;
use std::path::Path;

/// A picture on a page, which a mask may lie on; masks themselves are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Listed {
    /// The number of its page, from 1.
    page: usize,
    /// Its size in dots.
    pub width: f32,
    pub height: f32,
    /// Its dots an inch, from left to right and from top to bottom.
    pub across: f32,
    pub down: f32,
}

impl Listed {
    /// Its size on the page, in square points.
    fn area(&self) -> f32 {
        self.width / self.across * self.height / self.down * 72.0 * 72.0
    }
}

/// The pictures of the file `in.pdf` of a folder, page by page; none where poppler does not list them.
pub(super) fn pictures(folder: &Path, limits: &Limits) -> Vec<Listed> {
    let list = run("pdfimages", &["-list", "in.pdf"], folder, limits.time()).unwrap_or_default();
    read(&String::from_utf8_lossy(&list))
}

/// Reads a list.
pub(super) fn read(list: &str) -> Vec<Listed> {
    list.lines().skip(2).filter_map(listed).collect()
}

/// `page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio`.
fn listed(line: &str) -> Option<Listed> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<f32>().ok().filter(|number| *number > 0.0);
    let page = fields.first()?.parse().ok()?;
    let picture = Listed { page, width: number(3)?, height: number(4)?, across: number(12)?, down: number(13)? };
    (*fields.get(2)? == "image").then_some(picture)
}

/// The pictures of one page among those of all.
pub(super) fn of_page(pictures: &[Listed], page: usize) -> &[Listed] {
    let start = pictures.partition_point(|picture| picture.page < page);
    let length = pictures[start..].iter().take_while(|picture| picture.page == page).count();
    &pictures[start..start + length]
}

/// The share of a page, whose size is in points, that its pictures cover; above 1 where they overlap.
pub(super) fn covered(pictures: &[Listed], page: (f32, f32)) -> f32 {
    pictures.iter().map(Listed::area).sum::<f32>() / (page.0 * page.1).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_page_and_masks_left_out() {
        let list = "page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio\n----\n   \
                    1     0 image     620   877  gray    1   8  jpeg   no        7  0    75    75 69.6K 4.7%\n   \
                    1     1 smask     900   900  gray    1   8  jpeg   no       10  0    20    20 24.7K  47%\n   \
                    3     2 image     150   110  rgb     3   8  image  no       10  0    72    72 24.7K  47%\n";
        let pictures = read(list);
        assert_eq!([1, 2, 3].map(|page| of_page(&pictures, page).len()), [1, 0, 1]);
        assert!(covered(of_page(&pictures, 1), (595.0, 842.0)) > 0.99);
        assert!(covered(of_page(&pictures, 3), (595.0, 842.0)) < 0.05);
    }
}
