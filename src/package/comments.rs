//! Comments beside tracked changes: the part that holds them, its relation and its content type.

use super::shown::Shown;
use super::{Package, broken};
use crate::errors::Error;
use quick_xml::escape::escape;

/// The type of the relation, and the namespace of the part: of transitional files and of strict ones.
const TYPES: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
];
const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The parts that change where comments are put in: the comments, and, where there were none, relations and types.
/// `is_strict` says whether the file is one of ISO/IEC 29500 Strict.
pub(super) fn parts(
    package: &[u8],
    body: &str,
    comments: &[(u32, String)],
    shown: Shown,
    is_strict: bool,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut opened = Package::open(package)?;
    let (folder, file) = body.rsplit_once('/').unwrap_or(("", body));
    let relations = format!("{folder}/_rels/{file}.rels");
    let there = opened.target(&relations, "/comments");
    let written: String = comments.iter().map(|(id, text)| comment(*id, text, shown)).collect();
    if let Some(part) = there {
        let old = opened.text(&part)?.ok_or_else(broken)?;
        return Ok(vec![(part, put_in(&old, &written, "w:comments")?)]);
    }
    let (kind, namespace) = (TYPES[usize::from(is_strict)], NAMESPACES[usize::from(is_strict)]);
    let name = format!("{folder}/comments.xml");
    let part = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\">{written}</w:comments>"
    );
    let relation = format!("<Relationship Id=\"rIdVanbanComments\" Type=\"{kind}\" Target=\"comments.xml\"/>");
    let none = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
    let old = opened.text(&relations)?;
    let relations = (relations, put_in(old.as_deref().unwrap_or(none), &relation, "Relationships")?);
    let types = "[Content_Types].xml";
    let old = opened.text(types)?.ok_or_else(broken)?;
    let entry = format!("<Override PartName=\"/{name}\" ContentType=\"{CONTENT}\"/>");
    let types = (types.to_owned(), put_in(&old, &entry, "Types")?);
    Ok(vec![(name, part.into_bytes()), relations, types])
}

/// Puts an element at the end of the outermost one, which may be closed in its own tag.
fn put_in(old: &str, element: &str, root: &str) -> Result<Vec<u8>, Error> {
    let trimmed = old.trim_end();
    let new = match trimmed.rfind("</") {
        Some(at) => format!("{}{element}{}", &trimmed[..at], &trimmed[at..]),
        None => format!("{}>{element}</{root}>", trimmed.strip_suffix("/>").ok_or_else(broken)?),
    };
    Ok(new.into_bytes())
}

fn comment(id: u32, text: &str, shown: Shown) -> String {
    let (author, date) = match shown {
        Shown::Tracked { author, date } => (author, date),
        _ => ("", ""),
    };
    let paragraphs: String = text
        .lines()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(line)))
        .collect();
    let (author, date) = (escape(author), escape(date));
    format!(
        "<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"{date}\" w:initials=\"VB\">{paragraphs}</w:comment>"
    )
}
