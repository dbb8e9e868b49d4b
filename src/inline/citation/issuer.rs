//! Who issued a cited document, and what it is about, behind its number and date.

use super::identity::{Identity, identity};
use super::{LONGEST_PART, title};
use crate::words::combinators::{Read, any, at_most, blanks, phrase, sign, skip, till, up_to, within};
use crate::words::{FoldedStr, Usage, Vocabulary, is_uppercase};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, satisfy};
use nom::combinator::{eof, map, not, opt, peek, recognize, rest, verify};
use nom::sequence::{preceded, terminated};

/// Words behind which no issuer goes on, folded.
const ISSUER_ENDS: [&str; 27] = [
    "ve",
    "quy dinh",
    "ban hanh",
    "phe duyet",
    "huong dan",
    "sua doi",
    "giai thich",
    "thuc hien",
    "trien khai",
    "v/v",
    "duoc",
    "thanh lap",
    "cong bo",
    "da duoc",
    "nham",
    "phan cap",
    "uy quyen",
    "dieu chinh",
    "bo sung",
    "thay the",
    "bai bo",
    "giao chi tieu",
    "kem theo",
    "cong khai",
    "da cong khai",
    "co hieu luc",
    "het hieu luc",
];

/// The most characters between `được sửa đổi` and what leads to the document that did it.
const LONGEST_AMENDED: usize = 48;

/// How what a document is about begins, folded.
pub(crate) const SUBJECT_STARTS: [&str; 17] = [
    "ve viec ",
    "ve ",
    "v/v",
    "quy dinh ",
    "ban hanh ",
    "phe duyet ",
    "huong dan ",
    "sua doi",
    "giai thich ",
    "cong bo ",
    "thanh lap ",
    "bai bo ",
    "bo sung ",
    "dieu chinh ",
    "phan cap ",
    "thay the ",
    "uy quyen ",
];

/// `Issuer` of `decision.ebnf`, behind `của`: up to what the document is about. `None` where the name is missing. Where
/// several issued it (`jointly`), a comma may stand between their names.
pub(super) fn issuer<'t>(jointly: bool, words: &'t Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, Option<&'t str>> {
    move |input| {
        let led = (skip(" ,"), tag("cua "), not((blanks, tag("ngay"))));
        let names = within(at_most(LONGEST_PART), names(jointly, words));
        let (rest, names): (_, FoldedStr) = preceded(led, names).parse(input)?;
        Ok((rest, Some(names.raw().trim()).filter(|names| !names.is_empty())))
    }
}

/// `Names` of `decision.ebnf`. A minister's two posts are one name: `Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ`.
fn names<'t>(jointly: bool, words: &'t Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    move |input| {
        let second = (tag(", "), peek(capital(words)));
        let post = opt((phrase(&words.posts), opt(second)));
        recognize((post, up_to(end(jointly, words)))).parse(input)
    }
}

/// Where the names of issuers end.
fn end<'t>(jointly: bool, words: &'t Vocabulary) -> impl FnMut(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let goes_on = alt((next_field(words), verify(next_agency(words), |_: &FoldedStr| jointly)));
        alt((
            preceded(char(' '), alt((stop_word, joint(words)))),
            map(sign(";.:)"), drop),
            map((char(','), not(goes_on)), drop),
        ))
        .parse(input)
    }
}

/// What stands behind a blank where an issuer's name ends.
fn stop_word(input: FoldedStr<'_>) -> Read<'_, ()> {
    // `Vệ An` is the name of a place.
    let is_other = |word: &FoldedStr| ["vé", "vè", "vẻ", "vẽ", "vệ"].contains(&word.raw().to_lowercase().as_str());
    let word = verify(any(&ISSUER_ENDS), |word| !is_other(word));
    let word = terminated(word, alt((eof, recognize(satisfy(|c| !c.is_ascii_alphanumeric())))));
    let year = recognize((tag("nam "), sign("12")));
    map(alt((word, year, recognize(sign("(\"")))), drop).parse(input)
}

/// `và` behind which the name does not go on: what follows is neither a name's word with a capital nor the rest of an agency's
/// field (`Bộ Giáo dục và đào tạo`).
fn joint<'t>(words: &'t Vocabulary) -> impl FnMut(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let field = map(phrase(&words.agency_fields), drop);
        map((tag("va "), not(alt((field, map(capital(words), drop))))), drop).parse(input)
    }
}

/// A word with a capital with which no other document and no basis begins.
fn capital<'t>(words: &'t Vocabulary) -> impl FnMut(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    move |input| {
        let is_other = |input: FoldedStr| {
            words.kinds.iter().any(|kind| input.folded().starts_with(kind.folded.as_str()))
                || words.bases.longest_prefix(input.folded()).is_some()
        };
        verify(rest, |rest: &FoldedStr| rest.raw().starts_with(is_uppercase) && !is_other(*rest)).parse(input)
    }
}

/// The fields of an agency behind a comma, of which `và` joins the last: `, Thể thao và Du lịch`.
fn next_field<'t>(words: &'t Vocabulary) -> impl FnMut(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    move |input| {
        let agency = |input: FoldedStr<'t>| next_agency(words)(input);
        let field = till(alt((map(tag(" va "), drop), preceded(char(' '), stop_word), map(sign(";.:),"), drop))));
        let joined = terminated(field, preceded(tag(" va "), capital(words)));
        preceded((not(agency), blanks, peek(capital(words))), joined).parse(input)
    }
}

/// The name of another agency or post behind a comma.
fn next_agency<'t>(words: &'t Vocabulary) -> impl FnMut(FoldedStr<'t>) -> Read<'t, FoldedStr<'t>> {
    move |input| {
        let head = alt((phrase(&words.agency_heads), phrase(&words.bodies), phrase(&words.posts)));
        preceded(blanks, recognize((peek(capital(words)), head))).parse(input)
    }
}

/// `Subject` of a cited document: from a word that begins one to a semicolon, to what amended the document, or to another
/// document that stands beside it.
pub(super) fn subject<'t>(words: &'t Vocabulary) -> impl Fn(FoldedStr<'t>) -> Read<'t, Option<&'t str>> {
    move |input| {
        let end =
            alt((map(tag(";"), drop), preceded(peek(char(' ')), alt((amended, consolidated, beside(input, words))))));
        let subject = within(at_most(LONGEST_PART), up_to(end));
        map(preceded((skip(" ,"), peek(any(&SUBJECT_STARTS))), subject), title).parse(input)
    }
}

/// `được sửa đổi, bổ sung bởi`, behind which another document stands.
fn amended(input: FoldedStr<'_>) -> Read<'_, ()> {
    let by = within(at_most(LONGEST_AMENDED), till(any(&[" boi ", " theo ", " tai "])));
    let what =
        verify(by, |what: &FoldedStr| !what.folded().contains(" linh vuc ") && !what.folded().contains(" quy dinh"));
    map((tag(" duoc sua doi"), what), drop).parse(input)
}

/// `(hợp nhất tại Văn bản hợp nhất số …)`, behind which the consolidated text stands.
fn consolidated(input: FoldedStr<'_>) -> Read<'_, ()> {
    map(any(&[" (hop nhat tai ", " (duoc hop nhat tai "]), drop).parse(input)
}

/// `và Nghị định số …`, where the subject, which begins with `whole`, has cited nothing before.
fn beside<'t>(whole: FoldedStr<'t>, words: &'t Vocabulary) -> impl FnMut(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let (named, _) = tag(" va ").parse(input)?;
        let kinds = words.kinds.iter().filter(|kind| kind.usage != Usage::Attachment);
        let mut identified = kinds.map(|kind| -> Read<'t, ()> {
            let numbered = verify(identity(false), |identity: &Identity| identity.number.is_some());
            map((tag(kind.folded.as_str()), numbered), drop).parse(named)
        });
        let cites = whole.upto(input).folded().contains(" so ");
        identified.find_map(Result::ok).filter(|_| !cites).ok_or(nom::Err::Error(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Folded;

    /// The issuer in a text that goes on with `của`.
    fn read(text: &str, jointly: bool) -> Option<String> {
        let folded = Folded::new(text);
        let input = FoldedStr::new(text, &folded);
        issuer(jointly, Vocabulary::builtin())(input).ok().and_then(|(_, name)| name.map(str::to_owned))
    }

    #[test]
    fn a_name_with_commas_and_conjunctions_is_whole() {
        for (name, behind) in [
            ("Chính phủ", " về một cửa"),
            ("Chính phủ", ", Ủy ban nhân dân tỉnh ban hành Kế hoạch"),
            ("Chính phủ", " và các văn bản hướng dẫn"),
            ("Chính phủ", " và Thông tư số 5/2020/TT-BNV"),
            ("Chính phủ", ", Căn cứ Luật Đất đai"),
            ("Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn", " hướng dẫn"),
            ("Bộ Giáo dục và đào tạo", " quy định"),
            ("Bộ Văn hóa, Thể thao và Du lịch", " về lễ hội"),
            ("Bộ Lao động - Thương binh và Xã hội", ""),
            ("Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc", " hướng dẫn"),
            ("Bộ Tài chính và Bộ Nội vụ", " hướng dẫn"),
            ("Bộ trưởng Bộ Tư pháp", " ban hành"),
            ("Hội đồng nhân dân tỉnh", ") và Quyết định"),
            ("Chủ tịch Ủy ban nhân dân tỉnh", " phân cấp thẩm quyền"),
            ("Ủy ban nhân dân xã Vệ An", " về giao đất"),
        ] {
            assert_eq!(read(&format!(" của {name}{behind}"), false).as_deref(), Some(name), "{name}{behind}");
        }
    }

    #[test]
    fn joint_issuers_may_stand_behind_commas() {
        let text = " của Bộ Tài chính, Bộ Nội vụ, Bộ Y tế hướng dẫn";
        assert_eq!(read(text, true).as_deref(), Some("Bộ Tài chính, Bộ Nội vụ, Bộ Y tế"));
        assert_eq!(read(text, false).as_deref(), Some("Bộ Tài chính"));
    }
}
