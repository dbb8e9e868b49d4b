//! The grammar file and the parsers stay in step: every production that a parser names is in
//! `grammars/decision.ebnf`, every production there is used there, and every part of a decision has a
//! parser that names it.

#[path = "common/sentences.rs"]
mod sentences;
#[path = "common/sources.rs"]
mod sources;

use sentences::{Grammar, Rule, Tree, seeded};
use sources::{rust_files, rust_texts};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use vanban::model::{Depth, Parsed, visit};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The productions that a right side names.
fn names(rule: &Rule, into: &mut BTreeSet<String>) {
    match rule {
        Rule::Name(name) => drop(into.insert(name.clone())),
        Rule::Sequence(rules) | Rule::Choice(rules) => rules.iter().for_each(|rule| names(rule, into)),
        Rule::Optional(inner) | Rule::Repeated(inner) => names(inner, into),
        Rule::Words(_) | Rule::List(_) | Rule::Special(_) => {}
    }
}

/// Names in backticks at the start of a doc comment's phrase, `X` of `decision.ebnf`, and the rules under
/// which origins are recorded.
fn named(source: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let of = regex::Regex::new(r"`([A-Z][A-Za-z]+)` of `decision\.ebnf`").expect("a pattern");
    let rule = regex::Regex::new(r#""([A-Z][A-Za-z]+)", (?:Repairs|repairs|context|read\.)|, "([A-Z][A-Za-z]+)"\)"#)
        .expect("a pattern");
    let productions = of.captures_iter(source).map(|found| found[1].to_owned()).collect();
    let rules = rule
        .captures_iter(source)
        .filter_map(|found| found.get(1).or(found.get(2)).map(|name| name.as_str().to_owned()))
        .filter(|name| name.chars().any(char::is_lowercase))
        .collect();
    (productions, rules)
}

#[test]
fn every_production_is_defined_and_used() {
    let grammar = Grammar::read();
    let mut used = BTreeSet::from(["Document", "Effect", "Date"].map(str::to_owned));
    grammar.productions.values().for_each(|rule| names(rule, &mut used));
    let defined: BTreeSet<String> = grammar.productions.keys().cloned().collect();
    assert_eq!(used, defined);
    for (said, names) in &grammar.said {
        assert!(!names.is_empty(), "{said} names no production");
        assert!(names.is_subset(&defined), "{said}: {:?}", names - &defined);
    }
}

#[test]
fn parsers_and_grammar_name_the_same_productions() {
    let productions = Grammar::read().productions;
    let source: String =
        ["src/marks", "src/inline", "src/parse"].into_iter().flat_map(rust_texts).map(|(_, text)| text).collect();
    let (named, rules) = named(&source);
    assert!(named.len() > 15, "the parsers name their productions: {named:?}");
    assert!(rules.len() > 15, "origins are recorded under the names of productions: {rules:?}");
    for name in named.iter().chain(&rules) {
        assert!(productions.contains_key(name), "{name} is no production of decision.ebnf");
    }
    let parts = [
        "Letterhead",
        "Number",
        "Date",
        "Title",
        "Bases",
        "LegalBasis",
        "Citation",
        "FullNumber",
        "Body",
        "Label",
        "Table",
        "Closing",
        "Signatures",
        "Attachment",
        "Effect",
    ];
    for part in parts {
        assert!(named.contains(part), "no parser names {part} of decision.ebnf");
    }
}

/// A decision of which every section but one is as it stands here.
const FRAME: [(&str, &str); 7] = [
    (
        "Letterhead",
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH LÂM\nSố: 12/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình Lâm, ngày 05 tháng 3 năm 2025",
    ),
    ("Title", "QUYẾT ĐỊNH\nVề việc giao đất cho nhà trường\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH LÂM"),
    ("Bases", "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;"),
    ("EnactingFormula", "QUYẾT ĐỊNH:"),
    ("Body", "Điều 1. Giao đất cho nhà trường.\nĐiều 2. Giao Sở Tài chính thực hiện."),
    ("Closing", "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Tám"),
    ("Copy", ""),
];

/// What a section's sentence has in its values: the production, the part of it that makes the value, and the rule under which
/// that is recorded.
const VALUES: [(&str, &str, &str); 35] = [
    ("Agency", "Agency", "Agency"),
    ("Number", "FullNumber", "Number"),
    ("Number", "BlankNumber", "Number"),
    ("PlaceDate", "Place", "PlaceDate"),
    ("Mark", "Mark", "Mark"),
    ("ArrivalNumber", "Digits", "Received"),
    ("Name", "Name", "Name"),
    ("TitleIssuer", "TitleIssuer", "Agency"),
    ("IssuerTitle", "FullNumber", "Number"),
    ("Subject", "Subject", "Subject"),
    ("Addressee", "Line", "Addressee"),
    ("AddresseeItem", "Line", "Addressee"),
    ("Authority", "Authority", "Authority"),
    ("LegalBasis", "BasisText", "LegalBasis"),
    ("EnactingFormula", "EnactingFormula", "EnactingFormula"),
    ("LeadIn", "BasisText", "LegalBasis"),
    ("IssuersClause", "IssuersClause", "EnactingFormula"),
    ("Paragraph", "Paragraph", "Paragraph"),
    ("Recipient", "Line", "Recipient"),
    ("RecipientItem", "Line", "Recipient"),
    ("RecipientNote", "RecipientNote", "RecipientNote"),
    ("Filing", "Capitals", "Filing"),
    ("DrafterMark", "DrafterMark", "DrafterMark"),
    ("AuthorityLink", "SignedFor", "AuthorityLink"),
    ("Position", "Position", "Position"),
    ("ActingPosition", "ActedPost", "Position"),
    ("SignatureMark", "SignatureMark", "SignatureMark"),
    ("Rank", "Rank", "Rank"),
    ("PersonName", "PersonName", "PersonName"),
    ("Attached", "Attached", "Name"),
    ("AttachmentLabel", "AttachmentLabel", "AttachmentLabel"),
    ("AttachmentTitle", "AttachmentTitle", "AttachmentTitle"),
    ("Note", "Text", "Note"),
    ("CopyDate", "Place", "PlaceDate"),
    ("SignedAt", "Moment", "SignedAt"),
];

/// Productions of which the contract keeps another form, in the span of which the words still stand: a copy has a date and no
/// place.
const IN_SOURCE: [&str; 1] = ["CopyDate"];

/// The sections of a decision that are made of sentences, one at a time, and how many.
const SECTIONS: [(&str, u64); 13] = [
    ("Letterhead", 200),
    ("Title", 200),
    ("Bases", 100),
    ("EnactingFormula", 40),
    ("LeadIn", 100),
    ("Paragraph", 40),
    ("Quote", 20),
    ("Note", 20),
    ("RecipientList", 100),
    ("Signature", 200),
    ("Copy", 100),
    ("AttachmentHead", 100),
    ("SignedAt", 20),
];

/// A decision with a section of a grammar's sentence. What the sentence names itself stands nowhere else: an issuer in the
/// title takes the place of the letterhead, an authority behind the bases that of the one in the title.
fn framed(production: &str, sentence: &str, tree: Option<&Tree>) -> String {
    let mut parts: Vec<String> =
        FRAME.iter().map(|(name, text)| if *name == production { sentence } else { text }.to_owned()).collect();
    let names = |part: &str| tree.is_some_and(|tree| tree.first(part).is_some());
    match production {
        "Title" if names("NamedIssuer") || names("IssuerTitle") => parts[0].clear(),
        "Bases" if names("Authority") => parts[1] = "QUYẾT ĐỊNH\nVề việc giao đất cho nhà trường".to_owned(),
        _ => {}
    }
    match production {
        "Paragraph" | "Quote" => {
            parts[4] =
                format!("Điều 1. Giao đất cho nhà trường như sau:\n{sentence}\nĐiều 2. Giao Sở Tài chính thực hiện.")
        }
        // Of a plan, which has neither articles nor an authority.
        "LeadIn" => {
            parts[1] = "KẾ HOẠCH\nTổ chức hội thi".to_owned();
            (parts[2], parts[3]) = (sentence.to_owned(), String::new());
            parts[4] = "I. MỤC TIÊU\nNâng cao nhận thức.\nII. NỘI DUNG\nTổ chức hội thi.".to_owned();
        }
        "RecipientList" => parts[5] = format!("{sentence}\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Tám"),
        "Signature" => parts[5] = format!("Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n{sentence}"),
        "Note" | "SignedAt" => parts.push(sentence.to_owned()),
        "AttachmentHead" => parts.push(format!("{sentence}\n1. Giao đất cho nhà trường.")),
        _ => {}
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Letters and digits alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Values with the rules under which they are recorded, and the words of the source that they were read from; letters alone.
fn values(parsed: &Parsed) -> BTreeSet<(String, String, String)> {
    let mut found = BTreeSet::new();
    visit(&parsed.document, &mut |_: &str, _: Depth, value: Option<&str>, id| {
        if let (Some(origin), Some(value)) = (parsed.origins.get(id), value) {
            let spans = parsed.origins.spans(id).iter();
            let source: String = spans.map(|span| letters(span.of(&parsed.text))).collect();
            found.insert((origin.rule.to_owned(), letters(value), source));
        }
    });
    found
}

/// What the contract keeps of a value that was put in: of an acting post the post alone, `QUYỀN` being its capacity.
fn kept_form(production: &str, said: &str) -> String {
    match production {
        "Position" | "ActingPosition" => letters(said.strip_prefix("QUYỀN ").unwrap_or(said)),
        _ => letters(said),
    }
}

/// The values of a sentence that were not read: the production of each, its words, and as what they were kept instead.
fn lost(
    grammar: &Grammar,
    tree: &Tree,
    read: &BTreeSet<(String, String, String)>,
) -> Vec<(&'static str, String, Vec<String>)> {
    let mut lost = Vec::new();
    for (production, part, rule) in VALUES {
        for node in tree.all(production).into_iter().filter_map(|node| node.first(part)) {
            let said = kept_form(production, &grammar.text(node));
            let in_source = IN_SOURCE.contains(&production);
            let holds = |value: &str, source: &str| if in_source { source } else { value }.contains(&said);
            if !read.iter().any(|(by, value, source)| by == rule && holds(value, source)) {
                let other = read.iter().filter(|(_, value, _)| value.contains(&said));
                lost.push((production, said.clone(), other.map(|(by, value, _)| format!("{by} {value}")).collect()));
            }
        }
    }
    lost
}

/// A sentence of a section, put into a decision, is read with the values that were put in, each under its rule.
#[test]
fn sections_keep_the_values_that_are_put_in() {
    let grammar = Grammar::read();
    let mut faults: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for (section, count) in SECTIONS {
        for seed in 0..count {
            let tree = grammar.sentence(section, &mut seeded(seed));
            // A table is recognised by the places of words on a page, which a sentence does not have.
            if tree.first("Table").is_some() {
                continue;
            }
            let text = framed(section, &grammar.text(&tree), Some(&tree));
            let read = values(&vanban::parse(text.as_bytes()).expect("a decision"));
            for (production, said, kept) in lost(&grammar, &tree, &read) {
                let fault = format!("{said}, kept as {kept:?}:\n{}", grammar.text(&tree));
                faults.entry((section, production)).or_insert(fault);
            }
        }
    }
    let shown = faults.iter().map(|(of, fault)| format!("{of:?}: {fault}\n\n"));
    assert!(faults.is_empty(), "{}", shown.collect::<String>());
}

/// A decision without one of its sections says so.
#[test]
fn a_section_that_is_missing_is_diagnosed() {
    for (section, code) in [
        ("Letterhead", "letterhead-missing"),
        ("Title", "kind-missing"),
        ("Body", "articles-missing"),
        ("Closing", "signature-missing"),
    ] {
        let codes = |text: &str| -> Vec<&'static str> {
            let parsed = vanban::parse(text.as_bytes()).expect("a decision");
            parsed.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
        };
        assert!(!codes(&framed("", "", None)).contains(&code), "{code} of a whole decision");
        assert!(codes(&framed(section, "", None)).contains(&code), "{code} without {section}");
    }
}

/// Every pattern that is built in is one: a broken pattern ends the program where it is first used. Patterns that are put
/// together are made by the tests of their files.
#[test]
fn every_pattern_is_one() {
    let source: String = rust_files("src").into_values().collect();
    let written = regex::Regex::new(r##"(?s)\bpattern\(\s*r(?:"([^"]+)"|#"(.+?)"#)\s*,?\s*\)"##).expect("a pattern");
    let mut count = 0;
    for found in written.captures_iter(&source) {
        let text = found.get(1).or(found.get(2)).map_or("", |text| text.as_str());
        regex::Regex::new(text).unwrap_or_else(|error| panic!("{error}"));
        count += 1;
    }
    assert!(count > 10, "{count} patterns");
    assert!(!source.contains("Regex>>"), "a pattern that may be missing switches its rule off without a word");
}

/// Every code that the program can print has its message in both languages, and none is listed in vain.
#[test]
fn codes_and_messages_are_in_step() {
    let listed: toml::Table =
        std::fs::read_to_string(root().join("grammars/diagnostics.toml")).expect("the messages").parse().expect("TOML");
    let source: String = rust_files("src").into_values().collect();
    for (code, message) in &listed {
        assert!(source.contains(&format!("\"{code}\"")), "{code} is printed nowhere");
        let holes = |language: &str| {
            let text = message[language].as_str().expect("a message");
            (0..4).filter(|hole| text.contains(&format!("{{{hole}}}"))).collect::<Vec<_>>()
        };
        assert_eq!(holes("vi"), holes("en"), "{code} says the same in both languages");
    }
    let pattern = regex::Regex::new(r#"(?s)(?:\.(?:warn|note)\(\s*|say\(|Stop::(?:usage|failed)\(\s*)"([a-z-]+)""#)
        .expect("a pattern");
    let printed: BTreeSet<&str> =
        pattern.captures_iter(&source).filter_map(|found| found.get(1)).map(|code| code.as_str()).collect();
    assert!(printed.len() > 20, "{printed:?}");
    // Help has keys of one word, codes have two and more.
    for code in printed.into_iter().filter(|code| code.contains('-')) {
        assert!(listed.contains_key(code), "{code} has no message");
    }
}
