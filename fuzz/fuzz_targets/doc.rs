//! Word 97–2003: the streams of a compound file, which is made here, as damage to its own tables seldom leaves
//! anything to read. The input's first four bytes say where WordDocument ends and the table stream begins.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

fuzz_target!(|bytes: &[u8]| {
    // The container itself, damaged as the input has it.
    let _ = vanban::parse(bytes);
    let Some((head, rest)) = bytes.split_first_chunk::<4>() else { return };
    let at = (u32::from_le_bytes(*head) as usize).min(rest.len());
    let (main, table) = rest.split_at(at);
    let Ok(mut file) = cfb::CompoundFile::create(Cursor::new(Vec::new())) else { return };
    for (name, stream) in [("WordDocument", main), ("0Table", table), ("1Table", table), ("Data", table)] {
        let Ok(mut entry) = file.create_stream(name) else { return };
        if entry.write_all(stream).is_err() {
            return;
        }
    }
    let _ = vanban::parse(&file.into_inner().into_inner());
});
