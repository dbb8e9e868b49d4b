//! What an attachment says of the decision that it belongs to: `(Kèm theo Quyết định số … ngày … của …)`.

use super::citation::citations;
use super::date::{DAY, date};
use super::number::own_number;
use crate::words::combinators::{Read, around_last, in_raw};
use crate::words::{Folded, FoldedStr, Vocabulary};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_until};
use nom::combinator::map;
use nom::sequence::preceded;

/// Number, date and issuer of the decision.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Decision {
    pub number: Option<String>,
    pub date: Option<String>,
    pub issuer: Option<String>,
}

/// `IssuedWith` of `decision.ebnf`: a citation, or number and date where the name of its kind or its number was misread. It is
/// the decision's own number a second time, so that letters among its digits are read as in the letterhead.
pub(crate) fn decision(text: &str, words: &Vocabulary) -> Decision {
    let cited = citations(text, false, words).citations;
    let first = cited.into_iter().find_map(|citation| {
        let identified = citation.number.is_some() || citation.date.is_some();
        identified.then_some(Decision { number: citation.number, date: citation.date, issuer: citation.issuer })
    });
    let read = first.unwrap_or_else(|| {
        let folded = Folded::new(text);
        let whole = FoldedStr::new(text, &folded);
        let number = bare_number(whole).ok().map(|(_, number)| number);
        Decision { number, date: bare_date(whole).ok().and_then(|(_, date)| date), issuer: None }
    });
    let issuer = read.issuer.or_else(|| last_issuer(text).map(str::to_owned));
    Decision {
        // `/QĐ-` alone is room for a symbol, and no symbol.
        number: read.number.filter(|number| !number.starts_with('/') || number.contains('-')),
        date: read.date,
        issuer: issuer.map(|issuer| issuer.trim_end_matches([')', ' ', '.']).to_owned()),
    }
}

/// What stands before `(Kèm theo …`, where it begins on the line of another part.
pub(crate) fn before_issued_with(input: FoldedStr<'_>) -> Read<'_, FoldedStr<'_>> {
    alt((take_until("(kem theo"), take_until("(ban hanh kem"))).parse(input)
}

/// Who issued it, where no citation says so: what follows the last `của`.
fn last_issuer(text: &str) -> Option<&str> {
    let (_, (_, issuer)) = around_last(" của ")(text).ok()?;
    Some(issuer.trim_end_matches([')', ' ', '.', ';'])).filter(|issuer| !issuer.is_empty())
}

/// The number behind `số`.
fn bare_number(input: FoldedStr<'_>) -> Read<'_, String> {
    let label = (alt((take_until(" so "), take_until(" so:"))), tag(" so"));
    map(preceded(label, in_raw(own_number)), |number| number.text).parse(input)
}

/// The date that `ngày` begins.
fn bare_date(input: FoldedStr<'_>) -> Read<'_, Option<String>> {
    map(preceded(take_until(DAY), date), |date| date.iso()).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_whose_kind_was_misread() {
        let read = |text| decision(text, Vocabulary::builtin());
        let of = |number: &str, date: &str, issuer: &str| Decision {
            number: Some(number.to_owned()),
            date: Some(date.to_owned()),
            issuer: Some(issuer.to_owned()),
        };
        let expected = of("12/QĐ-UBND", "2025-03-05", "Ủy ban nhân dân tỉnh");
        for text in [
            "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh)",
            "(Kèm theo Quyêt địmh số 12/QĐ-UBND ngày 05/3/2025 của Ủy ban nhân dân tỉnh)",
            "(Kèm theo Quyêt địmh số: I2/QĐ-UBND ngày 05/3/2025 của Ủy ban nhân dân tỉnh.)",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(read("(Kèm theo Quyết định số      /QĐ-     ngày   /  /2025)").number, None);
        assert_eq!(read("(Kèm theo)"), Decision::default());
    }
}
