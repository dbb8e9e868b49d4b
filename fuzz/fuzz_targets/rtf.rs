//! RTF of any kind, with what begins one put before it.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = vanban::parse(bytes);
    let whole = [&b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}{\\f1 .VnTimeH;}{\\f2 VNI-Times;}}"[..], bytes, &[b'}'; 16][..]].concat();
    let _ = vanban::parse(&whole);
});
