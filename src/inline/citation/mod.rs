//! Cited documents (viện dẫn): Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b, and the habits of real documents.
//!
//! A law is cited by its name, with number or date behind it; every other kind has its number next
//! to the kind. `kind` finds where a citation may begin, `identity` reads number and date, `law` a law's name, `pinpoint`
//! the article that is meant, `issuer` who issued it and what it is about.

mod identity;
mod issuer;
mod kind;
mod law;
mod pinpoint;

use super::number::{Number, symbol_parts};
use crate::model::{Citation, DocumentKind, Relation};
use crate::words::combinators::{Read as Parsed, at_most, none_of_these, sign, skip, within};
use crate::words::{Folded, FoldedStr, Kind, Usage, Vocabulary, is_uppercase};
use identity::{Identity, identity};
#[cfg(test)]
pub(crate) use issuer::SUBJECT_STARTS;
use issuer::{issuer, subject};
use kind::{Named, kinds};
use law::{Title, bare_law, dated_law, is_of_the_assembly};
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_until};
use nom::combinator::{map, opt, peek, recognize, verify};
use nom::sequence::terminated;
#[cfg(test)]
pub(crate) use pinpoint::UNITS;
use pinpoint::pinpoint;
use std::collections::HashSet;

/// The longest part of a citation, in characters: a paragraph may have megabytes.
const LONGEST_PART: usize = 700;
/// The most characters of the words between a kind and `số`.
const LONGEST_QUALIFIER: usize = 40;
/// Words between a kind and `số` that lead to something else, folded.
const NO_QUALIFIERS: [&str; 5] = [" cua ", " theo ", " tai ", " va ", " nay "];
/// The most characters between two of several laws by which one was amended.
const LONGEST_LINK: usize = 40;

/// What a text cites.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cited {
    /// Each document once, in order.
    pub citations: Vec<Citation>,
    /// Numbers behind which `ngày` stands without a date.
    pub undated: Vec<String>,
    /// True where a symbol was put right by the word list.
    pub repaired: bool,
}

/// The citations of a text, each a `Citation` of `decision.ebnf`. Laws that have neither number nor date are taken only from a
/// `basis`, where a law's name can mean nothing else.
pub(crate) fn citations(text: &str, basis: bool, words: &Vocabulary) -> Cited {
    if !may_cite(text, basis) {
        return Cited::default();
    }
    let folded = Folded::new(text);
    let whole = FoldedStr::new(text, &folded);
    let names = kinds(whole, words);
    let mut found = Found { words, cited: Cited::default(), amended: false, seen: HashSet::new() };
    let (mut rest, mut names) = (whole, names.as_slice());
    while let [name, following @ ..] = names {
        names = following;
        // A citation may hold the names of other kinds.
        if name.at.begins_before(rest) {
            continue;
        }
        let first = found.cited.citations.is_empty();
        if let Some((after, read)) = citation(name, following, basis, first) {
            found.push(name, read, rest.upto(name.at), after);
            rest = found.members(name, after, None);
        } else if let Ok((after, issuer)) = list_head(words)(name.after) {
            rest = found.members(name, after, Some(issuer));
        }
    }
    // Room for four citations is too much to keep for one.
    found.cited.citations.shrink_to_fit();
    found.cited
}

/// False where a text has no digit, or neither the sign that joins a number nor words of a law or a date: nothing of it need
/// be folded.
fn may_cite(text: &str, basis: bool) -> bool {
    let words = ["ng", "uật", "năm", "lệnh", "pháp"];
    basis
        || text.contains(|c: char| c.is_ascii_digit())
            && (text.contains(['/', '-']) || words.iter().any(|part| text.contains(part)))
}

/// A cited document as it was read.
struct Read<'t> {
    /// The name of a law.
    title: Option<&'t str>,
    identity: Identity<'t>,
}

/// `Citation` of `decision.ebnf`, from its kind on. A law's name runs to its number or date, which may be missing where it is
/// the `first` citation of a `basis`, or behind a pinpoint.
fn citation<'t>(
    name: &Named<'t>,
    following: &[Named<'t>],
    basis: bool,
    first: bool,
) -> Option<(FoldedStr<'t>, Read<'t>)> {
    if name.kind.usage != Usage::Law {
        let alone = following.first().map_or(name.after, |other| name.after.upto(other.at));
        let read = identity(false)(name.after).or_else(|_| qualified(alone)(name.after));
        return read.ok().map(|(rest, identity)| (rest, Read { title: None, identity }));
    }
    let window = law::window(name, following);
    // In small letters `luật` is a word, unless the number of one follows.
    if !name.at.raw().starts_with(is_uppercase) {
        let read = dated_law(window)(name.after).ok();
        let alone = |title: Option<&str>| title.is_some_and(|title| !title.contains([',', 'L']));
        let (rest, (title, identity)) = read.filter(|(_, (title, identity))| {
            alone(*title) && identity.number.as_ref().is_some_and(is_of_the_assembly)
        })?;
        return Some((rest, Read { title, identity }));
    }
    let alone = |error| match (basis, first, pinpoint(name.before).is_some()) {
        (true, true, _) | (true, _, true) => bare_law(window, Title::Basis)(name.after),
        (false, _, true) => bare_law(window, Title::Sentence)(name.after),
        _ => Err(error),
    };
    let read = dated_law(window)(name.after).or_else(alone);
    read.ok().map(|(rest, (title, identity))| (rest, Read { title, identity }))
}

/// Words between a kind and `số` that say more of the kind, before the next kind: `Báo cáo thẩm định số 20/BC-PC`.
fn qualified<'t>(alone: FoldedStr<'t>) -> impl Fn(FoldedStr<'t>) -> Parsed<'t, Identity<'t>> {
    move |input| {
        let seen = move |input: FoldedStr<'t>| Ok((input.behind(alone), alone));
        let is_qualifier = |words: &FoldedStr| {
            let small = words.raw().chars().all(|c| matches!(c, ' ' | ',') || c.is_lowercase());
            small && !NO_QUALIFIERS.iter().any(|other| words.folded().contains(other))
        };
        let words = verify(within(at_most(LONGEST_QUALIFIER), take_until(" so ")), is_qualifier);
        let mut numbered = verify(identity(false), |identity: &Identity| identity.number.is_some());
        let (_, words) = within(seen, words).parse(input)?;
        numbered.parse(input.behind(words))
    }
}

/// What stands before a list of documents of one kind, behind its name: `của Chính phủ:`. The issuer of all.
fn list_head<'t>(words: &'t Vocabulary) -> impl Fn(FoldedStr<'t>) -> Parsed<'t, Option<&'t str>> {
    move |input| terminated(map(opt(issuer(true, words)), Option::flatten), (skip(" "), tag(":"))).parse(input)
}

/// A document in a list, which has no kind of its own: `và số 13/QĐ-UBND`. Behind the head of a list (`headed`) what a document is
/// about may stand before the next. What stands before it, it and what follows, and its number and date.
fn member<'t>(headed: bool) -> impl Fn(FoldedStr<'t>) -> Parsed<'t, (FoldedStr<'t>, FoldedStr<'t>, Identity<'t>)> {
    move |input| {
        let joined = recognize((skip(" ,;"), opt(tag("va ")), skip(" ")));
        // Of a text that may have megabytes no more is looked at than a title has.
        let room = if headed { LONGEST_PART } else { 0 };
        let behind = recognize((within(at_most(room), none_of_these(";")), tag(";"), skip("; ")));
        let numbered = |input: FoldedStr<'t>| {
            let (rest, _) = peek(terminated(tag("so"), sign(" :"))).parse(input)?;
            verify(identity(false), |identity: &Identity| identity.number.is_some()).parse(rest)
        };
        let (at, gap) = alt((terminated(joined, peek(numbered)), terminated(behind, peek(numbered)))).parse(input)?;
        map(numbered, |identity| (gap, at, identity)).parse(at)
    }
}

/// What was found so far.
struct Found<'w> {
    words: &'w Vocabulary,
    cited: Cited,
    /// The last citation is one by which another was amended.
    amended: bool,
    /// Kind, number and date of what was cited, and the title where there is no number.
    seen: HashSet<(Option<DocumentKind>, [String; 2], String)>,
}

impl Found<'_> {
    /// Adds the documents of a list, which have their kind in common with the `first` of them, or with the head of the list and
    /// its issuer. What stands behind them.
    fn members<'t>(&mut self, first: &Named<'t>, from: FoldedStr<'t>, head: Option<Option<&'t str>>) -> FoldedStr<'t> {
        let mut rest = from;
        while let Ok((after, (gap, at, identity))) = member(head.is_some())(rest) {
            let name = Named { kind: first.kind, before: first.before.upto(first.before), at, after: at };
            let identity = Identity { issuer: identity.issuer.or(head.flatten()), ..identity };
            self.push(&name, Read { title: None, identity }, gap, after);
            rest = after;
        }
        rest
    }

    /// Adds a citation that ends where `rest` begins; `between` stands before it, behind the last one.
    fn push(&mut self, name: &Named, read: Read, between: FoldedStr, rest: FoldedStr) {
        let is_first = self.cited.citations.is_empty();
        self.amended = !is_first && self.is_amending(between.folded());
        let consolidated = !is_first && is_consolidating(between.folded(), name.kind);
        let (after, issuer) = match read.identity.issuer {
            Some(issuer) => (rest, Some(issuer)),
            None => issuer(is_joint(&read, name.kind), self.words)(rest).unwrap_or((rest, None)),
        };
        let title = read.title.or_else(|| subject(self.words)(after).ok().and_then(|(_, subject)| subject));
        let number = read.identity.number.map(|number| self.number(&number, name.kind));
        if read.identity.undated {
            self.cited.undated.extend(number.clone());
        }
        let citation = Citation {
            text: name.at.upto(rest).raw().trim().to_owned(),
            kind: Some(name.kind.key.clone()),
            number,
            date: read.identity.date,
            issuer: issuer.map(str::to_owned),
            title: title.map(str::to_owned),
            pinpoint: pinpoint(name.before).map(str::to_owned),
            relation: match (consolidated, self.amended) {
                (true, _) => Some(Relation::ConsolidatedIn),
                (false, true) => Some(Relation::AmendedBy),
                (false, false) => None,
            },
        };
        let identified = citation.number.is_some() || citation.date.is_some();
        let number = [&citation.number, &citation.date].map(|part| part.clone().unwrap_or_default());
        let title = citation.title.clone().filter(|_| citation.number.is_none()).unwrap_or_default();
        if !identified || self.seen.insert((citation.kind.clone(), number, title)) {
            self.cited.citations.push(citation);
        }
    }

    /// True behind `được sửa đổi, bổ sung bởi`, and for what is listed there.
    fn is_amending(&self, between: &str) -> bool {
        let listed = self.amended
            && between.len() < LONGEST_LINK
            && !between.contains(';')
            && (between.contains(" va ") || between.contains(", "));
        let led =
            between.contains("duoc sua doi") && [" boi ", " theo ", " tai "].iter().any(|by| between.contains(by));
        listed || led
    }

    /// The number with the right abbreviation in its symbol, where an engine made another of it by the word list:
    /// `87/TIT-TCKT` of a Tờ trình.
    fn number(&mut self, number: &Number, kind: &Kind) -> String {
        let put_right = || {
            let symbol = number.symbol.as_deref()?;
            let (_, (first, rest)) = symbol_parts(symbol).ok()?;
            let listed = self.words.symbol_repairs.get(first);
            let right =
                kind.symbol.as_ref().filter(|right| listed == Some(right) || is_doubled(first, right.as_str()))?;
            Some(format!("{}{right}-{rest}", number.text.strip_suffix(symbol)?))
        };
        let put_right = put_right().or_else(|| assembly_put_right(&number.text));
        self.cited.repaired |= put_right.is_some();
        put_right.unwrap_or_else(|| number.text.clone())
    }
}

/// True for a consolidated text (văn bản hợp nhất) behind its act: `(hợp nhất tại Văn bản hợp nhất số 15/VBHN-VPQH)`.
fn is_consolidating(between: &str, kind: &Kind) -> bool {
    kind.key == DocumentKind::VanBanHopNhat
        && ["hop nhat tai ", "hop nhat theo "].iter().any(|led| between.ends_with(led))
}

/// True for the abbreviation of a kind of which an engine read a letter twice: `TTTr` of `TTr`.
fn is_doubled(symbol: &str, right: &str) -> bool {
    let single = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.dedup();
        letters
    };
    symbol.chars().count() > right.chars().count() && single(symbol) == single(right)
}

/// The number of an act of the National Assembly (Quốc hội), which ends in `QH` and that of its term, with the Q that an engine
/// read as O: `34/2018/OH14`.
fn assembly_put_right(number: &str) -> Option<String> {
    let body = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let term = number.strip_prefix(body).filter(|term| matches!(term.len(), 1 | 2))?;
    let before = body.strip_suffix("OH").filter(|before| before.ends_with(['/', 'V']))?;
    Some(format!("{before}QH{term}"))
}

/// True for a document that several agencies issue together (văn bản liên tịch).
fn is_joint(read: &Read, kind: &Kind) -> bool {
    let symbol = read.identity.number.as_ref().and_then(|number| number.symbol.as_deref());
    kind.key == DocumentKind::ThongTuLienTich || symbol.is_some_and(|symbol| symbol.contains("LT"))
}

/// The name of a law or of what a document is about, without the marks behind it; `None` where nothing is left.
fn title(text: FoldedStr<'_>) -> Option<&str> {
    let title = text.raw().trim().trim_end_matches([',', ';', '.', ':']).trim_end();
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        citations(text, true, Vocabulary::builtin())
            .citations
            .into_iter()
            .map(|citation| (citation.number.unwrap_or_default(), citation.date.unwrap_or_default()))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(number, date)| ((*number).to_owned(), (*date).to_owned())).collect()
    }

    #[test]
    fn the_shapes_of_standards_6() {
        for (text, expected) in [
            ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025", vec![("", "2025-06-16")]),
            ("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15", vec![("72/2025/QH15", "")]),
            ("Căn cứ Luật Tổ chức chính quyền địa phương năm 2025", vec![("", "2025")]),
            ("Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024", vec![("31/2024/QH15", "2024-01-18")]),
            (
                "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15",
                vec![("64/2025/QH15", ""), ("87/2025/QH15", "")],
            ),
            (
                "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019",
                vec![("", "2019-11-22")],
            ),
            (
                "Căn cứ Quyết định số 411/QĐ-TTg của Thủ tướng Chính phủ ngày 31/3/2022 phê duyệt Chiến lược",
                vec![("411/QĐ-TTg", "2022-03-31")],
            ),
            (
                "Căn cứ khoản 1 Điều 7 Nghị định số 161/2026/NĐ-CP ngày 15 tháng 5 năm 2026 của Chính phủ quy định mức lương",
                vec![("161/2026/NĐ-CP", "2026-05-15")],
            ),
            ("Theo đề nghị của Sở tại Tờ trình số /TTr-SNV ngày / /2025", vec![("/TTr-SNV", "2025")]),
            ("Căn cứ Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị", vec![("57-NQ/TW", "2024-12-22")]),
            (
                "Thực hiện Kế hoạch số 119-KH/TU ngày 18 tháng 12 năm 2019 về thực hiện Chỉ thị số 37-CT/TW ngày 03 tháng 9 năm 2019",
                vec![("119-KH/TU", "2019-12-18"), ("37-CT/TW", "2019-09-03")],
            ),
            ("Theo đề nghị của Văn phòng Thường trực", vec![]),
            ("Căn cứ Hiến pháp năm 2013", vec![("", "2013")]),
            // The blank behind `Nam` is the one before `năm`.
            ("Căn cứ Luật Ngân hàng Nhà nước Việt Nam năm 1997", vec![("", "1997")]),
        ] {
            assert_eq!(read(text), pairs(&expected), "{text}");
        }
    }

    #[test]
    fn a_kind_may_be_qualified_before_its_number() {
        for (text, expected) in [
            ("Báo cáo thẩm định số 20/BC-PC ngày 01/3/2024", vec![("20/BC-PC", "2024-03-01")]),
            ("Báo cáo tiếp thu, giải trình số 20/BC-PC ngày 01/3/2024", vec![("20/BC-PC", "2024-03-01")]),
            ("Đơn đề nghị số 25/ĐĐN-ĐLS ngày 01/3/2024", vec![("25/ĐĐN-ĐLS", "2024-03-01")]),
            ("Tờ trình liên ngành số 7/TTrLN-YT-TC ngày 01/3/2024", vec![("7/TTrLN-YT-TC", "2024-03-01")]),
            ("Kế hoạch thực hiện nghị quyết số 7/NQ-HĐND", vec![("7/NQ-HĐND", "")]),
            ("Quyết định này theo văn bản số 7/VP-TH", vec![("7/VP-TH", "")]),
            ("Tờ trình của phòng số 7/TTr-VP", vec![]),
        ] {
            assert_eq!(read(text), pairs(&expected), "{text}");
        }
    }

    #[test]
    fn names_of_laws_are_whole() {
        for (text, kind, title, number) in [
            ("Luật Giá số 16/2023/QH15", "luat", "Giá", "16/2023/QH15"),
            ("Luật Quy hoạch ngày 24 tháng 11 năm 2017", "luat", "Quy hoạch", ""),
            ("Luật An ninh mạng 24/2018/QH14", "luat", "An ninh mạng", "24/2018/QH14"),
            ("luật Bảo hiểm xã hội số 58/2014/QH13", "luat", "Bảo hiểm xã hội", "58/2014/QH13"),
            ("Luật Làm việc theo hợp đồng số 69/2020/QH14", "luat", "Làm việc theo hợp đồng", "69/2020/QH14"),
        ] {
            let cited = citations(&format!("Căn cứ {text} về việc"), true, Vocabulary::builtin()).citations;
            let [citation] = cited.as_slice() else { panic!("{text}: {cited:?}") };
            let read = (citation.kind.as_ref().map(|kind| kind.key().to_owned()), citation.title.as_deref());
            assert_eq!(read, (Some(kind.to_owned()), Some(title)), "{text}");
            assert_eq!(citation.number.as_deref().unwrap_or_default(), number, "{text}");
        }
        assert_eq!(read("theo ý kiến của luật gia số 5/2020"), pairs(&[]));
    }

    #[test]
    fn a_title_ends_before_what_is_cited_beside_it() {
        let title =
            |text: &str| citations(text, true, Vocabulary::builtin()).citations[0].title.clone().unwrap_or_default();
        for (text, expected) in [
            (
                "Nghị định số 45/2010/NĐ-CP ngày 21/4/2010 quy định về quản lý hội và Nghị định số 33/2012/NĐ-CP ngày 13/4/2012",
                "quy định về quản lý hội",
            ),
            (
                "Quyết định số 5/QĐ-UBND bãi bỏ Quyết định số 6/QĐ-UBND và Quyết định số 7/QĐ-UBND",
                "bãi bỏ Quyết định số 6/QĐ-UBND và Quyết định số 7/QĐ-UBND",
            ),
            ("Quyết định số 5/QĐ-UBND công bố thủ tục được sửa đổi, bổ sung", "công bố thủ tục được sửa đổi, bổ sung"),
            ("Nghị định số 5/NĐ-CP quy định giá, được sửa đổi, bổ sung tại Nghị định số 6/NĐ-CP", "quy định giá"),
        ] {
            assert_eq!(title(text), expected, "{text}");
        }
    }

    #[test]
    fn documents_of_a_list_have_their_kind_in_common() {
        for (text, expected) in [
            (
                "các Nghị định của Chính phủ: số 31/2010/NĐ-CP ngày 08/6/2010 về chợ; số 92/2017/NĐ-CP ngày 07/8/2017 về phí",
                vec![("31/2010/NĐ-CP", "2010-06-08"), ("92/2017/NĐ-CP", "2017-08-07")],
            ),
            (
                "Công văn số 12/SNV-TC ngày 05/6/2020 và số 13/SNV-TC ngày 06/6/2020 của Sở Nội vụ",
                vec![("12/SNV-TC", "2020-06-05"), ("13/SNV-TC", "2020-06-06")],
            ),
            (
                "các Quyết định: Số 5/QĐ-UBND ngày 02/5/2019 về phân cấp; Thông báo số 6/TB-VP ngày 03/5/2019",
                vec![("5/QĐ-UBND", "2019-05-02"), ("6/TB-VP", "2019-05-03")],
            ),
            ("Quyết định số 5/QĐ-UBND, số tiền 7/10", vec![("5/QĐ-UBND", "")]),
        ] {
            assert_eq!(read(text), pairs(&expected), "{text}");
        }
        let cited = citations("các Nghị định của Chính phủ: số 31/2010/NĐ-CP", true, Vocabulary::builtin());
        assert_eq!(cited.citations[0].issuer.as_deref(), Some("Chính phủ"));
    }

    #[test]
    fn misread_symbols_of_known_kinds_are_put_right() {
        for (text, expected) in [
            ("Tờ trình số 19/TTTr-PTV", "19/TTr-PTV"),
            ("Quyết định số 19/QQĐ-UBND", "19/QĐ-UBND"),
            ("Quyết định số 19/QĐĐ-UBND", "19/QĐ-UBND"),
            ("Luật số 34/2018/OH14", "34/2018/QH14"),
            ("Pháp lệnh số 12/2004/PL-UBTVOH11", "12/2004/PL-UBTVQH11"),
            ("Thông báo số 5/TB-OH14", "5/TB-OH14"),
            ("Nghị định số 1 18/2025/NĐ-CP", "118/2025/NĐ-CP"),
        ] {
            let number = read(text).into_iter().next().map(|(number, _)| number);
            assert_eq!(number.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn issuer_title_pinpoint_and_relation() {
        let cited = citations(
            "Căn cứ khoản 1 Điều 7 Nghị định số 29/2025/NĐ-CP ngày 24 tháng 02 năm 2025 của Chính phủ quy định chức năng, được sửa đổi, bổ sung bởi Nghị định số 166/2025/NĐ-CP ngày 30 tháng 6 năm 2025 của Chính phủ",
            true,
            Vocabulary::builtin(),
        );
        let [first, second] = &cited.citations[..] else { panic!("two citations: {cited:?}") };
        assert_eq!(first.pinpoint.as_deref(), Some("khoản 1 Điều 7"));
        assert_eq!(first.issuer.as_deref(), Some("Chính phủ"));
        assert_eq!(first.title.as_deref(), Some("quy định chức năng"));
        assert_eq!(second.relation, Some(Relation::AmendedBy));
    }

    #[test]
    fn a_consolidated_text_stands_behind_its_act() {
        let cited = citations(
            "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính (hợp nhất tại Văn bản hợp nhất số 6050/2026/VBHN-BTP)",
            true,
            Vocabulary::builtin(),
        );
        let [act, text] = &cited.citations[..] else { panic!("two citations: {cited:?}") };
        assert_eq!((act.relation.as_ref(), act.title.as_deref()), (None, Some("về thực hiện thủ tục hành chính")));
        assert_eq!(
            (text.kind.as_ref(), text.number.as_deref()),
            (Some(&DocumentKind::VanBanHopNhat), Some("6050/2026/VBHN-BTP"))
        );
        assert_eq!(text.relation, Some(Relation::ConsolidatedIn));
        // In the place of an act it is a document like any other.
        let alone = citations("Căn cứ Văn bản hợp nhất số 15/VBHN-VPQH ngày 01/7/2026", true, Vocabulary::builtin());
        assert_eq!(alone.citations[0].relation, None);
    }

    #[test]
    fn an_issuer_that_is_missing_leaves_the_number() {
        for text in [
            "Quyết định số 12/QĐ-UBND của ngày 03 tháng 7 năm 2019 về việc giao đất",
            "Quyết định số 12/QĐ-UBND của ngày",
            "Quyết định số 12/QĐ-UBND của",
            "Quyết định số 12/QĐ-UBND của  ngày 03/7/2019",
        ] {
            // Found in a real document: this was a panic.
            let cited = citations(text, true, Vocabulary::builtin()).citations;
            assert_eq!(cited.len(), 1, "{text}");
            assert_eq!(cited[0].number.as_deref(), Some("12/QĐ-UBND"), "{text}");
            assert_eq!(cited[0].issuer, None, "{text}");
        }
    }

    #[test]
    fn a_date_behind_a_missing_issuer_is_read() {
        let text = "theo Nghị định số 262/2025/NĐ-CP của ngày 14 tháng 10 năm 2025 của Chính phủ.";
        let cited = citations(text, false, Vocabulary::builtin()).citations;
        assert_eq!(cited[0].date.as_deref(), Some("2025-10-14"));
        assert_eq!(cited[0].issuer.as_deref(), Some("Chính phủ"));
    }

    #[test]
    fn a_date_that_is_no_date_is_reported() {
        let cited = citations("thực hiện Nghị quyết số 26/NQ-TW ngày các cấp, nhất là", false, Vocabulary::builtin());
        assert_eq!(cited.undated, ["26/NQ-TW"]);
        assert_eq!(cited.citations[0].date, None);
    }
}
