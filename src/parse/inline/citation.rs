//! Cited documents (viện dẫn): Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b, and the habits of real documents.
//!
//! A law is cited by its name, with number or date behind it; every other kind has its number next
//! to the kind.

use super::date::date;
use super::number::{Number, number};
use crate::model::{Citation, DocumentKind, Relation};
use crate::words::{Folded, Kind, Usage, Vocabulary, distance};
use std::collections::HashSet;

/// The longest name of a law, in characters.
const LONGEST_TITLE: usize = 260;
/// The longest issuer between a number and its date, in characters.
const LONGEST_ISSUER: usize = 110;

/// The longest citation, in characters.
const LONGEST_CITATION: usize = 700;

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

/// `Citation` of `decision.ebnf`: finds the citations of a text. Laws that have neither number nor date are taken only from a
/// `basis`, where a law's name can mean nothing else.
pub(crate) fn citations(text: &str, basis: bool, words: &Vocabulary) -> Cited {
    let mut cited = Cited::default();
    let bytes = text.as_bytes();
    if memchr::memchr2(b'/', b'-', bytes).is_none()
        && memchr::memmem::find(bytes, "uật".as_bytes()).is_none()
        && memchr::memmem::find(bytes, "ng".as_bytes()).is_none()
    {
        return cited;
    }
    let Some(finder) = &words.kind_finder else { return cited };
    if !text.contains(|c: char| c.is_ascii_digit()) && !basis {
        return cited;
    }
    let folded = Folded::new(text);
    let plain = folded.text.as_str();
    let hits: Vec<Hit> = finder
        .find_iter(plain)
        .map(|found| Hit { start: found.start(), end: found.end(), kind: &words.kinds[found.pattern().as_usize()] })
        .filter(|hit| {
            let before = plain[..hit.start].bytes().next_back();
            before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
                && plain.as_bytes().get(hit.end).is_none_or(|byte| !byte.is_ascii_alphanumeric())
                && !is_no_kind(plain, hit, words)
        })
        .collect();
    let mut scan = Scan {
        words,
        text,
        folded: &folded,
        hits: &hits,
        cited: &mut cited,
        at: 0,
        amended: false,
        seen: HashSet::new(),
    };
    for (index, hit) in hits.iter().enumerate() {
        if hit.start >= scan.at {
            scan.hit(index, basis);
        }
    }
    // Room for four citations is too much to keep for one.
    cited.citations.shrink_to_fit();
    cited
}

/// True for `luật sư`, unless it is a law's name: `Luật Luật sư`.
fn is_no_kind(plain: &str, hit: &Hit, words: &Vocabulary) -> bool {
    let named = words.no_kinds.longest_prefix(&plain[hit.start..]).is_some();
    named && !plain[..hit.start].trim_end().ends_with(hit.kind.folded.as_str())
}

/// The number with the right abbreviation in its symbol, where an engine made another of it by the word list:
/// `87/TIT-TCKT` of a Tờ trình. True where it was put right.
fn symbol_of_kind(number: &Number, kind: &Kind, words: &Vocabulary) -> (String, bool) {
    let put_right = || {
        let symbol = number.symbol.as_ref()?;
        let (first, rest) = symbol.split_once('-')?;
        let right = words.symbol_repairs.get(first).filter(|right| kind.symbol.as_ref() == Some(right))?;
        Some(format!("{}{right}-{rest}", number.text.strip_suffix(symbol.as_str())?))
    };
    put_right().map_or_else(|| (number.text.clone(), false), |text| (text, true))
}

/// Where the date begins behind a misread `ngày`, in characters: `hgày 11 …`, `nigày n 5/6/2018`.
fn misread_day(plain: &str) -> Option<usize> {
    let word = plain.split(' ').next().unwrap_or("");
    let near = word != "ngay" && (3..=5).contains(&word.len()) && distance(word, "ngay") <= 1;
    let rest = plain.get(word.len() + 1..).filter(|_| near)?;
    let scrap = match rest.as_bytes() {
        [letter, b' ', ..] if letter.is_ascii_lowercase() => 2,
        _ => 0,
    };
    rest[scrap..].starts_with(|c: char| c.is_ascii_digit()).then_some(word.len() + 1 + scrap)
}

struct Hit<'w> {
    start: usize,
    end: usize,
    kind: &'w Kind,
}

struct Scan<'s> {
    words: &'s Vocabulary,
    text: &'s str,
    folded: &'s Folded,
    hits: &'s [Hit<'s>],
    cited: &'s mut Cited,
    /// The end of the last citation, in characters.
    at: usize,
    amended: bool,
    /// Kind, number and date of what was cited, and the title where there is no number.
    seen: HashSet<(Option<DocumentKind>, [String; 2], String)>,
}

/// Number and date behind a kind, and where they end.
#[derive(Default)]
struct Identity {
    number: Option<Number>,
    date: Option<String>,
    issuer: Option<String>,
    undated: bool,
    end: usize,
}

impl Scan<'_> {
    fn raw(&self, from: usize, to: usize) -> &str {
        &self.text[self.folded.range(from, to)]
    }

    /// What follows a place, as far as any part of a citation reaches: a paragraph may have megabytes.
    fn ahead(&self, from: usize) -> &str {
        let plain = self.plain();
        &plain[from..plain.len().min(from + LONGEST_CITATION)]
    }

    fn plain(&self) -> &str {
        &self.folded.text
    }

    fn hit(&mut self, index: usize, basis: bool) {
        let hit = &self.hits[index];
        let law = hit.kind.usage == Usage::Law;
        if law {
            if self.raw(hit.start, hit.end).starts_with(char::is_uppercase) {
                self.law(index, basis);
            }
            return;
        }
        let Some(identity) = self.identity(hit.end, false) else { return };
        self.push(hit, None, identity);
    }

    /// A law's name runs to its number or date.
    fn law(&mut self, index: usize, basis: bool) {
        let hit = &self.hits[index];
        let rest = self.ahead(hit.end);
        let stop = rest.find([';', '(']).unwrap_or(rest.len()).min(LONGEST_TITLE);
        let stop = self.hits[index + 1..]
            .iter()
            .take_while(|next| next.start < hit.end + stop)
            .find(|next| next.kind.usage != Usage::Law && self.identity(next.end, false).is_some())
            .map_or(stop, |next| next.start - hit.end);
        let anchors = [" so ", " so:", " ngay ", " nam "]
            .iter()
            .flat_map(|anchor| rest[..stop].match_indices(anchor).map(|(at, _)| at));
        let misread =
            rest[..stop].match_indices(' ').map(|(at, _)| at).filter(|at| misread_day(&rest[at + 1..]).is_some());
        let mut anchors: Vec<usize> = anchors.chain(misread).collect();
        anchors.sort_unstable();
        let day = rest[..stop].find(" ngay ");
        for anchor in anchors {
            // A year behind a day and month that cannot be read is no date.
            if day.is_some_and(|day| day < anchor && rest[anchor..].starts_with(" nam ")) {
                continue;
            }
            if let Some(identity) = self.identity(hit.end + anchor, true) {
                let title = self.title(hit.end, hit.end + anchor);
                self.push(hit, title, identity);
                return;
            }
        }
        let end = rest[..stop].find(" duoc sua doi").unwrap_or(stop);
        let end = rest[..end].find(['.', ':']).unwrap_or(end);
        let title = self.title(hit.end, hit.end + end);
        let pinpointed = self.pinpoint(hit.start).is_some();
        if title.is_some() && (basis && self.at == 0 || pinpointed) {
            let end = if pinpointed && !basis { rest[..end].find(',').unwrap_or(end) } else { end };
            let title = self.title(hit.end, hit.end + end);
            self.push(hit, title, Identity { end: hit.end + end, ..Identity::default() });
        }
    }

    fn title(&self, from: usize, to: usize) -> Option<String> {
        let title = self.raw(from, to).trim().trim_end_matches([',', ';', '.', ':']).trim_end();
        (!title.is_empty()).then(|| title.to_owned())
    }

    /// `[số] NUMBER [, ngày DATE] [của ISSUER]`, or a date alone.
    fn identity(&self, from: usize, law: bool) -> Option<Identity> {
        let plain = self.plain();
        let rest = &plain[from..];
        let blank = rest.len() - rest.trim_start_matches([' ', ':']).len();
        let mut at = from + blank;
        let labelled =
            plain[at..].strip_prefix("so").filter(|after| after.starts_with(|c: char| !c.is_ascii_alphabetic()));
        if labelled.is_some() {
            at += 2;
            at += plain[at..].len() - plain[at..].trim_start_matches([' ', ':', '.']).len();
            // `số s 33/2016/…`: a letter that dirt left.
            let scrap = &plain.as_bytes()[at..];
            if let [letter, b' ', digit, ..] = scrap
                && letter.is_ascii_lowercase()
                && digit.is_ascii_digit()
            {
                at += 2;
            }
        }
        let mut found = Identity { end: at, ..Identity::default() };
        if let Some(read) =
            number(&self.text[self.folded.at(at)..], false).filter(|read| read.serial.is_some() || labelled.is_some())
        {
            let characters = self.text[self.folded.at(at)..][..read.length].chars().count();
            found.end = at + characters;
            found.number = Some(read);
        } else if labelled.is_some() {
            return None;
        }
        self.dated(&mut found, law);
        (found.number.is_some() || found.date.is_some()).then_some(found)
    }

    fn dated(&self, found: &mut Identity, law: bool) {
        let plain = self.plain();
        let after =
            |at: usize| at + plain[at..].len() - plain[at..].trim_start_matches([' ', ',', '-', '.', '_', ':']).len();
        let at = after(found.end);
        if let Some(skipped) = misread_day(&plain[at..])
            && self.date_at(at + skipped, found)
        {
            return;
        }
        if plain[at..].starts_with("ngay") {
            if self.date_at(at, found) {
                return;
            }
            let next = plain[at + 4..].trim_start();
            found.undated = next.starts_with(|c: char| c.is_ascii_alphabetic()) && !next.starts_with("thang");
            return;
        }
        if law && plain[at..].starts_with("nam ") {
            let year: String = plain[at + 4..].chars().take_while(char::is_ascii_digit).collect();
            if year.len() == 4 {
                found.date = Some(year);
                found.end = at + 8;
            }
            return;
        }
        // The issuer was left out: `của ngày 14 tháng 10 năm 2025 của Chính phủ`.
        if found.number.is_some() && plain[at..].starts_with("cua ngay ") {
            self.date_at(at + "cua ".len(), found);
            return;
        }
        if found.number.is_some() && plain[at..].starts_with("cua ") {
            let window = &plain[at..plain.len().min(at + LONGEST_ISSUER)];
            let stop = window.find([';', '.', '"']).unwrap_or(window.len());
            if let Some(dated) = window[..stop].find(" ngay ") {
                let issuer = &window[..dated];
                let other = [" ve ", " quy dinh ", " ban hanh ", " phe duyet ", " so "]
                    .iter()
                    .any(|word| issuer.contains(word));
                let mut moved = Identity { end: at + dated, ..Identity::default() };
                if !other && self.date_at(at + dated + 1, &mut moved) {
                    let issuer = self.raw(at + 4, at + dated).trim_end_matches([',', ' ']);
                    found.issuer = (!issuer.is_empty()).then(|| issuer.to_owned());
                    found.date = moved.date;
                    found.end = moved.end;
                }
            }
        }
    }

    fn date_at(&self, at: usize, found: &mut Identity) -> bool {
        let rest = &self.plain()[at..];
        let Ok((remaining, read)) = date(rest) else { return false };
        let Some(iso) = read.iso() else { return false };
        if !read.possible {
            found.undated = true;
            return false;
        }
        found.date = Some(iso);
        found.end = at + rest.len() - remaining.len();
        true
    }

    fn push(&mut self, hit: &Hit, title: Option<String>, identity: Identity) {
        let between = &self.plain()[self.at.min(hit.start)..hit.start];
        let chained = self.amended
            && between.chars().count() < 40
            && !between.contains(';')
            && (between.contains(" va ") || between.contains(", "));
        self.amended = !self.cited.citations.is_empty()
            && (chained
                || between.contains("duoc sua doi")
                    && [" boi ", " theo ", " tai "].iter().any(|by| between.contains(by)));
        let (issuer, after) = match identity.issuer {
            Some(issuer) => (Some(issuer), identity.end),
            None => self.issuer(identity.end),
        };
        let title = title.or_else(|| self.following_title(after));
        let number = identity.number.map(|number| {
            let (text, repaired) = symbol_of_kind(&number, hit.kind, self.words);
            self.cited.repaired |= repaired;
            text
        });
        if identity.undated {
            self.cited.undated.extend(number.clone());
        }
        let start = self.pinpoint(hit.start).unwrap_or(hit.start);
        let citation = Citation {
            text: self.raw(hit.start, identity.end).trim().to_owned(),
            kind: Some(hit.kind.key.clone()),
            number,
            date: identity.date,
            issuer,
            title,
            pinpoint: (start < hit.start).then(|| {
                let pinpoint = self.raw(start, hit.start).trim();
                pinpoint.strip_suffix(" của").unwrap_or(pinpoint).trim().to_owned()
            }),
            relation: self.amended.then_some(Relation::AmendedBy),
        };
        self.at = identity.end;
        let identified = citation.number.is_some() || citation.date.is_some();
        let number = [&citation.number, &citation.date].map(|part| part.clone().unwrap_or_default());
        let title = citation.title.clone().filter(|_| citation.number.is_none()).unwrap_or_default();
        if !identified || self.seen.insert((citation.kind.clone(), number, title)) {
            self.cited.citations.push(citation);
        }
    }

    /// `của …` up to what the document is about.
    fn issuer(&self, from: usize) -> (Option<String>, usize) {
        let plain = self.plain();
        let at = from + plain[from..].len() - plain[from..].trim_start_matches([' ', ',']).len();
        let Some(rest) = self.ahead(at).strip_prefix("cua ") else { return (None, from) };
        if rest.trim_start().starts_with("ngay") {
            return (None, from);
        }
        let stops = [
            " ve ",
            " quy dinh ",
            " ban hanh ",
            " phe duyet ",
            " huong dan ",
            " sua doi",
            " giai thich ",
            " thuc hien ",
            " trien khai ",
            " v/v",
            " duoc sua doi",
            " thanh lap ",
            " cong bo ",
            " da duoc",
            " va ",
            " (",
            " \"",
            " nham ",
            " nam 2",
            " nam 1",
        ];
        let end = stops
            .iter()
            .filter_map(|stop| rest.find(stop))
            .chain(rest.find([';', '.', ',', ':']))
            .min()
            .unwrap_or(rest.len());
        let issuer = self.raw(at + 4, at + 4 + end).trim();
        ((!issuer.is_empty()).then(|| issuer.to_owned()), at + 4 + end)
    }

    fn following_title(&self, from: usize) -> Option<String> {
        let plain = self.plain();
        let at = from + plain[from..].len() - plain[from..].trim_start_matches([' ', ',']).len();
        let rest = self.ahead(at);
        let starts = [
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
        ];
        if !starts.iter().any(|start| rest.starts_with(start)) {
            return None;
        }
        let end = rest.find(';').into_iter().chain(rest.find(" duoc sua doi")).min().unwrap_or(rest.len());
        self.title(at, at + end)
    }

    /// Where `điểm a khoản 1 Điều 7 [của]` before a kind begins.
    fn pinpoint(&self, kind: usize) -> Option<usize> {
        let before = &self.plain()[..kind];
        let before = before.strip_suffix("cua ").unwrap_or(before);
        let mut start = before.len();
        loop {
            let head = before[..start].trim_end_matches([',', ' ']);
            let head = head.strip_suffix(" va").unwrap_or(head).trim_end_matches([',', ' ']);
            let Some((unit_part, value)) = head.rsplit_once(' ') else { break };
            let unit = unit_part.rsplit(' ').next().unwrap_or("");
            let short = value.len() <= 5 && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !short || !["diem", "khoan", "dieu", "muc", "chuong", "phan"].contains(&unit) {
                break;
            }
            start = unit_part.len() - unit.len();
        }
        (start < before.len()).then_some(start)
    }
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
        ] {
            assert_eq!(read(text), pairs(&expected), "{text}");
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
