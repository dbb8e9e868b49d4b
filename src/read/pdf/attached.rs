//! Files that a PDF carries with it: not read, and named.

use super::inside::{apart, opened};
use crate::errors::Error;
use crate::read::Limits;
use pdf_extract::{Dictionary, Object, decode_text_string};

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
pub(super) fn attached(bytes: &[u8], limits: &Limits) -> Option<[String; 2]> {
    let has = |mark: &[u8]| memchr::memmem::find(bytes, mark).is_some();
    let is_plain = has(b"/EmbeddedFile") || has(b"/FileAttachment");
    // What names them may be packed in a stream of objects.
    if !is_plain && !has(b"/ObjStm") {
        return None;
    }
    let names = match apart(bytes, limits, names) {
        Ok(names) => names,
        // The library does not read the file: that there are some, their mark says.
        Err(_) if is_plain => return Some([NAMELESS.to_owned(), NAMELESS.to_owned()]),
        Err(_) => return None,
    };
    let mut named = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMED {
        named.push_str(", …");
    }
    (!names.is_empty()).then(|| [names.len().to_string(), named])
}

fn names(bytes: &[u8]) -> Result<Vec<String>, Error> {
    let document = opened(bytes)?;
    let mut names = Vec::new();
    document.objects.values().for_each(|object| collect(object, DEEPEST, &mut names));
    Ok(names)
}

/// The names of the files whose specifications stand in an object.
fn collect(object: &Object, depth: usize, names: &mut Vec<String>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    let inner: &Dictionary = match object {
        Object::Array(items) => return items.iter().for_each(|item| collect(item, depth, names)),
        Object::Dictionary(inner) => inner,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    if inner.has(b"EF") {
        names.push(name(inner));
    }
    inner.iter().for_each(|(_, value)| collect(value, depth, names));
}

/// The name of a file specification: in Unicode, else as it is.
fn name(specification: &Dictionary) -> String {
    let found = [b"UF".as_slice(), b"F", b"Desc"].into_iter().find_map(|key| {
        let written = decode_text_string(specification.get(key).ok()?).ok()?;
        let shown: String = written.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
        (!shown.trim().is_empty()).then_some(shown)
    });
    found.unwrap_or_else(|| NAMELESS.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_pdf_that_the_library_does_not_read_are_said() {
        let found = attached(b"%PDF-1.4 /EmbeddedFiles", &Limits::default());
        assert_eq!(found, Some([NAMELESS.to_owned(), NAMELESS.to_owned()]));
        assert_eq!(attached(b"%PDF-1.4", &Limits::default()), None);
    }
}
