//! Word files: the bytes as a package, its parts (apart by zero bytes) as a package that is made here, and a body of
//! elements made of the bytes. What is read keeps the invariants.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let file = match kind % 3 {
        _ if bytes.starts_with(b"PK") => bytes.to_vec(),
        0 => {
            let names = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/header1.xml"];
            let parts: Vec<(&str, &[u8])> = names.into_iter().zip(rest.split(|byte| *byte == 0)).collect();
            shared::parts(&parts)
        }
        1 => shared::word(&String::from_utf8_lossy(rest)),
        _ => shared::word(&shared::body(rest)),
    };
    if let Ok(parsed) = vanban::parse(&file) {
        shared::hold(&parsed);
    }
});
