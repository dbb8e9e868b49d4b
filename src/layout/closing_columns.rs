//! Columns of a closing: recipients on the left, signature on the right, often on one line.

use super::Column;
use super::cuts::{Cuts, gaps};
use crate::marks::capacity::begins_capacity;
use crate::marks::closing::recipients_label;
use crate::marks::scrap::{is_odd, is_scrap, trailing_scrap};
use crate::marks::signing::{anchor, anchor_behind_scraps, is_abbreviation, is_signing};
use crate::marks::{Marks, marks};
use crate::words::{Folded, Vocabulary, is_capitals, is_name, name_prefix};

/// A line of recipients and signatures.
pub(super) fn cut(slice: &str, words: &Vocabulary, cuts: &mut Cuts) {
    let folded = Folded::new(slice);
    let plain = folded.text.as_str();
    for (start, end) in gaps(plain, 2) {
        let left = slice[..folded.at(start)].trim();
        let right = &slice[folded.at(end)..];
        let wide = end - start >= 3 || plain[start..end].contains('\t');
        let signs = is_signing(right, words);
        let bullet = left.chars().all(|c| !c.is_alphanumeric());
        let note = right.starts_with('(') && !signs;
        // Behind an item's mark and a column's room nothing of it goes on; behind a comma scraps tell.
        let room = plain[start..end].contains('\t') && !note && !right.starts_with(['-', '+', '*']);
        let ended =
            room && (left.ends_with(';') || left.ends_with(',') && anchor_behind_scraps(right, words).is_some());
        // `ngày …` alone is the date beside the number of a copy.
        let begins =
            right.starts_with(|c: char| c.is_uppercase() || c == '(') || marks(right, words).has_all(Marks::PLACE_DATE);
        if !bullet && (signs || wide && !note && begins || ended) {
            cuts.at(folded.at(end), Column::Right);
            if let Some(at) = anchor_behind_scraps(right, words) {
                cuts.at(folded.at(end) + at, Column::Right);
            }
        }
    }
    let told_apart = cuts.has(Column::Right);
    if let Some(label) = recipients_label(plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()), words) {
        let skipped = plain.len() - plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).len();
        let end = skipped + label;
        let rest = plain[end..].trim_start_matches([':', ' ', '.', ';', '\t']);
        if !rest.is_empty() {
            let column = if rest.starts_with(['-', '*', '+']) { Column::Full } else { Column::Right };
            cuts.at(folded.at(plain.len() - rest.len()), column);
        }
    }
    for (at, dash) in plain.match_indices(" - ") {
        if words.filing.longest_prefix(&plain[at + dash.len()..]).is_some() {
            cuts.at(folded.at(at + 1), Column::Full);
        }
    }
    if let Some(at) = plain.find("(da ky").filter(|at| *at > 0) {
        cuts.at(folded.at(at), Column::Right);
    }
    let listed = plain.starts_with(['-', '*', '+', '~', '=', '_'])
        || words.filing.longest_prefix(plain).is_some()
        || plain.ends_with(';');
    if told_apart {
        // A tab or a run of blanks has shown where the columns are.
    } else if listed || words.recipient_labels.longest_prefix(plain).is_some() {
        after_item(slice, &folded, words, cuts);
    } else {
        signature(slice, &folded, words, cuts);
    }
}

/// A signature's cell with its lines run together, down to the name: `KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Hữu A`.
pub(super) fn cut_cell(slice: &str, words: &Vocabulary, cuts: &mut Cuts) {
    if !is_capitals(slice) {
        signature(slice, &Folded::new(slice), words, cuts);
    }
}

/// A signature that a line begins with.
fn signature(slice: &str, folded: &Folded, words: &Vocabulary, cuts: &mut Cuts) {
    let plain = folded.text.as_str();
    if begins_capacity(slice, plain, words)
        || words.posts.longest_prefix(plain).is_some() && slice.starts_with(char::is_uppercase)
    {
        flattened_signature(slice, folded, words, cuts);
    }
}

/// A line with a recipient or the filing on it.
struct Item<'l> {
    slice: &'l str,
    folded: &'l Folded,
    words: &'l Vocabulary,
    /// True for the filing: a full stop and capitals are parts of it.
    filing: bool,
}

/// The signature's text behind a recipient: where a capacity, a post or a body in capitals begins, or a
/// mark, a name or scraps of a stamp behind the recipient's closing mark.
fn after_item(slice: &str, folded: &Folded, words: &Vocabulary, cuts: &mut Cuts) {
    // Of several items on the line the last tells.
    let last = folded.text.rsplit("; -").next().unwrap_or_default();
    let bare = last.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let item = Item { slice, folded, words, filing: words.filing.longest_prefix(bare).is_some() };
    if let Some(anchor) = anchor(slice, folded, words) {
        item.scraps_before(anchor).into_iter().for_each(|scraps| cuts.at(scraps, Column::Right));
        cuts.at(folded.at(anchor), Column::Right);
        return;
    }
    let behind = item.behind_mark().or_else(|| trailing_scrap(slice)).or_else(|| item.name_behind_filing());
    behind.into_iter().for_each(|at| cuts.at(at, Column::Right));
}

impl Item<'_> {
    /// Where the scraps of a stamp begin that stand between the item and capitals at a character, in bytes.
    fn scraps_before(&self, anchor: usize) -> Option<usize> {
        let left = &self.folded.text[..anchor];
        let between = |at: usize| &self.slice[self.folded.at(at)..self.folded.at(anchor)];
        let scraps = |at: &usize| is_scrap(between(*at));
        let odd = |at: &usize| {
            let mut words = between(*at).split_whitespace();
            scraps(at) && !self.filing && words.any(|word| is_odd(word.trim_end_matches([',', ';', '.'])))
        };
        let last = left.rfind([';', ',', '.']).map(|at| at + 1).filter(scraps);
        // Scraps may have marks among them.
        let first = left.match_indices([';', ',']).map(|(at, _)| at + 1).find(odd);
        let start = first.or(last)?;
        Some(self.folded.at(anchor - left[start..].trim_start().len()))
    }

    /// Where the signature's text or scraps begin behind the closing mark of the item, in bytes.
    fn behind_mark(&self) -> Option<usize> {
        let marks = self.folded.text.match_indices([';', '.', ',', ')', ':']);
        let behind = marks.map(|(at, mark)| (mark, &self.slice[self.folded.at(at + 1)..]));
        behind.into_iter().find_map(|(mark, rest)| {
            let right = rest.trim_start();
            let sign = mark == ";" && right.chars().count() == 1 && right.chars().all(|c| !c.is_ascii_digit());
            let apart = !right.is_empty() && (right.len() < rest.len() || mark == ";");
            (sign || apart && self.is_signature(mark, right)).then(|| self.slice.len() - right.len())
        })
    }

    /// True where what stands behind a mark of the item is none of it.
    fn is_signature(&self, mark: &str, right: &str) -> bool {
        let ends = mark == ";" || self.filing && mark == ".";
        let named = is_name(right.trim_end_matches(['.', ' ']), self.words) && right.split(' ').count() >= 3;
        let shouted = mark == ";" && is_capitals(right) && right.len() > 16 && !right.ends_with(';');
        let signs =
            is_signing(right, self.words) && !is_capitals(right) && (!self.filing || mark != "," && mark != ":");
        let unit = self.filing && is_abbreviation(right);
        // `C.viên TC, LĐ;`: what a mark closes is one more of the item's names.
        let listed =
            right.strip_suffix(';').is_some_and(|names| names.split(',').all(|name| is_short_name(name.trim())));
        shouted
            || ends && (is_scrap(right) && !unit || signs)
            || mark != ":" && named && ends
            || mark == "," && is_scrap(right) && !self.filing && !listed
    }

    /// Where a signatory's name begins that ends the filing's line without any mark, in bytes.
    fn name_behind_filing(&self) -> Option<usize> {
        let starts = self.folded.text.match_indices(' ').map(|(at, _)| self.folded.at(at + 1));
        starts.filter(|_| self.filing).find(|at| {
            let (before, name) = self.slice.split_at(*at);
            before.contains([':', ',']) && is_name(name.trim_end(), self.words) && name.split(' ').count() >= 3
        })
    }
}

/// The short name of a unit: `LĐ`, `V4`.
fn is_short_name(name: &str) -> bool {
    let numbered = name.starts_with(char::is_uppercase) && name.chars().skip(1).all(|c| c.is_ascii_digit());
    is_abbreviation(name) || numbered && name.len() > 1
}

/// `TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Hữu A CHƯƠNG TRÌNH …` on one line.
fn flattened_signature(slice: &str, folded: &Folded, words: &Vocabulary, cuts: &mut Cuts) {
    let plain = folded.text.as_str();
    let mut at = 0;
    let mut complete = false;
    // True right behind a capacity, where a post stands: `KT. QUYỀN GIÁM ĐỐC` is one link.
    let mut linked = false;
    while at < plain.len() {
        let (rest, here) = (&plain[at..], &slice[folded.at(at)..]);
        let capitals = here.split(' ').next().is_some_and(|word| !word.chars().any(char::is_lowercase));
        let step = if let Some(length) = name_prefix(here, words).filter(|_| at > 0) {
            cuts.at(folded.at(at), Column::Full);
            let end = folded.at(at) + length;
            if slice[end..].trim().chars().count() > 2 {
                cuts.at(end, Column::Full);
            }
            return;
        } else if !capitals {
            return;
        } else if !(linked && words.posts.longest_prefix(rest.trim_start()).is_some())
            && begins_capacity(here.get(..here.floor_char_boundary(24)).unwrap_or(here), rest, words)
        {
            cuts.at(folded.at(at), Column::Full);
            (complete, linked) = (false, true);
            words.capacities.longest_prefix(rest).map_or(1, |phrase| phrase.folded.len())
        } else if let Some(phrase) = words.posts.longest_prefix(rest).or_else(|| words.bodies.longest_prefix(rest)) {
            if complete {
                cuts.at(folded.at(at), Column::Full);
            }
            (complete, linked) = (true, false);
            phrase.folded.len()
        } else {
            0
        };
        at += step;
        at += plain[at..].find([' ', '.']).map_or(plain.len() - at, |blank| blank + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::tests::pieces;
    use super::super::lines::Zone;

    #[test]
    fn closing_columns() {
        assert_eq!(pieces("Nơi nhận: KT. CHỦ TỊCH", Zone::Closing), ["Nơi nhận:", "KT. CHỦ TỊCH"]);
        assert_eq!(pieces("- Như Điều 3; PHÓ CHỦ TỊCH", Zone::Closing), ["- Như Điều 3;", "PHÓ CHỦ TỊCH"]);
        assert_eq!(pieces("- Như Điều 3 CHỦ TỊCH", Zone::Closing), ["- Như Điều 3", "CHỦ TỊCH"]);
        assert_eq!(pieces("KT. QUYỀN GIÁM ĐỐC", Zone::Closing), ["KT. QUYỀN GIÁM ĐỐC"]);
        assert_eq!(pieces("KT. GIÁM ĐỐC QUYỀN CHỦ TỊCH", Zone::Closing), ["KT. GIÁM ĐỐC", "QUYỀN CHỦ TỊCH"]);
        assert_eq!(pieces("- Lưu: VT, TH. Nguyễn Văn Nam", Zone::Closing), ["- Lưu: VT, TH.", "Nguyễn Văn Nam"]);
        assert_eq!(
            pieces("- Tòa án nhân dân tỉnh;\tĐỗ Hữu Huy", Zone::Closing),
            ["- Tòa án nhân dân tỉnh;", "Đỗ Hữu Huy"]
        );
        assert_eq!(pieces("- Trưởng ban  (để báo cáo);", Zone::Closing), ["- Trưởng ban  (để báo cáo);"]);
        assert_eq!(
            pieces("Số: 15/SY-UBND\tngày 01 tháng 4 năm 2025", Zone::Closing),
            ["Số: 15/SY-UBND", "ngày 01 tháng 4 năm 2025"]
        );
        assert_eq!(pieces("- UBND các huyện - Lưu: VT.", Zone::Closing), ["- UBND các huyện", "- Lưu: VT."]);
        assert_eq!(
            pieces("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Tám KẾ HOẠCH năm", Zone::Closing),
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Tám", "KẾ HOẠCH năm"]
        );
    }

    #[test]
    fn stamps_and_scrawls_between_the_columns() {
        assert_eq!(pieces("- Như Điều 3; Z4 KT. CHỦ TỊCH", Zone::Closing), ["- Như Điều 3;", "Z4", "KT. CHỦ TỊCH"]);
        assert_eq!(pieces("— Như Điều 3 KT. CHỦ TỊCH", Zone::Closing), ["— Như Điều 3", "KT. CHỦ TỊCH"]);
        assert_eq!(pieces("- Như Điều 4; À..", Zone::Closing), ["- Như Điều 4;", "À.."]);
        assert_eq!(pieces("- Lưu: VT, P.TCCB.", Zone::Closing), ["- Lưu: VT, P.TCCB."]);
        assert_eq!(pieces("- Văn phòng HĐND, UBND tỉnh;", Zone::Closing), ["- Văn phòng HĐND, UBND tỉnh;"]);
        assert_eq!(
            pieces("- Như Điều 5, xì Ấ*œ, KT. GIÁM ĐỐC", Zone::Closing),
            ["- Như Điều 5,", "xì Ấ*œ,", "KT. GIÁM ĐỐC"]
        );
        assert_eq!(
            pieces("- Như Điều 5,\txì Ấ*œ, KT. GIÁM ĐỐC", Zone::Closing),
            ["- Như Điều 5,", "xì Ấ*œ,", "KT. GIÁM ĐỐC"]
        );
        assert_eq!(pieces("- Chánh Văn phòng,\tcác Vụ;", Zone::Closing), ["- Chánh Văn phòng,\tcác Vụ;"]);
        assert_eq!(pieces("- Lưu: VT; TH.", Zone::Closing), ["- Lưu: VT; TH."]);
        assert_eq!(pieces("- Trưởng phòng TC, LĐ;", Zone::Closing), ["- Trưởng phòng TC, LĐ;"]);
        assert_eq!(pieces("- VP UBND tỉnh: V1, V4, CB;", Zone::Closing), ["- VP UBND tỉnh: V1, V4, CB;"]);
        assert_eq!(pieces("- VP UBND tỉnh : V1 , V4 , CB ;", Zone::Closing), ["- VP UBND tỉnh : V1 , V4 , CB ;"]);
        assert_eq!(pieces("- Các phòng: TrP, PTrP, KTh;", Zone::Closing), ["- Các phòng: TrP, PTrP, KTh;"]);
        assert_eq!(pieces("- Như Điều 3 PÁSz : À", Zone::Closing), ["- Như Điều 3", "PÁSz : À"]);
        assert_eq!(pieces("- Website cơ quan \\ = l", Zone::Closing), ["- Website cơ quan", "\\ = l"]);
        assert_eq!(pieces("- Các PCT UBND tỉnh - 2b;", Zone::Closing), ["- Các PCT UBND tỉnh - 2b;"]);
    }
}
