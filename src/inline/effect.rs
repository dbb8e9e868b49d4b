//! Effects (hiệu lực) within a sentence: when a decision comes into force, and what it does to a document that it cites.

use super::date::date;
use crate::model::EffectKind;
use crate::words::combinators::{Read, at_most, in_raw, last_of, none_of_these, skip, within};
use crate::words::{Backwards, FoldedStr};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_until};
use nom::character::complete::char;
use nom::combinator::{consumed, opt, recognize, rest, verify};
use nom::sequence::preceded;

/// The formulas of effects, folded.
pub(crate) const FORMULAS: [&str; 8] =
    ["thay the", "bai bo", "huy bo", "het hieu luc", "sua doi, bo sung", "sua doi", "bo sung", "dinh chinh"];

/// The kinds of effect of [`FORMULAS`].
const KINDS: [EffectKind; 8] = [
    EffectKind::Replaces,
    EffectKind::Repeals,
    EffectKind::Repeals,
    EffectKind::Repeals,
    EffectKind::Amends,
    EffectKind::Amends,
    EffectKind::Amends,
    EffectKind::Amends,
];

/// How an act calls itself where it says when it comes into force, folded.
pub(crate) const ACTS: [&str; 6] =
    ["quyet dinh nay", "quyet dinh", "nghi quyet nay", "chi thi nay", "quy dinh nay", "ke hoach nay"];

/// What says that an act comes into force, and words behind it that lead to another date, folded.
const FORCE: &str = "co hieu luc";
const NO_FORCE: [&str; 4] = [" theo ", " den ", " so ", " cua "];

/// The farthest that a citation's verb stands before it, in characters.
const LONGEST_SENTENCE: usize = 900;
/// The farthest that the day of coming into force stands behind its words, in characters.
const LONGEST_FORCE: usize = 90;

/// An `Effect` of `decision.ebnf` on a document that is cited: what the last formula says of the sentence that leads to the
/// citation. An error where the sentence says what befell the cited document, or that another amends it.
pub(crate) fn effect(before: FoldedStr<'_>) -> Result<EffectKind, nom::Err<()>> {
    let (_, sentence) = at_most(LONGEST_SENTENCE).and_then(none_of_these(".;")).parse(Backwards(before))?;
    let (led, formula, between) = last_of(&FORMULAS, sentence.0).ok_or(nom::Err::Error(()))?;
    let (sentence, between, kind) = (sentence.0.folded(), between.folded(), KINDS[formula]);
    // `được sửa đổi, bổ sung bởi …` is what befell the cited act, not what this one does.
    let passive = led.folded().trim_end().ends_with("duoc") || between.contains(" boi ") || between.contains("can cu");
    let amends = ["sua doi", "bo sung"].iter().any(|verb| sentence.trim_start().starts_with(verb));
    let ours = sentence.contains("quyet dinh nay") || kind != EffectKind::Amends || amends;
    if passive || !ours { Err(nom::Err::Error(())) } else { Ok(kind) }
}

/// What a sentence says of the document with which it begins: `Quyết định số … hết hiệu lực kể từ ngày …`. `before` stands
/// before the citation, `after` behind it.
pub(crate) fn own_effect(before: FoldedStr<'_>, after: FoldedStr<'_>) -> Result<EffectKind, nom::Err<()>> {
    let begins = before.folded().trim_end();
    if !begins.is_empty() && !begins.ends_with(['.', ';']) && !pinpoints(begins) {
        return Err(nom::Err::Error(()));
    }
    let sentence = at_most(LONGEST_SENTENCE).and_then(none_of_these(".;"));
    let (_, _): (_, FoldedStr) = within(sentence, recognize((take_until(ENDS), tag(ENDS)))).parse(after)?;
    Ok(EffectKind::Repeals)
}

/// What says that an act is no longer in force, folded.
const ENDS: &str = "het hieu luc";

/// True where nothing but a part of the document stands before it: `Khoản 2 Điều 3`.
fn pinpoints(before: &str) -> bool {
    ["dieu ", "khoan ", "diem "].iter().any(|unit| before.starts_with(unit)) && before.len() < LONGEST_PINPOINT
}

/// The longest pinpoint at the start of a sentence, in characters.
const LONGEST_PINPOINT: usize = 40;

/// True where what stands between two citations joins them: `và`, a comma.
pub(crate) fn joins(between: FoldedStr<'_>) -> bool {
    let words = between.folded().trim_end();
    words.ends_with(" va") || matches!(words, "," | ";" | "va")
}

/// What stands before the words of a citation.
pub(crate) fn leading<'t>(citation: &str) -> impl Fn(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    move |input| recognize(in_raw(take_until(citation))).parse(input)
}

/// What stands behind the words of a citation with which a text begins.
pub(crate) fn leading_through<'t>(citation: &str) -> impl Fn(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    move |input| recognize(in_raw(tag(citation))).parse(input)
}

/// When an act comes into force.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Force<'t> {
    /// The day; `None` where it is that of signing.
    pub date: Option<String>,
    /// A day that no calendar has, as it is written.
    pub impossible: Option<&'t str>,
}

/// `có hiệu lực (thi hành) (kể) từ ngày …`, of `Effect` of `decision.ebnf`.
pub(crate) fn in_force(input: FoldedStr<'_>) -> Read<'_, Force<'_>> {
    let act = verify(take_until(FORCE), |before: &FoldedStr| ACTS.iter().any(|act| before.folded().contains(act)));
    // `có hiệu lực theo Quyết định … ngày …`, `có hiệu lực đến hết ngày …` say something else.
    let leads = |words: &FoldedStr| !NO_FORCE.iter().any(|other| words.folded().contains(other));
    let from = verify(alt((take_until("tu ngay"), take_until("ngay"))), leads);
    let day = preceded((tag(FORCE), from, opt(tag("tu "))), rest);
    let (rest, day): (_, FoldedStr) = preceded(act, within(at_most(LONGEST_FORCE), day)).parse(input)?;
    let signed = day.folded().contains("ky") || day.folded().contains("ban hanh");
    let force = match consumed(date).parse(day) {
        Ok((_, (written, date))) if !date.possible => Force { date: None, impossible: Some(written.raw().trim()) },
        Ok((_, (_, date))) => Force { date: date.iso(), impossible: None },
        Err(_) => Force::default(),
    };
    if force != Force::default() || signed { Ok((rest, force)) } else { Err(nom::Err::Error(())) }
}

/// What befalls the documents of a list to which a sentence leads: `… và thay thế:`. An error where it is no such sentence, or
/// amends, since what is listed behind one that amends is the new wording.
pub(crate) fn list_effect(sentence: FoldedStr<'_>) -> Result<EffectKind, nom::Err<()>> {
    let (led, _) = (skip(" "), char(':')).parse(Backwards(sentence))?;
    effect(led.0).and_then(|kind| if kind == EffectKind::Amends { Err(nom::Err::Error(())) } else { Ok(kind) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    #[test]
    fn what_a_sentence_does_to_what_it_cites() {
        for (before, expected) in [
            ("Quyết định này thay thế ", Some(EffectKind::Replaces)),
            ("Hội đồng họp. Bãi bỏ ", Some(EffectKind::Repeals)),
            ("Sửa đổi, bổ sung Điều 2 ", Some(EffectKind::Amends)),
            ("Quyết định này được sửa đổi, bổ sung tại ", None),
            ("Nghị định được bổ sung bởi ", None),
            ("Cơ quan sửa đổi ", None),
            ("Thay thế con dấu. Theo ", None),
        ] {
            let folded = Folded::new(before);
            assert_eq!(effect(FoldedStr::new(before, &folded)).ok(), expected, "{before}");
        }
    }

    #[test]
    fn when_it_comes_into_force() {
        let on = |day: &str| Some(Force { date: Some(day.to_owned()), impossible: None });
        for (sentence, expected) in [
            ("Quyết định này có hiệu lực kể từ ngày ký.", Some(Force::default())),
            ("Quyết định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.", on("2025-07-01")),
            (
                "Quyết định này có hiệu lực từ ngày 31 tháng 4 năm 2024.",
                Some(Force { date: None, impossible: Some("ngày 31 tháng 4 năm 2024") }),
            ),
            ("Quyết định này có hiệu lực theo Quyết định số 3/QĐ-BTC ngày 05/11/2025.", None),
            ("Quyết định này có hiệu lực đến hết ngày 28 tháng 02 năm 2027.", None),
            ("Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký.", Some(Force::default())),
            ("Giấy phép có hiệu lực từ ngày ký.", None),
            ("Quyết định này có hiệu lực.", None),
        ] {
            let folded = Folded::new(sentence);
            assert_eq!(in_force(FoldedStr::new(sentence, &folded)).ok().map(|(_, day)| day), expected, "{sentence}");
        }
    }

    #[test]
    fn what_befalls_the_documents_of_a_list() {
        for (sentence, expected) in [
            ("Quyết định này có hiệu lực kể từ ngày ký và thay thế:", Some(EffectKind::Replaces)),
            ("Bãi bỏ các Quyết định sau đây: ", Some(EffectKind::Repeals)),
            ("Sửa đổi, bổ sung Điều 2 như sau:", None),
            ("Thay thế Quyết định này.", None),
            ("Bãi bỏ quy định. Các văn bản gồm:", None),
        ] {
            let folded = Folded::new(sentence);
            assert_eq!(list_effect(FoldedStr::new(sentence, &folded)).ok(), expected, "{sentence}");
        }
    }
}
