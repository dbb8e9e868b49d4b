//! Files that a PDF carries with it: not read, and named.

use super::file::File;
use super::strings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, MaybeRef, Object, String as TextString};

/// How deep arrays and dictionaries in each other are looked through.
const DEEPEST: usize = 16;
/// The most files that are named.
const MOST_NAMED: usize = 20;
/// The most characters of a name that are kept.
const LONGEST: usize = 120;
/// Stands for a name that is not known.
const NAMELESS: &str = "?";

/// How many files a PDF carries, and the names of the first. They hang on its catalogue by name or on a page as a note
/// (ISO 32000-1, 7.11.4 and 12.5.6.15); each has a file specification that points to its bytes.
pub(super) fn attached(bytes: &[u8], file: &File) -> Option<[String; 2]> {
    let has = |mark: &[u8]| memchr::memmem::find(bytes, mark).is_some();
    let is_plain = has(b"/EmbeddedFile") || has(b"/FileAttachment");
    // What names them may be packed in a stream of objects.
    if !is_plain && !has(b"/ObjStm") {
        return None;
    }
    let names = match file.of_all(names) {
        Ok(names) => names,
        // The library does not read them: that there are some, their mark says.
        Err(_) if is_plain => return Some([NAMELESS.to_owned(), NAMELESS.to_owned()]),
        Err(_) => return None,
    };
    let mut named = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMED {
        named.push_str(", …");
    }
    (!names.is_empty()).then(|| [names.len().to_string(), named])
}

fn names(pdf: &Pdf) -> Vec<String> {
    let mut names = Vec::new();
    pdf.objects().into_iter().for_each(|object| collect(&object, DEEPEST, &mut names));
    names
}

/// The names of the files whose specifications stand in an object itself: what it refers to is looked at in its turn.
fn collect(object: &Object, depth: usize, names: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let mut inner = |own: MaybeRef<Object>| {
        if let MaybeRef::NotRef(own) = own {
            collect(&own, depth, names);
        }
    };
    let entries = match object {
        Object::Array(items) => return items.raw_iter().for_each(inner),
        Object::Dict(entries) => entries,
        Object::Stream(stream) => stream.dict(),
        _ => return,
    };
    entries.entries().for_each(|(_, own)| inner(own));
    if entries.contains_key("EF") {
        names.push(name(entries));
    }
}

/// The name of a file specification: in Unicode, else as it is.
fn name(specification: &Dict) -> String {
    let found = ["UF", "F", "Desc"].into_iter().find_map(|key| {
        let written = strings::text(specification.get::<TextString>(key)?.as_bytes());
        let shown: String = written.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
        (!shown.trim().is_empty()).then_some(shown)
    });
    found.unwrap_or_else(|| NAMELESS.to_owned())
}
