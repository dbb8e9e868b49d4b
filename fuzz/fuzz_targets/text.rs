//! Text and Markdown. What is text is always read, and keeps the invariants.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use vanban::Code;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match vanban::parse(text.as_bytes()) {
        Ok(parsed) => shared::hold(&parsed),
        // A text with the signature of another format is one, and zero bytes are none of a text.
        Err(error) if error.code == Code::InputEmpty => assert!(!text.contains(char::is_alphanumeric), "text that is empty"),
        Err(error) => assert!(has_signature(&text) || text.contains('\0') || text.contains('\u{FFFD}'), "{error:?}"),
    }
});

fn has_signature(text: &str) -> bool {
    let head: String = text.chars().take(1024).collect();
    ["%PDF-", "PK", "{\\rtf", "GIF8", "II*", "MM", "<", "level\t", "BM", "RIFF"].iter().any(|own| head.contains(own))
}
