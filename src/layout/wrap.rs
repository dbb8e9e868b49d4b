//! Whether a line runs on into the next one.
//!
//! The signs: a line that is full (its last word and the next line's first would not have fitted together), or that ends
//! with a word that asks for another; a next line that begins in lower case, or to the left of where paragraphs begin; and
//! in texts whose paragraphs end with a mark, a line that does not. Texts that keep a paragraph on one line have no width.

use super::Join;
use super::lines::{Line, Zone};
use crate::marks::Marks;
use crate::marks::kind::names_document;
use crate::marks::label::label;
use crate::marks::letterhead::is_number_label;
use crate::words::{Phrase, Vocabulary, fold_head, is_capitals, same_tones};

/// Lines longer than this are paragraphs, not wrapped lines, in characters.
const LONGEST_WRAPPED: u32 = 170;
/// A line filled to this share of the width is full: proportional type varies by about a tenth.
const FULL: f64 = 0.86;

/// A shorter line that no mark closes may be anything, in characters.
const SHORTEST_RUNNING: u32 = 40;
/// The longest line that heads a page, in characters.
const LONGEST_HEADING: u32 = 120;

/// The fewest lines by which the width of lines with a label is measured.
const FEWEST_BROKEN: usize = 5;

/// How a text is wrapped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Width<'w> {
    words: &'w Vocabulary,
    /// The width in characters; `None` where paragraphs stand on one line.
    width: Option<f64>,
    /// The width of lines with an item's label, where that is another: sites break the first line of a paragraph earlier.
    labelled: Option<f64>,
    /// How many blanks stand before the first line of a paragraph, where they stand before no other.
    indent: Option<u32>,
    /// The same of the legal bases.
    bases: Option<u32>,
    /// True where blank lines stand only between paragraphs.
    gaps_separate: bool,
    /// True where a blank line stands before nearly every paragraph.
    apart: bool,
    /// True where the source says where paragraphs begin.
    has_paragraphs: bool,
    /// True where nearly every paragraph ends with a mark.
    closed: bool,
    /// True where nearly all items behind a dash begin in a capital.
    capital_items: bool,
}

impl<'w> Width<'w> {
    /// Measures a text.
    pub(super) fn of(text: &str, lines: &[Line], zones: &[Zone], words: &'w Vocabulary) -> Self {
        let running: Vec<&Line> = lines
            .iter()
            .zip(zones)
            .filter(|(line, zone)| matches!(zone, Zone::Bases | Zone::Body) && !line.text(text).starts_with('|'))
            .map(|(line, _)| line)
            .collect();
        let (mut gaps, mut broken) = (0u32, 0u32);
        for pair in lines.windows(2) {
            if pair[1].gap {
                gaps += 1;
                let lower = pair[1].text(text).chars().next().is_some_and(char::is_lowercase);
                broken += u32::from(lower && !ends_sentence(pair[0].text(text)));
            }
        }
        let gaps_separate = gaps >= 3 && broken * 25 < gaps;
        Self {
            words,
            width: width(&running),
            labelled: labelled_width(text, &running),
            indent: indent(text, &running),
            bases: bases_indent(lines, zones),
            gaps_separate,
            apart: gaps_separate && are_apart(&running),
            has_paragraphs: lines.iter().any(|line| line.begins),
            closed: is_closed(text, &running),
            capital_items: begin_in_capitals(text, &running),
        }
    }

    /// Whether `line` goes on with the paragraph of the line before it.
    pub(super) fn join(&self, text: &str, before: &Before, line: &Line, zone: Zone) -> Join {
        let Before { line: before, zone: zone_before, wraps } = *before;
        if line.begins || zone != zone_before && zone_before != Zone::Bases || (line.gap && self.gaps_separate) {
            return Join::New;
        }
        let (slice, previous) = (line.text(text), before.text(text));
        let Some(first) = slice.chars().next() else { return Join::New };
        // `Số:` alone on its line, its number below.
        if zone == Zone::Head && is_number_label(previous) && first.is_ascii_digit() {
            return Join::Wrap;
        }
        if is_note_mark(previous) && !line.gap {
            return Join::Wrap;
        }
        if is_heading(line) {
            return Join::New;
        }
        let running = matches!(zone, Zone::Bases | Zone::Body) && !line.gap;
        let ends = ends_sentence(previous);
        let refers_on = ends_pinpoint(previous) && fold_head(slice, 5) == "dieu ";
        let open = !ends && running && (refers_on || ends_open(previous, self.words) || !is_balanced(previous));
        let word = slice.split_whitespace().next().map_or(0, |word| word.chars().count());
        // A closing's lines are filled by two columns: their length says nothing.
        let width = self.labelled.filter(|_| !wraps && is_item(before)).or(self.width);
        let full = zone != Zone::Closing
            && width.is_some_and(|width| f64::from(before.length + 1) + word as f64 >= width * FULL);
        let runs_on = full && !ends;
        let indent = if zone == Zone::Bases { self.bases.or(self.indent) } else { self.indent };
        let outside = running && indent.is_some_and(|indent| line.indent + 2 <= indent);
        let counts_on = asks_number(previous) && is_number_within(slice) || is_range(previous, slice);
        if running && !ends && counts_on {
            return Join::Wrap;
        }
        let between = Between { slice, previous, running, ends, open, runs_on, outside };
        if starts_mark(slice, line.marks) {
            return self.join_mark(&between, line);
        }
        // Nothing ends within parentheses: `(MST:` / `0102) và …`.
        if running && !is_balanced(previous) && closes_before_opening(slice) {
            return Join::Wrap;
        }
        if first.is_lowercase() || matches!(first, ')' | ',' | ';' | ':' | '.' | '%') {
            return if ends && self.width.is_none() { Join::New } else { Join::Wrap };
        }
        // A sentence may go on with a number; a paragraph that is no item of a list does not begin with one.
        if first.is_ascii_digit() && !ends && zone == Zone::Body && (before.length >= 35 || open) {
            return Join::Wrap;
        }
        if self.goes_on(&between, before, wraps, line) { Join::Wrap } else { Join::New }
    }

    /// A line that begins with a mark of its own, as a label or a dash.
    fn join_mark(&self, between: &Between, line: &Line) -> Join {
        let Between { slice, previous, running, ends, open, runs_on, .. } = *between;
        if running && refers(previous, slice, line.marks, self.words) {
            return Join::Wrap;
        }
        // `… tổ chức chính trị` / `- xã hội`: a dash within a phrase.
        if running && !ends && (runs_on || self.capital_items) && is_dashed_rest(slice) {
            return Join::Wrap;
        }
        let asks = open && !previous.ends_with(',');
        if runs_on || asks || is_broken(previous) { Join::Maybe } else { Join::New }
    }

    /// Whether a line that begins with a capital or a bracket goes on with what stands before it.
    fn goes_on(&self, between: &Between, before: &Line, wraps: bool, line: &Line) -> bool {
        let Between { slice, previous, running, ends, open, runs_on, outside } = *between;
        let capitals = is_capitals(slice) && slice.chars().filter(|c| c.is_alphabetic()).count() > 5;
        let shouted = !runs_on && (open || outside) && line.marks.has_all(Marks::CAPITALS);
        let heading = capitals && !ends_sentence(slice) || shouted;
        // `(Kèm theo …)`, `(Ký tên)` stand by themselves; words go on behind `(Chương trình 135) thuộc …`.
        let behind = slice.split_once(") ").map_or("", |(_, behind)| behind);
        let bracketed = slice.starts_with('(') && behind.starts_with(char::is_lowercase);
        let noted = !bracketed && slice.strip_prefix('(').is_some_and(|rest| rest.starts_with(char::is_uppercase));
        let fresh = noted || line.marks.has_any(BEGINNINGS);
        let unclosed = running && !ends && self.closed && (wraps || !may_head(before));
        // A line behind a label may be a title, and what stands below it another paragraph.
        let titled = !self.has_paragraphs && !wraps && before.marks.has_any(Marks::ARTICLE | Marks::LABEL);
        let apart = running && self.apart && !noted && !titled && !line.marks.has_any(PAGE_PARTS);
        let named = running && !ends && ends_before_name(previous) && names_document(slice, self.words);
        let goes_on =
            runs_on || open || apart || named || running && !ends && bracketed || !fresh && (outside || unclosed);
        goes_on && (!heading || is_capitals(previous))
    }
}

/// What two lines are to each other.
#[derive(Clone, Copy)]
struct Between<'t> {
    /// The second line, and the one before it.
    slice: &'t str,
    previous: &'t str,
    /// Text runs here from line to line: both are of the bases or of the body, without a gap.
    running: bool,
    /// The first line ends a sentence.
    ends: bool,
    /// The first line asks for more.
    open: bool,
    /// The first line is full and ends no sentence.
    runs_on: bool,
    /// The second line begins left of where paragraphs begin.
    outside: bool,
}

/// The line before another.
pub(super) struct Before<'l> {
    pub line: &'l Line,
    pub zone: Zone,
    /// True where it is the rest of a wrapped line itself, and so no heading.
    pub wraps: bool,
}

/// The width of running lines, in characters: of ten of them nine are no longer.
fn width(lines: &[&Line]) -> Option<f64> {
    let mut lengths: Vec<u32> = lines.iter().map(|line| line.length).filter(|length| *length >= 35).collect();
    let at = lengths.len() * 9 / 10;
    if lengths.len() < 4 {
        return None;
    }
    let (_, ninth, _) = lengths.select_nth_unstable(at);
    (*ninth <= LONGEST_WRAPPED).then_some(f64::from(*ninth))
}

/// True for a line with the label of an item. What stands on an article's line is too often its title.
fn is_item(line: &Line) -> bool {
    line.marks.has_all(Marks::LABEL) && !line.marks.has_all(Marks::ARTICLE)
}

/// The width of lines with a label, in characters, of those that go on in a small letter; `None` where they are broken at no
/// width of their own.
fn labelled_width(text: &str, lines: &[&Line]) -> Option<f64> {
    let goes_on = |pair: &&[&Line]| {
        is_item(pair[0])
            && !pair[1].gap
            && pair[1].text(text).starts_with(char::is_lowercase)
            && !ends_sentence(pair[0].text(text))
    };
    let with_word = |pair: &[&Line]| {
        let word = pair[1].text(text).split_whitespace().next().map_or(0, |word| word.chars().count());
        (pair[0].length, pair[0].length + 1 + word as u32)
    };
    let broken: Vec<(u32, u32)> = lines.windows(2).filter(goes_on).map(with_word).collect();
    let width = broken.iter().map(|(length, _)| *length).max().filter(|_| broken.len() >= FEWEST_BROKEN)?;
    let filled = broken.iter().filter(|(_, more)| f64::from(*more) >= f64::from(width) * FULL).count();
    (filled * 10 >= broken.len() * 9).then_some(f64::from(width))
}

/// The indent of first lines, where lines that begin in small letters stand to the left of it.
fn indent(text: &str, lines: &[&Line]) -> Option<u32> {
    let marked = Marks::ARTICLE | Marks::LABEL | Marks::BASIS;
    let mut firsts: Vec<u32> = lines.iter().filter(|line| line.marks.has_any(marked)).map(|line| line.indent).collect();
    firsts.sort_unstable();
    let indent = firsts.get(firsts.len() / 2).copied().filter(|indent| firsts.len() >= 4 && *indent >= 2)?;
    let near = firsts.iter().filter(|first| first.abs_diff(indent) <= 1).count();
    let lower = |line: &&&Line| line.text(text).starts_with(char::is_lowercase);
    let (mut inside, mut all) = (0, 0);
    for line in lines.iter().filter(lower) {
        all += 1;
        inside += usize::from(line.indent + 2 > indent);
    }
    (near * 10 >= firsts.len() * 8 && all >= 3 && inside * 10 <= all).then_some(indent)
}

/// The indent of the legal bases, where all have the same.
fn bases_indent(lines: &[Line], zones: &[Zone]) -> Option<u32> {
    let basis = |(line, zone): &(&Line, &Zone)| **zone == Zone::Bases && line.marks.has_all(Marks::BASIS);
    let mut indents = lines.iter().zip(zones).filter(basis).map(|(line, _)| line.indent);
    let first = indents.next().filter(|first| *first >= 2)?;
    let mut more = indents.peekable();
    (more.peek().is_some() && more.all(|indent| indent.abs_diff(first) <= 1)).then_some(first)
}

/// True where what stands before labels and bullets is nearly always closed by a mark.
fn is_closed(text: &str, lines: &[&Line]) -> bool {
    let marked = Marks::ARTICLE | Marks::LABEL | Marks::BULLET | Marks::BASIS;
    let (mut closed, mut all) = (0, 0);
    for pair in lines.windows(2).filter(|pair| pair[1].marks.has_any(marked)) {
        all += 1;
        closed += usize::from(ends_sentence(pair[0].text(text)) || may_head(pair[0]));
    }
    all >= 4 && closed * 10 >= all * 9
}

/// True where nearly all items behind a dash begin in a capital.
fn begin_in_capitals(text: &str, lines: &[&Line]) -> bool {
    let items = lines.iter().map(|line| line.text(text)).filter(|slice| slice.starts_with(['-', '–']));
    let (rest, all) = items.fold((0, 0), |(rest, all), slice| (rest + usize::from(is_dashed_rest(slice)), all + 1));
    all >= 4 && rest * 4 <= all
}

/// True where a blank line stands before nearly every line that begins with a label or a formula.
fn are_apart(lines: &[&Line]) -> bool {
    let beginning = Marks::ARTICLE | Marks::LABEL | Marks::BASIS;
    let marked = || lines.iter().filter(|line| !line.data && line.marks.has_any(beginning));
    let (all, adjacent) = (marked().count(), marked().filter(|line| !line.gap).count());
    all >= 4 && adjacent * 10 <= all
}

/// Lines of their own that may stand in one block with others.
const PAGE_PARTS: Marks = Marks::CAPITALS
    .union(Marks::APPENDIX)
    .union(Marks::TITLED_APPENDIX)
    .union(Marks::CAPACITY)
    .union(Marks::RECIPIENTS);

/// What no rest of a wrapped line is.
const BEGINNINGS: Marks = Marks::CAPITALS
    .union(Marks::KIND)
    .union(Marks::APPENDIX)
    .union(Marks::TITLED_APPENDIX)
    .union(Marks::ISSUED_WITH)
    .union(Marks::SUBJECT)
    .union(Marks::CAPACITY)
    .union(Marks::RECIPIENTS)
    .union(Marks::NAME);

/// True where a line may be a heading, which no mark closes.
fn may_head(line: &Line) -> bool {
    line.marks.has_any(BEGINNINGS | Marks::ARTICLE | Marks::LABEL | Marks::BULLET) || line.length < SHORTEST_RUNNING
}

/// Words that ask for a number behind them, and none where one stands before them.
const COUNTED: [&str; 5] = ["ngay", "thang", "so", "khoan", "diem"];

/// True where the last word of a line asks for another: `của`, `và`, `ngày`.
fn ends_open(slice: &str, words: &Vocabulary) -> bool {
    let mut ending = slice.trim_end().rsplit(' ');
    let last = ending.next().unwrap_or("");
    let folded = fold_head(last, 12);
    // `03 ngày` is complete.
    let counted = COUNTED.contains(&folded.as_str())
        && ending.next().is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    let open = |word: &Phrase| same_tones(last, &word.words);
    last.ends_with(',') || !counted && words.open_ends.exact(&folded).is_some_and(open)
}

/// Words that ask for the name of a document behind them, folded.
const BEFORE_NAMES: [&str; 5] = [" ban hanh", " toan bo", " kem theo", " bai bo", " thay the"];

/// True where a line ends with words that ask for the name of a document: `… về việc ban hành` / `Quy định …`.
fn ends_before_name(slice: &str) -> bool {
    let end: String = slice.trim_end().chars().rev().take(LONGEST_BEFORE_NAME).collect();
    let end = fold_head(&end.chars().rev().collect::<String>(), LONGEST_BEFORE_NAME);
    BEFORE_NAMES.iter().any(|words| end.ends_with(words))
}

/// The longest of them, in characters.
const LONGEST_BEFORE_NAME: usize = 9;

/// True where no parenthesis of a line is open.
fn is_balanced(slice: &str) -> bool {
    slice.matches('(').count() <= slice.matches(')').count()
}

/// True where what looks like a label is the rest of a reference: `khoản 2` / `Điều 3 Quyết định …`, `Điều 4. của Quy chế`.
fn refers(previous: &str, slice: &str, marks: Marks, words: &Vocabulary) -> bool {
    let Some(label) = label(slice).filter(|_| marks.has_any(Marks::ARTICLE | Marks::LABEL)) else { return false };
    let at = slice.char_indices().nth(label.length).map_or(slice.len(), |(at, _)| at);
    let rest = slice[at..].trim_start();
    let ends = ends_sentence(previous);
    // `Điều 3 Quyết định số …`; behind a stop, `Điều 2. Quyết định này …`, it is an article.
    let stopped = label.style == b'.' || label.style == b':';
    if !ends && !stopped && marks.has_all(Marks::ARTICLE) && (rest.starts_with(',') || names_document(rest, words)) {
        return true;
    }
    let next = rest.split(' ').next().unwrap_or("");
    let joins = words.open_ends.exact(&fold_head(next, 12)).is_some_and(|word| same_tones(next, &word.words));
    joins && next.starts_with(char::is_lowercase) || !ends && marks.has_all(Marks::ARTICLE) && ends_pinpoint(previous)
}

/// True where a line ends within a reference: `khoản 2`, `điểm a`.
fn ends_pinpoint(slice: &str) -> bool {
    let word = slice.trim_end().rsplit(' ').nth(1).map(|word| fold_head(word, 8));
    word.is_some_and(|word| matches!(word.as_str(), "khoan" | "diem"))
}

/// Words that ask for a number, folded.
const BEFORE_NUMBERS: [&str; 9] = ["nam", "thang", "muc", "phan", "chuong", "dieu", "lan", "cap", "bac"];

/// True where a line ends with a word that asks for a number: `… tháng 11 năm` / `2025 của …`.
fn asks_number(slice: &str) -> bool {
    let last = fold_head(slice.trim_end().rsplit(' ').next().unwrap_or(""), 8);
    BEFORE_NUMBERS.contains(&last.as_str())
}

/// True for a number that goes on as the words do, or ends them: `1 và mục 4`, `2025.`, other than `1. Giao …`.
fn is_number_within(slice: &str) -> bool {
    let rest = slice.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.trim_start_matches(['.', ')', ',', ';', '/', ' ']);
    rest.len() < slice.len() && !behind.starts_with(char::is_uppercase)
}

/// True where a line goes on with the second of two years: `giai đoạn 2021` / `- 2025`.
fn is_range(previous: &str, slice: &str) -> bool {
    let year = |text: &str| text.len() >= 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    let before = previous.trim_end().rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    let behind = slice.strip_prefix(['-', '–']).map_or("", str::trim_start);
    before.len() == 4 && year(behind) && !behind[4..].starts_with(|c: char| c.is_ascii_digit())
}

/// True where a line closes a parenthesis before it opens one.
fn closes_before_opening(slice: &str) -> bool {
    slice.chars().find(|c| matches!(c, '(' | ')')) == Some(')')
}

/// True for a dash before a small letter.
fn is_dashed_rest(slice: &str) -> bool {
    let rest = slice.strip_prefix(['-', '–']).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

/// True for the mark of a footnote alone on its line, `[1]`: its words stand below.
fn is_note_mark(slice: &str) -> bool {
    let number = slice.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// True where a line is an enacting formula, or heads a page in capitals.
fn is_heading(line: &Line) -> bool {
    line.marks.has_all(Marks::FORMULA)
        || line.page && line.length <= LONGEST_HEADING && line.marks.has_all(Marks::CAPITALS)
}

/// True where a line ends within a parenthesis or a symbol: `Tờ trình số 12/TTr-`. A dash that stands alone is a scrap.
fn is_broken(slice: &str) -> bool {
    let line = slice.trim_end();
    let symbol = line.strip_suffix(['-', '/']).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    line.ends_with('(') || symbol
}

/// True where a line ends as a sentence or an item does.
pub(super) fn ends_sentence(slice: &str) -> bool {
    let slice = slice.trim_end_matches(['”', '"', '’', '»', ')', ' ']);
    slice.ends_with(['.', ';', ':', '!', '?']) || slice.ends_with("./")
}

/// True where a line begins with what may be a label, a bullet or a formula.
fn starts_mark(slice: &str, marks: Marks) -> bool {
    let marked = Marks::ARTICLE | Marks::LABEL | Marks::BULLET | Marks::BASIS;
    // `… ban hành kèm theo`: in small letters it is the rest of a sentence.
    let issued = marks.has_all(Marks::ISSUED_WITH) && !slice.starts_with(char::is_lowercase);
    marks.has_any(marked)
        || issued
        || marks.has_all(Marks::QUOTE) && label(slice.trim_start_matches(['“', '"', '„'])).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::arrange;
    use super::*;
    use crate::source::Source;

    /// The paragraphs of a text, its lines joined.
    fn paragraphs(text: &str) -> Vec<String> {
        let source = Source { text: text.to_owned(), ..Source::default() };
        let mut found: Vec<String> = Vec::new();
        for piece in arrange(&source, Vocabulary::builtin()).pieces {
            match found.last_mut().filter(|_| piece.join == Join::Wrap) {
                Some(last) => *last += &format!(" {}", piece.text(text)),
                None => found.push(piece.text(text).to_owned()),
            }
        }
        found
    }

    #[test]
    fn a_line_that_asks_for_a_word_goes_on_before_a_capital() {
        let text = "Điều 1. Giao Giám đốc\nSở Y tế.\nĐiều 2. Chánh Văn phòng và\nGiám đốc Sở Y tế; Chủ tịch các\nXã chịu trách nhiệm.\n\
            1. Báo cáo gửi về\nHội đồng, trước ngày\n05 tháng 3 (bản in\nHai mặt).\n2. Trong 03 ngày\nBáo cáo.\n";
        assert_eq!(
            paragraphs(text),
            [
                "Điều 1. Giao Giám đốc",
                "Sở Y tế.",
                "Điều 2. Chánh Văn phòng và Giám đốc Sở Y tế; Chủ tịch các Xã chịu trách nhiệm.",
                "1. Báo cáo gửi về Hội đồng, trước ngày 05 tháng 3 (bản in Hai mặt).",
                "2. Trong 03 ngày",
                "Báo cáo."
            ]
        );
    }

    #[test]
    fn a_reference_at_the_start_of_a_line_is_no_label() {
        let text = "Điều 1. Thực hiện theo quy định tại khoản 2\nĐiều 3 Quyết định số 12/QĐ-UBND, thuộc phạm vi\n\
            Điều 18d, Nghị định số 8/2020/NĐ-CP và của\n4. của Quy chế.\nĐiều 2. Hiệu lực.\n";
        assert_eq!(paragraphs(text).len(), 2, "{:?}", paragraphs(text));
    }

    #[test]
    fn an_article_behind_what_no_mark_closes_is_one() {
        let text = "Điều 1. Ban hành Danh mục.\n(Chi tiết tại Phụ lục kèm theo)\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\n";
        assert_eq!(paragraphs(text).len(), 3, "{:?}", paragraphs(text));
    }

    /// As sites break them: the first line of each paragraph early.
    #[test]
    fn lines_with_a_label_have_a_width_of_their_own() {
        let more = "của cơ quan mình, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 của tháng cuối quý.";
        let first = |n: u32| format!("{n}. Các cơ quan, đơn vị và địa phương rà soát các việc\n{more}\n");
        let items: String = (2..8).map(first).collect();
        let last = "8. Phối hợp chặt chẽ với các Sở, các phường, Văn phòng\nUBND tỉnh trong quá trình thực hiện.\n";
        let titled = "9. Trách nhiệm chung\nCác phường thực hiện.\n";
        let found = paragraphs(&format!("QUYẾT ĐỊNH:\nĐiều 1. Giao việc như sau:\n1. Giao Sở.\n{items}{last}{titled}"));
        assert!(found.contains(&last.trim_end().replace('\n', " ")), "{found:?}");
        assert!(found.contains(&"9. Trách nhiệm chung".to_owned()), "{found:?}");
    }

    #[test]
    fn a_number_that_the_line_before_asks_for_goes_on() {
        for (text, last) in [
            (
                "Điều 1. Tờ trình ngày 28 tháng 11 năm\n2025 của Sở.",
                "Điều 1. Tờ trình ngày 28 tháng 11 năm 2025 của Sở.",
            ),
            ("Điều 1. Bỏ gạch thứ hai mục\n1.", "Điều 1. Bỏ gạch thứ hai mục 1."),
            ("Điều 1. Bỏ cấp\n1. Giao Sở Y tế.", "1. Giao Sở Y tế."),
            (
                "Điều 1. Thuộc Dự án 2\n(Chương trình 135) thuộc tỉnh.",
                "Điều 1. Thuộc Dự án 2 (Chương trình 135) thuộc tỉnh.",
            ),
        ] {
            let found = paragraphs(&format!("QUYẾT ĐỊNH:\n{text}\nĐiều 2. Sở Y tế.\n"));
            assert!(found.iter().any(|paragraph| paragraph == last), "{found:?}");
        }
    }

    #[test]
    fn a_range_of_years_and_a_parenthesis_go_on() {
        let range = "Thực hiện Quyết định số 12/QĐ-UBND phê duyệt Chương trình giai đoạn 2021\n- 2025 của tỉnh;";
        let bracket =
            "Căn cứ Đơn số 3/2025 của Công ty trách nhiệm hữu hạn một thành viên An Bình (MST:\n0102735469) và hồ sơ;";
        for text in [range, bracket] {
            let whole = format!("Điều 1. Giao việc.\n{text}\nĐiều 2. Thi hành.\n");
            assert!(paragraphs(&whole).contains(&text.replace('\n', " ")), "{:?}", paragraphs(&whole));
        }
        let item = "Điều 1. Giao các đơn vị (theo danh sách\na) Phòng Y tế;\nb) Phòng Tài chính.\n";
        assert_eq!(paragraphs(item).len(), 3, "{:?}", paragraphs(item));
    }

    #[test]
    fn a_dash_within_a_phrase_is_no_item_where_items_begin_in_capitals() {
        let items =
            "1. Các việc\n- Việc A;\n- Việc B;\n- Việc C;\n- Tổ chức chính trị\n- xã hội thực hiện;\n- Việc D.\n";
        let found = paragraphs(&format!("QUYẾT ĐỊNH:\nĐiều 1. Giao việc.\n{items}"));
        assert!(found.contains(&"- Tổ chức chính trị - xã hội thực hiện;".to_owned()), "{found:?}");
        let low = items.replace("Việc", "việc");
        let found = paragraphs(&format!("QUYẾT ĐỊNH:\nĐiều 1. Giao việc.\n{low}"));
        assert!(found.contains(&"- xã hội thực hiện;".to_owned()), "{found:?}");
    }

    #[test]
    fn the_words_of_a_footnote_stand_below_its_mark() {
        let note = "Hà có 02 đơn vị.";
        for text in [format!("[1]\n{note}"), format!("[12] {note}")] {
            let last = paragraphs(&format!("Điều 1. Giao Sở Y tế[1] thực hiện.\n\n{text}")).pop().unwrap_or_default();
            assert!(last.ends_with(note) && last.starts_with('['), "{last}");
        }
    }

    #[test]
    fn a_line_to_the_left_of_first_lines_goes_on() {
        let text = "     Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n\
            Luật sửa đổi Luật Tổ chức Chính phủ và Luật Tổ chức\nchính quyền địa phương ngày 22 tháng 11 năm 2019;\n\
            \x20    Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;\n\
            \x20    Điều 1. Công bố danh mục thủ tục thuộc nhóm\nTTHC cấp xã và thủ tục khác\nđã công bố.\n\
            \x20    Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành\nquyết định này.\n";
        assert_eq!(paragraphs(text).len(), 4, "{:?}", paragraphs(text));
    }

    #[test]
    fn where_paragraphs_are_closed_an_open_line_goes_on() {
        let item = |number: u8| format!("{number}. Sở Văn hóa chủ trì tổ chức hội thi.\n");
        let items: String = (1..6).map(item).collect();
        let open = "6. Sở Y tế chủ trì khám\nsức khỏe cho người cao tuổi của cả\ntỉnh tại trung tâm y tế ở\nBình Lâm.\n7. Hết.\n";
        assert_eq!(paragraphs(&(items.clone() + open)).len(), 7);
        // What is closed by no mark anywhere stays apart.
        let loose = "1. Sở Văn hóa chủ trì tổ chức hội thi\n2. Sở Y tế chủ trì khám sức khỏe người cao tuổi ở tỉnh\nBình Lâm\n3. Sở Nội vụ\n\
            4. Sở Tài chính\n5. Sở Công Thương\n";
        assert_eq!(paragraphs(loose).len(), 6);
    }
}
