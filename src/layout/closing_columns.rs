//! Columns of a closing: recipients on the left, signature on the right, often on one line.

use super::Column;
use super::cuts::{Cuts, gaps};
use crate::marks::capacity::begins_capacity;
use crate::marks::closing::recipients_label;
use crate::marks::scrap::{is_odd, is_scrap, trailing_scrap};
use crate::marks::signing::{anchor, anchor_behind_scraps, is_abbreviation, is_signing};
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
        let begins = right.starts_with(|c: char| c.is_uppercase() || c == '(');
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
    for (at, _) in plain.match_indices(" - luu") {
        cuts.at(folded.at(at + 1), Column::Full);
    }
    if let Some(at) = plain.find("(da ky").filter(|at| *at > 0) {
        cuts.at(folded.at(at), Column::Right);
    }
    let listed = plain.starts_with(['-', '*', '+', '~', '=', '_']) || plain.starts_with("luu") || plain.ends_with(';');
    if told_apart {
        // A tab or a run of blanks has shown where the columns are.
    } else if listed || words.recipient_labels.longest_prefix(plain).is_some() {
        after_item(slice, &folded, words, cuts);
    } else if begins_capacity(slice, plain, words)
        || words.posts.longest_prefix(plain).is_some() && slice.starts_with(char::is_uppercase)
    {
        flattened_signature(slice, &folded, words, cuts);
    }
}

/// The signature's text behind a recipient: where a capacity, a post or a body in capitals begins, or a
/// mark, a name or scraps of a stamp behind the recipient's closing mark.
fn after_item(slice: &str, folded: &Folded, words: &Vocabulary, cuts: &mut Cuts) {
    let plain = folded.text.as_str();
    let filing = plain.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).starts_with("luu");
    if let Some(anchor) = anchor(slice, folded, words) {
        let left = &plain[..anchor];
        let scraps = |at: &usize| is_scrap(&slice[folded.at(*at)..folded.at(anchor)]);
        let odd = |at: &usize| {
            let mut words = slice[folded.at(*at)..folded.at(anchor)].split_whitespace();
            scraps(at) && !filing && words.any(|word| is_odd(word.trim_end_matches([',', ';', '.'])))
        };
        let last = left.rfind([';', ',', '.']).map(|at| at + 1).filter(scraps);
        // Scraps may have marks among them.
        let first = left.match_indices([';', ',']).map(|(at, _)| at + 1).find(odd);
        let noise = first.or(last);
        if let Some(noise) = noise {
            cuts.at(
                folded.at(noise + plain[noise..anchor].len() - plain[noise..anchor].trim_start().len()),
                Column::Right,
            );
        }
        cuts.at(folded.at(anchor), Column::Right);
        return;
    }
    for (at, mark) in plain.match_indices([';', '.', ',', ')', ':']) {
        let rest = &slice[folded.at(at + 1)..];
        let right = rest.trim_start();
        if mark == ";" && right.chars().count() == 1 && right.chars().all(|c| !c.is_ascii_digit()) {
            cuts.at(slice.len() - right.len(), Column::Right);
            return;
        }
        if right.is_empty() || right.len() == rest.len() && mark != ";" {
            continue;
        }
        let ends = mark == ";" || filing && mark == ".";
        let named = is_name(right.trim_end_matches(['.', ' ']), words) && right.split(' ').count() >= 3;
        let shouted = mark == ";" && is_capitals(right) && right.len() > 16 && !right.ends_with(';');
        let signs = is_signing(right, words) && !is_capitals(right) && (!filing || mark != "," && mark != ":");
        let unit = filing && is_abbreviation(right);
        if shouted
            || ends && (is_scrap(right) && !unit || signs)
            || mark != ":" && named && ends
            || mark == "," && is_scrap(right) && !filing
        {
            cuts.at(slice.len() - right.len(), Column::Right);
            return;
        }
    }
    if let Some(at) = trailing_scrap(slice) {
        cuts.at(at, Column::Right);
        return;
    }
    if filing {
        let name = plain.match_indices(' ').map(|(at, _)| folded.at(at + 1)).find(|at| {
            slice[..*at].contains([':', ','])
                && is_name(slice[*at..].trim_end(), words)
                && slice[*at..].split(' ').count() >= 3
        });
        if let Some(at) = name {
            cuts.at(at, Column::Right);
        }
    }
}

/// `TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Hữu A CHƯƠNG TRÌNH …` on one line.
fn flattened_signature(slice: &str, folded: &Folded, words: &Vocabulary, cuts: &mut Cuts) {
    let plain = folded.text.as_str();
    let mut at = 0;
    let mut complete = false;
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
        } else if begins_capacity(here.get(..here.floor_char_boundary(24)).unwrap_or(here), rest, words) {
            cuts.at(folded.at(at), Column::Full);
            complete = false;
            words.capacities.longest_prefix(rest).map_or(1, |phrase| phrase.folded.len())
        } else if let Some(phrase) = words.posts.longest_prefix(rest).or_else(|| words.bodies.longest_prefix(rest)) {
            if complete {
                cuts.at(folded.at(at), Column::Full);
            }
            complete = true;
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
        assert_eq!(pieces("- Lưu: VT, TH. Nguyễn Văn Nam", Zone::Closing), ["- Lưu: VT, TH.", "Nguyễn Văn Nam"]);
        assert_eq!(
            pieces("- Tòa án nhân dân tỉnh;\tĐỗ Hữu Huy", Zone::Closing),
            ["- Tòa án nhân dân tỉnh;", "Đỗ Hữu Huy"]
        );
        assert_eq!(pieces("- Trưởng ban  (để báo cáo);", Zone::Closing), ["- Trưởng ban  (để báo cáo);"]);
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
        assert_eq!(pieces("- Như Điều 3 PÁSz : À", Zone::Closing), ["- Như Điều 3", "PÁSz : À"]);
        assert_eq!(pieces("- Website cơ quan \\ = l", Zone::Closing), ["- Website cơ quan", "\\ = l"]);
        assert_eq!(pieces("- Các PCT UBND tỉnh - 2b;", Zone::Closing), ["- Các PCT UBND tỉnh - 2b;"]);
    }
}
