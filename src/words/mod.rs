//! The vocabulary of `grammars/words`, and what a string might be.
//!
//! All words are data: an office reads and corrects the TOML files without Rust, and adds its own by
//! [`Vocabulary::with`]. Here they are folded once, so that a misread word still matches.

mod amounts;
pub(crate) mod combinators;
mod dates;
mod fold;
mod folded_str;
mod letters;
mod names;
mod phrases;
mod restore;
mod syllable;
mod web_page;

pub use crate::errors::{Language, message};
pub(crate) use amounts::thousandths;
pub use dates::{day, spelled_date, spelled_month};
pub(crate) use fold::look_alike;
pub(crate) use fold::starts_alike;
pub use fold::{Folded, OTHER, distance, fold, fold_char, fold_head, is_within, skeleton};
pub use folded_str::{Backwards, FoldedStr};

pub use letters::{is_alphabetic, is_alphanumeric, is_lowercase, is_uppercase};
pub use names::{is_capitals, is_name, name_at_end, name_prefix, ranked, titled};
pub use phrases::{Phrase, Phrases};
pub use restore::{cut_post, nearest_post, restored, same_tones};
pub(crate) use syllable::dirt;
pub use syllable::is_syllable;
pub(crate) use web_page::document_lines;

use crate::errors::{Code, Error};
use crate::grammars::{grammar, table};
use crate::model::{Capacity, ColumnRole, DocumentKind, MarkKind};
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One file of `grammars/words`; a file may hold any of the lists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WordList {
    kinds: Vec<KindEntry>,
    bases: Vec<KeyedEntry>,
    basis_open_ends: Vec<String>,
    open_ends: Vec<String>,
    enacting: Vec<String>,
    enacting_sentences: Vec<String>,
    issuing: Vec<String>,
    subjects: Vec<String>,
    capacities: Vec<KeyedEntry<Capacity>>,
    posts: Vec<String>,
    bodies: Vec<String>,
    signed: Vec<String>,
    ranks: Vec<String>,
    surnames: Vec<String>,
    agency_heads: Vec<String>,
    agency_tails: Vec<String>,
    agency_fields: Vec<String>,
    agency_open_ends: Vec<String>,
    agency_parents: Vec<String>,
    marks: Vec<KeyedEntry<MarkKind>>,
    stamps: Vec<String>,
    site_noise: Vec<String>,
    site_attributes: Vec<String>,
    site_ends: Vec<String>,
    recipient_labels: Vec<String>,
    filing: Vec<String>,
    addressee_labels: Vec<String>,
    recipient_articles: Vec<String>,
    notes: Vec<String>,
    columns: Vec<RoleEntry>,
    units: Vec<String>,
    captions: Vec<String>,
    totals: Vec<String>,
    filing_repairs: BTreeMap<String, String>,
    capacity_repairs: BTreeMap<String, Capacity>,
    symbol_repairs: BTreeMap<String, String>,
    no_kinds: Vec<String>,
    agency_forms: Vec<FormEntry>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    key: DocumentKind,
    name: String,
    symbol: Option<String>,
    #[serde(rename = "use")]
    usage: Usage,
    #[serde(default)]
    led_in: bool,
}

/// Where a kind of document occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Usage {
    /// Stands alone, and may be attached.
    Document,
    /// Only attached.
    Attachment,
    /// A law: only cited.
    Law,
    /// Only cited.
    Cited,
    /// Only cited, and the title of forms that people fill in: no kind of document.
    Form,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyedEntry<K = String> {
    key: K,
    words: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEntry {
    role: ColumnRole,
    words: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormEntry {
    short: String,
    long: String,
}

/// A kind of document (tên loại).
#[derive(Clone, Debug)]
pub struct Kind {
    /// As in the JSON: `quyet-dinh`.
    pub key: DocumentKind,
    /// As written: `Quyết định`.
    pub name: String,
    /// Folded: `quyet dinh`.
    pub folded: String,
    /// Its letters alone: `quyetdinh`.
    pub letters: String,
    /// The abbreviation in a symbol.
    pub symbol: Option<String>,
    /// Where it occurs.
    pub usage: Usage,
    /// Its bases end in a clause of the issuer, where no formula in capitals ends them.
    pub led_in: bool,
}

/// The words that the parser knows: the built-in ones, and what an office adds.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Kinds of document, the longest names first.
    pub kinds: Vec<Kind>,
    /// Finds the folded names of [`Self::kinds`], the longest first, by their index.
    pub kind_finder: Option<AhoCorasick>,
    /// How a basis begins; the key is its formula.
    pub bases: Phrases<String>,
    /// Words behind which a basis goes on, whatever stop an engine saw.
    pub basis_open_ends: Phrases,
    /// Words that ask for another: no paragraph ends with them.
    pub open_ends: Phrases,
    /// Enacting formulas.
    pub enacting: Phrases,
    /// What the sentence contains that enacts a normative decision, folded.
    pub enacting_sentences: Vec<String>,
    /// What the issuer of a plan does in the clause that ends its lead-in.
    pub issuing: Phrases,
    /// How a subject begins.
    pub subjects: Phrases,
    /// Signing capacities. Their keys are a closed set: whose name one signs in is a legal statement.
    pub capacities: Phrases<Capacity>,
    /// Posts in capitals.
    pub posts: Phrases,
    /// Bodies in whose place one signs.
    pub bodies: Phrases,
    /// What stands in place of a signature.
    pub signed: Phrases,
    /// Ranks and degrees before a name.
    pub ranks: Phrases,
    /// Family names.
    pub surnames: Phrases,
    /// How an agency's name begins.
    pub agency_heads: Phrases,
    /// How the second line of an agency's name begins.
    pub agency_tails: Phrases,
    /// Words after which a name goes on.
    pub agency_open_ends: Vec<String>,
    /// What stands behind `và` in the name of an agency by its fields: `Giáo dục và Đào tạo`.
    pub agency_fields: Phrases,
    /// How the name of an agency begins that stands above those below it in a letterhead.
    pub agency_parents: Phrases,
    /// Marks of the first page; the key is the kind.
    pub marks: Phrases<MarkKind>,
    /// How the text of a stamp begins.
    pub stamps: Phrases,
    /// How a line of a web page begins.
    pub site_noise: Phrases,
    /// What a web page names before a document: `Nơi ban hành`.
    pub site_attributes: Phrases,
    /// How what a web page has behind a document begins.
    pub site_ends: Phrases,
    /// `Nơi nhận`.
    pub recipient_labels: Phrases,
    /// `Lưu`.
    pub filing: Phrases,
    /// `Kính gửi`.
    pub addressee_labels: Phrases,
    /// `Như Điều`, before the number of the article that names those who carry a decision out.
    pub recipient_articles: Phrases,
    /// Notes of recipients.
    pub notes: Phrases,
    /// Words of column names; the key is the role.
    pub columns: Phrases<ColumnRole>,
    /// How a unit line begins.
    pub units: Phrases,
    /// How a caption begins.
    pub captions: Phrases,
    /// How a row of totals begins.
    pub totals: Phrases,
    /// What OCR makes of the first word of a filing, and the right word.
    pub filing_repairs: BTreeMap<String, String>,
    /// What OCR makes of a signing capacity, folded, and its key.
    pub capacity_repairs: BTreeMap<String, Capacity>,
    /// What OCR makes of an abbreviation in a cited symbol, and the right one.
    pub symbol_repairs: BTreeMap<String, String>,
    /// Words that begin with the name of a kind and are none: `luật sư`.
    pub no_kinds: Phrases,
    /// Short forms in names of agencies and what they stand for.
    pub agency_forms: Vec<(String, String)>,
}

const BUILTIN: [&str; 7] = [
    grammar!("words/kinds"),
    grammar!("words/formulas"),
    grammar!("words/signing"),
    grammar!("words/agencies"),
    grammar!("words/marks"),
    grammar!("words/recipients"),
    grammar!("words/columns"),
];

impl Vocabulary {
    /// The words of `grammars/words`, compiled in.
    pub fn builtin() -> &'static Self {
        static WORDS: OnceLock<Vocabulary> = OnceLock::new();
        WORDS.get_or_init(|| Self::from_lists(builtin_lists()))
    }

    /// True where a cell's text heads a row of totals: `Tổng cộng`, `Cộng:`; `Tổng kết` and `Công tác` do not.
    pub fn is_total(&self, text: &str) -> bool {
        let folded = fold_head(text, 40);
        let bare = folded.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        self.totals.longest_prefix(bare).is_some_and(|phrase| {
            let rest = bare[phrase.folded.len()..].trim_start();
            phrase.folded.contains(' ') || rest.is_empty() || rest.starts_with([':', '(', '='])
        })
    }

    /// The built-in words with an office's own list before them (`--words FILE.toml`): the same
    /// lists as in `grammars/words`, any of them; an entry of the office's wins.
    ///
    /// # Errors
    /// Where the list is no TOML, or has a key that no word list has: the message names the line.
    pub fn with(list: &str) -> Result<Self, Error> {
        Self::with_all([list])
    }

    /// The built-in words with several lists before them, the first the strongest.
    ///
    /// # Errors
    /// As [`Self::with`].
    pub fn with_all<'l>(lists: impl IntoIterator<Item = &'l str>) -> Result<Self, Error> {
        let own: Vec<WordList> = lists
            .into_iter()
            .map(|list| toml::from_str(list).map_err(|error| Code::WordsWrong.with(error.to_string())))
            .collect::<Result<_, _>>()?;
        Ok(Self::from_lists(own.into_iter().chain(builtin_lists())))
    }

    /// Checks a list without building anything of it.
    ///
    /// # Errors
    /// As [`Self::with`].
    pub fn check(list: &str) -> Result<(), Error> {
        toml::from_str::<WordList>(list).map(|_| ()).map_err(|error| Code::WordsWrong.with(error.to_string()))
    }

    fn from_lists(lists: impl IntoIterator<Item = WordList>) -> Self {
        let mut all = WordList::default();
        lists.into_iter().for_each(|list| all.append(list));
        let kinds = kinds(all.kinds);
        let kind_finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(kinds.iter().map(|kind| &kind.folded))
            .ok();
        let roles = all.columns.into_iter().map(|entry| KeyedEntry { key: entry.role, words: entry.words }).collect();
        Self {
            kinds,
            kind_finder,
            bases: keyed(all.bases),
            basis_open_ends: plain(all.basis_open_ends),
            open_ends: plain(all.open_ends),
            enacting: plain(all.enacting),
            enacting_sentences: all.enacting_sentences.iter().map(|phrase| fold(phrase)).collect(),
            issuing: plain(all.issuing),
            subjects: plain(all.subjects),
            capacities: keyed(all.capacities),
            posts: plain(all.posts),
            bodies: plain(all.bodies),
            signed: plain(all.signed),
            ranks: plain(all.ranks),
            surnames: plain(all.surnames),
            agency_heads: plain(all.agency_heads),
            agency_tails: plain(all.agency_tails),
            agency_fields: plain(all.agency_fields),
            agency_open_ends: all.agency_open_ends.iter().map(|word| fold(word)).collect(),
            agency_parents: plain(all.agency_parents),
            marks: keyed(all.marks),
            stamps: plain(all.stamps),
            site_noise: plain(all.site_noise),
            site_attributes: plain(all.site_attributes),
            site_ends: plain(all.site_ends),
            recipient_labels: plain(all.recipient_labels),
            filing: plain(all.filing),
            addressee_labels: plain(all.addressee_labels),
            recipient_articles: plain(all.recipient_articles),
            notes: plain(all.notes),
            columns: keyed(roles),
            units: plain(all.units),
            captions: plain(all.captions),
            totals: plain(all.totals),
            filing_repairs: all.filing_repairs,
            capacity_repairs: all.capacity_repairs,
            symbol_repairs: all.symbol_repairs,
            no_kinds: plain(all.no_kinds),
            agency_forms: all.agency_forms.into_iter().map(|form| (form.short, form.long)).collect(),
        }
    }
}

/// Adds the fields of one list to another. All are named, so that a new one does not compile until it stands here.
macro_rules! add_fields {
    ($to:expr, $from:expr, lists: $($list:ident)*, maps: $($map:ident)*) => {
        let WordList { $($list,)* $($map,)* } = $from;
        $($to.$list.extend($list);)*
        $(for (misread, right) in $map {
            $to.$map.entry(misread).or_insert(right);
        })*
    };
}

impl WordList {
    /// Adds the entries of another list behind these: what stands here already wins.
    fn append(&mut self, other: Self) {
        add_fields!(self, other,
            lists: kinds bases basis_open_ends open_ends enacting enacting_sentences issuing subjects capacities posts bodies signed ranks surnames agency_heads
                agency_tails agency_fields agency_open_ends agency_parents marks stamps site_noise site_attributes site_ends recipient_labels filing addressee_labels
                recipient_articles notes columns units captions totals no_kinds agency_forms,
            maps: filing_repairs capacity_repairs symbol_repairs);
    }
}

/// The kinds, the longest names first.
fn kinds(entries: Vec<KindEntry>) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = entries
        .into_iter()
        .map(|entry| Kind {
            folded: fold(&entry.name),
            letters: skeleton(&entry.name),
            key: entry.key,
            name: entry.name,
            symbol: entry.symbol,
            usage: entry.usage,
            led_in: entry.led_in,
        })
        .collect();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.folded.len()));
    kinds
}

fn plain(words: Vec<String>) -> Phrases {
    Phrases::new(words.into_iter().map(|word| ((), word)))
}

fn keyed<K: Clone>(entries: Vec<KeyedEntry<K>>) -> Phrases<K> {
    Phrases::new(entries.into_iter().flat_map(|entry| {
        let key = entry.key;
        entry.words.into_iter().map(move |word| (key.clone(), word))
    }))
}

/// The built-in lists.
fn builtin_lists() -> impl Iterator<Item = WordList> {
    BUILTIN.iter().map(|list| table(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_list_is_well_formed() {
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/grammars/words")).expect("the lists");
        let names: Vec<String> = folder
            .map(|entry| entry.expect("a list").path().file_stem().expect("a name").to_string_lossy().into_owned())
            .collect();
        assert_eq!(names.len(), BUILTIN.len());
        for name in names {
            crate::grammars::written::<WordList>(&format!("words/{name}"));
        }
    }

    #[test]
    fn an_office_adds_words_and_a_wrong_key_names_its_line() {
        let words = Vocabulary::with("posts = [\"TRƯỞNG NHÓM\"]").expect("well-formed");
        assert!(words.posts.longest_prefix("truong nhom").is_some());
        let error = Vocabulary::with("\nposs = []").expect_err("unknown list");
        let said = error.to_string();
        assert!(said.contains("line 2") && said.contains("poss"), "{said}");
    }

    #[test]
    fn a_capacity_that_does_not_exist_is_refused_with_those_that_do() {
        for list in [
            "posts = []\ncapacities = [{ key = \"TUK\", words = [\"TUK\"] }]",
            "posts = []\ncapacity_repairs = { tnn = \"TUK\" }",
        ] {
            let error = Vocabulary::with(list).expect_err("an unknown capacity").to_string();
            assert!(["line 2", "TUK", "TM", "KT", "TL", "TUQ"].iter().all(|part| error.contains(part)), "{error}");
        }
    }
}
