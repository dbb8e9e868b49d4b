//! A document that was read, written as a file of markup: Flat OPC.

#![allow(dead_code, reason = "every test binary uses its own part")]

use base64::Engine;
use std::io::{Cursor, Read};
use zip::ZipArchive;

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
