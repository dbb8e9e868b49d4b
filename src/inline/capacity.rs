//! The capacity (quyền hạn ký) with which a line of a signature begins: `TM.`, `KT.`, `Q.`.

use crate::marks::capacity::capacity_at;
use crate::model::Capacity;
use crate::words::combinators::{Read, phrase};
use crate::words::{FoldedStr, Vocabulary};
use nom::Parser;
use nom::bytes::complete::take;

/// How a link of an authority begins.
pub(crate) struct Link {
    pub capacity: Capacity,
    /// True where scraps of a stamp stand before it.
    pub scraps: bool,
    /// True where it is written as no word of the list.
    pub repaired: bool,
}

impl Link {
    /// A body without a capacity: who signs does so in its name.
    pub(crate) const BODY: Self = Self { capacity: Capacity::TM, scraps: false, repaired: true };
}

/// The capacity of an `AuthorityLink` of `decision.ebnf`, with its mark; what is left is what it is for.
pub(crate) fn capacity<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, Link> {
    |input| {
        let (start, end, capacity) = capacity_at(input.folded(), words).ok_or(nom::Err::Error(()))?;
        let (written, scraps) = take(start).parse(input)?;
        let known: Read<_> = phrase(&words.capacities)(written);
        let (rest, _) = take(end).parse(input)?;
        Ok((rest, Link { capacity, scraps: !scraps.is_empty(), repaired: known.is_err() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    #[test]
    fn capacities_before_what_they_are_for() {
        let words = Vocabulary::builtin();
        for (line, expected) in [
            ("KT. CHỦ TỊCH", Some((Capacity::KT, false, "CHỦ TỊCH"))),
            ("TM. ỦY BAN NHÂN DÂN", Some((Capacity::TM, false, "ỦY BAN NHÂN DÂN"))),
            ("ĂM. KT. HIỆU TRƯỞNG", Some((Capacity::KT, true, "HIỆU TRƯỞNG"))),
            ("GIÁM ĐỐC", None),
        ] {
            let folded = Folded::new(line);
            let read = capacity(words)(FoldedStr::new(line, &folded)).ok();
            let read = read.map(|(of, link)| (link.capacity, link.scraps, of.raw()));
            assert_eq!(read, expected, "{line}");
        }
    }
}
