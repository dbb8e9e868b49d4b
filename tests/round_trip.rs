//! Invariant 4: a document written as plain text reads back as it was, in every layout, for documents of
//! every kind and nesting; and invariants 1 and 2 hold on all of it.

mod common;
#[path = "common/generated/mod.rs"]
mod generated;

use generated::{Carrier, decision, difference, plan};
use proptest::option;
use proptest::prelude::*;
use vanban::model::{Document, canonical};
use vanban::parse::derived;
use vanban::words::Vocabulary;
use vanban::write::{Columns, PageStyle, text};

fn style() -> impl Strategy<Value = PageStyle> {
    let columns = prop::sample::select(vec![Columns::Tabs, Columns::Blanks]);
    (columns, option::of(70usize..100)).prop_map(|(columns, width)| PageStyle { columns, width })
}

/// Two or three wrapped lines do not show a page's width: such a document is written unwrapped.
fn wrapped_enough(document: &Document, style: PageStyle) -> PageStyle {
    let unwrapped = text(document, PageStyle { width: None, ..style });
    let long = |width: usize| {
        unwrapped
            .lines()
            .filter(|line| !line.starts_with('|') && !line.contains("   ") && line.chars().count() > width)
            .count()
    };
    PageStyle { width: style.width.filter(|width| long(*width) >= 5), ..style }
}

fn reads_back(document: Document, style: PageStyle) -> Result<(), TestCaseError> {
    let expected = canonical(derived(document, Vocabulary::builtin()));
    let written = text(&expected, wrapped_enough(&expected, style));
    let parsed = vanban::parse(written.as_bytes()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    if let Some(difference) = difference(&parsed.document, &expected) {
        return Err(TestCaseError::fail(format!("{difference}\n--- written {style:?}:\n{written}")));
    }
    prop_assert_eq!(common::faults(&parsed), Vec::<String>::new());
    prop_assert_eq!(
        difference(&canonical(parsed.document.clone()), &parsed.document),
        None,
        "canonical form is idempotent"
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_read_back(document in decision(Carrier::Text), style in style()) {
        reads_back(document, style)?;
    }

    #[test]
    fn plans_read_back(document in plan(Carrier::Text), style in style()) {
        reads_back(document, style)?;
    }
}

/// The time of a digital signature stands above the letterhead, as on a page.
#[test]
fn the_time_of_signing_reads_back() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/bo-nhiem.txt");
    let mut document = vanban::parse(&std::fs::read(sample).expect("a sample")).expect("a document").document;
    document.signatures[0].signed_at = Some("28.03.2025 15:20:11 +07:00".into());
    for columns in [Columns::Tabs, Columns::Blanks] {
        let written = text(&document, PageStyle { columns, width: None });
        let read = vanban::parse(written.as_bytes()).expect("a document").document;
        assert_eq!(difference(&read, &document), None, "{written}");
    }
}
