//! Laws, which are cited by name: `Luật Đất đai ngày 18 tháng 01 năm 2024`.

use super::super::number::{Number, cited_number};
use super::identity::{Identity, bare_date, identity, misread_day};
use super::kind::Named;
use super::title;
use crate::model::DocumentKind;
use crate::words::combinators::{Read, any, first, in_raw, up_to, within};
use crate::words::{FoldedStr, Usage};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::char;
use nom::combinator::{map, peek, verify};
use nom::sequence::preceded;
use nom::{Input, Parser};

/// The longest name of a law, in characters.
const LONGEST_TITLE: usize = 260;

/// A law's name and what identifies it.
type Law<'t> = (Option<&'t str>, Identity<'t>);

/// Where the name of a law ends that has neither number nor date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// In a basis: with the clause.
    Basis,
    /// In a sentence, behind a pinpoint: at the first comma.
    Sentence,
}

/// As far as the name of a law may reach: to a semicolon or a parenthesis, or to the next document that has a number or date
/// of its own.
pub(super) fn window<'t>(law: &Named<'t>, following: &[Named<'t>]) -> FoldedStr<'t> {
    let clause = up_to_clause(law.after);
    let mut others = following
        .iter()
        .map(|other| (clause.upto(other.at), other))
        .take_while(|(name, _)| name.input_len() < clause.input_len())
        // A kind right behind the law's own is its name: `Luật Quy hoạch`.
        .filter(|(name, other)| !name.folded().trim().is_empty() && other.kind.usage != Usage::Law)
        .filter(|(_, other)| identity(false)(other.after).is_ok_and(|(_, identity)| !is_the_laws(other, &identity)));
    others.next().map_or(clause, |(name, _)| name)
}

/// True for the number of the law itself behind a word of its name that is a kind, too:
/// `Luật Người lao động … theo hợp đồng số 69/2020/QH14`.
fn is_the_laws(other: &Named, identity: &Identity) -> bool {
    other.kind.key != DocumentKind::NghiQuyet && identity.number.as_ref().is_some_and(is_of_the_assembly)
}

fn up_to_clause(input: FoldedStr<'_>) -> FoldedStr<'_> {
    let read: Read<FoldedStr> = take_while_m_n(0, LONGEST_TITLE, |c| !matches!(c, ';' | '(')).parse(input);
    read.map_or(input, |(_, clause)| clause)
}

/// `LawTitle` of `decision.ebnf` with number or date behind it, which begins within a window.
pub(super) fn dated_law<'t>(window: FoldedStr<'t>) -> impl Fn(FoldedStr<'t>) -> Read<'t, Law<'t>> {
    move |input| {
        let identified = |at: FoldedStr<'t>| preceded(peek(anchor(input.upto(at))), identity(true)).parse(at);
        map(first(window.input_len(), identified), |(name, identity)| (title(name), identity)).parse(input)
    }
}

/// What stands behind the name of a law, before its number or date.
fn anchor<'t>(name: FoldedStr<'t>) -> impl FnMut(FoldedStr<'t>) -> Read<'t, ()> {
    move |input| {
        let words = map(any(&[" so ", " so:", " ngay "]), drop);
        // A year behind a day and month that cannot be read is no date.
        let dated = |_: &FoldedStr| name.folded().contains(" ngay ") || name.folded().ends_with(" ngay");
        let year = map(verify(tag(" nam "), |year| !dated(year)), drop);
        let number = map(in_raw(verify(cited_number, is_of_the_assembly)), drop);
        let day = alt((misread_day, map(bare_date, drop), number));
        alt((words, year, preceded(char(' '), day))).parse(input)
    }
}

/// True for the number of a law: its symbol is that of the National Assembly (Quốc hội), `24/2018/QH14`.
pub(super) fn is_of_the_assembly(number: &Number) -> bool {
    number.symbol.as_deref().is_some_and(|symbol| symbol.starts_with("QH"))
}

/// `LawTitle` of `decision.ebnf` alone.
pub(super) fn bare_law<'t>(window: FoldedStr<'t>, ending: Title) -> impl Fn(FoldedStr<'t>) -> Read<'t, Law<'t>> {
    move |input| {
        let seen = move |input: FoldedStr<'t>| Ok((input.behind(window), window));
        let ends = alt((tag(" duoc sua doi"), tag("."), tag(":")));
        let named = verify(up_to(ends), |name: &FoldedStr| title(*name).is_some());
        let comma = verify(tag(","), |_: &FoldedStr| ending == Title::Sentence);
        let name = within(within(seen, named), up_to(comma));
        map(name, |name| (title(name), Identity::default())).parse(input)
    }
}
