//! Changes that mean nothing to a reader give the same data: other quotes, rules, bullets, line ends, blanks, emphasis.
//!
//! Each change is a function over the text of a sample, with one that makes what it changed in a value comparable again.

mod common;

use regex::{Captures, Regex};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A change of a text, and what takes it out of a value.
struct Change {
    name: &'static str,
    /// The endings of the samples that it fits.
    endings: &'static [&'static str],
    make: fn(&str) -> String,
    plain: fn(&str) -> String,
}

const ALL: &[&str] = &["txt", "md"];
const TEXT: &[&str] = &["txt"];
const MARKDOWN: &[&str] = &["md"];

const CHANGES: &[Change] = &[
    Change { name: "curly quotes", endings: ALL, make: curly_quotes, plain: straight_quotes },
    Change { name: "narrow blanks in dates", endings: ALL, make: narrow_blanks_in_dates, plain: same },
    Change { name: "line ends of old Macs", endings: ALL, make: line_ends_of_old_macs, plain: same },
    Change { name: "byte order marks in the middle", endings: ALL, make: byte_order_marks_in_the_middle, plain: same },
    Change { name: "no leading zeros in dates", endings: ALL, make: no_leading_zeros, plain: no_leading_zeros },
    Change { name: "tabs behind labels", endings: ALL, make: tabs_behind_labels, plain: same },
    Change { name: "three blank lines", endings: ALL, make: three_blank_lines, plain: same },
    Change { name: "rules between parts", endings: ALL, make: rules_between_parts, plain: same },
    Change { name: "other rules", endings: TEXT, make: other_rules, plain: same },
    Change {
        name: "colons behind articles",
        endings: ALL,
        make: colons_behind_articles,
        plain: no_stop_behind_articles,
    },
    Change {
        name: "no stop behind articles",
        endings: ALL,
        make: no_stop_behind_articles,
        plain: no_stop_behind_articles,
    },
    Change { name: "first lines indented", endings: TEXT, make: first_lines_indented, plain: same },
    Change { name: "hyphens that do not break", endings: ALL, make: hyphens_that_do_not_break, plain: plain_hyphens },
    Change { name: "dots for bullets", endings: TEXT, make: dots_for_bullets, plain: hyphens_for_bullets },
    Change { name: "a blank before colons", endings: ALL, make: a_blank_before_colons, plain: no_blank_before_colons },
    Change { name: "a site's foot", endings: ALL, make: a_sites_foot, plain: same },
    Change { name: "a form feed at the end", endings: ALL, make: a_form_feed_at_the_end, plain: same },
    Change { name: "underscores for emphasis", endings: MARKDOWN, make: underscores_for_emphasis, plain: same },
    Change { name: "escaped marks", endings: MARKDOWN, make: escaped_marks, plain: same },
];

/// Only `Điều 1` right below the formula is an article without its stop: what follows may cite one.
const NO_STOP: &str = "Điều 2 without a stop begins no article";
/// Pairs of change and sample that differ, each with what is wrong: a pair that no longer differs has to go.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("no stop behind articles", "bieu-mau-phu-luc.txt", NO_STOP),
    ("no stop behind articles", "bo-nhiem.txt", NO_STOP),
    ("no stop behind articles", "chuong-trinh-binh-dang-gioi.txt", NO_STOP),
    ("no stop behind articles", "cong-bao.txt", NO_STOP),
    ("no stop behind articles", "mat-tieu-de.txt", NO_STOP),
    ("no stop behind articles", "ocr-tang-giay-khen.txt", NO_STOP),
    ("no stop behind articles", "quyet-dinh-quy-pham.txt", NO_STOP),
    ("no stop behind articles", "sao-y-dau-den.txt", NO_STOP),
    ("no stop behind articles", "thanh-lap-ban-chi-dao.txt", NO_STOP),
    ("no stop behind articles", "to-cong-tac.txt", NO_STOP),
    ("no stop behind articles", "giao-chi-tieu.md", NO_STOP),
    ("no stop behind articles", "trang-web.md", NO_STOP),
];

#[test]
fn what_means_nothing_changes_nothing() {
    let mut found = BTreeSet::new();
    let mut shown = Vec::new();
    for change in CHANGES {
        let mut changed = 0;
        for path in change.endings.iter().flat_map(|ending| common::samples_as(ending)) {
            let text = std::fs::read_to_string(&path).expect("a sample");
            let other = (change.make)(&text);
            if other == text {
                continue;
            }
            changed += 1;
            if let Some(difference) = difference(&data(&other, change), &data(&text, change), "") {
                let name = file_name(&path);
                let known = EXCEPTIONS.iter().any(|own| own.0 == change.name && own.1 == name);
                found.insert((change.name, name.clone()));
                if !known {
                    shown.push(format!("{name} with {}: {difference}", change.name));
                }
            }
        }
        assert!(changed > 0, "{} changes no sample", change.name);
    }
    let gone = EXCEPTIONS.iter().filter(|own| !found.contains(&(own.0, own.1.to_owned())));
    shown.extend(gone.map(|own| format!("{} with {} reads the same now: take it out", own.1, own.0)));
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// What is read of a text, its values without the change.
fn data(text: &str, change: &Change) -> Value {
    let parsed = vanban::parse(text.as_bytes()).expect("a document");
    assert_eq!(common::faults(&parsed), Vec::<String>::new(), "{}", change.name);
    let mut value = serde_json::to_value(parsed.document).expect("JSON");
    each_text(&mut value, &|text| (change.plain)(text));
    value
}

fn each_text(value: &mut Value, plain: &dyn Fn(&str) -> String) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| each_text(field, plain)),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, plain)),
        Value::String(text) => *text = plain(text),
        _ => {}
    }
}

/// The first value that differs.
fn difference(read: &Value, whole: &Value, pointer: &str) -> Option<String> {
    match (read, whole) {
        (Value::Object(own), Value::Object(other)) => {
            let names: BTreeSet<_> = own.keys().chain(other.keys()).collect();
            names.into_iter().find_map(|name| difference(&read[name], &whole[name], &format!("{pointer}/{name}")))
        }
        (Value::Array(own), Value::Array(other)) if own.len() == other.len() => {
            let mut pairs = own.iter().zip(other).enumerate();
            pairs.find_map(|(at, (own, other))| difference(own, other, &format!("{pointer}/{at}")))
        }
        _ if read == whole => None,
        _ => Some(format!("{pointer}: {read} is not {whole}").chars().take(400).collect()),
    }
}

fn replaced(text: &str, pattern: &str, by: &str) -> String {
    Regex::new(pattern).expect("a pattern").replace_all(text, by).into_owned()
}

/// Each line that is no row of a table and holds no columns, changed.
fn lines(text: &str, change: impl Fn(&str) -> String) -> String {
    let columns = Regex::new(r"[|\t]|\S {2,}\S").expect("a pattern");
    let line = |line: &str| if columns.is_match(line) { line.to_owned() } else { change(line) };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn same(text: &str) -> String {
    text.to_owned()
}

fn curly_quotes(text: &str) -> String {
    replaced(&replaced(text, r#""([^"\n]*)""#, "“$1”"), r"'([^'\n]*)'", "‘$1’")
}

fn straight_quotes(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

/// U+202F, as typesetting programs put before and behind numbers.
fn narrow_blanks_in_dates(text: &str) -> String {
    replaced(text, r"\b(ngày|tháng|năm) (\d)", "$1\u{202F}$2")
}

fn line_ends_of_old_macs(text: &str) -> String {
    text.replace('\n', "\r")
}

/// As files that were joined have them.
fn byte_order_marks_in_the_middle(text: &str) -> String {
    replaced(text, r"\n\n(\S)", "\n\n\u{FEFF}$1")
}

fn no_leading_zeros(text: &str) -> String {
    replaced(text, r"\b(ngày|tháng) 0(\d)\b", "$1 $2")
}

fn tabs_behind_labels(text: &str) -> String {
    lines(text, |line| replaced(line, r"^(\s*\**(?:Điều \d+\.|\d+\.|[a-zđ]\)|[-+])) (\S)", "$1\t$2"))
}

fn three_blank_lines(text: &str) -> String {
    replaced(text, r"\n\n+", "\n\n\n\n")
}

/// A rule above the formula and above the recipients.
fn rules_between_parts(text: &str) -> String {
    replaced(text, r"(?m)^(\**\s*\**(?:QUYẾT ĐỊNH:|Nơi nhận:))", "\n_______________\n\n$1")
}

fn other_rules(text: &str) -> String {
    let rule = Regex::new(r"[_-]{5,}").expect("a pattern");
    lines(text, |line| rule.replace_all(line, |found: &Captures| "—".repeat(found[0].len())).into_owned())
}

fn colons_behind_articles(text: &str) -> String {
    replaced(text, r"(?m)^(\**Điều \d+)\.", "$1:")
}

fn no_stop_behind_articles(text: &str) -> String {
    replaced(text, r"(?m)^(\**Điều \d+)[.:](\s|\*|$)", "$1$2")
}

/// As word processors export the indent of a paragraph's first line.
fn first_lines_indented(text: &str) -> String {
    replaced(text, r"(?m)^((?:Căn cứ|Theo|Xét|Thực hiện|Điều \d+\.|\d+\.|[a-zđ]\)) )", "      $1")
}

fn hyphens_that_do_not_break(text: &str) -> String {
    replaced(text, r"(/[A-ZĐ]+)-([A-ZĐ]+)", "$1\u{2011}$2")
}

fn plain_hyphens(text: &str) -> String {
    text.replace('\u{2011}', "-")
}

fn dots_for_bullets(text: &str) -> String {
    replaced(text, r"(?m)^(\s*)- ", "$1• ")
}

fn hyphens_for_bullets(text: &str) -> String {
    text.replace('•', "-")
}

/// As typists used to French put one, which does not break.
fn a_blank_before_colons(text: &str) -> String {
    replaced(text, r"(?m)\b(Số|Nơi nhận|Lưu|Kính gửi|QUYẾT ĐỊNH):", "$1\u{A0}:")
}

fn no_blank_before_colons(text: &str) -> String {
    text.replace("\u{A0}:", ":").replace(" :", ":")
}

/// What a browser prints on each page.
fn a_sites_foot(text: &str) -> String {
    let mut pages = 0;
    let mut out = String::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        out.push_str(line);
        if number % 40 == 39 && line.trim_end().ends_with(['.', ';']) && !line.contains('|') {
            pages += 1;
            out.push_str(&format!("\nhttps://vanban.example/xem?id=58 {pages}/9\n\n"));
        }
    }
    out + "\nhttps://vanban.example/xem?id=58 9/9\n"
}

fn a_form_feed_at_the_end(text: &str) -> String {
    format!("{}\n\x0C\n", text.trim_end())
}

fn underscores_for_emphasis(text: &str) -> String {
    let strong = r"\*\*([^*\s](?:[^*]*[^*\s])?)\*\*(\W|$)";
    let slanted = r"(^|\W)\*([^*\s](?:[^*]*[^*\s])?)\*(\W|$)";
    lines(text, |line| replaced(&replaced(line, strong, "__${1}__$2"), slanted, "${1}_${2}_$3"))
}

/// As programs write that escape all that might be a mark.
fn escaped_marks(text: &str) -> String {
    lines(text, |line| replaced(&replaced(line, r"^(\s*\d+)\. ", "$1\\. "), r"(/|\b)-(\b)", "$1\\-$2"))
}
