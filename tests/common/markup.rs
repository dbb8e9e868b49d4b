//! A document that was read, written as a file of markup: Word 2003 XML, Flat OPC.

#![allow(dead_code, reason = "every test binary uses its own part")]

use base64::Engine;
use std::io::{Cursor, Read};
use vanban::source::{Alignment, Block, Cell, Source, Style, Table};
use zip::ZipArchive;

/// A text with the characters escaped that mean something in markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A Word 2003 XML.
pub fn word_2003(source: &Source) -> String {
    let blocks = source.blocks.as_deref().expect("blocks");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<?mso-application progid=\"Word.Document\"?>\n\
         <w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" \
         xmlns:wx=\"http://schemas.microsoft.com/office/word/2003/auxHint\" w:embeddedObjPresent=\"no\">\
         <w:body><wx:sect>{}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></wx:sect></w:body></w:wordDocument>",
        word_blocks(&source.text, blocks)
    )
}

fn word_blocks(text: &str, blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph { span, style, .. } => word_paragraph(span.of(text), style),
            Block::Table(table) => word_table(text, table),
        })
        .collect()
}

fn word_paragraph(text: &str, style: &Style) -> String {
    let alignment = match style.alignment {
        Alignment::Center => "<w:jc w:val=\"center\"/>",
        Alignment::Right => "<w:jc w:val=\"right\"/>",
        Alignment::Justified => "<w:jc w:val=\"both\"/>",
        _ => "",
    };
    let look = format!("{}{}", if style.bold { "<w:b/>" } else { "" }, if style.italic { "<w:i/>" } else { "" });
    let words = escaped(text.trim_start_matches('\x0C'))
        .replace('\n', "</w:t><w:br/><w:t>")
        .replace('\t', "</w:t><w:tab/><w:t>");
    format!("<w:p><w:pPr>{alignment}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>")
}

fn word_table(text: &str, table: &Table) -> String {
    // What cells from above cover, by its first column: how many rows more, and how wide.
    let mut covered: std::collections::BTreeMap<usize, (u32, u32)> = std::collections::BTreeMap::new();
    let mut out = String::from("<w:tbl><w:tblPr/>");
    for (index, row) in table.rows.iter().enumerate() {
        let mut cells: Vec<(usize, String)> = row
            .iter()
            .map(|cell| {
                let merge = if cell.rows > 1 { "<w:vmerge w:val=\"restart\"/>" } else { "" };
                let blocks = word_blocks(text, &cell.blocks);
                (
                    cell.column,
                    format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>{blocks}</w:tc>", cell.columns),
                )
            })
            .collect();
        for (column, (rows, columns)) in &mut covered {
            *rows -= 1;
            cells.push((
                *column,
                format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/><w:vmerge/></w:tcPr><w:p/></w:tc>"),
            ));
        }
        covered.retain(|_, (rows, _)| *rows > 0);
        covered
            .extend(row.iter().filter(|cell| cell.rows > 1).map(|cell| (cell.column, (cell.rows - 1, cell.columns))));
        cells.sort_by_key(|(column, _)| *column);
        let cells: String = cells.into_iter().map(|(_, cell)| cell).collect();
        let header = if index < table.header { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
        out.push_str(&format!("<w:tr>{header}{cells}</w:tr>"));
    }
    out + "</w:tbl>"
}

/// A Word file as one XML.
pub fn flat_opc(docx: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("a package");
    let mut parts = String::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        let name = part.name().to_owned();
        if name == "[Content_Types].xml" {
            continue;
        }
        let data = match name.rsplit('.').next() {
            Some("xml" | "rels") => {
                let xml = String::from_utf8(bytes).expect("XML");
                let bare = if xml.starts_with("<?xml") { xml.split_once("?>").expect("a declaration").1 } else { &xml };
                format!("<pkg:xmlData>{bare}</pkg:xmlData>")
            }
            _ => {
                let coded = base64::engine::general_purpose::STANDARD.encode(bytes);
                format!("<pkg:binaryData>{coded}</pkg:binaryData>")
            }
        };
        parts.push_str(&format!("<pkg:part pkg:name=\"/{name}\">{data}</pkg:part>"));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<?mso-application progid=\"Word.Document\"?>\n\
         <pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{parts}</pkg:package>"
    )
}
