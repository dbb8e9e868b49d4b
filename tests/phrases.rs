//! Texts of phrases of the grammar, cut, repeated and joined in any order, keep the invariants: what random bytes seldom
//! make, and real documents do.

mod common;
#[path = "common/sentences.rs"]
mod sentences;

use sentences::{Grammar, seeded};

/// So many texts are read.
const TEXTS: u64 = 2_000;

#[test]
fn scrambled_phrases_keep_the_invariants() {
    let grammar = Grammar::read();
    let mut read = 0;
    for seed in 0..TEXTS {
        let text = grammar.scrambled(&mut seeded(seed));
        if let Ok(parsed) = vanban::parse(text.as_bytes()) {
            let faults = common::faults(&parsed);
            assert!(faults.is_empty(), "seed {seed}: {text:?}: {faults:#?}");
            read += 1;
        }
    }
    assert!(read > TEXTS / 2, "{read} texts were read");
}
