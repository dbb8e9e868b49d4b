//! Files of before Unicode, made by hand: RTF in TCVN3 and VNI fonts, a Word 97 file of nothing but text.

#![allow(dead_code, reason = "every test binary uses its own part")]

use std::collections::HashMap;
use std::io::{Cursor, Write};
use unicode_normalization::UnicodeNormalization;

/// What a font's letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    Unicode,
    Tcvn3,
    Vni,
}

fn table(name: &str) -> toml::Table {
    let path = format!("{}/grammars/encodings/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    toml::from_str(&std::fs::read_to_string(path).expect("a table")).expect("TOML")
}

fn letters(table: &toml::Table) -> HashMap<char, char> {
    let column = |name: &str| -> Vec<char> { table[name].as_str().expect("a column").chars().collect() };
    column("letters").into_iter().zip(column("bytes")).collect()
}

/// The RTF of a text, a line a paragraph.
pub fn rtf(text: &str, of: Letters) -> Vec<u8> {
    let head = "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f1\\fswiss\\fcharset0 .VnTime;}{\\f2\\fswiss\\fcharset0 .VnTimeH;}{\\f3\\fswiss\\fcharset0 VNI-Times;}}\n";
    let mut out = String::from(head);
    let (tcvn3, vni) = (letters(&table("tcvn3")), table("vni"));
    let (vni_letters, marks) = (letters(&vni), vni["marks"].as_table().expect("marks").clone());
    for line in text.lines() {
        for c in line.chars() {
            let low = c.to_lowercase().next().unwrap_or(c);
            match of {
                _ if c == '\t' => out.push_str("\\tab "),
                _ if c.is_ascii() => {
                    out.push_str(if of == Letters::Unicode {
                        "{\\f0 "
                    } else if of == Letters::Tcvn3 {
                        "{\\f1 "
                    } else {
                        "{\\f3 "
                    });
                    if matches!(c, '{' | '}' | '\\') {
                        out.push('\\');
                    }
                    out.push(c);
                    out.push('}');
                }
                Letters::Tcvn3 if tcvn3.contains_key(&c) => out.push_str(&format!("{{\\f1 {}}}", hex(tcvn3[&c]))),
                Letters::Tcvn3 if tcvn3.contains_key(&low) => out.push_str(&format!("{{\\f2 {}}}", hex(tcvn3[&low]))),
                Letters::Vni if vni_letters.contains_key(&c) => {
                    out.push_str(&format!("{{\\f3 {}}}", hex(vni_letters[&c])))
                }
                Letters::Vni => out.push_str(&format!("{{\\f3 {}}}", vni_letter(c, &vni_letters, &marks))),
                _ => out.push_str(&unicode(c)),
            }
        }
        out.push_str("\\par\n");
    }
    out.push('}');
    out.into_bytes()
}

/// A letter of VNI: its base and the byte of its marks.
fn vni_letter(c: char, letters: &HashMap<char, char>, marks: &toml::Table) -> String {
    let parts: Vec<char> = c.nfd().collect();
    for kept in (1..parts.len()).rev() {
        // ư and ơ are letters of their own; their tones are marks.
        let base: Vec<char> = parts[..kept].iter().copied().nfc().collect();
        let signs: String = parts[kept..].iter().collect();
        // Both in canonical order.
        let ordered = |own: &str| format!("a{own}").nfd().skip(1).collect::<String>();
        let mark = marks.iter().find(|(_, own)| ordered(own.as_str().expect("signs")) == ordered(&signs));
        let (&[base], Some((mark, _))) = (&base[..], mark) else { continue };
        let Some(base) = letters.get(&base).map(|byte| hex(*byte)).or(base.is_ascii().then(|| base.to_string())) else {
            continue;
        };
        let mark = mark.chars().next().expect("a mark");
        let mark = if c.is_uppercase() { mark.to_uppercase().next().unwrap_or(mark) } else { mark };
        return format!("{base}{}", hex(mark));
    }
    unicode(c)
}

fn hex(byte: char) -> String {
    format!("\\'{:02x}", u32::from(byte))
}

fn unicode(c: char) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{}?", unit.cast_signed())).collect()
}

/// A text as windows-1258 has it.
pub fn windows_1258(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for c in text.chars() {
        let encoded = |text: &str| {
            let (bytes, _, lost) = encoding_rs::WINDOWS_1258.encode(text);
            (!lost).then(|| bytes.into_owned())
        };
        let parts: Vec<char> = c.nfd().collect();
        let tone =
            parts.iter().position(|sign| matches!(sign, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
        let apart = tone.map(|at| {
            let rest: String = parts.iter().enumerate().filter(|(own, _)| *own != at).map(|(_, c)| *c).nfc().collect();
            format!("{rest}{}", parts[at])
        });
        let bytes = encoded(&c.to_string()).or_else(|| encoded(&apart?));
        out.extend(bytes.unwrap_or_else(|| vec![b'?']));
    }
    out
}

/// A compound file of these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    for (name, bytes) in streams {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    file.into_inner().into_inner()
}

/// The streams of a Word 97 file that has text and no properties: pieces of 8 bits where `wide` is false.
pub fn word_97(pieces: &[(&str, bool)]) -> Vec<u8> {
    let (main, table) = word_97_streams(pieces);
    compound(&[("WordDocument", &main), ("0Table", &table)])
}

/// As [`word_97`], the two streams.
pub fn word_97_streams(pieces: &[(&str, bool)]) -> (Vec<u8>, Vec<u8>) {
    let mut main = vec![0u8; 1024];
    let put = |bytes: &mut Vec<u8>, at: usize, number: u32| bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0x00]);
    main[0x20] = 14;
    main[0x3E] = 22;
    main[0x98] = 93;
    let (mut positions, mut data) = (vec![0u32], Vec::new());
    for (text, wide) in pieces {
        let offset = main.len() as u32;
        let units: Vec<u16> = text.encode_utf16().collect();
        if *wide {
            main.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        } else {
            main.extend(units.iter().map(|unit| *unit as u8));
        }
        let place = if *wide { offset } else { (offset * 2) | 0x4000_0000 };
        data.extend([0, 0]);
        data.extend(place.to_le_bytes());
        data.extend([0, 0]);
        positions.push(positions.last().expect("a position") + units.len() as u32);
    }
    put(&mut main, 0x4C, *positions.last().expect("a position"));
    let list: Vec<u8> = positions.iter().flat_map(|at| at.to_le_bytes()).chain(data).collect();
    let mut table = vec![2u8];
    table.extend((list.len() as u32).to_le_bytes());
    table.extend(list);
    put(&mut main, 0x1A2, 0);
    put(&mut main, 0x1A6, table.len() as u32);
    // Too short for an own place among the sectors, a stream is kept in another way.
    main.resize(main.len().max(4096), 0);
    (main, table)
}
