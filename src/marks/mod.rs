//! What a piece of text may be: a label, the name of a kind, a formula, a capacity, a post, an agency, a list's header, an
//! attachment's opener. The one recogniser: `layout` and `parse` ask it, and have none of their own.
//!
//! [`marks`] gives all that a text may be by its words alone, as a set; several may hold, and `parse::landmarks` decides.
//! Beside it a file for each family of recognisers says where in the text it stands and how it was misread. Words come
//! from [`words`](crate::words); what stands above, below or beside a text is left to `layout` and `parse`.

pub(crate) mod capacity;
pub(crate) mod closing;
pub(crate) mod formula;
pub(crate) mod kind;
pub(crate) mod label;
pub(crate) mod letterhead;
pub(crate) mod misread;
pub(crate) mod opener;
pub(crate) mod scrap;
pub(crate) mod signing;
mod view;

use crate::model::{DocumentKind, MarkKind};
use crate::words::{
    Usage, Vocabulary, cut_post, is_alphabetic, is_name, name_at_end, nearest_post, ranked, same_tones,
};
use bitflags::bitflags;
use label::{Level, label};
use view::View;

bitflags! {
    /// What a text may be, as a set.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Marks: u32 {
        /// Quốc hiệu, or the Party's title.
        const NATIONAL_TITLE = 1;
        /// Tiêu ngữ.
        const MOTTO = 1 << 1;
        /// Số, ký hiệu.
        const NUMBER = 1 << 2;
        /// Địa danh và thời gian ban hành.
        const PLACE_DATE = 1 << 3;
        /// The name of a kind (tên loại), in capitals or alone.
        const KIND = 1 << 4;
        /// The formula of a legal basis (căn cứ).
        const BASIS = 1 << 5;
        /// The enacting formula: `QUYẾT ĐỊNH:`.
        const FORMULA = 1 << 6;
        /// The label of an article (Điều).
        const ARTICLE = 1 << 7;
        /// A label of any other level.
        const LABEL = 1 << 8;
        /// The sign of an item.
        const BULLET = 1 << 9;
        /// `Nơi nhận:`.
        const RECIPIENTS = 1 << 10;
        /// `Lưu: VT`.
        const FILING = 1 << 11;
        /// A signing capacity (quyền hạn ký): `KT. CHỦ TỊCH`.
        const CAPACITY = 1 << 12;
        /// A post (chức vụ) in capitals.
        const POST = 1 << 13;
        /// What stands in place of a signature: `(Đã ký)`.
        const SIGNED = 1 << 14;
        /// A person's name.
        const NAME = 1 << 15;
        /// `(Kèm theo Quyết định số …)`.
        const ISSUED_WITH = 1 << 16;
        /// A line of a digital or rubber stamp.
        const STAMP = 1 << 17;
        /// How the name of an agency begins, in capitals.
        const AGENCY = 1 << 18;
        /// Capitals, all but a few letters.
        const CAPITALS = 1 << 19;
        /// `PHỤ LỤC I`, `Mẫu số 47`: a heading by itself.
        const APPENDIX = 1 << 20;
        /// `Phụ lục 1. Biên bản …` with its title on the line: a heading only where the page says so.
        const TITLED_APPENDIX = 1 << 21;
        /// A quotation mark at the start.
        const QUOTE = 1 << 22;
        /// `SAO Y`, `SAO LỤC`, `TRÍCH SAO`.
        const COPY = 1 << 23;
        /// `Kính gửi:`.
        const ADDRESSEES = 1 << 24;
        /// `“Điều 1 Ban hành`, `- Điều 1. …`: an article only where nothing else can stand.
        const STRAY_ARTICLE = 1 << 25;
        /// `Như Điều 3`: the recipients who carry a decision out, by the article that names them.
        const ARTICLE_RECIPIENT = 1 << 26;
        /// `(6) Ghi rõ …`: a note to a form.
        const FORM_NOTE = 1 << 27;
        /// How a subject (trích yếu) begins: `Về việc …`.
        const SUBJECT = 1 << 28;
        /// The sentence that enacts a normative decision: `Ủy ban nhân dân tỉnh ban hành Quyết định …`.
        const ENACTING_SENTENCE = 1 << 29;
        /// The issuer's clause of a plan's lead-in: `Sở Y tế ban hành Kế hoạch … như sau:`. It shows only behind the title of
        /// a plan, so `parse` sets it.
        const LEAD_IN = 1 << 30;
        /// All recipients on one line, the filing behind them: `- Chính phủ; - Bộ Y tế; - Lưu: VT.`
        const WHOLE_LIST = 1 << 31;
    }
}

impl Marks {
    /// True where one of the marks holds at least.
    pub(crate) fn has_any(self, marks: Self) -> bool {
        self.intersects(marks)
    }

    /// True where all of the marks hold.
    pub(crate) fn has_all(self, marks: Self) -> bool {
        self.contains(marks)
    }
}

/// The longest line of a signature or an agency, in characters.
const LONGEST_CAPITALS: usize = 160;
/// The longest line of a name, or of what stands in place of a signature, in characters.
const LONGEST_NAME: usize = 60;

/// What a text may be.
pub(crate) fn marks(slice: &str, words: &Vocabulary) -> Marks {
    let mut buffer = [0u8; view::LONGEST];
    let view = View::new(slice, &mut buffer);
    let mut marks = labels(&view, words);
    marks.set(Marks::CAPITALS, view.capitals);
    letterhead_marks(&view, words, &mut marks);
    formula_marks(&view, words, &mut marks);
    list_marks(&view, words, &mut marks);
    marks.set(Marks::CAPACITY, capacity::begins_capacity(view.slice, view.folded, words));
    let named = kind_marks(&view, words, &mut marks);
    if view.capitals && view.length < LONGEST_CAPITALS {
        capital_marks(&view, named, words, &mut marks);
    }
    if view.length < LONGEST_NAME {
        let name = is_name(slice.trim_matches(|c: char| !is_alphabetic(c)), words)
            || view.starts_upper && ranked(slice, words).is_some()
            || name_at_end(slice, words).is_some();
        marks.set(Marks::SIGNED, words.signed.exact(view.ending).is_some());
        marks.set(Marks::NAME, name);
    }
    marks
}

/// Labels of every level, and a quotation mark.
fn labels(view: &View, words: &Vocabulary) -> Marks {
    let found = label(view.slice).or_else(|| misread::noisy_label(view.slice, view.skipped));
    let mut marks = match found.map(|label| label.level) {
        Some(Level::Article) => Marks::ARTICLE,
        Some(Level::Bullet) => Marks::BULLET,
        Some(_) => Marks::LABEL,
        None => Marks::empty(),
    };
    if view.bare.starts_with("dieu ") && !marks.has_all(Marks::ARTICLE) {
        let stray = misread::stray_article(view.slice, |text| kind::names_document(text, words));
        marks.set(Marks::STRAY_ARTICLE, stray.is_some_and(|label| label.ordinal == 1));
    }
    marks.set(Marks::QUOTE, view.folded.starts_with('"'));
    marks.set(Marks::FORM_NOTE, label::is_form_note(view.folded));
    marks
}

fn letterhead_marks(view: &View, words: &Vocabulary, marks: &mut Marks) {
    marks.set(Marks::NATIONAL_TITLE, letterhead::is_national_title(view));
    marks.set(Marks::MOTTO, view.length < 80 && letterhead::is_motto(view.bare));
    marks.set(Marks::NUMBER, letterhead::is_number_line(view.bare, view.slice));
    marks.set(Marks::PLACE_DATE, view.length < 90 && letterhead::is_place_date(view.bare, view.slice));
    let stamp = words.stamps.longest_prefix(view.bare);
    let is_stamp = stamp.is_some_and(|stamp| view.length < 120 && (!view.capitals || stamp.folded.starts_with("den")));
    // `(Chữ ký số)` below a post stands in place of the signature.
    let signed = view.slice.starts_with('(') && words.signed.exact(view.ending).is_some();
    marks.set(Marks::STAMP, is_stamp && !signed || letterhead::is_arrival(view));
}

fn formula_marks(view: &View, words: &Vocabulary, marks: &mut Marks) {
    marks.set(Marks::BASIS, formula::basis(view, words).is_some());
    // Decoded from a font of capitals, the formula is not in capitals, but has its colon.
    let shown = view.upper > view.lower || view.slice.trim_end().ends_with(':');
    marks.set(Marks::FORMULA, view.starts_upper && shown && words.enacting.exact(view.ending).is_some());
    marks.set(Marks::ISSUED_WITH, opener::is_issued_with(view.folded));
    marks.set(Marks::ENACTING_SENTENCE, formula::is_enacting_sentence(view, words));
    marks.set(Marks::SUBJECT, view.starts_upper && words.subjects.longest_prefix(view.bare).is_some());
}

fn list_marks(view: &View, words: &Vocabulary, marks: &mut Marks) {
    marks.set(Marks::RECIPIENTS, closing::is_recipients(view, words));
    marks.set(Marks::WHOLE_LIST, marks.has_all(Marks::BULLET) && closing::is_whole_list(view, words));
    marks.set(Marks::FILING, closing::is_filing(view, words));
    marks.set(Marks::ARTICLE_RECIPIENT, closing::is_article_recipient(view.bare, words));
    marks.set(Marks::ADDRESSEES, view.starts_upper && words.addressee_labels.longest_prefix(view.bare).is_some());
}

/// The name of a kind, and what it opens. True where the text is the name alone, or names its issuer as well.
fn kind_marks(view: &View, words: &Vocabulary, marks: &mut Marks) -> bool {
    if letterhead::is_arrival(view) {
        return false;
    }
    let mut kinds = words.kinds.iter().filter(|kind| kind.usage != Usage::Form);
    let known = kinds.find(|kind| view.starts_upper && kind::begins_with(&kind.folded, view.bare));
    let Some(kind) = known else {
        // A heading in capitals with a letter misread, where it can be nothing else.
        if view.capitals
            && view.length <= 70
            && let Some((kind, _)) = kind::misread_kind(view.slice, words)
        {
            marks.insert(Marks::KIND);
            marks.set(Marks::APPENDIX, kind.key == DocumentKind::PhuLuc);
        }
        return false;
    };
    let length = kind.folded.len();
    let name: String = view.slice.chars().skip(view.skipped).take(length).collect();
    let shouted = !name.chars().any(char::is_lowercase);
    let alone = view.ending.len() <= length + 1;
    marks.set(Marks::KIND, shouted && (view.capitals || length > 5 && view.bare.len() > length + 3) || alone);
    let rest = view.bare[length..].trim_start_matches([' ', '.', ':']);
    let labelled = rest.split([' ', '.', ':']).next().is_some_and(opener::is_appendix_label);
    let appendix = kind.key.is_appendix();
    marks.set(Marks::TITLED_APPENDIX, appendix && labelled && length < 160);
    // A label may be longer where it is all that is left of the line: `Mẫu 01-ĐĐK-CT`.
    let ends = length + 6 > view.ending.len().min(30) || rest.split_whitespace().count() == 1;
    let headed = shouted || alone || labelled && ends;
    marks.set(Marks::APPENDIX, appendix && headed && (kind.key == DocumentKind::PhuLuc || labelled));
    let issued = view.bare[length..].starts_with(" cua ");
    (alone || issued) && same_tones(&name.to_uppercase(), &kind.name.to_uppercase())
}

/// What only capitals may be.
fn capital_marks(view: &View, named: bool, words: &Vocabulary, marks: &mut Marks) {
    let misread = || {
        view.length < 40 && (nearest_post(view.slice, words).is_some() || cut_post(view.slice, words, false).is_some())
    };
    if capacity::capacity_at(view.bare, words).is_some() {
        marks.insert(Marks::CAPACITY);
    }
    marks.set(Marks::POST, words.posts.longest_prefix(view.bare).is_some() || misread());
    // The name of a kind is none of an agency: TỜ TRÌNH is no TỔ.
    marks.set(Marks::AGENCY, !named && words.agency_heads.longest_prefix(view.bare).is_some());
    let copied = words.marks.longest_prefix(view.bare).is_some_and(|phrase| phrase.key == MarkKind::Copy);
    marks.set(Marks::COPY, copied);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_is_and_what_it_only_looks_like() {
        for (line, mark, holds) in [
            ("CÔNG VĂN ĐẾN", Marks::STAMP, true),
            ("CÔNG VĂN ĐẾN", Marks::KIND, false),
            ("Văn bản đến", Marks::STAMP, false),
            ("(Chữ ký số)", Marks::SIGNED, true),
            ("(Chữ ký số)", Marks::STAMP, false),
            ("Chữ ký số: 12", Marks::STAMP, true),
            ("QUY CHẾ CỦA HỘI ĐỒNG", Marks::AGENCY, false),
            ("QUỸ ĐẦU TƯ BÌNH LÂM", Marks::AGENCY, true),
            ("Bình Lâm, ngày 28-10-2023", Marks::PLACE_DATE, true),
            ("Bình Lâm ngày 8.3.2023", Marks::PLACE_DATE, true),
            ("CÔNG BÁO/Số 12 + 13/Ngày 28-10-2023", Marks::PLACE_DATE, false),
            ("từ ngày 28-10 đến ngày 3-11", Marks::PLACE_DATE, false),
            ("Lưu K", Marks::FILING, true),
            ("Lưu TH, NC.", Marks::FILING, true),
            ("Lưu Hà", Marks::FILING, false),
            ("LƯU TRỮ", Marks::FILING, false),
        ] {
            assert_eq!(marks(line, Vocabulary::builtin()).has_all(mark), holds, "{line}: {mark:?}");
        }
    }
}
