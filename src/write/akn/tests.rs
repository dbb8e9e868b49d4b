use super::*;
use crate::model::{Block, Cell, Column, ColumnRole, Division, DivisionLevel, Note, Paragraph, Quote, Row, Table};
use crate::package::{Element, Tree};

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph { text: text.into(), citations: Vec::new() })
}

fn division(level: DivisionLevel, label: &str, number: Option<&str>, body: Vec<Block>) -> Block {
    let number = number.map(str::to_owned);
    Block::Division(Division { level, label: label.into(), number, heading: None, body })
}

fn decision(body: Vec<Block>) -> Document {
    Document { kind: Some("quyet-dinh".into()), body, ..Document::default() }
}

/// The hierarchy below an element: names and ids.
fn shape(element: Element) -> Vec<String> {
    let below = element.descendants().filter(|own| own.name() != "num");
    below.map(|own| format!("{} {}", own.name(), own.attribute("eId").unwrap_or("-"))).collect()
}

fn body(document: &Document) -> Vec<String> {
    let xml = akn(document);
    let tree = Tree::parse(xml.as_bytes()).expect("XML");
    let body = tree.root().descendants().find(|own| matches!(own.name(), "body" | "mainBody")).expect("a body");
    shape(body)
}

#[test]
fn labels_that_paper_repeats_have_ids_of_their_own() {
    let clause = |number: &'static str| division(DivisionLevel::Clause, "1.", Some(number), vec![paragraph("Một")]);
    let document = decision(vec![
        division(
            DivisionLevel::Article,
            "Điều 8.",
            Some("8"),
            vec![paragraph("Gồm:"), clause("1"), clause("1"), paragraph("Hết")],
        ),
        division(DivisionLevel::Article, "Điều 8.", Some("8"), vec![]),
    ]);
    assert_eq!(
        body(&document),
        [
            "article art_8",
            "intro art_8__intro_1",
            "p art_8__p_1",
            "paragraph art_8__para_1",
            "content art_8__para_1__content_1",
            "p art_8__para_1__p_1",
            "paragraph art_8__para_1-2",
            "content art_8__para_1-2__content_1",
            "p art_8__para_1-2__p_1",
            "wrapUp art_8__wrapUp_1",
            "p art_8__p_2",
            "article art_8-2",
        ]
    );
}

#[test]
fn an_act_holds_hierarchy_alone_and_an_empty_one_is_valid() {
    assert_eq!(body(&decision(vec![paragraph("Lời")])), ["alinea al_1", "content al_1__content_1", "p al_1__p_1"]);
    assert_eq!(body(&decision(Vec::new())), ["alinea al_1"]);
    assert_eq!(body(&Document::default()), ["p p_1"]);
}

#[test]
fn quotations_count_their_own_articles_and_notes_keep_their_marks() {
    let quoted = division(DivisionLevel::Article, "Điều 1.", Some("1"), vec![paragraph("Mới")]);
    let document = decision(vec![division(
        DivisionLevel::Article,
        "Điều 1.",
        Some("1"),
        vec![
            Block::Quote(Quote { body: vec![quoted] }),
            Block::Note(Note { label: "1".into(), text: "Chú thích".into() }),
        ],
    )]);
    let found = body(&document);
    assert!(found.contains(&"article art_1__mod_1__qstr_1__art_1".to_owned()), "{found:?}");
    assert!(akn(&document).contains("marker=\"1\" placement=\"bottom\""));
}

#[test]
fn tables_keep_their_spans_and_every_row_a_cell() {
    let cell = |text: &str, rows: u32, columns: u32| Cell {
        text: Some(text.into()),
        row_span: (rows > 1).then_some(rows),
        col_span: (columns > 1).then_some(columns),
    };
    let column = |name: &str, path: &[&str], role: Option<&str>| Column {
        name: name.into(),
        path: path.iter().map(|own| (*own).to_owned()).collect(),
        role: role.and_then(ColumnRole::by_key),
    };
    let table = Table {
        columns: vec![
            column("TT", &[], Some("ordinal")),
            column("A", &["Vốn", "A"], None),
            column("B", &["Vốn", "B"], None),
        ],
        rows: vec![
            Row { group: true, cells: vec![cell("I", 1, 3)] },
            Row { group: false, cells: vec![cell("1", 2, 1), cell("x", 2, 2)] },
            Row { group: false, cells: vec![] },
        ],
        ..Table::default()
    };
    let document = Document { body: vec![Block::Table(table)], ..Document::default() };
    let xml = akn(&document);
    let tree = Tree::parse(xml.as_bytes()).expect("XML");
    let rows: Vec<String> = tree
        .root()
        .descendants()
        .filter(|own| own.name() == "tr")
        .map(|row| {
            let cell = |own: Element| {
                let (high, wide) = (own.attribute("rowspan").unwrap_or("1"), own.attribute("colspan").unwrap_or("1"));
                let text: String = own.descendants().map(|own| own.text()).collect();
                format!("{}:{}:{high}x{wide}:{}", own.name(), text.trim(), own.attribute("class").unwrap_or(""))
            };
            row.children().map(cell).collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(
        rows,
        ["th:TT:2x1:ordinal th:Vốn:1x2:", "th:A:1x1: th:B:1x1:", "td:I:1x3:", "td:1:2x1: td:x:2x2:", "td::1x1:"]
    );
}

#[test]
fn a_day_that_is_not_known_is_said_so() {
    let mut document = decision(Vec::new());
    document.header.date = Some("2019-03".into());
    let xml = akn(&document);
    assert!(xml.contains("<FRBRdate date=\"0001-01-01\" name=\"unknown\"/>"), "{xml}");
    assert!(xml.contains("/akn/vn/act/quyet-dinh/2019-03/unnumbered"), "{xml}");
    assert!(!xml.contains("docDate"), "{xml}");
}

#[test]
fn a_citation_is_a_reference_and_the_words_around_it_stay() {
    let citation = Citation {
        text: "Nghị định số 30/2020/NĐ-CP".into(),
        kind: Some("nghi-dinh".into()),
        number: Some("30/2020/NĐ-CP".into()),
        ..Citation::default()
    };
    let text = "Theo Nghị định số 30/2020/NĐ-CP & <b>";
    let own = Paragraph { text: text.into(), citations: vec![citation] };
    let document = Document { body: vec![Block::Paragraph(own)], ..Document::default() };
    let expected = "<p eId=\"p_1\">Theo <ref eId=\"ref_1\" href=\"/akn/vn/act/nghi-dinh/2020/30-2020-nđ-cp\">Nghị định số 30/2020/NĐ-CP</ref> &amp; &lt;b&gt;</p>";
    assert!(akn(&document).contains(expected), "{}", akn(&document));
}
