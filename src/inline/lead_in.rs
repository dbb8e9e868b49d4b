//! What stands before the issuer's clause of a lead-in: `Thực hiện …, Ủy ban nhân dân tỉnh ban hành Kế hoạch … như sau:`.

use crate::marks::formula::issuers_clause;
use crate::words::combinators::{Read, first, sign};
use crate::words::{FoldedStr, Vocabulary};
use nom::bytes::complete::take_while1;
use nom::combinator::{peek, recognize};
use nom::multi::many1_count;
use nom::{Input, Parser};

/// What stands before the last clause of a text that begins behind a mark: a basis with its mark.
pub(crate) fn before_clause<'t>(words: &Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    move |input| {
        let begins = (sign(";.,"), take_while1(char::is_whitespace), peek(issuers_clause(words)));
        recognize(many1_count(first(input.input_len(), begins))).parse(input)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    #[test]
    fn the_clause_begins_with_the_issuer_behind_a_mark() {
        for (paragraph, clause) in [
            (
                "Thực hiện Chỉ thị số 3/CT-TTg, UBND tỉnh ban hành Kế hoạch như sau:",
                "UBND tỉnh ban hành Kế hoạch như sau:",
            ),
            (
                "Thực hiện Kế hoạch của Bộ Y tế. Sở Y tế tỉnh Bình Lâm xây dựng kế hoạch cụ thể:",
                "Sở Y tế tỉnh Bình Lâm xây dựng kế hoạch cụ thể:",
            ),
            (
                "Thực hiện Quyết định của Thủ tướng Chính phủ ban hành Chương trình A; Chủ tịch UBND xã tổ chức như sau:",
                "Chủ tịch UBND xã tổ chức như sau:",
            ),
            ("Thực hiện Quyết định của Thủ tướng Chính phủ ban hành Chương trình A như sau:", ""),
            ("Thực hiện Chỉ thị A, UBND tỉnh ban hành Kế hoạch B.", ""),
            ("Thực hiện Chỉ thị A, nhà trường như sau:", ""),
        ] {
            let folded = Folded::new(paragraph);
            let read = before_clause(Vocabulary::builtin())(FoldedStr::new(paragraph, &folded));
            assert_eq!(read.map_or("", |(rest, _)| rest.raw()), clause, "{paragraph}");
        }
    }
}
