//! Where a document must agree with itself: subject, Article 1 and attachments; number and date said twice; a document
//! cited twice; a body named twice; effect and date.

use super::bases::day;
use super::{Checker, Place, at, short, structure};
use crate::model::{Attachment, Block, Citation, Document, DocumentKind, EffectKind, Text};
use crate::tasks::{normal_form, tasks};
use crate::words::{Vocabulary, fold};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(checker: &mut Checker) {
    attachments(checker);
    subject(checker);
    citations(checker);
    effects(checker);
    bodies(checker);
}

/// The text of an article: its heading and all paragraphs below.
fn article_text(document: &Document, index: usize) -> Option<(String, Text)> {
    let articles = document.articles();
    let article = articles.get(index)?;
    let mut text: Vec<&str> = article.heading.iter().map(Text::as_str).collect();
    super::blocks(&article.body, "", &mut |block, _| {
        if let Block::Paragraph(paragraph) = block {
            text.push(paragraph.text.as_str());
        }
    });
    Some((text.join(" "), article.label.clone()))
}

/// Kinds that are issued with a decision as its own substance.
const ISSUED: [DocumentKind; 12] = [
    DocumentKind::ChuongTrinh,
    DocumentKind::KeHoach,
    DocumentKind::QuyChe,
    DocumentKind::QuyDinh,
    DocumentKind::DeAn,
    DocumentKind::PhuongAn,
    DocumentKind::PhuLuc,
    DocumentKind::DanhSach,
    DocumentKind::DanhMuc,
    DocumentKind::DieuLe,
    DocumentKind::NoiQuy,
    DocumentKind::QuyTrinh,
];

fn attachments(checker: &mut Checker) {
    let document = checker.document;
    named_but_missing(checker);
    let header = &document.header;
    for (index, attachment) in document.attachments.iter().enumerate() {
        let pointer = format!("/attachments/{index}");
        let name = attachment.name.clone().unwrap_or_default();
        let Some(issued) = &attachment.issued_with else {
            let issued = attachment.kind.as_ref().is_some_and(|kind| ISSUED.contains(kind));
            if issued
                && !says_issued_with(attachment)
                && attachment.part_of.is_none()
                && attachment.header.as_ref().is_none_or(|own| own.number.is_none())
            {
                checker.find("issued-with-missing", at(format!("{pointer}/name"), &name), &[name.as_str()]);
            }
            continue;
        };
        let place = || Place { pointer: format!("{pointer}/issued_with"), origin: issued.origin.0 };
        if let (Some(own), Some(said)) = (&header.number, &issued.number) {
            let blank = own.serial.is_none() || said.starts_with('/');
            if !blank && fold(own.text.as_str()) != fold(said) {
                checker.find("attachment-number", place(), &[said, own.text.as_str()]);
            }
        }
        if let (Some(own), Some(said)) = (&header.date, &issued.date) {
            let known = own.as_str().len().min(said.len());
            if own.as_str().get(..known) != said.get(..known) {
                checker.find("attachment-date", place(), &[&day(said), &day(own.as_str())]);
            }
        }
        if let Some(said) = &issued.issuer {
            issuer(checker, said, place());
        }
    }
    titles(checker);
}

/// True where the line `(Kèm theo …)` stands below the first title of the text, not in its own place.
fn says_issued_with(attachment: &Attachment) -> bool {
    let mut found = false;
    let mut left = 6;
    super::blocks(&attachment.body, "", &mut |block, _| {
        if let (Block::Paragraph(paragraph), 1..) = (block, left) {
            found |= is_issued_with(paragraph.text.as_str());
        }
        left = i32::max(left - 1, 0);
    });
    found
}

/// `(Kèm theo …)`, `(Ban hành kèm theo …)`.
pub(super) fn is_issued_with(text: &str) -> bool {
    let folded = fold(text);
    let own = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    own.starts_with("kem theo") || own.starts_with("ban hanh kem theo")
}

/// True where a text names what another does.
pub(super) fn is_alike(text: &str, other: &str) -> bool {
    shared(&telling(text), &telling(other)) >= ALIKE
}

/// The attachment names the head where the body decides, the body where the head does, or another body.
fn issuer(checker: &mut Checker, said: &str, place: Place) {
    let document = checker.document;
    let name = document.authority.as_ref().or(document.header.agency.as_ref());
    let Some(own) = name.map(|name| name.as_str().replace('\n', " ")) else { return };
    let spelled = |name: &str| fold(&normal_form(name, checker.words));
    let (said_words, own_words) = (spelled(said), spelled(&own));
    let post = |folded: &str| checker.words.posts.longest_prefix(folded).is_some();
    let other_power = document.authority.is_some() && post(&said_words) != post(&own_words);
    let whole = [Some(&own), document.header.agency.as_ref().map(Text::as_str).map(str::to_owned).as_ref()]
        .into_iter()
        .flatten()
        .chain(document.header.parent_agency.as_ref().map(|parent| parent.to_string()).as_ref())
        .map(|name| spelled(&name.replace('\n', " ")))
        .collect::<Vec<_>>()
        .join(" ");
    if other_power || shared(&telling(&said_words), &telling(&whole)) < ALIKE {
        checker.find("attachment-issuer", place, &[said, &own]);
    }
}

/// `ban hành kèm theo Quyết định này Quy chế …` and nothing attached.
fn named_but_missing(checker: &mut Checker) {
    let document = checker.document;
    let Some((text, label)) = article_text(document, 0).filter(|_| document.attachments.is_empty()) else { return };
    let folded = fold(&text);
    let names = [
        "kem theo quyet dinh nay",
        "kem theo danh sach",
        "kem theo phu luc",
        "danh sach kem theo",
        "phu luc kem theo",
        "co danh sach kem theo",
    ];
    if names.iter().any(|words| folded.contains(words)) {
        checker.find("attachment-missing", at("/attachments", &label), &[&short(&text)]);
    }
}

/// Words that say nothing about a subject.
const SMALL: [&str; 16] = [
    "ve", "viec", "v/v", "ban", "hanh", "kem", "theo", "quyet", "dinh", "nay", "cua", "va", "cac", "phe", "duyet",
    "tren",
];

fn telling(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let words =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1 || word.parse::<u32>().is_ok());
    words.filter(|word| !SMALL.contains(word)).map(str::to_owned).collect()
}

/// The share of one text's words that another has.
fn shared(of: &BTreeSet<String>, with: &BTreeSet<String>) -> f32 {
    if of.is_empty() {
        return 1.0;
    }
    of.intersection(with).count() as f32 / of.len() as f32
}

/// Less than this share of its words in common, and two texts do not name the same thing.
const ALIKE: f32 = 0.5;

fn years(text: &str) -> BTreeSet<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit());
    parts.filter(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"))).collect()
}

/// The attachment that a decision issues has the title that subject and Article 1 give it.
fn titles(checker: &mut Checker) {
    let document = checker.document;
    let Some(subject) = &document.subject else { return };
    let (first, _) = article_text(document, 0).unwrap_or_default();
    let named = format!("{subject} {first}");
    let substance = |attachment: &&Attachment| {
        let kind = attachment.kind.as_ref();
        attachment.part_of.is_none()
            && kind.is_some_and(|kind| ISSUED[..6].contains(kind))
            && fold(&named).contains(&kind.map_or("", DocumentKind::key).replace('-', " "))
    };
    let Some(index) = document.attachments.iter().position(|attachment| substance(&attachment)) else { return };
    let Some(title) = &document.attachments[index].title else { return };
    let place = || at(format!("/attachments/{index}/title"), title);
    if shared(&telling(title.as_str()), &telling(&named)) < ALIKE {
        checker.find("attachment-title", place(), &[&short(title.as_str()), &short(subject.as_str())]);
    }
    let (own, said) = (years(title.as_str()), years(&named));
    if !own.is_empty() && !said.is_empty() && own.is_disjoint(&said) {
        let list = |years: &BTreeSet<&str>| years.iter().copied().collect::<Vec<_>>().join(", ");
        checker.find("attachment-year", place(), &[&list(&own), &list(&said)]);
    }
}

/// What is done, the first two words that say something: a subject that says "bổ nhiệm cán bộ" and an article that
/// names the person speak of the same thing. Kinds of documents are no deeds.
fn same_deed(subject: &str, article: &str, words: &Vocabulary) -> bool {
    let deed = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let own = folded.split_whitespace().filter(|word| !SMALL.contains(word)).take(2);
        own.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
    };
    let own = deed(subject);
    let kind = own.join(" ");
    own.len() == 2 && own == deed(article) && !words.kinds.iter().any(|known| known.folded == kind)
}

/// Article 1 speaks of what the subject names.
fn subject(checker: &mut Checker) {
    let document = checker.document;
    if !super::presence::is_decision(document) {
        return;
    }
    let (Some(subject), Some((first, label))) = (&document.subject, article_text(document, 0)) else { return };
    // A long subject of a long article is judged by the shorter of the two.
    let (subject_words, first_words) = (telling(subject.as_str()), telling(&first));
    let alike = shared(&subject_words, &first_words).max(shared(&first_words, &subject_words));
    if !first_words.is_empty() && alike < ALIKE && !same_deed(subject.as_str(), &first, checker.words) {
        checker.find("subject-article", at("/subject", &label), &[&short(subject.as_str()), &short(&first)]);
    }
}

/// What tells one cited document from another: the number, or the name of a law that has none.
fn identity(citation: &Citation) -> Option<String> {
    match (&citation.number, &citation.title) {
        (Some(number), _) if number.starts_with('/') => None,
        (Some(number), _) => Some(fold(number)),
        (None, Some(title))
            if matches!(citation.kind, Some(DocumentKind::Luat | DocumentKind::BoLuat | DocumentKind::PhapLenh)) =>
        {
            Some(fold(title))
        }
        _ => None,
    }
}

/// One document, two dates.
fn citations(checker: &mut Checker) {
    let document = checker.document;
    // By what the document is, each issuer with the date and words of its first mention.
    let mut seen: BTreeMap<String, Vec<(String, String, String)>> = BTreeMap::new();
    let mut found: Vec<(Place, String, String)> = Vec::new();
    let mut look = |citation: &Citation, place: Place| {
        let (Some(key), Some(date)) = (identity(citation), &citation.date) else { return };
        if date.len() < 10 {
            return;
        }
        // The number of a decision is its office's own: two offices may have the same. A later mention may leave the
        // office out.
        let issuer = fold(citation.issuer.as_deref().unwrap_or(""));
        let mentions = seen.entry(key).or_default();
        match mentions.iter().find(|(other, ..)| *other == issuer || issuer.is_empty() || other.is_empty()) {
            Some((_, other, text)) if other != date => found.push((place, citation.text.clone(), text.clone())),
            Some(_) => {}
            None => mentions.push((issuer, date.clone(), citation.text.clone())),
        }
    };
    for (index, basis) in document.bases.iter().enumerate() {
        for citation in &basis.citations {
            look(citation, at(format!("/bases/{index}/text"), &basis.text));
        }
    }
    super::all_blocks(document, &mut |block, pointer| {
        if let Block::Paragraph(paragraph) = block {
            for citation in &paragraph.citations {
                look(citation, at(format!("{pointer}/text"), &paragraph.text));
            }
        }
    });
    for (place, one, other) in found {
        checker.find("cited-two-ways", place, &[&one, &other]);
    }
}

/// In force before it is signed.
fn effects(checker: &mut Checker) {
    let document = checker.document;
    let Some(date) = document.header.date.as_ref().filter(|date| date.as_str().len() == 10) else { return };
    let early = document
        .effects
        .iter()
        .filter(|effect| effect.kind == EffectKind::InForce)
        .filter_map(|effect| effect.date.as_ref());
    let early: Vec<&String> = early.filter(|own| own.len() == 10 && own.as_str() < date.as_str()).collect();
    if let Some(own) = early.first() {
        let written = day(own);
        let place = structure::texts(checker)
            .into_iter()
            .find(|(_, text)| fold(text.as_str()).contains("hieu luc"))
            .map_or_else(Place::default, |(pointer, text)| at(pointer, &text));
        checker.find("effect-before-date", place, &[&written, &day(date.as_str())]);
    }
}

/// One body under several names among those that lead and support tasks.
fn bodies(checker: &mut Checker) {
    let document = checker.document;
    let mut names: BTreeMap<String, BTreeMap<String, (String, String)>> = BTreeMap::new();
    for task in tasks(document, checker.words) {
        for agency in task.leads.iter().chain(&task.supports) {
            let key = fold(&normal_form(&agency.written, checker.words));
            names
                .entry(key)
                .or_default()
                .entry(alike(&agency.written))
                .or_insert((agency.written.clone(), task.row.clone()));
        }
    }
    for spellings in names.values().filter(|spellings| spellings.len() > 1) {
        let list = spellings.values().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let row = spellings.values().next_back().map_or(String::new(), |(_, row)| row.clone());
        let place = Place { pointer: row, ..Place::default() };
        checker.find("body-named-two-ways", place, &[&list]);
    }
}

/// A name without what is no difference: the case of its first letter, the kind of a dash.
fn alike(name: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().map(|first| first.to_lowercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str()).replace(['–', '—'], "-")
}
