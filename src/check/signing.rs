//! Who signs and for whom (Điều 13; Phụ lục I, II.7).

use super::{Checker, Place, at};
use crate::model::{Capacity, Signature, Text};
use crate::words::{Vocabulary, fold};

pub(super) fn check(checker: &mut Checker) {
    let document = checker.document;
    for (index, signature) in document.signatures.iter().enumerate() {
        own(checker, signature, &format!("/signatures/{index}"));
    }
    against_authority(checker);
}

/// A post begins so where it is a deputy's.
fn is_deputy(folded: &str) -> bool {
    folded.starts_with("pho ") || folded.starts_with("thu truong")
}

fn position_place(signature: &Signature, pointer: &str) -> Place {
    match &signature.position {
        Some(position) => at(format!("{pointer}/position"), position),
        None => Place { pointer: pointer.to_owned(), ..Place::default() },
    }
}

fn own(checker: &mut Checker, signature: &Signature, pointer: &str) {
    if signature.name.is_none() {
        checker.find("signatory-missing", position_place(signature, pointer), &[]);
    }
    if let Some(rank) = &signature.rank {
        checker.find("signatory-rank", at(format!("{pointer}/rank"), rank), &[rank.as_str()]);
    }
    let Some(position) = &signature.position else { return };
    let folded = fold(position.as_str()).replace('\n', " ");
    let place = || at(format!("{pointer}/position"), position);
    let has = |capacity: Capacity| signature.authority.iter().any(|link| link.capacity == capacity);
    // THƯ KÝ and CHỦ TỌA of minutes sign for themselves.
    if signature.role.is_none() && is_deputy(&folded) && !has(Capacity::KT) {
        let head = folded.trim_start_matches("pho ").to_uppercase();
        let head =
            if folded.starts_with("thu truong") { "BỘ TRƯỞNG".to_owned() } else { after_deputy(position, head) };
        checker.find("deputy-without-kt", place(), &[position.as_str(), &format!("KT. {head}")]);
    }
    if let Some(link) = signature.authority.iter().rev().find(|link| link.capacity == Capacity::KT)
        && fold(link.of.as_str()) == folded
    {
        checker.find("head-with-kt", place(), &[position.as_str(), link.of.as_str()]);
    }
    if has(Capacity::TUQ) && has(Capacity::KT) {
        checker.find("tuq-redelegated", place(), &[]);
    }
    let of_a_board = folded.contains("truong ban") || folded.contains("hoi dong") || folded.contains("to truong");
    let undefined = ["thuong truc", "phu trach", "dieu hanh"].iter().any(|word| folded.ends_with(word));
    if undefined && !of_a_board {
        checker.find("post-undefined", place(), &[position.as_str()]);
    }
}

/// `PHÓ CHỦ TỊCH` → `CHỦ TỊCH`, as written.
fn after_deputy(position: &Text, otherwise: String) -> String {
    let words = position.as_str().split('\n').next().unwrap_or("");
    words.split_once(' ').map_or(otherwise, |(_, head)| head.trim_end_matches(" THƯỜNG TRỰC").to_owned())
}

/// CHỦ TỊCH … has no TM., ỦY BAN NHÂN DÂN … has one (standards: 74 of 74 documents).
fn against_authority(checker: &mut Checker) {
    let document = checker.document;
    let (Some(authority), [signature]) = (&document.authority, document.signatures.as_slice()) else { return };
    let folded = fold(authority.as_str());
    let first = signature.authority.first();
    let tm = first.filter(|link| link.capacity == Capacity::TM);
    let place = position_place(signature, "/signatures/0");
    if starts_with_post(&folded, checker.words) {
        if let Some(link) = tm {
            let written = format!("TM. {}", link.of);
            checker.find("authority-head-with-tm", place, &[authority.as_str(), &written]);
        }
    } else if checker.words.bodies.longest_prefix(&folded).is_some()
        && first.is_none_or(|link| link.capacity != Capacity::TM)
    {
        checker.find("authority-body-without-tm", place, &[authority.as_str()]);
    }
}

fn starts_with_post(folded: &str, words: &Vocabulary) -> bool {
    words.posts.longest_prefix(folded).is_some()
}
