//! Edits of several parts at once, all of them or none.

use super::{Edit, broken};
use crate::errors::Error;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Makes the edits of several parts, by their names; every other part stays as it is packed. As [`super::edited`], of
/// parts in the usual prefixes.
///
/// # Errors
/// Where the bytes are no package, a part is not there or not in UTF-8, or edits of a part overlap.
pub fn edited_parts(package: &[u8], parts: &[(&str, Vec<Edit>)]) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(package.len())));
    let mut found = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index)?;
        let Some((_, edits)) = parts.iter().find(|(name, _)| *name == entry.name()) else {
            drop(entry);
            writer.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        };
        found += 1;
        let bytes = super::whole(&mut entry)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| broken())?;
        let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let changed = overlaid(&super::usual(&text[mark..]), 0, edits.clone()).ok_or_else(broken)?;
        let options = SimpleFileOptions::default()
            .compression_method(entry.compression())
            .last_modified_time(entry.last_modified().unwrap_or_default());
        writer.start_file(entry.name(), options)?;
        writer.write_all(&bytes[..mark]).and_then(|()| writer.write_all(changed.as_bytes())).map_err(|_| broken())?;
    }
    if found == parts.len() { Ok(writer.finish()?.into_inner()) } else { Err(broken()) }
}

/// Parts as they should be, in a package that may have them or not; every other part stays as it is packed.
///
/// # Errors
/// Where the bytes are no package.
pub fn with_parts(package: &[u8], mut parts: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(package.len())));
    let put = |writer: &mut ZipWriter<_>, name: &str, bytes: &[u8], options: SimpleFileOptions| {
        writer.start_file(name, options)?;
        writer.write_all(bytes).map_err(|_| broken())
    };
    for index in 0..archive.len() {
        let entry = archive.by_index(index)?;
        let options = SimpleFileOptions::default()
            .compression_method(entry.compression())
            .last_modified_time(entry.last_modified().unwrap_or_default());
        match parts.iter().position(|(name, _)| name == entry.name()) {
            Some(at) => {
                let (name, bytes) = parts.swap_remove(at);
                put(&mut writer, &name, &bytes, options)?;
            }
            None => {
                drop(entry);
                writer.raw_copy_file(archive.by_index_raw(index)?)?;
            }
        }
    }
    parts.sort();
    for (name, bytes) in parts {
        put(&mut writer, &name, &bytes, SimpleFileOptions::default())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A slice of a part with edits made in it; `None` where two overlap, or one lies outside. `start` is where in the part
/// the slice begins. The same edit given twice is made once.
pub fn overlaid(slice: &str, start: usize, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    let mut out = String::with_capacity(slice.len());
    let mut at = 0;
    for edit in &edits {
        let (from, to) = (edit.range.start.checked_sub(start)?, edit.range.end.checked_sub(start)?);
        out.push_str(slice.get(at..from)?);
        out.push_str(&edit.text);
        at = to;
    }
    out.push_str(slice.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: std::ops::Range<usize>, text: &str) -> Edit {
        Edit { range, text: text.to_owned() }
    }

    #[test]
    fn edits_that_overlap_are_refused() {
        assert_eq!(overlaid("abcdef", 0, vec![edit(4..5, "X"), edit(1..2, "")]), Some("acdXf".to_owned()));
        assert_eq!(overlaid("cdef", 2, vec![edit(4..4, "-"), edit(4..4, "-")]), Some("cd-ef".to_owned()));
        assert_eq!(overlaid("abcdef", 0, vec![edit(1..4, ""), edit(2..5, "")]), None);
        assert_eq!(overlaid("abcdef", 0, vec![edit(1..9, "")]), None);
    }
}
