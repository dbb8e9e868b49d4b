//! Phrases of `grammars/decision.ebnf`: cut, repeated, and joined in any order. What is parsed of them keeps the invariants.
//! Bytes are choices of the grammar, so that a run of few bytes meets what random words never do: `của` before `ngày`.

#![no_main]

#[path = "../../tests/common/sentences.rs"]
mod sentences;
mod shared;

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static GRAMMAR: OnceLock<sentences::Grammar> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.iter().map(|byte| usize::from(*byte));
    let mut choose = |below: usize| {
        let wide = if below > 256 { bytes.next().unwrap_or(0) << 8 } else { 0 };
        (wide | bytes.next().unwrap_or(0)) % below.max(1)
    };
    let text = GRAMMAR.get_or_init(sentences::Grammar::read).scrambled(&mut choose);
    if let Ok(parsed) = vanban::parse(text.as_bytes()) {
        shared::hold(&parsed);
    }
});
