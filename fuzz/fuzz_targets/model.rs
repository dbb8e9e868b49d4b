//! The model as JSON and YAML, and the writers: the bytes as a text, and a document composed of them, since few damaged
//! texts are a model. A model that is read has one canonical form, and whatever is written of it is read again.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value, json};
use vanban::model::{Document, canonical, read_document};
use vanban::Code;
use vanban::words::Vocabulary;
use vanban::{check, forms, parse, tasks, write};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let text = match kind % 3 {
        _ if bytes.starts_with(b"{") || bytes.starts_with(b"schema") => String::from_utf8_lossy(bytes).into_owned(),
        0 => String::from_utf8_lossy(rest).into_owned(),
        _ => {
            let mut maker = Maker { bytes: rest.iter() };
            json!({ "schema": "vanban/1", "document": maker.document() }).to_string()
        }
    };
    let Ok(document) = read_document(&text) else { return };
    let document = canonical(parse::derived(document, Vocabulary::builtin()));
    same(&canonical(document.clone()), &document, "a canonical form is its own");
    let whole = serde_json::to_string(&json!({ "schema": "vanban/1", "document": document })).expect("JSON");
    let again = read_document(&whole).expect("a model is read again");
    same(&canonical(parse::derived(again, Vocabulary::builtin())), &document, "a model is the same, read again");
    check::check_model(&document, Vocabulary::builtin());
    tasks::tasks(&document, Vocabulary::builtin());
    write::text(&document, write::PageStyle::default());
    let Some(form) = forms::writing(&document) else { return };
    let page = write::html(&document, form);
    // Whatever a value holds, it stays text.
    assert!(!page.contains("<script") && !page.contains("onload="), "a value became markup");
    let again = vanban::read::source(&write::docx(&document, form));
    assert!(again.as_ref().err().is_none_or(|error| error.code == Code::InputEmpty), "{:?}", again.err());
});

fn same(one: &Document, other: &Document, what: &str) {
    let shown = |document: &Document| serde_json::to_string_pretty(document).expect("JSON");
    assert!(one == other, "{what}:\n{}\n{}", shown(one), shown(other));
}

/// A document of bytes: each chooses what comes next.
struct Maker<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl Maker<'_> {
    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    fn text(&mut self) -> Value {
        let count = usize::from(self.byte() % 4);
        let mut out = Vec::new();
        for _ in 0..=count {
            let byte = usize::from(self.byte());
            out.push(match byte {
                0..=199 => shared::WORDS[byte % shared::WORDS.len()],
                200..=209 => "<script>alert(1)</script>",
                210..=219 => "\n",
                220..=224 => "]]>&amp;\"'",
                225..=229 => "\u{0}\u{1}\u{B}\u{FFFE}",
                230..=239 => "",
                240..=244 => "=cmd|'/c calc'!A1",
                _ => "a\u{301}\u{202E}|\t",
            });
        }
        out.join(" ").into()
    }

    fn some(&mut self, into: &mut Map<String, Value>, keys: &[&str]) {
        for key in keys {
            if self.byte() % 2 == 0 {
                let text = self.text();
                into.insert((*key).to_owned(), text);
            }
        }
    }

    fn list(&mut self, make: impl Fn(&mut Self) -> Value) -> Value {
        let count = self.byte() % 4;
        (0..count).map(|_| make(self)).collect()
    }

    fn header(&mut self) -> Value {
        let mut own = Map::new();
        self.some(&mut own, &["parent_agency", "agency", "place"]);
        if self.byte() % 2 == 0 {
            own.insert("number".into(), json!({ "text": self.text() }));
        }
        let dates = ["2025", "2025-03", "2025-03-14", "9999-12-31", "0001-01-01", "2025-02-31"];
        own.insert("date".into(), dates[usize::from(self.byte()) % dates.len()].into());
        own.into()
    }

    fn signature(&mut self) -> Value {
        let mut own = Map::new();
        self.some(&mut own, &["position", "other_position", "mark", "rank", "name", "signed_at", "agency", "role"]);
        let capacities = ["TM", "KT", "TL", "TUQ", "Q"];
        let authority = self.list(|maker| json!({ "capacity": capacities[usize::from(maker.byte()) % 5], "of": maker.text() }));
        own.insert("authority".into(), authority);
        own.into()
    }

    fn recipient(&mut self) -> Value {
        let mut own = Map::new();
        own.insert("text".into(), self.text());
        self.some(&mut own, &["note"]);
        own.into()
    }

    fn blocks(&mut self, depth: u8) -> Value {
        self.list(|maker| maker.block(depth))
    }

    fn block(&mut self, depth: u8) -> Value {
        let kind = self.byte() % 8;
        match kind {
            0..=1 => json!({ "type": "paragraph", "text": self.text() }),
            2..=4 if depth < 60 => {
                let levels = ["phan", "chuong", "muc", "tieu-muc", "dieu", "khoan", "diem", "capital", "roman", "number", "letter", "bullet"];
                let labels = ["Điều 1.", "1.", "a)", "-", "Chương I", "I.", "A.", "Điều 99999999999999999999.", "", "1.1.1"];
                let mut own = Map::new();
                own.insert("type".into(), "division".into());
                own.insert("level".into(), levels[usize::from(self.byte()) % levels.len()].into());
                own.insert("label".into(), labels[usize::from(self.byte()) % labels.len()].into());
                self.some(&mut own, &["heading"]);
                own.insert("body".into(), self.blocks(depth + 1));
                own.into()
            }
            5 => self.table(),
            6 if depth < 60 => json!({ "type": "quote", "body": self.blocks(depth + 1) }),
            _ => json!({ "type": "note", "label": "1", "text": self.text() }),
        }
    }

    fn table(&mut self) -> Value {
        let spans = [0u64, 1, 1, 1, 2, 3, 63, 64, 1000, 4_294_967_295];
        let columns = self.list(|maker| {
            let mut own = Map::new();
            own.insert("name".into(), maker.text());
            if maker.byte() % 3 == 0 {
                own.insert("path".into(), maker.list(Self::text));
            }
            own.into()
        });
        let rows = self.list(|maker| {
            let group = maker.byte() % 5 == 0;
            let cells = maker.list(|maker| {
                let mut own = Map::new();
                maker.some(&mut own, &["text"]);
                for key in ["col_span", "row_span"] {
                    if maker.byte() % 4 == 0 {
                        own.insert(key.into(), spans[usize::from(maker.byte()) % spans.len()].into());
                    }
                }
                own.into()
            });
            if group { json!({ "group": true, "cells": cells }) } else { json!({ "cells": cells }) }
        });
        let mut own = Map::new();
        own.insert("type".into(), "table".into());
        own.insert("columns".into(), columns);
        own.insert("rows".into(), rows);
        self.some(&mut own, &["caption", "unit"]);
        own.into()
    }

    fn document(&mut self) -> Value {
        let mut own = Map::new();
        self.some(&mut own, &["name", "subject", "authority", "enacting_formula", "filing", "drafter_mark"]);
        own.insert("header".into(), self.header());
        own.insert("bases".into(), self.list(|maker| json!({ "formula": "can-cu", "text": maker.text() })));
        own.insert("body".into(), self.blocks(0));
        own.insert("recipients".into(), self.list(Self::recipient));
        own.insert("signatures".into(), self.list(Self::signature));
        own.insert("addressees".into(), self.list(Self::text));
        let attachments = self.list(|maker| {
            let mut own = Map::new();
            maker.some(&mut own, &["name", "label", "title"]);
            own.insert("kind".into(), "phu-luc".into());
            own.insert("body".into(), maker.blocks(0));
            if maker.byte() % 2 == 0 {
                own.insert("part_of".into(), maker.byte().into());
            }
            own.into()
        });
        own.insert("attachments".into(), attachments);
        own.into()
    }
}
