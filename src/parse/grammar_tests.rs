//! The grammar is executed: sentences that are made of `grammars/decision.ebnf` are read by the functions that name its
//! productions, with the values that were put in.
//!
//! A sentence without one of its words must not be read so, unless the grammar allows it too or lists the production as loose.

#[path = "../../tests/common/sentences.rs"]
mod sentences;

use super::effects::effects;
use crate::inline::citation::{SUBJECT_STARTS, UNITS, citations};
use crate::inline::date::{Date, date, day_month_year};
use crate::inline::effect::{ACTS, FORMULAS};
use crate::inline::issued_with::decision;
use crate::inline::kind::{Named, named as named_kind};
use crate::inline::number::{cited_number, labelled_number};
use crate::inline::place_date::place_date;
use crate::inline::recipient::{filing, note};
use crate::inline::stamp::{ARRIVAL_LABELS, Arrival, SIGNING_LABELS, arrival, is_arrival, signed_at};
use crate::inline::title::issuer_title;
use crate::marks::capacity::capacity_at;
use crate::marks::formula::issuers_clause;
use crate::marks::label::{Level, label, roman};
use crate::marks::letterhead::ARRIVED;
use crate::marks::opener::is_appendix_label;
use crate::model::{Block, Citation, EffectKind, Paragraph, Text};
use crate::words::combinators::Read;
use crate::words::{Folded, FoldedStr, Vocabulary, fold, is_name, ranked};
use sentences::{Grammar, Rule, Tree, seeded};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// So many sentences are made of each production.
const SENTENCES: u64 = 150;

/// A sentence and how it follows from the grammar.
struct Sentence<'g> {
    grammar: &'g Grammar,
    tree: Tree,
    text: String,
    words: &'static Vocabulary,
}

impl<'g> Sentence<'g> {
    fn new(grammar: &'g Grammar, tree: Tree) -> Self {
        let text = grammar.text(&tree);
        Self { grammar, tree, text, words: Vocabulary::builtin() }
    }

    /// The text of the first node of one of several productions.
    fn said(&self, productions: &[&str]) -> Option<String> {
        productions.iter().find_map(|production| self.tree.first(production)).map(|node| self.grammar.text(node))
    }

    fn number_said<T: std::str::FromStr>(&self, production: &str) -> Option<T> {
        self.said(&[production]).and_then(|text| text.parse().ok())
    }

    /// ISO 8601 of the date that was put in.
    fn iso(&self) -> Option<String> {
        let (year, month): (u16, Option<u8>) = (self.number_said("Year")?, self.number_said("Month"));
        let day: Option<u8> = self.number_said("Day");
        Some(match (month, day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }

    /// What a parser of folded text makes of the whole sentence.
    fn read<T>(&self, parser: impl for<'t> Fn(FoldedStr<'t>) -> Read<'t, T>) -> Result<T, String> {
        let folded = Folded::new(&self.text);
        match parser(FoldedStr::new(&self.text, &folded)) {
            Ok((rest, read)) if rest.is_empty() => Ok(read),
            Ok((rest, _)) => Err(format!("{:?} is left", rest.raw())),
            Err(_) => Err("refused".to_owned()),
        }
    }
}

/// Whether what was read is what was put in.
fn same<T: PartialEq + Debug>(what: &str, read: T, said: T) -> Result<(), String> {
    if read == said { Ok(()) } else { Err(format!("{what}: {read:?} was read, {said:?} was put in")) }
}

type Reader = fn(&Sentence) -> Result<(), String>;

/// Productions with a function of their own, and how that reads a sentence.
const READERS: [(&str, Reader); 38] = [
    ("Number", own_number),
    ("FullNumber", other_number),
    ("BlankNumber", other_number),
    ("Date", whole_date),
    ("BareDate", whole_date),
    ("DayMonthYear", labelled_date),
    ("BlankDate", blank_date),
    ("PlaceDate", placed_date),
    ("Arrival", arrived),
    ("ArrivalNumber", arrival_line),
    ("ArrivalDate", arrival_line),
    ("ArrivalRoom", arrival_line),
    ("Citation", citation),
    ("CitedAct", citation),
    ("CitedLaw", citation),
    ("Label", labelled),
    ("Effect", effect),
    ("IssuersClause", clause),
    ("RecipientNote", recipient_note),
    ("Filing", filed),
    ("IssuedWith", issued_with),
    ("SignedAt", signed),
    ("IssuerTitle", titled),
    ("Name", named),
    ("Attached", named),
    ("AttachmentLabel", attachment_label),
    ("AuthorityLink", authority_link),
    ("ActingPosition", authority_link),
    ("PersonName", person),
    ("Signatory", signatory),
    ("MarkedArticle", part_of_label),
    ("MarkedPart", part_of_label),
    ("MarkedRoman", part_of_label),
    ("MarkedCapital", part_of_label),
    ("MarkedNumber", part_of_label),
    ("MarkedLetter", part_of_label),
    ("NoteLabel", part_of_label),
    ("Bullet", part_of_label),
];

/// The productions of a document's own number.
const NUMBERS: [&str; 5] = ["FullNumber", "BlankNumber", "OddNumber", "OddBlankNumber", "PartyBlankNumber"];

fn own_number(sentence: &Sentence) -> Result<(), String> {
    let read = sentence.read(labelled_number)?;
    same("number", Some(read.text.clone()), sentence.said(&NUMBERS))?;
    parts_of_number(&read, sentence)
}

fn other_number(sentence: &Sentence) -> Result<(), String> {
    let (rest, read) = cited_number(&sentence.text).map_err(|_| "refused")?;
    same("rest", rest, "")?;
    same("number", read.text.clone(), sentence.text.clone())?;
    same("repairs", read.repairs.is_empty(), true)?;
    parts_of_number(&read, sentence)
}

fn parts_of_number(read: &crate::inline::number::Number, sentence: &Sentence) -> Result<(), String> {
    same("serial", read.serial.clone(), sentence.said(&["Serial"]))?;
    same("year", read.year, sentence.number_said("Year"))?;
    same("symbol", read.symbol.clone(), sentence.said(&["Symbol", "OddSymbol", "PartySymbol"]))
}

fn whole_date(sentence: &Sentence) -> Result<(), String> {
    let read = sentence.read(date)?;
    same("date", read.iso().or(Some("?".to_owned())), sentence.iso())?;
    same("possible", read.possible && read.repairs.is_empty(), true)
}

fn labelled_date(sentence: &Sentence) -> Result<(), String> {
    let read = sentence.read(day_month_year)?;
    same("date", read.iso().or(Some("?".to_owned())), sentence.iso())
}

fn blank_date(sentence: &Sentence) -> Result<(), String> {
    let text = format!("Bình Lâm, {}", sentence.text);
    let folded = Folded::new(&text);
    let (_, placed) = place_date(FoldedStr::new(&text, &folded)).map_err(|_| "refused")?;
    same("place", placed.place, "Bình Lâm")?;
    let read = placed.date;
    same("possible", read.possible, true)?;
    same("date", read.iso(), None)?;
    same("month", read.month, sentence.number_said("Month"))?;
    same("day", read.day, read.month.and_then(|_| sentence.number_said("Day")))
}

fn placed_date(sentence: &Sentence) -> Result<(), String> {
    fn place(input: FoldedStr<'_>) -> Read<'_, (String, Date)> {
        place_date(input).map(|(rest, read)| (rest, (read.place.to_owned(), read.date)))
    }
    let read = sentence.read(place)?;
    same("place", read.0, sentence.said(&["Place"]).unwrap_or_default())?;
    same("possible", read.1.possible, true)?;
    let blank = sentence.said(&["BlankDate"]).is_some();
    same("date", read.1.iso().or((!blank).then(|| "?".to_owned())), sentence.iso())
}

fn arrived(sentence: &Sentence) -> Result<(), String> {
    let folded = Folded::new(&sentence.text);
    same("arrival", is_arrival(FoldedStr::new(&sentence.text, &folded)), true)
}

fn arrival_line(sentence: &Sentence) -> Result<(), String> {
    type Line = (Option<&'static str>, Option<String>, Option<String>);
    fn line(input: FoldedStr<'_>) -> Read<'_, Line> {
        arrival(input).map(|(rest, read)| match read {
            Arrival::Number(number) => (rest, (Some("Digits"), Some(number.to_owned()), None)),
            Arrival::Date(iso, _) => (rest, (Some("DayMonthYear"), None, Some(iso))),
            Arrival::Other => (rest, (Some("ArrivalLabel"), None, None)),
        })
    }
    let (kind, number, date) = sentence.read(line)?;
    same("number", number, sentence.said(&["Digits"]))?;
    same("date", date, sentence.iso())?;
    same(
        "kind",
        kind,
        ["Digits", "DayMonthYear", "ArrivalLabel"].into_iter().find(|part| sentence.said(&[part]).is_some()),
    )
}

fn citation(sentence: &Sentence) -> Result<(), String> {
    let cited = citations(&sentence.text, true, sentence.words).citations;
    let [read] = cited.as_slice() else { return Err(format!("{} citations", cited.len())) };
    cited_as(read, sentence)
}

fn cited_as(read: &Citation, sentence: &Sentence) -> Result<(), String> {
    let name = sentence.said(&["Kind", "Law"]).unwrap_or_default();
    let kind = sentence.words.kinds.iter().find(|kind| kind.name == name).map(|kind| kind.key.clone());
    same("kind", read.kind.clone(), kind)?;
    same("number", read.number.clone(), sentence.said(&["FullNumber", "BlankNumber"]))?;
    let year = sentence.tree.first("CitedLaw").filter(|law| law.first("FullNumber").is_none());
    let year = year.and_then(|_| sentence.said(&["Year"]));
    same("date", read.date.clone(), named_date(sentence).or(year))?;
    same("issuer", read.issuer.clone(), sentence.said(&["Issuer"]))?;
    same("title", read.title.clone(), sentence.said(&["LawTitle", "CitedSubject"]))?;
    same("pinpoint", read.pinpoint.clone(), sentence.said(&["Pinpoint"]))
}

/// The date that stands behind a number, which may have a year of its own; `?` where a part of it is missing.
fn named_date(sentence: &Sentence) -> Option<String> {
    let tree = sentence.tree.first("CitedDate").or(sentence.tree.first("NamedDate"))?.clone();
    Some(Sentence::new(sentence.grammar, tree).iso().unwrap_or_else(|| "?".to_owned()))
}

fn labelled(sentence: &Sentence) -> Result<(), String> {
    let text = format!("{} Vườn cây", sentence.text);
    let read = label(&text).ok_or("refused")?;
    same("length", read.length, sentence.text.chars().count())?;
    same("repaired", read.repaired, false)?;
    let level = match sentence.text.split(' ').next().unwrap_or_default() {
        "Điều" => Level::Article,
        "Phần" => Level::Part,
        "Chương" => Level::Chapter,
        "Mục" => Level::Section,
        "Tiểu" => Level::Subsection,
        _ => level_said(sentence),
    };
    same("level", read.level, level)?;
    let mut numbers = sentence.tree.all("SmallNumber").into_iter().map(|node| sentence.grammar.text(node));
    let last: Option<u32> = numbers.next_back().and_then(|number| number.parse().ok());
    let ordinal = sentence.said(&["Roman", "SmallRoman"]).and_then(|number| roman(&number.to_lowercase())).or(last);
    ordinal.map_or(Ok(()), |ordinal| same("ordinal", read.ordinal, ordinal))
}

/// The level of a label without a word.
fn level_said(sentence: &Sentence) -> Level {
    let marked = |production| sentence.tree.first(production).is_some();
    let is_roman = || roman(&fold(&sentence.said(&["Capital"]).unwrap_or_default())).is_some();
    match () {
        () if marked("MarkedRoman") => Level::Roman,
        () if marked("MarkedCapital") => {
            if is_roman() {
                Level::Roman
            } else {
                Level::Capital
            }
        }
        () if marked("MarkedNumber") => Level::Arabic,
        () if marked("MarkedLetter") => Level::Letter,
        () if marked("NoteLabel") => Level::Note,
        () => Level::Bullet,
    }
}

/// A label of which the word before its number is fixed, where it has one.
fn part_of_label(sentence: &Sentence) -> Result<(), String> {
    let (word, level) = match () {
        () if sentence.tree.first("MarkedArticle").is_some() => ("Điều ", Level::Article),
        () if sentence.tree.first("MarkedPart").is_some() => ("Chương ", Level::Chapter),
        () => ("", level_said(sentence)),
    };
    let text = format!("{word}{} Vườn cây", sentence.text);
    let read = label(&text).ok_or("refused")?;
    same("level", read.level, level)?;
    same("length", read.length, word.chars().count() + sentence.text.chars().count())
}

fn clause(sentence: &Sentence) -> Result<(), String> {
    fn whole(input: FoldedStr<'_>) -> Read<'_, ()> {
        issuers_clause(Vocabulary::builtin())(input)
    }
    sentence.read(whole)
}

fn effect(sentence: &Sentence) -> Result<(), String> {
    let cited = citations(&sentence.text, false, sentence.words).citations;
    let text = Text::from(sentence.text.as_str());
    let found = effects(&[Block::Paragraph(Paragraph { text, citations: cited })], sentence.words);
    let [read] = found.as_slice() else { return Err(format!("{} effects", found.len())) };
    let kind = match sentence.said(&["EffectVerb", "OwnVerb"]).as_deref() {
        None => EffectKind::InForce,
        Some("thay thế") => EffectKind::Replaces,
        Some("bãi bỏ" | "hủy bỏ" | "hết hiệu lực") => EffectKind::Repeals,
        Some(_) => EffectKind::Amends,
    };
    same("kind", read.kind, kind)?;
    match &read.citation {
        Some(citation) => cited_as(citation, sentence),
        None => same("date", read.date.clone(), named_date(sentence)),
    }
}

fn recipient_note(sentence: &Sentence) -> Result<(), String> {
    let text = format!("{})", sentence.text);
    let read = note(sentence.words)(&text).map(|(_, inner)| inner.to_owned()).map_err(|_| "refused")?;
    same("note", read, sentence.text.clone())
}

fn filed(sentence: &Sentence) -> Result<(), String> {
    let folded = Folded::new(&sentence.text);
    let parser = filing(sentence.words);
    let (_, (first, rest)) = parser(FoldedStr::new(&sentence.text, &folded)).map_err(|_| "refused")?;
    same("filing", format!("{}{}", first.raw(), rest.raw()), sentence.said(&["Capitals"]).unwrap_or_default())
}

fn issued_with(sentence: &Sentence) -> Result<(), String> {
    let read = decision(&sentence.text, sentence.words);
    same("number", read.number, sentence.said(&["FullNumber"]))?;
    same("date", read.date, named_date(sentence))?;
    same("issuer", read.issuer, sentence.said(&["Issuer"]))
}

fn signed(sentence: &Sentence) -> Result<(), String> {
    fn moment(input: FoldedStr<'_>) -> Read<'_, String> {
        signed_at(input).map(|(rest, moment)| (rest, moment.to_owned()))
    }
    same("moment", Some(sentence.read(moment)?), sentence.said(&["Moment"]))
}

fn titled(sentence: &Sentence) -> Result<(), String> {
    type Title = (Option<String>, String, Option<String>);
    fn title(input: FoldedStr<'_>) -> Read<'_, Title> {
        issuer_title(Vocabulary::builtin())(input).map(|(rest, read)| {
            let issuer = read.issuer.map(|(_, name)| name.raw().to_owned());
            (rest, (issuer, read.number.1.text, read.date.map(|(_, (iso, _))| iso)))
        })
    }
    let (issuer, number, date) = sentence.read(title)?;
    same("issuer", issuer, sentence.said(&["TitleIssuer"]))?;
    same("number", Some(number), sentence.said(&NUMBERS))?;
    same("date", date, named_date(sentence))
}

fn named(sentence: &Sentence) -> Result<(), String> {
    let folded = Folded::new(&sentence.text);
    let input = FoldedStr::new(&sentence.text, &folded);
    let (_, Named { kind, name, .. }) = named_kind(sentence.words)(input).map_err(|_| "refused")?;
    same("place", name.bytes(), 0..sentence.text.len())?;
    same("name", kind.name.to_uppercase(), sentence.text.to_uppercase())
}

fn attachment_label(sentence: &Sentence) -> Result<(), String> {
    same("label", is_appendix_label(&fold(&sentence.text)), true)
}

fn authority_link(sentence: &Sentence) -> Result<(), String> {
    let folded = fold(&sentence.text);
    let (start, end, _) = capacity_at(&folded, sentence.words).ok_or("refused")?;
    let leaves = sentence.tree.leaves();
    let (first, last) = (leaves.first().ok_or("no words")?, leaves.last().ok_or("no words")?);
    same(
        "capacity",
        folded.get(start..end).map(|words| words.trim_end_matches([' ', '.']).to_owned()),
        Some(fold(&first.text)),
    )?;
    same("of", folded.get(end..).unwrap_or_default(), fold(&last.text).as_str())
}

fn person(sentence: &Sentence) -> Result<(), String> {
    same("name", is_name(&sentence.text, sentence.words), true)
}

fn signatory(sentence: &Sentence) -> Result<(), String> {
    if sentence.said(&["Rank"]).is_none() {
        return person(sentence);
    }
    let start = ranked(&sentence.text, sentence.words).ok_or("refused")?;
    same("name", sentence.text.get(start..).map(str::to_owned), sentence.said(&["PersonName"]))
}

/// Each sentence is read with the values that were put in; without a word that the grammar needs it is not.
#[test]
fn sentences_are_read_as_what_they_are() {
    let grammar = Grammar::read();
    let (mut faults, mut spared) = (Vec::new(), BTreeMap::new());
    for (production, reader) in READERS {
        let loose = grammar.is("Loose", production);
        let mut refused = 0;
        for seed in 0..SENTENCES {
            let tree = grammar.sentence(production, &mut seeded(seed));
            let sentence = Sentence::new(&grammar, tree);
            if let Err(fault) = reader(&sentence) {
                faults.push(format!("{production} {:?}: {fault}", sentence.text));
                break;
            }
            for leaf in 0..sentence.tree.leaves().len() {
                let cut = Sentence::new(&grammar, sentence.tree.without(leaf));
                if grammar.allows(production, &cut.tree) {
                    continue;
                }
                if reader(&cut).is_err() {
                    refused += 1;
                } else if !loose {
                    let lacking = sentence.tree.leaves().swap_remove(leaf).rule;
                    spared.entry((production, format!("{lacking:?}"))).or_insert(cut.text);
                }
            }
        }
        let phrase = matches!(grammar.productions[production], Rule::List(_));
        if refused == 0 && !loose && !phrase {
            faults.push(format!("{production}: no sentence lacks a word that it needs"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(spared.is_empty(), "read as if nothing were missing: {spared:#?}");
}

/// What a production allows in the places of its first choice: the words of its alternatives, folded.
fn alternatives(grammar: &Grammar, production: &str) -> BTreeSet<String> {
    fn words(rule: &Rule, into: &mut BTreeSet<String>) {
        match rule {
            Rule::Words(text) => drop(into.insert(fold(text))),
            Rule::Choice(rules) | Rule::Sequence(rules) => rules.iter().for_each(|rule| words(rule, into)),
            Rule::Optional(inner) | Rule::Repeated(inner) => words(inner, into),
            Rule::List(_) | Rule::Name(_) | Rule::Special(_) => {}
        }
    }
    let mut found = BTreeSet::new();
    words(&grammar.productions[production], &mut found);
    found
}

/// Words that the code knows stand in the grammar, and none there that the code does not know.
#[test]
fn the_code_knows_no_words_that_the_grammar_has_not() {
    let grammar = Grammar::read();
    let known = |words: &[&str]| -> BTreeSet<String> { words.iter().map(|word| word.trim().to_owned()).collect() };
    let of = |production| alternatives(&grammar, production);
    assert_eq!(&of("EffectVerb") | &of("OwnVerb"), known(&FORMULAS));
    assert_eq!(of("Act"), known(&ACTS));
    assert_eq!(of("Arrival"), known(&ARRIVED));
    assert_eq!(of("ArrivalLabel"), known(&ARRIVAL_LABELS));
    assert_eq!(&of("SignedAt") - &known(&[":"]), known(&SIGNING_LABELS));
    assert_eq!(of("CitedSubject"), known(&SUBJECT_STARTS));
    assert_eq!(&of("Pinpoint") | &of("PinpointUnit"), &known(&UNITS) | &known(&[",", "va"]));
}

/// Signs and words behind or before which a parser reads something stand in the grammar, and none there that it does not read.
#[test]
fn the_code_reads_no_signs_that_the_grammar_has_not() {
    let grammar = Grammar::read();
    let signs: Vec<String> = ('!'..='~').filter(|c| c.is_ascii_punctuation()).chain(['•']).map(String::from).collect();
    let read = |sentence: &dyn Fn(&str) -> String, level: Level| -> BTreeSet<String> {
        let whole = |sign: &&String| {
            let text = sentence(sign);
            let length = text.trim_end_matches(" Vườn cây").chars().count();
            label(&text).is_some_and(|read| read.level == level && !read.repaired && read.length == length)
        };
        signs.iter().filter(whole).map(|sign| fold(sign)).collect()
    };
    let all: BTreeSet<String> = signs.iter().map(|sign| fold(sign)).collect();
    let of = |production| &alternatives(&grammar, production) & &all;
    for (production, start, level) in [
        ("MarkedArticle", "Điều 7", Level::Article),
        ("MarkedPart", "Chương II", Level::Chapter),
        ("MarkedPart", "Phần thứ hai", Level::Part),
        ("MarkedRoman", "II", Level::Roman),
        ("MarkedCapital", "B", Level::Capital),
        ("MarkedNumber", "7", Level::Arabic),
        ("MarkedLetter", "b", Level::Letter),
        ("Bullet", "", Level::Bullet),
    ] {
        assert_eq!(read(&|sign| format!("{start}{sign} Vườn cây"), level), of(production), "{production}");
    }
    let whole = |text: &str| cited_number(text).is_ok_and(|(rest, _)| rest.is_empty());
    // What belongs to a token joins none.
    let joins = |sign: &&String| whole(&format!("12/QĐ{sign}UBND")) && *sign != "&";
    let joints: BTreeSet<String> = signs.iter().filter(joins).cloned().collect();
    assert_eq!(joints, &of("Symbol") - &BTreeSet::from(["(", ")"].map(str::to_owned)));
    let numerals = "không một nhất hai nhì ba bốn tư năm lăm sáu bảy tám chín mười trăm cuối";
    let is_ordinal = |word: &&str| label(&format!("Phần thứ {word}")).is_some();
    let ordinals: BTreeSet<String> = numerals.split(' ').filter(is_ordinal).map(fold).collect();
    assert_eq!(alternatives(&grammar, "Ordinal"), ordinals);
}
