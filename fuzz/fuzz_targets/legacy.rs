//! Text files in any encoding, and the same bytes as a run in the fonts of TCVN3 and VNI.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::fmt::Write;

fuzz_target!(|bytes: &[u8]| {
    let _ = vanban::parse(bytes);
    let mut body = String::new();
    for (index, byte) in bytes.iter().enumerate() {
        if index % 5 == 0 {
            let _ = write!(body, "\\f{} ", index / 5 % 4);
        }
        let _ = write!(body, "\\'{byte:02x}");
    }
    let fonts = "{\\fonttbl{\\f0 Arial;}{\\f1 .VnTime;}{\\f2 .VnTimeH;}{\\f3 VNI-Times;}}";
    let _ = vanban::parse(format!("{{\\rtf1 {fonts}{body}}}").as_bytes());
});
