//! A document that was read, written as a file of markup: HTML, MHTML, Word 2003 XML, Flat OPC.

#![allow(dead_code, reason = "every test binary uses its own part")]

use base64::Engine;
use std::io::{Cursor, Read};
use vanban::source::{Alignment, Block, Cell, Source, Style, Table};
use zip::ZipArchive;

/// A text with the characters escaped that mean something in markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A page as Word saves one: its styles in attributes, tabs as spans, tables with their spans.
pub fn html(source: &Source) -> String {
    let blocks = source.blocks.as_deref().expect("blocks");
    format!(
        "<html xmlns:w=\"urn:schemas-microsoft-com:office:word\">\r\n<head><meta http-equiv=Content-Type content=\"text/html; \
         charset=utf-8\">\r\n<title>Văn bản</title><style>\r\n<!-- p.MsoNormal {{margin:0cm; mso-style-parent:\"\"}} -->\r\n</style></head>\
         \r\n<body lang=VI>\r\n<div class=WordSection1>\r\n{}</div>\r\n</body>\r\n</html>\r\n",
        html_blocks(&source.text, blocks)
    )
}

fn html_blocks(text: &str, blocks: &[Block]) -> String {
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph { span, style, .. } => html_paragraph(span.of(text), style),
            Block::Table(table) => html_table(text, table),
        })
        .collect()
}

fn html_paragraph(text: &str, style: &Style) -> String {
    let alignment = match style.alignment {
        Alignment::Center => " align=center",
        Alignment::Right => " align=right style='text-align:right'",
        Alignment::Justified => " style='text-align:justify'",
        _ => "",
    };
    let tab = "<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>";
    let mut words = escaped(text.trim_start_matches('\x0C')).replace('\n', "<br>\r\n").replace('\t', tab);
    while words.contains("  ") {
        words = words.replace("  ", "&nbsp; ");
    }
    // Word wraps its files at about eighty letters.
    let mut wrapped = String::new();
    let mut length = 0;
    for word in words.split_inclusive(' ') {
        length += word.len();
        let breaks = length > 80 && word.ends_with(' ') && !word.contains("&nbsp;") && !word.contains("mso-");
        wrapped.push_str(if breaks { word.trim_end() } else { word });
        if breaks {
            wrapped.push_str("\r\n");
            length = 0;
        }
    }
    if wrapped.is_empty() {
        wrapped.push_str("<o:p>&nbsp;</o:p>");
    }
    if style.italic {
        wrapped = format!("<i>{wrapped}</i>");
    }
    if style.bold {
        wrapped = format!("<b style='mso-bidi-font-weight:normal'>{wrapped}</b>");
    }
    format!("<p class=MsoNormal{alignment}>{wrapped}</p>\r\n\r\n")
}

fn html_table(text: &str, table: &Table) -> String {
    let row = |row: &Vec<Cell>| {
        let cells: String = row
            .iter()
            .map(|cell| {
                let columns = if cell.columns > 1 { format!(" colspan={}", cell.columns) } else { String::new() };
                let rows = if cell.rows > 1 { format!(" rowspan={}", cell.rows) } else { String::new() };
                format!("  <td{columns}{rows} valign=top>\r\n{}  </td>\r\n", html_blocks(text, &cell.blocks))
            })
            .collect();
        format!(" <tr>\r\n{cells} </tr>\r\n")
    };
    let (head, body) = table.rows.split_at(table.header.min(table.rows.len()));
    let head: String = head.iter().map(row).collect();
    let head = if head.is_empty() { head } else { format!("<thead>\r\n{head}</thead>\r\n") };
    let body: String = body.iter().map(row).collect();
    format!("<table class=MsoNormalTable border=1 cellspacing=0>\r\n{head}{body}</table>\r\n\r\n")
}

/// How bytes are written in a message.
#[derive(Clone, Copy, Debug)]
pub enum Transfer {
    QuotedPrintable,
    Base64,
    EightBits,
}

/// A page in a message, as browsers and Word save it, with a picture beside it.
pub fn mhtml(page: &[u8], charset: &str, transfer: Transfer) -> Vec<u8> {
    let (name, body) = match transfer {
        Transfer::QuotedPrintable => ("quoted-printable", quoted(page)),
        Transfer::Base64 => {
            let coded = base64::engine::general_purpose::STANDARD.encode(page);
            let lines: Vec<&str> =
                coded.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("letters")).collect();
            ("base64", lines.join("\r\n").into_bytes())
        }
        Transfer::EightBits => ("8bit", page.to_vec()),
    };
    let head = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_NextPart_01\"\r\n\r\nA page in one file.\r\n\r\n\
         ------=_NextPart_01\r\nContent-Location: file:///C:/van-ban.htm\r\nContent-Transfer-Encoding: {name}\r\n\
         Content-Type: text/html; charset=\"{charset}\"\r\n\r\n"
    );
    let foot = "\r\n\r\n------=_NextPart_01\r\nContent-Location: file:///C:/van-ban_files/image001.png\r\n\
                Content-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\niVBORw0KGgo=\r\n\r\n------=_NextPart_01--\r\n";
    [head.as_bytes(), &body, foot.as_bytes()].concat()
}

/// Bytes in quoted-printable, in lines of 76 letters.
fn quoted(bytes: &[u8]) -> Vec<u8> {
    let mut out = String::new();
    let mut length = 0;
    for byte in bytes {
        let own = match byte {
            b'\r' | b'\n' => char::from(*byte).to_string(),
            b' '..=b'~' if *byte != b'=' => char::from(*byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        length = if *byte == b'\n' { 0 } else { length + own.len() };
        if length > 73 {
            out.push_str("=\r\n");
            length = own.len();
        }
        out.push_str(&own);
    }
    out.into_bytes()
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
