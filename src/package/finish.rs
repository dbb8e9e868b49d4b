//! The finishing pass over what docx-rs makes: children in the order of the schema (ECMA-376-1, Annex A), repeated
//! header rows, language, properties of the file; then the zip, deflated, sorted, with a fixed date.

use super::order::{has_order, rank};
use super::{Element, Tree};
use docx_rs::XMLDocx;
use std::borrow::Cow;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What the row of a table is, which docx-rs cannot say.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowMark {
    /// Repeated on every page.
    pub header: bool,
    /// Columns behind the last cell.
    pub grid_after: usize,
}

/// Properties of the file as a whole.
#[derive(Clone, Debug, Default)]
pub struct Properties {
    /// The title.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// Who made it: the agency.
    pub creator: String,
    /// ISO 8601.
    pub date: Option<String>,
    /// The language of the text: `vi-VN`.
    pub language: String,
}

/// Makes a valid file of the parts that docx-rs built. `rows` are all rows of the document, in order.
pub fn finish(parts: &XMLDocx, rows: &[RowMark], properties: &Properties) -> Vec<u8> {
    let mut rows = rows.iter();
    let document = rewrite(&parts.document, &mut |row| if row { rows.next().copied() } else { None }, properties);
    let plain = |part: &[u8]| rewrite(part, &mut |_| None, properties);
    let margins = |parts: &[Vec<u8>], name: &'static str| -> Vec<(String, &'static str, Vec<u8>)> {
        parts.iter().enumerate().map(|(at, part)| (format!("{name}{}.xml", at + 1), name, plain(part))).collect()
    };
    let mut margins = [margins(&parts.headers, "header"), margins(&parts.footers, "footer")].concat();
    margins.sort();
    let mut relations = RELATIONS.to_owned();
    let mut types = TYPES.to_owned();
    for (file, kind, _) in &margins {
        let id = format!("rId{}{}", kind[..1].to_uppercase(), &file[1..file.len() - 4]);
        relations.push_str(&relation(&id, kind, file));
        types.push_str(&format!("<Override PartName=\"/word/{file}\" ContentType=\"{WORD_TYPE}.{kind}+xml\"/>"));
    }
    relations.push_str("</Relationships>");
    types.push_str("</Types>");
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), types.into_bytes()),
        ("_rels/.rels".to_owned(), PACKAGE_RELATIONS.as_bytes().to_vec()),
        ("docProps/app.xml".to_owned(), APPLICATION.as_bytes().to_vec()),
        ("docProps/core.xml".to_owned(), core(properties).into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()),
        ("word/document.xml".to_owned(), document),
        ("word/settings.xml".to_owned(), settings(properties).into_bytes()),
        ("word/styles.xml".to_owned(), plain(&parts.styles)),
    ];
    files.extend(margins.into_iter().map(|(file, _, part)| (format!("word/{file}"), part)));
    zip(&files)
}

/// Escapes text for XML; characters that XML cannot hold at all are left out.
pub fn escape(text: &str) -> Cow<'_, str> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
    if text.chars().all(allowed) {
        return quick_xml::escape::escape(text);
    }
    let kept: String = text.chars().filter(|c| allowed(*c)).collect();
    Cow::Owned(quick_xml::escape::escape(kept.as_str()).into_owned())
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>";

const PACKAGE_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rIdStyles\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rIdSettings\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>";

const APPLICATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>vanban</Application></Properties>";

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

/// Without a compatibility mode Word opens a file as one of 2007.
fn settings(properties: &Properties) -> String {
    let language = escape(properties.language.as_str());
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:defaultTabStop w:val=\"567\"/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{language}\"/></w:settings>"
    )
}

fn core(properties: &Properties) -> String {
    let element = |name: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!("<{name}>{}</{name}>", escape(value)) }
    };
    let date = properties.date.as_ref().map_or(String::new(), |date| {
        ["created", "modified"]
            .map(|name| {
                format!(
                    "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:{name}>",
                    escape(date.as_str())
                )
            })
            .concat()
    });
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}{}{}{}{date}</cp:coreProperties>",
        element("dc:title", &properties.title),
        element("dc:subject", &properties.subject),
        element("dc:creator", &properties.creator),
        element("dc:language", &properties.language),
    )
}

/// A zip in the given order, deflated, every part with the same date.
fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        // Writing to memory cannot fail.
        let _ = writer.start_file(name.as_str(), options);
        let _ = writer.write_all(bytes);
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Writes a part anew: children sorted, what the schema does not know left out. `row` is asked at every row.
fn rewrite(part: &[u8], row: &mut dyn FnMut(bool) -> Option<RowMark>, properties: &Properties) -> Vec<u8> {
    let mut out = DECLARATION.to_owned();
    if let Some(tree) = Tree::parse(part) {
        Rewriting { row, properties }.element(tree.root(), "", None, &mut out);
    }
    out.into_bytes()
}

/// What a part is written anew with.
struct Rewriting<'r> {
    /// Asked at every row.
    row: &'r mut dyn FnMut(bool) -> Option<RowMark>,
    properties: &'r Properties,
}

impl Rewriting<'_> {
    fn element(&mut self, element: Element, parent: &str, mark: Option<RowMark>, out: &mut String) {
        let name = element.name();
        let mark = if name == "w:tr" { (self.row)(true) } else { mark.filter(|_| name == "w:trPr") };
        out.push('<');
        out.push_str(name);
        for (key, value) in element.attributes() {
            // gridCol has no type; the paragraphs' identifiers are all the same one.
            if name == "w:gridCol" && key == "w:type" || key.starts_with("w14:") {
                continue;
            }
            out.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
        if name == "w:style" && element.attribute("w:styleId") == Some("Normal") {
            out.push_str(" w:default=\"1\"");
        }
        let mut children: Vec<Element> = element.contents().filter(|child| !unknown(name, child)).collect();
        if has_order(name) {
            children.sort_by_key(|child| rank(name, child.name()));
        }
        let mut inner = String::new();
        for child in children {
            match child.name() {
                "" => inner.push_str(&escape(child.own_text())),
                _ => self.element(child, name, mark, &mut inner),
            }
        }
        if let Some(mark) = mark.filter(|_| name == "w:trPr") {
            if mark.grid_after > 0 {
                inner.insert_str(0, &format!("<w:gridAfter w:val=\"{}\"/>", mark.grid_after));
            }
            if mark.header {
                inner.push_str("<w:tblHeader/>");
            }
        }
        if name == "w:rPr" && parent == "w:rPrDefault" {
            let language = escape(self.properties.language.as_str());
            inner.push_str(&format!("<w:lang w:val=\"{language}\" w:eastAsia=\"{language}\"/>"));
        }
        if inner.is_empty() {
            out.push_str("/>");
        } else {
            out.push_str(&format!(">{inner}</{name}>"));
        }
    }
}

/// What docx-rs writes and the schema does not know there, or what says nothing.
fn unknown(parent: &str, child: &Element) -> bool {
    let empty = child.contents().next().is_none() && child.attributes().next().is_none();
    match (parent, child.name()) {
        ("w:style", "w:tblPr" | "w:tcPr" | "w:trPr") => true,
        (_, "w:rPr" | "w:pPr") if empty && parent != "w:rPrDefault" => true,
        _ => false,
    }
}
