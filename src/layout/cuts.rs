//! Where a line is cut into columns, and the blanks that may hold them apart.

use super::Column;

/// Byte offsets at which a line is cut, each with the column of what follows.
#[derive(Default)]
pub(super) struct Cuts(pub(super) Vec<(usize, Column)>);

impl Cuts {
    pub(super) fn has(&self, column: Column) -> bool {
        self.0.iter().any(|cut| cut.1 == column)
    }

    /// Cuts where what follows stands in the same column.
    pub(super) fn extend(&mut self, offset: Option<usize>) {
        offset.into_iter().for_each(|offset| self.at(offset, Column::Full));
    }

    /// All parts of the line stand in one column.
    pub(super) fn stay_in(&mut self, column: Column) {
        self.0.iter_mut().for_each(|cut| cut.1 = column);
    }

    pub(super) fn at(&mut self, offset: usize, column: Column) {
        if offset > 0 {
            self.0.push((offset, column));
        }
    }
}

/// Runs of at least `least` blanks, or with a tab, as byte ranges of the folded line.
pub(super) fn gaps(plain: &str, least: usize) -> Vec<(usize, usize)> {
    let bytes = plain.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b' ' || bytes[at] == b'\t' {
            let start = at;
            while at < bytes.len() && (bytes[at] == b' ' || bytes[at] == b'\t') {
                at += 1;
            }
            if at - start >= least || bytes[start..at].contains(&b'\t') {
                found.push((start, at));
            }
        } else {
            at += 1;
        }
    }
    found
}
