//! How much is read of a file. What is beyond a limit is refused with a message that names the limit, never cut off
//! unsaid; only of what is nested too deep the structure goes, and its words stay.

/// The bounds of reading one file. Each may be lowered, or raised up to [`Limits::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of the file.
    pub bytes: u64,
    /// The bytes to which the parts of a package unpack, all that are read together: a bomb unpacks to more.
    pub unpacked: u64,
    /// The pages of a PDF, a TIFF or a recognised document.
    pub pages: u64,
    /// How deep tables, text boxes and content controls may stand in each other; of deeper ones only the words are read.
    pub nesting: u64,
    /// The cells of all tables, counted on their grids: rows by columns, whatever covers them.
    pub cells: u64,
    /// The seconds that another program (tesseract, LibreOffice), what reads PDF, or our own recogniser may take for
    /// a document or a page.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 30, unpacked: 256 << 20, pages: 5_000, nesting: 48, cells: 2_000_000, seconds: 180 }
    }
}

/// The names of the limits, as a user writes them.
const NAMES: [&str; 6] = ["bytes", "unpacked", "pages", "nesting", "cells", "seconds"];

impl Limits {
    /// How far each limit can be raised: spans are 32 bits wide, and deeper nesting would ask for a deeper stack.
    pub const MOST: Self =
        Self { bytes: 1 << 30, unpacked: 1 << 30, pages: 1_000_000, nesting: 48, cells: 100_000_000, seconds: 86_400 };

    /// The limits by their names, in the order in which they are listed.
    pub fn named(self) -> [(&'static str, u64); 6] {
        let values = [self.bytes, self.unpacked, self.pages, self.nesting, self.cells, self.seconds];
        std::array::from_fn(|index| (NAMES[index], values[index]))
    }

    /// Sets limits as a user writes them: `pages=200,bytes=50M`. A number may end in K, M or G, of 1024 each.
    ///
    /// # Errors
    /// The assignment that names no limit, no number, 0, or more than [`Limits::MOST`].
    ///
    /// ```
    /// use vanban::read::Limits;
    /// let mut limits = Limits::default();
    /// limits.set("pages=200,bytes=50M").expect("two limits");
    /// assert_eq!((limits.pages, limits.bytes), (200, 50 << 20));
    /// assert_eq!(limits.set("page=3"), Err("page=3"));
    /// ```
    pub fn set<'t>(&mut self, assignments: &'t str) -> Result<(), &'t str> {
        for own in assignments.split(',') {
            let (name, value) = own.split_once('=').ok_or(own)?;
            let value = number(value.trim()).filter(|value| *value > 0).ok_or(own)?;
            let index = NAMES.iter().position(|known| *known == name.trim()).ok_or(own)?;
            if value > Self::MOST.named()[index].1 {
                return Err(own);
            }
            let into = [
                &mut self.bytes,
                &mut self.unpacked,
                &mut self.pages,
                &mut self.nesting,
                &mut self.cells,
                &mut self.seconds,
            ];
            if let Some(limit) = into.into_iter().nth(index) {
                *limit = value;
            }
        }
        Ok(())
    }

    /// How long another program may take.
    pub(crate) fn time(&self) -> std::time::Duration {
        std::time::Duration::from_secs(self.seconds)
    }
}

/// A number, with K, M or G behind it.
fn number(text: &str) -> Option<u64> {
    let (digits, shift) = match text.as_bytes().last()?.to_ascii_uppercase() {
        b'K' => (&text[..text.len() - 1], 10),
        b'M' => (&text[..text.len() - 1], 20),
        b'G' => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    let value: u64 = digits.parse().ok()?;
    value.checked_mul(1 << shift)
}

#[cfg(test)]
mod tests {
    use super::Limits;

    #[test]
    fn what_is_no_limit_is_named() {
        let mut limits = Limits::default();
        for wrong in
            ["", "bytes", "bytes=", "bytes=x", "bytes=0", "bytes=-1", "bytes=2G", "nesting=49", "pages=99999999999G"]
        {
            assert_eq!(limits.set(wrong), Err(wrong));
        }
        assert_eq!(limits.set("cells=9,what=3"), Err("what=3"));
        assert_eq!(limits.set("seconds=5, unpacked=1g"), Ok(()));
        assert_eq!((limits.cells, limits.seconds, limits.unpacked), (9, 5, 1 << 30));
    }
}
