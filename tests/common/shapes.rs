//! One document in the shapes in which it travels, written from what a Word file shows: flattened text, Markdown, a site's
//! page with its furniture, and that page copied as Markdown of one cell a line.

#![allow(dead_code, reason = "every test binary uses its own part")]

use super::markup;
use vanban::model::Document;
use vanban::source::{Block, Cell, Source, Style, Table};

/// Text as copying leaves it: a line a paragraph, tabs between cells.
pub fn flattened(source: &Source) -> String {
    let paragraph = |text: &str, _: &Style| format!("{text}\n");
    let table = |table: &Table| match table.header {
        0 => side_by_side(&source.text, table),
        _ => rows(&source.text, table, " ").iter().map(|row| format!("{}\n", row.join("\t"))).collect(),
    };
    written(source, &paragraph, &table)
}

/// Markdown: emphasis, blank lines between paragraphs, pipe tables, `<br>` between the paragraphs of a cell.
pub fn markdown(source: &Source) -> String {
    let paragraph = |text: &str, style: &Style| format!("{}\n\n", emphasised(&text.replace('\n', "<br>\n"), style));
    let table = |table: &Table| {
        let mut lines: Vec<String> = rows(&source.text, table, "<br>")
            .iter()
            .map(|row| {
                format!("| {} |\n", row.iter().map(|cell| cell.replace('\n', "<br>")).collect::<Vec<_>>().join(" | "))
            })
            .collect();
        lines.insert(1, format!("|{}\n", "---|".repeat(width(table))));
        format!("{}\n", lines.concat())
    };
    written(source, &paragraph, &table)
}

/// A page of a site: its menu and the document's attributes before the text, other documents and comments behind it.
pub fn web_page(source: &Source, document: &Document) -> String {
    let page = markup::html(source);
    let (head, rest) = page.split_once("<body lang=VI>").expect("a body");
    let (body, end) = rest.rsplit_once("</body>").expect("its end");
    let listed: String = attributes(document)
        .iter()
        .map(|(name, value)| format!("<tr><td><b>{name}:</b></td><td>{value}</td></tr>\r\n"))
        .collect();
    format!(
        "{head}<body lang=VI>\r\n<nav><ul><li><a href=\"/\">Trang chủ</a></li><li><a href=\"/vb\">Văn bản</a></li></ul></nav>\r\n\
         <table>{listed}</table>\r\n{body}<h3>Văn bản cùng cơ quan ban hành</h3>\r\n<ul><li><a href=\"/1\">Quyết định 1/QĐ-UBND \
         năm 2019 về giá nước</a></li></ul>\r\n<p>Gửi bình luận</p>\r\n<footer>Kho văn bản Bình Lâm</footer>\r\n</body>{end}"
    )
}

/// The text of such a page as Markdown in which every cell stands between pipes on lines of their own.
pub fn web_copy(source: &Source, document: &Document) -> String {
    let paragraph = |text: &str, style: &Style| match text.trim() {
        "" => String::new(),
        text => format!("{}\n", emphasised(text, style)),
    };
    let table = |table: &Table| {
        let row = |row: &Vec<String>| {
            let cells: String = row
                .iter()
                .map(|cell| if cell.is_empty() { "|\n".to_owned() } else { format!("|\n{cell}\n") })
                .collect();
            cells + "|\n"
        };
        rows(&source.text, table, "\n").iter().map(row).collect::<String>()
    };
    let listed: String =
        attributes(document).iter().map(|(name, value)| format!("|\n**{name}:**\n|\n{value}\n|\n")).collect();
    let body = written(source, &paragraph, &table);
    format!(
        "Đang tải văn bản...\n#\n{listed}{body}Văn bản này chưa cập nhật nội dung Tiếng Anh\n## Văn bản liên quan\n\
         Quyết định 1/QĐ-UBND năm 2019 về giá nước\n"
    )
}

/// What a site lists of a document.
fn attributes(document: &Document) -> [(&'static str, String); 4] {
    let text = |value: Option<&vanban::model::Text>| {
        value.map_or("Đang cập nhật".to_owned(), |text| text.as_str().replace('\n', " "))
    };
    [
        ("Số hiệu", text(document.header.number.as_ref().map(|number| &number.text))),
        ("Loại văn bản", text(document.name.as_ref())),
        ("Nơi ban hành", text(document.header.agency.as_ref())),
        ("Người ký", text(document.signatures.first().and_then(|signature| signature.name.as_ref()))),
    ]
}

fn written(source: &Source, paragraph: &dyn Fn(&str, &Style) -> String, table: &dyn Fn(&Table) -> String) -> String {
    let blocks = source.blocks.as_deref().expect("blocks");
    let block = |block: &Block| match block {
        Block::Paragraph { span, style, .. } => paragraph(span.of(&source.text).trim_start_matches('\x0C'), style),
        Block::Table(own) => table(own),
    };
    blocks.iter().map(block).collect()
}

fn emphasised(text: &str, style: &Style) -> String {
    let mark = match (style.bold, style.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    if text.trim().is_empty() { String::new() } else { format!("{mark}{text}{mark}") }
}

/// The lines of a table that only lays out a page, those of its cells beside each other.
fn side_by_side(text: &str, table: &Table) -> String {
    let mut out = String::new();
    for row in &table.rows {
        let cells: Vec<Vec<String>> = row.iter().map(|cell| paragraphs(text, cell)).collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let parts: Vec<&str> = cells.iter().map(|cell| cell.get(line).map_or("", String::as_str)).collect();
            out.push_str(parts.join("\t").trim_end());
            out.push('\n');
        }
    }
    out
}

/// The cells of each row, empty ones where a cell is covered; the paragraphs of a cell with something between them.
fn rows(text: &str, table: &Table, between: &str) -> Vec<Vec<String>> {
    let filled = |row: &Vec<Cell>| {
        let mut cells = vec![String::new(); width(table)];
        for cell in row {
            cells[cell.column] = paragraphs(text, cell).join(between);
        }
        cells
    };
    table.rows.iter().map(filled).collect()
}

fn width(table: &Table) -> usize {
    table.rows.iter().flatten().map(|cell| cell.column + cell.columns.max(1) as usize).max().unwrap_or(1)
}

/// The lines of a cell that hold anything.
fn paragraphs(text: &str, cell: &Cell) -> Vec<String> {
    let lines = |block: &Block| match block {
        Block::Paragraph { span, .. } => span.of(text).lines().map(|line| line.trim().to_owned()).collect(),
        Block::Table(inner) => inner.rows.iter().flatten().flat_map(|cell| paragraphs(text, cell)).collect::<Vec<_>>(),
    };
    cell.blocks.iter().flat_map(lines).filter(|line: &String| !line.is_empty()).collect()
}
