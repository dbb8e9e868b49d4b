use super::*;
use crate::model::FurnitureKind;
use crate::source::{Alignment, Block};

fn read(html: &str) -> Source {
    source(html.as_bytes(), None, &[], &Limits::default()).expect("a page")
}

/// The paragraphs and tables of a page: cells between bars, `*2x3` behind one that covers columns and rows, rows by `/`.
fn shown(html: &str) -> Vec<String> {
    let source = read(html);
    outline(&source.text, source.blocks.as_deref().expect("blocks"))
}

fn outline(text: &str, blocks: &[Block]) -> Vec<String> {
    let one = |block: &Block| match block {
        Block::Paragraph { span, .. } => span.of(text).to_owned(),
        Block::Table(table) => {
            let cell = |cell: &crate::source::Cell| {
                let spans = if (cell.columns, cell.rows) == (1, 1) {
                    String::new()
                } else {
                    format!("*{}x{}", cell.columns, cell.rows)
                };
                outline(text, &cell.blocks).join(";") + &spans
            };
            let row = |row: &Vec<crate::source::Cell>| row.iter().map(cell).collect::<Vec<_>>().join("|");
            format!("[{}]", table.rows.iter().map(row).collect::<Vec<_>>().join("/"))
        }
    };
    blocks.iter().map(one).collect()
}

/// What of a page is set aside.
fn aside(html: &str) -> Vec<(FurnitureKind, String)> {
    let source = read(html);
    source.furniture.iter().map(|own| (own.kind, own.span.of(&source.text).trim().to_owned())).collect()
}

#[test]
fn blanks_are_one_and_breaks_end_lines() {
    assert_eq!(shown("<p> Căn  cứ\n Luật <b> số </b> 1 <br> b</p>\n\n tail"), ["Căn cứ Luật số 1\nb", "tail"]);
    assert_eq!(shown("<p>a<p>b<div>c</div>d<h1>e</h1>"), ["a", "b", "c", "d", "e"]);
    assert_eq!(shown("<pre>a  b\n  c</pre>"), ["a  b\n  c"]);
    assert_eq!(shown("<p>a<wbr>b&nbsp;&amp;&#7873;\u{200B}c"), ["ab &ềc"]);
    // Two line breaks are an empty line.
    assert_eq!(shown("a<br><br>b"), ["a", "", "b"]);
}

#[test]
fn what_is_not_displayed_is_no_text() {
    let html = "<head><title>t</title><style>.x{display:none}</style><script>s()</script></head><body><!-- c --><p>a</p>\
                <p class=x>mẫu</p><p style='display:none'>b</p><div hidden>c</div><noscript>d</noscript>\
                <template>e</template><p style='visibility:hidden'>f<span style='visibility:visible'>g</span></p><del>h</del>";
    assert_eq!(shown(html), ["a", "g"]);
    assert_eq!(
        aside(html),
        [(FurnitureKind::Hidden, "mẫu b c d f".to_owned()), (FurnitureKind::Deleted, "h".to_owned())]
    );
    // A page that only scripts would uncover is read as it stands.
    assert_eq!(shown("<style>body{display:none}</style><p>a"), ["a"]);
    assert_eq!(source(b"<html><p> &nbsp; </p>", None, &[], &Limits::default()).err(), Some(Code::InputEmpty.into()));
}

#[test]
fn looks_are_inherited() {
    let html = "<style>h2{font-weight:normal} .g{text-align:center}</style><div class=g><p><b>a</b></p></div><p align=right><i>b</i></p>\
                <h2>c</h2><p style='text-align:justify;font-weight:700'>d</p><center>e</center><p style='text-transform:uppercase'>g";
    let source = read(html);
    let styles: Vec<(&str, bool, bool, Alignment)> = source
        .blocks
        .iter()
        .flatten()
        .map(|block| match block {
            Block::Paragraph { span, style, .. } => (span.of(&source.text), style.bold, style.italic, style.alignment),
            Block::Table(_) => panic!("no table"),
        })
        .collect();
    let expected = [
        ("a", true, false, Alignment::Center),
        ("b", false, true, Alignment::Right),
        ("c", false, false, Alignment::Left),
        ("d", true, false, Alignment::Justified),
        ("e", false, false, Alignment::Center),
        ("G", false, false, Alignment::Left),
    ];
    assert_eq!(styles, expected);
}

#[test]
fn lists_have_their_numbers() {
    assert_eq!(
        shown("<ol><li>a<li>b<ul><li>c</ul><li>d</ol><ol start=3 type=a><li value=5>e<li>g</ol>"),
        ["1. a", "2. b", "• c", "3. d", "e. e", "f. g"]
    );
    // The number that Word writes into the text, with its gap.
    let word = "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Giao đất</p>";
    assert_eq!(shown(word), ["1. Giao đất"]);
}

#[test]
fn tables_have_their_grid() {
    let html = "<table border=1><thead><tr><th rowspan=2>TT<th colspan=2>Diện tích</tr><tr><td>Đất<td>Nước</thead>\
                <tr><td>1<td><p>a<p>b<td>c</table>";
    assert_eq!(shown(html), ["[TT*1x2|Diện tích*2x1/Đất|Nước/1|a;b|c]"]);
    let source = read(html);
    assert!(matches!(&source.blocks.as_deref(), Some([Block::Table(table)]) if table.header == 2));
    // A foot is shown below, a caption above, a row that is not displayed nowhere.
    let html = "<table><caption>Bảng</caption><tfoot><tr><td>x<td>y</tfoot><tr><td>1<td>2<tr style='display:none'><td>3<td>4</table>";
    assert_eq!(shown(html), ["Bảng", "[1|2/x|y]"]);
}

#[test]
fn tables_that_lay_out_the_page_go() {
    assert_eq!(shown("<table><tr><td>a<p>b<tr><td>c</table>"), ["a", "b", "c"]);
    assert_eq!(
        shown("<table><tr><td>menu<td><p>a<table border=1><tr><td>1<td>2</table></table>"),
        ["menu", "a", "[1|2]"]
    );
}

#[test]
fn menus_are_the_sites() {
    let menu = "<ul><li><a href=/1>Trang chủ</a><li><a href=/2>Văn bản</a><li><a href=/3>Liên hệ</a></ul>";
    let html = format!(
        "<header>Cổng thông tin</header>{menu}<main><p>a <a href=/x>b</a></p></main><nav>c</nav><footer>d</footer>"
    );
    assert_eq!(shown(&html), ["a b"]);
    let kinds: Vec<FurnitureKind> = aside(&html).into_iter().map(|(kind, _)| kind).collect();
    assert!(kinds.iter().all(|kind| *kind == FurnitureKind::SiteNoise) && !kinds.is_empty());
    // Without a main part, head and foot of a page are its text.
    assert_eq!(shown("<header>a</header><p>b"), ["a", "b"]);
}

#[test]
fn every_encoding_of_letters_is_decoded() {
    let html = "<meta charset=windows-1258><p>a\u{D0}".chars().map(|c| c as u8).collect::<Vec<u8>>();
    assert_eq!(source(&html, None, &[], &Limits::default()).expect("a page").text.trim(), "aĐ");
    let utf16: Vec<u8> = "<p>Điều".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(source(&utf16, None, &[], &Limits::default()).expect("a page").text.trim(), "Điều");
    // The name beside a page counts more than the one in it; UTF-8 is what its bytes say.
    let stated = source("<meta charset=iso-8859-1><p>Điều".as_bytes(), Some("windows-1252"), &[], &Limits::default());
    assert_eq!(stated.expect("a page").text.trim(), "Điều");
    // Letters of a typeface of before Unicode: "QuyÕt ®Þnh" in TCVN3.
    let tcvn3 = read("<p><font face='.VnTime'>QuyÕt ®Þnh</font> số 1");
    assert_eq!(tcvn3.text.trim(), "Quyết định số 1");
    assert!(!tcvn3.legacy.is_empty());
}

#[test]
fn pages_are_known_by_their_beginning() {
    for is in [
        "<!DOCTYPE html>\n<p>a",
        "\u{FEFF}<html><body>",
        "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='http://www.w3.org/1999/xhtml'>",
        "<!-- saved from url=(0014)about:internet -->\n<html>",
        "<div><p>QUYẾT ĐỊNH</p>\n<p>Điều 1.</p></div>",
        "<meta charset=utf-8><p>a</p>",
    ] {
        assert!(is_html(is.as_bytes()), "{is}");
    }
    for is_not in [
        "<html><head><meta name='ocr-system' content='tesseract'/></head><body><div class='ocr_page'>",
        "<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'>",
        "<table><tr><td>1</td></tr></table>\n\n# QUYẾT ĐỊNH\n\nVề việc giao đất\n\nĐiều 1. Giao đất.\n\nĐiều 2. Thi hành.",
        "<p align=\"center\">**QUYẾT ĐỊNH**</p>",
        "Thẻ <html> mở trang",
        "<5 ha",
        "",
    ] {
        assert!(!is_html(is_not.as_bytes()), "{is_not}");
    }
}

#[test]
fn any_nesting_is_read() {
    for element in ["div", "table", "tr", "td", "ul", "li", "b", "span", "p"] {
        let deep = format!("{}sâu{}", format!("<{element}>").repeat(3000), format!("</{element}>").repeat(3000));
        let source = source(deep.as_bytes(), None, &[], &Limits::default());
        assert!(source.is_ok_and(|own| own.text.contains("sâu")), "{element}");
    }
    let cells = format!("{}sâu", "<table><tr><td>".repeat(2000));
    assert!(read(&cells).text.contains("sâu"));
}

#[test]
fn broken_pages_never_panic() {
    let whole = "<html><style>p.a>b{x:y}</style><table border=1><tr><td rowspan=0 colspan=-1>a<td>b<tr><td>c</table><ol type=i start=-9><li>d</ol>";
    for end in 0..=whole.len() {
        let _ = source(&whole.as_bytes()[..end], None, &[], &Limits::default());
        let _ = source(&whole.as_bytes()[whole.len() - end..], None, &[], &Limits::default());
    }
}
